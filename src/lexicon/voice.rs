//! The words of `voice/`: verbs that report, and what speakers are called.
//!
//! A lexicon without these files takes the ones compiled into the program: whose words count is a
//! question of the tiers, how English reports speech is not.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::lexicon::{LexiconError, LexiconFile, embedded, fault, folder};
use crate::tokenize::words;

/// How far a verb can be relied on to report words or thoughts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbClass {
    /// Speech with or without "that", and quotations in any order.
    Say,
    /// The same, with a hearer before the words.
    Tell,
    /// Speech beside a quotation or "that" only.
    Voice,
    /// Speech with an object: praise, blame, refusal, demand.
    Act,
    /// Belief, wish, intention.
    Stance,
}

/// Form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbForm {
    /// `say`
    Plain,
    /// `says`
    Third,
    /// `said`
    Past,
    /// `saying`
    Ing,
    /// `written`, where it is no past form
    Participle,
}

/// One form of a reporting verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// How far it can be relied on.
    pub class: VerbClass,
    /// Which form it is.
    pub form: VerbForm,
    /// The form is a noun as well: "the claims".
    pub noun: bool,
}

/// Words that say what a speaker is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sector {
    /// Name in tables.
    pub name: String,
    /// Tier of a person in such a role, where no occupation says more.
    pub tier: Option<String>,
    /// Who has such a role speaks for others or for expertise, not as a worker of the tier.
    pub for_others: bool,
    /// Its words name the person's own work, which may have ended or be somebody else's: police officer, owner.
    pub names_work: bool,
    /// Phrases as folded words.
    pub phrases: Vec<Vec<String>>,
    /// The same; they count with a capital only, and only where no other phrase is found.
    pub capitalised: Vec<Vec<String>>,
}

/// The words of `voice/`, checked.
#[derive(Debug, Clone, Default)]
pub struct VoiceWords {
    /// Reporting verbs by folded form.
    pub verbs: BTreeMap<String, Verb>,
    /// Words before a name that are no part of it.
    pub titles: Vec<String>,
    /// Words for one person.
    pub persons: Vec<String>,
    /// Words for several persons.
    pub groups: Vec<String>,
    /// Words for what is no person.
    pub institutions: Vec<String>,
    /// Full names of holders and seekers of high office.
    pub known_officials: Vec<String>,
    /// Roles by sector, in the order in which they count.
    pub sectors: Vec<Sector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbFile {
    say: Vec<String>,
    tell: Vec<String>,
    voice: Vec<String>,
    act: Vec<String>,
    stance: Vec<String>,
    nouns: Vec<String>,
    irregular: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeakerFile {
    titles: Vec<String>,
    persons: Vec<String>,
    groups: Vec<String>,
    institutions: Vec<String>,
    known_officials: Vec<String>,
    sector: Vec<RawSector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSector {
    name: String,
    tier: Option<String>,
    #[serde(default)]
    for_others: bool,
    #[serde(default)]
    names_work: bool,
    words: Vec<String>,
    #[serde(default)]
    capitalised: Vec<String>,
}

/// True for a file of this folder.
pub(super) fn is_voice_file(path: &Path) -> bool {
    path.starts_with(folder::VOICE)
}

/// Reads the two files, or the embedded ones where the lexicon has none.
pub(super) fn read(files: &[LexiconFile]) -> Result<VoiceWords, LexiconError> {
    let verbs: VerbFile = parse(files, "voice/verbs.toml")?;
    let speakers: SpeakerFile = parse(files, "voice/speakers.toml")?;
    let sectors = speakers.sector.into_iter().map(|raw| Sector {
        name: raw.name,
        tier: raw.tier,
        for_others: raw.for_others,
        names_work: raw.names_work,
        phrases: raw.words.iter().map(|phrase| folded(phrase)).collect(),
        capitalised: raw.capitalised.iter().map(|phrase| folded(phrase)).collect(),
    });
    Ok(VoiceWords {
        verbs: verbs.forms(),
        titles: speakers.titles,
        persons: speakers.persons,
        groups: speakers.groups,
        institutions: speakers.institutions,
        known_officials: speakers.known_officials,
        sectors: sectors.collect(),
    })
}

fn parse<T: serde::de::DeserializeOwned>(files: &[LexiconFile], path: &str) -> Result<T, LexiconError> {
    let own = files.iter().find(|f| f.path == Path::new(path)).cloned();
    let taken = own.or_else(|| embedded::embedded_files().into_iter().find(|f| f.path == Path::new(path)));
    let taken = taken.expect("the program holds its own files");
    toml::from_str(&taken.content).map_err(|e| fault::syntax(&taken, &e))
}

fn folded(phrase: &str) -> Vec<String> {
    let words = words(phrase);
    words.tokens.tokens().iter().map(|t| words.tokens.folded(t).to_owned()).collect()
}

impl VerbFile {
    fn forms(&self) -> BTreeMap<String, Verb> {
        let mut out = BTreeMap::new();
        let classes = [
            (VerbClass::Stance, &self.stance),
            (VerbClass::Act, &self.act),
            (VerbClass::Voice, &self.voice),
            (VerbClass::Tell, &self.tell),
            (VerbClass::Say, &self.say),
        ];
        for (class, verbs) in classes {
            for plain in verbs {
                let noun = self.nouns.contains(plain);
                let irregular = self.irregular.get(plain).map(|forms| forms.split(' ').map(str::to_owned).collect());
                let forms: Vec<String> = irregular.unwrap_or_else(|| regular(plain));
                let mut add = |word: &str, form| {
                    let noun = noun && matches!(form, VerbForm::Plain | VerbForm::Third);
                    out.insert(word.to_owned(), Verb { class, form, noun });
                };
                let kinds = [VerbForm::Third, VerbForm::Past, VerbForm::Ing, VerbForm::Participle];
                // What a plain form shares with another ("read", "put") stays the other.
                add(plain, VerbForm::Plain);
                forms.iter().zip(kinds).for_each(|(word, form)| add(word, form));
            }
        }
        out
    }
}

/// Third person, past and -ing of a regular verb.
fn regular(plain: &str) -> Vec<String> {
    let ends = |tails: &[&str]| tails.iter().any(|tail| plain.ends_with(tail));
    let vowel = |c: Option<char>| c.is_some_and(|c| "aeiou".contains(c));
    let stem = &plain[..plain.len() - plain.chars().next_back().map_or(0, char::len_utf8)];
    if ends(&["y"]) && !vowel(stem.chars().next_back()) {
        return vec![format!("{stem}ies"), format!("{stem}ied"), format!("{plain}ing")];
    }
    let third = if ends(&["s", "sh", "ch", "x", "z"]) { format!("{plain}es") } else { format!("{plain}s") };
    match plain.strip_suffix('e') {
        Some(stem) if !stem.ends_with('e') => vec![third, format!("{plain}d"), format!("{stem}ing")],
        _ => vec![third, format!("{plain}ed"), format!("{plain}ing")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_follow_the_spelling() {
        assert_eq!(regular("argue"), ["argues", "argued", "arguing"]);
        assert_eq!(regular("worry"), ["worries", "worried", "worrying"]);
        assert_eq!(regular("stress"), ["stresses", "stressed", "stressing"]);
        assert_eq!(regular("convey"), ["conveys", "conveyed", "conveying"]);
    }

    #[test]
    fn a_lexicon_without_voice_files_takes_the_programs_own() {
        let own = read(&[]).expect("the embedded files are sound");
        assert_eq!(own.verbs.get("said").map(|v| v.class), Some(VerbClass::Say));
        assert!(own.verbs["claims"].noun && !own.verbs["claimed"].noun);
    }
}
