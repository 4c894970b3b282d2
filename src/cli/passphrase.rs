//! Where a passphrase comes from: a terminal that does not show it, or an open file. Never the command line or a variable,
//! which other programs can read.

use super::{Exit, Failure, KeyArgs, tell};
use crate::document::utf16;
use crate::interview::{Halt, terminal};
use crate::store::{Passphrase, composed, is_typed_otherwise_elsewhere};
use crate::wording;
use age::secrecy::ExposeSecret as _;
use std::io::{self, IsTerminal, Read};
use zeroize::Zeroizing;

/// Most bytes of a passphrase.
const MAX_BYTES: usize = 1024;

/// What some programs put before a text.
const MARK: char = '\u{feff}';

/// Fewest characters of a new one.
const FEWEST: usize = 10;

/// The passphrase of keys that are there.
///
/// # Errors
/// When nobody can be asked.
pub fn of(args: &KeyArgs, what: &str) -> anyhow::Result<Passphrase> {
    match args.passphrase_fd {
        Some(number) => from_file(number),
        None => Ok(Passphrase::from(asked(&wording::passphrase_of(what))?.as_str())),
    }
}

/// How often the passphrase may be typed: whoever sits at a terminal may slip.
pub fn tries(args: &KeyArgs) -> usize {
    if args.passphrase_fd.is_none() && io::stdin().is_terminal() { 3 } else { 1 }
}

/// A passphrase for new keys, which is asked for twice.
///
/// # Errors
/// When nobody can be asked, or it is too short.
pub fn new(args: &KeyArgs) -> anyhow::Result<Passphrase> {
    let passphrase = if args.passphrase_fd.is_some() {
        let passphrase = composed(&of(args, "")?);
        if !is_long(passphrase.expose_secret()) {
            return Err(too_short());
        }
        passphrase
    } else {
        tell(wording::NEW_PASSPHRASE);
        asked_twice()?
    };
    if is_typed_otherwise_elsewhere(&passphrase) {
        tell(wording::OTHER_KEYBOARDS);
    }
    Ok(passphrase)
}

fn asked_twice() -> anyhow::Result<Passphrase> {
    let asked = |prompt: &str| anyhow::Ok(composed(&Passphrase::from(asked(prompt)?.as_str())));
    loop {
        let first = asked(wording::NEW_PASSPHRASE_PROMPT)?;
        if !is_long(first.expose_secret()) {
            tell(wording::TOO_SHORT);
            continue;
        }
        if first.expose_secret() == asked(wording::PASSPHRASE_AGAIN)?.expose_secret() {
            return Ok(first);
        }
        tell(wording::NOT_THE_SAME);
    }
}

fn is_long(passphrase: &str) -> bool {
    passphrase.chars().count() >= FEWEST
}

fn too_short() -> anyhow::Error {
    let text = format!("error[wrong-value]: {}\n  = {}", wording::TOO_SHORT, wording::NEW_PASSPHRASE);
    Failure::with(Exit::Usage, text)
}

/// Whether somebody can be asked.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks on the terminal; nothing of it shows. An empty line, Ctrl-C or Ctrl-D leaves.
fn asked(prompt: &str) -> anyhow::Result<Zeroizing<String>> {
    if !can_ask() {
        let text = "error[no-key]: this needs a passphrase, and there is no terminal to ask for it\n  = give it with \
                    --passphrase-fd N, or name a key file with --identity";
        return Err(Failure::with(Exit::Usage, text));
    }
    let typed = match terminal::ask_secret(prompt, MAX_BYTES) {
        Ok(typed) if typed.is_empty() => Err(Halt::Interrupted),
        typed => typed,
    };
    if matches!(typed, Err(Halt::Interrupted)) {
        tell(wording::INTERRUPTED);
    }
    Ok(typed?)
}

/// The first line of an open file, without its end: one line feed, and one carriage return before it. What else stands there
/// belongs to the passphrase, spaces too. A byte order mark goes where it is tried.
fn from_file(number: u32) -> anyhow::Result<Passphrase> {
    let mut line = Zeroizing::new(Vec::with_capacity(MAX_BYTES + MARK.len_utf8() + 2));
    let read = opened(number).and_then(|mut file| {
        // One byte after another: what follows the line is somebody else's. And never more than there is room for: what
        // grows leaves a copy behind.
        let mut byte = Zeroizing::new([0]);
        while line.len() < line.capacity() && line.last() != Some(&b'\n') && file.read(byte.as_mut())? == 1 {
            line.push(byte[0]);
        }
        Ok(())
    });
    let end = [b"\r\n".as_slice(), b"\n"].into_iter().find(|end| line.ends_with(end)).map_or(0, <[u8]>::len);
    let whole = line.len() - end;
    line.truncate(whole);
    if utf16(&line).is_some() {
        let text = format!(
            "error[not-utf8]: --passphrase-fd {number}: the passphrase is UTF-16\n  = save its file as UTF-8 and try again"
        );
        return Err(Failure::with(Exit::Usage, text));
    }
    let text = std::str::from_utf8(&line).ok();
    let length = |text: &str| text.strip_prefix(MARK).unwrap_or(text).len();
    let text = text.filter(|text| (1..=MAX_BYTES).contains(&length(text)));
    let (Ok(()), Some(text)) = (read, text) else {
        let text = format!(
            "error[no-key]: --passphrase-fd {number}: there is no passphrase to read\n  = open a file under that number: \
             --passphrase-fd 3 3< FILE"
        );
        return Err(Failure::with(Exit::Usage, text));
    };
    Ok(Passphrase::from(text))
}

/// An open file, by its number. Standard input is read past its buffer, which nobody wipes.
fn opened(number: u32) -> io::Result<Box<dyn Read>> {
    #[cfg(unix)]
    if number == 0 {
        return Ok(Box::new(Unbuffered));
    }
    #[cfg(not(unix))]
    if number == 0 {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(std::fs::File::open(format!("/dev/fd/{number}"))?))
}

/// Standard input as it comes.
#[cfg(unix)]
struct Unbuffered;

#[cfg(unix)]
impl Read for Unbuffered {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        Ok(rustix::io::read(io::stdin(), into)?)
    }
}
