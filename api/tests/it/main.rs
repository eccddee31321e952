//! The api and the worker together, through the doors that drivers use, on real PostgreSQL, RabbitMQ and Redis.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

mod accounts;
mod admin_access;
mod admin_closures;
mod admin_figures;
mod admin_jobs;
mod admin_layout;
mod admin_reseat;
mod admin_reservations;
mod admin_users;
mod billing;
mod books;
mod cards;
mod cookies;
mod crash;
mod documented;
mod holds;
mod identity;
mod legacy;
mod live;
mod live_search;
mod outage;
mod payments;
mod problems;
mod rates;
mod refunds;
mod reservations;
mod search;
mod security_headers;
mod security_holds;
mod security_limits;
mod security_logs;
mod security_sign_in;
mod support;
mod test_cards;
mod webhooks;
