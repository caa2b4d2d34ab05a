//! [`Query`] → tantivy query.

use std::ops::Bound as RangeBound;
use std::sync::Arc;

use tantivy::query::{
    AllQuery, EmptyQuery, ExistsQuery, Occur, PhraseQuery, Query as Planned, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, TantivyDocument, Term};

use crate::store::query::{
    Bound, Compiled, DEFAULT_FIELDS, ExpandError, Kind, Query, QueryError, Ready, SegmentSpans, Spans, SumQuery,
    TEXT_FIELDS, Word, WordOrder, closest, day_range, expand, literal_start, look_up, wildcard,
};
use crate::store::reread::Reread;
use crate::store::schema::Fields;
use crate::store::variables::{WantedValue, is_between, no_range};
use crate::store::{Store, StoreError};
use crate::suggest::{FIELDS, instead};
use crate::variable::{Given, Variable, VariableKind, flag_of};

type Plan = Box<dyn Planned>;

/// Makes a tantivy query.
///
/// # Errors
/// When a field is not known, or the index cannot be read.
pub(super) fn plan(query: &Query, store: &Store, searcher: &Searcher) -> Result<Plan, StoreError> {
    store.lacking.check(query)?;
    Planner { store, searcher, fields: &store.fields }.plan(query)
}

struct Planner<'a> {
    store: &'a Store,
    searcher: &'a Searcher,
    fields: &'a Fields,
}

impl Planner<'_> {
    fn plan(&self, query: &Query) -> Result<Plan, StoreError> {
        Ok(match &query.kind {
            Kind::All => Box::new(AllQuery),
            Kind::And(parts) => self.all_of(parts)?,
            Kind::Or(parts) => {
                let parts = parts.iter().map(|p| Ok((Occur::Should, self.plan(p)?)));
                Box::new(SumQuery::new(parts.collect::<Result<Vec<_>, StoreError>>()?))
            }
            Kind::Not(inner) => {
                let parts: Vec<(Occur, Plan)> =
                    vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, self.plan(inner)?)];
                Box::new(SumQuery::new(parts))
            }
            Kind::Spans { field, spans } => self.spans(query.at, field.as_deref(), spans)?,
            Kind::Is { field, value } => self.is(query.at, field, value)?,
            Kind::Whole { field, value } => self.whole(query.at, field, value)?,
            Kind::At(places) => Box::new(places.clone()),
            Kind::Exists { field } => self.exists(query.at, field)?,
            Kind::Range { field, low, high } => self.range(query.at, field, *low, *high)?,
        })
    }

    fn all_of(&self, parts: &[Query]) -> Result<Plan, StoreError> {
        let mut planned = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            planned.push(match &part.kind {
                Kind::Not(inner) => (Occur::MustNot, self.plan(inner)?),
                _ => (Occur::Must, self.plan(part)?),
            });
        }
        if planned.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            planned.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Box::new(SumQuery::new(planned)))
    }

    /// Articles whose value of a variable passes `test`.
    fn with_value(&self, variable: usize, test: &dyn Fn(&Given) -> bool) -> Result<Plan, StoreError> {
        Ok(Box::new(self.store.with_value(self.searcher, variable, test)?))
    }

    fn spans(&self, at: usize, field: Option<&str>, spans: &Spans) -> Result<Plan, StoreError> {
        if let Some((variable, known)) = field.and_then(|name| self.store.shape().variable(name)) {
            let wanted = WantedValue::of_spans(spans).ok_or_else(|| {
                let message =
                    format!("`{}` holds whole values: write one, with quotes where it has blanks", known.name);
                QueryError { position: at, message }
            })?;
            return self.with_value(variable, &|value| wanted.iter().any(|wanted| wanted.is(value)));
        }
        let fields = text_fields(field, self.fields).ok_or_else(|| self.unknown(at, field.unwrap_or_default()))?;
        if let Some(words) = plain_words(spans) {
            let parts = fields.iter().map(|f| (Occur::Should, phrase(*f, &words)));
            return Ok(Box::new(SumQuery::new(parts.collect())));
        }
        let compiled = expand(spans, self.searcher, &fields).map_err(|e| self.expand_error(e))?;
        if compiled.is_cased() && matches!(field, Some("outlet" | "section" | "author")) {
            let message = "exact letter case can be searched in title, lede, body and cut only";
            return Err(QueryError { position: at, message: message.into() }.into());
        }
        self.ready(&compiled, &fields).map_err(|e| self.store.broken(&e))
    }

    /// Looks the places up now; the score is that of BM25 without a length norm.
    fn ready(&self, compiled: &Compiled, fields: &[Field]) -> tantivy::Result<Plan> {
        let mut counts = Vec::new();
        for segment in self.searcher.segment_readers() {
            let texts = segment.get_store_reader(1)?;
            let mut printed = |doc, field| {
                let document: TantivyDocument = texts.get(doc)?;
                let name = self.fields.name_of(field);
                Ok(Reread::printed_for(self.fields.stored(&document), compiled, name))
            };
            let found = SegmentSpans { segment, fields }.count(compiled, &mut printed)?;
            counts.push((segment.segment_id(), found));
        }
        let n: usize = counts.iter().map(|(_, docs)| docs.len()).sum();
        let n_all = self.searcher.num_docs() as f32;
        let idf = libm::logf(1.0 + (n_all - n as f32 + 0.5).max(0.0) / (n as f32 + 0.5));
        let score = |n: u32| idf * 2.2 * n as f32 / (n as f32 + 1.2);
        let segments =
            counts.into_iter().map(|(id, docs)| (id, Arc::new(docs.into_iter().map(|(d, n)| (d, score(n))).collect())));
        Ok(Box::new(Ready { segments: Arc::new(segments.collect()) }))
    }

    fn is(&self, at: usize, name: &str, value: &str) -> Result<Plan, StoreError> {
        let value_at = at + name.chars().count() + 1;
        if let Some((variable, known)) = self.store.shape().variable(name) {
            return self.is_variable(value_at, variable, known, value);
        }
        if let Some(field) = self.fields.raw(name) {
            let value = if name == "id" { value.to_owned() } else { value.to_lowercase() };
            if value.contains(['*', '?']) {
                return self.raw_wildcard(value_at, field, &value);
            }
            let known = self.store.closed_values(name);
            if !known.is_empty() && !known.contains(&value) {
                let meant = closest(&value, known.iter().map(String::as_str));
                let meant = meant.map_or_else(String::new, |m| format!("; did you mean `{m}`?"));
                let message = format!("`{name}` is never `{value}`: use one of {}{meant}", known.join(", "));
                return Err(QueryError { position: value_at, message }.into());
            }
            return Ok(Box::new(TermQuery::new(Term::from_field_text(field, &value), IndexRecordOption::Basic)));
        }
        if self.fields.number(name).is_some() {
            let Ok(number) = value.parse::<f64>() else {
                let message = format!("`{name}:` takes a number or a range such as `{name}:>=2`");
                return Err(QueryError { position: value_at, message }.into());
            };
            let bound = Some(Bound { number, inclusive: true });
            return self.range(at, name, bound, bound);
        }
        if text_field(name, self.fields).is_none() {
            return Err(self.unknown(at, name).into());
        }
        let message = format!("a word was expected after `{name}:`");
        Err(QueryError { position: value_at, message }.into())
    }

    fn is_variable(&self, at: usize, variable: usize, known: &Variable, value: &str) -> Result<Plan, StoreError> {
        let wrong = |message: String| QueryError { position: at, message };
        match known.kind {
            VariableKind::Whole | VariableKind::Number => {
                let number: f64 = value
                    .parse()
                    .map_err(|_| wrong(format!("`{0}:` takes a number or a range such as `{0}:>=2`", known.name)))?;
                let bound = Some(Bound { number, inclusive: true });
                self.with_value(variable, &|value| is_between(value, bound, bound))
            }
            VariableKind::Date => {
                let (low, high) = day_range(value).map_err(wrong)?;
                self.with_value(variable, &|value| is_between(value, low, high))
            }
            VariableKind::Flag => {
                let wanted = flag_of(value).ok_or_else(|| wrong(format!("`{}:` takes yes or no", known.name)))?;
                self.with_value(variable, &|value| *value == Given::Flag(wanted))
            }
            VariableKind::Text | VariableKind::Texts => {
                let wanted = WantedValue::of_text(value).map_err(|e| wrong(e.to_string()))?;
                self.with_value(variable, &|value| wanted.is(value))
            }
        }
    }

    fn whole(&self, at: usize, name: &str, value: &str) -> Result<Plan, StoreError> {
        if let Some((variable, _)) = self.store.shape().variable(name) {
            let is = |text: &str| text == value;
            return self.with_value(variable, &|given| match given {
                Given::Texts(texts) => texts.iter().any(|text| is(text)),
                other => is(&other.printed()),
            });
        }
        let Some(field) = self.fields.whole(name) else {
            if self.fields.raw(name).is_some() || self.fields.number(name).is_some() {
                return self.is(at, name, value);
            }
            return Err(self.unknown(at, name).into());
        };
        let term = || RangeBound::Included(Term::from_field_text(field, value));
        Ok(Box::new(RangeQuery::new(term(), term())))
    }

    fn raw_wildcard(&self, at: usize, field: Field, value: &str) -> Result<Plan, StoreError> {
        let wrong = |e: regex::Error| QueryError { position: at, message: e.to_string() };
        let regex = wildcard(value).map_err(wrong)?;
        let terms = look_up(self.searcher, &[field], literal_start(value), &|term| regex.is_match(term), at);
        let terms = terms.map_err(|e| self.expand_error(e))?;
        Ok(Box::new(TermSetQuery::new(terms.iter().map(|term| Term::from_field_text(field, term)))))
    }

    fn exists(&self, at: usize, name: &str) -> Result<Plan, StoreError> {
        if let Some((variable, _)) = self.store.shape().variable(name) {
            return self.with_value(variable, &|_| true);
        }
        let column = self.store.column_name(name).ok_or_else(|| self.unknown(at, name))?;
        Ok(Box::new(ExistsQuery::new(column, false)))
    }

    fn range(&self, at: usize, name: &str, low: Option<Bound>, high: Option<Bound>) -> Result<Plan, StoreError> {
        if let Some((variable, known)) = self.store.shape().variable(name) {
            return match no_range(known, at) {
                Some(error) => Err(error.into()),
                None => self.with_value(variable, &|value| is_between(value, low, high)),
            };
        }
        let Some((field, whole)) = self.fields.number(name) else {
            if self.fields.raw(name).is_none() && text_field(name, self.fields).is_none() {
                return Err(self.unknown(at, name).into());
            }
            let message = format!("`{name}` has words and no ranges");
            return Err(QueryError { position: at, message }.into());
        };
        let end = |bound: Option<Bound>, low: bool| match bound {
            None => RangeBound::Unbounded,
            Some(Bound { number, inclusive }) if whole => whole_bound(field, number, inclusive, low),
            Some(Bound { number, inclusive }) => {
                let term = Term::from_field_f64(field, number);
                if inclusive { RangeBound::Included(term) } else { RangeBound::Excluded(term) }
            }
        };
        if whole && high.is_some_and(|h| h.number < 0.0 || (h.number <= 0.0 && !h.inclusive)) {
            return Ok(Box::new(EmptyQuery));
        }
        let (low, high) = (end(low, true), end(high, false));
        if matches!((&low, &high), (RangeBound::Unbounded, RangeBound::Unbounded)) {
            // A range query must have an end: it matches any value.
            return self.exists(at, name);
        }
        Ok(Box::new(RangeQuery::new(low, high)))
    }

    fn unknown(&self, at: usize, name: &str) -> QueryError {
        if text_field(name, self.fields).is_some() {
            let message =
                format!("`{name}` holds text and is searched by words, as {name}:wages: it has no values of its own");
            return QueryError { position: at, message };
        }
        let known = self.store.field_names();
        let axes = self.store.axis_names();
        if known.iter().any(|field| field == name) {
            let message = format!("`{name}` is no running text: write its value without quotes and blanks");
            return QueryError { position: at, message };
        }
        let instead = match closest(name, known.iter().chain(&axes).map(String::as_str)) {
            Some(period) if PERIODS.contains(&period) => {
                format!(
                    "articles are grouped by {period} and found by `date`, as date:2016, date:2016-05 or date:<2016"
                )
            }
            Some(meant) if known.iter().all(|field| field != meant) => {
                format!("articles can only be grouped by `{meant}`")
            }
            _ => format!("use one of {}", instead(name, &known, FIELDS)),
        };
        let message = format!("unknown field `{name}`: {instead}");
        QueryError { position: at, message }
    }

    fn expand_error(&self, error: ExpandError) -> StoreError {
        match error {
            ExpandError::Query(error) => error.into(),
            ExpandError::Index(reason) => self.store.unreadable(reason),
        }
    }
}

/// Lengths of time that articles are grouped by, and that are no fields.
const PERIODS: [&str; 6] = ["day", "week", "month", "quarter", "year", "decade"];

/// A bound between two whole numbers moves to the next one inside.
fn whole_bound(field: Field, number: f64, inclusive: bool, low: bool) -> RangeBound<Term> {
    let term = |n: f64| Term::from_field_u64(field, n.max(0.0) as u64);
    if low && number < 0.0 {
        return RangeBound::Unbounded;
    }
    if number.fract() == 0.0 {
        return if inclusive { RangeBound::Included(term(number)) } else { RangeBound::Excluded(term(number)) };
    }
    RangeBound::Included(term(if low { number.ceil() } else { number.floor() }))
}

/// The case-folded words, when they form a plain phrase.
fn plain_words(spans: &Spans) -> Option<Vec<String>> {
    match spans {
        Spans::Word { word: Word::Exact(word), .. } => Some(vec![word.clone()]),
        Spans::Near { parts, slack: 0, order: WordOrder::Written } => {
            let words = parts.iter().map(|part| match part {
                Spans::Word { word: Word::Exact(word), .. } => Some(word.clone()),
                _ => None,
            });
            words.collect()
        }
        _ => None,
    }
}

fn phrase(field: Field, words: &[String]) -> Plan {
    let mut terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// The text field called `name`.
pub(super) fn text_field(name: &str, fields: &Fields) -> Option<Field> {
    TEXT_FIELDS.contains(&name).then(|| fields.text(name)).flatten()
}

fn text_fields(name: Option<&str>, fields: &Fields) -> Option<Vec<Field>> {
    match name {
        Some(name) => text_field(name, fields).map(|f| vec![f]),
        None => DEFAULT_FIELDS.iter().map(|name| fields.text(name)).collect(),
    }
}
