//! Address of a simulator, and the credentials of its equipment.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::Vendor;

/// Address of a simulator, and of the api with which its equipment talks.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:2323")]
    pub address: SocketAddr,
    /// Base URL of the api.
    #[arg(long)]
    pub api: String,
    #[command(flatten)]
    pub config: Config,
}

/// Credentials of the equipment, as the console shows them once.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Key of the gateway; without one there is no gateway.
    #[arg(long)]
    pub device_key: Option<String>,
    /// URL of the camera at the entrance. Only its path counts: the camera sends to `--api`.
    #[arg(long)]
    pub camera_in: Option<String>,
    /// URL of the camera at the exit.
    #[arg(long)]
    pub camera_out: Option<String>,
    /// Vendor of both cameras.
    #[arg(long, value_enum, default_value_t)]
    pub vendor: Vendor,
}

impl Settings {
    /// The equipment of an api, on a free port.
    pub fn of(api: &str, config: Config) -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], 0)), api: api.to_owned(), config }
    }
}
