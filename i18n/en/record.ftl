# Records that are saved on a device: where, how to take them up again, erasing, exports, and files that are no records.

## Said before the questions: what will become of the answers

record-sealed = Once the person has agreed to a record, every answer is kept on this device, sealed.
record-sealed-for-good = Once the person has agreed to a record, every answer is kept on this device, sealed. This device has no key for drafts: a screening that is interrupted can't be taken up again here.
record-unsealed = Once the person has agreed to a record, every answer is kept on this device, unsealed: whoever can read this disk can read them.
record-of-training = Training: nobody real is screened here. What is answered is kept unsealed once the record is agreed to.
record-only-in-file = Until the end nothing is kept on this device; then the answers go to the file named with --out, if the person has agreed to a record. Whoever can read this disk can read it. --unsealed keeps each answer at once.
record-nowhere-chosen = Nothing will be kept on this device.
record-nowhere-store-open = Nothing will be kept: the store can't be trusted. See above.
record-nowhere-keys-unreadable = Nothing will be kept: the keys on this device can't be read. See above.
# A command follows, and the next sentence.
record-nowhere-no-key = Nothing will be kept on this device: there is no key to seal it with. To keep screenings sealed, make a key first:
record-nowhere-no-key-unsealed = --unsealed keeps the answers in a file that whoever can read this disk can read, once the person has agreed to a record.
record-sealed-by-this-device = From now on this screening is sealed to the keys of this device, and to the one it was opened with. Another device can't take it up again, unless it has one of them.
record-sealed-from-now = This screening was kept unsealed. It is sealed from now on.
record-store-not-looked-into = note: the store was not looked into. Nothing of this screening goes there.
record-folder-copied = warning: this folder looks like one that { $service } copies to other computers. Copies there can't be erased from here; choose a folder on this device only.

## Where to save, where there is no key

record-where = There is no key on this device to seal what is kept. Where shall the answers be kept, once the person has agreed?
record-where-sealed = make a key now, under a passphrase: the answers are kept sealed
record-where-unsealed = keep them unsealed: whoever can read this disk can read them
record-where-nowhere = keep nothing on this device

## Answers that could not be saved

record-not-saved = The last answer could not be saved: { $why }. It is still here, in this window, and what was saved before is untouched.
record-not-in-file = the answers could not be written to { $file }: { $why }.
record-other-folder = Another folder on this device
record-other-file = Another file on this device
record-whole-path = Give the whole path, such as /media/usb or ~/kept; :back leaves it.
record-saved = Saved.
record-nowhere-else = They are nowhere else: with this window they are lost.
record-not-all-saved = Not all answers are saved: the last ones were kept in this window only.

## Where the answers are, at the end or after an interruption

record-interrupted = Interrupted.
record-nothing-saved = Nothing was kept.
record-no-agreement = There is no agreement to a record, so no file was written.
record-put-aside = Put aside.
record-not-written-yet = Not written, since the screening has not ended: { $files }.
# A command follows, or two.
record-saved-as = Kept:
record-saved-go-on = Saved. Go on with:
record-saved-before = Nothing more was kept. What was kept before is still there. To see it, or to erase it:
record-saved-without-last = The last answers could not be saved. What was saved before is there:
record-saved-without-end = All answers are saved. Only the end could not be noted; it is listed as unfinished:
record-saved-without-withdrawal = It does not say that the person no longer agrees.
record-safe-after-fault = what was saved is safe:
record-report-fault = To report it, give this line and nothing of the case (SECURITY.md)
record-in-file = The answers are in { $file }. Whoever can read this disk can read it.
record-in-sealed-file = The answers are in { $file }, sealed: it opens with the keys that the screenings here open with.
record-result-in-file = The result is in { $file }.
record-script-in-file = The interview is a script in { $file }. Give it a title and a story, and take out what could point to a real person.
record-file-in-clear = note: that file is not sealed, though records here are: delete it when it is no longer needed.
record-notes-in-file = note: the notes are in that file too, as they were written. Give it to nobody.

## Withdrawal of the agreement to a record

record-withdrawal-open = The person was withdrawing their agreement. No other file was written. Ask them before you go on, or erase what is saved.
record-withdrawal-not-saved = That the person no longer agrees could not be written beside what was kept: { $why }.
record-withdrawn-skipped = note: { $file }: the person withdrew the agreement to this record, so it is passed over
# A command follows.
record-withdrawn-shown = warning: { $id }: the person withdrew the agreement to this record. Use nothing of it and hand nothing on. To erase it:
# Behind the state of a record: begins with a comma.
record-withdrawn-verified = , the person withdrew the agreement to this record
record-withdrawn-in-list = ; no longer agreed to: ask again, or erase it
record-withdrawn-taken-up = There is no agreement to a record now, so nothing more is written unless the person agrees again.
record-agreed-again = The person agrees again. The answers from before were erased. Are they to be saved again?
record-agreed-again-no = no, save only what is answered from now on
record-agreed-again-yes = yes, the person wants the answers from before saved too
record-erased-stays = From now on answers are saved again. Those from before stay erased; they count for the result on this screen only.
record-erased-saved-again = All answers are saved again, those from before too.

## Erasing

record-erased = Erased. What a disk or a backup keeps of erased files is out of reach.
record-not-erased = Not all of it could be erased: { $why }
record-erased-copies = note: copies may remain: on an SSD, in backups, in a cloud folder, and in what a terminal program logged of the screen. Erase files you made with --out, --result, --record or `case export` yourself.

## Unfinished screenings

record-unfinished = Unfinished screenings
record-none-unfinished = No screening is unfinished.
# A command follows.
record-some-unfinished = { $count ->
    [one] 1 screening on this device is unfinished:
   *[other] { $count } screenings on this device are unfinished:
}
record-some-closed = { $count ->
    [one] 1 unfinished screening can't be opened with the key that is here: name the one that opens it with --identity FILE
   *[other] { $count } unfinished screenings can't be opened with the key that is here: name the one that opens them with --identity FILE
}
record-leave-all = leave them all as they are
record-go-on = go on with it
record-discard = discard it for good
record-discard-sure = What is discarded does not come back.
record-keep = keep it for later

## Records in a store

record-list-sealed = note: of sealed screenings only the state and the time of the file are told; --identity FILE or --passphrase-fd N tells more
record-not-opened = sealed: only its outside was looked at, so that nothing is known of what is inside
    .help = run it where the passphrase can be asked for, or name the key with --identity FILE
# Behind the state of a record: begin with a comma.
record-not-sealed = , not sealed though this store has keys
record-not-sealed-elsewhere = , not sealed: this store has no keys, and your usual store has some
record-catalogue-changed = , on a catalogue that is not the one of this program though it has its name and version
record-catalogue-changed-shown = warning: { $id }: its catalogue calls itself { $catalogue }, and is not the one of this program. The advice and the numbers below come from the copy in the store: somebody may have changed them. Check each number before use
record-catalogue-changed-no-page = no page, card or file is made with it: go on in the screening with the catalogue of this program (`screen --resume`), or show it as a table
record-clock-went-back = event { $event }: the clock went back, from { $from } to { $to }
record-link-in-store = a store holds no links, and this one may come from elsewhere: look where the link leads, put the folder or file itself in its place, or name another store with --store
# A command follows, behind a colon.
record-lock-is-link = delete the link, and try again. What it leads to stays as it is
# A file follows, behind a colon.
record-lock-is-file = move it to another place, and try again
# A command follows, behind a colon.
record-open-to-others = this record was not read: others may have changed it. Once you know that nobody did, take their right away
record-of-others = this record was not read: its owner may have changed it. If you know where it comes from, copy the file, delete it, and put the copy in its place

## Exports

record-refused = the person does not agree to a record
record-not-agreed = no agreement to a record is there
record-export-changes-finding = note: what was left out counted: this file comes out as "{ $exported }", the record as "{ $record }"

## Files in a store that are no records

record-stray-of-record = `case erase` erases these files with the record. To keep the record, first check whether a copy holds more than the record; then delete the copies yourself
record-stray-id-in-store-file = the store needs a file in which the id of a record stands, and `case erase` leaves it: take the id out of it, where it is in a comment beside a key, say
record-stray-unclear = a file that could not be opened may hold answers: name a key with --identity FILE, or open it yourself. What is none of a record belongs outside the store
# What a file is: behind its name.
record-stray-sealed = sealed, and no key here opens it: it can't be told whether answers are in it
record-stray-packed = packed or encoded: it can't be told whether answers are in it
record-stray-unreadable = it can't be read, so that it can't be told whether answers are in it
record-stray-link = a link; what it leads to was not looked at
record-stray-other = no record, and nothing of one was found in it
record-stray-exact-copy = an exact copy of record { $ids }
record-stray-version = another version of record { $ids }
record-stray-version-alone = another version of record { $ids }, and the record itself is not here: this may be the only copy
record-stray-version-events = another version of record { $ids } (events: { $copy }, the record has { $record })
record-stray-version-not-compared = another version of record { $ids } (not compared: that takes the key)
record-stray-trace = something of record { $ids }
record-stray-folder = a folder named after record { $ids }
record-stray-named-after = named after record { $ids }
record-stray-and-more = { $ids } and { $count } more
