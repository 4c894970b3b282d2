//! How long the program works for a question, apart from the disk and the person; and how long until the first one stands.
//!
//! A whole screening of the built-in catalogue, every question answered, is led and kept in memory; each question is
//! timed from the answer to the next question. One assessment of the same case is timed in the same run, to compare.
//! Then the program is started, and timed to its first prompt, beside a start that only tells its version.
#![allow(clippy::print_stdout)]

use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tipscreen::assessment::assess;
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Catalogue, FactKind, Question, Role, builtin};
use tipscreen::interview::{Asking, Face, Interview, PromptError, Reply, conduct};
use tipscreen::questionnaire::Questionnaire;
use tipscreen::store::{Disk, RecordingPlan, Store, StoreRecorder, Unsealed};

/// A disk that takes everything at once and keeps nothing.
#[derive(Clone)]
struct NoDisk;

impl Disk for NoDisk {
    type File = ();
    type Lock = ();

    fn make_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn names(&self, _: &Path) -> io::Result<Vec<String>> {
        Ok(Vec::new())
    }

    fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn last_written(&self, _: &Path) -> io::Result<std::time::SystemTime> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn create(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, (): &mut (), _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn sync(&self, (): &mut ()) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, _: &Path, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn lock(&self, _: &Path) -> io::Result<Option<()>> {
        Ok(Some(()))
    }
}

/// Answers everything, and times from each answer to the next question.
#[derive(Default)]
struct Timed {
    answered: Option<Instant>,
    took: Vec<Duration>,
}

impl Face for Timed {
    fn show_message(&mut self, _: &str) -> Result<(), PromptError> {
        Ok(())
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, PromptError> {
        self.took.extend(self.answered.take().map(|answered| answered.elapsed()));
        let reply = match asking.question {
            Question::Fact(at) => {
                let fact = asking.catalogue.fact(at);
                let all = (1 << fact.values.len()) - 1;
                Reply::Fact(match (fact.kind, fact.role) {
                    (_, Some(Role::Danger)) => FactAnswer::Values(2),
                    (FactKind::Many, _) => FactAnswer::Values(all),
                    (FactKind::YesNo | FactKind::One, _) => FactAnswer::Values(1),
                    _ => FactAnswer::Unknown,
                })
            }
            Question::Indicator(_) if self.took.len().is_multiple_of(3) => {
                Reply::Indicator(Answer::of(Presence::Present))
            }
            Question::Indicator(_) => Reply::Indicator(Answer::of(Presence::Absent)),
        };
        self.answered = Some(Instant::now());
        Ok(reply)
    }

    fn offer_detail(&mut self, _: usize) -> Result<Reply, PromptError> {
        Ok(Reply::Detail(true))
    }
}

fn screening(catalogue: &Catalogue, quick: bool) -> (Interview, Vec<Duration>) {
    let case = Case::new(catalogue, "6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
    let files = builtin::files(builtin::DEFAULT).unwrap_or_default();
    let place = Some((Store::at(NoDisk, "/nowhere"), Box::new(Unsealed) as Box<_>));
    let plan = RecordingPlan { place, files: files.into(), clock: || "2026-11-22T09:00:00Z".to_owned() };
    let mut keeping = StoreRecorder::begin(plan, catalogue, &case);
    let questionnaire = Questionnaire::new(catalogue, case);
    let questionnaire = if quick { questionnaire.quick() } else { questionnaire };
    let mut face = Timed::default();
    let interview = conduct(questionnaire, &mut face, &mut keeping);
    (interview, face.took)
}

fn told(name: &str, mut took: Vec<Duration>, beside: Duration) {
    took.sort_unstable();
    let at = |share: usize| took[(took.len() - 1) * share / 100];
    let (half, most) = (at(50), at(100));
    let ratio = half.as_nanos() / beside.as_nanos().max(1);
    println!(
        "{name}: median {half:?}, 99 % {:?}, most {most:?} ({} times; {ratio} times what stands beside)",
        at(99),
        took.len()
    );
}

fn first_prompt(kept: bool) -> Duration {
    let begun = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_tipscreen"));
    program.args(["screen", "--plain"]).args(kept.then_some("--unsealed")).env("TIPSCREEN_STORE", "/nonexistent");
    program.env("TIPSCREEN_DEVICE", std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("device"));
    let mut child =
        program.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut shown = Vec::new();
    let mut byte = [0; 512];
    let mut screen = child.stderr.take().expect("a pipe");
    while !shown.ends_with(b"> ") {
        let read = screen.read(&mut byte).expect("a pipe");
        assert!(read > 0, "the program ended before its first question");
        shown.extend_from_slice(&byte[..read]);
    }
    let took = begun.elapsed();
    let _ = child.kill();
    let _ = child.wait();
    took
}

fn version() -> Duration {
    let begun = Instant::now();
    let told = Command::new(env!("CARGO_BIN_EXE_tipscreen")).arg("--version").output().expect("the program starts");
    assert!(told.status.success());
    begun.elapsed()
}

fn main() {
    let catalogue = Catalogue::builtin(builtin::DEFAULT).expect("there").expect("whole");
    let (interview, _) = screening(&catalogue, false);
    let mut once: Vec<Duration> = (0..200)
        .map(|_| {
            let begun = Instant::now();
            std::hint::black_box(assess(&catalogue, std::hint::black_box(&interview.case), &mut ()));
            begun.elapsed()
        })
        .collect();
    once.sort_unstable();
    let once = once[once.len() / 2];
    println!("one assessment: median {once:?}");
    for (name, quick) in [("a question", false), ("a question, shortened", true)] {
        let took = (0..10).flat_map(|_| screening(&catalogue, quick).1).collect();
        told(name, took, once);
    }
    let mut versions: Vec<Duration> = (0..30).map(|_| version()).collect();
    versions.sort_unstable();
    println!("`tipscreen --version`: median {:?}", versions[15]);
    for (name, kept) in [("to the first question", false), ("to the first question, to be kept", true)] {
        told(name, (0..30).map(|_| first_prompt(kept)).collect(), versions[15]);
    }
}
