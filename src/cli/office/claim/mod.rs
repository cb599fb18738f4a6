//! `huzhu claim`: claims handed in, decided, reviewed, held, put right, taken back, appealed against and looked up.

mod facts;
mod show;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use serde::Serialize;
use tokio::runtime::Builder;

use super::documents::{self, Of};
use super::identity;
use super::open::{At, Opened};
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::day::day;
use crate::cli::stop::Stop;
use crate::desk::Agent;
use crate::desk::answer_appeal::{AnswerAppeal, AnswerRequest};
use crate::desk::appeal::{Appeal, AppealRequest};
use crate::desk::correct::{Correct, CorrectRequest};
use crate::desk::decide::{Decide, DecideRequest};
use crate::desk::hand_in::{HandIn, HandInRequest};
use crate::desk::hold::{Hold, HoldRequest};
use crate::desk::release::{Release, ReleaseRequest};
use crate::desk::review::{Review, ReviewRequest, Verdict};
use crate::desk::revoke::{Revoke, RevokeRequest};
use crate::desk::submit::{NewRequest, Submit};
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::ids::DocumentKind;
use crate::engine::name::Name;
use crate::engine::office::stage::StageName;
use crate::engine::office::{AgentRelation, Refusal};
use crate::store::claim;

/// What to do with claims, where, and as whom.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    at: At,
    #[command(subcommand)]
    what: What,
}

const AFTER: &str = "\
EXAMPLES
  huzhu claim submit cn/guizhou/sinan claim.json --as clerk
  huzhu claim submit cn/guizhou/sinan claim.json --draft --as clerk
  huzhu claim submit cn/guizhou/sinan claim.json --agent child --agent-id-number 11010519491231002X --as clerk
  huzhu claim correct c00000012 claim.json --because '补充材料' --as clerk
  huzhu claim hand-in c00000012 --as clerk
  huzhu claim attach c00000012 invoice.pdf discharge.jpg --as clerk
  huzhu claim documents c00000012 --as clerk
  huzhu claim document c00000012 1 --to invoice.pdf --as reviewer
  huzhu claim decide c00000012 --as clerk
  huzhu claim review c00000012 approve --decision 1 --as reviewer
  huzhu claim review c00000012 send-back --decision 1 --because '材料不全' --as reviewer
  huzhu claim show c00000012 --as reviewer
  huzhu claim list --stage proposed --as reviewer
  huzhu claim hold c00000012 --because '发票存疑' --as clerk
  huzhu claim release c00000012 1 --because '已核实' --as reviewer
  huzhu claim correct c00000012 claim.json --because '金额录错' --as clerk
  huzhu claim revoke c00000012 --because '会员撤回' --as clerk
  huzhu claim appeal c00000012 --grounds '等待期计算有误' --told 2026-03-05 --as clerk
  huzhu claim answer c00000012 upheld --because '计算有误' --as head

The file of a claim is JSON: its facts, as `huzhu schema` describes a claim, with the member's id in person.member. What is
answered is JSON, one object a line.

EXIT CODES
  0  done, or found
  1  some documents were not taken, or the claim was held and not approved
  2  refused, and nothing was done: the sentence says why and what to do";

/// What to do.
#[derive(Subcommand)]
enum What {
    /// Hand in a claim, or keep a draft 受理
    Submit {
        /// The scheme
        scheme: String,
        /// The facts, a JSON file; - for standard input
        file: String,
        /// Keep it as a draft
        #[arg(long)]
        draft: bool,
        /// What the agent is to the member, where the member does not come himself: spouse, child, parent … 代办人关系
        #[arg(long, value_name = "RELATION", value_parser = relation, requires = "agent_id_number")]
        agent: Option<AgentRelation>,
        /// The number of the agent's identity document, of which only a keyed hash is kept 代办人证件号码
        #[arg(long, value_name = "NUMBER", requires = "agent")]
        agent_id_number: Option<String>,
        /// Which document that is: resident-id, passport, hk-mo-permit … or its Chinese name 代办人证件种类
        #[arg(long, value_name = "KIND", default_value = "resident-id", value_parser = identity::kind)]
        agent_document_kind: DocumentKind,
    },
    /// Hand in what was kept as a draft; a draft is changed by `correct` and dropped by `revoke` 提交草稿
    HandIn {
        /// The claim
        claim: String,
    },
    /// Add documents to a claim: PDF, OFD, JPEG, PNG or ZIP 上传材料
    Attach {
        /// The claim
        claim: String,
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// List the documents of a claim 材料清单
    Documents {
        /// The claim
        claim: String,
    },
    /// Give out a document of a claim 取出材料
    Document {
        /// The claim
        claim: String,
        /// Which of its documents, from 1
        number: usize,
        /// A new file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Decide a claim 审核
    Decide {
        /// The claim
        claim: String,
    },
    /// Review a decision 复核
    Review {
        /// The claim
        claim: String,
        /// What the reviewer says
        verdict: Say,
        /// The number of the decision that was looked at
        #[arg(long, value_name = "N")]
        decision: u32,
    },
    /// Show a claim with its lines and all that was done 查看
    Show {
        /// The claim
        claim: String,
    },
    /// List claims 列表
    List {
        /// Only those of a stage, such as proposed
        #[arg(long, default_value = "", value_parser = stage_word)]
        stage: String,
        /// Those that come after this receipt number
        #[arg(long, default_value_t = 0)]
        after: i64,
        /// At most so many
        #[arg(long, default_value_t = 100)]
        most: i64,
    },
    /// Hold a claim 暂停
    Hold {
        /// The claim
        claim: String,
    },
    /// Release a hold 解除暂停
    Release {
        /// The claim
        claim: String,
        /// Which of its holds, from 1
        number: i64,
    },
    /// Take a claim back 撤销
    Revoke {
        /// The claim
        claim: String,
    },
    /// Put a claim right 更正
    Correct {
        /// The claim
        claim: String,
        /// All of its facts, a JSON file; - for standard input
        file: String,
    },
    /// Take in an appeal 受理复议
    Appeal {
        /// The claim
        claim: String,
        /// What is said against the answer
        #[arg(long)]
        grounds: String,
        /// The day on which the member was told of it; when it was given, where that is not known 告知日期
        #[arg(long, value_name = "DATE", value_parser = day)]
        told: Option<Day>,
    },
    /// Answer the open appeal of a claim 答复复议
    Answer {
        /// The claim
        claim: String,
        /// What is answered
        answer: Verdicts,
    },
}

/// What a reviewer says.
#[derive(Clone, Copy, ValueEnum)]
enum Say {
    /// 同意
    Approve,
    /// 退回
    SendBack,
    /// 不予给付
    Deny,
    /// 回避
    Recuse,
}

/// What is answered to an appeal.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Verdicts {
    /// 复议成立
    Upheld,
    /// 复议不成立
    Rejected,
}

/// Does it.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let runtime = Builder::new_multi_thread().enable_all().build().map_err(Stop::Write)?;
    runtime.block_on(async {
        let office = args.at.open().await?;
        let outcome = carry_out(&office, args, console).await?;
        if let Some(claim) = args.what.acted_on() {
            show::tell(&office, claim, console).await?;
        }
        Ok(outcome)
    })
}

impl What {
    /// The claim that stands otherwise now than before.
    fn acted_on(&self) -> Option<&str> {
        match self {
            Self::HandIn { claim }
            | Self::Decide { claim }
            | Self::Review { claim, .. }
            | Self::Hold { claim }
            | Self::Release { claim, .. }
            | Self::Revoke { claim }
            | Self::Correct { claim, .. }
            | Self::Appeal { claim, .. }
            | Self::Answer { claim, .. } => Some(claim),
            Self::Submit { .. }
            | Self::Attach { .. }
            | Self::Documents { .. }
            | Self::Document { .. }
            | Self::Show { .. }
            | Self::List { .. } => None,
        }
    }
}

async fn carry_out(office: &Opened, args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let at = &args.at;
    match &args.what {
        What::Submit { scheme, file, draft, agent, agent_id_number, agent_document_kind } => {
            let facts = facts::read(file, console)?;
            let agent = agent.zip(agent_id_number.clone());
            let document = |number| (*agent_document_kind, number);
            let agent = agent.map(|(relation, number)| Agent { relation, document: document(number) });
            let scheme = Name::from(scheme);
            let request = NewRequest { scheme, facts, draft: *draft, import: None, agent };
            say(office.ask::<Submit>(at, request).await?, console)
        }
        What::HandIn { claim } => {
            say(office.ask::<HandIn>(at, HandInRequest { claim: claim.into() }).await?, console)
        }
        What::Attach { claim, files } => {
            let request = (at.key.as_deref(), at.because.as_str());
            documents::attach(office, request, (Of::Claim(claim), files), console).await
        }
        What::Documents { claim } => documents::list(office, Of::Claim(claim), console).await,
        What::Document { claim, number, to } => {
            documents::give(office, (Of::Claim(claim), *number, to), console).await
        }
        What::Decide { claim } => {
            say(office.ask::<Decide>(at, DecideRequest { claim: claim.into() }).await?, console)
        }
        What::Review { claim, verdict, decision } => {
            let verdict = verdict.verdict();
            let request = ReviewRequest { claim: claim.into(), decision: *decision, verdict };
            let answer = office.ask::<Review>(at, request).await?;
            let held = answer.as_ref().is_ok_and(|reviewed| !reviewed.held.is_empty());
            let outcome = say(answer, console)?;
            if held {
                console.tell(console.lang().pick(
                    "同一票据已在其他账套申请，本次未予批准，已暂停；请与对方核实并解除暂停后再复核。",
                    "the same invoice was claimed in another book: the claim is held and was not approved; ask there, release the hold, and review again",
                ));
            }
            Ok(if held { Outcome::Wrong } else { outcome })
        }
        What::Show { claim } => show::show(office, claim, console).await,
        What::List { stage, after, most } => list(office, (stage, *after, *most), console).await,
        What::Hold { claim } => {
            let request = HoldRequest { claim: claim.into(), reason: at.because.clone() };
            say(office.ask::<Hold>(at, request).await?, console)
        }
        What::Release { claim, number } => {
            let request = ReleaseRequest { claim: claim.into(), number: *number };
            say(office.ask::<Release>(at, request).await?, console)
        }
        What::Revoke { claim } => {
            say(office.ask::<Revoke>(at, RevokeRequest { claim: claim.into() }).await?, console)
        }
        What::Correct { claim, file } => {
            let request = CorrectRequest { claim: claim.into(), facts: facts::read(file, console)? };
            say(office.ask::<Correct>(at, request).await?, console)
        }
        What::Appeal { claim, grounds, told } => {
            let request = AppealRequest { claim: claim.into(), grounds: grounds.clone(), told: *told };
            say(office.ask::<Appeal>(at, request).await?, console)
        }
        What::Answer { claim, answer } => {
            let request = AnswerRequest { claim: claim.into(), upheld: *answer == Verdicts::Upheld };
            say(office.ask::<AnswerAppeal>(at, request).await?, console)
        }
    }
}

impl Say {
    fn verdict(self) -> Verdict {
        match self {
            Self::Approve => Verdict::Approve,
            Self::SendBack => Verdict::SendBack,
            Self::Deny => Verdict::Deny,
            Self::Recuse => Verdict::Recuse,
        }
    }
}

/// An answer as JSON, or the sentence of a refusal.
pub fn say<T: Serialize>(answer: Result<T, Refusal>, console: &mut Console) -> Result<Outcome, Stop> {
    console.line(json(&answer?)?)?;
    Ok(Outcome::Fine)
}

/// A value as JSON.
pub fn json(value: &impl Serialize) -> Result<String, Stop> {
    serde_json::to_string(value).map_err(|why| Stop::Write(why.into()))
}

/// What an agent is to a member.
fn relation(text: &str) -> Result<AgentRelation, String> {
    let words = || AgentRelation::ALL.iter().map(|(word, ..)| *word).collect::<Vec<_>>().join(", ");
    AgentRelation::from_word(text).ok_or_else(words)
}

/// The word of a stage; empty for all of them.
fn stage_word(text: &str) -> Result<String, String> {
    let words = || StageName::ALL.iter().map(|(word, ..)| *word).collect::<Vec<_>>().join(", ");
    match StageName::from_word(text) {
        Some(stage) => Ok(stage.word().into()),
        None if text.is_empty() => Ok(String::new()),
        None => Err(format!("没有这个办理阶段，请填写其中之一：{}", words())),
    }
}

async fn list(
    office: &Opened,
    (stage, after, most): (&str, i64, i64),
    console: &mut Console,
) -> Result<Outcome, Stop> {
    let scope = office.scope().await?;
    let store = &office.desk.office().store;
    let claims = claim::list(store, &scope, &office.book, stage, (after, most)).await;
    for listed in claims? {
        console.line(json(&listed)?)?;
    }
    Ok(Outcome::Fine)
}
