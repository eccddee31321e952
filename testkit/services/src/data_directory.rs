//! Data directories of the services and the users that they run as.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use nix::unistd::{User, geteuid};

/// A directory that the users of the services can enter.
#[derive(Debug, Clone)]
pub struct DataDirectory {
    root: PathBuf,
}

impl DataDirectory {
    /// Creates `directory`, or one in /var/tmp when root runs this and other users cannot enter
    /// `directory`: the services refuse to run as root.
    pub fn new(directory: &Path) -> Result<Self> {
        create(directory)?;
        let directory = directory.canonicalize()?;
        let root = if !is_root() || directory.ancestors().all(is_open) {
            directory
        } else {
            let mut hasher = DefaultHasher::new();
            directory.hash(&mut hasher);
            PathBuf::from(format!("/var/tmp/curbhold-{:016x}", hasher.finish()))
        };
        create(&root)?;
        Ok(Self { root })
    }

    /// A subdirectory that `user` owns when root runs this.
    pub(crate) fn of(&self, name: &str, user: &str) -> Result<PathBuf> {
        let directory = self.root.join(name);
        create(&directory)?;
        if is_root() {
            let user = account(user)?;
            chown(&directory, Some(user.uid.as_raw()), Some(user.gid.as_raw()))?;
        }
        fs::set_permissions(&directory, fs::Permissions::from_mode(0o700))?;
        Ok(directory)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }
}

fn create(directory: &Path) -> Result<()> {
    fs::create_dir_all(directory).with_context(|| format!("cannot create {}", directory.display()))
}

/// A command with a clean environment that runs as `user` when root runs this.
pub(crate) fn command_as(user: &str, program: &Path) -> Result<Command> {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .env("LANG", "C.UTF-8")
        // The user may not be able to enter the current directory.
        .current_dir("/");
    if is_root() {
        let user = account(user)?;
        command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
    }
    Ok(command)
}

pub(crate) fn is_root() -> bool {
    geteuid().is_root()
}

fn is_open(directory: &Path) -> bool {
    fs::metadata(directory).is_ok_and(|metadata| metadata.permissions().mode() & 0o001 != 0)
}

fn account(user: &str) -> Result<User> {
    User::from_name(user)?.with_context(|| format!("there is no user {user}"))
}
