//! Sentences of the report on a page.

/// What sentences of the report name, with its page.
const NAMED: [(&str, &str); 2] = [("METHODS.md", "/methods"), ("methods, page Error", "/methods/error")];

/// A sentence of the report as HTML, with a link to the methods where they are named.
pub(super) fn linked_prose(sentence: &str) -> String {
    let link =
        |html: String, (name, page): &(&str, &str)| html.replace(name, &format!("<a href=\"{page}\">{name}</a>"));
    NAMED.iter().fold(crate::present::report::prose(sentence), link)
}

#[cfg(test)]
mod tests {
    use super::linked_prose;

    #[test]
    fn pages_of_the_methods_are_linked_where_they_are_named() {
        let html = linked_prose("It misses & (its error by class: methods, page Error).");
        assert_eq!(html, "It misses &amp; (its error by class: <a href=\"/methods/error\">methods, page Error</a>).");
    }
}
