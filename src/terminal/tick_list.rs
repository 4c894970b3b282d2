//! A list with ticks, key by key: a moving cursor, visible marks, and a line of numbers that counts with Enter. Knows
//! no terminal.

use crate::escape;
use crate::interview::{Choice, List, numbers};
use crate::terminal::keys::TypedKey;
use crate::terminal::layout;
use crate::wording::wrap;
use console::{Key, style};

/// The most characters of a line of numbers.
const MOST_SIGNS: usize = 200;

/// The effect of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TickStep {
    Nothing,
    /// The list must be drawn again.
    Redraw,
    /// Enter: the ticks are final.
    Done,
    /// A navigation choice, by position.
    Way(usize),
    /// The list is left.
    Leave,
}

/// A list in progress.
pub(crate) struct TickList<'a> {
    title: &'a str,
    items: &'a [&'a str],
    ways: &'a [Choice],
    marks: Vec<bool>,
    /// The entry that the space bar ticks.
    cursor: usize,
    /// The first visible entry.
    from: usize,
    /// The line of numbers.
    typed: String,
    /// Why the line was rejected.
    wrong: Option<String>,
}

impl<'a> TickList<'a> {
    pub fn new(list: &List<'a>, ways: &'a [Choice]) -> Self {
        let marks = (0..list.items.len()).map(|at| list.ticked.get(at) == Some(&true)).collect();
        let (title, items) = (list.title, list.items);
        Self { title, items, ways, marks, cursor: 0, from: 0, typed: String::new(), wrong: None }
    }

    pub fn marks(self) -> Vec<bool> {
        self.marks
    }

    /// The line of numbers, as far as it fits into this many columns.
    pub fn typed(&self, columns: usize) -> String {
        let all: Vec<char> = self.typed.chars().collect();
        all[all.len().saturating_sub(columns)..].iter().collect()
    }

    pub fn take(&mut self, typed: &TypedKey) -> TickStep {
        match typed {
            TypedKey::Key(Key::Char(' ')) if self.typed.is_empty() => {
                self.toggle();
                TickStep::Redraw
            }
            TypedKey::Key(key) => self.key(key),
            TypedKey::Rush(keys) => self.rush(keys),
        }
    }

    /// A rush was pasted, or bundled by a slow link. Its first line may move the cursor and type numbers, which are
    /// read back. It ticks nothing by itself.
    fn rush(&mut self, keys: &[Key]) -> TickStep {
        let line = keys.split_inclusive(|key| *key == Key::Enter).next().unwrap_or_default();
        if !line.iter().all(is_harmless) {
            return TickStep::Nothing;
        }
        let parts = |key: &Key| matches!(key, Key::Char(sign) if numbers::parts(*sign));
        let does =
            line.iter().map(|key| if parts(key) && self.typed.is_empty() { TickStep::Nothing } else { self.key(key) });
        if does.last() == Some(TickStep::Done) { TickStep::Done } else { TickStep::Redraw }
    }

    fn key(&mut self, key: &Key) -> TickStep {
        let last = self.items.len().saturating_sub(1);
        match key {
            Key::ArrowUp | Key::BackTab => self.cursor = self.cursor.saturating_sub(1),
            Key::ArrowDown | Key::Tab => self.cursor = (self.cursor + 1).min(last),
            Key::PageUp => self.cursor = self.cursor.saturating_sub(5),
            Key::PageDown => self.cursor = (self.cursor + 5).min(last),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = last,
            Key::Enter => return self.enter(),
            Key::Escape if self.typed.is_empty() => return TickStep::Leave,
            Key::Escape | Key::Char('\u{15}') => self.erase(String::clear),
            Key::Backspace => self.erase(|typed| {
                typed.pop();
            }),
            Key::Char(sign) if numbers::digit(*sign).is_some() || numbers::takes_away(*sign) => self.add(*sign),
            Key::Char(sign) if numbers::parts(*sign) => {
                if self.typed.is_empty() {
                    return TickStep::Nothing;
                }
                self.add(*sign);
            }
            Key::Char(letter) => {
                let letter = Some(letter.to_ascii_lowercase());
                let way = self.ways.iter().position(|way| way.key == letter);
                return way.map_or(TickStep::Nothing, TickStep::Way);
            }
            _ => return TickStep::Nothing,
        }
        TickStep::Redraw
    }

    fn add(&mut self, sign: char) {
        self.wrong = None;
        if self.typed.chars().count() < MOST_SIGNS {
            self.typed.push(sign);
        }
    }

    fn erase(&mut self, erase: impl FnOnce(&mut String)) {
        self.wrong = None;
        erase(&mut self.typed);
    }

    fn toggle(&mut self) {
        self.wrong = None;
        if let Some(mark) = self.marks.get_mut(self.cursor) {
            *mark = !*mark;
        }
    }

    /// The line is accepted or rejected as a whole.
    fn enter(&mut self) -> TickStep {
        match numbers::apply(&self.typed, &self.marks) {
            Ok(marks) => {
                (self.marks, self.typed) = (marks, String::new());
                TickStep::Done
            }
            Err(word) => {
                self.wrong = Some(text!("screening-not-in-list", typed = word, items = self.items.len()));
                TickStep::Redraw
            }
        }
    }

    /// The list in a window of this size, without the typed line. If not all entries fit, those around the cursor are
    /// shown.
    pub fn lines(&mut self, rows: usize, columns: usize) -> Vec<String> {
        let text = |text: &str| wrap(&escape::shown(text), columns);
        let title = text(self.title);
        let mut below = text(text!("screening-how-to-tick"));
        below.extend(layout::choices_line(self.ways, columns));
        below.extend(self.wrong.iter().flat_map(|wrong| text(wrong)));
        let entries: Vec<Vec<String>> = (0..self.items.len()).map(|at| self.entry(at, columns)).collect();
        // The typed line is below.
        let room = rows.saturating_sub(title.len() + below.len() + 1).max(1);
        let to = self.scroll(&entries, room);
        let mut lines = title;
        lines.extend(entries[self.from..to].iter().flatten().cloned());
        if to - self.from < self.items.len() {
            lines.extend(text(&text!(
                "screening-part-of-list",
                from = self.from + 1,
                to = to,
                items = self.items.len()
            )));
        }
        lines.extend(below);
        lines
    }

    /// Scrolls to the cursor, and returns the end of the visible part.
    fn scroll(&mut self, entries: &[Vec<String>], room: usize) -> usize {
        let height = |from: usize, to: usize| entries[from..to].iter().map(Vec::len).sum::<usize>();
        if height(0, entries.len()) <= room {
            self.from = 0;
            return entries.len();
        }
        // One line shows which part is visible.
        let room = room.saturating_sub(1).max(1);
        self.from = self.from.min(self.cursor);
        while self.from < self.cursor && height(self.from, self.cursor + 1) > room {
            self.from += 1;
        }
        let fits = (self.from + 1..=entries.len()).take_while(|to| height(self.from, *to) <= room).last();
        fits.unwrap_or(self.from + 1).min(entries.len())
    }

    fn entry(&self, at: usize, columns: usize) -> Vec<String> {
        let digits = self.items.len().to_string().len();
        let mark = if self.marks[at] { "[x]" } else { "[ ]" };
        let cursor = if at == self.cursor { '>' } else { ' ' };
        let head = format!("{cursor} {mark} {:>digits$} ", at + 1);
        let text = wrap(&escape::shown(self.items[at]), columns.saturating_sub(head.len()).max(1));
        let indent = " ".repeat(head.len());
        let lines = text.iter().enumerate().map(|(line, text)| {
            let line = if line == 0 { format!("{head}{text}") } else { format!("{indent}{text}") };
            if at == self.cursor { style(line).for_stderr().bold().to_string() } else { line }
        });
        lines.collect()
    }
}

/// Keys in a rush that tick nothing and leave nothing.
fn is_harmless(key: &Key) -> bool {
    match key {
        Key::ArrowUp | Key::ArrowDown | Key::Enter => true,
        Key::Char(sign) => numbers::digit(*sign).is_some() || numbers::parts(*sign) || numbers::takes_away(*sign),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(items: usize) -> Vec<String> {
        (1..=items).map(|at| format!("Entry {at}")).collect()
    }

    fn keys(typed: &str) -> Vec<Key> {
        let key = |sign| match sign {
            '⏎' => Key::Enter,
            '↑' => Key::ArrowUp,
            '↓' => Key::ArrowDown,
            '⌫' => Key::Backspace,
            '⎋' => Key::Escape,
            sign => Key::Char(sign),
        };
        typed.chars().map(key).collect()
    }

    /// The final ticks after these keys, or `None` if the list is not finished.
    fn ticked(items: usize, typed: &str, in_a_rush: bool) -> Option<Vec<usize>> {
        let names = names(items);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let ways = [Choice::way('b', "back"), Choice::way('z', "hide")];
        let list = List { title: "Which?", items: &names, ticked: &vec![false; items] };
        let mut ticking = TickList::new(&list, &ways);
        let typed = if in_a_rush {
            vec![TypedKey::Rush(keys(typed))]
        } else {
            keys(typed).into_iter().map(TypedKey::Key).collect()
        };
        let done = typed.iter().any(|typed| ticking.take(typed) == TickStep::Done);
        done.then(|| ticking.marks().iter().enumerate().filter(|(_, mark)| **mark).map(|(at, _)| at + 1).collect())
    }

    #[test]
    fn numbers_count_with_enter_and_never_before() {
        for items in [9, 10, 14, 23] {
            for in_a_rush in [false, true] {
                for line in ["1 4 5⏎", "1,4,5⏎", "1  4 5⏎", "5 4 1⏎", "1, 4,5 ⏎"] {
                    let one_to_five = Some(vec![1, 4, 5]);
                    assert_eq!(ticked(items, line, in_a_rush), one_to_five, "{line} of {items}, rush: {in_a_rush}");
                }
                for line in ["1 4 5", "145⏎", "0⏎", "1 99⏎"] {
                    assert_eq!(ticked(items, line, in_a_rush), None, "{line} of {items}, rush: {in_a_rush}");
                }
                assert_eq!(ticked(items, "⏎", in_a_rush), Some(vec![]));
                assert_eq!(ticked(items, "14⏎", in_a_rush), (items >= 14).then(|| vec![14]));
            }
            assert_eq!(ticked(items, "145⌫⌫⏎", false), Some(vec![1]));
            assert_eq!(ticked(items, "145⎋2⏎", false), Some(vec![2]));
            assert_eq!(ticked(items, "1 4 -1⏎⎋4⏎", false), Some(vec![4]), "what was not taken whole was not taken");
        }
    }

    #[test]
    fn the_space_bar_ticks_where_the_cursor_is_and_parts_numbers_where_some_are_typed() {
        for items in [9, 10, 14, 23] {
            assert_eq!(ticked(items, " ⏎", false), Some(vec![1]));
            assert_eq!(ticked(items, " ↓↓↓ ↓ ⏎", false), Some(vec![1, 4, 5]));
            assert_eq!(ticked(items, "  ⏎", false), Some(vec![]), "twice takes it away");
            assert_eq!(ticked(items, "1 ⏎", false), Some(vec![1]), "a space behind a number ticks nothing");
            assert_eq!(ticked(items, "↓ 5 ⏎", false), Some(vec![2, 5]));
            assert_eq!(ticked(items, "↑↑ ⏎", false), Some(vec![1]));
            assert_eq!(ticked(items, " 1⏎", true), Some(vec![1]), "a space that was pasted ticks nothing");
            assert_eq!(ticked(items, "zb1⏎", true), None, "a letter that was pasted leads nowhere");
            assert_eq!(ticked(items, "1 4⏎y⏎2⏎", true), Some(vec![1, 4]), "lines behind the first are no answer");
        }
    }

    #[test]
    fn each_entry_shows_its_mark_and_the_part_around_the_cursor_fits_the_window() {
        for (rows, columns) in [(24, 80), (20, 45), (16, 60), (12, 30), (60, 100)] {
            let long = vec!["Care in a pregnancy, or for a baby, and for others who are with them here"; 23];
            let ways = [Choice::way('b', "back"), Choice::way('v', "withdraw"), Choice::way('z', "hide")];
            let mut marks = vec![false; 23];
            marks[3] = true;
            let list = List { title: "What do they need?", items: &long, ticked: &marks };
            let mut ticking = TickList::new(&list, &ways);
            for at in 0..23 {
                let lines = ticking.lines(rows, columns);
                let all = console::strip_ansi_codes(&lines.join("\n")).into_owned();
                assert!(lines.len() < rows || rows < 16, "{rows}x{columns}: {} lines:\n{all}", lines.len());
                let mark = if at == 3 { "[x]" } else { "[ ]" };
                assert!(all.contains(&format!("> {mark} {:>2} Care", at + 1)), "{rows}x{columns}, at {at}:\n{all}");
                assert_eq!(all.matches('>').count(), 1, "{all}");
                ticking.take(&TypedKey::Key(Key::ArrowDown));
            }
        }
    }

    proptest! {
        /// With any keys, the final ticks are those that were shown.
        #[test]
        fn what_counts_is_what_shows(items in 1_usize..25, typed in "[0-9 ,↑↓⌫⏎-]{0,40}") {
            let names = names(items);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let list = List { title: "Which?", items: &names, ticked: &vec![false; items] };
            let mut ticking = TickList::new(&list, &[]);
            for key in keys(&typed) {
                let (line, before) = (ticking.typed.clone(), ticking.marks.clone());
                let does = ticking.take(&TypedKey::Key(key.clone()));
                if does == TickStep::Done {
                    prop_assert_eq!(Ok(ticking.marks.clone()), numbers::apply(&line, &before));
                    let shown = ticking.lines(100, 80).join("\n");
                    let shown = console::strip_ansi_codes(&shown).into_owned();
                    prop_assert_eq!(shown.matches("[x]").count(), ticking.marks.iter().filter(|mark| **mark).count());
                } else if key != Key::Char(' ') {
                    prop_assert_eq!(&ticking.marks, &before, "{:?} ticked something", key);
                }
            }
        }
    }
}
