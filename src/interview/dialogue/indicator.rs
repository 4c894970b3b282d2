//! Asks about an indicator: presence, severity, and basis.

use super::ticking::Ticking;
use super::ways::{Navigation, NavigationResult};
use super::{Choice, Dialogue, PromptResult, Prompter};
use crate::case::{Answer, Basis, Presence};
use crate::catalogue::{Anchors, AskedBy, Indicator, Question};
use crate::condition::Severity;
use crate::interview::{Asking, PromptError, Reply};
use crate::wording;

const PRESENCES: [(char, Presence); 5] = [
    ('p', Presence::Present),
    ('a', Presence::Absent),
    ('u', Presence::Unknown),
    ('d', Presence::Declined),
    ('s', Presence::Suspected),
];

/// The result of a step of the rating.
enum Rated {
    Done,
    /// Back one step.
    Back,
    /// A reply that leaves the question.
    Reply(Reply),
}

impl<P: Prompter> Dialogue<P> {
    /// Asks the question once. `None`: show it again.
    pub(super) fn ask_indicator(
        &mut self,
        asking: &Asking<'_>,
        indicator: &Indicator,
        standing: Option<&Answer>,
    ) -> Result<Option<Reply>, PromptError> {
        self.show_indicator(asking, indicator, standing)?;
        let answer = |(key, presence): &(char, Presence)| Choice::answer(Some(*key), wording::presence(*presence));
        let mut choices: Vec<Choice> = PRESENCES.iter().map(answer).collect();
        choices.extend(Navigation::of_question(true).map(Navigation::choice));
        loop {
            let at = match self.prompter.pick(&choices)? {
                PromptResult::Value(at) => at,
                PromptResult::Nothing => continue,
                PromptResult::Again => return Ok(None),
                PromptResult::End => return self.ended().map(Some),
            };
            if let Some((_, presence)) = PRESENCES.get(at) {
                return Ok(Some(Reply::Indicator(changed(standing, *presence))));
            }
            match self.go(&choices[at], Some(asking))? {
                NavigationResult::Reply(reply) => return Ok(Some(reply)),
                NavigationResult::Again => return Ok(None),
                // The question was cleared from the screen with the key.
                NavigationResult::Stay if self.prompter.is_discreet() => return Ok(None),
                NavigationResult::Stay => {}
                NavigationResult::Note => return self.note(asking, standing),
            }
        }
    }

    fn show_indicator(
        &mut self,
        asking: &Asking<'_>,
        indicator: &Indicator,
        standing: Option<&Answer>,
    ) -> Result<(), PromptError> {
        let Question::Indicator(at) = asking.question else { return Ok(()) };
        let prompt = crate::assessment::Answers::of(asking.catalogue, asking.case).prompt(at);
        if asking.asked_by == AskedBy::ObserveOnly {
            self.prompter.show("", &format!("{}.", text!("screening-do-not-ask")))?;
            self.prompter.show(text!("screening-judge-yourself"), prompt)?;
        } else {
            self.prompter.show(text!("screening-say"), prompt)?;
        }
        if !indicator.follow_up.is_empty() {
            self.prompter.show(text!("screening-follow-up"), &indicator.follow_up)?;
        }
        if !indicator.observe.is_empty() {
            self.prompter.show(text!("screening-look-for"), &indicator.observe)?;
        }
        self.prompter.show(text!("screening-statement"), &indicator.statement)?;
        if let Some((label, heard)) = asking.heard {
            self.prompter.show(label, heard)?;
        }
        match standing {
            Some(answer) => self.so_far(&wording::answer(answer)),
            None => Ok(()),
        }
    }

    /// Asks for severity and basis. Both are optional.
    pub(super) fn rate_indicator(&mut self, indicator: &Indicator, answer: &Answer) -> Result<Reply, PromptError> {
        if let Some(reply) = self.next.take() {
            return Ok(reply);
        }
        let mut rated = answer.clone();
        loop {
            if let Some(anchors) = &indicator.anchors {
                match self.severity(anchors, &mut rated)? {
                    Rated::Done => {}
                    Rated::Back => return Ok(Reply::Back),
                    Rated::Reply(reply) => return Ok(reply),
                }
            }
            match self.basis(&mut rated)? {
                Rated::Done => return Ok(Reply::Indicator(rated)),
                Rated::Back if indicator.anchors.is_some() => {}
                Rated::Back => return Ok(Reply::Back),
                Rated::Reply(reply) => return Ok(reply),
            }
        }
    }

    /// Asks for the basis.
    fn basis(&mut self, rated: &mut Answer) -> Result<Rated, PromptError> {
        let mut items: Vec<&str> = Basis::ALL.iter().map(|basis| wording::basis(*basis)).collect();
        items.push(text!("answer-contradicted"));
        let mut before: Vec<bool> = Basis::ALL.iter().map(|basis| rated.basis.contains(basis)).collect();
        before.push(rated.contradicted);
        Ok(match self.tick(text!("screening-rests-on"), &items, &before)? {
            Ticking::Done(ticked) => {
                let told = Basis::ALL.into_iter().enumerate().filter(|(at, _)| ticked.contains(at));
                rated.basis = told.map(|(_, basis)| basis).collect();
                rated.contradicted = ticked.contains(&Basis::ALL.len());
                Rated::Done
            }
            Ticking::Left => Rated::Back,
            Ticking::Reply(reply) => Rated::Reply(reply),
            // A rating from before the end of the input is recorded.
            Ticking::End => Rated::Done,
        })
    }

    fn severity(&mut self, anchors: &Anchors, rated: &mut Answer) -> Result<Rated, PromptError> {
        let before = rated.severity;
        let mut choices: Vec<Choice> = Severity::ALL
            .iter()
            .map(|one| Choice::answer(None, format!("{}: {}", wording::severity(*one), anchors.of(*one))))
            .collect();
        let unrated = choices.len();
        choices.push(Choice::answer(Some('u'), text!("screening-not-rated")));
        choices.extend(before.map(|_| Navigation::Skip.choice()));
        choices.extend(Navigation::INSIDE.map(Navigation::choice));
        loop {
            self.prompter.show("", text!("screening-how-severe"))?;
            if let Some(before) = before {
                self.so_far(wording::severity(before))?;
            }
            let at = match self.prompter.pick(&choices)? {
                PromptResult::Value(at) => at,
                PromptResult::Nothing | PromptResult::Again => continue,
                PromptResult::End => return Ok(Rated::Done),
            };
            if at <= unrated {
                rated.severity = Severity::ALL.get(at).copied();
                return Ok(Rated::Done);
            }
            match self.go(&choices[at], None)? {
                NavigationResult::Reply(Reply::Pass) => return Ok(Rated::Done),
                NavigationResult::Reply(Reply::Back) => return Ok(Rated::Back),
                NavigationResult::Reply(reply) => return Ok(Rated::Reply(reply)),
                NavigationResult::Again | NavigationResult::Stay | NavigationResult::Note => {}
            }
        }
    }

    pub(super) fn help(&mut self, asking: &Asking<'_>) -> Result<(), PromptError> {
        match asking.question {
            Question::Fact(at) => {
                let help = &asking.catalogue.fact(at).help;
                if !help.is_empty() {
                    self.prompter.show("", help)?;
                }
            }
            Question::Indicator(at) => {
                let indicator = asking.catalogue.indicator(at);
                let about = [
                    (text!("screening-counts-too"), &indicator.include),
                    (text!("screening-does-not-count"), &indicator.exclude),
                ];
                for (label, text) in about.into_iter().filter(|(_, text)| !text.is_empty()) {
                    self.prompter.show(label, text)?;
                }
                for severity in indicator.anchors.iter().flat_map(|_| Severity::ALL) {
                    let anchors = indicator.anchors.as_ref().map_or("", |anchors| anchors.of(severity));
                    self.prompter.show(wording::severity(severity), anchors)?;
                }
            }
        }
        self.prompter.show("", text!("screening-help"))
    }
}

/// The answer with another presence. Other parts of the earlier answer stay if they still fit.
fn changed(standing: Option<&Answer>, presence: Presence) -> Answer {
    match standing {
        Some(before) if before.presence == presence => before.clone(),
        before => Answer { note: before.and_then(|answer| answer.note.clone()), ..Answer::of(presence) },
    }
}
