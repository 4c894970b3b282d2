//! Opens what the user names: a catalogue by id or path, a text by path.

use crate::case::{self, Case, CaseError, FoundRecords};
use crate::catalogue::{AddedFile, Catalogue, CatalogueFiles, Role, builtin};
use crate::cli::args::CatalogueArg;
use crate::cli::console::{eprint_drawn, eprint_message};
use crate::cli::exit::{Exit, Failure, usage};
use crate::cli::keyring::Keyring;
use crate::cli::sealed_files::not_opened;
use crate::cli::whose::FileOwnership;
use crate::diagnostic::Place;
use crate::no_follow;
use crate::no_follow::{EntryKind, InputFile, IsLink};
use crate::report;
use crate::report::Gravity;
use crate::store::{self, NewFile};
use crate::toml_input::{Code, Diagnostic, MAX_FILE_BYTES, NoText, Position, SourceFile, kind_of, path_name, shown};
use etcetera::BaseStrategy as _;
use std::cell::OnceCell;
use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use zeroize::Zeroizing;

/// Largest file of cases that is read whole, in bytes: two of the longest cases. Whole batches go through another command.
const MAX_CASES_BYTES: usize = 2 * case::MAX_CASE_BYTES;

/// Reads a catalogue: a path if it has a separator or ends in `.toml`, else a built-in id. Never looked up in the
/// current folder.
pub fn catalogue(named: &str) -> anyhow::Result<Catalogue> {
    read_with(catalogue_files(named)?, Vec::new())
}

fn read_with(files: Vec<SourceFile>, added: Vec<AddedFile>) -> anyhow::Result<Catalogue> {
    Catalogue::read_with(files, added).map_err(|faults| {
        let drawn = report::diagnostics(&faults.files, &faults.problems, Gravity::Error, io::stderr().is_terminal());
        Failure::drawn(
            Exit::Catalogue,
            format!("{drawn}\n\n{}", text!("input-catalogue-not-used", problems = faults.to_string())),
        )
        .into()
    })
}

/// The catalogue that was chosen, with what is added to its countries, and the files it was read from.
pub fn chosen(named: &CatalogueArg) -> anyhow::Result<(Catalogue, CatalogueFiles)> {
    with_countries(&named.catalogue, &named.country_file)
}

/// A catalogue with what was named to be added to its countries, and with what this user always adds. Of that, a file that
/// can't be read is told and left out: a slip there must not keep anybody from a screening.
pub fn with_countries(named: &str, country_files: &[PathBuf]) -> anyhow::Result<(Catalogue, CatalogueFiles)> {
    let base = catalogue_files(named)?;
    let mut added = crate::cli::input::named(country_files)?;
    let mut catalogue = read_with(base.clone(), added.clone())?;
    // A catalogue that knows no countries has no use for them.
    let mut own = if catalogue.fact_by_role(Role::Country).is_some() { own_countries() } else { Vec::new() };
    while !own.is_empty() {
        let before = base.len() + added.len();
        let more = [added.clone(), own.clone()].concat();
        let faults = match Catalogue::read_with(base.clone(), more.clone()) {
            Ok(read) => {
                (catalogue, added) = (read, more);
                break;
            }
            Err(faults) => faults,
        };
        let problems: Vec<Diagnostic> = faults
            .problems
            .iter()
            .filter(|problem| problem.span().is_some_and(|span| span.file >= before))
            .cloned()
            .collect();
        if !problems.is_empty() {
            eprint_drawn(&report::diagnostics(&faults.files, &problems, Gravity::Error, io::stderr().is_terminal()));
        }
        // Where no place tells whose fault it is, the last one is left out.
        let has_problem =
            |at: usize| problems.iter().any(|problem| problem.span().is_some_and(|span| span.file == before + at));
        let last = own.len() - 1;
        let is_out = |at: usize| if problems.is_empty() { at == last } else { has_problem(at) };
        for (at, file) in std::mem::take(&mut own).into_iter().enumerate() {
            if is_out(at) {
                eprint_message(&text!("referral-own-country-left-out", file = path_name(Path::new(&file.file.name))));
            } else {
                own.push(file);
            }
        }
    }
    Ok((catalogue, CatalogueFiles { own: base, added }))
}

/// Files that were named one by one.
pub fn named(paths: &[PathBuf]) -> anyhow::Result<Vec<AddedFile>> {
    let (files, failed): (Vec<_>, Vec<_>) =
        paths.iter().map(|path| added(&InputFile::named(path))).partition(Result::is_ok);
    // One that can't be read hides no other.
    let mut failed = failed.into_iter().filter_map(Result::err);
    let Some(first) = failed.next() else { return Ok(files.into_iter().flatten().collect()) };
    let all = failed.fold(first.to_string(), |all, one| format!("{all}\n{one}"));
    Err(Failure::drawn(Exit::Catalogue, all).into())
}

/// A file that adds to a catalogue.
fn added(file: &InputFile) -> anyhow::Result<AddedFile> {
    let path = file.path.as_path();
    let bytes = at_most(file, Exit::Catalogue, MAX_FILE_BYTES)?;
    let text = as_text(path, bytes.clone(), Exit::Catalogue, MAX_FILE_BYTES, text!("input-split"))?;
    let name =
        if is_standard_input(path) { text!("input-standard").to_owned() } else { path.to_string_lossy().into_owned() };
    Ok(AddedFile::new(SourceFile { name, text }, &bytes))
}

/// The folder whose country files are always read, and whether the variable names it.
pub fn own_folder() -> Option<(PathBuf, bool)> {
    let from_environment =
        std::env::var_os("TIPSCREEN_COUNTRIES").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let of_user =
        || etcetera::choose_base_strategy().ok().map(|strategy| strategy.config_dir().join("tipscreen/countries"));
    let is_named = from_environment.is_some();
    Some((from_environment.or_else(of_user)?, is_named))
}

/// What this user adds to every catalogue: the folder of the variable, or `countries` in the folder of their settings.
fn own_countries() -> Vec<AddedFile> {
    let Some((folder, is_named)) = own_folder() else { return Vec::new() };
    if !folder.is_dir() {
        if is_named {
            eprint_message(&text!("referral-no-country-folder", folder = path_name(&folder)));
        }
        return Vec::new();
    }
    if let Some(refused) = crate::cli::countries_folder::refused(&folder) {
        eprint_message(&refused);
        return Vec::new();
    }
    let mut files = Vec::new();
    if let Err(error) = gather(&folder, "toml", &mut files, Exit::Catalogue) {
        eprint_message(&error.to_string());
    }
    let read = |file: &InputFile| match added(file) {
        Ok(file) => Some(file),
        Err(error) => {
            eprint_message(&format!(
                "{error}\n{}",
                text!("referral-own-country-left-out", file = path_name(&file.path))
            ));
            None
        }
    };
    files.iter().filter_map(read).collect()
}

/// The files of a catalogue.
pub fn catalogue_files(named: &str) -> anyhow::Result<Vec<SourceFile>> {
    crate::cli::printed_command::use_catalogue(named);
    let is_path = named.contains(['/', std::path::MAIN_SEPARATOR])
        || Path::new(named).extension().is_some_and(|extension| extension == "toml");
    if !is_path {
        return builtin::files(named).map_err(|near| {
            let known = builtin::ids().collect::<Vec<_>>().join(", ");
            let error = match near {
                Some(near) => what_and_help!("input-no-builtin-but-near", near = near, known = known),
                None => what_and_help!("input-no-builtin", known = known),
            };
            usage(Code::UnknownId, error)
        });
    }
    let mut files = Vec::new();
    gather(Path::new(named), "toml", &mut files, Exit::Catalogue)?;
    if files.is_empty() {
        let error = what_and_help!("input-no-toml-file", folder = shown(named));
        return Err(Failure::of(Exit::Catalogue, &Diagnostic::new(Code::MissingTable, error)).into());
    }
    let read = |file: &InputFile| {
        Ok(SourceFile { name: file.path.to_string_lossy().into_owned(), text: text(file, Exit::Catalogue)? })
    };
    files.iter().map(read).collect()
}

/// The files below a folder that end so, in the order of their paths, or the file itself. Hidden ones are left out, and a
/// link is refused when it is its turn to be read.
pub fn gather(path: &Path, ends: &str, into: &mut Vec<InputFile>, exit: Exit) -> anyhow::Result<()> {
    if !path.is_dir() {
        into.push(InputFile::named(path));
        return Ok(());
    }
    let before = into.len();
    gather_below(&Rc::from(path), path, ends, into, exit)?;
    into[before..].sort();
    Ok(())
}

fn gather_below(
    named: &Rc<Path>,
    folder: &Path,
    ends: &str,
    into: &mut Vec<InputFile>,
    exit: Exit,
) -> anyhow::Result<()> {
    for entry in no_follow::list(named, folder).map_err(|error| unreadable(folder, &error, exit))? {
        let inner = folder.join(&entry.name);
        if entry.name.to_string_lossy().starts_with('.') {
            continue;
        }
        match entry.kind {
            EntryKind::Folder => gather_below(named, &inner, ends, into, exit)?,
            // What a link to a folder leads to is not looked at, and not left out in silence.
            EntryKind::Link if inner.is_dir() => return Err(unreadable(&inner, &io::Error::other(IsLink), exit)),
            _ if inner.extension().is_some_and(|extension| extension == ends) => {
                into.push(InputFile::found(inner, named));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Why a file can't be read, in words for people.
pub fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => text!("input-not-there"),
        io::ErrorKind::PermissionDenied => text!("input-no-permission"),
        io::ErrorKind::IsADirectory => text!("input-is-folder"),
        io::ErrorKind::UnexpectedEof => text!("input-ends-early"),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => text!("input-damaged"),
        _ => text!("input-unreadable"),
    }
}

fn folder(path: &Path) -> anyhow::Error {
    let error = (text!("input-is-folder").to_owned(), text!("input-folder-to-batch").to_owned());
    Failure::of(Exit::Storage, &Diagnostic::of_file(Code::Unreadable, path_name(path), error)).into()
}

/// A file or folder can't be read.
pub fn unreadable(path: &Path, error: &io::Error, exit: Exit) -> anyhow::Error {
    let error = if IsLink::is_why(error) {
        what_and_help!("input-is-link")
    } else {
        (reason(error).to_owned(), text!("input-check-path").to_owned())
    };
    Failure::of(exit, &Diagnostic::of_file(Code::Unreadable, path_name(path), error)).into()
}

/// A file that was named for something new, looked at before there is anything to lose.
pub fn new_file(path: &Path, may_replace: bool) -> anyhow::Result<NewFile> {
    NewFile::at(path, may_replace).map_err(|error| cannot_write(path, &error))
}

/// Writes a file that was named.
pub fn write(file: &NewFile, bytes: &[u8]) -> anyhow::Result<()> {
    file.write(bytes).map_err(|error| cannot_write(file.path(), &error))
}

/// A file that was named can't be written.
pub fn cannot_write(path: &Path, error: &io::Error) -> anyhow::Error {
    let error = (store::reason(error), text!("input-another-place").to_owned());
    Failure::of(Exit::Storage, &Diagnostic::of_file(Code::Unwritable, path_name(path), error)).into()
}

/// A file of cases.
pub struct CaseFile {
    /// The name it goes by.
    pub name: String,
    /// Whether it is a stored record whose person no longer agreed to one. Then there is no case in it for anybody.
    is_withdrawn: bool,
    text: String,
    found: OnceCell<FoundRecords>,
}

impl CaseFile {
    /// Its cases, good and bad.
    pub fn each<'t>(&'t self, catalogue: &'t Catalogue) -> impl Iterator<Item = Result<Case, CaseError>> + 't {
        // There is nothing in it for anybody, which is no fault of the file.
        let found = self.found.get_or_init(|| FoundRecords::find(&self.text));
        found.read(&self.text, catalogue).take(if self.is_withdrawn { 0 } else { usize::MAX })
    }

    /// Whether there is none, one or more. That there are none is told.
    pub fn eprint_count(&self, catalogue: &Catalogue) -> usize {
        let many = self.each(catalogue).take(2).count();
        if many == 0 && !self.is_withdrawn {
            eprint_message(&text!("input-no-case", file = &*self.name));
        }
        many
    }
}

/// Opens a file of cases. What is sealed is opened.
pub fn cases(path: &Path, keyring: &Keyring) -> anyhow::Result<CaseFile> {
    let name =
        if is_standard_input(path) { text!("input-standard").to_owned() } else { path.to_string_lossy().into_owned() };
    if !is_standard_input(path)
        && let Some(refused) = FileOwnership::default().file(path)?
    {
        return Err(refused.into());
    }
    let (mut bytes, mut is_withdrawn) = (Vec::new(), false);
    let opened = source(path).and_then(|source| keyring.case_text(&shown(&name), source));
    let read = opened.and_then(|opened| {
        is_withdrawn = opened.is_withdrawn;
        opened.text.take(MAX_CASES_BYTES as u64 + 1).read_to_end(&mut bytes)
    });
    if let Err(error) = read {
        let unread = |error: io::Error| match error.kind() {
            io::ErrorKind::IsADirectory => folder(path),
            _ => unreadable(path, &error, Exit::Storage),
        };
        return Err(not_opened(&shown(&name), error).unwrap_or_else(unread));
    }
    if let Some(what) = case::foreign(&bytes, bytes.len() <= MAX_CASES_BYTES) {
        let error = (what.message(), what.help().to_owned());
        return Err(Failure::of(Exit::Refused, &Diagnostic::of_file(Code::NotCases, shown(&name), error)).into());
    }
    let text = as_text(path, bytes, Exit::Storage, MAX_CASES_BYTES, text!("input-long-to-batch"))?;
    if is_withdrawn {
        // Nothing of it goes on from here.
        eprint_message(&text!("record-withdrawn-skipped", file = shown(&name)));
        return Ok(CaseFile { name, is_withdrawn, text: String::new(), found: OnceCell::new() });
    }
    Ok(CaseFile { name, is_withdrawn, text, found: OnceCell::new() })
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The bytes of a file, or of standard input for `-`.
fn source(path: &Path) -> io::Result<Box<dyn Read>> {
    if is_standard_input(path) {
        return Ok(Box::new(io::stdin()));
    }
    let meta = fs::metadata(path)?;
    // A pipe or a device has no end that could be waited for.
    if !meta.is_file() && !meta.is_dir() {
        return Err(io::Error::other(text!("input-not-regular")));
    }
    Ok(Box::new(fs::File::open(path)?))
}

/// The bytes of a file that was found in a folder, or was named.
fn source_of(file: &InputFile) -> io::Result<Box<dyn Read>> {
    if !file.is_found() {
        return source(&file.path);
    }
    let opened = file.open()?;
    if opened.metadata()?.is_file() { Ok(Box::new(opened)) } else { Err(io::Error::other(text!("input-not-regular"))) }
}

/// The bytes of a file, and one more than the most there may be where there are more.
fn at_most(file: &InputFile, exit: Exit, most: usize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = source_of(file).and_then(|source| source.take(most as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(&file.path, &error, exit))?;
    Ok(bytes)
}

/// A whole file of keys that is not too large. It is wiped from memory, and was copied nowhere as it was read.
pub fn secret(path: &Path) -> anyhow::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_FILE_BYTES + 1));
    let read = source(path).and_then(|source| source.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(path, &error, Exit::Storage))?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(too_large(path, Exit::Storage, MAX_FILE_BYTES, text!("input-another-file")));
    }
    Ok(bytes)
}

fn not_too_large(path: &Path, bytes: Vec<u8>, exit: Exit, most: usize, split: &str) -> anyhow::Result<Vec<u8>> {
    if bytes.len() <= most {
        return Ok(bytes);
    }
    Err(too_large(path, exit, most, split))
}

fn too_large(path: &Path, exit: Exit, most: usize, split: &str) -> anyhow::Error {
    let error = (text!("input-too-large", most = most), split.to_owned());
    Failure::of(exit, &Diagnostic::of_file(Code::TooLarge, path_name(path), error)).into()
}

/// The text of a file of a catalogue, or of a script; for `-`, of standard input.
pub fn text(file: &InputFile, exit: Exit) -> anyhow::Result<String> {
    let bytes = at_most(file, exit, MAX_FILE_BYTES)?;
    as_text(&file.path, bytes, exit, MAX_FILE_BYTES, text!("input-split"))
}

/// A text of at most so many bytes. A byte order mark at its start is taken off.
fn as_text(path: &Path, bytes: Vec<u8>, exit: Exit, most: usize, split: &str) -> anyhow::Result<String> {
    // What a file holds is no fault of the disk.
    let exit = if exit == Exit::Storage { Exit::Refused } else { exit };
    let mut bytes = not_too_large(path, bytes, exit, most, split)?;
    let wrong = |code, at, (what, help)| {
        Failure::of(exit, &Diagnostic { code, place: Place::At(path_name(path), at), what, help })
    };
    if let Some(NoText { code, what, help }) = kind_of(&bytes).no_text() {
        return Err(wrong(code, Position { line: 1, column: 1 }, (what.to_owned(), help.to_owned())).into());
    }
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let sound = String::from_utf8_lossy(&error.as_bytes()[..at]);
        wrong(Code::NotUtf8, Position::of(&sound, at), what_and_help!("input-not-utf8")).into()
    })
}
