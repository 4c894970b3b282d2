//! The rules of other findings that were nearest to firing: which leaves of each hold, and which do not.

use crate::assessment::{Assessment, Node, Trace, TracedRule};
use crate::catalogue::Catalogue;
use crate::condition::{Condition, FindingIx, Leaf, Truth};

/// The most rules that are reported.
const TOLD: usize = 3;

/// A rule that did not fire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnfiredRule {
    /// The finding it would have given.
    pub finding: FindingIx,
    /// Whether it is a rule for the child track only.
    pub child: bool,
    /// The reason that the rule names. May be empty.
    pub because: String,
    /// Its leaves and their values.
    pub looks: Vec<(Leaf, Truth)>,
}

impl UnfiredRule {
    /// How many of its leaves do not hold.
    pub fn lacking(&self) -> usize {
        self.looks.iter().filter(|(_, truth)| *truth != Truth::Yes).count()
    }
}

/// The nearest rules of higher findings (of any other, if findings have no ranks), the nearest first.
pub(super) fn nearest(catalogue: &Catalogue, assessment: &Assessment, trace: &Trace<'_>) -> Vec<UnfiredRule> {
    let mut unfired = Vec::new();
    for traced in &trace.rules {
        let (finding, child) = match traced.rule {
            TracedRule::Finding(at) => (at, false),
            TracedRule::ChildFinding(at) => (at, true),
        };
        let other = if catalogue.ordered { finding < assessment.finding } else { finding != assessment.finding };
        if other && traced.node.truth != Truth::Yes {
            alternatives(&traced.node, "", &mut |because, node| {
                let (mut looks, mut inner) = (Vec::new(), "");
                looked_at(node, &mut looks, &mut inner);
                let because = if because.is_empty() { inner } else { because };
                unfired.push(UnfiredRule { finding, child, because: because.to_owned(), looks });
            });
        }
    }
    // Rules that hold in every other case, or while the core is not complete, say nothing about signs.
    let of_signs = |leaf: &Leaf| !matches!(leaf, Leaf::Otherwise | Leaf::CoreComplete);
    unfired.retain(|one| one.looks.iter().all(|(leaf, _)| of_signs(leaf)));
    // Of two equally near rules, the one of the lower finding is the next step. Otherwise the sort keeps the order.
    unfired.sort_by_key(|one| (one.lacking(), std::cmp::Reverse(one.finding)));
    let mut told: Vec<UnfiredRule> = Vec::new();
    for one in unfired {
        // On an undetermined track the same rule is evaluated twice.
        if told.len() < TOLD && !told.contains(&one) {
            told.push(one);
        }
    }
    told
}

/// The alternatives of a rule: the parts of an `any` at its top, at any depth.
fn alternatives<'n>(node: &'n Node, because: &'n str, tell: &mut impl FnMut(&'n str, &'n Node)) {
    match &node.condition {
        Condition::Because(words, _) => alternatives(&node.parts[0], words, tell),
        Condition::Any(_) => node.parts.iter().for_each(|part| alternatives(part, because, tell)),
        _ => tell(because, node),
    }
}

/// The leaves of an alternative. Of an inner `any` only the nearest part, whose reason goes to `because`.
fn looked_at<'n>(node: &'n Node, into: &mut Vec<(Leaf, Truth)>, because: &mut &'n str) {
    match &node.condition {
        Condition::Leaf(leaf) => into.push((leaf.clone(), node.truth)),
        Condition::Any(_) => {
            let nearest = node.parts.iter().map(|part| {
                let (mut looks, mut words) = (Vec::new(), "");
                looked_at(part, &mut looks, &mut words);
                (looks, words)
            });
            let lacking = |(looks, _): &(Vec<(Leaf, Truth)>, &str)| {
                looks.iter().filter(|(_, truth)| *truth != Truth::Yes).count()
            };
            let (looks, words) = nearest.min_by_key(lacking).unwrap_or_default();
            into.extend(looks);
            *because = words;
        }
        // A `not` is reported as the leaf that it negates, with its own value.
        Condition::Not(part) | Condition::Unless(part) => match part.as_ref() {
            Condition::Leaf(leaf) => into.push((leaf.clone(), node.truth)),
            _ => node.parts.iter().for_each(|part| looked_at(part, into, because)),
        },
        Condition::Because(words, _) => {
            node.parts.iter().for_each(|part| looked_at(part, into, because));
            *because = words;
        }
        _ => node.parts.iter().for_each(|part| looked_at(part, into, because)),
    }
}
