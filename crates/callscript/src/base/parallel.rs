//! Work on several cores, where the feature `parallel` is on; else one thing after the other. What comes of it is the same, in
//! the same order.
//!
//! rayon is known here alone. Must not know what is done.

#[cfg(feature = "parallel")]
mod work {
    use rayon::prelude::*;

    /// What comes of each item.
    pub(crate) fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        items.into_par_iter().map(work).collect()
    }

    /// Does something with each item.
    pub(crate) fn for_each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync + Send) {
        items.par_iter().for_each(work);
    }

    /// What comes of each item; runs of at least `least` of them share what `start` makes.
    pub(crate) fn map_runs<T: Sync, S, R: Send>(
        items: &[T],
        least: usize,
        start: impl Fn() -> S + Sync + Send,
        work: impl Fn(&mut S, &T) -> R + Sync + Send,
    ) -> Vec<R> {
        items.par_iter().with_min_len(least).map_init(start, work).collect()
    }

    /// What comes of both.
    pub(crate) fn join<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        rayon::join(one, other)
    }
}

#[cfg(not(feature = "parallel"))]
mod work {
    /// What comes of each item.
    pub(crate) fn map<T, R>(items: Vec<T>, work: impl Fn(T) -> R) -> Vec<R> {
        items.into_iter().map(work).collect()
    }

    /// Does something with each item.
    pub(crate) fn for_each<T>(items: &[T], work: impl Fn(&T)) {
        items.iter().for_each(work);
    }

    /// What comes of each item; all of them share what `start` makes.
    pub(crate) fn map_runs<T, S, R>(
        items: &[T],
        _: usize,
        start: impl Fn() -> S,
        work: impl Fn(&mut S, &T) -> R,
    ) -> Vec<R> {
        let mut shared = start();
        items.iter().map(|item| work(&mut shared, item)).collect()
    }

    /// What comes of both.
    pub(crate) fn join<A, B>(one: impl FnOnce() -> A, other: impl FnOnce() -> B) -> (A, B) {
        (one(), other())
    }
}

pub(crate) use work::{for_each, join, map, map_runs};
