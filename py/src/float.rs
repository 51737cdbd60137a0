//! The floats that come in: whole ones as they are, others only as a declared rounding says.

/// Every whole number up to here is a float of its own.
pub(crate) const LARGEST: f64 = 9_007_199_254_740_992.0;

/// The whole number that a float is, where it is one under 2⁵³.
#[expect(clippy::float_cmp, reason = "whether a float is a whole number has one answer")]
pub(crate) fn whole(number: f64) -> Option<i64> {
    // Not a number and infinity are not under anything.
    (number.abs() < LARGEST && number.trunc() == number).then_some(number as i64)
}

/// A float in units of ten to the power of −`decimals`, rounded half away from zero from what it is
/// in binary; nothing for 2⁵³ and more, and for what is not a number.
pub(crate) fn rounded(number: f64, decimals: u32) -> Option<i128> {
    if number.is_nan() || number.abs() >= LARGEST {
        return None;
    }
    let bits = number.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    // The number is `mantissa` times two to the power of −`shift`; here it is under 2⁵³, so that the
    // shift is not under zero.
    let (mantissa, shift) = match exponent {
        0 => (fraction, 1074),
        _ => (fraction | 1 << 52, 1075 - exponent),
    };
    let scaled = u128::from(mantissa) * 10_u128.pow(decimals);
    // Under 2¹¹³: shifted further than that, nothing is left to round.
    let units = match shift {
        0 => scaled,
        1..=126 => (scaled + (1 << (shift - 1))) >> shift,
        _ => 0,
    };
    Some(if number < 0.0 { -(units as i128) } else { units as i128 })
}
