//! Compares raters of the same cases: their answer for every sign, and their finding.
//!
//! A rater is a group of cases that were named together. The id of a case is the same for all raters. A sign that was
//! not asked about is not rated. Unknown, declined and suspected are ratings like others.

use crate::agreement::Ratings;
use crate::assessment::assess;
use crate::case::{Case, Presence, person_id};
use crate::catalogue::Catalogue;
use crate::condition::IndicatorIx;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A rater with their cases.
#[derive(Clone, Debug)]
pub struct Rater {
    pub name: String,
    pub cases: Vec<Case>,
}

/// Why cases can't be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PanelError {
    /// There is only one rater.
    OneRater,
    /// A rater has the same case twice.
    Twice { rater: String, case: String },
    /// Training, research and real screenings are never counted together.
    Mixed,
    /// No case was rated by two raters.
    NothingShared(Vec<(String, Vec<String>)>),
}

impl std::error::Error for PanelError {}

impl fmt::Display for PanelError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneRater => out.write_str(text!("training-raters-one")),
            Self::Twice { rater, case } => out.write_str(&text!("training-raters-twice", rater = rater, case = case)),
            Self::Mixed => out.write_str(text!("training-raters-mixed")),
            Self::NothingShared(alone) => write!(out, "{}\n{}", text!("training-raters-nothing-shared"), told(alone)),
        }
    }
}

/// The most ids of one rater in a message.
pub const MOST_TOLD: usize = 20;

fn told(alone: &[(String, Vec<String>)]) -> String {
    let line = |(rater, cases): &(String, Vec<String>)| format!("  {rater}: {}", some_of(cases));
    alone.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The first of many ids.
pub fn some_of(ids: &[String]) -> String {
    let more =
        ids.len().checked_sub(MOST_TOLD).filter(|more| *more > 0).map(|more| text!("training-and-more", count = more));
    ids.iter().take(MOST_TOLD).cloned().chain(more).collect::<Vec<_>>().join(", ")
}

/// The ratings of one thing, by all raters over all cases.
#[derive(Clone, Debug)]
pub struct Rated {
    /// A row for each case.
    pub ratings: Ratings,
    /// How often each category was used.
    pub named: Vec<usize>,
    /// The ratings that agree with the scripts, and all ratings of cases with a script. `None` if no script is known.
    pub as_script: Option<(usize, usize)>,
}

/// Raters compared.
#[derive(Clone, Debug)]
pub struct Panel {
    pub raters: Vec<String>,
    /// Ids of the cases that two or more raters rated.
    pub cases: Vec<String>,
    /// For each rater, the ids of cases that nobody else rated, which are not compared.
    pub alone: Vec<Vec<String>>,
    /// The findings. Categories are ranks, the lowest first.
    pub finding: Rated,
    /// All signs of all cases together.
    pub together: Rated,
    /// Each sign by itself. Categories as in [`Presence::ALL`].
    pub signs: Vec<(IndicatorIx, Rated)>,
}

impl Panel {
    /// Compares the cases of raters. `keys`: the cases that scripts lead to, where a script exists.
    pub fn of(catalogue: &Catalogue, raters: &[Rater], keys: &[Case]) -> Result<Self, PanelError> {
        if raters.len() < 2 {
            return Err(PanelError::OneRater);
        }
        if raters.iter().flat_map(|rater| &rater.cases).map(|case| case.purpose.word()).collect::<BTreeSet<_>>().len()
            > 1
        {
            return Err(PanelError::Mixed);
        }
        let mut by_case: BTreeMap<Cow<'_, str>, Vec<Option<&Case>>> = BTreeMap::new();
        for (at, rater) in raters.iter().enumerate() {
            for case in &rater.cases {
                let row = by_case.entry(person_id(&case.case_id)).or_insert_with(|| vec![None; raters.len()]);
                if row[at].replace(case).is_some() {
                    return Err(PanelError::Twice { rater: rater.name.clone(), case: case.case_id.clone() });
                }
            }
        }
        let is_shared = |row: &[Option<&Case>]| row.iter().flatten().count() > 1;
        let of_rater = |at: usize| {
            let alone = by_case.iter().filter(|(_, row)| row[at].is_some() && !is_shared(row));
            alone.map(|(id, _)| id.to_string()).collect::<Vec<_>>()
        };
        let alone: Vec<Vec<String>> = (0..raters.len()).map(of_rater).collect();
        by_case.retain(|_, row| is_shared(row));
        if by_case.is_empty() {
            let names = raters.iter().map(|rater| rater.name.clone());
            return Err(PanelError::NothingShared(names.zip(alone).collect()));
        }
        let of_key = |id: &str| keys.iter().find(|key| person_id(&key.case_id) == id);
        let keys: Vec<Option<&Case>> = by_case.keys().map(|id| of_key(id)).collect();
        let rows: Vec<&Vec<Option<&Case>>> = by_case.values().collect();
        let rank = |case: &Case| Some(catalogue.findings.len() - 1 - assess(catalogue, case, &mut ()).finding.0);
        let finding = rated(&rows, &keys, catalogue.findings.len(), rank);
        let sign = |at: IndicatorIx| rated(&rows, &keys, Presence::ALL.len(), |case| said(case, at));
        let signs: Vec<_> =
            (0..catalogue.indicators.len()).map(|at| (IndicatorIx(at), sign(IndicatorIx(at)))).collect();
        Ok(Self {
            raters: raters.iter().map(|rater| rater.name.clone()).collect(),
            cases: by_case.keys().map(ToString::to_string).collect(),
            alone,
            together: together(&signs),
            finding,
            signs,
        })
    }
}

/// The category of a sign in a case, or `None` if it was not asked about.
fn said(case: &Case, at: IndicatorIx) -> Option<usize> {
    let presence = case.presence(at);
    Presence::ALL.iter().position(|one| *one == presence && presence != Presence::NotAsked)
}

fn rated(
    rows: &[&Vec<Option<&Case>>],
    keys: &[Option<&Case>],
    categories: usize,
    said: impl Fn(&Case) -> Option<usize>,
) -> Rated {
    let units: Vec<Vec<Option<usize>>> =
        rows.iter().map(|row| row.iter().map(|case| case.and_then(&said)).collect()).collect();
    let mut named = vec![0; categories];
    units.iter().flatten().flatten().for_each(|category| named[*category] += 1);
    let mut as_script = None;
    for (unit, key) in units.iter().zip(keys) {
        let Some(key) = key else { continue };
        let wanted = said(key);
        let (same, of) = as_script.get_or_insert((0, 0));
        *of += unit.iter().flatten().count();
        *same += unit.iter().flatten().filter(|given| Some(**given) == wanted).count();
    }
    // Every row has a place for each rater, and every category is known.
    let ratings = Ratings::new(units, categories).unwrap_or_default();
    Rated { ratings, named, as_script }
}

fn together(signs: &[(IndicatorIx, Rated)]) -> Rated {
    let all = signs.iter().map(|(_, one)| one);
    let mut named = vec![0; Presence::ALL.len()];
    let mut as_script = None;
    for one in all.clone() {
        named.iter_mut().zip(&one.named).for_each(|(sum, many)| *sum += many);
        if let Some((same, of)) = one.as_script {
            let (all_same, all_of) = as_script.get_or_insert((0, 0));
            *all_same += same;
            *all_of += of;
        }
    }
    Rated { ratings: Ratings::together(all.map(|one| &one.ratings)), named, as_script }
}
