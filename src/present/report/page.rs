//! The report as HTML.

use askama::Template;

use crate::present::figure::PAGE_STYLE;
use crate::present::report::{Behind, Example, Links, Place, Report, Section, Whole, section_html};

/// The style of the page, without that of its figures.
const STYLE: &str = include_str!("../templates/report.css");

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    report: &'a Report,
    styles: [&'static str; 2],
    /// Sections with their HTML.
    sections: Vec<(&'a Section, String)>,
}

/// The page.
///
/// # Panics
/// Never: writing a page into memory cannot fail.
#[must_use]
pub fn html(report: &Report) -> String {
    let links = Mailed { audit: &report.audit };
    let place = Place { prefix: "", of: "", beside: None, most_rows: usize::MAX, links: &links };
    let sections = report.sections.iter().map(|section| (section, section_html(section, place))).collect();
    Page { report, styles: [STYLE, PAGE_STYLE], sections }.render().expect("writing into a text cannot fail")
}

/// A page in a file of its own: it can point to the web and to the command line.
struct Mailed<'a> {
    audit: &'a str,
}

impl Links for Mailed<'_> {
    fn article(&self, article: &Example) -> Option<String> {
        article.url.clone()
    }

    fn whole(&self, behind: &Behind) -> Whole {
        Whole::Command(format!("classlens search {} '{}'", self.audit, behind.query.replace('\'', "'\\''")))
    }

    fn group(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn files(&self, _: &Section) -> Vec<(String, String)> {
        Vec::new()
    }
}
