//! A disk in memory that writes down what was done to it, and can be rebuilt as it is after a crash at any point.
//!
//! Two kinds of crash. A program that is killed leaves everything it did to the system. A power cut leaves of what was not
//! synced anything: all of it, nothing of it, or a torn part; of the contents of files and of names in folders alike.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tipscreen::store::Disk;

/// One thing done to the disk, or seen by whoever uses the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Create(PathBuf, usize),
    Write(usize, Vec<u8>),
    Sync(usize),
    Rename(PathBuf, PathBuf),
    SyncFolder(PathBuf),
    Remove(PathBuf),
    /// The program told that so many events are safe.
    Safe(usize),
}

impl Done {
    /// Whether it is an operation of the disk.
    pub fn is_operation(&self) -> bool {
        !matches!(self, Self::Safe(_))
    }
}

/// What an operation that is to fail fails with.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    /// Which operation, from nought.
    pub at: usize,
    pub kind: io::ErrorKind,
}

#[derive(Default)]
struct Inner {
    files: Vec<Vec<u8>>,
    names: BTreeMap<PathBuf, usize>,
    locked: BTreeSet<PathBuf>,
    log: Vec<Done>,
    failure: Option<Failure>,
    failed: bool,
}

impl Inner {
    /// Notes an operation, unless it is the one that fails.
    fn begin(&mut self, done: Done) -> io::Result<()> {
        let at = self.log.iter().filter(|done| done.is_operation()).count();
        if let Some(failure) = self.failure.filter(|failure| failure.at == at) {
            (self.failure, self.failed) = (None, true);
            return Err(failure.kind.into());
        }
        self.log.push(done);
        Ok(())
    }
}

/// See the module.
#[derive(Clone, Default)]
pub struct MemoryDisk(Arc<Mutex<Inner>>);

/// A lock of the disk in memory.
pub struct MemoryLock(Arc<Mutex<Inner>>, PathBuf);

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.0.lock().expect("a disk").locked.remove(&self.1);
    }
}

impl MemoryDisk {
    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().expect("a disk")
    }

    /// A disk on which one operation fails, once.
    pub fn failing(failure: Failure) -> Self {
        let disk = Self::default();
        disk.fail(failure);
        disk
    }

    /// Lets one operation fail, once.
    pub fn fail(&self, failure: Failure) {
        self.inner().failure = Some(failure);
    }

    /// Whether the operation that was to fail was tried.
    pub fn has_failed(&self) -> bool {
        self.inner().failed
    }

    /// Everything that was done, in order.
    pub fn log(&self) -> Vec<Done> {
        self.inner().log.clone()
    }

    /// Notes that so many events were told to be safe.
    pub fn note_safe(&self, events: usize) {
        self.inner().log.push(Done::Safe(events));
    }

    /// The names of all files.
    pub fn all_names(&self) -> Vec<PathBuf> {
        self.inner().names.keys().cloned().collect()
    }
}

impl Disk for MemoryDisk {
    type File = usize;
    type Lock = MemoryLock;

    fn make_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let inner = self.inner();
        let inside = inner.names.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let inner = self.inner();
        inner.names.get(path).map(|at| inner.files[*at].clone()).ok_or(io::ErrorKind::NotFound.into())
    }

    fn last_written(&self, path: &Path) -> io::Result<std::time::SystemTime> {
        self.read(path).map(|_| std::time::UNIX_EPOCH)
    }

    fn create(&self, path: &Path) -> io::Result<usize> {
        let mut inner = self.inner();
        let file = inner.files.len();
        inner.begin(Done::Create(path.to_owned(), file))?;
        if inner.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        inner.files.push(Vec::new());
        inner.names.insert(path.to_owned(), file);
        Ok(file)
    }

    fn write(&self, file: &mut usize, bytes: &[u8]) -> io::Result<()> {
        let mut inner = self.inner();
        inner.begin(Done::Write(*file, bytes.to_vec()))?;
        inner.files[*file].extend_from_slice(bytes);
        Ok(())
    }

    fn sync(&self, file: &mut usize) -> io::Result<()> {
        self.inner().begin(Done::Sync(*file))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inner = self.inner();
        inner.begin(Done::Rename(from.to_owned(), to.to_owned()))?;
        let file = inner.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
        inner.names.insert(to.to_owned(), file);
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.inner().begin(Done::SyncFolder(folder.to_owned()))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut inner = self.inner();
        inner.begin(Done::Remove(path.to_owned()))?;
        inner.names.remove(path);
        Ok(())
    }

    fn lock(&self, path: &Path) -> io::Result<Option<MemoryLock>> {
        let free = self.inner().locked.insert(path.to_owned());
        Ok(free.then(|| MemoryLock(Arc::clone(&self.0), path.to_owned())))
    }
}

/// What a crash leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crash {
    /// The program was killed: everything it did stays.
    Killed,
    /// The power went: nothing that was not synced stays.
    PowerDropped,
    /// The power went, and everything had been written all the same.
    PowerKept,
    /// The power went: of what was not synced some stays, some does not, and some is torn.
    PowerTorn(u64),
}

/// A simple generator of numbers: the same seed, the same crash.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most.max(1)
    }
}

/// A file while a log is gone along.
#[derive(Clone, Default)]
struct Bytes {
    all: Vec<u8>,
    synced: usize,
}

/// The disk after a crash behind the first `done` entries of a log. `half_written`: the last of them, if it writes, got
/// only half of its bytes.
pub fn after_crash(log: &[Done], done: usize, half_written: bool, crash: Crash) -> MemoryDisk {
    let mut files: BTreeMap<usize, Bytes> = BTreeMap::new();
    let mut durable: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut pending: Vec<&Done> = Vec::new();
    for (at, step) in log[..done].iter().enumerate() {
        match step {
            Done::Create(_, file) => {
                files.insert(*file, Bytes::default());
                pending.push(step);
            }
            Done::Write(file, bytes) => {
                let half = half_written && at + 1 == done;
                let bytes = if half { &bytes[..bytes.len() / 2] } else { bytes };
                files.entry(*file).or_default().all.extend_from_slice(bytes);
            }
            Done::Sync(file) => {
                let file = files.entry(*file).or_default();
                file.synced = file.all.len();
            }
            Done::Rename(..) | Done::Remove(_) => pending.push(step),
            Done::SyncFolder(folder) => {
                let (inside, others): (Vec<&Done>, Vec<&Done>) =
                    pending.into_iter().partition(|step| is_in(step, folder));
                for step in inside {
                    apply(step, &mut durable);
                }
                pending = others;
            }
            Done::Safe(_) => {}
        }
    }
    let mut numbers = Numbers(if let Crash::PowerTorn(seed) = crash { seed } else { 0 });
    for step in pending {
        let stays = match crash {
            Crash::Killed | Crash::PowerKept => true,
            Crash::PowerDropped => false,
            Crash::PowerTorn(_) => numbers.below(2) == 0,
        };
        if stays {
            apply(step, &mut durable);
        }
    }
    let mut inner = Inner::default();
    for (file, bytes) in files {
        let left = match crash {
            Crash::Killed | Crash::PowerKept => bytes.all,
            Crash::PowerDropped => bytes.all[..bytes.synced].to_vec(),
            Crash::PowerTorn(_) => torn(bytes, &mut numbers),
        };
        inner.files.resize_with(inner.files.len().max(file + 1), Vec::new);
        inner.files[file] = left;
    }
    inner.names = durable;
    MemoryDisk(Arc::new(Mutex::new(inner)))
}

/// What was synced, and behind it something of the rest: a part, or bytes that were never written.
fn torn(mut bytes: Bytes, numbers: &mut Numbers) -> Vec<u8> {
    let open = bytes.all.len() - bytes.synced;
    match numbers.below(3) {
        0 => bytes.all.truncate(bytes.synced + numbers.below(open + 1)),
        1 => {
            let from = bytes.synced + numbers.below(open + 1);
            bytes.all[from..].fill(0);
        }
        _ => {}
    }
    bytes.all
}

fn is_in(step: &Done, folder: &Path) -> bool {
    match step {
        Done::Create(path, _) | Done::Rename(_, path) | Done::Remove(path) => path.parent() == Some(folder),
        _ => false,
    }
}

fn apply(step: &Done, names: &mut BTreeMap<PathBuf, usize>) {
    match step {
        Done::Create(path, file) => drop(names.insert(path.clone(), *file)),
        // A name that was never made durable has nothing to give.
        Done::Rename(from, to) => {
            if let Some(file) = names.remove(from) {
                names.insert(to.clone(), file);
            }
        }
        Done::Remove(path) => drop(names.remove(path)),
        _ => {}
    }
}
