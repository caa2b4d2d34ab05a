//! The eight jobs of a newsroom, each as somebody does it who comes for the first time, down to the answer. Coding is in `main.rs`.

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::browser::{Browser, Look};

type Outcome = WebDriverResult<()>;

/// Lawyers under a headline for all working mothers, with a child carer who is paid by one of them.
const LAWYERS: &str = "At six the lawyer answers mail before her nanny arrives. The partner at a law firm in Boston earns \
    $900,000 a year and pays her child care workers well.\n\n\"My firm let me telecommute,\" said Ann Lee, a senior associate at \
    a law firm. She had set her own hours for years.\n\nAttorneys and consultants who negotiate flextime with their managers keep \
    their careers. Executives at investment banks and law firms work from home on Fridays. Another lawyer, a mother of two, made \
    partner at her law firm.";

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_outlet_is_compared_with_all_others_in_three_clicks() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/").await?;
    browser.leave_by(browser.find(".doors a").await?.click()).await?;
    assert!(browser.find("#chart").await?.text().await?.contains("professional"));
    let said = browser.texts(".apart li").await?.join(" ");
    assert!(said.contains("than all others") && said.contains("points") && said.contains(" to "), "{said}");
    // The outlets of the sample are small ones.
    browser.leave_by(browser.find("#all ~ .note a").await?.click()).await?;
    let add = browser.find("#all ~ .scroll tbody a[aria-label^=add]").await?;
    let name = add.attr("aria-label").await?.unwrap_or_default().replacen("add ", "", 1);
    browser.leave_by(add.click()).await?;
    let said = browser.texts(".apart li").await?;
    let own = said.iter().find(|line| line.starts_with(&name)).unwrap_or_else(|| panic!("{name}: {said:?}"));
    assert!(own.contains("than all others") && own.contains("points"), "{own}");
    let download = browser.find("a[download][href*='format=png']").await?.attr("href").await?.expect("an address");
    let read = "const done = arguments[1]; fetch(arguments[0]).then((answer) => answer.blob()).then(createImageBitmap)\
                .then((picture) => done([picture.width, picture.height]))";
    let [width, height] =
        browser.driver.execute_async(read, vec![serde_json::json!(download)]).await?.convert::<[u32; 2]>()?;
    assert!(width >= 1200 && height >= 400, "a picture for a slide: {width} x {height}");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn articles_of_two_outlets_are_listed_the_surest_first_with_their_doubts() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/").await?;
    browser.leave_by(browser.find(".doors li:nth-child(2) a").await?.click()).await?;
    assert_eq!(browser.texts(".orders a[aria-current]").await?, ["Surest"]);
    let outlets = "details:nth-of-type(2) li a";
    browser.leave_by(browser.find(outlets).await?.click()).await?;
    let one = browser.count().await?;
    browser.leave_by(browser.find(&format!("{outlets}:not([aria-current])")).await?.click()).await?;
    assert!(browser.count().await? > one, "a second outlet adds its articles");
    browser.visit("/?q=NOT+focus%3Anone&order=probability").await?;
    let mut doubts = Vec::new();
    loop {
        doubts.extend(browser.texts(".doubt").await?);
        let next = browser.all("a[rel=next]").await?;
        let Some(next) = next.first() else { break };
        browser.leave_by(next.click()).await?;
    }
    let of = |doubt: &String| -> f64 {
        let rest = doubt.split_once("probability ").expect("it says so").1;
        rest[..4].parse().expect("a probability")
    };
    assert!(!doubts.is_empty() && doubts.iter().all(|doubt| doubt.contains(", against ")), "{doubts:?}");
    for doubt in &doubts {
        assert_eq!(doubt.starts_with("perhaps about"), of(doubt) < 0.67, "{doubt}");
    }
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_draft_is_checked_for_its_headline_its_pay_and_what_cannot_be_read() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/draft").await?;
    browser.find("#title").await?.send_keys("How Working Mothers Really Do It All").await?;
    fill(&browser, LAWYERS).await?;
    let remarks = browser.texts(".remarks li").await?;
    assert!(
        remarks[0].contains("promises workers at large") && remarks[0].contains("Say in the headline"),
        "{remarks:?}"
    );
    let pay = browser.texts("[aria-labelledby=pay] li").await?.join(" ");
    assert!(pay.contains("$900,000 a year") && !pay.contains("Childcare") && pay.contains("more than 99 %"), "{pay}");
    for (text, said) in [
        ("The cashier earns $9 an hour.", "with fewer than 50"),
        ("<p>The cashier</p>, who earns <i>$9 an hour</i>, waits for her shifts.", "HTML tags"),
        (
            "La cajera trabaja todas las noches en la tienda y no sabe hasta el día antes cuándo tiene que volver. Su marido \
             conduce un camión y los niños se quedan con la abuela, porque nadie más puede cuidarlos en casa por la tarde.",
            "not scored",
        ),
    ] {
        browser.visit("/draft").await?;
        fill(&browser, text).await?;
        let notes = browser.texts("#answer .note, #answer .verdict").await?.join(" ").to_lowercase();
        assert!(notes.contains(&said.to_lowercase()), "{said}: {notes}");
        assert!(!browser.texts(".remarks li").await?.join(" ").contains("unscored"), "{said}");
    }
    browser.visit("/draft").await?;
    let long = "document.getElementById('text').value = 'The cashier waits. '.repeat(110000)";
    browser.driver.execute(long, vec![]).await?;
    browser.leave_by(browser.find("form.draft button").await?.click()).await?;
    assert!(browser.find(".error").await?.text().await?.contains("2090000 characters"));
    let kept = "return document.getElementById('text').value.length";
    assert!(browser.driver.execute(kept, vec![]).await?.convert::<u64>()? > 2_000_000, "the text is still there");
    browser.close_after(1).await
}

/// Puts a text into the form of drafts and sends it.
async fn fill(browser: &Browser, text: &str) -> Outcome {
    let area = browser.find("#text").await?;
    let set = "document.getElementById('text').value = arguments[0]";
    browser.driver.execute(set, vec![serde_json::json!(text)]).await?;
    browser.leave_by(area.send_keys(Key::Control + Key::Enter)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_linguist_goes_from_lines_to_groups_collocates_and_keywords_and_back_to_lines() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/").await?;
    browser.type_into("#q", "wage*").await?;
    browser.leave_by(browser.find(".tabs a:nth-child(2)").await?.click()).await?;
    browser.leave_by(browser.find("select[name=group] option[value=L1]").await?.click()).await?;
    let group = browser.find(".groups td a").await?;
    let (word, n) = (group.text().await?, browser.texts(".groups td.num").await?.remove(0));
    browser.leave_by(group.click()).await?;
    let lines = browser.texts("td.keyword").await?;
    assert_eq!(lines.len().to_string(), n, "the lines of the group");
    assert!(lines.iter().all(|line| line.to_lowercase().starts_with(&word)), "{word}: {lines:?}");
    browser.visit("/?q=wage*&view=lines").await?;
    browser.leave_by(browser.find(".tabs a:nth-child(3)").await?.click()).await?;
    assert!(browser.find(".after code").await?.text().await?.contains("classlens compare audit --collocates 'wage*'"));
    let collocate = browser.find(".words td a").await?;
    let word = collocate.text().await?;
    browser.leave_by(collocate.click()).await?;
    let lines = browser.texts("tr:not(.wider) td.keyword").await?;
    assert!(!lines.is_empty() && lines.iter().all(|line| line.to_lowercase().contains(&word)), "{word}: {lines:?}");
    browser.visit("/?q=focus%3Alow_wage").await?;
    browser.leave_by(browser.find(".tabs a:nth-child(4)").await?.click()).await?;
    assert!(browser.find(".after code").await?.text().await?.contains("--target 'focus:low_wage'"));
    browser.leave_by(browser.find(".orders a:nth-child(2)").await?.click()).await?;
    browser.wait_for_address("by=log-ratio").await?;
    let ratios: Vec<f64> =
        browser.texts(".words td:nth-child(7)").await?.iter().map(|cell| cell.parse().expect("a number")).collect();
    assert!(ratios.len() > 10 && ratios.windows(2).all(|pair| pair[0] >= pair[1]), "{ratios:?}");
    browser.leave_by(browser.find(".words td a").await?.click()).await?;
    assert!(!browser.all("td.keyword").await?.is_empty());
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn who_speaks_is_found_without_what_may_be_an_error() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/").await?;
    browser.leave_by(browser.find(".doors li:nth-child(4) a").await?.click()).await?;
    let (all, marked) = (browser.count().await?, browser.all(".people .doubt").await?.len());
    assert!(all > 20 && marked > 0);
    browser.leave_by(browser.find("a.doubtful").await?.click()).await?;
    let sure = browser.count().await?;
    assert!(sure > 0 && sure < all && browser.all(".people .doubt").await?.is_empty(), "{sure} of {all}");
    let files = browser.find(".files a").await?.attr("href").await?.unwrap_or_default();
    assert!(files.contains("doubt=out"), "{files}");
    browser.leave_by(browser.find(".people td a").await?.click()).await?;
    assert!(browser.count().await? >= 2, "who speaks in two articles is named in two");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_report_says_what_it_is_and_prints_with_page_numbers() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit_report().await?;
    assert!(!browser.find("h1").await?.text().await?.is_empty());
    assert!(browser.find("main, body").await?.text().await?.contains("How to cite"));
    let numbers = "return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])\
                   .some((rule) => rule.cssText.startsWith('@page') && rule.cssText.includes('counter(page)'))";
    assert!(browser.driver.execute(numbers, vec![]).await?.convert::<bool>()?, "pages have numbers");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_program_gets_the_figures_that_the_page_shows() -> Outcome {
    let browser = Browser::open(Look::Light).await?;
    browser.visit("/about").await?;
    let document = browser.find("a[href*=openapi]").await?.attr("href").await?.expect("an address");
    let read = "const done = arguments[1]; fetch(arguments[0]).then((answer) => answer.json()).then(done)";
    let json = |target: String| {
        let driver = browser.driver.clone();
        async move { driver.execute_async(read, vec![serde_json::json!(target)]).await?.convert::<serde_json::Value>() }
    };
    let document = json(document).await?;
    assert!(
        document["paths"].get("/api/v1/keyness").is_some()
            && document["openapi"].as_str().is_some_and(|v| v.starts_with("3.1"))
    );
    let found = json("/api/v1/search?q=wage*".to_owned()).await?;
    browser.visit("/?q=wage*").await?;
    assert_eq!(found["n_found"].as_u64(), Some(browser.count().await?));
    // A share of the table of outlets, as the page prints it and as the figures have it.
    browser.visit("/compare?min=1").await?;
    let outlet = browser.find("#all ~ .scroll tbody td").await?.text().await?;
    let shown = browser.find("#all ~ .scroll tbody td.num").await?.text().await?;
    let figures = json("/api/v1/summary?by=outlet".to_owned()).await?;
    let rows = figures["rows"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["outlet"] == outlet.as_str()).unwrap_or_else(|| panic!("{outlet}: {figures}"));
    let n = |focus: &str| row[format!("n_{focus}")].as_f64().unwrap_or_else(|| panic!("{row}"));
    let share = n("professional") / ["professional", "middle", "low_wage", "mixed"].map(n).iter().sum::<f64>();
    assert_eq!(shown, format!("{:.1} %", share * 100.0), "{outlet}");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_article_that_is_wrong_is_judged_on_its_page() -> Outcome {
    let browser = Browser::open(Look::NoScript).await?;
    browser.visit("/?q=focus%3Amiddle").await?;
    browser.leave_by(browser.find(".results h2 a").await?.click()).await?;
    let at = browser.driver.current_url().await?;
    browser.find(".judge summary").await?.click().await?;
    browser.find(".judge input[value=none]").await?.click().await?;
    browser.find(".judge input[name=name]").await?.send_keys("Ann").await?;
    browser.find(".judge textarea").await?.send_keys("It is about a team.").await?;
    browser.leave_by(browser.find(".judge button").await?.click()).await?;
    assert_eq!(browser.driver.current_url().await?, at, "the reader stays where they were");
    let judged = browser.texts(".judged").await?;
    assert_eq!(judged, ["Judged by Ann: about nobody's working life – It is about a team."]);
    browser.close().await
}
