//! The oracle is tested as well: by hand, and by settling every doubt in every way.

mod by_hand;
mod exceptions;
mod levels;
mod remarks;
mod settling;
mod small;
mod words;
