//! Claims: as they are listed, typed and shown, and what is done to them.

pub(super) mod acts;
pub(super) mod appeals;
pub(super) mod documents;
pub(super) mod form;
pub(super) mod from_file;
pub(super) mod listed;
pub(super) mod new;
pub(super) mod show;
