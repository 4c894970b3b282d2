//! What lies on the desk while somebody is screened: the record, and the file that was asked for. Whoever leaves, by a
//! key or by a signal, leaves it in order: what was answered is kept if it may be, and the terminal is given back.

use crate::case::{Case, Purpose};
use crate::catalogue::Catalogue;
use crate::cli::Exit;
use crate::interview::terminal;
use crate::questionnaire::{Act, Keeper, Kept, Questionnaire, Unkept};
use crate::store::{Keeping, LocalDisk};
use crate::{store, wording};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// See the module.
pub struct Desk {
    pub keeping: Keeping<LocalDisk>,
    /// The file that the case goes to, if one was named.
    out: Option<PathBuf>,
    /// What goes there as things stand; none while nobody agreed.
    case: Option<String>,
}

/// The desk, for the talk and for signals.
#[derive(Clone)]
pub struct Shared(Arc<Mutex<Desk>>);

impl Shared {
    /// A desk with a record, and a file if one was named.
    pub fn new(keeping: Keeping<LocalDisk>, out: Option<PathBuf>) -> Self {
        Self(Arc::new(Mutex::new(Desk { keeping, out, case: None })))
    }

    /// The desk, for one alone.
    pub fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves in order when a signal asks for it: Ctrl-C, a request to end, a terminal that was closed. A second one ends
    /// at once. A terminal that was stopped and goes on gets its mode back.
    ///
    /// # Errors
    /// When signals can't be listened to.
    #[cfg(unix)]
    pub fn listen(&self) -> io::Result<()> {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        use std::sync::atomic::AtomicBool;
        let leaving = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGQUIT] {
            signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&leaving))?;
            signal_hook::flag::register(signal, Arc::clone(&leaving))?;
        }
        let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCONT])?;
        let shared = self.clone();
        std::thread::spawn(move || {
            for signal in &mut signals {
                if signal == SIGCONT {
                    terminal::continued();
                    continue;
                }
                // Held until the end: nothing is written any more after what is written here.
                let mut desk = shared.desk();
                let exit = desk.leave();
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
    /// Remembers the case for the file, where it may be written: training has nobody to ask.
    fn remember(&mut self, catalogue: &Catalogue, case: &Case) {
        if self.out.is_some() {
            let may = case.purpose == Purpose::Training || case.may_be_kept(catalogue);
            self.case = may.then(|| case.to_json(catalogue));
        }
    }

    /// Writes the case to the file that was named.
    pub fn write_out(&mut self) -> Exit {
        let Some(out) = self.out.take() else { return Exit::Done };
        let Some(case) = &self.case else {
            say(wording::NO_RECORD);
            return Exit::Done;
        };
        match store::write_private(&out, format!("{case}\n").as_bytes()) {
            Ok(()) => {
                say(&wording::kept_in(&out.display().to_string()));
                Exit::Done
            }
            Err(error) => {
                say(&super::cannot_write(&out, &error).to_string());
                Exit::Storage
            }
        }
    }

    /// Leaves a talk that was broken off.
    pub fn leave(&mut self) -> Exit {
        terminal::restore();
        say("");
        say(wording::INTERRUPTED);
        let named = self.out.is_some();
        let exit = self.write_out();
        if self.keeping.has_failed() {
            say(&wording::go_on_without_last(&self.keeping.record().id));
            return Exit::Storage;
        }
        if self.keeping.is_on_disk() {
            say(&wording::go_on_with(&self.keeping.record().id));
        } else if !named {
            say(wording::NOT_KEPT);
        }
        exit
    }
}

/// Tells something where there may be nobody left to hear it.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

impl Keeper for Shared {
    fn keep(&mut self, questionnaire: &Questionnaire<'_>, act: &Act) -> Result<Kept, Unkept> {
        let mut desk = self.desk();
        desk.remember(questionnaire.catalogue(), questionnaire.case());
        desk.keeping.keep(questionnaire, act)
    }

    fn keep_again(&mut self, questionnaire: &Questionnaire<'_>) -> Result<Kept, Unkept> {
        self.desk().keeping.keep_again(questionnaire)
    }

    fn keep_elsewhere(&mut self, questionnaire: &Questionnaire<'_>, folder: &str) -> Result<Kept, Unkept> {
        self.desk().keeping.keep_elsewhere(questionnaire, folder)
    }

    fn let_be(&mut self) {
        self.desk().keeping.let_be();
    }

    fn is_on_disk(&self) -> bool {
        self.desk().keeping.is_on_disk()
    }

    fn erase(&mut self) -> Result<(), Unkept> {
        self.desk().keeping.erase()
    }
}
