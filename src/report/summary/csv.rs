//! A summary as rows for a spreadsheet: one count a row. A suppressed count has no row.

use crate::escape;
use crate::summary::{Agreement, CaseCount, Summary};

/// The summary as CSV, with ids. Never fails when writing to memory.
pub fn summary_csv(summary: &Summary) -> csv::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["table", "row", "column", "count"])?;
    for (row, cases) in [("counted", summary.cases()), ("of-another-purpose", summary.aside())] {
        if let CaseCount::Shown(cases) = cases {
            writer.write_record(["cases", row, "cases", &cases.to_string()])?;
        }
    }
    if let Some(Agreement { same, of, kappa }) = summary.compared().and_then(|other| other.agreement.as_ref()) {
        writer.write_record(["compare.agreement", "same", "cases", &same.to_string()])?;
        writer.write_record(["compare.agreement", "compared", "cases", &of.to_string()])?;
        if let Ok(kappa) = kappa {
            writer.write_record(["compare.agreement", "kappa", "thousandths", &kappa.to_string()])?;
        }
    }
    for table in summary.tables() {
        for row in table.rows() {
            let ids: Vec<&str> = row.labels().iter().map(crate::summary::Label::id).collect();
            let row_id = ids.join(" × ");
            for (column, count) in table.columns().iter().zip(row.counts()) {
                if let Some(count) = count {
                    let cells = [table.id(), &row_id, column.id()].map(|cell| escape::cell(cell).into_owned());
                    writer.write_record([&cells[0], &cells[1], &cells[2], &count.to_string()])?;
                }
            }
        }
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8(bytes).unwrap_or_default())
}
