//! Laws of the questionnaire: what must hold however somebody makes their way through it.

use crate::generate::{config, fact_answer, indicator_answer, shipped};
use crate::small_catalogues::{Small, small};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;
use tipscreen::assessment::{Applicable, assess};
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{AskedBy, Catalogue, Question, Role, SectionPlace, Tier};
use tipscreen::condition::{Condition, IndicatorIx, Truth};
use tipscreen::questionnaire::{Ending, Questionnaire, Step};

/// What somebody does at a question.
#[derive(Clone, Copy, Debug)]
enum Reply {
    Answer(u8, u8, u64),
    Pass,
    Back,
    Finish,
    Stop,
}

/// Ways through the questions: forward only, or back and forth.
fn replies(back: u32) -> impl Strategy<Value = Vec<Reply>> {
    let answer = (0u8..20, 0u8..4, any::<u64>()).prop_map(|(a, b, c)| Reply::Answer(a, b, c));
    let reply = prop_oneof![
        200 => answer,
        20 => Just(Reply::Pass),
        back => Just(Reply::Back),
        1 => Just(Reply::Finish),
        u32::from(back > 0) => Just(Reply::Stop),
    ];
    vec(reply, 1..160)
}

/// Mostly answers that let the talk go on: gates have their own law.
fn reply_to(catalogue: &Catalogue, question: Question, roll: u8, severity: u8, choice: u64) -> Given {
    match question {
        Question::Fact(at) => {
            let gate = catalogue.gates.iter().any(|gate| reads(&gate.when, at));
            let safe = gate && roll > 1;
            // Now and then a gate is answered by chance, and may close.
            let roll = if gate && roll == 0 { 9 } else { roll };
            let answer = fact_answer(catalogue, at, roll.min(9), choice);
            let played = catalogue.fact(at).role;
            let good = if played == Some(Role::SafePlace) { "yes" } else { "given" };
            let good = catalogue.fact(at).value_bit(good).map(FactAnswer::Values);
            Given::Fact(at, if safe { good.unwrap_or(answer) } else { answer })
        }
        Question::Indicator(at) => {
            let presence = match roll {
                0..=4 => Presence::Present,
                5..=13 => Presence::Absent,
                14..=15 => Presence::Unknown,
                16 => Presence::Declined,
                17..=18 => Presence::Suspected,
                _ => Presence::NotAsked,
            };
            Given::Indicator(at, indicator_answer(catalogue, at, presence, severity))
        }
    }
}

fn reads(condition: &Condition, fact: tipscreen::condition::FactIx) -> bool {
    let mut read = false;
    condition.leaves(&mut |leaf, _| {
        read |= matches!(leaf, tipscreen::condition::Leaf::Fact { fact: at, .. } if *at == fact);
    });
    read
}

/// An answer to a question.
#[derive(Clone, Debug)]
enum Given {
    Fact(tipscreen::condition::FactIx, FactAnswer),
    Indicator(IndicatorIx, Answer),
}

impl Given {
    fn to(&self, questions: &mut Questionnaire<'_>) {
        match self.clone() {
            Self::Fact(at, answer) => questions.answer_fact(at, answer),
            Self::Indicator(at, answer) => questions.answer(at, answer),
        }
    }
}

/// Answers a question that needs a yes with one.
fn yes_to(questions: &mut Questionnaire<'_>, fact: tipscreen::condition::FactIx) {
    let yes = crate::generate::a_yes(questions.catalogue().fact(fact));
    questions.answer_fact(fact, FactAnswer::Values(yes));
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
struct Event {
    step: Step,
    /// Whether the screener was looking back.
    back: bool,
}

/// Goes through the questions until they end; `watch` sees each step before it is replied to.
fn walk(
    catalogue: &Catalogue,
    case: Case,
    replies: &[Reply],
    mut watch: impl FnMut(&Questionnaire<'_>, &Event) -> Result<(), TestCaseError>,
) -> Result<(Vec<Event>, Case, Ending), TestCaseError> {
    let mut questions = Questionnaire::new(catalogue, case);
    let mut events = Vec::new();
    let (mut looking_back, mut backs, mut finishes, mut yeses) = (false, 0, 0, 0);
    let mut dealt_with = BTreeSet::new();
    let all = catalogue.questions().len();
    for turn in 0.. {
        let event = Event { step: questions.step(), back: looking_back };
        watch(&questions, &event)?;
        events.push(event.clone());
        // Each question once, each step back twice at most (there, and on again), each finish at a question that it
        // leaves standing once more, detail chosen once, and the end.
        let most = all + 2 * backs + finishes + 2 * yeses + 3;
        prop_assert!(events.len() <= most, "{} steps for {all} questions, {backs} back", events.len());
        let question = match event.step {
            Step::Ended(ending) => return Ok((events, questions.into_case(), ending)),
            Step::CoreDone { left } => {
                prop_assert!(left > 0);
                let wanted = !matches!(replies[turn % replies.len()], Reply::Answer(roll, ..) if roll % 3 == 0);
                questions.choose_detail(wanted);
                continue;
            }
            Step::NeedsYes(fact) => {
                // Asked once more, the person says yes.
                yes_to(&mut questions, fact);
                yeses += 1;
                continue;
            }
            Step::Ask(question) => question,
        };
        let before = questions.case().clone();
        let reply = match replies[turn % replies.len()] {
            Reply::Back if backs == 40 => Reply::Pass,
            Reply::Finish if turn % 3 > 0 => Reply::Pass,
            Reply::Stop if turn % 5 > 0 => Reply::Pass,
            reply => reply,
        };
        match reply {
            Reply::Answer(roll, severity, choice) => {
                reply_to(catalogue, question, roll, severity, choice).to(&mut questions);
                dealt_with.insert(question);
                looking_back = false;
            }
            Reply::Pass => {
                questions.pass();
                dealt_with.insert(question);
                looking_back &= matches!(questions.step(), Step::Ask(next) if dealt_with.contains(&next));
            }
            Reply::Back => {
                backs += 1;
                let went = questions.back();
                looking_back |= went;
                prop_assert!(went || questions.step() == Step::Ask(question), "nothing before: it stays");
                prop_assert!(!went || matches!(questions.step(), Step::Ask(before) if dealt_with.contains(&before)));
            }
            Reply::Finish => {
                questions.finish();
                finishes += 1;
                looking_back = false;
            }
            Reply::Stop => {
                questions.stop();
                prop_assert!(matches!(questions.step(), Step::Ended(Ending::Stopped | Ending::Gate(_))));
            }
        }
        let answered = matches!(reply, Reply::Answer(..));
        prop_assert!(answered || &before == questions.case(), "{reply:?} changed an answer");
    }
    unreachable!("the turns do not end before the questions")
}

fn fresh(catalogue: &Catalogue) -> Case {
    Case::new(catalogue, "asked")
}

fn asked(events: &[Event]) -> Vec<Question> {
    let question = |event: &Event| if let Step::Ask(question) = event.step { Some(question) } else { None };
    events.iter().filter_map(question).collect()
}

fn place(catalogue: &Catalogue, question: Question) -> SectionPlace {
    let section = match question {
        Question::Fact(at) => catalogue.fact(at).section,
        Question::Indicator(at) => catalogue.indicator(at).section,
    };
    catalogue.sections[section].place
}

/// Whether the question may be put to this person by whoever is asking.
fn may_be_put(catalogue: &Catalogue, case: &Case, question: Question) -> bool {
    let who = match question {
        Question::Fact(at) => catalogue.fact(at).who_asks,
        Question::Indicator(at) => catalogue.indicator(at).who_asks,
    };
    let answers = tipscreen::assessment::Answers::of(catalogue, case);
    let grown_up = catalogue.child_now.as_ref().is_none_or(|child| child.evaluate(&answers) == Truth::No);
    let by = if grown_up { who.adult } else { who.child };
    let trained = |word: &str| {
        let screener = catalogue.fact_by_role(Role::Screener);
        screener.is_some_and(|at| case.fact(at).value_ids(catalogue.fact(at)).contains(&word))
    };
    match by {
        AskedBy::Anyone | AskedBy::ObserveOnly => true,
        AskedBy::ChildSpecialist => trained("child-specialist"),
        AskedBy::HealthStaff => trained("health-staff"),
    }
}

/// Whether the question applies, whatever was answered to it.
fn applies(catalogue: &Catalogue, case: &Case, question: Question) -> bool {
    let mut unanswered = case.clone();
    match question {
        Question::Fact(at) => {
            unanswered.set_fact(at, FactAnswer::NotAsked);
            Applicable::of(catalogue, &unanswered).open_facts.contains(&at)
        }
        Question::Indicator(at) => Applicable::of(catalogue, &unanswered).asked.contains(at.0),
    }
}

/// The laws that hold at every step, on any way through.
fn at_every_step(catalogue: &Catalogue, replies: &[Reply]) -> Result<(), TestCaseError> {
    let watch = |questions: &Questionnaire<'_>, event: &Event| {
        let case = questions.case();
        if let Step::Ask(question) = event.step {
            prop_assert!(applies(catalogue, case, question), "{question:?} does not apply");
            prop_assert!(may_be_put(catalogue, case, question), "{question:?} is for somebody trained");
            let progress = questions.progress(question);
            prop_assert!(progress.left >= 1 && (1..=progress.sections).contains(&progress.section));
            if !event.back {
                prop_assert!(!questions.is_answered(question), "{question:?} was answered");
                let answers = tipscreen::assessment::Answers::of(catalogue, case);
                let closed = catalogue.gates.iter().any(|gate| gate.when.evaluate(&answers).is_yes());
                prop_assert!(!closed, "{question:?} comes after a gate closed");
            }
        }
        Ok(())
    };
    let (events, case, ending) = walk(catalogue, fresh(catalogue), replies, watch)?;
    let again = walk(catalogue, fresh(catalogue), replies, |_, _| Ok(()))?;
    prop_assert_eq!((&events, &case, &ending), (&again.0, &again.1, &again.2), "the same replies, the same questions");
    let answers = tipscreen::assessment::Answers::of(catalogue, &case);
    let closed = catalogue.gates.iter().position(|gate| gate.when.evaluate(&answers).is_yes());
    if ending != Ending::Stopped {
        prop_assert_eq!(closed.map_or(Ending::Complete, Ending::Gate), ending);
    }
    Ok(())
}

/// The laws of a way that never turns back: order, and nothing twice.
fn straight_on(catalogue: &Catalogue, replies: &[Reply]) -> Result<(), TestCaseError> {
    let replies: Vec<_> = replies.iter().filter(|reply| !matches!(reply, Reply::Back | Reply::Stop)).copied().collect();
    prop_assume!(!replies.is_empty());
    let (events, _, _) = walk(catalogue, fresh(catalogue), &replies, |_, _| Ok(()))?;
    let mut asked = asked(&events);
    // Leaving the signs out leaves an opening question where it stands.
    asked.dedup();
    let once: BTreeSet<_> = asked.iter().collect();
    prop_assert_eq!(once.len(), asked.len(), "a question came twice");
    prop_assert!(asked.is_sorted_by_key(|question| place(catalogue, *question)), "opening, middle, closing");
    let signs: Vec<_> = asked
        .iter()
        .filter_map(
            |question| if let Question::Indicator(at) = question { Some(catalogue.indicator(*at)) } else { None },
        )
        .collect();
    prop_assert!(signs.is_sorted_by_key(|sign| (sign.tier, sign.section, sign.sensitivity)), "everyday things first");
    let first_sign = asked.iter().position(|question| matches!(question, Question::Indicator(_)));
    let opening = |question: &Question| place(catalogue, *question) == SectionPlace::Opening;
    prop_assert!(first_sign.is_none_or(|at| !asked[at..].iter().any(opening)), "facts that open come first");
    let core_done = events.iter().filter(|event| matches!(event.step, Step::CoreDone { .. }));
    prop_assert!(core_done.count() <= 1);
    let chosen = events.iter().position(|event| matches!(event.step, Step::CoreDone { .. }));
    let detail = |event: &Event| matches!(event.step, Step::Ask(Question::Indicator(at)) if catalogue.indicator(at).tier == Tier::Detail);
    let first_detail = events.iter().position(detail);
    prop_assert!(first_detail.is_none_or(|detail| chosen.is_some_and(|chosen| chosen < detail)), "detail is chosen");
    Ok(())
}

/// Back after an answer: the question again, the answer kept, and a new answer as good as the first.
fn back_again(
    catalogue: &Catalogue,
    replies: &[Reply],
    to: usize,
    first: (u8, u8, u64),
    then: (u8, u8, u64),
) -> Result<(), TestCaseError> {
    let mut questions = Questionnaire::new(catalogue, fresh(catalogue));
    for turn in 0..to {
        match questions.step() {
            Step::Ended(_) => break,
            Step::CoreDone { .. } => questions.choose_detail(true),
            Step::NeedsYes(fact) => yes_to(&mut questions, fact),
            Step::Ask(question) => match replies[turn % replies.len()] {
                Reply::Answer(roll, severity, choice) => {
                    reply_to(catalogue, question, roll, severity, choice).to(&mut questions);
                }
                _ => questions.pass(),
            },
        }
    }
    if let Step::CoreDone { .. } = questions.step() {
        questions.choose_detail(true);
    }
    let Step::Ask(question) = questions.step() else { return Ok(()) };
    let first = reply_to(catalogue, question, first.0, first.1, first.2);
    let then = reply_to(catalogue, question, then.0, then.1, then.2);
    let mut once = questions.clone();
    then.to(&mut once);

    first.to(&mut questions);
    let (kept, next) = (questions.case().clone(), questions.step());
    prop_assert!(questions.back(), "there is a question to go back to");
    prop_assert_eq!(questions.step(), Step::Ask(question));
    prop_assert_eq!(questions.case(), &kept, "the answer is kept");

    let mut left = questions.clone();
    left.pass();
    prop_assert_eq!(left.case(), &kept);
    prop_assert_eq!(left.step(), next, "left as it is, it leads on to where it led");

    // As far back as it goes, and on again.
    let mut far = questions.clone();
    let mut steps = 0;
    while far.back() {
        steps += 1;
        prop_assert!(steps <= catalogue.questions().len());
    }
    prop_assert_eq!(far.case(), &kept, "going back loses nothing");
    for _ in 0..=steps {
        far.pass();
    }
    prop_assert_eq!(far.case(), &kept, "nor does going on");
    prop_assert_eq!(far.step(), next);

    then.to(&mut questions);
    prop_assert_eq!(questions.case(), once.case());
    prop_assert_eq!(assess(catalogue, questions.case(), &mut ()), assess(catalogue, once.case(), &mut ()));
    prop_assert_eq!(questions.step(), once.step(), "a new answer leads to where it would have led at first");
    let onward = |mut questions: Questionnaire<'_>| {
        let mut steps = Vec::new();
        for _ in 0..6 {
            steps.push(questions.step());
            questions.pass();
        }
        steps
    };
    prop_assert_eq!(onward(questions), onward(once));
    Ok(())
}

fn number() -> impl Strategy<Value = (u8, u8, u64)> {
    (1u8..20, 0u8..4, any::<u64>())
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn any_way_through_keeps_the_laws(replies in replies(40)) {
        at_every_step(shipped(), &replies)?;
    }

    #[test]
    fn straight_on_comes_in_order(replies in replies(0)) {
        straight_on(shipped(), &replies)?;
    }

    #[test]
    fn back_undoes_nothing_and_lets_all_be_undone(
        replies in replies(0), to in 0usize..130, first in number(), then in number()
    ) {
        back_again(shipped(), &replies, to, first, then)?;
    }

    #[test]
    fn a_closed_gate_ends_the_questions(replies in replies(0), which in any::<prop::sample::Index>()) {
        let catalogue = shipped();
        let closes = [("safe-to-talk", "no"), ("consent-to-talk", "withheld")];
        let gate = which.index(closes.len());
        let at = crate::generate::fact(closes[gate].0);
        let bit = catalogue.fact(at).value_bit(closes[gate].1).expect("the value is there");
        let mut questions = Questionnaire::new(catalogue, fresh(catalogue));
        for turn in 0..200 {
            let question = match questions.step() {
                Step::Ask(question) => question,
                Step::NeedsYes(fact) if fact != at => {
                    yes_to(&mut questions, fact);
                    continue;
                }
                _ => break,
            };
            if question == Question::Fact(at) {
                break;
            }
            match replies[turn % replies.len()] {
                Reply::Answer(roll, severity, choice) => {
                    reply_to(catalogue, question, roll.max(1), severity, choice).to(&mut questions);
                }
                _ => questions.pass(),
            }
        }
        prop_assert_eq!(questions.step(), Step::Ask(Question::Fact(at)), "a gate is among the first questions");
        questions.answer_fact(at, FactAnswer::Values(bit));
        prop_assert_eq!(questions.step(), Step::Ended(Ending::Gate(gate)));
        prop_assert!(questions.back(), "a slip can be mended");
        questions.answer_fact(at, FactAnswer::Unknown);
        prop_assert_eq!(questions.step(), Step::NeedsYes(at), "not known is no yes");
        yes_to(&mut questions, at);
        prop_assert!(matches!(questions.step(), Step::Ask(next) if next != Question::Fact(at)));
    }

    #[test]
    fn small_catalogues_keep_the_laws(
        small in small(), ways in vec(replies(60), 3), to in 0usize..14, first in number(), then in number()
    ) {
        let Small { catalogue, .. } = &small;
        for replies in &ways {
            at_every_step(catalogue, replies)?;
            straight_on(catalogue, replies)?;
            back_again(catalogue, replies, to, first, then)?;
        }
    }
}
