//! What has to be said of a case that is scored all the same. Holds nothing of what was answered.

use crate::case::Days;
use crate::report::Gravity;
use crate::toml_input::Code;
use jiff::civil::Date;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Its kind.
    pub code: Code,
    /// JSON path in the case.
    pub path: String,
    /// What is so.
    pub what: String,
    /// What to do.
    pub help: &'static str,
}

impl Warning {
    /// In one line, behind whatever names the case.
    pub fn message(&self) -> String {
        let Self { code, path, what, help } = self;
        let end = if what.ends_with('?') { "" } else { "." };
        format!("{path}: {}: {}", Gravity::Warning.heading(*code), [what, end, " ", help].concat())
    }
}

/// A warning with the place of its record.
#[derive(Clone, Copy, Debug)]
pub struct PlacedWarning<'w> {
    /// The file.
    pub file: &'w str,
    /// The line that the record begins on.
    pub line: usize,
    /// Its number in its file.
    pub record: usize,
    /// What has to be said.
    pub warning: &'w Warning,
}

/// Everything that has to be said of a case with so many contradictions among its answers.
pub fn of_case(days: Days, today: Date, contradictions: usize) -> Vec<Warning> {
    let mut warnings = of_days(days, today);
    // Which answers it is would tell what was answered.
    warnings.extend((contradictions > 0).then(|| Warning {
        code: Code::Contradiction,
        path: "$".to_owned(),
        what: text!("batch-contradiction").to_owned(),
        help: text!("batch-contradiction.help"),
    }));
    warnings
}

/// Of each day that can't be right.
fn of_days(days: Days, today: Date) -> Vec<Warning> {
    let warning = |(key, day, fault): (&str, Date, crate::case::ImplausibleDay)| Warning {
        code: Code::ImplausibleDay,
        path: format!("$.{key}"),
        what: fault.message(day),
        help: fault.help(),
    };
    days.faults(today).map(warning).collect()
}
