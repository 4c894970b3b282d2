//! Evaluates many conditions against the same evidence. Each leaf is evaluated once, however many conditions share it.
//! The values are the same as when each condition is evaluated alone.

use crate::condition::{Condition, Evidence, Leaf, Truth};
use rustc_hash::FxHashMap;

/// The most shared leaves. Each condition evaluates further ones by itself.
const SHARED: usize = 256;

/// Many conditions with shared leaves. Each entry is a condition, and optionally another one that removes it.
#[derive(Clone, Debug, Default)]
pub struct SharedLeaves {
    leaves: Vec<Leaf>,
    entries: Vec<(Joined, Option<Joined>)>,
}

/// A set of leaves, by number.
#[derive(Clone, Copy, Debug, Default)]
struct Looks([u64; SHARED / 64]);

impl Looks {
    fn add(&mut self, number: usize, is_in: bool) {
        self.0[number / 64] |= u64::from(is_in) << (number % 64);
    }

    fn are_within(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).fold(0, |missing, (a, b)| missing | (a & !b)) == 0
    }

    fn meet(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).fold(0, |shared, (a, b)| shared | (a & b)) != 0
    }
}

/// A condition over numbered leaves.
#[derive(Clone, Debug)]
enum Joined {
    /// All of these leaves, and all of these parts.
    All(Looks, Box<[Joined]>),
    /// Any of these leaves, or any of these parts.
    Any(Looks, Box<[Joined]>),
    Not(Box<Joined>),
    Unless(Box<Joined>),
    AtLeast(usize, Box<[Joined]>),
    /// A condition with leaves that have no number.
    Beyond(Box<Condition>),
}

/// The evaluated leaves: those that hold, and those that may hold.
#[derive(Default)]
struct Taken {
    yes: Looks,
    maybe: Looks,
}

impl SharedLeaves {
    /// For these entries, in order.
    pub fn of<'c>(entries: impl IntoIterator<Item = (&'c Condition, Option<&'c Condition>)>) -> Self {
        let (mut bundle, mut numbers) = (Self::default(), FxHashMap::default());
        for (when, unless) in entries {
            let when = bundle.join(when, &mut numbers);
            let unless = unless.map(|unless| bundle.join(unless, &mut numbers));
            bundle.entries.push((when, unless));
        }
        bundle
    }

    /// The entries that hold, by position: a definite yes, and no definite yes to the condition that removes it.
    pub fn firing(&self, evidence: &impl Evidence) -> Vec<usize> {
        let mut taken = Taken::default();
        for (number, look) in self.leaves.iter().enumerate() {
            let truth = look.evaluate(evidence);
            taken.yes.add(number, truth == Truth::Yes);
            taken.maybe.add(number, truth != Truth::No);
        }
        let holds = |joined: &Joined| joined.holds(&taken, evidence);
        let mut holding = Vec::with_capacity(self.entries.len());
        for (at, (when, unless)) in self.entries.iter().enumerate() {
            if holds(when) && !unless.as_ref().is_some_and(holds) {
                holding.push(at);
            }
        }
        holding
    }

    fn join(&mut self, condition: &Condition, numbers: &mut FxHashMap<Leaf, usize>) -> Joined {
        match condition {
            Condition::All(parts) => self.joined(parts, numbers, Joined::All),
            Condition::Any(parts) => self.joined(parts, numbers, Joined::Any),
            Condition::Not(part) => Joined::Not(Box::new(self.join(part, numbers))),
            Condition::Unless(part) => Joined::Unless(Box::new(self.join(part, numbers))),
            Condition::AtLeast { n, of } => {
                Joined::AtLeast(*n, of.iter().map(|part| self.join(part, numbers)).collect())
            }
            Condition::Because(_, part) => self.join(part, numbers),
            Condition::Leaf(leaf) => match self.number(leaf, numbers) {
                Some(number) => {
                    let mut one = Looks::default();
                    one.add(number, true);
                    Joined::All(one, Box::default())
                }
                None => Joined::Beyond(Box::new(condition.clone())),
            },
        }
    }

    fn joined(
        &mut self,
        parts: &[Condition],
        numbers: &mut FxHashMap<Leaf, usize>,
        join: fn(Looks, Box<[Joined]>) -> Joined,
    ) -> Joined {
        let (mut leaves, mut others) = (Looks::default(), Vec::new());
        for part in parts {
            let number = if let Condition::Leaf(leaf) = part { self.number(leaf, numbers) } else { None };
            match number {
                Some(number) => leaves.add(number, true),
                None => others.push(self.join(part, numbers)),
            }
        }
        join(leaves, others.into())
    }

    /// The number of a leaf, or `None` if there are too many.
    fn number(&mut self, leaf: &Leaf, numbers: &mut FxHashMap<Leaf, usize>) -> Option<usize> {
        if let Some(number) = numbers.get(leaf) {
            return Some(*number);
        }
        let number = self.leaves.len();
        (number < SHARED).then(|| {
            self.leaves.push(leaf.clone());
            numbers.insert(leaf.clone(), number);
            number
        })
    }
}

impl Joined {
    fn holds(&self, taken: &Taken, evidence: &impl Evidence) -> bool {
        match self {
            Self::All(leaves, parts) => {
                leaves.are_within(&taken.yes) && parts.iter().all(|part| part.holds(taken, evidence))
            }
            Self::Any(leaves, parts) => leaves.meet(&taken.yes) || parts.iter().any(|part| part.holds(taken, evidence)),
            Self::Not(part) => !part.may_hold(taken, evidence),
            Self::Unless(part) => !part.holds(taken, evidence),
            Self::AtLeast(n, parts) => parts.iter().filter(|part| part.holds(taken, evidence)).count() >= *n,
            Self::Beyond(condition) => condition.holds(evidence),
        }
    }

    /// Whether its value is not a no.
    fn may_hold(&self, taken: &Taken, evidence: &impl Evidence) -> bool {
        match self {
            Self::All(leaves, parts) => {
                leaves.are_within(&taken.maybe) && parts.iter().all(|part| part.may_hold(taken, evidence))
            }
            Self::Any(leaves, parts) => {
                leaves.meet(&taken.maybe) || parts.iter().any(|part| part.may_hold(taken, evidence))
            }
            Self::Not(part) | Self::Unless(part) => !part.holds(taken, evidence),
            Self::AtLeast(n, parts) => parts.iter().filter(|part| part.may_hold(taken, evidence)).count() >= *n,
            Self::Beyond(condition) => condition.evaluate(evidence) != Truth::No,
        }
    }
}
