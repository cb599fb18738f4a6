//! Money in and out by month as a picture: bars, made here, that need no script and print.

use plotters::prelude::{
    Color, IntoDrawingArea, IntoTextStyle, PathElement, RGBColor, Rectangle, SVGBackend, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

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
    let most = months.iter().flat_map(|month| [month.came, month.went]).max()?.max(1);
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

/// An amount in yuan without fen, in short: `1,234`, `12万`.
fn short(fen: i64) -> String {
    let yuan = fen / 100;
    if yuan >= 100_000 { format!("{}.{}万", yuan / 10_000, yuan % 10_000 / 1_000) } else { yuan.to_string() }
}

#[cfg(test)]
mod tests {
    use super::{Month, short, svg};

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
        assert_eq!(short(123_456), "1234");
        assert_eq!(short(1_234_567_800), "1234.5万");
    }
}
