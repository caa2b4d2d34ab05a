//! [`Query`] → tantivy query.

use std::ops::Bound as RangeBound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query as Planned, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::store::query::{Bound, Query, QueryError};
use crate::store::schema::Fields;

type Plan = Box<dyn Planned>;

/// Makes a tantivy query.
///
/// # Errors
/// When a field is not known.
pub(in crate::store) fn plan(query: &Query, fields: &Fields) -> Result<Plan, QueryError> {
    Ok(match query {
        Query::All => Box::new(AllQuery),
        Query::And(parts) => all_of(parts, fields)?,
        Query::Or(parts) => {
            let parts = parts.iter().map(|p| Ok((Occur::Should, plan(p, fields)?))).collect::<Result<Vec<_>, _>>()?;
            Box::new(BooleanQuery::new(parts))
        }
        Query::Not(inner) => {
            Box::new(BooleanQuery::new(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, plan(inner, fields)?)]))
        }
        Query::Words { field, words, slop } => in_fields(field.as_deref(), fields, |f| phrase(f, words, *slop))?,
        Query::Prefix { field, start } => in_fields(field.as_deref(), fields, |f| prefix(f, start))?,
        Query::Class(class) => in_fields(None, fields, |f| phrase(f, std::slice::from_ref(class), 0))?,
        Query::Is { field, value } => is(field, value, fields)?,
        Query::Range { field, low, high } => range(field, *low, *high, fields)?,
    })
}

fn all_of(parts: &[Query], fields: &Fields) -> Result<Plan, QueryError> {
    let mut planned = Vec::with_capacity(parts.len() + 1);
    for part in parts {
        planned.push(match part {
            Query::Not(inner) => (Occur::MustNot, plan(inner, fields)?),
            other => (Occur::Must, plan(other, fields)?),
        });
    }
    if planned.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        planned.push((Occur::Must, Box::new(AllQuery)));
    }
    Ok(Box::new(BooleanQuery::new(planned)))
}

fn in_fields(field: Option<&str>, fields: &Fields, make: impl Fn(Field) -> Plan) -> Result<Plan, QueryError> {
    if let Some(name) = field {
        text_field(name, fields).map(make).ok_or_else(|| unknown(name, fields))
    } else {
        let parts = [fields.title, fields.lede, fields.body].map(|f| (Occur::Should, make(f)));
        Ok(Box::new(BooleanQuery::new(parts.into())))
    }
}

fn text_field(name: &str, fields: &Fields) -> Option<Field> {
    Some(match name {
        "title" => fields.title,
        "lede" => fields.lede,
        "body" => fields.body,
        "cut" => fields.cut,
        "outlet" => fields.outlet,
        "section" => fields.section,
        "author" => fields.author,
        _ => return None,
    })
}

fn phrase(field: Field, words: &[String], slop: u32) -> Plan {
    let mut terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
        _ => {
            let mut query = PhraseQuery::new(terms);
            query.set_slop(slop);
            Box::new(query)
        }
    }
}

fn prefix(field: Field, start: &str) -> Plan {
    let mut query = PhrasePrefixQuery::new(vec![Term::from_field_text(field, start)]);
    query.set_max_expansions(u32::MAX);
    Box::new(query)
}

fn is(name: &str, value: &str, fields: &Fields) -> Result<Plan, QueryError> {
    if name == "id" {
        return Ok(term(fields.id, value));
    }
    if let Some((_, field)) = fields.names.iter().find(|(known, _)| known == name) {
        return Ok(term(*field, &value.to_lowercase()));
    }
    if number_field(name, fields).is_some() {
        let number = value.parse::<f64>().map_err(|_| QueryError {
            position: 1,
            message: format!("`{name}:` takes a number or a range such as `{name}:>=2`"),
        })?;
        let bound = Some(Bound { number, inclusive: true });
        return range(name, bound, bound, fields);
    }
    if let Some(stem) = value.strip_suffix('*') {
        let stem = crate::tokenize::fold_word(stem);
        return text_field(name, fields).map(|f| prefix(f, &stem)).ok_or_else(|| unknown(name, fields));
    }
    let found = crate::tokenize::words(value);
    let words: Vec<String> = found.tokens.tokens().iter().map(|t| found.tokens.folded(t).to_owned()).collect();
    in_fields(Some(name), fields, |f| phrase(f, &words, 0))
}

fn term(field: Field, value: &str) -> Plan {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

/// A field with numbers, and whether they are whole.
fn number_field(name: &str, fields: &Fields) -> Option<(Field, bool)> {
    let whole = fields.counts.iter().find(|(known, _)| known == name).map(|(_, f)| (*f, true));
    let broken = fields.scores.iter().find(|(known, _)| known == name).map(|(_, f)| (*f, false));
    match name {
        "date" => Some((fields.date, true)),
        "n_tokens" => Some((fields.n_tokens, true)),
        "wage_percentile" => Some((fields.wage_percentile, false)),
        _ => whole.or(broken),
    }
}

fn range(name: &str, low: Option<Bound>, high: Option<Bound>, fields: &Fields) -> Result<Plan, QueryError> {
    let (field, whole) = number_field(name, fields).ok_or_else(|| unknown(name, fields))?;
    let end = |bound: Option<Bound>| match bound {
        None => RangeBound::Unbounded,
        Some(bound) => {
            let term = if whole {
                Term::from_field_u64(field, bound.number.max(0.0).round() as u64)
            } else {
                Term::from_field_f64(field, bound.number)
            };
            if bound.inclusive { RangeBound::Included(term) } else { RangeBound::Excluded(term) }
        }
    };
    Ok(Box::new(RangeQuery::new(end(low), end(high))))
}

fn unknown(name: &str, fields: &Fields) -> QueryError {
    let text =
        ["title", "lede", "body", "cut", "outlet", "section", "author", "id", "date", "n_tokens", "wage_percentile"];
    let known = text
        .into_iter()
        .chain(fields.names.iter().map(|(n, _)| n.as_str()))
        .chain(fields.counts.iter().map(|(n, _)| n.as_str()))
        .chain(fields.scores.iter().map(|(n, _)| n.as_str()));
    QueryError {
        position: 1,
        message: format!("unknown field `{name}`: use one of {}", known.collect::<Vec<_>>().join(", ")),
    }
}
