//! How much memory a call takes: the peak of the process over what it held before.

use std::fs;

#[cfg(target_env = "gnu")]
unsafe extern "C" {
    /// Gives what was freed back to the system; part of the C library that std rests on.
    safe fn malloc_trim(keep: usize) -> std::ffi::c_int;
}

/// Bytes by which the memory of this process grew at most while `call` ran, as Linux counts it.
///
/// What was freed before is given back first, where the C library can: used again, it would not count.
pub fn growth<T>(call: impl FnOnce() -> T) -> (u64, T) {
    #[cfg(target_env = "gnu")]
    malloc_trim(0);
    // 5 sets the peak back to what is held now.
    fs::write("/proc/self/clear_refs", "5").expect("a peak that can be set back");
    let before = status("VmRSS:");
    let answer = call();
    (status("VmHWM:").saturating_sub(before), answer)
}

/// A line of the process's status, in bytes.
fn status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("a status");
    let line = status.lines().find(|line| line.starts_with(name)).expect("a line of the status");
    let number = line.split_ascii_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok());
    number.expect("kibibytes") * 1024
}
