# The screenings saved on a device, in a list. Never say here what came out of one.

## Columns

records-id = Id
records-state = State
records-last = Last saved
records-begun = Begun
records-purpose = Purpose
records-meetings = Meetings
records-catalogue = Catalogue

## States and purposes

records-unfinished = unfinished
# The person did not agree to a record any more.
records-withdrawn = withdrawn
records-finished = finished
# $meeting is such as "second meeting".
records-state-meeting = { $state }: { $meeting }
# Nobody real is behind it.
records-training = training
records-screening = screening
# Encrypted, and not opened for the list.
records-sealed = sealed

## A line for a screen reader

records-line = { $id }  { $state }  last saved { $last }  begun { $begun }  { $purpose }  meetings: { $meetings }  { $catalogue }
records-line-sealed = { $id }  { $state }  last saved { $last }  { $sealed }

## The place of an error

