//! Commands that are printed for somebody to run: whole, quoted for a shell, ready to be pasted.
//!
//! Owns how a word is quoted, and by which name this program is called in what it prints. Knows no option of the program.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::sync::OnceLock;

/// Begins a command of the system that is printed to close a folder.
const CLOSE: &str = "chmod go-w ";

/// Begins a command of the system that is printed to hide a file.
const HIDE: &str = "chmod go= ";
/// Begins a command of the system that is printed to take a file away.
const DELETE: &str = "rm -- ";

/// The name in documents, and wherever nobody said by which one the program was called.
const NAME: &str = "tipscreen";

/// How a shell on this device calls the program: quoted, and with its whole path where the shell would not find it.
static PROGRAM: OnceLock<String> = OnceLock::new();

/// Says by which word a shell on this device calls the program. The first word that is given stands.
pub fn called_as(word: &OsStr) {
    let _ = PROGRAM.set(quoted_unless(word, |c| is_plain(c) || c == '/'));
}

/// The word by which a shell calls the program.
pub fn program() -> &'static str {
    PROGRAM.get().map_or(NAME, String::as_str)
}

/// A command of this program. It stands in a line of its own, which is never broken.
pub fn command<W: AsRef<OsStr>>(words: impl IntoIterator<Item = W>) -> String {
    let words = words.into_iter().map(|word| quoted(word.as_ref()));
    std::iter::once(program().to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// A line of its own that holds a command of this program, as it is printed below a text.
pub fn below<W: AsRef<OsStr>>(words: impl IntoIterator<Item = W>) -> String {
    format!("\n  {}", command(words))
}

/// A command that takes the right to write into a folder away from others.
pub fn closing(folder: &OsStr) -> String {
    format!("{CLOSE}{}", quoted(folder))
}

/// A command that takes every right to a file away from others.
pub fn hiding(file: &OsStr) -> String {
    format!("{HIDE}{}", quoted(file))
}

/// A command that takes a link or a file away.
pub fn deleting(path: &OsStr) -> String {
    format!("{DELETE}{}", quoted(path))
}

/// Whether a line is a command that may be pasted.
pub fn is_command(line: &str) -> bool {
    let line = line.trim_start();
    [CLOSE, HIDE, DELETE].iter().any(|begins| line.starts_with(begins))
        || line.strip_prefix(program()).is_some_and(|rest| rest.starts_with(' '))
}

/// A word for a POSIX shell: it stands for these very bytes. What can't be shown as it is, such as a line end or a
/// character that turns what is read, is written as a number.
pub fn quoted(word: &OsStr) -> String {
    quoted_unless(word, is_plain)
}

/// What means nothing to any shell.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.@+=:,".contains(c)
}

fn quoted_unless(word: &OsStr, plain: impl Fn(char) -> bool) -> String {
    match word.to_str() {
        Some(word) if !word.is_empty() && word.chars().all(plain) => word.to_owned(),
        Some(word) if super::line(word) == word => format!("'{}'", word.replace('\'', r"'\''")),
        _ => in_numbers(word.as_encoded_bytes()),
    }
}

/// Bytes by way of `printf`. A line end at the very end is lost there; no path needs one.
fn in_numbers(bytes: &[u8]) -> String {
    let mut format = String::from("\"$(printf '");
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"_./ ".contains(byte) {
            format.push(char::from(*byte));
        } else if *byte == b'%' {
            format.push_str("%%");
        } else {
            let _ = write!(format, "\\{byte:03o}");
        }
    }
    format.push_str("')\"");
    format
}
