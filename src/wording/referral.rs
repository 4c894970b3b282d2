//! What is said of the person's yes, of countries, and of whom to call there.

use crate::catalogue::{Confidence, Contact, Cooperation, Topic};
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
pub const NOTHING_SEEN: &str = "Nothing was seen on this. It does not mean that there is nothing: ask.";
/// A body of the state, where the person chooses the route.
pub const BY_CHOICE: &str = "A body of the state: only if the person, knowing the risk, chooses it; for a child, your supervisor and the guardian.";
/// No contact outside the state is known.
pub const NO_NEUTRAL_CONTACT: &str =
    "No contact outside the state was seen. Look in your own referral list for one before you offer those below.";
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

/// The pathways for which the catalogue has no contact that may be printed.
#[must_use]
pub fn no_contact_for(titles: &[&str]) -> String {
    format!("No contact is supported well enough to be shown for: {}. Use your own referral list.", titles.join("; "))
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
        Agreement::Given => "yes to all: name this one, and ask again",
        Agreement::Conditional if own_route => {
            "only once the person has chosen this route: a yes to all does not cover it"
        }
        Agreement::Conditional => "ask first: no yes is recorded",
    }
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
