//! An explanation for people: what fired, what is enough, what came near, what would move it.

use crate::assessment::{Answers, Node, Range, Rule, Traced};
use crate::case::Case;
use crate::catalogue::{Catalogue, Tier};
use crate::condition::{Condition, FactIx, FindingIx, IndicatorIx, Track, Truth};
use crate::explain::{Change, Explanation, MOST_CHANGES, NearMisses, Part, Way};
use crate::report::labelled_rows::Rows;
use crate::wording;

/// Before the least answers.
const ENOUGH: &str = "These answers alone give the same finding, and none of them can be left out here. Others of this case may \
be enough as well:";

/// Before rules that hold for all.
const EVERYONE: &str = "For everyone:";

/// Before rules of the child track.
const CHILDREN: &str = "If under 18 now or when it began:";

/// Nothing that is asked could change the finding.
const SETTLED: &str =
    "No question that applies is open that could change the finding. A sign told without being asked still could.";

/// Most ways to move a finding that are told one by one.
const TOLD_WAYS: usize = 6;

/// Most indicators that are named in a row; the rest are counted.
const NAMED: usize = 6;

/// An explanation in at most `width` columns. `plain`: without lines.
#[must_use]
pub fn explanation(catalogue: &Catalogue, case: &Case, explained: &Explanation<'_>, width: u16, plain: bool) -> String {
    let page = Page { catalogue, case, explained };
    let mut rows = Rows::default();
    let finding = &catalogue.findings[explained.assessment.finding.0];
    let meaning = finding.meaning.said(|terms| terms.hold(&Answers::of(catalogue, case)));
    rows.add("Finding", &format!("{}\n{}", finding.title, meaning));
    rows.list("Caution", &page.cautions());
    rows.list("Answers that contradict each other", &page.contradictions());
    rows.list("Rules that fired", &page.fired());
    rows.list("Enough by themselves", &page.support());
    rows.list("Came nearest, did not fire", &page.unfired());
    rows.list(if catalogue.ordered { "What would raise it" } else { "What would move it" }, &page.near_misses());
    rows.add("Range", &page.range());
    rows.add("Please note", &catalogue.caveat);
    rows.add("Read", &wording::with_files(catalogue).unwrap_or_default());
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
            // On an unsettled track the same rule may fire twice in the same way.
            if told.insert((is_for_children(traced), rule.clone())) {
                let whose = if is_for_children(traced) { CHILDREN } else { EVERYONE };
                lines.push(whose.to_owned());
                lines.extend(rule);
            }
        }
        lines
    }

    /// The parts of a rule that hold, with the answers under them.
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
                into.push(format!(
                    "{indent}- it is not so that: {}",
                    wording::rule_in_line(self.catalogue, part, &|_| None)
                ));
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
            let mut lines = vec![ENOUGH.to_owned()];
            lines.extend(support.facts.iter().map(|at| format!("- {}", self.fact(*at))));
            lines.extend(self.named(&support.indicators));
            return lines;
        }
        let mut lines = Vec::new();
        let catalogue = self.catalogue;
        let open_core = self.explained.assessment.open.iter().map(IndicatorIx);
        let open_core: Vec<IndicatorIx> = open_core.filter(|at| catalogue.indicator(*at).tier == Tier::Core).collect();
        lines.push("No answer gives this finding. It stands on what was not answered.".to_owned());
        lines.extend(open_core.iter().take(NAMED).map(|at| format!("- {}", catalogue.indicator(*at).statement)));
        lines.extend(more(open_core.len()));
        lines
    }

    /// Indicators with what was answered, all of them.
    fn named(&self, indicators: &[IndicatorIx]) -> Vec<String> {
        indicators.iter().map(|at| format!("- {}", self.answer(*at))).collect()
    }

    fn unfired(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for one in &self.explained.unfired {
            let words = if one.because.is_empty() { String::new() } else { format!(" ({})", one.because) };
            let child = if one.child { ", by the child's rules" } else { "" };
            lines.push(format!(
                "“{}”{child}{words} lacks {} of {}:",
                self.title(one.finding),
                one.lacking(),
                one.looks.len()
            ));
            for (leaf, truth) in &one.looks {
                let mark = match truth {
                    Truth::Yes => "holds",
                    Truth::Open => "open",
                    Truth::No => "does not hold",
                };
                lines.push(format!("  - {mark}: {}", wording::look(self.catalogue, leaf)));
            }
        }
        lines
    }

    fn near_misses(&self) -> Vec<String> {
        match &self.explained.near_misses {
            NearMisses::Highest => vec!["No finding is higher than this one.".to_owned()],
            NearMisses::Settled => vec![SETTLED.to_owned()],
            NearMisses::Beyond => {
                vec![format!("More than {MOST_CHANGES} answers that are still open would have to come together.")]
            }
            NearMisses::Within { changes, ways } => {
                let mut lines = vec![if *changes == 1 {
                    "One answer that is still open would be enough:".to_owned()
                } else {
                    format!("{changes} answers that are still open would be enough together:")
                }];
                ways.iter().take(TOLD_WAYS).for_each(|way| self.way(way, &mut lines));
                if ways.len() > TOLD_WAYS {
                    lines.push(format!("and {} more ways", ways.len() - TOLD_WAYS));
                }
                lines
            }
        }
    }

    fn way(&self, way: &Way, into: &mut Vec<String>) {
        into.push(format!("To “{}”:", self.title(way.gives)));
        for part in &way.parts {
            into.push(format!("  - {}", self.part(part, way.severe)));
            let named =
                part.of.iter().take(NAMED).map(|at| format!("    - {}", self.catalogue.indicator(*at).statement));
            into.extend(named);
            into.extend(more(part.of.len()).map(|line| format!("    {line}")));
        }
    }

    fn part(&self, part: &Part, severe: bool) -> String {
        let these = match (part.pick, part.of.len()) {
            (1, 1) => "this".to_owned(),
            (pick, all) if pick == all => format!("all {all} of these"),
            (pick, all) => format!("any {pick} of these {all}"),
        };
        match part.change {
            Change::Present if severe => format!("{these} present, and severe:"),
            Change::Present => format!("{these} present:"),
            Change::Severe => format!("{these}, present already, rated severe:"),
            Change::Absent => format!("{these} absent:"),
            Change::Fact(at, values) => {
                let fact = self.catalogue.fact(at);
                format!("{}: {}", fact.title, wording::fact(fact, &crate::case::FactAnswer::Values(values)))
            }
        }
    }

    fn range(&self) -> String {
        let mut range = self.ends();
        if self.explained.assessment.track == Track::Undetermined {
            range.push_str("\nThe age is open, so the more protective rules stand. Settling it may lower the finding.");
        }
        range
    }

    fn ends(&self) -> String {
        match &self.explained.assessment.range {
            Range::Between { low, .. } if self.explained.assessment.is_settled() => {
                format!("settled on “{}”", self.title(*low))
            }
            Range::Between { low, high } if low == high => text!("meeting-not-settled").to_owned(),
            Range::Between { low, high } => format!("from “{}” to “{}”", self.title(*low), self.title(*high)),
            Range::Among { findings, .. } => {
                findings.iter().map(|at| format!("“{}”", self.title(*at))).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

fn is_for_children(traced: &Traced) -> bool {
    matches!(traced.rule, Rule::ChildFinding(_))
}

fn more(all: usize) -> Option<String> {
    (all > NAMED).then(|| format!("and {} more", all - NAMED))
}
