//! What must hold for whatever bytes come in, a module for each way in. Each has one function, `hold`, which panics where
//! it does not hold. The fuzzer feeds them, and so does `cargo test`, with every file that was kept.

pub mod batch_line;
pub mod case_file;
pub mod catalogue;
pub mod condition;
pub mod escape;
pub mod key_file;
pub mod record;
pub mod script;
pub mod sealed_head;

use std::sync::LazyLock;
use tipscreen::assessment::{Trace, assess};
use tipscreen::case::{self, Case};
use tipscreen::catalogue::{Catalogue, builtin};
use tipscreen::referral::recommend;
use tipscreen::report::{self, Envelope, Report, ResultColumns, ResultDetail, ResultPage, result_line};

/// The catalogue that is used where none is named.
pub(crate) fn shipped() -> &'static Catalogue {
    static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| {
        let read = Catalogue::builtin(builtin::DEFAULT).expect("the usual catalogue is there");
        read.expect("the usual catalogue has no problem")
    });
    &SHIPPED
}

/// Reads the catalogue before the first input, whose time it is not.
pub fn prepare() {
    shipped();
}

/// What is written can be read, and is the same case; written again, it is the same text.
pub(crate) fn written_and_read(catalogue: &Catalogue, case: &Case) {
    let written = case.to_json(catalogue);
    let again = case::read(&written, catalogue).expect("what was written can be read");
    // Whatever a file says, what is written names the rules it was written by.
    let mut same = case.clone();
    same.method.clone_from(&again.method);
    assert_eq!(again, same);
    assert_eq!(again.to_json(catalogue), written);
}

/// Text, if the bytes are.
pub(crate) fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// The result of a case in every form: JSON that is JSON, rows that can be read back, pages and tables.
pub(crate) fn drawn(catalogue: &Catalogue, case: &Case) {
    let mut trace = Trace::new(catalogue);
    let assessment = assess(catalogue, case, &mut trace);
    let advice = recommend(catalogue, case, &assessment);
    let report = Report::of(catalogue, case, &assessment, &advice, &trace);
    for detail in [ResultDetail::Short, ResultDetail::Full] {
        let line = result_line(&report, Envelope::of(case), detail);
        let result: serde_json::Value = serde_json::from_str(&line).expect("a result is JSON");
        assert_eq!(result["case_id"], case.case_id.as_str());
    }
    let (columns, mut rows) = (ResultColumns::of(catalogue, false), Vec::new());
    columns.write_header(&mut rows).expect("written");
    columns.write(&mut rows, Envelope::of(case), &assessment, &advice).expect("written");
    let read: Result<Vec<csv::StringRecord>, _> = csv::Reader::from_reader(rows.as_slice()).records().collect();
    assert_eq!(read.expect("rows of one length").len(), 1);
    let _ = report::html(&ResultPage::at_once(&report));
    let _ = report::markdown(&ResultPage::at_once(&report));
    let _ = report::table(&report, 80, true);
}
