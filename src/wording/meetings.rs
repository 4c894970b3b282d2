//! What is said of the meetings of one person: which one a record is in, what is discarded or erased of it, and what stays.

/// Leaves what was kept, where the person withdrew.
pub const LEAVE_SAVED: &str = "leave what was kept, write nothing more";
/// Erases everything, where there was one meeting.
pub const ERASE_NOW: &str = "erase it now";
/// Behind a question whose answer can't be taken back.
const REMAINS: &str = "Copies that another program made are not looked at here: `case list` names those in the store. What a \
    disk or a backup keeps of erased files is out of reach.";

/// A meeting by its number, from 1.
#[must_use]
pub fn nth_meeting(number: usize) -> String {
    match number {
        1 => "first meeting".to_owned(),
        2 => "second meeting".to_owned(),
        3 => "third meeting".to_owned(),
        more => format!("meeting {more}"),
    }
}

/// Asks what is to be erased, now that the person does not agree any more. `this_one`: something of this meeting is kept.
#[must_use]
pub fn withdrawn(earlier: usize, this_one: bool) -> String {
    let no_more = "The person does not agree to a record any more, so nothing more is written.";
    match (earlier, this_one) {
        (0, _) => format!("{no_more} Erase what was kept of this talk so far?"),
        (_, true) => format!(
            "{no_more} What was kept of this meeting, while they agreed, is still there, and so are the earlier meetings \
             ({earlier}). What is to be erased?"
        ),
        (_, false) => format!(
            "The person does not agree to a record of this meeting, so nothing of it is written. The earlier meetings \
             ({earlier}) are still there. Erase them?"
        ),
    }
}

/// Erases this meeting alone.
#[must_use]
pub fn erase_this_meeting(earlier: usize) -> String {
    format!("erase this meeting alone; the earlier meetings ({earlier}) stay")
}

/// Erases all meetings.
#[must_use]
pub fn erase_all_meetings(meetings: usize) -> String {
    match meetings {
        1 => "erase everything, the earlier meeting too".to_owned(),
        more => format!("erase everything, all {more} meetings"),
    }
}

/// Asks once more before this meeting is erased.
#[must_use]
pub fn erases_this_meeting(earlier: usize) -> String {
    format!("This erases what was saved of this meeting. It can't be undone. The earlier meetings ({earlier}) stay.")
}

/// Asks once more before all meetings are erased.
#[must_use]
pub fn erases_all_meetings(meetings: usize) -> String {
    format!("This erases everything of this person: all meetings ({meetings}). It can't be undone.")
}

/// This meeting was erased.
#[must_use]
pub fn this_meeting_erased(earlier: usize) -> String {
    format!("This meeting is erased. The earlier meetings ({earlier}) are kept. {REMAINS}")
}

/// Discards a meeting, once more.
pub const DISCARD_MEETING: &str = "discard this meeting";
/// Erases all meetings, once more.
pub const ERASE_EVERYTHING: &str = "erase everything";

/// Discards an unfinished later meeting, of this number.
#[must_use]
pub fn discard_meeting(number: usize) -> String {
    format!("discard the {} for good; the earlier meetings ({}) stay", nth_meeting(number), number - 1)
}

/// Asks once more before a meeting is discarded.
#[must_use]
pub fn discards_meeting(number: usize) -> String {
    format!(
        "This erases the {}. It can't be undone. The earlier meetings ({}) stay as they were.",
        nth_meeting(number),
        number - 1
    )
}

/// A meeting was discarded, and the record is as it was before. `show` is the command that shows it.
#[must_use]
pub fn meeting_discarded(number: usize, show: &str) -> String {
    format!(
        "The {} is discarded. The earlier meetings ({}) are kept. {REMAINS} Show what is kept:\n  {show}",
        nth_meeting(number),
        number - 1
    )
}

/// Tells that the clock stands before the latest entry of a record.
#[must_use]
pub fn clock_set_back(now: &str, latest: &str) -> String {
    format!(
        "Check the date of this device: it shows {now}, and this record has an entry of {latest}, which is later. This \
         meeting is kept under the date that the device shows. You can go on all the same."
    )
}

/// Tells of an event before which the clock was set back.
#[must_use]
pub fn step_back(event: usize, from: &str, to: &str) -> String {
    format!("event {event}: the clock went back, from {from} to {to}")
}
