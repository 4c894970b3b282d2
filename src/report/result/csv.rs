//! Results as rows of a table: every column for a spreadsheet, a few for a screen.
//!
//! A list is one cell, joined by `;`. Only case id and file name are no words of the catalogue. If one begins like a
//! formula, or with an apostrophe, an apostrophe is put before it. So no spreadsheet reads it as a formula, and
//! different ids stay different.

use crate::assessment::{Assessment, Range};
use crate::catalogue::{AreaKind, Catalogue};
use crate::condition::{AreaIx, Element, FindingIx, Status, Track};
use crate::escape::{self, cell, id_cell};
use crate::referral::Recommendation;
use crate::report::result::json::{Envelope, ResultForm};
use comfy_table::{ContentArrangement, Table, presets};
use std::borrow::Cow;

/// The columns of results with one catalogue.
pub struct ResultColumns<'c> {
    catalogue: &'c Catalogue,
    form: ResultForm<'c>,
    few: bool,
    /// The added files, as a cell. `None` without any.
    files: Option<String>,
}

impl<'c> ResultColumns<'c> {
    /// Every column, or a few.
    pub fn of(catalogue: &'c Catalogue, few: bool) -> Self {
        let files: Vec<String> =
            catalogue.added_files.iter().map(|file| format!("{} {}", file.name, file.sha256)).collect();
        let files = (!files.is_empty()).then(|| cell(&files.join(";")).into_owned());
        Self { catalogue, form: ResultForm::of(catalogue), few, files }
    }

    /// The names of the columns.
    pub fn header(&self) -> Vec<String> {
        if self.few {
            return [
                text!("result-column-line"),
                text!("result-column-case"),
                text!("result-column-finding"),
                text!("result-column-range"),
                text!("result-column-urgency"),
                text!("result-column-pathways"),
            ]
            .map(str::to_owned)
            .to_vec();
        }
        let mut names: Vec<String> = [
            "file",
            "line",
            "case_id",
            "purpose",
            "catalogue",
            "track",
            "finding",
            "low",
            "high",
            "reachable",
            "settled",
        ]
        .map(str::to_owned)
        .to_vec();
        names.extend(Element::ALL.map(|element| format!("element.{}", element.word())));
        names.extend(self.form.areas().map(|at| {
            let area = self.catalogue.area(at);
            let kind = if area.kind == AreaKind::Form { "form" } else { "dimension" };
            format!("{kind}.{}", area.id)
        }));
        let rest = [
            "points",
            "core_answered",
            "core_applicable",
            "all_answered",
            "all_applicable",
            "flags",
            "cautions",
            "contradictions",
            "urgency",
            "pathways",
            "agreement",
            "declined",
            "withheld",
            "contraindications",
            "actions",
            "safeguards",
            "implausible_days",
        ];
        names.extend(rest.map(str::to_owned));
        names.extend(self.files.as_ref().map(|_| "added_files".to_owned()));
        names
    }

    /// Writes the row of names. Never fails when writing to memory.
    pub fn write_header(&self, into: &mut Vec<u8>) -> csv::Result<()> {
        row(into, self.header())
    }

    /// Writes a result as a row. Never fails when writing to memory.
    pub fn write(
        &self,
        into: &mut Vec<u8>,
        envelope: Envelope<'_>,
        assessment: &Assessment,
        advice: &Recommendation,
    ) -> csv::Result<()> {
        let cells =
            if self.few { self.few(envelope, assessment, advice) } else { self.all(envelope, assessment, advice) };
        row(into, cells.iter().map(AsRef::as_ref))
    }

    fn few<'r>(
        &'r self,
        envelope: Envelope<'r>,
        assessment: &Assessment,
        advice: &Recommendation,
    ) -> Vec<Cow<'r, str>> {
        let guidelines = &self.catalogue.guidelines;
        let title = |at: &FindingIx| self.catalogue.findings[at.0].title.as_str();
        let others: Vec<&str> = match &assessment.range {
            Range::Between { low, high } => {
                [low, high].into_iter().filter(|at| **at != assessment.finding).map(title).collect()
            }
            Range::Among { findings, .. } => {
                findings.iter().filter(|at| **at != assessment.finding).map(title).collect()
            }
        };
        let line = envelope.line.map_or(String::new(), |line| line.to_string());
        vec![
            envelope
                .file
                .map_or_else(|| line.clone(), |file| escape::line(&format!("{file}:{line}")).into_owned())
                .into(),
            envelope.case_id.into(),
            title(&assessment.finding).into(),
            others.join(", ").into(),
            advice.urgency.map_or("", |at| &guidelines.urgencies[at].title).into(),
            advice.pathways.len().to_string().into(),
        ]
    }

    fn all<'r>(
        &'r self,
        envelope: Envelope<'r>,
        assessment: &Assessment,
        advice: &Recommendation,
    ) -> Vec<Cow<'r, str>> {
        let (catalogue, guidelines) = (self.catalogue, &self.catalogue.guidelines);
        let finding = |at: &FindingIx| catalogue.findings[at.0].id.as_str();
        let (low, high, reachable) = match &assessment.range {
            Range::Between { low, high } => (finding(low), finding(high), String::new()),
            Range::Among { findings, .. } => ("", "", joined(findings.iter().map(finding))),
        };
        let mut cells: Vec<Cow<'_, str>> = vec![
            cell(envelope.file.unwrap_or_default()),
            envelope.line.map_or(String::new(), |line| line.to_string()).into(),
            id_cell(envelope.case_id),
            envelope.purpose.unwrap_or("screening").into(),
            self.form.name().into(),
            track(assessment.track).into(),
            finding(&assessment.finding).into(),
            low.into(),
            high.into(),
            reachable.into(),
            assessment.is_settled().to_string().into(),
        ];
        let statuses = Element::ALL.iter().map(|one| assessment.elements[*one as usize].status);
        let areas = self.form.areas().map(|AreaIx(at)| assessment.areas[at].status);
        cells.extend(statuses.chain(areas).map(|one| status(one).into()));
        let numbers =
            [assessment.core.answered, assessment.core.applicable, assessment.all.answered, assessment.all.applicable];
        cells.push(assessment.points.to_string().into());
        cells.extend(numbers.map(|number| number.to_string().into()));
        let raised = catalogue.flags.iter().zip(&assessment.flags).filter(|(_, truth)| truth.is_yes());
        let pathway = |at: usize| guidelines.pathways[at].id.as_str();
        let agreement = advice.pathways.iter().map(|way| format!("{}:{}", pathway(way.pathway), way.agreement.word()));
        let agreement: Vec<String> = agreement.collect();
        cells.push(joined(raised.map(|(flag, _)| flag.id.as_str())).into());
        cells.push(joined(assessment.cautions.iter().map(|at| catalogue.cautions[*at].id.as_str())).into());
        let contradictions: Vec<String> = assessment.contradictions.iter().map(|one| one.id(catalogue)).collect();
        cells.push(contradictions.join(";").into());
        cells.push(advice.urgency.map_or("", |at| &guidelines.urgencies[at].id).into());
        cells.push(joined(advice.pathways.iter().map(|way| pathway(way.pathway))).into());
        cells.push(agreement.join(";").into());
        cells.push(joined(advice.declined.iter().map(|at| pathway(*at))).into());
        cells.push(joined(advice.withheld.iter().map(|at| pathway(*at))).into());
        cells.push(joined(advice.ruled_out.iter().map(|at| guidelines.contraindications[*at].id.as_str())).into());
        cells.push(joined(advice.actions.iter().map(|at| guidelines.actions[*at].id.as_str())).into());
        cells.push(joined(advice.safeguards.iter().map(|at| guidelines.safeguards[*at].id.as_str())).into());
        let days: Vec<String> = envelope.implausible_days().map(|(key, word)| format!("{key}:{word}")).collect();
        cells.push(days.join(";").into());
        cells.extend(self.files.as_deref().map(Cow::from));
        cells
    }
}

/// Rows as a table of at most `width` columns.
pub fn rows_table(header: &[String], rows: impl Iterator<Item = Vec<String>>, width: u16) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width.max(40));
    table.set_header(header);
    for row in rows {
        table.add_row(row);
    }
    table.to_string()
}

fn row<T: AsRef<[u8]>>(into: &mut Vec<u8>, cells: impl IntoIterator<Item = T>) -> csv::Result<()> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(4096).from_writer(into);
    writer.write_record(cells)?;
    Ok(writer.flush()?)
}

fn joined<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    ids.collect::<Vec<_>>().join(";")
}

fn track(track: Track) -> &'static str {
    match track {
        Track::Adult => "adult",
        Track::Child => "child",
        Track::Undetermined => "undetermined",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::None => "none",
        Status::Shown => "shown",
        Status::Positive => "positive",
    }
}
