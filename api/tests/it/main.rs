//! The api and the worker together, through the doors that drivers use, on real PostgreSQL,
//! RabbitMQ and Redis.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

mod accounts;
mod admin_access;
mod admin_closures;
mod admin_figures;
mod admin_history;
mod admin_jobs;
mod admin_layout;
mod admin_reseat;
mod admin_reservations;
mod admin_users;
mod antimeridian;
mod audit_repeats;
mod backup;
mod billing;
mod books;
mod cards;
mod configuration;
mod cookies;
mod crash;
mod documented;
mod edges;
mod ending;
mod hold_end;
mod holds;
mod identity;
mod import_files;
mod legacy;
mod limits_mirrored;
mod live;
mod live_search;
mod mail_budget;
mod mails;
mod many_jobs;
mod outage;
mod payments;
mod problems;
mod production;
mod rates;
mod read_model;
mod refunds;
mod reminders;
mod report_taken;
mod reservations;
mod search;
mod security_expensive;
mod security_headers;
mod security_holds;
mod security_limits;
mod security_logs;
mod security_sign_in;
mod slow_headers;
mod stripe_errors;
mod support;
mod test_cards;
mod unverified_holds;
mod waivers;
mod watching;
mod web_app;
mod webhooks;
mod whole_seconds;
mod zones;
