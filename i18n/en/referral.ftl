# The person's agreement to a referral, countries, and whom to contact there. Read by whoever screens, and on pages for others.

## The person's agreement to one referral

referral-refused-by-name = the person said no to this: find out first whether they are an adult
referral-refused-all-age-open = all referrals were refused: find out first whether the person is an adult
referral-no-talk-age-open = the person did not wish to talk, and was not asked: find out first whether they are an adult
referral-child = for a child: with the guardian and child protection; the child is heard
referral-agreed-by-name = the person said yes
referral-agreed = a general yes; confirm each by name
referral-state-body-own-yes = state body: needs its own yes
referral-ask-first = ask first: no yes is recorded
referral-needs-no-yes = needs no yes
referral-unless-said = Unless a line says otherwise: { $agreement }.
referral-declined = { $referrals }. Respect this. Say how they can reach it themselves, and that the offer stays open.
referral-refused-all = { $question }: { $answer }. Respect this. Say how they can reach help themselves, and that the offer stays open.

## Why nothing is handed over, and what to do

referral-not-agreed = no yes to this is recorded, so there is nothing to hand over yet
referral-record-agreement = ask the person, record what they say yes to, and try again
referral-all-refused = the person refused all referrals, so there is nothing to hand over
referral-no-talk = the person did not wish to talk, so there is nothing to hand over
referral-was-not-safe = the interview was ended because it was not safe, so there is nothing to hand over
referral-safe-route-first = officials are a risk here, so nothing is handed to an authority before a safe one is chosen for the child
referral-with-supervisor = choose it with a supervisor and the child-protection officer; --for service is for the body you choose
referral-nothing-for-authorities = the person wants no information given to authorities, so there is nothing to hand over to one
referral-inform-only = give information only: --format card, or --format table for what to do now
referral-another-time = come back to it at another time, in another place

## On a page for others

referral-safety-not-recorded = It was not recorded whether it was safe to talk. Make sure of it before you use this.
referral-nobody-real = Training: there is no real person behind this.
referral-no-without-weight = Answered with no, but this no is not reliable here (see above)
referral-not-asked = Nobody asked about these, so they show nothing:
referral-not-asked-in-section = { $many ->
    [one] { $section }: { $many } detailed question
   *[other] { $section }: { $many } detailed questions
}

## Countries

referral-no-country = The country was not recorded, or is not in the catalogue, so no law and no contact is shown. Use your own referral list, or record one of its countries (screen --country).
referral-nothing-found = No source was found on this. Ask locally.
# Headings over what is known of a country.
referral-topic-law = The law
referral-topic-competent = Who decides on formal identification
referral-topic-waiting = While the person waits: time limits and rights
referral-topic-non-punishment = No punishment for what was linked to it
referral-topic-child = For a child
referral-topic-caution = Watch for
# Risk from officials; the last two go on with what it is.
referral-risk-none = No report of a risk from officials was found.
referral-risk-caution = Take care with bodies of the state:
referral-risk-high = High risk from bodies of the state; no referral to one unless the person chooses it:
# Whether help is tied to taking part in a criminal case.
referral-tied-not-seen = It is not known whether help is tied to taking part in a case: ask.
referral-tied-likely = Reports say that shelter is tied to staying in it or to taking part in a case: ask, and tell the person before they decide.
referral-tied = Shelter was given only to people who took part in a case: tell the person before they decide.

## Contacts

referral-by-choice = State body: only if the person, knowing the risk, chooses it.
referral-by-choice-for-child = State body: only if your supervisor and the guardian choose it.
referral-ask-if-time = State body: ask the person first, if there is time.
referral-no-neutral-contact = No help independent of the state is known here. Before you offer a number below, look in your own list: an NGO, a union, a faith group or an international organisation that you trust.
referral-no-contact = No contact in { $country } has good enough sources to be shown. Use your own referral list.
referral-no-emergency-number = No number is shown here. Use one that you have prepared.
referral-own-list-for-rest = For the rest, use your own list.
referral-check-numbers = Nobody has checked these numbers: check one before giving it.
# Behind a number on the card for the person.
referral-may-have-changed = {" "}– may have changed
referral-from-abroad = from abroad { $number }
referral-warning = Warning: { $warning }
referral-for-nationals = for people from { $countries }
referral-by-message-only = by message only
referral-also-by-message = also by message

## Whether somebody checked a contact

# In a line of details: small letters, no full stop.
referral-short-verified = verified on { $day }
referral-short-unofficial = only in unofficial lists
referral-short-unofficial-year = only in unofficial lists, { $year }
referral-seen = seen { $year }
referral-undated = undated
referral-support-official = an official page, or two sources that agree
referral-support-one-source = one source
referral-support-unofficial = unofficial lists only
# Sentences of their own.
referral-verified = Verified on { $day }.
referral-verified-by-file = Verified on { $day }, says your file { $file }.
referral-not-verified = Not verified, check before use ({ $seen }; { $support }).
referral-not-verified-by-file = Not verified, check before use ({ $seen }; { $support }, says your file { $file }).

## Files of the office

referral-own-country-left-out = note: { $file } was left out of this run, with everything it adds; correct it, or take it out of the folder
referral-no-country-folder = note: TIPSCREEN_COUNTRIES names { $folder }, which can't be read as a folder; nothing was added from it

## The list of an office's own contacts

# A file in TOML: each line begins with "# ". Words before an = sign, in [[ ]] and between | are typed as they are.
referral-my-contacts-head =
    # The contacts of your office. They are printed beside those of the catalogue, each with the name of this file.
    # Remove the "# " from the lines of the example, change them, and copy them for each contact.
    # Write down no person: only services, and no number that could identify somebody.
# The same. Only the examples in quotes and what stands behind the second # of a line are translated.
referral-my-contacts-example =
    # [[country.contact]]
    # service = "Night line"
    # number = "5550100"                  # or: other = "address, e-mail, messenger"
    # kind = "ngo"                        # international | ngo | embassy | state
    # serves = ["safe-shelter"]           # from the lists below
    # fits = ["women"]                    # from the last list; leave it out for everybody
    # hours = "day and night"
    # languages = "Khmer, Thai"
    # verified_on = 2026-11-30              # the day somebody of your office called it
referral-my-contacts-gaps = In { $country } the catalogue has no contact for these. Begin here:
referral-my-contacts-known = The catalogue has a contact for:
referral-my-contacts-fits = For whom a contact can be:
referral-my-contacts-save = note: save it as { $file }; every command then reads it, and no option is needed
