//! Commands that are printed for the user to run: each can be pasted in any folder and does what was said.
//!
//! Owns what the user named for this run and a later command needs again. How a word is quoted is told in `escape`.

use crate::catalogue::builtin;
use crate::escape;
use etcetera::BaseStrategy as _;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf, absolute};
use std::sync::OnceLock;

/// The folder of the store of this run, once it is known.
static STORE: OnceLock<PathBuf> = OnceLock::new();

/// The catalogue that was named first, as it was named.
static CATALOGUE: OnceLock<String> = OnceLock::new();

/// How the catalogue is looked up, in texts that know neither the program's name nor the catalogue's.
const CATALOGUE_SHOW: &str = "`tipscreen catalogue show`";

/// Remembers the store of this run.
pub fn use_store(folder: &Path) {
    let _ = STORE.set(folder.to_owned());
}

/// Remembers the catalogue of this run.
pub fn use_catalogue(named: &str) {
    let _ = CATALOGUE.set(named.to_owned());
}

/// The folder of the store of this user, where none is named.
pub fn usual_store() -> Option<PathBuf> {
    etcetera::choose_base_strategy().ok().map(|strategy| strategy.data_dir().join("tipscreen"))
}

/// The folder of this device, where none is named.
pub fn usual_device() -> Option<PathBuf> {
    etcetera::choose_base_strategy().ok().map(|strategy| strategy.config_dir().join("tipscreen/device"))
}

/// A command on the store of this run.
pub fn command(words: &[&str]) -> String {
    on_store(STORE.get().map(PathBuf::as_path), None, words)
}

/// A command on a store: it names the store, unless it is that of this user, and the key that was named to open it.
pub fn on_store(folder: Option<&Path>, identity: Option<&Path>, words: &[&str]) -> String {
    let folder = folder.filter(|folder| usual_store().is_none_or(|usual| usual != *folder));
    let options = [("--store", folder), ("--identity", identity)];
    let named = options.into_iter().filter_map(|(option, path)| Some([option.into(), whole(path?)]));
    escape::command(words.iter().map(OsString::from).chain(named.flatten()))
}

/// A path that means the same in every folder.
pub fn whole(path: &Path) -> OsString {
    absolute(path).map_or_else(|_| path.as_os_str().to_owned(), PathBuf::into_os_string)
}

/// A text in which the command that shows the catalogue can be pasted, and shows the catalogue of this run.
pub fn pasteable(text: &str) -> String {
    if !text.contains(CATALOGUE_SHOW) {
        return text.to_owned();
    }
    text.replace(CATALOGUE_SHOW, &format!("`{}`", on_catalogue(["catalogue".into(), "show".into()])))
}

/// A command that reads the catalogue of this run.
pub fn on_catalogue(words: impl IntoIterator<Item = OsString>) -> String {
    let mut words: Vec<OsString> = words.into_iter().collect();
    if let Some(named) = CATALOGUE.get().filter(|named| *named != builtin::DEFAULT) {
        let is_id = builtin::ids().any(|id| id == named);
        words.extend(["--catalogue".into(), if is_id { named.into() } else { whole(Path::new(named)) }]);
    }
    escape::command(words)
}

/// Finds out how a shell calls this program: by its name where that leads to it, else by its whole path.
pub fn find_program() {
    let (called, itself) = (env::args_os().next().unwrap_or_default(), env::current_exe().ok());
    let (called, Some(itself)) = (Path::new(&called), itself) else { return };
    let same = |path: &Path| fs::canonicalize(path).ok() == fs::canonicalize(&itself).ok();
    let name = called.file_name().unwrap_or_else(|| OsStr::new(env!("CARGO_PKG_NAME")));
    if in_path(name).is_some_and(|found| same(&found)) {
        return escape::called_as(name);
    }
    let is_path = called.to_string_lossy().contains(MAIN_SEPARATOR_STR);
    let as_called = absolute(called).ok().filter(|path| is_path && same(path));
    escape::called_as(as_called.unwrap_or(itself).as_os_str());
}

/// What a shell runs by this name.
fn in_path(name: &OsStr) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(name))
        .find(|file| is_run(file))
}

/// Whether a file can be run.
fn is_run(file: &Path) -> bool {
    #[cfg(unix)]
    let may = |meta: &fs::Metadata| std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may = |_: &fs::Metadata| true;
    fs::metadata(file).is_ok_and(|meta| meta.is_file() && may(&meta))
}
