//! Puts one question after the other through simple prompts: pick one, tick some, type a text.
//!
//! Terminal and plain lines differ only in how they prompt, so both are this dialogue over another [`Prompter`].

use super::{Asking, Face, Halt, Reply};
use crate::case::{Answer, Basis, FactAnswer, MAX_NOTE_CHARS, Presence};
use crate::catalogue::{Addressee, Anchors, AskedBy, Fact, FactKind, Indicator, Question};
use crate::condition::Severity;
use crate::wording;

/// One thing that can be picked: by its key, or by its number in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The key, if it has one; values of facts go by number.
    pub key: Option<char>,
    /// The words.
    pub label: String,
    /// Whether it is an answer; the others are ways to move about.
    pub answer: bool,
    /// Whether it is the answer so far: a menu begins there, so that Enter changes nothing.
    pub so_far: bool,
}

impl Choice {
    fn answer(key: Option<char>, label: impl Into<String>) -> Self {
        Self { key, label: label.into(), answer: true, so_far: false }
    }

    fn way(key: char, label: &str) -> Self {
        Self { key: Some(key), label: label.to_owned(), answer: false, so_far: false }
    }
}

/// What a prompt brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given<T> {
    /// This.
    Value(T),
    /// Nothing: the prompt was left by Esc or an empty line.
    Nothing,
    /// The input is at its end.
    End,
}

/// The three prompts that a dialogue is made of.
pub trait Prompter {
    /// Shows a paragraph.
    ///
    /// # Errors
    /// When the screen fails.
    fn show(&mut self, label: &str, text: &str) -> Result<(), Halt>;

    /// Shows a heading.
    ///
    /// # Errors
    /// When the screen fails.
    fn heading(&mut self, title: &str, aside: &str) -> Result<(), Halt>;

    /// Lets one choice be picked; gives its place.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    fn pick(&mut self, choices: &[Choice]) -> Result<Given<usize>, Halt>;

    /// Lets any of the items be ticked, those ticked before being so from the start; gives their places.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    fn tick(&mut self, title: &str, items: &[&str], ticked: &[bool]) -> Result<Given<Vec<usize>>, Halt>;

    /// Lets a line be typed.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    fn type_in(&mut self, title: &str) -> Result<Given<String>, Halt>;
}

/// A face made of a prompter.
pub struct Dialogue<P> {
    prompter: P,
    helped: bool,
}

impl<P: Prompter> Dialogue<P> {
    /// Over this prompter.
    pub fn new(prompter: P) -> Self {
        Self { prompter, helped: false }
    }

    /// The ways to move about that every question offers.
    fn ways(indicator: bool) -> Vec<Choice> {
        let mut ways = vec![Choice::way('k', "skip"), Choice::way('b', "back")];
        if indicator {
            ways.extend([Choice::way('n', "note"), Choice::way('h', "help"), Choice::way('f', "finish")]);
        } else {
            ways.push(Choice::way('h', "help"));
        }
        ways.push(Choice::way('x', "stop"));
        ways
    }

    fn open(&mut self, asking: &Asking<'_>) -> Result<(), Halt> {
        if !self.helped {
            self.helped = true;
            self.prompter.show("", wording::HELP)?;
        }
        if asking.section_begins {
            let progress = asking.progress;
            let aside = wording::progress(progress.section, progress.sections, progress.left);
            self.prompter.heading(&asking.section.title, &aside)?;
            if !asking.section.say.is_empty() {
                self.prompter.show(wording::SAY, &asking.section.say)?;
            }
        }
        Ok(())
    }

    fn ask_fact(&mut self, asking: &Asking<'_>, fact: &Fact, standing: &FactAnswer) -> Result<Reply, Halt> {
        let label = if fact.to == Addressee::Person { wording::SAY } else { wording::ASK_YOURSELF };
        self.prompter.show(label, &fact.prompt)?;
        if fact.kind == FactKind::YesNo {
            self.prompter.show(wording::YES_MEANS, &fact.title)?;
        }
        if *standing != FactAnswer::NotAsked {
            self.prompter.show(wording::SO_FAR, &wording::fact(fact, standing))?;
        }
        let mut choices: Vec<Choice> = match fact.kind {
            FactKind::YesNo => vec![Choice::answer(Some('y'), "yes"), Choice::answer(Some('n'), "no")],
            FactKind::One => fact.values.iter().map(|value| Choice::answer(None, &value.text)).collect(),
            FactKind::Many => vec![Choice::answer(Some('t'), "tick what fits")],
            FactKind::Date => vec![Choice::answer(Some('t'), "type a date, as 2026-01-15")],
            FactKind::Text => vec![Choice::answer(Some('t'), "type a text")],
        };
        if let (FactKind::One, FactAnswer::Values(bits)) = (fact.kind, standing) {
            choices.iter_mut().enumerate().for_each(|(at, choice)| choice.so_far = bits & (1 << at) != 0);
        }
        let unknown = choices.len();
        choices.push(Choice::answer(Some('u'), wording::presence(Presence::Unknown)));
        // What is put to the screener can't be declined by the person.
        if fact.to == Addressee::Person {
            choices.push(Choice::answer(Some('d'), wording::presence(Presence::Declined)));
        }
        choices.extend(Self::ways(false));
        loop {
            let Given::Value(at) = self.prompter.pick(&choices)? else { return self.ended() };
            let answer = match choices[at].key {
                _ if at == unknown => FactAnswer::Unknown,
                Some('d') if choices[at].answer => FactAnswer::Declined,
                Some('h') if !choices[at].answer => {
                    self.help(asking)?;
                    continue;
                }
                Some('x') if !choices[at].answer && !self.is_sure(wording::STOP_NOW, "stop")? => continue,
                Some(key) if !choices[at].answer => return Ok(way(key)),
                _ => match fact.kind {
                    FactKind::YesNo | FactKind::One => FactAnswer::Values(1 << at),
                    FactKind::Many => match self.tick_values(fact, standing)? {
                        Some(answer) => answer,
                        None => continue,
                    },
                    FactKind::Date | FactKind::Text => match self.type_fact(fact)? {
                        Some(answer) => answer,
                        None => continue,
                    },
                },
            };
            return Ok(Reply::Fact(answer));
        }
    }

    /// Nothing ticked is no answer: "none of these" is a value of its own where it can be said.
    fn tick_values(&mut self, fact: &Fact, standing: &FactAnswer) -> Result<Option<FactAnswer>, Halt> {
        let before = if let FactAnswer::Values(bits) = standing { *bits } else { 0 };
        let before: Vec<bool> = (0..fact.values.len()).map(|at| before & (1 << at) != 0).collect();
        let items: Vec<&str> = fact.values.iter().map(|value| value.text.as_str()).collect();
        match self.prompter.tick(&fact.title, &items, &before)? {
            Given::Value(ticked) if ticked.is_empty() => {
                self.prompter.show("", wording::NOTHING_TICKED)?;
                Ok(None)
            }
            Given::Value(ticked) => Ok(Some(FactAnswer::Values(ticked.iter().fold(0, |bits, at| bits | 1 << at)))),
            Given::Nothing | Given::End => Ok(None),
        }
    }

    fn type_fact(&mut self, fact: &Fact) -> Result<Option<FactAnswer>, Halt> {
        let Given::Value(text) = self.prompter.type_in(&fact.title)? else { return Ok(None) };
        if fact.kind == FactKind::Text {
            return Ok(Some(FactAnswer::Text(text)));
        }
        let day = text.trim().parse().ok();
        if day.is_none() {
            self.prompter.show("", wording::NOT_A_CHOICE)?;
        }
        Ok(day.map(FactAnswer::Date))
    }

    fn ask_indicator(
        &mut self,
        asking: &Asking<'_>,
        indicator: &Indicator,
        standing: Option<&Answer>,
    ) -> Result<Reply, Halt> {
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
        if let Some(answer) = standing {
            self.prompter.show(wording::SO_FAR, &wording::answer(answer))?;
        }
        let presences = [
            ('p', Presence::Present),
            ('a', Presence::Absent),
            ('u', Presence::Unknown),
            ('d', Presence::Declined),
            ('s', Presence::Suspected),
        ];
        let mut choices: Vec<Choice> =
            presences.iter().map(|(key, presence)| Choice::answer(Some(*key), wording::presence(*presence))).collect();
        choices.extend(Self::ways(true));
        let mut note = standing.and_then(|answer| answer.note.clone());
        let mut noted = false;
        loop {
            let Given::Value(at) = self.prompter.pick(&choices)? else { return self.ended() };
            if let Some((_, presence)) = presences.get(at) {
                let mut answer = Answer { note, ..Answer::of(*presence) };
                if *presence == Presence::Present {
                    self.rate(indicator, &mut answer)?;
                }
                return Ok(Reply::Indicator(answer));
            }
            match choices[at].key {
                Some('h') => self.help(asking)?,
                Some('n') => {
                    note = self.note(note)?;
                    noted = true;
                }
                Some('x') if !self.is_sure(wording::STOP_NOW, "stop")? => {}
                Some('f') if !self.is_sure(wording::FINISH_NOW, "leave them out")? => {}
                // A note without an answer is kept all the same.
                Some(key) if noted => {
                    if key != 'k' {
                        self.prompter.show("", wording::NOTE_FIRST)?;
                    }
                    let mut answer = standing.cloned().unwrap_or_else(|| Answer::of(Presence::NotAsked));
                    answer.note = note;
                    return Ok(Reply::Indicator(answer));
                }
                Some(key) => return Ok(way(key)),
                None => {}
            }
        }
    }

    /// Asks how severe, and what it rests on. Neither has to be answered.
    fn rate(&mut self, indicator: &Indicator, answer: &mut Answer) -> Result<(), Halt> {
        if let Some(anchors) = &indicator.anchors {
            answer.severity = self.severity(anchors)?;
        }
        let mut items: Vec<&str> = Basis::ALL.iter().map(|basis| wording::basis(*basis)).collect();
        items.push(wording::CONTRADICTED);
        if let Given::Value(ticked) = self.prompter.tick(wording::RESTS_ON, &items, &[])? {
            answer.basis = Basis::ALL
                .into_iter()
                .enumerate()
                .filter(|(at, _)| ticked.contains(at))
                .map(|(_, basis)| basis)
                .collect();
            answer.contradicted = ticked.contains(&Basis::ALL.len());
        }
        Ok(())
    }

    fn severity(&mut self, anchors: &Anchors) -> Result<Option<Severity>, Halt> {
        self.prompter.show("", wording::HOW_SEVERE)?;
        let mut choices: Vec<Choice> = Severity::ALL
            .iter()
            .map(|severity| {
                let words = format!("{}: {}", wording::severity(*severity), anchors.of(*severity));
                Choice::answer(None, words)
            })
            .collect();
        choices.push(Choice::answer(Some('u'), wording::NOT_RATED));
        match self.prompter.pick(&choices)? {
            Given::Value(at) => Ok(Severity::ALL.get(at).copied()),
            Given::Nothing | Given::End => Ok(None),
        }
    }

    fn note(&mut self, standing: Option<String>) -> Result<Option<String>, Halt> {
        match self.prompter.type_in(wording::NOTE)? {
            Given::Value(text) if text.trim() == "-" => Ok(None),
            Given::Value(text) if !text.trim().is_empty() => Ok(Some(text.chars().take(MAX_NOTE_CHARS).collect())),
            _ => Ok(standing),
        }
    }

    fn help(&mut self, asking: &Asking<'_>) -> Result<(), Halt> {
        match asking.question {
            Question::Fact(at) => {
                let help = &asking.catalogue.fact(at).help;
                if !help.is_empty() {
                    self.prompter.show("", help)?;
                }
            }
            Question::Indicator(at) => {
                let indicator = asking.catalogue.indicator(at);
                for (label, text) in
                    [(wording::COUNTS, &indicator.include), (wording::DOES_NOT_COUNT, &indicator.exclude)]
                {
                    if !text.is_empty() {
                        self.prompter.show(label, text)?;
                    }
                }
                if let Some(anchors) = &indicator.anchors {
                    for severity in Severity::ALL {
                        self.prompter.show(wording::severity(severity), anchors.of(severity))?;
                    }
                }
            }
        }
        self.prompter.show("", wording::HELP)
    }

    /// One key must not end a talk.
    fn is_sure(&mut self, question: &str, yes: &str) -> Result<bool, Halt> {
        self.prompter.show("", question)?;
        let choices = [Choice::answer(Some('y'), yes), Choice::answer(Some('n'), "go on")];
        Ok(matches!(self.prompter.pick(&choices)?, Given::Value(0) | Given::End))
    }

    /// At the end of the input the interview stops: nobody answers any more.
    fn ended(&mut self) -> Result<Reply, Halt> {
        self.prompter.show("", wording::INPUT_ENDED)?;
        Ok(Reply::Stop)
    }
}

fn way(key: char) -> Reply {
    match key {
        'b' => Reply::Back,
        'f' => Reply::Finish,
        'x' => Reply::Stop,
        _ => Reply::Pass,
    }
}

impl<P: Prompter> Face for Dialogue<P> {
    fn tell(&mut self, text: &str) -> Result<(), Halt> {
        self.prompter.show("", text)
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, Halt> {
        self.open(asking)?;
        match asking.question {
            Question::Fact(at) => self.ask_fact(asking, asking.catalogue.fact(at), asking.case.fact(at)),
            Question::Indicator(at) => {
                self.ask_indicator(asking, asking.catalogue.indicator(at), asking.case.answer(at))
            }
        }
    }

    fn is_to_end(&mut self) -> Result<bool, Halt> {
        self.is_sure(wording::END_HERE, "end")
    }

    fn offer_detail(&mut self, left: usize) -> Result<Option<bool>, Halt> {
        self.prompter.heading(&wording::core_done(left), "")?;
        let choices = [
            Choice::answer(Some('y'), "go on with the detailed questions"),
            Choice::answer(Some('n'), "leave them out"),
            Choice::way('x', "stop"),
        ];
        Ok(match self.prompter.pick(&choices)? {
            Given::Value(0) => Some(true),
            Given::Value(1) => Some(false),
            Given::Value(_) | Given::Nothing if self.is_sure(wording::STOP_NOW, "stop")? => None,
            Given::Value(_) | Given::Nothing => return self.offer_detail(left),
            Given::End => {
                self.ended()?;
                None
            }
        })
    }
}
