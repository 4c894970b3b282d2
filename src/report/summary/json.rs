//! A summary as one JSON object.

use super::notes;
use crate::catalogue::Catalogue;
use crate::summary::{Beside, CaseCount, Label, PublishedTable, Summary, TableRow};
use serde_json::{Value, json};

const FORMAT: &str = "tipscreen-summary/1";

/// The summary as JSON on one line. A suppressed or impossible count is null.
pub fn summary_json(catalogue: &Catalogue, summary: &Summary) -> String {
    let told = |cases| match cases {
        CaseCount::Shown(cases) => json!(cases),
        CaseCount::Few => Value::Null,
    };
    let left_out = summary.left_out().iter();
    json!({
        "format": FORMAT,
        "heading": text!("summary-heading"),
        "catalogue": catalogue.name(),
        "method": catalogue.method_fingerprint().to_string(),
        "compared_with": summary.compared().map(compared),
        "purpose": summary.purpose().map_or("any", |purpose| purpose.word()),
        "suppress": summary.suppress(),
        "cases": told(summary.cases()),
        "of_another_purpose": told(summary.aside()),
        "tables": summary.tables().iter().map(table).collect::<Vec<_>>(),
        "left_out": left_out.map(|one| json!({ "id": one.id, "title": one.title, "reason": one.reason })).collect::<Vec<_>>(),
        "notes": notes(catalogue, summary),
    })
    .to_string()
}

fn compared(other: &Beside) -> Value {
    let agreement = other.agreement.as_ref().map(|agreement| {
        json!({
            "same": agreement.same,
            "of": agreement.of,
            "thousandths": agreement.thousandths(),
            "kappa_thousandths": agreement.kappa.ok(),
            "no_kappa_because": agreement.kappa.err(),
        })
    });
    json!({ "catalogue": other.name, "method": other.method, "agreement": agreement })
}

fn label(label: &Label) -> Value {
    json!({ "id": label.id(), "text": label.text() })
}

fn table(table: &PublishedTable) -> Value {
    let row =
        |row: &TableRow| json!({ "of": row.labels().iter().map(label).collect::<Vec<_>>(), "counts": row.counts() });
    json!({
        "id": table.id(),
        "title": table.title(),
        "note": table.note(),
        "heads": table.heads(),
        "columns": table.columns().iter().map(label).collect::<Vec<_>>(),
        "rows": table.rows().iter().map(row).collect::<Vec<_>>(),
        "rows_not_shown": table.hidden(),
    })
}
