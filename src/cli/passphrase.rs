//! Where a passphrase comes from: a terminal that does not show it, or an open file. Never the command line or a variable,
//! which other programs can read.

use crate::cli::args::KeyArgs;
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, Failure, usage};
use crate::diagnostic::{Code, Diagnostic};
use crate::interview::PromptError;
use crate::store::{Passphrase, composed, is_typed_otherwise_elsewhere};
use crate::terminal::screen::Secrets;
use crate::toml_input::utf16;
use age::secrecy::ExposeSecret as _;
use std::io::{self, IsTerminal, Read};
use zeroize::Zeroizing;

/// Most bytes of a passphrase.
const MAX_BYTES: usize = 1024;

/// What some programs put before a text.
const MARK: char = '\u{feff}';

/// Fewest characters of a new one.
const FEWEST: usize = 10;

/// How often a passphrase may be typed: whoever sits at a terminal may slip.
const TRIES: usize = 3;

/// Asks on the terminal for the passphrase of something that is there, and checks it. Nothing that is typed shows until the
/// check is done, what is typed meanwhile is thrown away, and a wrong one may be typed again.
///
/// # Errors
/// When nobody can be asked. What came of the check is inside.
pub fn checked<T, E>(
    what: &str,
    mut check: impl FnMut(Passphrase) -> Result<T, E>,
    is_wrong: impl Fn(&E) -> bool,
) -> anyhow::Result<Result<T, E>> {
    can_be_asked()?;
    let mut secrets = Secrets::begin();
    let mut tries = 0;
    loop {
        tries += 1;
        let typed = asked(&mut secrets, &text!("key-passphrase-of-file", file = what))?;
        secrets.wait(text!("key-passphrase-checking"));
        match check(Passphrase::from(typed.as_str())) {
            Err(error) if tries < TRIES && is_wrong(&error) => {
                secrets.checked();
                eprint_message(text!("key-passphrase-wrong"));
            }
            checked => return Ok(checked),
        }
    }
}

/// Gets a passphrase for new keys, which is asked for twice, and makes them with it. On a terminal nothing that is typed
/// shows until they are made.
///
/// # Errors
/// When nobody can be asked, it is too short, or the keys can't be made.
pub fn new<T>(args: &KeyArgs, make: impl FnOnce(Passphrase) -> anyhow::Result<T>) -> anyhow::Result<T> {
    if let Some(number) = args.passphrase_fd {
        let passphrase = composed(&from_file(number)?);
        if !is_long(&passphrase) {
            return Err(too_short());
        }
        warn_of_keyboards(&passphrase);
        return make(passphrase);
    }
    can_be_asked()?;
    eprint_message(text!("key-passphrase-advice"));
    let mut secrets = Secrets::begin();
    loop {
        let [first, again] = match asked_composed(&mut secrets, text!("key-passphrase-new"))? {
            first if is_long(&first) => [first, asked_composed(&mut secrets, text!("key-passphrase-again"))?],
            _ => {
                eprint_message(text!("key-passphrase-too-short"));
                continue;
            }
        };
        if first.expose_secret() == again.expose_secret() {
            warn_of_keyboards(&first);
            secrets.wait(text!("key-making"));
            return make(first);
        }
        eprint_message(text!("key-passphrase-not-the-same"));
    }
}

fn asked_composed(secrets: &mut Secrets, prompt: &str) -> anyhow::Result<Passphrase> {
    Ok(composed(&Passphrase::from(asked(secrets, prompt)?.as_str())))
}

fn warn_of_keyboards(passphrase: &Passphrase) {
    if is_typed_otherwise_elsewhere(passphrase) {
        eprint_message(text!("key-passphrase-other-keyboards"));
    }
}

fn is_long(passphrase: &Passphrase) -> bool {
    passphrase.expose_secret().chars().count() >= FEWEST
}

fn too_short() -> anyhow::Error {
    let error = (text!("key-passphrase-too-short").to_owned(), text!("key-passphrase-advice").to_owned());
    usage(Code::WrongValue, error)
}

/// Whether somebody can be asked.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn can_be_asked() -> anyhow::Result<()> {
    if can_ask() {
        return Ok(());
    }
    Err(usage(Code::NoKey, what_and_help!("store-no-terminal")))
}

/// Asks on the terminal; nothing of it shows. An empty line, Ctrl-C or Ctrl-D leaves.
fn asked(secrets: &mut Secrets, prompt: &str) -> anyhow::Result<Zeroizing<String>> {
    let typed = match secrets.ask(prompt, MAX_BYTES) {
        Ok(typed) if typed.is_empty() => Err(PromptError::Interrupted),
        typed => typed,
    };
    if matches!(typed, Err(PromptError::Interrupted)) {
        eprint_message(text!("record-interrupted"));
    }
    Ok(typed?)
}

/// The first line of an open file, without its end: one line feed, and one carriage return before it. What else stands there
/// belongs to the passphrase, spaces too. A byte order mark goes where it is tried.
///
/// # Errors
/// When there is none to read.
pub fn from_file(number: u32) -> anyhow::Result<Passphrase> {
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
    let wrong =
        |code, error| Failure::of(Exit::Usage, &Diagnostic::of_file(code, format!("--passphrase-fd {number}"), error));
    let end = [b"\r\n".as_slice(), b"\n"].into_iter().find(|end| line.ends_with(end)).map_or(0, <[u8]>::len);
    let whole = line.len() - end;
    line.truncate(whole);
    if utf16(&line).is_some() {
        return Err(wrong(Code::NotUtf8, what_and_help!("store-passphrase-utf16")).into());
    }
    let text = std::str::from_utf8(&line).ok();
    let length = |text: &str| text.strip_prefix(MARK).unwrap_or(text).len();
    let text = text.filter(|text| (1..=MAX_BYTES).contains(&length(text)));
    let (Ok(()), Some(text)) = (read, text) else {
        return Err(wrong(Code::NoKey, what_and_help!("store-passphrase-empty")).into());
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
