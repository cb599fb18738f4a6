//! The arguments of `huzhu adjudicate`, and what they mean for reading and showing.

use clap::ValueEnum;

use super::print::How;
use crate::cli::day::day;
use crate::cli::schemes::SchemeArgs;
use crate::clock;
use crate::engine::calendar::Day;
use crate::engine::claim::ties::MemberPartRule;
use crate::exchange::claims::ClaimProfile;

/// What to decide, and how to show it.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    pub scheme: SchemeArgs,
    /// The claims: a CSV or JSON file, or - for standard input. Columns may have our names, the codes of
    /// the national platform or the Chinese names
    #[arg(value_name = "CLAIMS")]
    pub claims: String,
    #[command(flatten)]
    pub form: Form,
    /// Show each claim with all lines of its calculation, and what would satisfy where it is denied
    #[arg(long, conflicts_with_all = ["csv", "totals"])]
    pub explain: bool,
    /// The day that the file is checked on (nobody is born later); today when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
    /// Stop at the first wrong row, and decide nothing
    #[arg(long)]
    pub strict: bool,
    /// Decide as if a value of the scheme were another: 'benefit.inpatient.paid.limit = 50000'
    #[arg(long, value_name = "PATH = VALUE")]
    pub what_if: Vec<String>,
    /// Earlier decisions that the year totals go on from: what `huzhu adjudicate ... --json` printed. May be
    /// given for each earlier file, in their order
    #[arg(long, value_name = "FILE")]
    pub after: Vec<String>,
    /// The history of the members' cover, a stretch of cover in each row. Columns: `member`, `covered_from`, and where
    /// they apply `covered_to`, `plan`, `enrolled`, `hired`, `left_employer`, `share_units`. Waiting times, renewals
    /// and gaps are worked out for claims whose own row does not state their cover; who is not in it is not covered
    #[arg(long, value_name = "FILE")]
    pub cover: Option<String>,
    /// What a pool has to pay with, after the file is decided: says of each claim what is paid now, what waits and
    /// what is cut, by the rule of the scheme. May be given for each pool
    #[arg(long, value_name = "POOL=YUAN", conflicts_with = "totals")]
    pub pool: Vec<String>,
    /// How the slips count what the member paid from a relative's account
    #[arg(long, value_enum, default_value = "inside")]
    pub member_part: MemberPart,
}

/// How results are shown: a table where nothing is said.
#[derive(Clone, Copy, clap::Args)]
pub struct Form {
    /// One JSON object a line, with everything
    #[arg(long)]
    pub json: bool,
    /// A table for spreadsheets
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Only the totals: the fast way for large files
    #[arg(long, conflicts_with = "csv")]
    pub totals: bool,
}

/// How the fourth sum of a slip is counted.
#[derive(Clone, Copy, ValueEnum)]
pub enum MemberPart {
    /// Inside what he paid from his account
    Inside,
    /// Beside it, as a figure of its own
    Apart,
    /// This sum of the slips is not checked
    Off,
}

const AFTER: &str = "\
EXAMPLES
  huzhu adjudicate cn/guizhou/sinan schemes/examples/sinan-claims.csv
  huzhu adjudicate cn/guizhou/sinan claims.csv --explain
  huzhu adjudicate cn/guizhou/sinan claims.csv --what-if 'benefit.inpatient.paid.limit = 50000'
  huzhu adjudicate draft.toml claims.json --json | jq '[.receipt, .amount]'
  cat claims.csv | huzhu adjudicate cn/guizhou/sinan - --csv > results.csv
  huzhu adjudicate cn/guizhou/sinan year.csv --totals
  huzhu adjudicate cn/guizhou/sinan claims.csv --cover cover.csv --explain
  huzhu adjudicate cn/guizhou/sinan claims.csv --pool sinan=100000
  huzhu adjudicate cn/guizhou/sinan january.csv --json > january.json
  huzhu adjudicate cn/guizhou/sinan february.csv --after january.json --json > february.json
  huzhu adjudicate cn/guizhou/sinan march.csv --after january.json --after february.json --explain

Claims are decided in the order of the deciding date and the receipt number, and shown in the order
of the file. A row that takes a settlement back (refd_setl_flag = 1) undoes the claim with the same
settlement id.

With --after, claims join those that were decided before. One that comes late may change later
decisions; a receipt number that is there already corrects that claim; a row that takes an earlier
settlement back revokes it. Earlier decisions that change stand at the end, with old amount, new
amount and difference (with --explain and --json, the old lines negated and the new lines); claims
need receipt numbers that are unique over all files.

With --pool, claims draw on the pool in the order in which they are decided. Where it is short and the
scheme does not say what happens then, that is said, and nothing is shared out.

EXIT CODES
  0  every row was decided
  1  some rows are wrong: they are listed on standard error, and the others were decided
  2  nothing was done";

impl Args {
    /// How the file is read.
    pub fn profile(&self) -> ClaimProfile {
        let member_part = match self.member_part {
            MemberPart::Inside => MemberPartRule::SharedInsideAccount,
            MemberPart::Apart => MemberPartRule::SharedApart,
            MemberPart::Off => MemberPartRule::NotChecked,
        };
        let as_of = Some(self.as_of.unwrap_or_else(clock::today));
        ClaimProfile { member_part, as_of, ..ClaimProfile::default() }
    }

    /// How results are shown.
    pub fn how(&self) -> How {
        match (self.form.json, self.form.csv, self.form.totals) {
            (true, _, true) => How::JsonTotals,
            (true, ..) => How::Json { explain: self.explain },
            (_, true, _) => How::Csv,
            (.., true) => How::Totals,
            _ if self.explain => How::Story,
            _ => How::Table,
        }
    }
}
