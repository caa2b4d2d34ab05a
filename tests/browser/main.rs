//! The web page in a real browser: Chromium, driven by chromedriver, and axe-core for accessibility.
//!
//! Not part of `cargo test`: it needs a browser. `.ci/run` installs what is missing and runs
//! `cargo test --test browser`. `CLASSLENS_AXE` names the file `axe.min.js`.

mod browser;
mod jobs;

use std::path::{Path, PathBuf};

use resvg::tiny_skia::Pixmap;
use thirtyfour::prelude::*;
use thirtyfour::{Key, WebElement};

use crate::browser::{Browser, Look};

type Outcome = WebDriverResult<()>;

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_search_is_narrowed_and_gone_back_from() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/").await?;
    browser.type_into("#q", "wage*").await?;
    let all = browser.count().await?;
    let facet = browser.find(".facets li a").await?;
    let expected: u64 = facet.find(By::Css(".n")).await?.text().await?.parse().expect("a count");
    browser.leave_by(facet.click()).await?;
    assert_eq!(browser.count().await?, expected, "the facet said so");
    assert!(expected < all);
    let narrowed = browser.driver.current_url().await?;
    browser.leave_by(browser.find(".chips a").await?.click()).await?;
    assert_eq!(browser.count().await?, all);
    browser.leave_by(browser.driver.back()).await?;
    assert_eq!(browser.driver.current_url().await?, narrowed);
    assert_eq!(browser.count().await?, expected, "the address holds the state");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn concordance_lines_sort_when_a_key_is_chosen() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/?q=wage*&view=lines").await?;
    let before = browser.texts("td.right").await?;
    browser.leave_by(browser.find("select[name=sort] option[value=R1]").await?.click()).await?;
    browser.wait_for_address("sort=R1").await?;
    let words = browser.texts("td.right").await?;
    let firsts: Vec<String> = words.iter().filter_map(|w| w.split_whitespace().next()).map(first_word).collect();
    let mut sorted = firsts.clone();
    sorted.sort();
    assert_eq!(firsts, sorted);
    assert_ne!(before, words);
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_words_found_and_all_their_context_are_seen_at_every_width_below_one_another() -> Outcome {
    // Cells that are cut, words outside the window, and words found that do not begin at one place.
    const CUT: &str = "const rows = [...document.querySelectorAll('.kwic tbody tr:not(.wider)')]; \
                       const cut = rows.flatMap((row) => [...row.children]).filter((cell) => \
                       cell.scrollWidth > cell.clientWidth + 1 || [...cell.querySelectorAll('a, span')].some((words) => \
                       words.getBoundingClientRect().right > window.innerWidth + 1 || !words.getClientRects().length)); \
                       const places = new Set(rows.map((row) => Math.round(row.querySelector('.keyword').getBoundingClientRect().left))); \
                       return cut.length + places.size - 1 + Math.max(0, document.documentElement.scrollWidth - window.innerWidth)";
    for look in [Look::Light, Look::Narrow] {
        let browser = Browser::open(look).await?;
        let widths: &[u32] = if look == Look::Narrow { &[500] } else { &[768, 1024, 1366, 1920] };
        for page in ["/?q=wage*&view=lines", "/?q=%22minimum+wage%22&view=lines&window=sentence"] {
            browser.visit(page).await?;
            assert!(browser.all("td.left span").await?.len() > 2);
            for width in widths {
                browser.driver.set_window_rect(0, 0, *width, 900).await?;
                let n_cut: i64 = browser.driver.execute(CUT, vec![]).await?.convert()?;
                assert_eq!(n_cut, 0, "{page} at {width}");
            }
        }
        browser.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_words_found_are_whole_and_a_line_expands_and_opens_at_its_hit() -> Outcome {
    const CUT: &str = "return [...document.querySelectorAll('td.keyword')].filter((cell) => \
                       cell.scrollWidth > cell.clientWidth + 1 || cell.querySelector('a').getBoundingClientRect().right > \
                       window.innerWidth + 1 || !cell.querySelector('a').getClientRects().length).length";
    for look in [Look::Light, Look::Narrow] {
        let browser = Browser::open(look).await?;
        for page in ["/?q=%22minimum+wage%22&view=lines", "/?q=%22minimum+wage%22&view=lines&window=sentence"] {
            browser.visit(page).await?;
            assert!(browser.all("td.keyword").await?.len() > 2);
            let n_cut: i64 = browser.driver.execute(CUT, vec![]).await?.convert()?;
            assert_eq!(n_cut, 0, "{page} {look:?}");
        }
        let line = browser.find("tr.wider summary").await?;
        assert!(!browser.find("tr.wider p").await?.is_displayed().await?);
        line.click().await?;
        let wider = browser.find("tr.wider p").await?;
        assert!(wider.is_displayed().await? && wider.text().await?.to_lowercase().contains("minimum wage"));
        browser.leave_by(browser.find("td.keyword a").await?.click()).await?;
        let place = "const box = document.getElementById('here').getBoundingClientRect(); \
                     return box.top >= 0 && box.bottom <= window.innerHeight";
        assert!(browser.driver.execute(place, vec![]).await?.convert::<bool>()?, "the hit is in sight");
        browser.close().await?;
    }
    Ok(())
}

/// The word as lines are sorted by it.
fn first_word(text: &str) -> String {
    text.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric() && c != '$').to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_search_is_saved_and_run_again_with_copies_folded() -> Outcome {
    let browser = Browser::open(Look::NoScript).await?;
    browser.visit("/?q=wage*").await?;
    let all = browser.count().await?;
    browser.leave_by(browser.find(".fold a").await?.click()).await?;
    browser.wait_for_address("fold=copies").await?;
    browser.find(".saved summary").await?.click().await?;
    browser.find(".saved input[name=name]").await?.send_keys("pay").await?;
    browser.leave_by(browser.find(".saved button").await?.click()).await?;
    browser.wait_for_address("fold=copies").await?;
    browser.visit("/").await?;
    browser.leave_by(browser.find(".saved-list a").await?.click()).await?;
    browser.wait_for_address("saved").await?;
    assert_eq!(browser.count().await?, all);
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_article_leads_from_hit_to_evidence_and_to_its_neighbour() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/?q=wage*").await?;
    browser.leave_by(browser.find(".results h2 a").await?.click()).await?;
    let hit = browser.find("article.text mark a.ref").await?;
    let target = hit.attr("href").await?.expect("it leads to the margin");
    hit.click().await?;
    browser.wait_for_address(&target).await?;
    assert!(browser.find(&format!("li{target}")).await?.text().await?.len() > 3);
    let id = browser.find(".margin .id").await?.text().await?;
    browser.leave_by(browser.press("n")).await?;
    browser.wait_for_address("at=1").await?;
    assert_ne!(browser.find(".margin .id").await?.text().await?, id);
    browser.press("j").await?;
    browser.wait_for_address("#w").await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_dashboard_compares_two_queries() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/dashboard").await?;
    browser.settle().await?;
    browser.find("#q").await?.send_keys("focus:low_wage").await?;
    browser.type_into("#q2", "focus:professional").await?;
    browser.wait_for_address("q2=").await?;
    browser.settle().await?;
    assert_eq!(browser.texts("h2 code").await?, ["focus:low_wage", "focus:professional"]);
    let sides = browser.all("section[aria-labelledby=voice] figure svg").await?;
    let (left, right) = (sides[0].rect().await?, sides[1].rect().await?);
    assert!(left.x + left.width <= right.x && (left.y - right.y).abs() < 1.0, "{left:?} {right:?}");
    browser.find(".part summary").await?.click().await?;
    let row = browser.find(".part details[open] tbody tr").await?.text().await?;
    assert!(row.contains('%'), "{row}");
    browser.leave_by(browser.find(".part tbody th a").await?.click()).await?;
    assert!(browser.count().await? > 0, "a group leads to its articles");
    browser.close().await
}

/// A dashboard that takes long.
const LONG: &str = "/dashboard?interval=story&replicates=10000&q=";

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn long_work_shows_how_far_it_is_and_is_cancelled() -> Outcome {
    for (look, query) in [(Look::Light, "work*"), (Look::NoScript, "")] {
        let browser = Browser::open(look).await?;
        browser.visit(&format!("{LONG}{query}")).await?;
        assert!(browser.find("progress").await?.is_displayed().await?);
        browser.leave_by(browser.find("form[action^='/dashboard/cancel'] button").await?.click()).await?;
        browser.settle().await?;
        let told = browser.find("[role=status]").await?.text().await?;
        assert!(told.contains("Cancelled. Stopped after"), "{told}");
        browser.leave_by(browser.find("form[action^='/dashboard/again'] button").await?.click()).await?;
        assert!(browser.find("progress").await?.is_displayed().await?, "it is begun again");
        browser.leave_by(browser.find("form[action^='/dashboard/cancel'] button").await?.click()).await?;
        browser.settle().await?;
        browser.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_draft_is_answered_with_statements_that_lead_to_its_words() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/draft").await?;
    browser.find("#title").await?.send_keys("How all workers can get a flexible schedule").await?;
    let text = browser.find("#text").await?;
    text.send_keys("Ask for flextime. A cashier whose shifts change every week has no such choice.").await?;
    browser.leave_by(text.send_keys(Key::Control + Key::Enter)).await?;
    let remark = browser.find(".remarks a.ref").await?;
    let target = remark.attr("href").await?.expect("it leads to words");
    remark.click().await?;
    assert!(browser.find(&format!("mark{target}")).await?.is_displayed().await?);
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn two_coders_code_with_keys_and_see_how_far_they_agree() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    for (coder, attentions) in [("ann", ["2", "0", "0"]), ("ben", ["1", "0", "0"])] {
        browser.visit("/coding").await?;
        let link = format!("a[href*=\"plan=keys\"][href*=\"coder={coder}\"]");
        browser.leave_by(browser.find(&link).await?.click()).await?;
        for n in 1..=3 {
            assert!(browser.driver.title().await?.contains(&format!("Article {n} of 3, {coder}")));
            // The first coder sees tiers, headline and a remedy; the second another attention in the first article.
            let first = if n == 1 { attentions[0] } else { "3" };
            for key in [first, attentions[1], attentions[2], "4", "f"] {
                browser.press(key).await?;
            }
            for (name, value) in
                [("attention_professional", first), ("headline_scope", "universal"), ("proposals", "leave")]
            {
                let ticked = browser.find(&format!("input[name={name}]:checked")).await?;
                assert_eq!(ticked.attr("value").await?.as_deref(), Some(value), "{name}");
            }
            let note = browser.find("#note").await?;
            note.send_keys("n p 1 ?").await?;
            assert_eq!(note.prop("value").await?.as_deref(), Some("n p 1 ?"), "a remark is typed, not a command");
            browser.leave_by(note.send_keys(Key::Control + Key::Enter)).await?;
        }
        browser.wait_for_address("/coding").await?;
        assert!(browser.texts(".coders tr").await?.iter().any(|row| row.contains(coder) && row.contains("3 of 3")));
    }
    browser.visit("/coding/sheet?plan=keys&coder=ann&n=2").await?;
    browser.press("?").await?;
    assert!(browser.find(".guide[open] dl").await?.is_displayed().await?);
    browser.press("?").await?;
    for key in ["3", "0", "0", "4", "2", "2", "2", "b", "1"] {
        browser.press(key).await?;
    }
    let ticked = browser.find("input[name=acknowledgement_low_wage]:checked").await?;
    assert_eq!(ticked.attr("value").await?.as_deref(), Some("none"), "b goes back to the last question");
    // Keys of an element, not of the browser: the driver repeats the latter when a form is sent by them.
    browser.leave_by(browser.focused().await?.send_keys("p")).await?;
    browser.wait_for_address("n=1").await?;
    browser.leave_by(browser.focused().await?.send_keys("n")).await?;
    let kept = browser.find("input[name=acknowledgement_low_wage]:checked").await?;
    assert_eq!(kept.attr("value").await?.as_deref(), Some("none"), "leaving by a key saves");
    browser.press("2").await?;
    browser.leave_by(browser.focused().await?.send_keys(Key::Enter)).await?;
    browser.wait_for_address("/coding").await?;
    let link = browser.find("a[href=\"/coding/agreement?plan=keys\"]").await?;
    browser.leave_by(link.click()).await?;
    assert!(browser.find(".lead").await?.text().await?.contains("2 of 2 shared articles are coded by ann and ben"));
    assert_eq!(browser.all(".alphas tbody tr").await?.len(), 18);
    assert!(browser.find("pre code").await?.text().await?.contains("gold score"));
    browser.close().await
}

/// Opens article `n` of the plan `again` and presses keys; the first question is the current one before.
async fn keyed(browser: &Browser, n: usize, keys: &[&str]) -> Outcome {
    browser.visit(&format!("/coding/sheet?plan=again&coder=eve&n={n}")).await?;
    assert_eq!(current(browser).await?, ["attention_professional"], "article {n}");
    for key in keys {
        browser.press(*key).await?;
    }
    Ok(())
}

/// Names of the questions that are marked as the current one.
async fn current(browser: &Browser) -> WebDriverResult<Vec<String>> {
    let mut names = Vec::new();
    for answer in browser.all("fieldset[aria-current] label:first-of-type input").await? {
        names.extend(answer.attr("name").await?);
    }
    Ok(names)
}

/// Saves by a key, and gives the line of codes that has this note.
async fn saved(browser: &Browser, note: &str) -> WebDriverResult<serde_json::Value> {
    browser.find("#note").await?.send_keys(note).await?;
    browser.leave_by(browser.find("#note").await?.send_keys(Key::Control + Key::Enter)).await?;
    let line = Browser::codes("again", "eve").into_iter().find(|line| line["note"] == note);
    Ok(line.expect("codes with this note"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn digits_answer_from_the_first_question_on_when_a_coded_article_is_opened_again() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    // Coded in full, then anew.
    keyed(&browser, 1, &["1", "2", "3", "1"]).await?;
    browser.leave_by(browser.focused().await?.send_keys("n")).await?;
    keyed(&browser, 1, &["0", "0", "0", "5"]).await?;
    assert_eq!(coded(&saved(&browser, "anew").await?), ([0, 0, 0], "none".to_owned()));
    // Coded in part.
    keyed(&browser, 2, &["2"]).await?;
    browser.leave_by(browser.focused().await?.send_keys("n")).await?;
    keyed(&browser, 2, &["1", "3", "1", "3"]).await?;
    assert_eq!(coded(&saved(&browser, "part").await?), ([1, 3, 1], "low_wage".to_owned()));
    // Keys that are no answer change nothing and are said.
    keyed(&browser, 3, &["7", "x"]).await?;
    let said = browser.find("#open").await?.text().await?;
    assert!(said.starts_with("x is no answer to") && said.contains("0 to 3"), "{said}");
    assert!(browser.all("fieldset.question input:checked").await?.is_empty());
    assert_eq!(current(&browser).await?, ["attention_professional"]);
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_digit_after_a_click_answers_the_question_below_the_one_clicked_when_coding() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    const ANSWER: &str = "input[name=attention_middle][value='2']";
    for (n, clicked) in [(5, ANSWER.to_owned()), (6, format!("label:has({ANSWER})"))] {
        keyed(&browser, n, &[]).await?;
        browser.find(&clicked).await?.click().await?;
        assert_eq!(current(&browser).await?, ["attention_low_wage"], "{clicked}");
        browser.press("1").await?;
        browser.press(Key::PageDown).await?;
        browser.press("4").await?;
        let line = saved(&browser, &clicked).await?;
        assert_eq!(line["attention"], serde_json::json!({"middle": 2, "low_wage": 1}));
        assert_eq!(line["headline_scope"], "universal");
    }
    // Focus by the keyboard chooses nothing: the question in focus is the current one.
    keyed(&browser, 6, &[]).await?;
    browser.find("input[name=headline_scope][value=none]").await?.focus().await?;
    assert_eq!(current(&browser).await?, ["headline_scope"]);
    assert_eq!(browser.all("input[name=headline_scope][value=universal]:checked").await?.len(), 1);
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn codes_are_exactly_those_keyed_however_the_text_is_scrolled() -> Outcome {
    const SCROLL: [Key; 8] =
        [Key::Down, Key::Up, Key::PageDown, Key::PageUp, Key::Home, Key::End, Key::Left, Key::Right];
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/coding/sheet?plan=scrolled&coder=dee&n=1").await?;
    let top = || async { browser.driver.execute("return window.scrollY", vec![]).await?.convert::<f64>() };
    browser.press("1").await?;
    browser.press(Key::PageDown).await?;
    assert!(top().await? > 100.0, "Page Down moves the text after a digit");
    browser.press(Key::Home).await?;
    browser.press("b").await?;
    // A generator of its own: the same keys in every run.
    let mut state = 7_u64;
    let mut drawn = |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut keyed = Vec::new();
    for n in 1..=20_usize {
        browser.wait_for_address(&format!("n={n}")).await.or_else(|e| if n == 1 { Ok(()) } else { Err(e) })?;
        let codes = [drawn(4), drawn(4), drawn(4), 1 + drawn(5)];
        for code in codes {
            for _ in 0..drawn(4) {
                browser.press(SCROLL[usize::try_from(drawn(8)).expect("below 8")].clone()).await?;
            }
            browser.press(code.to_string()).await?;
        }
        for _ in 0..2 {
            browser.press("?").await?;
        }
        browser.press(SCROLL[usize::try_from(drawn(8)).expect("below 8")].clone()).await?;
        keyed.push(codes);
        browser.leave_by(browser.focused().await?.send_keys(Key::Enter)).await?;
    }
    browser.wait_for_address("/coding").await?;
    let kept = Browser::codes("scrolled", "dee");
    assert_eq!(kept.len(), 20);
    // The answers to the headline in the order of the sheet.
    let scopes = ["professional", "middle", "low_wage", "universal", "none"];
    let mut found: Vec<_> = kept.iter().map(coded).collect();
    let answer = |[a, b, c, scope]: &[u64; 4]| {
        let scope = scopes[usize::try_from(scope - 1).expect("five answers")];
        ([*a, *b, *c], scope.to_owned())
    };
    let mut expected: Vec<_> = keyed.iter().map(answer).collect();
    // The file is in the order of ids, not of the sheet.
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    browser.close().await
}

/// Attentions to professional, middle and low wage, and the headline.
fn coded(line: &serde_json::Value) -> ([u64; 3], String) {
    let attention = |tier: &str| line["attention"][tier].as_u64().expect("an attention");
    let scope = line["headline_scope"].as_str().expect("a label").to_owned();
    assert!(line["acknowledgement"].as_object().is_none_or(serde_json::Map::is_empty), "{line}");
    ([attention("professional"), attention("middle"), attention("low_wage")], scope)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn everything_is_reached_by_the_keyboard() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/").await?;
    browser.press(Key::Tab).await?;
    assert_eq!(browser.focused().await?.attr("class").await?.as_deref(), Some("skip"));
    browser.press(Key::Enter).await?;
    browser.press("/").await?;
    assert_eq!(browser.focused().await?.attr("id").await?.as_deref(), Some("q"));
    browser.press("wage*").await?;
    browser.leave_by(browser.press(Key::Enter)).await?;
    browser.wait_for_address("q=wage").await?;
    let mut reached = false;
    for _ in 0..120 {
        browser.press(Key::Tab).await?;
        let focused = browser.focused().await?;
        if focused.attr("href").await?.is_some_and(|href| href.starts_with("/article")) {
            assert!(has_outline(&focused).await?, "the focus is seen");
            reached = true;
            break;
        }
    }
    assert!(reached, "a result is reached with the tabulator");
    browser.leave_by(browser.press(Key::Enter)).await?;
    browser.wait_for_address("/article").await?;
    browser.close().await
}

async fn has_outline(element: &WebElement) -> WebDriverResult<bool> {
    Ok(element.css_value("outline-style").await? == "solid")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn pages_fit_a_narrow_screen() -> Outcome {
    let browser = Browser::open(Look::Narrow).await?;
    for page in PAGES {
        browser.visit(page).await?;
        browser.settle().await?;
        fits(&browser, page).await?;
    }
    browser.visit("/?q=wage*").await?;
    let long = "document.querySelector('.results h2 a').textContent = 'http://' + 'a'.repeat(99)";
    browser.driver.execute(long, vec![]).await?;
    fits(&browser, "a headline that is an address").await?;
    browser.visit_report().await?;
    fits(&browser, "the report").await?;
    browser.close().await
}

async fn fits(browser: &Browser, page: &str) -> Outcome {
    let overflow = "return document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth";
    let over: i64 = browser.driver.execute(overflow, vec![]).await?.convert()?;
    assert!(over <= 1, "{page} is {over} pixels too wide");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn pages_work_without_a_script() -> Outcome {
    let browser = Browser::open(Look::NoScript).await?;
    browser.visit("/").await?;
    browser.type_into("#q", "wage*").await?;
    let all = browser.count().await?;
    browser.leave_by(browser.find(".facets li a").await?.click()).await?;
    assert!(browser.count().await? < all);
    browser.visit("/?q=wage*&view=lines").await?;
    browser.find("select[name=sort] option[value=R1]").await?.click().await?;
    browser.leave_by(browser.find("form.options[method=get] button").await?.click()).await?;
    browser.wait_for_address("sort=R1").await?;
    assert!(browser.all(".kwic tbody tr").await?.len() > 10);
    browser.visit("/draft").await?;
    browser.find("#text").await?.send_keys("A cashier has no such choice.").await?;
    browser.leave_by(browser.find("form.draft button").await?.click()).await?;
    assert!(!browser.texts(".remarks li").await?.is_empty());
    browser.visit("/coding/sheet?plan=plain&coder=cay&n=1").await?;
    for (name, value) in [("professional", 0), ("middle", 1), ("low_wage", 2)] {
        browser.find(&format!("input[name=attention_{name}][value=\"{value}\"]")).await?.click().await?;
    }
    browser.leave_by(browser.find("button[value=open]").await?.click()).await?;
    assert_eq!(browser.find("[role=status]").await?.text().await?, "Unanswered: Headline.");
    browser.find("input[name=headline_scope][value=none]").await?.click().await?;
    browser.leave_by(browser.find("button[value=open]").await?.click()).await?;
    browser.wait_for_address("n=2").await?;
    browser.close().await
}

/// A page of each kind.
const PAGES: [&str; 29] = [
    "/",
    "/?q=wage*&f=focus%3Alow_wage",
    "/?q=wage*&fold=copies",
    "/?q=zorblatt+cashier",
    "/?q=%40quoted&view=lines",
    "/?q=%22open",
    "/?q=wage*&view=lines&sort=R1",
    "/?q=wage*&view=lines&group=outlet",
    "/?q=wage*&view=collocates",
    "/?q=focus%3Alow_wage&view=keyness",
    "/?q=NOT+focus%3Anone&order=probability",
    "/article?id=cwire-2014-05-minimum-wage&q=wage*&at=0",
    "/compare?e=nurse*&e=wage*&replicates=100",
    "/people",
    "/methods",
    "/methods/error",
    "/methods/likeness",
    "/lexicon/entry?id=low_wage.pay.minimum-wage",
    "/?q=nurse*+or+wage*",
    "/dashboard?replicates=100",
    "/dashboard?replicates=100&q=wage*&q2=flextime",
    "/draft",
    "/lexicon?tier=low_wage&dimension=pay",
    "/coding",
    "/coding/sheet?plan=coded&coder=ann&n=2",
    "/coding/agreement?plan=coded",
    "/coding/agreement?plan=plain",
    "/about",
    "/nothing",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn pages_are_accessible_in_light() -> Outcome {
    accessible(Look::Light).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn pages_are_accessible_in_the_dark() -> Outcome {
    accessible(Look::Dark).await
}

/// axe-core finds nothing, however small.
async fn accessible(look: Look) -> Outcome {
    let axe = std::env::var("CLASSLENS_AXE").expect("CLASSLENS_AXE names axe.min.js");
    let axe = std::fs::read_to_string(&axe).unwrap_or_else(|e| panic!("{axe}: {e}"));
    let browser = Browser::open(look).await?;
    let mut findings = Vec::new();
    for page in PAGES {
        browser.visit(page).await?;
        browser.settle().await?;
        findings.extend(found_by_axe(&browser, &axe, page).await?);
        let paper = paper(&browser, "documentElement").await?;
        assert_eq!(paper == "rgb(22, 25, 27)", look == Look::Dark, "{page} is on {paper}");
    }
    browser.visit_report().await?;
    findings.extend(found_by_axe(&browser, &axe, "the report").await?);
    let paper = paper(&browser, "body").await?;
    assert_eq!(paper == "rgb(23, 25, 24)", look == Look::Dark, "the report is on {paper}");
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    browser.close().await
}

/// Findings of axe-core.
async fn found_by_axe(browser: &Browser, axe: &str, page: &str) -> WebDriverResult<Vec<String>> {
    browser.driver.execute(axe, vec![]).await?;
    let run = "const done = arguments[0]; axe.run(document).then((found) => done(found.violations.map((v) => \
               `${v.impact} ${v.id}: ${v.nodes[0].html} ${v.nodes[0].failureSummary}`)))";
    let found: Vec<String> = browser.driver.execute_async(run, vec![]).await?.convert()?;
    Ok(found.iter().map(|finding| format!("{page}: {finding}")).collect())
}

/// The colour behind an element of the document.
async fn paper(browser: &Browser, element: &str) -> WebDriverResult<String> {
    let colour = format!("return getComputedStyle(document.{element}).backgroundColor");
    browser.driver.execute(colour, vec![]).await?.convert()
}

/// Bytes of a picture that a README can carry.
const PICTURE: usize = 150_000;

/// The pictures of the README; `CLASSLENS_PICTURES=docs/pictures` writes them anew.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn pictures_of_the_readme_can_be_taken() -> Outcome {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let folder = std::env::var_os("CLASSLENS_PICTURES").map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let browser = Browser::open(Look::Picture).await?;
    browser.visit_report().await?;
    let look = "document.querySelectorAll('details').forEach((folded) => { folded.open = false }); \
                document.getElementById('focus-by-outlet').scrollIntoView(); scrollBy(0, -28)";
    browser.driver.execute(look, vec![]).await?;
    keep_picture(&browser, &folder.join("report.png")).await?;
    browser.driver.set_window_rect(0, 0, 1200, 920).await?;
    browser.visit("/?q=wage*").await?;
    keep_picture(&browser, &folder.join("search.png")).await?;
    browser.close().await
}

/// Writes what is seen, packed more tightly than the browser does.
async fn keep_picture(browser: &Browser, path: &Path) -> Outcome {
    let seen = browser.driver.screenshot_as_png().await?;
    let picture = Pixmap::decode_png(&seen).expect("the browser gives a PNG");
    assert_eq!(picture.width(), 1200, "{}", path.display());
    let packed = picture.encode_png().expect("a picture can be packed");
    let smaller = if packed.len() < seen.len() { packed } else { seen };
    assert!(smaller.len() < PICTURE, "{} has {} bytes", path.display(), smaller.len());
    std::fs::write(path, smaller).expect("the picture can be written");
    Ok(())
}
