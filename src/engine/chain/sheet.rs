//! The rule sheet of a chain: the notice, the order, what excludes what, and what all may not exceed.

use super::explain::plan_name;
use super::judge::Chain;
use super::model::{Bound, Ceiling, ChainEdition, Exclude, Keep, PlanOf};
use crate::engine::scheme::model::{Edition, Lang};
use crate::engine::scheme::say;
use crate::engine::scheme::sheet::html::page as html_page;
use crate::engine::scheme::sheet::page::Page;

/// The rule sheet of an edition as HTML.
pub fn html(edition: &ChainEdition, chain: &Chain, lang: Lang) -> String {
    html_page(edition.title.get(lang), &markdown(edition, chain, lang), lang)
}

/// The rule sheet of an edition as Markdown.
pub fn markdown(edition: &ChainEdition, chain: &Chain, lang: Lang) -> String {
    let about = About { edition, chain, lang };
    let mut page = Page::new(lang);
    about.head(&mut page);
    about.notice(&mut page);
    about.assumptions(&mut page);
    about.order(&mut page);
    about.excludes(&mut page);
    about.ceilings(&mut page);
    about.foot(&mut page);
    page.into_text()
}

struct About<'a> {
    edition: &'a ChainEdition,
    chain: &'a Chain,
    lang: Lang,
}

impl About<'_> {
    fn head(&self, page: &mut Page) {
        let (e, lang) = (self.edition, self.lang);
        let title = e.title.get(lang);
        page.title(&lang.pick(format!("{title} 组合规则说明书"), format!("{title}: rule sheet of a chain")));
        page.para(lang.pick(
            "本说明书由组合文件逐项生成；各计划的规则见其各自的说明书。",
            "This sheet is generated, item by item, from the chain file; the rules of each plan stand in its own sheet.",
        ));
        let from = say::day(e.from(), lang);
        let until = e.span.to().map_or_else(
            || lang.pick("至另行规定".to_owned(), "until further notice".to_owned()),
            |to| lang.pick(format!("至{}", say::day(to, lang)), format!("to {}", say::day(to, lang))),
        );
        let row = |zh: &str, en: &str, text: String| vec![lang.pick(zh, en).to_owned(), text];
        let rows = [
            row("组合编号", "Chain", e.id.clone()),
            row(
                "施行期间",
                "In force",
                lang.pick(format!("{from}起，{until}"), format!("from {from} {until}")),
            ),
            row("判定日期", "Deciding date", say::date_name(e.decided_by, lang)),
            row("来源", "Source", e.source.title.clone()),
        ];
        page.table(&[lang.pick("项目", "Item"), lang.pick("内容", "Content")].map(String::from), &rows);
    }

    fn notice(&self, page: &mut Page) {
        if self.edition.clauses.is_empty() {
            return;
        }
        page.section(self.lang.pick("条文", "The notice"));
        for clause in &self.edition.clauses {
            let title = say::clause_mark(&clause.id, self.lang);
            let status = if clause.informative {
                self.lang.pick("说明性条文，不影响金额", "informative: it decides no amount")
            } else {
                self.lang.pick("已编入规则", "encoded")
            };
            page.lead(title.trim_matches(['〔', '〕', ' ']), status);
            let english = clause.text.en.as_deref().filter(|_| self.lang == Lang::En);
            page.quote(&std::iter::once(clause.text.zh.as_str()).chain(english).collect::<Vec<_>>());
        }
    }

    fn assumptions(&self, page: &mut Page) {
        let (e, lang) = (self.edition, self.lang);
        if e.assumptions.is_empty() {
            return;
        }
        page.section(lang.pick("暂定事项", "Assumptions"));
        let row = |a: &crate::engine::scheme::model::Assumption| {
            vec![a.about.join("; "), a.text.get(lang).to_owned()]
        };
        let heads = [lang.pick("涉及规则", "About"), lang.pick("暂定内容及理由", "Assumed, and why")];
        page.table(&heads.map(String::from), &e.assumptions.iter().map(row).collect::<Vec<_>>());
    }

    fn order(&self, page: &mut Page) {
        let lang = self.lang;
        page.section(lang.pick("计算次序", "The order of calculation"));
        page.para(lang.pick(
            "各计划按下列次序计算；前一计划的给付，后一计划如以其他互助给付后的余额为基数，即予扣除。",
            "Plans are computed in this order; where a plan pays on what others left, it finds what those above paid.",
        ));
        let heads = [
            lang.pick("次序", "No."),
            lang.pick("计划", "Plan"),
            lang.pick("方案", "Scheme"),
            lang.pick("适用申请", "Claims"),
        ];
        let rows: Vec<_> =
            (1..).zip(&self.edition.plans).map(|(number, plan)| self.plan(number, plan)).collect();
        page.table(&heads.map(String::from), &rows);
    }

    fn plan(&self, number: usize, plan: &PlanOf) -> Vec<String> {
        let name = format!("{}{}", self.name(&plan.id), say::clause_mark(&plan.clause, self.lang));
        let scheme =
            plan.plan.as_ref().map_or_else(|| plan.scheme.clone(), |p| format!("{} / {p}", plan.scheme));
        let all = || self.lang.pick("全部", "all").to_owned();
        let when = match self.any_edition() {
            Some(edition) if !plan.when.is_always() => say::condition(&plan.when, edition, self.lang),
            _ => all(),
        };
        vec![number.to_string(), name, scheme, when]
    }

    fn excludes(&self, page: &mut Page) {
        let lang = self.lang;
        if self.edition.excludes.is_empty() {
            return;
        }
        page.section(lang.pick("不重复给付", "Plans of which only one is paid"));
        let row = |x: &Exclude| {
            let keep = match x.keep {
                Keep::First => lang.pick("按次序先给付者", "the first that pays, in the order above"),
                Keep::Greatest => {
                    lang.pick("给付最多者，相等的取次序在先者", "the one that pays most; of equals the first")
                }
            };
            vec![
                format!("{}{}", x.label.get(lang), say::clause_mark(&x.clause, lang)),
                self.names(&x.plans),
                keep.into(),
            ]
        };
        let heads = [lang.pick("规定", "Rule"), lang.pick("计划", "Plans"), lang.pick("给付", "Paid is")];
        page.table(&heads.map(String::from), &self.edition.excludes.iter().map(row).collect::<Vec<_>>());
    }

    fn ceilings(&self, page: &mut Page) {
        let lang = self.lang;
        if self.edition.ceilings.is_empty() {
            return;
        }
        page.section(lang.pick("各计划合计封顶", "Ceilings over several plans"));
        let row = |c: &Ceiling| {
            vec![format!("{}{}", c.label.get(lang), say::clause_mark(&c.clause, lang)), self.ceiling(c)]
        };
        let heads = [lang.pick("封顶", "Ceiling"), lang.pick("内容", "What it says")];
        page.table(&heads.map(String::from), &self.edition.ceilings.iter().map(row).collect::<Vec<_>>());
    }

    fn ceiling(&self, c: &Ceiling) -> String {
        let plans = self.names(&c.plans);
        let most = match (&c.bound, self.any_edition()) {
            (Bound::Amount(amount), Some(edition)) => say::amount(*amount, edition, self.lang),
            (Bound::Figures(figures), Some(edition)) => say::measures(figures, edition, self.lang),
            _ => String::new(),
        };
        let window = match c.along {
            Some(window) => say::window(window, self.lang),
            None => self.lang.pick("每次申请".into(), "on each claim".into()),
        };
        self.lang.pick(
            format!("{plans}，{window}合计最高不超过{most}；按次序计入，额满时核减次序在后者"),
            format!("{plans} together, {window}: at most {most}, filled in order, so that later plans are trimmed first"),
        )
    }

    fn foot(&self, page: &mut Page) {
        page.section(self.lang.pick("签署", "Signatures"));
        page.code(
            self.lang.pick("组合指纹（SHA-256）", "Fingerprint of the chain (SHA-256)"),
            &self.edition.hash,
        );
        let heads = [
            self.lang.pick("编制人", "Prepared by"),
            self.lang.pick("复核人", "Reviewed by"),
            self.lang.pick("签署日期", "Date"),
        ];
        page.table(&heads.map(String::from), &[vec!["　".into(), "　".into(), "　".into()]]);
    }

    fn any_edition(&self) -> Option<&Edition> {
        self.chain.members().first().and_then(|member| member.scheme.editions().first())
    }

    fn name<'p>(&'p self, plan: &'p str) -> &'p str {
        plan_name(plan, self.chain, self.lang)
    }

    fn names(&self, plans: &[String]) -> String {
        say::all_of(&plans.iter().map(|plan| self.name(plan).to_owned()).collect::<Vec<_>>(), self.lang)
    }
}
