//! Where a passphrase comes from: a terminal that does not show it, or an open file. Never the command line or a variable,
//! which other programs can read.

use super::{Exit, Failure, KeyArgs, tell};
use crate::interview::{Halt, terminal};
use crate::store::Passphrase;
use crate::wording;
use std::io::{self, IsTerminal, Read};
use zeroize::Zeroizing;

/// Most bytes of a passphrase.
const MAX_BYTES: usize = 1024;

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
    use age::secrecy::ExposeSecret as _;
    if args.passphrase_fd.is_some() {
        let passphrase = of(args, "")?;
        return if is_long(passphrase.expose_secret()) { Ok(passphrase) } else { Err(too_short()) };
    }
    tell(wording::NEW_PASSPHRASE);
    loop {
        let first = asked(wording::NEW_PASSPHRASE_PROMPT)?;
        if !is_long(&first) {
            tell(wording::TOO_SHORT);
            continue;
        }
        if *first == *asked(wording::PASSPHRASE_AGAIN)? {
            return Ok(Passphrase::from(first.as_str()));
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

/// The first line of an open file, without its end.
fn from_file(number: u32) -> anyhow::Result<Passphrase> {
    let mut line = Zeroizing::new(Vec::with_capacity(MAX_BYTES + 2));
    let read = opened(number).and_then(|mut file| {
        // One byte after another: what follows the line is somebody else's. And never more than there is room for: what
        // grows leaves a copy behind.
        let mut byte = Zeroizing::new([0]);
        while line.len() < line.capacity() && line.last() != Some(&b'\n') && file.read(byte.as_mut())? == 1 {
            line.push(byte[0]);
        }
        Ok(())
    });
    while matches!(line.last(), Some(b'\n' | b'\r')) {
        line.pop();
    }
    let text = std::str::from_utf8(&line).ok().filter(|text| !text.is_empty() && text.len() <= MAX_BYTES);
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
