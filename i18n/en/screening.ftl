# What a screener reads on the terminal while the questions are put, and what is asked about the answers.
#
# Plain, short, and without judgement on anyone. Nothing here concludes that a person is or is not a victim.
# Somebody may look over the screener's shoulder: what stands on a cleared screen must not name the program or its purpose.

## The keys

# Single letters are keys of this program, and :back, :hide, :pause, :stop and :withdraw are typed as they are.
screening-help = Each question takes one key. Answers are kept when you go back. Unknown, declined and suspected never count as a no. h help, b back, k skip, n note, o overview (see all, go anywhere), w pause, z hide the screen, v the person no longer agrees, f finish (to the closing questions), x stop now, Ctrl-C leave. In a text, end the line with :back, :hide, :pause, :stop or :withdraw.
screening-not-a-choice = Please type one of the keys shown.
screening-enter-takes-it = (Enter takes it)
# Labels of keys, short enough for all of them to stand in one or two lines.
screening-way-skip = skip
screening-way-back = back
screening-way-note = note
screening-way-help = help
screening-way-overview = overview
screening-way-pause = pause
screening-way-finish = finish
screening-way-stop = stop
screening-way-withdraw = withdraw
screening-way-hide = hide
# A list that does not fit the window goes on with this key.
screening-more = more ({ $page } of { $pages })

## Where the questions are

screening-first-question = This is the first question.
# Beside the title of a section. The minutes since the screening began are left out in the first one.
screening-progress = section { $section } of { $sections }, { $left ->
    [one] about { $left } question left
   *[other] about { $left } questions left
}{ $minutes ->
    [0] {""}
   *[other] , { $minutes } min
}
screening-core-done = The core questions are done. { $left } more detailed questions apply; they can make the result clearer. You can go on, or leave them out and go to the person's wishes.
screening-go-on-with-detail = go on with the detailed questions
screening-leave-detail-out = leave them out and go to the person's wishes
screening-go-on-to-section = go on to: { $section }
# The same at the end of the questions.
screening-skipped-undecisive = { $many } questions were skipped: they cannot change the finding, the urgency or a protective pathway.

## A question

# Labels before a text. Say: the screener reads it aloud.
screening-say = Say
screening-say-if-over = Say, if it is over
screening-judge-yourself = Judge for yourself
# An indicator that nobody asks about. No full stop: one is added where it stands alone.
screening-do-not-ask = Do not ask. Note it only if you saw it or someone told you
screening-yes-means = Yes means
screening-look-for = Look for
screening-statement = Is or was this true
screening-follow-up = If they want to say more
screening-counts-too = Counts too
screening-does-not-count = Does not count

## Answers

screening-yes = yes
screening-no = no
screening-tick = tick what fits
# The day is written as year-month-day in every language.
screening-type-date = type a date, as 2026-01-15
screening-type-text = type a text
screening-not-a-date = That is not a date. Write year, month and day, as 2026-01-15.
screening-answer-so-far = Your answer so far
# The answer must not be shown here. The letter is the key.
screening-answered-before = Answered before; k leaves it as it is.
screening-answer-at-last-meeting = At the last meeting
# The answer must not be shown here. The letters are the keys.
screening-answered-at-last-meeting = Answered at the last meeting; s confirms that answer, k leaves it as it is.
screening-still-so = still so
screening-how-severe = Which is the most severe that fits?
screening-not-rated = I cannot rate it
screening-rests-on = What is this based on?
screening-too-long = That is too long; only the beginning was recorded. Check whether something is missing.
screening-one-line-only = Only the first line was recorded; write the rest as a second note.

## What an answer calls for at once

screening-do-this-first = Do this first:
screening-questions-can-wait = The questions can wait: x ends them and shows the result.

## Notes

# Enter and - are keys.
screening-note = Note (no names, nothing about unlawful acts; Enter keeps it, - deletes it)
screening-note-exists = There is already a note here.
screening-note-so-far = The note so far
screening-notes = As they were written, only for you; no page and no file for others has them:
screening-no-notes = No note was written.
screening-note-like-contact = This looks like a phone number, a mail address or an account name. Do not put one in a note: it could lead others to the person. What do you want to do?
screening-note-again = type the note again, without it
screening-note-leave-out = leave the note out
screening-note-as-it-is = record it as it is
screening-note-left-out = The note is not recorded.

## Lists to tick

screening-how-to-tick = Arrow keys move, space ticks. Or type numbers: 1 4 5 ticks lines 1, 4 and 5. -4 unticks line 4, - unticks all. Enter shows what is ticked, for you to confirm.
screening-how-to-tick-in-lines = Type numbers: 1 4 5 ticks lines 1, 4 and 5. -4 unticks line 4, - unticks all. Enter shows what is ticked, for you to confirm.
screening-nothing-ticked-right = Nothing is ticked now. Right?
screening-ticked-right = You ticked: { $items }. Right?
# The items must not be named here.
screening-so-many-ticked-right = { $many } ticked. Right?
screening-so-many-ticked-before = { $many } ticked before. An empty line leaves them.
screening-ticks-record = yes, record it
screening-ticks-change = no, change it
screening-nothing-ticked = Nothing is ticked, so nothing is recorded. Tick what fits, or choose 'asked, not clear' or skip.
screening-ticks-removed = The earlier answer is removed, and the question is open again. Tick what fits, or choose 'asked, not clear' or skip.
screening-not-in-list = { $typed } is not a number of this list (1 to { $items }). Nothing was changed.
# What was typed must not be named here.
screening-one-not-in-list = One of these is not a number of this list (1 to { $items }). Nothing was changed.
screening-part-of-list = { $from } to { $to } of { $items }; up and down show the others

## Typed texts

screening-text-not-recorded = What you typed before that word is not recorded.
screening-text-go-back = back to the text
screening-text-leave-out = leave the text out
screening-text-held = Typed so far, not recorded
# The text must not be shown here.
screening-text-held-unseen = What you typed before is still here, not recorded.
# :back is typed as it is.
screening-text-go-on = Type more to add to it. Press Enter on an empty line to record it. Type :back to leave it out.
# The words behind a colon are typed as they are.
screening-no-such-command = This command is not known here, so nothing is recorded yet. :back and :hide always work. At a question :help, :overview, :pause, :stop and :withdraw work too. If the word is part of the text, leave the colon out.

## To end, to stop, to hide

screening-end-here = This answer ends the screening. End it?
screening-end = end
screening-go-on = go on
screening-finish-now = Skip the other questions on signs, and ask what the person wants? The skipped ones do not come back.
screening-leave-questions-out = leave them out
screening-stop-now = Stop the questions and go to the result? What was not asked stays open.
screening-stop = stop
screening-input-ended = The input ended here; what was not asked stays open.
screening-gave-up = Many lines in a row gave no answer, so the questions pause here. What was not asked stays open.
# Why a screening could not go on.
screening-interrupted = interrupted
screening-face-failed = the input or the screen failed: { $why }
# Stands alone on a cleared screen: it must not tell what the program is for.
screening-hidden = Press Enter.
# Stands alone on a cleared screen: it must not tell what the program is for.
screening-paused = Paused. This window has to stay open. Press Enter to go on.
screening-discreet-in-lines = Discreet: answers are not shown again. Plain lines can't take the questions and the result off the screen. At the end, clear the screen and everything that you can scroll back to.
screening-before-you-part = Before you part
screening-clear-screen = clear the screen
screening-leave-screen = leave it as it is

## A text on a screen that does not stay. Single letters are keys.

screening-page = Enter: go on ({ $page } of { $pages }). b: back. z: hide.
screening-last-page = Enter: clear this screen and leave. b: back. z: hide.
screening-read-again = Enter: read it from the beginning.

## All questions at a glance

screening-overview = Overview
screening-review = Look through the answers before the result
screening-back-to-question = back to the question
screening-all-is-right = all is right: on to the result
screening-other-sections = other sections
screening-to-result = on to the result
screening-show-answers = show the answers on this screen first
# How many questions of a section stand how. Each is left out where it is 0.
screening-many-answered = { $many } answered
screening-many-left-open = { $many } left open
screening-many-to-come = { $many } to come
screening-many-no-longer-asked = { $many } no longer asked
# How one question stands.
screening-answered = answered
screening-open = open
screening-left-open = left open
screening-to-come = to come
screening-no-longer-asked = no longer asked; if it is present it counts

## What is saved, and what the person no longer agrees to

screening-other-folder = keep them in another folder
screening-in-this-window-only = go on, and keep them in this window only
screening-other-file = write them to another file
screening-leave-unwritten = leave them unwritten
screening-try-again = try again
screening-erase-it = erase it
screening-go-back = go back
screening-withdrawal = The person no longer agrees
screening-withdraw-record = to the record: nothing more is saved, and the questions go on
screening-withdraw-talk = to the whole interview: nothing more is saved, and the questions end here
screening-still-agrees = go back, they still agree
screening-nothing-is-saved = Nothing of this meeting is saved on this device.
screening-nothing-will-be-saved = Nothing of this meeting is saved on this device, and nothing will be.
# What is saved when the person withdraws: nothing, this meeting, earlier ones, or all.
screening-saved-nothing = Nothing of this meeting is saved on this device. If they withdraw, nothing will be. What do they no longer agree to?
screening-saved-this-meeting = The answers so far are saved on this device. If they withdraw, nothing more is saved. You are then asked whether to erase or keep what is saved. What do they no longer agree to?
screening-saved-earlier-meetings = { $earlier ->
    [one] An earlier meeting is saved on this device, and nothing of this meeting. If they withdraw, nothing of it will be. You are then asked whether to erase or keep what is saved. What do they no longer agree to?
   *[other] Earlier meetings are saved on this device, and nothing of this meeting. If they withdraw, nothing of it will be. You are then asked whether to erase or keep what is saved. What do they no longer agree to?
}
screening-saved-all-meetings = { $earlier ->
    [one] An earlier meeting is saved on this device, and the answers of this meeting so far. If they withdraw, nothing more is saved. You are then asked whether to erase or keep what is saved. What do they no longer agree to?
   *[other] Earlier meetings are saved on this device, and the answers of this meeting so far. If they withdraw, nothing more is saved. You are then asked whether to erase or keep what is saved. What do they no longer agree to?
}
