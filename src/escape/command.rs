//! Commands that are printed for a user to run: complete, quoted for a shell, ready to paste.
//!
//! This module owns how a word is quoted, and the name of this program in printed commands. It knows no option of the
//! program.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::sync::OnceLock;

/// The start of a printed system command that closes a folder to others.
const CLOSE: &str = "chmod go-w ";

/// The start of a printed system command that hides a file from others.
const HIDE: &str = "chmod go= ";
/// The start of a printed system command that deletes a file.
const DELETE: &str = "rm -- ";

/// The name in documents, and if the program's own name is unknown.
const NAME: &str = "tipscreen";

/// How a shell on this device calls the program: quoted, and with its full path if the shell would not find it.
static PROGRAM: OnceLock<String> = OnceLock::new();

/// Sets the word by which a shell on this device calls the program. Only the first call counts.
pub fn called_as(word: &OsStr) {
    let _ = PROGRAM.set(quoted_unless(word, |c| is_plain(c) || c == '/'));
}

/// The word by which a shell calls the program.
pub fn program() -> &'static str {
    PROGRAM.get().map_or(NAME, String::as_str)
}

/// A command of this program. It has a line of its own, which is never wrapped.
pub fn command<W: AsRef<OsStr>>(words: impl IntoIterator<Item = W>) -> String {
    let words = words.into_iter().map(|word| quoted(word.as_ref()));
    std::iter::once(program().to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// A command of this program on a line of its own, for printing below a text.
pub fn below<W: AsRef<OsStr>>(words: impl IntoIterator<Item = W>) -> String {
    format!("\n  {}", command(words))
}

/// A command that removes the right of others to write into a folder.
pub fn closing(folder: &OsStr) -> String {
    format!("{CLOSE}{}", quoted(folder))
}

/// A command that removes every right of others to a file.
pub fn hiding(file: &OsStr) -> String {
    format!("{HIDE}{}", quoted(file))
}

/// A command that deletes a link or a file.
pub fn deleting(path: &OsStr) -> String {
    format!("{DELETE}{}", quoted(path))
}

/// Whether a line is a command that may be pasted.
pub fn is_command(line: &str) -> bool {
    let line = line.trim_start();
    [CLOSE, HIDE, DELETE].iter().any(|begins| line.starts_with(begins))
        || line.strip_prefix(program()).is_some_and(|rest| rest.starts_with(' '))
}

/// A word for a POSIX shell that means exactly these bytes. Characters that can't be shown, such as a line end or a
/// direction mark, are written as numbers.
pub fn quoted(word: &OsStr) -> String {
    quoted_unless(word, is_plain)
}

/// Characters without a meaning to any shell.
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

/// Bytes by `printf`. A final line end is lost, but no path needs one.
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
