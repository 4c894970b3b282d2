//! Meetings that are recorded through the library, on any disk and at any time, for tests of what comes after them.

use crate::generate::{fact, indicator, shipped};
use std::cell::Cell;
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::builtin;
use tipscreen::questionnaire::{Act, Ending, Questionnaire, Recorder, SaveError, SaveOutcome};
use tipscreen::store::{Disk, EventKind, Record, RecordingPlan, Seal, Store, StoreRecorder};

pub const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

thread_local! {
    static NOW: Cell<&'static str> = const { Cell::new("2026-11-22T09:00:00Z") };
}

/// Sets the clock that stamps events, for this thread.
pub fn set_clock(now: &'static str) {
    NOW.set(now);
}

fn clock() -> String {
    NOW.get().to_owned()
}

/// A meeting that is being recorded.
pub struct Meeting<D: Disk + Clone> {
    pub keeping: StoreRecorder<D>,
    pub questionnaire: Questionnaire<'static>,
}

impl<D: Disk + Clone> Meeting<D> {
    /// The first meeting with somebody, before its first question.
    pub fn first(disk: D, folder: &Path, id: &str, seal: impl Seal + 'static) -> Self {
        let case = Case::new(shipped(), id);
        let keeping = StoreRecorder::begin(plan(disk, folder, seal), shipped(), &case);
        Self { keeping, questionnaire: Questionnaire::new(shipped(), case) }
    }

    /// A later meeting, before its first question.
    pub fn later(disk: D, folder: &Path, id: &str, seal: impl Seal + Clone + 'static) -> Self {
        let mut taken_up = Self::taken_up(disk, folder, id, seal);
        taken_up.act(Act::MeetAgain(taken_up.questionnaire.later_meeting(None)));
        taken_up
    }

    /// The last meeting, resumed.
    pub fn taken_up(disk: D, folder: &Path, id: &str, seal: impl Seal + Clone + 'static) -> Self {
        let opened = Store::at(disk.clone(), folder).open(id, &seal).expect("it opens");
        let keeping = StoreRecorder::go_on(plan(disk, folder, seal), opened);
        let questionnaire = keeping.record().replay_events(shipped()).expect("it follows");
        Self { keeping, questionnaire }
    }

    pub fn act(&mut self, act: Act) -> SaveOutcome {
        self.try_act(act).expect("it is kept")
    }

    pub fn try_act(&mut self, act: Act) -> Result<SaveOutcome, SaveError> {
        let act = self.questionnaire.take(act);
        self.keeping.save(&self.questionnaire, &act)
    }

    /// Answers a fact by the ids of its values; none: not known.
    pub fn fact(&mut self, id: &str, values: &[&str]) -> SaveOutcome {
        let known = shipped().fact(fact(id));
        let bits = values.iter().map(|value| known.value_bit(value).expect("a value")).sum();
        let answer = if values.is_empty() { FactAnswer::Unknown } else { FactAnswer::Values(bits) };
        self.act(Act::Fact(fact(id), answer))
    }

    /// Answers what has to be agreed to before a record is made.
    pub fn agree(&mut self) -> SaveOutcome {
        self.fact("safe-to-talk", &["yes"]);
        self.fact("age-group", &["adult"]);
        self.fact("consent-to-talk", &["given"]);
        self.fact("consent-to-record", &["given"])
    }

    /// Marks a sign, with a note.
    pub fn sign(&mut self, id: &str, note: &str) -> SaveOutcome {
        let answer = Answer { note: Some(note.to_owned()), ..Answer::of(Presence::Present) };
        self.act(Act::Indicator(indicator(id), answer))
    }

    /// Ends the meeting; gives its record as it was in memory.
    pub fn end(mut self) -> Record {
        let ended = EventKind::ended(shipped(), Ending::Stopped);
        self.keeping.note(shipped(), self.questionnaire.case(), ended).expect("it is kept");
        self.keeping.record().clone()
    }
}

fn plan<D: Disk>(disk: D, folder: &Path, seal: impl Seal + 'static) -> RecordingPlan<D> {
    let files = builtin::files(builtin::DEFAULT).expect("the usual catalogue");
    RecordingPlan { place: Some((Store::at(disk, folder), Box::new(seal))), files: files.into(), clock }
}

/// A finished first meeting: in Malaysia, with an agreement to everything.
pub fn first_meeting<D: Disk + Clone>(disk: D, folder: &Path, id: &str, seal: impl Seal + 'static) -> Record {
    let mut meeting = Meeting::first(disk, folder, id, seal);
    meeting.agree();
    for (id, value) in [
        ("immediate-danger", "no"),
        ("country", "MY"),
        ("crossed-border", "yes"),
        ("country-of-home", "MM"),
        ("interpreter", "independent"),
        ("alone", "yes"),
        ("fear-of-return", "yes"),
        ("consent-to-refer", "given"),
        ("share-with-authority", "what-was-recorded"),
        ("notify-home-state", "agreed"),
        ("contact-again", "may-contact"),
    ] {
        meeting.fact(id, &[value]);
    }
    meeting.sign("documents-withheld", "said at the first meeting");
    meeting.end()
}

/// Runs the program over a store, with what is typed. Nothing of this device counts but the store.
pub fn run(store: &Path, args: &[&str], typed: &str) -> Output {
    let mut program = crate::program::program();
    program.args(args).env("TIPSCREEN_STORE", store).env("TZ", "UTC").env("TIPSCREEN_COUNTRIES", "/nonexistent");
    let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("it starts");
    let _ = child.stdin.take().expect("a pipe").write_all(typed.as_bytes());
    child.wait_with_output().expect("an end")
}

/// Everything that was said, as one line.
pub fn said(out: &Output) -> String {
    let both = [&out.stderr[..], &out.stdout[..]].concat();
    String::from_utf8_lossy(&both).split_whitespace().collect::<Vec<_>>().join(" ")
}
