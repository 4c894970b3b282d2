# Problems of files of cases. None repeats what a file says of a person.

## The file or the record as a whole

case-empty-file = the file is empty
    .help = was it cut off, or saved elsewhere?
case-too-long = the record has { $bytes } bytes, more than the { $most } that are read
    .help = shorten its notes, or split what is several records
case-not-json = not JSON
case-too-deep = brackets are nested too deep
    .help = take out what does not belong in a case
case-text-ends-too-early = the text ends too early; is the file whole?
case-correct-json = correct the JSON here
case-other-format = another format
    .help = use `{ $format }`
case-missing-key = the case has no `{ $key }`
    .help = add `{ $key }`
case-other-catalogue = the case was answered with another catalogue
    .help = name the catalogue it was answered with first

## Keys

# A key may be a name: case-unknown-key is for one that may not be shown.
case-unknown-key = this key is not known here
    .help = take it out, or see `tipscreen catalogue show`
case-unknown-key-named = `{ $key }` is not known here
case-put-key-under = put it under `{ $place }`
case-key-twice = the key appears twice
    .help = keep one of the two
case-key-hidden-character = this key holds a hidden character
    .help = take it out
case-extra-hidden-character = a key holds a hidden character
    .help = take it out
case-extra-key-too-long = a key is too long
    .help = shorten it to { $most } characters
case-too-many-extras = there are more than { $most } extra facts
    .help = take out those that nobody needs

## Values

# $wanted is one of case-wanted-…
case-wrong-type = the value is of another kind
    .help = give { $wanted }
case-wanted-answers = answers by indicator id in {"{ }"}
case-wanted-answer = "present", "absent" … or an answer in {"{ }"}
case-wanted-string = a string
case-wanted-basis = a list such as ["told", "observed"]
case-wanted-case = a case in {"{ }"}
case-wanted-catalogue = the catalogue's id, version and method in {"{ }"}
case-wanted-facts = facts by id in {"{ }"}
case-wanted-values = a list of values in [ ]
case-wanted-yes-or-no = "yes" or "no" in quotes
case-wanted-text = a text in quotes
case-wanted-any-value = any value
case-wanted-another-kind = another kind of value
case-wanted-one-of = one of { $known }
case-text-hidden-character = the text holds a hidden character
    .help = take it out
case-text-empty-or-too-long = the text is empty or too long
    .help = use 1 to { $most } characters
case-id-empty-or-too-long = the text is empty or too long
    .help = use 1 to { $most } characters that can be seen
case-note-too-long = the text is too long
    .help = shorten it to { $most } characters
case-not-a-date = this is not a date
    .help = write it as 2026-01-15
case-number-too-large = the number is too large to keep every digit
    .help = write it as a text in quotes
case-no-such-value = the fact has no such value
    .help = use one of { $known }

## Answers

case-indicator-twice = the indicator is answered twice
    .help = keep one; a retired id and its replacement are the same indicator
case-answer-without-presence = the answer has no `presence`
    .help = add `presence`
case-severity-without-present = a severity without `present`
    .help = take `severity` out
case-no-severities = this indicator has no severities
    .help = take `severity` out

## Days that can't be right

case-day-in-the-future = { $day } has not come yet
case-day-too-early = { $day } is before { $first }, the earliest day that a screening can have
case-buddhist-year = { $year } looks like the Thai calendar: { $common }?
case-correct-day = The day is not used to see who waits longest or which record is newest. Correct it where the case was made
case-correct-buddhist-year = A queue uses that year if it can be right. The case is not changed. Correct the day where the case was made

## Files that hold no cases

# What a file seems to be. case-foreign-write-as-cases is the help of those that have none of their own.
case-foreign-table-tabs = this looks like a table of { $columns } columns between tabs, and nothing of it was read; cases are JSON
case-foreign-table = this looks like a table of { $columns } columns between `{ $between }`, and nothing of it was read; cases are JSON
case-foreign-own-format = this looks like a file of `{ $format }`, and nothing of it was read; cases are JSON
    .help = name the files of the cases that it was made from
case-foreign-spreadsheet = this looks like a spreadsheet, and nothing of it was read; cases are JSON
case-foreign-archive = this looks like an archive of files, and nothing of it was read; cases are JSON
    .help = unpack it, and name the files or the folder
case-foreign-form-answers = this looks like answers from a form program such as KoboToolbox or ODK, and nothing of it was read; cases are JSON
case-foreign-json = this looks like JSON of another program: nothing in it has a key of a case, and nothing of it was read; cases are JSON
case-foreign-markup = this looks like a page or a form in HTML or XML, and nothing of it was read; cases are JSON
case-foreign-toml = this looks like TOML, as a script or a catalogue is, and nothing of it was read; cases are JSON
    .help = play a script with `screen --script FILE`
case-foreign-text = this looks like a text without any JSON in it, and nothing of it was read; cases are JSON
case-foreign-no-text = this looks like no text at all, and nothing of it was read; cases are JSON
case-foreign-write-as-cases = write each person as a case: `catalogue schema case` shows what a case holds

## A file that is not one record a line ends at its first fault. `read`: how many records before it were read.

case-no-json-from-here = { $read ->
        [0] the file is no JSON: { $why }
        [one] from here the file is no JSON: { $why }. The record before this was read, and nothing after it
       *[other] from here the file is no JSON: { $why }. The { $read } records before this were read, and nothing after them
    }
    .help = correct the JSON here and try again, or write one record a line: then an error ends only its line
case-ends-too-early = { $read ->
        [0] the file ends too early, before its first record is whole
        [one] the file ends too early. One record was read
       *[other] the file ends too early. { $read } records were read
    }
    .help = get the whole file, or close what is open at its end
case-record-too-long = { $read ->
        [0] the record has more than { $most } bytes, and reading stopped here
        [one] the record has more than { $most } bytes, and reading stopped here. The record before this was read
       *[other] the record has more than { $most } bytes, and reading stopped here. The { $read } records before this were read
    }
    .help = shorten its notes, or write one record a line: then only this line is left out
case-unread-from-here = { $read ->
        [0] the file can't be read: { $why }
        [one] the file can't be read from here on: { $why }. One record was read
       *[other] the file can't be read from here on: { $why }. { $read } records were read
    }
    .help = get the whole file, and score it again
