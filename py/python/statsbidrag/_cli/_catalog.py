"""``catalog``, ``template`` and ``verify``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import verify
from .._catalog import catalog, entry, facts
from .._words import KINDS
from ._answer import Answer, of_result, replacing
from ._common import add_output
from ._files import Files
from ._parser import Parser
from ._problems import Refused
from ._say import Say

# catalog


def add_catalog(parser: Parser) -> None:
    """The arguments of ``catalog``."""
    say, values = parser.say, parser.values
    parser.add_argument(
        "id",
        metavar="ID",
        nargs="?",
        help=say("vad som ska visas; utan det listas allt", "what to show; without it all is listed"),
    )
    parser.add_argument(
        "--dates",
        action="store_true",
        help=say(
            "dagarna att hålla: rekvirering, återrapportering …", "the dates to keep: requisition, report …"
        ),
    )
    parser.add_argument("--year", type=values.whole, metavar=say("ÅR", "YEAR"),
                        help=say("med --dates: bara bidragsåret", "with --dates: only the grant year"))  # fmt: skip
    add_output(parser)


def run_catalog(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Lists what ships, or tells of one of them, or the dates to keep."""
    if options.year is not None and not options.dates:
        raise Refused(["--year: " + say("hör till --dates", "goes with --dates")])
    if options.dates:
        return _dates(options, say)
    ships = catalog()
    kinds = {"scheme": ships.schemes, "rule": ships.rules, "report": ships.reports, "rulebook": ships.rulebooks,
             "facts": ships.facts}  # fmt: skip
    if options.id is None:
        return _list(kinds, say)
    found = [kind for kind, ids in kinds.items() if options.id in ids]
    if not found:
        missing = say("finns inte; se statsbidrag catalog", "is not there; see statsbidrag catalog")
        raise Refused([f"{options.id}: {missing}"])
    if found == ["facts"]:
        return _facts(options.id, say)
    documents = {kind: entry(kind, options.id) for kind in found}
    texts = {kind: _told(kind, document, say) for kind, document in documents.items()}
    columns = {"kind": found, "id": [options.id] * len(found)}
    return Answer({"result": columns}, texts=texts, values=documents)


def _dates(options: argparse.Namespace, say: Say) -> Answer:
    ships = catalog()
    columns = ships.dates.to_dict()
    keep = [row for row, year in enumerate(columns["year"]) if options.year in (None, year)]
    about = options.id
    if about is not None:
        if about not in ships.rulebooks:
            raise Refused(
                [
                    f"{about}: "
                    + say("ingen regelbok; se statsbidrag catalog", "no rulebook; see statsbidrag catalog")
                ]
            )
        keep = [row for row in keep if columns["rulebook"][row] == about]
    dates = {name: [cells[row] for row in keep] for name, cells in columns.items()}
    return Answer({"dates": dates}, title=say("Dagar att hålla", "Dates to keep"))


def _list(kinds: Mapping[str, list[str]], say: Say) -> Answer:
    rows = [(kind, id, _name(kind, id, say)) for kind, ids in kinds.items() for id in ids]
    words = {
        "scheme": say("bidrag", "grant"), "rule": say("regel", "rule"), "report": say("rapport", "report"),
        "rulebook": say("regelbok", "rulebook"), "facts": say("uppgifter", "facts"),
    }  # fmt: skip
    columns = {
        "kind": [words[kind] for kind, _, _ in rows],
        "id": [id for _, id, _ in rows],
        "name": [name for _, _, name in rows],
    }
    return Answer({"result": columns}, title=say("Det som följer med", "What ships"))


def _name(kind: str, id: str, say: Say) -> str:
    """What something is called; of facts their first sentence, which says what they are."""
    if kind == "facts":
        about = say.of(facts(id).about["about"])
        if facts(id).about["kind"] == "demonstration":
            return about.split(". ")[0] + ". " + about.split(". ")[1] + "."
        return about.split(": ")[0].split(". ")[0].rstrip(".") + "."
    return say.of(entry(kind, id)["name"])


def _facts(id: str, say: Say) -> Answer:
    found = facts(id)
    about = found.about
    source = about["source"]
    published = f" ({source['published']})" if source.get("published") else ""
    return of_result(
        found,
        say,
        title=id,
        notes=[
            say.of(about["about"]),
            say("Källa: ", "Source: ") + f"{source['publisher']}: {source['title']}{published}",
        ],
    )


def _told(kind: str, document: Mapping[str, Any], say: Say) -> str:
    """What there is to know of a grant, rule, report or rulebook."""
    lines = [say.of(document["name"])]
    if document.get("example"):
        lines.append(
            say("Ett exempel: visar hur något uttrycks.", "An example: it shows how something is expressed.")
        )
    if kind == "rule":
        lines.append(f"{document['numerator']} / {document['denominator']}")
        for side, word in (("at_most", say("högst", "at most")), ("at_least", say("minst", "at least"))):
            for value in document.get(side, []):
                until = f" – {value['to']}" if value.get("to") else ""
                since = f" ({value['from']}{until})" if value.get("from") else ""
                lines.append(f"{word} {value['value']}{since}")
    if sets := document.get("recipient_sets"):
        lines.append(say("Mängder mottagare: ", "Recipient sets: ") + ", ".join(sets))
    for name, wording in (document.get("parameters") or {}).items():
        lines.append(f"--parameter {name}: {say.of(wording)}")
    lines += [f"– {say.of(remark)}" for remark in document.get("remarks") or []]
    sources = document.get("sources") or []
    for source in sources.values() if isinstance(sources, Mapping) else sources:
        published = f" ({source['published']})" if source.get("published") else ""
        lines.append(say("Källa: ", "Source: ") + f"{source['publisher']}: {source['title']}{published}")
    return "\n".join(lines)


# template


def add_template(parser: Parser) -> None:
    """The arguments of ``template``."""
    say, values = parser.say, parser.values
    told = ", ".join(f"{kind.name} ({kind.title(say.language)})" for kind in KINDS.values())
    parser.add_argument("kind", choices=tuple(KINDS), metavar=say("SLAG", "KIND"), help=told)
    parser.add_argument(
        "file",
        metavar=say("FIL.xlsx", "FILE.xlsx"),
        type=Path,
        help=say("arbetsboken som skrivs", "the workbook that is written"),
    )
    parser.add_argument("--template-rows", type=values.whole, default=500, metavar=say("ANTAL", "NUMBER"),
                        help=say("hur många rader som får listor och kontroller; annars 500",
                                 "how many rows have lists and checks; 500 unless said"))  # fmt: skip
    parser.set_defaults(out=[], format="table", table=None, rows=None, csv_excel=False)


def run_template(options: argparse.Namespace, files: Files, say: Say) -> Answer:
    """Writes a workbook to fill in."""
    from .._excel import template

    if options.file.suffix.lower() != ".xlsx":
        raise Refused([f"{options.file}: " + say("namnet ska sluta på .xlsx", "the name must end in .xlsx")])
    with replacing(options.file, say) as own:
        template(options.kind, own, language=say.language, rows=options.template_rows)
    return Answer({}, texts={"": say(f"Skrev {options.file}", f"Wrote {options.file}")})


# verify


def add_verify(parser: Parser) -> None:
    """The arguments of ``verify``."""
    say = parser.say
    parser.add_argument(
        "file",
        metavar=say("INTYG", "CERTIFICATE"),
        help=say("intyget som JSON, - för standard input", "the certificate as JSON, - for standard input"),
    )
    parser.add_argument("--all", action="store_true", help=say("visar alla belopp", "shows every amount"))  # fmt: skip


def run_verify(options: argparse.Namespace, say: Say) -> int:
    """Checks a certificate, with Python's fractions alone."""
    return verify.main([options.file, "--language", say.language, *(["--all"] if options.all else [])])
