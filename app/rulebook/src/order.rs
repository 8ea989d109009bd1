//! Rulebook: putting things in order. One sorting machine for all: the standard one would come to the phone once for
//! every kind of thing that is ever sorted, some three kilobytes each.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// Stable sorting by a comparison or a key.
pub trait InOrder<T> {
    /// Puts them in the order of a comparison; equals stay as they stood.
    fn in_order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// Puts them in the order of a key, which is asked for more than once; equals stay as they stood.
    fn in_order_of<K: Ord>(&mut self, key: impl Fn(&T) -> K);

    /// Puts them in their own order; equals stay as they stood.
    fn in_order(&mut self)
    where
        T: Ord;
}

impl<T> InOrder<T> for [T] {
    fn in_order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let mut places = sorted(self.len(), &|a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            // Never: both are places of this slice.
            _ => Ordering::Equal,
        });
        // `places[to]` says from where `to` is filled. Each ring of places is gone round once.
        for start in 0..self.len() {
            let mut to = start;
            while let Some(from) = places.get_mut(to).map(|from| core::mem::replace(from, to)) {
                if from == start || from == to {
                    break;
                }
                self.swap(to, from);
                to = from;
            }
        }
    }

    fn in_order_of<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.in_order_by(|a, b| key(a).cmp(&key(b)));
    }

    fn in_order(&mut self)
    where
        T: Ord,
    {
        self.in_order_by(T::cmp);
    }
}

/// The places `0..len` in the order of a comparison.
#[inline(never)]
fn sorted(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever stands in the list: pseudo-random, of every length, with many equals.
    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut seed = 7u64;
        for len in 0..200 {
            let mut ours: Vec<(u64, usize)> = (0..len)
                .map(|place| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (seed >> 60, place)
                })
                .collect();
            let mut theirs = ours.clone();
            ours.in_order_of(|(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            assert_eq!(ours, theirs);
            ours.in_order_by(|a, b| b.cmp(a));
            theirs.sort_by(|a, b| b.cmp(a));
            assert_eq!(ours, theirs);
            ours.in_order();
            theirs.sort();
            assert_eq!(ours, theirs);
        }
    }
}
