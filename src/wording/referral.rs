//! What is said of the person's yes, of countries, and of whom to call there.

use crate::catalogue::{Catalogue, Channel, Confidence, Contact, Cooperation, Topic};
use crate::condition::StateRisk;
use crate::referral::{Agreement, Refusal, Way};

/// On a page for others, where nobody recorded whether talking was safe.
pub const SAFETY_NOT_RECORDED: &str =
    "Whether it was safe to talk was not recorded. Make sure of it before you use this.";
/// Nobody said yes to it.
pub const NOT_AGREED: &str = "no yes of the person covers this, so there is nothing to hand over yet";
/// What to do about it.
pub const ASK_FIRST: &str = "ask the person, record what they say yes to, and try again";
/// The country of the screening is not known.
pub const NO_COUNTRY: &str = "The country was not recorded, or is not in the catalogue, so no law and no contact is shown. Use your own referral list, or record one of its countries (screen --country).";
/// Nothing was found on a topic.
pub const NOTHING_SEEN: &str = "No source was found on this. Ask locally.";
/// A body of the state, where the person chooses the route.
pub const BY_CHOICE: &str = "State body: only if the person, knowing the risk, chooses it.";
/// The same for a child.
pub const BY_CHOICE_FOR_A_CHILD: &str = "State body: only if your supervisor and the guardian choose it.";
/// No contact outside the state is known.
pub const NO_NEUTRAL_CONTACT: &str = "No help independent of the state is known here. Before you offer a number below, look in your own list: an NGO, a union, a faith group or an international organisation that you trust.";
/// Of a pathway that waits for no yes.
pub const NEEDS_NO_YES: &str = "needs no yes";
/// A body of the state that helps at once, where the person chooses the route.
pub const ASK_IF_TIME: &str = "State body: ask the person first, if there is time.";
/// Above contacts that nobody checked.
pub const CHECK_NUMBERS: &str = "Nobody has checked these numbers: check one before giving it.";
/// Before what was not asked.
pub const NOT_ASKED_SAYS_NOTHING: &str = "Nobody asked about these, so nothing follows from them:";
/// The person wants nobody else to be asked.
pub const NO_HAND_OVER: &str = "the person refused all referrals, so there is nothing to hand over";
/// The person did not wish to talk, and was asked nothing else.
pub const NO_TALK_NO_HAND_OVER: &str = "the person did not wish to talk, so there is nothing to hand over";
/// A child, where officials are a risk.
pub const SAFE_ROUTE_FIRST: &str =
    "officials are a risk here, so nothing is handed to an authority before a safe one is chosen for the child";
/// What to do about it.
pub const WITH_SUPERVISOR: &str =
    "choose it with a supervisor and the child-protection officer; --for service is for the body you choose";
/// The person wants authorities to be told nothing.
pub const NOTHING_FOR_AUTHORITIES: &str =
    "the person wants authorities to be told nothing, so there is nothing to hand over to one";
/// What is left where nothing is handed over.
pub const INFORM_ONLY: &str = "give information only: --format card, or --format table for what to do now";
/// What is left where it was not safe.
pub const ANOTHER_TIME: &str = "come back to it at another time, in another place";
/// On a page about nobody.
pub const NOBODY_REAL: &str = "Training: there is no real person behind this.";
/// On a card, beside a number that nobody checked.
pub const MAY_HAVE_CHANGED: &str = " – may have changed";
/// The talk was not safe.
pub const NOT_SAFE_NO_PAGE: &str = "the talk was ended because it was not safe, so there is nothing to hand over";

/// There is no contact that may be printed.
#[must_use]
pub fn no_contact(country: &str) -> String {
    format!("No contact in {country} is supported well enough to be shown. Use your own referral list.")
}

/// Where talking was not safe and no number for help at once may be printed.
pub const NO_EMERGENCY_NUMBER: &str = "No number is shown here. Use one that you prepared.";

/// Above what was answered with no while something keeps a person from saying yes.
pub const NO_WITHOUT_WEIGHT: &str = "Answered with no, which can't be relied on here (see above)";

/// At the head of a list of an office's own contacts.
pub const MY_CONTACTS_HEAD: &str = "\
# The contacts of your office. They are printed beside those of the catalogue, each with the name of this file.
# Take the \"# \" away from the lines of the example, change them, and copy them for each contact.
# Write down no person: only services, and no number that could give somebody away.";

/// The example in it.
pub const MY_CONTACTS_EXAMPLE: &str = "\
# [[country.contact]]
# service = \"Night line\"
# number = \"5550100\"                  # or: other = \"address, e-mail, messenger\"
# kind = \"ngo\"                        # international | ngo | embassy | state
# serves = [\"safe-shelter\"]           # from the lists below
# fits = [\"women\"]                    # from the last list; leave it out for everybody
# hours = \"day and night\"
# languages = \"Khmer, Thai\"
# verified_on = 2026-11-30              # the day somebody of your office called it";

/// Above the pathways that have a contact.
pub const MY_CONTACTS_KNOWN: &str = "The catalogue knows somebody for:";

/// Above the groups that a contact can be for.
pub const MY_CONTACTS_FITS: &str = "For whom a contact can be:";

/// Above the pathways without a contact in a country.
#[must_use]
pub fn my_contacts_gaps(country: &str) -> String {
    format!("In {country} the catalogue knows nobody for these. Begin here:")
}

/// Where the list is read without an option.
#[must_use]
pub fn where_my_contacts_go(file: &str) -> String {
    format!("note: save it as {file}; it is then read by every command, and nothing else has to be named")
}

/// Where some pathways have no contact that may be printed.
pub const OWN_LIST_FOR_THE_REST: &str = "For the rest, use your own list.";

/// Where to look for what was not found.
#[must_use]
pub fn look_up(text: &str, url: &str) -> String {
    if url.is_empty() { text.to_owned() } else { format!("{text} {url}") }
}

/// What is known of the person's yes; `own_route`: where a yes to all does not cover a body of the state.
#[must_use]
pub fn agreement(way: &Way, own_route: bool) -> &'static str {
    match way.refusal {
        Some(Refusal::ByName) => return "the person said no to this: settle first whether they are an adult",
        Some(Refusal::General) => return "all referrals were refused: settle first whether the person is an adult",
        Some(Refusal::Talk) => {
            return "the person did not wish to talk, and was not asked: settle first whether they are an adult";
        }
        None => {}
    }
    match way.agreement {
        Agreement::NotNeeded => "for a child: with the guardian and child protection; the child is heard",
        Agreement::Given if way.by_name => "the person said yes",
        Agreement::Given => "a general yes; confirm each by name",
        Agreement::Conditional if own_route => "state body: needs its own yes",
        Agreement::Conditional => "ask first: no yes is recorded",
    }
}

/// What is known of the person's yes to all services whose line says nothing else.
#[must_use]
pub fn unless_said(agreement: &str) -> String {
    format!("Unless a line says otherwise: {agreement}.")
}

/// How many further questions of a section nobody asked.
#[must_use]
pub fn more_of_section(title: &str, many: usize) -> String {
    format!("{title}: {many} detailed {}", if many == 1 { "question" } else { "questions" })
}

/// Pathways that were declined, and that the offer stands.
#[must_use]
pub fn declined(titles: &[&str]) -> String {
    format!("{}. Respect this. Say how they can reach it themselves, and that the offer stays open.", titles.join("; "))
}

/// A general refusal, in the words of the question and of the answer, and that the offer stands.
#[must_use]
pub fn refused_all(question: &str, answer: &str) -> String {
    format!(
        "{question}: {answer}. Respect this. Say how they can reach help themselves, and that the offer stays open."
    )
}

/// A contact in one line: what, whose, how.
#[must_use]
pub fn contact(contact: &Contact) -> String {
    let ways = [contact.number.as_str(), contact.other.as_str()];
    line(contact, &ways)
}

/// The same for somebody who is abroad.
#[must_use]
pub fn from_abroad(contact: &Contact) -> String {
    line(contact, &[&contact.number_abroad, &contact.other])
}

/// The same with every way there is to reach it.
#[must_use]
pub fn contact_all(contact: &Contact) -> String {
    let abroad =
        if contact.number_abroad.is_empty() { String::new() } else { format!("from abroad {}", contact.number_abroad) };
    line(contact, &[&contact.number, &abroad, &contact.other])
}

fn line(contact: &Contact, ways: &[&str]) -> String {
    let ways: Vec<&str> = ways.iter().copied().filter(|way| !way.is_empty()).collect();
    let owner = if contact.owner.is_empty() || contact.owner == contact.service {
        String::new()
    } else {
        format!(" ({})", contact.owner)
    };
    super::marked(&format!("{}{owner}: {}", contact.service, ways.join("; ")), &contact.origin)
}

/// What belongs to a contact: hours, languages, for whom; its warning; and how far it can be trusted.
#[must_use]
pub fn contact_details(contact: &Contact) -> Vec<String> {
    let about = [contact.hours.as_str(), contact.languages.as_str(), contact.note.as_str()];
    let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
    let mut lines = Vec::new();
    lines.extend((!about.is_empty()).then(|| about.join("; ")));
    lines.extend((!contact.warning.is_empty()).then(|| format!("Warning: {}", contact.warning)));
    if !contact.origin.is_catalogue() {
        lines = lines.iter().map(|line| super::on_one_line(line)).collect();
    }
    lines.push(trust(contact));
    lines
}

/// For whom a contact is; none where it is for everybody.
#[must_use]
pub fn contact_for(catalogue: &Catalogue, contact: &Contact) -> Option<String> {
    let groups = contact.fits.iter().map(|at| catalogue.guidelines.fits[*at].text.clone());
    let title = |id: &String| catalogue.country(id).map_or_else(|| id.clone(), |country| country.title.clone());
    let home: Vec<String> = contact.nationals.iter().map(title).collect();
    let home = (!home.is_empty()).then(|| format!("for people from {}", home.join(", ")));
    let all: Vec<String> = groups.chain(home).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// What has to be known of a contact of the catalogue before it is called, in two lines at most.
#[must_use]
pub fn contact_in_short(catalogue: &Catalogue, contact: &Contact) -> Vec<String> {
    let seen = match (contact.verified_on, contact.confidence, contact.seen_year) {
        (Some(day), ..) => format!("verified on {day}"),
        (None, Confidence::C, Some(year)) => format!("only in unofficial lists, {year}"),
        (None, Confidence::C, None) => "only in unofficial lists".to_owned(),
        (None, _, Some(year)) => format!("seen {year}"),
        (None, _, None) => "undated".to_owned(),
    };
    let by = match contact.by.as_slice() {
        [Channel::Text] => "by message only".to_owned(),
        by if by.contains(&Channel::Text) => "also by message".to_owned(),
        _ => String::new(),
    };
    let short = contact.short.trim_end_matches('.');
    let about = [contact.hours.as_str(), contact.languages.as_str(), by.as_str(), short, seen.as_str()];
    let about = contact_for(catalogue, contact).into_iter().chain(about.map(str::to_owned));
    let mut lines = vec![about.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")];
    lines.extend((!contact.warning.is_empty()).then(|| format!("Warning: {}", contact.warning)));
    lines
}

/// Whether somebody checked a contact, and what it rests on.
#[must_use]
pub fn trust(contact: &Contact) -> String {
    let says = contact.origin.file().map_or_else(String::new, |file| format!(", says your file {}", file.label));
    if let Some(day) = contact.verified_on {
        return format!("Verified on {day}{says}.");
    }
    let seen = contact.seen_year.map_or_else(|| "undated".to_owned(), |year| format!("seen {year}"));
    let support = match contact.confidence {
        Confidence::A => "an official page, or two sources that agree",
        Confidence::B => "one source",
        Confidence::C => "unofficial lists only",
    };
    format!("Not verified, check before use ({seen}; {support}{says}).")
}

/// A risk from officials, in words.
#[must_use]
pub fn state_risk(risk: StateRisk) -> &'static str {
    match risk {
        StateRisk::None => "No risk from officials was seen reported.",
        StateRisk::Caution => "Take care with bodies of the state:",
        StateRisk::High => "High risk from bodies of the state; no referral to one unless the person chooses it:",
    }
}

/// Whether help is tied to a case, in words.
#[must_use]
pub fn cooperation(cooperation: Cooperation) -> &'static str {
    match cooperation {
        Cooperation::NotSeen => "Whether help is tied to taking part in a case was not seen: ask.",
        Cooperation::Likely => {
            "Shelter was reported to be tied to staying in it or to taking part in a case: ask, and tell the person before they decide."
        }
        Cooperation::Yes => {
            "Shelter was given only to people who took part in a case: tell the person before they decide."
        }
    }
}

/// What a statement on a country is about, in words.
#[must_use]
pub fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Law => "The law",
        Topic::Competent => "Who decides on formal identification",
        Topic::Waiting => "While the person waits: time limits and rights",
        Topic::NonPunishment => "Not to be punished for what was linked to it",
        Topic::Child => "For a child",
        Topic::Caution => "Watch for",
    }
}

/// A country file of this user could not be read.
#[must_use]
pub fn own_country_left_out(file: &str) -> String {
    format!("note: {file} was left out of this run, with everything it adds; mend it, or take it out of the folder")
}

/// The folder that was named for country files is none.
#[must_use]
pub fn no_country_folder(folder: &str) -> String {
    format!("note: TIPSCREEN_COUNTRIES names {folder}, which is no folder that can be read; nothing was added from it")
}
