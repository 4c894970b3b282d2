//! The few functions that embedders call, where the rooms inside take more than an embedder has.

use crate::assessment::{self, Assessment, Trace};
use crate::case::{self, Case, CaseError};
use crate::catalogue::{Catalogue, builtin};
use crate::referral::recommend;
use crate::report::{Envelope, Report, ResultDetail, result_line};

/// The ids of the catalogues that are built in, for [`Catalogue::builtin`].
///
/// ```
/// assert!(tipscreen::builtin_catalogues().any(|id| id == tipscreen::DEFAULT_CATALOGUE));
/// ```
pub fn builtin_catalogues() -> impl Iterator<Item = &'static str> {
    builtin::ids()
}

/// Reads one case in the format `tipscreen-case/1` (JSON), against the catalogue that it answers.
///
/// ```
/// # use tipscreen::{Catalogue, DEFAULT_CATALOGUE, read_case};
/// # let catalogue = Catalogue::builtin(DEFAULT_CATALOGUE).unwrap().unwrap();
/// let error = read_case(r#"{"case_id": "one", "answrs": {}}"#, &catalogue).unwrap_err();
/// assert_eq!((error.line, error.path.as_str()), (1, "$"));
/// ```
///
/// # Errors
/// The first thing that is wrong: its code, what, where, and what to do. It never holds an answer or a note.
pub fn read_case(text: &str, catalogue: &Catalogue) -> Result<Case, CaseError> {
    case::read(text, catalogue)
}

/// Reads every case of a text: one on each line (NDJSON), a list, or one after another. A case with an error does not
/// touch the others. Where the text is no JSON any more, reading ends with an error that gives the place.
///
/// ```
/// # use tipscreen::{Catalogue, DEFAULT_CATALOGUE, read_cases};
/// # let catalogue = Catalogue::builtin(DEFAULT_CATALOGUE).unwrap().unwrap();
/// let text = r#"
/// {"format": "tipscreen-case/1", "case_id": "one", "answers": {}}
/// {"format": "tipscreen-case/1", "case_id": "two", "answers": {}}
/// "#;
/// assert_eq!(read_cases(text, &catalogue).iter().flatten().count(), 2);
/// ```
pub fn read_cases(text: &str, catalogue: &Catalogue) -> Vec<Result<Case, CaseError>> {
    case::FoundRecords::find(text).read(text, catalogue).collect()
}

/// Assesses a case: its finding, the range that further answers leave open, elements, areas, flags, and what is open.
///
/// ```
/// # use tipscreen::{Answer, Case, Catalogue, DEFAULT_CATALOGUE, Presence, assess};
/// # let catalogue = Catalogue::builtin(DEFAULT_CATALOGUE).unwrap().unwrap();
/// let mut case = Case::new(&catalogue, "one");
/// let before = assess(&catalogue, &case);
/// for at in (0..catalogue.indicators.len()).map(tipscreen::IndicatorIx) {
///     case.set_answer(at, Answer::of(Presence::Present));
/// }
/// let after = assess(&catalogue, &case);
/// assert!(after.points > before.points && after.all.answered == after.all.applicable);
/// ```
pub fn assess(catalogue: &Catalogue, case: &Case) -> Assessment {
    assessment::assess(catalogue, case, &mut ())
}

/// The whole result of a case on one line of JSON, in the format `tipscreen-result/1`: finding, range, reasons and advice.
/// The same line as `tipscreen score --format json`, without what needs today's date.
///
/// ```
/// # use tipscreen::{Case, Catalogue, DEFAULT_CATALOGUE, result_json};
/// # let catalogue = Catalogue::builtin(DEFAULT_CATALOGUE).unwrap().unwrap();
/// let line = result_json(&catalogue, &Case::new(&catalogue, "one"));
/// assert!(line.starts_with(r#"{"format":"tipscreen-result/1""#));
/// ```
pub fn result_json(catalogue: &Catalogue, case: &Case) -> String {
    let mut trace = Trace::new(catalogue);
    let assessment = assessment::assess(catalogue, case, &mut trace);
    let advice = recommend(catalogue, case, &assessment);
    let report = Report::of(catalogue, case, &assessment, &advice, &trace);
    result_line(&report, Envelope::of(case), ResultDetail::Full)
}
