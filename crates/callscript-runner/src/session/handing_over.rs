//! Handing a call over, pausing it and taking it up. None of it is ever undone.

use super::Session;
use crate::Moment;
use crate::error::StepError;
use crate::event::EventKind;

/// A hand-over to another channel.
#[derive(Debug, Clone)]
pub(crate) struct NewChannel {
    /// The hand-over, as an index into the session's events.
    pub(crate) event: usize,
    pub(crate) channel: String,
    pub(crate) at: Moment,
}

impl Session {
    /// Hands the call over: to another channel of the outermost script, to another person, or both, with a note. The
    /// words are made anew for the channel; what was asked already is not asked again.
    ///
    /// ```
    /// # use callscript::{jiff::Timestamp, library::Library, source::Source};
    /// # let text = r#"
    /// # callscript: 1
    /// # id: hello
    /// # title: Hello
    /// # start: ask
    /// # channels: [phone, chat]
    /// # outcomes: { well: Well, ill: Ill }
    /// # nodes:
    /// #   ask:
    /// #     say: { phone: How are you?, chat: Hi! How are you? }
    /// #     answers: { Well: { end: well }, Ill: { end: ill } }
    /// # "#;
    /// # let script = Library::from_sources(vec![Source::new("hello.yaml", text)]).check("hello")?;
    /// # use callscript_runner::{Session, Start};
    /// # let now = Timestamp::UNIX_EPOCH;
    /// let mut session = Session::start(&script, Start::default(), now)?;
    /// assert_eq!(session.prompt().say.as_deref(), Some("How are you?"));
    /// session.hand_over(Some("chat"), Some("the night shift"), None, now)?;
    /// assert_eq!(session.prompt().say.as_deref(), Some("Hi! How are you?"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the script has no such channel, or the call is over.
    pub fn hand_over(
        &mut self,
        channel: Option<&str>,
        to: Option<&str>,
        note: Option<&str>,
        now: impl Into<Moment>,
    ) -> Result<(), StepError> {
        let [channel, to, note] = [channel, to, note].map(|text| text.map(str::to_owned));
        self.take_step(EventKind::HandedOver { channel, to, note }, now)
    }

    /// Pauses the call: the time until it is taken up counts for nothing.
    ///
    /// # Errors
    ///
    /// If the call is over.
    pub fn pause(&mut self, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::Paused, now)
    }

    /// Takes the call up after a pause. Without one it was cut off: then the time since its last event counts for nothing.
    ///
    /// # Errors
    ///
    /// If the call is over.
    pub fn take_up(&mut self, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::TakenUp, now)
    }

    /// The length of all pauses so far, in seconds.
    pub fn paused_seconds(&self) -> f64 {
        self.events.last().map_or(0.0, |last| self.pauses.seconds_until(last.at.timestamp()))
    }

    pub(super) fn go_to_channel(&mut self, channel: Option<&str>, at: Moment) -> Result<(), StepError> {
        self.state.refuse_if_over()?;
        let present = Some(self.state.channel.clone()).filter(|_| self.script.reads_surroundings());
        let Some(channel) = channel.or(present.as_deref()) else { return Ok(()) };
        let channels = self.script.channels();
        if !channels.iter().any(|known| known == channel) {
            let script = self.script.id().to_owned();
            return Err(StepError::UnknownChannel { script, channel: channel.to_owned(), channels: channels.to_vec() });
        }
        self.channels.push(NewChannel { event: self.events.len(), channel: channel.to_owned(), at });
        let place = self.effective.len();
        self.checkpoints.drop_from(place);
        self.state = self.state_at(place);
        Ok(())
    }
}

/// The hand-overs to other channels that a replay has not come to yet.
pub(super) struct ChannelsAhead<'s>(pub(super) &'s [NewChannel]);

impl<'s> ChannelsAhead<'s> {
    /// The latest hand-over to a channel before the event with this index, or before now; `None` if it was
    /// not, since the last call of this function.
    pub(super) fn before(&mut self, event: Option<usize>) -> Option<&'s NewChannel> {
        let passed = self.0.iter().take_while(|next| event.is_none_or(|event| next.event < event)).count();
        let (passed, ahead) = self.0.split_at(passed);
        self.0 = ahead;
        passed.last()
    }
}
