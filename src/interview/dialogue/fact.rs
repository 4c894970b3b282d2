//! Asks about a fact.

use super::ticking::Ticking;
use super::typed::TypedText;
use super::ways::{Navigation, NavigationResult};
use super::{Choice, Dialogue, PromptResult, Prompter};
use crate::case::{FactAnswer, MAX_TEXT_CHARS, Presence};
use crate::catalogue::{Addressee, Fact, FactKind};
use crate::interview::{Asking, PromptError, Reply};
use crate::wording;

/// The result of a prompt that takes more than one key.
enum Asked {
    Answer(FactAnswer),
    Moved(NavigationResult),
    End,
}

impl<P: Prompter> Dialogue<P> {
    /// Asks the question once. `None`: show it again.
    pub(super) fn ask_fact(
        &mut self,
        asking: &Asking<'_>,
        fact: &Fact,
        standing: &FactAnswer,
    ) -> Result<Option<Reply>, PromptError> {
        let label =
            if fact.to == Addressee::Person { text!("screening-say") } else { text!("screening-judge-yourself") };
        self.prompter.show(label, &fact.prompt)?;
        if fact.kind == FactKind::YesNo {
            self.prompter.show(text!("screening-yes-means"), &fact.title)?;
        }
        if let Some((label, heard)) = asking.heard {
            self.prompter.show(label, heard)?;
        }
        if asking.to_confirm {
            self.at_last_meeting(&wording::fact(fact, standing))?;
        } else if *standing != FactAnswer::NotAsked {
            self.so_far(&wording::fact(fact, standing))?;
        }
        let mut choices = answers(fact);
        let unknown = choices.len();
        choices.push(Choice::answer(Some('u'), wording::presence(Presence::Unknown)));
        // A question to the screener can't be declined by the person.
        if fact.to == Addressee::Person {
            choices.push(Choice::answer(Some('d'), wording::presence(Presence::Declined)));
        }
        let confirmed = asking.to_confirm.then_some(choices.len());
        choices.extend(confirmed.map(|_| Choice::answer(Some('s'), text!("screening-still-so"))));
        choices.extend(Navigation::of_question(false).map(Navigation::choice));
        loop {
            let at = match self.prompter.pick(&choices)? {
                PromptResult::Value(at) => at,
                PromptResult::Nothing => continue,
                PromptResult::Again => return Ok(None),
                PromptResult::End => return self.ended().map(Some),
            };
            let asked = if !choices[at].answer {
                Asked::Moved(self.go(&choices[at], Some(asking))?)
            } else if confirmed == Some(at) {
                Asked::Answer(standing.clone())
            } else if at == unknown {
                Asked::Answer(FactAnswer::Unknown)
            } else if at > unknown {
                Asked::Answer(FactAnswer::Declined)
            } else {
                match fact.kind {
                    FactKind::YesNo | FactKind::One => Asked::Answer(FactAnswer::Values(1 << at)),
                    FactKind::Many => self.tick_values(fact, standing)?,
                    FactKind::Date | FactKind::Text => self.type_fact(fact, asking)?,
                }
            };
            match asked {
                Asked::Answer(answer) => return Ok(Some(Reply::Fact(answer))),
                Asked::Moved(NavigationResult::Reply(reply)) => return Ok(Some(reply)),
                Asked::Moved(NavigationResult::Again | NavigationResult::Note) => return Ok(None),
                // The question was cleared from the screen with the answer.
                Asked::Moved(NavigationResult::Stay) if self.prompter.is_discreet() => return Ok(None),
                Asked::Moved(NavigationResult::Stay) => {}
                Asked::End => return self.ended().map(Some),
            }
        }
    }

    /// Nothing ticked is no answer. "None of these" is a value of its own where the fact has one.
    fn tick_values(&mut self, fact: &Fact, standing: &FactAnswer) -> Result<Asked, PromptError> {
        let before = if let FactAnswer::Values(bits) = standing { *bits } else { 0 };
        let before: Vec<bool> = (0..fact.values.len()).map(|at| before & (1 << at) != 0).collect();
        let items: Vec<&str> = fact.values.iter().map(|value| value.text.as_str()).collect();
        Ok(match self.tick(&fact.title, &items, &before)? {
            Ticking::Done(ticked) if ticked.is_empty() && before.contains(&true) => {
                self.prompter.show("", text!("screening-ticks-removed"))?;
                Asked::Answer(FactAnswer::NotAsked)
            }
            Ticking::Done(ticked) if ticked.is_empty() => {
                self.prompter.show("", text!("screening-nothing-ticked"))?;
                Asked::Moved(NavigationResult::Stay)
            }
            Ticking::Done(ticked) => {
                Asked::Answer(FactAnswer::Values(ticked.iter().fold(0, |bits, at| bits | 1 << at)))
            }
            Ticking::Left => Asked::Moved(NavigationResult::Again),
            Ticking::Reply(reply) => Asked::Moved(NavigationResult::Reply(reply)),
            Ticking::End => Asked::End,
        })
    }

    fn type_fact(&mut self, fact: &Fact, asking: &Asking<'_>) -> Result<Asked, PromptError> {
        let text = match self.type_text(&fact.title, Some(asking))? {
            TypedText::Text(text) => text,
            TypedText::Nothing => return Ok(Asked::Moved(NavigationResult::Stay)),
            TypedText::Moved(moved) => return Ok(Asked::Moved(moved)),
            TypedText::End => return Ok(Asked::End),
        };
        if fact.kind == FactKind::Text {
            if text.chars().count() > MAX_TEXT_CHARS {
                self.prompter.show("", text!("screening-too-long"))?;
            }
            return Ok(match FactAnswer::Text(text).fit_for(fact) {
                FactAnswer::NotAsked => Asked::Moved(NavigationResult::Stay),
                text => Asked::Answer(text),
            });
        }
        let Ok(day) = text.trim().parse() else {
            self.prompter.rejected();
            self.prompter.show("", text!("screening-not-a-date"))?;
            return Ok(Asked::Moved(NavigationResult::Stay));
        };
        Ok(Asked::Answer(FactAnswer::Date(day)))
    }
}

fn answers(fact: &Fact) -> Vec<Choice> {
    match fact.kind {
        FactKind::YesNo => {
            vec![Choice::answer(Some('y'), text!("screening-yes")), Choice::answer(Some('n'), text!("screening-no"))]
        }
        FactKind::One => fact.values.iter().map(|value| Choice::answer(None, &value.text)).collect(),
        FactKind::Many => vec![Choice::answer(Some('t'), text!("screening-tick"))],
        FactKind::Date => vec![Choice::answer(Some('t'), text!("screening-type-date"))],
        FactKind::Text => vec![Choice::answer(Some('t'), text!("screening-type-text"))],
    }
}
