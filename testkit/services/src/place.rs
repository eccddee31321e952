//! Where the services keep their data, and as whom they run.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

/// A directory for data that the services' own users can enter.
#[derive(Debug, Clone)]
pub struct Place {
    root: PathBuf,
}

impl Place {
    /// `wanted`, or a directory under /var/tmp when other users cannot enter `wanted`: the services
    /// refuse to run as root.
    ///
    /// # Errors
    /// When it cannot be created.
    pub fn new(wanted: &Path) -> Result<Self> {
        fs::create_dir_all(wanted)
            .with_context(|| format!("cannot create {}", wanted.display()))?;
        let wanted = wanted.canonicalize()?;
        let root = if !is_root() || wanted.ancestors().all(is_open) {
            wanted
        } else {
            let mut hasher = DefaultHasher::new();
            wanted.hash(&mut hasher);
            PathBuf::from(format!("/var/tmp/curbhold-{:016x}", hasher.finish()))
        };
        fs::create_dir_all(&root).with_context(|| format!("cannot create {}", root.display()))?;
        Ok(Self { root })
    }

    /// A directory in it that belongs to `user`, as far as there is a choice.
    pub(crate) fn of(&self, name: &str, user: &str) -> Result<PathBuf> {
        let directory = self.root.join(name);
        fs::create_dir_all(&directory)
            .with_context(|| format!("cannot create {}", directory.display()))?;
        if is_root() {
            let (uid, gid) = ids(user)?;
            chown(&directory, Some(uid), Some(gid))?;
        }
        fs::set_permissions(&directory, fs::Permissions::from_mode(0o700))?;
        Ok(directory)
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// A command that runs as `user` when we are root, and as ourselves otherwise, with an environment
/// of its own.
pub(crate) fn command_as(user: &str, program: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        // Debian's nobody has a group of another name.
        let group = if user == "nobody" { "nogroup" } else { user };
        command.args(["--reuid", user, "--regid", group, "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command
        .env_clear()
        .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .env("LANG", "C.UTF-8");
    // The directory that we are in may be closed to that user.
    command.current_dir("/");
    command
}

pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn is_open(directory: &Path) -> bool {
    fs::metadata(directory).is_ok_and(|metadata| metadata.permissions().mode() & 0o001 != 0)
}

fn ids(user: &str) -> Result<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd")?;
    let line = users.lines().find(|line| line.split(':').next() == Some(user));
    let mut numbers = line
        .with_context(|| format!("there is no user {user}"))?
        .split(':')
        .skip(2)
        .map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(uid)), Some(Ok(gid))) => Ok((uid, gid)),
        _ => anyhow::bail!("the line of {user} in /etc/passwd cannot be read"),
    }
}
