//! What is said of answers that are kept, put aside, taken up again, or erased.

/// Interrupted before the end.
pub const INTERRUPTED: &str = "Interrupted.";
/// A talk was broken off, and nothing of it is anywhere.
pub const NOT_KEPT: &str = "Nothing was kept.";
/// Cut off while the person was withdrawing.
pub const WITHDRAWAL_OPEN: &str = "The person was withdrawing their agreement. No other file was written. Ask them before you go on, or erase what is saved.";
/// Nothing was kept, because nobody agreed to a record.
pub const NO_RECORD: &str = "There is no agreement to a record, so no file was written.";
/// What to do about a link in a store.
pub const LINK_IN_STORE: &str = "a store holds no links, and this one may come from elsewhere: look where the link leads, put the \
folder or file itself in its place, or name another store with --store";
/// A file was written in clear, where records are sealed.
pub const WRITTEN_IN_CLEAR: &str =
    "note: that file is not sealed, though records here are: delete it when it is no longer needed.";
/// A stored record is passed over.
#[must_use]
pub fn withdrawn_passed_over(file: &str) -> String {
    format!("note: {file}: the person withdrew the agreement to this record, so it is passed over")
}
/// Behind what is told of a record whose person withdrew.
pub const WITHDRAWN: &str = ", the person withdrew the agreement to this record";
/// The same, where the record is shown.
#[must_use]
pub fn shown_though_withdrawn(id: &str, erase: &str) -> String {
    format!(
        "warning: {id}: the person withdrew the agreement to this record. Use nothing of it and hand nothing on. To erase \
         it:\n  {erase}"
    )
}
/// A record stands on a catalogue of a built-in name that holds other files.
#[must_use]
pub fn other_files_of_catalogue(id: &str, catalogue: &str) -> String {
    format!(
        "warning: {id}: its catalogue calls itself {catalogue}, and is not the one of this program. The advice and the \
         numbers below come from the copy in the store: somebody may have changed them. Check each number before use"
    )
}
/// Behind what is told of such a record.
pub const OTHER_CATALOGUE_FILES: &str =
    ", on a catalogue that is not the one of this program though it has its name and version";
/// `case show` makes no page, no card and no file with such a catalogue.
pub const NO_PAGE_OF_OTHER_CATALOGUE: &str = "no page, card or file is made with it: go on in the screening with the catalogue \
of this program (`screen --resume`), or show it as a table";
/// Files that were named for what comes at the end, where a screening is put aside.
#[must_use]
pub fn not_written_yet(files: &[String]) -> String {
    format!("Not written, since the screening has not ended: {}.", files.join(", "))
}
/// Nothing is exported, because the person refused a record.
pub const RECORD_REFUSED: &str = "the person does not agree to a record";
/// The same, where no agreement is recorded.
pub const NO_RECORD_AGREED: &str = "no agreement to a record is there";
/// Nothing is shown where talking was not safe.
pub const NOTHING_SHOWN: &str = "Nothing was kept.";
/// The same, where something had been kept before.
pub const NOTHING_SHOWN_KEPT: &str = "Put aside.";
/// The same, where that was chosen.
pub const KEEP_NOTHING_CHOSEN: &str = "Nothing will be kept on this device.";
/// The same, where others may write into the store.
pub const OPEN_TO_OTHERS: &str = "Nothing will be kept: the store can't be trusted. See above.";
/// The keys of the store can't be read.
pub const KEYS_UNREADABLE: &str = "Nothing will be kept: the keys on this device can't be read. See above.";
/// A sealed screening is taken up with the keys of this device.
pub const SEALED_BY_THIS_DEVICE: &str = "From now on this screening is sealed to the keys of this device, and to the one it was opened \
with. Another device can't take it up again, unless it has one of them.";
/// Behind what is told of a record that is not sealed, where others are.
pub const NOT_SEALED: &str = ", not sealed though this store has keys";
/// The same where the store has none, and the keys are those of the usual store of this user.
pub const NOT_SEALED_ELSEWHERE: &str = ", not sealed: this store has no keys, and your usual store has some";
/// Asked before a screening that nothing would be kept of.
pub const THREE_WAYS: &str = "There is no key on this device to seal what is kept. Where shall the answers be kept, once the person has \
agreed?";
/// Makes a key.
pub const MAKE_A_KEY: &str = "make a key now, under a passphrase: the answers are kept sealed";
/// Keeps them unsealed.
pub const KEEP_UNSEALED: &str = "keep them unsealed: whoever can read this disk can read them";
/// Keeps none.
pub const KEEP_NOTHING: &str = "keep nothing on this device";
/// Said before the questions, where answers will be kept sealed.
pub const SEALED: &str = "Once the person has agreed to a record, every answer is kept on this device, sealed.";
/// The same, on a device that can't open its own drafts.
pub const SEALED_FOR_GOOD: &str = "Once the person has agreed to a record, every answer is kept on this device, sealed. This device has \
no key for drafts: a screening that is interrupted can't be taken up again here.";
/// An unsealed record is gone on with where there is a key.
pub const SEALED_FROM_NOW: &str = "This screening was kept unsealed. It is sealed from now on.";
/// Said before the questions, where answers go to a file at the end and nowhere else.
pub const ONLY_THE_FILE: &str = "Until the end nothing is kept on this device; then the answers go to the file named with --out, if \
the person has agreed to a record. Whoever can read this disk can read it. --unsealed keeps each answer at once.";
/// Said before the questions, where answers will be kept unsealed.
pub const UNSEALED: &str = "Once the person has agreed to a record, every answer is kept on this device, unsealed: whoever can read this \
disk can read them.";
/// Said before the questions of a training.
pub const TRAINING: &str =
    "Training: nobody real is screened here. What is answered is kept unsealed once the record is agreed to.";
/// They agree again, after what was kept had been erased.
pub const AGREED_AGAIN: &str =
    "The person agrees again. The answers from before were erased. Are they to be saved again?";
/// What was erased stays so.
pub const SAVE_FROM_NOW: &str = "no, save only what is answered from now on";
/// What was erased is saved again.
pub const SAVE_ERASED: &str = "yes, the person wants the answers from before saved too";
/// What was erased stays so, and that is told.
pub const ERASED_STAYS: &str = "From now on answers are saved again. Those from before stay erased; they count for the result on this screen only.";
/// What was erased is saved again, and that is told.
pub const ERASED_SAVED: &str = "All answers are saved again, those from before too.";
/// It was erased.
pub const ERASED: &str = "Erased. What a disk or a backup keeps of erased files is out of reach.";
/// What erasing can't promise.
pub const OUT_OF_REACH: &str = "note: copies may remain: on an SSD, in backups, in a cloud folder, and in what a terminal program \
logged of the screen. Erase files you made with --out, --result, --record or `case export` yourself.";
/// They could be, in the end.
pub const SAVED: &str = "Saved.";
/// A store is left alone, and the screening needs none.
pub const STORE_NOT_LOOKED_INTO: &str = "note: the store was not looked into. Nothing of this screening goes there.";
/// Asks for another folder.
pub const OTHER_FOLDER: &str = "Another folder on this device";
/// Asks for another file.
pub const OTHER_FILE: &str = "Another file on this device";
/// Behind what was not written to a file, where no store has it either.
pub const NOWHERE_ELSE: &str = "They are nowhere else: with this window they are lost.";
/// Behind where a record is that does not tell that its person withdrew.
pub const WITHOUT_WORD: &str = "It does not say that the person no longer agrees.";
/// Not everything could be kept.
pub const NOT_ALL_KEPT: &str = "Not all answers are saved: the last ones were kept in this window only.";
/// There is nothing to take up.
pub const NONE_UNFINISHED: &str = "No screening is unfinished.";
/// Tells in a list that a person withdrew.
pub const WITHDRAWN_IN_LIST: &str = "; no longer agreed to: ask again, or erase it";
/// A screening is taken up whose person withdrew.
pub const NO_AGREEMENT: &str =
    "There is no agreement to a record now, so nothing more is written unless the person agrees again.";
/// A folder was not named by its whole path.
pub const WHOLE_PATH: &str = "Give the whole path, such as /media/usb or ~/kept; :back leaves it.";
/// Over the list of unfinished screenings.
pub const UNFINISHED: &str = "Unfinished screenings";
/// Chooses none of them.
pub const LEAVE_ALL: &str = "leave them all as they are";
/// Takes one up.
pub const GO_ON_WITH_IT: &str = "go on with it";
/// Takes one off the device.
pub const DISCARD_IT: &str = "discard it for good";
/// Leaves one as it is.
pub const KEEP_IT: &str = "keep it for later";
/// Asks before something is discarded.
pub const DISCARD_FOR_GOOD: &str = "What is discarded does not come back.";
/// Said over a list of sealed records that were not opened.
pub const LISTED_SEALED: &str = "note: of sealed screenings only the state and the time of the file are told; --identity FILE or --passphrase-fd N tells more";
/// A sealed record was not opened.
pub const ONLY_OUTSIDE: &str = "sealed: only its outside was looked at, so that nothing is known of what is inside";
/// What to do about that.
pub const GIVE_KEY: &str = "run it where the passphrase can be asked for, or name the key with --identity FILE";
/// A file holds the notes too.
pub const NOTES_IN_FILE: &str = "note: the notes are in that file too, as they were written. Give it to nobody.";
/// Names of two results of two meetings.
pub const MEETINGS: [&str; 2] = ["Before this meeting", "Now"];

/// Tells that answers could not be kept, and asks what to do about it.
#[must_use]
pub fn not_saved(why: &str) -> String {
    format!(
        "The last answer could not be saved: {why}. It is still here, in this window, and what was saved before is \
         untouched."
    )
}

/// Tells that it could not be written down that the person no longer agrees.
#[must_use]
pub fn word_not_written(why: &str) -> String {
    format!("That the person no longer agrees could not be written beside what was kept: {why}.")
}

/// Tells that the answers are not in the file that was named.
#[must_use]
pub fn not_in_file(file: &str, why: &str) -> String {
    format!("error[unwritable]: the answers could not be written to {file}: {why}.")
}

/// Tells that something could not be erased.
#[must_use]
pub fn not_erased(why: &str) -> String {
    format!("Not all of it could be erased: {why}")
}

/// Tells that an export comes out otherwise than its record.
#[must_use]
pub fn left_out_counted(exported: &str, record: &str) -> String {
    format!("note: what was left out counted: this file comes out as \"{exported}\", the record as \"{record}\"")
}

/// Warns of a folder that a program copies to other computers.
#[must_use]
pub fn copied_elsewhere(service: &str) -> String {
    format!(
        "warning: this folder looks like one that {service} copies to other computers. Copies there can't be erased \
         from here; choose a folder on this device only."
    )
}

/// Tells that there are unfinished screenings. `resume` is the command that lists them, here and below.
#[must_use]
pub fn some_unfinished(many: usize, resume: &str) -> String {
    let (one, is) = if many == 1 { ("screening", "is") } else { ("screenings", "are") };
    format!("{many} {one} on this device {is} unfinished:\n  {resume}")
}

/// Said before the questions, where answers will stay in memory; `new_key` is the command that makes a key.
#[must_use]
pub fn in_memory(new_key: &str) -> String {
    format!(
        "Nothing will be kept on this device: there is no key to seal it with. To keep screenings sealed, make a key \
         first:\n  {new_key}\n--unsealed keeps the answers in a file that whoever can read this disk can read, once the \
         person has agreed to a record."
    )
}

/// What to do about a fault of the program itself.
#[must_use]
pub fn at_fault(resume: &str) -> String {
    format!(
        "what was saved is safe:\n  {resume}\n  = To report it, give this line and nothing of the case (SECURITY.md)"
    )
}

/// How many unfinished screenings the keys here don't open.
#[must_use]
pub fn some_closed(many: usize) -> String {
    let (one, it) = if many == 1 { ("screening", "it") } else { ("screenings", "them") };
    format!(
        "{many} unfinished {one} can't be opened with the key that is here: name the one that opens {it} with --identity FILE"
    )
}

/// Tells that there are two editions of a catalogue.
#[must_use]
pub fn other_edition(editions: &[String; 2]) -> String {
    format!("This screening began with {}. There is another edition, {}:", editions[0], editions[1])
}

/// Goes on with the edition a screening began with.
#[must_use]
pub fn stay_with(edition: &str) -> String {
    format!("go on with the one it began with, {edition}")
}

/// Moves a screening to another edition.
#[must_use]
pub fn move_to(edition: &str) -> String {
    format!("move to {edition}")
}

/// Tells which answers another edition has no place for.
#[must_use]
pub fn without_place(ids: &[String]) -> String {
    format!("It has no place for the answers to: {}. They stay in the history of the record.", ids.join(", "))
}

/// Where a screening is kept; `show` is the command that shows it.
#[must_use]
pub fn kept_as(show: &str) -> String {
    format!("Kept:\n  {show}")
}

/// Where the script of an interview is.
#[must_use]
pub fn script_in(file: &str) -> String {
    format!(
        "The interview is a script in {file}. Give it a title and a story, and take out what could point to a real person."
    )
}

/// Where a record is that nothing more was added to; `show` and `erase` are commands.
#[must_use]
pub fn kept_before(show: &str, erase: &str) -> String {
    format!(
        "Nothing more was kept. What was kept before is still there. To see it, or to erase it:\n  {show}\n  {erase}"
    )
}

/// How to go on with a screening, or to look at a finished one, of which the last answers are lost with this window.
#[must_use]
pub fn without_last(command: &str) -> String {
    format!("The last answers could not be saved. What was saved before is there:\n  {command}")
}

/// Where a screening is of which only the end is not kept.
#[must_use]
pub fn without_end(resume: &str) -> String {
    format!("All answers are saved. Only the end could not be noted; it is listed as unfinished:\n  {resume}")
}

/// How to go on with a screening that was put aside.
#[must_use]
pub fn go_on_with(resume: &str) -> String {
    format!("Saved. Go on with:\n  {resume}")
}

/// The beginning of an id, as much as tells it from others.
#[must_use]
pub fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

/// Where the result is.
#[must_use]
pub fn result_in(file: &str) -> String {
    format!("The result is in {file}.")
}

/// Where the answers are.
#[must_use]
pub fn kept_in(file: &str) -> String {
    format!("The answers are in {file}. Whoever can read this disk can read it.")
}

/// Where the answers are, under the seal.
#[must_use]
pub fn kept_sealed_in(file: &str) -> String {
    format!("The answers are in {file}, sealed: it opens with the keys that the screenings here open with.")
}
