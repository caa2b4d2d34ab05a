//! Lines that name who wrote an article: `By Ada Finch, Staff Writer`, `By Ada Finch in Pine Bay`.
//!
//! In: one line. Out: the names in it, without posts, places, outlets and days after them. A line with any other word is a
//! sentence or a headline and gives none.

use crate::article::byline_words::{AGENCIES, LINKING, NO_FIRST, OUTLETS, PLACES, POSTS, SMALL};

/// Longest line that is a byline, in bytes.
const LONGEST: usize = 160;
/// Most words of one name.
const NAME_WORDS: usize = 5;
/// Most words of a post, a place or an outlet after the names.
const ADDED_WORDS: usize = 10;

/// Signs between the names and what is added to them.
const SEPARATORS: [char; 12] = [',', ';', '|', '•', '·', '∙', '/', '(', ')', '—', '–', '\t'];

/// The names in a line that begins with `By` and has nothing but names, posts, places, outlets and days.
pub(crate) fn names_of_byline(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = after_by(line).filter(|_| line.len() <= LONGEST)?;
    if is_organisation(rest) {
        return Some(rest);
    }
    let names = leading_names(rest)?;
    let added = &rest[names.len()..];
    // "By Ada Finch." and no word more is the end of a sentence somewhere.
    let ends_sentence = rest.ends_with('.') && !rest.ends_with("r.") && !has_post(added);
    (only_adds(added) && !ends_sentence).then_some(names)
}

/// The names in a line without `By`, where a sign and a post follow them: `Ada Finch, Staff Writer`.
pub(crate) fn names_before_post(line: &str) -> Option<&str> {
    let line = line.trim();
    let names = leading_names(line).filter(|_| line.len() <= LONGEST / 2 && !line.ends_with('.'))?;
    let added = &line[names.len()..];
    let is_parted = added.trim_start().starts_with(SEPARATORS);
    (is_parted && has_post(added) && only_adds(added)).then_some(names)
}

/// A byline without the posts, places and outlets after its names; whole where it is written in another way, and where it
/// names an agency, whose credit is read from it.
pub(crate) fn without_additions(byline: &str) -> &str {
    let names = leading_names(byline).filter(|names| only_adds(&byline[names.len()..]));
    names.filter(|names| !names_agency(&byline[names.len()..])).unwrap_or(byline)
}

/// `The Associated Press`, `Reuters Staff`: nothing but the name of an agency or an outlet.
fn is_organisation(text: &str) -> bool {
    let is_named = |word: &str| is_of_outlet(word) && !word.eq_ignore_ascii_case("the");
    words(text).count() <= NAME_WORDS
        && words(text).all(|(_, word)| is_part_of_name(word) || matches!(word, "of" | "the"))
        && (names_agency(text) || text.starts_with("The ") && words(text).any(|(_, word)| is_named(word)))
}

/// What follows `By` or `By:`.
fn after_by(line: &str) -> Option<&str> {
    let starts = ["written by", "reported by", "story by", "by"];
    let by = starts.iter().find(|by| line.get(..by.len()).is_some_and(|start| start.eq_ignore_ascii_case(by)))?;
    let rest = &line[by.len()..];
    let bare = rest.strip_prefix(':').unwrap_or(rest);
    bare.starts_with(char::is_whitespace).then(|| bare.trim_start()).filter(|rest| !rest.is_empty())
}

/// The words of a text with where each of them starts.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// The names that a text starts with: words with capitals, joined by `and`, commas and the like.
fn leading_names(text: &str) -> Option<&str> {
    let mut end = name_at(text, 0)?;
    while let Some(next) = next_name(text, end) {
        end = next;
    }
    Some(&text[..end])
}

/// Where the name ends that goes on with those before `end`: after `and`, or after a comma.
fn next_name(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let bare = rest.trim_start();
    let start = |rest: &str| text.len() - rest.trim_start().len();
    if let Some(rest) = ["and ", "& ", "AND "].iter().find_map(|and| bare.strip_prefix(and)) {
        return name_at(text, start(rest));
    }
    let rest = bare.strip_prefix([',', ';', '/'])?;
    let rest = rest.trim_start().strip_prefix("and ").unwrap_or(rest);
    let part_end = rest.find(SEPARATORS).unwrap_or(rest.len());
    // "Ada Finch, Pine Bay": a place, a post or an outlet is none.
    let part = rest[..part_end].split(" and ").next().unwrap_or_default();
    if is_generation(part.trim()) {
        return Some(start(rest) + part.trim().len());
    }
    let end = name_at(text, start(rest))?;
    let whole = end >= start(rest) + part.trim().len();
    (whole && !words(part).any(|(_, word)| is_of_outlet(word) || is_of_place(word) || is_post(word))).then_some(end)
}

/// `Jr.`, `III`: the rest of the name before it.
fn is_generation(part: &str) -> bool {
    matches!(part.trim_end_matches('.'), "Jr" | "JR" | "Sr" | "SR" | "II" | "III" | "IV")
}

/// Where the full name ends that starts at `start`: two words with capitals or more.
fn name_at(text: &str, start: usize) -> Option<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut running = words(&text[start..]).peekable();
    let mut is_before_post = false;
    while let Some((at, word)) = running.next() {
        let core = word.trim_end_matches(SEPARATORS);
        let follows = running.peek().map_or("", |(_, next)| *next);
        // "Nell Osgood May 9": a day follows.
        let is_day = !ends.is_empty() && is_month(core) && follows.starts_with(|c: char| c.is_ascii_digit());
        let is_small = SMALL.contains(&core) && (follows.starts_with(char::is_uppercase) || SMALL.contains(&follows));
        if ends.is_empty() && NO_FIRST.contains(&core.to_lowercase().as_str()) {
            return None;
        }
        is_before_post = is_post(core);
        let is_label = matches!(core, "Email" | "Posted" | "Published" | "Updated");
        if is_day || is_label || is_before_post || !(is_small || is_part_of_name(core)) || ends.len() == 2 * NAME_WORDS
        {
            break;
        }
        ends.push(start + at + core.len());
        is_before_post = false;
        if core.len() < word.len() {
            break;
        }
    }
    let n_words = ends.len();
    // "Ada Finch Herald Staff Writer": an outlet goes with the post.
    let kept = if is_before_post && n_words > 2 { first_and_last(text, start, &ends) } else { n_words };
    (2..=NAME_WORDS).contains(&kept).then(|| ends[kept - 1])
}

/// How many words a first name, initials and a last name take.
fn first_and_last(text: &str, start: usize, ends: &[usize]) -> usize {
    let named = words(&text[start..]).skip(1).take_while(|(_, word)| word.len() <= 2 || SMALL.contains(word)).count();
    (named + 2).min(ends.len())
}

fn is_part_of_name(word: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || "-.'’".contains(c);
    word.starts_with(char::is_uppercase)
        && word.chars().all(is_letter)
        && !word.ends_with("'s")
        && !word.ends_with("’s")
}

/// True for a text after names that is made of posts, places, outlets, days and addresses, or is empty.
fn only_adds(added: &str) -> bool {
    let parts = added.split(SEPARATORS).flat_map(|part| part.split(" - ")).map(str::trim);
    parts.filter(|part| !part.is_empty()).all(is_addition)
}

/// `Staff Writer`, `in Pine Bay`, `The Harbor Herald`, `shop steward`, `May 9, 2016 at 4:05 pm`.
fn is_addition(part: &str) -> bool {
    let n_words = words(part).count();
    let has_post = has_post(part);
    let is_known = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        bare.is_empty() || SMALL.contains(&bare.as_str()) || LINKING.contains(&bare.as_str()) || is_post(&bare)
    };
    let is_time = |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || "@#".contains(c)) || word.contains('@');
    n_words <= ADDED_WORDS
        && words(part).all(|(_, word)| {
            word.starts_with(char::is_uppercase)
                || word.starts_with('-')
                || is_known(word)
                || is_time(word)
                || has_post && word.chars().all(char::is_alphabetic)
        })
}

/// True where a text names what an author is or writes for.
fn has_post(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(is_post)
}

/// `writer`, `Reporters`, `STAFF`.
fn is_post(word: &str) -> bool {
    let lower = word.to_lowercase();
    POSTS.contains(&lower.strip_suffix('s').unwrap_or(&lower))
}

/// True where an agency is named, as far as its last words show.
fn names_agency(text: &str) -> bool {
    words(text).any(|(_, word)| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        matches!(bare, "AP" | "AFP" | "UPI" | "DPA" | "CNN" | "TNS" | "PTI" | "KHN")
            || AGENCIES.contains(&bare.to_lowercase().as_str())
    })
}

fn is_of_outlet(word: &str) -> bool {
    let lower = word.to_lowercase();
    OUTLETS.contains(&lower.as_str()) || AGENCIES.contains(&lower.as_str())
}

fn is_of_place(word: &str) -> bool {
    PLACES.contains(&word.to_lowercase().as_str())
}

fn is_month(word: &str) -> bool {
    let lower = word.trim_end_matches('.').to_lowercase();
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    lower.get(..3).is_some_and(|start| months.contains(&start))
}

#[cfg(test)]
mod tests {
    use crate::article::byline::{names_before_post, names_of_byline, without_additions};

    #[test]
    fn posts_places_and_outlets_are_no_names() {
        for (line, names) in [
            ("By Ada Finch", "Ada Finch"),
            ("By Ada Finch, Staff Writer", "Ada Finch"),
            ("By Ada Finch in Pine Bay", "Ada Finch"),
            ("By: Ada Finch, The Harbor Herald", "Ada Finch"),
            ("BY ADA FINCH, HERALD STAFF WRITER", "ADA FINCH"),
            ("By Ada B. Finch Herald Staff Writer", "Ada B. Finch"),
            ("By Ada Finch and Bo Lind, Associated Press", "Ada Finch and Bo Lind"),
            ("By Ada Finch, Bo Lind and Cy Roe | Special to The Harbor Herald", "Ada Finch, Bo Lind and Cy Roe"),
            ("By Ada Finch, Pine Bay", "Ada Finch"),
            ("By Ada Finch (Pine Bay)", "Ada Finch"),
            ("by Ada de la Roe, shop steward, Local 153", "Ada de la Roe"),
            ("By Ada Finch, Jr., Education Reporter", "Ada Finch, Jr."),
            ("By The Associated Press", "The Associated Press"),
            ("By Reuters Staff", "Reuters Staff"),
            ("By Ada Finch on May 9, 2016 at 4:05 pm", "Ada Finch"),
            ("By April Finch - May 9, 2016", "April Finch"),
            ("By Ada Finch Published May 9, 2016", "Ada Finch"),
            ("Written by Ada Finch for the Harbor Herald", "Ada Finch"),
            ("By ADA FINCH ( @adafinch )", "ADA FINCH"),
        ] {
            assert_eq!(names_of_byline(line), Some(names), "{line}");
        }
    }

    #[test]
    fn sentences_and_headlines_that_begin_with_by_are_none() {
        for line in [
            "By Friday the strike was over.",
            "By January 2020, the county will have built ten piers.",
            "By Saturday night in Pine Bay, the porters had left.",
            "By Ada Finch's count, the mill has lost forty jobs",
            "By Ada Finch and the porters of the mill",
            "By Ada Finch in the dark",
            "BY EVERY measure, the porters should have won.",
            "By the Bay",
            "By way of Pine Bay",
            "Bylines are read",
            "By",
        ] {
            assert_eq!(names_of_byline(line), None, "{line}");
        }
    }

    #[test]
    fn a_post_shows_a_byline_without_by() {
        assert_eq!(names_before_post("Ada Finch, Staff Writer"), Some("Ada Finch"));
        assert_eq!(names_before_post("Ada Finch and Bo Lind | Herald Reporters"), Some("Ada Finch and Bo Lind"));
        for line in ["City Wants a Staff Writer", "Ada Finch, Pine Bay", "Ada Finch, a writer, won", "Porters, writers"]
        {
            assert_eq!(names_before_post(line), None, "{line}");
        }
    }

    #[test]
    fn an_agency_stays_in_its_byline() {
        assert_eq!(without_additions("Ada Finch, Staff Writer"), "Ada Finch");
        assert_eq!(without_additions("Ada Finch, Associated Press"), "Ada Finch, Associated Press");
        assert_eq!(without_additions("The Associated Press"), "The Associated Press");
        assert_eq!(without_additions("Finch, Ada"), "Finch, Ada");
    }
}
