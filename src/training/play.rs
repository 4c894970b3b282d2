//! Plays a script to an audience: the interview question by question, in the interviewee's words.
//!
//! Absent signs about which the interviewee says nothing are not shown one by one. Those of a section are listed
//! together.

use super::{Move, Script, ScriptFace};
use crate::case::{Answer, FactAnswer, Presence};
use crate::catalogue::{AskedBy, Catalogue, Question, Section};
use crate::interview::{Asking, Face, PromptError, PromptResult, Prompter, Reply};
use crate::wording;
use std::time::Duration;

/// A face that shows the answers of a script.
pub struct PlayFace<'s, P> {
    script: &'s Script,
    inner: ScriptFace<'s>,
    prompter: P,
    /// How long each step is shown. `None`: until a key is pressed.
    pace: Option<Duration>,
    /// The heading and text of a section of which nothing was shown yet.
    pending: Option<(String, String)>,
    /// Statements of signs that were asked about and are absent.
    absent: Vec<String>,
    /// Steps that were shown. They are not shown again when the interview goes back.
    shown: Vec<(Question, Reply)>,
    /// Whether nobody presses keys any more.
    input_ended: bool,
    /// Whether the viewer left.
    left: bool,
}

impl<'s, P: Prompter> PlayFace<'s, P> {
    /// Plays this script on a prompter. `pace` limits the time of a step; a teaching point always waits for a key.
    pub fn new(script: &'s Script, prompter: P, pace: Option<Duration>) -> Self {
        let inner = ScriptFace::new(script);
        Self {
            script,
            inner,
            prompter,
            pace,
            pending: None,
            absent: Vec::new(),
            shown: Vec::new(),
            input_ended: false,
            left: false,
        }
    }

    /// Whether the viewer left before the end.
    pub fn was_left(&self) -> bool {
        self.left
    }

    /// Shows what the case is about.
    pub fn begin(&mut self) -> Result<(), PromptError> {
        self.prompter.heading(&self.script.title, &self.script.source)?;
        if !self.script.vignette.is_empty() {
            self.prompter.show(text!("training-story"), &running(&self.script.vignette))?;
        }
        self.wait(true)
    }

    /// Shows what was volunteered, before the result.
    pub fn close(&mut self, catalogue: &Catalogue) -> Result<(), PromptError> {
        self.mark_absent()?;
        let told = told_unasked(catalogue, self.script);
        if told.is_empty() {
            return Ok(());
        }
        self.prompter.heading(text!("training-told-unasked"), "")?;
        for (question, line) in told {
            self.prompter.show("", &format!("– {line}"))?;
            self.remarks(Some(question))?;
        }
        self.wait(false)
    }

    /// Shows the remarks for the end, after the result.
    pub fn end(&mut self) -> Result<(), PromptError> {
        if !self.script.misleads.is_empty() {
            self.prompter.show(text!("training-misleads"), &running(&self.script.misleads))?;
        }
        for point in self.script.remarks(None) {
            self.prompter.show(text!("training-for-the-class"), point)?;
        }
        Ok(())
    }

    /// Waits for a key, or as long as the pace says. A teaching point always waits for a key.
    fn wait(&mut self, for_a_key: bool) -> Result<(), PromptError> {
        if let Some(pace) = self.pace.filter(|_| !for_a_key) {
            self.prompter.pause(pace);
            return Ok(());
        }
        if self.input_ended {
            return Ok(());
        }
        match self.prompter.wait(text!("training-go-on"))? {
            PromptResult::Value(()) | PromptResult::Again => Ok(()),
            PromptResult::End => {
                self.input_ended = true;
                Ok(())
            }
            PromptResult::Nothing => {
                self.left = true;
                Err(PromptError::Interrupted)
            }
        }
    }

    fn remarks(&mut self, at: Option<Question>) -> Result<bool, PromptError> {
        let mut any = false;
        for point in self.script.remarks(at) {
            self.prompter.show(text!("training-for-the-class"), point)?;
            any = true;
        }
        Ok(any)
    }

    fn mark_absent(&mut self) -> Result<(), PromptError> {
        if self.absent.is_empty() {
            return Ok(());
        }
        self.head()?;
        let list = std::mem::take(&mut self.absent).join("\n– ");
        self.prompter.show("", &format!("\n{}:\n– {list}", text!("training-asked-and-absent")))
    }

    /// Shows the heading of the section before its first content.
    fn head(&mut self) -> Result<(), PromptError> {
        let Some((title, say)) = self.pending.take() else { return Ok(()) };
        self.prompter.heading(&title, "")?;
        if say.is_empty() { Ok(()) } else { self.prompter.show(text!("screening-say"), &say) }
    }

    /// Shows a question with the spoken and the marked answer.
    fn show(&mut self, asking: &Asking<'_>, reply: &Reply) -> Result<(), PromptError> {
        let catalogue = asking.catalogue;
        let at = asking.question;
        if self.shown.contains(&(at, reply.clone())) {
            return Ok(());
        }
        self.shown.push((at, reply.clone()));
        let says = self.script.telling(at).map_or("", |telling| telling.says.as_str());
        let remarked = self.script.remarks(Some(at)).next().is_some();
        let marked = match (reply, at) {
            (Reply::Fact(answer), Question::Fact(fact)) => {
                let fact = catalogue.fact(fact);
                format!("{}: {}", fact.title, wording::fact(fact, answer))
            }
            (Reply::Indicator(answer), Question::Indicator(_)) => {
                if answer.presence == Presence::Absent && says.is_empty() && !remarked && !self.moves_at(at) {
                    self.absent.push(catalogue.question_title(at).to_owned());
                    return Ok(());
                }
                wording::answer(answer)
            }
            // A move back is no answer, and an open question is not worth a stop.
            _ => return Ok(()),
        };
        self.head()?;
        self.prompter.show("", "")?;
        let (label, prompt) = put(asking);
        self.prompter.show(label, prompt)?;
        if !says.is_empty() {
            self.prompter.show(text!("training-you-hear"), &text!("training-said", words = says))?;
        }
        if matches!(at, Question::Indicator(_)) {
            self.prompter.show(text!("screening-statement"), catalogue.question_title(at))?;
        }
        self.prompter.show("", &format!("→ {marked}"))?;
        self.note_move(at, reply)?;
        let remarked = self.remarks(Some(at))?;
        if remarked || !says.is_empty() { self.wait(remarked) } else { Ok(()) }
    }

    fn moves_at(&self, question: Question) -> bool {
        self.script.moves.iter().any(|(at, _)| Question::Indicator(*at) == question)
    }

    /// Shows what else happens here in the script.
    fn note_move(&mut self, question: Question, reply: &Reply) -> Result<(), PromptError> {
        for (at, step) in &self.script.moves {
            if Question::Indicator(*at) != question {
                continue;
            }
            let first = |first: Presence| matches!(reply, Reply::Indicator(given) if *given == Answer::of(first));
            match step {
                Move::Pause => self.prompter.show("", text!("training-pauses"))?,
                Move::Correct(presence) if first(*presence) => {
                    self.prompter.show("", text!("training-corrected-later"))?;
                }
                Move::Correct(_) | Move::Back | Move::Stop | Move::Withdraw => {}
            }
        }
        Ok(())
    }
}

impl<P: Prompter> Face for PlayFace<'_, P> {
    fn show_message(&mut self, text: &str) -> Result<(), PromptError> {
        self.prompter.show("", text)
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, PromptError> {
        if asking.section_begins {
            self.mark_absent()?;
            self.pending = Some((asking.section.title.clone(), asking.say()));
        }
        let reply = self.inner.ask(asking)?;
        match &reply {
            Reply::Back => self.prompter.show("", text!("training-goes-back"))?,
            Reply::Stop => self.prompter.show("", text!("training-stops-here"))?,
            Reply::Withdraw => self.prompter.show("", text!("training-no-longer-agrees"))?,
            reply => self.show(asking, reply)?,
        }
        Ok(reply)
    }

    fn offer_detail(&mut self, left: usize) -> Result<Reply, PromptError> {
        self.mark_absent()?;
        self.inner.offer_detail(left)
    }

    fn offer_pause(&mut self, words: &str, _: &Section) -> Result<Reply, PromptError> {
        self.mark_absent()?;
        if self.pending.is_none() {
            self.prompter.show(text!("screening-say"), words)?;
        }
        Ok(Reply::Pass)
    }
}

/// The label and text of a question: the words to say, or what the screener decides.
fn put<'a>(asking: &Asking<'a>) -> (&'static str, &'a str) {
    let catalogue = asking.catalogue;
    match asking.question {
        Question::Fact(at) => {
            let fact = catalogue.fact(at);
            let to_person = fact.to == crate::catalogue::Addressee::Person;
            (if to_person { text!("screening-say") } else { text!("screening-judge-yourself") }, &fact.prompt)
        }
        Question::Indicator(at) => {
            let seen = asking.asked_by == AskedBy::ObserveOnly;
            (
                if seen { text!("screening-judge-yourself") } else { text!("screening-say") },
                crate::assessment::Answers::of(catalogue, asking.case).prompt(at),
            )
        }
    }
}

/// The volunteered answers of a script, one a line.
pub(super) fn told_unasked(catalogue: &Catalogue, script: &Script) -> Vec<(Question, String)> {
    let facts = script.facts.iter().filter(|(_, one)| one.telling.volunteered && one.answer != FactAnswer::NotAsked);
    let facts = facts.map(|(at, one)| {
        let fact = catalogue.fact(*at);
        (Question::Fact(*at), &one.telling, format!("{}: {}", fact.title, wording::fact(fact, &one.answer)))
    });
    let answers = script.answers.iter().filter(|(_, one)| one.telling.volunteered);
    let answers = answers.map(|(at, one)| {
        let statement = &catalogue.indicator(*at).statement;
        (Question::Indicator(*at), &one.telling, format!("{statement}: {}", wording::answer(&one.answer)))
    });
    let told = facts.chain(answers).map(|(at, telling, line)| match telling.says.as_str() {
        "" => (at, line),
        says => (at, format!("{} → {line}", text!("training-said", words = says))),
    });
    told.collect()
}

/// A text of several lines as one line.
pub(super) fn running(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
