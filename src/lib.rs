//! huzhu (互助): the claims engine of a trade-union mutual-aid medical fund.
//!
//! A scheme is data; [`engine`] decides, [`exchange`] translates files, [`store`] remembers, [`desk`] acts, [`service`] listens, [`pages`] shows, [`cli`] is the command.

pub mod cli;
pub mod clock;
pub mod desk;
pub mod engine;
pub mod exchange;
pub mod generate;
pub mod pages;
pub mod service;
pub mod store;
