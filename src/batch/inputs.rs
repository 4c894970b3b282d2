//! What a batch reads: files, the case files of folders, standard input; plain, gzip or zstd.

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

/// Endings of case files in a folder; `.gz`, `.zst` and `.age` may follow.
const ENDINGS: [&str; 4] = ["json", "ndjson", "jsonl", "tipscreen"];

/// An input that could not be read, or not to its end.
#[derive(Debug, thiserror::Error)]
#[error("{file}")]
pub struct InputError {
    /// Its name.
    pub file: Arc<str>,
    /// Why.
    #[source]
    pub error: io::Error,
    /// The line it had come to, if it was read at all.
    pub line: Option<usize>,
}

/// What makes of the bytes of a file of this name those of its cases, whatever the file is wrapped in that this module does
/// not know.
pub type Decode<'u> = Box<dyn Fn(&str, Box<dyn Read>) -> io::Result<Decoded> + 'u>;

/// The text of the cases of a file.
pub struct Decoded {
    /// The text.
    pub text: Box<dyn Read>,
    /// The history, where the file is a stored record.
    pub history: Option<History>,
    /// The id of the record, where it is a stored one.
    pub record: Option<String>,
    /// Whether it is a stored record whose person no longer agreed to one.
    pub is_withdrawn: bool,
}

impl Decoded {
    /// What is no stored record.
    pub fn text(text: Box<dyn Read>) -> Self {
        Self { text, history: None, record: None, is_withdrawn: false }
    }
}

/// See the module. Files are opened one after another, when it is their turn, and may be opened again.
#[derive(Default)]
pub struct Inputs<'u> {
    inputs: Vec<Input>,
    unwrap: Option<Decode<'u>>,
    faults: Vec<InputError>,
    /// Bytes of all files, where that is known before they are read.
    pub bytes: Option<u64>,
    /// Files and folders in folders that are no case files by their names, or hidden, or no files at all.
    pub passed_over: usize,
    /// Files in a store that are no record of their name.
    pub strays: Vec<PathBuf>,
    /// Records that were read, and whose person withdrew: an older copy of one is no case either.
    withdrawn: RefCell<BTreeSet<String>>,
}

/// One of the inputs.
struct Input {
    file: no_follow::InputFile,
    rereading: RefCell<Rereading>,
}

/// How an input can be read again.
#[derive(Default)]
enum Rereading {
    /// By its name; or it was not read so far.
    #[default]
    ByName,
    /// From here on: it is a file, and standard input.
    From(u64),
    /// All of it is held: it is a pipe.
    Buffered(Rc<[u8]>),
    /// It can't be: it is a pipe that is longer than is held.
    Impossible,
}

/// Most bytes of a pipe that are held, so that it can be read again.
const PIPE_BUFFER: usize = 8 * 1024 * 1024;

/// An input that was opened.
pub(super) struct OpenedInput {
    /// The name it goes by.
    pub file: Arc<str>,
    /// Whether nothing in it is nothing to tell of.
    pub may_be_empty: bool,
    /// Its text.
    pub text: Box<dyn Read>,
    /// Its history, if it is a stored record.
    pub history: Option<Arc<History>>,
    /// Whether it is a stored record whose person no longer agreed to one.
    pub is_withdrawn: bool,
}

impl<'u> Inputs<'u> {
    /// What was named: `-` is standard input, a folder stands for the case files in it and in its folders, and a store
    /// for its records. `except` are files that are written meanwhile: in a folder they are passed over.
    pub fn named(paths: &[PathBuf], except: &[Metadata]) -> Self {
        let mut inputs = Self { bytes: Some(0), ..Self::default() };
        for path in paths {
            inputs.add(path, true, except);
        }
        inputs
    }

    /// The same, with each file unwrapped in this way when it is its turn.
    pub fn unwrapped(self, unwrap: Decode<'u>) -> Self {
        Self { unwrap: Some(unwrap), ..self }
    }

    /// The files that will be read.
    pub fn files(&self) -> impl Iterator<Item = &no_follow::InputFile> {
        self.inputs.iter().map(|input| &input.file)
    }

    /// How many inputs there are.
    pub fn len(&self) -> usize {
        self.inputs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    /// Whether all that was read so far can be read again.
    pub(super) fn can_be_read_again(&self) -> bool {
        !self.inputs.iter().any(|input| matches!(*input.rereading.borrow(), Rereading::Impossible))
    }

    /// What could not even be listed.
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
            // A pipe nobody writes to would be waited for without end. A link that leads nowhere is told when it is opened.
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

    /// What is in a folder, in the order of the names; hidden files and links to folders are left out.
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

    /// The records of a store. Copies of catalogues, keys and locks are no cases and are not counted as passed over. A link
    /// in a store is not followed, and is told when it is its turn.
    fn add_store(&mut self, folder: &Path, except: &[Metadata]) {
        let (store, records) = (Rc::from(folder), folder.join(RECORDS));
        let mut entries = no_follow::list(folder, &records).unwrap_or_else(|error| {
            self.faults.push(InputError { file: records.to_string_lossy().into(), error, line: None });
            Vec::new()
        });
        // A record says whether its person withdrew, and is read before its copies.
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
            // A copy that some other program made may be newer than the record.
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

    /// The text of the cases of a file, out of whatever it is sealed and packed in.
    fn text_of(&self, file: &str, bytes: Box<dyn Read>) -> io::Result<Decoded> {
        let Some(unwrap) = &self.unwrap else {
            return Ok(Decoded::text(unpacked(bytes)?.1));
        };
        let outer = unwrap(file, bytes)?;
        let (is_packed, text) = unpacked(outer.text)?;
        // What was packed may be sealed inside.
        if is_packed { unwrap(file, text) } else { Ok(Decoded { text, ..outer }) }
    }

    /// Whether the person of a record withdrew, by the record itself or by one of the same id that was read before.
    fn is_of_who_withdrew(&self, record: Option<String>, is_withdrawn: bool) -> bool {
        let Some(id) = record else { return is_withdrawn };
        let mut withdrawn = self.withdrawn.borrow_mut();
        withdrawn.contains(&id) || (is_withdrawn && withdrawn.insert(id))
    }

    /// Opens each input when it is its turn. `again`: all of it may be wanted once more.
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
            // No case a line is nothing to tell of, and so is a pipe that nothing comes through.
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
    /// Its bytes, as they stand in the file. Of what is no file, so much is held that most of it can be read again.
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

/// Standard input, as a file of its own that holds nothing back.
fn standard_input() -> io::Result<File> {
    #[cfg(unix)]
    let input = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned()?;
    #[cfg(windows)]
    let input = std::os::windows::io::AsHandle::as_handle(&io::stdin()).try_clone_to_owned()?;
    Ok(File::from(input))
}

/// The folder of records in a store, and how the files in it end.
const RECORDS: &str = "records";
const RECORD: &str = ".tipscreen";
const LOCK: &str = ".lock";

/// Whether a folder is a store: it holds records, and the catalogues they began with.
fn is_store(folder: &Path) -> bool {
    folder.join(RECORDS).is_dir() && folder.join("catalogues").is_dir()
}

/// Whether a name is the id of a record: copies that other programs make have blanks or brackets in theirs.
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

/// The ending of a name, without that of its packing.
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
