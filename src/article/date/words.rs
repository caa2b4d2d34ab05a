//! Dates with the name of a month: `March 4, 2012`, `4 Mar 2012`, `Sun Mar 4 10:15:00 2012`, `4-Mar-12`, `4 mars 2012`.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// Zones by name, as news prints them.
pub(super) const ZONES: &[&str] = &[
    "Z", "UTC", "GMT", "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "BST", "CET",
    "CEST", "IST", "AEST", "AEDT", "JST",
];

/// The months in the languages that newspapers of exports are written in, without accents.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janner", "janvier", "enero", "gennaio", "janeiro", "januari"],
    &["february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "februari"],
    &["march", "marz", "maerz", "mars", "marzo", "marco", "maart", "marts", "mrz", "mrt"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "maj"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "aout", "agosto", "augustus"],
    &["september", "sept", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"],
];
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "segunda",
    "terca",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];
/// Weekdays of two letters.
const SHORT_WEEKDAYS: &[&str] =
    &["mo", "di", "mi", "do", "fr", "sa", "so", "ma", "wo", "vr", "za", "zo", "lu", "me", "je", "ve"];
/// Words before a date that say what it is the date of.
const LEADS: &[&str] =
    &["published", "posted", "updated", "first", "last", "on", "date", "printed", "modified", "le", "den", "am"];
/// Words before the day that an issue is of, without accents.
const ISSUES: &[&str] = &[
    "for the week of ",
    "for the week ending ",
    "the week of ",
    "week of ",
    "week ending ",
    "week beginning ",
    "week commencing ",
    "issue of ",
    "edition of ",
    "semaine du ",
    "woche vom ",
    "semana del ",
    "settimana del ",
    "week van ",
];
/// Words inside a date that say nothing.
const FILLERS: &[&str] = &["of", "the", "de", "del", "di", "am", "pm", "a", "p", "m", "at"];

/// The text after a weekday and words like `Published on` and `Week of`.
pub(super) fn without_lead(text: &str) -> &str {
    let after_issue = |issue: &&str| {
        text.get(..issue.len()).filter(|start| start.eq_ignore_ascii_case(issue)).map(|start| &text[start.len()..])
    };
    let mut rest = ISSUES.iter().find_map(after_issue).unwrap_or(text);
    while let Some((word, after)) = rest.split_once([' ', '\u{a0}']) {
        let bare = folded(word.trim_end_matches([',', '.', ':']));
        // "sexta-feira"
        if !LEADS.contains(&bare.as_str()) && !bare.split('-').all(is_weekday) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

/// The day of a date whose month is a word.
pub(super) fn worded(text: &str) -> Option<Date> {
    let spaced = spaced(text);
    let is_said = |word: &&str| {
        let bare = folded(word.trim_end_matches('.'));
        !word.contains(':')
            && !is_offset(word)
            && !ZONES.contains(word)
            && !FILLERS.contains(&bare.as_str())
            && !is_weekday(&bare)
    };
    let mut words: Vec<&str> = spaced.split_whitespace().take(9).filter(is_said).take(4).collect();
    // "mar. 3 janvier 2012": the first of two months is a Tuesday.
    if words.len() == 4 && folded(words[0]) == "mar" && words[1..].iter().any(|word| month_number(word).is_some()) {
        words.remove(0);
    }
    words.truncate(3);
    let month_at = words.iter().position(|w| month_number(w).is_some())?;
    let month = month_number(words[month_at])?;
    let rest: Vec<&str> = words.iter().enumerate().filter(|(at, _)| *at != month_at).map(|(_, w)| *w).collect();
    let [a, b] = rest[..] else { return None };
    let (day, year) = if a.len() == 4 && is_number(a) && month_at == 1 { (b, a) } else { (a, b) };
    let day: i8 = day.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, 'º' | '°')).parse().ok()?;
    let year = match (year.len(), year.parse::<i16>().ok()?) {
        (4, year) => year,
        // Two digits are a year after a day and a month alone.
        (2, year) if month_at == 1 => {
            if year < 69 {
                2000 + year
            } else {
                1900 + year
            }
        }
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, day).ok()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// `+0000`, `-05:00`: the zone in the middle of `Wed Mar 14 10:15:00 +0000 2012`.
fn is_offset(word: &str) -> bool {
    word.strip_prefix(['+', '-']).is_some_and(|digits| digits.len() == 4 && is_number(digits))
}

/// `May 2016`: a month and a year, and no day.
pub(super) fn is_month(text: &str) -> bool {
    let spaced = spaced(text);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    matches!(words[..], [month, year] if month_number(month).is_some() && is_year(year))
}

/// Blanks for the marks between the parts of a date and around a month between digits: `14-Mar-2012`, `14Mar2012`. An
/// offset keeps its sign.
fn spaced(text: &str) -> String {
    let chars: Vec<char> = text.chars().take(80).collect();
    let before = |at: usize| at.checked_sub(1).and_then(|at| chars.get(at)).copied();
    let after = |at: usize| chars.get(at + 1).copied();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let mut out = String::with_capacity(chars.len() + 4);
    for (at, c) in chars.iter().enumerate() {
        let parts = match c {
            ',' | '.' | '\'' | '’' => true,
            '-' | '/' | '–' | '_' => is_digit(before(at)) || is_letter(before(at)),
            _ => false,
        };
        if c.is_alphabetic() && is_digit(before(at)) && is_month_at(&chars[at..]) {
            out.push(' ');
        }
        out.push(if parts { ' ' } else { *c });
        if c.is_alphabetic() && is_digit(after(at)) {
            out.push(' ');
        }
    }
    out
}

/// True where the letters that come first are a month: not `th`, `h`.
fn is_month_at(chars: &[char]) -> bool {
    let word: String = chars.iter().take_while(|c| c.is_alphabetic()).collect();
    month_number(&word).is_some()
}

fn month_number(word: &str) -> Option<usize> {
    let word = folded(word);
    let is_name = |name: &&str| word.len() >= 3 && name.starts_with(&word);
    let mut found = (1..=12).filter(|number| MONTHS[number - 1].iter().any(is_name));
    // An abbreviation that two months have, such as `jui`, is neither.
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn is_weekday(folded: &str) -> bool {
    // `mar` is March before it is a Tuesday in Paris.
    SHORT_WEEKDAYS.contains(&folded)
        || folded.len() >= 3 && month_number(folded).is_none() && WEEKDAYS.iter().any(|day| day.starts_with(folded))
}

/// Lower case, without accents.
fn folded(word: &str) -> String {
    word.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase).collect()
}
