//! HTTP, limits, logs, jobs, mails, and processes that fail.

mod admin_jobs;
mod audit_log;
mod backup;
mod configuration;
mod costly_requests;
mod crashes;
mod database_limits;
mod documented_commands;
mod garage;
mod http;
mod job_relay;
mod log_redaction;
mod mail_budget;
mod mail_outbox;
mod malformed_requests;
mod observability;
mod outages;
mod problems;
mod production;
mod rate_limits;
mod seed;
mod slow_headers;
mod web_app;
