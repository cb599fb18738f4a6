//! Identity numbers of people and employers.
