//! What lies on the desk while somebody is screened: the record, and the file that was asked for. Whoever leaves, by a
//! key or by a signal, leaves it in order: what was answered is kept if it may be, and the terminal is given back.

use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::cli::case_output::Out;
use crate::cli::console::eprint_message;
use crate::cli::exit::Exit;
use crate::cli::printed_command;
use crate::cli::stored::short;
use crate::questionnaire::{Act, Erase, Questionnaire, Recorder, SaveError, SaveOutcome, Saved};
use crate::store::{EventKind, LocalDisk, Record, RecordState, RecordingStatus, StoreRecorder};
use crate::terminal::screen;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// See the module.
#[derive(Default)]
pub struct Session {
    /// Whoever keeps the screening, once there is one.
    keeping: Option<StoreRecorder<LocalDisk>>,
    /// The file that the case goes to, if one was named.
    out: Option<Out>,
    /// What goes there as things stand; none while nobody agreed.
    case: Option<String>,
    /// The file of keys that was named, which opens what is kept.
    identity: Option<PathBuf>,
    /// The person is withdrawing, and it is not settled yet from what.
    withdrawal_is_open: bool,
}

/// The desk, for the talk and for signals.
#[derive(Clone, Default)]
pub struct SessionHandle {
    session: Arc<Mutex<Session>>,
    /// A signal asked to leave.
    leaving: Arc<AtomicBool>,
}

impl SessionHandle {
    /// Lays a record on the desk, the file that was named, and the case as it stands.
    pub fn start(&self, keeping: StoreRecorder<LocalDisk>, out: Option<Out>, catalogue: &Catalogue, case: &Case) {
        let mut session = self.session();
        let identity = session.identity.take();
        *session = Session { keeping: Some(keeping), out, case: None, identity, withdrawal_is_open: false };
        session.remember(catalogue, case);
    }

    /// Remembers the file of keys that was named.
    pub fn opened_with(&self, identity: Option<PathBuf>) {
        self.session().identity = identity;
    }

    /// The desk, for one alone.
    pub fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Comes back only if no signal asked to leave: else its own thread ends the program, and knows the exit code.
    pub fn wait_for_signal(&self) {
        while self.leaving.load(Ordering::SeqCst) {
            std::thread::park();
        }
    }

    /// Leaves in order when a signal asks for it: Ctrl-C, a request to end, a terminal that was closed.
    ///
    /// # Errors
    /// When signals can't be listened to.
    #[cfg(unix)]
    pub fn listen(&self) -> io::Result<()> {
        use signal_hook::consts::SIGINT;
        screen::signals_answered_elsewhere();
        let all = screen::signals_that_end();
        for signal in all.iter().copied() {
            signal_hook::flag::register(signal, Arc::clone(&self.leaving))?;
        }
        let mut signals = signal_hook::iterator::Signals::new(all)?;
        let shared = self.clone();
        std::thread::spawn(move || {
            loop {
                let came: Vec<i32> = signals.wait().collect();
                // A text that any signal breaks off says that it was Ctrl-C: the other one is the true one.
                let other = came.iter().copied().find(|signal| *signal != SIGINT);
                let Some(signal) = other.or_else(|| came.first().copied()) else { continue };
                // Held until the end: nothing is written any more after what is written here.
                let mut session = shared.session();
                let code = |exit| if exit == Exit::Done { 128 + signal } else { exit as i32 };
                let exit = session.leave(|exit| screen::end_soon(code(exit)));
                // A key that was waited for may have set its own mode once more when the signal broke it off.
                std::thread::sleep(std::time::Duration::from_millis(30));
                screen::restore();
                std::process::exit(code(exit));
            }
        });
        Ok(())
    }

    /// Elsewhere a terminal gives Ctrl-C as a key.
    #[cfg(not(unix))]
    pub fn listen(&self) -> io::Result<()> {
        Ok(())
    }
}

impl Session {
    /// Notes how the talk ended. What came of that is told by where it stands.
    pub fn note_end(&mut self, catalogue: &Catalogue, case: &Case, deed: EventKind) {
        if let Some(keeping) = &mut self.keeping {
            let _ = keeping.note(catalogue, case, deed);
        }
    }

    /// Notes that the talk was put aside. All answers are kept; that this is noted too is worth no alarm.
    pub fn note_pause(&mut self, catalogue: &Catalogue, case: &Case) {
        if let Some(keeping) = &mut self.keeping {
            keeping.note_in_passing(catalogue, case, EventKind::Paused);
        }
    }

    /// The record as it stands in memory.
    pub fn record(&self) -> Option<&Record> {
        self.keeping.as_ref().map(StoreRecorder::record)
    }

    /// How what was said stands with the disk.
    pub fn standing(&self) -> RecordingStatus {
        self.keeping.as_ref().map_or(RecordingStatus::Nothing, StoreRecorder::standing)
    }

    /// Where what is kept can be found again, and what of it is missing; none where nothing is kept.
    pub fn resume_hint(&self) -> Option<String> {
        let keeping = self.keeping.as_ref()?;
        let id = short(&keeping.record().id);
        let on_store = |words: &[&str], key: Option<&Path>| printed_command::on_store(keeping.folder(), key, words);
        let resume = || on_store(&["screen", "--resume", id], self.identity.as_deref());
        let show = || on_store(&["case", "show", id], self.identity.as_deref());
        let before = || {
            let erase = on_store(&["case", "erase", id], None);
            format!("{}\n  {}\n  {erase}", text!("record-saved-before"), show())
        };
        let then = |what: &str, command: String| Some(format!("{what}\n  {command}"));
        match (keeping.standing(), keeping.state_on_disk()) {
            (RecordingStatus::Nothing | RecordingStatus::Lost, _) => None,
            (RecordingStatus::Whole, RecordState::Draft) => then(text!("record-saved-go-on"), resume()),
            (RecordingStatus::Whole, RecordState::Finished) => then(text!("record-saved-as"), show()),
            (RecordingStatus::Before, _) => Some(before()),
            (RecordingStatus::WithoutWord, _) => {
                Some(format!("{}\n{}", before(), text!("record-saved-without-withdrawal")))
            }
            (RecordingStatus::WithoutEnd, _) => then(text!("record-saved-without-end"), resume()),
            (RecordingStatus::WithoutLast, RecordState::Draft) => then(text!("record-saved-without-last"), resume()),
            (RecordingStatus::WithoutLast, RecordState::Finished) => then(text!("record-saved-without-last"), show()),
        }
    }

    /// Whether anything of the talk is kept.
    pub fn is_kept(&self) -> bool {
        self.keeping.as_ref().is_some_and(|keeping| keeping.folder().is_some())
    }

    /// Remembers the case for the file, where it may be written.
    pub fn remember(&mut self, catalogue: &Catalogue, case: &Case) {
        if let Some(out) = &self.out {
            self.case = out.takes(catalogue, case).then(|| case.to_json(catalogue));
        }
    }

    /// Writes the case to the file that was named, unless it is there; gives what there is to tell of it.
    pub fn write_out(&mut self) -> Result<Option<String>, SaveError> {
        if self.withdrawal_is_open {
            return Ok(Some(text!("record-withdrawal-open").to_owned()));
        }
        let Some(out) = &mut self.out else { return Ok(None) };
        let Some(case) = &self.case else { return Ok(Some(text!("record-no-agreement").to_owned())) };
        out.write(case)?;
        Ok(Some(out.told()))
    }

    /// Whether the answers are in the file that was named.
    pub fn is_in_file(&self) -> bool {
        self.out.as_ref().is_some_and(Out::is_written)
    }

    /// Names another file for the case.
    pub fn name_another(&mut self, path: PathBuf) {
        if let Some(out) = &mut self.out {
            out.name_another(path);
        }
    }

    /// Lets a file be that could not be written.
    pub fn let_out_be(&mut self, why: SaveError) {
        if let Some(out) = &mut self.out {
            out.let_be(why);
        }
    }

    /// Leaves an interrupted screening. `saved` is called when everything is saved and before anything is printed, since
    /// printing never ends on a terminal that nobody reads.
    pub fn leave(&mut self, saved: impl FnOnce(Exit)) -> Exit {
        screen::restore_soon();
        let written = self.write_out();
        let is_told = matches!(written, Ok(Some(_)));
        let exit = if written.is_err() || self.standing().is_fault() { Exit::Storage } else { Exit::Done };
        saved(exit);
        say("");
        say(text!("record-interrupted"));
        if let Some(told) = written.unwrap_or_else(|SaveError(why)| Some(why)) {
            say(&told);
        }
        match self.resume_hint() {
            Some(home) => say(&home),
            None if is_told || self.keeping.is_none() => {}
            None => say(text!("record-nothing-saved")),
        }
        exit
    }
}

/// Tells something where there may be nobody left to hear it.
fn say(text: &str) {
    eprint_message(text);
}

/// While there is no record nothing is kept.
impl Recorder for SessionHandle {
    fn withdrawal_is_open(&mut self, is_open: bool) {
        self.session().withdrawal_is_open = is_open;
    }

    fn save(&mut self, questionnaire: &Questionnaire<'_>, act: &Act) -> Result<SaveOutcome, SaveError> {
        let mut session = self.session();
        session.remember(questionnaire.catalogue(), questionnaire.case());
        session.keeping.as_mut().map_or(Ok(SaveOutcome::InMemory), |keeping| keeping.save(questionnaire, act))
    }

    fn retry_save(&mut self, questionnaire: &Questionnaire<'_>) -> Result<SaveOutcome, SaveError> {
        self.session().keeping.as_mut().map_or(Ok(SaveOutcome::InMemory), |keeping| keeping.retry_save(questionnaire))
    }

    fn save_elsewhere(&mut self, questionnaire: &Questionnaire<'_>, folder: &str) -> Result<SaveOutcome, SaveError> {
        let mut session = self.session();
        session
            .keeping
            .as_mut()
            .map_or(Ok(SaveOutcome::InMemory), |keeping| keeping.save_elsewhere(questionnaire, folder))
    }

    fn let_be(&mut self) {
        if let Some(keeping) = &mut self.session().keeping {
            keeping.let_be();
        }
    }

    fn is_on_disk(&self) -> bool {
        self.session().keeping.as_ref().is_some_and(Recorder::is_on_disk)
    }

    fn saved(&self) -> Saved {
        self.session().keeping.as_ref().map_or_else(Saved::default, Recorder::saved)
    }

    fn refuse(&mut self, questionnaire: &Questionnaire<'_>) -> SaveOutcome {
        self.session().keeping.as_mut().map_or(SaveOutcome::InMemory, |keeping| keeping.refuse(questionnaire))
    }

    fn erase(&mut self, what: Erase) -> Result<(), SaveError> {
        self.session().keeping.as_mut().map_or(Ok(()), |keeping| keeping.erase(what))
    }
}
