//! An explanation for people: the rules that fired, the minimal support, the nearest rules, and near misses.

use crate::assessment::{Answers, Node, Range, Traced, TracedRule};
use crate::case::Case;
use crate::catalogue::{Catalogue, Tier};
use crate::condition::{Condition, FactIx, FindingIx, IndicatorIx, Track, Truth};
use crate::explain::{Change, ChangeCount, Explanation, MOST_CHANGES, NearMiss, NearMisses};
use crate::report::labelled_rows::LabelledRows;
use crate::wording;

/// The most near misses that are listed.
const TOLD_WAYS: usize = 6;

/// The most indicators that are named in a row. The others are counted.
const NAMED: usize = 6;

/// An explanation in at most `width` columns. `plain`: without drawn lines.
pub fn explanation(catalogue: &Catalogue, case: &Case, explained: &Explanation<'_>, width: u16, plain: bool) -> String {
    let page = Page { catalogue, case, explained };
    let mut rows = LabelledRows::default();
    let finding = &catalogue.findings[explained.assessment.finding.0];
    let meaning = finding.meaning.said(|terms| terms.hold(&Answers::of(catalogue, case)));
    rows.add(text!("explanation-finding"), &format!("{}\n{}", finding.title, meaning));
    rows.list(text!("explanation-caution"), &page.cautions());
    rows.list(text!("explanation-contradictions"), &page.contradictions());
    rows.list(text!("explanation-fired"), &page.fired());
    rows.list(text!("explanation-support"), &page.support());
    rows.list(text!("explanation-unfired"), &page.unfired());
    let moves = if catalogue.ordered { text!("explanation-would-raise") } else { text!("explanation-would-move") };
    rows.list(moves, &page.near_misses());
    rows.add(text!("explanation-range"), &page.range());
    rows.add(text!("explanation-please-note"), &catalogue.caveat);
    rows.add(text!("explanation-files"), &wording::with_files(catalogue).unwrap_or_default());
    rows.text(width, plain)
}

struct Page<'a> {
    catalogue: &'a Catalogue,
    case: &'a Case,
    explained: &'a Explanation<'a>,
}

impl Page<'_> {
    fn title(&self, at: FindingIx) -> &str {
        &self.catalogue.findings[at.0].title
    }

    fn cautions(&self) -> Vec<String> {
        self.explained.assessment.cautions.iter().map(|at| self.catalogue.cautions[*at].say.clone()).collect()
    }

    fn contradictions(&self) -> Vec<String> {
        let found = self.explained.assessment.contradictions.iter();
        found.map(|one| wording::contradiction(self.catalogue, *one)).collect()
    }

    fn fired(&self) -> Vec<String> {
        let (mut lines, mut told) = (Vec::new(), std::collections::BTreeSet::new());
        for traced in self.explained.trace.fired(self.explained.assessment.finding) {
            let mut rule = Vec::new();
            self.tree(&traced.node, 1, &mut rule);
            // On an undetermined track the same rule may fire twice in the same way.
            if told.insert((is_for_children(traced), rule.clone())) {
                let is_for_children = is_for_children(traced);
                let whose = if is_for_children { text!("explanation-children") } else { text!("explanation-everyone") };
                lines.push(whose.to_owned());
                lines.extend(rule);
            }
        }
        lines
    }

    /// The parts of a rule that hold, with their answers.
    fn tree(&self, node: &Node, depth: usize, into: &mut Vec<String>) {
        if node.truth != Truth::Yes {
            return;
        }
        let indent = "  ".repeat(depth);
        match &node.condition {
            Condition::Leaf(leaf) => {
                into.push(format!("{indent}- {}", wording::look(self.catalogue, leaf)));
                for at in &node.indicators {
                    into.push(format!("{indent}  - {}", self.answer(*at)));
                }
                for at in &node.facts {
                    into.push(format!("{indent}  - {}", self.fact(*at)));
                }
                node.parts.iter().for_each(|part| self.tree(part, depth + 1, into));
            }
            Condition::Because(words, _) => {
                into.push(format!("{indent}- {words}:"));
                node.parts.iter().for_each(|part| self.tree(part, depth + 1, into));
            }
            Condition::Not(part) => {
                let rule = wording::rule_in_line(self.catalogue, part, &|_| None);
                into.push(format!("{indent}- {}", text!("explanation-not", rule = rule)));
            }
            Condition::Unless(_) => {
                into.push(format!("{indent}- {}", wording::rule_in_line(self.catalogue, &node.condition, &|_| None)));
            }
            _ => node.parts.iter().for_each(|part| self.tree(part, depth, into)),
        }
    }

    fn answer(&self, at: IndicatorIx) -> String {
        let statement = &self.catalogue.indicator(at).statement;
        let answer = self.case.answer(at).map(wording::answer);
        answer.map_or_else(|| statement.clone(), |answer| format!("{statement} ({answer})"))
    }

    fn fact(&self, at: FactIx) -> String {
        let fact = self.catalogue.fact(at);
        format!("{}: {}", fact.title, wording::fact(fact, self.case.fact(at)))
    }

    fn support(&self) -> Vec<String> {
        let support = &self.explained.support;
        if !support.indicators.is_empty() {
            let mut lines = vec![text!("explanation-enough").to_owned()];
            lines.extend(support.facts.iter().map(|at| format!("- {}", self.fact(*at))));
            lines.extend(self.named(&support.indicators));
            return lines;
        }
        let mut lines = Vec::new();
        let catalogue = self.catalogue;
        let open_core = self.explained.assessment.open.iter().map(IndicatorIx);
        let open_core: Vec<IndicatorIx> = open_core.filter(|at| catalogue.indicator(*at).tier == Tier::Core).collect();
        lines.push(text!("explanation-no-answer").to_owned());
        lines.extend(open_core.iter().take(NAMED).map(|at| format!("- {}", catalogue.indicator(*at).statement)));
        lines.extend(more(open_core.len()));
        lines
    }

    /// Indicators with their answers.
    fn named(&self, indicators: &[IndicatorIx]) -> Vec<String> {
        indicators.iter().map(|at| format!("- {}", self.answer(*at))).collect()
    }

    fn unfired(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for one in &self.explained.unfired {
            let because = if one.because.is_empty() { String::new() } else { format!(" ({})", one.because) };
            let (finding, lacking, all) = (self.title(one.finding), one.lacking(), one.looks.len());
            lines.push(if one.child {
                text!("explanation-lacks-child", finding = finding, because = because, lacking = lacking, all = all)
            } else {
                text!("explanation-lacks", finding = finding, because = because, lacking = lacking, all = all)
            });
            for (leaf, truth) in &one.looks {
                let part = wording::look(self.catalogue, leaf);
                let line = match truth {
                    Truth::Yes => text!("explanation-holds", part = part),
                    Truth::Open => text!("explanation-open", part = part),
                    Truth::No => text!("explanation-does-not-hold", part = part),
                };
                lines.push(format!("  - {line}"));
            }
        }
        lines
    }

    fn near_misses(&self) -> Vec<String> {
        match &self.explained.near_misses {
            NearMisses::Highest => vec![text!("explanation-highest").to_owned()],
            NearMisses::Settled => vec![text!("explanation-settled").to_owned()],
            NearMisses::Beyond => vec![text!("explanation-beyond", count = MOST_CHANGES)],
            NearMisses::Within { changes, ways } => {
                let mut lines = vec![text!("explanation-changes", count = changes)];
                ways.iter().take(TOLD_WAYS).for_each(|way| self.way(way, &mut lines));
                if ways.len() > TOLD_WAYS {
                    lines.push(text!("explanation-more-ways", count = ways.len() - TOLD_WAYS));
                }
                lines
            }
        }
    }

    fn way(&self, way: &NearMiss, into: &mut Vec<String>) {
        into.push(text!("explanation-to", finding = self.title(way.gives)));
        for part in &way.parts {
            into.push(format!("  - {}", self.part(part, way.severe)));
            let named =
                part.of.iter().take(NAMED).map(|at| format!("    - {}", self.catalogue.indicator(*at).statement));
            into.extend(named);
            into.extend(more(part.of.len()).map(|line| format!("    {line}")));
        }
    }

    fn part(&self, part: &ChangeCount, severe: bool) -> String {
        let (pick, all) = (part.pick, part.of.len());
        let which = match (pick, all) {
            (1, 1) => "this",
            _ if pick == all => "all",
            _ => "any",
        };
        match part.change {
            Change::Present if severe => text!("explanation-present-severe", which = which, pick = pick, all = all),
            Change::Present => text!("explanation-present", which = which, pick = pick, all = all),
            Change::Severe => text!("explanation-severe", which = which, pick = pick, all = all),
            Change::Absent => text!("explanation-absent", which = which, pick = pick, all = all),
            Change::Fact(at, values) => {
                let fact = self.catalogue.fact(at);
                format!("{}: {}", fact.title, wording::fact(fact, &crate::case::FactAnswer::Values(values)))
            }
        }
    }

    fn range(&self) -> String {
        let mut range = self.ends();
        if self.explained.assessment.track == Track::Undetermined {
            range = format!("{range}\n{}", text!("explanation-age-open"));
        }
        range
    }

    fn ends(&self) -> String {
        match &self.explained.assessment.range {
            Range::Between { low, .. } if self.explained.assessment.is_settled() => {
                text!("explanation-settled-on", finding = self.title(*low))
            }
            Range::Between { low, high } if low == high => text!("meeting-not-settled").to_owned(),
            Range::Between { low, high } => {
                text!("explanation-from-to", low = self.title(*low), high = self.title(*high))
            }
            Range::Among { findings, .. } => {
                let quoted = findings.iter().map(|at| text!("explanation-quoted", finding = self.title(*at)));
                quoted.collect::<Vec<_>>().join(", ")
            }
        }
    }
}

fn is_for_children(traced: &Traced) -> bool {
    matches!(traced.rule, TracedRule::ChildFinding(_))
}

fn more(all: usize) -> Option<String> {
    (all > NAMED).then(|| text!("explanation-and-more", count = all - NAMED))
}
