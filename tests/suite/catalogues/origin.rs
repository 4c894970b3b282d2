//! Where a number comes from: whatever an added file gives says so on every form, stands beside what the catalogue gives,
//! and is part of the envelope and of the stored record.

use crate::files::{root, text};
use crate::generate::shipped;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use tipscreen::assessment::assess;
use tipscreen::case::{self, Case};
use tipscreen::catalogue::{AddedFile, Catalogue, CatalogueFiles, EntryOrigin, builtin};
use tipscreen::referral::{on_card, recommend};
use tipscreen::schema;
use tipscreen::store::{LocalDisk, RecordingPlan, Store, StoreRecorder, Unsealed, copy_name};
use tipscreen::toml_input::SourceFile;

fn fault(name: &str) -> PathBuf {
    root().join("tests/data/faults/21-country-file-swaps-a-hotline").join(name)
}

pub fn tipscreen(args: &[&str], countries: &Path) -> (Option<i32>, String, String) {
    let mut program = crate::program::program();
    program.args(args).current_dir(root()).env("TIPSCREEN_COUNTRIES", countries);
    let out = program.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (out.status.code(), text(out.stdout), text(out.stderr))
}

/// What is printed of the case of the fault, on one line.
fn score(files: &[&Path], args: &[&str]) -> String {
    let case = fault("th.json").display().to_string();
    score_case(&case, files, args)
}

fn score_case(case: &str, files: &[&Path], args: &[&str]) -> String {
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let mut words = vec!["score", case];
    words.extend(args);
    if !args.contains(&"--detail") {
        words.extend(["--detail", "full"]);
    }
    words.extend(files.iter().flat_map(|file| ["--country-file", file.as_str()]));
    let (code, printed, told) = tipscreen(&words, Path::new("/nonexistent"));
    assert_eq!(code, Some(0), "{told}");
    printed
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The SHA-256 of bytes, in hexadecimal digits.
fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// A file with this text, in a folder.
fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("a file");
    path
}

const SOURCE: &str = "\n[[source]]\nid = \"ours\"\ntitle = \"Our list\"\npublisher = \"Our office\"\nurl = \"\"\nstanding = \"proposed\"\n";

/// A contact of an added file for Thailand.
fn contact(id: &str, more: &str) -> String {
    format!(
        "[[country.contact]]\nid = \"{id}\"\nservice = \"Service {id}\"\nsources = [{{ source = \"ours\", item = \"a list\" }}]\n{more}\n"
    )
}

/// A risk that a file gives changes what is advised: each such line names the file, and what it takes away can be read.
#[test]
fn a_risk_of_an_added_file_names_the_file_wherever_it_changes_what_is_advised() {
    let folder = tempfile::tempdir().expect("a folder");
    let risk = "[[country]]\nid = \"TH\"\nstate_risk = \"high\"\nstate_risk_because = \"Seen here.\"\n\
                sources = [{ source = \"ours\", item = \"a list\" }]\n";
    let file = written(folder.path(), "risk.toml", &format!("{risk}{SOURCE}"));
    let because = "(because of your file risk.toml)";
    for age in ["child", "adult"] {
        let facts = format!(
            "\"country\":\"TH\",\"age-group\":\"{age}\",\"immediate-danger\":\"yes\",\"safe-to-talk\":\"yes\",\
             \"consent-to-talk\":\"given\",\"consent-to-record\":\"given\""
        );
        let text =
            format!("{{\"case_id\":\"{age}\",\"facts\":{{{facts}}},\"answers\":{{\"debt-bondage\":\"present\"}}}}");
        let case = written(folder.path(), &format!("{age}.json"), &text).display().to_string();
        let [with, without] = [&[file.as_path()][..], &[]].map(|files| in_one_line(&score_case(&case, files, &[])));
        assert!(with.contains(because) && !without.contains("your file"), "{with}");
        // The risk itself, with its reason.
        assert!(with.contains("from your file risk.toml: High risk from bodies of the state"), "{with}");
        assert!(with.contains("from your file risk.toml: Seen here."), "{with}");
        assert!(with.contains("Bodies of the state come last because of your file risk.toml."), "{with}");
        let card = score_case(&case, &[&file], &["--format", "card"]);
        for line in card.lines().filter(|line| line.contains("only if you choose it")) {
            assert!(line.ends_with(because), "{card}");
        }
        assert!(card.contains("only if you choose it"), "{card}");
        let json: serde_json::Value =
            serde_json::from_str(&score_case(&case, &[&file], &["--format", "json"])).expect("JSON");
        let plain: serde_json::Value =
            serde_json::from_str(&score_case(&case, &[], &["--format", "json"])).expect("JSON");
        for key in ["urgency", "pathways", "agreement", "contraindications", "actions", "safeguards"] {
            assert_eq!(json["without_added_risk"][key], plain[key], "{key}");
        }
        assert_eq!(
            json["actions"] == plain["actions"],
            age == "child",
            "a child is protected by the same action in other words"
        );
        assert!(plain.get("without_added_risk").is_none(), "{plain}");
        if age == "child" {
            let officer = "Call child protection";
            assert!(without.contains(officer), "{without}");
            assert!(
                with.contains(&format!("Without your file risk.toml the catalogue says here: {officer}")),
                "{with}"
            );
        }
    }
}

#[test]
fn files_that_look_alike_or_have_no_name_to_see_are_told_apart_by_their_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let number = |number: &str| {
        let more = format!("kind = \"ngo\"\nnumber = \"{number}\"\nserves = [\"emergency\"]\nconfidence = \"B\"");
        format!("[[country]]\nid = \"TH\"\n{}{SOURCE}", contact(&format!("own-{number}"), &more))
    };
    let files = ["ours.toml", "ou\u{200b}rs.toml", "\u{2800}.toml"];
    let files: Vec<PathBuf> = files
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let text = number(&at.to_string()).replace("\"ours\"", &format!("\"ours-{at}\""));
            written(folder.path(), name, &text)
        })
        .collect();
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let printed = in_one_line(&score(&paths, &[]));
    for path in &files {
        let digits = &sha256(&fs::read(path).expect("a file"))[..12];
        assert!(printed.contains(&format!("({digits})")), "{printed}");
    }
}

/// `StoreError` 21: another number under a ministry's name.
#[test]
fn a_number_of_an_added_file_names_the_file_and_stands_beside_the_shipped_one() {
    let file = fault("replace.toml");
    for form in ["table", "md", "html"] {
        let printed = in_one_line(&score(&[&file], &["--format", form]).replace("\\(", "(").replace("\\)", ")"));
        let owner = "Social help centre (Ministry of Social Development and Human Security)";
        let place = |text: &str| printed.find(text).unwrap_or_else(|| panic!("{form}: {text} in {printed}"));
        let own = place(&format!("{owner}: 1300 (as the catalogue gives it)"));
        let added = place(&format!("from your file replace.toml: {owner}: 099 666 6666"));
        let verified = place("Verified on 2026-11-29, says your file replace.toml.");
        let cited = place("Your file replace.toml cites: Anti-Trafficking in Persons Act, sections 33 to 41");
        assert!(own < added && added < verified && verified < cited, "{printed}");
        // Next to each other: no other contact stands between.
        assert!(!printed[own..added].contains("191"), "{form}: {}", &printed[own..added]);
        assert!(printed.contains("with your file replace.toml (SHA-256 "), "{form}: {printed}");
        assert!(!printed.contains("Verified on 2026-11-29."), "{form}");
    }
    let printed = score(&[&file], &["--format", "card"]);
    let lines: Vec<&str> = printed.lines().collect();
    let own =
        lines.iter().position(|line| *line == "Social help line: 1300 – may have changed").expect("the shipped one");
    assert_eq!(lines[own + 1], "Social help line: 099 666 6666 (from your file replace.toml)");
}

/// `StoreError` 21: a caution among the shipped ones.
#[test]
fn a_statement_of_an_added_file_names_the_file_and_what_the_file_cites() {
    let file = fault("caution.toml");
    let says = "from your file caution.toml: Hand the person's papers to the centre at 099 666 6666 before anything else. \
                Your file caution.toml cites: Anti-Trafficking in Persons Act, sections 33 to 41, in English (Siam Legal): \
                section 33.";
    for form in ["table", "md", "html"] {
        let printed =
            score(&[&file], &["--format", form]).replace("&#x27;", "'").replace("\\(", "(").replace("\\)", ")");
        assert!(in_one_line(&printed).contains(says), "{form}: {printed}");
    }
    // To an authority too: whatever of it stands on its page.
    let folder = tempfile::tempdir().expect("a folder");
    let law = format!(
        "[[country]]\nid = \"TH\"\nwaiting = [{{ text = \"No time limit.\", sources = [{{ source = \"ours\", item = \"x\" }}] }}]\n{SOURCE}"
    );
    let law = written(folder.path(), "law.toml", &law);
    let page = score(&[&law], &["--format", "md", "--for", "authority"]);
    assert!(page.contains("from your file law.toml: No time limit. Your file law.toml cites: Our list"), "{page}");
}

/// `StoreError` 21: two results that differ by a file differ in the envelope, by name and by bytes, and in nothing else.
#[test]
fn a_result_in_json_names_the_files_that_were_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let marked = format!("\u{FEFF}{}", text(&fault("replace.toml")));
    for file in [fault("replace.toml"), written(folder.path(), "with a mark.toml", &marked)] {
        let json = |files: &[&Path]| -> serde_json::Value {
            serde_json::from_str(&score(files, &["--format", "json", "--detail", "full"])).expect("JSON")
        };
        let (without, mut with) = (json(&[]), json(&[&file]));
        let schema = jsonschema::validator_for(&schema::result(shipped())).expect("a schema");
        assert!(schema.is_valid(&with), "{with}");
        let named = with.as_object_mut().and_then(|with| with.remove("added_files")).expect("the files");
        let sha256 = sha256(&fs::read(&file).expect("bytes"));
        assert_eq!(named, serde_json::json!([{ "name": file.display().to_string(), "sha256": sha256 }]));
        assert_eq!(with, without);
    }
    let (case, file) = (fault("th.json").display().to_string(), fault("replace.toml").display().to_string());
    for format in ["ndjson", "csv"] {
        let batch = |more: &[&str]| {
            let words = [&["batch", case.as_str(), "--format", format], more].concat();
            tipscreen(&words, Path::new("/nonexistent")).1
        };
        assert!(batch(&["--country-file", &file]).contains("replace.toml"), "{format}");
        assert!(!batch(&[]).contains("added_files"), "{format}");
    }
    let (_, explained, _) = tipscreen(&["explain", &case, "--country-file", &file], Path::new("/nonexistent"));
    assert!(in_one_line(&explained).contains("with your file replace.toml (SHA-256 "), "{explained}");
}

#[test]
fn the_pages_of_a_catalogue_tell_the_files_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = format!(
        "[[country]]\nid = \"TH\"\nstate_risk = \"high\"\nstate_risk_because = \"Our reason.\"\n\
         cooperation_condition = \"yes\"\nsources = [{{ source = \"ours\", item = \"risk\" }}]\n{}{SOURCE}",
        contact("our-line", "kind = \"ngo\"\nnumber = \"5550100\"\nserves = [\"information\"]\nconfidence = \"A\"")
    );
    let own = written(folder.path(), "own.toml", &own).display().to_string();
    let swap = fault("replace.toml").display().to_string();
    let show = |id: &[&str]| {
        let words = [&["catalogue", "show"], id, &["--country-file", &own, "--country-file", &swap]].concat();
        let (code, printed, told) = tipscreen(&words, Path::new("/nonexistent"));
        assert_eq!(code, Some(0), "{told}");
        in_one_line(&printed)
    };
    let both = show(&["th-social-help"]);
    assert!(both.contains(": 1300") && both.contains("from your file replace.toml: Social help centre"), "{both}");
    let country = show(&["TH"]);
    for part in [
        "caution People who came back from scam sites",
        "from your file own.toml: high: Our reason. Your file own.toml cites: Our list (Our office): risk.",
        "from your file own.toml: Shelter was given only",
        "Reports say that shelter is tied",
        "our-line: from your file own.toml: Service our-line: 5550100",
        "th-social-help: from your file replace.toml: Social help centre",
        "Verified on 2026-11-29, says your file replace.toml.",
    ] {
        assert!(country.contains(part), "{part} in {country}");
    }
    assert!(show(&["ours"]).contains("from your file own.toml: ours"));
    let glance = show(&[]);
    assert!(
        glance.contains("with your file own.toml (SHA-256 ") && glance.contains("our-line from your file own.toml")
    );
    // What a file verified is no longer looked for, and whose word it is stands there.
    let words = ["catalogue", "check", "asean-commit", "--country-file", &swap];
    let (_, checked, _) = tipscreen(&words, Path::new("/nonexistent"));
    assert!(in_one_line(&checked).contains("TH: 9 of 10 contacts not verified"), "{checked}");
}

#[test]
fn files_that_end_alike_are_told_apart_and_no_name_turns_what_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<PathBuf> = ["north/th.toml", "south/th.toml", "own\u{202e}.toml"]
        .iter()
        .map(|name| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            let said = format!("[[country]]\nid = \"TH\"\ncaution = [{{ text = \"Said in {}.\", sources = [{{ source = \"tipscreen\", item = \"x\" }}] }}]\n", name.len());
            fs::write(&path, said).expect("a file");
            path
        })
        .collect();
    let printed = score(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>(), &["--format", "html"]);
    for file in &files[..2] {
        let digits = &sha256(&fs::read(file).expect("a file"))[..12];
        assert!(printed.contains(&format!("from your file th.toml ({digits}): Said in 13.")), "{printed}");
    }
    assert!(!printed.contains(&folder.path().display().to_string()), "a folder is named: {printed}");
    assert!(printed.contains("from your file own\u{FFFD}.toml: Said in 11."), "{printed}");
}

/// A text of several lines begins no line that looks like the catalogue's.
#[test]
fn a_text_with_line_ends_stays_on_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = "[[country]]\nid = \"TH\"\ncaution = [{ text = \"One.\\n- The ministry says: call 099.\", sources = [{ source = \"tipscreen\", item = \"x\" }] }]\n";
    let printed = score(&[&written(folder.path(), "own.toml", said)], &["--format", "md"]);
    assert!(printed.contains("from your file own.toml: One. - The ministry says: call 099."), "{printed}");
}

fn with(text: &str) -> Catalogue {
    let file = SourceFile { name: "own.toml".to_owned(), text: text.to_owned() };
    let read = Catalogue::read_with(builtin::files(builtin::DEFAULT).expect("built in"), vec![file.into()]);
    read.unwrap_or_else(|faults| panic!("{:?}", faults.problems))
}

fn card_numbers(catalogue: &Catalogue, case: &Case) -> Vec<String> {
    let advice = recommend(catalogue, case, &assess(catalogue, case, &mut ()));
    on_card(catalogue, case, &advice).into_iter().map(|one| one.number.to_owned()).collect()
}

/// Neither the limit of a card, nor a word of a conflict, nor a higher risk takes a number of the catalogue away.
#[test]
fn no_added_contact_takes_a_shipped_one_off_a_card_or_a_list() {
    let mut case = case::read(&text(&fault("th.json")), shipped()).expect("a case");
    case.set_fact(crate::generate::fact("immediate-danger"), tipscreen::case::FactAnswer::Values(1));
    let before = card_numbers(shipped(), &case);
    assert!(before.len() >= 3, "{before:?}");
    let line = "kind = \"ngo\"\nserves = [\"emergency\", \"information\", \"safe-shelter\"]\nconfidence = \"A\"\ncard = \"Line\"";
    let many: String =
        (0..6).map(|at| contact(&format!("own-{at}"), &format!("{line}\nnumber = \"555{at}\""))).collect();
    let joins = contact("own-joins", &format!("{line}\nnumber = \"5559\"\nconflict = \"th-ambulance\""));
    let risk = "state_risk = \"high\"\nstate_risk_because = \"x1\"\nsources = [{ source = \"ours\", item = \"x\" }]\n";
    let all = format!("{risk}{many}{joins}");
    for added in [many.as_str(), &joins, risk, &all] {
        let after = with(&format!("[[country]]\nid = \"TH\"\n{added}{SOURCE}"));
        let numbers = card_numbers(&after, &case);
        assert_eq!(numbers.iter().filter(|number| before.contains(number)).count(), before.len(), "{numbers:?}");
        let advice = recommend(&after, &case, &assess(&after, &case, &mut ()));
        let called = tipscreen::referral::contacts(&after, &case, &advice);
        for id in ["th-ambulance-1669", "th-ambulance-191", "th-police"] {
            assert!(called.iter().any(|one| one.contact.id == id), "{id} is gone");
        }
    }
}

/// The record says which files were in force, also where they are not at hand any more; copies of older versions, which
/// list them among the others, are read as before and told apart.
#[test]
fn a_stored_record_keeps_the_files_and_their_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = builtin::files(builtin::DEFAULT).expect("built in");
    let file = SourceFile { name: "away/replace.toml".to_owned(), text: text(&fault("replace.toml")) };
    let now = CatalogueFiles { own: own.clone(), added: vec![file.clone().into()] };
    let old = CatalogueFiles::from([own, vec![file]].concat());
    assert_ne!(copy_name(&now), copy_name(&old));
    for (id, files) in [("6f9619ff-8b86-4d01-b42d-00cf4fc964ff", now), ("7f9619ff-8b86-4d01-b42d-00cf4fc964ff", old)] {
        let catalogue = Catalogue::read_stored(&files).expect("whole");
        let store = || Store::at(LocalDisk::default(), folder.path());
        let place = Some((store(), Box::new(Unsealed) as Box<_>));
        let plan = RecordingPlan { place, files: files.clone(), clock: || "2026-11-22T09:00:00Z".to_owned() };
        let mut case = case::read(&text(&fault("th.json")), &catalogue).expect("a case");
        id.clone_into(&mut case.case_id);
        let mut keeping = StoreRecorder::begin(plan, &catalogue, &case);
        let ended = tipscreen::store::EventKind::ended(&catalogue, tipscreen::questionnaire::Ending::Complete);
        keeping.note(&catalogue, &case, ended).expect("it is kept");
        let edition = keeping.record().edition().expect("an edition").clone();
        let kept = store().catalogue(&edition).expect("the copy");
        assert_eq!(kept, files);
        let read = Catalogue::read_stored(&kept).expect("whole");
        let origins: Vec<&EntryOrigin> =
            read.country("TH").expect("there").contacts.iter().map(|one| &one.origin).collect();
        assert_eq!(origins.iter().filter(|origin| !origin.is_catalogue()).count(), 1);
        assert_eq!(read.added_files[0].name, "away/replace.toml");
        let (code, printed, told) = tipscreen(
            &["case", "show", id, "--detail", "full", "--store", &folder.path().display().to_string()],
            Path::new("/nonexistent"),
        );
        assert_eq!(code, Some(0), "{told}");
        let printed = in_one_line(&printed);
        assert!(printed.contains("from your file replace.toml: Social help centre"), "{printed}");
    }
}

/// What is added is hashed by its bytes, so that anybody can check it.
#[test]
fn the_hash_of_a_file_is_that_of_its_bytes() {
    let file = SourceFile { name: "a".to_owned(), text: "x".to_owned() };
    let digest = sha256(b"\xEF\xBB\xBFx");
    assert_eq!(AddedFile::new(file.clone(), b"\xEF\xBB\xBFx").sha256, digest);
    assert_ne!(AddedFile::from(file).sha256, digest);
}
