//! The two roles of a deployed database: the owner of the tables, and the role of api and worker.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use services::Postgres;

use super::site::{Site, program};
use crate::{
    environment::{self, Variables},
    root,
};

/// The connection strings of both roles.
pub(super) struct Roles {
    owner: String,
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
            roles
                .env("PGHOST", "127.0.0.1")
                .env("PGPORT", postgres.port().to_string())
                .env("PGUSER", "postgres");
            roles
                .env("PGDATABASE", "postgres")
                .env("OWNER_PASSWORD_FILE", owner_file)
                .env("APP_PASSWORD_FILE", app_file);
            let output = roles.output().context("deploy/database-roles")?;
            ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let [owner, app] = passwords;
        let url = |role: &str, password: &str| {
            format!("postgres://{role}:{password}@127.0.0.1:{}/postgres", postgres.port())
        };
        Ok(Self { owner: url("curbhold_owner", &owner), app: url("curbhold_app", &app) })
    }

    /// Migrates as the owner, after the application's role was refused.
    pub(super) fn migrate(&self, variables: &Variables) -> Result<()> {
        let refused = program(variables, "api", &["migrate"]).output()?;
        ensure!(!refused.status.success(), "the application's role may migrate");
        let mut migrate = program(variables, "api", &["migrate"]);
        let output = migrate
            .env("DATABASE_URL", &self.owner)
            .env("DATABASE_APP_ROLE", "curbhold_app")
            .output()?;
        ensure!(
            output.status.success(),
            "api migrate: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }
}

/// The application's role can neither change append-only tables nor lift their protection.
pub(super) fn append_only(site: &Site) -> Result<()> {
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
        let output = Command::new("psql")
            .args(["-Xqc", statement])
            .arg(site.database())
            .output()
            .context("psql")?;
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let is_denied = ["permission denied", "must be owner", "must be superuser"]
            .iter()
            .any(|reason| stderr.contains(reason));
        ensure!(!output.status.success() && is_denied, "{statement}: {stderr}");
    }
    Ok(())
}
