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
        assert_eq!(came(&piped(&checked, &joined(&[&lines[..], &lines[..80]].concat())), 0).0, alone, "some twice");
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

/// A bar as it is drawn: where each part begins and how long it is, in per cent.
fn bars(section: &str) -> Vec<Vec<(f64, f64)>> {
    let number = |rect: &str, key: &str| -> f64 {
        let (_, rest) = rect.split_once(&format!("{key}=\"")).unwrap_or_else(|| panic!("no {key} in {rect}"));
        rest.split("%\"").next().expect("a number").parse().expect("a number")
    };
    let drawn = section.split("<div class=\"bar\">").skip(1);
    let bar = |bar: &str| {
        let svg = bar.split("<svg>").nth(1).and_then(|rest| rest.split("</svg>").next()).expect("a drawing");
        svg.split("<rect").skip(1).map(|rect| (number(rect, " x"), number(rect, " width"))).collect()
    };
    drawn.map(bar).collect()
}

/// The counts of each row of the table in a section; none where one is not shown.
fn rows(section: &str) -> Vec<Vec<Option<u64>>> {
    let body = section.split("<tbody>").nth(1).expect("a table");
    let row = |row: &str| {
        let cells = row.split("<td class=\"count\">").skip(1).map(|rest| rest.split('<').next().expect("a cell"));
        cells.map(|cell| cell.parse().ok()).collect()
    };
    body.split("<tr>").skip(1).map(row).collect()
}

/// Every bar of every table has the length of its number: as a share of the greatest where a row is one number, of its row
/// where it is several. None has no length.
#[test]
fn every_bar_equals_its_number() {
    let close = |one: f64, other: f64| (one - other).abs() < 0.001;
    #[allow(clippy::cast_precision_loss)] // small numbers
    let per_cent = |part: u64, of: u64| if of == 0 { 0.0 } else { part as f64 * 100.0 / of as f64 };
    let (mut tables, mut zeros, mut squares) = (0, 0, 0);
    for suppress in ["0", "11"] {
        let page = page(&["--suppress", suppress], &joined(&screened(150)));
        let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("a style");
        for rule in style.split('}').filter(|rule| rule.contains(".bar svg")) {
            assert!(
                !rule.contains("background") && !rule.contains("fill"),
                "what lies behind a bar looks like one: {rule}"
            );
        }
        for section in page.split("<section>").skip(1).filter(|section| section.contains("<tbody>")) {
            let (bars, rows) = (bars(section), rows(section));
            if bars.is_empty() {
                squares += usize::from(section.contains("class=\"squares\""));
                for square in section.split("<g><title>").skip(1) {
                    let dark = square.split("fill-opacity=\"").nth(1).and_then(|rest| rest.split('"').next());
                    let dark: f64 = dark.expect("a shade").parse().expect("a number");
                    let text = square.split("</text>").next().and_then(|text| text.rsplit('>').next()).expect("a text");
                    let most = rows.iter().flatten().flatten().max().copied().unwrap_or(0);
                    let count = text.parse().unwrap_or(0);
                    assert!((dark - per_cent(count, most) * 0.006).abs() <= 0.011, "{square}");
                }
                continue;
            }
            tables += 1;
            assert_eq!(bars.len(), rows.len(), "{section}");
            let most = rows.iter().flatten().flatten().max().copied().unwrap_or(0);
            for (bar, row) in bars.iter().zip(&rows) {
                let all: Option<u64> = row.iter().copied().sum();
                let lengths: Vec<f64> = match (row.len(), all) {
                    (1, Some(all)) => vec![per_cent(all, most)],
                    (2, Some(all)) => vec![per_cent(row[0].unwrap_or(0), all)],
                    (_, Some(all)) => row.iter().flatten().map(|count| per_cent(*count, all)).collect(),
                    (_, None) => Vec::new(),
                };
                zeros += lengths.iter().filter(|length| **length == 0.0).count();
                let drawn: Vec<f64> = lengths.into_iter().filter(|length| *length > 0.0).collect();
                assert_eq!(bar.len(), drawn.len(), "{row:?} is drawn as {bar:?}");
                let mut end = 0.0;
                for ((from, length), wanted) in bar.iter().zip(&drawn) {
                    assert!(close(*length, *wanted) && *length > 0.0, "{row:?} is drawn as {bar:?}");
                    assert!(close(*from, end), "parts lie one behind the other: {row:?}, {bar:?}");
                    end = from + length;
                }
            }
        }
    }
    assert!(tables > 40 && zeros > 100 && squares > 0, "{tables} {zeros} {squares}");
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
    assert!(told.contains("is not shown"), "{told}");
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
    assert!(printed.is_empty() && told.contains("no summary was written"), "{printed}{told}");
    lines.push("{".to_owned());
    let (printed, told) = came(&piped(&["--summary", "--strict"], &joined(&lines)), 1);
    assert!(printed.is_empty() && told.contains("no summary was written"), "{printed}{told}");
    let (printed, told) = came(&piped(&["--summary", "--suppress", "0"], &joined(&lines)), 1);
    assert!(printed.contains("can identify people") && told.contains("can identify people"), "{told}");
    assert!(told.contains("41 records read: 40 results, 1 rejected"), "{told}");
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
