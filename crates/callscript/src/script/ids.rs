//! Indices into a checked script, one type for each kind of part. An index is valid for the script that it comes from.

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The index in document order, from 0.
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
    /// An end of one script: an outcome that some node or aside ends with.
    EndId
}
index! {
    /// A `retry` of one script. Whoever runs the script counts its uses.
    RetryId
}
