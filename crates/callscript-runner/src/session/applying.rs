//! The one entry for whatever a host hands in: is it meant for where the session is, and what became of it?
//!
//! Leaves what each kind of event does to `replay` and `completing`. Must not know journals: what is replayed was meant for
//! where it happened.

use super::Session;
use super::completing::Receipt;
use crate::Moment;
use crate::error::StepError;
use crate::event::EventKind;
use crate::history::Turn;
use crate::prompt::Prompt;

/// What became of an event that was handed in.
///
/// ```
#[doc = include_str!("../../docs/hello.txt")]
/// use callscript_runner::EventKind;
///
/// let applied = session.apply(EventKind::answered("well"), session.position(), now)?;
/// assert_eq!((applied.position, applied.receipt), (1, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Applied {
    /// The session's position after it, which the next event expects.
    pub position: usize,
    /// Of a result of an action: what became of it.
    pub receipt: Option<Receipt>,
    /// Of a revision: the steps after it that no longer fit, and do not count any more.
    pub lost: Vec<Turn>,
}

impl Session {
    /// Takes an event of any kind. If it [needs one](EventKind::needs_position), `position` is the session's
    /// [position](Self::position) as whoever hands the event in knew it: if something else has happened since, the event
    /// is refused, so that of two clicks at the same prompt one counts. Other events fit wherever the session is, and
    /// `position` is ignored.
    ///
    /// The session itself notes the script and node of [`EventKind::Noted`]. All other methods that take a step are this
    /// one with the present position.
    ///
    /// ```
    #[doc = include_str!("../../docs/hello.txt")]
    /// use callscript_runner::{EventKind, StepError};
    ///
    /// // Two people saw the question at the same time.
    /// let seen = session.position();
    /// session.apply(EventKind::answered("well"), seen, now)?;
    /// let refused = session.apply(EventKind::answered("ill"), seen, now);
    /// assert_eq!(refused, Err(StepError::MovedOn { expected: 0, position: 1 }));
    /// // A note is welcome at any time.
    /// let noted = EventKind::Noted { script: String::new(), node: String::new(), text: "in a hurry".to_owned() };
    /// session.apply(noted, None, now)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the session has moved on, or does not take the event where it is. Then nothing has changed.
    pub fn apply(
        &mut self,
        event: EventKind,
        position: impl Into<Option<usize>>,
        now: impl Into<Moment>,
    ) -> Result<Applied, StepError> {
        self.expect_position(&event, position.into())?;
        let now = now.into();
        let (mut receipt, mut lost) = (None, Vec::new());
        match event {
            EventKind::Completed { token: Some(token), result, returned }
            | EventKind::Late { token, result, returned } => {
                receipt = Some(self.receive(token, result, returned, now)?);
            }
            EventKind::Completed { .. } => {
                self.perform(event, now)?;
                receipt = Some(Receipt::Taken);
            }
            EventKind::Revised { .. } => {
                self.perform(event, now)?;
                lost = self.turns_that_no_longer_fit();
            }
            EventKind::Noted { text, .. } => {
                let Prompt { script, node, .. } = &self.prompt;
                self.perform(EventKind::Noted { script: script.clone(), node: node.clone(), text }, now)?;
            }
            event => self.perform(event, now)?,
        }
        Ok(Applied { position: self.position, receipt, lost })
    }

    /// Takes a step where the session is.
    pub(super) fn take_step(&mut self, event: EventKind, now: impl Into<Moment>) -> Result<(), StepError> {
        self.apply(event, self.position, now).map(drop)
    }

    fn expect_position(&self, event: &EventKind, expected: Option<usize>) -> Result<(), StepError> {
        let position = self.position;
        match expected {
            _ if !event.needs_position() => Ok(()),
            Some(expected) if expected == position => Ok(()),
            Some(expected) => Err(StepError::MovedOn { expected, position }),
            None => Err(StepError::NeedsPosition { event: event.name(), position }),
        }
    }
}
