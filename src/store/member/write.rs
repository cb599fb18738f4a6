//! Members written: new ones, and what changes of those that are there.

use serde::Serialize;

use super::sealed::seal;
use crate::engine::calendar::Day;
use crate::engine::claim::words::{Insurance, Service, Word};
use crate::engine::ids::{BankAccount, MobilePhone, Sex};
use crate::engine::office::fraud::MemberState;
use crate::store::bulk::{Column, Given};
use crate::store::column::of_sex;
use crate::store::error::StoreError;
use crate::store::seal::KeyRing;
use crate::store::tx::Tx;

/// A member to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMember {
    /// The id, of a number that the book issued.
    pub id: String,
    /// The employer's id.
    pub employer: Option<String>,
    /// The name.
    pub name: String,
    /// Day of birth.
    pub birth: Option<Day>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Telephone.
    pub phone: Option<MobilePhone>,
    /// The account that is paid to.
    pub account: Option<BankAccount>,
    /// In whose name it is, where that was told.
    pub holder: Option<String>,
    /// In service or retired.
    pub service: Option<Service>,
    /// The insurance.
    pub insurance: Option<Insurance>,
    /// The import that brought the member.
    pub import: Option<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    employer_id: Option<&'a str>,
    name_sealed: String,
    sex: Option<&'a str>,
    birth_sealed: Option<String>,
    phone_sealed: Option<String>,
    account_sealed: Option<String>,
    account_index: Option<String>,
    holder_sealed: Option<String>,
    service: Option<&'a str>,
    insurance: Option<&'a str>,
    import_id: Option<&'a str>,
}

const ROWS: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("employer_id", Column::Text),
        ("name_sealed", Column::Text),
        ("sex", Column::Text),
        ("birth_sealed", Column::Text),
        ("phone_sealed", Column::Text),
        ("account_sealed", Column::Text),
        ("account_index", Column::Text),
        ("holder_sealed", Column::Text),
        ("service", Column::Text),
        ("insurance", Column::Text),
        ("import_id", Column::Text),
    ],
};

/// The blind index of a bank account, by which two members with one account are found.
pub fn account_index(keys: &KeyRing, account: &BankAccount) -> String {
    keys.index("account", account.as_str())
}

/// Writes new members, personal data sealed, and notes their accounts where other books look for the same one.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, keys: &KeyRing, members: &[NewMember]) -> Result<(), StoreError> {
    let book = tx.book().to_string();
    let rows: Vec<Row<'_>> = members.iter().map(|member| row(keys, &book, member)).collect();
    let sql = "insert into member (book_id, id, employer_id, name_sealed, sex, birth_sealed, phone_sealed, \
        account_sealed, account_index, holder_sealed, service, insurance, state, import_id) \
        select book_id, id, employer_id, name_sealed, sex, birth_sealed, phone_sealed, account_sealed, \
        account_index, holder_sealed, service, insurance, 'active', import_id from given";
    tx.bulk(&ROWS, &rows, sql).await?;
    let seen = "insert into seen_account (account_index, book_id, member_id) \
        select account_index, book_id, id from given where account_index is not null \
        on conflict (account_index, book_id, member_id) do nothing";
    tx.bulk(&ROWS, &rows, seen).await.map(|_| ())
}

fn row<'a>(keys: &KeyRing, book: &str, member: &'a NewMember) -> Row<'a> {
    let at = (book, member.id.as_str());
    let put = |column: &str, text: &str| seal(keys, at, column, text);
    Row {
        id: &member.id,
        employer_id: member.employer.as_deref(),
        name_sealed: put("name_sealed", &member.name),
        sex: member.sex.map(of_sex),
        birth_sealed: member.birth.map(|birth| put("birth_sealed", &birth.to_string())),
        phone_sealed: member.phone.as_ref().map(|phone| put("phone_sealed", phone.as_str())),
        account_sealed: member.account.as_ref().map(|account| put("account_sealed", account.as_str())),
        account_index: member.account.as_ref().map(|account| account_index(keys, account)),
        holder_sealed: member.holder.as_ref().map(|holder| put("holder_sealed", holder)),
        service: member.service.map(Word::word),
        insurance: member.insurance.map(Word::word),
        import_id: member.import.as_deref(),
    }
}

/// What changes of a member; what is none stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The member.
    pub id: String,
    /// The new employer's id.
    pub employer_id: Option<String>,
    /// The new household.
    pub household_id: Option<String>,
    /// The new state.
    pub state: Option<&'static str>,
    /// The day of death.
    pub died_on: Option<String>,
    /// Into whom the member is merged.
    pub merged_into: Option<String>,
}

impl Change {
    /// A change of nothing yet.
    pub fn of(member: &str) -> Self {
        Self { id: member.into(), ..Self::default() }
    }

    /// The same with a new state.
    #[must_use]
    pub fn to(self, state: MemberState) -> Self {
        Self { state: Some(state.word()), ..self }
    }
}

const CHANGES: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("employer_id", Column::Text),
        ("household_id", Column::Text),
        ("state", Column::Text),
        ("died_on", Column::Text),
        ("merged_into", Column::Text),
    ],
};

/// Makes changes. Whoever was merged into a member that is now merged himself follows him.
///
/// # Errors
///
/// Those of the database.
pub async fn change(tx: &mut Tx, changes: &[Change]) -> Result<(), StoreError> {
    let sql = "update member set employer_id = coalesce(g.employer_id, member.employer_id), \
        household_id = coalesce(g.household_id, member.household_id), state = coalesce(g.state, member.state), \
        died_on = coalesce(g.died_on, member.died_on), merged_into = coalesce(g.merged_into, member.merged_into), \
        version = member.version + 1 from given g where member.book_id = g.book_id and member.id = g.id";
    tx.bulk(&CHANGES, changes, sql).await?;
    let merged: Vec<&Change> = changes.iter().filter(|change| change.merged_into.is_some()).collect();
    let follow = "update member set merged_into = g.merged_into, version = member.version + 1 from given g \
        where member.book_id = g.book_id and member.merged_into = g.id";
    tx.bulk(&CHANGES, &merged, follow).await.map(|_| ())
}
