//! Faulty files are refused, each with the problems it has and no others, where they stand and without what it says.
//!
//! The files tell what is expected of them: catalogues in their first lines (`# expect: <code> @ <line>:<column>`, one
//! a problem, in order), cases in `tests/data/case/bad/expect.toml`, since JSON has no comments.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use tipscreen::case::{self, CaseError};
use tipscreen::catalogue::Catalogue;
use tipscreen::toml_input::{Code, Position, SourceFile};

/// Stands in notes, texts and wrong values of the faulty cases; no message may repeat it.
const MARKER: &str = "MARKER7Q";

const WARNS: &str = "it only warns, and is tried where authors are warned";

/// Codes of the program: of records, keys, files and calls. The library raises none of them when it reads.
const OF_PROGRAM: [Code; 21] = [
    Code::Unwritable,
    Code::NoKey,
    Code::NoPassphrase,
    Code::WrongPassphrase,
    Code::TooMuchWork,
    Code::Altered,
    Code::Newer,
    Code::NotErased,
    Code::Busy,
    Code::UnsafeStore,
    Code::UnsafeRecord,
    Code::UnsafeDevice,
    Code::UnsafeFolder,
    Code::StrayFile,
    Code::UnknownZone,
    Code::KeysNotAccepted,
    Code::NoConsent,
    Code::NoAgreement,
    Code::NothingToCheck,
    Code::Usage,
    Code::Internal,
];

/// Codes that no faulty file here can bring, and why.
const ELSEWHERE: [(Code, &str); 24] = [
    (Code::SameTitle, WARNS),
    (Code::CopiedIndicator, WARNS),
    (Code::OnlyWhileAgeOpen, WARNS),
    (Code::ReadsLater, WARNS),
    (Code::MissingRole, WARNS),
    (Code::WordingVerdict, WARNS),
    (Code::WordingForm, WARNS),
    (Code::WordingLength, WARNS),
    (Code::WordingJargon, WARNS),
    (Code::WordingHard, WARNS),
    (Code::WordingChild, WARNS),
    (Code::TooMany, "of hostile inputs: it takes more than a file here has"),
    (Code::NotToml, "of cases in the place of TOML, in `misplaced_cases`"),
    (Code::OtherMethod, "of batches, where it is asked for"),
    (Code::DuplicateCase, "of batches, in which one person is one record"),
    (Code::Contradiction, "a warning: the answers are read"),
    (Code::ImplausibleDay, "a warning: the day is read"),
    (Code::NotCases, "of files that hold something else"),
    (Code::NotUtf8, "the library takes text; bytes are turned into it where files are opened"),
    (Code::Sealed, "the library takes text"),
    (Code::KeyFile, "the library takes text"),
    (Code::Unreadable, "the library opens no files"),
    (Code::NotExpected, "of scripts"),
    (Code::NeverReached, "of scripts"),
];

// ---------------------------------------------------------------- catalogues

/// A problem as the files name it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    file: String,
    code: String,
    at: Position,
    words: String,
}

impl Line {
    fn key(&self) -> (&str, &str, Position) {
        (&self.file, &self.code, self.at)
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} @ {}:{}  {}", self.file, self.code, self.at.line, self.at.column, self.words)
    }
}

fn data(place: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(place)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = read.map(|entry| entry.expect("a folder entry").path()).collect();
    paths.sort();
    paths
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a name").to_str().expect("an ASCII name").to_owned()
}

fn source(path: &Path) -> SourceFile {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    SourceFile { name: name_of(path), text }
}

/// The catalogues of a folder by name: each a file, or a folder of files.
fn catalogues(place: &str) -> BTreeMap<String, Vec<SourceFile>> {
    let files = |path: &Path| {
        if path.is_dir() { entries(path).iter().map(|file| source(file)).collect() } else { vec![source(path)] }
    };
    entries(&data(place)).iter().map(|path| (name_of(path).replace(".toml", ""), files(path))).collect()
}

fn expected(files: &[SourceFile]) -> Vec<Line> {
    let mut lines = Vec::new();
    for file in files {
        if file.text.is_empty() {
            // The one file that can't tell: it needs the three tables that every catalogue needs.
            let at = Position { line: 1, column: 1 };
            let line = Line { file: file.name.clone(), code: "missing-table".into(), at, words: String::new() };
            lines.extend(std::iter::repeat_n(line, 3));
        }
        for text in file.text.lines().map_while(|line| line.strip_prefix("# expect: ")) {
            let parsed = text.split_once(" @ ").and_then(|(code, at)| {
                let (line, column) = at.split_once(':')?;
                let at = Position { line: line.parse().ok()?, column: column.parse().ok()? };
                Some(Line { file: file.name.clone(), code: code.to_owned(), at, words: String::new() })
            });
            lines.push(parsed.unwrap_or_else(|| panic!("{}: unreadable expectation `{text}`", file.name)));
        }
    }
    lines
}

fn found(files: Vec<SourceFile>) -> Vec<Line> {
    let Err(faults) = Catalogue::read(files) else { return Vec::new() };
    let line = |problem: &tipscreen::toml_input::Diagnostic| {
        let file = &faults.files[problem.span().expect("in a file").file];
        Line {
            file: file.name.clone(),
            code: problem.code.word().to_owned(),
            at: Position::of(&file.text, problem.span().expect("in a file").bytes.start),
            words: format!("{} — {}", problem.what, problem.help),
        }
    };
    faults.problems.iter().map(line).collect()
}

/// What sets two lists of problems apart, as words; nothing if they are the same.
fn difference(name: &str, expected: &[Line], got: &[Line]) -> Option<String> {
    if expected.iter().map(Line::key).eq(got.iter().map(Line::key)) {
        return None;
    }
    let mut words = format!("\n{name}\n");
    for (title, lines, others) in [("expected", expected, got), ("got", got, expected)] {
        let _ = writeln!(words, "  {title}:");
        for line in lines {
            let sign = if others.iter().any(|other| other.key() == line.key()) { ' ' } else { '!' };
            let _ = writeln!(words, "  {sign} {line}");
        }
        if lines.is_empty() {
            words += "    nothing\n";
        }
    }
    Some(words)
}

/// Runs a check on every faulty catalogue and tells of all that fail; a panic fails the one and not the rest.
fn each_catalogue(check: impl Fn(&str, Vec<SourceFile>) -> Option<String> + std::panic::RefUnwindSafe) {
    let mut failures = Vec::new();
    for (name, files) in catalogues("catalogue/bad") {
        let run = std::panic::catch_unwind(|| check(&name, files.clone()));
        failures.extend(run.unwrap_or_else(|_| Some(format!("\n{name}\n  panicked"))));
    }
    assert!(failures.is_empty(), "{} catalogue(s):\n{}", failures.len(), failures.join(""));
}

#[test]
fn whole_catalogues_are_read_without_a_problem() {
    for name in ["least", "whole"] {
        let file = source(&data(&format!("catalogue/{name}.toml")));
        let got = found(vec![file]);
        assert!(got.is_empty(), "{}", difference(name, &[], &got).unwrap_or_default());
    }
}

#[test]
fn every_faulty_catalogue_has_the_problems_it_tells_and_no_others() {
    each_catalogue(|name, files| difference(name, &expected(&files), &found(files)));
}

#[test]
fn every_faulty_catalogue_tells_what_is_expected_of_it() {
    for (name, files) in catalogues("catalogue/bad") {
        assert!(!expected(&files).is_empty(), "{name}: no `# expect:` line");
    }
}

#[test]
fn line_ends_of_another_system_change_no_problem_and_no_place() {
    each_catalogue(|name, mut files| {
        let as_it_is = found(files.clone());
        for file in &mut files {
            file.text = file.text.replace('\n', "\r\n");
        }
        let mut got = found(files);
        // What is missing at the end of a line is missed one character later.
        for (line, before) in got.iter_mut().zip(&as_it_is).filter(|(line, _)| line.code == "syntax") {
            line.at.column = before.at.column;
        }
        difference(name, &as_it_is, &got)
    });
    for name in ["least", "whole"] {
        let mut file = source(&data(&format!("catalogue/{name}.toml")));
        file.text = file.text.replace('\n', "\r\n");
        assert_eq!(found(vec![file]), [], "{name}");
    }
}

#[test]
fn a_text_over_several_lines_may_have_the_line_ends_of_another_system() {
    let mut file = source(&data("catalogue/least.toml"));
    let one_line = "caveat = \"A screening aid, never a verdict.\"";
    assert!(file.text.contains(one_line), "the caveat was changed");
    file.text = file.text.replace(one_line, "caveat = \"\"\"\nA screening aid,\nnever a verdict.\"\"\"");
    assert_eq!(found(vec![file.clone()]), []);
    file.text = file.text.replace('\n', "\r\n");
    assert_eq!(found(vec![file]), []);
}

#[test]
fn a_byte_order_mark_changes_no_problem() {
    each_catalogue(|name, mut files| {
        let as_it_is = found(files.clone());
        for file in &mut files {
            file.text.insert(0, '\u{FEFF}');
        }
        difference(name, &as_it_is, &found(files))
    });
    for name in ["least", "whole"] {
        let mut file = source(&data(&format!("catalogue/{name}.toml")));
        file.text.insert(0, '\u{FEFF}');
        assert_eq!(found(vec![file]), [], "{name}");
    }
}

#[test]
fn every_problem_says_what_is_wrong_and_what_to_do_without_hidden_characters() {
    each_catalogue(|name, files| {
        let faults = Catalogue::read(files).err()?;
        let fit = |text: &str| !text.trim().is_empty() && !text.chars().any(hidden);
        let unfit = faults.problems.iter().find(|problem| !fit(&problem.what) || !fit(&problem.help))?;
        Some(format!("\n{name}\n  {}: {:?} — {:?}\n", unfit.code, unfit.what, unfit.help))
    });
}

/// Controls, and marks that turn or hide text.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[test]
fn a_catalogue_with_any_line_taken_out_is_read_without_a_panic() {
    let whole = source(&data("catalogue/whole.toml"));
    let lines: Vec<&str> = whole.text.lines().collect();
    let mut panicked = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let text = [&lines[..at], &lines[at + 1..]].concat().join("\n");
        let file = SourceFile { name: whole.name.clone(), text };
        if std::panic::catch_unwind(|| Catalogue::read(vec![file])).is_err() {
            panicked.push(format!("line {}: {line}", at + 1));
        }
    }
    assert!(panicked.is_empty(), "{}", panicked.join("\n"));
}

#[test]
fn a_catalogue_beyond_all_measure_is_refused_without_a_panic() {
    let least = source(&data("catalogue/least.toml")).text;
    let when = "when = { dimension = \"control\", is = \"positive\" }";
    assert!(least.contains(when), "the finding was changed");
    let fact = |at: usize| {
        format!(
            "\n[[fact]]\nid = \"f{at}\"\ntitle = \"F\"\ntype = \"yes-no\"\nsection = \"talk\"\nto = \"screener\"\nprompt = \"Is it?\"\n"
        )
    };
    let section = |at: usize| format!("\n[[section]]\nid = \"s{at}\"\ntitle = \"S\"\nplace = \"middle\"\n");
    let reads: Vec<String> = (0..70).map(|at| format!("{{ fact = \"f{at}\", is = \"yes\" }}")).collect();
    let reads = reads.join(", ");
    let any = format!("when = {{ any = [{reads}, {{ dimension = \"control\", is = \"positive\" }}] }}");
    let facts: String = (0..70).map(fact).collect();
    let sections: String = (0..513).map(section).collect();
    let deep = format!("when = {}{}", "{ not = ".repeat(20_000), "}".repeat(20_000));
    let texts = [
        ("seventy facts", least.replace(when, &any) + &facts, "too-many-open-facts"),
        ("513 sections", least.clone() + &sections, "too-large"),
        ("a file of 5 MiB", format!("{least}\n# {}", "a".repeat(5 << 20)), "too-large"),
        ("20 000 deep", least.replace(when, &deep), "too-deep"),
    ];
    for (name, text, code) in texts {
        let file = SourceFile { name: name.to_owned(), text };
        let got = std::panic::catch_unwind(|| found(vec![file])).unwrap_or_else(|_| panic!("{name}: panicked"));
        assert!(got.iter().any(|line| line.code == code), "{name}: expected {code}, got {got:#?}");
        assert!(got.len() < 3, "{name}: {} problems, the first {}", got.len(), got[0]);
    }
}

#[test]
fn findings_may_stand_in_any_order_in_the_file() {
    let mut file = source(&data("catalogue/least.toml"));
    let ids = |catalogue: &Catalogue| catalogue.findings.iter().map(|finding| finding.id.clone()).collect::<Vec<_>>();
    let as_it_is = Catalogue::read(vec![file.clone()]).expect("it is whole");
    assert_eq!(ids(&as_it_is), ["grounds", "none-recorded"]);
    let (before, findings) = file.text.split_once("[[finding]]").expect("a finding");
    let (first, second) = findings.split_once("[[finding]]").expect("a second one");
    file.text = format!("{before}[[finding]]{second}\n[[finding]]{first}");
    let turned_round = Catalogue::read(vec![file]).expect("it is whole, too");
    assert_eq!(ids(&turned_round), ["grounds", "none-recorded"], "the highest rank stands first");
}

#[test]
fn the_lowest_finding_may_say_why_it_holds() {
    let mut file = source(&data("catalogue/least.toml"));
    file.text = file.text.replace("{ otherwise = true }", "{ otherwise = true, because = \"nothing else holds\" }");
    assert_eq!(found(vec![file]), []);
}

#[test]
fn whole_numbers_may_be_written_with_underscores() {
    let mut file = source(&data("catalogue/least.toml"));
    file.text = file.text.replace("rank = 1\n", "rank = 9_9\n");
    assert_eq!(found(vec![file]), []);
}

// ---------------------------------------------------------------- cases

/// What `expect.toml` says of one file.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectation {
    code: String,
    line: usize,
    path: String,
    record: usize,
    /// How many records the file has, good and bad. One, if it does not say.
    #[serde(default = "one")]
    records: usize,
}

fn one() -> usize {
    1
}

fn builtin() -> Catalogue {
    Catalogue::builtin("asean-commit").expect("it is built in").expect("it has no problem")
}

fn case_expectations() -> BTreeMap<String, Expectation> {
    let text = fs::read_to_string(data("case/bad/expect.toml")).expect("the expectations");
    toml::from_str(&text).unwrap_or_else(|error| panic!("expect.toml: {error}"))
}

/// The faulty case files by name.
fn cases() -> BTreeMap<String, String> {
    let files = entries(&data("case/bad"));
    let json = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    json.map(|path| (name_of(path).replace(".json", ""), source(path).text)).collect()
}

#[test]
fn every_faulty_case_is_refused_where_it_is_wrong_and_leaves_the_others_be() {
    let catalogue = builtin();
    let expectations = case_expectations();
    let mut failures = String::new();
    for (name, text) in cases() {
        let expected = &expectations[&name];
        let read = tipscreen::read_cases(&text, &catalogue);
        let errors: Vec<&CaseError> = read.iter().filter_map(|one| one.as_ref().err()).collect();
        let fits = |error: &CaseError| {
            let (record, code) = (error.record == expected.record, error.code.word() == expected.code);
            record && code && error.line == expected.line && error.path == expected.path
        };
        let at = read.iter().position(Result::is_err).map(|at| at + 1);
        let fine = matches!(errors[..], [error] if fits(error))
            && read.len() == expected.records
            && at == Some(expected.record);
        if !fine {
            let got: Vec<String> = errors.iter().map(ToString::to_string).collect();
            let _ = write!(
                failures,
                "\n{name}\n  expected: {} record {} of {}, line {}, {}\n  got: of {} record(s): {}\n",
                expected.code,
                expected.record,
                expected.records,
                expected.line,
                expected.path,
                read.len(),
                if got.is_empty() { "no error".to_owned() } else { got.join("\n       ") },
            );
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_faulty_case_has_an_expectation_and_every_expectation_a_file() {
    let files: BTreeSet<String> = cases().into_keys().collect();
    let expectations: BTreeSet<String> = case_expectations().into_keys().collect();
    assert_eq!(files, expectations);
}

#[test]
fn no_message_about_a_case_repeats_what_it_says() {
    let catalogue = builtin();
    let mut planted = 0;
    for (name, text) in cases() {
        planted += usize::from(text.contains(MARKER));
        for error in tipscreen::read_cases(&text, &catalogue).into_iter().filter_map(Result::err) {
            for words in [&error.what, &error.help] {
                assert!(!words.trim().is_empty(), "{name}: {error}");
                assert!(!words.contains(MARKER) && !words.contains("MARKER"), "{name}: {error}");
            }
            let whole = error.to_string();
            assert!(!whole.chars().any(hidden), "{name}: {whole:?}");
        }
    }
    assert!(planted > 40, "only {planted} files hold the marker");
}

#[test]
fn the_marker_may_stand_where_a_case_is_whole() {
    let text = format!(
        r#"{{ "case_id": "{MARKER}", "answers": {{ "documents-withheld": {{ "presence": "present", "note": "{MARKER}" }} }} }}"#
    );
    let read = tipscreen::read_cases(&text, &builtin());
    assert!(matches!(&read[..], [Ok(_)]), "{read:?}");
}

#[test]
fn a_case_cut_off_anywhere_is_refused_without_a_panic() {
    let text = r#"{ "case_id": "x", "facts": { "age-group": "adult", "forms": ["labour"] }, "answers": { "documents-withheld": { "presence": "present", "severity": "severe", "basis": ["told"], "note": "น" }, "debt-bondage": "absent" } }"#;
    let catalogue = builtin();
    assert!(case::read(text, &catalogue).is_ok(), "{:?}", case::read(text, &catalogue));
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let read = tipscreen::read_cases(&text[..end], &catalogue);
        assert!(matches!(&read[..], [Err(_)]), "{}: {read:?}", &text[..end]);
    }
}

// ---------------------------------------------------------------- codes

#[test]
fn every_code_is_expected_by_some_file() {
    let mut seen: BTreeSet<String> =
        catalogues("catalogue/bad").values().flat_map(|files| expected(files)).map(|line| line.code).collect();
    seen.extend(case_expectations().into_values().map(|expectation| expectation.code));
    let elsewhere = |code: Code| OF_PROGRAM.contains(&code) || ELSEWHERE.iter().any(|(other, _)| *other == code);
    let lacking: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !elsewhere(**code))
        .map(|code| code.word())
        .filter(|word| !seen.contains(*word))
        .collect();
    assert!(lacking.is_empty(), "no file expects: {}", lacking.join(", "));
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    let made_up: Vec<&String> = seen.iter().filter(|word| !known.contains(word.as_str())).collect();
    assert!(made_up.is_empty(), "expected, and not a code: {made_up:?}");
}
