//! The C library as it is installed: by `ffi-c/install.sh`, moved, and used from outside.
//!
//! It is built and laid out once, with the profile `dist`. What a test needs and the system has not
//! is skipped with a line that says so.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod installation;
mod languages;
mod layout;
mod linking;
mod same_bytes;
mod script;
