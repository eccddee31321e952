//! Types and rules that use no database, network or clock.

pub mod place_kind;
pub mod place_name;
pub mod place_terms;
pub mod polygon;
pub mod position;
pub mod posted_rules;
pub mod site;
pub mod site_rules;
pub mod street_lines;
pub mod terms;
pub mod time_zone;
