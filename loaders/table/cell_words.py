"""What tables write in their cells: words for totals, footnotes, states, interests and kinds of parties, and the codes of Orbis.

Owns the words; a guess that is made of them is told to a person (propose.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from loaders.table.column_names import split_words

TOTALS: Final = frozenset(
    (
        "total", "totals", "grand total", "sub total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt", "total général",
        "somme", "suma", "totale", "razem", "celkem", "spolu", "итого", "всего", "всього", "разом", "i alt", "summa", "totalt", "totaal",
        "kokku", "yhteensä", "kopā",
    )
)  # fmt: skip
"""What a line of totals has in the place of a name."""
_SUBTOTAL: Final = re.compile(
    r"(?:sub[ -]?total|grand total|zwischensumme|sous[ -]total|subtotale|итого|всего|разом|mezisoučet|suma częściowa)\b"
)
_FOOTNOTE: Final = re.compile(
    r"[*†‡¹²³⁴⁵⁶⁷⁸⁹]|\(?[0-9]{1,2}\)|\[[0-9]{1,2}\]|\([a-z]\)\s"
    r"|(?:sources?|notes?|remarks?|quellen?|anmerkung(?:en)?|fuentes?|notas?|remarques?|fonte|источник|примечани[ея]|zdroj)\s*:",
    re.IGNORECASE,
)

SHARE_CODES: Final = {
    "WO": ">=98", "MO": ">50", "CQP1": ">50", "JO": "50", "NG": "<=0.01", "T": "100",
}  # fmt: skip
"""Codes that Orbis writes for a share: wholly, majority and jointly owned, half and one share, negligible, sole trader."""
SHARE_WITHOUT_SIZE: Final = frozenset(("GP", "BR", "DM", "VE", "FC", "REG", "ADR", "UBO"))
"""Codes that Orbis writes where it gives no size: general partner, branch, director or manager, vessel, foreign company."""

INTEREST_WORDS: Final = (
    ("votingRights", ("voting", "votes", "stimmrecht", "droits de vote", "голос")),
    ("appointmentOfBoard", ("appoint", "board appointment")),
    ("trustee", ("trustee",)),
    ("settlor", ("settlor",)),
    ("protector", ("protector",)),
    ("nominee", ("nominee",)),
    ("boardMember", ("director", "board member", "geschäftsführer")),
    (
        "shareholding",
        ("share", "own", "equity", "stake", "holding", "aktion", "gesellschafter", "actionnaire", "участник", "акционер", "учредитель"),
    ),
    ("otherInfluenceOrControl", ("influence", "control", "parent", "subsidiary")),
)
"""Code of an interest and words that name it, the narrower before the wider."""

ORBIS_KINDS: Final = {
    **dict.fromkeys("ABCFPV", "company"), "I": "person", "S": "state-body", "J": "arrangement",
    **dict.fromkeys("DELMYZQWH", "unknown"),
}  # fmt: skip
"""Letters that Orbis writes for the type of a shareholder: A insurance company, B bank, C corporate, F financial company, P private equity,
V venture capital; I individuals, S public authority, J foundation; the others are groups that are not named, funds, branches, vessels."""

STATUS_WORDS: Final = {
    **dict.fromkeys(
        (
            "active", "current", "in force", "in effect", "valid", "live", "ongoing", "aktiv", "aktuell", "gültig", "bestehend", "actif",
            "en vigueur",
            "activo", "vigente", "attivo", "действующий", "действует", "чинний", "aktywny", "aktivní",
        ),
        "in-effect",
    ),
    **dict.fromkeys(
        (
            "ceased", "former", "ended", "sold", "historic", "historical", "expired", "past", "terminated", "exited",
            "disposed", "ehemalig", "beendet", "verkauft", "ancien", "cessé", "vendu", "anterior", "cessato",
            "прекращен", "бывший", "колишній", "były", "bývalý",
        ),
        "former",
    ),
    **dict.fromkeys(("planned", "proposed", "intended", "geplant", "prévu", "previsto", "планируется"), "planned"),
    **dict.fromkeys(("agreed", "signed", "pending", "pending completion", "vereinbart", "unterzeichnet", "signé", "firmado"), "agreed"),
    "alleged": "alleged", "denied": "denied",
}  # fmt: skip
"""Words of a column of states, and the status of a holding that each means."""

GOING_ON: Final = frozenset(
    (
        "present", "to present", "to date", "till date", "till now", "until now", "now", "today", "current", "currently", "ongoing",
        "continuing", "open", "in force", "still held", "heute", "bis heute", "laufend", "aktuell", "en cours", "à ce jour", "actualidad",
        "vigente", "in corso", "atual", "nu", "nå", "по настоящее время", "н.в.", "настоящее время", "по сей день", "донині", "obecnie",
        "dosud", "trvá",
    )
)  # fmt: skip
"""What tables write for the end of what has not ended."""
OWN_SHARES: Final = frozenset(
    (
        "treasury", "treasury shares", "treasury stock", "own shares", "eigene anteile", "eigene aktien", "actions propres",
        "actions auto détenues", "autocartera", "acciones propias", "azioni proprie", "ações em tesouraria", "собственные акции",
        "казначейские акции", "власні акції", "akcje własne", "udziały własne", "vlastní akcie", "vlastné akcie", "egna aktier",
        "egne aktier", "egne aksjer", "eigen aandelen", "omat osakkeet",
    )
)  # fmt: skip
"""What stands in the place of a holder where a company holds its own shares."""

KIND_WORDS: Final = (
    ("state-body", ("ministry", "municipality", "public body", "government agency", "authority")),
    ("state", ("state", "government", "country", "public authority")),
    ("arrangement", ("trust", "foundation", "arrangement", "stiftung")),
    (
        "person",
        (
            "person",
            "individual",
            "natural",
            "physical",
            "private person",
            "personne physique",
            "физ",
            "фіз",
            "fyzick",
            "osoba fizyczna",
            "family",
        ),
    ),
    (
        "company",
        ("company", "corporate", "corporation", "legal", "juridi", "personne morale", "юр", "entity", "bank", "fund", "ltd", "llc", "plc"),
    ),
)
"""Kind of a party and words that name it, the narrower before the wider."""


def find_meaning(text: str, words: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """Return what a cell means by the words that it holds; None where it holds none.

    >>> find_meaning("OWNS", INTEREST_WORDS), find_meaning("Legal person", KIND_WORDS), find_meaning("7", KIND_WORDS)
    ('shareholding', 'company', None)
    """
    plain = " ".join(split_words(text))
    if any(stem in plain for stem in ("legal person", "legal entity", "juridical")):
        words = tuple(pair for pair in words if pair[0] != "person")
    return next((meaning for meaning, stems in words if any(stem in plain for stem in stems)), None)


def is_total(cell: str, subjects: Collection[str] = ()) -> bool:
    """Whether what stands in the place of a name is of a line of totals.  ``subjects``: the companies of the table.

    >>> is_total("Sub-total Works"), is_total("Total:"), is_total("Total Works", {"Works"}), is_total("Total Works")
    (True, True, True, False)
    """
    plain = cell.strip(" :*").casefold()
    first, _, rest = plain.partition(" ")
    if plain in TOTALS or _SUBTOTAL.match(plain):
        return True
    return first in TOTALS and any(rest.removeprefix("of ").removeprefix("for ") == name.casefold() for name in subjects if name)


def is_footnote(cells: Sequence[str]) -> bool:
    """Whether the filled cells of a row are a remark below a table: one that begins with a mark, or with the word for it.

    >>> is_footnote(["* as stated"]), is_footnote(["1) indirectly"]), is_footnote(["Source: filings"]), is_footnote(["Mill AG"])
    (True, True, True, False)
    """
    return len(cells) == 1 and _FOOTNOTE.match(cells[0]) is not None
