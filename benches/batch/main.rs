//! What scoring a case file costs, stage by stage, beside the floor measured in the same run.
//!
//! - `cargo bench --bench batch`: the stages on 20,000 generated cases: floor, reading, assessment, recommendation …
//! - `cargo bench --bench batch -- generate N SEED > FILE`: a case file of any size.
//! - `cargo bench --bench batch -- floor FILE`: the floor as a whole process: JSON that is looked at and let go.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod generate;

use generate::Generator;
use serde::de::IgnoredAny;
use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use tipscreen::assessment::assess;
use tipscreen::case::{self, AnswerSets, Case};
use tipscreen::catalogue::{Catalogue, builtin};
use tipscreen::referral::recommend;
use tipscreen::report::{Envelope, ResultForm};

const CASES: usize = 20_000;
const RUNS: usize = 5;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["generate", cases, seed] => generate_file(cases.parse().unwrap(), seed.parse().unwrap()),
        ["floor", file] => println!("{}", floor(File::open(file).unwrap())),
        [stage] => stages(stage),
        _ => stages(""),
    }
}

fn catalogue() -> Catalogue {
    Catalogue::builtin(builtin::DEFAULT).expect("there").expect("whole")
}

fn examples(catalogue: &Catalogue) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/cases");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    texts.map(|path| case::read(&std::fs::read_to_string(path).unwrap(), catalogue).unwrap()).collect()
}

fn generate_file(cases: usize, seed: u64) {
    let catalogue = catalogue();
    let mut generator = Generator::new(&catalogue, &examples(&catalogue), seed);
    let mut out = BufWriter::new(io::stdout().lock());
    for _ in 0..cases {
        writeln!(out, "{}", generator.line()).unwrap();
    }
    out.flush().unwrap();
}

/// Reads line by line on chunks of 1 MiB, checks the syntax and keeps nothing; gives the number of lines.
fn floor(mut file: impl Read) -> usize {
    let (mut buffer, mut filled, mut lines) = (vec![0; 1 << 20], 0, 0);
    loop {
        let read = file.read(&mut buffer[filled..]).unwrap();
        filled += read;
        let whole = if read == 0 { filled } else { memchr::memrchr(b'\n', &buffer[..filled]).map_or(0, |at| at + 1) };
        for line in buffer[..whole].split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            serde_json::from_slice::<IgnoredAny>(line).unwrap();
            lines += 1;
        }
        if read == 0 {
            return lines;
        }
        buffer.copy_within(whole..filled, 0);
        filled -= whole;
    }
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

fn stages(only: &str) {
    let catalogue = catalogue();
    let mut generator = Generator::new(&catalogue, &examples(&catalogue), 2016);
    let lines: Vec<String> = (0..CASES).map(|_| generator.line()).collect();
    let whole = lines.join("\n");
    let cases: Vec<Case> = lines.iter().map(|line| case::read(line, &catalogue).unwrap()).collect();
    let assessed: Vec<_> = cases.iter().map(|case| assess(&catalogue, case, &mut ())).collect();
    println!("{CASES} cases of {} bytes on average; microseconds a case, and times the floor", whole.len() / CASES);
    let beside = median(|| assert_eq!(floor(whole.as_bytes()), CASES));
    let on_message = |stage: &str, run: &mut dyn FnMut()| {
        if stage.contains(only) {
            let took = median(run);
            let each = took.as_nanos() / CASES as u128;
            println!(
                "{stage:<34} {:>5}.{:02} {:>8.2}",
                each / 1000,
                each % 1000 / 10,
                took.as_secs_f64() / beside.as_secs_f64()
            );
        }
    };
    on_message("floor: checked and let go", &mut || assert_eq!(floor(whole.as_bytes()), CASES));
    on_message("read whole, with every path", &mut || {
        for line in &lines {
            black_box(case::read(line, &catalogue)).unwrap();
        }
    });
    let mut skimmed = case::Skimmed::new(&catalogue);
    on_message("read what counts", &mut || {
        for line in &lines {
            assert!(case::skim(line, &catalogue, &mut skimmed));
        }
    });
    // What counts of each case, and no more: as a batch has it at hand.
    let counted: Vec<AnswerSets> = cases.iter().map(|case| case.as_ref().clone()).collect();
    on_message("assessment, with its range", &mut || {
        for case in &counted {
            black_box(assess(&catalogue, case, &mut ()));
        }
    });
    on_message("recommendation", &mut || {
        for (case, assessment) in counted.iter().zip(&assessed) {
            black_box(recommend(&catalogue, case, assessment));
        }
    });
    let (form, mut text) = (ResultForm::of(&catalogue), Vec::new());
    let advised: Vec<_> = counted.iter().zip(&assessed).map(|(case, one)| recommend(&catalogue, case, one)).collect();
    on_message("writing the result", &mut || {
        for ((case, assessment), advice) in cases.iter().zip(&assessed).zip(&advised) {
            text.clear();
            form.write(&mut text, Envelope::of(case), assessment, advice).unwrap();
        }
    });
}
