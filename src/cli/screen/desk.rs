//! What lies on the desk while somebody is screened: the record, and the file that was asked for. Whoever leaves, by a
//! key or by a signal, leaves it in order: what was answered is kept if it may be, and the terminal is given back.

use crate::case::{Case, Purpose};
use crate::catalogue::Catalogue;
use crate::cli::{Exit, StoreArg, stored, tell};
use crate::interview::terminal;
use crate::questionnaire::{Act, Keeper, Kept, Questionnaire, Unkept};
use crate::store::{AgeSeal, Deed, Keeping, LocalDisk, Record};
use crate::{store, wording};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// See the module.
#[derive(Default)]
pub struct Desk {
    /// Whoever keeps the screening, once there is one.
    keeping: Option<Keeping<LocalDisk>>,
    /// The file that the case goes to, if one was named.
    out: Option<PathBuf>,
    /// What that file is sealed with.
    seal: Option<AgeSeal>,
    /// What goes there as things stand; none while nobody agreed.
    case: Option<String>,
}

/// The desk, for the talk and for signals.
#[derive(Clone, Default)]
pub struct Shared {
    desk: Arc<Mutex<Desk>>,
    /// A signal asked to leave.
    leaving: Arc<AtomicBool>,
}

impl Shared {
    /// Lays a record on the desk, and the file that was named with what it is sealed with.
    pub fn lay(&self, keeping: Keeping<LocalDisk>, out: Option<PathBuf>, seal: Option<AgeSeal>) {
        *self.desk() = Desk { keeping: Some(keeping), out, seal, case: None };
    }

    /// The desk, for one alone.
    pub fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
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
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        for signal in [SIGINT, SIGTERM, SIGQUIT, SIGHUP] {
            signal_hook::flag::register(signal, Arc::clone(&self.leaving))?;
        }
        let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT])?;
        let shared = self.clone();
        std::thread::spawn(move || {
            loop {
                let came: Vec<i32> = signals.wait().collect();
                // A text that any signal breaks off says that it was Ctrl-C: the other one is the true one.
                let other = came.iter().copied().find(|signal| *signal != SIGINT);
                let Some(signal) = other.or_else(|| came.first().copied()) else { continue };
                // Held until the end: nothing is written any more after what is written here.
                let mut desk = shared.desk();
                let exit = desk.leave();
                // A key that was waited for may have set its own mode once more when the signal broke it off.
                std::thread::sleep(std::time::Duration::from_millis(30));
                terminal::restore();
                std::process::exit(if exit == Exit::Done { 128 + signal } else { exit as i32 });
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

impl Desk {
    /// Notes how the talk ended or was put aside; also why that could not be kept.
    pub fn note(&mut self, catalogue: &Catalogue, case: &Case, deed: Deed) -> Result<Kept, Unkept> {
        self.keeping.as_mut().map_or(Ok(Kept::InMemory), |keeping| keeping.note(catalogue, case, deed))
    }

    /// The record as it stands in memory.
    pub fn record(&self) -> Option<&Record> {
        self.keeping.as_ref().map(Keeping::record)
    }

    /// Whether something that was to be kept is in memory alone.
    pub fn has_failed(&self) -> bool {
        self.keeping.as_ref().is_some_and(Keeping::has_failed)
    }

    /// Names the store, where it is not the one that is looked into without being named.
    pub fn in_store(&self) -> String {
        in_store(self.keeping.as_ref().and_then(Keeping::folder))
    }

    /// Whether anything of the talk is kept.
    pub fn is_kept(&self) -> bool {
        self.keeping.as_ref().is_some_and(|keeping| keeping.folder().is_some())
    }

    /// Remembers the case for the file, where it may be written: training has nobody to ask.
    pub fn remember(&mut self, catalogue: &Catalogue, case: &Case) {
        if self.out.is_some() {
            let may = case.purpose == Purpose::Training || case.may_be_kept(catalogue);
            self.case = may.then(|| case.to_json(catalogue));
        }
    }

    /// Writes the case to the file that was named, under the seal if there is one; also gives what there is to tell of it.
    pub fn write_out(&mut self) -> (Exit, Option<String>) {
        let Some(out) = self.out.take() else { return (Exit::Done, None) };
        let Some(case) = &self.case else { return (Exit::Done, Some(wording::NO_RECORD.to_owned())) };
        let text = format!("{case}\n").into_bytes();
        let bytes = self.seal.as_ref().map_or_else(|| Ok(text.clone()), |seal| seal.whole(&text));
        match bytes.and_then(|bytes| store::write_private(&out, &bytes)) {
            Ok(()) => {
                let file = out.display().to_string();
                let sealed = self.seal.is_some();
                let told = if sealed { wording::kept_sealed_in(&file) } else { wording::kept_in(&file) };
                (Exit::Done, Some(told))
            }
            Err(error) => (Exit::Storage, Some(crate::cli::open::cannot_write(&out, &error).to_string())),
        }
    }

    /// Leaves a talk that was broken off.
    pub fn leave(&mut self) -> Exit {
        terminal::restore();
        say("");
        say(wording::INTERRUPTED);
        let named = self.out.is_some();
        let (exit, told) = self.write_out();
        if let Some(told) = told {
            say(&told);
        }
        let Some(keeping) = &self.keeping else { return exit };
        if keeping.has_failed() {
            say(&match keeping.folder() {
                Some(folder) => wording::go_on_without_last(&keeping.record().id, &in_store(Some(folder))),
                None => wording::NOT_KEPT.to_owned(),
            });
            return Exit::Storage;
        }
        if keeping.is_on_disk() {
            say(&wording::go_on_with(&keeping.record().id, &in_store(keeping.folder())));
        } else if keeping.folder().is_some() {
            say(&wording::kept_before(&keeping.record().id, &in_store(keeping.folder())));
        } else if !named {
            say(wording::NOT_KEPT);
        }
        exit
    }
}

fn in_store(folder: Option<&Path>) -> String {
    let usual = stored::place(&StoreArg { store: None }).ok();
    match folder.filter(|folder| usual.is_none_or(|usual| usual.folder() != *folder)) {
        Some(folder) => format!(" --store '{}'", folder.display()),
        None => String::new(),
    }
}

/// Tells something where there may be nobody left to hear it.
fn say(text: &str) {
    let _ = tell(text);
}

/// While there is no record nothing is kept.
impl Keeper for Shared {
    fn keep(&mut self, questionnaire: &Questionnaire<'_>, act: &Act) -> Result<Kept, Unkept> {
        let mut desk = self.desk();
        desk.remember(questionnaire.catalogue(), questionnaire.case());
        desk.keeping.as_mut().map_or(Ok(Kept::InMemory), |keeping| keeping.keep(questionnaire, act))
    }

    fn keep_again(&mut self, questionnaire: &Questionnaire<'_>) -> Result<Kept, Unkept> {
        self.desk().keeping.as_mut().map_or(Ok(Kept::InMemory), |keeping| keeping.keep_again(questionnaire))
    }

    fn keep_elsewhere(&mut self, questionnaire: &Questionnaire<'_>, folder: &str) -> Result<Kept, Unkept> {
        let mut desk = self.desk();
        desk.keeping.as_mut().map_or(Ok(Kept::InMemory), |keeping| keeping.keep_elsewhere(questionnaire, folder))
    }

    fn let_be(&mut self) {
        if let Some(keeping) = &mut self.desk().keeping {
            keeping.let_be();
        }
    }

    fn is_on_disk(&self) -> bool {
        self.desk().keeping.as_ref().is_some_and(Keeper::is_on_disk)
    }

    fn erase(&mut self) -> Result<(), Unkept> {
        self.desk().keeping.as_mut().map_or(Ok(()), Keeper::erase)
    }
}
