//! The clock of the device: the only place where the program asks which day it is.

use super::shown;
use crate::case::ImplausibleDay;
use crate::cli::console::warn;
use crate::toml_input::Code;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::OnceLock;

/// The day, in the time zone of this device. A clock that can't be right is told once.
pub fn today() -> Date {
    static REPORTED: OnceLock<()> = OnceLock::new();
    let today = Timestamp::now().to_zoned(zone()).date();
    if let Some(fault) = ImplausibleDay::of(today, today) {
        REPORTED.get_or_init(|| {
            warn(Code::ImplausibleDay, &what_and_help!("command-clock-wrong", why = fault.message(today)));
        });
    }
    today
}

/// The time zone of this device: of the variable `TZ`, or of the system. A zone that is named and not known is told once.
pub fn zone() -> TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    let of_device = || {
        TimeZone::try_system().unwrap_or_else(|_| {
            if let Some(named) = std::env::var_os("TZ").filter(|named| !named.is_empty()) {
                let zone = shown(&named.to_string_lossy());
                warn(Code::UnknownZone, &what_and_help!("command-unknown-zone", zone = zone));
            }
            TimeZone::UTC
        })
    };
    ZONE.get_or_init(of_device).clone()
}
