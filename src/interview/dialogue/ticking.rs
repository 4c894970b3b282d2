//! Lists with ticks. Ticks count only after they were read back in words and confirmed.

use super::ways::{Navigation, NavigationResult};
use super::{Choice, Dialogue, List, PromptResult, Prompter, TickResult};
use crate::interview::{PromptError, Reply};

/// How a list was left.
pub(super) enum Ticking {
    /// These entries are ticked and confirmed.
    Done(Vec<usize>),
    /// The list was left, and nothing is recorded.
    Left,
    /// A reply that leaves the question.
    Reply(Reply),
    End,
}

/// The result of reading back.
enum Confirmed {
    Yes,
    No,
    Again,
    Left(Ticking),
}

impl<P: Prompter> Dialogue<P> {
    /// Asks for ticks until they are confirmed.
    pub(super) fn tick(&mut self, title: &str, items: &[&str], before: &[bool]) -> Result<Ticking, PromptError> {
        let ways = Navigation::INSIDE.map(Navigation::choice);
        let mut ticked = before.to_vec();
        loop {
            let list = List { title, items, ticked: &ticked };
            let TickResult { marks, way } = match self.prompter.tick(&list, &ways)? {
                PromptResult::Value(left) => left,
                PromptResult::Nothing => return Ok(Ticking::Left),
                PromptResult::Again => continue,
                PromptResult::End => return Ok(Ticking::End),
            };
            ticked = marks;
            if let Some(at) = way {
                match self.go(&ways[at], None)? {
                    NavigationResult::Reply(Reply::Back) => return Ok(Ticking::Left),
                    NavigationResult::Reply(reply) => return Ok(Ticking::Reply(reply)),
                    NavigationResult::Again | NavigationResult::Stay | NavigationResult::Note => continue,
                }
            }
            // If nothing was ticked before or now, there is nothing to confirm.
            if !ticked.contains(&true) && !before.contains(&true) {
                return Ok(Ticking::Done(Vec::new()));
            }
            match self.read_back(items, &ticked)? {
                Confirmed::Yes => return Ok(Ticking::Done(places(&ticked))),
                Confirmed::Left(ticking) => return Ok(ticking),
                // People can't remove a tick that they don't see.
                Confirmed::No | Confirmed::Again if !self.prompter.shows_ticks() => ticked = before.to_vec(),
                Confirmed::No | Confirmed::Again => {}
            }
        }
    }

    /// Reads back the ticked entries. In discreet mode, only their number.
    fn read_back(&mut self, items: &[&str], ticked: &[bool]) -> Result<Confirmed, PromptError> {
        let named: Vec<&str> = places(ticked).into_iter().map(|at| items[at]).collect();
        let words = match named.len() {
            0 => text!("screening-nothing-ticked-right").to_owned(),
            many if self.prompter.is_discreet() => text!("screening-so-many-ticked-right", many = many),
            _ => text!("screening-ticked-right", items = named.join("; ")),
        };
        let mut choices = vec![
            Choice::answer(Some('y'), text!("screening-ticks-record")),
            Choice::answer(Some('n'), text!("screening-ticks-change")),
        ];
        choices.extend(Navigation::INSIDE.map(Navigation::choice));
        loop {
            self.prompter.show("", &words)?;
            let at = match self.prompter.pick(&choices)? {
                PromptResult::Value(at) => at,
                PromptResult::Nothing | PromptResult::Again => continue,
                PromptResult::End => return Ok(Confirmed::Left(Ticking::End)),
            };
            return Ok(match at {
                0 => Confirmed::Yes,
                1 => Confirmed::No,
                at => match self.go(&choices[at], None)? {
                    NavigationResult::Reply(Reply::Back) => Confirmed::Again,
                    NavigationResult::Reply(reply) => Confirmed::Left(Ticking::Reply(reply)),
                    NavigationResult::Again | NavigationResult::Stay | NavigationResult::Note => continue,
                },
            });
        }
    }
}

/// The positions of ticked entries.
fn places(ticked: &[bool]) -> Vec<usize> {
    ticked.iter().enumerate().filter(|(_, ticked)| **ticked).map(|(at, _)| at).collect()
}
