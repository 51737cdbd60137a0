//! The lists that ship, made up, by grant year.

/// The year that is shown where none is asked for: its last days are known, unlike those of 2016.
pub(crate) const YEAR: i16 = 2017;

/// A name and a text.
pub(crate) type Shipped = (&'static str, &'static str);

/// The lists of a grant year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lists {
    pub(crate) claims: Shipped,
    pub(crate) staffing: Shipped,
    pub(crate) grants: Shipped,
}

const OF_2016: Lists = Lists {
    claims: ("kostnader-2016.csv", include_str!("data/kostnader-2016.csv")),
    staffing: ("bemanning-2016.csv", include_str!("data/bemanning-2016.csv")),
    grants: ("bidrag-2016.csv", include_str!("data/bidrag-2016.csv")),
};

const OF_2017: Lists = Lists {
    claims: ("kostnader-2017.csv", include_str!("data/kostnader-2017.csv")),
    staffing: ("bemanning-2017.csv", include_str!("data/bemanning-2017.csv")),
    grants: ("bidrag-2017.csv", include_str!("data/bidrag-2017.csv")),
};

/// Agency staff over the turn of 2016/2017 on a single line; the lists of the years have one line a
/// side, with the same id.
pub(crate) const OVER_THE_TURN: Shipped =
    ("over-arsskiftet.csv", include_str!("data/over-arsskiftet.csv"));

/// Where the lists are, for who wants to try them as her own.
pub(crate) const FOLDER: &str = "core/examples/stimulans/data/";

/// The lists of a grant year; none ship for the others.
pub(crate) fn lists(year: i16) -> Option<&'static Lists> {
    match year {
        2016 => Some(&OF_2016),
        2017 => Some(&OF_2017),
        _ => None,
    }
}
