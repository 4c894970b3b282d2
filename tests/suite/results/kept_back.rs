//! What is marked as kept back from a reader reaches no page, no card and no file for them: neither its words, nor what
//! follows from it alone.

use crate::generate::{Sample, cases, config, fact, shipped};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use tipscreen::assessment::{Trace, assess};
use tipscreen::case::{Case, FactAnswer, Include, Presence};
use tipscreen::catalogue::{Catalogue, HandOver, builtin};
use tipscreen::condition::{Condition, FactIx, IndicatorIx, Leaf};
use tipscreen::referral::{self, Consent, recommend};
use tipscreen::report::{Audience, Report, ResultPage};
use tipscreen::report::{card, html, markdown};

/// Begins a planted text; how far it may travel stands behind it.
const MARK: &str = "QZJX";

/// The built-in catalogue with a mark in every text of a sign, a fact, a flag and a reason.
fn planted() -> &'static Catalogue {
    static PLANTED: LazyLock<Catalogue> = LazyLock::new(|| {
        let mut catalogue = shipped().clone();
        let mark = |far: HandOver, what: &str| format!("{MARK}-{far:?}-{what}.");
        for one in &mut catalogue.indicators {
            let far = one.hand_over;
            one.statement = mark(far, &format!("statement-{}", one.id));
            for text in [&mut one.prompt, &mut one.observe, &mut one.include, &mut one.exclude] {
                *text = mark(HandOver::Nobody, &one.id);
            }
            if let Some(anchors) = &mut one.anchors {
                anchors.texts.iter_mut().for_each(|text| *text = mark(far, &format!("anchor-{}", one.id)));
            }
        }
        for one in &mut catalogue.facts {
            one.title = mark(one.hand_over, &format!("title-{}", one.id));
            (one.prompt, one.help) = (mark(HandOver::Nobody, &one.id), mark(HandOver::Nobody, &one.id));
            for value in &mut one.values {
                value.text = mark(one.hand_over.min(value.hand_over), &format!("value-{}-{}", one.id, value.id));
            }
        }
        // Flags and reasons are for whoever screens, whatever raises them.
        for one in &mut catalogue.flags {
            one.title = mark(HandOver::Nobody, &format!("flag-{}", one.id));
        }
        for one in &mut catalogue.findings {
            plant(&mut one.when, &one.id);
            one.child.iter_mut().for_each(|child| plant(child, &one.id));
        }
        catalogue
    });
    &PLANTED
}

fn plant(rule: &mut Condition, id: &str) {
    match rule {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
            for part in parts {
                plant(part, id);
            }
        }
        Condition::Not(part) | Condition::Unless(part) => plant(part, id),
        Condition::Because(words, part) => {
            *words = format!("{MARK}-Nobody-because-{id}.").into();
            plant(part, id);
        }
        Condition::Leaf(_) => {}
    }
}

/// A case of which something may be handed over: agreed to all, or to some by name.
fn agreed(sample: &Sample, some: bool) -> Sample {
    let sample = sample.with_fact("safe-to-talk", "yes").with_fact("consent-to-talk", "given");
    let sample = sample.with_fact("consent-to-record", "given").with_fact("share-with-authority", "what-was-recorded");
    sample.with_fact("consent-to-refer", if some { "some" } else { "given" })
}

/// The page for a reader in both forms, where anything may be handed over, and the cards, which the person carries.
fn for_others(catalogue: &Catalogue, case: &Case, reader: Audience) -> (Vec<String>, Vec<String>) {
    let mut trace = Trace::new(catalogue);
    let assessment = assess(catalogue, case, &mut trace);
    let advice = recommend(catalogue, case, &assessment);
    let report = Report::of(catalogue, case, &assessment, &advice, &trace);
    let page = ResultPage::for_reader(&report, reader).ok();
    let pages = page.iter().flat_map(|page| [markdown(page), html(page)]).collect();
    (pages, [false, true].into_iter().filter_map(|subject| card(&report, subject)).collect())
}

/// How far what stands on a page for this reader has to be free to travel.
fn least(sample: &Sample, reader: Audience) -> HandOver {
    let is_child = sample.says("age-group", &["child", "unclear-possibly-child"]);
    let to_all = sample.says("consent-to-refer", &["given"]) || is_child;
    if reader == Audience::Service && to_all { HandOver::Service } else { HandOver::Authority }
}

/// Signs and values that may not reach a reader who may know so much.
fn secrets(least: HandOver) -> Vec<Secret> {
    let signs = (0..shipped().indicators.len()).map(IndicatorIx);
    let signs = signs.filter(|at| shipped().indicator(*at).hand_over < least).map(Secret::Sign);
    let facts = shipped().facts.iter().enumerate().flat_map(|(at, fact)| {
        let far = move |far: HandOver| far.min(fact.hand_over) < least;
        let values = fact.values.iter().enumerate().filter(move |(_, value)| far(value.hand_over));
        values.map(move |(bit, _)| Secret::Value(FactIx(at), 1 << bit))
    });
    signs.chain(facts).filter(|secret| !secret.is_consent()).collect()
}

#[derive(Clone, Copy, Debug)]
enum Secret {
    Sign(IndicatorIx),
    Value(FactIx, u64),
}

impl Secret {
    /// The person's word on the talk, on what is passed on and to whom decides what a page is; it is no secret in it.
    fn is_consent(self) -> bool {
        let Self::Value(at, _) = self else { return false };
        let consent = ["safe-to-talk", "consent-to-talk", "consent-to-record", "consent-to-refer", "agreed-to"];
        let consent = consent.into_iter().chain(["said-no-to", "share-with-authority", "notify-home-state"]);
        consent.chain(["official-involved", "country"]).any(|id| fact(id) == at)
    }

    fn put(self, sample: &Sample, there: bool) -> Sample {
        match self {
            Self::Sign(at) => sample.with(at, if there { Presence::Present } else { Presence::NotAsked }, None),
            Self::Value(at, bit) => {
                let mut case = sample.0.clone();
                let (is_many, others) = match case.fact(at) {
                    FactAnswer::Values(bits) => {
                        (shipped().fact(at).kind == tipscreen::catalogue::FactKind::Many, bits & !bit)
                    }
                    _ => (false, 0),
                };
                let bits = match (there, is_many) {
                    (true, true) => others | bit,
                    (true, false) => bit,
                    (false, true) => others,
                    (false, false) => 0,
                };
                case.set_fact(at, if bits == 0 { FactAnswer::NotAsked } else { FactAnswer::Values(bits) });
                Sample(case)
            }
        }
    }
}

/// What a page may still tell of a secret: the finding, how soon, and the pathways that were agreed to by themselves.
fn told_anyway(sample: &Sample) -> impl PartialEq + use<> {
    let (assessment, advice) = (sample.assessed(), sample.advised());
    let ways = advice.pathways.iter().filter(|way| way.agreement != Consent::Conditional);
    let by_name: Vec<_> = ways.filter(|way| way.by_name).map(|way| way.pathway).collect();
    (assessment.finding, assessment.track, advice.urgency, by_name)
}

fn without_hash(page: &str) -> String {
    page.lines().filter(|line| !line.contains("sha256:")).collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(config(500))]

    /// No words of what is kept back stand on a page or a card: no statement, title, value, degree, flag or reason.
    #[test]
    fn no_page_for_others_holds_a_text_that_is_kept_back(sample in cases(), some in any::<bool>()) {
        let sample = agreed(&sample, some);
        for reader in [Audience::Service, Audience::Authority] {
            let least = least(&sample, reader);
            let (pages, cards) = for_others(planted(), &sample.0, reader);
            for printed in pages.iter().chain(&cards) {
                for mark in printed.split(MARK).skip(1) {
                    let far = mark.split('-').nth(1).expect("how far");
                    let fits = far == "Authority" || (far == "Service" && least == HandOver::Service);
                    prop_assert!(fits, "{reader:?} reads {}", mark.split('.').next().unwrap_or(mark));
                }
            }
        }
    }

    /// A sign or a value that is kept back changes no other word of a page than what is told on purpose.
    #[test]
    fn nothing_on_a_page_follows_from_what_is_kept_back_alone(
        sample in cases(), which in any::<prop::sample::Index>(), some in any::<bool>(), child in any::<bool>()
    ) {
        let sample = agreed(&sample, some).with_fact("age-group", if child { "child" } else { "adult" });
        for reader in [Audience::Service, Audience::Authority] {
            let all = secrets(least(&sample, reader));
            let secret = *which.get(&all);
            let (with, without) = (secret.put(&sample, true), secret.put(&sample, false));
            if told_anyway(&with) != told_anyway(&without) {
                continue;
            }
            let pages = [with, without].map(|one| for_others(shipped(), &one.0, reader).0.first().map(|page| without_hash(page)));
            // Whether there is a page at all follows from whether a pathway was agreed to.
            if let [Some(with), Some(without)] = &pages {
                let lines = |page: &str| page.lines().map(str::to_owned).collect::<BTreeSet<_>>();
                let (a, b) = (lines(with), lines(without));
                let more: Vec<_> = a.difference(&b).collect();
                prop_assert!(more.is_empty(), "{secret:?} tells {reader:?}: {more:?}");
            }
        }
    }

    /// An export that nothing was asked for with holds no id of what is kept back, in no place.
    #[test]
    fn an_export_tells_nothing_by_a_second_place(sample in cases(), some in any::<bool>()) {
        let sample = agreed(&sample, some);
        let (shared, _) = referral::for_others(shipped(), &sample.0, "other", Include::default());
        let file: serde_json::Value = serde_json::from_str(&shared.to_json(shipped())).expect("JSON");
        for (at, one) in shipped().indicators.iter().enumerate() {
            let told = one.hand_over == HandOver::Authority || sample.0.answer(IndicatorIx(at)).is_none();
            prop_assert!(told || file["answers"].get(&one.id).is_none(), "{}", one.id);
        }
        let texts = strings(&file["facts"]);
        for (fact, value) in shipped().facts.iter().flat_map(|fact| fact.values.iter().map(move |value| (fact, value))) {
            let is_kept_back = fact.hand_over != HandOver::Nobody && value.hand_over < HandOver::Authority;
            let in_facts = file["facts"].get(&fact.id).is_some_and(|found| strings(found).contains(&value.id));
            prop_assert!(!is_kept_back || !in_facts, "{}: {}", fact.id, value.id);
        }
        // What the export itself gives no reason for, and an answer that was left out does.
        let assessment = assess(shipped(), &shared, &mut ());
        for pathway in &shipped().guidelines.pathways {
            let named = texts.contains(&pathway.id);
            let by_itself = referral::holds(shipped(), &shared, &assessment, &pathway.terms);
            prop_assert!(!named || by_itself || !may_come_of_a_secret(&pathway.terms.when), "{}", pathway.id);
        }
    }
}

fn strings(value: &serde_json::Value) -> BTreeSet<String> {
    match value {
        serde_json::Value::String(text) => BTreeSet::from([text.clone()]),
        serde_json::Value::Array(list) => list.iter().flat_map(strings).collect(),
        serde_json::Value::Object(map) => map.values().flat_map(strings).collect(),
        _ => BTreeSet::new(),
    }
}

fn may_come_of_a_secret(rule: &Condition) -> bool {
    let mut found = false;
    rule.leaves(&mut |leaf, _| {
        found |= match leaf {
            Leaf::Fact { fact, values } => values & !shipped().fact(*fact).values_for(HandOver::Authority) != 0,
            Leaf::Flag(flag) => may_come_of_a_secret(&shipped().flags[flag.0].when),
            leaf => leaf.indicators().iter().any(|at| shipped().indicators[at].hand_over < HandOver::Authority),
        };
    });
    found
}

/// Help with drink or drugs was a need, and agreed to: the need is left out, and so is the agreement.
#[test]
fn a_need_that_is_left_out_does_not_stand_among_what_was_agreed_to() {
    let mut case = Case::new(shipped(), "x");
    let sample = Sample(case.clone()).with_fact("age-group", "adult").with_fact("needs", "drug-help");
    for list in ["agreed-to", "said-no-to"] {
        case = sample.with_fact(list, "drug-help").0;
        let file = |along: Include| referral::for_others(shipped(), &case, "other", along).0.to_json(shipped());
        assert!(!file(Include::default()).contains("drug-help"), "{list}");
        let with = file(Include { unlawful: true, ..Include::default() });
        assert_eq!(with.matches("drug-help").count(), 2, "{list}: {with}");
    }
    // A service that anything else speaks for stays.
    let medical = sample.with_fact("medical-need", "soon").with_fact("agreed-to", "medical").0;
    assert!(
        referral::for_others(shipped(), &medical, "other", Include::default())
            .0
            .to_json(shipped())
            .contains("\"medical\"")
    );
}

/// Whatever raises a flag that goes to nobody goes to nobody, and a catalogue in which it may is refused.
#[test]
fn a_limited_flag_limits_what_raises_it() {
    let limited: Vec<_> = shipped().flags.iter().filter(|flag| flag.hand_over == HandOver::Nobody).collect();
    assert!(limited.iter().any(|flag| flag.id == "unlawful-or-irregular"));
    for flag in limited {
        flag.when.leaves(&mut |leaf, _| {
            assert!(leaf.indicators().iter().all(|at| shipped().indicators[at].hand_over == HandOver::Nobody));
            let Leaf::Fact { fact, values } = leaf else { return };
            assert_eq!(values & shipped().fact(*fact).values_for(HandOver::Service), 0, "{}", flag.id);
        });
    }
    let mut files = builtin::files(builtin::DEFAULT).expect("the usual catalogue");
    for file in &mut files {
        let begun = file.text.find("id = \"compelled-crime\"");
        if let Some(at) = begun.filter(|_| file.name.contains("criminality")) {
            let (before, after) = file.text.split_at(at);
            file.text = format!("{before}{}", after.replacen("hand_over = \"nobody\"", "hand_over = \"service\"", 1));
        }
        file.text = file.text.replace("such as online scams\", hand_over = \"nobody\"", "such as online scams\"");
    }
    let faults = Catalogue::read(files).expect_err("two that may be told farther");
    let told: Vec<String> = faults.problems.iter().map(|one| format!("{}: {}", one.code, one.what)).collect();
    assert!(told.iter().all(|one| one.starts_with("too-far: ")), "{told:?}");
    assert!(told.iter().any(|one| one.contains("it raises the flag `unlawful-or-irregular`")), "{told:?}");
    assert!(told.iter().any(|one| one.contains("its value `crime` raises")), "{told:?}");
}
