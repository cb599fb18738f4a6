//! What an organisation is, and which may stand below which.

use serde::{Deserialize, Serialize};

use crate::engine::claim::words::{Word, words};

words! {
    /// What an organisation is.
    OrganisationKind {
        Province "province" "省级总工会",
        City "city" "市级总工会",
        County "county" "县级总工会",
        Township "township" "乡镇工会",
        Industry "industry" "产业工会",
        Enterprise "enterprise" "企业工会",
    }
}

impl OrganisationKind {
    /// May it stand below another? Regions go down, a county may stand below a province at once; an industry's union
    /// stands below a region or another industry's, and has no regions but townships' below it; an enterprise stands
    /// below any.
    ///
    /// ```
    /// use huzhu::engine::office::OrganisationKind::{City, County, Enterprise, Province};
    /// assert!(County.may_stand_below(Province) && Enterprise.may_stand_below(Enterprise));
    /// assert!(!City.may_stand_below(County) && !Province.may_stand_below(Province));
    /// ```
    pub fn may_stand_below(self, above: Self) -> bool {
        match self {
            Self::Province => false,
            Self::City => above == Self::Province,
            Self::County => matches!(above, Self::Province | Self::City),
            Self::Township => matches!(above, Self::City | Self::County | Self::Industry),
            Self::Industry => !matches!(above, Self::Township | Self::Enterprise),
            Self::Enterprise => true,
        }
    }
}
