//! The form of a claim: what is typed becomes facts by the same reader as files of settlements, and facts become a form.

use askama::Template;

use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::claim::component::{COMPONENTS, Component, ComponentName};
use crate::engine::claim::ties::{MemberPartRule, Untied, untied};
use crate::engine::scheme::model::{Edition, FactType};
use crate::exchange::claims::{ClaimProfile, cells, column_names, read_claims};
use crate::pages::frame::Frame;
use crate::pages::schemes::{Schemes, edition};
use crate::pages::typed::{Typed, plain};
use crate::pages::words::Lists;

/// The fields of the form that stand on every slip, by the words of their columns; the figures come after them.
const FIELDS: [&str; 17] = [
    "member",
    "event",
    "setting",
    "admission_date",
    "discharge_date",
    "settlement_date",
    "diagnosis_date",
    "accident_date",
    "submitted",
    "place",
    "hospital_level",
    "admission",
    "days",
    "diagnosis",
    "invoice",
    "bill_code",
    "relation",
];

/// Those figures that an old slip carries.
const OLD: [Component; 3] = [Component::Total, Component::FundsPaid, Component::MemberPart];

/// The figures whose sums are checked, and that say by how much they are off.
pub(super) const TIED: [Component; 3] = [Component::Total, Component::FundsPaid, Component::MemberPart];

/// A figure of the slip.
pub(super) struct Figure {
    pub(super) word: &'static str,
    pub(super) label: &'static str,
    pub(super) is_tied: bool,
}

/// Figures that stand together on the slip.
pub(super) struct Group {
    pub(super) label: &'static str,
    pub(super) figures: Vec<Figure>,
}

/// Something that the scheme asks beside the slip.
pub(super) struct Declared {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) is: Is,
}

/// How it is answered.
pub(super) enum Is {
    Choice(Vec<(String, String)>),
    Number,
    Amount,
}

/// Whose claim it is.
pub(super) struct Whose {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) employer: String,
}

#[derive(Template)]
#[template(path = "claims/form.html")]
pub(super) struct FormPage {
    pub(super) p: Frame,
    pub(super) form: Typed,
    pub(super) whose: Whose,
    /// The claim that is put right; empty for a new one.
    pub(super) claim: String,
    pub(super) schemes: Vec<(String, String)>,
    pub(super) lists: Lists,
    pub(super) declared: Vec<Declared>,
    pub(super) groups: Vec<Group>,
    pub(super) is_old: bool,
    pub(super) is_untied: bool,
}

impl FormPage {
    /// The form of a claim of somebody.
    pub(super) fn of(
        p: Frame,
        form: Typed,
        whose: Whose,
        (schemes, all): (&Schemes, Vec<(String, String)>),
        today: Day,
    ) -> Self {
        let scheme = schemes.get(form.raw("scheme"));
        let declared = scheme.and_then(|scheme| edition(scheme, today)).map(|edition| declared(&p, edition));
        let is_old = form.raw("slip") == "old";
        let is_untied =
            TIED.iter().any(|c| form.wrong(c.names().word).is_some()) || form.raw("untied") == "yes";
        Self {
            lists: Lists::of(&p),
            declared: declared.unwrap_or_default(),
            groups: groups(&p, is_old),
            claim: String::new(),
            schemes: all,
            form,
            whose,
            is_old,
            is_untied,
            p,
        }
    }

    /// What it is kept under on the computer at which it is typed.
    fn draft(&self) -> String {
        if self.claim.is_empty() {
            format!("claim-{}", self.whose.id)
        } else {
            format!("correct-{}", self.claim)
        }
    }
}

fn groups(p: &Frame, is_old: bool) -> Vec<Group> {
    let of = |label: &'static str, from: Component, to: Component| Group {
        label,
        figures: COMPONENTS
            .iter()
            .filter(|name| (from.index()..=to.index()).contains(&name.component.index()))
            .filter(|name| !is_old || OLD.contains(&name.component))
            .map(|name| figure(p, name))
            .collect(),
    };
    let all = [
        of(p.say("费用构成", "The bill"), Component::Total, Component::InScope),
        of(p.say("医保支付", "What insurance paid"), Component::DeductiblePaid, Component::HospitalPaid),
        of(p.say("个人负担", "What the member bore"), Component::MemberPart, Component::SelfPay),
    ];
    all.into_iter().filter(|group| !group.figures.is_empty()).collect()
}

fn figure(p: &Frame, name: &'static ComponentName) -> Figure {
    Figure { word: name.word, label: p.say(name.zh[0], name.en), is_tied: TIED.contains(&name.component) }
}

fn declared(p: &Frame, edition: &Edition) -> Vec<Declared> {
    let none = || (String::new(), p.say("未填", "not stated").to_owned());
    let one = |fact: &crate::engine::scheme::model::DeclaredFact| Declared {
        id: fact.id.clone(),
        label: fact.label.get(p.lang).to_owned(),
        is: match &fact.is {
            FactType::Flag => {
                let words = [("yes", p.say("是", "yes")), ("no", p.say("否", "no"))];
                Is::Choice(
                    std::iter::once(none())
                        .chain(words.map(|(id, label)| (id.into(), label.into())))
                        .collect(),
                )
            }
            FactType::Choice(choices) => {
                let words =
                    choices.iter().map(|choice| (choice.id.clone(), choice.label.get(p.lang).to_owned()));
                Is::Choice(std::iter::once(none()).chain(words).collect())
            }
            FactType::Number => Is::Number,
            FactType::Amount => Is::Amount,
        },
    };
    edition.facts.iter().map(one).collect()
}

/// What is typed as facts, of the day on which it is typed; none where something is wrong, which is noted at its field.
/// Without `ties` the slip is taken as it is.
pub(in crate::pages) fn facts(
    form: &mut Typed,
    (schemes, today): (&Schemes, Day),
    ties: bool,
) -> Option<Facts> {
    let scheme = schemes.get(form.raw("scheme"));
    let editions: Vec<&Edition> = scheme.iter().flat_map(|scheme| scheme.editions()).collect();
    let own = editions.iter().flat_map(|edition| &edition.facts).map(|fact| fact.id.clone());
    let mut names: Vec<String> = FIELDS.iter().map(|name| (*name).to_owned()).collect();
    names.extend(COMPONENTS.iter().map(|name| name.word.to_owned()));
    names.extend(own);
    names.dedup();
    let mut filled: Vec<(String, String)> = names
        .into_iter()
        .map(|name| (plain(form.raw(&name)), name))
        .map(|(value, name)| (name, value))
        .collect();
    filled.retain(|(_, value)| !value.is_empty());
    let is_named = |wanted: &str| filled.iter().any(|(name, _)| name == wanted);
    if !is_named("submitted") {
        filled.push(("submitted".into(), today.to_string()));
    }
    let profile = ClaimProfile { ties, as_of: Some(today), ..ClaimProfile::default() };
    let read = read_claims(&as_file(&filled)?, &profile, &editions);
    let Ok(file) = read else {
        form.fault(
            "",
            (
                "填写的内容无法读取，请检查是否含有特殊字符。",
                "What was typed cannot be read; look for odd characters.",
            ),
        );
        return None;
    };
    for error in file.errors {
        form.fault(&error.column, (error.zh, format!("{}.", error.en)));
    }
    file.claims.into_iter().next().map(|row| row.facts).filter(|_| form.is_fine())
}

/// A file of two lines: the names of the columns, and what was typed.
fn as_file(filled: &[(String, String)]) -> Option<Vec<u8>> {
    let mut file = csv::Writer::from_writer(vec![]);
    file.write_record(filled.iter().map(|(name, _)| name)).ok()?;
    file.write_record(filled.iter().map(|(_, value)| value)).ok()?;
    file.into_inner().ok()
}

/// The sums of a slip that do not tie.
pub(super) fn off(facts: &Facts) -> Vec<Untied> {
    untied(&facts.claim.settlement, MemberPartRule::default())
}

/// A form with what is known of a claim.
pub(super) fn of_facts(scheme: &str, facts: &Facts) -> Typed {
    let mut form = Typed::of(cells(facts));
    form.put("scheme", scheme);
    form
}

/// What a column is called on a page.
pub(super) fn called(p: &Frame, column: &str) -> String {
    let figure =
        Component::from_word(column).map(|component| p.say(component.names().zh[0], component.names().en));
    let named = || column_names().find(|name| name.word == column).and_then(|name| name.zh.first().copied());
    let zh = figure.or_else(named).unwrap_or(column);
    if figure.is_some() { zh.to_owned() } else { p.say(zh, &column.replace('_', " ")).to_owned() }
}
