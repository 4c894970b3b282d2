//! Hand-overs as people get them: what stands on a page, what the program refuses to hand over, and where it writes.

use crate::files;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

const STRONG: &str = "examples/cases/fisher-eighteen-months.json";
const REFUSED: &str = "examples/cases/nobody-else-please.json";
const UNSAFE: &str = "examples/cases/not-safe-to-talk.json";
const OFFICER: &str = "examples/cases/officer-at-the-gate.json";

fn tipscreen(args: &[&str]) -> (Option<i32>, String, String) {
    let mut program = crate::program::program();
    program.args(args).current_dir(files::root()).env("TIPSCREEN_COUNTRIES", "/nonexistent");
    let out = program.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (out.status.code(), text(out.stdout), text(out.stderr))
}

fn page(case: &str, more: &[&str]) -> String {
    let (code, page, told) = tipscreen(&[&["score", case, "--format", "md"], more].concat());
    assert_eq!(code, Some(0), "{told}");
    page
}

fn headings(page: &str) -> Vec<&str> {
    page.lines().filter_map(|line| line.strip_prefix("## ")).collect()
}

#[test]
fn a_page_holds_what_a_hand_over_needs() {
    let page = page(STRONG, &[]);
    for heading in [
        "Finding",
        "How soon",
        "Assessed as",
        "Could change to",
        "Signs recorded",
        "What is known",
        "How the interview went",
        "Where to",
        "Whom to call",
        "Do now",
        "Within 24 hours",
        "Protect the person",
        "Asked, answered with no",
        "Please note",
        "Made with",
        "To check it",
    ] {
        assert!(headings(&page).contains(&heading), "no `{heading}`: {:?}", headings(&page));
    }
    let full = tipscreen(&["score", STRONG, "--format", "json", "--detail", "full"]).1;
    let hash = full.split("\"hash\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a hash");
    assert!(page.contains(hash) && page.contains("asean-commit@"));
    assert!(page.contains("- [ ] ") && page.contains("said by the person"));
    assert!(page.contains("severe: "), "how severe, with what that means here");
}

#[test]
fn a_service_gets_what_was_agreed_to() {
    let page = page(OFFICER, &["--for", "service"]);
    assert!(page.contains("Medical care") && page.contains("Starting anew"));
    assert!(!headings(&page).contains(&"The person said no to") && !headings(&page).contains(&"Whom to call"));
    for (what, text) in [
        ("not asked about", "Formal identification as a presumed victim:"),
        ("said no to", "Reporting a crime against the person"),
        ("an official", "fficial may have"),
        ("an official", "Choose with the person a safe one"),
        ("a refusal", "Reporting a crime"),
    ] {
        assert!(!page.contains(text), "{what} is handed over: {text}");
    }
}

#[test]
fn an_authority_gets_the_least() {
    let page = page(STRONG, &["--for", "authority"]);
    assert!(headings(&page).contains(&"Where to") && headings(&page).contains(&"Protect the person"));
    for heading in
        ["Do now", "Whom to call", "Signs recorded", "Asked, answered with no", "Not asked", "Could change to"]
    {
        assert!(!headings(&page).contains(&heading), "{heading} is handed over");
    }
    assert!(page.contains("14(7)"));
}

#[test]
fn nothing_is_handed_over_against_a_no_and_the_screener_is_told_why() {
    for whom in ["service", "authority"] {
        let (code, page, told) = tipscreen(&["score", REFUSED, "--format", "html", "--for", whom]);
        assert_eq!((code, page.as_str()), (Some(1), ""), "{told}");
        assert!(told.contains("error[no-consent]: the person refused all referrals"), "{told}");
    }
    let (code, _, told) = tipscreen(&["score", OFFICER, "--format", "md", "--for", "authority"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("wants no information given to authorities"), "{told}");
    let (code, card, told) = tipscreen(&["score", UNSAFE, "--format", "card"]);
    assert_eq!((code, card.as_str()), (Some(1), ""), "{told}");
    let (_, table, _) = tipscreen(&["score", "--detail", "full", UNSAFE]);
    assert!(!table.to_lowercase().contains("traffick") && table.contains("Stop here."), "{table}");
}

/// While nobody asked the person there is nothing to hand over.
#[test]
fn silence_is_no_yes_to_a_hand_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.json");
    let text = files::text(&files::root().join(STRONG)).replace("\"consent-to-refer\": \"given\",", "");
    std::fs::write(&path, text).expect("a file");
    for whom in ["service", "authority"] {
        let (code, page, told) = tipscreen(&["score", &path.display().to_string(), "--format", "md", "--for", whom]);
        assert_eq!((code, page.as_str()), (Some(1), ""), "{whom}");
        assert!(told.contains("no yes to this is recorded"), "{told}");
    }
}

#[test]
fn a_card_gives_nobody_away() {
    let (code, card, _) = tipscreen(&["score", STRONG, "--format", "card"]);
    assert_eq!(code, Some(0));
    assert!(card.lines().count() <= 14, "{card}");
    for word in ["traffick", "victim", "police", "exploit", "tipscreen", "screening", "crime", "refer", "debt"] {
        assert!(!card.to_lowercase().contains(word), "`{word}` on the card:\n{card}");
    }
    let (_, told, _) = tipscreen(&["score", STRONG, "--format", "card", "--subject"]);
    assert!(told.contains("keeps your papers") && told.starts_with(card.trim_end()), "{told}");
}

/// One file that loads nothing and runs nothing, whatever a case holds.
#[test]
fn a_page_for_a_browser_is_whole_and_inert() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.json");
    let text = files::text(&files::root().join(STRONG))
        .replace("\"facts\": {", "\"facts\": { \"incident\": \"<script>alert(1)</script> ![x](http://e.example)\",");
    std::fs::write(&path, text).expect("a file");
    let (code, html, told) = tipscreen(&["score", &path.display().to_string(), "--format", "html"]);
    assert_eq!(code, Some(0), "{told}");
    for foreign in ["<script", "src=", "href=", "url(", "@import", "<link", "<img", "javascript:"] {
        assert!(!html.to_lowercase().contains(foreign), "{foreign}");
    }
    assert!(html.contains("&lt;script&gt;"), "the text of a case is text");
    let markdown = page(&path.display().to_string(), &[]);
    assert!(markdown.contains("\\<script\\>") && !markdown.contains("![x]"), "{markdown}");
}

#[test]
fn a_result_goes_to_a_file_for_its_owner_alone_and_never_over_another() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("page.html");
    let file = path.display().to_string();
    let args = ["score", "--detail", "full", STRONG, "--format", "html", "--result", &file];
    let (code, printed, told) = tipscreen(&args);
    assert_eq!((code, printed.as_str()), (Some(0), ""), "{told}");
    assert!(told.contains("The result is in"));
    assert_eq!(std::fs::metadata(Path::new(&path)).expect("a file").permissions().mode() & 0o777, 0o600);
    let (code, _, told) = tipscreen(&args);
    assert_eq!(code, Some(4), "{told}");
}

/// Nothing is written of somebody who did not agree to a record; whoever screened sees the result all the same.
#[test]
fn without_agreement_to_a_record_no_result_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let (case, file) = (folder.path().join("case.json"), folder.path().join("page.md").display().to_string());
    let text =
        files::text(&files::root().join(REFUSED)).replace("\"purpose\": \"training\"", "\"purpose\": \"screening\"");
    std::fs::write(&case, text).expect("a file");
    let args = ["score", "--detail", "full", &case.display().to_string(), "--format", "md", "--result", &file];
    let (code, _, told) = tipscreen(&args);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("no consent to a record") && !Path::new(&file).exists(), "{told}");
    let (code, printed, told) = talk(folder.path(), &["--format", "md", "--result", &file], "2");
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("no consent to a record") && !Path::new(&file).exists(), "{told}");
    assert!(printed.contains("Whom to call:"), "{printed}");
}

/// With agreement it is; the country that was named is not asked for; and what is kept can be drawn again.
#[test]
fn a_screening_ends_in_the_page_that_was_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.md").display().to_string();
    let args = ["--training", "--country", "th", "--format", "md", "--result", &file];
    let (code, printed, told) = talk(folder.path(), &args, "1");
    assert_eq!(code, Some(0), "{told}");
    assert!(!told.contains("In which country") && printed.contains("Whom to call:"), "{told}");
    let page = files::text(Path::new(&file));
    assert!(page.contains("Country of the screening: Thailand") && page.contains("1300"), "{page}");
    let id = told.split("case show ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("an id");
    let store = folder.path().join("store").display().to_string();
    let (code, card, told) = tipscreen(&["case", "show", id, "--store", &store, "--format", "card"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(card.contains("1300"), "{card}");
}

/// A talk over plain lines with an adult who answers so about a record, and is broken off after that.
fn talk(folder: &Path, more: &[&str], record: &str) -> (Option<i32>, String, String) {
    let mut program = crate::program::program();
    program.args(["screen", "--plain"]).args(more).env("TIPSCREEN_STORE", folder.join("store"));
    program
        .env("TIPSCREEN_COUNTRIES", "/nonexistent")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program starts");
    let typed = format!("y\nn\n1\nu\n1\n1\n1\n1\n{record}\nx\n1\n");
    child.stdin.take().expect("a pipe").write_all(typed.as_bytes()).expect("the pipe takes it");
    let out = child.wait_with_output().expect("an end");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (out.status.code(), text(out.stdout), text(out.stderr))
}

/// What can't be asked for together is said before anything is asked of a person.
#[test]
fn what_does_not_go_together_is_said_at_once() {
    for args in [
        &["score", STRONG, "--for", "service"][..],
        &["score", STRONG, "--subject"],
        &["screen", "--plain", "--for", "authority"],
        &["screen", "--plain", "--country", "XX"],
    ] {
        let (code, printed, told) = tipscreen(args);
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{args:?}: {told}");
        assert!(told.contains("error["), "{told}");
    }
}
