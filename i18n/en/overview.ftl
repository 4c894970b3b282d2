# What is in a catalogue: the list of catalogues, one at a glance, one entry, the differences between two, and contacts
# that are due to be verified. Read by whoever writes or chooses a catalogue.

## The list of catalogues, and one at a glance

overview-column-catalogue = Catalogue
overview-column-title = Title
overview-column-status = Status
overview-size = { $indicators } indicators ({ $core } core), { $facts } facts
# The fingerprint of what can change a result.
overview-method = method { $fingerprint }
# The fingerprint of the wording.
overview-texts = texts  { $fingerprint }
overview-tier-core = core
overview-tier-detail = detail
overview-show-one = To see everything about one of these ids: `catalogue show ID`.

## Labels: before a list of ids, or beside what is known of one entry

overview-label-action = Action
overview-label-actions = Actions
overview-label-address = Address
overview-label-asked = Asked
overview-label-asked-only-if = Asked only if
overview-label-asked-when = Asked when
overview-label-asks = Asks
overview-label-at-that-moment = At that moment
overview-label-between = Between
overview-label-but-not-when = But not when
overview-label-by = By
overview-label-caution = Caution
overview-label-cautions = Cautions
overview-label-class-adult-child = Class (adult / child)
overview-label-class-from = Class from
overview-label-commit-reference = COMMIT reference
overview-label-consent = Consent
overview-label-contact = Contact
overview-label-contacts = Contacts
overview-label-contradicted-by = Contradicted by
overview-label-contradiction = Contradiction
overview-label-contradictions = Contradictions
overview-label-contraindication = Contraindication
overview-label-countries = Countries
overview-label-country = Country
overview-label-counts = Counts
overview-label-counts-once-with = Counts once with
overview-label-counts-too = Counts too
overview-label-critical = Critical
overview-label-dimension = Dimension
overview-label-dimensions = Dimensions
overview-label-due = Due
overview-label-element = Element
overview-label-ends-the-talk-when = Ends the talk when
overview-label-fact = Fact
overview-label-facts = Facts
overview-label-finding = Finding
overview-label-findings = Findings
overview-label-flag = Flag
overview-label-flags = Flags
overview-label-for-a-child-also-when = For a child also when
overview-label-for-whom-contacts-are = For whom contacts are
overview-label-form = Form
overview-label-forms = Forms
overview-label-gate = Gate
overview-label-gates = Gates
overview-label-group = Group
overview-label-groups-that-count-once = Groups that count once
overview-label-help = Help
overview-label-help-tied-to-a-case = Help tied to a case
overview-label-holds-when = Holds when
overview-label-indicator = Indicator
overview-label-indicators = Indicators
overview-label-instrument = Instrument
overview-label-its-own-indicators = Its own indicators
overview-label-meaning = Meaning
overview-label-minor = Minor
overview-label-more = More
overview-label-named-by = Named by
overview-label-of-these = Of these
overview-label-on-a-card = On a card
overview-label-only-for = Only for
overview-label-only-with-the-pathway = Only with the pathway
overview-label-origin = Origin
overview-label-pathway = Pathway
overview-label-pathways = Pathways
overview-label-pattern-any-of = Pattern (any of)
overview-label-pool = Pool
overview-label-pools = Pools
overview-label-publisher = Publisher
overview-label-raised-when = Raised when
overview-label-rank = Rank
overview-label-read-by = Read by
overview-label-refused-when = Refused when
overview-label-risk-from-officials = Risk from officials
overview-label-rules-out = Rules out
overview-label-safeguard = Safeguard
overview-label-safeguards = Safeguards
overview-label-says = Says
overview-label-section = Section
overview-label-sections = Sections
overview-label-sensitivity = Sensitivity
overview-label-serious = Serious
overview-label-serves = Serves
overview-label-severe = Severe
overview-label-severity = Severity
overview-label-source = Source
overview-label-sources = Sources
overview-label-sources-of-your-files = Sources of your files
overview-label-standing = Standing
overview-label-support = Support
overview-label-text = Text
overview-label-tier = Tier
overview-label-title = Title
overview-label-urgencies = Urgencies
overview-label-urgency = Urgency
overview-label-values = Values
overview-label-what-it-gives = What it gives
overview-label-what-it-is = What it is
overview-label-what-rules-pathways-out = What rules pathways out
overview-label-what-states-agreed = What states agreed
overview-label-when = When
overview-label-who-asks = Who asks (adult / child)
overview-label-within = Within
overview-label-year = Year

## What stands beside the labels of an entry

overview-critical-at-severest = at its severest
overview-critical-always = whenever present
overview-no-degrees = no degrees
overview-sensitivity = { $level } of 4
# A group whose indicators count once over the whole case.
overview-group-each = { $group } (inside a dimension each counts by itself)
overview-group-counts-each = each, inside a dimension; once as grounds
overview-group-counts-once = once
overview-named-by-flag = flag { $id }
overview-named-by-question = question { $id }
overview-value-is-the-yes = { $value } (the yes)
overview-value-is-the-no = { $value } (the no)
overview-fact-asked = yes
overview-fact-not-asked = no: only in case files
overview-consent-needed = the person's yes is needed
overview-consent-not-needed = waits for no yes
# Behind a sentence that is said only under a rule.
overview-said-when = when { $rule }
overview-said-when-but-not = when { $rule }; but not when { $unless }

## What reads a fact

overview-read-by-track = the track
overview-read-by-words = the words of questions
overview-read-by-gates = gates
overview-read-by-cautions = cautions
overview-read-by-contradictions = contradictions
overview-read-by-flags = flags
overview-read-by-questions = questions
overview-read-by-urgencies = urgencies
overview-read-by-pathways = pathways
overview-read-by-actions = actions
overview-read-by-safeguards = safeguards
overview-read-by-no-rule = no rule
overview-read-by-descriptive = no rule: descriptive

## Contacts that are due to be verified: each behind the id of a country

overview-contacts-none = no contact was seen
overview-contacts-verified = all { $all } contacts verified
# $contacts: ids, each with its age and where it is from.
overview-contacts-not-verified = { $many } of { $all } contacts not verified: { $contacts }
overview-contact-undated = undated
overview-contact-years-ago = { $years ->
    [0] this year
    [one] 1 year ago
   *[other] { $years } years ago
}
overview-contact-not-yet = { $contact } is said to be verified on { $day }, which is not yet
overview-contact-not-yet-in-file = { $contact } is said to be verified on { $day }, which is not yet, says your file { $file }
overview-contact-old = { $contact } was verified on { $day }: check it again
overview-contact-old-in-file = { $contact } was verified on { $day }, says your file { $file }: check it again

## The differences between two catalogues

overview-diff-none = No difference, in meaning or in texts.
overview-diff-method = WHAT CAN CHANGE A RESULT
overview-diff-texts = WORDING, SOURCES, CONTACTS, ORDER
overview-diff-cases = CASES ({ $moved } of { $scored } findings move)
# Two catalogues of different ids are no two versions of one.
overview-diff-two-methods = These are two methods and not two versions of one: the answers were derived through the sources that both cite, and what can't be derived is unknown to the second. A lower finding there says nothing about the person.
overview-diff-without-place = Answers to these have no place in the second and do not count there:
overview-diff-without-place-of = { $id } ({ $cases } of { $scored } cases)
overview-diff-new = new
overview-diff-gone = gone
overview-diff-changed = changed
overview-diff-before = before
overview-diff-now = now
overview-diff-before-part = before, among others
overview-diff-now-part = now, among others
overview-diff-before-by = before, because of
overview-diff-now-by = now, because of
# Instead of a rule: a question that is always asked.
overview-diff-always = always
