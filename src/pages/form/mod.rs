//! Fields of a form: a label, a hint, what was typed, and what is wrong with it, linked for those who do not see it.

use askama::Template;
use askama::filters::HtmlSafe;

use super::frame::Frame;
use super::typed::Typed;

/// A field as it stands on a page. It is written into a template as it is: `{{ form.money(p, "total", …) }}`.
#[derive(Template)]
#[template(path = "form/field.html")]
pub(super) struct Field<'f> {
    name: &'f str,
    label: &'f str,
    kind: Kind<'f>,
    value: &'f str,
    hint: &'f str,
    wrong: &'f str,
    is_needed: bool,
    needed: &'static str,
    autocomplete: &'f str,
    first: bool,
}

/// What can be typed.
enum Kind<'f> {
    Text,
    Money,
    Day,
    Number,
    Password,
    Long,
    Choice(&'f [(String, String)]),
}

impl HtmlSafe for Field<'_> {}

impl<'f> Field<'f> {
    fn new(kind: Kind<'f>, (typed, p): (&'f Typed, &'f Frame), (name, label): (&'f str, &'f str)) -> Self {
        Self {
            name,
            label,
            kind,
            value: typed.raw(name),
            hint: "",
            wrong: typed.wrong(name).map_or("", |said| p.said(said)),
            is_needed: false,
            needed: p.say("必填", "required"),
            autocomplete: "off",
            first: false,
        }
    }

    /// With a sentence below the label.
    pub(super) fn hint(mut self, hint: &'f str) -> Self {
        self.hint = hint;
        self
    }

    /// It must not be empty.
    pub(super) fn must(mut self) -> Self {
        self.is_needed = true;
        self
    }

    /// What a browser may fill in.
    pub(super) fn fills(mut self, autocomplete: &'f str) -> Self {
        self.autocomplete = autocomplete;
        self
    }

    /// Where typing begins.
    pub(super) fn first(mut self) -> Self {
        self.first = true;
        self
    }

    fn described(&self) -> String {
        let parts = [(self.hint, "hint"), (self.wrong, "wrong")];
        let ids = parts
            .iter()
            .filter(|(text, _)| !text.is_empty())
            .map(|(_, part)| format!("{}-{part}", self.name));
        ids.collect::<Vec<_>>().join(" ")
    }

    fn choices(&self) -> Option<&'f [(String, String)]> {
        if let Kind::Choice(choices) = self.kind { Some(choices) } else { None }
    }

    fn is_long(&self) -> bool {
        matches!(self.kind, Kind::Long)
    }

    fn input(&self) -> &'static str {
        if matches!(self.kind, Kind::Password) { "password" } else { "text" }
    }

    fn mode(&self) -> &'static str {
        match self.kind {
            Kind::Money => "decimal",
            Kind::Day | Kind::Number => "numeric",
            Kind::Text | Kind::Password | Kind::Long | Kind::Choice(_) => "text",
        }
    }

    fn class(&self) -> &'static str {
        match self.kind {
            Kind::Money => "money",
            Kind::Day => "day",
            Kind::Number => "number",
            Kind::Text | Kind::Password | Kind::Long | Kind::Choice(_) => "",
        }
    }

    fn example(&self) -> &'static str {
        match self.kind {
            Kind::Money => "0.00",
            Kind::Day => "2026-01-31",
            Kind::Text | Kind::Number | Kind::Password | Kind::Long | Kind::Choice(_) => "",
        }
    }
}

impl Typed {
    /// A line of text.
    pub(super) fn line<'f>(&'f self, p: &'f Frame, name: &'f str, label: &'f str) -> Field<'f> {
        Field::new(Kind::Text, (self, p), (name, label))
    }

    /// An amount in yuan.
    pub(super) fn amount<'f>(&'f self, p: &'f Frame, name: &'f str, label: &'f str) -> Field<'f> {
        Field::new(Kind::Money, (self, p), (name, label))
    }

    /// A day.
    pub(super) fn date<'f>(&'f self, p: &'f Frame, name: &'f str, label: &'f str) -> Field<'f> {
        Field::new(Kind::Day, (self, p), (name, label))
    }

    /// A whole number.
    pub(super) fn count<'f>(&'f self, p: &'f Frame, name: &'f str, label: &'f str) -> Field<'f> {
        Field::new(Kind::Number, (self, p), (name, label))
    }

    /// A password.
    pub(super) fn password<'f>(&'f self, p: &'f Frame, name: &'f str, label: &'f str) -> Field<'f> {
        Field { value: "", ..Field::new(Kind::Password, (self, p), (name, label)) }
    }

    /// Several lines of text.
    pub(super) fn long<'f>(&'f self, p: &'f Frame, name: &'f str, label: &'f str) -> Field<'f> {
        Field::new(Kind::Long, (self, p), (name, label))
    }

    /// One of several: value and what it is called; the first stands for none where its value is empty.
    pub(super) fn choice<'f>(
        &'f self,
        p: &'f Frame,
        name: &'f str,
        label: &'f str,
        choices: &'f [(String, String)],
    ) -> Field<'f> {
        Field::new(Kind::Choice(choices), (self, p), (name, label))
    }

    /// What is wrong with the form, above its fields: nothing where it is fine.
    pub(super) fn above<'f>(&'f self, p: &'f Frame) -> Above<'f> {
        let whole = self.wrong("").map_or("", |said| p.said(said));
        let some = p.say(
            "请更正下面标出的内容，其余已填内容均已保留。",
            "Correct what is marked below; all else that you typed is kept.",
        );
        Above { said: if whole.is_empty() && !self.is_fine() { some } else { whole } }
    }

    /// The hidden field by which the form is known when it is sent: a form that is shown again keeps its own.
    pub(super) fn known_by<'f>(&'f self, p: &'f Frame) -> Hidden<'f> {
        Hidden { key: if self.key().is_empty() { &p.key } else { self.key() } }
    }
}

/// What is wrong with a form as a whole.
#[derive(Template)]
#[template(
    source = r#"{% if !said.is_empty() %}<p class="note bad" role="alert">{{ said }}</p>{% endif %}"#,
    ext = "html"
)]
pub(super) struct Above<'f> {
    said: &'f str,
}

impl HtmlSafe for Above<'_> {}

/// The key of a form.
#[derive(Template)]
#[template(source = r#"<input type="hidden" name="key" value="{{ key }}">"#, ext = "html")]
pub(super) struct Hidden<'f> {
    key: &'f str,
}

impl HtmlSafe for Hidden<'_> {}
