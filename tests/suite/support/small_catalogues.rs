//! Small catalogues of every shape, and cases of which little is open: what a range is tried on by brute force.

use crate::generate::{OPEN, fact_answer, indicator_answer};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write as _;
use tipscreen::case::{Case, Presence};
use tipscreen::catalogue::Catalogue;
use tipscreen::condition::{FactIx, IndicatorIx};
use tipscreen::toml_input::SourceFile;

/// A small catalogue, with whether its rules can only gain from further signs.
#[derive(Clone)]
pub struct Small {
    /// As read.
    pub catalogue: Catalogue,
    /// Ranked, and no `not` stands around a sign.
    pub rises: bool,
    /// As written.
    pub text: String,
}

impl std::fmt::Debug for Small {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

const STRENGTHS: [&str; 4] = ["weak", "medium", "strong", "critical"];
const ELEMENTS: [&str; 2] = ["means", "purpose"];

/// What the conditions of a small catalogue may name.
#[derive(Clone, Copy, Debug)]
struct Size {
    indicators: usize,
    facts: usize,
    flags: usize,
}

/// A part of a condition. Numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Part {
    Fact(usize, usize),
    Core,
    Indicator(usize, usize),
    Area(usize, bool),
    Element(usize, bool),
    Count(Sieve, usize),
    Pair(Sieve, Sieve),
    Pattern(Sieve, [usize; 4]),
    Points(Sieve, usize),
    Flag(usize),
    All(Vec<Part>),
    Any(Vec<Part>),
    AtLeast(usize, Vec<Part>),
    Not(Box<Part>),
}

/// A filter.
#[derive(Clone, Debug)]
struct Sieve {
    whose: usize,
    strength: usize,
    severity: usize,
}

const AREAS: [(&str, &str); 4] =
    [("dimension", "coercion"), ("dimension", "control"), ("form", "work"), ("form", "sea")];

impl Sieve {
    fn text(&self) -> String {
        let whose = [
            "",
            "elements = [\"means\"], ",
            "elements = [\"purpose\"], ",
            "dimensions = [\"control\"], ",
            "forms = [\"work\"], ",
            "groups = [\"twice\"], ",
            "except_groups = [\"each\"], ",
        ];
        let strength = STRENGTHS.get(self.strength).map(|word| format!("strength = \"{word}\", "));
        let severity = ["minor", "serious", "severe"].get(self.severity).map(|word| format!("severity = \"{word}\", "));
        let inside = format!("{}{}{}", whose[self.whose], strength.unwrap_or_default(), severity.unwrap_or_default());
        format!("{{ {} }}", inside.trim_end_matches(", "))
    }
}

impl Part {
    /// The text, and whether a sign under it can turn it from yes to no.
    fn text(&self, size: Size, negated: bool, falls: &mut bool) -> String {
        let sign = !matches!(
            self,
            Self::Fact(..)
                | Self::Core
                | Self::Flag(_)
                | Self::All(_)
                | Self::Any(_)
                | Self::AtLeast(..)
                | Self::Not(_)
        );
        *falls |= negated && (sign || matches!(self, Self::Flag(_)));
        let list = |parts: &[Self], falls: &mut bool| {
            let texts: Vec<_> = parts.iter().map(|part| part.text(size, negated, falls)).collect();
            texts.join(", ")
        };
        match self {
            Self::Fact(fact, value) => {
                let value = value % 3;
                match (fact % size.facts, value) {
                    (0, 2) => "{ fact = \"fact-0\", any_of = [\"v0\", \"v2\"] }".to_owned(),
                    (0 | 2, _) => format!("{{ fact = \"fact-{}\", is = \"v{value}\" }}", fact % size.facts),
                    (_, value) => format!("{{ fact = \"fact-1\", is = \"{}\" }}", ["yes", "no"][value % 2]),
                }
            }
            Self::Core => "{ core_complete = true }".to_owned(),
            Self::Indicator(at, strength) => {
                let least = STRENGTHS.get(*strength).map(|word| format!(", strength = \"{word}\""));
                let at = at % size.indicators;
                format!("{{ indicator = \"sign-{at}\", present = true{} }}", least.unwrap_or_default())
            }
            Self::Area(at, positive) => {
                let (kind, id) = AREAS[at % 4];
                format!("{{ {kind} = \"{id}\", is = \"{}\" }}", if *positive { "positive" } else { "shown" })
            }
            Self::Element(at, positive) => {
                format!(
                    "{{ element = \"{}\", is = \"{}\" }}",
                    ELEMENTS[at % 2],
                    if *positive { "positive" } else { "shown" }
                )
            }
            Self::Count(of, n) => format!("{{ count = {{ of = {} }}, at_least = {} }}", of.text(), 1 + n % 3),
            Self::Pair(a, b) => format!("{{ pair = {{ a = {}, b = {} }} }}", a.text(), b.text()),
            Self::Pattern(over, minima) => {
                let minima =
                    STRENGTHS.iter().zip(minima).filter(|(_, n)| **n > 0).map(|(word, n)| format!("{word} = {n}"));
                let minima: Vec<_> = minima.collect();
                let minima = if minima.is_empty() { "weak = 1".to_owned() } else { minima.join(", ") };
                format!("{{ pattern = {{ over = {}, any_of = [{{ {minima} }}] }} }}", over.text())
            }
            Self::Points(over, n) => format!("{{ points = {{ over = {} }}, at_least = {} }}", over.text(), 1 + n % 12),
            Self::Flag(at) => format!("{{ flag = \"flag-{}\" }}", at % size.flags),
            Self::All(parts) => format!("{{ all = [{}] }}", list(parts, falls)),
            Self::Any(parts) => format!("{{ any = [{}] }}", list(parts, falls)),
            Self::AtLeast(n, parts) => {
                format!("{{ at_least = {{ n = {}, of = [{}] }} }}", 1 + n % parts.len(), list(parts, falls))
            }
            Self::Not(part) => format!("{{ not = {} }}", part.text(size, !negated, falls)),
        }
    }
}

fn sieve() -> impl Strategy<Value = Sieve> {
    (0usize..7, 0usize..7, 0usize..7).prop_map(|(whose, strength, severity)| Sieve { whose, strength, severity })
}

fn leaf(flags: bool) -> BoxedStrategy<Part> {
    let leaves = prop_oneof![
        2 => (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Part::Fact(a, b)),
        2 => (any::<usize>(), 0usize..7).prop_map(|(a, b)| Part::Indicator(a, b)),
        1 => (any::<usize>(), any::<bool>()).prop_map(|(a, b)| Part::Area(a, b)),
        1 => (any::<usize>(), any::<bool>()).prop_map(|(a, b)| Part::Element(a, b)),
        3 => (sieve(), any::<usize>()).prop_map(|(a, b)| Part::Count(a, b)),
        1 => (sieve(), sieve()).prop_map(|(a, b)| Part::Pair(a, b)),
        2 => (sieve(), proptest::array::uniform4(0usize..2)).prop_map(|(a, b)| Part::Pattern(a, b)),
        2 => (sieve(), any::<usize>()).prop_map(|(a, b)| Part::Points(a, b)),
    ];
    if flags {
        let more = prop_oneof![1 => any::<usize>().prop_map(Part::Flag), 1 => Just(Part::Core)];
        prop_oneof![5 => leaves, 1 => more].boxed()
    } else {
        leaves.boxed()
    }
}

/// A condition; with `falls`, a `not` may stand around anything, else around facts and completeness only.
fn part(flags: bool, falls: bool) -> impl Strategy<Value = Part> {
    leaf(flags).prop_recursive(2, 6, 3, move |inner| {
        let about_fact = (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Part::Fact(a, b));
        let plain = if flags { prop_oneof![about_fact, Just(Part::Core)].boxed() } else { about_fact.boxed() };
        let negated = if falls { inner.clone().boxed() } else { plain };
        prop_oneof![
            2 => vec(inner.clone(), 1..3).prop_map(Part::All),
            2 => vec(inner.clone(), 1..3).prop_map(Part::Any),
            1 => (any::<usize>(), vec(inner, 1..4)).prop_map(|(n, of)| Part::AtLeast(n, of)),
            1 => negated.prop_map(|part| Part::Not(Box::new(part))),
        ]
    })
}

/// An indicator of a small catalogue.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the table that is written from it")]
#[derive(Clone, Debug)]
struct Sign {
    area: usize,
    class: usize,
    track: usize,
    group: usize,
    degrees: bool,
    critical: bool,
    core: bool,
    sensitivity: u8,
    section: bool,
    ask_if: usize,
    who: usize,
}

fn sign() -> impl Strategy<Value = Sign> {
    let first = (any::<usize>(), 0usize..4, 0usize..6, 0usize..5, any::<bool>(), 0u8..4);
    let second = (any::<bool>(), 1u8..5, any::<bool>(), 0usize..10, 0usize..4);
    (first, second).prop_map(
        |((area, class, track, group, degrees, critical), (core, sensitivity, section, ask_if, who))| Sign {
            area,
            class,
            track,
            group,
            degrees,
            critical: critical == 0,
            core,
            sensitivity,
            section,
            ask_if,
            who,
        },
    )
}

/// Small catalogues of many shapes; those that the program refuses (a rule that can never hold) are left out.
pub fn small() -> impl Strategy<Value = Small> {
    let shape = (any::<bool>(), any::<bool>(), 1usize..4, 0usize..4, 0usize..4);
    (vec(sign(), 3..6), shape).prop_flat_map(|(signs, (falls, ordered, findings, many, tracked))| {
        let rule = (part(true, falls), proptest::option::of(part(true, falls)));
        let rules = vec(rule, findings);
        let flags = vec(part(false, falls), 1..3);
        let ordered = ordered || many < 2;
        (Just(signs), rules, flags, Just((ordered, many, tracked)))
            .prop_filter_map("the catalogue is refused", |(signs, rules, flags, (ordered, many, tracked))| {
                build(&signs, &rules, &flags, ordered, many, tracked)
            })
    })
}

const HEAD: &str = r#"
[method]
standing = "proposed"
basis = "b"
positive_when = [{ strong = 1 }, { medium = 2 }, { medium = 1, weak = 1 }]
[method.points]
critical = 8
strong = 4
medium = 2
weak = 1
[[source]]
id = "s"
title = "t"
publisher = "p"
url = ""
standing = "proposed"
[[section]]
id = "opening"
title = "t"
place = "opening"
[[section]]
id = "first"
title = "t"
place = "middle"
[[section]]
id = "second"
title = "t"
place = "middle"
[[section]]
id = "closing"
title = "t"
place = "closing"
[[dimension]]
id = "coercion"
title = "t"
element = "means"
[[dimension]]
id = "control"
title = "t"
element = "means"
[[pool]]
id = "pool"
title = "t"
element = "purpose"
[[form]]
id = "work"
title = "t"
pools = ["pool"]
[[form]]
id = "sea"
title = "t"
pools = ["pool", "work"]
"#;

#[expect(clippy::too_many_lines, reason = "one text, written from its head to its end")]
fn build(
    signs: &[Sign],
    rules: &[(Part, Option<Part>)],
    flags: &[Part],
    ordered: bool,
    many: usize,
    tracked: usize,
) -> Option<Small> {
    let size = Size { indicators: signs.len(), facts: 3, flags: flags.len() + 1 };
    let mut falls = false;
    let mut text = format!(
        "[catalogue]\nid = \"small\"\nversion = \"1\"\ntitle = \"t\"\nstatus = \"s\"\nvalidation = \"v\"\nreview = \"r\"\n\
         caveat = \"c\"\nuse = \"screen\"\nordered = {ordered}\n{HEAD}"
    );
    let rating = [["weak", "weak", "medium"], ["medium", "medium", "strong"], ["weak", "medium", "strong"]];
    text.push_str("[method.strength]\n");
    let rows = [("weak", rating[usize::from(many == 3) * 2]), ("medium", rating[1]), ("strong", ["strong"; 3])];
    for (class, [minor, serious, severe]) in rows {
        let _ = writeln!(text, "{class} = {{ minor = \"{minor}\", serious = \"{serious}\", severe = \"{severe}\" }}");
    }
    let track = [
        "",
        "[track]\nchild = { fact = \"fact-0\", is = \"v0\" }\n",
        "[track]\nchild = { any = [{ fact = \"fact-0\", any_of = [\"v0\", \"v1\"] }, { fact = \"fact-1\", is = \"yes\" }] }\n",
        "[track]\nchild = { fact = \"fact-0\", is = \"v0\" }\nchild_now = { fact = \"fact-1\", is = \"yes\" }\n",
    ];
    text.push_str(track[tracked]);
    let values =
        "values = [{ id = \"v0\", text = \"t0\" }, { id = \"v1\", text = \"t1\" }, { id = \"v2\", text = \"t2\" }]";
    let kinds = [format!("\"one\"\n{values}"), "\"yes-no\"".to_owned(), format!("\"many\"\n{values}")];
    let places = ["opening", "opening", if many.is_multiple_of(2) { "closing" } else { "opening" }];
    for (at, (kind, place)) in kinds.iter().zip(places).enumerate() {
        let _ = writeln!(
            text,
            "[[fact]]\nid = \"fact-{at}\"\ntitle = \"t\"\ntype = {kind}\nsection = \"{place}\"\nto = \"screener\"\nprompt = \"p\""
        );
    }
    let screener = "values = [{ id = \"child-specialist\", text = \"t\" }, { id = \"health-staff\", text = \"h\" }]";
    let _ = writeln!(
        text,
        "[[fact]]\nid = \"screener\"\ntitle = \"t\"\ntype = \"many\"\n{screener}\nrole = \"screener\"\nsection = \"opening\"\n\
         to = \"screener\"\nprompt = \"p\"\n[[fact]]\nid = \"late\"\ntitle = \"t\"\ntype = \"yes-no\"\nsection = \"closing\"\n\
         to = \"person\"\nprompt = \"p\"\nask_if = {{ not = {{ fact = \"fact-1\", is = \"yes\" }} }}"
    );
    for (at, sign) in signs.iter().enumerate() {
        text.push_str(&indicator_table(at, sign));
    }
    // Every area, section and group is to be used: two signs that no rule need read.
    for (at, area) in ["coercion", "control", "pool", "work", "sea"].into_iter().enumerate() {
        let group = ["group = \"twice\"", "group = \"each\"", "group = \"twice\"", "", ""][at];
        let section = if at % 2 == 0 { "first" } else { "second" };
        let _ = writeln!(
            text,
            "[[indicator]]\nid = \"spare-{at}\"\nsection = \"{section}\"\ndimensions = [\"{area}\"]\n{group}\n{SIGN}"
        );
    }
    text.push_str(
        "[[group]]\nid = \"twice\"\ntitle = \"t\"\n[[group]]\nid = \"each\"\ntitle = \"t\"\ncounts = \"each\"\n",
    );
    let everything = "{ count = { of = {}, at_least = 1 } }".to_owned();
    let conditions = flags.iter().map(|part| part.text(size, false, &mut falls)).collect::<Vec<_>>();
    for (at, when) in conditions.into_iter().chain([everything]).enumerate() {
        let when = format!("{{ any = [{when}, {{ points = {{ over = {{}} }}, at_least = 25 }}] }}");
        let _ = writeln!(text, "[[flag]]\nid = \"flag-{at}\"\ntitle = \"t\"\nwhen = {when}");
    }
    // Where a rule could never hold, a way out beside it lets it hold.
    let way_out = |rule: String| format!("{{ any = [{rule}, {{ points = {{ over = {{}} }}, at_least = 20 }}] }}");
    for (at, (when, child)) in rules.iter().enumerate() {
        let when = way_out(when.text(size, false, &mut falls));
        let _ = writeln!(
            text,
            "[[finding]]\nid = \"finding-{at}\"\nrank = {}\ntitle = \"t\"\nmeaning = \"m\"\nwhen = {when}",
            100 - at
        );
        if let Some(child) = child {
            let _ = writeln!(text, "child = {}", child.text(size, false, &mut falls));
        }
    }
    text.push_str(
        "[[finding]]\nid = \"nothing\"\nrank = 0\ntitle = \"t\"\nmeaning = \"m\"\nwhen = { otherwise = true }\n",
    );
    let file = SourceFile { name: "small.toml".to_owned(), text: text.clone() };
    // A finding that others always forestall is a shape like any other.
    match Catalogue::read_stored(&vec![file].into()) {
        Ok(catalogue) => Some(Small { catalogue, rises: ordered && !falls, text }),
        Err(faults) => {
            let expected = |problem: &tipscreen::toml_input::Diagnostic| {
                ["never-holds", "never-asked"].contains(&problem.code.to_string().as_str())
            };
            let other = faults.problems.iter().find(|problem| !expected(problem));
            assert!(other.is_none(), "{other:?}\n{text}");
            None
        }
    }
}

const SIGN: &str = "statement = \"s\"\nprompt = \"p\"\nclass = { adult = \"weak\", child = \"weak\" }\nclass_from = \"s\"\n\
                    severity = \"none\"\norigin = [{ source = \"s\", item = \"i\", covers = \"same\" }]";

fn indicator_table(at: usize, sign: &Sign) -> String {
    let area = ["coercion", "control", "pool", "work", "sea"][sign.area % 5];
    let classes = ["element", "weak", "medium", "strong"];
    let (low, high) = (classes[sign.class], classes[(sign.class + 1).min(3)]);
    let class = match sign.track {
        0 => format!("{{ adult = \"{low}\" }}"),
        1 => format!("{{ child = \"{high}\" }}"),
        2 | 3 => format!("{{ adult = \"{low}\", child = \"{high}\" }}"),
        _ => format!("{{ adult = \"{high}\", child = \"{high}\" }}"),
    };
    let group = ["", "", "", "group = \"twice\"\n", "group = \"each\"\n"][sign.group];
    let severity = if sign.degrees { "{ minor = \"a\", serious = \"b\", severe = \"c\" }" } else { "\"none\"" };
    let before = at.saturating_sub(1);
    let ask_if = match sign.ask_if {
        0 => "ask_if = { fact = \"fact-1\", is = \"yes\" }\n".to_owned(),
        1 => "ask_if = { not = { fact = \"fact-2\", has = \"v1\" } }\n".to_owned(),
        2 if at > 0 => format!("ask_if = {{ indicator = \"sign-{before}\", present = true }}\n"),
        3 if at > 0 => format!(
            "ask_if = {{ any = [{{ fact = \"fact-0\", is = \"v1\" }}, {{ not = {{ indicator = \"sign-{before}\", present = true }} }}] }}\n"
        ),
        _ => String::new(),
    };
    let who = ["anyone", "child-specialist", "health-staff", "observe-only"][sign.who];
    format!(
        "[[indicator]]\nid = \"sign-{at}\"\nstatement = \"s\"\nprompt = \"p\"\nsection = \"{}\"\ndimensions = [\"{area}\"]\n\
         class = {class}\nclass_from = \"s\"\n{group}severity = {severity}\ncritical = {}\ntier = \"{}\"\nsensitivity = {}\n\
         origin = [{{ source = \"s\", item = \"i\", covers = \"same\" }}]\nwho_asks = {{ adult = \"anyone\", child = \"{who}\" }}\n{ask_if}",
        if sign.section { "first" } else { "second" },
        sign.critical,
        if sign.core { "core" } else { "detail" },
        sign.sensitivity,
    )
}

/// Answers to a small catalogue, of which only a few are left open. The spare signs are mostly absent.
pub fn small_case(catalogue: &Catalogue, choices: &[(u8, u8, u64)], most_open: usize) -> Case {
    let mut case = Case::new(catalogue, "small");
    for at in 0..catalogue.facts.len() {
        let (roll, _, choice) = choices[at % choices.len()];
        case.set_fact(FactIx(at), fact_answer(catalogue, FactIx(at), roll % 6, choice | choice << 20 | choice >> 44));
    }
    let mut open = 0;
    for at in (0..catalogue.indicators.len()).map(IndicatorIx) {
        let (roll, severity, _) = choices[(at.0 + 5) % choices.len()];
        let spare = catalogue.indicator(at).id.starts_with("spare");
        let presence = match roll {
            0..=4 if open < most_open && !spare => OPEN[usize::from(roll) % 4],
            0..=6 if !spare => Presence::Present,
            9 => Presence::Present,
            _ => Presence::Absent,
        };
        let answer = indicator_answer(catalogue, at, presence, severity);
        let unrated =
            presence == Presence::Present && answer.severity.is_none() && catalogue.indicator(at).anchors.is_some();
        open += usize::from(OPEN.contains(&presence) || unrated);
        case.set_answer(at, answer);
    }
    case
}
