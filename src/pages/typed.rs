//! What was typed into a form: kept as it stands, so that it is shown again, with what is wrong beside each field.

use axum::Form;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;

use crate::engine::calendar::{Day, parse_day};
use crate::engine::money::Fen;
use crate::engine::scheme::said::Said;
use crate::service::{App, Problem};

/// The longest text of a field.
const LONGEST: usize = 2_000;

/// A form as it was sent: all its values, and what was found to be wrong with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    values: Vec<(String, String)>,
    faults: Vec<(String, Said)>,
}

impl Typed {
    /// An empty form.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// A form with these values.
    pub(super) fn of(values: Vec<(String, String)>) -> Self {
        Self { values, faults: vec![] }
    }

    /// Puts a value into a field.
    pub(super) fn put(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(known, _)| known != name);
        self.values.push((name.into(), value.into()));
    }

    /// A field as it was typed, without spaces around it; empty where it is not there.
    pub(super) fn raw(&self, name: &str) -> &str {
        self.values.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// All values of fields of one name.
    pub(super) fn all<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> {
        self.values.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// The field with full-width letters, digits and signs as plain ones; a fault where it is too long.
    pub(super) fn text(&mut self, name: &str) -> String {
        let text = plain(self.raw(name));
        if text.chars().count() > LONGEST {
            self.fault(
                name,
                (
                    format!("内容过长，请不超过{LONGEST}个字。"),
                    format!("Too long: at most {LONGEST} characters."),
                ),
            );
        }
        text
    }

    /// The same where it must not be empty.
    pub(super) fn needed(&mut self, name: &str, missing: (&str, &str)) -> String {
        let text = self.text(name);
        if text.is_empty() {
            self.fault(name, missing);
        }
        text
    }

    /// An amount of yuan, nought or more; none where nothing stands there.
    pub(super) fn money(&mut self, name: &str) -> Option<Fen> {
        let text = plain(self.raw(name));
        if text.is_empty() {
            return None;
        }
        match Fen::parse(&text) {
            Ok(amount) if amount >= Fen::ZERO => Some(amount),
            Ok(_) => {
                self.fault(
                    name,
                    ("金额不能为负数，请核对。", "The amount must not be below nought; check it."),
                );
                None
            }
            Err(why) => {
                self.fault(name, (format!("{}。", why.zh()), format!("{why}.")));
                None
            }
        }
    }

    /// A day; none where nothing stands there.
    pub(super) fn day(&mut self, name: &str) -> Option<Day> {
        let text = plain(self.raw(name));
        if text.is_empty() {
            return None;
        }
        match parse_day(&text) {
            Ok(day) => Some(day),
            Err(why) => {
                self.fault(name, (why.zh(), format!("{why}.")));
                None
            }
        }
    }

    /// A whole number from 0 to 65535; none where nothing stands there.
    pub(super) fn number(&mut self, name: &str) -> Option<u16> {
        let text = plain(self.raw(name));
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            let said = ("请填写0至65535的整数。", "Write a whole number from 0 to 65535.");
            self.fault(name, said);
        }
        number
    }

    /// Notes what is wrong with a field.
    pub(super) fn fault(&mut self, name: &str, said: impl Into<Said>) {
        self.faults.push((name.into(), said.into()));
    }

    /// Notes what the office or the service says, at the field that it names where it names one.
    pub(super) fn refused(&mut self, problem: &Problem) {
        let mut faults =
            problem.faults().map(|(field, said)| (field.trim_start_matches('/').to_owned(), said.clone()));
        match faults.next() {
            Some(first) => {
                self.faults.push(first);
                self.faults.extend(faults);
            }
            None => self.fault("", problem.said().clone()),
        }
    }

    /// What is wrong with a field, or with the form as a whole (empty name).
    pub(super) fn wrong(&self, name: &str) -> Option<&Said> {
        self.faults.iter().find(|(known, _)| known == name).map(|(_, said)| said)
    }

    /// What is wrong that no field of the page shows, as sentences.
    pub(super) fn faults(&self) -> &[(String, Said)] {
        &self.faults
    }

    /// Was nothing found to be wrong?
    pub(super) fn is_fine(&self) -> bool {
        self.faults.is_empty()
    }

    /// The key that the form carries.
    pub(super) fn key(&self) -> &str {
        self.raw("key")
    }
}

impl FromRequest<App> for Typed {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let sent = Form::<Vec<(String, String)>>::from_request(request, app).await;
        sent.map(|Form(values)| Self::of(values)).map_err(|_| unreadable())
    }
}

pub(super) fn unreadable() -> Problem {
    let said = (
        "提交的表单无法读取，请返回原页面重新提交。",
        "The form that was sent cannot be read; go back to its page and send it again.",
    );
    Problem::new(StatusCode::BAD_REQUEST, "form-unreadable", said)
}

/// Full-width letters, digits and signs (U+FF01 to U+FF5E), and the wide space, as plain ones; Chinese stays as it is.
pub(super) fn plain(text: &str) -> String {
    let one = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '。' if text.chars().all(|c| c == '。' || plain_digit(c)) => '.',
        c => c,
    };
    text.chars().map(one).collect::<String>().trim().to_owned()
}

fn plain_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::{Typed, plain};

    #[test]
    fn full_width_is_read_as_it_was_meant() {
        let table = [
            ("１２３．４５", "123.45"),
            ("　8000 ", "8000"),
            ("5299０１Ｘ", "529901X"),
            ("８。５", "8.5"),
            ("某人。", "某人。"),
        ];
        for (typed, meant) in table {
            assert_eq!(plain(typed), meant);
        }
    }

    #[test]
    fn each_fault_stands_at_its_field() {
        let values = [
            ("a", "abc"),
            ("b", "-1"),
            ("c", "１，２３４．５"),
            ("d", "2026-02-30"),
            ("e", "99999999999999"),
        ];
        let mut typed = Typed::of(values.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        assert_eq!(typed.money("a"), None);
        assert_eq!(typed.money("b"), None);
        assert_eq!(typed.money("c").unwrap().to_string(), "1234.50");
        assert_eq!(typed.day("d"), None);
        assert_eq!(typed.money("e"), None);
        assert_eq!(typed.money("f"), None);
        let wrong: Vec<&str> = typed.faults().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(wrong, ["a", "b", "d", "e"]);
    }
}
