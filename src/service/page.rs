//! Pages of lists: a cursor says where the next one begins, and nobody has to know how.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::fault::Fault;
use super::problem::Problem;

const USUAL: u32 = 50;
const MOST: u32 = 200;

/// Which page.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    /// Where the page begins: `next` of the page before; the first page when not given.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// At most so many; 50 when not given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

impl Page {
    /// What the cursor says; empty for the first page.
    pub(super) fn after(&self) -> Result<String, Problem> {
        let Some(cursor) = &self.cursor else { return Ok(String::new()) };
        let said = || URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        said().filter(|after| !after.contains('\0')).ok_or_else(wrong)
    }

    /// The same where it is a number; nought for the first page.
    pub(super) fn after_number(&self) -> Result<i64, Problem> {
        let after = self.after()?;
        if after.is_empty() { Ok(0) } else { after.parse().map_err(|_| wrong()) }
    }

    /// At most so many.
    pub(super) fn most(&self) -> Result<u32, Problem> {
        let limit = self.limit.unwrap_or(USUAL);
        if (1..=MOST).contains(&limit) {
            return Ok(limit);
        }
        let said = (
            format!("须为1至{MOST}的整数，请更正。"),
            format!("It must be a whole number from 1 to {MOST}."),
        );
        Err(Problem::bad_request(vec![Fault::new("limit", "out-of-range", said)]))
    }

    /// So many of what was read, one more than asked for; and where the next page begins.
    pub(super) fn of<T>(&self, mut read: Vec<T>, mark: impl Fn(&T) -> String) -> Result<Items<T>, Problem> {
        let most = usize::try_from(self.most()?).unwrap_or(usize::MAX);
        let is_more = read.len() > most;
        read.truncate(most);
        let next = read.last().filter(|_| is_more).map(|last| URL_SAFE_NO_PAD.encode(mark(last)));
        Ok(Items { items: read, next })
    }
}

fn wrong() -> Problem {
    let said = ("游标无效，请使用上一页返回的next。", "This is no cursor; use `next` of the page before.");
    Problem::bad_request(vec![Fault::new("cursor", "invalid", said)])
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Items<T> {
    /// What is on it.
    pub(super) items: Vec<T>,
    /// Cursor of the next page; null on the last.
    pub(super) next: Option<String>,
}
