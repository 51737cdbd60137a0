//! The closed vocabularies of stimulus grants.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The role of the one whose cost a claim line is (befattning).
    #[non_exhaustive]
    pub enum Role {
        /// Socialsekreterare: the role, not the degree.
        SocialWorker = "social_worker",
        /// Arbetsledare: leads the daily work.
        Supervisor = "supervisor",
        /// Administratör: support that frees the time of the two.
        Administrator = "administrator",
        /// Any other.
        Other = "other",
    }
}

vocabulary! {
    /// The activity of the organisation where the post is (verksamhet).
    #[non_exhaustive]
    pub enum Activity {
        /// Child and youth social care that exercises public authority (myndighetsutövning).
        ChildYouthAuthority = "child_youth_authority",
        /// Other child and youth social care.
        ChildYouthOther = "child_youth_other",
        /// Any other.
        Other = "other",
    }
}

vocabulary! {
    /// What kind of cost it is (kostnadsslag).
    #[non_exhaustive]
    pub enum CostKind {
        /// Pay with employer's contributions, or what agency staff cost (personalkostnad).
        Personnel = "personnel",
        /// More pay for those who are there (löneökning, lönetillägg): a personnel cost, and no
        /// increase of staff.
        PayRise = "pay_rise",
        /// Training (utbildning).
        Training = "training",
        /// Equipment, premises, systems (utrustning).
        Equipment = "equipment",
        /// Administration of the grant, overhead (administration).
        Administration = "administration",
        /// Any other.
        Other = "other",
    }
}

vocabulary! {
    /// Whose employee it is (anställningsform).
    #[non_exhaustive]
    pub enum Employment {
        /// The recipient's own (anställd).
        Employed = "employed",
        /// Agency staff (inhyrd personal).
        Agency = "agency",
    }
}

vocabulary! {
    /// In what way the post is an increase, as the recipient states it (ökning).
    #[non_exhaustive]
    pub enum Increase {
        /// Over the staff there was before the programme (utökning utöver utgångsläget).
        AboveBaseline = "above_baseline",
        /// A post about to end that is renewed thanks to the money (förlängning som annars upphört).
        RenewalOtherwiseEnding = "renewal_otherwise_ending",
        /// A substitute where the absence could not have been covered (vikarie som annars inte kunnat tas in).
        AbsenceOtherwiseUncovered = "absence_otherwise_uncovered",
        /// Someone on a post that was vacant (tillsatt vakans).
        VacancyFilled = "vacancy_filled",
        /// A post kept from an earlier grant (behållen från tidigare bidrag).
        KeptFromEarlierGrant = "kept_from_earlier_grant",
        /// No increase (ingen ökning).
        None = "none",
    }
}

vocabulary! {
    /// Whose time an administrator frees, in their exercise of public authority (frigör tid för).
    #[non_exhaustive]
    pub enum FreesTimeFor {
        /// Social workers'.
        SocialWorker = "social_worker",
        /// Supervisors'.
        Supervisor = "supervisor",
        /// Both.
        Both = "both",
        /// That of others, or other work.
        OtherWork = "other_work",
        /// Nobody's.
        None = "none",
    }
}

vocabulary! {
    /// What became of a claim line (utfall).
    #[non_exhaustive]
    pub enum Verdict {
        /// The whole amount is approved (godkänd).
        Approved = "approved",
        /// A part is approved and the rest refused (delvis godkänd).
        Part = "part",
        /// Nothing is approved (avslagen).
        Refused = "refused",
        /// How much is approved rests on something that is not known or not settled (under utredning).
        Undetermined = "undetermined",
    }
}

vocabulary! {
    /// How a cap that is smaller than what is claimed is shared by the lines: an interpretation.
    #[non_exhaustive]
    pub enum Sharing {
        /// Every line gets the same part (proportionellt).
        ProRata = "pro_rata",
        /// Lines are served by their first day, then by id (efter startdag).
        ByStart = "by_start",
        /// Lines are served in the recipient's own order (efter egen ordning).
        ByList = "by_list",
    }
}

vocabulary! {
    /// What is done with a line that crosses the end of the period or a change of the conditions.
    #[non_exhaustive]
    pub enum Split {
        /// It is a problem: one line on each side is wanted, with the cost in the accounts.
        Refuse = "refuse",
        /// It is parted by days, as if the cost were even (efter dagar).
        ByDay = "by_day",
    }
}

vocabulary! {
    /// What a condition asks of a claim line (villkor).
    #[non_exhaustive]
    pub enum ConditionKind {
        /// The role is one of the accepted.
        Role = "role",
        /// The activity is.
        Activity = "activity",
        /// The kind of cost is.
        CostKind = "cost_kind",
        /// The employment is.
        Employment = "employment",
        /// The kind of increase is.
        Increase = "increase",
        /// The one whose time is freed is.
        FreesTimeFor = "frees_time_for",
        /// There is evidence (underlag); without it a person must decide.
        Evidence = "evidence",
        /// A question that a person must decide.
        Question = "question",
        /// Nobody else has paid the cost (dubbelfinansiering).
        DoubleFunding = "double_funding",
    }
}

vocabulary! {
    /// Why money is repaid (återbetalningsgrund).
    #[non_exhaustive]
    pub enum RepaymentGround {
        /// It was not used (outnyttjade medel).
        Unused = "unused",
        /// It was used for what the grant is not for.
        NotEligible = "not_eligible",
        /// The recipient did not keep the conditions of the grant.
        ConditionsNotKept = "conditions_not_kept",
    }
}
