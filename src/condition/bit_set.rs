//! Sets of small numbers (indicators, groups) in a fixed space, so that counting allocates nothing.

/// The most indicators, and the most groups, of a catalogue.
pub const CAPACITY: usize = 256;

const WORDS: usize = CAPACITY / 64;

/// A set of numbers below [`CAPACITY`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct BitSet([u64; WORDS]);

impl BitSet {
    pub const EMPTY: Self = Self([0; WORDS]);

    /// Adds a number.
    ///
    /// # Panics
    /// When the number is not below [`CAPACITY`]. Catalogues with more are rejected when read.
    pub fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    /// Adds or removes a number.
    ///
    /// # Panics
    /// When the number is not below [`CAPACITY`].
    pub fn put(&mut self, number: usize, is_in: bool) {
        let bit = 1 << (number % 64);
        let word = &mut self.0[number / 64];
        *word = (*word & !bit) | if is_in { bit } else { 0 };
    }

    pub fn contains(&self, number: usize) -> bool {
        self.0[number / 64] & (1 << (number % 64)) != 0
    }

    pub fn is_empty(&self) -> bool {
        self.0 == [0; WORDS]
    }

    pub fn len(&self) -> usize {
        self.0.iter().filter(|word| **word != 0).map(|word| word.count_ones() as usize).sum()
    }

    /// Whether the sets have a common number.
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).fold(0, |shared, (a, b)| shared | (a & b)) != 0
    }

    /// The intersection.
    pub fn and(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    /// The union.
    pub fn or(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    /// The difference: what is in this set only.
    pub fn without(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a & !b)
    }

    /// The numbers, least first.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let (mut index, mut rest) = (0, self.0[0]);
        std::iter::from_fn(move || {
            while rest == 0 {
                index += 1;
                rest = *self.0.get(index)?;
            }
            let number = index * 64 + rest.trailing_zeros() as usize;
            rest &= rest - 1;
            Some(number)
        })
    }

    fn zip(&self, other: &Self, join: impl Fn(u64, u64) -> u64) -> Self {
        let mut words = self.0;
        words.iter_mut().zip(other.0).for_each(|(word, with)| *word = join(*word, with));
        Self(words)
    }
}

impl FromIterator<usize> for BitSet {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut set = Self::EMPTY;
        numbers.into_iter().for_each(|number| set.insert(number));
        set
    }
}
