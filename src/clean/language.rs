//! Detects the language of an article from its lede and body.
//!
//! Titles are too short for that. Clear English is detected by its function words; everything else is
//! asked of `whatlang`, which knows 70 languages and takes a hundred times as long.

use whatlang::Lang;

use crate::clean::{Block, Zone};

/// Characters of text below which nothing is said.
const LEAST_CHARS: usize = 200;
/// Bytes of text that are looked at.
const MOST_BYTES: usize = 4_000;
/// First words whose share of function words is taken.
const WORDS: usize = 150;
/// One word in this number is one of [`ENGLISH`] in clear English; in running English it is one in four.
const ENGLISH_EVERY: usize = 8;

/// Function words of English that no other language writes so; sorted.
const ENGLISH: &[&str] = &[
    "about", "after", "and", "because", "been", "but", "by", "could", "did", "from", "has", "his", "how", "into",
    "its", "not", "of", "out", "said", "she", "than", "that", "the", "their", "them", "there", "these", "they", "this",
    "those", "through", "to", "were", "what", "when", "where", "which", "who", "will", "with", "would", "you",
];

/// Bytes of the longest of them.
const LONGEST: usize = 7;

/// A language by its code of ISO 639-1; of ISO 639-3 where it has no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(&'static str);

impl Language {
    /// English.
    pub const ENGLISH: Self = Self("en");

    /// The code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }
}

/// The language of lede and body; `None` where the text is too short or the detector is not sure.
pub(super) fn language(text: &str, blocks: &[Block]) -> Option<Language> {
    let mut sample = String::new();
    for block in blocks.iter().filter(|b| matches!(b.zone, Zone::Lede | Zone::Body)) {
        let left = MOST_BYTES.saturating_sub(sample.len());
        let block = block.span.slice(text).unwrap_or_default();
        sample.push_str(&block[..block.floor_char_boundary(left)]);
        sample.push('\n');
        if left <= block.len() {
            break;
        }
    }
    of_sample(&sample)
}

fn of_sample(sample: &str) -> Option<Language> {
    // A character has at most four bytes, so most short texts need no counting.
    if sample.len() < LEAST_CHARS || sample.chars().count() < LEAST_CHARS {
        return None;
    }
    if is_clear_english(sample) {
        return Some(Language::ENGLISH);
    }
    let detected = whatlang::detect(sample)?;
    detected.is_reliable().then(|| Language(code(detected.lang())))
}

/// True when function words of English are as frequent as in running English.
fn is_clear_english(sample: &str) -> bool {
    let words = sample.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut n, mut n_english) = (0, 0);
    for word in words.take(WORDS) {
        n += 1;
        n_english += usize::from(is_english(word));
    }
    n_english * ENGLISH_EVERY >= n && n > 0
}

/// True for one of [`ENGLISH`] in any letter case.
fn is_english(word: &str) -> bool {
    let mut letters = [0; LONGEST];
    let Some(lower) = letters.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    ENGLISH.binary_search_by(|known| known.as_bytes().cmp(lower)).is_ok()
}

/// The code of a language.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_sorted_for_binary_search() {
        assert!(ENGLISH.is_sorted());
    }

    /// Own sentences, each said often enough to be long enough.
    const SAID: &[(&str, &str)] = &[
        (
            "de",
            "Die Pflegerinnen der Klinik arbeiten seit Jahren in wechselnden Schichten, und der Lohn reicht kaum für die Miete in der Stadt. ",
        ),
        (
            "es",
            "Las enfermeras del hospital trabajan desde hace años en turnos que cambian cada semana, y el sueldo apenas alcanza para el alquiler. ",
        ),
        (
            "fr",
            "Les infirmières de cet hôpital travaillent depuis des années avec des horaires qui changent, et leur salaire suffit à peine pour le loyer. ",
        ),
        (
            "it",
            "Le infermiere di questo ospedale lavorano da anni con turni che cambiano ogni settimana, e lo stipendio basta appena per l'affitto. ",
        ),
        (
            "nl",
            "De verpleegkundigen van dit ziekenhuis werken al jaren in wisselende diensten, en het loon is nauwelijks genoeg voor de huur in de stad. ",
        ),
        (
            "pl",
            "Pielęgniarki z tego szpitala od lat pracują na zmiany, a pensja ledwie wystarcza na czynsz w mieście. ",
        ),
        (
            "ru",
            "Медсёстры этой больницы уже много лет работают посменно, а зарплаты едва хватает на аренду жилья в городе. ",
        ),
        (
            "en",
            "Nurses at this hospital worked rotating shifts for years, and their pay hardly covered the rent that landlords in the city asked of them. ",
        ),
    ];

    #[test]
    fn running_text_is_told_by_its_language() {
        for (code, said) in SAID {
            let sample = said.repeat(3);
            assert_eq!(of_sample(&sample).map(Language::code), Some(*code));
            assert_eq!(is_clear_english(&sample), *code == "en");
        }
    }

    #[test]
    fn a_few_words_tell_nothing() {
        assert_eq!(of_sample("Die Pflegerinnen streiken."), None);
    }

    #[test]
    fn english_without_function_words_is_left_to_the_detector() {
        let table =
            "Boston Celtics guard Smith scored eleven points, Denver Nuggets forward Jones scored nine rebounds. "
                .repeat(4);
        assert!(!is_clear_english(&table));
        assert!(of_sample(&table).is_none_or(|language| language == Language::ENGLISH));
    }
}
