//! A story as data: groups of lines, and lines made of pieces.

/// The changes of one script in words.
#[derive(Debug, Clone)]
pub struct Story<'d> {
    /// The effects on a call as a whole.
    pub effects: Vec<Line<'d>>,
    /// The changes, grouped by node or other part, in the order in which a call may reach them.
    pub groups: Vec<Group<'d>>,
    /// The numbers of paths, which readers need last.
    pub paths: Option<Line<'d>>,
}

/// The lines about one node or other part.
#[derive(Debug, Clone)]
pub struct Group<'d> {
    /// The node or part. A [`Piece::Name`] is the id of a node.
    pub title: Piece<'d>,
    /// The lines, at least one.
    pub lines: Vec<Line<'d>>,
}

/// One line: a change, or several that belong together.
#[derive(Debug, Clone)]
pub struct Line<'d> {
    /// The kind of change.
    pub mark: Mark,
    /// Its importance.
    pub importance: Importance,
    /// The text, in pieces.
    pub pieces: Vec<Piece<'d>>,
    /// The number of changes that it covers.
    pub changes: usize,
    /// It says that an edge, or the start, now leads somewhere else.
    pub is_redirect: bool,
}

/// The kind of change that a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Someone should look at this.
    Alarm,
    /// Something is new.
    Added,
    /// Something is gone.
    Removed,
    /// Something was changed.
    Changed,
}

/// The importance of a line for the people on a call, highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Importance {
    /// It is about where the call goes.
    Way,
    /// It is about what is said.
    Words,
    /// It is about what is known or reported.
    Rest,
    /// No one on a call would notice it, or another line covers it.
    Minor,
}

/// A piece of a line. Output must escape the pieces that come from a script.
#[derive(Debug, Clone)]
pub enum Piece<'d> {
    /// Fixed text of the program.
    Words(&'d str),
    /// Composed text of the program. From a script it contains only names between backticks.
    Composed(String),
    /// A name or an expression.
    Name(&'d str),
    /// Text of a script.
    Quote(&'d str),
    /// Text of a script: the old one, then the new one.
    Compared(&'d str, &'d str),
}

impl Story<'_> {
    /// The number of changes that its groups cover.
    pub fn changes(&self) -> usize {
        self.groups.iter().flat_map(|group| &group.lines).map(|line| line.changes).sum()
    }
}

impl<'d> Line<'d> {
    pub(super) fn new(mark: Mark, importance: Importance, pieces: Vec<Piece<'d>>) -> Self {
        Self { mark, importance, pieces, changes: 1, is_redirect: false }
    }

    /// Declares the line to be about where an edge leads. It is a redirect if the edge existed before and still does.
    pub(super) fn about_target(mut self) -> Self {
        self.is_redirect = self.mark == Mark::Changed;
        self
    }

    /// Sets the number of changes that the line covers.
    pub(super) fn standing_for(mut self, changes: usize) -> Self {
        self.changes = changes;
        self
    }
}
