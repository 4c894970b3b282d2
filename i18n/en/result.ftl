# The result of a screening, and the pages made of it: what whoever screened reads, and what services and authorities read.
# Nothing here concludes that a person is or is not a victim.

## The page

result-title = Result
result-title-page = Result of a screening
# The page that goes to a service or an authority.
result-title-referral = Referral

## The parts of a page, as headings or as labels of a table

result-derived = Derived
result-talk-ended = The interview ended
result-caution = Caution
result-contradictions = Answers that contradict each other
result-finding = Finding
result-would-settle = What would settle it
result-reasons = Reasons
result-could-change-to = Could change to
result-assessed-as = Assessed as
result-signs-in = Signs recorded in
result-signs = Signs recorded
result-facts = What is known
result-talk = How the interview went
result-notes = Notes
result-please-note = Please note
result-made-with = Made with
result-check = To check it
result-how-soon = How soon
result-where-to = Where to
result-do-not-use = Do not use
result-refused = The person said no to
result-no-referral = No referral
result-whom-to-call = Whom to call
result-between-countries = Between the two countries
result-safeguards = Protect the person

# When something is to be done.
result-do-now = Do now
result-do-next = Do next
# A checklist for the end of the conversation.
result-before-parting = Before you part
result-within-a-day = Within 24 hours
result-within-three-days = Within 72 hours
result-later = Later

# What the law and the bodies of a country give.
result-in-country = In { $country }
# $source names the file that the country was read from.
result-in-country-of-file = In { $country }, { $source }

## Where the answers are from

result-carried-over = from answers to { $catalogue }, carried over as they are: { $known } of { $all } indicators; the others were not asked about
result-through-sources = from answers to { $catalogue }, through the sources that both cite: { $known } of { $all } indicators; about the others nothing is known

## The finding, and what it may become

# Before a sign that nobody asks about.
result-look-only = Look only, do not ask: { $sign }
# Before a sign that only others may ask about.
result-leave-to-specialist = Leave to someone trained to ask: { $sign }

result-final = final: open answers cannot change it
result-range = from "{ $low }" to "{ $high }", depending on the open answers
result-range-cautions = from "{ $low }" to "{ $high }", depending on the open answers, and on another meeting under other conditions
# A title in a list.
result-quoted = "{ $finding }"
# $findings is a list of titles in quotes.
result-among = depending on the open answers, only { $findings }
result-among-cautions = depending on the open answers, and on another meeting under other conditions, only { $findings }

# $core and $all are shares, such as "3 of 9".
result-share = core questions answered { $core }, all questions { $all }
result-share-core-only = core questions answered { $core }, all questions { $all }; core questions only

result-screened-on = Screened on { $day }
# What others can compare a result by.
result-hash = Result { $hash }
# What others can compare a page by.
result-page-hash = Page { $hash }

## What is open and what is not established

# Never say that an open answer is a no.
result-open = Still open
result-open-intro = Not answered with present or absent. None of these counts as a no:
result-open-facts = Also open: { $facts }
result-not-rated = Severity not rated: { $count } of the indicators present
result-for-specialist = For someone trained to ask
result-volunteered = Said without being asked
# The rest of a list.
result-and-more = and { $count } more

result-suspected = Suspected, not established
result-unknown = Asked, not known
result-declined = Asked, not answered
result-absent = Asked, answered with no
result-not-asked = Not asked

## Whom to call

# What a contact is for: titles of pathways.
result-contact-for = for: { $pathways }
# The same with the titles that are not named counted.
result-titles-and-more = { $titles }; and { $count } more

## Two results side by side

result-range-label = Range
result-settled-on = settled on { $finding }
result-the-same = the same:

## The columns of a table of many results

result-column-line = line
result-column-case = case
result-column-finding = finding
result-column-range = may become
result-column-urgency = how soon
result-column-pathways = pathways

# The first screen of a result.
result-brief-settled = Settled: open answers cannot change it.
result-brief-not-settled = Not settled: a meeting under better conditions can change it.
result-brief-can-rise = Not settled: further answers can raise it, up to "{ $finding }".
result-brief-range = Not settled: further answers can make it "{ $low }" to "{ $high }".
result-brief-among = Not settled: { $count } findings are possible with further answers.
result-brief-check-numbers = Not checked by us: try a number before you give it.
result-brief-rules = Protect
result-brief-no-proves-nothing = Under these conditions a "no" proves nothing:
result-brief-contradictions = { $count ->
    [one] One pair of answers contradicts itself: look at it again.
   *[other] { $count } pairs of answers contradict each other: look at them again.
}
