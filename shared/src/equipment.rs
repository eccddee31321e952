//! Equipment of sites: lanes with barriers, codes and NFC tags, devices and cameras.

pub mod code_tokens;
pub mod domain;
pub mod models;
pub mod operations;
pub mod sun_keys;
pub mod vendors;
