"""Small sheets that several tests of queries ask about, and how they ask."""

from __future__ import annotations

from pathlib import Path

from graph.answers.controllers import ControllersAnswer
from graph.generation.generation import Generation
from graph.queries import controllers
from ontology.statements import EntityStatement, Kind
from tests.scenarios import Sheet, ask, publish


def number(generation: Generation, sheet: Sheet, name: str) -> int:
    party = generation.party_number(sheet.id(name))
    assert party is not None
    return party


def who(folder: Path, sheet: Sheet, subject: str = "y", **options: object) -> ControllersAnswer:
    generation = publish(folder, sheet)
    return controllers(ask(generation, **options), number(generation, sheet, subject))


def names(answer: ControllersAnswer) -> list[str]:
    return [c.party.name for c in answer.controllers]


def siblings() -> Sheet:
    """Two sisters hold 30 and 25 of y, an outsider 45."""
    sheet = Sheet()
    for name, share in (("ann", "30"), ("bea", "25"), ("out", "45")):
        sheet.party(name, Kind.PERSON)
        sheet.holds(name, "y", share)
    return sheet


def ladder() -> Sheet:
    """A person with 60 % of a company with 30 % of y: 18 % of the money, no control; a second person holds 26 % directly."""
    sheet = Sheet()
    for person in ("ann", "bea"):
        sheet.party(person, Kind.PERSON)
    sheet.holds("ann", "m", "60")
    sheet.holds("m", "y", "30")
    sheet.holds("bea", "y", "26")
    return sheet


def entity_of(sheet: Sheet, name: str, kind: Kind) -> EntityStatement:
    sheet.party(name, kind)
    statement = sheet.rows.pop()
    assert isinstance(statement, EntityStatement)
    return statement
