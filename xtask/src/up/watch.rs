//! `cargo xtask up --watch`: rebuilds the programs after a change, and restarts those that differ.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result, bail};
use notify::{Event, RecursiveMode, Watcher};

use super::{api, equipment, program::Program, running::Running};
use crate::{cargo, root, stop, web};

/// Folders with sources of the programs.
const SOURCES: [&str; 8] = [
    "api",
    "migrations",
    "shared",
    "testkit/geocoder-simulator/src",
    "testkit/mail-catcher/src",
    "testkit/site-simulator/src",
    "testkit/stripe-simulator/src",
    "worker",
];
const NPM_LOCK: &str = "web/package-lock.json";
/// Files outside of them. Watching all folders would include `target` and `node_modules`.
const FILES: [&str; 4] = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", NPM_LOCK];

/// An editor that saves, or a change of branch, writes several files one after the other.
const QUIET_PERIOD: Duration = Duration::from_millis(200);

type Events = Receiver<notify::Result<Event>>;

/// Applies changes until Ctrl-C. A failed build leaves the programs of the last one running.
pub(super) fn run(running: &mut Running) -> Result<()> {
    let programs = running.programs();
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).context("cannot watch files")?;
    let deep = SOURCES.map(|folder| (folder, RecursiveMode::Recursive));
    let flat = [".", "web"].map(|folder| (folder, RecursiveMode::NonRecursive));
    for (folder, mode) in deep.into_iter().chain(flat) {
        let folder = root().join(folder);
        let watched = watcher.watch(&folder, mode);
        watched.with_context(|| format!("cannot watch {}", folder.display()))?;
    }
    while !stop::is_requested() {
        if let Some(message) = running.remove_ended() {
            println!("{message}\nIt starts again after the next change.");
        }
        let changes = next_changes(&events)?;
        if changes.is_empty() {
            continue;
        }
        match apply(running, &programs, &changes) {
            Ok(()) => println!("Waiting for changes."),
            Err(error) => println!("{error:#}\nWaiting for a change that mends it."),
        }
    }
    Ok(())
}

/// Waits briefly for a change, then until no further one follows.
fn next_changes(events: &Events) -> Result<BTreeSet<PathBuf>> {
    let mut changes = BTreeSet::new();
    loop {
        match events.recv_timeout(QUIET_PERIOD) {
            Ok(event) => changes.extend(changed_files(&event.context("cannot watch files")?)),
            Err(RecvTimeoutError::Timeout) => return Ok(changes),
            Err(RecvTimeoutError::Disconnected) => bail!("the files are no longer watched"),
        }
    }
}

/// Relative to the repository.
fn changed_files(event: &Event) -> Vec<PathBuf> {
    // The compiler reads the files that it compiles: reading is no change.
    if event.kind.is_access() {
        return Vec::new();
    }
    let root = root();
    let paths = event.paths.iter().map(|path| path.strip_prefix(&root).unwrap_or(path));
    let is_source = |path: &Path| {
        FILES.iter().any(|file| path == *file)
            || SOURCES.iter().any(|folder| path.starts_with(folder))
    };
    paths.filter(|path| is_source(path)).map(Path::to_path_buf).collect()
}

/// Cargo knows which programs depend on a file. `programs` are those that should run.
fn apply(running: &mut Running, programs: &[Program], changes: &BTreeSet<PathBuf>) -> Result<()> {
    println!("\nChanged: {changes:?}");
    if changes.contains(Path::new(NPM_LOCK)) {
        running.stop(Program::Web);
        web::install()?;
    }
    let before: Vec<Option<SystemTime>> = programs.iter().map(|one| build_time(*one)).collect();
    Program::build()?;
    // A change of a comment's words, for one, may leave a program as it was.
    let is_stale = |(program, time): &(Program, _)| {
        build_time(*program) != *time || !running.is_running(*program)
    };
    let stale = programs.iter().copied().zip(before).filter(is_stale);
    let stale: Vec<Program> = stale.map(|(program, _)| program).collect();
    for program in stale.iter().rev() {
        running.stop(*program);
    }
    if changes.iter().any(|path| path.starts_with("migrations")) {
        api(&["migrate"], &running.variables)?;
    }
    for program in stale {
        running.start(program)?;
        println!("Restarted {}.", program.name());
        if program == Program::SiteSimulator {
            equipment::connect(&running.up);
        }
    }
    Ok(())
}

fn build_time(program: Program) -> Option<SystemTime> {
    fs::metadata(cargo::binary(program.name())).and_then(|file| file.modified()).ok()
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, EventKind, ModifyKind};

    use super::*;

    #[test]
    fn only_written_sources_are_changes() {
        let changed = |kind, path: &str| {
            !changed_files(&Event::new(kind).add_path(root().join(path))).is_empty()
        };
        let modify = EventKind::Modify(ModifyKind::Any);
        assert!(!changed(EventKind::Access(AccessKind::Any), "api/src/main.rs"));
        assert!(changed(EventKind::Create(CreateKind::File), "api/src/main.rs"));
        for path in ["worker/build.rs", "migrations/a/up.sql", "Cargo.lock", NPM_LOCK] {
            assert!(changed(modify, path), "{path}");
        }
        for path in ["docs/API.md", "README.md", "web/package.json", "xtask/src/main.rs"] {
            assert!(!changed(modify, path), "{path}");
        }
    }
}
