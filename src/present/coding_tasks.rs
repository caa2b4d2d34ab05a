//! Tasks for coders who work in Label Studio or doccano: the articles of a sheet, and the labels of the codebook.
//!
//! What comes back is read by [`read_codings`](crate::validate::read_codings): names of controls and labels are those of the
//! codebook, and every task keeps the id of its article under `article_id`, since these programs number tasks themselves.

use std::fmt::Write as _;

use serde_json::json;

use crate::present::ArticleToCode;
use crate::validate::{Codebook, FOCUS, Variable};

/// A program that people code in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskProgram {
    /// Label Studio: tasks as JSON, and a labelling interface as XML.
    LabelStudio,
    /// doccano: tasks as JSON Lines, and labels as JSON.
    Doccano,
}

impl TaskProgram {
    /// The tasks of one coder: the end of the file's name, and its content.
    #[must_use]
    pub fn tasks(self, articles: &[ArticleToCode]) -> (&'static str, String) {
        match self {
            Self::LabelStudio => {
                let task = |article: &ArticleToCode| json!({"data": {"article_id": article.id, "title": article.title, "body": article.body}});
                ("label-studio.json", pretty(&articles.iter().map(task).collect::<Vec<_>>()))
            }
            Self::Doccano => {
                let line = |article: &ArticleToCode| {
                    let text = format!("{}\n\n{}", article.title, article.body);
                    json!({"text": text, "article_id": article.id, "label": []}).to_string() + "\n"
                };
                ("doccano.jsonl", articles.iter().map(line).collect())
            }
        }
    }

    /// What a project needs besides: the name of the file, and its content.
    #[must_use]
    pub fn labels(self, codebook: &Codebook) -> (&'static str, String) {
        match self {
            Self::LabelStudio => ("label-studio.xml", interface(codebook)),
            Self::Doccano => {
                let label = |variable: &Variable, label: &String| json!({"text": format!("{}:{label}", variable.name)});
                let labels: Vec<_> = asked(codebook)
                    .flat_map(|variable| variable.labels.iter().map(move |own| label(variable, own)))
                    .collect();
                ("doccano-labels.json", pretty(&labels))
            }
        }
    }
}

/// The variables that are asked for; the focus follows from them.
fn asked(codebook: &Codebook) -> impl Iterator<Item = &Variable> {
    codebook.variables.iter().filter(|variable| variable.name != FOCUS)
}

fn pretty(values: &[serde_json::Value]) -> String {
    serde_json::to_string_pretty(values).expect("plain values become JSON") + "\n"
}

/// The labelling interface: title, body, and a choice for each variable, named like it.
fn interface(codebook: &Codebook) -> String {
    let mut out = "<View>\n  <Header value=\"$title\"/>\n  <Text name=\"text\" value=\"$body\"/>\n".to_owned();
    for variable in asked(codebook) {
        let name = escaped(&variable.name);
        let _ = writeln!(out, "  <Header value=\"{name}\" size=\"5\"/>");
        let _ =
            writeln!(out, "  <Choices name=\"{name}\" toName=\"text\" choice=\"single-radio\" showInLine=\"true\">");
        for label in &variable.labels {
            let _ = writeln!(out, "    <Choice value=\"{}\"/>", escaped(label));
        }
        out.push_str("  </Choices>\n");
    }
    out.push_str("</View>\n");
    out
}

/// A name within an attribute of XML.
fn escaped(name: &str) -> String {
    name.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
