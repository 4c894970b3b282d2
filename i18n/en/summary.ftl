# A summary of many cases: tables for whoever plans or reports, who may not know the tool. It must not read like a count of
# victims, and it must tell of no single case.

summary-heading = Screening findings: not a count of victims, not prevalence
summary-cases = { $cases } cases ({ $of })
summary-cases-few = Fewer than { $least } cases ({ $of }): nothing is shown about them.
# What the cases were recorded for. $purpose: a word of case files.
summary-any-purpose = any purpose
summary-purpose = purpose: { $purpose }

## How to read the tables

summary-how-to-read = How to read this
summary-aside = { $cases } cases of another purpose were left out.
summary-aside-few = Fewer than { $least } cases of another purpose were left out.
# $not_shown: the sign that stands for a count that is not shown.
summary-note-protected = Every count is 0 or at least { $least }. Smaller counts can't be found by adding or subtracting: rows may be merged, and { $not_shown } stands for what is not shown. This holds within one summary. Two summaries can be subtracted from each other, so nothing is promised for several.
summary-note-unprotected = Small counts are shown: this summary can identify people. Protect it as you protect the cases.
# $validation: what is known of the catalogue's sensitivity and specificity.
summary-note-catalogue = Catalogue { $name }: { $validation }
summary-note-files = Read { $files }
summary-note-compared = Compared with { $name }: { $validation }

## What is not shown

summary-not-shown = Not shown
summary-rows-not-shown = { $rows ->
    [one] { $rows } row is not shown.
   *[other] { $rows } rows are not shown.
}
# Why a table is not shown, behind its title and a colon.
summary-left-out-with-others = together with the other tables it would show a small count
summary-left-out-merged = it would show a small count, whatever is merged

## The page: what stands beside drawings

summary-page-tables = Tables
summary-page-table = The table
summary-page-share = Each bar is a whole row. A number after it is its number of cases.
summary-page-drawn-from = { $title }: drawn from the table below
summary-page-part = { $column }: { $part } of { $of }
# Cases in which both are so.
summary-page-pair = { $one } and { $other }: { $cases }

## Names of columns that say what a row is of

summary-head-finding = finding
summary-head-open-because = open because
summary-head-caution = caution
summary-head-urgency = urgency
summary-head-track = track
summary-head-pathway = pathway
# Over the second of two pathways, or of two indicators.
summary-head-and = and
summary-head-completeness = completeness
summary-head-element = element
summary-head-dimension = dimension
summary-head-form = form
summary-head-indicator = indicator
summary-head-reason = reason
summary-head-holds = holds
summary-head-answers-that-arrive = answers carried over

## Columns and rows of several tables

summary-column-cases = cases
# Every other case.
summary-other = other
summary-all-others = all others
summary-unknown = unknown
summary-declined = declined
summary-not-asked = not asked
summary-each-case-once = Each case once.

## Findings

summary-findings = Findings
summary-findings-note = Each case once, by its finding from the answers so far.
summary-any-finding = any finding
summary-could-become = Findings, and the highest they could become
summary-could-become-note = Each case once: by its finding, and by the highest finding that an answer still open could give. Cases with the same finding twice can't become higher.
summary-findings-settled = Findings, and whether they are settled
summary-findings-settled-note = Each case once: settled where no answer that is still open can change the finding.
summary-settled = settled
summary-could-be-higher = could be higher
summary-could-be-another = could be another
summary-could-be-lower = could be lower only
summary-open-for = Open cases, by what would settle them
summary-open-for-note = Cases whose finding is not settled, by what is still open in them. A case may be in several rows; "other" is every other case, settled or not.
summary-open = open
summary-open-for-act = the act is not positive, and questions on it are open
summary-open-for-means = the means are not positive, and questions on them are open
summary-open-for-purpose = the purpose is not positive, and questions on it are open
summary-open-for-severity = a present indicator is not rated
summary-open-for-age = the age is open
summary-doubts = What weakens the answers
summary-doubts-note = Cases in which a "no" proves nothing, by the condition of the interview; and cases in which some answers contradict each other. A case may be in several rows.
summary-contradictions = Answers that contradict each other

## What is advised

summary-urgency = Urgency
summary-no-urgency = none
summary-track = Track
summary-track-note = Each case once, by the rules that applied; undetermined: the age is not settled, so both were used.
summary-track-adult = adult
summary-track-child = child
summary-track-undetermined = undetermined
summary-pathways = Pathways
summary-pathways-note = Cases for which the pathway is advised, whether or not the person was asked yet. A case may be in several rows.
summary-advised = advised
summary-not-advised = not advised
summary-pathways-together = Pathways that are advised together
summary-pathways-together-note = Cases for which both pathways are advised.

## How much was answered, and what is established

summary-completeness-core = Core questions answered
summary-completeness-all = Questions answered
summary-completeness-note = Each case once, by how many of the questions that applied were answered with a yes or a no.
summary-elements = Elements
summary-dimensions = Dimensions
summary-forms = Forms
summary-areas-note = Each row is all cases: how far it is established by the answers. None: nothing of it is recorded; that is not a no.
summary-area-none = none
summary-area-shown = shown
summary-area-positive = positive

## Indicators

summary-indicators = Indicators
summary-indicators-note = Each row is all cases: present + absent + missing + did not apply. Missing is unknown, declined, suspected or not asked, and never a no. Did not apply: nothing was recorded, and the question does not come up in the case.
summary-present = present
summary-absent = absent
summary-missing = missing
summary-did-not-apply = did not apply
summary-indicators-severity = Indicators that are present, by severity
summary-indicators-severity-note = The cases in which an indicator is present, by how severe it is; none where an indicator has no degrees.
summary-minor = minor
summary-serious = serious
summary-severe = severe
summary-not-rated = not rated
summary-indicators-missing = Indicators that are missing, by how
summary-indicators-missing-note = The cases in which an indicator is missing, by how: each of these is open, and none of them is a no.
summary-suspected = suspected
summary-no-under-caution = a no under a caution
summary-indicators-together = Indicators that are present together
summary-indicators-together-note = Cases in which both are present, for the { $many } indicators most often present among those whose counts may be shown.

## Facts by themselves, and findings by facts

summary-talk = The interview: { $fact }
summary-findings-by = Findings by: { $facts }
summary-by-many-note = A case is counted under each value that was recorded for it. Unknown, declined and not asked have rows of their own, and are never a no.
summary-by-one-note = Each case once. Unknown, declined and not asked have rows of their own, and are never a no. What is not listed was recorded in no case, or is counted under all others.
summary-month = Month of the screening
summary-month-note = A day that can't be right (in the future, long ago, or of another calendar) has no month: such cases have a row of their own, or are counted under all others.
summary-month-implausible = implausible day
summary-month-none = no day recorded

## Findings under a change that was asked for

summary-what-if-note = Each case once: by its finding (rows), and by the finding it would have (columns). The change affects nothing else in this summary.
summary-what-if-severity = If every present indicator that has degrees were { $severity }
summary-what-if-suspected = If everything suspected were present
summary-what-if-without = Without the indicator: { $indicator }

## The same cases by another catalogue

summary-compared = Findings by { $own } and by { $other }
summary-compared-note-whole = Each case once: by its finding ({ $own }, rows), and by that of the other (columns). Every answer counts there as well.
summary-compared-note = Each case once: by its finding ({ $own }, rows), and by that of the other (columns). The other uses the answers that mean the same there; everything else is open there. A lower finding there may only say that less was asked for it: see compare.carried. A case without any answer carried over is not compared.
summary-not-compared = not compared
summary-outcome-same = the same
summary-outcome-another = another
summary-outcome-lower = lower by the other
summary-outcome-higher = higher by the other
summary-outcome-lower-or-higher = lower or higher by the other
summary-outcome-another-or-not-compared = another, or not compared
summary-moves = Findings that change from { $own } to { $other }
summary-move-lower = lower
summary-move-higher = higher
summary-reasons = Findings that change, by their reasons
summary-reasons-note = Cases whose finding is lower or higher by the other catalogue, by the reasons for their finding here and there; a case may have several. "Other" is every other case. A reason without a row holds in no case whose finding changes, except in rows that are not shown.
summary-reason-here = for the finding here
summary-reason-there = for that of the other
# Behind the title of a finding: a rule that gives no reason in words.
summary-reason-rule = its rule
summary-reason-rule-for-child = its rule for a child
summary-carried = How many answers are carried over to { $other }
summary-carried-note = Each case once: by how many of its answers present and absent have a question in the other catalogue. Where answers are lost, a lower finding there does not judge the case differently: it has fewer answers.
summary-carried-none = none of them
summary-carried-all = all of them
summary-carried-no-answer = there was no answer

## How far two catalogues agree

summary-agreement-cases = Both find the same in { $same } of { $of } cases that are compared.
# $share: per cent.
summary-agreement-cases-share = Both find the same in { $same } of { $of } cases that are compared ({ $share } %).
summary-kappa = Cohen's kappa, which corrects for chance, is { $kappa }.
summary-no-kappa = Cohen's kappa is not shown: { $why }.
summary-no-kappa-merged = it needs the whole table of findings by findings, and some of that is not shown
summary-no-kappa-one-finding = by both, all cases have one and the same finding
summary-agreement-of-different-findings = How far both agree is not shown, nor Cohen's kappa: the catalogues have different findings, and neither says which of them are equal.
