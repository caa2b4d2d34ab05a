//! The coding form: one HTML file that works without network and keeps codes in the page.
//!
//! Texts are in a block of JSON with `<`, `>` and `&` escaped, and are put into the page as text, never as
//! markup. The policy in its head forbids the page to load or send anything.

use crate::lexicon::About;
use crate::lexicon::Definition;
use crate::present::{ArticleToCode, PROPOSAL_KEYS, coding_guide};
use crate::validate::Codebook;

/// Page, style and script; `__DATA__` is replaced by what is coded.
const PAGE: &str = include_str!("coding_form.html");

/// What the page knows.
#[derive(serde::Serialize)]
struct FormData<'a> {
    coder: &'a str,
    /// Under this name the browser keeps the codes.
    key: &'a str,
    tiers: &'a [String],
    proposals: &'a [String],
    guide: &'a [Definition],
    letters: &'a str,
    articles: &'a [ArticleToCode],
}

/// The form of one coder, in the order of `articles`; `about` defines the tiers, `key` tells drafts of different plans
/// apart.
#[must_use]
pub fn coding_form(articles: &[ArticleToCode], codebook: &Codebook, about: &About, coder: &str, key: &str) -> String {
    let data = FormData {
        coder,
        key,
        tiers: &codebook.tiers,
        proposals: &codebook.proposals,
        guide: &coding_guide(codebook, about),
        letters: PROPOSAL_KEYS,
        articles,
    };
    let json = serde_json::to_string(&data).expect("plain values become JSON");
    let json = json
        .replace('&', "\\u0026")
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    PAGE.replacen("__DATA__", &json, 1)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::present::{ArticleToCode, coding_form};
    use crate::validate::Codebook;

    #[test]
    fn texts_cannot_become_markup_and_nothing_is_loaded() {
        let article = ArticleToCode {
            id: "a\"b".to_owned(),
            title: "</script><img src=x onerror=alert(1)>".to_owned(),
            body: "A & B <b>bold</b> __DATA__\u{2028}".to_owned(),
        };
        let codebook = Codebook::new(&["middle".to_owned()], &["leave".to_owned()]);
        let about = &Lexicon::embedded().about;
        let page = coding_form(std::slice::from_ref(&article), &codebook, about, "ann", "k");
        assert_eq!(page.matches("</script>").count(), 2, "the data block and the script");
        assert!(!page.contains("<img") && !page.contains("<b>bold"), "texts are escaped");
        let bare = coding_form(&[], &codebook, about, "ann", "k");
        for outside in ["http:", "https:", "src=", "href=\"//", "@import", "url("] {
            assert!(!bare.contains(outside), "the page does not use {outside}");
        }
        let start = page.find("application/json\">").expect("there is a data block") + "application/json\">".len();
        let json = &page[start..start + page[start..].find("</script>").expect("it ends")];
        let data: serde_json::Value = serde_json::from_str(json).expect("the data block is JSON");
        assert_eq!(data["articles"][0]["title"], article.title.as_str());
        assert_eq!(data["articles"][0]["body"], article.body.as_str());
        assert_eq!(data["guide"][1]["term"], "Middle", "the tiers of the codebook are defined");
    }
}
