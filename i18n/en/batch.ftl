# `batch`: case files of any size. What is told of single records, what it all came to, and errors of the call.

## What is read.

batch-standard-input-twice = standard input is named twice
    .help = it can be read only once
batch-passed-over = note: skipped in folders: { $files }. They are hidden, or their names do not end as case files do (.json, .ndjson, .jsonl, .tipscreen, and with .gz, .zst or .age)
batch-no-file = note: no case file was found in the named files and folders
batch-and-more = and { $more } more
batch-strays = note: these files in a store may be copies of records: { $files }
    .help = those that end as a record does are scored too, because a copy may be newer; add --check-duplicates to score each person once (--summary and --top always do that)

## Options that do not fit.

batch-bom-is-for-csv = --bom is for --format csv
    .help = add --format csv, or leave --bom out
batch-ndjson-is-for-results = --format ndjson is for results
    .help = with --summary use table, json, markdown or csv
batch-format-is-for-summary = this --format is for a summary
    .help = add --summary, or use ndjson, csv or table
batch-full-is-for-ndjson = --detail full is for --format ndjson
    .help = leave one of the two out

## --where and --finding-at-least.

batch-where-form = --where takes a fact and a value
    .help = write it as FACT=VALUE
batch-where-no-fact = --where names a fact that the catalogue does not have
batch-where-no-values = --where names a fact that has no values to choose from
    .help = name another one
batch-where-no-value = --where names a value that the fact does not have
    .help = use { $known }
batch-no-order = the findings of this catalogue have no order
    .help = leave --finding-at-least out
batch-no-finding = --finding-at-least names a finding that the catalogue does not have
    .help = use one of { $known }

## --summary and what belongs to it.

batch-list-moved-names-cases = --list-moved names cases; a summary that hides small counts must not name any
    .help = add --suppress 0 if everybody who will see it may see the cases, or leave --list-moved out
batch-list-moved-same-findings = --list-moved is for catalogues with the same findings, such as two versions of one
    .help = leave it out; `score --catalogue` takes several catalogues and shows the finding of a case by each
batch-by-three = --by is given more than twice
    .help = name one fact, or two
batch-by-same = --by names the same fact twice
    .help = name two, or one once
batch-by-no-fact = --by names a fact that the catalogue does not have
batch-by-no-values = --by names a fact that has no values to choose from
    .help = name another one
batch-what-if-no-indicator = --what-if names an indicator that the catalogue does not have
batch-what-if-no-change = --what-if names a change that does not exist
    .help = use one of { $known }, without=INDICATOR
batch-list-moved-kept = warning: { $file } names the cases whose finding changes; protect it as you protect the cases
batch-small-counts = warning: small counts are shown and can identify people; protect this as you protect the cases
batch-page-is-in = the page is in { $file }

## While it runs.

# The names in braces are filled in by the bar.
batch-progress-known = {"{bar:20} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left, {msg}"}
batch-progress = {"{spinner} {bytes}, {bytes_per_sec}, {msg}"}
batch-progress-counts = { $results } results ({ $rate }/s), { $refused } rejected
batch-more-than-table = { $more } more do not fit into a table: --top N shows the first, --format csv all

## What it all came to: joined by commas.

batch-read = { $records } records read: { $results } results
batch-left-out = { $records } left out by the options
batch-superseded = { $records } older records or copies of the same persons left out
batch-withdrawn = { $records } skipped, because the person withdrew consent to a record
batch-refused = { $records } rejected
batch-refused-in = { $records } rejected (in { $file })
batch-only-refused = { $records } records rejected; the number read is not shown: it could identify people
batch-only-refused-in = { $records } records rejected (in { $file }); the number read is not shown: it could identify people
batch-not-read = { $files } files not read, or read only in part: there may be more cases

## Warnings of how many. A number that could identify people is told by a word.

batch-some-cases = some cases
batch-some = some
batch-implausible-days = { $days } days of cases can't be right: results name them as `implausible_days`
batch-implausible-days-counted = { $days } days of cases can't be right; --by month counts them separately
batch-contradictions = { $cases } cases have answers that contradict each other: results name them as `contradictions`
batch-contradictions-counted = { $cases } cases have answers that contradict each other; a table counts them

## Files that could not be read.

batch-unreadable = { $reason }
    .help = check the path and its permissions; the other inputs were read
batch-unreadable-at = { $reason }, at line { $line }
    .help = the rest was not read; the file may be cut off or damaged, and if it is packed, the part before may be altered too
batch-not-altered-so-far = the part that was read, to line { $line }, was not altered

## How it ended. $written: one of the first two.

batch-no-summary = no summary was written, because not all records were counted
batch-written = { $results } complete results were written
batch-correct-files = { $written }: correct the files above, or leave them out
batch-stopped = stopped at the first rejected record (--strict); { $written }
batch-interrupted = interrupted; { $written }
batch-rejects-end-there = note: the program that read the results stopped early; the file of rejected records ends there too
batch-fault = tipscreen has a fault; { $written }
    .help = please report the place above to its makers
batch-not-read-twice = to find the newest record of each person, the input must be read twice; more than 8 MB from a pipe can't be
    .help = save it to a file and name that
batch-too-many = there are too many records to compare their ids
    .help = split them into parts with different persons, and score each part alone
batch-changed = a file changed while it was read
    .help = run it again when nobody writes to the files
batch-undecided = no summary was written: for { $ids } case ids, named above, no record is certainly the newest
    .help = keep the right record and leave the others out; if they are different persons, give each one an id

## Records that are rejected. Holds nothing of what was answered.

batch-record-cut-off = the record is cut off: its file could not be read any further
    .help = get the whole file, and score it again
batch-record-undecided = the case id has several records with different answers, and none is certainly the newest: { $one } and { $other }
    .help = keep the right record and leave the others out; if they are different persons, give each one an id
batch-packed-twice = the file is packed more than once, and nothing of it was read
    .help = unpack it, and pack it once
batch-no-text = { $what }, and nothing of it was read
batch-record-not-utf8 = the record holds bytes that are not UTF-8 text
    .help = save the file as UTF-8
batch-result-not-written = the result can't be written
    .help = report this to the makers of tipscreen; no part of the result was written
batch-other-rules = the case was answered with other rules: another version of the catalogue, or other country files
batch-not-comparable = the case was recorded with an older kind of rules fingerprint, so it can't be checked whether the rules changed since
batch-rescore = score it with that version, or with --on-version-change rescore by today's rules

## Rejected records that are read again.

batch-reject-with-bytes = the record holds bytes that are not UTF-8 text
    .help = correct `record`, and take `bytes` out
batch-reject-no-json = the line of the rejected record is cut off, or is not JSON
    .help = get the whole line, and correct what is in `record`
batch-reject-key-twice = a key appears twice in the line of the rejected record
batch-reject-unknown-key = the line of the rejected record has an unknown key
batch-reject-changed = the line of the rejected record was changed
batch-correct-record = correct what is in `record`, and leave the rest unchanged

## What has to be said of a case that is scored all the same.

batch-contradiction = some answers contradict each other
    .help = Ask again, and correct them. The result names them as `contradictions`.
