# Answers, levels and statuses in words, on the screen and in reports.

## Whether something is so
# What a screener chooses. Unknown, declined and suspected must never sound like a no.

answer-present = yes, now or before
answer-absent = no
answer-unknown = asked, not clear
answer-declined = the person chose not to answer
answer-suspected = nobody said it; I think so
answer-not-asked = not asked

## How severe

answer-severity-minor = less severe
answer-severity-serious = serious
answer-severity-severe = severe

## What an answer rests on, in the words of whoever screens

answer-basis-told = the person said so
answer-basis-observed = I saw it
answer-basis-document = a paper or message shows it
answer-basis-third-party = somebody else said so
answer-contradicted = another source says the opposite
# The note itself must not be shown here.
answer-note-kept = there is a note

## What an answer rests on, for somebody who was not there

answer-for-others-told = said by the person
answer-for-others-observed = seen by the screener
answer-for-others-document = shown by a paper or message
answer-for-others-third-party = said by somebody else

## When something is due

answer-step-now = now
answer-step-next = next
answer-step-parting = before you part
answer-step-day = within 24 hours
answer-step-three-days = within 72 hours
answer-step-later = later

## By which rules a case is assessed

answer-track-adult = adult
answer-track-child = child
answer-track-open = age now, or when it began, is open: the more protective rules apply
answer-track-any = any age: these rules do not use the age

## What was established

answer-status-none = nothing recorded
answer-status-shown = shown
answer-status-positive = pattern met
# How many of the questions that apply were answered.
answer-share = { $answered } of { $applicable }

## How strong an indicator is

answer-strength-element = element
answer-strength-weak = weak
answer-strength-medium = medium
answer-strength-strong = strong
answer-strength-critical = critical

## How high the risk from officials is

answer-risk-none = none
answer-risk-caution = caution
answer-risk-high = high
