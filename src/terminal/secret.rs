//! A text that must not show while it is typed: a passphrase. It is held in one place that does not grow, and wiped when
//! it is let go of.
//!
//! Nothing that is typed shows until the passphrase was checked, and what is typed meanwhile is thrown away.

use crate::escape;
use crate::interview::PromptError;
use crate::terminal::keys::{LOOK, comes_within, drop_typed, settle};
use crate::terminal::{alternate_screen, raw_mode};
use console::{Key, Term};
use std::io;
use zeroize::{Zeroize, Zeroizing};

/// Takes a line back.
const CTRL_U: char = '\u{15}';

/// The terminal while secrets are typed and checked. It is given back when this is let go of, however that comes.
pub struct Secrets {
    term: Term,
    /// Something is being checked, and that is shown.
    checking: bool,
}

impl Secrets {
    /// From now on nothing that is typed shows.
    pub fn begin() -> Self {
        raw_mode::begin_secret();
        Self { term: Term::stderr(), checking: false }
    }

    /// Asks for a secret of at most so many bytes. Until there is an answer the terminal is nobody else's: Ctrl-C, Ctrl-D
    /// and Ctrl-\ leave at once, Ctrl-Z gives it back for a while, and whatever was typed before is forgotten then.
    ///
    /// # Errors
    /// When whoever was asked leaves, or the terminal fails.
    pub fn ask(&mut self, prompt: &str, most: usize) -> Result<Zeroizing<String>, PromptError> {
        self.checked();
        raw_mode::begin_secret();
        let typed = self.typed(prompt, most);
        let _ = alternate_screen::draw(|| self.term.write_str("\n"));
        // Ctrl-C breaks off what comes now, as it does any other work.
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
                // A program that was stopped by others finds the mode of their shell, and what they typed, when it goes on.
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
                // A part of it would be taken for the whole.
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

    /// Tells that something is being done that takes a while, until [`Secrets::ask`] asks again or the terminal is given
    /// back.
    pub fn wait(&mut self, words: &str) {
        self.checking = true;
        let _ = alternate_screen::draw(|| self.term.write_str(&escape::line(words)));
    }

    /// It is done: what was typed meanwhile is no answer to anything.
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

/// The next key; none where a signal broke it off, which is heard elsewhere.
fn read_key(term: &Term) -> Result<Option<Key>, PromptError> {
    match term.read_key_raw() {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
        key => Ok(Some(key?)),
    }
}
