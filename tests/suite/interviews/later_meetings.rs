//! A later meeting: what is asked anew, what is put before the screener to be confirmed, and that no agreement of the
//! meeting before counts as one of today. `StoreError` 06 of those found
//! by use.

use crate::generate::{Sample, cases, config, fact, indicator, shipped};
use crate::meetings::{ID, Meeting, first_meeting, run, said};
use proptest::prelude::*;
use std::path::Path;
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Catalogue, EachMeeting, Question, Role, builtin};
use tipscreen::condition::FactIx;
use tipscreen::questionnaire::{Act, Questionnaire, Step};
use tipscreen::referral::{Consent, recommend};
use tipscreen::store::{EventKind, LocalDisk, Store, Unsealed};
use tipscreen::toml_input::SourceFile;

/// What holds for one talk alone.
const FRESH: [&str; 18] = [
    "safe-to-talk",
    "screener",
    "alone",
    "interpreter",
    "consent-to-talk",
    "consent-to-record",
    "country",
    "meeting",
    "safe-now",
    "where-now",
    "others-there",
    "services-for",
    "consent-to-refer",
    "agreed-to",
    "said-no-to",
    "share-with-authority",
    "notify-home-state",
    "contact-again",
];

/// To the agreement to a record at a later meeting, by the keys that lines take: the age is confirmed.
const AGREED_LATER: &str = "y\nn\n1\nu\n1\n1\ns\n1\n1\n";

fn history(store: &Path) -> String {
    let out = run(store, &["case", "show", "--history", "--format", "json", ID], "");
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

#[test]
fn the_shipped_catalogue_asks_anew_whatever_holds_for_one_talk() {
    let of = |wanted: EachMeeting| {
        let facts = shipped().facts.iter().filter(move |fact| fact.each_meeting == wanted);
        facts.map(|fact| fact.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of(EachMeeting::Fresh), FRESH);
    assert_eq!(of(EachMeeting::Confirm), ["age-group", "crossed-border", "country-of-home"]);
    for stands in ["immediate-danger", "medical-need", "self-harm-risk", "fear-of-return"] {
        assert!(of(EachMeeting::Again).contains(&stands), "{stands} does not end because nobody has asked yet");
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn no_agreement_of_the_last_meeting_counts_and_no_other_answer_is_lost(sample in cases()) {
        let before = sample.0.clone();
        let mut questions = Questionnaire::new(shipped(), sample.0);
        let meeting = questions.later_meeting(None);
        questions.take(Act::MeetAgain(meeting));
        let now = questions.case();
        let is_weak = before.as_ref().is_under_caution(shipped());
        for at in (0..shipped().facts.len()).map(FactIx) {
            let fact = shipped().fact(at);
            let protects = matches!(before.fact(at), FactAnswer::Values(bits) if bits & !fact.protecting_bits() == 0);
            let lapses = fact.each_meeting == EachMeeting::Fresh && !protects;
            let expected = if lapses { &FactAnswer::NotAsked } else { before.fact(at) };
            prop_assert_eq!(now.fact(at), expected, "{}", fact.id);
        }
        for at in (0..shipped().indicators.len()).map(tipscreen::condition::IndicatorIx) {
            // What was denied under a caution is asked again; a note on it stays.
            let lapses = is_weak && before.presence(at) == Presence::Absent;
            let note = |case: &Case| case.answer(at).and_then(|answer| answer.note.clone());
            prop_assert_eq!(note(now), note(&before));
            let expected = if lapses { Presence::NotAsked } else { before.presence(at) };
            prop_assert_eq!(now.presence(at), expected);
            prop_assert!(lapses || now.answer(at) == before.answer(at));
        }
        // Nobody is referred, told or called by a yes of last time.
        let assessment = tipscreen::assessment::assess(shipped(), now, &mut ());
        let advised = recommend(shipped(), now, &assessment);
        prop_assert!(advised.pathways.iter().all(|way| way.agreement != Consent::Given), "{advised:?}");
        prop_assert!(!now.may_be_kept(shipped()));
        prop_assert!(!Sample(now.clone()).says("contact-again", &["may-contact"]));
    }

    #[test]
    fn what_is_asked_at_each_meeting_is_asked_once_and_shown_where_it_is_to_be_confirmed(sample in cases()) {
        let mut case = sample.0;
        // The talk goes on: both gates are open.
        for (id, value) in [("safe-to-talk", "yes"), ("consent-to-talk", "given")] {
            case.set_fact(fact(id), FactAnswer::Values(shipped().fact(fact(id)).value_bit(value).expect("a value")));
        }
        let mut questions = Questionnaire::new(shipped(), case);
        let meeting = questions.later_meeting(None);
        questions.take(Act::MeetAgain(meeting));
        let mut asked: Vec<FactIx> = Vec::new();
        loop {
            let question = match questions.step() {
                Step::Ask(question) => question,
                Step::CoreDone { .. } => {
                    questions.choose_detail(false);
                    continue;
                }
                Step::Ended(_) => break,
                Step::NeedsYes(fact) => panic!("{fact:?} was answered with a yes"),
            };
            if let Question::Fact(at) = question {
                let fact = shipped().fact(at);
                prop_assert!(!asked.contains(&at), "{} is asked twice", fact.id);
                asked.push(at);
                let is_confirmed = fact.each_meeting == EachMeeting::Confirm && questions.case().fact(at).is_given();
                prop_assert_eq!(questions.is_to_confirm(question), is_confirmed, "{}", fact.id);
                if matches!(fact.role, Some(Role::SafePlace | Role::Consent)) {
                    questions.answer_fact(at, FactAnswer::Values(1));
                    continue;
                }
            }
            questions.pass();
        }
        let answers = tipscreen::assessment::Answers::of(shipped(), questions.case());
        for (at, fact) in shipped().facts.iter().enumerate().filter(|(_, fact)| fact.asked) {
            let applies = fact.ask_if.as_ref().is_none_or(|ask_if| ask_if.evaluate(&answers) != tipscreen::condition::Truth::No);
            let is_due = applies && fact.each_meeting != EachMeeting::Keep;
            prop_assert!(!is_due || asked.contains(&FactIx(at)), "{} is not asked", fact.id);
        }
    }
}

/// The first meeting was in Malaysia, with a yes to everything. Whoever leaves the later one at any question is shown
/// neither Malaysia's numbers nor an agreement of last time.
#[test]
fn a_later_meeting_elsewhere_shows_no_number_of_the_country_before() {
    // Left at each of the first questions after the agreement to a record.
    for answered in ["", "5\n", "5\ns\n", "5\ns\ns\n"] {
        let folder = tempfile::tempdir().expect("a folder");
        first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
        let typed = format!("{AGREED_LATER}u\n{answered}x\ny\n");
        let out = run(folder.path(), &["screen", "--plain", "--continue", ID, "--format", "json"], &typed);
        let told = said(&out);
        assert_eq!(out.status.code(), Some(0), "{told}");
        assert!(told.contains("In which country does this talk take place?"), "{told}");
        let table = run(folder.path(), &["case", "show", ID], "");
        let shown = said(&table);
        assert!(!shown.contains("Malaysia") && !shown.contains("MAPO"), "{answered:?}: {shown}");
        // An agreement of last time hands nothing over today.
        for whom in ["service", "authority"] {
            let page = run(folder.path(), &["case", "show", ID, "--format", "md", "--for", whom], "");
            assert_eq!(page.status.code(), Some(1), "{}", said(&page));
        }
        assert_eq!(run(folder.path(), &["case", "export", ID], "").status.code(), Some(1));
    }
}

#[test]
fn the_country_of_a_later_meeting_can_be_named_beforehand() {
    let folder = tempfile::tempdir().expect("a folder");
    first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
    let file = folder.path().join("case.json").display().to_string();
    let args = ["screen", "--plain", "--continue", ID, "--country", "TH", "--unsealed", "--out", &file];
    let out = run(folder.path(), &args, &format!("{AGREED_LATER}x\ny\n"));
    let told = said(&out);
    assert_eq!(out.status.code(), Some(0), "{told}");
    assert!(!told.contains("In which country does this talk take place?"), "{told}");
    let case = std::fs::read_to_string(&file).expect("a file");
    assert!(case.contains("\"country\": \"TH\"") && !case.contains("contact-again"), "{case}");
    assert!(history(folder.path()).contains("\"answer\":\"TH\""));
    let unknown = run(folder.path(), &["screen", "--plain", "--continue", ID, "--country", "XX"], "");
    assert_eq!(unknown.status.code(), Some(2), "{}", said(&unknown));
}

#[test]
fn age_and_home_are_shown_and_one_key_confirms_them_as_an_event() {
    let folder = tempfile::tempdir().expect("a folder");
    first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
    // Confirmed: the age and that home is elsewhere; another home is named; then left.
    let typed = format!("{AGREED_LATER}u\n5\ns\n2\nx\ny\n");
    let out = run(folder.path(), &["screen", "--plain", "--continue", ID], &typed);
    let told = said(&out);
    for shown in ["At the last meeting: Adult, 18 or older", "At the last meeting: yes", "At the last meeting: Myanmar"]
    {
        assert!(told.contains(shown), "no {shown:?} in {told}");
    }
    assert!(told.contains("(s) still so"), "{told}");
    let history = history(folder.path());
    let later = history.split("met-again").nth(1).expect("a later meeting");
    for event in [
        "\"fact\":\"age-group\",\"answer\":\"adult\"",
        "\"fact\":\"crossed-border\",\"answer\":\"yes\"",
        "\"fact\":\"country-of-home\",\"answer\":\"CN\"",
    ] {
        assert!(later.contains(event), "no {event} in {later}");
    }
    // Discreetly nothing is said back.
    let out = run(folder.path(), &["screen", "--plain", "--discreet", "--continue", ID], "y\nn\n1\nu\n1\n1\n");
    let told = said(&out);
    assert!(told.contains("Answered at the last meeting") && !told.contains("last meeting: Adult"), "{told}");
}

#[test]
fn a_no_that_protects_stands_until_it_is_asked_again() {
    for (id, value) in
        [("contact-again", "do-not-contact"), ("notify-home-state", "refused"), ("share-with-authority", "nothing")]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let mut meeting = Meeting::first(LocalDisk::default(), folder.path(), ID, Unsealed);
        meeting.agree();
        meeting.fact(id, &[value]);
        meeting.end();
        let mut later = Meeting::later(LocalDisk::default(), folder.path(), ID, Unsealed);
        let bit = shipped().fact(fact(id)).value_bit(value).map(FactAnswer::Values);
        assert_eq!(Some(later.questionnaire.case().fact(fact(id)).clone()), bit, "{id}");
        later.agree();
        later.fact(id, &[]);
        assert_eq!(*later.questionnaire.case().fact(fact(id)), FactAnswer::Unknown);
    }
}

/// Whoever denied something with the foreman's interpreter beside them is asked again once another one is there; until
/// then their no is none.
#[test]
fn a_no_under_bad_conditions_does_not_become_a_sound_one_at_the_next_meeting() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Meeting::first(LocalDisk::default(), folder.path(), ID, Unsealed);
    first.agree();
    first.fact("interpreter", &["not-independent"]);
    let [denied, told] = ["debt-bondage", "documents-withheld"].map(indicator);
    let note = Some("looked at the interpreter first".to_owned());
    first.act(Act::Indicator(denied, Answer { note: note.clone(), ..Answer::of(Presence::Absent) }));
    first.act(Act::Indicator(told, Answer::of(Presence::Present)));
    first.end();
    let mut later = Meeting::later(LocalDisk::default(), folder.path(), ID, Unsealed);
    later.agree();
    later.fact("interpreter", &["independent"]);
    let case = later.questionnaire.case();
    assert_eq!(case.answer(denied), Some(&Answer { note, ..Answer::of(Presence::NotAsked) }));
    assert_eq!(case.presence(told), Presence::Present, "what was told counts");
    let now = later.questionnaire.case().clone();
    let record = later.end();
    assert_eq!(record.replay_events(shipped()).expect("it follows").case(), &now);
    // Under good conditions a no stands.
    let mut third = Meeting::later(LocalDisk::default(), folder.path(), ID, Unsealed);
    third.agree();
    third.fact("interpreter", &["independent"]);
    third.act(Act::Indicator(denied, Answer::of(Presence::Absent)));
    third.end();
    let fourth = Meeting::later(LocalDisk::default(), folder.path(), ID, Unsealed);
    assert_eq!(fourth.questionnaire.case().presence(denied), Presence::Absent);
}

/// A record holds for itself which answers lapsed, and those of older versions hold to the older rule.
#[test]
fn a_record_is_replayed_by_the_rule_it_was_made_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut record = first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
    record.add(
        "2026-11-23T09:00:00Z".to_owned(),
        EventKind::MetAgain { on: None, lapsed: None, lapsed_signs: Vec::new() },
    );
    for (id, value) in [("safe-to-talk", "yes"), ("consent-to-talk", "given"), ("consent-to-record", "given")] {
        let deed = EventKind::Fact { fact: id.to_owned(), answer: value.into() };
        record.add("2026-11-23T09:01:00Z".to_owned(), deed);
    }
    record.add("2026-11-23T09:02:00Z".to_owned(), EventKind::Ended { how: "stopped".to_owned() });
    let replayed = record.replay_events(shipped()).expect("it follows");
    let malaysia = shipped().fact(fact("country")).value_bit("MY").map(FactAnswer::Values);
    assert_eq!(Some(replayed.case().fact(fact("country")).clone()), malaysia, "it counted then");
    record.case = serde_json::from_str(&replayed.case().to_json(shipped())).expect("a case");
    let file = folder.path().join("records").join(format!("{ID}.tipscreen"));
    std::fs::write(&file, record.to_bytes(&Unsealed).expect("bytes")).expect("a file");
    assert_eq!(run(folder.path(), &["case", "verify"], "").status.code(), Some(0));
    // The next meeting holds to the rule of today.
    let later = Meeting::later(LocalDisk::default(), folder.path(), ID, Unsealed);
    assert_eq!(*later.questionnaire.case().fact(fact("country")), FactAnswer::NotAsked);
    let begun = later.keeping.record().events().last().expect("an event").deed.clone();
    assert!(
        matches!(&begun, EventKind::MetAgain { lapsed: Some(ids), .. } if ids.contains(&"country".to_owned())),
        "{begun:?}"
    );
    drop(later);
    assert!(Store::at(LocalDisk::default(), folder.path()).read(ID, &Unsealed).is_ok());
}

/// A catalogue that says nothing of meetings is safe by the roles of its facts; one that says otherwise is refused.
#[test]
fn an_agreement_is_fresh_whatever_a_catalogue_leaves_unsaid() {
    let files = builtin::files(builtin::DEFAULT).expect("the usual catalogue");
    let with = |change: &dyn Fn(String) -> String| {
        let changed = files.iter().map(|file| {
            let text = if file.name.ends_with("facts.toml") { change(file.text.clone()) } else { file.text.clone() };
            SourceFile { name: file.name.clone(), text }
        });
        Catalogue::read(changed.collect())
    };
    let unsaid = |text: String| {
        let lines = text.lines().filter(|line| !line.starts_with("each_meeting"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let catalogue = with(&unsaid).expect("it is sound");
    for fact in catalogue.facts.iter().filter(|fact| FRESH.contains(&fact.id.as_str())) {
        let without_role = [
            "interpreter",
            "alone",
            "meeting",
            "safe-now",
            "where-now",
            "others-there",
            "services-for",
            "contact-again",
        ];
        let has_no_role = without_role.contains(&fact.id.as_str());
        assert_eq!(fact.each_meeting == EachMeeting::Fresh, !has_no_role, "{}", fact.id);
    }
    for id in [
        "consent-to-talk",
        "consent-to-record",
        "consent-to-refer",
        "agreed-to",
        "said-no-to",
        "notify-home-state",
        "share-with-authority",
        "safe-to-talk",
        "country",
    ] {
        for said in ["false", "\"confirm\""] {
            let change = |text: String| {
                let at = text.find(&format!("id = \"{id}\"")).expect("a fact");
                let (before, after) = text.split_at(at);
                format!("{before}{}", after.replacen("each_meeting = \"fresh\"", &format!("each_meeting = {said}"), 1))
            };
            let faults = with(&change).expect_err("it is refused");
            let told: Vec<_> =
                faults.problems.iter().map(|problem| (problem.code.word(), problem.what.as_str())).collect();
            assert_eq!(told.len(), 1, "{id}: {told:?}");
            assert!(told[0].0 == "wrong-value" && told[0].1.contains("one meeting only"), "{id}: {told:?}");
        }
    }
}
