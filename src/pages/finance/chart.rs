//! Money in and out by month as a picture: bars, made here, that need no script and print.

use plotters::prelude::{
    Color, IntoDrawingArea, IntoTextStyle, PathElement, RGBColor, Rectangle, SVGBackend, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::engine::money::grouped;

/// What came and what was granted in a month, in fen.
pub(super) struct Month {
    /// As it is written below its bars.
    pub(super) label: String,
    pub(super) came: i64,
    pub(super) went: i64,
}

const WIDTH: u32 = 720;
const HEIGHT: u32 = 200;
/// The line that bars stand on, and how high they can be.
const GROUND: i32 = 170;
const TALLEST: i64 = 140;
const LEFT: i32 = 74;

// The style sheet gives each of these the colour of the page, light or dark.
const CAME: RGBColor = RGBColor(15, 95, 92);
const WENT: RGBColor = RGBColor(193, 122, 34);
const INK: RGBColor = RGBColor(85, 97, 95);
const LINE: RGBColor = RGBColor(213, 219, 216);

/// The picture as SVG; nothing where it cannot be drawn.
pub(super) fn svg(months: &[Month]) -> String {
    let mut picture = String::new();
    if draw(&mut picture, months).is_none() {
        picture.clear();
    }
    picture
}

fn draw(picture: &mut String, months: &[Month]) -> Option<()> {
    let most = round(months.iter().flat_map(|month| [month.came, month.went]).max()?.max(1));
    let root = SVGBackend::with_string(picture, (WIDTH, HEIGHT)).into_drawing_area();
    let right = i32::try_from(WIDTH).ok()?;
    let ink = ("sans-serif", 12).into_text_style(&root).color(&INK);
    for at in [0, most / 2, most] {
        let y = height(at, most)?;
        root.draw(&PathElement::new(vec![(LEFT, y), (right, y)], LINE.stroke_width(1))).ok()?;
        let style = ink.clone().pos(Pos::new(HPos::Right, VPos::Center));
        root.draw(&Text::new(short(at), (LEFT - 8, y), style)).ok()?;
    }
    let wide = (right - LEFT) / i32::try_from(months.len()).ok()?.max(1);
    for (at, month) in (0_i32..).zip(months) {
        let x = LEFT + at * wide + wide / 2;
        let bar = (wide / 3).min(18);
        for (amount, colour, from) in [(month.came, CAME, x - bar - 1), (month.went, WENT, x + 1)] {
            let top = height(amount, most)?;
            root.draw(&Rectangle::new([(from, top), (from + bar, GROUND)], colour.filled())).ok()?;
        }
        let style = ink.clone().pos(Pos::new(HPos::Center, VPos::Top));
        root.draw(&Text::new(month.label.clone(), (x, GROUND + 9), style)).ok()?;
    }
    root.present().ok()
}

fn height(amount: i64, most: i64) -> Option<i32> {
    let tall = i128::from(amount.clamp(0, most)) * i128::from(TALLEST) / i128::from(most);
    Some(GROUND - i32::try_from(tall).ok()?)
}

/// The next of 2, 4, 6, 8 or 10 times a power of ten yuan, so that half of it is round as well.
fn round(fen: i64) -> i64 {
    let mut step: i64 = 200;
    while fen > step.saturating_mul(5) {
        step = step.saturating_mul(10);
    }
    ((fen - 1) / step + 1).saturating_mul(step)
}

/// An amount in yuan without fen: `1,234`.
fn short(fen: i64) -> String {
    grouped(&(fen / 100).to_string())
}

#[cfg(test)]
mod tests {
    use super::{Month, round, short, svg};

    #[test]
    fn a_picture_has_a_bar_for_each_figure_and_no_style() {
        let month = |came, went| Month { label: "1".into(), came, went };
        let picture = svg(&[month(12_000_000, 4_000_000), month(0, 0)]);
        assert_eq!(picture.matches("<rect").count(), 4, "{picture}");
        assert!(!picture.contains("style="), "{picture}");
        assert!(svg(&[]).is_empty());
    }

    #[test]
    fn amounts_are_short() {
        assert_eq!(short(123_456), "1,234");
        assert_eq!(short(1_234_567_800), "12,345,678");
    }

    #[test]
    fn the_height_is_round_and_so_is_its_half() {
        for (most, top) in
            [(1, 200), (200, 200), (201, 400), (1_000, 1_000), (1_001, 2_000), (5_556_800, 6_000_000)]
        {
            assert_eq!(round(most), top, "{most}");
        }
        assert!(round(i64::MAX) > 0);
    }
}
