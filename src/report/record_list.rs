//! A list of the saved screenings on a device. It holds no results.

use comfy_table::{ContentArrangement, Table, presets};

/// The state of a saved screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedState {
    /// It can be resumed.
    Unfinished,
    /// The person withdrew consent to a record.
    Withdrawn,
    /// The questions are over.
    Finished,
}

/// A saved screening in the list.
pub struct RecordSummary<'a> {
    /// Its id, or a prefix that distinguishes it from the others.
    pub id: &'a str,
    pub state: ListedState,
    /// When it began, for people.
    pub begun: String,
    /// When it was last saved, for people.
    pub last: String,
    /// Id and version of its catalogue.
    pub catalogue: String,
    /// The number of meetings. `None` if it is encrypted and was not opened.
    pub meetings: Option<usize>,
    /// Whether it is training. `None` if it is encrypted and was not opened.
    pub training: Option<bool>,
}

/// The list, as a table or as plain lines.
pub fn kept(screenings: &[RecordSummary<'_>], width: u16, plain: bool) -> String {
    let cells = |one: &RecordSummary<'_>| {
        let state = match one.state {
            ListedState::Unfinished => text!("records-unfinished"),
            ListedState::Withdrawn => text!("records-withdrawn"),
            ListedState::Finished => text!("records-finished"),
        };
        let later = one.meetings.filter(|meetings| *meetings > 1 && one.state != ListedState::Finished);
        let of_meeting =
            |many| text!("records-state-meeting", state = state, meeting = text!("meeting-nth", number = many));
        let state = later.map_or_else(|| state.to_owned(), of_meeting);
        let purpose = match one.training {
            Some(true) => text!("records-training"),
            Some(false) => text!("records-screening"),
            None => text!("records-sealed"),
        };
        [
            one.id.to_owned(),
            state,
            one.last.clone(),
            one.begun.clone(),
            purpose.to_owned(),
            one.meetings.map_or_else(String::new, |meetings| meetings.to_string()),
            one.catalogue.clone(),
        ]
    };
    if plain {
        let line = |one: &RecordSummary<'_>| {
            let [id, state, last, begun, purpose, meetings, catalogue] = cells(one);
            if one.meetings.is_none() {
                return text!("records-line-sealed", id = id, state = state, last = last, sealed = purpose);
            }
            text!(
                "records-line",
                id = id,
                state = state,
                last = last,
                begun = begun,
                purpose = purpose,
                meetings = meetings,
                catalogue = catalogue
            )
        };
        return screenings.iter().map(line).collect::<Vec<_>>().join("\n");
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    let (id, state, last) = (text!("records-id"), text!("records-state"), text!("records-last"));
    // No more is known about encrypted records.
    if screenings.iter().all(|one| one.training.is_none()) {
        table.set_header([id, state, last, ""]);
        for one in screenings {
            let [id, state, latest, _, sealed, ..] = cells(one);
            table.add_row([id, state, latest, sealed]);
        }
        return table.to_string();
    }
    let (begun, purpose) = (text!("records-begun"), text!("records-purpose"));
    table.set_header([id, state, last, begun, purpose, text!("records-meetings"), text!("records-catalogue")]);
    for one in screenings {
        table.add_row(cells(one));
    }
    table.to_string()
}
