//! Holds, reservations, segments, re-seats and the search for free spots.

pub mod calendar;
pub mod card_setup;
pub mod domain;
pub mod jobs;
pub mod links;
pub mod models;
pub mod operations;
