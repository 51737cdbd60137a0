//! Made claim lines: mostly sound, with every kind of fault among them.

use statsbidrag::kernel::ClaimColumns;
use statsbidrag::{
    Activity, Claims, CostKind, Date, Employment, FreesTimeFor, Increase, Numbers, Role, Staffing,
};

/// Columns of codes and integers, as a program that had only these would hold them.
pub(crate) struct Lines {
    pub(crate) role: Vec<u8>,
    pub(crate) activity: Vec<u8>,
    pub(crate) cost_kind: Vec<u8>,
    pub(crate) employment: Vec<u8>,
    pub(crate) increase: Vec<u8>,
    pub(crate) frees_time_for: Vec<u8>,
    pub(crate) evidence: Vec<u8>,
    pub(crate) from: Vec<i32>,
    pub(crate) to: Vec<i32>,
    pub(crate) fte: Vec<i64>,
    pub(crate) amount: Vec<i64>,
}

/// The first day of 2016, since 1970.
const FIRST: i32 = 16_801;

/// Staff of every recipient and role, half of which have grown by less than is claimed.
pub(crate) fn staffing() -> Staffing {
    let rows = (0..290).flat_map(|recipient| (0..3).map(move |role| (recipient, role)));
    let rows: Vec<(usize, usize)> = rows.collect();
    let roles = ["social_worker", "supervisor", "administrator"];
    let grown =
        |(recipient, role): &(usize, usize)| if recipient % 2 == 0 { 1000 } else { 20 + 10 * role };
    let actual: Vec<i64> = rows.iter().map(|row| 50 + grown(row) as i64).collect();
    Staffing::builder()
        .column("recipient", rows.iter().map(|row| format!("{:04}", row.0)).collect::<Vec<_>>())
        .column("role", rows.iter().map(|row| roles[row.1]).collect::<Vec<_>>())
        .column("baseline_fte", vec![50i64; rows.len()])
        .column("actual_fte", actual)
        .build()
        .expect("staffing")
}

impl Lines {
    pub(crate) fn new(count: usize) -> Self {
        // A linear congruential generator: the same lines in every run.
        let mut state = 20_160_622u64;
        let mut below = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % bound
        };
        let mut lines = Self {
            role: Vec::new(),
            activity: Vec::new(),
            cost_kind: Vec::new(),
            employment: Vec::new(),
            increase: Vec::new(),
            frees_time_for: Vec::new(),
            evidence: Vec::new(),
            from: Vec::new(),
            to: Vec::new(),
            fte: Vec::new(),
            amount: Vec::new(),
        };
        for _ in 0..count {
            // One cell in twelve is any word or none; the others are sound.
            let mut word = |sound: u64, words: u64| {
                (if below(12) == 0 { below(words + 1) } else { 1 + below(sound) }) as u8
            };
            lines.role.push(word(3, 4));
            lines.activity.push(word(1, 3));
            lines.cost_kind.push(word(1, 6));
            lines.employment.push(word(1, 2));
            lines.increase.push(word(3, 6));
            lines.frees_time_for.push(word(3, 5));
            lines.evidence.push(below(2) as u8);
            let start = below(366) as i32;
            let days = below(366 - start as u64) as i32;
            lines.from.push(FIRST + start);
            lines.to.push(FIRST + start + days);
            lines.fte.push(1 + below(10_000) as i64);
            lines.amount.push(below(100_000_000) as i64);
        }
        lines
    }

    pub(crate) fn columns(&self) -> ClaimColumns<'_> {
        ClaimColumns {
            role: &self.role,
            activity: &self.activity,
            cost_kind: &self.cost_kind,
            employment: &self.employment,
            increase: &self.increase,
            frees_time_for: &self.frees_time_for,
            from: &self.from,
            to: &self.to,
            fte: &self.fte,
            fte_denominator: 10_000,
            amount: &self.amount,
            evidence: &self.evidence,
            ..ClaimColumns::default()
        }
    }

    /// The same as a list of claims, with ids and recipients.
    pub(crate) fn claims(&self) -> Claims {
        let count = self.amount.len();
        let words = |codes: &[u8], words: &[&'static str]| -> Vec<Option<&'static str>> {
            codes
                .iter()
                .map(|&code| words.get(usize::from(code).wrapping_sub(1)).copied())
                .collect()
        };
        let days = |days: &[i32]| -> Vec<String> {
            let day = |day: &i32| Date::from_days_since_1970(*day).expect("a day").to_string();
            days.iter().map(day).collect()
        };
        let ore = |amount: &i64| format!("{}.{:02}", amount / 100, amount % 100);
        let amounts: Vec<String> = self.amount.iter().map(ore).collect();
        let fte = self.fte.iter().map(|fte| Some(*fte)).collect();
        macro_rules! words_of {
            ($codes:expr, $vocabulary:ident) => {
                words($codes, &$vocabulary::ALL.iter().map(|word| word.word()).collect::<Vec<_>>())
            };
        }
        Claims::builder()
            .column("id", (0..count).map(|row| format!("{row:07}")).collect::<Vec<_>>())
            .column(
                "recipient",
                (0..count).map(|row| format!("{:04}", row % 290)).collect::<Vec<_>>(),
            )
            .column("role", words_of!(&self.role, Role))
            .column("activity", words_of!(&self.activity, Activity))
            .column("cost_kind", words_of!(&self.cost_kind, CostKind))
            .column("employment", words_of!(&self.employment, Employment))
            .column("increase", words_of!(&self.increase, Increase))
            .column("frees_time_for", words_of!(&self.frees_time_for, FreesTimeFor))
            .column("evidence", self.evidence.iter().map(|own| *own == 1).collect::<Vec<_>>())
            .column("from", days(&self.from))
            .column("to", days(&self.to))
            .column("fte", Numbers::scaled(fte, 10_000))
            .column("amount", Numbers::parse(amounts.iter().map(String::as_str)))
            .build()
            .expect("claims")
    }
}
