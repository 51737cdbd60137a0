//! The closed vocabularies of an apportionment.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// How exact entitlements become whole units (avrundning).
    #[non_exhaustive]
    pub enum Rounding {
        /// Whole parts first, the units left over to the largest remainders: sums to the total.
        LargestRemainder = "largest_remainder",
        /// Each recipient down (nedåt).
        Down = "down",
        /// Each recipient up (uppåt).
        Up = "up",
        /// Each to the nearest, half a unit up: away from zero.
        HalfUp = "half_up",
        /// Each to the nearest, half a unit down: towards zero.
        HalfDown = "half_down",
        /// Each to the nearest, half a unit to the even neighbour.
        HalfEven = "half_even",
        /// Webster, Sainte-Laguë: divisors 1, 3, 5, … (uddatalsmetoden).
        Webster = "webster",
        /// D'Hondt, Jefferson: divisors 1, 2, 3, …
        Dhondt = "dhondt",
        /// Adams: divisors 0, 1, 2, …
        Adams = "adams",
        /// Dean: harmonic means of neighbours.
        Dean = "dean",
        /// Huntington–Hill: geometric means of neighbours.
        HuntingtonHill = "huntington_hill",
    }
}

impl Rounding {
    /// Whether each recipient is rounded by itself, so that the sum may miss the total.
    #[must_use]
    pub const fn is_statutory(self) -> bool {
        use Rounding::{Down, HalfDown, HalfEven, HalfUp, Up};
        matches!(self, Down | Up | HalfUp | HalfDown | HalfEven)
    }

    /// Whether it is a divisor method, for counts of persons or seats.
    #[must_use]
    pub const fn is_divisor(self) -> bool {
        use Rounding::{Adams, Dean, Dhondt, HuntingtonHill, Webster};
        matches!(self, Webster | Dhondt | Adams | Dean | HuntingtonHill)
    }
}

vocabulary! {
    /// What is rounded where a key has several components.
    #[non_exhaustive]
    pub enum RoundingScope {
        /// The sum of the components, once.
        Combined = "combined",
        /// Each component by itself: its pot is whole, and so is each recipient's part of it.
        Component = "component",
    }
}

vocabulary! {
    /// How minimums and maximums act on a proportional division.
    #[non_exhaustive]
    pub enum BoundsPolicy {
        /// One level λ for all: each gets λ times its weight, held within its bounds.
        WaterLevel = "water_level",
        /// Each gets its minimum, a base amount (grundbelopp), and a share of the rest on top.
        BaseThenShare = "base_then_share",
        /// The original quotas stand; who is under its minimum is topped up to it.
        TopUpOriginalQuota = "top_up_original_quota",
    }
}

vocabulary! {
    /// Who goes first among equal remainders.
    #[non_exhaustive]
    pub enum TieRule {
        /// The id, bytewise ascending: a convention without legal ground.
        ById = "by_id",
        /// The larger exact entitlement, then the id.
        ByWeight = "by_weight",
        /// An order given by statute or by lot.
        ByList = "by_list",
        /// Nobody: a tie is an error that names the tied and the units at stake.
        Refuse = "refuse",
    }
}
