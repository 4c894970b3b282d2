//! How much an indicator weighs: severity as observed, strength as counted, points for ties.

use serde::{Deserialize, Serialize};

/// How severe an indicator is in this case. What each step means is told by the indicator's own anchors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The mildest form that still is the indicator.
    Minor,
    /// The middle; what an unrated indicator counts as where a rule asks for severity.
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

    /// What a word in a file stands for.
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
    /// Weak.
    Weak,
    /// Medium.
    Medium,
    /// Strong.
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

/// Points per strength, `Element` first. They break ties and carry banded sums; they are no probability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Points(pub [u32; 5]);

impl Points {
    /// The points of one strength.
    pub fn of(self, strength: Strength) -> u32 {
        self.0[strength as usize]
    }
}
