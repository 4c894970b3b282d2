//! Laws of the referral: whose yes is waited for, what rules a pathway out, whom a contact list names, and what a
//! hand-over may hold, whatever anybody answers.

use crate::generate::{Sample, cases, config, fact, shipped};
use proptest::prelude::*;
use tipscreen::assessment::{Trace, assess};
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Confidence, HandOver, OwnerKind, Pathway, Role};
use tipscreen::condition::{FactIx, IndicatorIx, StateRisk};
use tipscreen::referral::{self, Consent, Recommendation, recommend};
use tipscreen::report::{Audience, Report, ResultPage};
use tipscreen::report::{card, html, markdown, table};

fn pathway(at: usize) -> &'static Pathway {
    &shipped().guidelines.pathways[at]
}

fn agreements(sample: &Sample) -> Vec<(&'static Pathway, Consent)> {
    sample.advised().pathways.iter().map(|way| (pathway(way.pathway), way.agreement)).collect()
}

fn open(sample: &Sample, id: &str) -> Sample {
    let mut case = sample.0.clone();
    case.set_fact(fact(id), FactAnswer::NotAsked);
    Sample(case)
}

/// The page for a reader as Markdown, without the hash; none where nothing may be handed over.
fn page(case: &Case, reader: Audience) -> Option<String> {
    let mut trace = Trace::new(shipped());
    let assessment = assess(shipped(), case, &mut trace);
    let recommendation = recommend(shipped(), case, &assessment);
    let report = report(case, &assessment, &recommendation, &trace);
    let page = ResultPage::for_reader(&report, reader).ok()?;
    let text = markdown(&page);
    Some(text.lines().filter(|line| !line.contains("sha256:")).collect::<Vec<_>>().join("\n"))
}

fn report<'a>(
    case: &'a Case,
    assessment: &'a tipscreen::assessment::Assessment,
    recommendation: &'a Recommendation,
    trace: &'a Trace<'a>,
) -> Report<'a> {
    Report::of(shipped(), case, assessment, recommendation, trace)
}

/// Everything that could be printed of a case, for anybody.
fn everything_printed(case: &Case) -> Vec<String> {
    let mut trace = Trace::new(shipped());
    let assessment = assess(shipped(), case, &mut trace);
    let recommendation = recommend(shipped(), case, &assessment);
    let report = report(case, &assessment, &recommendation, &trace);
    let mut all = vec![table(&report, 100, true)];
    all.extend([false, true].into_iter().filter_map(|subject| card(&report, subject)));
    for reader in [Audience::Screener, Audience::Service, Audience::Authority] {
        if let Ok(page) = ResultPage::for_reader(&report, reader) {
            all.extend([markdown(&page), html(&page)]);
        }
    }
    all
}

/// The pathways that a text says the person said no to: those of the part on refusals, and those marked one by one.
fn said_no_to(printed: &str) -> Vec<String> {
    let whole = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for label in ["## The person said no to ", "THE PERSON SAID NO TO: ", "<h2>The person said no to</h2> "] {
        let Some(rest) = whole.split(label).nth(1) else { continue };
        let list = rest.split(". Respect this").next().unwrap_or(rest);
        let list = list.rsplit("<p>").next().unwrap_or(list).replace("&#x27;", "'");
        found.extend(list.split("; ").map(|title| title.trim().to_owned()));
    }
    let mut before = whole.split(" (the person said no to this").peekable();
    while let Some(part) = before.next().filter(|_| before.peek().is_some()) {
        let title = part.rsplit(" - ").next().unwrap_or(part).rsplit('>').next().unwrap_or(part);
        found.push(title.trim().replace("&#x27;", "'"));
    }
    found
}

/// Whether the person refused a pathway by another answer, such as that they want no further contact.
fn refused_otherwise(sample: &Sample, pathway: &Pathway) -> bool {
    pathway.refused_when.is_some() && sample.says("contact-again", &["do-not-contact"])
}

/// What the law below looks for is found where it is printed.
#[test]
fn a_refusal_by_name_is_found_on_what_is_printed() {
    let case = crate::generate::Sample(Case::new(shipped(), "one"));
    let case = [
        "age-group=adult",
        "safe-to-talk=yes",
        "consent-to-talk=given",
        "consent-to-record=given",
        "consent-to-refer=some",
    ]
    .iter()
    .chain(&["needs=legal-advice", "agreed-to=medical", "said-no-to=legal-aid-and-non-punishment"])
    .filter_map(|answer| answer.split_once('='))
    .fold(case, |case, (id, value)| case.with_fact(id, value));
    let found: Vec<_> = everything_printed(&case.0).iter().flat_map(|printed| said_no_to(printed)).collect();
    assert!(!found.is_empty(), "{:?}", everything_printed(&case.0));
}

proptest! {
    #![proptest_config(config(400))]

    /// An adult's no takes a pathway away, silence never becomes a yes, and neither touches what was found.
    #[test]
    fn an_adults_yes_is_waited_for(sample in cases()) {
        let adult = sample.with_fact("age-group", "adult");
        let named = |id: &str, list: &str| adult.says(list, &[id]);
        for (pathway, agreement) in agreements(&adult).into_iter().filter(|(pathway, _)| pathway.needs_consent()) {
            prop_assert!(!adult.says("consent-to-refer", &["withheld"]), "{}", pathway.id);
            prop_assert!(!named(&pathway.id, "said-no-to"), "{}", pathway.id);
            if agreement == Consent::Given {
                let yes = adult.says("consent-to-refer", &["given"]) || named(&pathway.id, "agreed-to");
                prop_assert!(yes, "{} is taken for agreed to", pathway.id);
            }
            prop_assert!(agreement != Consent::NotNeeded, "{}", pathway.id);
        }
        let silent = open(&open(&open(&adult, "consent-to-refer"), "agreed-to"), "said-no-to");
        let waiting = agreements(&silent).into_iter().filter(|(pathway, _)| pathway.needs_consent());
        prop_assert!(waiting.map(|(_, agreement)| agreement).all(|agreement| agreement == Consent::Conditional));
        prop_assert_eq!(silent.finding(), adult.finding());
    }

    /// What was declined is told, so that the offer stays open; and an action of it is not advised.
    #[test]
    fn a_no_to_one_pathway_holds_beside_a_yes_to_all(sample in cases()) {
        let adult = sample.with_fact("age-group", "adult").with_fact("consent-to-refer", "given");
        let adult = open(&adult, "said-no-to");
        for way in adult.advised().pathways {
            let id = pathway(way.pathway).id.as_str();
            if shipped().fact(fact("said-no-to")).value_bit(id).is_none() {
                continue;
            }
            let advice = adult.with_fact("said-no-to", id).advised();
            prop_assert!(advice.declined.contains(&way.pathway), "{}", id);
            prop_assert!(advice.pathways.iter().all(|other| other.pathway != way.pathway), "{}", id);
            let serves = |at: &usize| shipped().guidelines.actions[*at].serves == Some(way.pathway);
            prop_assert!(!advice.actions.iter().any(serves), "an action of {} is still advised", id);
        }
    }

    /// A refusal is printed only if that very thing was put to the person: a service by its name, all referrals, the talk.
    #[test]
    fn no_refusal_is_printed_that_nobody_spoke(
        sample in cases(), talk in any::<bool>(), refer in 0usize..4, unclear in 0usize..4
    ) {
        let mut sample = if talk { sample.with_fact("consent-to-talk", "withheld") } else { sample };
        if let Some(answer) = ["given", "some", "withheld"].get(refer) {
            sample = sample.with_fact("consent-to-refer", answer);
        }
        sample = match unclear {
            0 => open(&sample, "age-group"),
            1 => sample,
            _ => sample.with_fact("age-group", "adult"),
        };
        let refused_all = sample.says("consent-to-refer", &["withheld"]);
        let no_talk = sample.says("consent-to-talk", &["withheld"]);
        let named = |title: &str| {
            let named = shipped().guidelines.pathways.iter().find(|one| one.title == title);
            named.is_some_and(|one| sample.says("said-no-to", &[&one.id]) || refused_otherwise(&sample, one))
        };
        let result = sample.result();
        for id in result["declined"].as_array().expect("a list") {
            let id = id.as_str().expect("an id");
            let pathway = shipped().guidelines.pathways.iter().find(|one| one.id == id).expect("it is there");
            let by_name = sample.says("said-no-to", &[id]);
            prop_assert!(by_name || refused_otherwise(&sample, pathway), "{id} was never refused");
        }
        prop_assert!(result["withheld"].as_array().expect("a list").is_empty() || refused_all || no_talk);
        for printed in everything_printed(&sample.0) {
            for refused in said_no_to(&printed) {
                prop_assert!(named(&refused), "nobody said no to `{refused}`:\n{printed}");
            }
            prop_assert!(refused_all || !printed.to_lowercase().contains("all referrals"), "{printed}");
            prop_assert!(refused_all || !printed.contains("Agrees to be referred: No"), "{printed}");
            prop_assert!(no_talk || !printed.to_lowercase().contains("not wish to talk"), "{printed}");
            prop_assert!(!printed.contains("the person said no:"), "to what?\n{printed}");
        }
    }

    /// A child's protection waits for no yes, and a no takes none of it away.
    #[test]
    fn no_answer_takes_protection_from_a_child(sample in cases(), unclear in any::<bool>()) {
        let child = sample.with_fact("age-group", if unclear { "unclear-possibly-child" } else { "child" });
        let with = |consent: &str| child.with_fact("consent-to-refer", consent).advised();
        prop_assert_eq!(&with("given").pathways, &with("withheld").pathways);
        prop_assert!(with("withheld").declined.is_empty());
        prop_assert!(with("withheld").pathways.iter().all(|way| way.agreement == Consent::NotNeeded));
        prop_assert!(agreements(&child).iter().any(|(pathway, _)| pathway.id == "child-protection"));
    }

    /// Whoever meets a child in a marriage, the household is kept away: the questions on it wait for someone trained.
    #[test]
    fn a_married_child_is_protected_before_anybody_asks(sample in cases(), unclear in any::<bool>()) {
        let child = sample.with_fact("age-group", if unclear { "unclear-possibly-child" } else { "child" });
        let ways = agreements(&child.with_fact("forms", "marriage").with_fact("needs", "contact-family"));
        let opens = |id: &str| ways.iter().any(|(pathway, _)| pathway.id == id);
        prop_assert!(opens("sexual-and-gender-based-violence"));
        prop_assert!(!opens("family-tracing") && !opens("family-support"));
    }

    /// A child is led to a labour office only where work is what it is about, or where the child speaks of pay.
    #[test]
    fn a_child_is_not_led_to_a_labour_office_for_something_else(sample in cases()) {
        let child = sample.with_fact("age-group", "child").with_fact("forms", "begging");
        let leads = |needs: &str| {
            agreements(&child.with_fact("needs", needs)).iter().any(|(pathway, _)| pathway.id == "labour-rights")
        };
        prop_assert!(!leads("health"));
        prop_assert!(leads("pay-owed"));
    }

    /// Who fears going back is shown no way to the home state: no pathway, no number, no agreement between states.
    #[test]
    fn fear_of_return_closes_every_way_to_the_home_state(sample in cases(), home in 0usize..12, here in 0usize..12) {
        let country = |at: usize| shipped().countries[at].id.clone();
        let afraid = sample.with_fact("fear-of-return", "yes").with_fact("country-of-home", &country(home));
        let afraid = afraid.with_fact("country", &country(here));
        let advice = afraid.advised();
        prop_assert!(!agreements(&afraid).iter().any(|(pathway, _)| pathway.own_state()));
        prop_assert!(!agreements(&afraid).iter().any(|(pathway, _)| pathway.id == "voluntary-return"));
        prop_assert!(referral::home_contacts(shipped(), &afraid.0, &advice).is_empty());
        prop_assert_eq!(referral::instruments(shipped(), &afraid.0, &advice).count(), 0);
        let card = referral::on_card(shipped(), &afraid.0, &advice);
        prop_assert!(!card.iter().any(|one| one.contact.number_abroad == one.number && one.contact.number != one.number));
    }

    /// Where officials are a risk, no body of the state is brought in but on a yes to that very one.
    #[test]
    fn where_officials_are_a_risk_the_person_chooses_the_route(sample in cases(), official in any::<bool>()) {
        let adult = sample.with_fact("age-group", "adult").with_fact("consent-to-refer", "given");
        let risky = if official {
            adult.with_fact("official-involved", "yes")
        } else {
            let high = shipped().countries.iter().find(|one| one.state_risk == StateRisk::High).expect("one");
            adult.with_fact("country", &high.id)
        };
        prop_assert!(risky.advised().own_route);
        for (pathway, agreement) in agreements(&risky).into_iter().filter(|(one, _)| one.to_state() && one.needs_consent()) {
            let named = risky.says("agreed-to", &[&pathway.id]);
            prop_assert_eq!(agreement == Consent::Given, named, "{}", &pathway.id);
        }
        let called = referral::contacts(shipped(), &risky.0, &risky.advised());
        // What saves a life waits for no choice, and comes first.
        let saves = |one: &referral::ContactFor<'_>| one.pathways.iter().any(|at| pathway(*at).helps_at_once());
        let order = called.iter().map(|one| (!saves(one), one.contact.kind == OwnerKind::State && !saves(one)));
        prop_assert!(order.is_sorted(), "a body of the state stands before others");
        let is_state = |one: &referral::ContactFor<'_>| one.contact.kind == OwnerKind::State;
        prop_assert!(called.iter().all(|one| one.by_choice == (is_state(one) && !saves(one))));
        let card = referral::on_card(shipped(), &risky.0, &risky.advised());
        prop_assert!(card.iter().all(|one| one.contact.kind != OwnerKind::State || one.contact.number_abroad == one.number));
    }

    /// Numbers of unofficial lists never stand alone, and numbers that contradict each other stand together or not.
    #[test]
    fn a_weak_number_never_stands_alone(sample in cases(), here in 0usize..12) {
        let sample = sample.with_fact("country", &shipped().countries[here].id).with_fact("safe-to-talk", "yes");
        let sample = sample.with_fact("consent-to-talk", "given");
        let advice = sample.advised();
        let called = referral::contacts(shipped(), &sample.0, &advice);
        // For a danger, an emergency or a child a weak number is better than none.
        for way in advice.pathways.iter().filter(|way| !pathway(way.pathway).any_number) {
            let here: Vec<_> = called.iter().filter(|one| one.pathways.contains(&way.pathway)).collect();
            let weak = here.iter().filter(|one| one.contact.confidence == Confidence::C).count();
            prop_assert!(weak == 0 || weak < here.len(), "only unofficial lists for {}", &pathway(way.pathway).id);
        }
        let contacts = &shipped().countries[here].contacts;
        for one in called.iter().filter(|one| !one.contact.conflict.is_empty()) {
            let pair = contacts.iter().filter(|other| other.conflict == one.contact.conflict);
            for other in pair {
                prop_assert!(called.iter().any(|shown| shown.contact.id == other.id), "{} without {}", &one.contact.id, &other.id);
            }
        }
        let printed = everything_printed(&sample.0).remove(0);
        let joined = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        for one in &called {
            prop_assert!(joined.contains(one.contact.number.as_str()) && joined.contains("Nobody has checked these numbers"));
            prop_assert!(joined.contains(&one.contact.warning.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }

    /// Nothing of unlawful acts, status, selling sex or drugs changes a word of what an authority reads, as long as what
    /// is found and advised stays the same.
    #[test]
    fn an_authority_reads_nothing_of_what_could_be_held_against_the_person(
        sample in cases(), which in any::<prop::sample::Index>(), share in any::<bool>()
    ) {
        let incriminating: Vec<IndicatorIx> = (0..shipped().indicators.len())
            .map(IndicatorIx)
            .filter(|at| shipped().indicator(*at).hand_over != HandOver::Authority)
            .collect();
        let at = *which.get(&incriminating);
        let sample = sample.with_fact("share-with-authority", if share { "what-was-recorded" } else { "needs-only" });
        let (with, without) = (sample.with(at, Presence::Present, None), sample.with(at, Presence::Absent, None));
        let (a, b) = (with.assessed(), without.assessed());
        let of_state = |sample: &Sample| {
            agreements(sample).into_iter().filter(|(one, _)| one.to_state() && one.protective).map(|(one, said)| (one.id.clone(), said)).collect::<Vec<_>>()
        };
        let held = |sample: &Sample| {
            let told = |at: &usize| shipped().guidelines.safeguards[*at].told == tipscreen::catalogue::InHandOver::IfItHolds;
            (sample.advised().safeguards.into_iter().filter(told).collect::<Vec<_>>(), sample.advised().ruled_out)
        };
        // Where the finding, how soon, or what protects changes with it, the page says so and no more.
        prop_assume!(a.finding == b.finding && with.advised().urgency == without.advised().urgency);
        prop_assume!(of_state(&with) == of_state(&without) && held(&with) == held(&without));
        let leads = |sample: &Sample| agreements(sample).iter().any(|(one, _)| one.to_state());
        prop_assume!(leads(&with) == leads(&without));
        prop_assert_eq!(page(&with.0, Audience::Authority), page(&without.0, Audience::Authority), "{}", &shipped().indicator(at).id);
        if let Some(page) = page(&with.0, Audience::Authority) {
            for at in incriminating {
                prop_assert!(!page.contains(&shipped().indicator(at).statement), "{}", &shipped().indicator(at).id);
            }
        }
    }

    /// Notes and other free text leave in no form; that an official was named leaves in no hand-over.
    #[test]
    fn no_free_text_and_no_word_of_officials_is_handed_over(sample in cases()) {
        let mut case = sample.with_fact("official-involved", "yes").0;
        for at in (0..shipped().indicators.len()).map(IndicatorIx) {
            let standing = case.answer(at).cloned().unwrap_or_else(|| Answer::of(Presence::NotAsked));
            case.set_answer(at, Answer { note: Some("MARK a name".to_owned()), ..standing });
        }
        for at in (0..shipped().facts.len()).map(FactIx) {
            if shipped().fact(at).values.is_empty() {
                case.set_fact(at, FactAnswer::Text("MARK a name".to_owned()));
            }
        }
        for reader in [Audience::Service, Audience::Authority] {
            let Some(page) = page(&case, reader) else { continue };
            prop_assert!(!page.contains("MARK"), "{}", page);
            prop_assert!(!page.to_lowercase().contains("official may") && !page.contains("An official took part"), "{}", page);
            for fact in shipped().facts.iter().filter(|fact| fact.hand_over == HandOver::Nobody) {
                let line = format!("- {}: ", fact.title);
                prop_assert!(!page.contains(&line), "{}", &fact.id);
            }
        }
        for printed in everything_printed(&case) {
            let own = printed.contains("Incident: ") || printed.contains("Office: ");
            prop_assert!(own || !printed.contains("MARK"), "{}", printed);
        }
    }
}

/// A fact that nobody is told of, and every role that the laws lean on, is there.
#[test]
fn the_laws_speak_of_what_is_there() {
    let officials = shipped().fact(fact("official-involved"));
    assert_eq!(officials.hand_over, HandOver::Nobody);
    assert!(shipped().fact_by_role(Role::HomeCountry).is_some() && shipped().fact_by_role(Role::Country).is_some());
    let flag = shipped().flags.iter().find(|flag| flag.id == "unlawful-or-irregular").expect("a flag");
    for (at, one) in shipped().indicators.iter().enumerate() {
        let told = one.hand_over == HandOver::Authority && flag.when.names_indicator(IndicatorIx(at));
        assert!(!told, "`{}` raises the flag on unlawful acts and may be told to an authority", one.id);
    }
    assert_eq!(shipped().countries.len(), 12);
}
