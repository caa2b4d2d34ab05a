//! Recognises the credit of a news agency or syndicate: whose copy an outlet prints.
//!
//! In: paragraphs, byline and outlet. Out: the agency whose article it is, or nothing. An agency that
//! *contributed* to a report of the outlet's own gets no credit here, nor one whose photo is shown,
//! nor the outlet itself.

use std::sync::LazyLock;

use regex::Regex;

use crate::clean::{Block, Zone};

/// An agency and how it is credited.
struct Agency {
    /// Name in tables.
    name: &'static str,
    /// What is in brackets after the place of a dateline; letter case as here.
    marks: &'static [&'static str],
    /// How bylines and copyright lines name it; any letter case.
    names: &'static [&'static str],
}

/// Agencies and syndicates whose copy newspapers and sites print.
const AGENCIES: &[Agency] = &[
    Agency { name: "associated_press", marks: &["AP", "The Associated Press"], names: &["Associated Press"] },
    Agency {
        name: "reuters",
        marks: &["Reuters", "REUTERS", "Thomson Reuters Foundation", "Reuters Health"],
        names: &["Reuters", "Thomson Reuters", "Thomson/Reuters", "Thomson Reuters Foundation"],
    },
    Agency { name: "agence_france_presse", marks: &["AFP"], names: &["Agence France-Presse", "Agence France Presse"] },
    Agency { name: "united_press_international", marks: &["UPI"], names: &["United Press International"] },
    Agency {
        name: "bloomberg",
        marks: &["Bloomberg", "Bloomberg News"],
        names: &["Bloomberg", "Bloomberg News", "Bloomberg L.P", "Bloomberg Opinion"],
    },
    Agency { name: "cnn", marks: &["CNN", "CNN Business", "CNNMoney"], names: &["CNN", "CNN Wire", "CNN Newsource"] },
    Agency {
        name: "tribune_news_service",
        marks: &["TNS", "MCT", "McClatchy-Tribune"],
        names: &[
            "Tribune News Service",
            "Tribune News Services",
            "Tribune Content Agency",
            "Tribune Media Services",
            "McClatchy-Tribune",
            "McClatchy-Tribune News Service",
            "McClatchy-Tribune Information Services",
        ],
    },
    Agency {
        name: "mcclatchy",
        marks: &["McClatchy"],
        names: &["McClatchy", "McClatchy Newspapers", "McClatchy Washington Bureau"],
    },
    Agency {
        name: "new_york_times_news_service",
        marks: &["NYT"],
        names: &["New York Times News Service", "N.Y. Times News Service", "NYT News Service", "NYTimes News Service"],
    },
    Agency {
        name: "washington_post_news_service",
        marks: &[],
        names: &["Washington Post News Service", "Washington Post Writers Group", "Washington Post-Bloomberg"],
    },
    Agency {
        name: "creators_syndicate",
        marks: &[],
        names: &["Creators Syndicate", "Creators.com", "Creators Syndicate Inc"],
    },
    Agency { name: "king_features", marks: &[], names: &["King Features Syndicate"] },
    Agency { name: "scripps_howard_news_service", marks: &["SHNS"], names: &["Scripps Howard News Service"] },
    Agency { name: "religion_news_service", marks: &["RNS"], names: &["Religion News Service"] },
    Agency { name: "kaiser_health_news", marks: &["KHN"], names: &["Kaiser Health News", "KFF Health News"] },
    Agency { name: "canadian_press", marks: &["The Canadian Press"], names: &["Canadian Press"] },
    Agency { name: "press_association", marks: &[], names: &["Press Association", "PA Media"] },
    Agency { name: "deutsche_presse_agentur", marks: &["dpa", "DPA"], names: &["Deutsche Presse-Agentur"] },
    Agency { name: "xinhua", marks: &["Xinhua"], names: &["Xinhua", "Xinhua News Agency"] },
    Agency { name: "kyodo_news", marks: &["Kyodo"], names: &["Kyodo News"] },
    Agency { name: "efe", marks: &["EFE"], names: &["Agencia EFE"] },
    Agency { name: "press_trust_of_india", marks: &["PTI"], names: &["Press Trust of India"] },
];

/// Bytes at the start of an article in which a dateline ends.
const DATELINE: usize = 90;
/// Most names a byline has.
const MOST_NAMES: usize = 3;
/// Longest paragraph that is a byline.
const BYLINE: usize = 120;
/// Longest line that is only a credit.
const CREDIT_LINE: usize = 240;
/// Last paragraphs that may include a credit.
const LAST: usize = 4;

/// The agency whose article this is.
pub(super) fn wire(text: &str, blocks: &[Block], author: Option<&str>, outlet: Option<&str>) -> Option<&'static str> {
    let paragraphs = blocks.iter().filter(|b| b.zone != Zone::Headline).filter_map(|b| b.span.slice(text));
    let paragraphs: Vec<&str> = paragraphs.collect();
    let agency = author
        .and_then(byline)
        .or_else(|| opening(&paragraphs))
        .or_else(|| paragraphs.iter().rev().take(LAST).find_map(|paragraph| closing(paragraph)))?;
    let own = outlet.is_some_and(|outlet| agency.is(outlet));
    (!own).then_some(agency.name)
}

impl Agency {
    /// True when the outlet is the agency itself, as `CNN (Web News)` is CNN.
    fn is(&self, outlet: &str) -> bool {
        let words = |text: &str| -> Vec<String> {
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
        };
        let outlet = words(outlet);
        let named = |name: &&str| words(name).as_slice() == &outlet[..words(name).len().min(outlet.len())];
        self.marks.iter().chain(self.names).any(named)
    }

    fn marked(mark: &str) -> Option<&'static Self> {
        AGENCIES.iter().find(|agency| agency.marks.contains(&mark))
    }

    fn named(name: &str) -> Option<&'static Self> {
        let name = name.trim().trim_end_matches(['.', ')']).trim_start_matches('(');
        let name = ["The ", "the ", "THE "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
        let named = |agency: &&Self| agency.names.iter().any(|known| known.eq_ignore_ascii_case(name));
        // An abbreviation has to match as it is written: "Ap" and "ap" are something else.
        Self::marked(name).or_else(|| AGENCIES.iter().find(named))
    }
}

/// `Ann Lee, Associated Press`, `Reuters in Washington`, `By Bloomberg News and staff`.
fn byline(author: &str) -> Option<&'static Agency> {
    let author = author.trim();
    let author = ["By ", "BY ", "by ", "From "].iter().find_map(|by| author.strip_prefix(by)).unwrap_or(author);
    let parts = author.split([',', ';', '|', '–', '—']).flat_map(|part| part.split(" and ")).map(str::trim);
    // A longer list is one of a page's sidebar.
    if parts.clone().count() > MOST_NAMES {
        return None;
    }
    let place_off = |part: &'_ str| part.find(" in ").or_else(|| part.find(" In ")).map_or(part.len(), |at| at);
    parts.map(|part| &part[..place_off(part)]).find_map(Agency::named)
}

/// A byline or a dateline among the first paragraphs.
fn opening(paragraphs: &[&str]) -> Option<&'static Agency> {
    let first = paragraphs.iter().take(4).enumerate();
    first.map(|(at, paragraph)| (at.checked_sub(1).map(|before| paragraphs[before]), *paragraph)).find_map(
        |(before, paragraph)| {
            let by = paragraph.starts_with("By ") || paragraph.starts_with("BY ");
            // A bare name is a byline at the very start or under a person; elsewhere it is a photo's.
            let bare = before.is_none_or(is_person);
            let in_line = match (by, bare) {
                (true, _) if paragraph.len() <= BYLINE => byline(paragraph),
                (false, true) => Agency::named(paragraph),
                _ => None,
            };
            in_line.or_else(|| dateline(paragraph))
        },
    )
}

/// Two to four words with capitals and nothing else.
fn is_person(paragraph: &str) -> bool {
    let n = paragraph.split(' ').count();
    (2..=4).contains(&n) && paragraph.len() <= 40 && paragraph.split(' ').all(|w| w.starts_with(char::is_uppercase))
}

/// `WASHINGTON (AP) — …`, `(Reuters) - …`, `PARIS, Reuters — …`.
fn dateline(paragraph: &str) -> Option<&'static Agency> {
    let head = &paragraph[..paragraph.floor_char_boundary(DATELINE)];
    if let Some((place, rest)) = head.split_once('(')
        && let Some((mark, rest)) = rest.split_once(')')
        && let Some(agency) = Agency::marked(mark.trim())
    {
        let (place, rest) = (place.trim(), rest.trim_start());
        let dash = rest.starts_with(['-', '—', '–', ':']);
        let starts = rest.starts_with(|c: char| c.is_alphanumeric() || "\"'“‘$".contains(c));
        return ((dash && is_place(place)) || (starts && (place.is_empty() || is_capitals(place)))).then_some(agency);
    }
    let dash = head.find(['—', '–']).or_else(|| head.find(" - ")).or_else(|| head.find(" --"))?;
    let (place, mark) = head[..dash].rsplit_once(", ").unwrap_or(("", &head[..dash]));
    Agency::marked(mark.trim()).filter(|_| place.is_empty() || is_capitals(place))
}

/// True for nothing, and for a few words with capitals, as a place is named: `Fort Worth, Texas`.
fn is_place(place: &str) -> bool {
    let n = place.split(' ').count();
    place.is_empty() || (n <= 6 && place.split(' ').all(|word| word.len() <= 2 || word.starts_with(char::is_uppercase)))
}

/// True when the first word is printed in capitals.
fn is_capitals(place: &str) -> bool {
    let first = place.split([' ', ',']).next().unwrap_or_default();
    first.chars().filter(|c| c.is_uppercase()).count() >= 2 && !first.chars().any(char::is_lowercase)
}

static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    let mut names: Vec<&str> = AGENCIES.iter().flat_map(|agency| agency.names).copied().collect();
    // The first alternative wins, so the longest name has to come first.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let name = format!("(?:the )?({})", names.iter().map(|n| regex::escape(n)).collect::<Vec<_>>().join("|"));
    let forms = [
        format!(r"\(?(?:(?:©|\(c\)|copyright)[\s©,]*)+(?:\(c\)\s*)?(?:\d{{4}}[\s,]*)?(?:by )?{name}(?:[^\w/]|$)"),
        format!(r"\(?(?:contributed|distributed|provided|written|reported) by {name}\W*$"),
        format!(
            r"\(?this (?:story|article|report|column) (?:was|is) (?:\w+ and )?(?:reported|written|provided|produced|distributed|syndicated) by {name}\b"
        ),
        format!(r"(?:—|–|--|-)\s*{name}\W*$"),
        format!(r"click (?:here )?for more from {name}\W*$"),
    ];
    Regex::new(&format!("(?i)^(?:{})", forms.join("|"))).expect("the pattern compiles")
});

/// `© 2019 The Associated Press. All rights reserved.`, `Distributed by Tribune Content Agency`.
fn closing(paragraph: &str) -> Option<&'static Agency> {
    if paragraph.len() > CREDIT_LINE {
        return None;
    }
    let found = CLOSING.captures(paragraph)?;
    found.iter().skip(1).flatten().find_map(|name| Agency::named(name.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::article::RawArticle;
    use crate::clean::clean;

    #[track_caller]
    fn check(body: &str, expected: Option<&str>) {
        let raw = RawArticle { title: "A Title".into(), body: body.into(), ..RawArticle::default() };
        assert_eq!(clean(raw).wire, expected, "{body}");
    }

    #[test]
    fn a_dateline_with_the_agency_is_a_credit() {
        check("WASHINGTON (AP) — The plant closed.", Some("associated_press"));
        check("TALLAHASSEE, Fla. (AP) - The plant closed.", Some("associated_press"));
        check("(Reuters) - The plant closed.", Some("reuters"));
        check("(CNN) The plant closed.", Some("cnn"));
        check("Hong Kong (AFP) – The plant closed.", Some("agence_france_presse"));
        check("PARIS, Reuters — The plant closed.", Some("reuters"));
        check("Reuters — The plant closed.", Some("reuters"));
    }

    #[test]
    fn brackets_that_are_no_dateline_are_no_credit() {
        check("Workers at the plant in June. (Ann Lee/Reuters)\n\nThe plant closed.", None);
        check("Workers in June, Reuters\n\nThe plant closed.", None);
        check("The plant. (Reuters)\n\nThe plant closed.", None);
        check("The state of Andhra Pradesh (AP) - the youngest - voted.", None);
        check("The Centers for Plants (AP) said so.", None);
        check("PHILADELPHIA, PA – The plant closed.", None);
        check("AP-NORC asked a thousand workers.", None);
    }

    #[test]
    fn a_byline_with_the_agency_is_a_credit() {
        check("By Ann Lee, Associated Press\n\nThe plant closed.", Some("associated_press"));
        check("Ann Lee\n\nThe Associated Press\n\nThe plant closed.", Some("associated_press"));
        check("AP\n\nThe plant closed.", Some("associated_press"));
        check("Watch what the workers say about it\n\nAP\n\nThe plant closed.", None);
        let by = |author: &str, outlet: &str| {
            let (author, outlet) = (Some(author.to_owned()), Some(outlet.to_owned()));
            clean(RawArticle { author, outlet, body: "The plant closed.".into(), ..RawArticle::default() }).wire
        };
        assert_eq!(by("Reuters in Washington", "The Guardian"), Some("reuters"));
        assert_eq!(by("Ann Lee, Bloomberg News", "The Post"), Some("bloomberg"));
        assert_eq!(by("Reuters Staff", "The Post"), None);
        assert_eq!(by("Ann Lee, Bo Ek, Associated Press, Cy Orr", "The Post"), None, "names of a sidebar");
        assert_eq!(by("Ap Lee", "The Post"), None);
        assert_eq!(by("Associated Press", "Associated Press"), None, "its own article");
        assert_eq!(by("CNN Wire", "CNN (Web News)"), None, "its own article");
    }

    #[test]
    fn a_copyright_line_of_the_agency_is_a_credit() {
        check("It closed.\n\nCopyright 2019 The Associated Press. All rights reserved.", Some("associated_press"));
        check("It closed.\n\n© 2019 Tribune Content Agency, LLC", Some("tribune_news_service"));
        check("It closed.\n\n© Copyright 2019 Thomson/Reuters. All rights reserved.", Some("reuters"));
        check("It closed.\n\nThis story was reported by The Associated Press.", Some("associated_press"));
        check("It closed.\n\nContributed by Reuters", Some("reuters"));
        check("It closed.\n\nImage copyright Reuters", None);
    }

    #[test]
    fn a_contribution_is_no_credit() {
        check("It closed.\n\nThe Associated Press contributed to this report.", None);
        check("It closed.\n\nContributing: The Associated Press", None);
        check("It closed.\n\nReuters and Bloomberg contributed to this story.", None);
        check("It closed.\n\nThis report contains material from the Associated Press.", None);
    }
}
