"""What sheets say, in Swedish and in English."""

from __future__ import annotations

_TEXTS: dict[str, tuple[str, str]] = {
    # Sheets
    "sheet_amounts": ("Belopp", "Amounts"),
    "sheet_facts": ("Underlag", "Facts"),
    "sheet_key": ("Nyckel", "Key"),
    "sheet_derivation": ("Härledning", "Derivation"),
    "sheet_work": ("Beräkning", "Computation"),
    "sheet_numbers": ("Tal", "Numbers"),
    "sheet_pots": ("Potter", "Pots"),
    "title_amounts": ("Fördelade belopp", "Allocated amounts"),
    "title_facts": (
        "Underlag: vikter och uppgifter per mottagare",
        "Weights and facts by recipient",
    ),
    "title_key": ("Fördelningsnyckel och val", "Allocation key and options"),
    "title_derivation": ("Så uppkommer beloppet", "How the amount arises"),
    "title_work": ("Omräkning med formler, en rad per mottagare", "Recomputed, a row a recipient"),
    "title_numbers": ("Tal som alla rader delar", "Numbers that all rows share"),
    "title_pots": ("Komponenternas potter", "The components' pots"),
    # Columns
    "id": ("Id", "Id"),
    "name": ("Namn", "Name"),
    "amount": ("Belopp", "Amount"),
    "share": ("Andel av vikten", "Share of weight"),
    "entitlement": ("Exakt andel", "Exact entitlement"),
    "rounded_up": ("Avrundat uppåt", "Rounded up"),
    "bound": ("Gräns", "Bound"),
    "recomputed": ("Omräknat med formler", "Recomputed"),
    "agrees": ("Stämmer (1 = ja)", "Agrees (1 = yes)"),
    "minimum": ("minimum", "minimum"),
    "maximum": ("maximum", "maximum"),
    "minimum_units": ("Minimum (enheter)", "Minimum (units)"),
    "maximum_units": ("Maximum (enheter)", "Maximum (units)"),
    "asked_units": ("Begärt minimum (enheter)", "Minimum asked for (units)"),
    "place": ("Ordning vid lika", "Order in ties"),
    "weight": ("Vikt", "Weight"),
    "recipient": ("Mottagare", "Recipient"),
    "component": ("Komponent", "Component"),
    "measure": ("Mått", "Measure"),
    "share_of_total": ("Andel", "Share"),
    "parts": ("Delar", "Parts"),
    "weight_sum": ("Summa vikter", "Sum of weights"),
    "part_of_total": ("Del av totalen", "Part of the total"),
    # Computation
    "estimate": ("Kvot, uppskattad", "Quotient, estimated"),
    "mend": ("Rättelse", "Mending"),
    "remainder": ("Rest", "Remainder"),
    "floor": ("Hela enheter", "Whole units"),
    "held": ("Inom gränser", "Within bounds"),
    "free": ("Fri (1 = ja)", "Free (1 = yes)"),
    "most": ("Högst", "At most"),
    "rank_key": ("Rest, del", "Remainder, part"),
    "cut": ("Minsta som får en till", "Smallest that gets one"),
    "larger": ("Störst exakt andel", "Largest entitlement"),
    "order": ("Ordning bland lika", "Order among equals"),
    "last_in_order": ("Sist i ordning som får en till", "Last in order that gets one"),
    "award": ("En enhet till", "A unit more"),
    "units": ("Enheter", "Units"),
    "half": ("En halv enhet", "Half a unit"),
    "seats": ("Platser enligt divisorn", "Seats by the divisor"),
    "at_signpost": ("Precis på gränsen", "Exactly at the signpost"),
    "left": ("Enheter kvar att ge", "Units left to give"),
    "left_among": ("Kvar till dem med lika", "Left for equals"),
    "equal": ("Antal med lika rest vid snittet", "How many are equal at the cut"),
    "total_ore": ("Total i ören, utan tecken", "Total in öre, without sign"),
    "total_ore_signed": ("Total i ören, med tecken", "Total in öre, with sign"),
    "unit_ore": ("Enhet i ören", "Unit in öre"),
    "sign": ("Tecken", "Sign"),
    "gcd": ("Största gemensamma delare", "Greatest common divisor"),
    "T": ("T: total, förkortad", "T: total, reduced"),
    "u": ("u: enhet, förkortad", "u: unit, reduced"),
    "units_total": ("Total i hela enheter", "Total in whole units"),
    "level": ("Nivå", "Level"),
    "level_over": ("Nivåns täljare", "Numerator of the level"),
    "level_under": ("Nivåns nämnare", "Denominator of the level"),
    "divisor_over": ("Divisorns täljare", "Numerator of the divisor"),
    "divisor_under": ("Divisorns nämnare", "Denominator of the divisor"),
    "sum_of": ("Summa", "Sum"),
    "factor_of": ("Faktor", "Factor"),
    "denominator": ("Nämnare B", "Denominator B"),
    "parts_sum": ("Summa delar", "Sum of parts"),
    "size": ("Storlek", "Size"),
    "lowest": (
        "Tal, eller siffror i grupper om sex, lägst först",
        "Number, or digits by six, lowest first",
    ),
    "computed_from": ("{name}, vid beräkningen", "{name}, when computed"),
    "inputs_same": ("Är indata som vid beräkningen?", "Are the inputs those computed from?"),
    "checks": ("Kontroller", "Checks"),
    "check": ("Kontroll {n}", "Check {n}"),
    "asked_block": ("Nedsatta minimum: ", "Reduced minimums: "),
    # Options
    "total": ("Total att fördela", "Total to allocate"),
    "unit": ("Avrundas till hela", "Rounded to whole"),
    "rounding": ("Avrundning", "Rounding"),
    "rounding_scope": ("Avrundas", "Rounded"),
    "ties": ("Vid lika rester", "In ties"),
    "tied": ("Lika vid snittet", "Equal at the cut"),
    "at_stake": ("Enheter som de delade på", "Units at stake"),
    "unallocated": ("Ofördelat", "Unallocated"),
    "policy": ("Gränser", "Bounds"),
    "key": ("Nyckel", "Key"),
    "receipt": ("Kvitto", "Receipt"),
    "sum": ("Summa", "Sum"),
    "persons": ("antal", "count"),
    "kr": ("kr", "kr"),
    "yes": ("ja", "yes"),
    "no": ("nej", "no"),
    # Derivation
    "pick": ("Välj mottagare:", "Choose a recipient:"),
    "pick_help": ("Välj i listan", "Choose from the list"),
    "pick_error": ("Välj en mottagare ur listan.", "Choose a recipient from the list."),
    "step": ("Steg", "Step"),
    "value": ("Värde", "Value"),
    "explained": ("Förklaring", "Explanation"),
    "row": ("Rad i tabellerna", "Row in the tables"),
    "own_fact": ("Mottagarens vikt: {name}", "The recipient's weight: {name}"),
    "all_fact": ("Summa av alla: {name}", "Sum of all: {name}"),
    "fact_share": ("Andel av vikten: {name}", "Share of the weight: {name}"),
    "component_share": ("Komponentens andel av totalen: {name}", "The component's share: {name}"),
    "component_part": ("Komponentens del av totalen: {name}", "The component's part: {name}"),
    "component_own": ("Mottagarens del av den: {name}", "The recipient's part of it: {name}"),
    "exact": ("Exakt andel", "Exact entitlement"),
    "exact_note": (
        "räknat exakt när arbetsboken skrevs, visas med sex decimaler",
        "computed exactly when the workbook was written, shown to six decimals",
    ),
    "whole_note": ("exakta andelen i enheter, nedåt", "the entitlement in units, down"),
    "held_note": ("minst minimum, högst maximum", "at least the minimum, at most the maximum"),
    "rest_note": (
        "del av en enhet; exakt i bladet Beräkning",
        "part of a unit; exact on the sheet Computation",
    ),
    "rank": ("Restens plats i storleksordning", "Rank of the remainder"),
    "rank_note": ("1 är störst; lika har samma plats", "1 is the largest; equals share a rank"),
    "left_note": (
        "totalen minus alla hela enheter: de största resterna får en var",
        "the total less all whole units: the largest remainders get one each",
    ),
    "cut_rest": ("Minsta rest som får en enhet till", "Smallest remainder that gets a unit"),
    "tie_step": ("Lika vid snittet", "Equal at the cut"),
    "tie_note": (
        "så många har just den resten",
        "so many have just that remainder",
    ),
    "stake_note": (
        "så många enheter finns det för dem; ordningen: {rule}",
        "units there are for them; the order: {rule}",
    ),
    "more_note": (
        "1 om mottagaren får en enhet utöver de hela",
        "1 if the recipient gets one more",
    ),
    "units_note": ("hela enheter och den till", "whole units and the one more"),
    "amount_note": (
        "enheter × enhet, med totalens tecken",
        "units × unit, with the sign of the total",
    ),
    "stored": ("Beslutat belopp", "Stored amount"),
    "stored_note": (
        "det belopp som beräkningen gav, från bladet Belopp",
        "the amount of the computation, from the sheet Amounts",
    ),
    "level_note": (
        "exakta andelen är nivån × andelen av vikten, inom gränserna",
        "the entitlement is level × share of weight, within bounds",
    ),
    "divided": ("Vikt genom divisor", "Weight over divisor"),
    "agreement": ("Stämmer beloppen?", "Do the amounts agree?"),
    # Verdicts
    "good": (
        "STÄMMER: alla {n} belopp har räknats om med formler ur underlag och nyckel, "
        "är lika med de lagrade och summerar till det som ska fördelas.",
        "AGREES: all {n} amounts were recomputed by formulas from facts and key, "
        "equal the stored ones and sum to what is to be allocated.",
    ),
    "bad": ("STÄMMER INTE: ", "DOES NOT AGREE: "),
    "bad_some": (
        " belopp avviker från omräkningen, eller summan gör det.",
        " amounts differ from those recomputed, or their sum does.",
    ),
    "bad_unknown": (
        "omräkningen går inte att göra med dessa uppgifter.",
        "these facts cannot be recomputed.",
    ),
    "changed": (
        "indata är ändrade: räkna om i statsbidrag. ",
        "the inputs are changed: compute again in statsbidrag. ",
    ),
    "changed_some": (
        " av de lagrade beloppen är andra med dessa indata.",
        " of the stored amounts are others by these inputs.",
    ),
    "changed_given": (
        "De omräknade beloppen gäller då inte.",
        "The recomputed amounts do not hold then.",
    ),
    "unsure": ("RÄKNAS INTE OM HÄR: {why} ", "NOT RECOMPUTED HERE: {why} "),
    "sums_good": ("Beloppens summa stämmer.", "The amounts sum to the total."),
    "sums_bad": ("Beloppens summa stämmer INTE.", "The amounts do NOT sum to the total."),
    "sums_text": ("Beloppen är text och summeras inte.", "Amounts are text and are not summed."),
    "too_large": (
        "talen har fler siffror än ett kalkylblad räknar med.",
        "the numbers have more digits than a spreadsheet keeps.",
    ),
    "too_long": (
        "nyckelns gemensamma nämnare är för lång.",
        "the common denominator of the key is too long.",
    ),
    "not_whole": (
        "totalen är inte ett helt antal enheter.",
        "the total is not a whole number of units.",
    ),
    "no_money": ("det finns ingenting att fördela.", "there is nothing to allocate."),
    "no_divisor": (
        "metoden går inte att räkna exakt i celler för dessa tal.",
        "the method cannot be computed exactly in cells for these numbers.",
    ),
    "check_here": (
        "Ändras en vikt, en gräns eller totalen (gula celler) räknas de omräknade beloppen om, "
        "men inte de lagrade.",
        "If a weight, a bound or the total (yellow cells) is changed, the recomputed amounts follow, "
        "but not the stored ones.",
    ),
    "check_here_given": (
        "{what}. Ändra inte totalen, vikterna, gränserna eller delarna (gula celler): "
        "de omräknade beloppen gäller då inte. Ett lagrat belopp får ändras, som prov på kontrollen, "
        "och mottagaren i Härledning väljas.",
        "{what}. Do not change the total, weights, bounds or parts (yellow cells): "
        "the recomputed amounts do not hold then. A stored amount may be changed, to try the check, "
        "and the recipient on the sheet Derivation be chosen.",
    ),
    "is_given_level": (
        "Nivån inom gränserna är given och räknas inte om",
        "The level within bounds is given and not recomputed",
    ),
    "is_given_divisor": (
        "Divisorn är given och räknas inte om",
        "The divisor is given and not recomputed",
    ),
    "is_given_minimum": (
        "Nedsättningen av minimum är given och räknas inte om",
        "The reduction of the minimums is given and not recomputed",
    ),
    "given_level": (
        "Nivån är given och räknas inte om: med en annan total, vikt eller gräns vore den en annan.",
        "The level is given and not recomputed: by another total, weight or bound it would be another.",
    ),
    "given_divisor": (
        "Divisorn är given och räknas inte om: med en annan total, vikt eller gräns vore den en annan.",
        "The divisor is given and not recomputed: by another total, weight or bound it would be another.",
    ),
    "inputs": (
        "Gula celler kan ändras. Tal med fler än 15 siffror är text.",
        "Yellow cells may be changed. Numbers of more than 15 digits are text.",
    ),
    "inputs_given": (
        "Gula celler är de indata som beloppen räknades ur. För andra indata: räkna om i statsbidrag, "
        "för här räknas inte allt om. Tal med fler än 15 siffror är text.",
        "Yellow cells are the inputs that the amounts were computed from. For other inputs compute again in "
        "statsbidrag: not everything is recomputed here. Numbers of more than 15 digits are text.",
    ),
    "only_shown": (
        "Vita uppgifter visas bara: det är vikterna som räknas.",
        "White facts are only shown: the weights are what counts.",
    ),
    "work_note": (
        "Exakta andelen är N/B enheter med hela tal N och B. "
        "Kvoten uppskattas, resten N − kvot·B räknas exakt i grupper om sex siffror "
        "och rättar kvoten.",
        "The entitlement is N/B units in whole numbers. "
        "The quotient is estimated; the remainder N − quotient·B is exact, by six digits, "
        "and mends it.",
    ),
    # Words of the certificate
    "largest_remainder": ("största resten", "largest remainder"),
    "down": ("nedåt", "down"),
    "up": ("uppåt", "up"),
    "half_up": ("närmaste, en halv uppåt", "nearest, half up"),
    "half_down": ("närmaste, en halv nedåt", "nearest, half down"),
    "half_even": ("närmaste, en halv till jämnt", "nearest, half to even"),
    "webster": ("uddatalsmetoden (Webster)", "Webster"),
    "dhondt": ("heltalsmetoden (d'Hondt)", "d'Hondt"),
    "adams": ("Adams metod", "Adams"),
    "dean": ("Deans metod", "Dean"),
    "huntington_hill": ("Huntington–Hills metod", "Huntington–Hill"),
    "combined": ("alla komponenter tillsammans", "all components together"),
    "scope_component": ("varje komponent för sig", "each component by itself"),
    "by_id": ("i bokstavsordning efter id", "by id"),
    "by_weight": ("störst exakt andel först, sedan id", "larger entitlement first, then id"),
    "by_list": ("enligt en given ordning", "by a given order"),
    "refuse": ("får inte förekomma", "refused"),
    "water_level": (
        "gemensam nivå inom minimum och maximum",
        "one level within minimum and maximum",
    ),
    "base_then_share": ("minimum som grundbelopp, sedan andel", "minimum as a base, then a share"),
    "top_up_original_quota": ("andelen, höjd till minimum", "the share, raised to the minimum"),
}


class Words:
    """The texts in a language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._place = 0 if language == "sv" else 1

    def __call__(self, name: str, /, **values: object) -> str:
        """A text, with values filled in."""
        text = _TEXTS[name][self._place]
        return text.format(**values) if values else text
