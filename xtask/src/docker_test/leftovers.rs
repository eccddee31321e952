//! Cleans up after a Docker engine, whose processes and mounts outlive it if it was killed.

use std::{
    ffi::OsString,
    fs,
    os::unix::ffi::OsStringExt,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use services::{alive, terminate};

/// The prefix of temporary engines' folders; the id of the process that started them follows.
pub(super) const HOMES: &str = "/var/tmp/curbhold-docker-";
/// Rounds of unmounting: a mount becomes visible when the one above it is gone.
const MAX_ROUNDS: u32 = 8;

/// Ends the remaining processes of an engine and unmounts everything below its home.
pub(super) fn release(home: &Path) -> Result<()> {
    let Ok(home) = home.canonicalize() else { return Ok(()) };
    // The command lines of dockerd, containerd and its shims contain this folder.
    let word = home.join("exec").display().to_string();
    for pid in processes()?.into_iter().filter(|pid| alive(*pid, &word)) {
        terminate(pid, &word);
    }
    unmount(&home)
}

/// Every process id in ascending order.
fn processes() -> Result<Vec<u32>> {
    let names = fs::read_dir("/proc")?.flatten().map(|entry| entry.file_name());
    let mut pids: Vec<u32> = names.filter_map(|name| name.to_str()?.parse().ok()).collect();
    pids.sort_unstable();
    Ok(pids)
}

/// Releases a home and removes it.
pub(super) fn remove(home: &Path) -> Result<()> {
    release(home)?;
    if home.exists() {
        fs::remove_dir_all(home).with_context(|| format!("cannot remove {}", home.display()))?;
    }
    Ok(())
}

/// Removes the homes of processes that no longer run.
pub(super) fn remove_abandoned() -> Result<()> {
    let homes = Path::new(HOMES);
    let (parent, prefix) =
        (homes.parent().context("no folder")?, homes.file_name().context("no name")?);
    for entry in fs::read_dir(parent)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let pid =
            name.strip_prefix(&*prefix.to_string_lossy()).and_then(|pid| pid.parse::<u32>().ok());
        if pid.is_some_and(|pid| !alive(pid, "xtask")) {
            println!("removing {}, left by an earlier run", entry.path().display());
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Unmounts everything at and below a directory, the latest mount first. Lazily, because a process
/// may still use a mount.
fn unmount(directory: &Path) -> Result<()> {
    for _ in 0..MAX_ROUNDS {
        let mounts = mounts_below(directory)?;
        if mounts.is_empty() {
            return Ok(());
        }
        for mount in mounts.iter().rev() {
            let output =
                Command::new("umount").arg("--lazy").arg(mount).output().context("umount")?;
            // A lazy unmount takes the mounts below it along.
            let is_gone = output.status.success() || !mounts_below(directory)?.contains(mount);
            ensure!(
                is_gone,
                "umount {}: {}",
                mount.display(),
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
    }
    let left = mounts_below(directory)?;
    if left.is_empty() { Ok(()) } else { bail!("still mounted: {left:?}") }
}

fn mounts_below(directory: &Path) -> Result<Vec<PathBuf>> {
    let mounts = fs::read("/proc/self/mountinfo")?;
    let points = mounts
        .split(|byte| *byte == b'\n')
        .filter_map(|line| line.split(|byte| *byte == b' ').nth(4));
    let paths = points.map(|point| PathBuf::from(OsString::from_vec(unescape(point))));
    Ok(paths.filter(|path| path.starts_with(directory)).collect())
}

/// mountinfo writes spaces and the like as a backslash and three octal digits.
fn unescape(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let digits = after
            .get(..3)
            .filter(|_| *first == b'\\')
            .and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) => {
                plain.push(byte);
                rest = after.get(3..).unwrap_or_default();
            }
            None => {
                plain.push(*first);
                rest = after;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::process::Stdio;

    use super::*;

    /// Set in the namespace in which the test may mount.
    const INNER: &str = "CURBHOLD_MOUNTS_ALLOWED";

    fn run(program: &str, arguments: &[&str]) {
        let output = Command::new(program).args(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "{program} {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    #[test]
    fn mounts_are_gone_with_the_home() {
        let id = Command::new("id").arg("-u").output().unwrap();
        if id.stdout != b"0\n" && std::env::var(INNER).is_err() {
            let mut inner = Command::new("unshare");
            inner
                .args(["--user", "--map-root-user", "--mount", "--net"])
                .arg(std::env::current_exe().unwrap());
            inner
                .args(["--exact", "docker_test::leftovers::tests::mounts_are_gone_with_the_home"])
                .env(INNER, "1");
            assert!(inner.status().unwrap().success());
            return;
        }
        let home = std::env::temp_dir().join(format!("curbhold leftovers {}", std::process::id()));
        let under = |name: &str| home.join(name).display().to_string();
        for folder in ["exec/netns", "exec/containerd", "data/overlay2/a/merged", "data/bound"] {
            fs::create_dir_all(home.join(folder)).unwrap();
        }
        fs::write(home.join("exec/netns/default"), "").unwrap();
        run("mount", &["--bind", "/proc/self/ns/net", &under("exec/netns/default")]);
        run("mount", &["-t", "tmpfs", "none", &under("data/overlay2/a/merged")]);
        fs::create_dir(home.join("data/overlay2/a/merged/inner")).unwrap();
        run("mount", &["-t", "tmpfs", "none", &under("data/overlay2/a/merged/inner")]);
        // This mount hides the one below it.
        run("mount", &["-t", "tmpfs", "none", &under("data/overlay2/a/merged")]);
        run("mount", &["--bind", &under("exec"), &under("data/bound")]);
        // A remaining process of the engine keeps a mount busy.
        let mut shim = Command::new("sh");
        shim.args(["-c", "sleep 600; true", &under("exec/containerd.sock")])
            .current_dir(home.join("data/bound"));
        let mut shim = shim.stdout(Stdio::null()).spawn().unwrap();
        assert!(fs::remove_dir_all(&home).is_err());

        remove(&home).unwrap();
        assert!(!home.exists());
        assert!(mounts_below(&home).unwrap().is_empty());
        shim.wait().unwrap();
    }

    #[test]
    fn escapes_of_mountinfo_are_read() {
        assert_eq!(unescape(br"/a\040b\134c\9"), br"/a b\c\9");
    }
}
