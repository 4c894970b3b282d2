//! A fast table of ids, because most of a case file consists of ids.

use rustc_hash::FxHashMap;

/// The longest id in the table. Longer ones are in a map.
const SHORT: usize = 32;

/// An id as four words, with its length. Different ids always differ here.
type Padded = ([u64; SHORT / 8], usize);

/// Positions by id. The table is small and stays in the cache: slots hold numbers, and ids are stored together.
#[derive(Clone, Debug, Default)]
pub(crate) struct IdTable {
    /// The number of an id from 1, by hash. After a collision the next free slot is used.
    slots: Vec<u16>,
    short: Vec<(Padded, usize)>,
    long: FxHashMap<String, usize>,
}

impl IdTable {
    /// A table of these ids and positions. If an id occurs twice, the last position counts.
    pub fn of<'i>(ids: impl Iterator<Item = (&'i str, usize)>) -> Self {
        let all: Vec<(&str, usize)> = ids.collect();
        let mut table = Self { slots: vec![0; (all.len() * 4).next_power_of_two()], ..Self::default() };
        for (id, at) in all {
            let number = u16::try_from(table.short.len() + 1).ok();
            match (padded(id), number) {
                (Some(padded), Some(number)) => table.add(padded, at, number),
                _ => drop(table.long.insert(id.to_owned(), at)),
            }
        }
        table
    }

    fn add(&mut self, padded: Padded, at: usize, number: u16) {
        let mut slot = self.first_slot(&padded);
        while self.slots[slot] != 0 {
            let (taken, place) = &mut self.short[usize::from(self.slots[slot]) - 1];
            if *taken == padded {
                *place = at;
                return;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = number;
        self.short.push((padded, at));
    }

    pub fn find(&self, id: &str) -> Option<usize> {
        let found = padded(id).and_then(|padded| self.find_short(&padded));
        if found.is_none() && !self.long.is_empty() { self.long.get(id).copied() } else { found }
    }

    fn find_short(&self, padded: &Padded) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        let mut slot = self.first_slot(padded);
        loop {
            let number = usize::from(self.slots[slot]).checked_sub(1)?;
            let (taken, place) = &self.short[number];
            if same(taken, padded) {
                return Some(*place);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn first_slot(&self, (words, length): &Padded) -> usize {
        /// Odd, and without a pattern (from the digits of the golden ratio and of pi).
        const SPREAD: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0x2436_A885_308D_3131];
        let first = (words[0] ^ words[1].rotate_left(17)).wrapping_mul(SPREAD[0]);
        let last = (words[2] ^ words[3].rotate_left(31) ^ *length as u64).wrapping_mul(SPREAD[1]);
        let mixed = (first ^ (first >> 31) ^ last).wrapping_mul(SPREAD[0]);
        usize::try_from(mixed >> 40).unwrap_or(0) & (self.slots.len() - 1)
    }
}

/// Compared word by word. A comparison as a whole would first store the words in memory.
#[inline]
fn same((one, length): &Padded, (other, as_long): &Padded) -> bool {
    length == as_long && one[3] == other[3] && one[0] == other[0] && one[1] == other[1] && one[2] == other[2]
}

/// The words of an id: its first two and its last two, which may overlap. `None` for an id that is too long. All but
/// the shortest ids take the same path, because a mispredicted branch would cost more than the work itself.
#[inline]
fn padded(id: &str) -> Option<Padded> {
    let bytes = id.as_bytes();
    let length = bytes.len();
    let word = |at: usize| bytes[at..].first_chunk::<8>().map_or(0, |word| u64::from_le_bytes(*word));
    let words = match length {
        0..8 => [bytes.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)), 0, 0, 0],
        8..=SHORT => [word(0), word((length - 8).min(8)), word(length.max(16) - 16), word(length - 8)],
        _ => return None,
    };
    Some((words, length))
}

#[cfg(test)]
mod tests {
    use super::IdTable;

    #[test]
    fn every_id_is_found_and_nothing_else() {
        let ids: Vec<String> = (0..700).map(|at| format!("{}-{at}", "long-".repeat(at % 9))).collect();
        let table = IdTable::of(ids.iter().enumerate().map(|(at, id)| (id.as_str(), at)));
        for (at, id) in ids.iter().enumerate() {
            assert_eq!(table.find(id), Some(at), "{id}");
            for other in [format!("{id}\0"), format!("{id}x"), id[..id.len() - 1].to_owned() + "\0"] {
                assert_eq!(table.find(&other), None, "{other:?}");
            }
        }
        assert_eq!(table.find(""), None);
        assert_eq!(IdTable::default().find("a"), None);
        assert_eq!(IdTable::of([("a", 1), ("a", 2)].into_iter()).find("a"), Some(2));
    }
}
