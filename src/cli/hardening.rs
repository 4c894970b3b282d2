//! What the program must not leave behind: no memory in a core file, no data in what is told of a fault of its own, and a
//! word where a folder is copied to somebody else's computers.

use crate::cli::console::eprint_message;
use crate::diagnostic::{Code, Diagnostic};
use crate::terminal::screen;
use crate::{report, store};
use std::panic::Location;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// It was told once that a folder is copied elsewhere.
static TOLD: AtomicBool = AtomicBool::new(false);

/// Before anything is read: memory goes into no file, and a fault of the program tells where it is and nothing else.
pub fn begin() {
    keep_memory();
    std::panic::set_hook(Box::new(|panic| broke(panic.location())));
}

/// No core file, whoever asks for one: what is in memory may be all that was said.
fn keep_memory() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    // A program that collects core files is asked whatever the limit is; this it can't overrule.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Tells that the program itself is at fault, and where; never with what: that may hold an answer. What was saved is safe.
fn broke(place: Option<&Location<'_>>) {
    screen::restore();
    let place = place.map(|place| format!("{}:{}", in_sources(place.file()), place.line()));
    let what =
        place.map_or_else(|| text!("command-fault").to_owned(), |place| text!("command-fault-at", place = place));
    let resume = crate::cli::printed_command::command(&["screen", "--resume"]);
    let help = format!("{}\n  {resume}\n  = {}", text!("record-safe-after-fault"), text!("record-report-fault"));
    eprint_message(&report::diagnostic(&Diagnostic::new(Code::Internal, (what, help))));
}

/// A file of sources without the folders of whoever built the program.
fn in_sources(file: &str) -> &str {
    let behind =
        |mark: &str| file.rsplit_once(mark).map(|(_, rest)| rest.split_once('/').map_or(rest, |(_, rest)| rest));
    behind("/registry/src/").unwrap_or(file)
}

/// Warns, once in a run, where a place is one that a program copies to other computers.
pub fn warn_if_copied(place: &Path) {
    if let Some(service) = store::cloud_sync_name(place)
        && !TOLD.swap(true, Ordering::SeqCst)
    {
        eprint_message(&text!("record-folder-copied", service = service));
    }
}
