//! Puts one question after the other through simple prompts: pick one, tick some, type a text.
//!
//! Terminal and plain lines differ only in how they prompt, so both are this dialogue over another [`Prompter`].

mod fact;
mod indicator;
mod look;
mod scrutiny;
mod ways;

pub use ways::{Choice, Given, Prompter};

use super::{Asking, Face, Glance, Halt, Otherwise, Reply};
use crate::case::Answer;
use crate::catalogue::{Question, Section};
use crate::questionnaire::{Erase, Saved};
use crate::wording;
use std::path::PathBuf;
use ways::{Moved, Way};

/// A face made of a prompter.
pub struct Dialogue<P> {
    prompter: P,
    helped: bool,
}

/// Answers to a question with two sides.
fn two(yes: &str, no: &str) -> [Choice; 2] {
    [Choice::answer(Some('y'), yes), Choice::answer(Some('n'), no)]
}

/// The words of a choice that erases something, and of the question that makes sure of it.
fn erasing(what: Erase, earlier: usize, meetings: usize) -> (String, String) {
    match what {
        Erase::ThisMeeting => (wording::erase_this_meeting(earlier), wording::erases_this_meeting(earlier)),
        Erase::Everything if earlier == 0 => (wording::ERASE_NOW.to_owned(), wording::DISCARD_FOR_GOOD.to_owned()),
        Erase::Everything => (wording::erase_all_meetings(meetings), wording::erases_all_meetings(meetings)),
    }
}

impl<P: Prompter> Dialogue<P> {
    /// Over this prompter.
    pub fn new(prompter: P) -> Self {
        Self { prompter, helped: false }
    }

    fn open(&mut self, asking: &Asking<'_>) -> Result<(), Halt> {
        if !self.helped {
            self.helped = true;
            self.prompter.show("", wording::HELP)?;
        }
        if asking.section_begins {
            let progress = asking.progress;
            let aside = wording::progress(progress.section, progress.sections, progress.left);
            self.prompter.heading(&asking.section.title, &(aside + &wording::lasted(asking.minutes)))?;
            if !asking.section.say.is_empty() {
                self.prompter.show(wording::SAY, &asking.section.say)?;
            }
        }
        Ok(())
    }

    /// Says back what was answered before; discreetly, only that something was.
    fn so_far(&mut self, answer: &str) -> Result<(), Halt> {
        if self.prompter.is_discreet() {
            self.prompter.show("", wording::ANSWERED_BEFORE)
        } else {
            self.prompter.show(wording::SO_FAR, answer)
        }
    }

    /// Says back what was answered at the last meeting, to be confirmed; discreetly, only that something was.
    fn at_last_meeting(&mut self, answer: &str) -> Result<(), Halt> {
        if self.prompter.is_discreet() {
            self.prompter.show("", wording::ANSWERED_LAST_MEETING)
        } else {
            self.prompter.show(wording::AT_LAST_MEETING, answer)
        }
    }

    /// Shows what came out where nothing may stay, until somebody says that it was read.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    pub fn read_through(&mut self, text: &str) -> Result<(), Halt> {
        self.prompter.read_through(text)
    }

    /// How to part safely; then the screen is cleared, if that is wanted.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    pub fn part(&mut self, words: &str) -> Result<(), Halt> {
        if !words.is_empty() {
            self.prompter.heading(wording::BEFORE_YOU_PART, "")?;
            self.prompter.show("", words)?;
        }
        let choices = [Choice::answer(Some('c'), "clear the screen"), Choice::answer(Some('l'), "leave it as it is")];
        match self.prompter.pick(&choices)? {
            Given::Value(0) => self.prompter.clear(),
            _ => Ok(()),
        }
    }

    /// Tells that the answers could not be written to the file that was named, and asks what to do.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    pub fn not_in_file(&mut self, why: &str) -> Result<Otherwise, Halt> {
        self.otherwise(why, ["write them to another file", wording::OTHER_FILE, "leave them unwritten"])
    }

    /// Tells of what could not be kept, and asks what to do: try again, another place in these words, or no more.
    fn otherwise(&mut self, why: &str, [elsewhere, place, no_more]: [&str; 3]) -> Result<Otherwise, Halt> {
        self.prompter.show("", why)?;
        let choices = [
            Choice::answer(Some('r'), "try again"),
            Choice::answer(Some('o'), elsewhere),
            Choice::answer(Some('m'), no_more),
        ];
        loop {
            match self.prompter.pick(&choices)? {
                Given::Value(0) => return Ok(Otherwise::Again),
                Given::Value(1) => {
                    if let Some(path) = self.whole_path(place)? {
                        return Ok(Otherwise::Elsewhere(path));
                    }
                }
                Given::Value(_) | Given::End => return Ok(Otherwise::InMemory),
                Given::Nothing | Given::Again => {}
            }
        }
    }

    /// A place by its whole path; none to leave it. What is no path must not become a folder somewhere.
    fn whole_path(&mut self, title: &str) -> Result<Option<String>, Halt> {
        loop {
            let typed = match self.prompter.type_in(title)? {
                Given::Value(typed) => typed.trim().to_owned(),
                Given::Nothing | Given::Again | Given::End => return Ok(None),
            };
            if typed.starts_with(':') {
                return Ok(None);
            }
            let home = std::env::home_dir().unwrap_or_default();
            let path = typed.strip_prefix("~/").map_or_else(|| PathBuf::from(&typed), |inside| home.join(inside));
            if path.is_absolute() {
                return Ok(Some(path.display().to_string()));
            }
            self.prompter.show("", wording::WHOLE_PATH)?;
        }
    }

    /// One key must not end a talk.
    fn is_sure(&mut self, question: &str, yes: &str) -> Result<bool, Halt> {
        loop {
            self.prompter.show("", question)?;
            match self.prompter.pick(&two(yes, "go on"))? {
                Given::Value(at) => return Ok(at == 0),
                // Nobody says yes any more.
                Given::Nothing | Given::End => return Ok(false),
                Given::Again => {}
            }
        }
    }
}

impl<P: Prompter> Face for Dialogue<P> {
    fn tell(&mut self, text: &str) -> Result<(), Halt> {
        self.prompter.show("", text)
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, Halt> {
        self.open(asking)?;
        loop {
            let reply = match asking.question {
                Question::Fact(at) => self.ask_fact(asking, asking.catalogue.fact(at), asking.case.fact(at))?,
                Question::Indicator(at) => {
                    self.ask_indicator(asking, asking.catalogue.indicator(at), asking.case.answer(at))?
                }
            };
            if let Some(reply) = reply {
                return Ok(reply);
            }
        }
    }

    fn rate(&mut self, asking: &Asking<'_>, answer: &Answer) -> Result<Option<Answer>, Halt> {
        let Question::Indicator(at) = asking.question else { return Ok(Some(answer.clone())) };
        self.rate_indicator(asking.catalogue.indicator(at), answer)
    }

    fn without_yes(&mut self, words: &str) -> Result<Reply, Halt> {
        self.ask_without_yes(words)
    }

    fn contradiction(&mut self, words: &str, questions: &[(Question, &str)]) -> Result<Option<Question>, Halt> {
        self.ask_contradiction(words, questions)
    }

    fn is_to_end(&mut self) -> Result<bool, Halt> {
        self.is_sure(wording::END_HERE, "end")
    }

    fn offer_detail(&mut self, left: usize) -> Result<Reply, Halt> {
        let mut choices =
            Vec::from(two("go on with the detailed questions", "leave them out and go to the person's wishes"));
        choices.extend([Way::Back, Way::Overview, Way::Pause, Way::Stop, Way::Hide].map(Way::choice));
        loop {
            self.prompter.heading(&wording::core_done(left), "")?;
            let moved = match self.prompter.pick(&choices)? {
                Given::Value(at @ 0..2) => return Ok(Reply::Detail(at == 0)),
                Given::Value(at) => self.go(&choices[at], None)?,
                Given::Nothing | Given::Again => Moved::Again,
                Given::End => return self.ended(),
            };
            if let Moved::Reply(reply) = moved {
                return Ok(reply);
            }
        }
    }

    fn offer_pause(&mut self, words: &str, next: &Section) -> Result<Reply, Halt> {
        let on = format!("go on to: {}", next.title);
        let mut choices = vec![Choice::answer(Some('g'), on)];
        choices.extend([Way::Back, Way::Overview, Way::Pause, Way::Stop, Way::Hide].map(Way::choice));
        loop {
            self.prompter.show(wording::SAY, words)?;
            let moved = match self.prompter.pick(&choices)? {
                Given::Value(0) => return Ok(Reply::Pass),
                Given::Value(at) => self.go(&choices[at], None)?,
                Given::Nothing | Given::Again => Moved::Again,
                Given::End => return self.ended(),
            };
            if let Moved::Reply(reply) = moved {
                return Ok(reply);
            }
        }
    }

    fn look_through(&mut self, glance: &Glance<'_>) -> Result<Option<Question>, Halt> {
        self.look(glance)
    }

    fn not_kept(&mut self, why: &str) -> Result<Otherwise, Halt> {
        let ways = ["keep them in another folder", wording::OTHER_FOLDER, "go on, and keep them in this window only"];
        self.otherwise(&wording::not_saved(why), ways)
    }

    fn what_to_erase(&mut self, saved: Saved) -> Result<Option<Erase>, Halt> {
        let offered: &[Erase] = match saved {
            Saved { earlier: 0, .. } | Saved { this_one: false, .. } => &[Erase::Everything],
            _ => &[Erase::ThisMeeting, Erase::Everything],
        };
        let meetings = saved.earlier + usize::from(saved.this_one);
        let (choice, sure): (Vec<String>, Vec<String>) =
            offered.iter().map(|what| erasing(*what, saved.earlier, meetings)).unzip();
        let choices = choice.iter().zip(['y', 'e']).map(|(words, key)| Choice::answer(Some(key), words));
        let leave = Choice::answer(Some('n'), wording::LEAVE_SAVED);
        let choices: Vec<Choice> = choices.chain([leave]).collect();
        loop {
            self.prompter.show("", &wording::withdrawn(saved.earlier, saved.this_one))?;
            match self.prompter.pick(&choices)? {
                Given::Value(at) if at < offered.len() => {
                    if self.is_sure(&sure[at], "erase it")? {
                        return Ok(Some(offered[at]));
                    }
                }
                Given::Nothing | Given::Again => {}
                Given::Value(_) | Given::End => return Ok(None),
            }
        }
    }

    fn rest(&mut self) -> Result<(), Halt> {
        self.prompter.hide(wording::RESTING)
    }

    fn clear(&mut self) -> Result<(), Halt> {
        self.prompter.clear()
    }
}
