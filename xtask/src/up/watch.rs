//! `cargo xtask up --watch`: rebuilds and restarts the programs that a change touches.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result, bail};
use notify::{Event, RecursiveMode, Watcher};

use super::{
    api,
    packages::{Changes, Packages},
    program::Program,
    running::Running,
};
use crate::{cargo, root, stop, web};

/// An editor that saves, or a change of branch, writes several files one after the other.
const QUIET_PERIOD: Duration = Duration::from_millis(200);

/// Bounds the delay of Ctrl-C.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

type Events = Receiver<notify::Result<Event>>;

/// Applies changes until Ctrl-C. A failed build leaves the programs of the last one running.
pub(super) fn run(running: &mut Running) -> Result<()> {
    let mut packages = Packages::load()?;
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).context("cannot watch files")?;
    watch(&mut watcher, &packages)?;
    while !stop::is_requested() {
        if let Some(message) = running.remove_ended() {
            println!("{message}\nIt starts again when its code changes.");
        }
        let changes = next_changes(&events, &packages)?;
        if changes == Changes::default() {
            continue;
        }
        match apply(running, &changes) {
            Ok(()) => println!("Waiting for changes."),
            Err(error) => println!("{error:#}\nWaiting for a change that mends it."),
        }
        // A manifest may have changed the dependencies, or have added a package.
        if let Ok(changed) = Packages::load() {
            packages = changed;
            watch(&mut watcher, &packages)?;
        }
    }
    Ok(())
}

/// Watches the sources alone: each folder of `target` or `node_modules` would cost a watch.
fn watch(watcher: &mut impl Watcher, packages: &Packages) -> Result<()> {
    let sources = packages.folders().map(|folder| folder.join("src"));
    let deep = sources.chain(["migrations".into()]);
    let flat = packages.folders().map(Path::to_path_buf).chain([".".into(), "web".into()]);
    let folders = deep
        .map(|folder| (folder, RecursiveMode::Recursive))
        .chain(flat.map(|folder| (folder, RecursiveMode::NonRecursive)));
    for (folder, mode) in folders {
        let folder = root().join(folder);
        if folder.exists() {
            let watched = watcher.watch(&folder, mode);
            watched.with_context(|| format!("cannot watch {}", folder.display()))?;
        }
    }
    Ok(())
}

/// Waits briefly for a change, then until no further one follows.
fn next_changes(events: &Events, packages: &Packages) -> Result<Changes> {
    let mut changes = Changes::default();
    let mut timeout = POLL_INTERVAL;
    loop {
        match events.recv_timeout(timeout) {
            Ok(event) => {
                let touched = touched_by(&event.context("cannot watch files")?, packages);
                if touched != Changes::default() {
                    changes.merge(touched);
                    timeout = QUIET_PERIOD;
                }
            }
            Err(RecvTimeoutError::Timeout) => return Ok(changes),
            Err(RecvTimeoutError::Disconnected) => bail!("the files are no longer watched"),
        }
    }
}

fn touched_by(event: &Event, packages: &Packages) -> Changes {
    let mut changes = Changes::default();
    // The compiler reads the files that it compiles: reading is no change.
    let is_change = event.kind.is_create() || event.kind.is_modify() || event.kind.is_remove();
    let root = root();
    for path in event.paths.iter().filter(|_| is_change) {
        changes.merge(packages.touched_by(path.strip_prefix(&root).unwrap_or(path)));
    }
    changes
}

fn apply(running: &mut Running, changes: &Changes) -> Result<()> {
    let names: Vec<&str> = changes.programs.iter().map(|program| program.name()).collect();
    println!("\nChanged: {}", names.join(", "));
    if changes.web_packages {
        running.stop(Program::Web);
        web::install(&root().join("web"))?;
    }
    let built: Vec<Program> =
        Program::BUILT.into_iter().filter(|program| changes.programs.contains(program)).collect();
    let before: Vec<Option<SystemTime>> = built.iter().copied().map(build_time).collect();
    if !built.is_empty() {
        let packages = built.iter().flat_map(|program| ["-p", program.name()]);
        cargo::build(&packages.chain(["--bins"]).collect::<Vec<_>>())?;
    }
    // A change of a comment's words, for one, may leave a program as it was.
    let rebuilt = built.iter().copied().zip(before);
    let mut stale: BTreeSet<Program> =
        rebuilt.filter(|(program, time)| build_time(*program) != *time).map(|(p, _)| p).collect();
    stale.extend(changes.programs.iter().filter(|program| !running.is_running(**program)));
    for program in stale.iter().rev() {
        running.stop(*program);
    }
    if changes.migrations {
        api(&["migrate"], &running.variables)?;
    }
    for program in stale {
        running.start(program)?;
        println!("Restarted {}.", program.name());
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
    fn reading_a_file_is_no_change() {
        let packages = Packages::load().unwrap();
        let touched = |kind| {
            let event = Event::new(kind).add_path(root().join("api/src/main.rs"));
            touched_by(&event, &packages).programs.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(touched(EventKind::Access(AccessKind::Any)), []);
        assert_eq!(touched(EventKind::Modify(ModifyKind::Any)), [Program::Api]);
        assert_eq!(touched(EventKind::Create(CreateKind::File)), [Program::Api]);
    }

    #[test]
    fn written_file_becomes_one_change() {
        let folder = std::env::temp_dir().join(format!("curbhold-watch-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (sender, events) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(sender).unwrap();
        watcher.watch(&folder, RecursiveMode::Recursive).unwrap();
        let file = folder.join("a.rs");
        fs::write(&file, "a").unwrap();
        fs::write(&file, "b").unwrap();
        let seen = events.recv_timeout(Duration::from_secs(10)).unwrap().unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(seen.paths, [file]);
    }
}
