//! Where a passphrase comes from: a terminal that does not show it, or an open file. Never the command line or a variable,
//! which other programs can read.

use super::{Exit, Failure, KeyArgs, tell};
use crate::interview::Halt;
use crate::store::Passphrase;
use crate::wording;
use dialoguer::Password;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read};
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
    tell(wording::NEW_PASSPHRASE)?;
    loop {
        let first = asked(wording::NEW_PASSPHRASE_PROMPT)?;
        if !is_long(&first) {
            tell(wording::TOO_SHORT)?;
            continue;
        }
        if *first == *asked(wording::PASSPHRASE_AGAIN)? {
            return Ok(Passphrase::from(first.as_str()));
        }
        tell(wording::NOT_THE_SAME)?;
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
    let quiet = Quiet::begin();
    let typed = Password::new().with_prompt(prompt).allow_empty_password(true).report(false).interact();
    drop(quiet);
    let typed = Zeroizing::new(typed.map_err(|dialoguer::Error::IO(error)| error)?);
    if typed.is_empty() { Err(Halt::Interrupted.into()) } else { Ok(typed) }
}

/// Keeps Ctrl-C from ending the program while nothing typed shows: the terminal would be left so. It ends the line instead.
struct Quiet {
    #[cfg(unix)]
    found: Option<rustix::termios::Termios>,
}

#[cfg(unix)]
impl Quiet {
    fn begin() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
        const CTRL_C: u8 = 3;
        let found = tcgetattr(io::stdin()).ok();
        if let Some(mut mode) = found.clone() {
            mode.local_modes.remove(LocalModes::ISIG);
            mode.special_codes[SpecialCodeIndex::VEOF] = CTRL_C;
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
        }
        Self { found }
    }
}

#[cfg(unix)]
impl Drop for Quiet {
    fn drop(&mut self) {
        if let Some(found) = &self.found {
            let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, found);
        }
    }
}

#[cfg(not(unix))]
impl Quiet {
    fn begin() -> Self {
        Self {}
    }
}

/// The first line of an open file, without its end.
fn from_file(number: u32) -> anyhow::Result<Passphrase> {
    let mut line = Zeroizing::new(Vec::with_capacity(MAX_BYTES + 2));
    let most = MAX_BYTES as u64 + 2;
    let read = if number == 0 {
        io::stdin().lock().take(most).read_until(b'\n', &mut line).map(drop)
    } else {
        // One byte after another: what follows the line is somebody else's.
        File::open(format!("/dev/fd/{number}")).and_then(|mut file| {
            let mut byte = Zeroizing::new([0]);
            while line.len() as u64 <= most && line.last() != Some(&b'\n') && file.read(byte.as_mut())? == 1 {
                line.push(byte[0]);
            }
            Ok(())
        })
    };
    while matches!(line.last(), Some(b'\n' | b'\r')) {
        line.pop();
    }
    let text = std::str::from_utf8(&line).ok().filter(|text| !text.is_empty() && text.len() <= MAX_BYTES);
    let (Ok(()), Some(text)) = (read, text) else {
        let text = format!(
            "error[no-key]: --passphrase-fd {number}: there is no passphrase to read\n  = open it as in: tipscreen \
             case show ID --passphrase-fd 3 3< FILE"
        );
        return Err(Failure::with(Exit::Usage, text));
    };
    Ok(Passphrase::from(text))
}
