# Keys, passphrases, what is encrypted to whom, and who signed a record.

## A passphrase

key-passphrase-new = New passphrase (nothing shows while you type)
key-passphrase-again = The same passphrase again
# Shown before the user thinks of a passphrase, and as the help of the message that it is too short.
key-passphrase-advice = The passphrase opens what is sealed (encrypted) on this device. Use at least 10 characters: a thief can try as many passphrases as they like, and finds short ones soon. Four or five words that do not belong together are good. If you forget it, nobody can open the records.
key-passphrase-too-short = The passphrase needs at least 10 characters.
key-passphrase-other-keyboards = warning: another keyboard or a phone may type some signs of this passphrase as other characters that look the same. The passphrase works on this keyboard; on another it may not. Try it there before you rely on it, or choose another passphrase.
key-passphrase-not-the-same = The two passphrases were different. Type both again:
key-passphrase-checking = Checking…
key-passphrase-wrong = This passphrase is wrong. Type it again:
key-passphrase-too-long = That is too long, and was not used. Type it again:
key-passphrase-not-utf8 = what was typed is not UTF-8 text
# A prompt. $file is the file of keys that it opens.
key-passphrase-of-file = Passphrase for { $file }

## Making keys

key-making = Making the keys…
# A command follows.
key-none-yet = There are no keys here, so nothing is sealed. Make one:
# The public key follows.
key-made = Two keys were made in { $folder }, both under this passphrase: identity.age opens everything that is sealed from now on, drafts.age only unfinished screenings of this device. From now on real screenings are sealed. Keep a copy of identity.age somewhere safe: without it and this passphrase nothing can be opened. The public key, which you may share:
# The public keys follow.
key-made-for-field = A key for drafts was made in { $folder }. From now on real screenings are sealed. This device can resume unfinished screenings. Finished ones open only with one of these keys:

## Which records open here

key-only-drafts-open = Finished screenings can't be opened on this device. They open only with a key listed above.
key-nothing-opens = Nothing that is sealed can be opened on this device. It opens only with a key listed above. An interrupted screening can't be resumed here.
key-not-used = note: { $file }:{ $line }: { $why }; the other keys of the file are used
key-rejects-sealed = note: the rejected records are sealed; --unsealed writes them unencrypted
key-file-opens-all = { $file } opens what is sealed to the key { $key }, with its passphrase.
key-file-opens-drafts = { $file } opens unfinished screenings of this device (key { $key }), with its passphrase.
key-file-not-listed = warning: { $file } belongs to the key { $key }, which is NOT among the public keys here. It does not open what is saved from now on.
key-named-file-opens = { $file } opens what is sealed to the key { $key }.
# A command follows.
key-file-not-known = { $file }: its public key can't be seen without its passphrase. To see it:

## The list of public keys

# In the place of the name of a key, in a list.
key-of-drafts = the drafts of this device, unfinished screenings only
key-without-name = no name
key-it-was-opened-with = the key it was opened with
# Behind a key, in a list.
key-is-accepted = accepted
key-is-new = NEW: not accepted on this device
key-signs-here = signs the records of this device
key-added = { $new } added.{ $known ->
    [0] {""}
    [1] {" "}1 was there already.
   *[other] {" "}{ $known } were there already.
} What is saved from now on is sealed to them too. Older records stay as they are; `key reseal` seals them to the new keys as well.
# A command follows.
key-removed = Removed: { $key }. It does not open what is saved from now on. It still opens what was sealed before. To seal the records here without it:
key-removed-copies = It still opens older copies, on USB sticks or in backups.

## Who can open what is saved, before a screening

key-opens-what-is-saved = { $count ->
    [one] 1 key opens what is saved: { $keys }.
   *[other] { $count } keys open what is saved: { $keys }.
}
# The same where not all keys are named; the next three follow.
key-opens-what-is-saved-of-many = { $count ->
    [one] 1 key opens what is saved.
   *[other] { $count } keys open what is saved.
}
key-opens-while-unfinished = While unfinished, this device's key too ({ $key }).
# A command follows.
key-and-more = { $keys }, and { $count } more:
key-own-not-listed = warning: identity.age of this device ({ $key }) is not among them: what is saved now does not open for it.
key-opened-with-not-listed = warning: the key in { $file } ({ $key }) is not among the public keys here. It does not open what others seal to these keys. What this run saves is sealed to it as well.
key-drafts-not-listed = warning: the key in { $file } ({ $key }) is not the one in drafts.txt. It does not open drafts that are saved now.

## Public keys that were not accepted

# The keys follow.
key-changed-first = The public keys of this store were not accepted on this device before. Whoever holds one of them can open what is saved from now on:
key-changed = The public keys of this store are not the ones that were accepted on this device:
key-changed-new = new: { $key }
key-changed-gone = gone: { $key }
key-changed-renamed = renamed: { $key }, before: { $was }
key-accepted-unknown = It is not known which public keys were accepted on this device: { $why }
# The keys follow.
key-accepted-unknown-list = The keys of this store:
key-compare = Compare each fingerprint with the person who holds the key, by telephone for example: `key show` prints it on their device. Do not accept a key if you do not know whose it is.
# A command follows.
key-or-remove = Or remove a key that nobody here knows:
key-accept = accept these keys: from now on they are the keys of this store
key-accept-none-new = do not accept them: nothing of this screening is saved
key-accept-none = do not accept them: everything stays as it is
key-not-accepted = Nothing will be saved: the public keys of this store were not accepted. See above.
# `accept` is what is typed.
key-type-accept = Type `accept` to accept these keys.
key-now-accepted = Accepted. What is saved from now on is sealed to these keys.
key-now-none-left = Noted. The store now has no public key, so nothing can be sealed here. Put `keys/recipients.txt` back from a backup, or add a key with `key add`.
key-all-accepted = All public keys of this store are accepted on this device.
key-accepting-needs-yes = accepting keys must be confirmed
    .help = compare the fingerprints, and add --yes where nobody can be asked
key-accepting-not-saved = warning: your acceptance of these keys could not be saved, so you will be asked again: { $why }. TIPSCREEN_DEVICE names another folder for the files of this device.

## Records that are sealed to the present keys

# The keys follow.
key-resealing-to = The present keys:
key-record-resealed = sealed again
key-record-would-be-resealed = opens with the key here, and would be sealed again
key-record-sealed-already = sealed to these keys already
key-record-stays-unsealed = not sealed, and stays so; --unsealed-too seals all but training records
key-record-sealed-to-unknown = sealed earlier or on another device; which keys open it can't be seen without opening it
key-record-draft-stays = unfinished, and this device's key for drafts does not open it: left as it is; its own device seals it to its present keys when it is finished there
key-record-stays-closed = left as it is: no key here opens it
# How many records came out how: the first of these two, then each of the others that is not zero, in one sentence.
key-count-resealed = { $count } sealed again
key-count-would-be-resealed = { $count } would be sealed again
key-count-sealed-already = { $count } sealed to these keys already
key-count-sealed-to-unknown = { $count } sealed, but which keys open them can't be seen from outside (name a key with --identity to see more)
key-count-unsealed = { $count } not sealed
key-count-drafts = { $count } unfinished ones left as they are
key-count-failed = { $count } could not be opened or written (named above)
key-count-left = { $count } still to do: run it again
key-reseal-nothing-changed = Nothing was changed.
key-reseal-copies = Older copies, on USB sticks or in backups, stay as they were.

## Who signed a record

key-not-signed = not signed
key-signed-by = signed by { $device }
key-signed-by-in-part = { $events } signed by { $device }
# Events of a record, by their numbers.
key-signed-event = event { $event }
key-signed-events = events { $from } to { $to }
# Devices, as they stand behind "signed by".
key-this-device = this device
key-known-device = the known device “{ $name }”
key-unknown-device = a device whose key is not known here ({ $fingerprint })
key-sealed-could-be-made = anyone with the public keys of this store could have made it
key-unsealed-could-be-made = anyone who can write to this disk could have made it
key-sealed-part-not-signed = no known device signed { $events }, and anyone with the public keys of this store could have made that part
key-unsealed-part-not-signed = no known device signed { $events }, and anyone who can write to this disk could have made that part
# A command follows.
key-record-in-doubt = note: { $id }: { $doubt }. To look at it closely:
key-can-not-sign = note: records saved now are not signed by this device: { $why }
# A command follows, behind a colon.
key-signing-open-to-others = if somebody else read it, delete it: the next record makes a new key, which you then make known on the other devices. Otherwise remove their permission
key-device-trusted = Known from now on: { $name } ({ $fingerprint }). Compare this fingerprint with the one that `key show` prints on that device. `case verify` names it where it signed a record.
key-device-distrusted = Not known any more: { $name }.
