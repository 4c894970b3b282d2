//! Which days a meeting can have been on, and since when a person waits.
//!
//! A device with an empty battery or a wrong clock writes implausible days, and a device with the Thai calendar writes
//! the year
//! 2569. Such a day is reported. It is never changed in a record, and never counts as the newer of two. The caller
//! gives the day of the device: this module reads no clock.

use jiff::civil::{Date, date};
use std::ops::RangeInclusive;

/// The first plausible day of a screening: the adoption of the Palermo Protocol, which first defined trafficking.
/// Clocks that lost their battery start before it: in 1970, 1980 or on 1 January 2000.
pub const FIRST_DAY: Date = date(2000, 11, 15);

/// How many days a day may lie ahead of the device. Further east it may be tomorrow already.
pub const DAYS_AHEAD: i64 = 1;

/// Years that are read as years of the Buddhist era, as Thailand, Laos and Cambodia count them. They begin and end
/// centuries away from any year of a screening, so neither can be mistaken for the other.
pub const BUDDHIST_YEARS: RangeInclusive<i16> = 2400..=2700;

/// How many years the Buddhist era of Thailand is ahead of the common era.
pub const BUDDHIST_OFFSET: i16 = 543;

/// Why a day can't be that of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImplausibleDay {
    Future,
    /// It lies before [`FIRST_DAY`].
    TooEarly,
    /// Its year looks like one of the Buddhist era.
    BuddhistYear,
}

impl ImplausibleDay {
    pub const ALL: [Self; 3] = [Self::Future, Self::TooEarly, Self::BuddhistYear];

    /// The fault of a day, seen from the day of the device.
    pub fn of(day: Date, today: Date) -> Option<Self> {
        if BUDDHIST_YEARS.contains(&day.year()) {
            Some(Self::BuddhistYear)
        } else if day < FIRST_DAY {
            Some(Self::TooEarly)
        } else if day > last_day(today) {
            Some(Self::Future)
        } else {
            None
        }
    }

    /// The stable word in results.
    pub fn word(self) -> &'static str {
        match self {
            Self::Future => "future",
            Self::TooEarly => "too-early",
            Self::BuddhistYear => "buddhist-year",
        }
    }

    /// The effect that the day still has, and what to do, for people.
    pub fn help(self) -> &'static str {
        match self {
            Self::Future | Self::TooEarly => text!("case-correct-day"),
            Self::BuddhistYear => text!("case-correct-buddhist-year"),
        }
    }

    /// The fault and its likely cause, for people.
    pub fn message(self, day: Date) -> String {
        match self {
            Self::Future => text!("case-day-in-the-future", day = day.to_string()),
            Self::TooEarly => text!("case-day-too-early", day = day.to_string(), first = FIRST_DAY.to_string()),
            Self::BuddhistYear => {
                text!("case-buddhist-year", year = day.year(), common = day.year() - BUDDHIST_OFFSET)
            }
        }
    }
}

/// The last plausible day of a meeting. A device with an implausible day does not know what the future is.
pub fn last_day(today: Date) -> Date {
    let is_right = today >= FIRST_DAY && today.year() < *BUDDHIST_YEARS.start();
    let ahead = || today.checked_add(jiff::Span::new().days(DAYS_AHEAD)).ok();
    is_right.then(ahead).flatten().unwrap_or(date(*BUDDHIST_YEARS.start() - 1, 12, 31))
}

/// The days of a case: that of the screening, and that of the first meeting if there were several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Days {
    pub screened_on: Option<Date>,
    pub first_met_on: Option<Date>,
}

impl Days {
    /// Both, with their keys in a case file.
    pub fn named(self) -> [(&'static str, Option<Date>); 2] {
        [("screened_on", self.screened_on), ("first_met_on", self.first_met_on)]
    }

    /// Implausible days, with their keys.
    pub fn faults(self, today: Date) -> impl Iterator<Item = (&'static str, Date, ImplausibleDay)> {
        let fault = move |(key, day): (_, Option<Date>)| Some((key, day?, ImplausibleDay::of(day?, today)?));
        self.named().into_iter().filter_map(fault)
    }

    /// The fault of each day, in the order of [`Days::named`].
    pub fn implausible(self, today: Date) -> [Option<ImplausibleDay>; 2] {
        self.named().map(|(_, day)| day.and_then(|day| ImplausibleDay::of(day, today)))
    }

    /// The day of the screening, if it is plausible. It decides which of two versions is newer.
    pub fn plausible(self, today: Date) -> Option<Date> {
        self.screened_on.filter(|day| ImplausibleDay::of(*day, today).is_none())
    }

    /// Since when the person waits: since the first meeting.
    pub fn waiting(self, today: Date) -> WaitingSince {
        let known = self.named().into_iter().filter_map(|(_, day)| day);
        let earliest = known.clone().filter(|day| ImplausibleDay::of(*day, today).is_none()).min();
        let in_common_era = || known.clone().filter_map(|day| common(day, today)).min();
        match earliest.or_else(in_common_era) {
            Some(day) => WaitingSince::Since(day),
            None if known.clone().next().is_none() => WaitingSince::Unknown,
            None => WaitingSince::Implausible,
        }
    }
}

/// The day of the common era for a day of the Buddhist era, if it is plausible.
fn common(day: Date, today: Date) -> Option<Date> {
    let is_buddhist = ImplausibleDay::of(day, today) == Some(ImplausibleDay::BuddhistYear);
    let common = Date::new(day.year() - BUDDHIST_OFFSET, day.month(), day.day()).ok();
    common.filter(|day| is_buddhist && ImplausibleDay::of(*day, today).is_none())
}

/// Since when somebody waits, longest first.
///
/// A person without a day may have waited longest. An implausible day moves nobody ahead of people who are known to
/// wait. A day of the Buddhist era counts as the day that it names, as its message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaitingSince {
    Unknown,
    Since(Date),
    /// No recorded day is plausible.
    Implausible,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = date(2026, 11, 30);

    fn days(screened_on: Date) -> Days {
        Days { screened_on: Some(screened_on), first_met_on: None }
    }

    #[test]
    fn only_days_that_can_have_been_are_plausible() {
        for (day, fault) in [
            (date(2026, 11, 30), None),
            (date(2026, 12, 1), None),
            (date(2026, 12, 2), Some(ImplausibleDay::Future)),
            (date(2399, 12, 31), Some(ImplausibleDay::Future)),
            (date(2400, 1, 1), Some(ImplausibleDay::BuddhistYear)),
            (date(2569, 6, 1), Some(ImplausibleDay::BuddhistYear)),
            (date(2700, 12, 31), Some(ImplausibleDay::BuddhistYear)),
            (date(2701, 1, 1), Some(ImplausibleDay::Future)),
            (FIRST_DAY, None),
            (date(2000, 11, 14), Some(ImplausibleDay::TooEarly)),
            (date(2000, 1, 1), Some(ImplausibleDay::TooEarly)),
            (date(1970, 1, 1), Some(ImplausibleDay::TooEarly)),
            (date(1448, 6, 1), Some(ImplausibleDay::TooEarly)),
            (date(0, 1, 1), Some(ImplausibleDay::TooEarly)),
            (date(9999, 12, 31), Some(ImplausibleDay::Future)),
        ] {
            assert_eq!(ImplausibleDay::of(day, TODAY), fault, "{day}");
            assert_eq!(days(day).plausible(TODAY).is_some(), fault.is_none(), "{day}");
        }
        assert_eq!(ImplausibleDay::BuddhistYear.message(date(2569, 6, 1)), "2569 looks like the Thai calendar: 2026?");
    }

    #[test]
    fn a_device_whose_own_clock_is_wrong_takes_no_day_for_one_of_the_future() {
        assert_eq!(ImplausibleDay::of(date(2026, 11, 30), date(1970, 1, 1)), None);
        assert_eq!(ImplausibleDay::of(date(2569, 11, 30), date(1970, 1, 1)), Some(ImplausibleDay::BuddhistYear));
    }

    #[test]
    fn whoever_waits_waits_since_the_first_meeting() {
        let (june, november) = (date(2026, 6, 1), date(2026, 11, 28));
        let met_again = Days { screened_on: Some(november), first_met_on: Some(june) };
        assert_eq!(met_again.waiting(TODAY), WaitingSince::Since(june));
        let wrong = Days { screened_on: Some(november), first_met_on: Some(date(1970, 1, 1)) };
        assert_eq!(wrong.waiting(TODAY), WaitingSince::Since(november));
        assert_eq!(days(date(2569, 6, 1)).waiting(TODAY), WaitingSince::Since(june));
        // A year of the Buddhist era that lies in the future.
        assert_eq!(days(date(2600, 6, 1)).waiting(TODAY), WaitingSince::Implausible);
        assert_eq!(Days::default().waiting(TODAY), WaitingSince::Unknown);
        let order = [
            WaitingSince::Unknown,
            WaitingSince::Since(june),
            WaitingSince::Since(november),
            WaitingSince::Implausible,
        ];
        assert!(order.is_sorted());
    }
}
