//! What is said of files in a store that are no records: copies, files that were left, files of anybody else.

/// What to do about files of records.
pub const COPIES_GO_ALONG: &str = "`case erase` erases these files with the record. To keep the record, first check \
    whether a copy holds more than the record; then delete the copies yourself";
/// What to do about a file of the store in which the id of a record stands.
pub const TAKE_ID_OUT: &str = "the store needs a file in which the id of a record stands, and `case erase` leaves it: take the id out of it, \
    where it is in a comment beside a key, say";
/// What to do about files of which it can't be told what is in them.
pub const LOOK_INTO_IT: &str = "a file that could not be opened may hold answers: name a key with --identity FILE, or open \
    it yourself. What is none of a record belongs outside the store";
/// A sealed file.
pub const STRAY_SEALED: &str = "sealed, and no key here opens it: it can't be told whether answers are in it";
/// A packed file.
pub const STRAY_PACKED: &str = "packed or encoded: it can't be told whether answers are in it";
/// A file that can't be read.
pub const STRAY_UNREADABLE: &str = "it can't be read, so that it can't be told whether answers are in it";
/// A link.
pub const STRAY_LINK: &str = "a link; what it leads to was not looked at";
/// Any other file.
pub const STRAY_OTHER: &str = "no record, and nothing of one was found in it";
/// Behind a copy whose record is not there.
pub const NO_SUCH_RECORD: &str = ", and the record itself is not here: this may be the only copy";
/// Behind a copy that could not be compared with its record.
pub const NOT_COMPARED: &str = " (not compared: that takes the key)";

/// What to do about a link that keeps a record from being opened.
pub const DELETE_LINK: &str = "delete the link, and try again. What it leads to stays as it is";
/// The same for anything else.
pub const MOVE_AWAY: &str = "move it to another place, and try again";

/// What to do about a record that others can write to.
pub const CLOSE_RECORD: &str = "this record was not read: others may have changed it. Once you know that nobody did, take \
    their right away";
/// What to do about a record that is somebody else's.
pub const RECORD_OF_OTHERS: &str = "this record was not read: its owner may have changed it. If you know where it comes \
    from, copy the file, delete it, and put the copy in its place";

/// A list that goes on.
#[must_use]
pub fn and_more(list: &str, more: usize) -> String {
    if more == 0 { list.to_owned() } else { format!("{list} and {more} more") }
}

/// A copy that is the same as its record.
#[must_use]
pub fn exact_copy(id: &str) -> String {
    format!("an exact copy of record {id}")
}

/// A copy that is not the same as its record.
#[must_use]
pub fn other_version(id: &str, how: &str) -> String {
    format!("another version of record {id}{how}")
}

/// How many events a copy and its record have.
#[must_use]
pub fn events_of_both(copy: usize, record: usize) -> String {
    format!(" (events: {copy}, the record has {record})")
}

/// A file that is no whole record, and holds something of one.
#[must_use]
pub fn trace_of(id: &str) -> String {
    format!("something of record {id}")
}

/// A folder that is named after a record. Nobody takes it away but whoever made it.
#[must_use]
pub fn folder_of(id: &str) -> String {
    format!("a folder named after record {id}")
}

/// A file that can't be looked into, and has a name.
#[must_use]
pub fn named_after(id: &str) -> String {
    format!("named after record {id}")
}
