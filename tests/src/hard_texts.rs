//! Texts that are hard to read or to write: the drawn tests and the fuzz targets choose among them.

/// Names that meet: columns that are there, that are not, and that are hard to write.
pub const NAMES: [&str; 10] = ["w", "v", "t", "flag", "id", "", "antal barn", "a\"b", "~/", "😀"];

/// Texts that are numbers, and some that are nearly.
pub const NUMBERS: [&str; 25] = [
    "0",
    "1",
    "-1",
    "0.5",
    "1/3",
    "1/0",
    "0/1",
    "",
    "1e9",
    "1_000",
    ".5",
    "5.",
    "NaN",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "170141183460469231731687303715884105727",
    "170141183460469231731687303715884105728",
    "1/18446744073709551615",
    "1/18446744073709551557",
    "0.00000000000000000001",
    "99999999999999999999999999999999999999999999999999999999999999",
    "1/9999999999999999999999999999999999999999999999999999999999999",
    "12.50",
    "2/6",
];
