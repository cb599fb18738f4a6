//! Progress of long files, on standard error, where somebody watches.

use indicatif::{ProgressBar, ProgressStyle};

use super::console::Console;

/// From so many rows on a bar is shown.
const MANY: usize = 10_000;

/// A counter of what is at work, for work whose length nobody knows.
pub fn counter(console: &Console) -> ProgressBar {
    let bar = if console.is_watched() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    let style = ProgressStyle::with_template("{spinner} {msg} {human_pos}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

/// A bar for so many rows; a hidden one where it is not worth it.
pub fn bar(rows: usize, console: &Console) -> ProgressBar {
    let bar = if rows > MANY && console.is_watched() {
        ProgressBar::new(u64::try_from(rows).unwrap_or(u64::MAX))
    } else {
        ProgressBar::hidden()
    };
    let style = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} {per_sec}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
