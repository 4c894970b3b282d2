//! A yes is what the catalogue names as one. The place of a value in a list decides nothing.

use crate::files::{below, root, text};
use std::path::Path;
use std::process::{Output, Stdio};
use tipscreen::case::{self, Case};
use tipscreen::catalogue::{Catalogue, Role, builtin};
use tipscreen::toml_input::{Diagnostic, Position, SourceFile};

/// The catalogue in which a record may be refused by the first value of the list.
fn no_comes_first() -> Vec<SourceFile> {
    let folder = root().join("tests/data/faults/10-no-means-yes-by-position/mine");
    let file = |path: &std::path::PathBuf| SourceFile { name: path.display().to_string(), text: text(path) };
    below(&folder, "toml").iter().map(file).collect()
}

const LISTED: &str = r#"values = [{ id = "no", text = "No" }, { id = "yes", text = "Yes" }]"#;

/// The same with the list of values, and what is named, replaced.
fn with(values: &str) -> Vec<SourceFile> {
    let mut files = no_comes_first();
    assert!(files.iter().any(|file| file.text.contains(LISTED)));
    for file in &mut files {
        file.text = file.text.replace(LISTED, values);
    }
    files
}

fn problems(files: Vec<SourceFile>) -> Vec<(&'static str, Position, Diagnostic)> {
    let Err(faults) = Catalogue::read(files) else { return Vec::new() };
    let place = |problem: &Diagnostic| {
        Position::of(
            &faults.files[problem.span().expect("in a file").file].text,
            problem.span().expect("in a file").bytes.start,
        )
    };
    faults.problems.iter().map(|problem| (problem.code.word(), place(problem), problem.clone())).collect()
}

fn read(files: Vec<SourceFile>) -> Catalogue {
    Catalogue::read(files).unwrap_or_else(|faults| panic!("{:?}", faults.problems))
}

fn tipscreen(folder: &Path, args: &[&str]) -> Output {
    let mut command = crate::program::program();
    command.args(args).current_dir(folder).stdin(Stdio::null()).output().expect("the program starts")
}

fn write(folder: &Path, files: &[SourceFile]) {
    let mine = folder.join("mine");
    std::fs::create_dir_all(&mine).expect("a folder");
    for file in files {
        std::fs::write(mine.join(Path::new(&file.name).file_name().expect("a name")), &file.text).expect("a file");
    }
}

#[test]
fn a_yes_that_is_not_named_is_refused_before_anybody_is_asked() {
    let found = problems(no_comes_first());
    let [(code, at, problem)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((*code, at.line), ("unnamed-yes", 21));
    assert!(problem.help.contains("yes = ") && problem.help.contains("no, yes"), "{}", problem.help);
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &no_comes_first());
    let out = tipscreen(folder.path(), &["catalogue", "check", "./mine/"]);
    assert_eq!(out.status.code(), Some(3), "{}", String::from_utf8_lossy(&out.stdout));
    let out = tipscreen(folder.path(), &["screen", "--plain", "--unsealed", "--catalogue", "./mine/", "--store", "S"]);
    assert_eq!(out.status.code(), Some(3), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(!folder.path().join("S").exists(), "nothing is written");
}

/// Every order of three values, whichever of them is named: what counts as an agreement is the named one alone.
#[test]
fn whatever_the_order_the_named_value_is_the_yes() {
    let ids = ["later", "agreed", "refuses-for-now"];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for order in orders {
        let values = order.map(|at| format!("{{ id = \"{0}\", text = \"{0}\" }}", ids[at])).join(", ");
        for yes in ids {
            let catalogue = read(with(&format!("values = [{values}]\nyes = \"{yes}\"")));
            for answer in ids {
                let kept = may_be_kept(&catalogue, answer);
                assert_eq!(kept, answer == yes, "{values}, yes = {yes}: {answer}");
            }
            for open in ["unknown", "declined", "not-asked"] {
                assert!(!may_be_kept(&catalogue, open), "{open} is no yes");
            }
        }
        let both = read(with(&format!("values = [{values}]\nyes = [\"agreed\", \"later\"]")));
        assert_eq!(ids.map(|answer| may_be_kept(&both, answer)), [true, true, false], "{values}");
    }
}

fn of_answer(catalogue: &Catalogue, answer: &str) -> Case {
    let text = format!(r#"{{"case_id":"x","facts":{{"agrees-to-record":"{answer}"}},"answers":{{}}}}"#);
    case::read(&text, catalogue).unwrap_or_else(|error| panic!("{error}"))
}

fn may_be_kept(catalogue: &Catalogue, answer: &str) -> bool {
    of_answer(catalogue, answer).may_be_kept(catalogue)
}

#[test]
fn a_file_is_written_on_the_named_yes_and_on_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &with(&format!("{LISTED}\nyes = \"yes\"")));
    for (answer, is_written) in [("no", false), ("yes", true)] {
        let case = format!(r#"{{"case_id":"x","facts":{{"agrees-to-record":"{answer}"}},"answers":{{}}}}"#);
        std::fs::write(folder.path().join("case.json"), case).expect("a file");
        let result = format!("{answer}.txt");
        let out = tipscreen(folder.path(), &["score", "case.json", "--catalogue", "./mine/", "--result", &result]);
        assert_eq!(folder.path().join(&result).exists(), is_written, "{answer}: {out:?}");
    }
}

#[test]
fn a_yes_that_can_be_none_is_refused() {
    let three =
        r#"values = [{ id = "no", text = "No" }, { id = "yes", text = "Yes" }, { id = "later", text = "Later" }]"#;
    for (values, said) in [
        (format!("{LISTED}\nyes = \"yess\""), "did you mean `yes`?"),
        (format!("{LISTED}\nyes = \"given\""), "use one of no, yes"),
        (format!("{LISTED}\nyes = \"no\""), "`no` can't be a yes"),
        (format!("{LISTED}\nyes = []"), "no value is named"),
        (format!("{LISTED}\nyes = [\"no\", \"yes\"]"), "every value is the yes"),
        (format!("{three}\nyes = \"later\"\nno = \"later\""), "both the yes and the no"),
    ] {
        let found = problems(with(&values));
        assert!(found.iter().any(|(code, ..)| *code == "wrong-yes"), "{values}: {found:?}");
        let told = found.iter().map(|(.., one)| format!("{}: {}", one.what, one.help)).collect::<Vec<_>>().join("\n");
        assert!(told.contains(said), "{values}: {told}");
    }
    // A fact with several answers, or with none to choose from, has no yes.
    for kind in ["many", "text"] {
        let mut files = with(if kind == "text" { "" } else { LISTED });
        for file in &mut files {
            file.text = file.text.replace("type = \"one\"\n", &format!("type = \"{kind}\"\n"));
        }
        let found = problems(files);
        assert!(found.iter().any(|(code, ..)| *code == "wrong-yes"), "{kind}: {found:?}");
    }
}

/// What a rule takes for a no is no yes: a gate that ends the talk, or a table of consent, on the yes that is named.
#[test]
fn a_rule_that_takes_the_yes_for_a_no_is_refused() {
    let whole = |edit: &dyn Fn(String) -> String| {
        let mut files = builtin::files("asean-commit").expect("built in");
        for file in &mut files {
            file.text = edit(std::mem::take(&mut file.text));
        }
        problems(files)
    };
    let said = |found: &[(&str, Position, Diagnostic)]| {
        let all = found.iter().filter(|(code, ..)| *code == "wrong-yes");
        all.map(|(.., one)| one.what.clone()).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(whole(&|text| text), []);
    let gate =
        whole(&|text| text.replace(r#"fact = "safe-to-talk", is = "no""#, r#"fact = "safe-to-talk", is = "yes""#));
    assert!(said(&gate).contains("ends the interview on the yes of `safe-to-talk`"), "{gate:?}");
    let given = whole(&|text| {
        text.replace(
            r#"given = { fact = "consent-to-refer", is = "given" }"#,
            r#"given = { fact = "consent-to-refer", is = "withheld" }"#,
        )
    });
    assert!(said(&given).contains("`given` holds on a no of `consent-to-refer`"), "{given:?}");
    let withheld = whole(&|text| {
        text.replace(
            r#"{ fact = "consent-to-talk", is = "withheld" }]"#,
            r#"{ fact = "consent-to-talk", is = "given" }]"#,
        )
    });
    assert!(said(&withheld).contains("`withheld` holds on a yes of `consent-to-talk`"), "{withheld:?}");
}

/// Every fact of consent of every shipped catalogue has a yes, and, where it names one, a no that is another value.
#[test]
fn every_shipped_fact_of_consent_has_a_yes() {
    let mut seen = 0;
    for id in builtin::ids() {
        let catalogue = Catalogue::builtin(id).expect("there").expect("whole");
        for role in Role::OF_CONSENT {
            let Some(at) = catalogue.fact_by_role(role) else { continue };
            let fact = catalogue.fact(at);
            assert!(fact.yes != 0 && fact.no != 0 && fact.yes & fact.no == 0, "{id}: {}", fact.id);
            seen += 1;
        }
    }
    assert_eq!(seen, 5);
}

/// A record keeps the catalogue it was made with. One from before a yes was named opens, with the yes it had by then; a
/// value that says no by its id is no yes.
#[test]
fn a_stored_copy_from_before_opens_and_makes_no_yes_of_a_no() {
    let old: Vec<SourceFile> = builtin::files("asean-commit").expect("built in").into_iter().map(without_yes).collect();
    assert!(Catalogue::read(old.clone()).is_err(), "it is refused where it is chosen");
    let copy = Catalogue::read_stored(&old.into()).unwrap_or_else(|faults| panic!("{:?}", faults.problems));
    let now = Catalogue::builtin("asean-commit").expect("there").expect("whole");
    for role in Role::OF_CONSENT {
        let [old, new] = [&copy, &now].map(|one| one.fact(one.fact_by_role(role).expect("a fact")));
        assert_eq!(old.yes, new.yes, "{role:?}");
    }
    let copy = Catalogue::read_stored(&no_comes_first().into()).expect("it opens");
    assert!(!may_be_kept(&copy, "no"), "a no is a no");
}

/// As catalogues were written before a yes was named.
fn without_yes(mut file: SourceFile) -> SourceFile {
    let names = |line: &&str| !["yes = ", "no = "].iter().any(|key| line.starts_with(key));
    file.text = file.text.lines().filter(names).collect::<Vec<_>>().join("\n");
    file
}
