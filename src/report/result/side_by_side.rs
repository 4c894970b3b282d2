//! Two results of the same catalogue side by side, and their differences.

use crate::assessment::{Assessment, Range};
use crate::catalogue::Catalogue;
use crate::condition::{FindingIx, Status};
use crate::referral::Recommendation;
use crate::wording;
use comfy_table::{ContentArrangement, Table, presets};

/// In fewer columns three of them have no room for a sentence.
const NARROW: u16 = 80;

/// The two parts of a result.
type Side<'a> = (&'a Assessment, &'a Recommendation);

/// Two results under their names, row by row. Equal rows are printed once.
pub fn side_by_side(catalogue: &Catalogue, names: [&str; 2], sides: [Side<'_>; 2], width: u16, plain: bool) -> String {
    let rows: Vec<(&str, [String; 2])> = vec![
        (text!("result-finding"), sides.map(|(assessment, _)| title(catalogue, assessment.finding).to_owned())),
        (text!("result-range-label"), sides.map(|(assessment, _)| range(catalogue, assessment))),
        (text!("result-how-soon"), sides.map(|(_, advice)| urgency(catalogue, advice))),
        (text!("result-where-to"), sides.map(|(_, advice)| pathways(catalogue, advice))),
        (text!("result-signs-in"), sides.map(|(assessment, _)| areas(catalogue, assessment))),
    ];
    if plain || width < NARROW {
        let mut lines = Vec::new();
        for (label, [before, after]) in rows {
            lines.push(format!("{}:", label.to_uppercase()));
            if before == after {
                lines.push(format!("  {}", text!("result-the-same")));
                lines.extend(before.lines().flat_map(|line| wording::wrap(&format!("    {line}"), width.into())));
                continue;
            }
            for (side, text) in names.into_iter().zip([before, after]) {
                lines.push(format!("  {}:", side.to_lowercase()));
                lines.extend(text.lines().flat_map(|line| wording::wrap(&format!("    {line}"), width.into())));
            }
        }
        return lines.join("\n");
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(["", names[0], names[1]]);
    for (label, [before, after]) in rows {
        table.add_row([label, &before, &after]);
    }
    table.to_string()
}

fn title(catalogue: &Catalogue, at: FindingIx) -> &str {
    &catalogue.findings[at.0].title
}

fn range(catalogue: &Catalogue, assessment: &Assessment) -> String {
    match &assessment.range {
        Range::Between { low, .. } if assessment.is_settled() => {
            text!("result-settled-on", finding = title(catalogue, *low))
        }
        Range::Between { low, high } if low == high => text!("meeting-not-settled").to_owned(),
        Range::Between { low, high } => format!("{} – {}", title(catalogue, *low), title(catalogue, *high)),
        Range::Among { findings, .. } => findings.iter().map(|at| title(catalogue, *at)).collect::<Vec<_>>().join("; "),
    }
}

fn urgency(catalogue: &Catalogue, advice: &Recommendation) -> String {
    advice.urgency.map_or(String::new(), |at| catalogue.guidelines.urgencies[at].title.clone())
}

fn pathways(catalogue: &Catalogue, advice: &Recommendation) -> String {
    let titles = advice.pathways.iter().map(|way| format!("- {}", catalogue.guidelines.pathways[way.pathway].title));
    titles.collect::<Vec<_>>().join("\n")
}

fn areas(catalogue: &Catalogue, assessment: &Assessment) -> String {
    let both = catalogue.areas.iter().zip(&assessment.areas).filter(|(_, one)| one.status > Status::None);
    let shown = both.map(|(area, one)| format!("- {}: {}", area.title, wording::status(one.status)));
    let shown = shown.collect::<Vec<_>>().join("\n");
    if shown.is_empty() { wording::status(Status::None).to_owned() } else { shown }
}
