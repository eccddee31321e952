//! Visits: the use of the spots of sites, from the arrival to the departure of a vehicle, and the
//! counts of sites that result from it.

pub mod domain;
pub mod jobs;
pub mod models;
pub mod operations;
