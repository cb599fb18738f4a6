//! What the office promises: until when a claim is answered, where it has set a term (承诺办理时限).

use crate::engine::calendar::{Day, parse_day};
use crate::engine::claim::words::Word as _;
use crate::engine::office::Policies;
use crate::engine::office::stage::StageName;
use crate::store::claim::queue::Waiting;

/// The policies of a book, on the day on which one looks.
pub(super) struct Promise {
    pub(super) policies: Policies,
    pub(super) today: Day,
}

impl Promise {
    /// The day by which a claim is to be answered, and whether it is past; none where nothing is promised of it.
    pub(super) fn of(&self, claim: &Waiting) -> Option<(Day, bool)> {
        let stage = StageName::from_word(&claim.stage)?;
        let handed_in = parse_day(claim.handed_in_on.as_deref()?).ok();
        let by = self.policies.expected((stage, claim.holds), handed_in)?;
        Some((by, by < self.today))
    }
}
