//! Figures of a claim in words.

use super::list::all_of;
use crate::engine::claim::words::Word;
use crate::engine::scheme::model::{Edition, Lang, MeasureOf};

/// What a figure is called: 政策范围内个人自付; 药品费; the label of an amount that the scheme declares.
pub fn measure(of: &MeasureOf, edition: &Edition, lang: Lang) -> String {
    match of {
        MeasureOf::Component(component) => {
            let names = component.names();
            lang.pick(names.zh.first().copied().unwrap_or(names.word), names.en).into()
        }
        MeasureOf::Expense(class) => lang.pick(class.zh().into(), format!("expenses for {}", class.word())),
        MeasureOf::Fact(id) => match edition.facts.iter().find(|f| f.id == *id) {
            Some(fact) => fact.label.get(lang).into(),
            None => id.clone(),
        },
    }
}

/// The sum of figures: 甲、乙和丙之和.
pub fn measures(of: &[MeasureOf], edition: &Edition, lang: Lang) -> String {
    let names: Vec<String> = of.iter().map(|m| measure(m, edition, lang)).collect();
    let all = all_of(&names, lang);
    match names.as_slice() {
        [_] => all,
        _ => lang.say(format_args!("{all}之和"), format_args!("the sum of {all}")),
    }
}
