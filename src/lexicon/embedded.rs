//! The lexicon that is compiled into the program.

use std::path::PathBuf;

use crate::lexicon::LexiconFile;

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../lexicons/", $path)))),*]
    };
}

/// Path and content of every file below `lexicons/`; a test compares the list with the folder.
const FILES: &[(&str, &str)] = files![
    "about/kinds.toml",
    "about/measured.toml",
    "about/words.toml",
    "calibration.toml",
    "exclusions.toml",
    "lexicon.toml",
    "low_wage/audience.toml",
    "low_wage/benefits.toml",
    "low_wage/career.toml",
    "low_wage/education.toml",
    "low_wage/employer.toml",
    "low_wage/hardship.toml",
    "low_wage/pay.toml",
    "low_wage/schedule.toml",
    "low_wage/workplace.toml",
    "middle/audience.toml",
    "middle/benefits.toml",
    "middle/career.toml",
    "middle/education.toml",
    "middle/employer.toml",
    "middle/hardship.toml",
    "middle/pay.toml",
    "middle/schedule.toml",
    "middle/workplace.toml",
    "occupations/low_wage.toml",
    "occupations/middle.toml",
    "occupations/professional.toml",
    "people.toml",
    "professional/audience.toml",
    "professional/benefits.toml",
    "professional/career.toml",
    "professional/education.toml",
    "professional/employer.toml",
    "professional/hardship.toml",
    "professional/pay.toml",
    "professional/schedule.toml",
    "professional/workplace.toml",
    "proposals.toml",
    "reasons.toml",
    "schedules.toml",
    "sentences.csv",
    "soc.csv",
    "tropes.toml",
    "universal/audience.toml",
    "voice/speakers.toml",
    "voice/verbs.toml",
];

/// The files of the embedded lexicon.
#[must_use]
pub fn embedded_files() -> Vec<LexiconFile> {
    FILES.iter().map(|(path, content)| LexiconFile { path: PathBuf::from(path), content: (*content).into() }).collect()
}
