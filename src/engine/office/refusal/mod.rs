//! What the office refuses: each refusal a value with a code that is kept for ever, a kind, and a sentence.

mod say;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::eyes::Conflict;
use super::fraud::MemberState;
use super::ladder::LadderRefusal;
use super::rights::Right;
use super::stage::IllegalMove;
use super::undo::{EditionStands, StandsOn};
use crate::engine::calendar::Day;
use crate::engine::claim::words::{Word, words};
use crate::engine::ids::DocumentKind;
use crate::engine::ledger::BooksRefusal;
use crate::engine::name::Name;
use crate::engine::scheme::said::Said;

words! {
    /// Something that is looked for by its id.
    Thing {
        Organisation "organisation" "机构",
        Book "book" "账套",
        Staff "staff" "工作人员",
        Role "role" "岗位角色",
        Scheme "scheme" "方案",
        Edition "edition" "方案版本",
        Plan "plan" "保障计划",
        Employer "employer" "单位",
        Member "member" "会员",
        Household "household" "家庭",
        Payee "payee" "收款人",
        Account "account" "收款账户变更",
        Enrolment "enrolment" "参加记录",
        Category "category" "职工类别",
        Claim "claim" "申请",
        Decision "decision" "审核结论",
        Hold "hold" "暂停",
        Appeal "appeal" "复议",
        Document "document" "材料",
        Import "import" "导入",
        Pool "pool" "资金池",
        Voucher "voucher" "凭证",
        Column "column" "数据列",
        Token "token" "令牌",
        Policy "policy" "办理规定",
    }
}

/// What kind of refusal it is: the door (command line, HTTP) answers each kind in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// There is nothing of the kind, or not within the scope of who asks: the two are not told apart.
    NotFound,
    /// This person may not.
    Forbidden,
    /// It does not fit what is there now.
    Conflict,
    /// What was sent is wrong in itself.
    Invalid,
}

/// Why an act is refused. A refusal is a value: the other requests of the slice go on.
///
/// ```
/// use huzhu::engine::office::Refusal;
/// use huzhu::engine::office::refusal::Thing;
/// use huzhu::engine::scheme::model::Lang;
/// let refusal = Refusal::NotFound { what: Thing::Member, id: "m00000012".into() };
/// assert_eq!(refusal.code(), "not-found");
/// assert_eq!(refusal.said().get(Lang::Zh), "没有找到会员m00000012，或其不在您的管理范围内，请核对编号。");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "refused")]
pub enum Refusal {
    /// Nothing of that id, or out of scope: correct the id.
    NotFound {
        /// What was looked for.
        what: Thing,
        /// By which id.
        id: Name,
    },
    /// The right is missing: have somebody do it who has it.
    NoRight {
        /// The right.
        right: Right,
    },
    /// The account is suspended or the person has left: ask the administrator.
    NotActive {
        /// The account.
        staff: Name,
    },
    /// Who made it must not check it: another person must.
    MakerIsChecker,
    /// Who is concerned must not review: another person must.
    MustRecuse {
        /// Why.
        conflict: Conflict,
    },
    /// The ladder of approval does not wait for this review.
    Ladder(LadderRefusal),
    /// The claim does not stand where it must, or is held.
    Move(IllegalMove),
    /// The same key came before with another body: use a new key for a new request.
    KeyReused {
        /// The key.
        key: Name,
    },
    /// Somebody changed it meanwhile: look at it again.
    Stale {
        /// What.
        what: Thing,
        /// Which.
        id: Name,
    },
    /// A field cannot be read, or must not be what it is: correct it.
    Field {
        /// The name of the field in requests.
        field: Name,
        /// What is wrong with it, and what to do.
        said: Said,
    },
    /// The identity number belongs to another member of the book: use that one, or merge the two.
    DuplicateIdentity {
        /// The kind of document.
        kind: DocumentKind,
        /// Its number, masked.
        masked: Name,
        /// The member who has it.
        member: Name,
    },
    /// The member has left, is dead or was merged: nothing is done for him any more.
    MemberNotActive {
        /// The member.
        member: Name,
        /// What he is.
        state: MemberState,
        /// Into whom he was merged.
        into: Option<Name>,
    },
    /// Two members cannot be merged.
    Merge {
        /// The one to be merged.
        member: Name,
        /// The one to be kept; the same, or itself merged.
        into: Name,
    },
    /// The plan is held on some of these days already: correct the days, or end the other first.
    PeriodOverlaps {
        /// The plan.
        plan: Name,
        /// First day.
        from: Day,
        /// Last day, inclusive; none: without end.
        to: Option<Day>,
        /// The enrolment that is there.
        with: Name,
    },
    /// A rule of the scheme forbids the enrolment; the rule's own code and sentence.
    Enrolment {
        /// The code of the rule (`outside-window`, `share-units` …).
        rule: Name,
        /// The sentence, with what would satisfy the rule.
        said: Said,
    },
    /// The member is not covered: enrol first, or choose another scheme.
    NotEnrolled {
        /// The member.
        member: Name,
        /// The scheme.
        scheme: Name,
        /// The day.
        on: Option<Day>,
    },
    /// No edition of the scheme is in force: publish one, or correct the day.
    NoEdition {
        /// The scheme.
        scheme: Name,
        /// The day.
        on: Option<Day>,
    },
    /// The scheme's text has errors and cannot be published: run `huzhu check`.
    SchemeFaulty {
        /// The scheme.
        scheme: Name,
        /// How many errors.
        errors: u32,
    },
    /// The same text of the edition is published already, or another one is, on which decisions rest.
    AlreadyPublished {
        /// The scheme.
        scheme: Name,
        /// First day of the edition.
        from: Day,
    },
    /// An appeal on the claim is open already: answer that one first.
    AppealOpen {
        /// The claim.
        claim: Name,
    },
    /// The term of the appeal is over.
    TooLate {
        /// The last day.
        last: Day,
    },
    /// A document is larger than allowed: make it smaller.
    DocumentTooLarge {
        /// Its bytes.
        bytes: u64,
        /// At most so many.
        most: u64,
    },
    /// A document of a type that is not taken: convert it.
    DocumentType {
        /// The type.
        media_type: Name,
    },
    /// The same file was imported before: send another, or take that import back first.
    FileSeen {
        /// The import.
        import: Name,
        /// On which day.
        on: Day,
    },
    /// The import was taken back already.
    AlreadyUndone {
        /// The import.
        import: Name,
    },
    /// The import that brought the claim is taken back, and the claim with it: nobody reviews it any more.
    ImportUndone {
        /// The claim.
        claim: Name,
        /// The import.
        import: Name,
    },
    /// Something stands on the import.
    StandsUnder(StandsOn),
    /// It is not booked.
    Books(BooksRefusal),
    /// Something stands on the edition of a scheme.
    EditionStands(EditionStands),
}

impl Refusal {
    /// The code, kept for ever.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not-found",
            Self::NoRight { .. } => "no-right",
            Self::NotActive { .. } => "not-active",
            Self::MakerIsChecker => "maker-is-checker",
            Self::MustRecuse { .. } => "must-recuse",
            Self::Ladder(LadderRefusal::Complete) => "review-complete",
            Self::Ladder(LadderRefusal::GivenAlready) => "review-given",
            Self::Ladder(LadderRefusal::NotNeeded { .. }) => "level-not-needed",
            Self::Ladder(LadderRefusal::NotYours { .. }) => "level-not-held",
            Self::Move(illegal) => illegal.code(),
            Self::KeyReused { .. } => "key-reused",
            Self::Stale { .. } => "stale",
            Self::Field { .. } => "field",
            Self::DuplicateIdentity { .. } => "duplicate-identity",
            Self::MemberNotActive { .. } => "member-not-active",
            Self::Merge { .. } => "merge",
            Self::PeriodOverlaps { .. } => "period-overlaps",
            Self::Enrolment { .. } => "enrolment",
            Self::NotEnrolled { .. } => "not-enrolled",
            Self::NoEdition { .. } => "no-edition",
            Self::SchemeFaulty { .. } => "scheme-faulty",
            Self::AlreadyPublished { .. } => "already-published",
            Self::AppealOpen { .. } => "appeal-open",
            Self::TooLate { .. } => "too-late",
            Self::DocumentTooLarge { .. } => "document-too-large",
            Self::DocumentType { .. } => "document-type",
            Self::FileSeen { .. } => "file-seen",
            Self::AlreadyUndone { .. } => "already-undone",
            Self::ImportUndone { .. } => "import-undone",
            Self::StandsUnder(_) => "import-stands-under",
            Self::Books(refusal) => refusal.code(),
            Self::EditionStands(_) => "edition-stands-under",
        }
    }

    /// What kind of refusal it is.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::NotFound { .. } => RefusalKind::NotFound,
            Self::NoRight { .. }
            | Self::NotActive { .. }
            | Self::MakerIsChecker
            | Self::MustRecuse { .. }
            | Self::Ladder(LadderRefusal::GivenAlready | LadderRefusal::NotYours { .. }) => {
                RefusalKind::Forbidden
            }
            Self::Ladder(LadderRefusal::Complete | LadderRefusal::NotNeeded { .. })
            | Self::Move(_)
            | Self::Stale { .. }
            | Self::DuplicateIdentity { .. }
            | Self::MemberNotActive { .. }
            | Self::Merge { .. }
            | Self::PeriodOverlaps { .. }
            | Self::AlreadyPublished { .. }
            | Self::AppealOpen { .. }
            | Self::FileSeen { .. }
            | Self::AlreadyUndone { .. }
            | Self::ImportUndone { .. }
            | Self::StandsUnder(_)
            | Self::Books(_)
            | Self::EditionStands(_)
            | Self::NoEdition { .. } => RefusalKind::Conflict,
            Self::KeyReused { .. }
            | Self::Field { .. }
            | Self::Enrolment { .. }
            | Self::NotEnrolled { .. }
            | Self::SchemeFaulty { .. }
            | Self::TooLate { .. }
            | Self::DocumentTooLarge { .. }
            | Self::DocumentType { .. } => RefusalKind::Invalid,
        }
    }

    /// Nothing of that id, or out of scope.
    pub fn not_found(what: Thing, id: &str) -> Self {
        Self::NotFound { what, id: id.into() }
    }

    /// A field that is wrong.
    pub fn field(field: &str, said: impl Into<Said>) -> Self {
        Self::Field { field: field.into(), said: said.into() }
    }
}

impl From<BooksRefusal> for Refusal {
    fn from(refusal: BooksRefusal) -> Self {
        Self::Books(refusal)
    }
}

impl From<IllegalMove> for Refusal {
    fn from(illegal: IllegalMove) -> Self {
        Self::Move(illegal)
    }
}
