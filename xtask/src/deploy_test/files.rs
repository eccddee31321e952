//! Tests of the scripts and systemd units in `deploy/`.

use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt, process::Command};

use crate::root;

#[test]
fn backup_hides_password_and_dump() {
    let folder = std::env::temp_dir().join(format!("curbhold-files-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let dump = "for last; do [ \"${last#--file=}\" = \"$last\" ] || echo dump \
        >\"${last#--file=}\"; done";
    // Stubs that record their arguments and the password.
    for (name, then) in [("pg_dump", dump), ("pg_restore", "true")] {
        let record = "echo \"$0 $*\" >>\"$BACKUP_DIR/calls\"\n\
            printf '%s' \"$PGPASSWORD\" >\"$BACKUP_DIR/password\"";
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{record}\n{then}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut backup = Command::new(root().join("deploy/backup"));
    backup.arg("once").env("PATH", path).env("BACKUP_DIR", &folder);
    let url = r"postgres://owner:s%40cr%25t\n@db.example:5432/curbhold?sslmode=require";
    let output = backup.env("DATABASE_URL", url).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let calls = read("calls");
    assert!(calls.contains("postgres://owner@db.example:5432/curbhold?sslmode=require"), "{calls}");
    assert!(!calls.contains("cr%"), "a command line contains the password: {calls}");
    assert_eq!(read("password"), r"s@cr%t\n");
    let mut files = fs::read_dir(&folder).unwrap().flatten().map(|file| file.path());
    let dump = files.find(|path| path.extension().is_some_and(|end| end == "dump")).unwrap();
    assert_eq!(fs::metadata(dump).unwrap().permissions().mode() & 0o777, 0o600);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn each_unit_has_its_own_user() {
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

/// The lines of a service in `docker-compose.deploy.yml`.
fn service(name: &str) -> String {
    let compose = fs::read_to_string(root().join("docker-compose.deploy.yml")).unwrap();
    let (_, lines) = compose.split_once(&format!("\n  {name}:\n")).unwrap();
    lines.lines().take_while(|line| line.starts_with("    ")).collect::<Vec<_>>().join("\n")
}

fn unit(name: &str) -> String {
    fs::read_to_string(root().join("deploy/systemd").join(name)).unwrap()
}

#[test]
fn api_and_worker_lack_owner_credentials() {
    let owner = ["migrate", "backup"].map(service);
    assert!(owner.iter().all(|lines| lines.contains("database_owner_url")), "{owner:?}");
    for lines in ["api", "worker"].map(service) {
        let has_own = lines.contains("- database_url\n");
        assert!(has_own && !lines.contains("database_owner"), "{lines}");
    }
    for name in ["curbhold-api@.service", "curbhold-worker@.service"] {
        assert!(!unit(name).contains("database_owner"), "{name}");
    }
}

#[test]
fn only_api_has_keys_of_quotes_and_geocoder() {
    for key in ["quote_signing_key", "geocoder_key"] {
        let has_key = |lines: &str| lines.contains(key);
        assert!(has_key(&service("api")) && has_key(&unit("curbhold-api@.service")), "{key}");
        assert!(!has_key(&service("worker")) && !has_key(&unit("curbhold-worker@.service")));
    }
}

#[test]
fn self_signed_key_is_readable_by_group() {
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
