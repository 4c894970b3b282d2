# Training: example cases ("scripts") that are played, screened by trainees, marked, checked and compared. There is no real
# person in any of them.

## A script that is played, or screened as a quiz

# Over the story of a case.
training-story = The story
# Before what the interviewee says, what can be seen without asking, and what the story tells in other ways.
training-you-hear = You hear
training-you-see = You see
training-in-the-story = In this story
# What the interviewee says, in quotation marks.
training-said = “{ $words }”
# Before a remark of the trainer.
training-for-the-class = For the class
# Before what makes people think otherwise of a case.
training-misleads = What misleads here
training-told-unasked = Said without being asked
training-noted-for-you = This was noted for you.
training-go-on = (Enter goes on, x leaves)
training-goes-back = (The screener goes back one question.)
training-pauses = (A pause.)
training-corrected-later = (This will be corrected.)
training-stops-here = (The interview ends here.)
training-no-longer-agrees = (The person no longer agrees to a record. The interview goes on.)
training-asked-and-absent = Also asked about, and not there
training-quiz = This is training: there is no real person. Read the story, ask the questions, and answer by what you hear. Afterwards you see where you and the script differ.
training-role-play = This is a role-play: the other person has the sheet, and you ask the questions. Each of you may stop at any moment, without a reason.
training-quiz-goes-to = Your answers are saved in { $file } and nowhere else. They are your exercise, so they are saved even if the interviewee wants no record. Ctrl-C leaves and keeps them.

## What is heard or seen where a script gives no words

training-heard-present = “Yes, that is so.”
training-heard-absent = “No.”
training-heard-unknown = “I don't know.”
training-heard-declined = “I would rather not say.”
training-heard-suspected = (The answer is not clear, and something about it is not right.)
training-heard-seen = Yes, you notice it.
training-heard-seen-absent = Nothing of the kind.
training-heard-seen-suspected = Something is not right, and you can't say what.
training-heard-seen-unknown = You can't tell.
training-story-silent = (the story says nothing about this)

## The sheet for whoever plays the interviewee (Markdown)

training-role-rules = For the person who plays the interviewee. This person is made up, or known only from a published report. Keep to what is written here; answer in your own words. **You may stop at any moment, without a reason**: say “stop”. Do not act violence, sex, injury or tears, and add none. Do not use a real case that you know. Afterwards step out of the role: say your own name, and what you see in the room.
training-role-unasked = What you say without being asked
training-role-when-asked = What you say when you are asked about it
training-role-held-back = What you hold back, and when you say it
training-role-anything-else = Anything else you are asked
training-role-anything-else-rule = Say “no” if that fits your story. If the story does not say, answer “I don't know” or “I would rather not say”. A good screener takes that as an answer.

## A trainee's case beside the script

training-compared = How your case and the script compare
training-you = You
training-the-script = The script
training-same-answers = You and the script agree in every answer.
training-same-finding = You came to the same finding as the script: { $finding }.
# $moving: how many answers change the trainee's finding when one of them alone is corrected.
training-other-finding = { $moving ->
    [0] Your finding: { $finding }. The script's: { $key }. No single answer makes the difference: several do together.
    [one] Your finding: { $finding }. The script's: { $key }. One answer moves your finding by itself; it is marked below.
   *[other] Your finding: { $finding }. The script's: { $key }. Several answers move your finding each by itself; they are marked below.
}
training-marked-overlooked = It was there, and you marked something else
training-marked-not-reached = It was there, and you did not get to it
training-marked-taken-for-no = You marked a no that nobody gave: it was a silence, a refusal or a doubt
training-marked-added = You marked it as there, and the script does not
training-marked-rated = You rated it differently
training-marked-fact = Other answers that differ
training-marked-left-open = { $count ->
    [one] One more question has an answer in the script and was left open, or the other way round. It moved nothing.
   *[other] { $count } more questions have an answer in the script and were left open, or the other way round. That is no mistake by itself: open is never a no.
}
training-both-answers = you: { $own }; the script: { $key }
# Instead of an answer: the script says nothing of the question.
training-left-open = left open
training-moves-finding = this alone moves your finding to: { $finding }

## How far raters agree

training-raters-and-cases = { $raters } raters of { $cases ->
    [one] 1 case
   *[other] { $cases } cases
} that two or more of them rated
training-raters-finding = Finding
training-raters-finding-by-rank = Finding, by rank
training-raters-all-signs = All signs together
training-raters-pairs = pairs that agree
training-raters-cohen = Cohen's kappa
training-raters-fleiss = Fleiss' kappa
training-raters-alpha = Krippendorff's alpha
training-raters-rated = rated
training-raters-as-script = as the script
training-raters-part = { $part } of { $of }
training-raters-marked = what was marked
training-raters-signs-that-divide = Signs that divide the raters, the most divided first
training-raters-no-sign-divides = On every sign that two of them rated, the raters agree.
training-raters-one-alone = Not compared: cases that one rater alone rated. Is a file missing, or an id misspelt?
# The notes differ in the statistic: for two raters, and for more.
training-raters-notes-two = 1 is full agreement, 0 is what chance would give, below 0 is worse than chance. Cohen's kappa takes what both rated; Krippendorff's alpha takes whatever two or more rated. A sign that was not asked about was not rated; unknown, declined and suspected are ratings like others. Where all ratings are the same there is nothing that chance could explain, and no figure. Few cases give rough figures. Agreement is not being right: raters can agree and all be wrong.
training-raters-notes = 1 is full agreement, 0 is what chance would give, below 0 is worse than chance. Fleiss' kappa takes what all of them rated; Krippendorff's alpha takes whatever two or more rated. A sign that was not asked about was not rated; unknown, declined and suspected are ratings like others. Where all ratings are the same there is nothing that chance could explain, and no figure. Few cases give rough figures. Agreement is not being right: raters can agree and all be wrong.

## Why a statistic has no figure

training-no-figure-one-rater = one rater
training-no-figure-more-than-two = more than two raters
training-no-figure-no-case = no case rated by all
training-no-figure-all-the-same = all the same

## Why cases can't be compared

training-raters-one = two raters are needed: each path is one rater, a file or a folder with their cases
training-raters-twice = { $rater } holds the case `{ $case }` twice: remove one of them
training-raters-mixed = some cases are of training or research and others are not: compare each kind alone
training-raters-nothing-shared = no case was rated by two of them: cases are the same by their `case_id`
# After the first ids of a long list.
training-and-more = and { $count } more

## Scripts that are checked

training-check-ok = ok
training-check-otherwise = DIFFERS
training-check-unread = UNREAD
# $of: a key of the script; $expected and $got: ids.
training-check-differs = { $of }: expected { $expected }, got { $got }
training-check-nothing = nothing
training-check-not = not { $id }
training-check-never-asked = `{ $id }` is answered but was not asked: answer what leads to it, or mark it `volunteered = true`
training-check-never-reached = a step or a remark is at `{ $id }`, which was never asked: move it, or answer what leads there
training-check-expects-nothing = {"[expect]"} is empty, so nothing is checked: add `finding = "…"`
training-check-total = { $scripts ->
    [one] 1 script
   *[other] { $scripts } scripts
}: { $ok } as expected, { $differ } otherwise, { $unread } that could not be read
training-aim-low = written to end low: { $written }, of which { $referred } are to be referred
training-aim-referred = written to be referred: { $written }, of which { $referred } are to be referred
training-aim-open = written to stay open: { $written }, of which { $referred } are to be referred
training-untouched-indicators = indicators that no script covers
training-untouched-findings = findings that no script covers
training-untouched-urgencies = urgencies that no script covers
training-untouched-pathways = pathways that no script covers
# $kind: one of the four above.
training-untouched-many = { $kind }: { $count }; --format json names them

## A script that is read, and what is wrong in it

training-fact-no-such-value = the fact has no such value
    .help = use one of { $values }
training-severity-without-present = a severity without `present`
    .help = take `severity` out
training-severity-without-degrees = this indicator has no severities
    .help = take `severity` out
# $kind: what the id should name.
training-unknown-id = { $kind ->
    [fact] there is no fact `{ $id }`
    [indicator] there is no indicator `{ $id }`
    [question] there is no indicator or fact `{ $id }`
    [finding] there is no finding `{ $id }`
    [urgency] there is no urgency `{ $id }`
    [pathway] there is no pathway `{ $id }`
    [action] there is no action `{ $id }`
    [safeguard] there is no safeguard `{ $id }`
   *[flag] there is no flag `{ $id }`
}
training-see-the-ids = see `tipscreen catalogue show` for the ids there are
training-hidden-in-id = { $kind ->
    [fact] the id of this fact holds a hidden character
   *[indicator] the id of this indicator holds a hidden character
}
    .help = take it out

## A script that is written

# The title of a script that was recorded from an interview.
training-recorded-title = An interview
training-script-without-record = note: nobody agrees to a record in this story. The file is written all the same: a script holds no real person.
