//! Reads a hidden text: a passphrase. It is stored in one buffer that does not grow, and wiped when it is dropped.
//!
//! Typed input stays hidden until the passphrase was checked, and input during the check is dropped.

use crate::escape;
use crate::interview::PromptError;
use crate::terminal::keys::{LOOK, comes_within, drop_typed, settle};
use crate::terminal::{alternate_screen, raw_mode};
use console::{Key, Term};
use std::io;
use zeroize::{Zeroize, Zeroizing};

/// Erases the line.
const CTRL_U: char = '\u{15}';

/// The terminal while secrets are typed and checked. It is restored on drop, also after a panic.
pub struct Secrets {
    term: Term,
    /// Whether a message about a check is shown.
    checking: bool,
}

impl Secrets {
    /// Hides typed input from now on.
    pub fn begin() -> Self {
        raw_mode::begin_secret();
        Self { term: Term::stderr(), checking: false }
    }

    /// Asks for a secret of at most `most` bytes. Until the answer the terminal belongs to this prompt: Ctrl-C, Ctrl-D
    /// and Ctrl-\ leave at once, Ctrl-Z suspends the program and drops what was typed.
    pub fn ask(&mut self, prompt: &str, most: usize) -> Result<Zeroizing<String>, PromptError> {
        self.checked();
        raw_mode::begin_secret();
        let typed = self.typed(prompt, most);
        let _ = alternate_screen::draw(|| self.term.write_str("\n"));
        // Ctrl-C interrupts the following work, as usual.
        raw_mode::begin();
        typed
    }

    fn typed(&self, prompt: &str, most: usize) -> Result<Zeroizing<String>, PromptError> {
        let term = &self.term;
        let ready = || alternate_screen::draw(|| term.write_str(&format!("{}: ", escape::line(prompt))));
        let mut typed = Zeroizing::new(String::with_capacity(most));
        ready()?;
        loop {
            if !comes_within(LOOK) {
                // After others stopped and continued the program, the terminal has the mode of their shell, and input
                // for it.
                if raw_mode::is_others() {
                    raw_mode::begin_secret();
                    typed.zeroize();
                    ready()?;
                }
                continue;
            }
            match read_key(term)? {
                Some(Key::Enter) => break,
                Some(Key::CtrlC | Key::Char('\u{3}' | '\u{4}' | '\u{1c}')) => return Err(PromptError::Interrupted),
                Some(Key::Char('\u{1a}')) => {
                    raw_mode::suspend();
                    typed.zeroize();
                    ready()?;
                }
                Some(Key::Char(CTRL_U)) => typed.zeroize(),
                Some(Key::Backspace) => drop(typed.pop()),
                // A truncated secret must not be taken for the whole.
                Some(Key::Char(sign)) if sign >= ' ' && typed.len() + sign.len_utf8() > most => {
                    typed.zeroize();
                    settle(term);
                    alternate_screen::draw(|| term.write_str(&format!("\n{}\n", text!("key-passphrase-too-long"))))?;
                    ready()?;
                }
                Some(Key::Char(sign)) if sign >= ' ' => typed.push(sign),
                Some(Key::Unknown) => return Err(io::Error::other(text!("key-passphrase-not-utf8")).into()),
                _ => {}
            }
        }
        Ok(typed)
    }

    /// Shows that something takes a while, until [`Secrets::ask`] asks again or the terminal is restored.
    pub fn wait(&mut self, words: &str) {
        self.checking = true;
        let _ = alternate_screen::draw(|| self.term.write_str(&escape::line(words)));
    }

    /// Ends the check, and drops input that was typed meanwhile.
    pub fn checked(&mut self) {
        if std::mem::take(&mut self.checking) {
            drop_typed();
            let _ = alternate_screen::draw(|| self.term.clear_line());
        }
    }
}

impl Drop for Secrets {
    fn drop(&mut self) {
        self.checked();
        raw_mode::restore();
    }
}

/// The next key, or `None` after a signal, which is handled elsewhere.
fn read_key(term: &Term) -> Result<Option<Key>, PromptError> {
    match term.read_key_raw() {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
        key => Ok(Some(key?)),
    }
}
