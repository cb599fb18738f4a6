//! What `[serve]` of `huzhu.toml` says.

use std::net::SocketAddr;

use serde::Deserialize;

use super::{LogForm, Whether};

/// What the file says of the service; what it leaves out is as usual.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServeFile {
    /// Where to listen.
    pub listen: Option<SocketAddr>,
    /// Must staff have a second factor?
    pub second_factor: Option<Whether>,
    /// Requests of one account in a minute.
    pub per_account: Option<u32>,
    /// Requests from one address in a minute.
    pub per_address: Option<u32>,
    /// Logins from one address in a minute.
    pub logins: Option<u32>,
    /// Does a proxy of ours stand before it?
    pub behind_proxy: Option<bool>,
    /// The largest body, in bytes.
    pub largest_body: Option<u32>,
    /// Seconds for one request.
    pub seconds: Option<u32>,
    /// How logs are written.
    pub log: Option<LogForm>,
}
