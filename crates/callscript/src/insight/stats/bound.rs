//! How many states there are at least, so that too many of them are told without walking them.
//!
//! Must not know walks.

use super::map::{Back, Map, Onward, Stop, To};

/// How many states there are at least, found in the time that it takes to look at every way.
///
/// Where a call comes without a retry, and from there, without one, to a retry that leads back to before that step, any number
/// of uses of it is possible, together with any of the others of which that is true.
pub(super) fn states_at_least(map: &Map) -> f64 {
    let reached = reached(map);
    let mut states = 0.0;
    let mut first = 0;
    for stops in map.stops.chunk_by(|one, other| one.stretch == other.stretch) {
        let reached = &reached[first as usize..][..stops.len()];
        if reached.contains(&true) {
            if !stops[0].countable {
                return f64::INFINITY;
            }
            states += Stretch { stops, first }.states(reached);
        }
        first += u32::try_from(stops.len()).unwrap_or(u32::MAX);
    }
    states
}

/// The places to which a call comes without a retry.
fn reached(map: &Map) -> Vec<bool> {
    let mut reached = vec![false; map.stops.len()];
    reached[map.start as usize] = true;
    for place in 0..map.stops.len() {
        if reached[place] {
            plain(&map.stops[place]).for_each(|next| reached[next as usize] = true);
        }
    }
    reached
}

/// Where the ways lead that cost no retry.
fn plain(stop: &Stop) -> impl Iterator<Item = u32> {
    ways(stop).filter(|way| way.back.is_none()).filter_map(|way| match way.to {
        Some(To::Place(place)) => Some(place),
        _ => None,
    })
}

fn ways(stop: &Stop) -> impl Iterator<Item = &Onward> {
    stop.ways.iter().chain(&stop.cannot_give)
}

/// Some stops, the first of which has that place.
struct Stretch<'m> {
    stops: &'m [Stop],
    first: u32,
}

impl Stretch<'_> {
    /// How many states there are at least, at those of its stops that are reached.
    fn states(&self, reached: &[bool]) -> f64 {
        let retries: Vec<(usize, Back)> = self.backs().collect();
        // A retry is known by the bit at which its count begins.
        let (mut behind, mut ahead) = (vec![0_u128; self.stops.len()], vec![0_u128; self.stops.len()]);
        for (at, back) in &retries {
            ahead[*at] |= 1 << back.shift;
            behind[(back.place - self.first) as usize] |= 1 << back.shift;
        }
        let inner = |at: usize| plain(&self.stops[at]).filter_map(|place| self.index(place));
        for at in 0..self.stops.len() {
            inner(at).for_each(|next| behind[next] |= behind[at]);
        }
        for at in (0..self.stops.len()).rev() {
            ahead[at] = inner(at).fold(ahead[at], |all, next| all | ahead[next]);
        }
        let counts = |at: usize| {
            let free = retries.iter().filter(|(_, back)| (behind[at] & ahead[at]) >> back.shift & 1 == 1);
            free.map(|(_, back)| f64::from(back.at_most) + 1.0).product::<f64>()
        };
        (0..self.stops.len()).filter(|at| reached[*at]).map(counts).sum()
    }

    fn backs(&self) -> impl Iterator<Item = (usize, Back)> {
        self.stops.iter().enumerate().flat_map(|(at, stop)| ways(stop).filter_map(move |way| Some((at, way.back?))))
    }

    /// The stop at that place, if it is one of these.
    fn index(&self, place: u32) -> Option<usize> {
        let at = place.checked_sub(self.first)? as usize;
        (at < self.stops.len()).then_some(at)
    }
}
