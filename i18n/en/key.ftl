# Keys, passphrases, what is encrypted to whom, and who signed a record.

## A passphrase

key-passphrase-new = New passphrase (nothing shows while you type)
key-passphrase-again = The same once more
# Shown before the user thinks of a passphrase, and as the help of the message that it is too short.
key-passphrase-advice = The passphrase opens what is sealed on this device. Take at least 10 characters: whoever steals the device can try as many as they like, and short ones are soon found. Four or five words that have nothing to do with each other are good. If it is forgotten, nobody can open the records any more.
key-passphrase-too-short = The passphrase needs at least 10 characters.
key-passphrase-other-keyboards = warning: this passphrase has letters or signs that another keyboard, or a phone, may type as other characters that look the same. It opens on this keyboard; on another it may not. Try it there before you rely on it, or choose another passphrase.
key-passphrase-not-the-same = These two were not the same. Once more from the beginning:
key-passphrase-checking = Checking…
key-passphrase-wrong = That is not the right passphrase. Once more:
key-passphrase-too-long = That is too long, and nothing of it was taken. Once more:
key-passphrase-not-utf8 = what was typed is not UTF-8 text
# A prompt. $file is the file of keys that it opens.
key-passphrase-of-file = Passphrase for { $file }

## Making keys

key-making = Making the keys…
# A command follows.
key-none-yet = There are no keys here, so nothing is sealed. Make one:
# The public key follows.
key-made = Two keys were made in { $folder }, both under this passphrase: identity.age opens everything that is sealed from now on, drafts.age only unfinished screenings of this device. From now on real screenings are sealed. Keep a copy of identity.age somewhere safe: without it, and this passphrase, nothing can be opened. The public key, which may be given away:
# The public keys follow.
key-made-for-field = A key for drafts was made in { $folder }. From now on real screenings are sealed. This device can take up what is unfinished; what is finished opens only for whoever holds one of these keys:

## Which records open here

key-only-drafts-open = Finished screenings can't be opened on this device, only by whoever holds a key listed above.
key-nothing-opens = Nothing that is sealed can be opened on this device, only by whoever holds a key listed above. A screening that is interrupted can't be taken up again here.
key-not-used = note: { $file }:{ $line }: { $why }; the other keys of the file are used
key-rejects-sealed = note: the refused records are sealed; --unsealed writes them in clear
key-file-opens-all = { $file } opens what is sealed to the key { $key }, with its passphrase.
key-file-opens-drafts = { $file } opens unfinished screenings of this device (key { $key }), with its passphrase.
key-file-not-listed = warning: { $file } belongs to the key { $key }, which is NOT among the public keys here. It does not open what is saved from now on.
key-named-file-opens = { $file } opens what is sealed to the key { $key }.
# A command follows.
key-file-not-known = { $file }: which public key it belongs to can't be seen without its passphrase:

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
} What is kept from now on is sealed to them too. Records that are there already stay as they are; `key reseal` seals them to the new keys as well.
# A command follows.
key-removed = Removed: { $key }. What is saved from now on is not sealed to it. What was sealed before still opens for it. To seal the records that are here without it:
key-removed-copies = Copies made before, on sticks or in backups, stay open to it.

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
key-or-remove = Or take a key out that nobody here knows:
key-accept = accept these keys: from now on they are the keys of this store
key-accept-none-new = do not accept them: nothing of this screening is saved
key-accept-none = do not accept them: everything stays as it is
key-not-accepted = Nothing will be kept: the public keys of this store were not accepted. See above.
# `accept` is what is typed.
key-type-accept = Type `accept` to accept these keys.
key-now-accepted = Accepted. What is saved from now on is sealed to these keys.
key-now-none-left = Noted. The store has no public key now: nothing can be sealed here. Put `keys/recipients.txt` back from a backup, or add a key with `key add`.
key-all-accepted = All public keys of this store are accepted on this device.
key-accepting-needs-yes = accepting keys needs somebody to say yes
    .help = compare the fingerprints, and say --yes where nobody can be asked
key-accepting-not-saved = warning: that these keys are accepted could not be saved, so you will be asked again: { $why }. TIPSCREEN_DEVICE names another folder for the files of this device.

## Records that are sealed to the present keys

# The keys follow.
key-resealing-to = The present keys:
key-record-resealed = sealed anew
key-record-would-be-resealed = opens with the key here, and would be sealed anew
key-record-sealed-already = sealed to these keys already
key-record-stays-unsealed = not sealed, and stays so; --unsealed-too seals what is no training
key-record-sealed-to-unknown = sealed earlier or on another device; which keys open it can't be seen without opening it
key-record-draft-stays = unfinished, and not opened by this device's key for drafts: left as it is, and sealed to the present keys of its device when it is finished there
key-record-stays-closed = left as it is: no key here opens it
# How many records came out how: the first of these two, then each of the others that is not zero, in one sentence.
key-count-resealed = { $count } sealed anew
key-count-would-be-resealed = { $count } would be sealed anew
key-count-sealed-already = { $count } sealed to these keys already
key-count-sealed-to-unknown = { $count } sealed, but which keys open them can't be seen from outside (name a key with --identity to see more)
key-count-unsealed = { $count } not sealed
key-count-drafts = { $count } unfinished ones left as they are
key-count-failed = { $count } could not be opened or written (named above)
key-count-left = { $count } still to do: run it again
key-reseal-nothing-changed = Nothing was changed.
key-reseal-copies = Copies that were made before, on sticks or in backups, stay as they were.

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
key-sealed-could-be-made = whoever has the public keys of this store could have made it
key-unsealed-could-be-made = whoever can write to this disk could have made it
key-sealed-part-not-signed = no known device signed { $events }, and whoever has the public keys of this store could have made that part
key-unsealed-part-not-signed = no known device signed { $events }, and whoever can write to this disk could have made that part
# A command follows.
key-record-in-doubt = note: { $id }: { $doubt }. To look at it closely:
key-can-not-sign = note: records saved now are not signed by this device: { $why }
# A command follows, behind a colon.
key-signing-open-to-others = if nobody else read it, take their right away. Otherwise delete it: the next record makes a new key, which has to be made known on the other devices
key-device-trusted = Known from now on: { $name } ({ $fingerprint }). Compare this fingerprint with the one that `key show` prints on that device. `case verify` names it where it signed a record.
key-device-distrusted = Not known any more: { $name }.
