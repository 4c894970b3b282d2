# What the commands print: errors of a call, notes, and what was done.

## This device and this program.

command-clock-wrong = the clock of this device is wrong: { $why }
    .help = set its day and time
command-unknown-zone = TZ names an unknown time zone: { $zone }; days and times are in UTC
    .help = write it as Asia/Bangkok, or unset TZ to use the zone of the device
command-fault = tipscreen has a fault
# $place: a file of the sources and a line of it.
command-fault-at = tipscreen has a fault ({ $place })

## How a result is to be written.

command-for-is-for-page = --for is for a page
    .help = add --format md or --format html
command-subject-is-for-card = --subject is for a card
    .help = add --format card
command-page-not-on-screen = a page for a browser can't be read on this screen
    .help = name a file with --result

## Ids that are not known.

command-see-catalogue = see `tipscreen catalogue show`
command-catalogue-lists = `tipscreen catalogue show` lists them

## case: what is kept on this device.

command-no-store = there is no store
    .help = check the path
command-nothing-kept = note: no screening is saved in { $folder }
command-not-finished = note: this screening is not finished
command-history-is-no-page = a history can't be a page or a card
    .help = leave --format out, or use --format json
command-notes-on-table = notes are never part of a page, a card or JSON
    .help = leave --format out
command-unchanged = unchanged, { $events ->
    [one] 1 event
   *[other] { $events } events
}

## What was done in a screening, a line for each thing. Whoever reads it checks a record.

command-history-began = began with { $catalogue } { $version }
command-history-words = { $fact }: answered in words
command-history-note = { $sign }: a note was written or taken out
command-history-passed = { $question }: left as it was
command-history-detail = detailed questions wanted
command-history-no-detail = detailed questions left out
command-history-finished = the other questions on signs left out
command-history-stopped = stopped
command-history-met-again = a later meeting began
command-history-withdrew = the person no longer agreed to a record
command-history-paused = paused
command-history-resumed = resumed
command-history-moved = moved to { $catalogue } { $version }
command-history-ended = ended: { $how }

## case erase: what is erased does not come back.

command-erase-needs-yes = erasing must be confirmed
    .help = add --yes where nobody can be asked
# The word that is typed, `erase`, stays as it is.
command-erase-sure = This erases { $records } for good. Type `erase` to go on.
command-erase-sure-with-copies = This erases { $records } for good, with the copies named above. Type `erase` to go on.
command-erase-with-it = this is erased too: { $copy }
command-erase-nothing = Nothing was erased.
command-erased = { $record }: erased
command-erase-meetings = { $record } ({ $meetings } meetings)

## case export: how much was left out, by kind; never what.

command-left-out = note: left out: { $counted }
command-left-out-new-id = note: left out: { $counted }; the id is a new one
command-left-out-nothing = nothing
command-left-out-notes = { $many ->
    [one] { $many } note or free text
   *[other] { $many } notes and free texts
}
command-left-out-days = { $many ->
    [one] { $many } day
   *[other] { $many } days
}
command-left-out-officials = { $many ->
    [one] { $many } answer that goes to nobody
   *[other] { $many } answers that go to nobody
}
command-left-out-unlawful = { $many ->
    [one] { $many } answer that is kept from authorities
   *[other] { $many } answers that are kept from authorities
}

## case strays: a file in the folder of records that is none.

command-stray = note: { $file }: { $what }

## catalogue: what is looked for, and what a check says.

command-nothing-of-id = { $catalogue } has nothing of this id
command-no-sheet = { $catalogue } is for scoring only and has no questions
    .help = `tipscreen catalogue show` shows what is in it
command-no-country = { $catalogue } knows no country of this id
    .help = use one of { $known }
command-no-problem = no problem
command-only-warnings = no error, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}
command-problems = { $file }: { $problems } problem(s), { $warnings } warning(s)
command-rules-not-used = the rules of wording were not used
command-catalogue-counts = { $catalogue }: { $indicators } indicators, { $facts } facts, { $findings } findings, { $pathways } pathways, { $actions } actions, { $safeguards } safeguards, { $countries } countries

## explain --set: a changed answer.

# Above a table of two columns, which the next two head.
command-with-set = With --set { $set }:
command-as-answered = As answered
command-as-set = With --set
command-set-twice = `{ $id }` is answered twice
    .help = keep one; several values of a fact are joined by commas
command-set-form = an answer has the form ID=VALUE
    .help = write ID=present, ID=present:severe, ID=absent or FACT=value
command-set-no-answer = `{ $id }` can't have this answer
    .help = use one of { $known }
command-set-unknown = there is no indicator or fact of this id
command-set-no-way = this is not a possible answer
    .help = use one of { $known }
command-set-no-severity = `{ $id }` can't have this severity
    .help = use minor, serious or severe, where it is present and has degrees

## key: keys that seal, and devices that are known.

command-field-needs-recipient = a device for the field must seal to the key of another person
    .help = name it with --recipient age1…, as `key show` prints it on their device
command-recipient-is-for-field = --recipient works only with --field
    .help = add --field too, or add the key later with `key add`
command-public-key-form = a public key begins with age1 and has 62 characters, as `key show` or `age-keygen -y` prints it
command-remove-own = this is the key of identity.age: without it this device can't open what it saves from now on
    .help = add --own if that is what you want
command-remove-maybe-own = this may be the key of identity.age; only its passphrase can show it
    .help = give the passphrase with --passphrase-fd N, or add --own if you accept that it may be
command-remove-none = no public key of this store has this name, key or fingerprint
    .help = look at them with `key show`
command-remove-several = several public keys have this name
    .help = say which one by its fingerprint, as `key show` prints it
# A command follows on its own line.
command-reseal-no-key = there is no public key here to seal to
    .help = add one with `key add`, or make a key:
command-no-signing-key = this is no signing key of a device
    .help = it begins with tipscreen-device- and has 81 characters, as `key show` prints it on that device
command-device-no-name = a known device needs a name
    .help = give it a name that no other device has, with --name NAME
command-device-same-name = another device has this name
    .help = give it a name that no other device has, with --name NAME
command-device-unknown = no known device has this name, key or fingerprint
    .help = look at them with `key show`

## score.

command-page-of-one-case = a page is about one case, and there are several
    .help = name one case
# Above the result of a case by another catalogue.
command-case-by = == { $case }, by { $catalogue }
command-more-not-scored = { $file }: { $more } more records could not be scored; correct the first ones, and run it again

## screen: how it begins, and a script that is played.

command-same-file = { $one } and { $other } name the same file
    .help = name two files
command-no-questions = { $catalogue } has no questions to ask
    .help = use it with `score`
command-country-unknown = no country has this name
    .help = use one of { $known }
command-first-meeting = first meeting, begun { $begun }
# $meeting: such as "second meeting".
command-later-meeting = { $meeting } of { $day }, the first began { $begun }
# $last: when it was last written to. $meeting: one of the two above.
command-unfinished = { $last }: { $record }, { $meeting }, unfinished, { $catalogue }
# A command follows on its own line.
command-is-finished = this screening is finished
    .help = to begin a later meeting:
command-is-not-finished = this screening is not finished
    .help = to go on with it:
command-stays-sealed = this screening is sealed, and stays so
    .help = leave --unsealed out
command-no-key-to-seal = there is no public key here to seal it with again
    .help = add the public keys that may open it with `key add`
command-spared = note: { $questions } questions were skipped, because they could decide nothing any more
command-not-expected = { $of }: expected { $expected }, got { $got }
command-never-reached = `{ $id }` is in the script but was not asked
    .help = answer what leads to it, or mark it `volunteered = true`

## train.

command-no-script = no script was found in the named files and folders
    .help = name files or folders with files that end in .toml
# A command follows on its own line.
command-why-as-it-does = to see why the first of these scripts has its result:
command-quiz-other-script = it is the case of another script
    .help = name the file that the quiz wrote, or leave out --resume
command-quiz-not-one-case = it does not hold one case
    .help = name the file that the quiz wrote, or leave out --resume
