//! An empty list for an organisation's own contacts: what a catalogue can't know, and pathways without a contact.

use crate::catalogue::{Catalogue, Country};

/// The list for a country, as a TOML file whose example is commented out.
pub fn my_contacts(catalogue: &Catalogue, country: &Country) -> String {
    let guidelines = &catalogue.guidelines;
    let is_served = |at: usize| country.contacts.iter().any(|one| one.serves.contains(&at));
    let pathways = guidelines.pathways.iter().enumerate();
    let (known, gaps): (Vec<_>, Vec<_>) = pathways.partition(|(at, _)| is_served(*at));
    let named = |of: &[(usize, &crate::catalogue::Pathway)]| -> Vec<String> {
        of.iter().map(|(_, one)| format!("#   {:34} {}", one.id, one.title)).collect()
    };
    let groups = guidelines.fits.iter().map(|one| format!("#   {:34} {}", one.id, one.text));
    let mut lines: Vec<String> = text!("referral-my-contacts-head").lines().map(str::to_owned).collect();
    lines.extend([String::new(), "[[country]]".to_owned(), format!("id = \"{}\"", country.id), String::new()]);
    lines.extend(text!("referral-my-contacts-example").lines().map(str::to_owned));
    lines.extend([String::new(), format!("# {}", text!("referral-my-contacts-gaps", country = &country.title))]);
    lines.extend(named(&gaps));
    lines.extend([String::new(), format!("# {}", text!("referral-my-contacts-known"))]);
    lines.extend(named(&known));
    lines.extend([String::new(), format!("# {}", text!("referral-my-contacts-fits"))]);
    lines.extend(groups);
    lines.join("\n")
}
