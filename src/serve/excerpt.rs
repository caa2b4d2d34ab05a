//! Cuts excerpts of articles to the characters the role permits.

use hashbrown::HashMap;

use crate::serve::access::{Reader, Role};
use crate::serve::problem::Problem;
use crate::serve::seen_text::{PlainText, SeenText, plain as plain_text};
use crate::store::{ConcordanceLine, LineKey, Marks, Store, StoredArticle};

/// Marks around hits that occur in no text: noncharacters of Unicode.
pub(super) const MARKS: Marks<'static> = Marks { before: "\u{fdd0}", after: "\u{fdd1}" };

/// Text of a snippet that is all hit or no hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SnippetPart {
    pub(super) text: String,
    pub(super) hit: bool,
}

/// The parts of a snippet with [`MARKS`], cut to what the reader may still be shown of the article.
pub(super) fn pieces(seen: &SeenText, reader: &Reader, article: &StoredArticle, snippet: &str) -> Vec<SnippetPart> {
    let all = parts(snippet, usize::MAX);
    if reader.role.characters() == usize::MAX || snippet.is_empty() {
        return all;
    }
    let text: String = all.iter().map(|part| part.text.as_str()).collect();
    let (first, last) = (text.strip_prefix("… ").unwrap_or(&text), text.strip_suffix(" …").unwrap_or(&text));
    let lead = text.len() - first.len();
    let shown: String =
        text.get(lead..last.len().max(lead)).unwrap_or_default().chars().take(reader.role.characters()).collect();
    match seen.start_of(reader, &PlainText::of(article), &plain_text(&shown)) {
        0 => Vec::new(),
        n => parts(snippet, (text[..lead].chars().count() + n).min(reader.role.characters())),
    }
}

/// The parts of a snippet with [`MARKS`], its first `most` characters.
fn parts(snippet: &str, most: usize) -> Vec<SnippetPart> {
    let mut left = most;
    let mut out = Vec::new();
    for (at, part) in snippet.split([MARKS.before, MARKS.after].map(|m| m.chars().next().unwrap_or(' '))).enumerate() {
        let text = clipped(part, left);
        left -= text.chars().count().min(left);
        if !text.is_empty() {
            out.push(SnippetPart { text, hit: at % 2 == 1 });
        }
    }
    out
}

/// A snippet without marks, cut to what the reader may still be shown of the article.
pub(super) fn plain(seen: &SeenText, reader: &Reader, article: &StoredArticle, snippet: &str) -> String {
    pieces(seen, reader, article, snippet).into_iter().map(|piece| piece.text).collect()
}

/// How many characters from the start of an article the reader is shown.
pub(super) fn shown_of(seen: &SeenText, reader: &Reader, article: &StoredArticle) -> usize {
    match reader.role.characters() {
        0 => 0,
        usize::MAX => usize::MAX,
        n => seen.start_of(reader, &PlainText::of(article), &clipped(&plain_text(&article.body), n)),
    }
}

/// The first `most` characters.
pub(super) fn clipped(text: &str, most: usize) -> String {
    if most == usize::MAX { text.to_owned() } else { text.chars().take(most).collect() }
}

/// The last `most` characters.
fn clipped_end(text: &str, most: usize) -> String {
    let n = text.chars().count();
    text.chars().skip(n.saturating_sub(most)).collect()
}

/// Cuts lines to what the reader may still be shown of each article, and to the characters of the role in one answer; lines
/// of which not even the words found may be shown are dropped.
pub(super) fn shown_lines(
    seen: &SeenText,
    store: &Store,
    reader: &Reader,
    lines: Vec<ConcordanceLine>,
) -> Result<Vec<ConcordanceLine>, Problem> {
    if reader.role.characters() == usize::MAX {
        return Ok(lines);
    }
    let mut texts: HashMap<String, Option<PlainText>> = HashMap::new();
    let mut out = Vec::new();
    for mut line in clip_lines(lines, reader.role) {
        if !texts.contains_key(&line.id) {
            texts.insert(line.id.clone(), store.article(&line.id)?.as_ref().map(PlainText::of));
        }
        let text = texts.get(&line.id).and_then(Option::as_ref);
        let shown = text.and_then(|text| seen.line(reader, text, [&line.left, &line.keyword, &line.right]));
        if let Some([left, keyword, right]) = shown {
            (line.left, line.keyword, line.right) = (left, keyword, right);
            out.push(line);
        }
    }
    Ok(out)
}

/// Cuts lines so that no article gives more characters than the role allows, all its lines together;
/// lines for which nothing is left are dropped.
fn clip_lines(lines: Vec<ConcordanceLine>, role: Role) -> Vec<ConcordanceLine> {
    if role.characters() == usize::MAX {
        return lines;
    }
    let mut left: HashMap<String, usize> = HashMap::new();
    let mut out = Vec::new();
    for mut line in lines {
        let left = left.entry(line.id.clone()).or_insert(role.characters());
        line.keyword = clipped(&line.keyword, *left);
        *left -= line.keyword.chars().count();
        line.left = clipped_end(&line.left, *left / 2);
        *left -= line.left.chars().count();
        line.right = clipped(&line.right, *left);
        *left -= line.right.chars().count();
        if !line.keyword.is_empty() {
            out.push(line);
        }
    }
    out
}

/// Refuses lines to roles without text, and groups by words to roles with little text: the text could be
/// reconstructed from counts of neighbours.
pub(super) fn may_see_lines(role: Role, groups: &[LineKey]) -> Result<(), Problem> {
    let by_words = |key: &LineKey| {
        use LineKey::{AllLeft, AllRight, Keyword, Left, Right};
        matches!(key, AllLeft | AllRight | Keyword | Left(_) | Right(_))
    };
    match role {
        Role::Metadata => Err(Problem::forbidden("your role sees the metadata of articles, not their text")),
        Role::Snippet(_) if groups.iter().any(by_words) => {
            Err(Problem::forbidden("your role groups lines by outlet, date, year, section, author, field or id"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{clip_lines, parts};
    use crate::serve::access::Role;
    use crate::span::ByteSpan;
    use crate::store::ConcordanceLine;

    fn line(id: &str, left: &str, keyword: &str, right: &str) -> ConcordanceLine {
        ConcordanceLine {
            id: id.into(),
            outlet: None,
            date: None,
            section: None,
            author: None,
            field: "body",
            span: ByteSpan::new(0, 1),
            left: left.into(),
            keyword: keyword.into(),
            right: right.into(),
            left_words: vec![],
            words: vec![],
            right_words: vec![],
            depth: 0.0,
        }
    }

    #[test]
    fn a_snippet_is_cut_to_its_characters() {
        let text = "… the \u{fdd0}wage\u{fdd1} of a cashier …";
        let cut = |most| parts(text, most).into_iter().map(|part| part.text).collect::<String>();
        assert_eq!(cut(8), "… the wa");
        let marked: Vec<bool> = parts(text, usize::MAX).iter().map(|p| p.hit).collect();
        assert_eq!(marked, [false, true, false]);
        assert_eq!(cut(0), "");
    }

    #[test]
    fn the_lines_of_one_article_share_its_characters() {
        let lines = || (0..9).map(|_| line("a", "one two three ", "wage", " four five six")).collect::<Vec<_>>();
        let cut = clip_lines(lines(), Role::Snippet(40));
        let n: usize =
            cut.iter().map(|l| [&l.left, &l.keyword, &l.right].map(|t| t.chars().count()).iter().sum::<usize>()).sum();
        assert!(n <= 40 && cut.len() < 9, "{n} characters in {} lines", cut.len());
        assert_eq!(clip_lines(lines(), Role::Full).len(), 9);
        assert!(clip_lines(lines(), Role::Metadata).is_empty());
    }
}
