//! Rows: one file per table, with its statements. No HTTP, no jobs, no clock.

pub mod barrier_command;
pub mod camera;
pub mod device;
pub mod device_event;
pub mod entry_code;
pub mod incident;
pub mod lane;
pub mod lone_exit;
pub mod nfc_tag;
pub mod plate_image;
pub mod plate_read;
pub mod purge;
mod types;
