//! The sentence of each sign of fraud: what was noticed, and what to look into before the hold is released.

use super::{InvoiceState, Signal};
use crate::engine::calendar::{Day, zh_day};
use crate::engine::claim::Component;
use crate::engine::claim::words::Word;
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::scheme::said::Said;

impl Signal {
    /// What was noticed, and what to do.
    pub fn said(&self) -> Said {
        match self {
            Self::SameInvoice { claims, other_check } => same_invoice(claims, *other_check),
            Self::SameInvoiceElsewhere { books } => Said::new(
                format!("同一票据已在账套{}申请，请与对方核实是否重复给付。", zh(books)),
                format!("The same invoice was claimed in book {}; ask there whether it was paid.", en(books)),
            ),
            Self::SameFacts { claims } => Said::new(
                format!("申请{}的内容与本申请完全相同，且均未填票据号，请核对是否重复申请。", zh(claims)),
                format!(
                    "Claim {} says the very same, and neither names an invoice; find out whether it was handed in twice.",
                    en(claims)
                ),
            ),
            Self::BillExceeded { total, paid } => exceeded(*total, *paid),
            Self::FiguresDiffer { whole, stated, parts, sum } => differ((whole, *stated), (parts, *sum)),
            Self::SharedAccount { members } => Said::new(
                format!("收款账户与会员{}相同，请核实账户归属。", zh(members)),
                format!("Member {} has the same account; find out whose it is.", en(members)),
            ),
            Self::SharedAccountElsewhere { books } => Said::new(
                format!("收款账户在账套{}已由其他会员使用，请核实账户归属。", zh(books)),
                format!("The account is used by a member in book {}; find out whose it is.", en(books)),
            ),
            Self::AccountName => Said::new(
                "收款账户户名既不是会员本人，也不是已登记的收款人，请核实后更正账户或登记收款人。",
                "The account is in the name of neither the member nor a registered payee; correct it, or register the payee with proof.",
            ),
            Self::ManyByAgent { members, days } => Said::new(
                format!("同一代办人{days}天内为{members}名会员代办申请，请核实委托是否真实。"),
                format!(
                    "One agent handed in claims for {members} members within {days} days; check that they asked for it."
                ),
            ),
            Self::Dead { on, event } => dead(*on, *event),
            Self::Left { on, event } => Said::new(
                format!(
                    "会员已于{}退出，事由发生在其后的{}，请核实保障是否有效。",
                    zh_day(*on),
                    zh_day(*event)
                ),
                format!("The member left on {on}, before the event on {event}; check the cover."),
            ),
            Self::DiagnosisBeforeCover { diagnosed, covered } => Said::new(
                format!("确诊日期{}早于保障起始日期{}，请核对病历。", zh_day(*diagnosed), zh_day(*covered)),
                format!(
                    "The illness was found on {diagnosed}, before the cover began on {covered}; compare the medical records."
                ),
            ),
            Self::TotalsChanged { figure, was, now } => totals(figure, *was, *now),
            Self::RedInvoice { state } => red(*state),
            Self::CoveredElsewhere { books } => Said::new(
                format!("该会员同时在账套{}参加，请核实是否重复参加。", zh(books)),
                format!(
                    "The person is covered in book {} at the same time; find out which cover holds.",
                    en(books)
                ),
            ),
            Self::ByHand { reason } => {
                Said::new(format!("人工暂停：{reason}"), format!("Held by hand: {reason}"))
            }
        }
    }
}

fn same_invoice(claims: &[Name], other_check: bool) -> Said {
    let said = Said::new(
        format!("同一票据已用于申请{}，请核对票据原件。", zh(claims)),
        format!("The same invoice was used for claim {}; compare the originals.", en(claims)),
    );
    if !other_check {
        return said;
    }
    said.map(
        |zh| zh + "两处校验码不一致，请查验票据真伪。",
        |en| en + " The check codes differ: have the invoice verified.",
    )
}

fn exceeded(total: Fen, paid: Fen) -> Said {
    let [total, paid] = [total, paid].map(Fen::grouped);
    Said::new(
        format!("各方支付合计{paid}元，超过费用总额{total}元，请核对结算单和其他给付。"),
        format!(
            "All payers together pay {paid} yuan, more than the bill of {total}; compare settlement and other payments."
        ),
    )
}

fn differ((whole, stated): (&Name, Fen), (parts, sum): (&[Name], Fen)) -> Said {
    let zh_name =
        |name: &Name| Component::from_word(name).map_or(name.as_str(), |c| c.names().zh[0]).to_owned();
    let parts_zh: Vec<String> = parts.iter().map(zh_name).collect();
    let parts_en: Vec<&str> = parts.iter().map(Name::as_str).collect();
    let whole_zh = zh_name(whole);
    let (zh, en) = match parts.len() {
        1 => ("", "is"),
        _ => ("合计", "add up to"),
    };
    let (zh_size, en_size) = if sum > stated { ("大于", "more") } else { ("小于", "less") };
    let (parts_zh, parts_en) = (parts_zh.join("＋"), parts_en.join(" + "));
    let [stated, sum] = [stated, sum].map(Fen::grouped);
    Said::new(
        format!("结算单金额不平：{parts_zh}{zh}{sum}元，{zh_size}{whole_zh}{stated}元，请与结算单原件核对。"),
        format!(
            "The figures of the settlement do not tie: {parts_en} {en} {sum}, {en_size} than {whole} {stated}; compare them with the slip."
        ),
    )
}

fn dead(on: Option<Day>, event: Option<Day>) -> Said {
    let (on_zh, on_en) =
        on.map_or((String::new(), String::new()), |on| (format!("于{}", zh_day(on)), format!(" since {on}")));
    let (zh, en) = event.map_or((String::new(), String::new()), |event| {
        (format!("，事由日期为{}", zh_day(event)), format!("; the event is of {event}"))
    });
    Said::new(
        format!("会员已{on_zh}身故{zh}，请核实申请人和收款人。"),
        format!("The member is dead{on_en}{en}; check who claims and who is paid."),
    )
}

fn totals(figure: &str, was: Fen, now: Option<Fen>) -> Said {
    let (was, now) = (was.grouped(), now.map(Fen::grouped));
    let label = Component::from_column(figure)
        .map_or(figure, |component| component.names().zh.first().unwrap_or(&figure));
    let (zh, en) = now.map_or(("空".to_owned(), "nothing".to_owned()), |now| (format!("{now}元"), now));
    Said::new(
        format!("录入后“{label}”由{was}元改为{zh}，请核对结算单原件。"),
        format!("After entry {figure} was changed from {was} to {en}; compare the original settlement."),
    )
}

fn red(state: InvoiceState) -> Said {
    Said::new(
        format!("付款前查验，票据状态为“{}”，请勿付款，先向医院或会员核实。", state.zh()),
        format!(
            "Looked up before payment, the invoice is {}; do not pay, ask the hospital or the member first.",
            state.word()
        ),
    )
}

fn zh(names: &[Name]) -> String {
    names.join("、")
}

fn en(names: &[Name]) -> String {
    names.join(", ")
}
