//! Asks about a fact.

use super::ticking::Ticking;
use super::typed::Typed;
use super::ways::{Moved, Way};
use super::{Choice, Dialogue, Given, Prompter};
use crate::case::{FactAnswer, MAX_TEXT_CHARS, Presence};
use crate::catalogue::{Addressee, Fact, FactKind};
use crate::interview::{Asking, Halt, Reply};
use crate::wording;

/// What was asked for beyond one key.
enum Asked {
    Answer(FactAnswer),
    Moved(Moved),
    End,
}

impl<P: Prompter> Dialogue<P> {
    /// Puts the question once; none if it has to be shown again.
    pub(super) fn ask_fact(
        &mut self,
        asking: &Asking<'_>,
        fact: &Fact,
        standing: &FactAnswer,
    ) -> Result<Option<Reply>, Halt> {
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
        // What is put to the screener can't be declined by the person.
        if fact.to == Addressee::Person {
            choices.push(Choice::answer(Some('d'), wording::presence(Presence::Declined)));
        }
        let confirmed = asking.to_confirm.then_some(choices.len());
        choices.extend(confirmed.map(|_| Choice::answer(Some('s'), text!("screening-still-so"))));
        choices.extend(Way::of_question(false).map(Way::choice));
        loop {
            let at = match self.prompter.pick(&choices)? {
                Given::Value(at) => at,
                Given::Nothing => continue,
                Given::Again => return Ok(None),
                Given::End => return self.ended().map(Some),
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
                Asked::Moved(Moved::Reply(reply)) => return Ok(Some(reply)),
                Asked::Moved(Moved::Again | Moved::Note) => return Ok(None),
                // The question was taken off the screen with the answer.
                Asked::Moved(Moved::Stay) if self.prompter.is_discreet() => return Ok(None),
                Asked::Moved(Moved::Stay) => {}
                Asked::End => return self.ended().map(Some),
            }
        }
    }

    /// Nothing ticked is no answer: "none of these" is a value of its own where it can be said.
    fn tick_values(&mut self, fact: &Fact, standing: &FactAnswer) -> Result<Asked, Halt> {
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
                Asked::Moved(Moved::Stay)
            }
            Ticking::Done(ticked) => {
                Asked::Answer(FactAnswer::Values(ticked.iter().fold(0, |bits, at| bits | 1 << at)))
            }
            Ticking::Left => Asked::Moved(Moved::Again),
            Ticking::Reply(reply) => Asked::Moved(Moved::Reply(reply)),
            Ticking::End => Asked::End,
        })
    }

    fn type_fact(&mut self, fact: &Fact, asking: &Asking<'_>) -> Result<Asked, Halt> {
        let text = match self.type_text(&fact.title, Some(asking))? {
            Typed::Text(text) => text,
            Typed::Nothing => return Ok(Asked::Moved(Moved::Stay)),
            Typed::Moved(moved) => return Ok(Asked::Moved(moved)),
            Typed::End => return Ok(Asked::End),
        };
        if fact.kind == FactKind::Text {
            if text.chars().count() > MAX_TEXT_CHARS {
                self.prompter.show("", text!("screening-too-long"))?;
            }
            return Ok(match FactAnswer::Text(text).fit_for(fact) {
                FactAnswer::NotAsked => Asked::Moved(Moved::Stay),
                text => Asked::Answer(text),
            });
        }
        let Ok(day) = text.trim().parse() else {
            self.prompter.rejected();
            self.prompter.show("", text!("screening-not-a-date"))?;
            return Ok(Asked::Moved(Moved::Stay));
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
