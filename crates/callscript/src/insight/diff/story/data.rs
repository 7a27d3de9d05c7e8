//! What there is to tell, as data: lines in groups, each of pieces.

/// What there is to tell of one script.
#[derive(Debug, Clone)]
pub struct Story<'d> {
    /// What it means for a call as a whole.
    pub effects: Vec<Line<'d>>,
    /// By what they are about, in the order in which a call comes to them.
    pub groups: Vec<Group<'d>>,
    /// How many paths there are: what a reader needs last.
    pub paths: Option<Line<'d>>,
}

/// What there is to tell of a node, or of another part.
#[derive(Debug, Clone)]
pub struct Group<'d> {
    /// What they are about: a name is that of a node.
    pub title: Piece<'d>,
    /// At least one.
    pub lines: Vec<Line<'d>>,
}

/// One thing that changed, in words.
#[derive(Debug, Clone)]
pub struct Line<'d> {
    /// What kind of change it is.
    pub mark: Mark,
    /// How much it matters.
    pub weight: Weight,
    /// Its words.
    pub pieces: Vec<Piece<'d>>,
    /// For how many changes it stands.
    pub changes: usize,
    /// It tells of a way that leads elsewhere.
    pub elsewhere: bool,
}

/// What kind of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Somebody should look at this.
    Alarm,
    /// Something is new.
    Added,
    /// Something is gone.
    Removed,
    /// Something is another.
    Changed,
}

/// How much a line matters to the people on a call: the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Where the call goes.
    Way,
    /// What is said.
    Words,
    /// What is known or reported.
    Rest,
    /// Nothing that anybody on a call would notice, or more of what was said already.
    Trifle,
}

/// A piece of a line; what comes from a script is shown with everything escaped that could do harm.
#[derive(Debug, Clone)]
pub enum Piece<'d> {
    /// Our own words.
    Words(&'d str),
    /// Our own words, made up, without anything from a script but names between backticks.
    Said(String),
    /// A name or an expression.
    Name(&'d str),
    /// Words of a script.
    Quote(&'d str),
    /// Words of a script, before and now.
    Compared(&'d str, &'d str),
}

impl Story<'_> {
    /// For how many changes it stands.
    pub fn changes(&self) -> usize {
        self.groups.iter().flat_map(|group| &group.lines).map(|line| line.changes).sum()
    }
}

impl<'d> Line<'d> {
    pub(super) fn new(mark: Mark, weight: Weight, pieces: Vec<Piece<'d>>) -> Self {
        Self { mark, weight, pieces, changes: 1, elsewhere: false }
    }

    /// The same, which tells where a way leads: elsewhere, if it was there before and still is.
    pub(super) fn of_way(mut self) -> Self {
        self.elsewhere = self.mark == Mark::Changed;
        self
    }

    /// The same, which stands for so many changes.
    pub(super) fn of(mut self, changes: usize) -> Self {
        self.changes = changes;
        self
    }
}
