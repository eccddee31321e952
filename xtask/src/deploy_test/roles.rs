//! The two database roles of a deployment: the owner of the tables, and the application.

use std::{fs, path::Path, process::Command};

use anyhow::{Result, bail, ensure};
use services::Postgres;

use crate::{
    environment,
    programs::{self, Programs},
    psql, root,
};

/// Database URLs.
pub(super) struct Roles {
    owner: String,
    /// Of api and worker.
    pub(super) app: String,
}

impl Roles {
    /// Runs `deploy/database-roles` twice, because it must be idempotent.
    pub(super) fn create(home: &Path, postgres: &Postgres) -> Result<Self> {
        let passwords = [environment::random()?, environment::random()?];
        let files =
            ["database_owner_password", "database_app_password"].map(|name| home.join(name));
        for (file, password) in files.iter().zip(&passwords) {
            fs::write(file, password)?;
        }
        let [owner_file, app_file] = &files;
        for _ in 0..2 {
            let mut roles = Command::new(root().join("deploy/database-roles"));
            roles.env("PGHOST", "127.0.0.1").env("PGPORT", postgres.port().to_string());
            roles.env("PGUSER", "postgres").env("PGDATABASE", "postgres");
            roles.env("OWNER_PASSWORD_FILE", owner_file).env("APP_PASSWORD_FILE", app_file);
            programs::output(&mut roles)?;
        }
        let [owner, app] = passwords;
        let url = |role: &str, password: &str| {
            format!("postgres://{role}:{password}@127.0.0.1:{}/postgres", postgres.port())
        };
        Ok(Self { owner: url("curbhold_owner", &owner), app: url("curbhold_app", &app) })
    }

    /// Migrates as the owner, and checks that the application cannot.
    pub(super) fn migrate(&self, programs: &Programs) -> Result<()> {
        let refused = programs.command("api", &["migrate"]).output()?;
        ensure!(!refused.status.success(), "the application's role may migrate");
        let mut migrate = programs.command("api", &["migrate"]);
        migrate.env("DATABASE_URL", &self.owner).env("DATABASE_APP_ROLE", "curbhold_app");
        programs::output(&mut migrate).map(drop)
    }
}

/// The application cannot change append-only tables by any statement.
pub(super) fn cannot_change_append_only_tables(database: &str) -> Result<()> {
    let statements = [
        "update ledger_entries set id = id",
        "delete from audit_entries",
        "truncate reservation_transitions",
        "alter table ledger_entries disable trigger all",
        "drop trigger audit_entries_append_only on audit_entries",
        "create or replace function refuse_change() returns trigger language plpgsql as 'begin \
            return new; end'",
        "set session_replication_role = replica",
        "set role curbhold_owner",
        "alter role curbhold_app superuser",
        "create table public.of_our_own (id int)",
    ];
    for statement in statements {
        let error = match psql::query(database, statement) {
            Ok(_) => bail!("{statement} is allowed"),
            Err(error) => format!("{error:#}"),
        };
        let denials = ["permission denied", "must be owner", "must be superuser"];
        ensure!(denials.iter().any(|denial| error.contains(denial)), "{error}");
    }
    Ok(())
}
