# Problems of a catalogue, and warnings about it. Read by its author; words in backticks and brackets are those of its files.

## The catalogue as a whole

catalogue-has-problems = the catalogue has { $count } problem(s)
catalogue-missing-table = the catalogue has no [{ $kind }] table
    .help = add a [{ $kind }] table to one of its files
catalogue-second-table = [{ $kind }] appears a second time
    .help = keep one of them
catalogue-one-bracket = one [{ $kind }] where there may be several [[{ $kind }]]
    .help = write `[[{ $kind }]]`, with two brackets
catalogue-too-many-indicators = there are more than { $most } indicators and groups
    .help = split the catalogue into several
catalogue-too-many-tables = there are more than { $most } [[{ $kind }]] tables
    .help = split the catalogue into several
catalogue-too-many-combinations = the findings depend on more than { $most } combinations of facts
    .help = use fewer facts in the rules of findings

## Ids

catalogue-not-an-id = this is not an id
    .help = use small letters, digits and single hyphens
catalogue-not-an-id-of-a-table = this is not an id
    .help = use small letters, digits and single hyphens, starting with a letter, such as `debt-bondage`
catalogue-not-an-id-of-a-value = this is not an id
    .help = use letters, digits and single hyphens
catalogue-not-an-id-of-a-catalogue = this is not an id
    .help = name a catalogue by its `id`
catalogue-id-taken = `{ $id }` is the id of another [[{ $kind }]] already
    .help = give one of the two another id, or take one out
catalogue-id-used-and-retired = `{ $id }` is both in use and retired
    .help = give one of the two another id, or take one out
catalogue-retired-id = `{ $id }` is retired
    .help = use the indicator that replaced it
catalogue-unknown-id = there is no { $kind } `{ $id }`
catalogue-add-table-of-id = add a [[{ $kind }]] with this id, or name another
catalogue-area-of-another-kind = this names a { $kind }, not a { $wanted }
    .help = name a { $wanted }
catalogue-based-on-itself = a catalogue can't be based on itself
    .help = give the copy an `id` of its own
catalogue-based-on-twice = `{ $id }` appears twice
    .help = take one out

## Facts and their values

catalogue-yes-no-has-its-values = a yes-no fact has its own two values
    .help = take `values` out, or write `type = "one"`
catalogue-reserved-value = `{ $id }` means that there is no answer
    .help = take it out; this answer is always possible
catalogue-value-named-twice = `{ $id }` appears twice
    .help = give one of the two another id, or take one out
catalogue-fact-without-values = the fact has no values
    .help = put at least one in
catalogue-fact-without-value = the fact has no value `{ $value }`
catalogue-lack-of-an-answer = a missing answer is never a value; a rule is open until there is an answer
catalogue-too-many-values = more than { $most } values
    .help = merge some of them
catalogue-values-read-alike = another value of this fact reads the same
    .help = give each value words of its own
catalogue-only-one-value-anyway = only one value of this fact can be chosen anyway
    .help = take `alone` out, or write `type = "many"`
catalogue-opposes-one-value = yes and no to the same thing need several values in both facts
    .help = use it in a fact of type many, and name a fact of type many
catalogue-opposes-nothing-in-common = the two facts have no value in common
    .help = give both the same value ids
catalogue-unknown-as-no-value = no value of this fact has this id
    .help = name one of its values

## The yes and the no of a fact

catalogue-yes-of-no-answer = only a fact with one answer has a yes or a no
    .help = take it out, or write `type = "one"` and list the values
catalogue-yes-no-has-its-yes = a yes-no fact has its own yes and no
    .help = take it out; `yes` is the yes and `no` is the no of such a fact
catalogue-all-are-the-yes = every value is the yes
    .help = leave at least one value for the no
catalogue-never-a-yes = `{ $id }` can't be a yes
    .help = name the value by which the person agrees
catalogue-both-yes-and-no = a value is both the yes and the no
    .help = name it in one of the two
catalogue-no-yes-named = no value is named
    .help = name a value of the fact, as `{ $key } = "…"`

## Roles of facts

catalogue-role-played-twice = another fact plays the same role
    .help = leave the role to one of them
catalogue-role-of-one-answer = a fact of this role has one answer
    .help = write `type = "one"`, with a value for each country
catalogue-role-of-yes-or-no = a fact of this role is answered with a yes or a no
    .help = write `type = "yes-no"`, or `type = "one"` with a `yes`
catalogue-unnamed-yes = no value is named as the yes; the order of values decides nothing
    .help = add `yes = "…"` with the value by which the person agrees: one of { $known }
catalogue-gate-closes-on-yes = this gate ends the interview on the yes of `{ $id }`
    .help = make it close on another value, or name the right one as the `yes` of the fact
catalogue-given-holds-on-a-no = `given` holds on a no of `{ $id }`
    .help = name another value there, or the right one as the `yes` of the fact
catalogue-withheld-holds-on-a-yes = `withheld` holds on a yes of `{ $id }`
    .help = name another value there, or the right one as the `yes` of the fact
# What a screening lacks where no fact has a role.
catalogue-no-role-safe-place = no question asks whether it is safe to talk
catalogue-no-role-age = no question asks the age, so a child is not recognised as a child
catalogue-no-role-consent = no question asks whether the person agrees to talk
catalogue-no-role-consent-to-record = no question asks whether the person agrees to a record, so no record can be saved
catalogue-no-role-consent-to-refer = pathways wait for a yes, and no question asks for one
catalogue-no-role-notify-home-state = a pathway leads to the home state, and no question asks whether it may be informed
catalogue-add-fact-of-role = add a [[fact]] with `role = "{ $role }"` that is asked

## Indicators

catalogue-indicator-of-no-dimension = an indicator of no dimension counts nowhere
    .help = name at least one dimension
catalogue-no-class = the class is given for neither adults nor children
    .help = add `adult = …`, `child = …` or both
catalogue-class-order = the class for children is below the one for adults
    .help = raise it: what shows exploitation of an adult also shows it of a child
catalogue-severities-read-alike = two severities are described in the same words
    .help = make each worse than the one before, or write `severity = "none"`
catalogue-no-source-named = no source is named
    .help = name at least one, or mark it as a proposal
catalogue-no-prompt = a screening needs a `prompt` here
    .help = write in `prompt` what is said aloud; only a catalogue with `use = "score"` needs none
catalogue-indicator-in-the-opening = an indicator is in the opening
    .help = put it in a section with `place = "middle"`; the opening is for safety and consent
catalogue-never-counted = no rule uses this indicator
    .help = use it in a finding or a flag, or give it a class that they count

## Strengths and points

catalogue-severity-lowers = this severity gives less than { $least }
    .help = a rating may raise a strength, never lower it
catalogue-points-lower = a stronger indicator gets fewer points
    .help = give a stronger indicator at least as many points as a weaker one
catalogue-empty-pattern = an empty pattern is met without any indicator
    .help = say how many indicators of which strength it needs

## Conditions

catalogue-unknown-condition = there is no such condition
catalogue-several-conditions = { $conditions } are in one condition
    .help = join them with `all = [ … ]` or `any = [ … ]`
catalogue-no-conditions = the list has no conditions
    .help = put at least one in
catalogue-conditions-too-deep = conditions are nested more than { $most } deep
    .help = split the rule into flags
catalogue-more-than-listed = `n` asks for more conditions than are listed
    .help = lower `n` or add conditions
catalogue-no-patterns = the list has no patterns
    .help = put at least one in
catalogue-filter-matches-nothing = no indicator matches
    .help = widen the filter, or take the rule out
catalogue-one-comparison = a fact is compared in exactly one way
    .help = give one of `is`, `any_of`, `has`
catalogue-no-values-listed = the list has no values
    .help = put at least one in
catalogue-not-compared = a date or a text can't be compared
    .help = name a fact with values
catalogue-descriptive-fact = this fact is descriptive: it says who the person is, and no rule may read it
    .help = take the condition out; what happened to the person counts, not who they are
catalogue-only-true = this can only be true
    .help = put `not = {"{ … }"}` around it
# $condition is the key of a condition. The help is one of the next five.
catalogue-not-read-here = `{ $condition }` can't be read here
catalogue-ask-if-may-read = `ask_if` may read facts and whether an indicator is present
catalogue-facts-alone-may-be-read = only facts may be read here
catalogue-flag-may-read = a flag may read facts and indicators, but no flag and no finding
catalogue-finding-may-read = a finding may not read another finding or the track
catalogue-guideline-may-read = guidelines read the finding, dimensions, elements, forms, flags, facts and the risk from officials, never indicators; add a [[flag]] as a bridge

## Rules that never hold or are never reached

catalogue-same-rank = another one has the same rank
    .help = give each its own rank
catalogue-always-outranked = another one with a higher rank always holds first
    .help = use `when = {"{ otherwise = true }"}` only in the lowest one
catalogue-no-lowest-rule = if no rule holds, there is no outcome
    .help = give the lowest one `when = {"{ otherwise = true }"}`
catalogue-no-finding = the catalogue has no [[finding]]
    .help = add at least one [[finding]] with the rule `when = {"{ otherwise = true }"}`
catalogue-never-holds = this { $kind } can never hold
    .help = no answers meet its rule; loosen it or take it out
catalogue-never-stands = this { $kind } is never reached: those above it hold whenever it does
    .help = require less here, or more above; or take it out
catalogue-never-stands-below = this { $kind } is never reached: `{ $id }` ranks above it and holds whenever it does
    .help = require less here, or more above; or take it out
catalogue-always-taken-away = this { $kind } is taken away whenever it holds
    .help = make `unless` require more than `when`, or take the entry out
catalogue-pathway-always-ruled-out = this pathway is never advised: `{ $id }` rules it out whenever it holds
    .help = make the contraindication require more, or take the pathway out
catalogue-never-asked = this question can never be asked
    .help = no answers meet its `ask_if`; loosen it
catalogue-asked-after-itself = `{ $id }` is asked only after itself
    .help = take one `ask_if` of the circle out
catalogue-asked-before-what-it-reads = its `ask_if` reads `{ $id }`, which is asked later
    .help = so it is asked whatever the answer is there: put it after, in its section or by `tier` and `sensitivity`
catalogue-class-of-children-never-asked = its class is only for children, and its `ask_if` only for others
    .help = it is asked only while the age is open: change one of the two
catalogue-class-of-adults-never-asked = its class is only for adults, and its `ask_if` only for others
    .help = it is asked only while the age is open: change one of the two
catalogue-no-track = the age is asked, but no [track] says who is a child
    .help = add a [track] with `child = {"{ fact = …, any_of = […] }"}`, or take the role away
catalogue-holds-for-one-meeting = consent, a gate, and the place of the interview are valid for one meeting only
    .help = write `each_meeting = "fresh"`, or leave the key out

## What may be told to whom

catalogue-indicator-told-too-far = it raises the flag `{ $flag }`, and its `hand_over` goes further than the flag's
    .help = give it `hand_over = "{ $hand_over }"`
catalogue-value-told-too-far = its value `{ $value }` raises the flag `{ $flag }`, and its `hand_over` goes further than the flag's
    .help = give it `hand_over = "{ $hand_over }"`
catalogue-caution-reads-what-is-kept-back = the caution `{ $id }` reads it and is shown to everybody, but its `hand_over` is narrower
    .help = give it `hand_over = "authority"`

## Guidelines

catalogue-long-title = the title has more than { $most } words
    .help = shorten it; put how it is done into `text`
catalogue-no-sentence = the text has no sentence
    .help = write at least one
catalogue-terms-missing = `when` or `unless` is missing
    .help = add one, or write the sentence as a text
catalogue-for-whom-missing = `when` or `unless` is missing
    .help = say who it is for, or who it is not for
catalogue-no-pathway-named = the list names no pathway
    .help = name at least one
catalogue-value-is-no-pathway = its value `{ $id }` is no pathway
    .help = use ids of pathways as its values, so that each yes has its pathway
catalogue-fact-of-one-answer = this fact takes one answer only
    .help = name a fact with `type = "many"`
catalogue-yes-and-no-to-all = one answer is both a yes to all and a no to all
    .help = name different answers in `given` and `withheld`
catalogue-yes-to-is-no-to = `yes_to` and `no_to` are the same fact
    .help = give each a fact of its own
catalogue-authority-sees-nothing-missing = `authority_sees_nothing` is missing
    .help = say in `authority_sees_nothing` when authorities are shown nothing at all
catalogue-rules-out-without-consent = it rules out `{ $id }`, which needs no yes
    .help = take it out of `pathways`
catalogue-pathway-named-twice = it names `{ $id }` twice
    .help = take one of them out

## Countries and contacts

catalogue-no-country-fact = no fact holds the country of a screening
    .help = give the fact for the country `role = "country"`
catalogue-unknown-country = `{ $id }` is not a value of the fact for the country
    .help = add it to the values of that fact
catalogue-said-to-be-empty = `{ $name }` is listed as empty, but it is not
    .help = take it out
catalogue-nothing-said-about = nothing is said about `{ $topic }`
    .help = write what was seen, with its source, or add "{ $topic }" to `nothing_seen`
catalogue-contact-named-twice = `{ $id }` is the id of another contact already
    .help = give one of the two another id, or take one out
catalogue-contact-of-another-country = `{ $id }` is the id of a contact of another country already
    .help = give it another id
catalogue-contact-out-of-reach = there is no way to reach this contact
    .help = give `number`, `number_abroad` or `other`, or take the contact out
catalogue-instrument-between-two = an instrument is between two or more states
    .help = name them in `between`
# Files of an office's own that are added to a catalogue.
catalogue-nothing-added = the file has nothing to add
    .help = was it cut off, or saved elsewhere? it needs a [[country]] table
catalogue-added-file-holds-more = a file that adds to countries holds only `country`, `instrument` and `source`
    .help = take it out, or put it into a catalogue of your own
catalogue-risk-only-raised = the risk from officials is already { $risk }
    .help = leave `state_risk` out; an added file may only raise it
catalogue-contact-of-another-kind = `{ $id }` is run by another kind of body
    .help = give the other body's number as a contact of its own
catalogue-contact-loses-warning = `{ $id }` loses its warning, and nobody verified it
    .help = keep `warning` and `conflict`, or give `verified_on` after somebody called

## What nothing uses, and what reads alike

catalogue-unused-source = nothing cites this source
    .help = cite it or take it out
catalogue-unused-name = nothing uses this { $kind }
    .help = use it or take it out
catalogue-same-title = it has the same words as the { $kind } `{ $first }`
    .help = give each words of its own
catalogue-copied-indicator = it has the same `{ $key }` as `{ $id }`, and no group in common with it
    .help = give both one `group`, so that one thing counts once; or use different words

## Wording

catalogue-wording-verdict = "{ $phrase }" passes a verdict on a person
    .help = say what was seen or said; the finding is up to the authority
catalogue-wording-no-question = the prompt does not end as a question
    .help = end it with { $ends_with }, or begin it with "{ $or_begins } …" and end it with a full stop
catalogue-wording-closed-question = a sentence begins with "{ $word }": it leads the person, or asks for a yes
    .help = ask what, where, who, how or when
catalogue-wording-many-sentences = the prompt has { $count } sentences
    .help = say it in { $most } at most
catalogue-wording-many-questions = the prompt asks { $count } questions
    .help = ask one; a second one is a `follow_up`
catalogue-wording-long-sentence = a sentence has { $count } words
    .help = say it in { $most } at most
catalogue-wording-jargon = a person should not have to hear "{ $jargon }"
    .help = say it in everyday words
catalogue-wording-hard = its reading ease is { $ease }, below { $least }
    .help = use shorter words and sentences
catalogue-wording-hard-on-average = the reading ease of all prompts is { $ease } on average, below { $least }
    .help = say the hardest ones in shorter words
catalogue-wording-child = anyone may ask a child this question of sensitivity { $sensitivity }
    .help = write `child = "child-specialist"` or "observe-only" in `who_asks`
