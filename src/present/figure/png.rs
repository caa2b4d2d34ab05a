//! Plots as PNG.

use resvg::{tiny_skia, usvg};

use crate::present::figure::{Figure, Slide, file, slide_file};

/// Why a figure has no picture.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FigureError {
    /// There is no font for its words.
    #[error("no font was found to draw figures with: install one (on Debian: fonts-dejavu-core), or use the SVG files")]
    NoFont,
    /// The picture could not be made.
    #[error("figure {id}: cannot be drawn as PNG ({reason}); use the SVG file")]
    Draw {
        /// Which figure.
        id: String,
        /// What went wrong.
        reason: String,
    },
}

/// Pixels a unit of the figure: twice the size, for print and sharp screens.
const ZOOM: f32 = 2.0;

/// The figure as a PNG file, drawn with the fonts of this machine.
pub fn png(figure: &Figure) -> Result<Vec<u8>, FigureError> {
    drawn(&figure.id, &file(figure))
}

/// The chart with title, source and notes as a PNG file, drawn with the fonts of this machine.
pub fn slide_png(slide: &Slide) -> Result<Vec<u8>, FigureError> {
    drawn(&slide.id, &slide_file(slide))
}

fn drawn(id: &str, svg: &str) -> Result<Vec<u8>, FigureError> {
    let mut options = usvg::Options::default();
    options.fontdb_mut().load_system_fonts();
    drawn_with(options, id, svg)
}

/// The same with the fonts of `options`.
fn drawn_with(mut options: usvg::Options<'_>, id: &str, svg: &str) -> Result<Vec<u8>, FigureError> {
    let failed = |reason: String| FigureError::Draw { id: id.to_owned(), reason };
    let family = options.fontdb.faces().find_map(|face| face.families.first().map(|(name, _)| name.clone()));
    options.font_family = family.ok_or(FigureError::NoFont)?;
    let tree = usvg::Tree::from_str(svg, &options).map_err(|e| failed(e.to_string()))?;
    let size = tree.size().to_int_size().scale_by(ZOOM).ok_or_else(|| failed("it has no size".to_owned()))?;
    let mut pixels =
        tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(|| failed("too large".to_owned()))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(ZOOM, ZOOM), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| failed(e.to_string()))
}

#[cfg(test)]
mod tests {
    use resvg::usvg;

    use super::{FigureError, drawn, drawn_with};

    #[test]
    fn nothing_is_drawn_without_a_font() {
        let error = drawn_with(usvg::Options::default(), "focus", "<svg/>").expect_err("no font was loaded");
        assert!(matches!(error, FigureError::NoFont), "{error}");
    }

    #[test]
    fn a_figure_that_cannot_be_drawn_is_named() {
        match drawn("focus", "no figure").expect_err("there is nothing to draw") {
            // Without a font nothing is drawn at all.
            FigureError::NoFont => {}
            error => assert!(error.to_string().starts_with("figure focus: cannot be drawn as PNG ("), "{error}"),
        }
    }
}
