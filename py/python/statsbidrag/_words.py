"""The columns and words of the tables that this package reads, in Swedish and English.

One table: what stands in a column, what it is called, and which words a closed vocabulary has.
The Swedish words are those that explanations use, so that a table and a decision say the same.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Type = Literal["text", "code", "number", "money", "part", "date", "flag", "word"]
"""What a column holds: texts; codes of recipients, which keep their zeros; exact numbers; kronor;
a part of a post, a number or a percentage; days; yes and no; words of a closed vocabulary."""

NUMERIC: tuple[Type, ...] = ("number", "money", "part")
"""The types of numbers."""


class Word(NamedTuple):
    """A word of a closed vocabulary."""

    code: str
    """The stable word, as in Rust, C and JSON."""
    sv: str
    en: str
    about_sv: str
    about_en: str
    also: tuple[str, ...] = ()
    """Other Swedish wordings that are read as this word."""

    def label(self, language: str) -> str:
        """The word as people write it."""
        return self.sv if language == "sv" else self.en

    def about(self, language: str) -> str:
        """What the word means."""
        return self.about_sv if language == "sv" else self.about_en


class Column(NamedTuple):
    """A column of a table."""

    name: str
    """The stable name, as in Rust, C and JSON."""
    sv: str
    """The Swedish heading."""
    en: str
    type: Type
    required: bool
    about_sv: str
    about_en: str
    example: str
    """What a cell of it looks like: codes for words, ISO days, a decimal point."""
    words: tuple[Word, ...] = ()
    also: tuple[str, ...] = ()
    """Other headings that are read as this column."""

    def heading(self, language: str) -> str:
        """The heading as people write it."""
        return self.sv if language == "sv" else self.en

    def about(self, language: str) -> str:
        """What the column holds."""
        return self.about_sv if language == "sv" else self.about_en


class Kind(NamedTuple):
    """A kind of table."""

    name: str
    sv: str
    en: str
    about_sv: str
    about_en: str
    columns: tuple[Column, ...]
    is_open: bool = False
    """Whether it may have columns of the caller's own."""

    def title(self, language: str) -> str:
        """What the table is called."""
        return self.sv if language == "sv" else self.en

    def about(self, language: str) -> str:
        """What a row of the table is."""
        return self.about_sv if language == "sv" else self.about_en


_OTHER = ("annan", "annat", "övrig", "övriga", "övrigt")
_ROLES = (
    Word("social_worker", "socialsekreterare", "social worker",
         "Rollen, inte examen.", "The role, not the degree."),
    Word("supervisor", "arbetsledare", "supervisor",
         "Leder det dagliga arbetet.", "Leads the daily work."),
    Word("administrator", "administratör", "administrator",
         "Stöd som frigör tid för de två andra.", "Support that frees the time of the other two."),
    Word("other", "en annan", "another", "Alla andra roller.", "Any other role.", _OTHER),
)  # fmt: skip
_ACTIVITIES = (
    Word("child_youth_authority", "myndighetsutövande social barn- och ungdomsvård",
         "child and youth care that exercises public authority",
         "Utreder, beslutar och följer upp för barn och unga.",
         "Investigates, decides and follows up for children and the young."),
    Word("child_youth_other", "annan social barn- och ungdomsvård",
         "other child and youth care",
         "För barn och unga, men utan myndighetsutövning.",
         "For children and the young, without exercise of public authority."),
    Word("other", "en annan", "another", "All annan verksamhet.", "Any other activity.",
         _OTHER),
)  # fmt: skip
_COST_KINDS = (
    Word("personnel", "personalkostnad", "personnel cost",
         "Lön med arbetsgivaravgifter, eller vad inhyrd personal kostar.",
         "Pay with employer's contributions, or what agency staff cost."),
    Word("pay_rise", "löneökning", "pay rise",
         "Högre lön eller lönetillägg för dem som redan finns: en personalkostnad, ingen ökning.",
         "More pay for those who are there: a personnel cost, and no increase of staff.",
         ("lönetillägg",)),
    Word("training", "utbildning", "training", "Utbildning.", "Training."),
    Word("equipment", "utrustning", "equipment",
         "Utrustning, lokaler och system.", "Equipment, premises, systems."),
    Word("administration", "administration", "administration costs",
         "Administration av bidraget och overhead.", "Administration of the grant, overhead."),
    Word("other", "ett annat", "another", "Alla andra kostnader.", "Any other cost.",
         _OTHER),
)  # fmt: skip
_EMPLOYMENTS = (
    Word("employed", "anställd", "employed",
         "Anställd hos bidragsmottagaren.", "The recipient's own employee."),
    Word("agency", "inhyrd", "agency staff",
         "Inhyrd från ett företag.", "Hired from a company.", ("inhyrd personal",)),
)  # fmt: skip
_INCREASES = (
    Word("above_baseline", "utökning utöver utgångsläget", "above the baseline",
         "Fler än den personal som fanns före satsningen.",
         "Over the staff there was before the programme."),
    Word("renewal_otherwise_ending", "förlängning som annars upphört",
         "a renewal that would otherwise have ended",
         "En tjänst som skulle ha upphört och förlängs tack vare bidraget. Kräver underlag.",
         "A post about to end that is renewed thanks to the money. Needs evidence."),
    Word("absence_otherwise_uncovered", "vikarie som annars inte kunnat tas in",
         "an absence otherwise uncovered",
         "En vikarie vid frånvaro som annars inte hade kunnat täckas. Kräver underlag.",
         "A substitute where the absence could not have been covered. Needs evidence."),
    Word("vacancy_filled", "tillsatt vakans", "a vacancy filled",
         "Någon på en tjänst som stod tom. Måste bedömas.",
         "Someone on a post that was vacant. Is to be judged."),
    Word("kept_from_earlier_grant", "behållen från tidigare bidrag",
         "kept from an earlier grant",
         "En tjänst som behålls från ett tidigare bidrag.",
         "A post kept from an earlier grant."),
    Word("none", "ingen", "none at all", "Ingen ökning.", "No increase.",
         ("ingen ökning", "inget")),
)  # fmt: skip
_FREES_TIME_FOR = (
    Word("social_worker", "socialsekreterare", "social worker",
         "Frigör socialsekreterares tid.", "Frees social workers' time."),
    Word("supervisor", "arbetsledare", "supervisor",
         "Frigör arbetsledares tid.", "Frees supervisors' time."),
    Word("both", "båda", "both",
         "Frigör både socialsekreterares och arbetsledares tid.", "Frees the time of both."),
    Word("other_work", "annat arbete", "other work",
         "Frigör andras tid, eller tid för annat arbete.",
         "Frees the time of others, or for other work."),
    Word("none", "ingen", "nobody", "Frigör ingens tid.", "Frees nobody's time.", ("inget",)),
)  # fmt: skip
_STATUSES = (
    Word("in_service", "i tjänst", "in service",
         "Arbetar på tjänsten.", "Works on the post."),
    Word("on_leave", "tjänstledig", "on leave",
         "Har tjänsten men arbetar inte på den.", "Has the post and does not work on it."),
    Word("vacant", "vakant tjänst", "vacant post",
         "Ingen har tjänsten.", "Nobody has the post.", ("vakant",)),
)  # fmt: skip

FLAGS = (
    Word("yes", "ja", "yes", "Ja.", "Yes.", ("true", "sant")),
    Word("no", "nej", "no", "Nej.", "No.", ("false", "falskt")),
)
"""The words of a column of yes and no."""

_CODE_SV = "Koden för den som får bidraget, med inledande nolla, som 0180 eller 09."
_CODE_EN = "The code of the one who gets the grant, with its leading zero, such as 0180 or 09."

_RECIPIENT = Column(
    "recipient", "Bidragsmottagare", "Recipient", "code", True, _CODE_SV, _CODE_EN, "0180",
    also=("mottagare",),
)  # fmt: skip

_CLAIMS = (
    Column("id", "Rad", "Line", "text", True,
           "Radens beteckning, som står en gång.",
           "The line's id, which stands once.", "L1", also=("radnummer",)),
    _RECIPIENT,
    Column("role", "Roll", "Role", "word", False,
           "Rollen hos den som kostnaden avser, inte examen.",
           "The role of the one whose cost it is, not the degree.", "social_worker", _ROLES),
    Column("activity", "Verksamhet", "Activity", "word", False,
           "Verksamheten i den organisation där tjänsten finns.",
           "The activity of the organisation where the post is.",
           "child_youth_authority", _ACTIVITIES),
    Column("cost_kind", "Kostnadsslag", "Kind of cost", "word", False,
           "Vilket slags kostnad det är. Löneökning är en personalkostnad men ingen ökning.",
           "What kind of cost it is. A pay rise is a personnel cost and no increase.",
           "personnel", _COST_KINDS),
    Column("employment", "Anställningsform", "Employment", "word", False,
           "Om den som kostnaden avser är anställd hos bidragsmottagaren eller inhyrd.",
           "Whether the one whose cost it is is the recipient's own employee or agency staff.",
           "employed", _EMPLOYMENTS),
    Column("from", "Från och med", "From", "date", True,
           "Kostnadens första dag.", "The first day of the cost.", "2016-01-01",
           also=("från", "fr.o.m.")),
    Column("to", "Till och med", "To", "date", True,
           "Kostnadens sista dag.", "The last day of the cost.", "2016-12-31",
           also=("till", "t.o.m.")),
    Column("fte", "Årsarbetare", "FTE", "number", True,
           "Delen av en hel tjänst, mer än 0: 0,75 för tre fjärdedelar.",
           "The part of a full post, more than 0: 0.75 for three quarters.", "0.75"),
    Column("increase", "Ökning", "Increase", "word", False,
           "På vilket sätt tjänsten är en ökning, enligt bidragsmottagaren.",
           "In what way the post is an increase, as the recipient states it.",
           "above_baseline", _INCREASES),
    Column("frees_time_for", "Frigör tid för", "Frees time for", "word", False,
           "Bara för administratörer: vems tid som frigörs.",
           "Asked of administrators only: whose time is freed.", "", _FREES_TIME_FOR),
    Column("amount", "Belopp", "Amount", "money", True,
           "Kostnaden i kronor, 0 eller mer, högst två decimaler.",
           "The cost in kronor, 0 or more, at most two decimals.", "480000"),
    Column("unit", "Enhet", "Unit", "text", False,
           "Enheten där tjänsten finns.", "The unit where the post is.", "Norr"),
    Column("person", "Person", "Person", "text", False,
           "En beteckning för personen; bara en nyckel, aldrig ett personnummer.",
           "An id of the person: a key and nothing else.", "17"),
    Column("evidence", "Underlag", "Evidence", "text", False,
           "En hänvisning till underlaget, eller ja eller nej.",
           "A reference to the evidence, or yes or no.", "Beslut 2016:12"),
    Column("ruling", "Ställningstagande", "Ruling", "text", False,
           "Vad en person har beslutat när ett villkor måste bedömas: ”godkänd: skälet” eller "
           "”avslagen: skälet”.",
           "What a person has decided where a condition is to be judged: “approved: why” or "
           "“refused: why”.", ""),
    Column("other_funding", "Annan finansiering", "Other funding", "money", False,
           "Kronor av samma kostnad som andra har betalat: 0 är inget, en tom cell är okänt.",
           "Kronor of the same cost that others have paid: 0 is none, an empty cell is not known.",
           "0"),
)  # fmt: skip

_STAFF = (
    Column("person", "Person", "Person", "text", False,
           "En beteckning för personen; bara en nyckel. Får saknas för en vakant tjänst.",
           "An id of the person, a key and nothing else. A vacant row may lack it.", "17"),
    Column("unit", "Enhet", "Unit", "text", True,
           "Enheten där tjänsten finns.", "The unit where the post is.", "Norr"),
    Column("role", "Befattning", "Role or title", "text", True,
           "Rollen eller titeln, som den står i personalsystemet.",
           "The role or title, as the personnel system has it.", "socialsekreterare",
           also=("roll", "titel")),
    Column("fte", "Sysselsättningsgrad", "FTE", "part", False,
           "Den faktiska delen av en hel tjänst, 0,75 eller 75 %. Varje rad har denna eller "
           "arbetade timmar.",
           "The actual part of a full post, 0.75 or 75 %. Each row has this or worked hours.",
           "0.75", also=("årsarbetare",)),
    Column("hours", "Arbetade timmar", "Hours", "number", False,
           "Arbetade timmar för timanställda, i stället för sysselsättningsgrad.",
           "Worked hours of the hourly paid, instead of the part of a post.", "",
           also=("timmar",)),
    Column("supervisor", "Arbetsledare", "Supervisor", "text", False,
           "Beteckningen (Person) för den som leder arbetet.",
           "The id (Person) of the one who leads the work.", "3"),
    Column("employment", "Anställningsform", "Employment", "word", False,
           "Anställd eller inhyrd; tomt är anställd.",
           "Employed or agency staff; empty is employed.", "employed", _EMPLOYMENTS),
    Column("from", "Från och med", "From", "date", False,
           "Radens första dag; tomt är utan början.",
           "The first day of the row; empty is without a beginning.", "2016-01-01",
           also=("från", "fr.o.m.")),
    Column("to", "Till och med", "To", "date", False,
           "Radens sista dag; tomt är tills vidare.",
           "The last day of the row; empty is without an end.", "",
           also=("till", "t.o.m.")),
    Column("status", "Status", "Status", "word", False,
           "Om den som raden avser är i tjänst; tomt är i tjänst.",
           "Whether the one whose row it is is in service; empty is in service.",
           "in_service", _STATUSES),
    Column("experience_years", "Erfarenhet i år", "Years of experience", "number", False,
           "År i yrket; för en chef, år som chef.",
           "Years in the profession; of a manager, years as a manager.", "4"),
    Column("qualified", "Behörig", "Qualified", "flag", False,
           "Om personen har den behörighet som krävs: ja eller nej.",
           "Whether the person has the required qualification: yes or no.", "yes",
           also=("behörighet",)),
    Column("hired_on", "Anställningsdag", "Hired on", "date", False,
           "Dagen för anställningen.", "The day of employment.", "2013-08-15"),
    Column("mentor_fte", "Handledning, del av tjänst", "Mentoring, part of a post", "part", False,
           "Den del av tjänsten som går till handledning av andra; 0 för ingen.",
           "The part of the post that goes to mentoring others; 0 for none.", "0"),
    Column("mentor_hours", "Handledning, timmar", "Mentoring, hours", "number", False,
           "Timmar som går till handledning av andra, i stället för del av tjänst.",
           "Hours that go to mentoring others, instead of the part of a post.", ""),
    Column("reason", "Skäl till mer än heltid", "Reason for more than a full post", "text", False,
           "Varför personen har mer än en hel tjänst någon dag.",
           "Why the person has more than a full post on a day.", ""),
)  # fmt: skip

_STAFFING = (
    _RECIPIENT,
    Column("unit", "Enhet", "Unit", "text", False,
           "Enheten, om taket ska gälla också för den.",
           "The unit, where caps are to hold for it too.", "Norr"),
    Column("role", "Roll", "Role", "word", True,
           "Rollen.", "The role.", "social_worker", _ROLES),
    Column("baseline_fte", "Årsarbetare i utgångsläget", "FTE in the baseline", "number", True,
           "Årsarbetare i medeltal under ett år före satsningen; tomt är okänt.",
           "Mean FTE over a year before the programme; empty is not known.", "10.5"),
    Column("actual_fte", "Årsarbetare under bidragsåret", "FTE in the grant year", "number", True,
           "Årsarbetare i medeltal under bidragsåret; tomt är okänt.",
           "Mean FTE over the grant year; empty is not known.", "12"),
)  # fmt: skip

_GRANTS = (
    _RECIPIENT,
    Column("paid", "Utbetalt", "Paid", "money", True,
           "Kronor som har betalats ut, en andra omgång inräknad.",
           "Kronor that were sent out, a second round included.", "1000000"),
    Column("frame", "Bidragsram", "Frame", "money", False,
           "Det mesta som kunde rekvireras, i kronor.",
           "The most that could be asked for, in kronor.", "1200000"),
    Column("requisitioned", "Rekvirerat", "Requisitioned", "money", False,
           "Vad som rekvirerades, i kronor.", "What was asked for, in kronor.", "1000000"),
    Column("requisition_received_on", "Rekvisitionen kom in", "Requisition received on", "date",
           False, "Dagen då rekvisitionen kom in.",
           "The day on which the requisition was received.", "2016-10-03"),
    Column("report_received_on", "Återrapporten kom in", "Report received on", "date", False,
           "Dagen då återrapporten kom in.",
           "The day on which the report was received.", "2017-02-20"),
    Column("own_funding", "Egenfinansiering", "Own funding", "money", False,
           "Bidragsmottagarens egna pengar, i kronor.",
           "The recipient's own money, in kronor.", "0"),
    Column("waived", "Eftergift", "Waived", "money", False,
           "Återbetalning som efterges, i kronor.",
           "Repayment that is given up, in kronor.", ""),
    Column("waived_reason", "Skäl för eftergift", "Reason for waiving", "text", False,
           "Varför återbetalningen efterges.", "Why repayment is given up.", ""),
    Column("decided_on", "Dag för beslut om återbetalning", "Repayment decided on", "date", False,
           "Dagen då återbetalningen beslutades, från vilken ränta räknas.",
           "The day on which repayment was decided, from which interest is counted.", ""),
)  # fmt: skip

_RECIPIENTS = (
    Column("id", "Kod", "Code", "code", True, _CODE_SV, _CODE_EN, "0180",
           also=("kommunkod", "regionkod", "länskod", "bidragsmottagare")),
    Column("name", "Namn", "Name", "text", False,
           "Namnet, som bara visas.", "The name, which is only shown.", "Stockholm"),
    Column("entity", "Juridisk person", "Entity", "code", False,
           "Koden för den juridiska personen, där den är mottagare i flera tabeller (Gotland).",
           "The code of the legal entity, where it is a recipient in several tables (Gotland).",
           "0180"),
    Column("population", "Folkmängd", "Population", "number", False,
           "Antalet invånare på mätdagen.", "Inhabitants on the day of measurement.", "935619",
           also=("invånare",)),
    Column("asylum_adults", "Asylsökande vuxna", "Asylum seekers, adults", "number", False,
           "Antalet asylsökande som är myndiga.", "Asylum seekers who are of age.", "2000"),
    Column("asylum_minors", "Asylsökande barn", "Asylum seekers, minors", "number", False,
           "Antalet asylsökande som inte är myndiga.", "Asylum seekers under age.", "600"),
    Column("newly_arrived_adults", "Nyanlända vuxna", "Newly arrived, adults", "number", False,
           "Antalet nyanlända som är myndiga.", "Newly arrived who are of age.", "7000"),
    Column("newly_arrived_minors", "Nyanlända barn", "Newly arrived, minors", "number", False,
           "Antalet nyanlända som inte är myndiga.", "Newly arrived under age.", "4000"),
    Column("frame", "Bidragsram", "Frame", "money", False,
           "För en andra omgång: det mesta som kunde rekvireras, i kronor.",
           "For a second round: the most that could be asked for, in kronor.", ""),
    Column("requisitioned", "Rekvirerat", "Requisitioned", "money", False,
           "För en andra omgång: vad som rekvirerades, i kronor.",
           "For a second round: what was asked for, in kronor.", ""),
    Column("wants_more", "Vill ha mer", "Wants more", "flag", False,
           "För en andra omgång: om mottagaren vill ha mer, ja eller nej.",
           "For a second round: whether the recipient wants more, yes or no.", ""),
)  # fmt: skip

KINDS = {
    kind.name: kind
    for kind in (
        Kind("claims", "Kostnadsrader", "Claim lines",
             "En rad är en kostnad som en bidragsmottagare redovisar mot ett bidrag.",
             "A row is a cost that a recipient reports against a grant.", _CLAIMS),
        Kind("staff", "Personallista", "Staff",
             "En rad är en tjänst eller en del av en. Flera rader för en person är vanligt.",
             "A row is a post or a part of one. Several rows a person are normal.", _STAFF),
        Kind("staffing", "Bemanning", "Staffing",
             "En rad är en bidragsmottagares personal i en roll: i utgångsläget och under året.",
             "A row is a recipient's staff in a role: in the baseline and in the year.", _STAFFING),
        Kind("grants", "Bidrag", "Grants",
             "En rad är vad en bidragsmottagare fick, rekvirerade och redovisade.",
             "A row is what a recipient was paid, asked for and sent in.", _GRANTS),
        Kind("recipients", "Bidragsmottagare", "Recipients",
             "En rad är en bidragsmottagare med sina tal. Egna kolumner får läggas till.",
             "A row is a recipient with its figures. Columns of your own may be added.",
             _RECIPIENTS, is_open=True),
    )
}  # fmt: skip
"""The kinds of tables, by name."""


def plain(text: str) -> str:
    """A heading or word without what does not tell it from another: case and spaces.

    >>> plain("  Från och\\u00a0MED ")
    'från och med'
    """
    return " ".join(text.split()).casefold()


def by_heading(kind: Kind) -> dict[str, Column]:
    """The columns of a kind by every heading that they go by.

    >>> by_heading(KINDS["grants"])["utbetalt"].name
    'paid'
    """
    return {
        plain(heading): column
        for column in kind.columns
        for heading in (column.name, column.sv, column.en, *column.also)
    }


def by_word(words: tuple[Word, ...]) -> dict[str, Word]:
    """The words of a vocabulary by everything that they are called.

    >>> by_word(FLAGS)["ja"].code
    'yes'
    """
    return {plain(text): word for word in words for text in (word.code, word.sv, word.en, *word.also)}
