# Meetings of one person, editions of a catalogue, where a text comes from, and answers that do not fit together.

## Meetings of one person

meeting-nth = { $number ->
    [1] first meeting
    [2] second meeting
    [3] third meeting
   *[other] meeting { $number }
}
# Over two columns: the result of the meeting before, and of this one.
meeting-before = Before this meeting
meeting-now = Now
meeting-clock-set-back = Check the date of this device: it shows { $now }, and this record has an entry of { $latest }, which is later. This meeting is saved under the date that the device shows. You can go on all the same.

## Erasing meetings, after the person withdrew the agreement

meeting-withdrawn-erase = The person does not agree to a record any more, so nothing more is saved. Erase what was saved of this meeting so far?
meeting-withdrawn-erase-which = The person does not agree to a record any more, so nothing more is saved. What was saved of this meeting, while they agreed, is still there. The earlier meetings ({ $earlier }) are there too. What should be erased?
meeting-withdrawn-erase-earlier = The person does not agree to a record of this meeting, so nothing of it is saved. The earlier meetings ({ $earlier }) are still there. Erase them?
meeting-leave-saved = keep what was saved, save nothing more
meeting-erase = erase it now
meeting-erase-this = erase only this meeting; the earlier meetings ({ $earlier }) stay
meeting-erase-this-sure = This erases what was saved of this meeting. It can't be undone. The earlier meetings ({ $earlier }) stay.
meeting-erase-all = { $count ->
    [one] erase everything, the earlier meeting too
   *[other] erase everything, all { $count } meetings
}
meeting-erase-all-sure = This erases everything of this person: all meetings ({ $count }). It can't be undone.
meeting-erase-all-yes = erase everything
meeting-this-erased = This meeting is erased. The earlier meetings ({ $earlier }) are still saved. Copies by other programs were not checked: `case list` names those in the store. A disk or a backup may still hold erased files; they can't be removed from here.

## Discarding an unfinished meeting

meeting-discard = { $number ->
    [2] discard the second meeting for good; the earlier meetings ({ $earlier }) stay
    [3] discard the third meeting for good; the earlier meetings ({ $earlier }) stay
   *[other] discard the meeting { $number } for good; the earlier meetings ({ $earlier }) stay
}
meeting-discard-sure = { $number ->
    [2] This erases the second meeting. It can't be undone. The earlier meetings ({ $earlier }) stay as they were.
    [3] This erases the third meeting. It can't be undone. The earlier meetings ({ $earlier }) stay as they were.
   *[other] This erases the meeting { $number }. It can't be undone. The earlier meetings ({ $earlier }) stay as they were.
}
meeting-discard-yes = discard this meeting
meeting-discarded = { $number ->
    [2] The second meeting is discarded. The earlier meetings ({ $earlier }) are still saved.
    [3] The third meeting is discarded. The earlier meetings ({ $earlier }) are still saved.
   *[other] The meeting { $number } is discarded. The earlier meetings ({ $earlier }) are still saved.
}
# A command follows.
meeting-discarded-copies = Copies by other programs were not checked: `case list` names those in the store. A disk or a backup may still hold erased files; they can't be removed from here. Show what is saved:

## Editions of a catalogue

meeting-edition-other = This screening began with { $began }. There is another edition, { $other }:
meeting-edition-stay = go on with the one it began with, { $edition }
meeting-edition-move = move to { $edition }
meeting-edition-no-place = It has no place for the answers to: { $ids }. They stay in the history of the record.
meeting-edition-other-rules = note: the case was answered with other rules: another version of this catalogue, or other country files of your own. It is scored by today's rules
# $cases: a number, or "some cases" where the number could identify people.
meeting-edition-other-rules-cases = note: { $cases } were answered with other rules: another version of this catalogue, or other country files of your own. They are scored by today's rules
meeting-edition-not-comparable = note: the case was recorded with an older kind of rules fingerprint, so it can't be checked whether the rules changed since. It is scored by today's rules. This does not mean that the record was altered
meeting-edition-not-comparable-cases = note: { $cases } were recorded with an older kind of rules fingerprint, so it can't be checked whether the rules changed since. They are scored by today's rules
# In the place of the id of a catalogue that is not built in.
meeting-edition-another-catalogue = another catalogue
meeting-edition-carried = note: { $case }: recorded for { $catalogue }; its answers are carried over to { $name } as they are
# $answers: a list of ids; the next sentence may be its last part.
meeting-edition-left-over = note: { $case }: answers that have no place in { $name }, and do not count: { $answers }
meeting-edition-left-over-unknown = { $count ->
    [one] 1 under an id that is not known here
   *[other] { $count } under ids that are not known here
}
meeting-edition-left-over-cases = note: { $cases } hold answers that have no place in { $name }, because they were recorded for another catalogue. These answers do not count. `score` names them by case

## Texts that come from a country file of the user's own

meeting-origin-file = your file { $file }
meeting-origin-from-file = from your file { $file }
# Behind a text. $files: your file A and your file B.
meeting-origin-because = (because of { $files })
# How soon, with a file of the user, and without it.
meeting-origin-soon = { $now } (because of { $files }; without it: { $own })
meeting-origin-soon-nothing = no time is given
meeting-origin-without = Without { $files } the catalogue says here: { $text }
meeting-origin-state-last = Bodies of the state come last because of { $files }.
# Behind a contact of the catalogue for which a file of the user gives another one.
meeting-origin-catalogue-contact = (as the catalogue gives it)
meeting-origin-below = What your own files give is below.
meeting-origin-serves-nothing = for: nothing that is advised here
# On a card, behind a body of the state.
meeting-origin-only-if-chosen = – only if you choose it
meeting-origin-cites = Your file { $file } cites: { $sources }
meeting-origin-with = with { $files }
meeting-origin-file-hash = your file { $file } (SHA-256 { $hash })

## The folder of country files, where it is not read

meeting-folder-open = others may write to it
# Commands follow, behind a colon.
meeting-folder-open-help = check what is in it, then remove the write permission of others
meeting-folder-of-others = it belongs to somebody else
meeting-folder-of-others-help = copy the files that you trust into a folder of your own, or name each with --country-file
meeting-folder-not-known = who may write to it can't be found out
meeting-folder-not-known-help = check the folder and its permissions, or name each file with --country-file
meeting-folder-not-read = note: nothing was read from { $folder }; only the numbers and texts of the catalogue are shown

## Answers that do not fit together, and a finding that is not settled

meeting-contradiction = These answers do not fit together
meeting-contradiction-beside = { $question }: “{ $answer }” is marked together with other answers. Until this is corrected, the others count.
meeting-contradiction-yes-and-no = “{ $answer }” is marked both as “{ $yes }” and as “{ $no }”. Until this is corrected, the no counts.
meeting-contradiction-correct = correct: { $title }
meeting-contradiction-leave = leave both as they are; the result will say so
meeting-without-yes = There is no clear yes, so the questions stop. Ask again, or end here.
meeting-without-yes-again = ask again
meeting-without-yes-end = end here
meeting-would-settle = If the person wants another meeting, begin with how they are and what they need. Then these matter most:
meeting-not-settled = not settled: another meeting, under better conditions, may change it
# Behind the title of a finding. For whoever screens, and nobody else: it tells how old the person is.
meeting-child-rule-now = { $finding }. The rules for under 18 apply: the person is, or may be, under 18
meeting-child-rule-age-open = { $finding }. The rules for under 18 apply: the age now, or when it began, is not known
meeting-child-rule-began = { $finding }. The rules for under 18 apply: it began before the person was 18
