//! What a hit must meet beyond its words: letter case, contexts that refuse, contexts it needs.

use crate::clean::Zone;
use crate::lexicon::{Case, Context, Entry, Pattern};
use crate::matcher::vocabulary::{TokenIds, Vocabulary, WordId};
use crate::span::TokenSpan;
use crate::tokenize::Tokens;

/// What a condition may look at.
pub(super) struct DocumentView<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    pub(super) ids: TokenIds<'a>,
    /// The headline is set in title case, so that its capitals mean nothing.
    pub(super) title_case: bool,
}

/// Most tokens between a hit and a context in its sentence: more than a sentence of news has, and a
/// bound on the work for text that never ends a sentence.
const REACH: u32 = 200;

/// One choice of ids for each token.
type Phrase = Vec<Vec<WordId>>;

/// A compiled context.
#[derive(Debug)]
enum ContextRule {
    Beside { before: Phrase, after: Phrase },
    Sentence(Phrase),
}

/// The conditions of one entry.
#[derive(Debug)]
pub(super) struct EntryConditions {
    case: Case,
    unless: Vec<ContextRule>,
    near: Vec<ContextRule>,
}

impl EntryConditions {
    pub(super) fn of_entry(entry: &Entry, vocabulary: &mut Vocabulary) -> Self {
        let mut compile = |contexts: &[Context]| contexts.iter().map(|c| rule(c, vocabulary)).collect();
        Self { case: entry.case, unless: compile(&entry.unless), near: compile(&entry.near) }
    }

    pub(super) fn of_case(case: Case) -> Self {
        Self { case, unless: Vec::new(), near: Vec::new() }
    }

    /// True when a hit at `span` in sentence number `sentence` meets every condition.
    pub(super) fn allow(&self, view: &DocumentView<'_>, span: TokenSpan, sentence: usize) -> bool {
        self.case_fits(view, span, sentence)
            && !self.unless.iter().any(|rule| rule.holds(view, span, sentence))
            && (self.near.is_empty() || self.near.iter().any(|rule| rule.holds(view, span, sentence)))
    }

    fn case_fits(&self, view: &DocumentView<'_>, span: TokenSpan, sentence: usize) -> bool {
        let tokens = &view.tokens.tokens()[span.range()];
        match self.case {
            Case::Any => true,
            Case::Capitalised => tokens.iter().all(|t| t.shape.capitalised || t.shape.number || is_small(view, t)),
            Case::Upper => tokens.iter().all(|t| t.shape.all_caps || t.shape.number),
            Case::Lower => {
                let headline = view.tokens.sentences()[sentence].zone == Zone::Headline;
                if headline && view.title_case {
                    return true;
                }
                let shouted = tokens.iter().all(|t| t.shape.all_caps);
                !shouted && tokens.iter().all(|t| !t.shape.capitalised || t.shape.starts_sentence)
            }
        }
    }
}

/// Small words of a name that stay lower case: `of`, `the`, `and`.
fn is_small(view: &DocumentView<'_>, token: &crate::tokenize::Token) -> bool {
    matches!(token.span.slice(view.text), Some("of" | "the" | "and" | "for" | "in" | "at" | "de" | "la"))
}

fn rule(context: &Context, vocabulary: &mut Vocabulary) -> ContextRule {
    let mut phrase = |pattern: &Pattern| -> Phrase {
        pattern.words.iter().map(|w| w.alternatives.iter().map(|a| vocabulary.id(a)).collect()).collect()
    };
    match context {
        Context::Beside { before, after } => ContextRule::Beside { before: phrase(before), after: phrase(after) },
        Context::Sentence(pattern) => ContextRule::Sentence(phrase(pattern)),
    }
}

impl ContextRule {
    fn holds(&self, view: &DocumentView<'_>, span: TokenSpan, sentence: usize) -> bool {
        let bounds = view.tokens.sentences()[sentence].tokens;
        match self {
            Self::Beside { before, after } => {
                let length = u32::try_from(before.len()).unwrap_or(u32::MAX);
                let fits_before = span
                    .start
                    .checked_sub(length)
                    .is_some_and(|from| from >= bounds.start && occurs(view, before, from, span.start));
                fits_before && occurs(view, after, span.end, bounds.end)
            }
            Self::Sentence(phrase) => {
                // The hit's own words are no context of it.
                let outside = |from: u32| {
                    let to = from + u32::try_from(phrase.len()).unwrap_or(u32::MAX);
                    to <= span.start || from >= span.end
                };
                let first = bounds.start.max(span.start.saturating_sub(REACH));
                let last = bounds.end.min(span.end.saturating_add(REACH));
                (first..last).any(|from| outside(from) && occurs(view, phrase, from, last))
            }
        }
    }
}

/// True when `phrase` is at `from` and ends by `stop`.
fn occurs(view: &DocumentView<'_>, phrase: &Phrase, from: u32, stop: u32) -> bool {
    let to = from as usize + phrase.len();
    to <= stop as usize && phrase.iter().zip(from..).all(|(choice, token)| view.ids.has_any(token, choice))
}

/// True when most longer words of the headline after its first are capitalised.
pub(super) fn headline_is_title_case(tokens: &Tokens) -> bool {
    let Some(first) = tokens.sentences().first().filter(|s| s.zone == Zone::Headline) else { return false };
    let (mut long, mut capitalised) = (0, 0);
    let all = tokens.sentences().iter().take_while(|s| s.zone == Zone::Headline);
    for token in all.flat_map(|s| &tokens.tokens()[s.tokens.range()]).skip(1) {
        if token.span.len() > 3 && !token.shape.number {
            long += 1;
            capitalised += usize::from(token.shape.capitalised);
        }
    }
    !first.tokens.is_empty() && long > 0 && capitalised * 10 >= long * 6
}
