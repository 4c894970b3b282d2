//! Text from outside on its way out: nothing in it does anything to a terminal, a spreadsheet or a page.

use super::text;
use tipscreen::escape;

/// Written out by itself, so that a slip in the program's own list is seen. U+200B to U+200D are letters' helpers.
const BANNED: &str = "\u{61C}\u{115F}\u{1160}\u{180E}\u{200E}\u{200F}\u{2028}\u{2029}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\
    \u{2060}\u{2061}\u{2062}\u{2063}\u{2064}\u{2066}\u{2067}\u{2068}\u{2069}\u{206A}\u{206B}\u{206C}\u{206D}\u{206E}\u{206F}\
    \u{3164}\u{FEFF}\u{FFA0}\u{FFF9}\u{FFFA}\u{FFFB}\u{E0001}\u{E0041}\u{E007F}";

const LEADS: &str = "=+-@＝＋－＠";

/// Every way out, for any bytes; what is no text comes in as text is made of it.
pub fn hold(bytes: &[u8]) {
    let lossy = String::from_utf8_lossy(bytes);
    let text = text(bytes).unwrap_or(&lossy);
    for out in [escape::shown(text), escape::line(text), escape::cell(text)] {
        assert_clean(&out);
    }
    assert_clean(&escape::html(text));
    assert_clean(&escape::markdown(text));
    assert!(!escape::line(text).contains(['\n', '\t']));
    assert_eq!(escape::shown(&escape::shown(text)), escape::shown(text));
    assert_eq!(escape::line(&escape::line(text)), escape::line(text));
    // With one apostrophe taken off the line is back.
    let guarded = escape::cell(text);
    assert_eq!(guarded.strip_prefix('\'').unwrap_or(&guarded), escape::line(text));
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        assert_eq!(escape::shown(text), text);
    }
    styled(text);
    cell(text);
    html(text);
    markdown(text);
    json(text);
}

fn assert_clean(out: &str) {
    let bad = out
        .chars()
        .find(|c| matches!(c, '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}') || BANNED.contains(*c));
    assert_eq!(bad, None, "{out:?}");
    // A pile of marks, of the commonest kind.
    let piled = out.as_bytes().chunks(2).collect::<Vec<_>>();
    assert!(!piled.windows(9).any(|nine| nine.iter().all(|mark| *mark == "\u{301}".as_bytes())), "{out:?}");
}

/// What is left of an escape is our own colour and weight, whole.
fn styled(text: &str) {
    let out = escape::styled(text);
    assert_eq!(escape::styled(&out), out);
    let mut parts = out.split('\u{1b}');
    assert_clean(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|c: char| !(c.is_ascii_digit() || c == ';' || c == '[')).expect("it ends");
        assert!(part.starts_with('[') && part[end..].starts_with('m') && !part[1..end].contains('['), "{out:?}");
        assert_clean(&part[end + 1..]);
    }
    let ours = format!("\u{1b}[1m\u{1b}[38;5;12m{}\u{1b}[0m", escape::shown(text));
    assert_eq!(escape::styled(&ours), ours);
}

/// A cell is read back as it was written, and begins no formula.
fn cell(text: &str) {
    let cell = escape::cell(text);
    assert!(!cell.trim_start().starts_with(|c| LEADS.contains(c)), "{cell:?}");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["a", &cell, "-1"]).expect("written");
    let rows = writer.into_inner().expect("written");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(rows.as_slice());
    let read: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("a row");
    assert_eq!(read, [csv::StringRecord::from(vec!["a", &cell, "-1"])]);
}

/// No sign of HTML is left, and the text comes back.
fn html(text: &str) {
    let out = escape::html(text);
    assert!(!out.contains(['<', '>', '"', '\'']), "{out:?}");
    let mut back = out;
    for (entity, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'")] {
        back = back.replace(entity, sign);
    }
    assert!(!back.replace("&amp;", "").contains('&'), "{back:?}");
    assert_eq!(back.replace("&amp;", "&"), escape::shown(text));
}

/// Every sign that could begin something has a backslash before it, and without those the text comes back.
fn markdown(text: &str) {
    let out = escape::markdown(text);
    assert!(!out.contains('\n') && !out.starts_with([' ', '-', '+', '=']), "{out:?}");
    let (mut back, mut chars) = (String::new(), out.chars());
    while let Some(c) = chars.next() {
        assert!(!"`*_[]<>#|~&".contains(c), "{c} in {out:?}");
        back.push(if c == '\\' { chars.next().expect("something after it") } else { c });
    }
    assert_eq!(back, escape::shown(text).replace(['\n', '\t'], " ").trim_start());
    let numbers = out.trim_start_matches(|c: char| c.is_ascii_digit());
    assert!(numbers.len() == out.len() || !numbers.starts_with(['.', ')']), "{out:?}");
}

/// JSON means the same, and shows everything.
fn json(text: &str) {
    let written = serde_json::to_string(text).expect("JSON");
    let out = escape::json(&written);
    assert_clean(&out.replace("\u{301}", ""));
    assert_eq!(serde_json::from_str::<String>(&out).expect("JSON"), text);
}
