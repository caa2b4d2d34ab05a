use crate::present::figure::{Figure, FigureRow, Fill, Mark, Measure, Plot, Series, file, inline};

fn series(name: &str, look: usize) -> Series {
    Series { name: name.to_owned(), look, fill: Fill::Solid }
}

fn rows(measure: Measure, marks: &[(f64, f64, f64)]) -> Figure {
    let mark = |(value, low, high): &(f64, f64, f64)| Some(Mark { value: *value, ends: Some((*low, *high)) });
    let groups = marks.iter().map(|one| FigureRow { label: "Fox <News> & Co".to_owned(), marks: vec![mark(one)] });
    let plot = Plot::Rows { measure, series: vec![series("low_wage", 2)], groups: groups.collect() };
    Figure { id: "focus".to_owned(), title: "Focus \"by\" outlet".to_owned(), plot }
}

/// The numbers of an attribute, in the order of the drawing.
fn numbers(svg: &str, attribute: &str) -> Vec<f64> {
    let opening = format!(" {attribute}=\"");
    svg.split(&opening).skip(1).filter_map(|part| part.split('"').next()?.parse().ok()).collect()
}

#[test]
fn words_of_the_data_are_never_markup() {
    let svg = file(&rows(Measure::Share, &[(0.2, 0.1, 0.4)]));
    assert!(svg.contains("Fox &lt;News&gt; &amp; Co") && !svg.contains("<News>"), "{svg}");
    assert!(svg.contains("Focus &quot;by&quot; outlet"));
    assert!(svg.contains("xmlns="));
}

#[test]
fn a_long_label_keeps_its_number() {
    let label = "The Christian Science Monitor Weekly (1278)".to_owned();
    let marks = vec![Some(Mark { value: 0.2, ends: None })];
    let groups = vec![FigureRow { label, marks }];
    let plot = Plot::Rows { measure: Measure::Share, series: vec![series("low_wage", 2)], groups };
    let svg = inline(&Figure { id: "focus".into(), title: "Focus".into(), plot });
    assert!(svg.contains(">The Christian Science Monitor</text>") && svg.contains(">Weekly (1278)</text>"), "{svg}");
}

#[test]
fn whiskers_are_as_long_as_their_intervals() {
    let svg = inline(&rows(Measure::Share, &[(0.2, 0.1, 0.4), (0.3, 0.2, 0.8)]));
    let whiskers: Vec<&str> = svg.split("<line class=\"stroke\"").skip(1).collect();
    let long = |part: &str| numbers(part, "x2")[0] - numbers(part, "x1")[0];
    assert_eq!(whiskers.len(), 2);
    assert!((long(whiskers[1]) / long(whiskers[0]) - 2.0).abs() < 0.01, "{svg}");
}

#[test]
fn ratios_lie_on_a_logarithmic_axis_around_one() {
    let svg = inline(&rows(Measure::Ratio, &[(0.25, 0.25, 1.0), (4.0, 1.0, 4.0)]));
    let whiskers: Vec<&str> = svg.split("<line class=\"stroke\"").skip(1).collect();
    let long = |part: &str| numbers(part, "x2")[0] - numbers(part, "x1")[0];
    assert!((long(whiskers[0]) - long(whiskers[1])).abs() < 0.2, "a quarter is as far from one as four: {svg}");
}

#[test]
fn a_line_goes_through_the_groups_that_have_a_value() {
    let group = |label: &str, value: Option<f64>| FigureRow {
        label: label.to_owned(),
        marks: vec![value.map(|value| Mark { value, ends: None })],
    };
    let groups = vec![group("2012", Some(0.1)), group("2013", None), group("2014", Some(0.3))];
    let plot = Plot::Lines { measure: Measure::Share, series: vec![series("low_wage", 2)], groups };
    assert!(!plot.is_empty());
    let svg = inline(&Figure { id: "trend".into(), title: "Trend".into(), plot });
    let line = svg.split("points=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a line");
    assert_eq!(line.split(' ').count(), 2);
}

#[cfg(feature = "cli")]
#[test]
fn a_picture_is_drawn_or_the_missing_font_is_named() {
    match crate::present::figure::png(&rows(Measure::Share, &[(0.2, 0.1, 0.4)])) {
        Ok(bytes) => assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 1000),
        Err(error) => assert!(error.to_string().contains("fonts-dejavu-core"), "{error}"),
    }
}
