use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::baseline::{Employment, Survey};
use crate::lexicon::Lexicon;
use crate::score::{ArticleRow, HitRow};
use crate::summarize::Resampling;
use crate::summarize::population::base::wage_spans;
use crate::summarize::population::{
    Base, Drawn, Mentions, Naming, People, Ratio, Unit, WorkerClasses, persons, places, ratios, silences,
};

const RESAMPLING: Resampling = Resampling { replicates: 300, seed: 3 };

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}

/// Namings by a lexicon with a word for every occupation.
fn mentions(figures: &Employment, years: Vec<i16>, namings: Vec<Naming>) -> Mentions<'_> {
    let n_entries = vec![1; figures.groups.len()];
    let n_guarded = vec![0; figures.groups.len()];
    Mentions {
        figures,
        years,
        n_tiers: 2,
        namings,
        n_entries,
        n_guarded,
        n_articles: 0,
        n_own_year: 0,
        n_undated: 0,
        n_outside: 0,
    }
}

/// Articles of 60 outlets that name three occupations each, drawn by `pull` from the figures of the first year.
fn drawn_corpus(survey: Survey, n_articles: usize, pull: impl Fn(usize) -> f64) -> (Mentions<'static>, Vec<u32>) {
    let figures: &Employment = survey.figures();
    let years: Vec<i16> = figures.years.keys().copied().collect();
    let mut upto = Vec::new();
    let mut all = 0.0;
    for group in 0..figures.groups.len() {
        all += pull(group);
        upto.push(all);
    }
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let mut namings = Vec::new();
    for article in 0..n_articles {
        let mut own = std::collections::BTreeMap::new();
        for _ in 0..3 {
            let at = rng.random_range(0.0..all);
            *own.entry(upto.partition_point(|end| *end <= at)).or_insert(0) += 1;
        }
        namings.extend(own.into_iter().map(|(group, times)| Naming { article, year: 0, group, tier: None, times }));
    }
    let mentions = mentions(figures, years, namings);
    (mentions, (0..n_articles).map(|article| (article % 60) as u32).collect())
}

fn jobs(survey: Survey) -> impl Fn(usize) -> f64 {
    let figures = survey.figures();
    let first = figures.years.values().next().expect("there are figures");
    move |group| first[group].employed
}

fn ratios_of(mentions: &Mentions<'_>, clusters: &[u32], people: People, classes: &WorkerClasses) -> Vec<Ratio> {
    let weights = vec![1.0; clusters.len()];
    let drawn = Drawn::new(mentions, &weights, clusters, RESAMPLING);
    ratios(mentions, &drawn, &Base::new(mentions, people, classes), classes)
}

#[test]
fn coverage_in_proportion_to_employment_has_ratios_of_one() {
    let (mentions, clusters) = drawn_corpus(Survey::Cps, 20_000, jobs(Survey::Cps));
    let found = ratios_of(&mentions, &clusters, People::All, &WorkerClasses::occupations(&mentions));
    let large: Vec<&Ratio> = found.iter().filter(|ratio| ratio.expected >= 50.0).collect();
    assert!(large.len() > 150, "{}", large.len());
    large.iter().for_each(|ratio| near(ratio.ratio, 1.0, 4.5 / ratio.expected.sqrt()));
    let held = large.iter().filter(|ratio| ratio.low <= 1.0 && 1.0 <= ratio.high).count();
    let covered = held as f64 / large.len() as f64;
    assert!((0.90..=0.99).contains(&covered), "{covered} of {}", large.len());
}

#[test]
fn mentions_are_counted_and_their_shares_weighed() {
    let (mentions, clusters) = drawn_corpus(Survey::Cps, 200, jobs(Survey::Cps));
    let weights: Vec<f64> = (0..200).map(|article| if article % 2 == 0 { 0.002 } else { 0.001 }).collect();
    let classes = WorkerClasses::occupations(&mentions);
    let of = |weights: &[f64]| {
        let drawn = Drawn::new(&mentions, weights, &clusters, RESAMPLING);
        ratios(&mentions, &drawn, &Base::new(&mentions, People::All, &classes), &classes)
    };
    let (weighed, counted) = (of(&weights), of(&[1.0; 200]));
    assert_eq!(weighed.len(), counted.len());
    weighed.iter().zip(&counted).for_each(|(weighed, counted)| {
        near(weighed.observed, counted.observed, 1e-9);
        near(weighed.expected, counted.expected, 1e-6);
        near(weighed.ratio, weighed.share / weighed.expected_share, 1e-9);
    });
    assert!(weighed.iter().zip(&counted).any(|(weighed, counted)| (weighed.share - counted.share).abs() > 1e-4));
}

#[test]
fn coverage_in_proportion_to_jobs_is_uniform_over_wages() {
    let (mentions, clusters) = drawn_corpus(Survey::Oews, 20_000, jobs(Survey::Oews));
    let fifths = ratios_of(&mentions, &clusters, People::All, &WorkerClasses::wage_fifths(&mentions));
    assert_eq!(fifths.len(), 5);
    fifths.iter().for_each(|fifth| near(fifth.ratio, 1.0, 0.03));
    let drawn = Drawn::new(&mentions, &vec![1.0; clusters.len()], &clusters, RESAMPLING);
    let places = places(&mentions, &drawn).expect("occupations with wages");
    near(places.median.value, 0.5, 0.01);
    near(places.bottom_third.value, 1.0 / 3.0, 0.01);
    near(places.middle.value, 7.0 / 15.0, 0.01);
    near(places.top_fifth.value, 0.2, 0.01);
    assert!(places.distance.value < 0.015, "{:?}", places.distance);
    let (low, high) = places.median.ends.expect("60 clusters");
    assert!(low < 0.5 && 0.5 < high && high - low < 0.03, "{low}–{high}");
}

#[test]
fn coverage_of_women_in_proportion_has_ratios_of_one_against_women() {
    let figures = Survey::Cps.figures();
    let first = figures.years.values().next().expect("there are figures");
    let women = |group: usize| first[group].women.expect("every occupation has a share") * first[group].employed;
    let (mentions, clusters) = drawn_corpus(Survey::Cps, 20_000, women);
    let nurses = figures.group("29-1141").expect("nurses");
    let classes = WorkerClasses::occupations(&mentions);
    let of_nurses = |people| {
        let found = ratios_of(&mentions, &clusters, people, &classes);
        found.into_iter().find(|ratio| ratio.class == nurses).expect("nurses are expected")
    };
    near(of_nurses(People::Women).ratio, 1.0, 0.1);
    assert!(of_nurses(People::All).ratio > 1.6);
}

#[test]
fn an_occupation_left_out_of_the_drawing_is_silent_and_no_other() {
    let cashiers = Survey::Cps.figures().group("41-2011").expect("cashiers");
    let jobs = jobs(Survey::Cps);
    let (mentions, _) = drawn_corpus(Survey::Cps, 5000, |g| if g == cashiers { 0.1 * jobs(g) } else { jobs(g) });
    let base = Base::new(&mentions, People::All, &WorkerClasses::occupations(&mentions));
    let found = silences(&mentions, &base, 0.005);
    assert_eq!(found[0].group, cashiers);
    assert!(found[0].q < 1e-10 && found[0].expected > 10.0 * 15.0, "{:?}", found[0]);
    assert!(found[1..].iter().all(|silence| silence.q > 0.01), "{:?}", &found[1..3]);
}

#[test]
fn the_probability_of_silence_agrees_with_a_value_worked_by_hand() {
    // 100 articles name one occupation each, another one of 1 % of employment would be named by one:
    // 0.99^100 = 0.36603 that none does.
    let figures = Box::leak(Box::new(Survey::Cps.figures().clone()));
    let (a, b) = (figures.group("41-2011").expect("cashiers"), figures.group("29-1141").expect("nurses"));
    for figures in figures.years.values_mut() {
        for (group, figure) in figures.iter_mut().enumerate() {
            figure.employed = if group == a {
                1.0
            } else if group == b {
                99.0
            } else {
                0.0
            };
        }
    }
    let namings = (0..100).map(|article| Naming { article, year: 0, group: b, tier: None, times: 1 }).collect();
    let mentions = mentions(figures, figures.years.keys().copied().collect(), namings);
    let base = Base::new(&mentions, People::All, &WorkerClasses::occupations(&mentions));
    let found = silences(&mentions, &base, 0.001);
    assert_eq!(found.len(), 1);
    near(found[0].expected, 1.0, 1e-9);
    near(found[0].p, 0.366_032_341, 1e-6);
}

/// One person of the first class where the article has no words, else one of the second.
fn one_person(row: &ArticleRow) -> &[u64] {
    if row.n_tokens == 0 { &[1, 0] } else { &[0, 1] }
}

#[test]
fn persons_profiled_in_proportion_have_ratios_of_one() {
    // Employment of one class is 3 times that of the other; of 40 persons 30 and then 20 are of it.
    let figures = Survey::Cps.figures();
    let mentions = mentions(figures, figures.years.keys().copied().collect(), Vec::new());
    let of = mentions.each(|_, group| Some(group % 2));
    let classes = WorkerClasses::whole(&mentions, vec!["a".into(), "b".into()], &of);
    let share = mentions.each(|_, group| {
        if group == 0 {
            0.75
        } else if group == 1 {
            0.25
        } else {
            0.0
        }
    });
    let base = Base { share, covered: vec![1.0; mentions.years.len()] };
    let row = |n: u64| ArticleRow { n_tokens: n, date: Some("2020-01-01".into()), ..ArticleRow::default() };
    let clusters: Vec<u32> = (0..40).collect();
    let found = |first: u64| {
        let rows: Vec<ArticleRow> = (0..40).map(|at| row(u64::from(at >= first))).collect();
        persons(&mentions, (&base, &classes), &rows, one_person, (&[1.0; 40], &clusters), RESAMPLING)
    };
    let fair = found(30);
    near(fair[0].ratio, 1.0, 1e-9);
    near(fair[1].ratio, 1.0, 1e-9);
    assert!(fair.iter().all(|ratio| ratio.low < 1.0 && 1.0 < ratio.high), "{fair:?}");
    let skewed = found(20);
    near(skewed[0].ratio, 2.0 / 3.0, 1e-9);
    near(skewed[1].ratio, 2.0, 1e-9);
    assert!(skewed[0].high < 1.0 && skewed[1].low > 1.0, "{skewed:?}");
}

#[test]
fn persons_weigh_as_their_articles_and_are_counted_one_by_one() {
    let figures = Survey::Cps.figures();
    let mentions = mentions(figures, figures.years.keys().copied().collect(), Vec::new());
    let of = mentions.each(|_, group| Some(group % 2));
    let classes = WorkerClasses::whole(&mentions, vec!["a".into(), "b".into(), "none".into()], &of);
    let share = mentions.each(|_, group| [0.75, 0.25].get(group).copied().unwrap_or_default());
    let base = Base { share, covered: vec![1.0; mentions.years.len()] };
    let rows = [vec![2, 1], vec![1, 0], vec![0, 4], vec![0, 0]].map(|n_profiled| {
        let mut row = ArticleRow { date: Some("2020-01-01".into()), ..ArticleRow::default() };
        row.voice.n_profiled = n_profiled;
        row
    });
    let (weights, clusters) = ([2.0, 1.0, 0.5, 1.0], [0, 1, 2, 3]);
    let found =
        persons(&mentions, (&base, &classes), &rows, |row| &row.voice.n_profiled, (&weights, &clusters), RESAMPLING);
    // Persons by weight: 3 · 2, 1 and 4 · ½, together 9; of the first class 2 · 2 + 1, of the second 1 · 2 + 4 · ½.
    assert_eq!(found.iter().map(|ratio| (ratio.class, ratio.observed)).collect::<Vec<_>>(), [(0, 3.0), (1, 5.0)]);
    for (ratio, (expected, share, expected_share)) in found.iter().zip([(6.0, 5.0 / 9.0, 0.75), (2.0, 4.0 / 9.0, 0.25)])
    {
        near(ratio.expected, expected, 1e-12);
        near(ratio.share, share, 1e-12);
        near(ratio.expected_share, expected_share, 1e-12);
        near(ratio.ratio, share / expected_share, 1e-12);
    }
}

#[test]
fn a_class_that_is_never_named_has_the_upper_end_that_a_share_of_none_leaves_open() {
    let figures = Box::leak(Box::new(Survey::Cps.figures().clone()));
    let (a, b) = (figures.group("41-2011").expect("cashiers"), figures.group("29-1141").expect("nurses"));
    for year in figures.years.values_mut() {
        year.iter_mut().for_each(|figure| figure.employed = 0.0);
        (year[a].employed, year[b].employed) = (1.0, 99.0);
    }
    let namings = (0..100).map(|article| Naming { article, year: 0, group: b, tier: None, times: 1 }).collect();
    let mentions = mentions(figures, figures.years.keys().copied().collect(), namings);
    let classes = WorkerClasses::occupations(&mentions);
    let of = |clusters: &[u32]| {
        let drawn = Drawn::new(&mentions, &[0.5; 100], clusters, RESAMPLING);
        let found = ratios(&mentions, &drawn, &Base::new(&mentions, People::All, &classes), &classes);
        [a, b].map(|class| found.iter().find(|ratio| ratio.class == class).expect("some are expected").clone())
    };
    let [silent, named] = of(&(0..100).collect::<Vec<_>>());
    // Wilson's upper end of 0 in 100 is z² / (100 + z²) = 0.036993; over a share of 0.01.
    assert_eq!((silent.observed, silent.ratio, silent.low), (0.0, 0.0, 0.0));
    near(silent.high, 3.699_349_7, 1e-6);
    near(silent.expected, 1.0, 1e-9);
    near(named.ratio, 1.0 / 0.99, 1e-9);
    assert!(named.low <= named.ratio && named.ratio <= named.high, "{named:?}");
    let [silent, named] = of(&[7; 100]);
    near(silent.high, 3.699_349_7, 1e-6);
    assert!(named.low.is_nan() && named.high.is_nan(), "one cluster has no interval: {named:?}");
}

#[test]
fn a_mention_has_its_own_tier_and_a_row_is_split_by_jobs() {
    // One row of the CPS: driver/sales workers, heavy and light truck drivers. Only the heavy ones are of the second
    // tier, with 2,062,040 of 3,454,520 jobs; of four mentions three are.
    let figures = Box::leak(Box::new(Survey::Cps.figures().clone()));
    let drivers = figures.group("53-3032").expect("truck drivers");
    for year in figures.years.values_mut() {
        year.iter_mut().enumerate().for_each(|(group, figure)| figure.employed = f64::from(u8::from(group == drivers)));
    }
    let years: Vec<i16> = figures.years.keys().copied().collect();
    let last = years.len() - 1;
    let naming = |tier, times| Naming { article: 0, year: last, group: drivers, tier, times };
    let mentions = mentions(figures, years, vec![naming(None, 7), naming(Some(0), 1), naming(Some(1), 3)]);
    let tier = |soc: &str| Some(usize::from(soc == "53-3032"));
    let classes = WorkerClasses::tiers(&mentions, vec!["low".into(), "middle".into()], tier);
    let found = ratios_of(&mentions, &[0], People::All, &classes);
    let part = 2_062_040.0 / 3_454_520.0;
    near(found[1].expected_share, part, 1e-9);
    near(found[1].observed, 3.0, 1e-9);
    near(found[1].ratio, 0.75 / part, 1e-9);
    near(found[0].ratio, 0.25 / (1.0 - part), 1e-9);
    let whole = ratios_of(&mentions, &[0], People::All, &classes.with_whole_employment());
    assert_eq!((whole.len(), whole[0].class), (1, 1), "all employment is in one tier: {whole:?}");
}

#[test]
fn an_article_counts_an_occupation_once_in_the_tier_of_most_mentions() {
    let of = |group, tier, times| Naming { article: 0, year: 0, group, tier, times };
    let namings = [of(1, Some(0), 1), of(1, Some(1), 2), of(2, None, 1), of(2, Some(1), 1)];
    let once = super::mentions::once_an_article(&namings);
    assert_eq!(once, [of(1, Some(1), 1), of(2, Some(1), 1)]);
}

fn lexicon() -> Lexicon {
    let entries = [
        ("cashier", "low", "occupation", "soc = \"41-2011\""),
        ("clerk", "low", "occupation", "soc = \"41-2011\"\nnear = [\"store\"]"),
        ("nurse", "low", "occupation", "soc = \"29-1141\""),
        ("private", "low", "occupation", "soc = \"55-3016\""),
    ];
    let soc = "soc,title,wage_quintile,median_hourly,employment,percent_women,job_zone,education,tier,tier_note\n\
        41-2011,Cashiers,1,15,9,60,1,None,low,\n29-1141,Nurses,5,45,9,80,4,None,low,\n55-3016,Infantry,,,,,,,low,\n";
    Lexicon::small_with(&["low"], &entries, &[("soc.csv", soc)])
}

#[test]
fn articles_take_the_figures_of_their_year_and_say_where_there_are_none() {
    let row = |id: &str, date: Option<&str>| ArticleRow {
        id: id.into(),
        date: date.map(str::to_owned),
        ..ArticleRow::default()
    };
    let rows =
        [row("a", Some("2014-03-01")), row("b", Some("2022-03-01")), row("c", None), row("d", Some("2022-05-01"))];
    let hit = |article, entry, zone| HitRow {
        article,
        entry,
        tier: "low",
        dimension: "occupation",
        role: "evidence",
        kind: "",
        zone,
        sentence: 0,
        field: "body",
        start: 0,
        end: 1,
        words: "w",
        weight: 1.0,
        ..HitRow::default()
    };
    let hits = [
        hit("a", "low.occupation.cashier", "body"),
        hit("a", "low.occupation.cashier", "lede"),
        hit("a", "low.occupation.cashier", "comments"),
        hit("b", "low.occupation.nurse", "body"),
        hit("b", "low.occupation.private", "body"),
        hit("c", "low.occupation.nurse", "body"),
        hit("d", "low.occupation.nurse", "body"),
    ];
    let gather = |unit| Mentions::gather(Survey::Cps.figures(), &lexicon(), &rows, &hits, unit);
    let mentions = gather(Unit::Mentions);
    let found: Vec<_> = mentions.namings.iter().map(|n| (n.article, mentions.years[n.year], n.times)).collect();
    assert_eq!(found, [(0, 2020, 2), (1, 2022, 1), (2, 2022, 1), (3, 2022, 1)]);
    let counts = (mentions.n_articles, mentions.n_own_year, mentions.n_undated, mentions.n_outside);
    assert_eq!(counts, (4, 2, 1, 1));
    assert_eq!(gather(Unit::Articles).namings[0].times, 1);
    assert!(mentions.namings.iter().all(|naming| naming.tier == Some(0)), "{:?}", mentions.namings);
    let year_of = |row: &ArticleRow| mentions.years[mentions.year_of(row)];
    assert_eq!(rows.each_ref().map(year_of), [2020, 2022, 2022, 2022], "most namings are of 2022");
    // Cashiers have a word that counts anywhere and one that counts beside others.
    let (cashiers, nurses) = (mentions.figures.group("41-2011"), mentions.figures.group("29-1141"));
    let words = |group: Option<usize>| group.map(|group| (mentions.n_entries[group], mentions.n_guarded[group]));
    assert_eq!((words(cashiers), words(nurses)), (Some((2, 1)), Some((1, 0))));
    // Two occupations have a word: their employment is all that is compared.
    let base = Base::new(&mentions, People::All, &WorkerClasses::occupations(&mentions));
    near(base.share.iter().sum::<f64>(), mentions.years.len() as f64, 1e-9);
    assert_eq!(base.share.iter().filter(|share| **share > 0.0).count(), 2 * mentions.years.len());
}

#[test]
fn the_commonest_group_is_the_first_of_those_named_most_often() {
    let figures = Survey::Cps.figures();
    let of = |groups: &[(usize, u32)]| {
        let namings = groups.iter().enumerate();
        let namings = namings.map(|(article, (group, times))| Naming {
            article,
            year: 0,
            group: *group,
            tier: None,
            times: *times,
        });
        mentions(figures, figures.years.keys().copied().collect(), namings.collect())
    };
    for (groups, expected) in [
        ([(9, 3), (5, 1), (5, 2)].as_slice(), Some(5)),
        (&[(9, 4), (5, 1), (5, 2)], Some(9)),
        (&[(0, 1)], Some(0)),
        (&[], None),
    ] {
        assert_eq!(of(groups).commonest(), expected, "{groups:?}");
    }
    let mentions = of(&[(9, 4), (5, 1), (5, 2)]);
    let without = mentions.without(5);
    assert_eq!(without.namings.iter().map(|naming| naming.group).collect::<Vec<_>>(), [9]);
    assert_eq!((without.n_entries[5], without.n_entries[9]), (0, 1));
    assert!(mentions.in_year(2).namings.iter().all(|naming| naming.year == 2));
    assert_eq!([Unit::Mentions, Unit::Articles].map(Unit::name), ["mentions", "articles"]);
    assert_eq!([People::All, People::Women].map(People::name), ["all", "women"]);
}

#[test]
fn occupations_lie_on_the_wage_distribution_by_their_wage_and_take_the_part_of_their_jobs() {
    let figures = Box::leak(Box::new(Survey::Oews.figures().clone()));
    // Wage and jobs; the fourth has no jobs, the fifth is not kept.
    let given = [(10.0, 50.0), (30.0, 20.0), (20.0, 30.0), (15.0, 0.0), (40.0, 100.0)];
    for year in figures.years.values_mut() {
        for (group, figure) in year.iter_mut().enumerate() {
            let (wage, jobs) = given.get(group).map_or((None, 7.0), |(wage, jobs)| (Some(*wage), *jobs));
            (figure.median_hourly, figure.employed) = (wage, jobs);
        }
    }
    let mentions = mentions(figures, figures.years.keys().copied().collect(), Vec::new());
    let kept: Vec<bool> = (0..figures.groups.len()).map(|group| group != 4).collect();
    let spans = wage_spans(&mentions, |figure| figure.employed, &kept);
    assert_eq!(spans.len(), mentions.n_places());
    let last = mentions.place(mentions.years.len() - 1, 0);
    for of_year in [&spans[..6], &spans[last..last + 6]] {
        assert_eq!(of_year, [Some((0.0, 0.5)), Some((0.8, 1.0)), Some((0.5, 0.8)), None, None, None]);
    }
}

#[test]
fn a_row_of_one_known_tier_is_all_of_that_tier() {
    let figures = Survey::Cps.figures();
    let drivers = figures.group("53-3032").expect("truck drivers");
    let mentions = mentions(figures, figures.years.keys().copied().collect(), Vec::new());
    let of = |tier: &dyn Fn(&str) -> Option<usize>| {
        let classes = WorkerClasses::tiers(&mentions, vec!["low".into(), "middle".into()], tier);
        classes.employed[mentions.place(0, drivers)].clone()
    };
    assert_eq!(of(&|_| Some(1)).iter().map(|(tier, _)| *tier).collect::<Vec<_>>(), [1]);
    let known = of(&|soc| (soc == "53-3032").then_some(1));
    assert_eq!((known.len(), known[0].0), (1, 1));
    near(known[0].1, 1.0, 1e-12);
    assert_eq!(of(&|_| None), []);
}

#[test]
fn namings_weigh_as_their_articles_and_can_be_weighed_again_by_their_cell() {
    let figures = Survey::Cps.figures();
    let naming = |article, group, times| Naming { article, year: 0, group, tier: None, times };
    let namings = vec![naming(0, 1, 3), naming(1, 1, 2), naming(2, 4, 4), naming(3, 4, 9)];
    let mentions = mentions(figures, figures.years.keys().copied().collect(), namings);
    let drawn = Drawn::new(&mentions, &[1.0, 2.0, 0.5, 0.0], &[0, 1, 1, 2], RESAMPLING);
    // Clusters of 3 and of 4 + 2; the third weighs nothing. Kish: 9² / (9 + 36).
    assert_eq!(drawn.n_clusters(), 2);
    near(drawn.n_effective(), 1.8, 1e-12);
    let cells = [1, 4].map(|group| mentions.cell(&naming(0, group, 1)));
    let check = |drawn: &Drawn, expected: [f64; 2]| {
        cells.into_iter().zip(expected).for_each(|(cell, expected)| near(drawn.observed()[cell], expected, 1e-12));
    };
    check(&drawn, [7.0, 2.0]);
    check(&drawn.scaled(|cell| if cell == cells[0] { 0.5 } else { 3.0 }), [3.5, 6.0]);
    assert!(drawn.scaled(|_| 0.0).n_effective().abs() < 1e-12);
}
