//! YAML: nested keys are categories, lists contain terms; `term: number` under a category is a weight.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::lexicon::import::{Fault, ImportedTerms, fault};

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 32;

/// An event and its line.
type Step = (usize, YamlNode);

/// What of an event matters here.
#[derive(Debug, Clone, PartialEq)]
enum YamlNode {
    Map,
    List,
    End,
    /// Text, and whether it is unquoted.
    Text(String, bool),
    Alias,
}

/// Reads the whole file.
pub(super) fn read(text: &str, found: &mut ImportedTerms) -> Result<(), Fault> {
    let mut steps: Vec<Step> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| {
            let hint = "check indentation (blanks, no tabs) and put words that start with `*` or hold `: ` in quotes";
            fault(e.marker().line(), format!("not YAML ({}): {hint}", e.info()))
        })?;
        let node = match event {
            Event::MappingStart(..) => YamlNode::Map,
            Event::SequenceStart(..) => YamlNode::List,
            Event::MappingEnd | Event::SequenceEnd => YamlNode::End,
            Event::Scalar(text, style, ..) => YamlNode::Text(text.into_owned(), style == ScalarStyle::Plain),
            Event::Alias(_) => YamlNode::Alias,
            _ => continue,
        };
        steps.push((span.start.line(), node));
    }
    let mut reader = Reader { steps: steps.into_iter(), found };
    while let Some((line, node)) = reader.steps.next() {
        if node != YamlNode::Map {
            return Err(fault(
                line,
                "no categories: a dictionary has keys with lists of terms, as in `pay: [wage*, salary]`",
            ));
        }
        reader.map(&[])?;
    }
    Ok(())
}

struct Reader<'a> {
    steps: std::vec::IntoIter<Step>,
    found: &'a mut ImportedTerms,
}

impl Reader<'_> {
    fn next(&mut self) -> Result<Step, Fault> {
        self.steps.next().ok_or_else(|| fault(1, "the file ends early"))
    }

    fn map(&mut self, levels: &[String]) -> Result<(), Fault> {
        let mut seen: Vec<(String, usize)> = Vec::new();
        loop {
            let (line, key) = self.next()?;
            let key = match key {
                YamlNode::End => return Ok(()),
                YamlNode::Text(key, _) => key,
                _ => return Err(fault(line, "a category without a name: write `name:` and its terms below")),
            };
            if levels.len() >= MAX_DEPTH {
                return Err(fault(line, format!("more than {MAX_DEPTH} levels of categories: flatten the file")));
            }
            if let Some((_, at)) = seen.iter().find(|(name, _)| *name == key) {
                let message = format!("`{key}` is in line {at} already: both are taken as one; join them");
                self.found.kept(line, message);
            }
            let (_, value) = self.next()?;
            if let YamlNode::Text(value, true) = &value
                && let (Ok(weight), false) = (value.parse(), levels.is_empty())
            {
                self.found.term(line, levels, &key, weight);
                continue;
            }
            let inner: Vec<String> = levels.iter().cloned().chain([key.clone()]).collect();
            self.value(line, value, &inner)?;
            seen.push((key, line));
        }
    }

    fn value(&mut self, line: usize, value: YamlNode, levels: &[String]) -> Result<(), Fault> {
        match value {
            YamlNode::Map => self.map(levels),
            YamlNode::List => self.list(levels),
            YamlNode::Text(text, plain) => {
                self.text(line, &text, plain, levels);
                Ok(())
            }
            YamlNode::Alias => {
                self.found.left_out(line, "an alias (`*name`): write the terms out, and put a word with `*` in quotes");
                Ok(())
            }
            YamlNode::End => Err(fault(line, "the file ends early")),
        }
    }

    fn list(&mut self, levels: &[String]) -> Result<(), Fault> {
        let mut depth = 0;
        loop {
            let (line, item) = self.next()?;
            match item {
                YamlNode::End if depth == 0 => return Ok(()),
                YamlNode::End => depth -= 1,
                // A list in a list adds no category.
                YamlNode::List => depth += 1,
                other => self.value(line, other, levels)?,
            }
        }
    }

    fn text(&mut self, line: usize, text: &str, plain: bool, levels: &[String]) {
        let category = levels.join("/");
        if text.trim().is_empty() || (plain && matches!(text, "~" | "null")) {
            self.found.left_out(line, format!("`{category}` holds an empty term: remove it or fill it"));
        } else if text.contains('?') {
            let message = format!("`{text}`: `?` for one letter is not known: write the words out");
            self.found.left_out(line, message);
        } else {
            self.found.term(line, levels, text, 1.0);
        }
    }
}
