//! Figures: what a plot shows, and the same plot as SVG and PNG.
//!
//! In: groups with their values and intervals. Out: one SVG for a page or for a file of its
//! own. Colours come from classes, so a page decides on light and dark; marks differ by shape as well
//! as by colour. Coordinates have one decimal, so the same values give the same bytes.

mod plot;
mod scale;
mod svg;
mod slide;
#[cfg(feature = "cli")]
mod png;

pub use crate::present::figure::plot::{Figure, FigureRow, Fill, LOOKS, Mark, Measure, OTHER, Plot, Series};
#[cfg(feature = "cli")]
pub use crate::present::figure::png::{FigureError, png, slide_png};
pub use crate::present::figure::slide::{Slide, SlideRow, slide_file, slide_inline};
pub use crate::present::figure::svg::{PAGE_STYLE, escape, file, inline, inline_beside};

#[cfg(test)]
mod tests;
