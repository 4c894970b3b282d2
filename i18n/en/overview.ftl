# What is in a catalogue: the list of catalogues, one at a glance, one entry, the differences between two, and contacts
# that are due to be verified. Read by whoever writes or chooses a catalogue.

## The list of catalogues, and one at a glance

overview-column-catalogue = Catalogue
overview-column-title = Title
overview-column-status = Status
overview-size = { $indicators } indicators ({ $core } core), { $facts } facts
# The fingerprint of what can change a result.
overview-method-fingerprint = method { $fingerprint }
# The fingerprint of the wording.
overview-texts-fingerprint = texts  { $fingerprint }
overview-tier-core = core
overview-tier-detail = detail
overview-show-one = To see everything about one of these ids: `catalogue show ID`.

## Labels: before a list of ids, or beside what is known of one entry

overview-action = Action
overview-actions = Actions
overview-address = Address
overview-asked = Asked
overview-asked-only-if = Asked only if
overview-asked-when = Asked when
overview-asks = Asks
overview-at-that-moment = At that moment
overview-between = Between
overview-but-not-when = But not when
overview-by = By
overview-caution = Caution
overview-cautions = Cautions
overview-class = Class (adult / child)
overview-class-from = Class from
overview-commit-reference = COMMIT reference
overview-consent = Consent
overview-contact = Contact
overview-contacts = Contacts
overview-contradicted-by = Contradicted by
overview-contradiction = Contradiction
overview-contradictions = Contradictions
overview-contraindication = Contraindication
overview-countries = Countries
overview-country = Country
overview-counts = Counts
overview-counts-once-with = Counts once with
overview-counts-too = Counts too
overview-critical = Critical
overview-dimension = Dimension
overview-dimensions = Dimensions
overview-due = Due
overview-element = Element
overview-ends-the-talk-when = Ends the interview when
overview-fact = Fact
overview-facts = Facts
overview-finding = Finding
overview-findings = Findings
overview-flag = Flag
overview-flags = Flags
overview-child-also-when = For a child also when
overview-for-whom-contacts-are = For whom contacts are
overview-form = Form
overview-forms = Forms
overview-gate = Gate
overview-gates = Gates
overview-group = Group
overview-groups-that-count-once = Groups that count once
overview-help = Help
overview-help-tied-to-a-case = Help tied to a case
overview-holds-when = Holds when
overview-indicator = Indicator
overview-indicators = Indicators
overview-instrument = Instrument
overview-its-own-indicators = Its own indicators
overview-meaning = Meaning
overview-minor = Minor
overview-more = More
overview-named-by = Named by
overview-of-these = Of these
overview-on-a-card = On a card
overview-only-for = Only for
overview-only-with-the-pathway = Only with the pathway
overview-origin = Origin
overview-pathway = Pathway
overview-pathways = Pathways
overview-pattern-any-of = Pattern (any of)
overview-pool = Pool
overview-pools = Pools
overview-publisher = Publisher
overview-raised-when = Raised when
overview-rank = Rank
overview-read-by = Read by
overview-refused-when = Refused when
overview-risk-from-officials = Risk from officials
overview-rules-out = Rules out
overview-safeguard = Safeguard
overview-safeguards = Safeguards
overview-says = Says
overview-section = Section
overview-sections = Sections
overview-sensitivity = Sensitivity
overview-serious = Serious
overview-serves = Serves
overview-severe = Severe
overview-severity = Severity
overview-source = Source
overview-sources = Sources
overview-sources-of-your-files = Sources of your files
overview-standing = Standing
overview-support = Support
overview-text = Text
overview-tier = Tier
overview-title = Title
overview-urgencies = Urgencies
overview-urgency = Urgency
overview-values = Values
overview-what-it-gives = What it gives
overview-what-it-is = What it is
overview-what-rules-pathways-out = What rules pathways out
overview-what-states-agreed = What states agreed
overview-when = When
overview-who-asks = Who asks (adult / child)
overview-within = Within
overview-year = Year

## What stands beside the labels of an entry

overview-critical-at-severest = at its severest
overview-critical-always = whenever present
overview-no-degrees = no degrees
overview-sensitivity-of-4 = { $level } of 4
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
overview-consent-not-needed = no yes is needed
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
overview-contact-not-yet = { $contact } has the verification day { $day }, which is in the future
overview-contact-not-yet-in-file = { $contact } has the verification day { $day }, which is in the future, says your file { $file }
overview-contact-old = { $contact } was verified on { $day }: check it again
overview-contact-old-in-file = { $contact } was verified on { $day }, says your file { $file }: check it again

## The differences between two catalogues

overview-diff-none = No difference, in meaning or in texts.
overview-diff-method = WHAT CAN CHANGE A RESULT
overview-diff-texts = WORDING, SOURCES, CONTACTS, ORDER
overview-diff-cases = CASES ({ $moved } of { $scored } findings move)
# Two catalogues of different ids are no two versions of one.
overview-diff-two-methods = These are two methods, not two versions of one. The answers were derived through the sources that both cite. What can't be derived is unknown to the second. A lower finding there says nothing about the person.
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
