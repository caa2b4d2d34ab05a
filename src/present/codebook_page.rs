//! The whole codebook: what is coded, with which labels, and what each means. As a table, and as a page.

use std::fmt::Write as _;

use crate::lexicon::About;
use crate::present::{coding_guide, spelled};
use crate::record::{Cell, Kind, Table};
use crate::validate::{Codebook, FOCUS, Variable};

/// One row a variable: its name, what it asks, its labels, their level of measurement.
#[must_use]
pub fn codebook_table(codebook: &Codebook, about: &About) -> Table {
    let mut table = Table::new(&[
        ("variable", Kind::Text),
        ("labels", Kind::Text),
        ("level", Kind::Text),
        ("coded", Kind::Text),
        ("meaning", Kind::Text),
    ]);
    for variable in &codebook.variables {
        let coded = if variable.name == FOCUS { "follows" } else { "by hand" };
        table.push(&[
            Cell::Text(&variable.name),
            Cell::Text(&variable.labels.join(", ")),
            Cell::Text(variable.level.name()),
            Cell::Text(coded),
            Cell::Text(&meaning(variable, codebook, about)),
        ]);
    }
    table
}

/// What a variable asks, in the words of coders.
fn meaning(variable: &Variable, codebook: &Codebook, about: &About) -> String {
    let name = variable.name.as_str();
    if let Some(kind) = name.strip_prefix("proposal_") {
        let words = about.proposal(kind).unwrap_or("not defined by this lexicon");
        return format!("Is this kind of remedy discussed? {words}");
    }
    let tier = |prefix: &str| codebook.tiers.iter().find(|tier| name.strip_prefix(prefix) == Some(tier));
    let people = |tier: &String| about.tier(tier).map_or_else(|| spelled(tier), |words| words.people.clone());
    if let Some(tier) = tier("attention_") {
        return format!(
            "Attention to {} as workers: 0 absent, 1 in passing, 2 a theme, 3 a main subject.",
            people(tier)
        );
    }
    if let Some(tier) = tier("acknowledgement_") {
        return format!(
            "How the article acknowledges {}: not, in a sentence or two and dropped, or more.",
            people(tier)
        );
    }
    match name {
        FOCUS => {
            "The tier with the highest attention, from 2 on; mixed where several have it; none below 2.".to_owned()
        }
        _ => "Whose working life the title alone promises: a tier, everybody (universal), or none.".to_owned(),
    }
}

/// The codebook as a page of its own, which loads nothing.
#[must_use]
pub fn codebook_page(codebook: &Codebook, about: &About, lexicon: &str) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>Codebook of {0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>Codebook of {0}</h1>\n<h2>Rules and words</h2>\n<dl>\n",
        escaped(lexicon)
    );
    for definition in coding_guide(codebook, about) {
        let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", escaped(&definition.term), escaped(&definition.text));
    }
    out.push_str(
        "</dl>\n<h2>Variables</h2>\n<table>\n<thead><tr><th scope=\"col\">Variable</th><th scope=\"col\">Labels</th>\
         <th scope=\"col\">Level</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n",
    );
    for variable in &codebook.variables {
        let cells = [variable.labels.join(", "), variable.level.name().to_owned(), meaning(variable, codebook, about)];
        let _ = write!(out, "<tr><th scope=\"row\"><code>{}</code></th>", escaped(&variable.name));
        for cell in &cells {
            let _ = write!(out, "<td>{}</td>", escaped(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</main>\n</body>\n</html>\n");
    out
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}\
                     dt{font-weight:600;margin-top:.6rem}dd{margin:0}table{border-collapse:collapse}\
                     th,td{border-bottom:1px solid #bbb;padding:.3rem .6rem;text-align:left;vertical-align:top}";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::present::{codebook_page, codebook_table};
    use crate::validate::Codebook;

    #[test]
    fn every_variable_of_the_own_lexicon_is_defined() {
        let lexicon = Lexicon::embedded();
        let codebook = Codebook::of(&lexicon);
        assert_eq!(codebook.proposals.len(), 10, "{:?}", codebook.proposals);
        let table = codebook_table(&codebook, &lexicon.about);
        assert_eq!(table.n_rows(), codebook.variables.len());
        let page = codebook_page(&codebook, &lexicon.about, &lexicon.name);
        for (row, variable) in codebook.variables.iter().enumerate() {
            let meaning = table.text(row, 4);
            assert!(meaning.len() > 40 && !meaning.contains("not defined"), "{}: {meaning}", variable.name);
            assert!(page.contains(&format!("<code>{}</code>", variable.name)), "{}", variable.name);
        }
        let kinds = lexicon.about.proposals().collect::<Vec<_>>();
        assert_eq!(kinds, codebook.proposals, "words are kept for the kinds that the lexicon has");
    }
}
