//! `huzhu member categorise`, `end-category` and `due`: what members are recognised as, and until when.

use super::super::Outcome;
use super::super::console::Console;
use super::super::day::day;
use super::super::stop::Stop;
use super::{OfficeArgs, waited};
use crate::clock;
use crate::desk::categorise::{Categorise, Recognition};
use crate::desk::end_category::{CategoryEnd, EndCategory};
use crate::desk::verification::{self, Due};
use crate::engine::calendar::Day;
use crate::engine::scheme::model::Lang;

/// Who is recognised as what.
#[derive(clap::Args)]
pub struct Categorised {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member
    #[arg(value_name = "MEMBER")]
    member: String,
    /// The category, as a published scheme has it
    #[arg(value_name = "CATEGORY")]
    category: String,
    /// First day; when not given, that of the recognition that runs, or else the day of verification
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Day>,
    /// Last day, inclusive
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Day>,
    /// The day on which it was verified; today when not given 核实日期
    #[arg(long, value_name = "DATE", value_parser = day)]
    verified: Option<Day>,
    /// The document that proves it: one of the member's, or of a claim of his; needed where the scheme names evidence
    /// for the category, and none was given for this recognition before 证明材料
    #[arg(long, value_name = "DOCUMENT")]
    proof: Option<String>,
}

impl Categorised {
    /// Does it, and gives the member's id.
    pub fn ask(self) -> Result<String, Stop> {
        let Self { office, member, category, from, to, verified, proof } = self;
        let recognition = Recognition { member, category, from, to, verified, proof };
        Ok(office.ask::<Categorise>(recognition)?.member)
    }
}

/// Which category ends.
#[derive(clap::Args)]
pub struct Ended {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member
    #[arg(value_name = "MEMBER")]
    member: String,
    /// The category
    #[arg(value_name = "CATEGORY")]
    category: String,
    /// Last day, inclusive
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Day,
}

impl Ended {
    /// Does it, and gives the member's id.
    pub fn ask(self) -> Result<String, Stop> {
        let Self { office, member, category, on } = self;
        Ok(office.ask::<EndCategory>(CategoryEnd { member, category, on })?.member)
    }
}

/// What falls due by when.
#[derive(clap::Args)]
pub struct DueArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// What lapses by this day; today when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    by: Option<Day>,
}

/// Lists what falls due.
pub fn due(args: &DueArgs, console: &mut Console) -> Result<Outcome, Stop> {
    let by = args.by.unwrap_or_else(clock::today);
    let found = waited(async {
        let office = args.office.open().await?;
        let found = verification::due(office.desk.office(), &office.scope().await?, &office.book, by).await?;
        office.close().await;
        Ok(found)
    })?;
    let lang = console.lang();
    for due in &found {
        console.line(line(due, lang))?;
    }
    Ok(Outcome::Fine)
}

fn line(due: &Due, lang: Lang) -> String {
    let Due { lapses, member, category, scheme, verified, has_lapsed } = due;
    let verified = verified.map_or_else(|| "-".into(), |day| day.to_string());
    let state = match has_lapsed {
        true => lang.pick("已失效", "lapsed"),
        false => lang.pick("将失效", "due"),
    };
    lang.pick(
        format!("{lapses} {state} {member} {category}（{scheme}，上次核实{verified}）"),
        format!("{lapses} {state} {member} {category} ({scheme}, verified {verified})"),
    )
}
