//! Countries: the same case gives each country's own authority and contacts, or the honest gap; a further file adds
//! and takes nothing away; and what only somebody who called can say is said of no number.

use crate::files;
use crate::generate::{Sample, shipped};
use std::fmt::Write as _;
use std::path::Path;
use tipscreen::case::{FactAnswer, read};
use tipscreen::catalogue::{Catalogue, CatalogueErrors, Country, Topic, builtin};
use tipscreen::condition::StateRisk;
use tipscreen::toml_input::SourceFile;
use tipscreen::{referral, wording, words};

const CASE: &str = "examples/cases/domestic-worker-passport-kept.json";

fn case_in(country: &Country) -> Sample {
    let sample = Sample(read(&files::text(&files::root().join(CASE)), shipped()).expect("a case"));
    sample.with_fact("country", &country.id)
}

fn tipscreen(args: &[&str], countries: Option<&Path>) -> (Option<i32>, String, String) {
    let mut program = crate::program::program();
    program
        .args(args)
        .current_dir(files::root())
        .env("TIPSCREEN_COUNTRIES", countries.unwrap_or(Path::new("/nonexistent")));
    let out = program.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (out.status.code(), text(out.stdout), text(out.stderr))
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_country_gives_its_own_authority_and_contacts_or_says_that_nothing_was_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    for country in &shipped().countries {
        let sample = case_in(country);
        let path = folder.path().join("case.json");
        std::fs::write(&path, sample.0.to_json(shipped())).expect("a file");
        let (code, printed, _) = tipscreen(&["score", "--detail", "full", &path.display().to_string()], None);
        assert_eq!(code, Some(0), "{}", country.id);
        let printed = in_one_line(&printed);
        assert!(printed.contains(&format!("IN {}:", country.title.to_uppercase())), "{}", country.id);
        for topic in Topic::ALL {
            let said: Vec<_> = country.on(topic).collect();
            let heading = wording::topic(topic);
            let gap = format!("{heading} {}", words::fixed("referral-nothing-found"));
            assert_eq!(printed.contains(&gap), said.is_empty(), "{}: {heading}", country.id);
            for one in said {
                assert!(printed.contains(&in_one_line(&one.text)), "{}: {}", country.id, one.text);
            }
        }
        let called = referral::contacts(shipped(), &sample.0, &sample.advised());
        assert_eq!(
            printed.contains(&words::filled("referral-no-contact", [("country", (&country.title).into())])),
            called.is_empty(),
            "{}",
            country.id
        );
        for one in called {
            assert!(printed.contains(&in_one_line(&wording::contact(one.contact))), "{}", one.contact.id);
        }
        // Nothing of any other country.
        for other in shipped().countries.iter().filter(|other| other.id != country.id) {
            assert!(
                !printed.contains(&format!("IN {}:", other.title.to_uppercase())),
                "{} in {}",
                other.id,
                country.id
            );
        }
    }
}

#[test]
fn without_a_country_nothing_of_any_is_shown() {
    let sample = case_in(&shipped().countries[0]);
    let mut case = sample.0.clone();
    case.set_fact(crate::generate::fact("country"), FactAnswer::Unknown);
    assert!(referral::contacts(shipped(), &case, &Sample(case.clone()).advised()).is_empty());
    assert!(referral::country(shipped(), &case).is_none());
}

/// No number was called by anybody, and every one says where it was seen.
#[test]
fn no_contact_claims_to_be_verified() {
    for country in &shipped().countries {
        for contact in &country.contacts {
            assert_eq!(contact.verified_on, None, "{}", contact.id);
            assert!(!contact.claims.is_empty() && !contact.serves.is_empty(), "{}", contact.id);
            assert!(
                wording::contact_details(contact).iter().any(|line| line.contains("Not verified")),
                "{}",
                contact.id
            );
            let card = contact.card.to_lowercase();
            for word in ["traffick", "police", "victim", "abuse", "violence", "exploit", "crime", "rescue"] {
                assert!(!card.contains(word), "{}: not safe to be found with: {card}", contact.id);
            }
        }
    }
}

/// Only what was seen: no country file cites general knowledge.
#[test]
fn countries_rest_on_what_was_seen() {
    use tipscreen::catalogue::SourceStatus;
    let recalled = |at: usize| shipped().sources[at].standing == SourceStatus::Recalled;
    for country in &shipped().countries {
        let said = country.statements.iter().flat_map(|(_, said)| &said.claims);
        let called = country.contacts.iter().flat_map(|contact| &contact.claims);
        assert!(!said.chain(called).chain(&country.claims).any(|claim| recalled(claim.source)), "{}", country.id);
    }
}

fn with_file(text: &str) -> Catalogue {
    try_with(text).unwrap_or_else(|faults| panic!("{:?}", faults.problems))
}

fn try_with(text: &str) -> Result<Catalogue, CatalogueErrors> {
    let own = SourceFile { name: "own.toml".to_owned(), text: text.to_owned() };
    Catalogue::read_with(builtin::files(builtin::DEFAULT).expect("there"), vec![own.into()])
}

fn problems(text: &str) -> Vec<String> {
    let faults = try_with(text).expect_err("a problem");
    faults.problems.iter().map(|problem| format!("{}: {}", problem.code, problem.what)).collect()
}

#[test]
fn a_further_file_adds_and_never_lowers() {
    for country in &shipped().countries {
        let mut own = format!("[[country]]\nid = \"{}\"\ncooperation_condition = \"not-seen\"\n", country.id);
        for topic in Topic::ALL {
            let _ = writeln!(own, "{} = []", topic.key());
        }
        let after = with_file(&own);
        let same = after.country(&country.id).expect("there");
        assert_eq!(same.state_risk, country.state_risk, "{}", country.id);
        assert_eq!(same.cooperation, country.cooperation, "{}", country.id);
        assert_eq!(same.statements.len(), country.statements.len(), "{}", country.id);
        assert_eq!(same.contacts.len(), country.contacts.len(), "{}", country.id);
        assert_eq!(after.method_fingerprint(), shipped().method_fingerprint(), "{}", country.id);
    }
}

/// What would take a protection away is a problem at its place: a lower risk, a rule, a warning that is left out, another
/// body behind a number.
#[test]
fn what_a_further_file_would_lower_is_refused() {
    assert_eq!(
        problems("[[country]]\nid = \"MM\"\nstate_risk = \"none\"\n"),
        ["wrong-value: the risk from officials is already high"]
    );
    let rule = "id = \"mine\"\ntext = \"No.\"\nwhen = { otherwise = true }\nsources = []\n";
    for table in [
        format!("[[contraindication]]\npathways = [\"safe-shelter\"]\n{rule}"),
        format!("[[action]]\nstep = \"now\"\nby = \"you\"\n{rule}"),
        format!("[[safeguard]]\n{rule}"),
        "[consent]\n".to_owned(),
    ] {
        let found = problems(&table);
        let only = "wrong-place: a file that adds to countries holds only `country`, `instrument` and `source`";
        assert!(found.contains(&only.to_owned()), "{found:?}");
    }
}

/// The ambulance of Thailand, whose two numbers contradict each other, given anew in an added file.
fn ambulance(country: &str, more: &str) -> String {
    format!(
        "[[country]]\nid = \"{country}\"\n[[country.contact]]\nid = \"th-ambulance-1669\"\nservice = \"Ambulance\"\n\
         number = \"1669\"\nserves = [\"emergency\"]\nsources = [{{ source = \"tipscreen\", item = \"proposal\" }}]\n\
         confidence = \"C\"\n{more}\n"
    )
}

#[test]
fn a_doubt_about_a_number_ends_only_when_somebody_called() {
    let found = problems(&ambulance("TH", "kind = \"state\""));
    assert_eq!(found, ["wrong-value: `th-ambulance-1669` loses its warning, and nobody verified it"]);
    let found = problems(&ambulance("TH", "kind = \"ngo\"\nverified_on = 2026-11-01"));
    assert_eq!(found, ["wrong-value: `th-ambulance-1669` is run by another kind of body"]);
    let settled = with_file(&ambulance("TH", "kind = \"state\"\nverified_on = 2026-11-01"));
    let contacts = &settled.country("TH").expect("there").contacts;
    assert!(contacts.iter().any(|one| one.id == "th-ambulance-1669" && one.verified_on.is_some()));
    let taken = "duplicate-id: `th-ambulance-1669` is the id of a contact of another country already";
    assert!(problems(&ambulance("VN", "kind = \"state\"")).contains(&taken.to_owned()));
}

const OWN: &str = r#"
[[country]]
id = "SG"
state_risk = "high"
state_risk_because = "Our office saw it."
caution = [{ text = "Ask our office first.", sources = [{ source = "ours", item = "practice" }] }]
sources = [{ source = "ours", item = "practice" }]

[[country.contact]]
id = "our-office"
service = "Our office"
owner = "An NGO"
kind = "ngo"
number = "5550100"
serves = ["safe-shelter", "information"]
card = "Office"
sources = [{ source = "ours", item = "our own number" }]
confidence = "A"
verified_on = 2026-11-01

[[source]]
id = "ours"
title = "Our own practice"
publisher = "The office"
url = ""
standing = "proposed"
"#;

#[test]
fn an_office_adds_its_own() {
    let after = with_file(OWN);
    let country = after.country("SG").expect("there");
    assert_eq!(country.state_risk, StateRisk::High);
    assert_ne!(after.method_fingerprint(), shipped().method_fingerprint(), "a higher risk changes what is advised");
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("own.toml");
    std::fs::write(&own, OWN).expect("a file");
    let case = folder.path().join("case.json");
    std::fs::write(&case, case_in(country).0.to_json(shipped())).expect("a file");
    let (own, case) = (own.display().to_string(), case.display().to_string());
    let named = tipscreen(&["score", "--detail", "full", &case, "--country-file", &own], None);
    let always = tipscreen(&["score", "--detail", "full", &case], Some(folder.path()));
    for (code, printed, _) in [named, always] {
        let printed = in_one_line(&printed);
        assert_eq!(code, Some(0));
        assert!(
            printed.contains("Our office (An NGO): 5550100")
                && printed.contains("Verified on 2026-11-01, says your file own.toml."),
            "{printed}"
        );
        assert!(printed.contains("High risk from bodies of the state") && printed.contains("Ask our office first."));
        assert!(printed.contains("state body: needs its own yes"), "{printed}");
    }
}

/// A slip in the user's own folder keeps nobody from a result; in a file that was named it is an error.
#[test]
fn a_faulty_file_of_the_users_own_is_told_and_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.toml");
    std::fs::write(&path, OWN.replace("state_risk = \"high\"", "state_risk = \"hihg\"")).expect("a file");
    // A good one beside it is used all the same.
    let good = "[[country]]\nid = \"MY\"\ncaution = [{ text = \"Ask the north office.\", sources = [{ source = \"tipscreen\", item = \"proposal\" }] }]\n";
    std::fs::write(folder.path().join("zz.toml"), good).expect("a file");
    let (code, printed, told) = tipscreen(&["score", "--detail", "full", CASE], Some(folder.path()));
    assert_eq!(code, Some(0));
    assert!(printed.contains("FINDING:") && printed.contains("Ask the north office."), "{printed}");
    assert!(told.contains("own.toml:4:14") && told.contains("use one of \"none\", \"caution\", \"high\""), "{told}");
    assert!(told.contains("own.toml was left out of this run"), "{told}");
    let (code, printed, told) =
        tipscreen(&["score", "--detail", "full", CASE, "--country-file", &path.display().to_string()], None);
    assert_eq!((code, printed.as_str()), (Some(3), ""), "{told}");
    assert!(told.contains("own.toml:4:14"), "{told}");
}

#[test]
fn what_nobody_verified_is_listed_with_its_age() {
    let (code, printed, _) = tipscreen(&["catalogue", "check", "asean-commit"], None);
    assert_eq!(code, Some(0));
    let printed = in_one_line(&printed);
    assert!(printed.contains("TH: 10 of 10 contacts not verified:"), "{printed}");
    assert!(printed.contains("th-tourist-police (2015, "), "{printed}");
    assert!(printed.contains("th-social-help-abroad (undated)"), "{printed}");
}
