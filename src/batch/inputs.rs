//! The inputs of a batch: files, case files in folders, standard input; plain, gzip or zstd.

use super::persons::History;
use crate::compression::unpacked;
use crate::no_follow;
use crate::no_follow::EntryKind;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The extensions of case files in a folder. `.gz`, `.zst` and `.age` may follow.
const ENDINGS: [&str; 4] = ["json", "ndjson", "jsonl", "tipscreen"];

/// An input that could not be read, or not to its end.
#[derive(Debug, thiserror::Error)]
#[error("{file}")]
pub struct InputError {
    pub file: Arc<str>,
    #[source]
    pub error: io::Error,
    /// The last line that was read, if any.
    pub line: Option<usize>,
}

/// Decodes the bytes of the named file to its cases, for wrappings that this module does not know.
pub type Decode<'u> = Box<dyn Fn(&str, Box<dyn Read>) -> io::Result<Decoded> + 'u>;

/// The decoded cases of a file.
pub struct Decoded {
    pub text: Box<dyn Read>,
    /// The history, if the file is a stored record.
    pub history: Option<History>,
    /// The id, if the file is a stored record.
    pub record: Option<String>,
    /// Whether it is a stored record whose person withdrew consent.
    pub is_withdrawn: bool,
}

impl Decoded {
    /// A text that is no stored record.
    pub fn text(text: Box<dyn Read>) -> Self {
        Self { text, history: None, record: None, is_withdrawn: false }
    }
}

/// The inputs. Each file is opened in its turn, and may be opened again.
#[derive(Default)]
pub struct Inputs<'u> {
    inputs: Vec<Input>,
    unwrap: Option<Decode<'u>>,
    faults: Vec<InputError>,
    /// The bytes of all files, if known in advance.
    pub bytes: Option<u64>,
    /// Skipped entries in folders: no case file by name, hidden, or no file at all.
    pub passed_over: usize,
    /// Files in a store that are no record of their name.
    pub strays: Vec<PathBuf>,
    /// Records that were read and whose person withdrew consent. An older copy of such a record is not scored either.
    withdrawn: RefCell<BTreeSet<String>>,
}

struct Input {
    file: no_follow::InputFile,
    rereading: RefCell<Rereading>,
}

/// How an input can be read again.
#[derive(Default)]
enum Rereading {
    /// By its name. Also an input that was not read yet.
    #[default]
    ByName,
    /// From this position: standard input is a file.
    From(u64),
    /// From memory: it is a pipe.
    Buffered(Rc<[u8]>),
    /// Not at all: it is a pipe that exceeds the buffer.
    Impossible,
}

/// The most bytes of a pipe that are kept to read it again.
const PIPE_BUFFER: usize = 8 * 1024 * 1024;

/// An input that was opened.
pub(super) struct OpenedInput {
    /// Its name.
    pub file: Arc<str>,
    /// Whether an empty input is no fault.
    pub may_be_empty: bool,
    pub text: Box<dyn Read>,
    /// Its history, if it is a stored record.
    pub history: Option<Arc<History>>,
    /// Whether it is a stored record whose person withdrew consent.
    pub is_withdrawn: bool,
}

impl<'u> Inputs<'u> {
    /// The inputs for these paths. `-` is standard input. A folder means the case files in it and below, and a store
    /// its records. `except` are files that this run writes, which are skipped in folders.
    pub fn named(paths: &[PathBuf], except: &[Metadata]) -> Self {
        let mut inputs = Self { bytes: Some(0), ..Self::default() };
        for path in paths {
            inputs.add(path, true, except);
        }
        inputs
    }

    /// The same, with a function that decodes each file.
    pub fn unwrapped(self, unwrap: Decode<'u>) -> Self {
        Self { unwrap: Some(unwrap), ..self }
    }

    /// The files that will be read.
    pub fn files(&self) -> impl Iterator<Item = &no_follow::InputFile> {
        self.inputs.iter().map(|input| &input.file)
    }

    pub fn len(&self) -> usize {
        self.inputs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    /// Whether everything that was read can be read again.
    pub(super) fn can_be_read_again(&self) -> bool {
        !self.inputs.iter().any(|input| matches!(*input.rereading.borrow(), Rereading::Impossible))
    }

    /// The inputs that could not be listed.
    pub(super) fn into_faults(self) -> Vec<InputError> {
        self.faults
    }

    fn add(&mut self, path: &Path, is_named: bool, except: &[Metadata]) {
        let meta = if is_standard_input(path) { None } else { fs::metadata(path).ok() };
        if meta.as_ref().is_some_and(Metadata::is_dir) {
            return if is_store(path) { self.add_store(path, except) } else { self.add_folder(path, except) };
        }
        if !is_named {
            if meta.as_ref().is_some_and(|meta| is_among(meta, except)) {
                return;
            }
            // A pipe without a writer would block forever. A broken link is reported when it is opened.
            if !is_case_file(path) || meta.as_ref().is_some_and(|meta| !meta.is_file()) {
                self.passed_over += 1;
                return;
            }
        }
        let bytes = meta.filter(Metadata::is_file).map(|meta| meta.len());
        self.push(no_follow::InputFile::named(path), bytes);
    }

    fn push(&mut self, file: no_follow::InputFile, bytes: Option<u64>) {
        self.bytes = self.bytes.zip(bytes).map(|(sum, more)| sum + more);
        self.inputs.push(Input { file, rereading: RefCell::default() });
    }

    /// The entries of a folder, by name. Hidden files and links to folders are left out.
    fn add_folder(&mut self, folder: &Path, except: &[Metadata]) {
        for entry in self.entries(folder) {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if hidden || (is_link && entry.path().is_dir()) {
                self.passed_over += 1;
            } else {
                self.add(&entry.path(), false, except);
            }
        }
    }

    /// The records of a store. Copies of catalogues, keys and locks are no cases, and are not counted as skipped. A
    /// link in a store is not followed, and is reported in its turn.
    fn add_store(&mut self, folder: &Path, except: &[Metadata]) {
        let (store, records) = (Rc::from(folder), folder.join(RECORDS));
        let mut entries = no_follow::list(folder, &records).unwrap_or_else(|error| {
            self.faults.push(InputError { file: records.to_string_lossy().into(), error, line: None });
            Vec::new()
        });
        // A record is read before its copies, because it shows whether the person withdrew consent.
        let is_record = |name: &str| name.strip_suffix(RECORD).is_some_and(is_record_id);
        let names: BTreeSet<String> = entries.iter().map(|entry| entry.name.to_string_lossy().into_owned()).collect();
        let is_copy = |name: &str| {
            let begins = name.match_indices('-').map(|(at, _)| format!("{}{RECORD}", &name[..at]));
            begins.into_iter().any(|other| names.contains(&other))
        };
        entries.sort_by_key(|entry| {
            let name = entry.name.to_string_lossy();
            !is_record(&name) || is_copy(&name)
        });
        for entry in entries {
            let path = records.join(&entry.name);
            let name = entry.name.to_string_lossy().into_owned();
            if name.starts_with('.') {
                self.passed_over += 1;
                continue;
            }
            if !is_record(&name) && !name.ends_with(LOCK) {
                self.strays.push(path.clone());
            }
            // A copy that another program made may be newer than the record.
            let there = path.symlink_metadata().ok();
            let is_written = there.as_ref().is_some_and(|there| is_among(there, except));
            match entry.kind {
                EntryKind::File | EntryKind::Link if name.ends_with(RECORD) && !is_written => {
                    self.push(no_follow::InputFile::found(path, &store), there.map(|there| there.len()));
                }
                EntryKind::Other if name.ends_with(RECORD) => self.passed_over += 1,
                _ => {}
            }
        }
    }

    fn entries(&mut self, folder: &Path) -> Vec<fs::DirEntry> {
        let listed: io::Result<Vec<_>> = fs::read_dir(folder).and_then(Iterator::collect);
        let mut entries = listed.unwrap_or_else(|error| {
            let file = folder.to_string_lossy().into();
            self.faults.push(InputError { file, error, line: None });
            Vec::new()
        });
        entries.sort_by_key(fs::DirEntry::file_name);
        entries
    }

    /// The cases of a file, decrypted and unpacked.
    fn text_of(&self, file: &str, bytes: Box<dyn Read>) -> io::Result<Decoded> {
        let Some(unwrap) = &self.unwrap else {
            return Ok(Decoded::text(unpacked(bytes)?.1));
        };
        let outer = unwrap(file, bytes)?;
        let (is_packed, text) = unpacked(outer.text)?;
        // A packed file may contain an encrypted one.
        if is_packed { unwrap(file, text) } else { Ok(Decoded { text, ..outer }) }
    }

    /// Whether the person of a record withdrew consent, by this file or by an earlier one of the same id.
    fn is_of_who_withdrew(&self, record: Option<String>, is_withdrawn: bool) -> bool {
        let Some(id) = record else { return is_withdrawn };
        let mut withdrawn = self.withdrawn.borrow_mut();
        withdrawn.contains(&id) || (is_withdrawn && withdrawn.insert(id))
    }

    /// Opens each input in its turn. `again`: all of it may be read again.
    pub(super) fn open(
        &self,
        again: bool,
        read: &Arc<AtomicU64>,
    ) -> impl Iterator<Item = Result<OpenedInput, InputError>> {
        self.inputs.iter().map(move |input| {
            let is_standard = is_standard_input(&input.file.path);
            let file: Arc<str> =
                if is_standard { text!("input-standard").into() } else { input.file.path.to_string_lossy().into() };
            let metered =
                input.bytes(again).map(|bytes| Box::new(Metered { bytes, read: Arc::clone(read) }) as Box<dyn Read>);
            let opened = metered.and_then(|bytes| self.text_of(&file, bytes));
            // A file of one case a line may be empty, and so may a pipe.
            let may_be_empty = is_standard || matches!(ending(&input.file.path).as_deref(), Some("ndjson" | "jsonl"));
            match opened {
                Ok(Decoded { text, history, record, is_withdrawn }) => {
                    let is_withdrawn = self.is_of_who_withdrew(record, is_withdrawn);
                    Ok(OpenedInput { file, may_be_empty, text, history: history.map(Arc::new), is_withdrawn })
                }
                Err(error) => Err(InputError { file, error, line: None }),
            }
        })
    }
}

impl Input {
    /// The bytes of the file. A pipe is buffered, so that most pipes can be read again.
    fn bytes(&self, again: bool) -> io::Result<Box<dyn Read>> {
        if let Rereading::Buffered(buffer) = &*self.rereading.borrow() {
            return Ok(Box::new(Cursor::new(Rc::clone(buffer))));
        }
        let is_standard = is_standard_input(&self.file.path);
        let mut file = if is_standard { standard_input()? } else { self.file.open()? };
        let is_pipe = file.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir());
        if is_pipe && again {
            return self.piped(file);
        }
        if is_standard && !is_pipe {
            let from = match *self.rereading.borrow() {
                Rereading::From(start) => file.seek(SeekFrom::Start(start))?,
                _ => file.stream_position()?,
            };
            *self.rereading.borrow_mut() = Rereading::From(from);
        }
        Ok(Box::new(file))
    }

    fn piped(&self, mut file: File) -> io::Result<Box<dyn Read>> {
        let mut begun = Vec::with_capacity(PIPE_BUFFER + 1);
        (&mut file).take(PIPE_BUFFER as u64 + 1).read_to_end(&mut begun)?;
        if begun.len() > PIPE_BUFFER {
            *self.rereading.borrow_mut() = Rereading::Impossible;
            return Ok(Box::new(Cursor::new(begun).chain(file)));
        }
        let buffer: Rc<[u8]> = begun.into();
        *self.rereading.borrow_mut() = Rereading::Buffered(Rc::clone(&buffer));
        Ok(Box::new(Cursor::new(buffer)))
    }
}

/// Standard input as an unbuffered file.
fn standard_input() -> io::Result<File> {
    #[cfg(unix)]
    let input = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned()?;
    #[cfg(windows)]
    let input = std::os::windows::io::AsHandle::as_handle(&io::stdin()).try_clone_to_owned()?;
    Ok(File::from(input))
}

/// The folder of records in a store, and the extension of its files.
const RECORDS: &str = "records";
const RECORD: &str = ".tipscreen";
const LOCK: &str = ".lock";

/// Whether a folder is a store: it holds records and their catalogues.
fn is_store(folder: &Path) -> bool {
    folder.join(RECORDS).is_dir() && folder.join("catalogues").is_dir()
}

/// Whether a name is the id of a record. Copies by other programs have blanks or brackets in their names.
fn is_record_id(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Whether a file is one of these.
#[cfg(unix)]
fn is_among(file: &Metadata, others: &[Metadata]) -> bool {
    use std::os::unix::fs::MetadataExt;
    others.iter().any(|other| (file.dev(), file.ino()) == (other.dev(), other.ino()))
}

#[cfg(not(unix))]
fn is_among(_: &Metadata, _: &[Metadata]) -> bool {
    false
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The extension of a name, without that of its packing.
fn ending(path: &Path) -> Option<String> {
    let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending(path).as_deref() {
        Some("gz" | "zst" | "zstd" | "age") => ending(Path::new(path.file_stem()?)),
        other => other.map(str::to_owned),
    }
}

fn is_case_file(path: &Path) -> bool {
    ending(path).is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Counts bytes as they are read.
struct Metered {
    bytes: Box<dyn Read>,
    read: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
