//! Windows in words: whose running total, over which stretch of time.

use crate::engine::claim::words::Word;
use crate::engine::scheme::model::{Lang, Scope, Stretch, Window};

/// A window: 每人每年度; “per member per year”.
pub fn window(window: Window, lang: Lang) -> String {
    match lang {
        Lang::Zh => window.zh(),
        Lang::En => format!("{} {}", scope(window.scope), stretch(window.stretch)),
    }
}

/// Taken along a window: 按每人每年度累计计算; “along the running total per member per year”.
pub fn along(along: Window, lang: Lang) -> String {
    let window = window(along, lang);
    lang.say(format_args!("按{window}累计计算"), format_args!("along the running total {window}"))
}

fn scope(scope: Scope) -> String {
    match scope {
        Scope::Pool => "for the whole scheme".into(),
        Scope::Member | Scope::Household | Scope::Employer => format!("per {}", scope.word()),
    }
}

fn stretch(stretch: Stretch) -> &'static str {
    match stretch {
        Stretch::Year => "per year",
        Stretch::Month => "per month",
        Stretch::Admission => "per stay",
        Stretch::Rolling12Months => "in any twelve months",
        Stretch::PlanPeriod => "per period",
        Stretch::Life => "in a lifetime",
    }
}
