//! The places of what a checked script holds: indices that lead somewhere, in their own script.

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// Its place in the document's order, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index! {
    /// A node of one script.
    NodeId
}
index! {
    /// A variable of one script.
    VariableId
}
index! {
    /// An outcome of one script.
    OutcomeId
}
index! {
    /// A way for one script to end: an outcome that some node or aside of it ends with.
    EndId
}
index! {
    /// A `retry` of one script: whoever walks it counts how often each was used.
    RetryId
}
