//! Hostile inputs: the program itself is run on each, and refuses it by the code, at the place and with the exit code that
//! the expectations name, within a second and 64 MB, and writes nothing.
//!
//! A folder of `tests/data/hostile` is a category. Its `expect.toml` has a table for each input: a file beside it, or
//! what it is made of (`make`), and the runs with what is expected of them. In a run `@` stands for the input.
#![cfg(target_os = "linux")]

mod limits;
mod paths;
mod systems;

use crate::files::root;
use crate::part::every;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tipscreen::catalogue::Catalogue;

/// Seconds of processor time that a run may take.
const SECONDS: u32 = 1;

/// Memory that a run may fill, in KiB. The limit is on what the program may write to (`RLIMIT_DATA`), which is never less
/// than what is resident of it; a run that asks for more is ended by the allocator, and its exit code tells.
const KIB: u32 = 64 * 1024;

/// A run that takes no processor time either is waiting for something that does not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// An input and what is expected of it.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    /// The file beside the expectations.
    file: Option<String>,
    /// Or what it is made of.
    #[serde(default)]
    make: Vec<Part>,
    /// The name of what is made.
    name: Option<String>,
    runs: Vec<Run>,
}

/// A part of an input that is too large for a repository, or must stand inside another file.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    /// A text; `#` is the number of the repetition.
    #[serde(default)]
    text: String,
    /// Or the text of a file below `tests/data`.
    from: Option<String>,
    /// With this of it taken out.
    without: Option<String>,
    #[serde(default = "once")]
    times: usize,
}

fn once() -> usize {
    1
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    /// What is typed after the name of the program.
    args: Vec<String>,
    exit: i32,
    /// Every code that is told, in order; one that comes several times in a row stands once. None: the input is taken.
    #[serde(default)]
    codes: Vec<String>,
    /// Line and column of the first.
    at: Option<String>,
    /// How many other records of the input are scored all the same.
    #[serde(default)]
    others: usize,
}

/// Every file and folder, and a hash of what a file holds.
type Snapshot = BTreeMap<PathBuf, Option<u64>>;

/// What a run came to.
pub struct Came {
    pub exit: Option<i32>,
    pub out: String,
    pub told: String,
}

/// A folder for one run: the input, a home, a place for temporary files, a store.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["home", "tmp", "in"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        Self(folder)
    }

    pub fn inputs(&self) -> PathBuf {
        self.0.path().join("in")
    }

    /// The program under the limits of a run, with nothing of who runs the test around it.
    pub fn program(&self, args: &[&str]) -> Command {
        self.shell(&format!("ulimit -t {SECONDS}; ulimit -d {KIB}; exec \"$0\" \"$@\""), args)
    }

    /// The program by way of a shell, which sets what it likes before.
    pub fn shell(&self, script: &str, args: &[&str]) -> Command {
        let mut command = crate::program::with_device("sh");
        command.args(["-c", script, crate::program::PROGRAM]).args(args);
        command.current_dir(self.inputs()).stdin(Stdio::null()).env_clear().env("PATH", "/usr/bin:/bin");
        command.env("HOME", self.0.path().join("home")).env("TMPDIR", self.0.path().join("tmp"));
        command.env("TIPSCREEN_STORE", self.0.path().join("store"));
        command
    }

    /// Every file below, with what it holds.
    pub fn snapshot(&self) -> Snapshot {
        fn gather(folder: &Path, into: &mut Snapshot) {
            for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                let kind = fs::symlink_metadata(&entry).expect("it is there");
                let hash = || {
                    use std::hash::{DefaultHasher, Hasher as _};
                    let mut hash = DefaultHasher::new();
                    hash.write(&fs::read(&entry).expect("bytes"));
                    hash.finish()
                };
                if kind.is_dir() {
                    gather(&entry, into);
                }
                into.insert(entry.clone(), kind.is_file().then(hash));
            }
        }
        let mut found = BTreeMap::new();
        gather(self.0.path(), &mut found);
        found
    }
}

/// Runs to the end, or fails where there is none.
pub fn ended(mut command: Command, input: &[u8]) -> Came {
    let piped = !input.is_empty();
    if piped {
        command.stdin(Stdio::piped());
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a shell");
    let (stdin, out, told) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        if let Some(mut stdin) = stdin {
            // Whoever refuses an input need not read it to its end.
            scope.spawn(move || drop(stdin.write_all(input)));
        }
        let read = |pipe: Option<Box<dyn Read + Send>>| {
            scope.spawn(move || {
                let mut bytes = Vec::new();
                pipe.expect("a pipe").read_to_end(&mut bytes).expect("bytes");
                String::from_utf8(bytes).expect("what is written is text")
            })
        };
        let out = read(out.map(|pipe| Box::new(pipe) as Box<dyn Read + Send>));
        let told = read(told.map(|pipe| Box::new(pipe) as Box<dyn Read + Send>));
        let begun = Instant::now();
        let exit = loop {
            if let Some(status) = child.try_wait().expect("a child") {
                break status.code();
            }
            if begun.elapsed() > PATIENCE {
                let _ = child.kill();
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        Came { exit, out: out.join().expect("text"), told: told.join().expect("text") }
    })
}

impl Came {
    /// Every code that was told, and the first place.
    fn codes(&self) -> (Vec<String>, Option<String>) {
        let (mut codes, mut at) = (Vec::new(), None);
        for line in self.out.lines().chain(self.told.lines()) {
            let code = line.strip_prefix("error[").and_then(|rest| rest.split_once(']'));
            // A batch tells on one line: `file:line:column: record 1, $.path: code: what: help`.
            let short = line.split_once(": record ").and_then(|(place, rest)| Some((place, rest.split_once(": ")?.1)));
            // Of a whole file: `file:line:column: code: what: help`.
            let of_file = line.split_once(": ").filter(|(place, _)| position(place).is_some());
            let place = line.trim_start().strip_prefix("--> ");
            if let Some((code, _)) = code {
                codes.push(code.to_owned());
            } else if let Some((place, rest)) = short {
                codes.extend(rest.split(": ").next().map(str::to_owned));
                at = at.or_else(|| position(place));
            } else if let Some((place, rest)) = of_file {
                codes.extend(rest.split(": ").next().map(str::to_owned));
                at = at.or_else(|| position(place));
            } else if let Some(place) = place {
                at = at.or_else(|| position(place.split(", record").next().unwrap_or(place)));
            }
        }
        codes.dedup();
        (codes, at)
    }

    /// What no run may do, whatever it was run on.
    pub fn ill(&self) -> Option<String> {
        let all = format!("{}{}", self.out, self.told);
        if all.contains("panicked") || all.contains("error[internal]") {
            return Some("the program has a fault".to_owned());
        }
        let raw = all.chars().find(|c| hidden(*c));
        raw.map(|c| format!("U+{:04X} reached the terminal", u32::from(c)))
    }
}

fn position(place: &str) -> Option<String> {
    let mut parts = place.rsplit(':');
    let (column, line) = (parts.next()?, parts.next()?);
    let number = |text: &str| text.parse::<usize>().is_ok();
    (number(line) && number(column)).then(|| format!("{line}:{column}"))
}

/// Controls, marks that turn the direction of writing, and what takes no room: written out once more, so that a slip in the
/// program's own list is seen.
fn hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' | '\u{3164}')
}

/// The categories with their inputs.
fn corpus() -> BTreeMap<String, BTreeMap<String, Input>> {
    let folder = root().join("tests/data/hostile");
    let categories = fs::read_dir(&folder).expect("the corpus").map(|entry| entry.expect("an entry").path());
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(path.join("expect.toml")).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name.clone(), toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    categories.map(read).collect()
}

impl Input {
    fn bytes(&self, category: &str) -> Vec<u8> {
        let data = root().join("tests/data");
        if let Some(file) = &self.file {
            return fs::read(data.join("hostile").join(category).join(file))
                .unwrap_or_else(|error| panic!("{file}: {error}"));
        }
        let mut made = String::new();
        for part in &self.make {
            let mut text = part.text.clone();
            if let Some(file) = &part.from {
                text = fs::read_to_string(data.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            }
            if let Some(without) = &part.without {
                assert!(text.contains(without), "{without} does not stand there");
                text = text.replacen(without, "", 1);
            }
            for time in 0..part.times {
                if text.contains('#') && part.from.is_none() {
                    made += &text.replace('#', &time.to_string());
                } else {
                    made += &text;
                }
            }
        }
        made.into_bytes()
    }

    fn name(&self) -> &str {
        self.file.as_deref().or(self.name.as_deref()).unwrap_or("made.json")
    }
}

/// What is wrong with a run.
fn judged(category: &str, input: &Input, run: &Run, findings: &[String]) -> Option<String> {
    let place = Place::new();
    fs::write(place.inputs().join(input.name()), input.bytes(category)).expect("a file");
    let before = place.snapshot();
    let args: Vec<String> = run.args.iter().map(|arg| arg.replace('@', &format!("./{}", input.name()))).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let stdin = if run.args.iter().any(|arg| arg == "-") { input.bytes(category) } else { Vec::new() };
    let came = ended(place.program(&args), &stdin);
    let (codes, at) = came.codes();
    let all = format!("{}{}", came.out, came.told);
    let found = findings.iter().filter(|finding| all.contains(finding.as_str())).count();
    let scored = came.out.lines().filter(|line| line.contains("\"finding\":")).count();
    let wrong = if let Some(ill) = came.ill() {
        ill
    } else if came.exit != Some(run.exit) {
        format!("exit code {:?}, not {}", came.exit, run.exit)
    } else if codes != run.codes || (run.at.is_some() && at != run.at) {
        format!("got {codes:?} at {at:?}")
    } else if !run.codes.is_empty() && run.others == 0 && (found > 0 || tells_results(run) && !came.out.is_empty()) {
        "something is told of what was refused".to_owned()
    } else if run.others > 0 && scored != run.others {
        format!("{scored} others were scored")
    } else if place.snapshot() != before {
        "something was written".to_owned()
    } else {
        return None;
    };
    let told: String = all.chars().take(600).flat_map(char::escape_debug).collect();
    Some(format!("{:?}: {wrong}\n    {told}\n", run.args))
}

/// Whether a run puts results, and nothing else, on its standard output.
fn tells_results(run: &Run) -> bool {
    matches!(run.args.first().map(String::as_str), Some("score" | "batch" | "explain"))
}

#[test]
fn every_hostile_input_is_met_as_expected() {
    let catalogue = Catalogue::builtin("asean-commit").expect("it is built in").expect("it has no problem");
    let findings: Vec<String> = catalogue.findings.iter().map(|finding| finding.id.clone()).collect();
    let corpus = corpus();
    let all = corpus.iter().flat_map(|(category, inputs)| {
        inputs.iter().flat_map(move |(name, input)| input.runs.iter().map(move |run| (category, name, input, run)))
    });
    let (next, failures) = (Mutex::new(every(3, all)), Mutex::new(String::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let one = next.lock().expect("no panic").next();
                    let Some((category, name, input, run)) = one else { return };
                    if let Some(wrong) = judged(category, input, run, &findings) {
                        let _ = write!(failures.lock().expect("no panic"), "\n{category}/{name} {wrong}");
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no panic");
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn there_are_two_hundred_inputs_in_thirty_categories_and_none_that_nobody_runs() {
    let corpus = corpus();
    let many: usize = corpus.values().map(BTreeMap::len).sum();
    assert!(corpus.len() >= 30 && many >= 200, "{many} inputs in {} categories", corpus.len());
    for (category, inputs) in &corpus {
        let named: Vec<&str> = inputs.values().filter_map(|input| input.file.as_deref()).collect();
        for entry in fs::read_dir(root().join("tests/data/hostile").join(category)).expect("a folder") {
            let name = entry.expect("an entry").file_name().into_string().expect("an ASCII name");
            assert!(
                name == "expect.toml" || named.contains(&name.as_str()),
                "{category}/{name} stands in no expectation"
            );
        }
        for (name, input) in inputs {
            assert!(!input.runs.is_empty(), "{category}/{name} is not run");
            assert!(input.file.is_some() == input.make.is_empty(), "{category}/{name}: a file, or what it is made of");
        }
    }
}
