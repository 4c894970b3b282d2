//! The weight of an indicator: severity as observed, strength as counted, points for ties.

use serde::{Deserialize, Serialize};

/// The severity of an indicator in this case. The indicator's own anchors define each step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The mildest form that still is the indicator.
    Minor,
    /// The middle. An unrated indicator counts as serious where a rule asks for severity.
    Serious,
    /// The gravest form.
    Severe,
}

impl Severity {
    /// Every severity, mildest first.
    pub const ALL: [Self; 3] = [Self::Minor, Self::Serious, Self::Severe];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Serious => "serious",
            Self::Severe => "severe",
        }
    }

    /// The severity for a word in a file.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "minor" => Self::Minor,
            "serious" => Self::Serious,
            "severe" => Self::Severe,
            _ => return None,
        })
    }
}

/// What the rules count: an indicator's class, moved by its severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Shows that the act happened; carries no weight.
    #[default]
    Element,
    Weak,
    Medium,
    Strong,
    /// Above strong: only for indicators marked critical, when severe or without degrees.
    Critical,
}

impl Strength {
    /// Every strength, weakest first.
    pub const ALL: [Self; 5] = [Self::Element, Self::Weak, Self::Medium, Self::Strong, Self::Critical];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Element => "element",
            Self::Weak => "weak",
            Self::Medium => "medium",
            Self::Strong => "strong",
            Self::Critical => "critical",
        }
    }
}

/// Points by strength, `Element` first. They break ties and are added up in bands; they are no probability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Points(pub [u32; 5]);

impl Points {
    pub fn of(self, strength: Strength) -> u32 {
        self.0[strength as usize]
    }
}
