//! What a fuzzer was started with, and what it found: every file that was kept holds still, without a fuzzer.

#[path = "../../../fuzz/src/lib.rs"]
mod held;

use crate::files::root;
use std::path::PathBuf;

/// Plays every file of a target: its seeds, and what once broke it.
fn replay(target: &str, hold: fn(&[u8])) {
    held::prepare();
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["fuzz/corpus", "fuzz/crashes"] {
        let folder = root().join(folder).join(target);
        // Only what broke may be nothing.
        let found = std::fs::read_dir(&folder).map(|found| found.map(|entry| entry.expect("an entry").path()));
        files.extend(found.into_iter().flatten());
    }
    assert!(files.len() >= 20, "{target} has {} files", files.len());
    files.sort();
    for file in files {
        let bytes = std::fs::read(&file).expect("a file");
        let outcome = std::panic::catch_unwind(|| hold(&bytes));
        assert!(outcome.is_ok(), "{}", file.display());
    }
}

#[test]
fn catalogues() {
    replay("catalogue", held::catalogue::hold);
}

#[test]
fn conditions() {
    replay("condition", held::condition::hold);
}

#[test]
fn case_files() {
    replay("case_file", held::case_file::hold);
}

#[test]
fn lines_of_batches() {
    replay("batch_line", held::batch_line::hold);
}

#[test]
fn scripts() {
    replay("script", held::script::hold);
}

#[test]
fn stored_records() {
    replay("record", held::record::hold);
}

#[test]
fn heads_of_sealed_files() {
    replay("sealed_head", held::sealed_head::hold);
}

#[test]
fn files_of_keys() {
    replay("key_file", held::key_file::hold);
}

#[test]
fn texts_on_their_way_out() {
    replay("escape", held::escape::hold);
}

/// Text of every kind, from a seed: ten million with `TIPSCREEN_TEXTS`, as the long tests do.
#[test]
fn texts_of_every_kind_on_their_way_out() {
    let many: u64 = std::env::var("TIPSCREEN_TEXTS").map_or(100_000, |many| many.parse().expect("a number"));
    let mut state = 2016_u64;
    let mut below = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    let telling: Vec<char> = "=+-@|%＝＋－＠\t\r\n\0\u{1b}[]mm;;0138 \u{7}\u{7f}\u{9b}\u{202e}\u{2066}\u{200b}\u{200d}\u{feff}\u{301}\u{301}\u{e48}\u{e0041}<>&\"'`*_#~!().1a\\ก"
        .chars()
        .collect();
    let mut marked = 0;
    let mut text = String::new();
    for _ in 0..many {
        text.clear();
        for _ in 0..below(14) {
            let rolled = match below(8) {
                0 => char::from_u32(u32::try_from(below(0x11_0000)).unwrap_or(0)),
                1 => char::from_u32(u32::try_from(below(0x3000)).unwrap_or(0)),
                _ => telling.get(usize::try_from(below(telling.len() as u64)).unwrap_or(0)).copied(),
            };
            let times = if below(10) == 0 { 12 } else { 1 };
            text.extend(std::iter::repeat_n(rolled.unwrap_or(' '), times));
        }
        held::escape::hold(text.as_bytes());
        marked += u64::from(tipscreen::escape::shown(&text) != text);
    }
    assert!(marked > many / 3 && marked < many, "{marked} of {many} held something");
}
