# The blank questionnaire on paper. Read by whoever fills it in by hand, with no computer at hand.

form-document = Questionnaire

## How to fill it in

form-how-head = Label (no name): ………………………   Date: ………………   Result: ………………………
form-how-no-names = No names on this sheet, no addresses, no phone numbers, and nothing about unlawful acts.
form-how-keep-it = Keep it where nobody else can read it. Where talking is not safe, do not take it out at all.
form-how-read-aloud = Read the words after “Say” aloud, and judge the statement yourself. Never ask what follows “Do not ask”.
form-how-blank = Leave a question blank if nobody asked it. Blank, asked but not clear, and not answered by choice are never a no.
form-how-skip = Every question may be skipped. The person may stop at any time.

## Parts

form-part = Part { $number }. { $title }
form-part-start = At the start
form-part-core = Core questions
form-part-core-note = Enough for a result.
form-part-detail = More detail
form-part-detail-note = After the core questions, as far as the person has the strength for it.
form-part-close = Before you close
form-part-close-note = Always, also when other questions were left out.

## A question

# Before a section: words that are read aloud.
form-say-aloud = Say: “{ $words }”
# Before the rule under which a question is asked.
form-only-if = Only if
form-only-child = the person is, may be, or was under 18 when it began
form-only-adult = the person is an adult
# Before who may ask.
form-who = Who
form-person-asked-by-specialist = the person is asked only by someone trained to talk with children about harm
form-person-asked-by-health-staff = the person is asked only by health staff
form-person-not-asked = the person is not asked: note it only if you saw it or someone told you
form-adult-asked-by-specialist = an adult is asked only by someone trained to talk with children about harm
form-adult-asked-by-health-staff = an adult is asked only by health staff
form-adult-not-asked = an adult is not asked: note it only if you saw it or someone told you
form-child-asked-by-specialist = a child is asked only by someone trained to talk with children about harm
form-child-asked-by-health-staff = a child is asked only by health staff
form-child-not-asked = a child is not asked: note it only if you saw it or someone told you
# Before the statement to judge, and a question mark.
form-is-it-so = Is it true that:
form-several = Tick all that fit:
form-if-yes = If yes: { $question }
form-if-yes-nearest = If yes: which comes nearest?
# Where an answer ends the talk. $then: what is said.
form-gate = If { $rule }, the interview ends. { $then }
form-without-yes = Without a yes: { $then }
form-caution = If { $rule }: { $then }

## Coming to a result by hand

form-by-hand = Finding the result by hand
form-by-hand-strengths = Only answers with yes count. The strength of each class, by how severe it is:
form-by-hand-strength = { $class }: minor { $minor }, serious or not rated { $serious }, severe { $severe }
form-column-class = class
form-column-minor = minor
form-column-serious = serious or not rated
form-column-severe = severe
form-note-element = Class “element”: shows that something was done, and has no weight.
form-note-critical = A number with ! counts as critical, above strong: when it is severe, or always if it has no degrees.
form-note-shown = “Is shown”: at least one of its questions is answered with yes. “Meets its pattern”: see below.
form-note-quoted = A sign in quotes has no question on this sheet: it still counts if somebody said it or you saw it.
form-counts-where = Which question counts where
# $patterns: what meets the pattern of every area.
form-patterns = The pattern is met by { $patterns }. A stronger sign may count as a weaker one.
# Before the patterns of one area.
form-pattern = Pattern
# Numbers of questions, where those for a child are others.
form-adult-and-child = adult { $adult }; child { $child }
form-counts-once = The same thing seen twice: counts once
form-group-each = { $group } (inside a dimension each counts)

## Rules

form-flags = Flags
form-findings = Finding: the first that holds, from the top
form-how-soon = How soon: the first that holds
form-where-to = Where to: all that hold
form-what-to-do = What to do
form-protect = Protect the person
form-but-not-when = But not when:
form-child-also-when = For a child also when:
