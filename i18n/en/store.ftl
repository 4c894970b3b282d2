# The store of records, its keys and its folder of this device: what is wrong with them, and what to do.

## What they are called where they have no name.

store-itself = the store
store-the-key = the key

## What to do about a record, a key or a sealed file that does not open, or is not what was written.

store-damaged-no-key = name the key with --identity FILE, or go where the key is
store-damaged-other-recipients = open it with `age -d`, or have it sealed to a public key that begins with age1
store-damaged-under-passphrase = give the passphrase with --passphrase-fd N, or run it where it can be asked for
store-damaged-record-under-passphrase = another program put it there; `score FILE` opens it with its passphrase
store-damaged-wrong-passphrase = type it again; the file was left as it is
store-damaged-too-much-work = open it with `age -d` on a larger device, or ask its maker for another file
store-damaged-armour = get it again, whole, from the line -----BEGIN to the line -----END and nothing else
store-damaged-layers = open it with `age -d` until it is a case
store-damaged-no-identity = name the file that `age-keygen` or `key new` made
store-damaged-other-key = name a file with a key that begins with AGE-SECRET-KEY-1, as `age-keygen` makes it
store-damaged-key-sealed-to-key = open it with `age -d`, and name what comes out
store-damaged-newer = use that version; the file was left as it is
store-damaged-sealed = name another key with --identity FILE; the file was left as it is
store-keep-file = keep the file as it is, and tell the person who looks after the device

## What to do about the folder of this device.

store-close-device = remove their permission, or name a folder of your own with TIPSCREEN_DEVICE:
store-device-file-back = put the file back from a backup, or move it away: then keys must be accepted and made known again
store-check-device = check the folder and its permissions, or name another with TIPSCREEN_DEVICE
store-wait = wait until it is done there, and try again

## Keys that can't be used or made: what to do.

store-keys-stay = keys are never overwritten: what was sealed to them would be lost
store-public-keys-back = put the public keys back; if nothing was ever sealed here, remove the folder and make new keys
store-correct-key-line = correct that line: a public key begins with age1 and is alone on its line
store-fewer-keys = add fewer: only the keys of those who have to open what is saved here
store-see-keys = look at the keys with `key show`
store-another-key-first = add another key first with `key add`: without one nothing could be sealed
store-check-folder = check the folder and its permissions, or name another with --store
store-or-unsealed = or write the file unsealed, with --unsealed

## Keys that do not open what is kept.

store-other-drafts-key = the key for drafts that opened this screening is not the one in drafts.txt. Nothing was saved, because this device could not open it again
    .help = put the drafts.txt of this device back
# A command follows on its own line.
store-own-key-not-listed = the key that opens these records is not among the public keys. Sealed again, they would not open with it; nothing was changed
    .help = add it first:
store-only-drafts-key = this device can't open finished screenings: it has only a key for its drafts
    .help = open it where the other key is, or name that key with --identity FILE

## A passphrase that can't be read.

store-no-terminal = this needs a passphrase, and there is no terminal to ask for it
    .help = give it with --passphrase-fd N, or name a key file with --identity
store-passphrase-utf16 = the passphrase is UTF-16
    .help = save its file as UTF-8 and try again
store-passphrase-empty = there is no passphrase to read
    .help = open a file under that number: --passphrase-fd 3 3< FILE
store-run-again = run it again

## What is wrong with a store or a record in it, and what to do. Where a help ends in a colon, a line to copy follows.

store-no-data-folder = there is no data folder of this user
    .help = name one with --store
store-close-store = remove their permission, or name a store of your own with --store:
store-own-store = name a store of your own with --store
store-enough-letters = give at least four letters of an id; this lists them:
store-more-letters = give more letters of it:
store-discard-unfinished = discard a screening that is unfinished:
# The files that are left follow, each on its line.
store-not-all-erased = not all of it could be erased:
    .help = open these files yourself and delete them, or name a key with --identity FILE and erase again
store-close-window = go on there, or close that window first
store-see-changed = see what is there now with `case verify`
store-catalogue-not-read = the catalogue it began with, { $catalogue } { $version }, can't be read by this version of tipscreen
    .help = use the version it was made with
# $what: that the record is not sealed.
store-note-on-record = note: { $record }{ $what }

## Why the store could not do something. Holds nothing of what was answered.

store-not-there = there is no record of this id
store-several = several records have ids that begin with this
store-changed = another program changed or removed its file in the meantime
store-catalogue-changed = the copy of its catalogue was changed
store-folder-open = others may write into the folder
store-folder-of-others = the folder belongs to somebody else
store-file-open = others may write to its file
store-file-of-others = its file belongs to somebody else
store-no-later-meeting = it has no unfinished later meeting
store-busy = it is open in another window
store-busy-process = it is open in another window (process { $process })
store-may-not-read = you may not read it

## Why a disk refused.

store-disk-no-folder = its folder is not there
store-disk-no-permission = you have no permission there
store-disk-is-folder = it is a folder
store-disk-is-there = it is there already
store-disk-full = the disk is full
store-disk-read-only = the disk is read-only
store-disk-no-directory = there is a file where a folder should be
store-disk-error = the disk gives an error

## What is left of a record that was erased, a line for each file.

store-left = { $file } is still there: { $why }
store-left-holds-others = { $file } is still there: it holds another screening
store-left-of-store = { $file } is still there: the id is in it, and the store needs this file
store-left-uncertain = { $file } may hold something of it: { $why }
store-left-sealed = it is sealed, and no key here opens it
store-left-packed = it is packed or encoded
store-left-unreadable = it can't be read

## What is wrong with the folder of this device.

store-device-open = others may write into this folder
store-device-key-open = others may read this key, and sign with it
store-device-damaged = this file is not whole, or was not written by tipscreen
store-device-busy = the files of this device are being written in another window
store-device-busy-process = the files of this device are being written in another window (process { $process })
store-device-no-folder = there is no settings folder of this user

## Why a key is not used.

store-key-newer = this is a key of a kind that this version does not read
store-key-ssh = this is an SSH key, which tipscreen does not read
store-key-public = this is a public key, which opens nothing
store-key-secret = this is a secret key, where a public one belongs
store-key-unknown = this is not an age key, or not a whole one
store-key-plugin = this key needs an age plugin, and tipscreen runs none
store-key-plugin-named = this key needs an age plugin ({ $plugin }), and tipscreen runs none
store-key-no-public = this is not a public age key

## Why keys can't be used or made.

store-keys-not-listed = this public key is not in the list
store-keys-only-one = this is the only public key of the store
store-keys-there = { $file } is there already
store-keys-not-whole = there are secret keys here without the public keys that belong to them
store-keys-busy = the keys are being written in another window
store-keys-busy-process = the keys are being written in another window (process { $process })
store-keys-too-many = there is room for { $most } public keys
# What stands over a public key in its file: read again as its name.
store-keys-made-here = made on this device
store-keys-drafts = the drafts of this device
# What stands above the secret key of this device in its file.
store-signing-key-note = The key that signs records of this device. Anyone who has it can sign as this device: keep it only here.
store-no-signing-key = this is no signing key of a device

## What is wrong with a record or a sealed file. Holds nothing of what was answered.

store-record-none = this is not a record of tipscreen
store-record-another = it is the record of another screening
store-record-newer = it was made by a newer version of tipscreen
store-record-wrong-key = wrong key, or the file was altered
store-record-no-key = it is sealed, and there is no key to open it
store-record-other-recipients = it is sealed to keys of another kind (of SSH, of a plugin, or of a newer age)
store-record-under-passphrase = it is sealed with a passphrase, and no passphrase was given
store-record-passphrase-no-record = it is sealed with a passphrase, and not with a key, so it is no record of tipscreen
store-record-wrong-passphrase = the passphrase is not the right one, or the file was changed
store-record-armour = its armour is not whole, or there is other text before or after it
store-record-layers = it is sealed many times over
store-record-no-secret-key = this file holds no secret key
store-record-key-sealed-to-key = this key file is sealed to another key
store-record-too-much-work = opening it would take too long here, or more memory than there is
store-record-damaged-case = the record is damaged (its end does not match its events)
store-record-damaged-state = the record is damaged (its first line does not match its events)
store-record-damaged-signature = the record is damaged (a signature does not match its events)
store-record-is-text = it is a text
store-record-damaged-event = the record is damaged (event { $event })

## Saving and erasing during a screening.

store-no-lock-link = there is a link where its lock should be
store-no-lock = there is something else where its lock should be
store-too-many-keys-to-seal = there are too many keys to seal it to
store-no-key-to-seal = there is no key to seal it to
store-stay-in-window = you chose to keep the last answers in this window only
# A command follows on its own line.
store-what-is-left = { $why }. What is left:
store-meeting-is-left = { $why }. This meeting is still there:

## A place that a program copies to other computers, where the program has no name of its own.

store-cloud-service = a cloud service
