//! What a plot shows: marks, series, and how they are read.

/// A value with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// The value.
    pub value: f64,
    /// Both ends of the interval, where there is one.
    pub ends: Option<(f64, f64)>,
}

/// One kind of mark, which goes through all groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// Which of the looks it has; looks repeat after [`LOOKS`].
    pub look: usize,
    /// Filled or hollow.
    pub fill: Fill,
}

/// How marks are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// A solid mark: what was counted.
    Solid,
    /// A hollow mark: what was corrected, expected or compared.
    Hollow,
}

/// Number of different looks (colour and shape) of a series: first those of tiers, then those of anything else.
pub const LOOKS: usize = 8;
/// The first look of what is of no tier: the colours of tiers mean nothing else.
pub const OTHER: usize = LOOKS / 2;

/// One row of marks, or one step of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRow {
    /// Its label.
    pub label: String,
    /// A mark for each series, in their order.
    pub marks: Vec<Option<Mark>>,
}

/// How values are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Shares, 0–1, printed in percent.
    Share,
    /// Ratios on a logarithmic axis with a line at 1.
    Ratio,
    /// Counts from 0 up.
    Count,
}

/// How a figure is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Plot {
    /// A dot with a whisker for each series, groups below each other.
    Rows {
        /// What the axis measures.
        measure: Measure,
        /// The series.
        series: Vec<Series>,
        /// The groups, from above.
        groups: Vec<FigureRow>,
    },
    /// Lines over groups in order, such as years.
    Lines {
        /// What the axis measures.
        measure: Measure,
        /// The series.
        series: Vec<Series>,
        /// The groups, from the left.
        groups: Vec<FigureRow>,
    },
    /// A cumulative curve over 0–1 against the diagonal of the uniform distribution.
    Cumulative {
        /// What the curve shows.
        name: String,
        /// Points, ascending in both coordinates, 0–1.
        points: Vec<(f64, f64)>,
    },
}

/// A plot with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Name of its files, and its anchor in a page.
    pub id: String,
    /// Title.
    pub title: String,
    /// The plot.
    pub plot: Plot,
}

impl Plot {
    /// True when there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Cumulative { points, .. } => points.is_empty(),
            _ => self.groups().iter().all(|group| group.marks.iter().all(Option::is_none)),
        }
    }

    /// How its values are read; `None` for a curve.
    #[must_use]
    pub fn measure(&self) -> Option<Measure> {
        match self {
            Self::Rows { measure, .. } | Self::Lines { measure, .. } => Some(*measure),
            Self::Cumulative { .. } => None,
        }
    }

    /// Its groups; none for a curve.
    #[must_use]
    pub fn groups(&self) -> &[FigureRow] {
        match self {
            Self::Rows { groups, .. } | Self::Lines { groups, .. } => groups,
            Self::Cumulative { .. } => &[],
        }
    }

    /// How it is read: what the axis measures, and what lines stand for.
    #[must_use]
    pub fn caption(&self) -> String {
        let (measure, groups) = match self {
            Self::Rows { measure, groups, .. } | Self::Lines { measure, groups, .. } => (measure, groups),
            Self::Cumulative { name, .. } => {
                return format!("Curve: {name}, in percent. The dashed line is coverage in proportion.");
            }
        };
        let axis = match measure {
            Measure::Share => "Share in percent",
            Measure::Ratio => "Ratio on a logarithmic axis; the dashed line at 1 is coverage in proportion",
            Measure::Count => "Number of articles",
        };
        let has_ends = groups.iter().flat_map(|group| &group.marks).flatten().any(|mark| mark.ends.is_some());
        let ends = if has_ends {
            " The line through a mark goes from the lower to the upper end that the table names."
        } else {
            ""
        };
        format!("{axis}.{ends}")
    }

    /// The series of the legend.
    #[must_use]
    pub fn series(&self) -> &[Series] {
        match self {
            Self::Rows { series, .. } | Self::Lines { series, .. } => series,
            Self::Cumulative { .. } => &[],
        }
    }
}

impl Measure {
    /// A value as it is printed on the axis and read aloud.
    #[must_use]
    pub fn print(self, value: f64) -> String {
        match self {
            Self::Share => {
                let percent = value * 100.0;
                if percent.fract().abs() < 1e-9 { format!("{percent:.0} %") } else { format!("{percent:.1} %") }
            }
            Self::Ratio if value >= 10.0 || value.fract().abs() < 1e-9 => format!("{value:.0}"),
            Self::Ratio => format!("{value:.2}"),
            Self::Count => crate::present::grouped(format!("{value:.0}")),
        }
    }
}
