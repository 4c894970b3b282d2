//! Summaries of batches: the same whatever the files and the scorers, and nobody given away in any format.

pub use crate::batch::{came, joined};
use crate::batch::{examples, piped, program};
use crate::generate::{cases, shipped};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

/// Cases of people who were screened, the same ones each time.
pub fn screened(many: usize) -> Vec<String> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[8; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = cases();
    let one = |at: usize| {
        let sample = strategy.new_tree(&mut runner).expect("a case").current();
        let mut case: Value = serde_json::from_str(&sample.0.to_json(shipped())).expect("JSON");
        case["case_id"] = json!(format!("case-{at}"));
        case["screened_on"] = json!(format!("2026-{:02}-03", 1 + at % 5));
        case["purpose"] = json!("screening");
        case.to_string()
    };
    (0..many).map(one).collect()
}

const ALL: [&str; 10] = [
    "--summary",
    "--by",
    "month",
    "--by",
    "consent-to-refer",
    "--what-if",
    "severity-minor",
    "--what-if",
    "suspected-present",
    "--format",
];

fn all<'a>(format: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&ALL[..], &[format], more].concat()
}

/// The counts in a summary as JSON.
fn shown(summary: &str) -> Vec<u64> {
    let summary: Value = serde_json::from_str(summary).expect("JSON");
    let rows = summary["tables"].as_array().expect("tables").iter().filter_map(|table| table["rows"].as_array());
    let mut counts: Vec<u64> =
        rows.flatten().filter_map(|row| row["counts"].as_array()).flatten().filter_map(Value::as_u64).collect();
    counts.sort_unstable();
    counts
}

#[test]
fn files_and_scorers_change_nothing() {
    let lines = screened(600);
    let folder = tempfile::tempdir().expect("a folder");
    for (at, lines) in lines.chunks(6).enumerate() {
        std::fs::write(folder.path().join(format!("part-{at:03}.ndjson")), joined(lines)).expect("a file");
    }
    let backwards: Vec<String> = lines.iter().rev().cloned().collect();
    for format in ["json", "table"] {
        let alone = came(&piped(&all(format, &["--jobs", "1"]), &joined(&lines)), 0).0;
        assert!(alone.len() > 10_000, "{alone}");
        let many = [&all(format, &["--jobs", "3"])[..], &[folder.path().to_str().expect("a name")]].concat();
        assert_eq!(came(&program(&many).output().expect("it starts"), 0).0, alone, "a hundred files");
        for jobs in ["2", "5"] {
            assert_eq!(came(&piped(&all(format, &["--jobs", jobs]), &joined(&backwards)), 0).0, alone, "{jobs}");
        }
        let checked = all(format, &["--check-duplicates", "--jobs", "3"]);
        assert_eq!(came(&piped(&checked, &joined(&[&lines[..], &lines[..80]].concat())), 1).0, alone, "some twice");
    }
}

#[test]
fn no_format_shows_a_small_count() {
    let input = joined(&screened(300));
    for suppress in ["11", "30"] {
        let printed = |format| came(&piped(&all(format, &["--suppress", suppress]), &input), 0).0;
        let counts = shown(&printed("json"));
        let least: u64 = suppress.parse().expect("a number");
        assert!(counts.len() > 100 && counts.iter().all(|count| *count == 0 || *count >= least), "{counts:?}");

        let rows = printed("csv");
        let mut of_rows: Vec<u64> =
            rows.lines().skip(3).filter_map(|row| row.rsplit(',').next()?.parse().ok()).collect();
        of_rows.sort_unstable();
        assert_eq!(of_rows, counts);
        for (format, border) in [("markdown", '|'), ("table", '│')] {
            let page = printed(format).replace('┆', "│");
            let drawn = page.lines().filter(|line| line.starts_with(border));
            let cells = drawn.flat_map(|line| line.split(border).skip(1).map(str::trim).collect::<Vec<_>>());
            let mut of_page: Vec<u64> = cells.filter_map(|cell| cell.parse().ok()).collect();
            of_page.sort_unstable();
            assert_eq!(of_page, counts, "{format}");
        }
        assert_eq!(of_page(&page(&["--suppress", suppress], &input)), counts);
    }
}

/// The summary as a page for a browser.
fn page(more: &[&str], input: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.html");
    let args = [&ALL[1..ALL.len() - 1], more, &["--html", page.to_str().expect("a name")]].concat();
    let (printed, told) = came(&piped(&args, input), 0);
    assert!(printed.is_empty() && told.contains("page.html"), "{told}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&page).expect("there").permissions().mode() & 0o777, 0o600);
    }
    let before = std::fs::read_to_string(&page).expect("a page");
    let (_, told) = came(&piped(&args, input), 4);
    assert!(told.contains("it is there already"), "{told}");
    before
}

/// The counts in the tables of a page.
fn of_page(page: &str) -> Vec<u64> {
    let cells = page.split("<td class=\"count\">").skip(1).filter_map(|rest| rest.split('<').next());
    let mut counts: Vec<u64> = cells.filter_map(|cell| cell.parse().ok()).collect();
    counts.sort_unstable();
    counts
}

#[test]
fn drawings_are_made_of_what_the_tables_show() {
    let page = page(&[], &joined(&screened(300)));
    let shown = of_page(&page);
    let mut drawn = 0;
    for section in page.split("<section>").skip(1) {
        let begin = section.find("<details").unwrap_or(section.len());
        // Behind bars stand counts, and of a yes and a no how much of all that is; on squares stand counts.
        let behind = section[..begin].split("<div class=\"told\">").skip(1).chain(
            section[..begin]
                .split("<text x=")
                .skip(1)
                .filter(|text| !text.contains("y=\"20\"") && !text.starts_with("\"14\""))
                .map(|text| text.split_once('>').map_or("", |(_, text)| text)),
        );
        for text in behind {
            let text = text.split('<').next().expect("a text");
            let Ok(count) = text.split(" · ").next().expect("a number").parse::<u64>() else { continue };
            drawn += 1;
            assert!(count == 0 || count >= 11, "{count}: {section}");
        }
        for width in section.split(" width=\"").skip(1).filter_map(|rest| rest.split("%\"").next()?.parse::<f64>().ok())
        {
            assert!((0.0..=100.0).contains(&width), "{section}");
        }
    }
    assert!(drawn > 80 && shown.len() > 100, "{drawn}");
    let [told, scripts] = ["not a count of victims", "<script"].map(|words| page.contains(words));
    assert!(told && !scripts && !page.contains("case-1"), "the page says what it is, runs nothing and names no case");
}

/// The first count of a row by the ids of what it is of.
fn count(summary: &Value, table: &str, row: &str) -> Option<u64> {
    let tables = summary["tables"].as_array().expect("tables");
    let rows = tables.iter().find(|one| one["id"] == table)?["rows"].as_array().expect("rows");
    rows.iter().find(|one| one["of"][0]["id"] == row)?["counts"][0].as_u64()
}

/// A pathway is for whoever has a finding, unless they said no: beside the finding it would tell how many did. And whoever
/// answered all questions answered the core ones.
#[test]
fn groups_that_lie_within_each_other_tell_of_no_few() {
    let all = screened(2400);
    let (mut both, mut told) = (0, Vec::new());
    for (at, lines) in all.chunks(80).enumerate() {
        let (printed, _) = came(&piped(&["--summary", "--format", "json"], &joined(lines)), 0);
        let summary: Value = serde_json::from_str(&printed).expect("JSON");
        let count = |table, row| count(&summary, table, row);
        let high = [count("findings", "strong-grounds"), count("findings", "reasonable-grounds")];
        let high = high.into_iter().sum::<Option<u64>>().or(count("findings", "strong-grounds+reasonable-grounds"));
        for (whole, part) in [
            (high, count("pathways", "formal-identification")),
            (count("findings", "further-inquiry"), count("pathways", "further-inquiry")),
            (count("completeness-core", "100"), count("completeness-all", "100")),
        ] {
            let (Some(whole), Some(part)) = (whole, part) else { continue };
            both += 1;
            if (1..11).contains(&whole.saturating_sub(part)) {
                told.push((at, whole, part));
            }
        }
    }
    assert!(told.is_empty() && both > 0, "{told:?} of {both}");
}

#[test]
fn few_cases_are_not_told_of_anywhere() {
    let lines = screened(7);
    for format in ["json", "csv", "markdown", "table"] {
        let (printed, told) = came(&piped(&["--summary", "--format", format], &joined(&lines)), 0);
        let words: Vec<&str> = told.split_whitespace().chain(printed.split([' ', ',', ':', '\n'])).collect();
        assert!(!words.contains(&"7"), "{printed}\n{told}");
    }
    // Nor by what was left out of them.
    let (_, told) = came(&piped(&["--summary", "--where", "consent-to-talk=withheld"], &joined(&screened(20))), 0);
    assert!(told.contains("is not told"), "{told}");
}

#[test]
fn purposes_are_never_mixed() {
    let mixed = joined(&[examples(), screened(50)].concat());
    let all = examples().len() as u64;
    let cases = |purpose: &str| {
        let printed = came(&piped(&["--summary", "--format", "json", "--purpose", purpose], &mixed), 0).0;
        let summary: Value = serde_json::from_str(&printed).expect("JSON");
        [summary["cases"].as_u64(), summary["of_another_purpose"].as_u64()]
    };
    assert_eq!(cases("screening"), [Some(50), Some(all)]);
    assert_eq!(cases("training"), [Some(all), Some(50)]);
    assert_eq!(cases("research"), [Some(0), Some(50 + all)]);
    assert_eq!(cases("any"), [Some(50 + all), Some(0)]);
}

#[test]
fn nothing_is_shown_of_a_batch_that_did_not_end() {
    let mut lines = screened(40);
    let (printed, told) = came(&piped(&["--summary", "/nowhere.ndjson"], &joined(&lines)), 4);
    assert!(printed.is_empty() && told.contains("no summary of a part"), "{printed}{told}");
    lines.push("{".to_owned());
    let (printed, told) = came(&piped(&["--summary", "--strict"], &joined(&lines)), 1);
    assert!(printed.is_empty() && told.contains("no summary of a part"), "{printed}{told}");
    let (printed, told) = came(&piped(&["--summary", "--suppress", "0"], &joined(&lines)), 1);
    assert!(printed.contains("can give people away") && told.contains("can give people away"), "{told}");
    assert!(told.contains("41 records read: 40 results, 1 refused"), "{told}");
}

#[test]
fn what_cannot_be_counted_is_said_plainly() {
    let wrong: [(&[&str], &str); 14] = [
        (&["--summary", "--limit", "3"], "cannot be used with"),
        (&["--summary", "--top", "3"], "cannot be used with"),
        (&["--summary", "--detail", "full"], "cannot be used with"),
        (&["--by", "country"], "--summary"),
        (&["--suppress", "5"], "--summary"),
        (&["--purpose", "any"], "--summary"),
        (&["--what-if", "severity-minor"], "--summary"),
        (&["--format", "markdown"], "add --summary"),
        (&["--summary", "--format", "ndjson"], "table, json, markdown or csv"),
        (&["--summary", "--by", "countri"], "did you mean `country`?"),
        (&["--summary", "--by", "office"], "no values to choose from"),
        (&["--summary", "--by", "country", "--by", "country"], "the same fact twice"),
        (&["--summary", "--by", "country", "--by", "month", "--by", "gender"], "more than twice"),
        (&["--summary", "--what-if", "without=debt-bondag"], "did you mean `debt-bondage`?"),
    ];
    for (args, expected) in wrong {
        let (printed, told) = came(&piped(args, b""), 2);
        assert!(printed.is_empty() && told.contains(expected), "{args:?}: {told}");
    }
}
