//! Warnings about a case that is still scored. They never hold an answer.

use crate::case::Days;
use crate::report::Gravity;
use crate::toml_input::Code;
use jiff::civil::Date;

/// A warning about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub code: Code,
    /// The JSON path in the case.
    pub path: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: &'static str,
}

impl Warning {
    /// One line, to follow the name of the case.
    pub fn message(&self) -> String {
        let Self { code, path, what, help } = self;
        let end = if what.ends_with('?') { "" } else { "." };
        format!("{path}: {}: {}", Gravity::Warning.heading(*code), [what, end, " ", help].concat())
    }
}

/// A warning with the place of its record.
#[derive(Clone, Copy, Debug)]
pub struct PlacedWarning<'w> {
    pub file: &'w str,
    /// The first line of the record.
    pub line: usize,
    /// Its number in its file.
    pub record: usize,
    pub warning: &'w Warning,
}

/// All warnings about a case with this many contradictions.
pub fn of_case(days: Days, today: Date, contradictions: usize) -> Vec<Warning> {
    let mut warnings = of_days(days, today);
    // Naming the answers would reveal them.
    warnings.extend((contradictions > 0).then(|| Warning {
        code: Code::Contradiction,
        path: "$".to_owned(),
        what: text!("batch-contradiction").to_owned(),
        help: text!("batch-contradiction.help"),
    }));
    warnings
}

/// A warning for each implausible day.
fn of_days(days: Days, today: Date) -> Vec<Warning> {
    let warning = |(key, day, fault): (&str, Date, crate::case::ImplausibleDay)| Warning {
        code: Code::ImplausibleDay,
        path: format!("$.{key}"),
        what: fault.message(day),
        help: fault.help(),
    };
    days.faults(today).map(warning).collect()
}
