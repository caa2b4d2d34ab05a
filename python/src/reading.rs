//! A reading of one text as JSON and as a table of its hits.

use classlens::audit::{self, Explained};
use classlens::read::ReadOptions;
use classlens::{Engine, RawArticle, Reading};

use crate::answer::Answer;

/// A reading on its way to Python: JSON of everything, and the hits.
pub type Read = (String, Answer);

/// What is found in a text, which may be as long as a record of a corpus.
pub fn of_text(engine: &Engine, title: &str, text: &str) -> Result<Read, String> {
    if text.trim().is_empty() {
        return Err("there is no text: it is empty or blank".to_owned());
    }
    let most = ReadOptions::default().max_record_bytes;
    if text.len() > most {
        return Err(format!("the text is longer than the {} MB that a record may have: audit its parts", most >> 20));
    }
    let raw =
        RawArticle { id: "text".to_owned(), title: title.to_owned(), body: text.to_owned(), ..RawArticle::default() };
    of_reading(&audit::reading(engine, &engine.analyse(raw)))
}

/// What is found in a draft, which is read as the command line reads one.
pub fn of_draft(engine: &Engine, title: &str, text: &str) -> Result<Read, String> {
    of_reading(&audit::read_draft(engine, title, text).map_err(|reason| reason.to_string())?.reading)
}

/// What was found in an article of an audit.
pub fn of_article(explained: &Explained) -> Result<Read, String> {
    let (json, hits) = of_reading(&explained.reading)?;
    let mut value: serde_json::Value = serde_json::from_str(&json).map_err(|cause| cause.to_string())?;
    let head = [
        ("id", Some(&explained.id)),
        ("outlet", explained.outlet.as_ref()),
        ("headline", Some(&explained.headline)),
        ("date", explained.date.as_ref()),
    ];
    for (name, part) in head {
        value[name] = part.map_or(serde_json::Value::Null, |part| part.as_str().into());
    }
    Ok((value.to_string(), hits))
}

fn of_reading(reading: &Reading) -> Result<Read, String> {
    let json = serde_json::to_string(reading).map_err(|cause| cause.to_string())?;
    Ok((json, Answer::new(vec![reading.hits()], Vec::new())))
}
