//! Tables, keys and options: what the library and the oracle each make of them.

#[path = "../../differential/case.rs"]
pub(crate) mod case;
#[path = "../../differential/columns.rs"]
pub(crate) mod columns;
#[path = "../../differential/draw.rs"]
pub(crate) mod draw;
#[path = "../../differential/expected.rs"]
pub(crate) mod expected;
#[path = "../../differential/forms.rs"]
pub(crate) mod forms;
#[path = "../../differential/found.rs"]
pub(crate) mod found;
