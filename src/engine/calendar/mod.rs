//! Days, years and the spellings of a date.
