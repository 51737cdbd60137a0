//! Documents of stimulus grants: what the library and the oracle each make of them.

#[path = "../../stimulus_differential/books.rs"]
pub(crate) mod books;
#[path = "../../stimulus_differential/broken.rs"]
pub(crate) mod broken;
#[path = "../../stimulus_differential/broken_grants.rs"]
pub(crate) mod broken_grants;
#[path = "../../stimulus_differential/claims.rs"]
pub(crate) mod claims;
#[path = "../../stimulus_differential/compare.rs"]
pub(crate) mod compare;
#[path = "../../stimulus_differential/draw.rs"]
pub(crate) mod draw;
#[path = "../../stimulus_differential/grants.rs"]
pub(crate) mod grants;
#[path = "../../stimulus_differential/invariants.rs"]
pub(crate) mod invariants;
#[path = "../../stimulus_differential/render.rs"]
pub(crate) mod render;
#[path = "../../stimulus_differential/staffing.rs"]
pub(crate) mod staffing;
