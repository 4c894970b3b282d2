# Conditions of a catalogue in words, for people who never read its files. The pieces stand inside each other: each begins
# with a small letter and ends without a full stop.

## Joins

rule-and = and
rule-or = or
# Parts follow indented, one a line.
rule-all-of-below = all of:
rule-any-of-below = any of:
rule-at-least-of-below = at least { $least } of:
rule-not-below = not:
rule-unless-below = unless it is known that:
# Parts follow in the same line.
rule-at-least-of = at least { $least } of: { $parts }
rule-not = not { $part }
rule-unless = unless it is known that { $part }

## Questions and answers

rule-quoted = “{ $text }”
rule-numbered-yes = question { $number } is yes
rule-present = { $indicator } is present
# The name of a question that has a number on paper.
rule-numbered = question { $number } ({ $title })
rule-includes = { $question } includes { $values }
rule-does-not-include = { $question } does not include { $values }
rule-is = { $question } is { $values }
rule-is-not = { $question } is not { $values }
rule-age-open = the age is not settled
rule-assessed-as = assessed as { $track }
rule-core-complete = every core question that applies was answered
rule-always = in every case

## What was established

rule-element-act = what was done (act)
rule-element-means = how (means)
rule-element-purpose = what for (purpose)
rule-may-be-empty = { $part } may be empty
rule-is-shown = { $part } is shown
rule-meets-pattern = { $part } meets its pattern
rule-flag = flag { $flag }
rule-finding = the finding is { $finding }
rule-finding-or-higher = the finding is { $finding } or higher
rule-risk-or-higher = the risk from officials in the country is { $risk } or higher

## Counts of signs

# Behind a sign, with how strong it has to be.
rule-at-least-strength = , at least { $strength }
# Behind a sign, with how severe it has to be.
rule-severity-or-more = , { $severity } or more, or without degrees
# What is said of the signs follows.
rule-signs = { $many ->
    [one] sign
   *[other] different signs
}
rule-so-many-signs = at least { $least } { $signs }
rule-two-signs = two different signs: one { $first }, and one { $second }
rule-signs-come-to = { $signs } that together give { $patterns }
rule-signs-add-up = { $signs } that add up to { $points } points
