//! Work without the interpreter, which a user can interrupt.

use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

/// From how many cells on work is done on a thread of its own, while this one listens for Ctrl-C.
const MANY_CELLS: usize = 100_000;

/// Does work on so many cells with the interpreter released to other threads. Where it may take
/// long, Ctrl-C raises `KeyboardInterrupt` at once; what was begun then ends unseen.
pub(crate) fn work<T: Send + 'static>(
    py: Python<'_>,
    cells: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> PyResult<T> {
    if cells < MANY_CELLS {
        return Ok(py.detach(work));
    }
    let (sender, mut receiver) = channel();
    let worker = thread::spawn(move || {
        // Nobody listens any more if the user has interrupted.
        let _ = sender.send(work());
    });
    loop {
        let (back, heard) = py.detach(move || {
            let heard = receiver.recv_timeout(Duration::from_millis(50));
            (receiver, heard)
        });
        receiver = back;
        match heard {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => match worker.join() {
                Err(panic) => resume_unwind(panic),
                Ok(()) => unreachable!("a worker that ends well has sent its result"),
            },
        }
    }
}
