//! The arguments of `huzhu explain`: a claim in flags.

use super::figures::Figures;
use crate::cli::day::day;
use crate::cli::schemes::SchemeArgs;
use crate::engine::calendar::Day;

/// What to explain. A figure that is not given is unknown, which is not nought.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    pub scheme: SchemeArgs,
    /// What happened 事由: treatment 就医, diagnosis 确诊, accident 意外伤害, death 身故 …
    #[arg(long, value_name = "WORD")]
    pub event: Option<String>,
    /// Where care was given 就医类别: inpatient 住院 where nothing is said, outpatient 普通门诊 …
    #[arg(long, value_name = "WORD")]
    pub setting: Option<String>,
    /// The member's category 职工类别, by id or label
    #[arg(long, value_name = "CATEGORY")]
    pub category: Option<String>,
    /// The day that decides; today when not given, or the last day that the scheme was in force
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Day>,
    /// Days of the stay 住院天数
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub days: Option<String>,
    /// Diagnosis codes of ICD-10 诊断编码, the main one first
    #[arg(long, value_name = "CODES")]
    pub diagnosis: Option<String>,
    /// The plans that the member takes part in 保障计划
    #[arg(long, value_name = "PLANS")]
    pub plan: Option<String>,
    /// Share units held 份数
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub share_units: Option<String>,
    /// What was paid already this year 本年度已给付: counts against limits and ceilings; BENEFIT=AMOUNT for one
    /// benefit alone
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub used: Vec<String>,
    /// A fact that the scheme declares itself
    #[arg(long, value_name = "KEY=VALUE")]
    pub fact: Vec<String>,
    /// Any other column of claims files: `hospital_level=三级`, `birth=1980-01-01`, `place=local` …
    #[arg(long, value_name = "COLUMN=VALUE")]
    pub set: Vec<String>,
    /// Everything as one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub figures: Figures,
}

const AFTER: &str = "\
EXAMPLES
  huzhu explain cn/guizhou/sinan --self-pay 8000
  huzhu explain cn/guizhou/sinan --self-pay 8000 --used 99000 --lang en
  huzhu explain cn/guizhou/liupanshui/inpatient --self-pay 8000 --category 困难职工 --date 2016-03-01
  huzhu explain cn/guizhou/guiyang --event diagnosis --diagnosis C50.9 --set days_enrolled=200
  huzhu explain cn/guizhou/sinan --total 20000 --funds-paid 12000 --self-pay 6500 --self-funded 1500 --json

What is needed and not given is asked for, with the flag to use. The claim stands alone: --used tells what
limits have left, and bands along the year begin at their first yuan; `huzhu adjudicate --after` goes on from
real decisions.

EXIT CODES
  0  the claim was decided; a denial is an answer
  1  a value is wrong or missing: the sentence names its flag
  2  the scheme cannot be used";
