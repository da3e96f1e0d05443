"""The invented companies of the page tests: one for each state that an answer page can be in, and an article with quotes."""

from __future__ import annotations

from pathlib import Path

from ontology.shares import Share
from ontology.statement_stream import StatementStream
from ontology.statements import EntityStatement, Evidence, Interest, InterestStatement, Kind, Name, Source, Statement, Status
from ontology.terms import Base
from tests.command import run
from tests.scenarios import Sheet, publish_streams

HOSTILE = "<script>alert('x')</script> \"& Söhne\" \u202eLLP"
LEFTWARD = 'שלום עולם בע"מ'
LONG = "Gesellschaft" * 25
ARTICLE = """Elphberg Works buys into Streslau

An agreement was signed on Monday: Zenda Trading (ZT) takes 51 percent of Streslau Motors, the <b>largest</b> car maker of Ruritania.

Since 1998 ZT is wholly owned by Elphberg Works, which the government of Ruritania directly supervises.
"""
BASE = Base()
PAPER = BASE.source("strelsau-post")


def ent(name: str) -> str:
    return f"{BASE.iri}ent/{name}"


def article() -> StatementStream:
    """The story of the demo with other names: supervision, 100 % since 1998, an agreed 51 %."""
    source = Source(
        id=PAPER, title="Elphberg Works buys into Streslau", type="article", author="Fritz Tarlenheim", date="2018-12-12", text=ARTICLE
    )
    rows: list[Statement] = [
        EntityStatement(
            id=BASE.statement(PAPER, "p", key),
            source=PAPER,
            stated_at="2018-12-12",
            entity=ent(key),
            kind=kind,
            names=tuple(Name(text=text, type="alias" if place else "legal") for place, text in enumerate(names)),
            jurisdiction=country,
        )
        for key, kind, country, names in (
            ("ruritania", Kind.STATE, "CZ", ("Government of Ruritania",)),
            ("elphberg", Kind.COMPANY, "CZ", ("Elphberg Works",)),
            ("zenda", Kind.COMPANY, "CZ", ("Zenda Trading and Shipping Corporation", "ZT")),
            ("streslau", Kind.COMPANY, "KZ", ("Streslau Motors",)),
        )
    ]
    rows += [
        _claim(
            "ruritania",
            "elphberg",
            Interest.CONTROL_BY_LEGAL_FRAMEWORK,
            None,
            ("the government of Ruritania directly supervises",),
            details="supervises",
        ),
        _claim(
            "elphberg", "zenda", Interest.SHAREHOLDING, "100", ("ZT is wholly owned by Elphberg Works", "wholly owned"), valid_from="1998"
        ),
        _claim(
            "zenda",
            "streslau",
            Interest.SHAREHOLDING,
            "51",
            ("An agreement was signed on Monday: Zenda Trading (ZT) takes 51 percent of Streslau Motors", "51 percent"),
            status=Status.AGREED,
        ),
    ]
    return StatementStream.from_statements(source, rows)


def _claim(holder: str, subject: str, interest: Interest, share: str | None, quotes: tuple[str, ...], **more: object) -> InterestStatement:
    return InterestStatement(
        id=BASE.statement(PAPER, holder, subject),
        source=PAPER,
        stated_at="2018-12-12",
        holder=ent(holder),
        subject=ent(subject),
        interest=interest,
        share=Share.parse(share) if share else None,
        evidence=tuple(Evidence(source=PAPER, quote=q, start=ARTICLE.index(q), end=ARTICLE.index(q) + len(q)) for q in quotes),
        **more,  # type: ignore[arg-type]
    )


def register() -> Sheet:
    """One company for each state of the page."""
    sheet = Sheet("register", stated="2020-01-01")
    for key, kind, label in (
        ("anna", Kind.PERSON, "Anna Meier"),
        ("bob", Kind.PERSON, "Bob Roe"),
        ("held", Kind.COMPANY, "Held Ltd"),
        ("lonely", Kind.COMPANY, "Lonely Ltd"),
        ("hostile", Kind.COMPANY, HOSTILE),
        ("long", Kind.COMPANY, LONG),
        ("nova1", Kind.COMPANY, "Nova Ltd"),
        ("nova2", Kind.COMPANY, "Nova Ltd"),
        ("wide", Kind.COMPANY, "Wide Ltd"),
        ("scattered", Kind.COMPANY, "Scattered Ltd"),
        ("ringed", Kind.COMPANY, "Ringed Ltd"),
        ("over", Kind.COMPANY, "Over Ltd"),
        ("contested", Kind.COMPANY, "Contested Ltd"),
        ("band", Kind.COMPANY, "Band Ltd"),
        ("disputed", Kind.COMPANY, "Disputed Ltd"),
        ("formula", Kind.COMPANY, "=HYPERLINK(1)"),
        ("leftward", Kind.COMPANY, LEFTWARD),
        ("leftward2", Kind.COMPANY, LEFTWARD),
    ):
        sheet.party(key, kind, label)
    sheet.holds("anna", "held", "60")
    sheet.holds("anna", "hostile", "100")
    sheet.holds("hostile", "long", "100")
    sheet.holds("formula", "nova1", "60")
    sheet.holds("bob", "leftward", "57")
    sheet.holds("bob", "leftward2", "58")
    for number in range(60):
        sheet.party(f"small{number}", label=f"Small {number} Ltd")
        sheet.holds(f"small{number}", "wide", "1")
    sheet.holds("anna", "scattered", "40")
    sheet.holds("bob", "scattered", "30")
    sheet.holds("ring1", "ring2", "60")
    sheet.holds("ring2", "ring1", "60")
    sheet.holds("ring1", "ringed", "80")
    sheet.holds("anna", "over", "60")
    sheet.holds("bob", "over", "60")
    sheet.holds("anna", "contested", "60")
    sheet.holds("bob", "contested", interest=Interest.APPOINTMENT_OF_BOARD)
    sheet.holds("anna", "band", "(25..75]")
    sheet.holds("anna", "disputed", "60")
    # Claims that do not simply hold: each has its own look.
    sheet.party("claims", label="Claims Ltd")
    sheet.holds("anna", "claims", "30", status=Status.ALLEGED)
    sheet.holds("bob", "claims", "20", status=Status.PLANNED)
    sheet.holds("held", "claims", "15", status=Status.DENIED)
    sheet.party("quay", label="Quay Ltd")
    sheet.holds("quay", "claims", "10")
    # A chain of control beside the smallest holders of the company asked about.
    for key, label in (("northwind", "Northwind Motors AG"), ("northhold", "Northwind Holding"), ("northtop", "Northwind Partners")):
        sheet.party(key, label=label)
    sheet.holds("northhold", "northwind", "92")
    sheet.holds("northtop", "northhold", "76")
    sheet.holds("bob", "northtop", "100")
    for number in range(4):
        sheet.party(f"tiny{number}", label=f"Tiny Fund {number}")
        sheet.holds(f"tiny{number}", "northwind", "0.75")
    # A company of three hundred owners.
    sheet.party("many", label="Many Hands Cooperative Ltd")
    for number in range(300):
        sheet.party(f"hand{number}", label=f"Member Number {number} of the Cooperative Ltd")
        sheet.holds(f"hand{number}", "many", "0.3")
    return sheet


def rival() -> Sheet:
    """A second source that disagrees about one holding."""
    sheet = Sheet("rival", stated="2020-01-01")
    sheet.holds("anna", "disputed", "20")
    return sheet


def build(folder: Path) -> Path:
    """The demo's example and the invented sources as a data folder."""
    assert run("--quiet", "demo", data=folder).returncode == 0
    register_, rival_ = register(), rival()
    publish_streams(folder, [article(), register_.release(), rival_.release()], with_triples=True)
    return folder


__all__ = ["ARTICLE", "HOSTILE", "LEFTWARD", "LONG", "PAPER", "build", "ent"]
