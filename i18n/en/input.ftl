# Files that are read or written.

input-not-written = { $file }: { $reason }
    .help = make room or name another place, and run it again

input-nobody-reads = the program that read it stopped

## What is written, where it has no name.

input-the-output = the output
input-the-results = the results
input-the-rejects = the file of rejected records

## A code that is to be explained.

input-unknown-code = there is no such code
    .help = `tipscreen explain-code` lists all

## What is read: names, and what is no file.

input-standard = standard input
input-not-regular = not a regular file

## Why a file can't be read.

input-not-there = there is no such file
input-no-permission = you may not read it
input-is-folder = it is a folder
input-ends-early = it ends too early
input-damaged = it is damaged
input-unreadable = it can't be read
input-is-link = it is a link to another place, and links in a folder are not followed
    .help = put the file itself there, or name it
input-too-large = the file has more than { $most } bytes
input-not-utf8 = this is not UTF-8 text
    .help = save the file as UTF-8 and try again

## What to do about it.

input-check-path = check the path and its permissions
input-another-place = name another place
input-another-file = name another file
input-split = split it into several files in the same folder
input-folder-to-batch = score folders and stores with the command `batch`
input-long-to-batch = score long files with `batch`

## Catalogues.

# $problems: how many problems it has, such as "3 problems in the catalogue".
input-catalogue-not-used = { $problems }: it was not used
input-no-builtin = there is no built-in catalogue of this id
    .help = built in: { $known }; a file needs its path, such as ./mine.toml
input-no-builtin-but-near = there is no built-in catalogue of this id
    .help = did you mean `{ $near }`? built in: { $known }; a file needs its path, such as ./mine.toml
input-no-toml-file = { $folder } holds no .toml file
    .help = name the folder that holds the catalogue

## Cases.

input-no-case = note: there is no case in { $file }
input-unknown-key = `{ $key }` ({ $records } records)
# $keys: several of the above.
input-unknown-keys = note: keys that do not belong to the format: { $keys }
    .help = take them out, or put your own data under `facts` with a key that begins with x-

## What is wrong with the bytes of a file.

input-link = it is a link, and links in here are not followed
input-checksum = its checksum does not match
input-utf16 = the file is UTF-16
input-utf16-without-mark = the file is UTF-16 without a mark, or no text at all
input-two-marks = the file has two byte order marks
