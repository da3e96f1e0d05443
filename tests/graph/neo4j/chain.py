"""An invented chain of the same shape as the demo: a government supervises a group that owns a trader that agreed to buy a maker."""

from __future__ import annotations

from ontology.shares import Share
from ontology.statements import EntityStatement, Evidence, Interest, InterestStatement, Kind, Name, Source, Statement, Status

BASE = "https://example.org/"
STATE, GROUP, TRADER, MAKER = (f"{BASE}{name}" for name in ("state", "group", "trader", "maker"))
ARTICLE = f"{BASE}article"

SOURCE = Source(id=ARTICLE, title="A carmaker finds a partner", type="article", publisher="The Daily Ledger", date="2018-12-12")


def entity(iri: str, name: str, kind: Kind = Kind.COMPANY, stated_at: str = "2018-12-12", **more: object) -> EntityStatement:
    return EntityStatement(
        id=f"{iri}#is-{stated_at}", source=ARTICLE, entity=iri, kind=kind, names=(Name(text=name),), stated_at=stated_at, **more
    )


def holds(key: str, holder: str | None, subject: str, share: str | None = None, **more: object) -> InterestStatement:
    more.setdefault("stated_at", "2018-12-12")
    return InterestStatement(
        id=f"{BASE}{key}", source=ARTICLE, holder=holder, subject=subject, share=Share.parse(share) if share else None, **more
    )


def chain() -> list[Statement]:
    """Four parties, three links; the last link is only agreed."""
    return [
        entity(STATE, "Government of Northland", Kind.STATE),
        entity(GROUP, "Borealis Group"),
        entity(TRADER, "Borealis Trading"),
        entity(MAKER, "Steppe Motors"),
        holds("supervises", STATE, GROUP, interest=Interest.CONTROL_BY_LEGAL_FRAMEWORK, details="supervises"),
        holds("owns", GROUP, TRADER, "100", valid_from="1998"),
        holds(
            "buys",
            TRADER,
            MAKER,
            "51",
            status=Status.AGREED,
            evidence=(Evidence(source=ARTICLE, quote="will take 51 percent", start=10, end=30),),
        ),
    ]
