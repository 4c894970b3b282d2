# Records that are saved on a device: where, how to take them up again, erasing, exports, and files that are no records.

## Said before the questions: what will become of the answers

record-sealed = Once the person agrees to a record, every answer is saved on this device, sealed (encrypted).
record-sealed-for-good = Once the person agrees to a record, every answer is saved on this device, sealed (encrypted). This device has no key for drafts: an interrupted screening can't be resumed here.
record-unsealed = Once the person agrees to a record, every answer is saved on this device, unsealed: anyone who can read this disk can read them.
record-of-training = Training: no real person is screened here. Answers are saved unsealed once the record is agreed to.
record-only-in-file = Nothing is saved on this device until the end. Then the answers go to the file named with --out, if the person agreed to a record. Anyone who can read this disk can read it. --unsealed saves each answer at once.
record-nowhere-chosen = Nothing will be saved on this device.
record-nowhere-store-open = Nothing will be saved: the store can't be trusted. See above.
record-nowhere-keys-unreadable = Nothing will be saved: the keys on this device can't be read. See above.
# A command follows, and the next sentence.
record-nowhere-no-key = Nothing will be saved on this device: there is no key to seal it with. To save sealed screenings, make a key first:
record-nowhere-no-key-unsealed = With --unsealed the answers are saved in a file once the person agrees to a record. Anyone who can read this disk can read that file.
record-sealed-by-this-device = From now on this screening is sealed to the keys of this device, and to the one it was opened with. Another device can resume it only with one of these keys.
record-sealed-from-now = This screening was saved unsealed. It is sealed from now on.
record-store-not-looked-into = note: the store was not opened. Nothing of this screening goes there.
record-folder-copied = warning: this folder looks like one that { $service } copies to other computers. Copies there can't be erased from here; choose a folder on this device only.

## Where to save, where there is no key

record-where = This device has no key to seal (encrypt) what is saved. Where should the answers be saved, once the person agrees?
record-where-sealed = make a key now, under a passphrase: the answers are saved sealed
record-where-unsealed = save them unsealed: anyone who can read this disk can read them
record-where-nowhere = save nothing on this device

## Answers that could not be saved

record-not-saved = The last answer could not be saved: { $why }. It is still here, in this window. What was saved before is unchanged.
record-not-in-file = the answers could not be written to { $file }: { $why }.
record-other-folder = Another folder on this device
record-other-file = Another file on this device
record-whole-path = Type the whole path, such as /media/usb or ~/kept. Type :back to leave it.
record-saved = Saved.
record-nowhere-else = They are nowhere else: if this window closes, they are lost.
record-not-all-saved = Not all answers are saved: the last ones are in this window only.

## Where the answers are, at the end or after an interruption

record-interrupted = Interrupted.
record-nothing-saved = Nothing was saved.
record-no-agreement = There is no consent to a record, so no file was written.
record-put-aside = Closed for now.
record-not-written-yet = Not written, because the screening has not ended: { $files }.
# A command follows, or two.
record-saved-as = Saved. To see it:
record-saved-go-on = Saved. Go on with:
record-saved-before = Nothing more was saved. What was saved before is still there. To see it, or to erase it:
record-saved-without-last = The last answers could not be saved. What was saved before is there:
record-saved-without-end = All answers are saved, but the end of the screening is not. It is listed as unfinished:
record-saved-without-withdrawal = It does not show that the person no longer agrees.
record-safe-after-fault = what was saved is safe:
record-report-fault = To report it, send this line and nothing of the case (SECURITY.md)
record-in-file = The answers are in { $file }. Anyone who can read this disk can read it.
record-in-sealed-file = The answers are in { $file }, sealed. It opens with the same keys as the screenings here.
record-result-in-file = The result is in { $file }.
record-script-in-file = The interview is a script in { $file }. Give it a title and a story, and take out what could point to a real person.
record-file-in-clear = note: that file is not sealed, though records here are: delete it when you no longer need it.
record-notes-in-file = note: the notes are in that file too, as they were written. Do not give it to anyone.

## Withdrawal of the agreement to a record

record-withdrawal-open = The person was withdrawing consent. No other file was written. Ask them before you go on, or erase what is saved.
record-withdrawal-not-saved = The withdrawal of consent could not be saved in the record: { $why }.
record-withdrawn-skipped = note: { $file }: the person withdrew consent to this record, so it is skipped
# A command follows.
record-withdrawn-shown = warning: { $id }: the person withdrew consent to this record. Do not use it, and do not pass it on. To erase it:
# Behind the state of a record: begins with a comma.
record-withdrawn-verified = , the person withdrew consent to this record
record-withdrawn-in-list = ; the person no longer agrees: ask again, or erase it
record-withdrawn-taken-up = There is no consent to a record now. Nothing more is saved unless the person agrees again.
record-agreed-again = The person agrees again. The answers from before were erased. Should they be saved again?
record-agreed-again-no = no, save only what is answered from now on
record-agreed-again-yes = yes, the person wants the answers from before saved too
record-erased-stays = From now on answers are saved again. The earlier ones stay erased; they count only for the result on this screen.
record-erased-saved-again = All answers are saved again, the earlier ones too.

## Erasing

record-erased = Erased. A disk or a backup may still hold erased files; they can't be removed from here.
record-not-erased = Not all of it could be erased: { $why }
record-erased-copies = note: copies may remain: on an SSD, in backups, in a cloud folder, and in the log of a terminal program. Erase files you made with --out, --result, --record or `case export` yourself.

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

record-list-sealed = note: for sealed screenings only the state and the time of the file are shown; --identity FILE or --passphrase-fd N shows more
record-not-opened = sealed and not opened: only the outside of the file was checked
    .help = run it where the passphrase can be asked for, or name the key with --identity FILE
# Behind the state of a record: begin with a comma.
record-not-sealed = , not sealed though this store has keys
record-not-sealed-elsewhere = , not sealed: this store has no keys, and your usual store has some
record-catalogue-changed = , its catalogue differs from the one of this program with the same name and version
record-catalogue-changed-shown = warning: { $id }: its catalogue calls itself { $catalogue }, but differs from the one of this program. The advice and the numbers below come from the copy in the store: somebody may have changed them. Check each number before use
record-catalogue-changed-no-page = no page, card or file is made with it: resume the screening with the catalogue of this program (`screen --resume`), or show it as a table
record-clock-went-back = event { $event }: the clock went back, from { $from } to { $to }
record-link-in-store = a store must hold no links, and this one may come from elsewhere. Check where the link leads. Put the folder or file itself in its place, or name another store with --store
# A command follows, behind a colon.
record-lock-is-link = delete the link, and try again. What it leads to stays as it is
# A file follows, behind a colon.
record-lock-is-file = move it to another place, and try again
# A command follows, behind a colon.
record-open-to-others = this record was not read: others may have changed it. Once you know that nobody did, remove their permission
record-of-others = this record was not read: its owner may have changed it. If you know where it comes from, copy the file, delete it, and put the copy in its place

## Exports

record-refused = the person does not agree to a record
record-not-agreed = there is no consent to a record
record-export-changes-finding = note: what was left out counts for the finding: this file gives "{ $exported }", the record "{ $record }"

## Files in a store that are no records

record-stray-of-record = `case erase` erases these files with the record. To keep the record, first check whether a copy holds more than the record; then delete the copies yourself
record-stray-id-in-store-file = a file that the store needs holds the id of a record, and `case erase` leaves it. Take the id out yourself, for example from a comment beside a key
record-stray-unclear = a file that could not be opened may hold answers: name a key with --identity FILE, or open it yourself. Move files that belong to no record out of the store
# What a file is: behind its name.
record-stray-sealed = sealed, and no key here opens it: it may hold answers
record-stray-packed = packed or encoded: it may hold answers
record-stray-unreadable = it can't be read: it may hold answers
record-stray-link = a link; its target was not checked
record-stray-other = not a record, and no part of one was found in it
record-stray-exact-copy = an exact copy of record { $ids }
record-stray-version = another version of record { $ids }
record-stray-version-alone = another version of record { $ids }, and the record itself is not here: this may be the only copy
record-stray-version-events = another version of record { $ids } (events: { $copy }, the record has { $record })
record-stray-version-not-compared = another version of record { $ids } (not compared: that needs the key)
record-stray-trace = something of record { $ids }
record-stray-folder = a folder named after record { $ids }
record-stray-named-after = named after record { $ids }
record-stray-and-more = { $ids } and { $count } more
