//! The form as text of a given width.

use crate::report::catalogue::paper_form::scoring_by_hand::{HandArea, HandRule};
use crate::report::catalogue::paper_form::{Asked, PaperForm};
use crate::wording;

/// The form as text, at most `width` columns wide.
pub fn text(sheet: &PaperForm, width: usize) -> String {
    let mut out = Lines { width: width.max(40), lines: Vec::new() };
    out.heading(&sheet.title.to_uppercase(), '=');
    out.say(0, &sheet.name);
    sheet.head.iter().for_each(|line| out.say(0, line));
    out.blank();
    sheet.how.iter().for_each(|line| out.say(0, &format!("- {line}")));
    for part in &sheet.parts {
        out.blank();
        out.heading(&part.title.to_uppercase(), '=');
        out.say(0, part.note);
        for section in &part.sections {
            out.blank();
            out.heading(&section.title, '-');
            out.say(0, &section.spoken);
            section.questions.iter().for_each(|question| out.question(question));
        }
    }
    out.by_hand(sheet);
    out.lines.join("\n")
}

struct Lines {
    width: usize,
    lines: Vec<String>,
}

impl Lines {
    fn blank(&mut self) {
        self.lines.push(String::new());
    }

    fn say(&mut self, indent: usize, text: &str) {
        if !text.is_empty() {
            self.lines.extend(wording::wrap(&format!("{}{text}", " ".repeat(indent)), self.width));
        }
    }

    fn labelled(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.say(4, &format!("{label}: {text}"));
        }
    }

    fn heading(&mut self, text: &str, under: char) {
        self.lines.push(text.to_owned());
        self.lines.push(under.to_string().repeat(text.chars().count().min(self.width)));
    }

    fn question(&mut self, question: &Asked) {
        self.blank();
        self.say(0, &format!("{}. {}", question.number, question.title));
        self.labelled(text!("form-only-if"), &question.only_if);
        self.say(4, &capital(&question.who));
        self.labelled(question.say_label, &question.prompt);
        self.labelled(text!("screening-say-if-over"), &question.prompt_ended);
        self.labelled(text!("screening-follow-up"), &question.follow_up);
        self.labelled(text!("screening-look-for"), &question.look_for);
        if !question.statement.is_empty() {
            self.labelled(text!("screening-statement"), &question.statement.clone());
        }
        if question.several {
            self.say(4, text!("form-several"));
        }
        self.boxes(&question.choices);
        if !question.degrees.is_empty() {
            self.say(4, &text!("form-if-yes", question = text!("screening-how-severe")));
            for (degree, text) in &question.degrees {
                self.say(6, &format!("- [ ] {degree}: {text}"));
            }
        }
        self.labelled(text!("screening-counts-too"), &question.counts);
        self.labelled(text!("screening-does-not-count"), &question.does_not_count);
        self.say(4, &question.help);
        question.then.iter().for_each(|line| self.say(4, &format!(">> {line}")));
    }

    /// Short choices side by side, long ones on separate lines.
    fn boxes(&mut self, choices: &[String]) {
        let boxed: Vec<String> = choices.iter().map(|choice| format!("[ ] {choice}")).collect();
        let in_line = boxed.join("   ");
        if in_line.chars().count() + 4 <= self.width {
            self.lines.push(format!("    {in_line}"));
        } else {
            for choice in &boxed {
                self.say(4, choice);
            }
        }
    }

    fn by_hand(&mut self, sheet: &PaperForm) {
        let by_hand = &sheet.by_hand;
        self.blank();
        self.heading(&text!("form-by-hand").to_uppercase(), '=');
        self.say(0, &by_hand.basis);
        self.say(0, text!("form-by-hand-strengths"));
        for (class, [minor, serious, severe]) in &by_hand.strengths {
            let line =
                text!("form-by-hand-strength", class = *class, minor = *minor, serious = *serious, severe = *severe);
            self.say(2, &format!("- {line}"));
        }
        for note in by_hand.notes {
            self.say(0, note);
        }
        self.blank();
        self.heading(text!("form-counts-where"), '-');
        self.say(0, &by_hand.patterns);
        by_hand.areas.iter().for_each(|area| self.area(area));
        self.blank();
        self.heading(text!("form-counts-once"), '-');
        for (title, members) in &by_hand.groups {
            self.say(0, &format!("- {title}: {members}"));
        }
        self.rules(text!("form-flags"), &by_hand.flags);
        self.rules(text!("form-findings"), &by_hand.findings);
        for (title, rules) in &by_hand.advice {
            self.rules(title, rules);
        }
    }

    fn area(&mut self, area: &HandArea) {
        let part_of = if area.part_of.is_empty() { String::new() } else { format!(" – {}", area.part_of) };
        self.say(0, &format!("- {}{part_of}", area.title));
        if !area.patterns.is_empty() {
            self.say(2, &format!("{}: {}", text!("form-pattern"), area.patterns.join(", or ")));
        }
        for (class, questions) in &area.questions {
            self.say(2, &format!("{class}: {questions}"));
        }
    }

    fn rules(&mut self, title: &str, rules: &[HandRule]) {
        if rules.is_empty() {
            return;
        }
        self.blank();
        self.heading(title, '-');
        for rule in rules {
            let head = [&rule.title, &rule.text].map(String::as_str).into_iter().filter(|text| !text.is_empty());
            self.say(0, &format!("- {}", head.collect::<Vec<_>>().join(": ")));
            rule.lines.iter().for_each(|line| self.say(4, line));
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
