//! Work on several cores if the feature `parallel` is on, otherwise on one. The results are the same, in the same order.
//!
//! No other module of this crate uses rayon. Must not know what the work is.

#[cfg(feature = "parallel")]
mod work {
    use rayon::prelude::*;

    /// The results for the items, in order.
    pub(crate) fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        items.into_par_iter().map(work).collect()
    }

    /// Does the work for each item.
    pub(crate) fn for_each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync + Send) {
        items.par_iter().for_each(work);
    }

    /// The results for the items, in order. Runs of at least `least` items share a state that `start` makes.
    pub(crate) fn map_runs<T: Sync, S, R: Send>(
        items: &[T],
        least: usize,
        start: impl Fn() -> S + Sync + Send,
        work: impl Fn(&mut S, &T) -> R + Sync + Send,
    ) -> Vec<R> {
        items.par_iter().with_min_len(least).map_init(start, work).collect()
    }

    /// The results of both.
    pub(crate) fn join<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        rayon::join(one, other)
    }
}

#[cfg(not(feature = "parallel"))]
mod work {
    /// The results for the items, in order.
    pub(crate) fn map<T, R>(items: Vec<T>, work: impl Fn(T) -> R) -> Vec<R> {
        items.into_iter().map(work).collect()
    }

    /// Does the work for each item.
    pub(crate) fn for_each<T>(items: &[T], work: impl Fn(&T)) {
        items.iter().for_each(work);
    }

    /// The results for the items, in order. All items share one state that `start` makes.
    pub(crate) fn map_runs<T, S, R>(
        items: &[T],
        _: usize,
        start: impl Fn() -> S,
        work: impl Fn(&mut S, &T) -> R,
    ) -> Vec<R> {
        let mut shared = start();
        items.iter().map(|item| work(&mut shared, item)).collect()
    }

    /// The results of both.
    pub(crate) fn join<A, B>(one: impl FnOnce() -> A, other: impl FnOnce() -> B) -> (A, B) {
        (one(), other())
    }
}

pub(crate) use work::{for_each, join, map, map_runs};
