//! TRANSLATES: files in and out. Opens no file itself: bytes come in, values or text go out.

pub mod cases;
pub mod cell;
pub mod claims;
pub mod cover;
pub mod facts;
pub mod list;
pub mod opening;
pub mod reports;
pub mod roster;
pub mod sheet;
pub mod table;
pub mod text;
pub mod workbook;
