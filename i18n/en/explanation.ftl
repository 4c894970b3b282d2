# Why a case gives its finding: what `explain` prints. Read by whoever screened, and by whoever checks the rules.

## Labels

explanation-finding = Finding
explanation-caution = Caution
explanation-contradictions = Answers that contradict each other
explanation-fired = Rules that fired
explanation-support = Enough by themselves
explanation-unfired = Came nearest, did not fire
# Where findings have an order.
explanation-would-raise = What would raise it
# Where they have none.
explanation-would-move = What would move it
explanation-range = Range
explanation-please-note = Please note
# The files that were read beside the catalogue.
explanation-files = Read

## Rules that fired

explanation-everyone = For everyone:
explanation-children = If under 18 now or when it began:
explanation-not = this is not true: { $rule }

## The least answers

explanation-enough = These answers alone give the same finding, and all of them are needed. Other answers of this case may be enough as well:
explanation-no-answer = No answer gives this finding. It comes from what was not answered.
# The rest of a list.
explanation-and-more = and { $count } more

## Rules that came near

# $because is empty, or a blank and a reason in brackets. The line is followed by the parts of the rule.
explanation-lacks = “{ $finding }”{ $because } lacks { $lacking } of { $all }:
explanation-lacks-child = “{ $finding }”, by the child's rules{ $because } lacks { $lacking } of { $all }:
# A part of a rule holds, is open, or does not hold.
explanation-holds = holds: { $part }
explanation-open = open: { $part }
explanation-does-not-hold = does not hold: { $part }

## What would change the finding

explanation-highest = No finding is higher than this one.
explanation-settled = No open question that applies can change the finding. A sign that the person reports without being asked still could.
explanation-beyond = To change the finding, more than { $count } of the open answers would have to change.
explanation-changes = { $count ->
    [one] One answer that is still open would be enough:
   *[other] { $count } answers that are still open would be enough together:
 }
explanation-more-ways = and { $count } more ways
# Before the answers that lead to a finding.
explanation-to = To “{ $finding }”:

# A list of signs follows. $which is "this" (there is one), "all" (all of them are needed) or "any" ($pick of them are enough).
explanation-present = { $which ->
    [this] this present:
    [all] all { $all } of these present:
   *[any] any { $pick } of these { $all } present:
 }
explanation-present-severe = { $which ->
    [this] this present, and severe:
    [all] all { $all } of these present, and severe:
   *[any] any { $pick } of these { $all } present, and severe:
 }
explanation-severe = { $which ->
    [this] this, present already, rated severe:
    [all] all { $all } of these, present already, rated severe:
   *[any] any { $pick } of these { $all }, present already, rated severe:
 }
explanation-absent = { $which ->
    [this] this absent:
    [all] all { $all } of these absent:
   *[any] any { $pick } of these { $all } absent:
 }

## The range of findings

explanation-settled-on = settled on “{ $finding }”
explanation-from-to = from “{ $low }” to “{ $high }”
# A title in a list.
explanation-quoted = “{ $finding }”
explanation-age-open = The age is open, so the more protective rules apply. A clear age may lower the finding.
