//! The native part of the Python package: frames in, results out. It translates and decides nothing.

mod arrow;
mod atom;
mod capsule;
mod cells;
mod errors;
mod float;
mod frame;
mod list;
mod long;
mod result;
mod rules;
mod table;

/// The native part of the package `statsbidrag`, which users see through its Python face.
#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use super::result::{Result_, call, run};
    #[pymodule_export]
    use super::rules::normal;
    #[pymodule_export]
    use super::table::Table;
}
