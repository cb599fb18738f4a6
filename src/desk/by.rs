//! Who did something and when, as rows have it.

use super::act::Asked;
use crate::engine::calendar::Day;
use crate::engine::office::Actor;

/// Who did something, in whose name, and when.
#[derive(Clone, Debug)]
pub(super) struct By {
    /// The account.
    pub staff: String,
    /// In whose name.
    pub absent: Option<String>,
    /// The moment.
    pub at: String,
    /// The day, in China.
    pub day: Day,
}

impl By {
    /// Whoever asked.
    pub fn of<R>(asked: &Asked<'_, R>) -> Self {
        let Actor { staff, on_behalf_of, .. } = &asked.actor;
        Self {
            staff: staff.to_string(),
            absent: on_behalf_of.as_ref().map(|absent| absent.staff.to_string()),
            at: asked.now.moment(),
            day: asked.now.day(),
        }
    }
}
