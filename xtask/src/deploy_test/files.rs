//! Tests of the scripts and units in `deploy/`.

use std::{
    collections::BTreeMap, fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Command,
};

use crate::root;

/// A temporary folder with stubs that record their arguments.
struct Programs(PathBuf);

impl Programs {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("curbhold-files-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let programs = Self(folder);
        programs.add(
            "pg_dump",
            "for last; do [ \"${last#--file=}\" = \"$last\" ] || echo dump \
                >\"${last#--file=}\"; done",
        );
        programs.add("pg_restore", "true");
        programs
    }

    fn add(&self, name: &str, then: &str) {
        let calls = self.0.join("calls");
        let text = format!(
            "#!/bin/sh\necho \"{name} $*\" >>'{0}'\nprintf '%s' \"$PGPASSWORD\" \
                >'{0}.password'\n{then}\n",
            calls.display()
        );
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }
}

impl Drop for Programs {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

#[test]
fn backup_hides_password_and_dump() {
    let programs = Programs::new();
    let path = format!("{}:{}", programs.0.display(), std::env::var("PATH").unwrap());
    let mut backup = Command::new(root().join("deploy/backup"));
    backup.arg("once").env("PATH", path).env("BACKUP_DIR", &programs.0);
    let url = r"postgres://owner:s%40cr%25t\n@db.example:5432/curbhold?sslmode=require";
    let output = backup.env("DATABASE_URL", url).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let calls = programs.read("calls");
    assert!(calls.contains("postgres://owner@db.example:5432/curbhold?sslmode=require"), "{calls}");
    assert!(!calls.contains("cr"), "the password is on a command line: {calls}");
    assert_eq!(programs.read("calls.password"), r"s@cr%t\n");
    let files = fs::read_dir(&programs.0).unwrap().flatten();
    let dump = files
        .map(|file| file.path())
        .find(|path| path.extension().is_some_and(|end| end == "dump"))
        .unwrap();
    assert_eq!(fs::metadata(dump).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn units_have_a_user_each() {
    let mut users = BTreeMap::new();
    for entry in fs::read_dir(root().join("deploy/systemd")).unwrap().flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|end| end != "service") {
            continue;
        }
        let unit = fs::read_to_string(&path).unwrap();
        let user =
            unit.lines().find_map(|line| line.strip_prefix("User=")).unwrap_or("root").to_owned();
        assert!(user.starts_with("curbhold-"), "{}: {user}", path.display());
        for setting in
            ["NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes"]
        {
            assert!(unit.contains(setting), "{}: {setting}", path.display());
        }
        if let Some(other) = users.insert(user.clone(), path.clone()) {
            panic!("{} and {} share {user}", path.display(), other.display());
        }
    }
    assert_eq!(users.len(), 6, "{users:?}");
}

#[test]
fn owner_of_tables_is_no_secret_of_api_and_worker() {
    let compose = fs::read_to_string(root().join("docker-compose.deploy.yml")).unwrap();
    assert!(compose.contains("/run/secrets/database_owner_url"));
    let (_, shared) = compose.split_once("x-secrets:").unwrap();
    let (shared, _) = shared.split_once("x-build:").unwrap();
    assert!(shared.contains("database_url") && !shared.contains("database_owner"), "{shared}");
    for unit in ["curbhold-api@.service", "curbhold-worker@.service"] {
        assert!(
            !fs::read_to_string(root().join("deploy/systemd").join(unit))
                .unwrap()
                .contains("database_owner")
        );
    }
}

#[test]
fn group_can_read_the_self_signed_key() {
    let folder = std::env::temp_dir().join(format!("curbhold-self-signed-{}", std::process::id()));
    for (mask, expected) in [("027", 0o640), ("077", 0o600)] {
        let mut make = Command::new(root().join("nginx/bin/self-signed"));
        make.env("TLS_DIR", &folder).env("TLS_UMASK", mask).env("PUBLIC_URL", "https://localhost/");
        assert!(make.output().unwrap().status.success());
        let key = fs::metadata(folder.join("self-signed/privkey.pem")).unwrap();
        assert_eq!(key.permissions().mode() & 0o777, expected);
        fs::remove_dir_all(&folder).unwrap();
    }
}
