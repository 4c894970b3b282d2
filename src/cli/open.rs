//! Opens what the user names: a catalogue by id or path, a text by path.

use super::{Exit, Failure, tell};
use crate::case::{self, Case, CaseError};
use crate::catalogue::{Catalogue, builtin};
use crate::document::SourceFile;
use crate::report;
use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

/// Largest input file, in bytes. Whole batches go through another command.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Reads a catalogue: a path if it has a separator or ends in `.toml`, else a built-in id. Never looked up in the
/// current folder.
pub fn catalogue(named: &str) -> anyhow::Result<Catalogue> {
    let files = catalogue_files(named)?;
    Catalogue::read(files).map_err(|faults| {
        let drawn = report::problems(&faults.files, &faults.problems, io::stderr().is_terminal());
        Failure::with(Exit::Catalogue, format!("{drawn}\n\n{faults}: it was not used"))
    })
}

/// The files of a catalogue.
pub fn catalogue_files(named: &str) -> anyhow::Result<Vec<SourceFile>> {
    let is_path = named.contains(['/', std::path::MAIN_SEPARATOR])
        || Path::new(named).extension().is_some_and(|extension| extension == "toml");
    if !is_path {
        return builtin::files(named).map_err(|near| {
            let known = builtin::ids().collect::<Vec<_>>().join(", ");
            let hint = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
            let text = "error[unknown-id]: there is no built-in catalogue of this id";
            Failure::with(
                Exit::Usage,
                format!("{text}\n  = {hint}built in: {known}; a file needs its path, as ./mine.toml"),
            )
        });
    }
    let mut paths = Vec::new();
    gather(Path::new(named), &mut paths)?;
    paths.sort();
    if paths.is_empty() {
        let text =
            format!("error[missing-table]: {named} holds no .toml file\n  = name the folder that holds the catalogue");
        return Err(Failure::with(Exit::Catalogue, text));
    }
    paths
        .iter()
        .map(|path| Ok(SourceFile { name: path.display().to_string(), text: text(path, Exit::Catalogue)? }))
        .collect()
}

/// All TOML files of a folder and of the folders in it; hidden ones are left out.
fn gather(path: &Path, into: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if !path.is_dir() {
        into.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(|error| unreadable(path, &error, Exit::Catalogue))? {
        let entry = entry.map_err(|error| unreadable(path, &error, Exit::Catalogue))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let inner = entry.path();
        let kind = entry.file_type().map_err(|error| unreadable(&inner, &error, Exit::Catalogue))?;
        if !hidden && (kind.is_dir() || inner.extension().is_some_and(|extension| extension == "toml")) {
            gather(&inner, into)?;
        }
    }
    Ok(())
}

fn unreadable(path: &Path, error: &io::Error, exit: Exit) -> anyhow::Error {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file",
        io::ErrorKind::PermissionDenied => "you may not read it",
        io::ErrorKind::IsADirectory => "it is a folder",
        _ => "it can't be read",
    };
    let text = format!("error[unreadable]: {}: {reason}\n  = check the path and its permissions", path.display());
    Failure::with(exit, text)
}

/// The cases of a file, good and bad, with the name it goes by. That there are none is told.
pub fn cases(path: &Path, catalogue: &Catalogue) -> anyhow::Result<(String, Vec<Result<Case, CaseError>>)> {
    let text = text(path, Exit::Storage)?;
    let name = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    let cases = case::read_many(&text, catalogue);
    if cases.is_empty() {
        tell(&format!("note: there is no case in {name}"))?;
    }
    Ok((name, cases))
}

/// The text of a file, or of standard input for `-`. A byte order mark at its start is taken off.
pub fn text(path: &Path, exit: Exit) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes)
    } else {
        // A pipe or a device has no end that could be waited for.
        let regular = fs::metadata(path).map(|meta| meta.is_file() || meta.is_dir());
        match regular {
            Ok(false) => Err(io::Error::other("not a regular file")),
            Ok(true) => fs::File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)),
            Err(error) => Err(error),
        }
    };
    read.map_err(|error| unreadable(path, &error, exit))?;
    if bytes.len() as u64 > MAX_BYTES {
        let text = format!("error[too-large]: {} has more than {MAX_BYTES} bytes\n  = split it", path.display());
        return Err(Failure::with(exit, text));
    }
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let text = format!(
            "error[not-utf8]: {}: byte {at} is not UTF-8 text\n  = save the file as UTF-8 and try again",
            path.display()
        );
        Failure::with(exit, text)
    })
}
