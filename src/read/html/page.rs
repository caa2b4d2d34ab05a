//! What a web page contains of an article.

/// What a web page contains of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebPage {
    /// Title; empty when the page has none.
    pub title: String,
    /// Main text, paragraphs parted by blank lines; never blank.
    pub text: String,
    /// Names of the authors.
    pub author: Option<String>,
    /// Date of publication as printed in the page.
    pub date: Option<String>,
    /// Name of the site, else its host.
    pub outlet: Option<String>,
    /// Section.
    pub section: Option<String>,
    /// Address: the one the page was fetched from, else the one it names.
    pub url: Option<String>,
}
