# Problems of case files.

## A file that is not one record a line ends at its first fault. `read`: how many records before it were read.

case-no-json-from-here = { $read ->
        [0] the file is no JSON: { $why }
        [one] from here the file is no JSON: { $why }. The record before this was read
       *[other] from here the file is no JSON: { $why }. The { $read } records before this were read
    }
    .help = correct the JSON here and try again, or write one record a line: then an error ends only its line
case-ends-too-early = { $read ->
        [0] the file ends too early, inside its first record
        [one] the file ends too early. One record was read
       *[other] the file ends too early. { $read } records were read
    }
    .help = get the whole file, or close what is open at its end
case-record-too-long = { $read ->
        [0] the record has more than { $most } bytes, and the file was not read on
        [one] the record has more than { $most } bytes, and the file was not read on. The record before this was read
       *[other] the record has more than { $most } bytes, and the file was not read on. The { $read } records before this were read
    }
    .help = shorten its notes, or write one record a line: then only this line is left out
case-unread-from-here = { $read ->
        [0] the file can't be read: { $why }
        [one] the file can't be read on from here: { $why }. One record was read
       *[other] the file can't be read on from here: { $why }. { $read } records were read
    }
    .help = get the whole file, and score it again
