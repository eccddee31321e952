//! Processes: started, waited for, stopped for certain.

use std::{
    fs,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// How long a daemon may take to answer, or to stop.
const PATIENCE: Duration = Duration::from_secs(60);

/// A process that we started. It ends with this value, unless it is left running.
#[derive(Debug)]
pub struct Daemon {
    name: String,
    child: Child,
    is_left: bool,
}

impl Daemon {
    /// Starts `command` in a process group of its own, so that Ctrl-C reaches only us and we stop
    /// it in order. Its output goes to `log`.
    ///
    /// # Errors
    /// When the program is not there, or the log cannot be written.
    pub fn start(name: &str, mut command: Command, log: &Path) -> Result<Self> {
        let out =
            fs::File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out).process_group(0);
        let child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        Ok(Self { name: name.to_owned(), child, is_left: false })
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Waits until `is_ready`, or says why that will not be.
    ///
    /// # Errors
    /// When it ends, or takes too long.
    pub fn wait_until(&mut self, log: &Path, is_ready: impl Fn() -> bool) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !is_ready() {
            if let Some(status) = self.child.try_wait()? {
                bail!("{} ended with {status}:\n{}", self.name, tail(log));
            }
            if Instant::now() > deadline {
                bail!("{} does not answer after {PATIENCE:?}:\n{}", self.name, tail(log));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Ends it in order, and waits until it has.
    pub fn stop(&mut self) {
        self.end_by("TERM");
    }

    /// Sends a signal that asks it to end, and waits until it has.
    pub(crate) fn end_by(&mut self, name: &str) {
        if self.has_ended() {
            return;
        }
        signal(name, self.pid());
        let deadline = Instant::now() + PATIENCE;
        while !self.has_ended() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(10));
        }
        self.kill();
    }

    /// Ends it at once, as a power cut would, with all that it has started.
    pub fn kill(&mut self) {
        if !self.has_ended() {
            signal("KILL", self.pid());
            if let Err(error) = self.child.wait() {
                panic!("cannot wait for {}: {error}", self.name);
            }
        }
    }

    /// Lets it outlive us.
    pub fn leave(&mut self) {
        self.is_left = true;
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if !self.is_left {
            self.stop();
        }
    }
}

/// Whether a process with this id runs, and was started with `word` on its command line.
pub fn alive(pid: u32, word: &str) -> bool {
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let is_zombie =
        fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| stat.contains(") Z "));
    !is_zombie && String::from_utf8_lossy(&line).contains(word)
}

/// Ends a process of an earlier run, and those below it, in order, and at last by force.
pub fn terminate(pid: u32, word: &str) {
    // RabbitMQ is a script that waits for the machine below it.
    descendants(pid).into_iter().for_each(|below| signal("TERM", below));
    signal("TERM", pid);
    let deadline = Instant::now() + Duration::from_secs(25);
    while alive(pid, word) && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(20));
    }
    if alive(pid, word) {
        signal("KILL", pid);
    }
}

/// Every process below `pid`, the lowest first.
pub(crate) fn descendants(pid: u32) -> Vec<u32> {
    let children =
        fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let children = children.split_whitespace().filter_map(|child| child.parse().ok());
    children.flat_map(|child: u32| [descendants(child), vec![child]].concat()).collect()
}

/// Sends a signal; the process may be gone already. The standard library cannot, without unsafe
/// code.
pub(crate) fn signal(name: &str, pid: u32) {
    let kill = Command::new("kill")
        .arg(format!("-{name}"))
        .arg(pid.to_string())
        .stderr(Stdio::null())
        .status();
    if let Err(error) = kill {
        panic!("cannot run kill: {error}");
    }
}

/// The last lines of a log.
pub(crate) fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines.iter().skip(lines.len().saturating_sub(15)).copied().collect::<Vec<_>>().join("\n")
}
