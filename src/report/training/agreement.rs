//! Rater agreement: on the finding, on all signs together, and sign by sign, those with most disagreement first.

use crate::agreement::{NotDefined, Scale, Statistic};
use crate::case::Presence;
use crate::catalogue::Catalogue;
use crate::condition::IndicatorIx;
use crate::report::rows_table;
use crate::training::{Panel, Rated, some_of};
use crate::wording;
use serde_json::{Value, json};

pub fn agreement_text(catalogue: &Catalogue, panel: &Panel, width: u16, plain: bool) -> String {
    let two = panel.raters.len() == 2;
    let mut lines = vec![
        text!("training-raters-and-cases", raters = panel.raters.len(), cases = panel.cases.len()),
        panel
            .raters
            .iter()
            .enumerate()
            .map(|(at, name)| format!("  {}: {name}", at + 1))
            .collect::<Vec<_>>()
            .join("\n"),
    ];
    let columns = Columns { two, scripted: panel.finding.as_script.is_some(), beyond_chance: true };
    let mut rows = vec![columns.row(text!("training-raters-finding"), &panel.finding, Scale::Nominal)];
    if catalogue.ordered && panel.cases.len() > 1 {
        let mut ranked = columns.row(text!("training-raters-finding-by-rank"), &panel.finding, Scale::Ordinal);
        "–".clone_into(&mut ranked[2]);
        rows.push(ranked);
    }
    rows.push(columns.row(text!("training-raters-all-signs"), &panel.together, Scale::Nominal));
    lines.extend([String::new(), table(&columns.header(), rows, width, plain)]);
    let divided = divided(panel);
    if divided.is_empty() {
        lines.extend([String::new(), text!("training-raters-no-sign-divides").to_owned()]);
    } else {
        lines.extend([String::new(), text!("training-raters-signs-that-divide").to_owned()]);
        // With one case, chance agreement on a single sign has no meaning.
        let columns = Columns { beyond_chance: panel.cases.len() > 1, ..columns };
        let mut header = columns.header();
        header.push(text!("training-raters-marked").to_owned());
        let rows = divided.into_iter().map(|(at, one)| {
            let sign = catalogue.indicator(at);
            let mut row = columns.row(&format!("{} ({})", sign.statement, sign.id), one, Scale::Nominal);
            row.push(marked(one));
            row
        });
        lines.push(table(&header, rows.collect(), width, plain));
    }
    let alone: Vec<String> = alone(panel).map(|(rater, cases)| format!("- {rater}: {}", some_of(cases))).collect();
    if !alone.is_empty() {
        lines.extend([String::new(), text!("training-raters-one-alone").to_owned()]);
        lines.extend(alone);
    }
    let notes = if two { text!("training-raters-notes-two") } else { text!("training-raters-notes") };
    lines.extend([String::new(), notes.to_owned()]);
    let wrapped = lines.iter().flat_map(|text| text.lines()).flat_map(|line| {
        let is_drawn = line.starts_with(['│', '┌', '├', '└', '╞', '╪', '╡', '┆']);
        if is_drawn || line.starts_with(' ') { vec![line.to_owned()] } else { wording::wrap(line, width.into()) }
    });
    wrapped.collect::<Vec<_>>().join("\n")
}

/// For each rater, the cases that nobody else rated.
fn alone(panel: &Panel) -> impl Iterator<Item = (&str, &[String])> {
    let of_raters = panel.raters.iter().zip(&panel.alone);
    of_raters.filter(|(_, cases)| !cases.is_empty()).map(|(rater, cases)| (rater.as_str(), cases.as_slice()))
}

/// The columns for each thing that was rated.
#[derive(Clone, Copy)]
struct Columns {
    /// Whether there are two raters.
    two: bool,
    /// Whether the answers of the scripts are known.
    scripted: bool,
    /// Whether to show agreement beyond chance.
    beyond_chance: bool,
}

impl Columns {
    fn header(self) -> Vec<String> {
        let mut header = vec!["", text!("training-raters-pairs")];
        if self.beyond_chance {
            header.push(if self.two { text!("training-raters-cohen") } else { text!("training-raters-fleiss") });
            header.extend([text!("training-raters-alpha"), text!("training-raters-rated")]);
        }
        header.extend(self.scripted.then(|| text!("training-raters-as-script")));
        header.into_iter().map(str::to_owned).collect()
    }

    fn row(self, name: &str, one: &Rated, scale: Scale) -> Vec<String> {
        let mut row = vec![name.to_owned(), percent(one)];
        if self.beyond_chance {
            row.extend([statistic(kappa(one, self.two)), statistic(one.ratings.alpha(scale))]);
            row.push(one.ratings.percent().map_or(0, |share| share.units).to_string());
        }
        if self.scripted {
            row.push(
                one.as_script.map_or(String::new(), |(same, of)| text!("training-raters-part", part = same, of = of)),
            );
        }
        row
    }
}

/// Rows with drawn lines, or in plain mode each cell on its own line.
fn table(header: &[String], rows: Vec<Vec<String>>, width: u16, plain: bool) -> String {
    if !plain {
        return rows_table(header, rows.into_iter(), width);
    }
    let lines = rows.into_iter().flat_map(|row| {
        let cells: Vec<String> =
            row.iter().zip(header).skip(1).map(|(cell, name)| format!("  {name}: {cell}")).collect();
        let head = wording::wrap(&row[0], width.into());
        head.into_iter().chain(cells).collect::<Vec<_>>()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Signs on which two raters differ, those with most disagreement first.
fn divided(panel: &Panel) -> Vec<(IndicatorIx, &Rated)> {
    let mut divided: Vec<_> = panel
        .signs
        .iter()
        .filter_map(|(at, one)| {
            let share = one.ratings.percent().filter(|share| share.part < share.of)?;
            Some((share, *at, one))
        })
        .collect();
    divided.sort_by(|(a, at, _), (b, bt, _)| {
        let crossed = (u128::from(a.part) * u128::from(b.of)).cmp(&(u128::from(b.part) * u128::from(a.of)));
        crossed.then(b.of.cmp(&a.of)).then(at.cmp(bt))
    });
    divided.into_iter().map(|(_, at, one)| (at, one)).collect()
}

fn kappa(one: &Rated, two: bool) -> Statistic {
    if two { one.ratings.cohen() } else { one.ratings.fleiss() }
}

fn percent(one: &Rated) -> String {
    // Rounded down, so that only full agreement is 100 %.
    one.ratings
        .percent()
        .map_or("–".to_owned(), |share| format!("{} %", u128::from(share.part) * 100 / u128::from(share.of)))
}

fn statistic(one: Statistic) -> String {
    match one.value {
        // No minus before a zero.
        Ok(value) => format!("{:.2}", if value.abs() < 0.005 { 0.0 } else { value }),
        Err(why) => format!("– ({})", why_not(why)),
    }
}

fn why_not(why: NotDefined) -> &'static str {
    match why {
        NotDefined::TooFewRaters => text!("training-no-figure-one-rater"),
        NotDefined::TooManyRaters => text!("training-no-figure-more-than-two"),
        NotDefined::TooFewUnits => text!("training-no-figure-no-case"),
        NotDefined::NoVariation => text!("training-no-figure-all-the-same"),
    }
}

fn marked(one: &Rated) -> String {
    let counts = Presence::ALL.iter().zip(&one.named).filter(|(_, many)| **many > 0);
    counts.map(|(presence, many)| format!("{} {many}", presence.word())).collect::<Vec<_>>().join(", ")
}

/// One object, with every sign.
pub fn agreement_json(catalogue: &Catalogue, panel: &Panel) -> String {
    let two = panel.raters.len() == 2;
    let mut finding = rated(&panel.finding, two);
    if catalogue.ordered {
        finding["alpha_ordinal"] = number(panel.finding.ratings.alpha(Scale::Ordinal));
    }
    let signs = panel.signs.iter().map(|(at, one)| {
        let mut object = rated(one, two);
        object["id"] = json!(catalogue.indicator(*at).id);
        let named = Presence::ALL.iter().zip(&one.named).filter(|(_, many)| **many > 0);
        object["named"] = named.map(|(presence, many)| (presence.word().to_owned(), json!(many))).collect();
        object
    });
    let signs: Vec<Value> = signs.collect();
    let without_partner = alone(panel).map(|(rater, cases)| json!({ "rater": rater, "cases": cases }));
    let without_partner: Vec<Value> = without_partner.collect();
    json!({
        "format": "tipscreen-agreement/1", "catalogue": catalogue.name(),
        "raters": panel.raters, "cases": panel.cases, "without_partner": without_partner,
        "finding": finding, "signs_together": rated(&panel.together, two), "signs": signs,
    })
    .to_string()
}

fn rated(one: &Rated, two: bool) -> Value {
    let mut object = json!({ "alpha": number(one.ratings.alpha(Scale::Nominal)) });
    object[if two { "cohen_kappa" } else { "fleiss_kappa" }] = number(kappa(one, two));
    if let Some(share) = one.ratings.percent() {
        object["agreeing_pairs"] = json!([share.part, share.of]);
    }
    if let Some((same, of)) = one.as_script {
        object["as_script"] = json!([same, of]);
    }
    object
}

/// A statistic with four digits, or why there is none, and the number of units.
fn number(one: Statistic) -> Value {
    match one.value {
        Ok(value) => json!({ "value": (value * 1e4).round() / 1e4, "units": one.units }),
        Err(why) => json!({ "undefined": why_not(why), "units": one.units }),
    }
}
