//! Measures how easy a text is to understand when it is read aloud.

/// Whether a text has letters that the rules for English can measure.
pub(super) fn is_english(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (plain, all) = letters.fold((0, 0), |(plain, all), c| (plain + usize::from(c.is_ascii()), all + 1));
    plain * 10 >= all * 9
}

pub(super) fn sentences(prompt: &str) -> Vec<&str> {
    prompt.split_inclusive(['?', '.']).map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

/// Flesch reading ease in hundredths. 6000 is easy at 13 to 15 years of age, 9000 at 11.
pub(super) fn reading_ease(prompt: &str) -> i64 {
    let words: Vec<&str> = prompt.split_whitespace().collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let count = |number: usize| i64::try_from(number.max(1)).unwrap_or(i64::MAX);
    let (many, sentences) = (count(words.len()), count(sentences(prompt).len()));
    // 206.835 - 1.015 words per sentence - 84.6 syllables per word.
    (20_683_500 - 101_500 * many / sentences - 8_460_000 * count(syllables) / many) / 1_000
}

/// Groups of vowels, without a mute e at the end.
fn syllables(word: &str) -> usize {
    let letters: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let groups = letters.split(|letter| !"aeiouy".contains(letter)).filter(|group| !group.is_empty()).count();
    let mute = letters.ends_with('e') && !letters.ends_with("le") && groups > 1;
    (groups - usize::from(mute)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_is_told_from_hard() {
        assert!(reading_ease("Where do you sleep? Who chose that place?") > 9_000);
        assert!(reading_ease("Describe the contractual conditions governing your accommodation arrangements.") < 1_000);
    }

    #[test]
    fn other_scripts_are_not_judged_by_rules_for_english() {
        assert!(is_english("Where do you sleep? Résumé"));
        assert!(!is_english("คุณนอนที่ไหน") && !is_english("អ្នកគេងនៅឯណា?") && !is_english("Anh ngủ ở đâu? Ở đó thế nào?"));
    }
}
