//! The sentence of each refusal: what is refused, where, and what to do.

use super::{Refusal, Thing};
use crate::engine::calendar::{Day, zh_day};
use crate::engine::claim::words::Word;
use crate::engine::name::Name;
use crate::engine::office::eyes::Conflict;
use crate::engine::office::fraud::MemberState;
use crate::engine::office::ladder::LadderRefusal;
use crate::engine::office::rights::Right;
use crate::engine::scheme::said::Said;

impl Refusal {
    /// The sentence for the clerk.
    pub fn said(&self) -> Said {
        match self {
            Self::NotFound { what, id } => not_found(*what, id),
            Self::NoRight { right } => no_right(*right),
            Self::NotActive { staff } => Said::new(
                format!("账号{staff}已停用，不能办理业务，请联系管理员。"),
                format!("Account {staff} is suspended; ask the administrator."),
            ),
            Self::MakerIsChecker => Said::new(
                "本事项由您本人（或您代理、代理您的人员）经办，不能再由您复核，请由其他人员复核；本单位无其他复核人时，报上级机构复核。",
                "You, or somebody you stand in for or who stands in for you, had a hand in this, so you cannot check it. Another person must; if the office has nobody else, the office above.",
            ),
            Self::MustRecuse { conflict } => must_recuse(*conflict),
            Self::Ladder(refusal) => ladder(refusal),
            Self::Move(illegal) => illegal.said(),
            Self::KeyReused { key } => Said::new(
                format!("请求编号{key}已用于另一项内容不同的请求，请为新的请求使用新的编号。"),
                format!(
                    "Key {key} was used for a request with another body; use a new key for a new request."
                ),
            ),
            Self::Stale { what, id } => Said::new(
                format!("{}{id}已被他人修改，请刷新核对后重新办理。", what.zh()),
                format!("Somebody has changed {} {id} meanwhile; look at it again and repeat.", what.word()),
            ),
            Self::Field { said, .. } | Self::Enrolment { said, .. } => said.clone(),
            Self::DuplicateIdentity { .. }
            | Self::MemberNotActive { .. }
            | Self::Merge { .. }
            | Self::PeriodOverlaps { .. }
            | Self::NotEnrolled { .. } => self.of_people(),
            Self::NoEdition { .. } | Self::SchemeFaulty { .. } | Self::AlreadyPublished { .. } => {
                self.of_schemes()
            }
            Self::AppealOpen { .. }
            | Self::TooLate { .. }
            | Self::DocumentTooLarge { .. }
            | Self::DocumentType { .. }
            | Self::FileSeen { .. }
            | Self::AlreadyUndone { .. }
            | Self::ImportUndone { .. } => self.of_papers(),
            Self::StandsUnder(stands) => stands.said(),
            Self::Books(refusal) => refusal.said(),
            Self::EditionStands(stands) => stands.said(),
        }
    }

    /// About members and their enrolment.
    fn of_people(&self) -> Said {
        match self {
            Self::DuplicateIdentity { kind, masked, member } => Said::new(
                format!(
                    "{}{masked}已登记在会员{member}名下，请直接使用该会员；如系重复登记，请办理合并。",
                    kind.zh()
                ),
                format!(
                    "The {} {masked} is registered for member {member}; use that member, or merge the two.",
                    kind.word()
                ),
            ),
            Self::MemberNotActive { member, state, into } => not_active(member, *state, into.as_ref()),
            Self::Merge { member, into } => Said::new(
                format!(
                    "会员{member}不能并入{into}：两者为同一会员，或{into}本身已并入其他会员，请核对编号。"
                ),
                format!(
                    "Member {member} cannot be merged into {into}: they are the same, or {into} is merged itself; check the ids."
                ),
            ),
            Self::PeriodOverlaps { plan, from, to, with } => overlaps((plan, with), *from, *to),
            Self::NotEnrolled { member, scheme, on } => {
                let (zh, en) = on_day(*on);
                Said::new(
                    format!("会员{member}{zh}未参加{scheme}，请核对方案和日期，或先办理参加。"),
                    format!(
                        "Member {member} is not enrolled in {scheme}{en}; check scheme and day, or enrol first."
                    ),
                )
            }
            other => other.plain(),
        }
    }

    /// About schemes and their editions.
    fn of_schemes(&self) -> Said {
        match self {
            Self::NoEdition { scheme, on } => {
                let (zh, en) = on_day(*on);
                Said::new(
                    format!("方案{scheme}{zh}没有生效的版本，请核对日期，或先发布该版本。"),
                    format!(
                        "No edition of {scheme} is in force{en}; check the day, or publish the edition first."
                    ),
                )
            }
            Self::SchemeFaulty { scheme, errors } => Said::new(
                format!("方案{scheme}检查出{errors}处错误，不能发布；请运行 huzhu check 查看并改正。"),
                format!(
                    "Scheme {scheme} has {errors} errors and cannot be published; run `huzhu check` and correct them."
                ),
            ),
            Self::AlreadyPublished { scheme, from } => Said::new(
                format!("方案{scheme}自{}起的版本已经发布，如有变化请另立版本。", zh_day(*from)),
                format!("The edition of {scheme} from {from} is published; make a new edition for changes."),
            ),
            other => other.plain(),
        }
    }

    /// About appeals, documents and files.
    fn of_papers(&self) -> Said {
        match self {
            Self::AppealOpen { claim } => Said::new(
                format!("申请{claim}已有一项复议尚未答复，请先答复。"),
                format!("An appeal on claim {claim} is open; answer that one first."),
            ),
            Self::TooLate { last } => Said::new(
                format!("已超过期限，最后一日为{}；如有正当理由，请书面报负责人处理。", zh_day(*last)),
                format!(
                    "The term is over; its last day was {last}. With good cause, apply in writing to the head of the office."
                ),
            ),
            Self::DocumentTooLarge { bytes, most } => Said::new(
                format!("材料大小为{bytes}字节，超过上限{most}字节，请压缩或分开上传。"),
                format!(
                    "The document has {bytes} bytes, at most {most} are taken; make it smaller or split it."
                ),
            ),
            Self::DocumentType { media_type } => Said::new(
                format!("不接受“{media_type}”类型的材料，请转换为图片（JPEG、PNG）或PDF后上传。"),
                format!("Documents of type {media_type} are not taken; convert it to JPEG, PNG or PDF."),
            ),
            Self::FileSeen { import, on } => Said::new(
                format!(
                    "同一文件已于{}导入（{import}），请勿重复导入；如需重导，请先撤回该次导入。",
                    zh_day(*on)
                ),
                format!(
                    "The same file was imported on {on} ({import}); to import it again, take that import back first."
                ),
            ),
            Self::AlreadyUndone { import } => Said::new(
                format!("导入{import}已经撤回，无需再次撤回。"),
                format!("Import {import} was taken back already; there is nothing to do."),
            ),
            Self::ImportUndone { claim, import } => Said::new(
                format!("申请{claim}由导入{import}带来，该导入已撤回，申请随之撤销，无需复核。"),
                format!(
                    "Claim {claim} came with import {import}, which is taken back, and the claim with it; there is nothing to review."
                ),
            ),
            other => other.plain(),
        }
    }

    /// The code alone, for what has no sentence of its own; a test sees to it that nothing ends here.
    fn plain(&self) -> Said {
        Said::new(self.code(), self.code())
    }
}

fn not_found(what: Thing, id: &str) -> Said {
    Said::new(
        format!("没有找到{}{id}，或其不在您的管理范围内，请核对编号。", what.zh()),
        format!("There is no {} {id}, or it is not within your scope; check the id.", what.word()),
    )
}

fn no_right(right: Right) -> Said {
    let zh: Vec<&str> = right.roles().map(Word::zh).collect();
    let en: Vec<&str> = right.roles().map(Word::word).collect();
    Said::new(
        format!("您没有“{}”的权限，请由{}办理。", right.zh(), zh.join("或")),
        format!("You lack the right `{}`; the {} has it.", right.word(), en.join(" or ")),
    )
}

fn must_recuse(conflict: Conflict) -> Said {
    match conflict {
        Conflict::Himself => Said::new(
            "这是您本人（或您所代理人员）的申请，应当回避，请由其他人员办理。",
            "This is your own claim, or that of somebody you stand in for; leave it to another person.",
        ),
        Conflict::Relative => Said::new(
            "您（或您所代理人员）已申报与该会员有亲属关系，应当回避，请由其他人员办理。",
            "You, or somebody you stand in for, declared to be related to the member; leave the claim to another person.",
        ),
        Conflict::Recused => Said::new(
            "您已对该申请回避，不能再办理，请由其他人员办理。",
            "You recused yourself from this claim; leave it to another person.",
        ),
    }
}

fn ladder(refusal: &LadderRefusal) -> Said {
    match refusal {
        LadderRefusal::Complete => Said::new(
            "该审核结论已全部审批完毕，无需再审批。",
            "All who must agree to this decision have; nothing remains.",
        ),
        LadderRefusal::GivenAlready => Said::new(
            "您已对该审核结论发表过审批意见，其余意见须由其他人员发表。",
            "You agreed to this decision already; the other opinions must be those of other persons.",
        ),
        LadderRefusal::NotNeeded { level } => Said::new(
            format!("该审核结论不需要{level}级审批，或该级已审批完毕，请核对审批级次。"),
            format!("This decision does not wait for level {level}; check the level."),
        ),
        LadderRefusal::NotYours { remain } => Said::new(
            format!("尚需{}级审批，您不具有该级审批权限，请转交相应审批人。", remain.join("、")),
            format!("It waits for level {}, which you do not hold; pass it on.", remain.join(", ")),
        ),
    }
}

fn not_active(member: &str, state: MemberState, into: Option<&Name>) -> Said {
    if let Some(into) = into {
        return Said::new(
            format!("会员{member}已并入会员{into}，请为会员{into}办理。"),
            format!("Member {member} was merged into {into}; use {into}."),
        );
    }
    Said::new(
        format!("会员{member}{}，不能办理；如状态有误，请先更正会员信息。", state.zh()),
        format!("Member {member} is {}; if that is wrong, correct the member first.", state.word()),
    )
}

fn overlaps((plan, with): (&str, &str), from: Day, to: Option<Day>) -> Said {
    let (zh, en) = to.map_or(("以后".to_owned(), "on".to_owned()), |to| {
        (format!("至{}", zh_day(to)), format!("to {to}"))
    });
    let (plan_zh, plan_en) = if plan.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("计划{plan}"), format!(" of plan {plan}"))
    };
    Said::new(
        format!("{plan_zh}保障期{}{zh}与参加记录{with}重叠，请更正日期，或先终止原记录。", zh_day(from)),
        format!(
            "The period{plan_en} from {from} {en} overlaps enrolment {with}; correct the days, or end that one first."
        ),
    )
}

/// “on a day” in both languages, nothing where the day is not known.
fn on_day(on: Option<Day>) -> (String, String) {
    on.map_or((String::new(), String::new()), |on| (format!("在{}", zh_day(on)), format!(" on {on}")))
}
