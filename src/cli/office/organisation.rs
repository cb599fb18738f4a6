//! `huzhu organisation`: the tree of union bodies below the first, each with a book of its own if it keeps one.

use super::super::Outcome;
use super::super::console::Console;
use super::super::stop::Stop;
use super::{OfficeArgs, waited};
use crate::desk::add_organisation::{AddOrganisation, Addition};
use crate::engine::claim::words::Word;
use crate::engine::office::OrganisationKind;
use crate::engine::scheme::model::Lang;
use crate::store::organisation::{self, Listed};

/// What to do with organisations.
#[derive(clap::Subcommand)]
pub enum Args {
    /// Add one below another 添加机构
    #[command(after_long_help = AFTER)]
    Add(Add),
    /// List those that the account sees, each below the one above it 机构列表
    #[command(after_long_help = AFTER)]
    List(OfficeArgs),
}

const AFTER: &str = "\
EXAMPLES
  huzhu organisation add county-a --kind county --name 甲县总工会 --own-book --as admin
  huzhu organisation add mill --kind enterprise --name 纺织厂工会 --below county-a --as admin
  huzhu staff add clerk-a --name 例二 --id-number 110105194912310011 --role clerk --book county-a --as admin
  huzhu organisation list --as admin

An organisation that keeps a book has claims, members and numbers of its own, which no other at its side sees or changes;
those above it see them, and act in them with --book. One that keeps none only looks at those below it.

EXIT CODES
  0  done    2  refused; nothing was done";

/// Which organisation.
#[derive(clap::Args)]
pub struct Add {
    #[command(flatten)]
    office: OfficeArgs,
    /// Its id, which names its book as well: a-z, 0-9 and hyphens
    #[arg(value_name = "ID")]
    id: String,
    /// Its name 机构名称
    #[arg(long, value_name = "NAME")]
    name: String,
    /// province, city, county, township, industry, enterprise 机构类别
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: OrganisationKind,
    /// The one above; the organisation of the book when not given 上级机构
    #[arg(long, value_name = "ID")]
    below: Option<String>,
    /// It keeps a book of its own 单独建账
    #[arg(long)]
    own_book: bool,
}

/// A kind by its word.
pub fn kind(text: &str) -> Result<OrganisationKind, String> {
    let words: Vec<&str> = OrganisationKind::ALL.iter().map(|(word, ..)| *word).collect();
    OrganisationKind::from_word(text).ok_or_else(|| {
        let words = words.join(", ");
        format!("“{text}”不是机构类别，请填写其中之一 / no kind of organisation, choose one of: {words}")
    })
}

/// Carries it out.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    match args {
        Args::Add(Add { office, id, name, kind, below, own_book }) => {
            let request = Addition { id, name, kind, above: below, keeps_book: own_book };
            console.line(office.ask::<AddOrganisation>(request)?.organisation)?;
        }
        Args::List(office) => {
            let lang = console.lang();
            for listed in list(&office)? {
                console.line(line(&listed, lang))?;
            }
        }
    }
    Ok(Outcome::Fine)
}

fn list(office: &OfficeArgs) -> Result<Vec<Listed>, Stop> {
    waited(async {
        let (store, scope) = office.look().await?;
        let found = organisation::list(&store, &scope).await?;
        store.close().await;
        Ok(found)
    })
}

/// Indented by its depth.
fn line(listed: &Listed, lang: Lang) -> String {
    let Listed { id, kind, name, path, book_id, .. } = listed;
    let depth = path.matches('/').count().saturating_sub(2);
    let book = book_id.as_ref().map(|book| lang.pick(format!("，账套{book}"), format!(", book {book}")));
    let kind =
        OrganisationKind::from_word(kind).map_or(kind.as_str(), |kind| lang.pick(kind.zh(), kind.word()));
    let (indent, book) = ("  ".repeat(depth), book.unwrap_or_default());
    lang.pick(format!("{indent}{id}：{name}（{kind}{book}）"), format!("{indent}{id}: {name} ({kind}{book})"))
}
