//! Plain lines: numbered choices, typed answers, nothing drawn over. For pipes, screen readers and bad links.

use super::{Choice, Given, Halt, Prompter};
use crate::wording;
use crate::wording::wrap;
use std::io::{BufRead, Read, Write};

/// Most bytes of a typed line that are looked at.
const MAX_LINE: u64 = 65_536;

/// Prompts over lines.
pub struct Lines<R, W> {
    input: R,
    output: W,
    width: usize,
}

impl<R: BufRead, W: Write> Lines<R, W> {
    /// Reads from `input`, writes to `output`, in lines of at most `width` columns.
    pub fn new(input: R, output: W, width: usize) -> Self {
        Self { input, output, width }
    }

    /// A typed line without its end; none at the end of the input.
    fn line(&mut self) -> Result<Option<String>, Halt> {
        write!(self.output, "> ")?;
        self.output.flush()?;
        let mut line = Vec::new();
        if (&mut self.input).take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            writeln!(self.output)?;
            return Ok(None);
        }
        // What is beyond the longest line is part of no other line.
        while !line.ends_with(b"\n") && line.len() as u64 >= MAX_LINE {
            let mut rest = Vec::new();
            if (&mut self.input).take(MAX_LINE).read_until(b'\n', &mut rest)? == 0 || rest.ends_with(b"\n") {
                break;
            }
        }
        // A stray byte must not cost the answers given so far.
        Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
    }
}

/// Which choice a typed line means: its number among the answers, its key, or the start of its words.
fn meant(typed: &str, choices: &[Choice]) -> Option<usize> {
    let answers = choices.iter().filter(|choice| choice.answer).count();
    if let Ok(number) = typed.parse::<usize>() {
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
        first.filter(|_| !typed.is_empty() && fit.next().is_none())
    };
    // "no" is no, though "not known" begins so too.
    let whole = |choice: &Choice| choice.label.split(',').next().is_some_and(|word| word.to_lowercase() == typed);
    by_key.or_else(|| choices.iter().position(whole)).or_else(by_words)
}

impl<R: BufRead, W: Write> Prompter for Lines<R, W> {
    fn show(&mut self, label: &str, text: &str) -> Result<(), Halt> {
        let text = if label.is_empty() { text.to_owned() } else { format!("{label}: {text}") };
        wrap(&text, self.width).iter().try_for_each(|line| writeln!(self.output, "{line}"))?;
        Ok(())
    }

    fn heading(&mut self, title: &str, aside: &str) -> Result<(), Halt> {
        writeln!(self.output)?;
        let aside = if aside.is_empty() { String::new() } else { format!(" ({aside})") };
        self.show("", &format!("== {title}{aside}"))
    }

    fn pick(&mut self, choices: &[Choice]) -> Result<Given<usize>, Halt> {
        let (mut number, mut ways) = (0, Vec::new());
        for choice in choices {
            if choice.answer {
                number += 1;
                let key = choice.key.map_or(String::new(), |key| format!(" ({key})"));
                self.show("", &format!("  {number}{key} {}", choice.label))?;
            } else if let Some(key) = choice.key {
                ways.push(format!("{key} {}", choice.label));
            }
        }
        if !ways.is_empty() {
            self.show("", &format!("  {}", ways.join(", ")))?;
        }
        loop {
            let Some(typed) = self.line()? else { return Ok(Given::End) };
            if let Some(at) = meant(&typed, choices) {
                writeln!(self.output)?;
                return Ok(Given::Value(at));
            }
            self.show("", wording::NOT_A_CHOICE)?;
        }
    }

    fn tick(&mut self, title: &str, items: &[&str], _: &[bool]) -> Result<Given<Vec<usize>>, Halt> {
        self.show("", &format!("{title} Numbers with commas; an empty line for none."))?;
        for (at, item) in items.iter().enumerate() {
            self.show("", &format!("  {} {item}", at + 1))?;
        }
        loop {
            let Some(typed) = self.line()? else { return Ok(Given::End) };
            let numbers: Option<Vec<usize>> = typed
                .split([',', ' '])
                .filter(|part| !part.is_empty())
                .map(|part| {
                    part.parse().ok().filter(|number| (1..=items.len()).contains(number)).map(|number| number - 1)
                })
                .collect();
            if let Some(numbers) = numbers {
                return Ok(Given::Value(numbers));
            }
            self.show("", wording::NOT_A_CHOICE)?;
        }
    }

    fn type_in(&mut self, title: &str) -> Result<Given<String>, Halt> {
        self.show("", &format!("{title}:"))?;
        Ok(match self.line()? {
            None => Given::End,
            Some(line) if line.is_empty() => Given::Nothing,
            Some(line) => Given::Value(line),
        })
    }
}
