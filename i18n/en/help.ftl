# The help of the command line: `--help`, `-h`, the manual page and the shell completions print it.
#
# A key is what a user types: `help-key-new` is the command `tipscreen key new`, `help-key-new--field` its option `--field`.
# An argument that is typed without a name, such as the files of `batch`, has the name of the code: `help-batch--inputs`.
# `help--store` is an option that several commands share; a text of one command, such as `help-screen--plain`, goes first.
#
# `-h` prints the sentence. `--help` prints it too, and then the attribute `.long`. Any other attribute of an option is one
# of its values: `.json` is about `--format json`. The last sentence has no full stop. Words in capitals, options and words
# in backticks are typed: leave them as they are. An argument whose name is shared (`id`, `script`, `catalogue`) needs a text
# of its own where it means something else: no test notices.

## The program.

help-tipscreen = Guided first screening of possible trafficking cases against indicator catalogues
    .long = The program is a screening aid: it says what to do next, and makes no finding of fact. Formal identification is the task of the competent authority. The program sends nothing anywhere, and a screening needs no name.
    .after =
        Start here:         tipscreen screen
        Score a file:       tipscreen score case.json
        Help on a command:  tipscreen help screen

## Arguments that several commands share.

help--catalogue = Use this catalogue: a built-in one by id, a file (ending in .toml) or a folder (with a slash)
help--country-file = Add this country file of your own: more contacts, cautions, a higher risk (repeatable)
help--store = Use this folder as the store [default: the variable `TIPSCREEN_STORE`, or tipscreen in the user's data folder]
help--identity = Decrypt with this age identity file [default: the keys of the store]
help--passphrase-fd = Read the passphrase of the key, or of a case encrypted with a passphrase, from this open file, such as 3 with 3< FILE. Without this option, the program asks on a terminal
help--format = Write the result in this format
    .table = For people
    .json = For programs: one object per line
    .md = A page as Markdown, to save or to hand over
    .html = A page for a browser or a printer, in one file
    .card = A few lines to carry, safe if somebody finds them
help--detail = Choose how much of the result is written (table, json)
    .short = One screen: the finding, how soon, what to do now, whom to call, and rules that protect
    .full = All of it: also reasons, services, open answers, and the country
help--for = Make a page (md, html) to hand over to a service or to an authority. Without this option, the page is for you
    .service = What the person agreed to, without anything that could harm them
    .authority = The minimum: needs, safeguards, and what the person agreed to share
help--subject = Also say on a card what it is about. Without this option, the card does not reveal it
help--result = Write the result to this file, which only you can read
help--id = The id of the screening, or the beginning of the id
help--script = The script
help--plain = Use plain lines, for screen readers and bad connections
help--yes = Skip the confirmation

## screen: a guided screening.

help-screen = Screen one person with guided questions that end in a recommendation
help-screen--plain = Use plain numbered lines, for pipes, screen readers and bad connections
help-screen--discreet = Screen where others may look. A separate screen is cleared after each answer and at the end, and no answer is repeated on it
help-screen--quick = Skip every question that can no longer change the finding, the urgency or a protective pathway
help-screen--script = Let a script answer, and compare the result with what the script expects
help-screen--training = Mark this screening as training: there is no real person
help-screen--unsealed = Save every answer on this device without encryption, even if there are keys, once the person agrees to a record
help-screen--resume = Resume an unfinished screening: the one with this id, or one that you choose from a list
help-screen--continue = Begin a later meeting with the person of a finished screening. It asks only the open questions
help-screen--record = Write the interview as a script that plays it again. It needs --training: the story of a real person must not become class material
help-screen--out = Write the case to this file, which only you can read. The file needs the person's consent to a record, and is encrypted where the store is
help-screen--country = The country where this meeting takes place, such as TH. The question about it is skipped

## score: one or a few case files.

help-score = Score one or a few case files, and explain each result
help-score--cases = Case files: one case, a list, or one case per line; - for standard input
help-score--catalogue = Use this catalogue: a built-in one by id, a file or a folder. A further one scores the same answers by its method, derived through the sources that both cite

## batch: many cases.

help-batch = Score case files of any size as a stream: memory use stays small, and every rejected record is reported
help-batch--inputs = Case files, folders of case files, stores, or - for standard input. A file is one case per line, a list, or one case; plain, gzip or zstd
help-batch--format = Write results as one object per line (the default), as rows for a spreadsheet, or as a table for a few. With --summary: write tables for a screen (the default), for a page, for a program, or one row per count
    .ndjson = One object per line
    .csv = Rows for a spreadsheet
    .table = A table on a screen, for a few results; with --summary, its tables
    .json = A summary as one object
    .markdown = A summary as a page of Markdown
help-batch--bom = Begin rows (--format csv) with a byte order mark, so that spreadsheets read the text as UTF-8
help-batch--detail = Choose how much of a result is written. The value `full` adds the reasons, the open answers and the hash, and is slower
    .short = Assessment and recommendation
    .full = Also the reasons
help-batch--rejects = Write the rejected records to this new file, each with its place and reason, to correct them and score them again. The file has everything in them, also answers and notes, and is encrypted where the store is
help-batch--unsealed = Write the file of --rejects without encryption, even if there are keys
help-batch--strict = Stop at the first record that cannot be scored
help-batch--on-version-change = Choose what happens to cases that were answered with another version of the catalogue's rules. They are scored by today's rules and counted, or rejected, or scored without a message
    .warn = Score by today's rules, and report how many
    .refuse = Reject
    .rescore = Score by today's rules, without a message
help-batch--check-duplicates = Score only the newest record of each case id, by its events and then by its day. If the order is not clear, all of them are rejected. If an id comes twice, the input is read again. With --summary and --top this is always on
help-batch--where = Keep only cases in which the fact has this value, or one of these; also unknown, declined or not-asked (repeatable; all must hold)
help-batch--finding-at-least = Keep only results with this finding or a higher one
help-batch--limit = Stop after this many results
help-batch--top = Keep only the first N in the order in which people would be seen: urgency, child, finding, longest wait, points
help-batch--jobs = Run this many scorers in parallel [default: one per processor of the machine]

## batch: totals. The heading is above these options.

help-heading-totals = Totals
help-batch--summary = Count the results instead of writing them: tables that name nobody (--format table, json, markdown or csv)
help-batch--html = Count the results, and write the tables with charts to this new file: one page for a browser or a printer
help-batch--compare = Also assess each case by another catalogue, a built-in id or a path, and count the results. The tables show which findings are the same, which move and why, and how many answers carry over
help-batch--list-moved = Write the cases whose finding moves to this new file, one per line: id, from, to. It needs --suppress 0, because it names cases
help-batch--by = Cross the findings with a fact, or with `month`. Given twice, it also crosses the two with each other
help-batch--what-if = Assess each case once more with a change, and show which findings move (repeatable). Changes: severity-minor, severity-serious or severity-severe (of all that is present), suspected-present, without=INDICATOR
help-batch--suppress = Hide every count from 1 to N-1, and every count that would follow from those shown. The value 0 shows all counts, and can identify people
help-batch--purpose = Count cases that were recorded for this purpose
    .screening = Real people
    .research = Research
    .training = Training, without a real person
    .any = All of these together

## explain: why a case has its result.

help-explain = Explain why a case has this result, why it has no other, and what would change it
help-explain--case = A case file; - for standard input
help-explain--set = Also explain the case with this answer changed, and show both results side by side (repeatable). Write ID=present:severe, ID=absent, FACT=value or FACT=value,value

## train: example cases, and rater agreement.

help-train = Train with example cases: check, play and screen them
help-train-check = Run scripts, and compare each result with what the script expects
help-train-check--paths = Scripts, or folders with scripts
help-train-check--format = Write the report in this format
    .table = For people: one line per script
    .json = For programs: one object
    .junit = For build servers
help-train-play = Play a script to a class: the interview question by question, with the teaching points and the result
help-train-play--pace = Continue after this many seconds; teaching points still wait for a key
help-train-quiz = Screen the case of a script yourself, and see where you and the script differ
help-train-quiz--out = Write your case to this file [default: the script's name with -quiz.json, in this folder]
help-train-quiz--resume = Resume the case that was written to the file before
help-train-quiz--role-play = Let somebody else play the interviewee: the story and the words are hidden
help-train-quiz--sheet = Print the sheet for the person who plays the interviewee, instead of the quiz
help-train-agree = Measure rater agreement on the same cases, and show which signs divide the raters
help-train-agree--raters = One path per rater: a case file, or a folder with the rater's case files
help-train-agree--key = Scripts of these cases, or folders with scripts: count how many marked what the script has (repeatable)

## case: records on this device.

help-case = List, show, verify, export and erase the screenings that are saved on this device
help-case-list = List the saved screenings without their results, unfinished ones first. For encrypted ones, name a key to see more
help-case-show = Show the result of a screening, as it is now
help-case-show--history = Show everything that was done, in order, instead of the result
help-case-show--notes = Also show the notes that were written, beside their questions. They are for you alone, and need a table
help-case-verify = Verify that records are unchanged: every event in its place, and the case that follows from them
help-case-verify--ids = The ids of screenings; without one, all
help-case-export = Export a case file for others, with a new id and without notes, days, officials and unlawful acts. Ask for them with --with
help-case-export--to = Write to this file, which only you can read [default: standard output]
help-case-export--with = Include what is left out by default
    .notes = Notes and free texts
    .days = The day of the screening, and other days
    .officials = Facts that go to nobody, such as that an official took part
    .unlawful = Signs that are kept from authorities or from everybody: of unlawful acts, of status, of selling sex
    .id = The id of the record, instead of a new one
help-case-erase = Erase screenings from this device, with every copy of them in the store
help-case-erase--ids = The ids of the screenings

## key: encryption and devices. The program calls encryption sealing.

help-key = Manage the keys that encrypt (seal) what is saved on this device
help-key-new = Make the keys of this device with a passphrase: what is saved from then on is encrypted
help-key-new--field = Make keys for a device that may be lost. It can resume its own drafts, and cannot open what is finished
help-key-new--recipient = With --field: the public key (age1…) of the person who opens what is finished (repeatable)
help-key-new--passphrase-fd = Read the new passphrase from this open file, such as 3 with 3< FILE. Without this option, the program asks on a terminal
help-key-add = Encrypt what is saved from now on to these public keys (age1…) too, such as a supervisor's
help-key-add--recipients = The public keys
help-key-add--name = Add a comment that says whose keys they are
help-key-reseal = Encrypt saved records again, to the present public keys, for a key that was added later. After an interruption, run it again: each record is replaced whole
help-key-reseal--ids = The ids of screenings, or the beginnings of ids; without one, all records
help-key-reseal--dry-run = Change nothing: list the records that are encrypted to the present keys, and those that would be encrypted again
help-key-reseal--unsealed-too = Also encrypt records of real screenings that are not encrypted
help-key-remove = Remove a public key: it does not open what is saved from now on. It still opens what was encrypted before, until `key reseal`
help-key-remove--which = The key, its name, or its fingerprint
help-key-remove--own = Remove it even if it is the key of this device's identity.age
help-key-accept = Accept the present public keys of the store, after you compared their fingerprints. Nothing is encrypted to keys that nobody accepted on this device
help-key-trust = Trust the signing key of another device, as `key show` prints it there: `case verify` then names that device
help-key-trust--device = The signing key of that device (tipscreen-device-…)
help-key-trust--name = The name of that device on this one
help-key-distrust = Remove the trust in the signing key of another device
help-key-distrust--which = The name, key or fingerprint of that device
help-key-show = Show the public keys with their fingerprints, which were accepted here, and which secret file belongs to which. It also shows the signing key of this device, and never a secret

## catalogue: indicator catalogues.

help-catalogue = Show, print, compare and check indicator catalogues
help-catalogue-list = List the built-in catalogues
help-catalogue-show = Show a catalogue at a glance, or everything about one indicator, fact, rule or source
help-catalogue-show--id = The id of anything in it: an indicator, a fact, a dimension, a flag, a finding, a pathway, a source …
help-catalogue-print = Print the blank questionnaire with its branches and rules, for a place without a computer
help-catalogue-print--core = Print only the core questions
help-catalogue-print--format = Print text, or a page for a browser or a printer
    .text = Plain text, wrapped
    .html = One self-contained page
help-catalogue-my-contacts = Print a list to fill in with your office's own contacts: saved in one file, it is read without an option
help-catalogue-my-contacts--country = The country, by its id, such as TH
help-catalogue-schema = Print a JSON Schema of the files that are read and the lines that are written, for editors and other programs
help-catalogue-schema--of = Choose what the schema describes
    .case = A case file against the catalogue
    .result = A result line by the catalogue
    .script = A script for the catalogue
    .catalogue = A file of a catalogue: the format, the same for every catalogue
help-catalogue-diff = Show what changed between two catalogues, in meaning and in texts, and which findings move
help-catalogue-diff--old = The old catalogue: a built-in id, a file or a folder
help-catalogue-diff--new = The new catalogue
help-catalogue-diff--cases = Case files: show every finding that moves, and the rule that moves it
help-catalogue-check = Check catalogues, and show every problem with its place and what to do
help-catalogue-check--catalogues = Built-in ids, files or folders; without one, all built-in catalogues
help-catalogue-check--country-file = Check each catalogue together with these country files of your own (repeatable)
help-catalogue-check--wording = Also check the wording, by the rules for the built-in catalogues or by those of your own file
help-catalogue-check--strict = End with exit code 3 where there are warnings too
help-catalogue-check--short = Print one problem per line, without the source
help-catalogue-check--format = Write for people, or one line of JSON per catalogue
    .text = Problems with their source lines
    .json = One JSON object per catalogue

## completions, explain-code and man.

help-completions = Print shell completions
help-completions--shell = The shell
help-explain-code = Explain the code of an error, or list all codes
help-explain-code--code = The code, as the brackets of an error show it
help-man = Print the manual page
