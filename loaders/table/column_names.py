"""What tables call their columns, and what they write in them: words of several languages, and the part of a holding that each names.

Owns the words; a guess that is made of them is told to a person (propose.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_HOLDER: Final = """
sh
stockholder stockholders
holder shareholder shareholders owner owners investor parent psc proprietor member beneficiary beneficial stakeholder founder start
aktionär aktionar gesellschafter inhaber anteilseigner eigentümer mutter actionnaire associé associe propriétaire proprietaire détenteur
detenteur bénéficiaire beneficiaire accionista socio titular propietario beneficiario azionista acionista sócio akcionář akcionar
společník spolecnik
udziałowiec wspólnik akcjonariusz beneficjent акционер участник учредитель владелец бенефициар учасник засновник власник бенефіціар
ejer eier ägare aktieägare aandeelhouder eigenaar omanik osanik omistaja osakas dalībnieks īpašnieks
"""
_SUBJECT: Final = """
subject company subsidiary issuer investee owned asset entity firm undertaking child end held organisation organization target
unternehmen gesellschaft firma tochter emittent société societe entreprise filiale empresa sociedad sociedade filial società societa impresa
společnost spolecnost podnik spółka компания общество предприятие организация эмитент дочерняя компанія підприємство selskab virksomhed
selskap bolag företag vennootschap onderneming bedrijf ettevõte äriühing yhtiö yritys uzņēmums sabiedrība
"""
_ID: Final = """
id ids number no nr num lei code identifier isin cik ico ičo edrpou єдрпоу инн огрн бин cnpj cvr orgnr kvk siren nip krs regon reg
registration
nummer numéro numero номер identifiant identificador kód kod registrikood regcode qid
"""
_KIND: Final = "type kind category typ art тип вид tipo genre forme form form категория rodzaj druh"
_PLACE: Final = "country jurisdiction land pays país pais paese страна юрисдикция країна kraj země zeme iso nation state territory"
_BORN: Final = "birth born dob birthdate geburtsdatum geboren naissance né nacimiento nascita рождения народження narození urodzenia"
_NAME: Final = (
    "name names label title latin caption bezeichnung nom nombre nome наименование название имя найменування jméno nazwa navn namn nimi"
)
_SHARE: Final = """
share shares shareholding percent percentage pct stake stakes ownership proportion prop portion interest% anteil anteile
beteiligung beteiligungsquote
quote prozent participation pourcentage part parts participación participacion porcentaje quota partecipazione participação podíl
podil udział
procent доля процент частка відсоток andel ejerandel eierandel ägarandel aandeel belang osalus osuus daļa
"""
_VOTES: Final = "vote votes voting stimmrecht stimmrechte voto votos voti голос голоса голосов голосів hlasy głosy stemmer röster stemmen"
_TOTAL: Final = "outstanding issued gesamt insgesamt total totaal totale всего усього celkem"
_COUNT: Final = "count quantity number stück stueck anzahl nombre cantidad quantità количество кількість počet liczba antal antall aantal"
_INTEREST: Final = "interest nature relationship relation role rel control kontrolle beziehung rolle lien relación rol характер связь"
_FROM: Final = (
    "from since start begin beginning acquired notified appointed von seit ab beginn depuis début desde dal с от з від od fra från van"
)
_UNTIL: Final = "until till end ended ceased resigned bis ende jusqu fin hasta al по до do til till tot"
_STATED: Final = "date datum dated fecha data дата dato stand updated asof information reported published"
_STATUS: Final = "status zustand estado statut статус stav"
_NOTE: Final = "note notes comment comments remark remarks bemerkung anmerkung commentaire remarque observación примечание poznámka uwagi"
_SOURCE: Final = "source url link quelle reference fuente источник zdroj źródło"

_COUNTER: Final = frozenset(("nr", "no", "num", "number", "lfd", "pos", "position", "row", "rank", "lp", "č", "п", "№", "n"))
TOTALS: Final = frozenset(
    (
        "total", "totals", "grand total", "sub total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt", "total général",
        "somme", "suma", "totale", "razem", "celkem", "spolu", "итого", "всего", "всього", "разом", "i alt", "summa", "totalt", "totaal",
        "kokku", "yhteensä", "kopā",
    )
)  # fmt: skip
"""What a line of totals has in the place of a name."""

_ADDRESS: Final = "address adresse sitz ort wohnort domicile domicilio seat siège siege sede city town ville stadt residence адрес адреса"
_SIDES: Final = {"holder": frozenset(_HOLDER.split()), "subject": frozenset(_SUBJECT.split())}
_PARTS: Final = {
    "born": frozenset(_BORN.split()),
    "jurisdiction": frozenset(_PLACE.split()),
    "kind": frozenset(_KIND.split()),
    "id": frozenset(_ID.split()),
    "name": frozenset(_NAME.split()),
}
_FROM_WORDS, _UNTIL_WORDS, _DATE_WORDS = (frozenset(words.split()) for words in (_FROM, _UNTIL, _STATED))
_SHARE_WORDS, _VOTE_WORDS, _TOTAL_WORDS, _COUNT_WORDS = (frozenset(words.split()) for words in (_SHARE, _VOTES, _TOTAL, _COUNT))
_OTHERS: Final = {
    "status": frozenset(_STATUS.split()),
    "note": frozenset(_NOTE.split()),
    "source": frozenset(_SOURCE.split()),
    "interest": frozenset(_INTEREST.split()),
    "address": frozenset(_ADDRESS.split()),
}
_EXACT: Final = {
    "from": "holder", "to": "subject", "source": "source", "interested party": "holder", "owned by": "holder", "held by": "holder",
    "investment": "subject", "parent company": "holder", "dob": "holder_born", "nationality": "", "address": "",
    "as of": "stated_at", "as at": "stated_at", "to date": "valid_until", "date to": "valid_until",
}  # fmt: skip
"""Names whose words would mislead; an empty meaning is none."""
_ENDS: Final = {"source": "holder", "target": "subject"}
"""What the ends of an edge are called in tables of graphs."""
_FOOTNOTE: Final = re.compile(
    r"[*†‡¹²³⁴⁵⁶⁷⁸⁹]|\(?[0-9]{1,2}\)|\[[0-9]{1,2}\]"
    r"|(?:sources?|notes?|remarks?|quellen?|anmerkung(?:en)?|fuentes?|notas?|remarques?|fonte|источник|примечани[ея]|zdroj)\s*:",
    re.IGNORECASE,
)
_CAMEL: Final = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])")
_WORDS: Final = re.compile(r"[^\W_]+", re.UNICODE)


class ColumnMeaning(NamedTuple):
    """What the name of a column says.  ``part``: of a party, or the field itself where ``side`` is None; both None: nothing."""

    side: str | None
    part: str | None


NOTHING: Final = ColumnMeaning(None, None)


def split_words(name: str) -> list[str]:
    """Return the words of a name in small letters; a percent sign is one.

    >>> split_words("Shareholder - Direct %"), split_words("companyLabel"), split_words(":START_ID")
    (['shareholder', 'direct', 'percent'], ['company', 'label'], ['start', 'id'])
    """
    return [word.casefold() for word in _WORDS.findall(_CAMEL.sub(" ", name.replace("%", " percent ")))]


def read_name(name: str) -> ColumnMeaning:
    """Return what the name of a column says.

    >>> read_name("Shareholder - BvD ID number"), read_name("Anteil in %"), read_name("companyLabel")
    (ColumnMeaning(side='holder', part='id'), ColumnMeaning(side=None, part='share'), ColumnMeaning(side='subject', part='name'))
    >>> read_name("owned by"), read_name("Valid from"), read_name("Colour")
    (ColumnMeaning(side='holder', part='name'), ColumnMeaning(side=None, part='valid_from'), ColumnMeaning(side=None, part=None))
    """
    listed = split_words(name)
    phrase, words = " ".join(listed), set(listed)
    if phrase in _EXACT:
        meaning = _EXACT[phrase]
        if meaning == "holder_born":
            return ColumnMeaning("holder", "born")
        return ColumnMeaning(meaning, "name") if meaning in _SIDES else ColumnMeaning(None, meaning or None)
    if phrase in FIELDS_BY_PHRASE:
        return FIELDS_BY_PHRASE[phrase]
    # "Parent company" and "Shareholder of the company" are of the holder.
    side = next((side for side, names in _SIDES.items() if words & names), None)
    if _VOTE_WORDS & words:
        return ColumnMeaning(None, "votes")
    # "Number of shares" and "Total shares" are sizes, and so is "Ownership %"; a "shareholder id" is none.
    if _SHARE_WORDS & words and not words & (_PARTS["born"] | _PARTS["name"] | {"id", "lei", "country", "type"}):
        if words & _COUNT_WORDS and "percent" not in words:
            return ColumnMeaning(None, "total" if words & _TOTAL_WORDS else "count")
        return ColumnMeaning(None, "total" if words & _TOTAL_WORDS and "percent" not in words else "share")
    if part := next((part for part, names in _PARTS.items() if words & names), None):
        return ColumnMeaning(side, part)
    is_date = words & _DATE_WORDS
    if words & _UNTIL_WORDS and (is_date or side is None or not words - _UNTIL_WORDS):
        return ColumnMeaning(None, "valid_until")
    if words & _FROM_WORDS and (is_date or side is None or not words - _FROM_WORDS):
        return ColumnMeaning(None, "valid_from")
    if is_date:
        return ColumnMeaning(None, "stated_at")
    if part := next((part for part, names in _OTHERS.items() if words & names), None):
        return ColumnMeaning(None, part)
    return ColumnMeaning(side, "name") if side else NOTHING


def read_names(names: Sequence[str]) -> list[ColumnMeaning]:
    """Return what the names of all columns of a table say; where some begin with source and others with target, these are the sides.

    >>> read_names(["source_id", "target_label"]), read_names(["Source", "Company"])[0]
    ([ColumnMeaning(side='holder', part='id'), ColumnMeaning(side='subject', part='name')], ColumnMeaning(side=None, part='source'))
    """
    meanings = [read_name(name) for name in names]
    first = [(split_words(name) or [""])[0] for name in names]
    if not _ENDS.keys() <= set(first):
        return meanings
    parts = [meaning.part if meaning.part in _PARTS else "name" for meaning in meanings]
    return [
        ColumnMeaning(_ENDS[word], part) if word in _ENDS else meaning for word, part, meaning in zip(first, parts, meanings, strict=True)
    ]


FIELDS_BY_PHRASE: Final = {
    **{f"{side} {part}": ColumnMeaning(side, part) for side in _SIDES for part in ("id", "kind", "jurisdiction", "name")},
    **{field.replace("_", " "): ColumnMeaning(None, field) for field in ("valid_from", "valid_until", "stated_at", "share", "interest")},
}
"""The columns of the generic table by their own names."""


def is_footnote(cells: Sequence[str]) -> bool:
    """Whether the filled cells of a row are a remark below a table: one that begins with a mark, or with the word for it.

    >>> is_footnote(["* as stated"]), is_footnote(["1) indirectly"]), is_footnote(["Source: filings"]), is_footnote(["Mill AG"])
    (True, True, True, False)
    """
    return len(cells) == 1 and _FOOTNOTE.match(cells[0]) is not None


def is_counter(name: str, cells: Sequence[str]) -> bool:
    """Whether a column only counts the rows of its table.

    >>> is_counter("Nr.", ["1", "2", "3", "* as stated"]), is_counter("No.", ["1.", "2."]), is_counter("Company no", ["1", "2", "3"])
    (True, True, False)
    """
    numbers = [plain for cell in cells if (plain := cell.removesuffix(".")).isdigit()]
    is_running = len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return is_running and len(numbers) >= len(cells) - 2 and set(split_words(name)) <= _COUNTER


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
