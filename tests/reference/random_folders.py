"""Draw random folders of source files: tables, BODS and FollowTheMoney that name the same parties and disagree about who holds what.

A holding is drawn once and written in the words of its file's format, so that a law can leave out, add or shuffle holdings and write the
files anew.  What a format cannot say is not drawn for it: a table has no records, BODS and FollowTheMoney name their versions by one.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.dates import last_day
from ontology.terms import Base

COMPANIES: Final = ("ash", "birch", "cedar", "elm", "fir")
PERSONS: Final = ("anna", "boris")
PARTIES: Final = COMPANIES + PERSONS
LOADED: Final = ("2024-06-01", "2024-06-05", "2024-06-09", "2024-06-13", "2024-06-17", "2024-06-21", "2024-06-25")
"""The days on which the files of a folder are loaded, one after the other."""

_STATED: Final = ("2018", "2019-03", "2020-02-05", "2021-06-01", "2022-09-30", "2023-01-31")
_STARTS: Final = (None, None, "2015", "2018-06", "2019-03-01", "2021-06-01")
_ENDS: Final = (None, None, None, None, "2021", "2023-03-01")
SHARES: Final = (None, "100", "80", "60", "51", "50", "40", "30", "1/3", "(25..50]", "(50..75]", "[75..100]")
_TABLE_INTERESTS: Final = (*["shareholding"] * 8, *["votingRights"] * 4, "appointmentOfBoard", "boardMember", "nominee", "nominator")
_STATUSES: Final = (*["in-effect"] * 8, "agreed", "alleged", "former", "denied", "planned")
_SCHEMA: Final = {"shareholding": "Ownership", "otherInfluenceOrControl": "Control", "boardMember": "Directorship"}
_FTM_ENDS: Final = {"Ownership": ("owner", "asset"), "Control": ("controller", "controlled"), "Directorship": ("director", "organization")}


@dataclass(frozen=True)
class Holding:
    """What one row, or one version of a record, says.  ``stated`` None: the day of its file.  ``closes``: it closes its record."""

    holder: str
    subject: str
    interest: str = "shareholding"
    share: str | None = None
    status: str = "in-effect"
    start: str | None = None
    end: str | None = None
    stated: str | None = None
    record: str | None = None
    closes: bool = False


@dataclass(frozen=True)
class SourceFile:
    """A file of one source.  ``kind``: table, bods, ftm or delta (of FollowTheMoney).

    ``day``: the one in its name; None = that of its first load, ``loaded``.
    """

    source: str
    kind: str
    holdings: tuple[Holding, ...]
    day: str | None
    loaded: str

    @property
    def own_day(self) -> datetime.date:
        return last_day(self.day or self.loaded)

    def is_stated_by(self, holding: Holding, day: datetime.date) -> bool:
        return (last_day(holding.stated) if holding.stated else self.own_day) <= day

    @property
    def is_empty(self) -> bool:
        """Whether it describes nobody and states nothing: BODS and FollowTheMoney describe every party whatever they state."""
        return not self.holdings and self.kind in ("table", "delta")

    def keep(self, keep: Callable[[Holding], bool]) -> SourceFile:
        return replace(self, holdings=tuple(h for h in self.holdings if keep(h)))


def draw_folder(rng: random.Random) -> list[SourceFile]:
    """Draw two to four files in the order of loading; of one source several where the later ones add to it."""
    files: list[SourceFile] = []
    for number in range(rng.randrange(2, 4)):
        kind = rng.choice(("table", "table", "bods", "ftm"))
        day = rng.choice((None, "2019-12-31", "2022-01-15"))
        files.append(SourceFile(f"{kind}{number}", kind, tuple(_draw_holdings(rng, kind)), day, LOADED[len(files)]))
        if kind == "ftm" and rng.random() < 0.6:
            changes = tuple(_draw_changes(rng, files[-1].holdings))
            files.append(SourceFile(f"{kind}{number}", "delta", changes, rng.choice(("2023-05-05", None)), LOADED[len(files)]))
    return files


def _draw_holdings(rng: random.Random, kind: str) -> Iterable[Holding]:
    for number in range(rng.randrange(2, 6)):
        subject = rng.choice(COMPANIES)
        holder = rng.choice([party for party in PARTIES if party != subject])
        first = Holding(
            holder,
            subject,
            rng.choice(_TABLE_INTERESTS if kind != "ftm" else tuple(_SCHEMA)),
            rng.choice(SHARES),
            rng.choice(_STATUSES) if kind != "bods" else "in-effect",
            rng.choice(_STARTS),
            None,
            rng.choice((None, *_STATED)),
            f"r{number}" if kind != "table" else None,
        )
        yield from _draw_versions(rng, first, 1 if kind == "table" else rng.randrange(1, 4), closes=kind == "bods")


def _draw_changes(rng: random.Random, holdings: Sequence[Holding]) -> Iterable[Holding]:
    """Draw what a delta says of records that are there: another version, or that the record is no more."""
    for record in sorted({h.record for h in holdings if h.record}):
        if rng.random() < 0.5:
            holding = next(h for h in holdings if h.record == record)
            yield replace(holding, stated="2023-08-01", share=rng.choice(SHARES), closes=rng.random() < 0.3)


def _draw_versions(rng: random.Random, first: Holding, count: int, *, closes: bool) -> Iterable[Holding]:
    """Draw versions of a record of different days, since of one day the order of the file decides."""
    days = sorted(rng.sample(_STATED, count)) if count > 1 else [first.stated]
    for place, day in enumerate(days):
        changes = {"share": rng.choice(SHARES)} if rng.random() < 0.6 else {"start": rng.choice(_STARTS)}
        version = replace(first, **changes) if place else first
        is_closing = closes and place > 0 and place == count - 1 and rng.random() < 0.4
        end = rng.choice(_ENDS)
        is_backwards = end is not None and version.start is not None and end < version.start
        yield replace(version, stated=day, end=None if is_backwards else end, closes=is_closing)


def write_file(file: SourceFile, folder: Path, rng: random.Random | None = None) -> Path:
    """Write a file; ``rng``: its records in an order of their own."""
    write = {"table": _write_table, "bods": _write_bods, "ftm": _write_ftm, "delta": _write_delta}[file.kind]
    lines = write(file)
    head = lines[:1] if file.kind == "table" else []
    records = lines[len(head) :]
    if rng is not None:
        rng.shuffle(records)
    name = f"{file.source}-{file.kind}" + (f"-{file.day}" if file.day else "")
    path = folder / f"{name}.{'csv' if file.kind == 'table' else 'jsonl'}"
    path.write_text("".join(line + "\n" for line in [*head, *records]), encoding="utf-8")
    return path


def load_folder(folder: Path, files: Sequence[SourceFile], rng: random.Random | None = None) -> Generation | None:
    """Load the files one after the other, as the command does; None where there is none."""
    folder.mkdir()
    generation = None
    for number, file in enumerate(files):
        place = folder / str(number)
        place.mkdir()
        context = LoadContext(Base(), write_file(file, place, rng), file.source)
        with DataFolder(folder / "data").writer() as writer:
            generation = writer.publish(load_file(context), created=f"{file.loaded}T00:00:00Z") or generation
    return generation


def make_lei(company: str) -> str:
    return f"529900T8BM49AURSD{COMPANIES.index(company):03d}"


def _make_item(person: str) -> str:
    return f"Q{990_000 + PERSONS.index(person)}"


def make_id(party: str) -> str:
    """The identifier by which every file knows the party."""
    return f"lei:{make_lei(party)}" if party in COMPANIES else f"wikidata:{_make_item(party)}"


def _write_table(file: SourceFile) -> list[str]:
    def write_row(*cells: str) -> str:
        text = io.StringIO()
        csv.writer(text, lineterminator="").writerow(cells)
        return text.getvalue()

    def kind(party: str) -> str:
        return "company" if party in COMPANIES else "person"

    columns = "holder,subject,interest,share,status,valid_from,valid_until,stated_at,holder_id,subject_id,holder_kind,subject_kind"
    return [
        columns,
        *(
            write_row(
                *(h.holder, h.subject, h.interest, h.share or "", h.status, h.start or "", h.end or "", h.stated or ""),
                *(make_id(h.holder), make_id(h.subject), kind(h.holder), kind(h.subject)),
            )
            for h in file.holdings
        ),
    ]


def _write_bods(file: SourceFile) -> list[str]:
    lines = [json.dumps(_describe_bods_party(file, party)) for party in PARTIES]
    for h in file.holdings:
        interest = {
            "type": h.interest,
            "directOrIndirect": "direct",
            "startDate": h.start,
            "endDate": h.end,
            "share": _describe_share(h.share),
        }
        statement = {
            "statementId": "-".join((file.source, h.record or "", h.stated or "undated")),
            "declarationSubject": f"{file.source}-{h.subject}",
            "statementDate": h.stated,
            "recordId": f"{file.source}-{h.record}",
            "recordType": "relationship",
            "recordStatus": "closed" if h.closes else "updated",
            "recordDetails": {
                "isComponent": False,
                "subject": f"{file.source}-{h.subject}",
                "interestedParty": f"{file.source}-{h.holder}",
                "interests": [{name: value for name, value in interest.items() if value is not None}],
            },
        }
        lines.append(json.dumps({name: value for name, value in statement.items() if value is not None}))
    return lines


def _describe_bods_party(file: SourceFile, party: str) -> dict[str, object]:
    details: dict[str, object]
    if party in COMPANIES:
        identifiers = [{"scheme": "XI-LEI", "id": make_lei(party)}]
        details = {"isComponent": False, "entityType": {"type": "registeredEntity"}, "name": party, "identifiers": identifiers}
    else:
        identifiers = [{"scheme": "XI-WIKIDATA", "id": _make_item(party)}]
        names = [{"type": "legal", "fullName": party}]
        details = {"isComponent": False, "personType": "knownPerson", "names": names, "identifiers": identifiers}
    return {
        "statementId": f"{file.source}-{party}",
        "statementDate": "2010-01-01",
        "recordId": f"{file.source}-{party}",
        "recordType": "entity" if party in COMPANIES else "person",
        "recordStatus": "new",
        "recordDetails": details,
    }


def _describe_share(share: str | None) -> dict[str, float] | None:
    if share is None:
        return None
    if share == "1/3":
        return {"exact": 33.333333333}
    if ".." not in share:
        return {"exact": float(share)}
    low, high = share[1:-1].split("..")
    return {"exclusiveMinimum" if share[0] == "(" else "minimum": float(low), "maximum": float(high)}


def _make_ftm_party(party: str) -> dict[str, object]:
    own = {"leiCode": [make_lei(party)]} if party in COMPANIES else {"wikidataId": [_make_item(party)]}
    schema = "Company" if party in COMPANIES else "Person"
    return {"id": party, "schema": schema, "properties": {"name": [party], "modifiedAt": ["2010-01-01"], **own}}


def _make_ftm_link(h: Holding) -> dict[str, object]:
    schema = _SCHEMA[h.interest]
    start, end = _FTM_ENDS[schema]
    properties = {
        start: h.holder,
        end: h.subject,
        "percentage": (h.share or "").strip("([])").replace("..", "-") if schema == "Ownership" else "",
        "status": "" if h.status == "in-effect" else h.status,
        "startDate": h.start,
        "endDate": h.end,
        "modifiedAt": h.stated,
    }
    return {"id": h.record, "schema": schema, "properties": {name: [value] for name, value in properties.items() if value}}


def _write_ftm(file: SourceFile) -> list[str]:
    return [json.dumps(entity) for entity in (*map(_make_ftm_party, PARTIES), *map(_make_ftm_link, file.holdings))]


def _write_delta(file: SourceFile) -> list[str]:
    return [json.dumps({"op": "DEL" if h.closes else "MOD", "entity": _make_ftm_link(h)}) for h in file.holdings]
