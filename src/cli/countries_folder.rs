//! Whether the folder of country files that is always read may be trusted: what is in it decides whom a person calls.
//!
//! It is checked as a store is: it, its files and its folders belong to this user, and nobody else may write to them.
//! Files that are named one by one are not checked: whoever names one chooses it.

use crate::cli::printed_command::whole;
use crate::diagnostic::Code;
use crate::escape;
use crate::no_follow;
use crate::no_follow::EntryKind;
use crate::report::Gravity;
use crate::store::{Disk, LocalDisk, Writers};
use crate::toml_input::path_name;
use std::path::{Path, PathBuf};

/// Most paths of which the owner is told one by one.
const MOST_TOLD: usize = 5;

/// Why nothing is read from the folder; none where it is its owner's alone.
pub fn refused(folder: &Path) -> Option<String> {
    let mut found = Vec::new();
    look(folder, folder, true, &mut found);
    // What belongs to somebody else comes first: taking rights away does not make it safe.
    let (first, why) = found.iter().find(|(_, why)| *why != Why::OpenToOthers).or(found.first())?;
    let help = match why {
        Why::OpenToOthers => {
            let open = found.iter().filter(|(_, why)| *why == Why::OpenToOthers).take(MOST_TOLD);
            let close: Vec<String> = open.map(|(path, _)| format!("  {}", escape::closing(&whole(path)))).collect();
            format!("{}:\n{}", text!("meeting-folder-open-help"), close.join("\n"))
        }
        Why::OfOthers => text!("meeting-folder-of-others-help").to_owned(),
        Why::NotKnown => text!("meeting-folder-not-known-help").to_owned(),
    };
    let not_read = text!("meeting-folder-not-read", folder = path_name(folder));
    let heading = Gravity::Warning.heading(Code::UnsafeFolder);
    Some(format!("{heading}: {}: {}\n  = {help}\n{not_read}", path_name(first), why.text()))
}

/// What is wrong with a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    OpenToOthers,
    OfOthers,
    NotKnown,
}

impl Why {
    fn text(self) -> &'static str {
        match self {
            Self::OpenToOthers => text!("meeting-folder-open"),
            Self::OfOthers => text!("meeting-folder-of-others"),
            Self::NotKnown => text!("meeting-folder-not-known"),
        }
    }
}

/// Looks at a path in the folder, and at what is in it if it is a folder. A link is not looked at: whoever reads the folder
/// follows none.
fn look(folder: &Path, path: &Path, is_folder: bool, into: &mut Vec<(PathBuf, Why)>) {
    let why = match LocalDisk::default().of_store(folder).writers(path) {
        Ok(Writers::Owner) => None,
        Ok(Writers::Others) => Some(Why::OpenToOthers),
        Ok(Writers::Stranger) => Some(Why::OfOthers),
        Err(_) => Some(Why::NotKnown),
    };
    into.extend(why.map(|why| (path.to_owned(), why)));
    // In a folder of somebody else there is no end to what could be found.
    if !is_folder || why.is_some_and(|why| why != Why::OpenToOthers) {
        return;
    }
    let Ok(entries) = no_follow::list(folder, path) else { return };
    for entry in entries.iter().filter(|entry| entry.kind != EntryKind::Link) {
        look(folder, &path.join(&entry.name), entry.kind == EntryKind::Folder, into);
    }
}
