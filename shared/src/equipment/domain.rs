//! Types and rules without a database, a network or a clock.

pub mod cmac;
pub mod code_kind;
pub mod code_token;
pub mod direction;
pub mod folded_plate;
pub mod means;
pub mod pass;
pub mod plate_read;
pub mod read_time;
pub mod sun;
pub mod vendor;
pub mod words;
