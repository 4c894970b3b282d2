//! What is said at lists, typed texts, and where the person no longer agrees.

/// How a list is ticked on a terminal.
pub const HOW_TO_TICK: &str = "Arrow keys move, space ticks. Or type numbers: 1 4 5 ticks lines 1, 4 and 5. -4 unticks line 4, - unticks \
all. Enter shows what is ticked, for you to confirm.";
/// How a list is ticked over plain lines.
pub const HOW_TO_TICK_IN_LINES: &str = "Type numbers: 1 4 5 ticks lines 1, 4 and 5. -4 unticks line 4, - unticks all. Enter shows what \
is ticked, for you to confirm.";
/// Nothing is ticked so far.
pub const TICKED_NOTHING: &str = "Nothing is ticked now. Right?";
/// Confirms what was read back.
pub const TICKED_RIGHT: &str = "yes, record it";
/// Goes back to the list.
pub const TICK_AGAIN: &str = "no, change it";
/// Behind a number that only Enter takes.
pub const ENTER_TAKES_IT: &str = "(Enter takes it)";

/// What was typed before a way to move about is not recorded.
pub const TEXT_NOT_RECORDED: &str = "What you typed before that word is not recorded.";
/// Goes on with the text.
pub const BACK_TO_TEXT: &str = "back to the text";
/// Goes on without it.
pub const LEAVE_TEXT_OUT: &str = "leave the text out";
/// A text is held back, where it can be read.
pub const HELD: &str = "Typed so far, not recorded";
/// A text is held back, where it may not be read.
pub const HELD_UNSEEN: &str = "What you typed before is held, not recorded.";
/// How to go on with a text that is held back.
pub const GO_ON_WITH_HELD: &str =
    "Type more to add to it. Press Enter on an empty line to record it. Type :back to leave it out.";
/// The word behind a colon is none of the ways to move about.
pub const NO_SUCH_WAY: &str = "This command is not known here, so nothing is recorded yet. :back and :hide always work. At a \
question :help, :overview, :pause, :stop and :withdraw work too. If the word is part of the text, leave the colon out.";

/// A note looks like somebody's number.
pub const LOOKS_LIKE_CONTACT: &str = "This looks like a phone number, a mail address or an account name. Do not put one in a note: it could \
lead others to the person. What do you want to do?";
/// Types the note once more.
pub const TYPE_AGAIN: &str = "type the note again, without it";
/// Leaves the note out.
pub const LEAVE_NOTE_OUT: &str = "leave the note out";
/// Records the note.
pub const RECORD_AS_IT_IS: &str = "record it as it is";
/// The note was left out.
pub const NOTE_LEFT_OUT: &str = "The note is not recorded.";

/// Over the question what the person no longer agrees to.
pub const WITHDRAWAL: &str = "The person no longer agrees";
/// They withdraw their agreement to a record.
pub const WITHDRAW_RECORD: &str = "to the record: nothing more is saved, and the talk goes on";
/// They withdraw their agreement to the talk.
pub const WITHDRAW_TALK: &str = "to the whole talk: nothing more is saved, and the questions end here";
/// They withdraw nothing.
pub const STILL_AGREES: &str = "go back, they still agree";
/// Nothing is saved, and nothing will be.
pub const NOTHING_WILL_BE_SAVED: &str = "Nothing of this talk is saved on this device, and nothing will be.";

/// What was typed is no day.
pub const NOT_A_DATE: &str = "That is no date. Write year, month and day, as 2026-01-15.";

/// Nothing is saved that could be erased.
pub const NOTHING_IS_SAVED: &str = "Nothing of this talk is saved on this device.";

/// Line after line was no answer.
pub const GAVE_UP: &str =
    "Many lines in a row gave no answer, so the questions pause here. What was not asked stays open.";

/// Reads back what was ticked.
#[must_use]
pub fn you_ticked(items: &[&str]) -> String {
    format!("You ticked: {}. Right?", items.join("; "))
}

/// How many items are ticked, without which.
#[must_use]
pub fn so_many_ticked(many: usize) -> String {
    format!("{many} ticked. Right?")
}

/// How many items were ticked before, without which.
#[must_use]
pub fn so_many_before(many: usize) -> String {
    format!("{many} ticked before. An empty line leaves them.")
}

/// Tells that what was typed names nothing in the list.
#[must_use]
pub fn not_in_list(typed: &str, items: usize) -> String {
    format!("{typed} is not a number of this list (1 to {items}). Nothing was changed.")
}

/// The same where what was typed may not be said back.
#[must_use]
pub fn one_not_in_list(items: usize) -> String {
    format!("One of these is not a number of this list (1 to {items}). Nothing was changed.")
}

/// Which part of a list that does not fit the window is shown.
#[must_use]
pub fn part_of_list(from: usize, to: usize, items: usize) -> String {
    format!("{from} to {to} of {items}; up and down show the others")
}

/// Says what becomes of what is saved, before the person's agreement is withdrawn.
#[must_use]
pub fn what_is_saved(earlier: usize, this: bool) -> String {
    let meetings = if earlier == 1 { "An earlier meeting is" } else { "Earlier meetings are" };
    let saved = match (earlier, this) {
        (0, false) => "Nothing of this talk is saved on this device. If they withdraw, nothing will be.".to_owned(),
        (0, true) => "The answers so far are saved on this device. If they withdraw, nothing more is saved.".to_owned(),
        (_, false) => format!(
            "{meetings} saved on this device, and nothing of this talk. If they withdraw, nothing of it will be."
        ),
        (_, true) => {
            format!(
                "{meetings} saved on this device, and the answers of this talk so far. If they withdraw, nothing more is saved."
            )
        }
    };
    let next = if earlier > 0 || this { " You are then asked whether what is saved is erased or left." } else { "" };
    format!("{saved}{next} What do they no longer agree to?")
}
