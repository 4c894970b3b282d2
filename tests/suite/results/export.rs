//! A case for others: what goes along, what only if it is asked for, and what the screener is told of the rest.

use crate::files;
use crate::generate::shipped;
use crate::part::every;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{FactKind, HandOver, builtin};
use tipscreen::condition::{FactIx, IndicatorIx};
use tipscreen::questionnaire::{Act, Ending, Questionnaire, Recorder};
use tipscreen::read_cases;
use tipscreen::store::{EventKind, LocalDisk, RecordingPlan, Store, StoreRecorder, Unsealed};

pub const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
/// Stands in every note and every free text.
pub const MARKER: &str = "qzjx-spoken-aloud";

/// Keeps a case as if it had been asked for, answer by answer, in a record of this id.
pub fn kept(folder: &Path, id: &str, case: &Case) {
    let catalogue = shipped();
    let files = builtin::files(builtin::DEFAULT).expect("the usual catalogue");
    let place = Some((Store::at(LocalDisk::default(), folder), Box::new(Unsealed) as Box<_>));
    let plan = RecordingPlan { place, files: files.into(), clock: || "2026-11-22T09:00:00Z".to_owned() };
    let mut begun = Case::new(catalogue, id);
    (begun.screened_on, begun.purpose) = (case.screened_on, case.purpose);
    let mut keeping = StoreRecorder::begin(plan, catalogue, &begun);
    let mut questionnaire = Questionnaire::new(catalogue, begun);
    let facts = case.facts().iter().enumerate().filter(|(_, answer)| **answer != FactAnswer::NotAsked);
    let facts = facts.map(|(at, answer)| Act::Fact(FactIx(at), answer.clone()));
    let answers = (0..catalogue.indicators.len()).map(IndicatorIx);
    let answers = answers.filter_map(|at| Some(Act::Indicator(at, case.answer(at)?.clone())));
    for act in facts.chain(answers) {
        let act = questionnaire.take(act);
        keeping.save(&questionnaire, &act).expect("it is kept");
    }
    let ended = EventKind::ended(catalogue, Ending::Complete);
    keeping.note(catalogue, questionnaire.case(), ended).expect("it is kept");
}

/// An example, with a note on every sign and with every free text.
pub fn example(name: &str) -> Case {
    let text = files::text(&files::root().join(format!("examples/cases/{name}.json")));
    let mut case = read_cases(&text, shipped()).remove(0).expect("a case");
    for at in (0..shipped().indicators.len()).map(IndicatorIx) {
        let answer = case.answer(at).cloned().unwrap_or_else(|| Answer::of(Presence::Unknown));
        case.set_answer(at, Answer { note: Some(format!("{MARKER} {}", at.0)), ..answer });
    }
    for (at, fact) in shipped().facts.iter().enumerate().filter(|(_, fact)| fact.kind == FactKind::Text) {
        case.set_fact(FactIx(at), FactAnswer::Text(format!("{MARKER} {}", fact.id)));
    }
    case
}

pub fn tipscreen(store: &Path, args: &[&str]) -> Output {
    let mut program = crate::program::program();
    program.args(args).env("TIPSCREEN_STORE", store).env("TIPSCREEN_COUNTRIES", "/nonexistent");
    program.output().expect("the program starts")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What is exported of an example, and what is told; none where it may not be.
fn exported(name: &str, with: &str) -> Option<(Value, String)> {
    let (folder, case) = (tempfile::tempdir().expect("a folder"), example(name));
    if !case.may_be_kept(shipped()) {
        return None;
    }
    kept(folder.path(), ID, &case);
    let more: &[&str] = if with.is_empty() { &[] } else { &["--with", with] };
    let out = tipscreen(folder.path(), &[&["case", "export", ID], more].concat());
    let told = text(&out.stderr);
    if out.status.code() == Some(1) {
        assert!(told.contains("error[no-consent]") && out.stdout.is_empty(), "{name}: {told}");
        return None;
    }
    assert_eq!(out.status.code(), Some(0), "{name}: {told}");
    Some((serde_json::from_slice(&out.stdout).expect("JSON"), told))
}

/// Ids of signs, and of values of facts, that may travel so far and no farther; nobody's without the person's yes and no.
fn kept_back(how_far: HandOver) -> Vec<&'static str> {
    let signs = shipped().indicators.iter().filter(|one| one.hand_over == how_far).map(|one| one.id.as_str());
    let values = shipped().fact(shipped().find_fact("needs").expect("needs")).values.iter();
    let values = values.filter(|value| value.hand_over == how_far).map(|value| value.id.as_str());
    let facts: &[&str] = if how_far == HandOver::Nobody { &["official-involved", "contact-again"] } else { &[] };
    signs.chain(values).chain(facts.iter().copied()).collect()
}

/// Whether an id stands in a case file: as a key, or among the needs.
fn holds(case: &Value, id: &str) -> bool {
    let needs = case["facts"]["needs"].as_array();
    case["answers"].get(id).is_some()
        || case["facts"].get(id).is_some()
        || needs.is_some_and(|needs| needs.iter().any(|need| need == id))
}

#[test]
fn what_could_come_back_on_the_person_is_left_out_of_every_example() {
    let names = files::below(&files::root().join("examples/cases"), "json");
    let (mut exports, mut lower) = (0, 0);
    for path in every(3, names) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let Some((case, told)) = exported(&name, "") else { continue };
        exports += 1;
        let whole = case.to_string();
        assert!(!whole.contains(MARKER), "{name}: a note or a free text");
        assert!(case.get("screened_on").is_none(), "{name}: the day");
        assert!(!whole.contains(ID) && case["case_id"].as_str().is_some_and(|id| id.len() == 36), "{name}: the id");
        for id in kept_back(HandOver::Service).into_iter().chain(kept_back(HandOver::Nobody)) {
            assert!(!holds(&case, id), "{name}: {id}");
            assert!(!told.contains(id), "{name}: what is left out is named: {id}");
        }
        assert_eq!(case["facts"]["consent-to-refer"], example_fact(&name, "consent-to-refer"), "{name}: their word");
        assert!(!told.contains(MARKER) && told.contains("note: left out: "), "{name}: {told}");
        lower += usize::from(read_again(&name, &case, &told));
    }
    assert!(exports >= 5, "only {exports} may be exported");
    assert!(lower >= 1, "only {lower} come out otherwise");
}

fn example_fact(name: &str, fact: &str) -> Value {
    let whole = files::text(&files::root().join(format!("examples/cases/{name}.json")));
    let whole: Value = serde_json::from_str(&whole).expect("JSON");
    whole["facts"][fact].clone()
}

/// Scores the export and the example: that one comes out otherwise is told, and only then.
fn read_again(name: &str, case: &Value, told: &str) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.json");
    fs::write(&path, case.to_string()).expect("a file");
    let finding = |path: &Path| {
        let out = tipscreen(folder.path(), &["score", "--format", "json", &path.display().to_string()]);
        assert_eq!(out.status.code(), Some(0), "{name}: {}", text(&out.stderr));
        serde_json::from_slice::<Value>(&out.stdout).expect("JSON")["finding"].clone()
    };
    let before = finding(&files::root().join(format!("examples/cases/{name}.json")));
    let differs = finding(&path) != before;
    assert_eq!(told.contains("what was left out counts for the finding"), differs, "{name}: {told}");
    differs
}

#[test]
fn each_kind_goes_along_if_it_is_asked_for_and_no_other_with_it() {
    const NAME: &str = "officer-at-the-gate";
    type Goes = fn(&Value) -> bool;
    let any = |case: &Value, how_far| kept_back(how_far).iter().any(|id| holds(case, id));
    let kinds: [(&str, Goes); 5] = [
        ("notes", |case| case.to_string().contains(MARKER)),
        ("days", |case| case.get("screened_on").is_some()),
        ("officials", |case| case["facts"].get("contact-again").is_some()),
        ("unlawful", |case| kept_back(HandOver::Service).iter().any(|id| holds(case, id))),
        ("id", |case| case["case_id"] == ID),
    ];
    for (asked, _) in kinds {
        let (case, _) = exported(NAME, asked).expect("it may be exported");
        for (kind, goes) in kinds {
            assert_eq!(goes(&case), kind == asked, "asked for {asked}: {kind}");
        }
    }
    let (case, told) = exported(NAME, "notes,days,officials,unlawful,id").expect("it may be exported");
    assert!(kinds.iter().all(|(_, goes)| goes(&case)) && any(&case, HandOver::Nobody), "{case}");
    assert!(told.contains("left out: nothing"), "{told}");
}

#[test]
fn what_is_left_out_is_told_in_numbers() {
    let (_, told) = exported("officer-at-the-gate", "").expect("it may be exported");
    let marked = |how_far| shipped().indicators.iter().filter(|one| one.hand_over == how_far).count();
    let with_note = shipped().indicators.len() - marked(HandOver::Service) - marked(HandOver::Nobody) + 2;
    assert!(told.contains(&format!("left out: {with_note} notes and free texts, 1 day, ")), "{told}");
}

#[test]
fn nothing_is_exported_against_a_no() {
    // A no to every referral, and nobody asked.
    let refer = shipped().fact_by_role(tipscreen::catalogue::Role::ConsentToRefer).expect("it is asked");
    let no = shipped().fact(refer).value_bit("withheld").expect("a no");
    for answer in [FactAnswer::Values(no), FactAnswer::Declined, FactAnswer::NotAsked] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut case = example("fisher-eighteen-months");
        case.set_fact(refer, answer.clone());
        kept(folder.path(), ID, &case);
        let file = folder.path().join("out.json");
        let out = tipscreen(folder.path(), &["case", "export", ID, "--to", &file.display().to_string()]);
        let told = text(&out.stderr);
        assert_eq!(out.status.code(), Some(1), "{answer:?}: {told}");
        assert!(told.contains("error[no-consent]") && !file.exists(), "{answer:?}: {told}");
    }
    // Withdrawn: what was kept before is still there, and goes to nobody.
    let folder = tempfile::tempdir().expect("a folder");
    let mut case = example("fisher-eighteen-months");
    kept(folder.path(), ID, &case);
    let consent = shipped().fact_by_role(tipscreen::catalogue::Role::ConsentToRecord).expect("it is asked");
    case.set_fact(consent, FactAnswer::Values(2));
    let path = folder.path().join("records").join(format!("{ID}.tipscreen"));
    let whole = fs::read_to_string(&path).expect("a record");
    assert!(whole.contains("\"consent-to-record\":\"given\""));
    let store: Store<LocalDisk> = Store::at(LocalDisk::default(), folder.path());
    let opened = store.open(ID, &Unsealed).expect("it opens");
    let files = builtin::files(builtin::DEFAULT).expect("the usual catalogue");
    let place = Some((store, Box::new(Unsealed) as Box<_>));
    let questionnaire = opened.record.replay(shipped()).expect("it is whole");
    let mut keeping = StoreRecorder::go_on(
        RecordingPlan { place, files: files.into(), clock: || "2026-11-22T09:00:00Z".to_owned() },
        opened,
    );
    let mut questionnaire = questionnaire;
    let act = questionnaire.take(Act::Fact(consent, FactAnswer::Values(2)));
    keeping.save(&questionnaire, &act).expect("that they withdrew is kept");
    drop(keeping);
    let out = tipscreen(folder.path(), &["case", "export", ID]);
    assert_eq!(out.status.code(), Some(1), "{}", text(&out.stderr));
    assert!(text(&out.stderr).contains("error[no-consent]") && out.stdout.is_empty(), "{}", text(&out.stderr));
}

#[test]
fn an_export_is_for_its_owner_alone_and_writes_over_nothing() {
    for umask in ["000", "022", "077"] {
        let folder = tempfile::tempdir().expect("a folder");
        let store = folder.path().join("store");
        kept(&store, ID, &example("fisher-eighteen-months"));
        let file = folder.path().join("out.json");
        let script =
            format!("umask {umask}; exec '{}' case export {ID} --to '{}'", crate::program::PROGRAM, file.display());
        let run = || {
            crate::program::with_device("sh")
                .args(["-c", &script])
                .env("TIPSCREEN_STORE", &store)
                .output()
                .expect("it runs")
        };
        assert_eq!(run().status.code(), Some(0), "umask {umask}");
        assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600, "umask {umask}");
        let again = run();
        assert_eq!(again.status.code(), Some(4), "{}", text(&again.stderr));
    }
}

#[test]
fn erasing_leaves_nothing_of_the_id_and_no_catalogue_that_nobody_needs() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = "00000000-8b86-4d01-b42d-00cf4fc964ff";
    let case = example("fisher-eighteen-months");
    kept(folder.path(), ID, &case);
    kept(folder.path(), other, &case);
    fs::write(folder.path().join(format!("records/.tipscreen-{ID}.tipscreen-0123456789ab")), MARKER).expect("a file");
    let copies = || fs::read_dir(folder.path().join("catalogues")).expect("a folder").count();
    assert_eq!(copies(), 1);
    let out = tipscreen(folder.path(), &["case", "erase", "--yes", ID]);
    let told = text(&out.stderr);
    assert_eq!(out.status.code(), Some(0), "{told}");
    for reach in ["SSD", "backup", "cloud", "terminal", "--out", "--result", "case export"] {
        assert!(told.contains(reach), "{reach}: {told}");
    }
    assert_eq!(copies(), 1, "another record stands on it");
    assert_eq!(holding(folder.path(), ID), Vec::<String>::new());
    assert_eq!(tipscreen(folder.path(), &["case", "verify"]).status.code(), Some(0));
    assert_eq!(tipscreen(folder.path(), &["case", "erase", "--yes", other]).status.code(), Some(0));
    assert_eq!(copies(), 0);
    assert_eq!(holding(folder.path(), MARKER), Vec::<String>::new());
    let left = files::below(folder.path(), "tipscreen").len() + files::below(folder.path(), "lock").len();
    assert_eq!(left, 0);
}

/// Files below a folder that hold a text, in their name or inside.
fn holding(folder: &Path, wanted: &str) -> Vec<String> {
    let all = files::below(folder, "json").into_iter().chain(files::below(folder, "tipscreen"));
    let mut all: Vec<_> = all.chain(files::below(folder, "lock")).collect();
    all.extend(fs::read_dir(folder.join("records")).expect("records").map(|one| one.expect("an entry").path()));
    let found = all.into_iter().filter(|path| {
        path.display().to_string().contains(wanted) || text(&fs::read(path).expect("bytes")).contains(wanted)
    });
    found.map(|path| path.display().to_string()).collect()
}
