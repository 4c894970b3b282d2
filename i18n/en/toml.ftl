# Problems of files of TOML, and what a file is that can't be read as a text. Read by whoever writes a catalogue or a script.

## The file as a whole

toml-file-too-large = the file has more than { $most } bytes
    .help = split it into several files in the same folder
toml-holds-json = the file holds JSON, as a case or a record does, but TOML is read here
    .help = name a TOML file; `score` and `batch` read cases
toml-too-many-problems = there are more than { $most } problems; the others are not shown
    .help = correct the first one, and check again
toml-too-many-warnings = there are more than { $most } warnings; the others are not shown
    .help = correct the first one, and check again
# What to do about what the parser of TOML reports in its own words.
toml-keep-one-key = keep one of them; the other would be lost
toml-use-fewer-brackets = use fewer brackets inside each other, and fewer points in a key
toml-correct-syntax = correct the TOML here; text needs quotes, tables need closing brackets

## Keys

toml-missing-key = `{ $key }` is missing
    .help = add `{ $key } = …`
toml-unknown-key = `{ $key }` is not a key of this table
toml-unknown-key-hidden = a key with a hidden character is not a key of this table
toml-take-unknown-key-out = take it out; this table does not have it

## Values

# $found is one of toml-found-…, $wanted one of toml-wanted-….
toml-wrong-type = this is { $found }
    .help = give { $wanted }
toml-found-text = text
toml-found-list = a list
toml-found-table = a table
toml-found-whole-number = a whole number
toml-found-number-with-point = a number with a point
toml-found-true-or-false = true or false
toml-wanted-text = text in quotes
toml-wanted-whole-number = a whole number
toml-wanted-true-or-false = true or false
toml-wanted-list = a list in [ ]
toml-wanted-table = a table in {"{ }"}
toml-wanted-date = a date such as 2026-01-15
toml-text-too-long = the text has more than { $most } characters
    .help = shorten it
toml-blank-text = `{ $key }` is blank
    .help = write something, or leave the whole entry out
toml-hidden-character = the text holds the hidden character U+{ $code }
    .help = take it out; only line ends may be used to lay out text
toml-number-out-of-range = the number is out of range
    .help = give a whole number from { $least } to { $most }

## Words and ids

# $known is a list of words, parted by commas.
toml-unknown-word = this word is not known here
    .help = use one of { $known }
toml-misspelt-word = this word is not known here
    .help = did you mean "{ $near }"? use one of { $known }
toml-use-one-of = use one of { $known }
toml-did-you-mean = did you mean `{ $near }`?

## Files that are no text

# Shown in front of what a file is in another encoding.
toml-save-as-utf8 = save it as UTF-8 and try again
toml-file-packed = the file is packed
    .help = unpack it, or score it with the command `batch`
toml-file-sealed = the file is sealed with age
    .help = open it with `age -d` first
toml-file-sealed-as-text = the file is sealed with age, and a program saved it as text and so destroyed it
    .help = get the original again; `age -o FILE` writes one, and `age -a` writes one that may be saved as text
toml-file-secret-keys = the file holds secret keys
    .help = name the file that was sealed to them, and this one with --identity
toml-file-public-keys = the file holds public keys
    .help = name another file; `key add` takes public keys
toml-file-ssh-key = the file holds an SSH key
    .help = name another file; tipscreen reads age keys
toml-file-of-other-program = another program sealed or signed the file, PGP for example
    .help = open it with that program first
