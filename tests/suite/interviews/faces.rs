//! The same answers, through a script, plain lines, a terminal and a case file, give the same result byte for byte.

use crate::part::every;
use crate::pty::Terminal;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tipscreen::case::{Basis, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Catalogue, FactKind, Question, Section};
use tipscreen::condition::{FactIx, IndicatorIx};
use tipscreen::interview::{Asking, Face, Overview, PromptError, Reply, conduct};
use tipscreen::questionnaire::Questionnaire;
use tipscreen::toml_input::SourceFile;
use tipscreen::training::{Move, Script, ScriptFace};

/// What a person would type, in words that both typed faces share.
#[derive(Clone, Debug)]
pub enum Typed {
    /// A key, or the number of an answer.
    Key(String),
    /// The number of an answer, among so many.
    Number(usize, usize),
    /// Ticks in a list, and the confirmation of what is read back.
    Ticks(Vec<usize>),
    /// A line of text.
    Line(String),
}

/// Lets a script answer, and writes down what a person would have typed.
struct Recorder<'s> {
    face: ScriptFace<'s>,
    typed: Vec<Typed>,
}

fn key(key: impl std::fmt::Display) -> Typed {
    Typed::Key(key.to_string())
}

impl Recorder<'_> {
    fn fact(&mut self, asking: &Asking<'_>, at: FactIx, answer: &FactAnswer) {
        let fact = asking.catalogue.fact(at);
        match (answer, fact.kind) {
            (FactAnswer::Unknown, _) => self.typed.push(key('u')),
            (FactAnswer::Declined, _) => self.typed.push(key('d')),
            (FactAnswer::Values(bits), FactKind::Many) => {
                let ticks = (0..fact.values.len()).filter(|at| bits & (1 << at) != 0).collect();
                self.typed.extend([key('t'), Typed::Ticks(ticks)]);
            }
            (FactAnswer::Values(bits), _) => {
                // Yes and no have letters; a value goes by its number.
                let at = bits.trailing_zeros() as usize;
                self.typed.push(match fact.kind {
                    FactKind::YesNo => key(if at == 0 { 'y' } else { 'n' }),
                    _ => Typed::Number(at + 1, fact.values.len()),
                });
            }
            (FactAnswer::Date(day), _) => self.typed.extend([key('t'), Typed::Line(day.to_string())]),
            (FactAnswer::Text(text), _) => self.typed.extend([key('t'), Typed::Line(text.clone())]),
            (FactAnswer::NotAsked, _) => self.typed.push(key('k')),
        }
    }

    fn indicator(&mut self, asking: &Asking<'_>, at: IndicatorIx, answer: &tipscreen::case::Answer) {
        if let Some(note) = &answer.note {
            self.typed.extend([key('n'), Typed::Line(note.clone())]);
        }
        self.typed.push(key(match answer.presence {
            Presence::Present => 'p',
            Presence::Absent => 'a',
            Presence::Unknown => 'u',
            Presence::Declined => 'd',
            Presence::Suspected => 's',
            Presence::NotAsked => 'k',
        }));
        if answer.presence == Presence::Present {
            if asking.catalogue.indicator(at).anchors.is_some() {
                self.typed.push(answer.severity.map_or(key('u'), |severity| key(severity as usize + 1)));
            }
            let mut ticks: Vec<usize> = Basis::ALL
                .iter()
                .enumerate()
                .filter(|(_, basis)| answer.basis.contains(basis))
                .map(|(at, _)| at)
                .collect();
            ticks.extend(answer.contradicted.then_some(Basis::ALL.len()));
            self.typed.push(Typed::Ticks(ticks));
        }
    }
}

impl Face for Recorder<'_> {
    fn show_message(&mut self, text: &str) -> Result<(), PromptError> {
        self.face.show_message(text)
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, PromptError> {
        let reply = self.face.ask(asking)?;
        match (&reply, asking.question) {
            (Reply::Fact(answer), Question::Fact(at)) => self.fact(asking, at, answer),
            (Reply::Indicator(answer), Question::Indicator(at)) => self.indicator(asking, at, answer),
            (Reply::Back, _) => self.typed.push(key('b')),
            (Reply::Finish, _) => self.typed.extend([key('f'), key('y')]),
            (Reply::Stop, _) => self.typed.extend([key('x'), key('y')]),
            _ => self.typed.push(key('k')),
        }
        Ok(reply)
    }

    fn without_yes(&mut self, words: &str) -> Result<Reply, PromptError> {
        self.typed.push(key('e'));
        self.face.without_yes(words)
    }

    fn contradiction(&mut self, words: &str, questions: &[(Question, &str)]) -> Result<Reply, PromptError> {
        self.typed.push(key('l'));
        self.face.contradiction(words, questions)
    }

    fn is_to_end(&mut self) -> Result<bool, PromptError> {
        self.typed.push(key('y'));
        self.face.is_to_end()
    }

    fn offer_detail(&mut self, left: usize) -> Result<Reply, PromptError> {
        self.typed.push(key('y'));
        self.face.offer_detail(left)
    }

    fn offer_pause(&mut self, _: &str, _: &Section) -> Result<Reply, PromptError> {
        self.typed.push(key('g'));
        Ok(Reply::Pass)
    }

    fn look_through(&mut self, _: &Overview<'_>) -> Result<Reply, PromptError> {
        self.typed.push(key('r'));
        Ok(Reply::Pass)
    }
}

fn catalogue() -> Catalogue {
    Catalogue::builtin(tipscreen::catalogue::builtin::DEFAULT).expect("there").expect("whole")
}

/// What a person would type to give the answers of a script.
pub fn typed(catalogue: &Catalogue, script: &Script) -> Vec<Typed> {
    let mut recorder = Recorder { face: ScriptFace::new(script), typed: Vec::new() };
    conduct(Questionnaire::new(catalogue, Case::new(catalogue, "played")), &mut recorder, &mut ());
    recorder.typed
}

/// Scripts that a person could play: nothing in them is told unasked. What is recorded and never asked changes no result.
fn playable() -> Vec<(PathBuf, Vec<Typed>)> {
    let catalogue = catalogue();
    let mut played = Vec::new();
    for path in crate::files::scripts() {
        let source = SourceFile { name: path.display().to_string(), text: crate::files::text(&path) };
        let script = Script::read(&source, &catalogue).expect("a whole script");
        let volunteered = script.answers.iter().any(|(_, scripted)| scripted.telling.volunteered);
        let paused = script.moves.iter().any(|(_, step)| *step == Move::Pause);
        if volunteered || paused {
            continue;
        }
        played.push((path, typed(&catalogue, &script)));
    }
    assert!(played.len() >= 8, "only {} scripts can be played by hand", played.len());
    played
}

fn tipscreen(args: &[&str], input: &str) -> Output {
    let store = tempfile::tempdir().expect("a folder");
    let mut child = crate::program::program()
        .args(args)
        .env("TIPSCREEN_STORE", store.path().join("store"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("the program reads");
    child.wait_with_output().expect("an end")
}

/// A result without the name of its case, which is drawn by lot in a screening.
fn result(line: &str) -> String {
    let mut object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(line.trim()).unwrap_or_else(|error| panic!("{error} in {line:?}"));
    object.remove("case_id").expect("a case id");
    serde_json::Value::Object(object).to_string()
}

fn by_script(path: &Path) -> String {
    let out = tipscreen(&["screen", "--format", "json", "--script", &path.display().to_string()], "");
    assert_eq!(out.status.code(), Some(0), "{}: {}", path.display(), String::from_utf8_lossy(&out.stderr));
    result(&String::from_utf8_lossy(&out.stdout))
}

/// The same over plain lines.
pub fn as_lines(typed: &[Typed]) -> String {
    let line = |typed: &Typed| match typed {
        Typed::Key(key) => key.clone(),
        Typed::Number(number, _) => number.to_string(),
        Typed::Ticks(ticks) if ticks.is_empty() => String::new(),
        Typed::Ticks(ticks) => ticks.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(",") + "\ny",
        Typed::Line(line) => line.clone(),
    };
    typed.iter().map(|typed| line(typed) + "\n").collect()
}

/// Whether a script is about a place where talking was not safe.
fn shows_nothing(path: &std::path::Path) -> bool {
    crate::files::text(path).contains("safe-to-talk = \"no\"")
}

#[test]
fn plain_lines_give_what_the_script_gives() {
    for (path, typed) in every(3, playable()) {
        let out = tipscreen(&["screen", "--plain", "--training", "--format", "json"], &as_lines(&typed));
        assert_eq!(out.status.code(), Some(0), "{}", path.display());
        let told = String::from_utf8_lossy(&out.stdout);
        if told.is_empty() {
            // Where talking was not safe a person's screening shows nothing at all.
            assert!(shows_nothing(&path), "{}", path.display());
            continue;
        }
        assert_eq!(result(&told), by_script(&path), "{}", path.display());
    }
}

#[test]
fn a_terminal_gives_what_the_script_gives() {
    // A whole interview on a terminal takes many seconds; plain lines cover the scripts between.
    for (path, typed) in every(30, playable().into_iter().filter(|(path, _)| !shows_nothing(path))) {
        let mut terminal = Terminal::start(&["screen", "--training", "--format", "json"], 40, 100);
        terminal.wait_for("[x] stop", 0);
        for typed in typed {
            match typed {
                Typed::Key(key) => terminal.choose(&key),
                Typed::Number(number, answers) => terminal.choose_number(number, answers),
                Typed::Line(line) => terminal.type_line(&line),
                Typed::Ticks(ticks) => terminal.tick(&ticks.iter().map(|at| at + 1).collect::<Vec<_>>()),
            }
        }
        let (code, out) = terminal.finish();
        assert_eq!(code, Some(0), "{}", path.display());
        assert!(terminal.cursor_is_visible(), "{}: the cursor is left hidden", path.display());
        assert_eq!(result(&out), by_script(&path), "{}", path.display());
    }
}

#[test]
fn a_case_file_gives_what_its_script_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    for path in every(3, crate::files::scripts()) {
        let file = folder.path().join("case.json").display().to_string();
        let args = ["screen", "--format", "json", "--script", &path.display().to_string(), "--out", &file];
        let screened = tipscreen(&args, "");
        assert_eq!(
            screened.status.code(),
            Some(0),
            "{}: {}",
            path.display(),
            String::from_utf8_lossy(&screened.stderr)
        );
        let scored = tipscreen(&["score", "--format", "json", &file], "");
        let (screened, scored) = (String::from_utf8_lossy(&screened.stdout), String::from_utf8_lossy(&scored.stdout));
        assert_eq!(screened, scored, "{}", path.display());
    }
}
