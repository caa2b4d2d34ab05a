//! Whether the lines of a text are those of a column or a page, and not its paragraphs.

/// True when single newlines are line wraps and only blank lines part paragraphs: most lines are
/// of about one width and are followed by another line.
pub(crate) fn is_hard_wrapped(body: &str) -> bool {
    let lines: Vec<&str> = body.lines().map(str::trim_end).collect();
    let (mut inner, mut full) = (0_usize, 0_usize);
    for pair in lines.windows(2) {
        if !pair[0].is_empty() && !pair[1].is_empty() {
            inner += 1;
            let open = !pair[0].ends_with(['.', '!', '?', '"', '\u{201d}']);
            full += usize::from((45..=100).contains(&pair[0].chars().count()) && (open || pair[0].len() > 60));
        }
    }
    if inner < 4 {
        return is_short_column(&lines);
    }
    full * 10 >= inner * 8 || is_narrow_column(&lines)
}

/// True for a text of few lines that break in the middle of sentences: each is as long as its neighbours allow or goes on
/// with a small letter, most do the latter, and none is as short as the items of a list.
fn is_short_column(lines: &[&str]) -> bool {
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let (mut inner, mut lower) = (0_usize, 0_usize);
    for pair in lines.windows(2) {
        let (line, next) = (pair[0], pair[1].trim_start());
        if line.is_empty() || next.is_empty() {
            continue;
        }
        let length = line.chars().count();
        let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        let is_open = ends_in_cut_word(line) || !ends_as_sentence(line);
        let goes_on = next.starts_with(char::is_lowercase) && is_open;
        if length < SHORT_COLUMN && !is_open_between(line, next) || !goes_on && (length + 1 + word) * 10 <= width * 9 {
            return false;
        }
        inner += 1;
        lower += usize::from(goes_on);
    }
    lower > 0 && lower * 2 >= inner
}

/// True for a line whose last word goes on in the next line: "the cash-" and "iers".
pub(crate) fn ends_in_cut_word(line: &str) -> bool {
    line.strip_suffix(['-', '\u{2010}']).is_some_and(|word| word.ends_with(char::is_alphanumeric))
}

/// Characters of a line in a text of few lines, at least, unless no list breaks there: items of a list are shorter.
const SHORT_COLUMN: usize = 25;

/// True where a phrase goes on in the next line: "paid $25" and "an hour", "the clerks of" and "the county".
fn is_open_between(line: &str, next: &str) -> bool {
    let is_small = |word: Option<&str>| word.is_some_and(|word| OPEN_ENDS.contains(&word.to_lowercase().as_str()));
    line.split_whitespace().nth(2).is_some()
        && (is_small(line.split(' ').next_back()) || is_small(next.split(' ').next()))
}

/// True for prose wrapped as in a printed column: the next word would not have fitted into most lines, and most lines
/// begin in the middle of a sentence. Lists, verses and headlines have room left, or begin with capitals.
fn is_narrow_column(lines: &[&str]) -> bool {
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let (mut inner, mut full, mut lower) = (0_usize, 0_usize, 0_usize);
    for pair in lines.windows(2) {
        let (line, next) = (pair[0], pair[1].trim_start());
        if line.is_empty() || next.is_empty() {
            continue;
        }
        let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        inner += 1;
        // The right edge of a column that was scanned is not straight.
        full += usize::from((line.chars().count() + 1 + word) * 10 > width * 9);
        lower += usize::from(next.starts_with(char::is_lowercase));
    }
    let is_column = full * 10 >= inner * 8 && lower * 2 >= inner;
    is_column && ((25..=60).contains(&width) || (12..25).contains(&width) && inner >= 6 && is_prose(lines))
}

/// True for lines that break where prose would not: after "the" or "of". In columns of a few words a list of things has no
/// room left either.
fn is_prose(lines: &[&str]) -> bool {
    let breaks = lines.iter().filter(|line| {
        let last = line.rsplit(' ').next().unwrap_or_default();
        line.contains(' ') && OPEN_ENDS.contains(&last.to_lowercase().as_str())
    });
    let has_sentence = lines.iter().any(|line| line.ends_with('.') || line.contains(". "));
    has_sentence && breaks.count() * 12 >= lines.len()
}

/// Words that no line of a list or a verse ends in; sorted.
const OPEN_ENDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "but", "by", "for", "from", "had", "has", "have", "her", "his", "in", "is",
    "its", "of", "on", "or", "our", "that", "the", "their", "to", "was", "were", "who", "will", "with",
];

/// True when a paragraph ends as sentences do.
pub(crate) fn ends_as_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    bare.ends_with(['.', '!', '?', '…', ':', ';', ',', '—', '–', '-'])
}
