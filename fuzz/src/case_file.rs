//! A case file: what is read and written again is the same case, and has a result.

use super::{drawn, shipped, text, written_and_read};
use tipscreen::report;

/// No case is altered by being written; no fault tells a place that is not there.
pub fn hold(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    for read in tipscreen::read_cases(text, shipped()) {
        match read {
            Ok(case) => {
                written_and_read(shipped(), &case);
                drawn(shipped(), &case);
            }
            Err(error) => {
                assert!(error.line <= text.split('\n').count() + 1, "line {}", error.line);
                let _ = report::diagnostic(&error.in_file("case.json"));
            }
        }
    }
}
