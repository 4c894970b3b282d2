//! Picks one of several choices, key by key. Knows no terminal.
//!
//! With fewer than ten numbered entries one digit is enough. With more, a digit does not act: the number is shown as it
//! is typed, and Enter accepts it.

use crate::interview::{Choice, numbers};
use crate::terminal::keys::TypedKey;
use console::Key;

/// The fewest numbered entries that need Enter.
const TEN: usize = 10;

/// The most digits of a number.
const MOST_DIGITS: usize = 6;

/// The effect of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PickStep {
    Nothing,
    /// The typed number must be shown again.
    Redraw,
    /// The choice at this position.
    Choice(usize),
    /// Enter, with a number that is not in the list.
    NotInList(String),
    /// Enter, with nothing typed.
    Enter,
}

/// A choice in progress.
pub(crate) struct Picking<'a> {
    choices: &'a [Choice],
    /// The number of numbered entries. A number at a prompt with letters was meant for another question.
    numbered: usize,
    typed: String,
}

impl<'a> Picking<'a> {
    pub fn new(choices: &'a [Choice]) -> Self {
        let numbered = choices.iter().take_while(|choice| choice.answer && choice.key.is_none()).count();
        Self { choices, numbered, typed: String::new() }
    }

    /// The typed number, with a hint. If it is hidden, only how many digits it has.
    pub fn shown(&self, blind: bool) -> String {
        match self.typed.chars().count() {
            0 => String::new(),
            digits if blind => format!("{} {}", "•".repeat(digits), text!("screening-enter-takes-it")),
            _ => format!("{} {}", self.typed, text!("screening-enter-takes-it")),
        }
    }

    /// The number of numbered entries.
    pub fn numbered(&self) -> usize {
        self.numbered
    }

    pub fn take(&mut self, typed: &TypedKey) -> PickStep {
        match typed {
            TypedKey::Key(key) => self.key(key),
            // A rush was pasted, or bundled by a slow link. Only its digits are accepted, which need Enter.
            TypedKey::Rush(keys) if self.numbered >= TEN && keys.iter().all(is_digit) => {
                for key in keys {
                    self.key(key);
                }
                PickStep::Redraw
            }
            TypedKey::Rush(_) => PickStep::Nothing,
        }
    }

    fn key(&mut self, key: &Key) -> PickStep {
        match key {
            Key::Char(sign) if numbers::digit(*sign).is_some() => self.digit(*sign),
            Key::Enter if self.typed.is_empty() => PickStep::Enter,
            Key::Enter => {
                let typed = std::mem::take(&mut self.typed);
                let at = numbers::number(&typed).filter(|number| (1..=self.numbered).contains(number));
                at.map_or(PickStep::NotInList(typed), |number| PickStep::Choice(number - 1))
            }
            Key::Backspace if !self.typed.is_empty() => {
                self.typed.pop();
                PickStep::Redraw
            }
            Key::Escape if !self.typed.is_empty() => {
                self.typed.clear();
                PickStep::Redraw
            }
            Key::Char(letter) => self.letter(letter.to_ascii_lowercase()),
            Key::Escape | Key::Backspace | Key::ArrowLeft => self.letter('b'),
            _ => PickStep::Nothing,
        }
    }

    fn digit(&mut self, sign: char) -> PickStep {
        if self.numbered >= TEN {
            if self.typed.chars().count() < MOST_DIGITS {
                self.typed.push(sign);
            }
            return PickStep::Redraw;
        }
        let number = numbers::digit(sign).map(|digit| digit as usize);
        let at = number.filter(|number| (1..=self.numbered).contains(number));
        at.map_or(PickStep::Nothing, |number| PickStep::Choice(number - 1))
    }

    /// A letter is no answer while a number is typed, because it could be meant for either.
    fn letter(&self, letter: char) -> PickStep {
        let at = self.choices.iter().position(|choice| choice.key == Some(letter));
        let at = at.filter(|at| self.typed.is_empty() || !self.choices[*at].answer);
        at.map_or(PickStep::Nothing, PickStep::Choice)
    }
}

fn is_digit(key: &Key) -> bool {
    matches!(key, Key::Char(sign) if numbers::digit(*sign).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: usize) -> Vec<Choice> {
        let mut choices: Vec<Choice> = (1..=items).map(|at| Choice::answer(None, at.to_string())).collect();
        choices.extend([
            Choice::answer(Some('u'), "asked, not clear"),
            Choice::way('b', "back"),
            Choice::way('z', "hide"),
        ]);
        choices
    }

    /// What the keys of a text pick, and how much of it was typed by then.
    fn picked(items: usize, typed: &str) -> Option<(usize, usize)> {
        let choices = list(items);
        let mut picking = Picking::new(&choices);
        typed.chars().enumerate().find_map(|(at, sign)| {
            let key = if sign == '⏎' { Key::Enter } else { Key::Char(sign) };
            match picking.take(&TypedKey::Key(key)) {
                PickStep::Choice(choice) => Some((choice, at + 1)),
                _ => None,
            }
        })
    }

    #[test]
    fn one_rule_tells_whether_a_digit_acts_whatever_the_digit() {
        for items in 1..=9 {
            for digit in 1..=items {
                assert_eq!(picked(items, &format!("{digit}")), Some((digit - 1, 1)), "{digit} of {items}");
            }
            assert_eq!(picked(items, "0"), None);
        }
        for items in [10, 13, 14, 23, 30] {
            for number in 1..=items {
                let digits = number.to_string();
                assert_eq!(picked(items, &digits), None, "{number} of {items} acts before Enter");
                let typed = format!("{digits}⏎");
                assert_eq!(picked(items, &typed), Some((number - 1, digits.len() + 1)), "{number} of {items}");
            }
            for wrong in ["0⏎", "31⏎", "145⏎", "99999999999999999999⏎", "⏎"] {
                assert_eq!(picked(items, wrong), None, "{wrong} of {items}");
            }
        }
    }

    #[test]
    fn an_answer_by_letter_does_not_act_while_a_number_stands_there_and_a_way_does() {
        assert_eq!(picked(13, "u"), Some((13, 1)));
        assert_eq!(picked(13, "1u"), None);
        assert_eq!(picked(13, "1z"), Some((15, 2)));
    }

    #[test]
    fn what_comes_in_a_rush_acts_only_with_a_later_enter() {
        let rush = |typed: &str| {
            TypedKey::Rush(typed.chars().map(|sign| if sign == '⏎' { Key::Enter } else { Key::Char(sign) }).collect())
        };
        let choices = list(14);
        let mut picking = Picking::new(&choices);
        for dropped in ["14⏎", "1u", "z1", "b"] {
            assert_eq!(picking.take(&rush(dropped)), PickStep::Nothing, "{dropped}");
        }
        assert_eq!(picking.take(&rush("14")), PickStep::Redraw);
        assert_eq!(picking.take(&TypedKey::Key(Key::Enter)), PickStep::Choice(13));
        let few = list(9);
        assert_eq!(Picking::new(&few).take(&rush("12")), PickStep::Nothing);
    }
}
