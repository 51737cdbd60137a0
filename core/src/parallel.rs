//! Work on many things at once, where the feature `parallel` is on.

/// What comes of each, in the order of the items.
#[cfg(feature = "parallel")]
pub(crate) fn map<T: Send, R: Send>(items: Vec<T>, each: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    use rayon::prelude::*;
    items.into_par_iter().map(each).collect()
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn map<T, R>(items: Vec<T>, each: impl Fn(T) -> R) -> Vec<R> {
    items.into_iter().map(each).collect()
}

/// From how many rows on the columns of a list are worth a thread each.
const MANY_ROWS: usize = 20_000;

/// What comes of each column of a list of so many rows, in their order.
pub(crate) fn map_columns<T: Send, R: Send>(
    rows: usize,
    columns: Vec<T>,
    each: impl Fn(T) -> R + Send + Sync,
) -> Vec<R> {
    match rows {
        MANY_ROWS.. => map(columns, each),
        _ => columns.into_iter().map(each).collect(),
    }
}
