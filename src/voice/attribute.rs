//! Goes through a document: who says what, and who is introduced.

use crate::clean::Document;
use crate::lexicon::{Lexicon, VerbClass};
use crate::matcher::Hit;
use crate::span::ByteSpan;
use crate::tokenize::{KnownWords, Token, Tokens, with_known_words};
use crate::voice::name::PersonIndex;
use crate::voice::outer_text::OuterText;
use crate::voice::quote::{Quote, QuoteKind, Voice};
use crate::voice::role::RolePhrases;
use crate::voice::speaker::Resolver;
use crate::voice::word_class::{QUOTE, WordClass, WordClasses};
use crate::voice::{follow, profile, role};

/// The words of a lexicon made ready to find speakers.
#[derive(Debug)]
pub struct QuoteAttributor {
    classes: WordClasses,
    roles: RolePhrases,
    officials: Vec<(String, String)>,
}

impl QuoteAttributor {
    /// Compiles the words of a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let roles = RolePhrases::new(lexicon);
        let officials = roles.officials();
        Self { classes: WordClasses::new(lexicon), roles, officials }
    }

    /// What the word of a token can be in a sentence that reports speech.
    #[must_use]
    pub fn class_of(&self, tokens: &Tokens, token: &Token) -> WordClass {
        self.classes.of_word(tokens, token)
    }

    /// Who speaks in a document.
    #[must_use]
    pub fn attribute(&self, lexicon: &Lexicon, document: &Document, tokens: &Tokens, hits: &[Hit]) -> Voice {
        with_known_words(
            tokens,
            |tokens, token| self.class_of(tokens, token),
            |words| self.attribute_known(lexicon, document, hits, words),
        )
    }

    /// The same, where the words of the document are known: what [`Self::class_of`] gives.
    #[must_use]
    pub fn attribute_known(
        &self,
        lexicon: &Lexicon,
        document: &Document,
        hits: &[Hit],
        words: KnownWords<'_, WordClass>,
    ) -> Voice {
        let outer = OuterText::new(document, words);
        let persons_index = PersonIndex::find(&outer, &self.officials);
        let described = role::all_descriptions(&outer, &self.roles, &persons_index);
        let mut resolver = Resolver::new(&outer, lexicon, hits, &self.roles, &persons_index, &described);
        let said = follow::all(&outer);
        let mut quotes = Vec::with_capacity(said.len());
        for said in &said {
            let first = quote(&outer, said, resolver.speaker(said));
            let joint = resolver.joint(said).into_iter().map(|(speaker, source)| Quote {
                speaker: Some(speaker),
                source: Some(source),
                n_words: 0,
                ..first.clone()
            });
            let joint: Vec<Quote> = joint.collect();
            quotes.push(first);
            quotes.extend(joint);
        }
        let speakers = resolver.finish();
        let read = role::read_all(&outer, (lexicon, hits), &self.roles, &persons_index, &described);
        let profiles = profile::profiles(&outer, &persons_index, &described, &read);
        let mentions = profile::mentions(&outer, &persons_index, &read);
        Voice { quotes, speakers, profiles, mentions }
    }
}

fn quote(outer: &OuterText<'_>, said: &follow::Said, speaker: Option<u32>) -> Quote {
    let attribution = &said.attribution;
    let items = || attribution.content.iter().flat_map(|span| span.range()).map(|i| &outer.items[i]);
    let quoted = items().any(|i| i.word_class.is(QUOTE));
    let plain = items().filter(|i| !i.word_class.is(QUOTE)).count();
    let kind = match (quoted, plain, attribution.class) {
        (true, 0, _) => QuoteKind::Direct,
        (_, _, VerbClass::Stance) => QuoteKind::Stance,
        (true, _, _) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    };
    let first = outer.sentences[said.sentence].items.start;
    let sentence = outer.tokens.sentence_of(outer.items[first].tokens.start);
    Quote {
        kind,
        speaker,
        source: attribution.source.map(|s| with_bracket(&outer.document.text, outer.bytes(s))),
        cue: outer.bytes(attribution.cue),
        content: attribution.content.iter().map(|s| outer.bytes(*s)).collect(),
        n_words: items().map(|i| i.tokens.len() as u32).sum(),
        sentence: u32::try_from(sentence).expect("sentences are fewer than bytes"),
        zone: outer.tokens.sentences()[sentence].zone,
    }
}

/// The span with the closing bracket of what it opens: "Rep. Jane Doe (R-Ohio)".
fn with_bracket(text: &str, span: ByteSpan) -> ByteSpan {
    let end = span.end as usize;
    let opens = span.slice(text).is_some_and(|s| s.rfind('(') > s.rfind(')'));
    if opens && text[end..].starts_with(')') { ByteSpan::new(span.start as usize, end + 1) } else { span }
}
