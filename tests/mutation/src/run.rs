//! Running the checks, with one mutant or with none.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::list::Check;

/// A check, as it came out without a mutant.
pub struct Stage {
    check: Check,
    program: PathBuf,
    /// Where it is run.
    folder: PathBuf,
    time: Duration,
    /// The mutants that it reaches.
    pub reached: BTreeSet<usize>,
}

/// A program that takes more memory than this has gone astray, in KiB.
const MOST_MEMORY: u32 = 4 << 20;

impl Stage {
    /// Runs a check without a mutant, and records what it reaches.
    ///
    /// # Panics
    /// If it fails.
    pub fn new(check: Check, program: PathBuf, work: &Path) -> Self {
        let record = work.join("reached");
        let _ = fs::remove_file(&record);
        let time = Duration::from_secs(3600);
        let folder = work.join("repository/tests");
        let mut stage = Self { check, program, folder, time, reached: BTreeSet::new() };
        let mut command = stage.command(None);
        command.env("STATSBIDRAG_REACHED", &record);
        let begun = Instant::now();
        assert!(passes(command), "{:?} fails without a mutant", stage.check);
        stage.time = begun.elapsed();
        let reached = fs::read_to_string(record).unwrap_or_default();
        stage.reached = reached.lines().filter_map(|line| line.parse().ok()).collect();
        eprintln!("{}: {:.1?}, reaches {}", stage.name(), stage.time, stage.reached.len());
        stage
    }

    /// Whether a mutant is seen: the check fails, or does not end.
    pub fn sees(&self, mutant: usize, file: &str) -> bool {
        let mut command = self.command(Some(file));
        command.env("STATSBIDRAG_MUTANT", mutant.to_string());
        !passes(command)
    }

    fn name(&self) -> String {
        let name = self.check.test.as_deref().unwrap_or("unit tests");
        format!("{name} {}", self.check.arguments.join(" ")).trim().to_owned()
    }

    /// The test program; of unit tests only those near the file, if one is given.
    ///
    /// What has gone astray is ended by the time that it computes, and not by the clock: the machine
    /// may have other things to do.
    fn command(&self, file: Option<&str>) -> Command {
        let mut command = Command::new("bash");
        let most_time = self.time.as_secs() * 2 + 5;
        let limited = format!("ulimit -v {MOST_MEMORY}; ulimit -t {most_time}; exec \"$0\" \"$@\"");
        command.args(["-c", &limited]).arg(&self.program).args(&self.check.arguments);
        if let (None, Some(file)) = (&self.check.test, file) {
            let module = file.split("/src/").nth(1).unwrap_or(file).split(['/', '.']).next();
            command.args(module.map(|module| format!("{module}::")));
        }
        command.current_dir(&self.folder).envs(&self.check.environment);
        // One of two programs at a time; a failure is enough.
        command.env("RUST_TEST_THREADS", "1").env("PROPTEST_MAX_SHRINK_ITERS", "0");
        command.env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "1");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

fn passes(mut command: Command) -> bool {
    command.status().expect("a test program starts").success()
}
