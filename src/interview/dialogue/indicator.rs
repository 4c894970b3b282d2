//! Asks about an indicator: whether it is there, how severe, and what that rests on.

use super::ways::{Moved, Typed, Way};
use super::{Choice, Dialogue, Given, Prompter};
use crate::case::{Answer, Basis, MAX_NOTE_CHARS, Presence};
use crate::catalogue::{Anchors, AskedBy, Indicator, Question};
use crate::condition::Severity;
use crate::interview::{Asking, Halt, Reply};
use crate::wording;

const PRESENCES: [(char, Presence); 5] = [
    ('p', Presence::Present),
    ('a', Presence::Absent),
    ('u', Presence::Unknown),
    ('d', Presence::Declined),
    ('s', Presence::Suspected),
];

/// What came of asking how severe something is.
enum Rated {
    /// So severe, or not rated.
    As(Option<Severity>),
    /// Back to the question itself.
    Back,
}

impl<P: Prompter> Dialogue<P> {
    /// Puts the question once; none if it has to be shown again.
    pub(super) fn ask_indicator(
        &mut self,
        asking: &Asking<'_>,
        indicator: &Indicator,
        standing: Option<&Answer>,
    ) -> Result<Option<Reply>, Halt> {
        self.show_indicator(asking, indicator, standing)?;
        let answer = |(key, presence): &(char, Presence)| Choice::answer(Some(*key), wording::presence(*presence));
        let mut choices: Vec<Choice> = PRESENCES.iter().map(answer).collect();
        choices.extend(Way::of_question(true).map(Way::choice));
        loop {
            let at = match self.prompter.pick(&choices)? {
                Given::Value(at) => at,
                Given::Nothing => continue,
                Given::Again => return Ok(None),
                Given::End => return self.ended().map(Some),
            };
            if let Some((_, presence)) = PRESENCES.get(at) {
                return Ok(Some(Reply::Indicator(changed(standing, *presence))));
            }
            match self.go(&choices[at], Some(asking))? {
                Moved::Reply(reply) => return Ok(Some(reply)),
                Moved::Again => return Ok(None),
                // The question was taken off the screen with the key.
                Moved::Stay if self.prompter.is_discreet() => return Ok(None),
                Moved::Stay => {}
                Moved::Note => return self.note(asking, standing),
            }
        }
    }

    fn show_indicator(
        &mut self,
        asking: &Asking<'_>,
        indicator: &Indicator,
        standing: Option<&Answer>,
    ) -> Result<(), Halt> {
        if asking.asked_by == AskedBy::ObserveOnly {
            self.prompter.show("", &format!("{}.", wording::DO_NOT_ASK))?;
            self.prompter.show(wording::ASK_YOURSELF, &indicator.prompt)?;
        } else {
            self.prompter.show(wording::SAY, &indicator.prompt)?;
        }
        if !indicator.observe.is_empty() {
            self.prompter.show(wording::LOOK_FOR, &indicator.observe)?;
        }
        self.prompter.show(wording::STATEMENT, &indicator.statement)?;
        if let Some((label, heard)) = asking.heard {
            self.prompter.show(label, heard)?;
        }
        match standing {
            Some(answer) => self.so_far(&wording::answer(answer)),
            None => Ok(()),
        }
    }

    /// Asks how severe, and what it rests on. Neither has to be answered; none to go back to the question.
    pub(super) fn rate_indicator(&mut self, indicator: &Indicator, answer: &Answer) -> Result<Option<Answer>, Halt> {
        let mut rated = answer.clone();
        loop {
            if let Some(anchors) = &indicator.anchors {
                match self.severity(anchors, rated.severity)? {
                    Rated::As(severity) => rated.severity = severity,
                    Rated::Back => return Ok(None),
                }
            }
            match self.basis(&mut rated)? {
                Moved::Again if indicator.anchors.is_some() => {}
                Moved::Again => return Ok(None),
                _ => return Ok(Some(rated)),
            }
        }
    }

    /// What it rests on; `Again` to go back a step.
    fn basis(&mut self, rated: &mut Answer) -> Result<Moved, Halt> {
        let mut items: Vec<&str> = Basis::ALL.iter().map(|basis| wording::basis(*basis)).collect();
        items.push(wording::CONTRADICTED);
        let mut before: Vec<bool> = Basis::ALL.iter().map(|basis| rated.basis.contains(basis)).collect();
        before.push(rated.contradicted);
        match self.prompter.tick(wording::RESTS_ON, &items, &before)? {
            Given::Nothing => return Ok(Moved::Again),
            Given::Again | Given::End => {}
            Given::Value(ticked) => {
                let told = Basis::ALL.into_iter().enumerate().filter(|(at, _)| ticked.contains(at));
                rated.basis = told.map(|(_, basis)| basis).collect();
                rated.contradicted = ticked.contains(&Basis::ALL.len());
            }
        }
        Ok(Moved::Stay)
    }

    fn severity(&mut self, anchors: &Anchors, before: Option<Severity>) -> Result<Rated, Halt> {
        let mut choices: Vec<Choice> = Severity::ALL
            .iter()
            .map(|one| Choice::answer(None, format!("{}: {}", wording::severity(*one), anchors.of(*one))))
            .collect();
        let unrated = choices.len();
        choices.push(Choice::answer(Some('u'), wording::NOT_RATED));
        let ways = [Way::Skip, Way::Back, Way::Hide];
        choices.extend(ways.into_iter().filter(|way| *way != Way::Skip || before.is_some()).map(Way::choice));
        loop {
            self.prompter.show("", wording::HOW_SEVERE)?;
            if let Some(before) = before {
                self.so_far(wording::severity(before))?;
            }
            let at = match self.prompter.pick(&choices)? {
                Given::Value(at) => at,
                Given::Nothing | Given::Again => continue,
                Given::End => return Ok(Rated::As(before)),
            };
            if at <= unrated {
                return Ok(Rated::As(Severity::ALL.get(at).copied()));
            }
            match self.go(&choices[at], None)? {
                Moved::Reply(Reply::Pass) => return Ok(Rated::As(before)),
                Moved::Reply(_) => return Ok(Rated::Back),
                Moved::Again | Moved::Stay | Moved::Note => {}
            }
        }
    }

    fn note(&mut self, asking: &Asking<'_>, standing: Option<&Answer>) -> Result<Option<Reply>, Halt> {
        let before = standing.and_then(|answer| answer.note.as_deref());
        if let Some(before) = before {
            if self.prompter.is_discreet() {
                self.prompter.show("", wording::NOTE_STANDS)?;
            } else {
                self.prompter.show(wording::NOTE_SO_FAR, &wording::without_hidden(before))?;
            }
        }
        let text = match self.type_text(wording::NOTE, asking)? {
            Typed::Text(text) => wording::without_hidden(&text),
            Typed::Nothing | Typed::Moved(Moved::Again | Moved::Stay | Moved::Note) => return Ok(None),
            Typed::Moved(Moved::Reply(reply)) => return Ok(Some(reply)),
            Typed::End => return self.ended().map(Some),
        };
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if text == "-" {
            return Ok(before.is_some().then_some(Reply::Note(None)));
        }
        let text = before.map_or_else(|| text.to_owned(), |before| format!("{before}\n{text}"));
        if text.chars().count() > MAX_NOTE_CHARS {
            self.prompter.show("", wording::TOO_LONG)?;
        }
        Ok(Some(Reply::Note(Some(text))))
    }

    pub(super) fn help(&mut self, asking: &Asking<'_>) -> Result<(), Halt> {
        match asking.question {
            Question::Fact(at) => {
                let help = &asking.catalogue.fact(at).help;
                if !help.is_empty() {
                    self.prompter.show("", help)?;
                }
            }
            Question::Indicator(at) => {
                let indicator = asking.catalogue.indicator(at);
                let about = [(wording::COUNTS, &indicator.include), (wording::DOES_NOT_COUNT, &indicator.exclude)];
                for (label, text) in about.into_iter().filter(|(_, text)| !text.is_empty()) {
                    self.prompter.show(label, text)?;
                }
                for severity in indicator.anchors.iter().flat_map(|_| Severity::ALL) {
                    let anchors = indicator.anchors.as_ref().map_or("", |anchors| anchors.of(severity));
                    self.prompter.show(wording::severity(severity), anchors)?;
                }
            }
        }
        self.prompter.show("", wording::HELP)
    }
}

/// The answer with another presence. What was said of it before stays where it still fits.
fn changed(standing: Option<&Answer>, presence: Presence) -> Answer {
    match standing {
        Some(before) if before.presence == presence => before.clone(),
        before => Answer { note: before.and_then(|answer| answer.note.clone()), ..Answer::of(presence) },
    }
}
