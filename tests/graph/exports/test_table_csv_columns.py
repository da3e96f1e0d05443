"""The rows of the generic table that come out of columns are those of single statements, whatever these may hold."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from graph.exports import table_csv
from graph.exports.current import SUPERSEDED, CurrentStatements, find_status
from graph.exports.request import ExportRequest
from graph.generation import build_tables
from graph.generation.generation import Generation
from graph.generation.party import is_stand_in
from ontology.errors import RecordError
from ontology.shares import Share, format_exactly, format_percent
from ontology.statements import Directness, Interest, InterestStatement, Kind, Source
from ontology.table import TABLE_COLUMNS
from tests.graph.exports import invented
from tests.graph.generation.test_quad_columns import SOURCES, Draw, draw_statement
from tests.scenarios import publish_releases


def write_singly(request: ExportRequest) -> tuple[list[str], Counter[str]]:
    """By the definition: statement by statement as it stands, with the parties that it names; and what is left out."""
    current, lines, written = CurrentStatements(request), [",".join(TABLE_COLUMNS)], set[int]()
    for statement in current.interests():
        reason = find_omission(current, statement)
        if reason is not None:
            request.omissions[reason] += 1
            continue
        holder, subject = (describe(current, iri) for iri in (statement.holder, statement.subject))
        days = (statement.valid_from or "", statement.valid_until or "", statement.stated_at or "")
        said = (statement.interest.value, show_share(statement.share), *days, find_status(statement).value)
        cells = (holder[0], subject[0], *said, *holder[1:], *subject[1:], statement.source, statement.quote or statement.note or "")
        lines.append(",".join(map(quote_cell, cells)))
        numbers = (current.find_number(iri) for iri in (statement.holder, statement.subject) if iri)
        written |= {number for number in numbers if number is not None}
    if ids := sum(len(request.generation.aliases(number)) for number in written):
        request.omissions[table_csv.OTHER_IDS] += ids
    return lines, request.omissions


def find_omission(current: CurrentStatements, statement: InterestStatement) -> str | None:
    holder, subject = (current.find_party(iri) if iri else None for iri in (statement.holder, statement.subject))
    if statement.direct == "indirect" or statement.components:
        return table_csv.INDIRECT
    if subject is not None and subject.kind.is_person:
        return table_csv.PERSON_HELD
    told_treasury = "treasury" in (statement.quote or statement.note or "").lower()
    is_treasury = told_treasury and statement.interest in (Interest.SHAREHOLDING, Interest.VOTING_RIGHTS)
    return table_csv.OWN_SHARES if holder is not None and holder == subject and not is_treasury else None


def describe(current: CurrentStatements, iri: str | None) -> tuple[str, str, str, str]:
    party = current.find_party(iri) if iri else None
    if party is None:
        return "?", "", "unknown", ""
    is_named = (
        party.name.strip() and party.name not in (party.id, current.generation.base.compact(party.id)) and not is_stand_in(party.name)
    )
    kind = "person" if party.kind.is_person else "unknown" if party.kind is Kind.ANONYMOUS_ENTITY else party.kind.value
    place = party.jurisdiction or ""
    return party.name if is_named else "?", party.id, kind, place if re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", place) else ""


def show_share(share: Share | None) -> str:
    if share is None or not (share.exact or share.min == share.max):
        return "" if share is None else share.interval()
    try:
        if share.text and Share.parse(share.text) == share:
            return share.text
    except RecordError:
        pass
    return format_exactly(share.min) if share.min == share.max else format_percent(share.min)


def quote_cell(text: str) -> str:
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set(',"\r\n') else text


def check(generation: Generation, source: str | None = None) -> Counter[str]:
    request, out = ExportRequest(generation, source), io.BytesIO()
    count = table_csv.write(request, out)
    lines, omissions = write_singly(ExportRequest(generation, source))
    assert out.getvalue().decode() == "".join(f"{line}\n" for line in lines)
    assert (count, request.omissions) == (len(lines) - 1, omissions)
    return omissions


def draw_generation(folder: Path, seed: int, size: int) -> Generation:
    """Two loads of sources whose lines are in an order, or in none; records have versions, in several files of a load too."""
    rng = Draw(seed)
    drawn = (draw_statement(rng, number) for number in range(size))
    # Most are accepted and direct, so that there are rows.
    plain = {"components": (), "direct": Directness.DIRECT, "assertion": None}
    kept = (msgspec.structs.replace(s, **plain) if isinstance(s, InterestStatement) and rng.random() < 0.9 else s for s in drawn)
    statements = list({s.id: s for s in kept}.values())
    half = len(statements) // 2
    releases: list[tuple[Source, list[object]]] = []
    for load in (statements[:half], statements[half:]):
        for source in SOURCES:
            of_source = msgspec.structs.replace(source, delta=source is not SOURCES[2])
            releases.append((of_source, [s for s in load if s.source == source.id]))
    return publish_releases(folder, releases)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [7, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(8, 28))])
def test_whatever_statements_may_hold(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = draw_generation(tmp_path / "data", seed, 300)
    omissions = check(generation)
    if seed == 7:
        assert set(omissions) >= {table_csv.INDIRECT, table_csv.OWN_SHARES, SUPERSEDED}
    monkeypatch.setattr(build_tables, "MOST_DAYS", -1)
    check(generation, SOURCES[1].id)


def test_an_invented_network_of_hostile_texts(tmp_path: Path) -> None:
    check(invented.publish(tmp_path / "data"))
