//! REMEMBERS: the database, the documents, and the keys under which both are sealed.

pub mod files;
pub mod seal;
