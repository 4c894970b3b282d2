//! What a record shows of the device's clock. Events are ordered by number, so a wrong clock loses nothing. But people
//! read the days, so a clock that was set back, or runs ahead, is reported.

use super::record::Record;
use jiff::{SignedDuration, Timestamp};

/// How far a running clock may be corrected backwards without a report.
const SLACK: SignedDuration = SignedDuration::from_secs(60);

/// An event whose time lies before that of the event ahead of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepBack {
    pub event: usize,
    /// The time of the event ahead of it, in UTC.
    pub from: String,
    /// The time of the event, in UTC.
    pub to: String,
}

impl Record {
    /// Every event before which the clock was set back.
    pub fn steps_back(&self) -> Vec<StepBack> {
        let pairs = self.events().windows(2).filter(|pair| is_before(&pair[1].at, &pair[0].at));
        let step =
            |pair: &[super::Event]| StepBack { event: pair[1].n, from: pair[0].at.clone(), to: pair[1].at.clone() };
        pairs.map(step).collect()
    }

    /// The latest time in the record, if it lies after `now`. The clock is then wrong now, or was wrong when it was
    /// written.
    pub fn later_than(&self, now: &str) -> Option<&str> {
        let known = self.events().iter().filter(|event| moment(&event.at).is_some());
        let latest = known.max_by_key(|event| moment(&event.at))?;
        is_before(now, &latest.at).then_some(latest.at.as_str())
    }
}

fn moment(at: &str) -> Option<Timestamp> {
    at.parse().ok()
}

fn is_before(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (moment(one), moment(other)) else { return false };
    other.duration_since(one) > SLACK
}
