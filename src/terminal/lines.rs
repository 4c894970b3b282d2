//! Plain lines: numbered choices, typed answers, nothing drawn over. For pipes, screen readers and bad links.

use crate::escape;
use crate::interview::{Choice, List, PromptError, PromptResult, Prompter, TickResult, numbers};
use crate::wording::wrap;
use std::collections::BTreeSet;
use std::io::{BufRead, Read, Write};
use std::time::Instant;

/// The most bytes of a typed line.
const MAX_LINE: u64 = 65_536;

/// How often this many more bytes are skipped. Nobody types a longer line.
const MOST_PASSED: usize = 256;

/// The most wrong lines in a row. After so many, the user is absent or can't see the question.
const MOST_WRONG: usize = 20;

/// The most valid lines in a row that answer nothing: help, back, hide, and so on.
const MOST_IDLE: usize = 200;

/// Clears the screen and the scrollback, and moves to the top.
pub(crate) const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// Empty lines that move text out of sight, where the screen can't be cleared.
const PUSHED: usize = 100;

/// Prompts on plain lines.
pub struct Lines<R, W> {
    input: R,
    output: W,
    width: usize,
    /// Whether the output can clear itself.
    clears: bool,
    /// When it was opened.
    begun: Instant,
    /// Discreet mode: answers are not shown again, and typed input is hidden.
    discreet: bool,
    /// Navigation hints that were shown already. Each is shown once.
    told: BTreeSet<String>,
    /// Wrong lines since the last valid one.
    wrong: usize,
    /// Lines since the last answer.
    idle: usize,
    /// No more questions are asked.
    given_up: bool,
}

impl<R: BufRead, W: Write> Lines<R, W> {
    /// Reads from `input` and writes to `output`, in lines of at most `width` columns. `clears`: the output is a
    /// terminal that can clear itself.
    pub fn new(input: R, output: W, width: usize, clears: bool) -> Self {
        let told = BTreeSet::new();
        Self {
            input,
            output,
            width,
            clears,
            begun: Instant::now(),
            discreet: false,
            told,
            wrong: 0,
            idle: 0,
            given_up: false,
        }
    }

    /// The same in discreet mode.
    pub fn discreet(mut self) -> Self {
        self.discreet = true;
        self
    }

    /// A typed line without its end. `None` at the end of the input, or when no more questions are asked.
    fn line(&mut self) -> Result<Option<String>, PromptError> {
        if self.given_up {
            return Ok(None);
        }
        if self.wrong >= MOST_WRONG || self.idle >= MOST_IDLE {
            self.given_up = true;
            self.say(text!("screening-gave-up"))?;
            return Ok(None);
        }
        self.idle += 1;
        // On a terminal, input from before the prompt is no answer to it.
        crate::terminal::screen::drop_typed();
        if self.discreet {
            // Set each time, because a shell that stopped the program sets its own mode.
            crate::terminal::screen::without_echo();
        }
        write!(self.output, "> ")?;
        self.output.flush()?;
        let mut line = Vec::new();
        if (&mut self.input).take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            writeln!(self.output)?;
            return Ok(None);
        }
        // The rest of a line that is too long must not become another line.
        let mut is_passed = line.ends_with(b"\n") || (line.len() as u64) < MAX_LINE;
        for _ in 0..MOST_PASSED {
            if is_passed {
                break;
            }
            let mut rest = Vec::new();
            let read = (&mut self.input).take(MAX_LINE).read_until(b'\n', &mut rest)?;
            is_passed = read == 0 || rest.ends_with(b"\n");
        }
        if !is_passed {
            return Ok(None);
        }
        // An invalid byte must not lose the answers so far. Ctrl-S and Ctrl-Q arrive as characters if the terminal does
        // not handle them, and are dropped.
        let line = String::from_utf8_lossy(&line).replace(['\u{11}', '\u{13}'], "");
        Ok(Some(line.trim().to_owned()))
    }

    fn say(&mut self, text: &str) -> Result<(), PromptError> {
        let text = escape::shown(text);
        let mut lines = text.split('\n').flat_map(|part| wrap(part, self.width));
        Ok(lines.try_for_each(|line| writeln!(self.output, "{}", escape::isolated(&line)))?)
    }

    /// Navigation choices on one line.
    fn choices_line(choices: &[Choice]) -> String {
        let ways = choices.iter().filter(|choice| !choice.answer);
        ways.filter_map(|choice| Some(format!("{} {}", choice.key?, choice.label))).collect::<Vec<_>>().join(", ")
    }

    fn print_choices(&mut self, choices: &[Choice]) -> Result<(), PromptError> {
        let ways = Self::choices_line(choices);
        if ways.is_empty() { Ok(()) } else { self.say(&format!("  {ways}")) }
    }

    /// Shows a list with its ticks.
    fn show_list(&mut self, list: &List<'_>) -> Result<(), PromptError> {
        self.say(&format!("{} {}", list.title, text!("screening-how-to-tick-in-lines")))?;
        let many = list.ticked.iter().filter(|ticked| **ticked).count();
        if self.discreet && many > 0 {
            self.say(&text!("screening-so-many-ticked-before", many = many))?;
        }
        for (at, item) in list.items.iter().enumerate() {
            let mark = match list.ticked.get(at) {
                _ if self.discreet => "",
                Some(true) => "[x] ",
                _ => "[ ] ",
            };
            self.say(&format!("  {mark}{} {item}", at + 1))?;
        }
        Ok(())
    }

    /// Rejects a line. The last wrong line gets no message, because the reason for stopping follows.
    fn reject(&mut self, why: &str) -> Result<(), PromptError> {
        self.wrong += 1;
        if self.wrong < MOST_WRONG { self.say(why) } else { Ok(()) }
    }
}

/// The choice for a typed line: its number among the answers, its key, or the start of its text.
fn meant(typed: &str, choices: &[Choice]) -> Option<usize> {
    let answers = choices.iter().filter(|choice| choice.answer).count();
    // In typed texts a command begins with a colon. It is accepted here too.
    let typed = typed.strip_prefix(':').unwrap_or(typed);
    if let Some(number) = numbers::number(typed) {
        return (1..=answers).contains(&number).then(|| number - 1);
    }
    let typed = typed.to_lowercase();
    let mut letters = typed.chars();
    let by_key = match (letters.next(), letters.next()) {
        (Some(letter), None) => choices.iter().position(|choice| choice.key == Some(letter)),
        _ => None,
    };
    let by_words = || {
        let mut fit = choices.iter().enumerate().filter(|(_, choice)| choice.label.to_lowercase().starts_with(&typed));
        let first = fit.next().map(|(at, _)| at);
        // A single letter is a key or nothing, because at another prompt it has another meaning.
        first.filter(|_| typed.chars().count() > 1 && fit.next().is_none())
    };
    // "no" matches "no", although "not known" has the same start.
    let whole = |choice: &Choice| choice.label.split(',').next().is_some_and(|word| word.to_lowercase() == typed);
    by_key.or_else(|| choices.iter().position(whole)).or_else(by_words)
}

impl<R: BufRead, W: Write> Prompter for Lines<R, W> {
    fn home_folder(&self) -> Option<std::path::PathBuf> {
        std::env::home_dir()
    }

    fn minutes(&self) -> u64 {
        self.begun.elapsed().as_secs() / 60
    }

    fn pause(&mut self, pace: std::time::Duration) {
        std::thread::sleep(pace);
    }

    fn show(&mut self, label: &str, text: &str) -> Result<(), PromptError> {
        self.say(&if label.is_empty() { text.to_owned() } else { format!("{label}: {text}") })
    }

    fn heading(&mut self, title: &str, aside: &str) -> Result<(), PromptError> {
        writeln!(self.output)?;
        let aside = if aside.is_empty() { String::new() } else { format!(" ({aside})") };
        if title.is_empty() { Ok(()) } else { self.say(&format!("== {title}{aside}")) }
    }

    fn pick(&mut self, choices: &[Choice]) -> Result<PromptResult<usize>, PromptError> {
        for (at, choice) in choices.iter().filter(|choice| choice.answer).enumerate() {
            let key = choice.key.map_or(String::new(), |key| format!(" ({key})"));
            self.say(&format!("  {}{key} {}", at + 1, choice.label))?;
        }
        if self.told.insert(Self::choices_line(choices)) {
            self.print_choices(choices)?;
        }
        loop {
            let Some(typed) = self.line()? else { return Ok(PromptResult::End) };
            if let Some(at) = meant(&typed, choices) {
                self.wrong = 0;
                writeln!(self.output)?;
                return Ok(PromptResult::Value(at));
            }
            self.reject(text!("screening-not-a-choice"))?;
            self.print_choices(choices)?;
        }
    }

    fn page(&self) -> usize {
        usize::MAX
    }

    fn tick(&mut self, list: &List<'_>, ways: &[Choice]) -> Result<PromptResult<TickResult>, PromptError> {
        self.show_list(list)?;
        if self.told.insert(Self::choices_line(ways)) {
            self.print_choices(ways)?;
        }
        loop {
            let Some(typed) = self.line()? else { return Ok(PromptResult::End) };
            if let Some(at) = meant(&typed, ways) {
                self.wrong = 0;
                return Ok(PromptResult::Value(TickResult { marks: list.ticked.to_vec(), way: Some(at) }));
            }
            match numbers::apply(&typed, list.ticked) {
                Ok(marks) => {
                    self.wrong = 0;
                    return Ok(PromptResult::Value(TickResult { marks, way: None }));
                }
                Err(_) if self.discreet => {
                    self.reject(&text!("screening-one-not-in-list", items = list.items.len()))?;
                }
                Err(word) => self.reject(&text!("screening-not-in-list", typed = word, items = list.items.len()))?,
            }
        }
    }

    fn shows_ticks(&self) -> bool {
        !self.discreet
    }

    fn wait(&mut self, words: &str) -> Result<PromptResult<()>, PromptError> {
        if self.told.insert(words.to_owned()) {
            self.say(words)?;
        }
        // A message needs no answer.
        self.idle = 0;
        Ok(match self.line()? {
            Some(typed) if typed.eq_ignore_ascii_case("x") => PromptResult::Nothing,
            Some(_) => PromptResult::Value(()),
            None => PromptResult::End,
        })
    }

    fn type_in(&mut self, title: &str, held: &str) -> Result<PromptResult<String>, PromptError> {
        self.say(&format!("{title}:"))?;
        if !held.is_empty() {
            let said = if self.discreet {
                text!("screening-text-held-unseen").to_owned()
            } else {
                format!("{}: {held}", text!("screening-text-held"))
            };
            self.say(&said)?;
            self.say(text!("screening-text-go-on"))?;
        }
        Ok(match self.line()? {
            None => PromptResult::End,
            Some(line) if line.is_empty() && held.is_empty() => PromptResult::Nothing,
            Some(line) => PromptResult::Value(format!("{held} {line}").trim().to_owned()),
        })
    }

    fn hide(&mut self, shown: &str) -> Result<(), PromptError> {
        self.clear()?;
        self.say(shown)?;
        self.line().map(drop)
    }

    fn clear(&mut self) -> Result<(), PromptError> {
        let cleared = if self.clears { CLEAR.to_owned() } else { "\n".repeat(PUSHED) };
        write!(self.output, "{cleared}")?;
        Ok(self.output.flush()?)
    }

    fn is_discreet(&self) -> bool {
        self.discreet
    }

    fn answered(&mut self) {
        self.idle = 0;
    }

    fn rejected(&mut self) {
        self.wrong += 1;
    }

    fn has_given_up(&self) -> bool {
        self.given_up
    }
}

/// Typed input is visible again at the end.
impl<R, W> Drop for Lines<R, W> {
    fn drop(&mut self) {
        if self.discreet {
            crate::terminal::screen::restore();
        }
    }
}
