//! The law of added files: whatever a country file says, what the catalogue itself gives is printed as it is without the
//! file, no emergency number comes later, no risk is lowered, and what the file gives is printed with its name.
//!
//! The files are generated: new and known ids, every word of a conflict, warnings, kinds, pathways, risks, ties, statements.

use crate::generate::{Sample, cases, config, fact, shipped};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write as _;
use tipscreen::assessment::{Trace, assess};
use tipscreen::case::FactAnswer;
use tipscreen::catalogue::{AddedFile, Catalogue, Contact, Country, Topic, builtin};
use tipscreen::condition::StateRisk;
use tipscreen::referral::{self, ContactFor, Recommendation, recommend};
use tipscreen::report::{Audience, Envelope, Report, ResultDetail, ResultForm, ResultPage, result_line};
use tipscreen::report::{card, html, markdown, table};
use tipscreen::toml_input::SourceFile;
use tipscreen::{escape, wording, words};

/// Whatever an added file says holds this word, which no shipped text does.
const TOKEN: &str = "ADDED";

/// Names of added files: one of its own, and two that end alike.
const NAMES: [&str; 3] = ["/home/me/own numbers.toml", "/a/th.toml", "/b/th.toml"];

/// A contact of a generated file.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is drawn by itself")]
struct Draft {
    /// A contact of the country, or a new one.
    id: usize,
    kind: usize,
    ways: (bool, bool, bool),
    serves: Vec<usize>,
    warning: bool,
    conflict: usize,
    card: bool,
    confidence: usize,
    verified: bool,
    breaks_lines: bool,
}

/// A generated country file, from numbers.
#[derive(Clone, Debug)]
struct DraftFile {
    risk: usize,
    because: bool,
    tie: usize,
    said: Vec<(usize, bool)>,
    contacts: Vec<Draft>,
    instrument: bool,
    of_home: bool,
}

fn drafts() -> impl Strategy<Value = Draft> {
    let ways = prop_oneof![4 => Just((true, false, false)), 1 => any::<(bool, bool, bool)>()];
    let drawn = (
        (0usize..40, 0usize..40, ways, vec(0usize..100, 1..5)),
        (any::<bool>(), 0usize..12, any::<bool>(), 0usize..3, any::<bool>(), prop::bool::weighted(0.2)),
    );
    drawn.prop_map(|((id, kind, ways, serves), (warning, conflict, card, confidence, verified, breaks_lines))| Draft {
        id,
        kind,
        ways,
        serves,
        warning,
        conflict,
        card,
        confidence,
        verified,
        breaks_lines,
    })
}

fn files() -> impl Strategy<Value = Vec<DraftFile>> {
    let file = (0usize..8, any::<bool>(), 0usize..4, vec((0usize..6, any::<bool>()), 0..4), vec(drafts(), 0..6));
    let file = (file, prop::bool::weighted(0.3), prop::bool::weighted(0.2));
    let file = file.prop_map(|((risk, because, tie, said, contacts), instrument, of_home)| DraftFile {
        risk,
        because,
        tie,
        said,
        contacts,
        instrument,
        of_home,
    });
    vec(file, 1..4)
}

/// The text of a generated file.
fn text(draft: &DraftFile, number: usize, here: &Country, home: &Country) -> String {
    let country = if draft.of_home { home } else { here };
    let sources = format!("sources = [{{ source = \"own-{number}\", item = \"{TOKEN} practice\" }}]");
    let mut text = format!("[[country]]\nid = \"{}\"\n{sources}\n", country.id);
    if let Some(risk) = ["none", "caution", "high", "high"].get(draft.risk) {
        let _ = writeln!(text, "state_risk = \"{risk}\"");
    }
    if draft.because || (1..4).contains(&draft.risk) {
        let _ = writeln!(text, "state_risk_because = \"{TOKEN} reason {number}.\"");
    }
    if let Some(tie) = ["not-seen", "likely", "yes"].get(draft.tie) {
        let _ = writeln!(text, "cooperation_condition = \"{tie}\"");
    }
    for topic in Topic::ALL {
        let said = draft.said.iter().enumerate().filter(|(_, (of, _))| Topic::ALL[*of] == topic);
        let said: Vec<String> = said
            .map(|(at, (_, breaks))| {
                let text =
                    if *breaks { format!("{TOKEN} one\\n- {TOKEN} {at}") } else { format!("{TOKEN} said {at}.") };
                format!("{{ text = \"{text}\", {sources} }}")
            })
            .collect();
        if !said.is_empty() {
            let _ = writeln!(text, "{} = [{}]", topic.key(), said.join(", "));
        }
    }
    for (at, one) in draft.contacts.iter().enumerate() {
        text.push_str(&contact(one, at, number, country, &sources));
    }
    if draft.instrument && here.id != home.id {
        let _ = write!(
            text,
            "[[instrument]]\nid = \"own-{number}\"\nbetween = [\"{}\", \"{}\"]\ntitle = \"{TOKEN} agreement\"\n\
             gives = \"{TOKEN} rights\"\nserves = [\"information\"]\n{sources}\n",
            here.id, home.id
        );
    }
    let _ = write!(
        text,
        "[[source]]\nid = \"own-{number}\"\ntitle = \"{TOKEN} source\"\npublisher = \"{TOKEN} office\"\nurl = \"\"\n\
         standing = \"proposed\"\n"
    );
    text
}

fn contact(draft: &Draft, at: usize, number: usize, country: &Country, sources: &str) -> String {
    let pathways = &shipped().guidelines.pathways;
    let known = country.contacts.get(draft.id);
    let id = known.map_or_else(|| format!("own-{number}-{at}"), |known| known.id.clone());
    // Mostly of the kind of the contact that it stands beside: another one is refused.
    let kinds = ["international", "ngo", "embassy", "state"];
    let kind = match known {
        Some(known) if draft.kind >= 4 => kinds[known.kind as usize],
        _ => kinds[draft.kind % 4],
    };
    let mut serves: Vec<&str> = draft.serves.iter().map(|at| pathways[at % pathways.len()].id.as_str()).collect();
    // Often an emergency number.
    serves.extend((draft.serves[0].is_multiple_of(3)).then_some("emergency"));
    serves.sort_unstable();
    serves.dedup();
    // The words of the catalogue, and some of its own.
    let words: Vec<&str> =
        shipped().countries.iter().flat_map(|one| &one.contacts).map(|one| one.conflict.as_str()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).chain(["own-line", "own-line"]).collect();
    let conflict = words.get(draft.conflict).copied().unwrap_or_default();
    let (here, abroad, other) = draft.ways;
    let way = |is: bool, text: &str| if is { format!("{TOKEN} {text} {number}{at}") } else { String::new() };
    let here = here || !(abroad || other);
    let broken = if draft.breaks_lines { "\\n- " } else { " " };
    format!(
        "[[country.contact]]\nid = \"{id}\"\nservice = \"{TOKEN}{broken}service {number}-{at}\"\nkind = \"{kind}\"\n\
         number = \"{}\"\nnumber_abroad = \"{}\"\nother = \"{}\"\nserves = {serves:?}\nwarning = \"{}\"\n\
         note = \"{TOKEN}{broken}note\"\nconflict = \"{conflict}\"\ncard = \"{}\"\nconfidence = \"{}\"\n\
         verified_on = \"{}\"\n{sources}\n",
        way(here, "here"),
        way(abroad, "abroad"),
        way(other, "other"),
        if draft.warning { format!("{TOKEN}{broken}warning") } else { String::new() },
        if draft.card { format!("{TOKEN} line") } else { String::new() },
        ["A", "B", "C"][draft.confidence],
        if draft.verified { "2026-11-01" } else { "" },
    )
}

/// A form of a result, as text, and how it writes a text.
struct Form {
    name: &'static str,
    text: String,
    writes: fn(&str) -> String,
}

/// Every form of a result that people read; `None` where nothing may be handed over.
fn forms(report: &Report<'_>) -> Vec<Option<Form>> {
    let plain: fn(&str) -> String = str::to_owned;
    let mut all = vec![Some(Form { name: "table", text: table(report, u16::MAX, true), writes: plain })];
    all.push(card(report, false).map(|text| Form { name: "card", text, writes: plain }));
    for reader in [Audience::Screener, Audience::Service, Audience::Authority] {
        let page = ResultPage::for_reader(report, reader).ok();
        let page = page.as_ref();
        all.push(page.map(|page| Form { name: "md", text: markdown(page), writes: escape::markdown }));
        all.push(page.map(|page| Form { name: "html", text: html(page), writes: escape::html_text }));
    }
    all
}

/// Everything that the catalogue says of a country, as it is printed.
fn shipped_texts(country: &Country) -> Vec<String> {
    let mut texts = Vec::new();
    for contact in &country.contacts {
        texts.extend([wording::contact(contact), wording::from_abroad(contact)]);
        texts.extend(wording::contact_in_short(shipped(), contact));
        if !contact.card.is_empty() {
            texts.extend([&contact.number, &contact.number_abroad].map(|number| format!("{}: {number}", contact.card)));
        }
    }
    texts.extend(country.statements.iter().map(|(_, said)| said.text.clone()));
    texts.extend(country.risks.iter().map(|risk| risk.because.clone()));
    texts.push(wording::state_risk(country.state_risk).to_owned());
    texts.push(wording::cooperation(country.cooperation).to_owned());
    texts.push(words::fixed("referral-no-neutral-contact").to_owned());
    texts.push(words::fixed("referral-nothing-found").to_owned());
    texts.push(words::filled("referral-no-contact", [("country", (&country.title).into())]));
    texts.retain(|text| !text.is_empty());
    texts
}

/// The first of the forms that are handed over, in the order of [`forms`]: a risk may keep some advice from others.
const HANDED_OVER: usize = 4;

/// Words about bodies of the state, where the person chooses the route.
fn of_state() -> [&'static str; 4] {
    [
        "referral-by-choice",
        "referral-by-choice-for-child",
        "referral-no-neutral-contact",
        "meeting-origin-only-if-chosen",
    ]
    .map(words::fixed)
}

/// Every text of the guidelines, as the catalogue gives it.
fn advice_texts() -> Vec<String> {
    let guidelines = &shipped().guidelines;
    let pathways = guidelines.pathways.iter().map(|one| one.text.whole());
    let actions = guidelines.actions.iter().map(|one| one.text.whole());
    let against = guidelines.contraindications.iter().map(|one| one.text.whole());
    let safeguards = guidelines.safeguards.iter().map(|one| one.text.whole());
    let urgencies = guidelines.urgencies.iter().map(|one| one.title.clone());
    pathways.chain(actions).chain(against).chain(safeguards).chain(urgencies).collect()
}

/// Whether a contact serves help that waits for nobody.
fn is_emergency(called: &ContactFor<'_>) -> bool {
    let saves = |at: &usize| {
        let pathway = &shipped().guidelines.pathways[*at];
        pathway.protective && !pathway.needs_consent()
    };
    called.contact.origin.is_catalogue() && called.pathways.iter().any(saves)
}

/// Lines that hold what an added file says, and neither name the file nor stand under a line that does.
fn unmarked(form: &Form) -> Vec<&str> {
    let (mut found, mut head_names_it, mut inside) = (Vec::new(), false, false);
    for line in form.text.lines() {
        inside = (inside || line.contains("<div class=\"under\">")) && !line.contains("</div>");
        let is_under = match form.name {
            "table" => line.starts_with("    "),
            "md" => line.starts_with("  - "),
            "html" => inside,
            _ => false,
        };
        // Of a page in HTML most lines hold no text.
        if form.name == "html" && !line.contains("<li>") && !line.contains("<p>") {
            continue;
        }
        let names_it = line.contains("our file ");
        head_names_it = if is_under { head_names_it } else { names_it };
        if line.contains(TOKEN) && !names_it && !head_names_it {
            found.push(line);
        }
    }
    found
}

struct Made {
    catalogue: Catalogue,
    files: Vec<AddedFile>,
}

/// The catalogue with the files; none where they are refused, which has to be at a place in one of them.
fn made(drafts: &[DraftFile], here: &Country, home: &Country) -> Result<Option<Made>, TestCaseError> {
    let file = |(number, draft): (usize, &DraftFile)| {
        let name = NAMES[number].to_owned();
        AddedFile::from(SourceFile { name, text: text(draft, number, here, home) })
    };
    let files: Vec<AddedFile> = drafts.iter().enumerate().map(file).collect();
    let own = builtin::files(builtin::DEFAULT).expect("built in");
    let first_added = own.len();
    match Catalogue::read_with(own, files.clone()) {
        Ok(catalogue) => Ok(Some(Made { catalogue, files })),
        Err(faults) => {
            for problem in &faults.problems {
                prop_assert!(problem.span().expect("in a file").file >= first_added, "{problem:?}");
            }
            Ok(None)
        }
    }
}

fn advised<'c>(
    catalogue: &'c Catalogue,
    sample: &Sample,
) -> (tipscreen::assessment::Assessment, Trace<'c>, Recommendation) {
    let mut trace = Trace::new(catalogue);
    let assessment = assess(catalogue, &sample.0, &mut trace);
    let advice = recommend(catalogue, &sample.0, &assessment);
    (assessment, trace, advice)
}

fn in_country(sample: &Sample, here: &Country, home: &Country) -> Sample {
    sample.with_fact("country", &here.id).with_fact("country-of-home", &home.id)
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn no_added_file_hides_or_lowers_what_the_catalogue_gives(
        sample in cases(), drafts in files(), here in 0usize..12, home in 0usize..12, danger in any::<bool>(),
        talks in any::<bool>()
    ) {
        let (here, home) = (&shipped().countries[here], &shipped().countries[home]);
        let mut sample = in_country(&sample, here, home);
        if danger {
            sample = sample.with_fact("immediate-danger", "yes");
        }
        if talks {
            sample = sample.with_fact("safe-to-talk", "yes").with_fact("consent-to-talk", "given");
            sample.0.set_fact(fact("consent-to-refer"), FactAnswer::Values(shipped().fact(fact("consent-to-refer")).value_bit("given").expect("a value")));
        }
        let Some(Made { catalogue, files }) = made(&drafts, here, home)? else { return Ok(()) };

        // Nothing is lowered.
        let raised = catalogue.country(&here.id).expect("there");
        prop_assert!(raised.state_risk >= here.state_risk && raised.cooperation >= here.cooperation);
        prop_assert_eq!(raised.own_state_risk, here.state_risk);

        let (assessment, trace, advice) = advised(shipped(), &sample);
        let (assessment_with, trace_with, advice_with) = advised(&catalogue, &sample);
        prop_assert_eq!(&assessment, &assessment_with);
        let report = Report::of(shipped(), &sample.0, &assessment, &advice, &trace);
        let report_with = Report::of(&catalogue, &sample.0, &assessment_with, &advice_with, &trace_with);

        // No emergency number comes later, and none behind a number of an added file.
        let called = referral::contacts(shipped(), &sample.0, &advice);
        let called_with = referral::contacts(&catalogue, &sample.0, &advice_with);
        for (place, one) in called.iter().enumerate().filter(|(_, one)| is_emergency(one)) {
            let place_with = called_with.iter().position(|other| other.contact.id == one.contact.id);
            prop_assert!(place_with.is_some_and(|with| with <= place), "{} comes later", &one.contact.id);
            let added = called_with.iter().position(|other| !other.contact.origin.is_catalogue());
            prop_assert!(added.is_none_or(|added| place_with < Some(added)), "{} stands behind", &one.contact.id);
        }

        // What is printed without the files is printed with them, in every form.
        let texts: Vec<String> = shipped_texts(here).into_iter().chain(shipped_texts(home)).collect();
        for (at, (form, form_with)) in forms(&report).into_iter().zip(forms(&report_with)).enumerate() {
            let Some(form) = form else { continue };
            let Some(with) = form_with else {
                // A higher risk may keep a page from an authority, and from nobody else.
                prop_assert!(raised.state_risk > here.state_risk && form.name != "card" && form.name != "table");
                continue;
            };
            for text in texts.iter().map(|text| (form.writes)(text)) {
                prop_assert!(!form.text.contains(&text) || with.text.contains(&text), "{}: {text}\n{}", form.name, with.text);
            }
            // What is advised is advised as without the files, or names the file whose risk changes it.
            let is_whole = with.name == "table" || with.name == "md" || with.name == "html";
            // Words about bodies of the state stand under a contact of an added file, too, which is named there.
            let of_state = if advice_with.own_route_is_added() { of_state() } else { [""; 4] };
            let texts_of_advice = advice_texts().into_iter().chain(of_state.map(str::to_owned));
            for text in texts_of_advice.filter(|text| !text.is_empty()).map(|text| (form.writes)(&text)) {
                let lines = |form: &Form| form.text.lines().filter(|line| line.contains(&text)).count();
                let own = with.text.lines().filter(|line| line.contains(&text) && !line.contains("our file ")).count();
                prop_assert!(own == 0 || lines(&form) > 0, "{}: unnamed: {text}\n{}", form.name, with.text);
                let may_be_kept = !is_whole || raised.state_risk > here.state_risk && at >= HANDED_OVER;
                prop_assert!(may_be_kept || lines(&form) == 0 || lines(&with) > 0, "{}: lost: {text}", form.name);
            }
            // That the catalogue has nobody for something is said whatever a file gives.
            let is_text = form.name == "table" || form.name == "md";
            if is_text && raised.state_risk == here.state_risk {
                for line in form.text.lines().map(str::trim).filter(|line| line.contains("No contact")) {
                    prop_assert!(with.text.contains(line), "{}: lost: {line}\n{}", form.name, with.text);
                }
            }
            let found = unmarked(&with);
            prop_assert!(found.is_empty(), "{}: {found:?}\n{}", form.name, with.text);
        }

        // The envelope names each file, and nothing else tells the results apart where no risk is raised.
        let json = |report: &Report<'_>, detail| result_line(report, Envelope::of(&sample.0), detail);
        let mut whole: serde_json::Value = serde_json::from_str(&json(&report_with, ResultDetail::Full)).expect("JSON");
        let named = whole.as_object_mut().and_then(|whole| whole.remove("added_files")).expect("the files are named");
        let expected: Vec<serde_json::Value> =
            files.iter().map(|one| serde_json::json!({ "name": one.file.name, "sha256": one.sha256 })).collect();
        prop_assert_eq!(named, serde_json::Value::from(expected));
        if catalogue.method_fingerprint() == shipped().method_fingerprint() {
            let without: serde_json::Value = serde_json::from_str(&json(&report, ResultDetail::Full)).expect("JSON");
            prop_assert_eq!(whole, without);
        }
        let mut parts = Vec::new();
        ResultForm::of(&catalogue)
            .write(&mut parts, Envelope::of(&sample.0), &assessment_with, &advice_with)
            .expect("written");
        prop_assert_eq!(String::from_utf8(parts).expect("text"), json(&report_with, ResultDetail::Short));
    }
}

/// The generated files are no empty words: most are read, what they add is printed, some stand beside a contact of the
/// catalogue, some raise a risk, and some are refused.
#[test]
fn the_law_is_tried_on_files_that_matter() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::{RngSeed, TestRunner};
    let mut runner = TestRunner::new(ProptestConfig { rng_seed: RngSeed::Fixed(2016), ..ProptestConfig::default() });
    let (mut read, mut refused, mut raised, mut beside, mut called) = (0, 0, 0, 0, 0);
    let here = shipped().countries.iter().find(|one| one.id == "TH").expect("Thailand");
    for _ in 0..40 {
        let drafts = files().new_tree(&mut runner).expect("files").current();
        let Some(Made { catalogue, .. }) = made(&drafts, here, here).expect("placed problems") else {
            refused += 1;
            continue;
        };
        read += 1;
        let country = catalogue.country("TH").expect("there");
        raised += usize::from(country.state_risk > StateRisk::Caution);
        let sample = Sample(tipscreen::case::Case::new(shipped(), "one"));
        let sample =
            in_country(&sample, here, here).with_fact("immediate-danger", "yes").with_fact("safe-to-talk", "yes");
        let (.., advice) = advised(&catalogue, &sample);
        let found = referral::contacts(&catalogue, &sample.0, &advice);
        beside += found.iter().map(|one| one.instead.len()).sum::<usize>();
        let is_added = |one: &Contact| !one.origin.is_catalogue();
        called += found.iter().filter(|one| is_added(one.contact)).count();
    }
    assert!(read >= 15 && refused >= 3 && raised >= 5, "{read} read, {refused} refused, {raised} raised a risk");
    assert!(beside >= 5 && called >= 5, "{beside} beside others, {called} of their own");
}
