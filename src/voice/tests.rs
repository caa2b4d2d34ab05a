use std::sync::{Arc, LazyLock};

use crate::article::RawArticle;
use crate::clean::clean;
use crate::lexicon::Lexicon;
use crate::matcher::Matcher;
use crate::tokenize::tokenize;
use crate::voice::{QuoteAttributor, QuoteKind, Voice};

/// The embedded lexicon, made ready once.
static READY: LazyLock<(Arc<Lexicon>, Matcher, QuoteAttributor)> = LazyLock::new(|| {
    let lexicon = Lexicon::embedded();
    let (matcher, attributor) = (Matcher::new(&lexicon), QuoteAttributor::new(&lexicon));
    (lexicon, matcher, attributor)
});

/// The quotations of a body as `kind | source | words`, and everything else that was found.
fn listen(body: &str) -> (Vec<String>, Voice, &'static Lexicon) {
    let (lexicon, matcher, attributor) = &*READY;
    let document = clean(RawArticle { body: body.to_owned(), ..RawArticle::default() });
    let tokens = tokenize(&document.text, &document.blocks);
    let hits = matcher.find(&document.text, &tokens);
    let voice = attributor.attribute(lexicon, &document, &tokens, &hits);
    let printed = |span: &crate::span::ByteSpan| span.slice(&document.text).expect("spans slice the text").to_owned();
    let lines = voice.quotes.iter().map(|quote| {
        let source = quote.source.as_ref().map_or_else(|| "-".to_owned(), printed);
        let content: Vec<String> = quote.content.iter().map(printed).collect();
        format!("{} | {source} | {}", quote.kind.name(), content.join(" … "))
    });
    (lines.collect(), voice.clone(), lexicon)
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(listen(body).0, expected);
}

/// Name or form, tier and sector of every speaker.
#[track_caller]
fn check_speakers(body: &str, expected: &[&str]) {
    let (_, voice, lexicon) = listen(body);
    let speakers = voice.speakers.iter().map(|speaker| {
        let sector = speaker.sector.map_or("-", |s| lexicon.voice.sectors[usize::from(s.0)].name.as_str());
        let name = speaker.name.as_deref().unwrap_or(speaker.form.name());
        format!("{name} | {} | {sector}", speaker.standing.name(&lexicon.tiers))
    });
    assert_eq!(speakers.collect::<Vec<_>>(), expected);
}

#[test]
fn a_quotation_goes_to_the_name_behind_or_before_it() {
    check(
        "\"We need the hours,\" said Jane Roe, a cashier. “Nobody asks us,” she added.",
        &["direct | Jane Roe, a cashier | \"We need the hours,\"", "direct | she | “Nobody asks us,”"],
    );
    check("Mary Poe said: ''The shifts change.''", &["direct | Mary Poe | ''The shifts change.''"]);
}

#[test]
fn a_quotation_goes_on_behind_its_verb_and_in_the_next_sentence() {
    check(
        "\"I work nights,\" the cook said, \"and I sleep by day. It is hard.\"",
        &["direct | the cook | \"I work nights,\" … \"and I sleep by day. It is hard.\""],
    );
    check(
        "\"I work nights,\" the cook said in an interview. \"It is hard.\"",
        &["direct | the cook | \"I work nights,\" … \"It is hard.\""],
    );
}

#[test]
fn a_question_in_quotation_marks_goes_to_the_sentence_behind_it() {
    check("\"Who will pay?\" Poe asked.", &["direct | Poe | \"Who will pay?\""]);
}

#[test]
fn a_quotation_left_open_goes_on_in_the_next_paragraph() {
    check(
        "“I drove the bus for years,” Roe said. “I liked it.\n\n“Then they cut the line.”",
        &["direct | Roe | “I drove the bus for years,” … “I liked it. … “Then they cut the line.”"],
    );
}

#[test]
fn reported_speech_ends_where_the_next_attribution_begins() {
    check(
        "Roe said the plant would close, adding that 40 workers would go.",
        &["indirect | Roe | the plant would close", "indirect | Roe | that 40 workers would go"],
    );
    check(
        "The plant will close, according to Jane Roe, a manager.",
        &["indirect | Jane Roe, a manager | The plant will close"],
    );
}

#[test]
fn apposition_belongs_to_the_source_and_an_aside_does_not() {
    check(
        "Jane Roe, 39, a nurse from Dayton, said that the ward was full.",
        &["indirect | Jane Roe, 39, a nurse from Dayton | that the ward was full"],
    );
    check("Roe, meanwhile, said that she would stay.", &["indirect | Roe | that she would stay"]);
}

#[test]
fn what_opens_the_sentence_is_no_part_of_the_source() {
    check(
        "In October, Jane Roe, the owner of the mill, said that it would close.",
        &["indirect | Jane Roe, the owner of the mill | that it would close"],
    );
    check("Nobody moved after Jane Roe said the mill would close.", &["indirect | Jane Roe | the mill would close"]);
    check(
        "Jane Roe, a clerk who keeps the books, said his lists and other papers show that the mill would close.",
        &[
            "indirect | Jane Roe, a clerk who keeps the books | his lists and other papers show that the mill would close",
        ],
    );
}

#[test]
fn a_participle_that_opens_the_sentence_is_no_speaker() {
    check("Frustrated about the ward, Roe has quit, saying that it was full.", &["indirect | Roe | that it was full"]);
}

#[test]
fn a_clause_that_depends_ends_where_the_other_begins() {
    check("While Roe said the ward was full, the clinic sent more patients.", &["indirect | Roe | the ward was full"]);
    check("As Roe noted, the ward was full.", &["indirect | Roe | the ward was full"]);
    let parted = "indirect | Ada Finch, a nurse | The ward … is full";
    check("The ward, Ada Finch, a nurse, said, is full.", &[parted]);
    check(
        "The nurse, Ada Finch, a mother of two, said the ward is full.",
        &["indirect | The nurse, Ada Finch, a mother of two | the ward is full"],
    );
}

#[test]
fn an_order_keeps_its_words_and_its_subject_agrees() {
    check("On Monday, the union urged managers to post the rota.", &["indirect | the union | to post the rota"]);
    check("Owners of the mill say that it will close.", &["indirect | Owners of the mill | that it will close"]);
}

#[test]
fn what_people_want_is_a_stance_and_an_order_to_them_is_none() {
    check("Roe wants a raise.", &["stance | Roe | a raise"]);
    check("The wants of the many are listed here.", &[]);
}

#[test]
fn nouns_that_look_like_verbs_report_nothing() {
    check("The report of the panel and its claims are out.", &[]);
    check("They met in the United States on Monday.", &[]);
}

#[test]
fn a_name_behind_a_dash_signs_the_words_before_it() {
    check("“Pay people more.” — Jane Roe", &["direct | Jane Roe | “Pay people more.”"]);
}

#[test]
fn roles_stand_before_behind_and_anywhere_in_the_article() {
    check_speakers(
        "\"It is late,\" Roe said. Then Jane Roe, a cashier at the mall, went home.",
        &["Jane Roe | low_wage | -"],
    );
    check_speakers("Sen. Mary Poe (D-Ohio) said it was late.", &["Mary Poe | official | official"]);
    check_speakers("\"No,\" said Ann Doe, a law professor at the college.", &["Ann Doe | professional | academic"]);
    check_speakers("Teamsters president Rick Roe said the strike goes on.", &["Rick Roe | professional | union"]);
}

#[test]
fn pronouns_and_surnames_lead_back_to_one_speaker() {
    check_speakers(
        "Jane Roe, a waitress, said it was late. She said she was tired. Roe added that it was cold.",
        &["Jane Roe | low_wage | -"],
    );
}

#[test]
fn what_is_said_after_a_name_is_no_role() {
    check_speakers("\"We'll stay,\" added Mr. Roe, \"till the cooks are paid.\"", &["Roe | unknown | -"]);
}

#[test]
fn a_job_with_a_capital_hides_no_first_name() {
    let (_, voice, _) = listen("Teacher Ann Roe met Welder Rick Poe. \"It is late,\" he said.");
    let names: Vec<_> = voice.speakers.iter().filter_map(|s| s.name.as_deref()).collect();
    assert_eq!(names.len(), 1);
    assert!(names[0].ends_with("Rick Poe"), "{names:?}");
}

#[test]
fn speakers_without_a_name_are_persons_groups_or_institutions() {
    check_speakers("\"It is late,\" a cashier at the store said.", &["unnamed | low_wage | -"]);
    check_speakers("Farm workers said that it was late.", &["group | low_wage | -"]);
    check_speakers("The report said that it was late.", &["institution | unknown | -"]);
}

#[test]
fn two_who_speak_together_are_two_speakers_and_their_words_count_once() {
    let (_, voice, _) = listen("Jane Roe and Rick Poe said that the line was cut.");
    let names: Vec<_> = voice.speakers.iter().map(|s| s.name.as_deref()).collect();
    assert_eq!(names, [Some("Jane Roe"), Some("Rick Poe")]);
    assert_eq!(voice.quotes.iter().map(|q| q.n_words).collect::<Vec<_>>(), [5, 0]);
}

#[test]
fn a_person_with_age_and_work_is_profiled_once() {
    let (_, voice, lexicon) = listen(
        "Jane Roe, 39, has two children. She works as a cashier. Roe rises at five.\n\nSen. Mary Poe, 60, does not.",
    );
    let profiles: Vec<_> = voice.profiles.iter().map(|p| (p.name.as_str(), p.standing.name(&lexicon.tiers))).collect();
    assert_eq!(profiles, [("Jane Roe", "low_wage")]);
}

#[test]
fn quotation_marks_of_markup_are_none() {
    check(
        "The mall <a href=\"https://example.org/x\">pays well</a>, <b>\"or so they say,\"</b> said Jane Roe.",
        &["mixed | Jane Roe | The mall <a href=\"https://example.org/x\">pays well</a>, <b>\"or so they say,\""],
    );
}

#[test]
fn broken_marks_and_other_scripts_stay_inside_the_text() {
    let bodies = [
        "\"\"\" \" '' ' “ ” ” “ “a ”b “c said \"d 'e",
        "“One “two “three said Roe. “Four” he said “",
        "قال \"نعم\" وقال: “لا” he said.",
        "SMITH: I was there.\nJONES: No.",
        "\u{2019}\u{2018}a\u{2019} said \u{ab}b\u{bb} — ",
    ];
    for body in bodies {
        let (lines, voice, _) = listen(body);
        assert_eq!(lines.len(), voice.quotes.len());
        assert!(voice.quotes.iter().all(|q| q.kind == QuoteKind::Stance || !q.content.is_empty()));
    }
}

#[test]
fn single_marks_close_after_an_s() {
    check("'Nobody pays for the breaks', said Jane Roe.", &["direct | Jane Roe | 'Nobody pays for the breaks'"]);
    check("'Who asks the cooks'? Jane Roe asked.", &["direct | Jane Roe | 'Who asks the cooks'"]);
    check(
        "Jane Roe said ‘we count the hours’ and went home. ‘They do not,’ she added.",
        &["mixed | Jane Roe | ‘we count the hours’ and went home", "direct | she | ‘They do not,’"],
    );
    check("Roe said: ‘We work nights’.", &["direct | Roe | ‘We work nights’"]);
}

#[test]
fn apostrophes_are_no_marks() {
    check("‘The cooks’ union will fight,’ Jane Roe said.", &["direct | Jane Roe | ‘The cooks’ union will fight,’"]);
    check(
        "Get 'em off the cooks' backs and out of the '90s, Roe said.",
        &["indirect | Roe | Get 'em off the cooks' backs and out of the '90s"],
    );
    check(
        "Jane Roe said the cooks' hall and the waiters' hall were full.",
        &["indirect | Jane Roe | the cooks' hall and the waiters' hall were full"],
    );
}

/// Speakers of the quotations, in order.
#[track_caller]
fn check_order(body: &str, expected: &[&str]) {
    let (_, voice, _) = listen(body);
    let name = |at: Option<u32>| {
        let speaker = &voice.speakers[at.expect("a speaker") as usize];
        speaker.name.clone().unwrap_or_else(|| speaker.words.clone())
    };
    assert_eq!(voice.quotes.iter().map(|q| name(q.speaker)).collect::<Vec<_>>(), expected);
}

#[test]
fn he_and_she_are_persons_of_their_gender() {
    check_order(
        "Mrs. Doe, a maid, sat beside Mr. Poe, a broker. “My back hurts,” she said. “Mine does not,” he said.",
        &["Doe", "Poe"],
    );
    check_order("Mr. Poe, a broker, met Jane Roe, a maid. “My back hurts,” she said.", &["Jane Roe"]);
    check_order("Ms. Doe and Rick Roe came. He said the line was slow. She said it was not.", &["Rick Roe", "Doe"]);
    check_order("Mr. Poe came by. “My back hurts,” she said.", &["she"]);
    check_order("“It is late,” a waitress said. Rick Roe left. “It is early,” he said.", &["a waitress", "Rick Roe"]);
    check_order(
        "Pat Doe came. “It is late,” she said. Rick Roe left. “It is early,” he said.",
        &["Pat Doe", "Rick Roe"],
    );
}

#[test]
fn he_and_she_without_a_known_gender_go_to_the_nearest() {
    check_order("Pat Doe, a maid, came. “My back hurts,” she said. “It is late,” she added.", &["Pat Doe", "Pat Doe"]);
    check_order("Rick Roe spoke to Mr. Poe. “It is late,” he said.", &["Rick Roe"]);
}

#[test]
fn what_she_does_is_said_of_a_woman() {
    check_speakers(
        "Mr. Poe met Jane Roe. She works as a cashier. Mr. Poe said it was late. Jane Roe said it was not.",
        &["Poe | unknown | -", "Jane Roe | low_wage | -"],
    );
}

#[test]
fn a_description_between_cue_and_words_is_not_spoken() {
    let said = "direct | Jane Roe, a cashier at the mall | “the doors stay shut.”";
    check("According to Jane Roe, a cashier at the mall, “the doors stay shut.”", &[said]);
    check(
        "According to Jane Roe, 39, who runs the till, the doors stay shut.",
        &["indirect | Jane Roe, 39, who runs the till | the doors stay shut"],
    );
    check(
        "According to Roe, the owner of the mall, the doors stay shut.",
        &["indirect | Roe, the owner of the mall | the doors stay shut"],
    );
    check(
        "According to Roe, the doors stay shut, and so do the gates.",
        &["indirect | Roe | the doors stay shut, and so do the gates"],
    );
    check(
        "According to Roe, the strike, now in its third week, will end.",
        &["indirect | Roe | the strike, now in its third week, will end"],
    );
}

#[test]
fn a_time_after_the_verb_leaves_the_words_before_its_subject() {
    let said = "indirect | Jane Roe, a cashier | The doors will stay shut";
    check("The doors will stay shut, Jane Roe, a cashier, said on Tuesday.", &[said]);
    check("The doors will stay shut, Jane Roe, a cashier, told reporters.", &[said]);
    check(
        "Nobody gets a break, Jane Roe, 39, said in an interview.",
        &["indirect | Jane Roe, 39 | Nobody gets a break"],
    );
    check(
        "The owner, Jane Roe, a former cashier, said the doors would stay shut.",
        &["indirect | The owner, Jane Roe, a former cashier | the doors would stay shut"],
    );
}

#[test]
fn titles_of_works_are_said_by_nobody() {
    for body in [
        "She wrote “Sweeping Up,” a novel about a school.",
        "He wrote a book called “Sweeping Up.”",
        "They sang “Bread Before Roses” at the gate.",
        "Her memoir “Nights on the Line” was read on the radio.",
        "The poster read “Fair Pay Now” in red.",
        "He read “The Second Shift” in one night.",
    ] {
        let (lines, ..) = listen(body);
        assert!(lines.is_empty(), "{body}: {lines:?}");
    }
    check(
        "In “Sweeping Up,” Jane Roe writes that floors are never clean.",
        &["indirect | Jane Roe | that floors are never clean"],
    );
}

#[test]
fn the_title_of_a_work_before_a_verb_is_part_of_what_is_said_of_it() {
    for (body, source, said) in [
        ("The play “Rust,” said Jane Roe, is about steel.", "Jane Roe", "The play “Rust,” … is about steel"),
        (
            "The film “Night Bus,” said Jane Roe, a porter, is about drivers.",
            "Jane Roe, a porter",
            "The film “Night Bus,” … is about drivers",
        ),
        ("The song “Rust,” says Jane Roe, made her cry.", "Jane Roe", "The song “Rust,” … made her cry"),
        ("In the film “Rust,” said Jane Roe, mills close.", "Jane Roe", "In the film “Rust,” … mills close"),
        ("The song “Rust,” according to Jane Roe, is old.", "Jane Roe", "The song “Rust,” … is old"),
        ("The hotel, said Jane Roe, is full.", "Jane Roe", "The hotel … is full"),
        ("Ann Fry, said Jane Roe, a porter, was late.", "Jane Roe, a porter", "Ann Fry … was late"),
        ("Her novel, “Rust,” Jane Roe said, is about steel.", "Jane Roe", "Her novel, “Rust,” … is about steel"),
    ] {
        check(body, &[&format!("indirect | {source} | {said}")]);
    }
    check(
        "“The Second Shift,” said Jane Roe, changed her life.",
        &["mixed | Jane Roe | “The Second Shift,” … changed her life"],
    );
}

#[test]
fn who_is_described_before_a_verb_is_its_subject() {
    for (body, source, said) in [
        ("Jane Roe, a clerk, said Ann Fry, the boss, is late.", "Jane Roe, a clerk", "Ann Fry, the boss, is late"),
        (
            "Jane Roe, who wrote a book called “The Mill,” said she is tired.",
            "Jane Roe, who wrote a book called “The Mill,”",
            "she is tired",
        ),
    ] {
        let (lines, ..) = listen(body);
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].starts_with(&format!("indirect | {}", &source[..8])) && lines[0].ends_with(said), "{lines:?}");
    }
}

#[test]
fn who_speaks_may_be_described_after_words_in_capitals() {
    for description in ["a porter", "president of the union", "dressed in red", "herself a cook"] {
        let (lines, ..) = listen(&format!("“We Won,” said Jane Roe, {description}."));
        assert_eq!(lines, [format!("direct | Jane Roe, {description} | “We Won,”")]);
    }
}

#[test]
fn what_is_said_stays_a_quotation_beside_titles() {
    check("He wrote, “Nobody sweeps up here.”", &["direct | He | “Nobody sweeps up here.”"]);
    check("He wrote “nobody sweeps up here” to his boss.", &["mixed | He | “nobody sweeps up here” to his boss"]);
    check("“Sweep It Up,” she said.", &["direct | she | “Sweep It Up,”"]);
    check("The book “changed my life,” Jane Roe said.", &["mixed | Jane Roe | The book “changed my life,”"]);
}

#[test]
fn signs_of_other_people_make_no_worker() {
    for body in [
        "Critics of the minimum wage said it was late.",
        "“It is late,” said Jane Roe, the wife of a truck driver.",
        "“It is late,” said Jane Roe, whose mother is a cashier.",
        "“It is late,” said Jane Roe, a resident who said many are janitors.",
        "“It is late,” said Jane Roe, a friend of the cashiers.",
        "“He drives a bus,” Jane Roe, a witness, said. “Two years,” Rick Roe said.",
        "“It is late,” said Jane Roe, who has helped families on food stamps.",
        "“It is late,” said Jane Roe, who lived on food stamps as a teenager.",
        "When asked by a cashier, Rick Roe said it was late.",
    ] {
        let (_, voice, lexicon) = listen(body);
        let tiers: Vec<&str> = voice.speakers.iter().map(|s| s.standing.name(&lexicon.tiers)).collect();
        assert!(!tiers.is_empty() && tiers.iter().all(|tier| *tier == "unknown"), "{body}: {tiers:?}");
    }
}

#[test]
fn signs_of_their_own_work_stay() {
    check_speakers("“It is late,” said Jane Roe, who says she is a waitress at the inn.", &["Jane Roe | low_wage | -"]);
    check_speakers("The barber, Rick Roe, said it was late.", &["Rick Roe | low_wage | -"]);
    check_speakers("Cashiers said it was late.", &["group | low_wage | -"]);
    check_speakers("“It is late,” said Jane Roe, 39, a cashier and a union member.", &["Jane Roe | low_wage | union"]);
    check_speakers(
        "“It is late,” said Jane Roe, president of the cashiers union.",
        &["Jane Roe | professional | union"],
    );
}

#[test]
fn the_last_noun_says_what_somebody_is_and_what_they_were_says_nothing() {
    check_speakers("Restaurant worker advocate Jane Roe said it was late.", &["Jane Roe | professional | advocacy"]);
    check_speakers("“It is late,” said retired NYPD detective Rick Roe.", &["Rick Roe | unknown | -"]);
    check_speakers(
        "“It is late,” said Rick Roe, a retired New York City school bus driver.",
        &["Rick Roe | unknown | -"],
    );
    check_speakers("“It is late,” said Rick Roe, a former marine and a bus driver.", &["Rick Roe | middle | -"]);
    check_speakers("“It is late,” said NYPD detective Rick Roe.", &["Rick Roe | middle | police"]);
}

#[test]
fn verbs_of_another_sense_report_nothing() {
    check("Low fares don't add to the bill. Guards are reporting to work without pay.", &[]);
    check("The so-called “flex team” works nights. Drivers in the so-called “gig economy” are paid by the ride.", &[]);
    check("Guards reported to the board that the gate was open.", &["indirect | Guards | that the gate was open"]);
}

#[test]
fn what_is_no_person_speaks_for_nobody() {
    check_speakers("The official poverty rate said little.", &["institution | unknown | -"]);
    check_speakers("Police said it was late.", &["institution | unknown | -"]);
    check_speakers("“It is late,” said the Mill and Quarry Workers.", &["institution | unknown | -"]);
    check_speakers("“It is late,” a police officer said.", &["unnamed | middle | police"]);
    check_speakers("Take Jane Roe, a cashier. “It is late,” Roe said.", &["Jane Roe | low_wage | -"]);
}

#[test]
fn judging_or_calling_somebody_without_words_is_no_speech() {
    for body in [
        "Ms. Roe, a cook, praised Mr. Poe.",
        "Jane Roe, a nurse, called the police on Monday.",
        "Rick Poe, a cook, called his mother.",
        "He called the front desk twice.",
        "She called the union an hour later.",
        "He called on Monday.",
        "She thanked Mr. Poe for the soup.",
        "They thanked him for everything.",
        "Guards attacked the cook.",
        "The mill dismissed the cook.",
        "Owners blamed the storm.",
        "She phoned the clinic.",
        "The union welcomed Mr. Poe to the hall.",
        "He slammed the door.",
    ] {
        let (lines, ..) = listen(body);
        assert!(lines.is_empty(), "{body}: {lines:?}");
    }
}

#[test]
fn what_somebody_is_called_or_judged_for_stays() {
    check("She called the plan “a joke.”", &["mixed | She | the plan “a joke.”"]);
    check("She praised the cooks as “heroes.”", &["mixed | She | the cooks as “heroes.”"]);
    check("He called it unfair.", &["indirect | He | it unfair"]);
    check("Jane Roe called the plan a joke.", &["indirect | Jane Roe | the plan a joke"]);
    check("Jane Roe called Mr. Poe lazy.", &["indirect | Jane Roe | Mr. Poe lazy"]);
    check("She called the offer outrageous.", &["indirect | She | the offer outrageous"]);
    check("The union called for a strike.", &["indirect | The union | for a strike"]);
    check("She called on the board to resign.", &["indirect | She | on the board to resign"]);
    check("She hailed the deal as a victory.", &["indirect | She | the deal as a victory"]);
    check("He criticized the board for closing the mill.", &["indirect | He | the board for closing the mill"]);
    check("The mayor endorsed the raise.", &["indirect | The mayor | the raise"]);
    check("He criticized the board.", &["indirect | He | the board"]);
    check("Owners blamed the storm for the loss.", &["indirect | Owners | the storm for the loss"]);
    check("They demanded a raise.", &["indirect | They | a raise"]);
    check(
        "Jane Roe, a cook, praised the board, adding that it was late.",
        &["indirect | Jane Roe, a cook | that it was late"],
    );
    check("She called the police and said that it was late.", &["indirect | She | that it was late"]);
}

#[test]
fn words_on_things_are_said_by_nobody() {
    for body in [
        "The banner said “Fair Pay Now” in red.",
        "The plaque says “To the Weavers” in brass.",
        "The door said “Staff Only” in red.",
        "A sign on the gate said “no work today” for weeks.",
        "His T-shirt said “Pay Us” in white.",
        "The label said “Made by Hand” in green.",
        "The mug reads “Best Boss” in gold.",
        "Signs said “Closed” in blue.",
    ] {
        let (lines, ..) = listen(body);
        assert!(lines.is_empty(), "{body}: {lines:?}");
    }
    check("“We sign no more bands,” the label said.", &["direct | the label | “We sign no more bands,”"]);
    check("The sign painter said “it is late” twice.", &["mixed | The sign painter | “it is late” twice"]);
    check("The note said “we quit.”", &["direct | The note | “we quit.”"]);
}

#[test]
fn as_somebody_described_put_it() {
    let said = "direct | Rick Poe, a driver at the mill | “we are worn out.”";
    check("As Rick Poe, a driver at the mill, put it, “we are worn out.”", &[said]);
    check("As Jane Roe put it, “we are worn out.”", &["direct | Jane Roe | “we are worn out.”"]);
    check(
        "As Jane Roe, 39, a nurse, noted, the ward was full.",
        &["indirect | Jane Roe, 39, a nurse | the ward was full"],
    );
    check("As Rick Poe left, Jane Roe, a cook, said “it is late.”", &["direct | Jane Roe, a cook | “it is late.”"]);
}

#[test]
fn single_marks_open_before_a_contraction_and_around_double_ones() {
    check("'Tis low pay,' said Rick Poe, a miner.", &["direct | Rick Poe, a miner | 'Tis low pay,'"]);
    check("‘Twas late,’ Jane Roe said.", &["direct | Jane Roe | ‘Twas late,’"]);
    check("'Tis low pay, Rick Poe said.", &["indirect | Rick Poe | Tis low pay"]);
    let nested = "‘We heard him say “go home” twice,’";
    check(&format!("{nested} said Jane Roe, a nurse."), &[&format!("direct | Jane Roe, a nurse | {nested}")]);
    check(
        "‘He said “go home”’, said Jane Roe. ‘“Now” was all he said.’",
        &["direct | Jane Roe | ‘He said “go home”’ … ‘“Now” was all he said.’"],
    );
    check("“We heard ‘go home’ twice,” Jane Roe said.", &["direct | Jane Roe | “We heard ‘go home’ twice,”"]);
    check(
        "The cooks' hall was full. “It's the bosses' turn,” Jane Roe said.",
        &["direct | Jane Roe | “It's the bosses' turn,”"],
    );
}

proptest::proptest! {
    #[test]
    fn every_text_is_read_and_every_span_slices_it(
        body in proptest::collection::vec("[\"'“”‘’,.?!:;—() ]{0,3}|said|says|he|she|who|the|Jane|Roe|and|that|told|\n\n|nurse|according to|é", 0..60)
    ) {
        let (lines, voice, _) = listen(&body.join(" "));
        proptest::prop_assert_eq!(lines.len(), voice.quotes.len());
    }
}

#[test]
fn who_asks_for_no_name_says_nothing_by_that() {
    for (body, source, said) in [
        (
            "A nurse who asked not to be named said the ward is full.",
            "A nurse who asked not to be named",
            "the ward is full",
        ),
        ("A nurse, who asked not to be identified, said the ward is full.", "A nurse", "the ward is full"),
        (
            "According to a nurse who asked not to be named, the ward is full.",
            "a nurse who asked not to be named",
            "the ward is full",
        ),
        (
            "A porter who requested anonymity said the ward is full.",
            "A porter who requested anonymity",
            "the ward is full",
        ),
    ] {
        check(body, &[&format!("indirect | {source} | {said}")]);
    }
    check(
        "“We are tired,” said a cook who declined to give her name.",
        &["direct | a cook who declined to give her name | “We are tired,”"],
    );
    check(
        "A clerk, who did not want to be named, said the till was short.",
        &["indirect | A clerk, who did not want to be named | the till was short"],
    );
    check(
        "Two nurses who asked that their names not be used said the ward is full.",
        &["indirect | Two nurses who asked that their names not be used | the ward is full"],
    );
    for body in [
        "A cook who asked not to be named works nights.",
        "The cook asked that her name not be used.",
        "He declined to be identified.",
        "The cook asked to be identified only by her first name.",
    ] {
        check(body, &[]);
    }
    check("The cook asked not to be moved.", &["indirect | The cook | to be moved"]);
    check("The cook wanted to be named chief.", &["stance | The cook | to be named chief"]);
}

#[test]
fn the_name_after_a_role_and_a_comma_is_who_it_is_according_to() {
    let named =
        |body: &str| listen(body).1.speakers.iter().map(|s| s.name.clone().unwrap_or_default()).collect::<Vec<_>>();
    check(
        "According to the owner, Carl Poe, the mill closes in May.",
        &["indirect | the owner, Carl Poe | the mill closes in May"],
    );
    for body in [
        "According to the owner, Carl Poe, the mill closes in May.",
        "According to his lawyer, Carl Poe, 39, they will sue.",
        "According to the manager of the mill, Carl Poe, “the doors stay shut.”",
    ] {
        assert_eq!(named(body), ["Carl Poe"], "{body}");
    }
    for body in [
        "According to the owner, Carl Poe, a nurse, was hurt.",
        "According to the report, Carl Poe, the owner, the mill and the bank lied.",
        "According to the owner, Carl Poe, Ann Fry and Bo Lind left.",
    ] {
        assert_eq!(named(body), [""], "{body}: {:?}", listen(body).0);
    }
    let (_, voice, lexicon) = listen("According to the owner, Carl Poe, the mill closes in May.");
    let sector = voice.speakers[0].sector.map(|at| lexicon.voice.sectors[usize::from(at.0)].name.as_str());
    assert_eq!(sector, Some("owner"));
}

#[test]
fn a_pronoun_says_the_gender_of_a_first_name_of_both() {
    check_order("Dr. Alex Kim, a surgeon, sat down. “My back hurts,” she said.", &["Alex Kim"]);
    check_order(
        "Dr. Alex Kim met Rick Roe. “My back hurts,” she said. “Mine does not,” he said.",
        &["Alex Kim", "Rick Roe"],
    );
    check_order("Dr. Alex Kim met Jane Roe. He said it was late. She said it was not.", &["Alex Kim", "Jane Roe"]);
    check_order("Ryan Kim came with his wife. “It is full,” she said.", &["she"]);
    check_order("Sam Poe came by. He rose. “It is full,” Mr. Roe said. “No,” he said.", &["Roe", "Roe"]);
    check_order("Mr. Alex Kim came by. “It is full,” she said.", &["she"]);
}

#[test]
fn a_work_that_is_named_or_read_is_quoted_by_nobody() {
    for body in [
        "She was reading “Germinal” on the bus.",
        "They sat reading “The Jungle” on the bus.",
        "She read “Germinal” on the bus.",
        "He kept a copy of “Germinal” by the till.",
        "They listened to “Solidarity” on the bus.",
        "Her novels “Strike” and “Lockout” sold well.",
        "The autobiography “Night Shift” sold well.",
    ] {
        let (lines, ..) = listen(body);
        assert!(lines.is_empty(), "{body}: {lines:?}");
    }
    for body in ["Her memoir “Night Shift” tells of the mill.", "His memoir “Night Shift” says the mill was cold."]
    {
        let (lines, voice, _) = listen(body);
        assert!(lines.iter().all(|line| !line.ends_with("“Night Shift”")), "{body}: {lines:?}");
        assert!(voice.speakers.iter().all(|s| !s.form.is_person()), "{body}: {lines:?} {:?}", voice.speakers);
    }
    check("The note read “Sorry” in red.", &["direct | The note | “Sorry”"]);
}

#[test]
fn a_name_in_apposition_is_who_speaks() {
    let named =
        |body: &str| listen(body).1.speakers.iter().map(|s| s.name.clone().unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(named("A nurse at Mercy Hospital, Ann Fry, said the ward has no heat."), ["Ann Fry"]);
    assert_eq!(named("A spokesman for the mayor, Ann Fry, said the ward has no heat."), [""]);
    assert_eq!(named("A spokesman for Leader Bob Lee, Ohio Republican, said the bill is dead."), [""]);
    assert_eq!(named("A memo by nurses, Ann Fry, Rick Roe, Mary Poe, said the ward has no heat."), [""]);
    assert_eq!(named("Ann Fry — a nurse for 12 years — said the ward has no heat."), ["Ann Fry"]);
}

#[test]
fn marks_of_other_languages_open_and_close() {
    for said in ["„We stay“", "«We stay»", "»We stay«", "« We stay »"] {
        let (lines, ..) = listen(&format!("{said}, said Ada Finch, a cook."));
        assert_eq!(lines, [format!("direct | Ada Finch, a cook | {said}")]);
    }
}

#[test]
fn deeds_are_no_words() {
    for (body, deed) in [
        ("Flight attendants rejected an offer of six years.", "stance | Flight attendants | an offer of six years"),
        ("Workers add the final touches to the gate.", "stance | Workers | the final touches to the gate"),
        ("The taxi drivers refused to leave.", "stance | The taxi drivers | to leave"),
        ("Teachers also stress spelling and sums.", "stance | Teachers | spelling and sums"),
        ("Teachers have walked out, highlighting stagnant wages.", "stance | Teachers | stagnant wages"),
        (
            "The waiters invoke their rights to get away with it.",
            "stance | The waiters | their rights to get away with it",
        ),
    ] {
        check(body, &[deed]);
    }
    check("Farmers encouraged to head south", &[]);
    check("The tree trimmer showed up at the poll to vote.", &[]);
    check("The cooks should say that the soup is cold.", &[]);
    check("Teachers stress that sums matter.", &["indirect | Teachers | that sums matter"]);
}

#[test]
fn who_is_described_after_said_speaks() {
    let sent = "indirect | Ada Finch, a top aide to the mayor | County Police sent 40 troopers to the town";
    check("County Police sent 40 troopers to the town, said Ada Finch, a top aide to the mayor.", &[sent]);
    check(
        "Roe, an audio technician, was on the way to work, said longtime friend Ada Finch.",
        &["indirect | longtime friend Ada Finch | Roe, an audio technician, was on the way to work"],
    );
    check(
        "Jane Roe got a message from Ada Finch hours before, telling her to stay home.",
        &["indirect | Ada Finch | to stay home"],
    );
}

#[test]
fn work_of_somebody_else_is_no_sign() {
    for body in [
        "“No,” said Ada Finch, a supervisor at the prison tailor shop.",
        "“No,” said another father, whose son was shot while working as a clerk.",
        "“No,” said Ada Finch, who defended a singer in a case involving a valet.",
        "“No,” said Ada Finch, a former manager at a dollar store in Ohio.",
        "“No,” said Ada Finch, a disabled construction worker.",
        "“No,” said Ada Finch, a beef farmer and president of the Growers Federation.",
        "“No,” said Ada Finch, a police officer.",
        "“No,” said Ada Finch, who had worked as a maid.",
        "“No,” said Ada Miner, from Dayton.",
        "Ada Finch was a machinist for 32 years. “No,” Finch said.",
        "“No,” said Ada Finch, who worked as an electrician.",
        "“No,” said Ada Finch, who worked in a garment factory.",
        "“No,” said Ada Finch, a 75-year-old retiree who has been a hotel maid.",
        "“No,” said Ada Finch, a budding school teacher.",
    ] {
        let (_, voice, lexicon) = listen(body);
        let tiers: Vec<_> = voice.speakers.iter().map(|speaker| speaker.works_in(lexicon)).collect();
        assert_eq!(tiers, [None], "{body}");
    }
    for body in [
        "“No,” said Ada Finch, a beef farmer and member of the Growers Federation.",
        "“No,” said Ada Finch, a cook who worked as an electrician.",
        "“No,” said Ada Finch, who has worked as a maid for years.",
    ] {
        let (_, voice, lexicon) = listen(body);
        assert!(voice.speakers[0].works_in(lexicon).is_some(), "{body}");
    }
    let (_, voice, lexicon) = listen("“No,” said several cooks.");
    assert_eq!(voice.speakers[0].works_in(lexicon), None);
}

#[test]
fn a_heading_with_words_signs_nothing_before_it() {
    let body = "“We found out when all the others came here and left.”\n\nRick Poe, 52, cook: ‘Here you never rest’";
    let (lines, ..) = listen(body);
    assert!(!lines.iter().any(|line| line.contains("Rick Poe") && line.contains("found out")), "{lines:?}");
}

#[test]
fn a_job_before_a_name_is_no_part_of_it() {
    let named = |body: &str| {
        let voice = listen(body).1;
        voice.speakers.iter().map(|s| s.name.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(named("Teacher Ann Low spoke with Welder Dan Webb. “It is fair,” he said."), ["Dan Webb"]);
    assert_eq!(named("Teacher Dan Webb left and Principal Sue Low stayed. “It is fair,” she said."), ["Sue Low"]);
    assert_eq!(named("“It is fair,” Baker Mary Poe said."), ["Mary Poe"]);
    check_speakers("They were broke, she'd told him.", &["unnamed | unknown | -"]);
    check_speakers("“We'll strike,” added Mr Singh, a cook, “till they pay.”", &["Singh | low_wage | -"]);
    for role in ["a cook at the Plaza", "34", "who cooks at the Plaza"] {
        let (_, voice, _) = listen(&format!("“They lie,” said Ann Fry, {role}, “but lawyers get paid.”"));
        assert!(!voice.speakers[0].words.contains("lawyers"), "{role}: {}", voice.speakers[0].words);
    }
    let (_, voice, _) = listen("“We'll strike,” added Mr Singh, “till they pay.”");
    assert!(!voice.speakers[0].words.contains("till"), "{}", voice.speakers[0].words);
}

#[test]
fn a_quotation_that_is_spoken_of_goes_on_after_its_speaker() {
    let said = "mixed | Amy Chu | \"The Jungle,\" … was her favorite novel";
    check("\"The Jungle,\" Amy Chu said, was her favorite novel.", &[said]);
    let said = "mixed | director Amy Chu | \"Nomadland,\" … is about work";
    check("\"Nomadland,\" said director Amy Chu, is about work.", &[said]);
}

/// Names of all who speak, in the order of the text.
#[track_caller]
fn check_names(body: &str, expected: &[&str]) {
    let (_, voice, _) = listen(body);
    let name = |at: u32| voice.speakers[at as usize].name.as_deref().unwrap_or("-");
    let names: Vec<&str> = voice.quotes.iter().filter_map(|quote| quote.speaker.map(name)).collect();
    assert_eq!(names, expected, "{body}");
}

#[test]
fn a_title_before_a_surname_decides_who_is_meant() {
    // The person printed with the title, whoever was named last.
    check_names(
        "Sen. Rick Roe met Gov. Ann Roe. Senator Roe said it was late. Governor Roe said it was cold.",
        &["Rick Roe", "Ann Roe"],
    );
    check_names("President John Poe came with first lady Mary Poe. President Poe said it was late.", &["John Poe"]);
    check_names("Dr. Jane Roe met Tom Roe. \"No,\" Dr. Roe said.", &["Jane Roe"]);
    // Nobody has it, and the only one of the surname is somebody else.
    check_names(
        "First lady Mary Poe opened the school. President Poe said it was late. Mary Poe said it was cold.",
        &["Poe", "Mary Poe"],
    );
    check_names("He came with his daughter, Ann Poe. President Poe said it was late.", &["Poe"]);
    check_names("The president's son, John Poe Jr., left. President Poe said it was late.", &["Poe"]);
    check_names("Ann Poe, the president's daughter, left. President Poe said it was late.", &["Poe"]);
}

#[test]
fn whoever_is_introduced_without_a_title_keeps_it() {
    check_names("John Poe won. President Poe said it was late. Poe said it was cold.", &["John Poe", "John Poe"]);
    check_names("Sen. John Poe won. As President Poe said, it was late.", &["John Poe"]);
    check_names("John Poe came with first lady Mary Poe. President Poe said it was late.", &["John Poe"]);
    check_names("Rev. John Poe Jr. preached. Dr. Poe said it was late.", &["John Poe Jr"]);
    check_names(
        "Speaker John Poe spoke. Rep. Poe said it was late. Mr. Poe said it was cold.",
        &["John Poe", "John Poe"],
    );
}

#[test]
fn mr_and_mrs_of_one_surname_are_two() {
    check_names(
        "Rick Poe met Mary Poe. Mr. Poe said it was late. Mrs. Poe said it was cold. Ms. Poe said no more of it.",
        &["Rick Poe", "Mary Poe", "Mary Poe"],
    );
    check_names("Mary Poe came with her husband. \"No,\" Mr. Poe said. \"Yes,\" Mrs. Poe said.", &["Poe", "Mary Poe"]);
    check_names("George W. Bush came, then Jeb Bush. \"No,\" Mr. Bush said.", &["Jeb Bush"]);
    check_names("Mary Poe met Mr. and Mrs. Roe. They miss Rick Poe. \"No,\" Mr. Poe said.", &["Rick Poe"]);
}

#[test]
fn a_relation_named_in_full_leaves_the_surname_to_whom_it_was() {
    check_names(
        "President John Poe left. Poe said it was late. First lady Mary Poe stayed. Poe said it was cold.",
        &["John Poe", "John Poe"],
    );
    check_names(
        "Sen. Donald Poe left. Poe said it was late. His son, Donald Poe Jr., stayed. Poe Jr. said it was cold. Poe said no more.",
        &["Donald Poe", "Donald Poe Jr", "Donald Poe"],
    );
    check_names(
        "President Poe left. First lady Mary Poe stayed. \"No,\" Mrs. Poe said. \"Yes,\" Mr. Poe said.",
        &["Mary Poe", "Poe"],
    );
    check_names("Ann Poe was shot. Poe was 26. Her mother, Mary Poe, wept. \"No,\" Poe said.", &["Mary Poe"]);
}
