//! What became of claim lines.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::cap::{Baseline, Concerned, Level, LineCap, Room};
use super::claims::Claims;
use super::lines::JudgedLines;
use super::options::AssessOptions;
use super::staffing::Staffing;
use super::words::{Sharing, Verdict};
use super::year::GrantYear;
use crate::Error;
use crate::finding::Reason;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problem};
use crate::receipt::{Receipt, hash_of_list};

/// Claim lines assessed (bedömda kostnadsrader): a verdict for each, its money in three parts, and
/// the findings that it rests on.
///
/// Findings are kept as codes. What was found, what was needed and the source are read from the
/// claims and the rulebook when a finding is looked at.
#[derive(Clone, Debug)]
pub struct Assessment {
    pub(super) claims: Claims,
    pub(super) staffing: Option<Staffing>,
    pub(super) year: GrantYear,
    pub(super) options: AssessOptions,
    pub(super) lines: JudgedLines,
    pub(super) capped: Option<Capped>,
    pub(super) verdicts: Vec<Verdict>,
    pub(super) approved: Vec<Money>,
    pub(super) undetermined: Vec<Money>,
}

/// One line: its parts sum to its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AssessedLine<'a> {
    /// The line's id.
    pub id: &'a str,
    /// What became of it.
    pub verdict: Verdict,
    /// What it claims.
    pub amount: Money,
    /// What is approved, whichever way its doubts are settled.
    pub approved: Money,
    /// What is refused.
    pub refused: Money,
    /// What rests on something that is not known or not settled.
    pub undetermined: Money,
}

/// Sums over lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClaimTotals {
    /// What is claimed.
    pub claimed: Money,
    /// What is approved: the worst case for who claims.
    pub approved: Money,
    /// What is refused.
    pub refused: Money,
    /// What is undetermined: with the approved, the best case.
    pub undetermined: Money,
}

impl ClaimTotals {
    /// The most that can be approved when every doubt is settled.
    ///
    /// # Errors
    /// None: it is at most what is claimed.
    pub fn best(&self) -> Result<Money, Error> {
        self.approved.plus(self.undetermined)
    }
}

/// How much room there is under a cap, in FTE-years (årsarbetskrafter under året).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IncreaseRoom<'a> {
    /// Whose staff.
    pub recipient: &'a str,
    /// The unit; none for the recipient as a whole.
    pub unit: Option<&'a str>,
    /// The role; none for all that the grant is for, where falls are netted.
    pub role: Option<&'static str>,
    /// How much the staff has grown; none where that is not known.
    pub cap: Option<Ratio>,
    /// What is claimed, with lines that are undetermined.
    pub claimed: Ratio,
}

impl IncreaseRoom<'_> {
    /// How much more increase the grant would still pay for; none where the cap is not known.
    #[must_use]
    pub fn left(&self) -> Option<Ratio> {
        super::cap::left(self.cap.as_ref(), &self.claimed)
    }
}

/// Lines held against baselines.
#[derive(Clone, Debug)]
pub(super) struct Capped {
    lines: Vec<Option<Box<LineCap>>>,
    recipients: BTreeMap<String, RecipientCaps>,
}

#[derive(Clone, Debug)]
pub(super) struct RecipientCaps {
    rooms: Vec<Room>,
    /// Where the room of each level stands.
    places: BTreeMap<Level, usize>,
    pub(super) baseline: Baseline,
}

impl Capped {
    pub(super) fn new(rows: usize) -> Self {
        Self { lines: vec![None; rows], recipients: BTreeMap::new() }
    }

    pub(super) fn add(
        &mut self,
        recipient: &str,
        lines: &[Concerned],
        caps: Vec<LineCap>,
        rooms: Vec<Room>,
        baseline: Baseline,
    ) {
        for (line, cap) in lines.iter().zip(caps) {
            self.lines[line.row] = Some(Box::new(cap));
        }
        let places = rooms.iter().map(|room| room.level).zip(0..).collect();
        self.recipients.insert(recipient.to_owned(), RecipientCaps { rooms, places, baseline });
    }

    /// What the cap makes of a line; none for one that it is not about.
    pub(super) fn line(&self, row: usize) -> Option<&LineCap> {
        self.lines[row].as_deref()
    }

    pub(super) fn recipient(&self, recipient: &str) -> Option<&RecipientCaps> {
        self.recipients.get(recipient)
    }
}

impl RecipientCaps {
    /// The cap at a level and what is claimed against it.
    pub(super) fn room(&self, level: Level) -> Option<&Room> {
        self.places.get(&level).map(|&place| &self.rooms[place])
    }
}

impl Assessment {
    /// The claims.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// The rulebook at the grant year.
    #[must_use]
    pub fn year(&self) -> &GrantYear {
        &self.year
    }

    /// How many lines.
    #[must_use]
    pub fn len(&self) -> usize {
        self.verdicts.len()
    }

    /// Whether nobody claimed anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.verdicts.is_empty()
    }

    /// The line in a row.
    ///
    /// # Panics
    /// Where there is no such row, as a slice does.
    #[must_use]
    pub fn line(&self, row: usize) -> AssessedLine<'_> {
        let amount = self.claims.amount(row);
        let (approved, undetermined) = (self.approved[row], self.undetermined[row]);
        AssessedLine {
            id: self.claims.ids().get(row),
            verdict: self.verdicts[row],
            amount,
            approved,
            // The parts are between 0 and the amount.
            refused: Money::known(amount.ore() - approved.ore() - undetermined.ore()),
            undetermined,
        }
    }

    /// Every line, in the order of the claims.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = AssessedLine<'_>> {
        (0..self.len()).map(|row| self.line(row))
    }

    /// The verdicts, in row order.
    #[must_use]
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// What is approved of each line, in row order.
    #[must_use]
    pub fn approved(&self) -> &[Money] {
        &self.approved
    }

    /// What is undetermined of each line, in row order.
    #[must_use]
    pub fn undetermined(&self) -> &[Money] {
        &self.undetermined
    }

    /// Why a line is not approved as it stands: the codes of its findings that are not met, and of
    /// those that say how its amount came about; in the order of [`Reason`].
    ///
    /// # Panics
    /// Where there is no such row, as a slice does.
    #[must_use]
    pub fn reasons(&self, row: usize) -> Vec<Reason> {
        let told = self.line_findings(row).into_iter().filter(|finding| finding.is_told());
        let mut reasons: Vec<Reason> = told.map(|finding| finding.reason).collect();
        reasons.sort_unstable();
        reasons.dedup();
        reasons
    }

    /// The sums of all lines.
    ///
    /// # Errors
    /// `out_of_range` where a sum is.
    pub fn totals(&self) -> Result<ClaimTotals, Error> {
        let claimed = Money::sum((0..self.len()).map(|row| self.claims.amount(row)))?;
        let approved = Money::sum(self.approved.iter().copied())?;
        let undetermined = Money::sum(self.undetermined.iter().copied())?;
        let refused = claimed.minus(approved)?.minus(undetermined)?;
        Ok(ClaimTotals { claimed, approved, refused, undetermined })
    }

    /// How much more increase the grant would still pay for: each cap against the baseline with what
    /// is claimed against it, by recipient, role and unit. None without staffing.
    #[must_use]
    pub fn room(&self) -> Vec<IncreaseRoom<'_>> {
        let recipients = self.capped.iter().flat_map(|capped| &capped.recipients);
        let rooms = recipients.flat_map(|(recipient, caps)| {
            caps.rooms.iter().map(move |room| (recipient, caps, room))
        });
        rooms
            .map(|(recipient, caps, room)| {
                let (unit, role) = self.named(caps, room.level);
                IncreaseRoom {
                    recipient,
                    unit,
                    role,
                    cap: room.cap.clone(),
                    claimed: room.claimed.clone(),
                }
            })
            .collect()
    }

    /// The unit and the role of a level.
    pub(super) fn named<'a>(
        &'a self,
        caps: &'a RecipientCaps,
        level: Level,
    ) -> (Option<&'a str>, Option<&'static str>) {
        let word = |role: u8| super::column::WordColumn::Role.word(role);
        match level {
            Level::All => (None, None),
            Level::Role(role) => (None, word(role)),
            Level::Unit(place) => {
                let known = self.claims.units().all();
                let unit = place.unit.and_then(|unit| {
                    let unit = unit as usize;
                    known.get(unit).or_else(|| caps.baseline.more_units.get(unit - known.len()))
                });
                (unit.map(String::as_str), word(place.role))
            }
        }
    }

    /// The row of a line.
    pub(super) fn row(&self, id: &str, path: &str) -> Result<usize, Error> {
        self.claims
            .ids()
            .position(id)
            .ok_or_else(|| Problem::new(path, Code::UnknownId, id, "the id of a line").into())
    }

    /// Which facts and rules it was computed from.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        Receipt::of_list(self.rules(), self.len(), self.claims.given(), &Claims::NUMBERS)
    }

    pub(super) fn rules(&self) -> Value {
        let rulebook = self.year.rulebook();
        let document = rulebook.write();
        let mut rules = json!({
            "rulebook": rulebook.id(),
            "rulebook_sha256": crate::receipt::hash_of_value(&document),
            "year": self.year.year(),
            "split": self.options.split,
            "increase": if self.staffing.is_some() { "staffing" } else { "on_statement" },
        });
        if let Some(staffing) = &self.staffing {
            rules["staffing_sha256"] =
                json!(hash_of_list(staffing.len(), staffing.given(), &Staffing::NUMBERS));
            rules["sharing"] = json!(self.options.sharing);
            rules["across_roles"] = json!(self.options.across_roles);
            if self.options.sharing == Sharing::ByList {
                rules["order"] = json!(self.options.order);
            }
        }
        rules
    }
}
