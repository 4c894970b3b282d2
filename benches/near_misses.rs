//! How long near misses take, beside one assessment of the same case, measured in the same run.
//!
//! `cargo bench --bench near_misses`. Cases with 60 open answers: what would move each of the findings below the
//! highest. The promise is 50 ms.

#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};
use tipscreen::assessment::assess;
use tipscreen::case::{self, Answer, Case, Presence};
use tipscreen::catalogue::{Catalogue, Tier, builtin};
use tipscreen::condition::{IndicatorIx, Severity};
use tipscreen::explain::{NearMisses, explain};

const OPEN: usize = 60;
const RUNS: usize = 15;

/// A case with what is present, and 60 answers left open: detail first, then core.
fn case(catalogue: &Catalogue, answers: &str) -> Case {
    let facts = r#""age-group":"adult","age-when-it-began":"18-or-older""#;
    let text = format!(r#"{{"case_id":"bench","facts":{{{facts}}},"answers":{{{answers}}}}}"#);
    let mut case = case::read(&text, catalogue).expect("a case");
    let mut open: Vec<usize> = assess(catalogue, &case, &mut ()).open.iter().collect();
    open.sort_by_key(|at| catalogue.indicators[*at].tier == Tier::Core);
    for at in open.into_iter().skip(OPEN) {
        case.set_answer(IndicatorIx(at), Answer::of(Presence::Absent));
    }
    assert_eq!(assess(catalogue, &case, &mut ()).open.len(), OPEN);
    case
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn main() {
    let catalogue = Catalogue::builtin(builtin::DEFAULT).expect("there").expect("whole");
    let cases = [
        ("nothing recorded", ""),
        ("one sign of pressure", r#""threat-authorities":{"presence":"present","severity":"minor"}"#),
        (
            "pressure and long hours",
            r#""documents-withheld":{"presence":"present","severity":"minor"},"hours-excessive":{"presence":"present","severity":"minor"}"#,
        ),
        (
            "three more needed",
            r#""documents-withheld":{"presence":"present","severity":"minor"},"hours-excessive":{"presence":"present","severity":"minor"},"sold-on":"absent""#,
        ),
        (
            "weak signs left",
            r#""need-used":{"presence":"present","severity":"minor"},"no-contract":{"presence":"present","severity":"minor"},"sold-on":"absent""#,
        ),
        (
            "purpose alone",
            r#""hours-excessive":{"presence":"present","severity":"minor"},"low-pay":{"presence":"present","severity":"minor"}"#,
        ),
    ];
    println!("{:<26} {:>10} {:>12} {:>12} {:>8}", "case", "changes", "assessment", "explanation", "times");
    for (name, answers) in cases {
        let case = case(&catalogue, answers);
        let changes = match explain(&catalogue, &case).near_misses {
            NearMisses::Settled | NearMisses::Highest => "settled".to_owned(),
            NearMisses::Beyond => "beyond".to_owned(),
            NearMisses::Within { changes, ways } => format!("{changes} ({} ways)", ways.len()),
        };
        let once = median(|| drop(assess(&catalogue, &case, &mut ())));
        let whole = median(|| drop(explain(&catalogue, &case)));
        let times = whole.as_secs_f64() / once.as_secs_f64();
        println!("{name:<26} {changes:>10} {once:>12.1?} {whole:>12.1?} {times:>8.0}");
    }
    worst(&catalogue);
}

/// Random cases with a few mild signs present and 60 answers open: the slowest, by the number of changes needed.
fn worst(catalogue: &Catalogue) {
    let mut slowest: [(Duration, usize); 6] = [(Duration::ZERO, 0); 6];
    let mut random = Random(2016);
    for _ in 0..3000 {
        let mut case = case(catalogue, "");
        for at in (0..catalogue.indicators.len()).map(IndicatorIx) {
            case.set_answer(at, Answer::of(Presence::Absent));
        }
        // Leaving out the strongest kinds makes for longer searches.
        let least = random.below(4);
        let weak: Vec<usize> = (0..catalogue.indicators.len())
            .filter(|at| (catalogue.indicators[*at].classes.on(false) as usize) < 1 + least.max(1))
            .collect();
        for _ in 0..random.below(6) {
            let at = IndicatorIx(random.below(catalogue.indicators.len()));
            let severity = catalogue.indicator(at).anchors.is_some().then_some(Severity::Minor);
            case.set_answer(at, Answer { severity, ..Answer::of(Presence::Present) });
        }
        for _ in 0..OPEN * 2 {
            let at = IndicatorIx(if weak.is_empty() { 0 } else { weak[random.below(weak.len())] });
            let open = assess(catalogue, &case, &mut ()).open.len();
            if open < OPEN && case.presence(at) == Presence::Absent {
                case.set_answer(at, Answer::of(Presence::NotAsked));
            }
        }
        let start = Instant::now();
        let explained = explain(catalogue, &case);
        let took = start.elapsed();
        let changes = match explained.near_misses {
            NearMisses::Settled | NearMisses::Highest => 0,
            NearMisses::Within { changes, .. } => changes,
            NearMisses::Beyond => 5,
        };
        slowest[changes] = (slowest[changes].0.max(took), slowest[changes].1 + 1);
    }
    println!("\n3000 random cases with up to 60 open answers: number and slowest, by the changes needed");
    for (changes, (took, cases)) in slowest.iter().enumerate().filter(|(_, (_, cases))| *cases > 0) {
        let needed = match changes {
            0 => "settled".to_owned(),
            5 => "beyond".to_owned(),
            changes => changes.to_string(),
        };
        println!("{needed:<10} {cases:>6} {took:>12.1?}");
    }
}

/// A linear congruential generator: the same cases each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }
}
