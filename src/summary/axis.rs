//! What cases are grouped by: a fact with a list of values, or the month of the screening.

use crate::case::{FIRST_DAY, FactState, Skimmed, last_day};
use crate::catalogue::{Catalogue, FactKind};
use crate::condition::FactIx;
use crate::summary::disclosure_control::Label;
use jiff::civil::Date;

/// What cases are grouped by. A fact with one value has one part, and a case is in one of its categories. A fact with
/// many values has a part for each value, and a case is in each part: yes or no.
#[derive(Clone, Debug)]
pub struct Axis {
    id: String,
    title: String,
    of: Of,
    /// Labels of the categories of the only part, or of the parts.
    labels: Vec<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    One(FactIx, usize),
    Many(FactIx, usize),
    Month(Date),
}

impl Axis {
    /// A fact as an axis. `None` if it has no list of values.
    pub fn of_fact(catalogue: &Catalogue, at: FactIx) -> Option<Self> {
        let fact = catalogue.fact(at);
        let values = fact.values.len();
        let of = match fact.kind {
            FactKind::YesNo | FactKind::One => Of::One(at, values),
            FactKind::Many => Of::Many(at, values),
            FactKind::Date | FactKind::Text => return None,
        };
        let mut labels: Vec<Label> = fact.values.iter().map(|value| Label::new(&value.id, &value.text)).collect();
        labels.extend([
            Label::new("unknown", text!("summary-unknown")),
            Label::new("declined", text!("summary-declined")),
            Label::new("not-asked", text!("summary-not-asked")),
        ]);
        Some(Self { id: fact.id.clone(), title: fact.title.clone(), of, labels })
    }

    /// The month of the screening, up to the month of `today`.
    pub fn month(today: Date) -> Self {
        let months = (months_to(FIRST_DAY)..=months_to(last_day(today))).map(|months| {
            format!("{}-{:02}", usize::from(FIRST_DAY.year().unsigned_abs()) + months / 12, months % 12 + 1)
        });
        let mut labels: Vec<Label> = months.map(|month| Label::new(&month, &month)).collect();
        labels.push(Label::new("implausible-day", text!("summary-month-implausible")));
        labels.push(Label::new("not-asked", text!("summary-month-none")));
        Self { id: "month".to_owned(), title: text!("summary-month").to_owned(), of: Of::Month(today), labels }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// A remark that readers of its rows need.
    pub(super) fn remark(&self) -> Option<&'static str> {
        matches!(self.of, Of::Month(_)).then(|| text!("summary-month-note"))
    }

    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// Whether a case can have several of its values.
    pub(super) fn is_many(&self) -> bool {
        matches!(self.of, Of::Many(..))
    }

    pub(super) fn parts(&self) -> usize {
        if self.is_many() { self.labels.len() } else { 1 }
    }

    pub(super) fn categories(&self) -> usize {
        if self.is_many() { 2 } else { self.labels.len() }
    }

    /// The label of a category, or of the part to which a yes belongs.
    pub(super) fn label(&self, part: usize, category: usize) -> &Label {
        &self.labels[if self.is_many() { part } else { category }]
    }

    /// The category of a case in one part.
    pub(super) fn category(&self, case: &Skimmed, part: usize) -> usize {
        match self.of {
            Of::One(at, values) => Self::value(case, at, values).unwrap_or_else(|| Self::open(case, at, values)),
            Of::Many(at, values) => {
                let stands = match case.as_ref().answered(at) {
                    FactState::Values(given) => part < values && given & (1 << part) != 0,
                    FactState::Open | FactState::Other => part == Self::open(case, at, values),
                };
                usize::from(!stands)
            }
            Of::Month(today) => self.month_of(case, today),
        }
    }

    fn value(case: &Skimmed, at: FactIx, values: usize) -> Option<usize> {
        let bits = case.as_ref().answered(at).bits();
        Some(bits.trailing_zeros() as usize).filter(|value| *value < values)
    }

    fn open(case: &Skimmed, at: FactIx, values: usize) -> usize {
        let unanswered = case.unanswered();
        let how = if unanswered.is_unknown(at) { 0 } else { 2 - usize::from(unanswered.is_declined(at)) };
        values + how
    }

    fn month_of(&self, case: &Skimmed, today: Date) -> usize {
        let (implausible, none) = (self.labels.len() - 2, self.labels.len() - 1);
        if case.days.screened_on.is_none() {
            return none;
        }
        case.days.plausible(today).map_or(implausible, |day| months_to(day) - months_to(FIRST_DAY))
    }
}

/// The months from the start of the year of [`FIRST_DAY`] to a later day.
fn months_to(day: Date) -> usize {
    let months = (i32::from(day.year()) - i32::from(FIRST_DAY.year())) * 12 + i32::from(day.month()) - 1;
    usize::try_from(months).unwrap_or(0)
}
