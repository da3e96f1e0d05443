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
holder shareholder shareholders owner owners investor parent psc proprietor member beneficiary beneficial ubo stakeholder founder start
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
share shares shareholding band percent percentage pct stake stakes ownership proportion prop portion interest% anteil anteile
beteiligung beteiligungsquote
quote prozent participation pourcentage part parts participación participacion porcentaje quota partecipazione participação podíl
podil udział
procent доля процент частка відсоток andel ejerandel eierandel ägarandel aandeel belang osalus osuus daļa
"""
_VOTES: Final = "vote votes voting stimmrecht stimmrechte voto votos voti голос голоса голосов голосів hlasy głosy stemmer röster stemmen"
_LEAST: Final = frozenset(("min", "minimum", "lower", "low", "least", "mindestens", "untergrenze", "minimal", "dolna", "dolní", "нижняя"))
_MOST: Final = frozenset(("max", "maximum", "upper", "high", "most", "höchstens", "obergrenze", "maximal", "górna", "horní", "верхняя"))
_GIVEN: Final = frozenset(
    (
        "first name", "firstname", "forename", "forenames", "given name", "given names", "vorname", "vornamen", "prénom", "prénoms",
        "prenom", "nombre de pila", "prenome", "имя", "ім я", "imię", "jméno", "meno", "fornavn", "förnamn", "voornaam", "etunimi",
        "eesnimi", "vārds",
    )
)  # fmt: skip
_FAMILY: Final = frozenset(
    (
        "last name", "lastname", "surname", "family name", "nachname", "familienname", "nom de famille", "apellido", "apellidos",
        "cognome", "sobrenome", "фамилия", "прізвище", "nazwisko", "příjmení", "priezvisko", "etternavn", "efternavn", "efternamn",
        "achternaam", "sukunimi", "perenimi", "uzvārds",
    )
)  # fmt: skip
_OF_OTHERS: Final = frozenset(
    (
        "minority", "minorities", "noncontrolling", "nci", "freefloat", "streubesitz", "minderheit", "minderheiten", "minderheitsanteil",
        "minoritaire", "minoritaires", "minoritario", "minoritarios", "minoritaria", "minoranza", "mniejszość", "миноритарии",
    )
)  # fmt: skip
"""Words of a size that is not that of the holder of the row."""
_WITHIN: Final = frozenset(("in", "an", "в"))
"""Words behind which, at the end of a name, stands what is held: "Stake in", "Beteiligung an"."""
_PIECES: Final = "aktien actions acciones azioni ações акции акций акції akcji akcie akcií aandelen aktier aksjer"
"""Words for shares of which a company has a number; the English one is of percentages too."""
_TOTAL: Final = "outstanding issued gesamt insgesamt total totaal totale всего усього celkem"
_COUNT: Final = "count quantity number stück stueck anzahl nombre cantidad quantità количество кількість počet liczba antal antall aantal"
_INTEREST: Final = (
    "position function funktion fonction cargo stanowisko должность "
    "interest nature relationship relation role rel control kontrolle beziehung rolle lien relación rol характер связь"
)
_FROM: Final = (
    "entrée entree entry acquisition erwerb eintritt adquisición from since start begin beginning acquired notified appointed von seit "
    "ab beginn depuis début desde dal с от з від od fra från van"
)
_UNTIL: Final = "until till end ended ceased resigned bis ende jusqu fin hasta al по до do til till tot"
_STATED: Final = "date datum dated fecha data дата dato stand updated asof information reported published"
_STATUS: Final = "status zustand estado statut статус stav"
_NOTE: Final = "note notes comment comments remark remarks bemerkung anmerkung commentaire remarque observación примечание poznámka uwagi"
_SOURCE: Final = "source url link quelle reference fuente источник zdroj źródło"

_COUNTER: Final = frozenset(("nr", "no", "num", "number", "lfd", "pos", "position", "row", "rank", "lp", "č", "п", "№", "n"))

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
_SIZE_WORDS, _PIECE_WORDS, _VOTE_WORDS, _TOTAL_WORDS, _COUNT_WORDS = (
    frozenset(words.split()) for words in (_SHARE, _PIECES, _VOTES, _TOTAL, _COUNT)
)
_SHARE_WORDS: Final = _SIZE_WORDS | _PIECE_WORDS
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
    "holding": "share", "out of": "total", "total": "total",
    "as of": "stated_at", "as at": "stated_at", "to date": "valid_until", "date to": "valid_until",
}  # fmt: skip
"""Names whose words would mislead; an empty meaning is none."""
_ENDS: Final = {"source": "holder", "target": "subject"}
"""What the ends of an edge are called in tables of graphs."""
_CAMEL: Final = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])")
_WORDS: Final = re.compile(r"[^\W_]+", re.UNICODE)


class ColumnMeaning(NamedTuple):
    """What the name of a column says.  ``part``: of a party, or the field itself where ``side`` is None; both None: nothing."""

    side: str | None
    part: str | None


NOTHING: Final = ColumnMeaning(None, None)
ENDS_AS_DATES: Final = {"from": ColumnMeaning(None, "valid_from"), "to": ColumnMeaning(None, "valid_until")}
"""What these two names mean above dates."""


def split_words(name: str) -> list[str]:
    """Return the words of a name in small letters; a percent sign is one.

    >>> split_words("Shareholder - Direct %"), split_words("companyLabel"), split_words(":START_ID")
    (['shareholder', 'direct', 'percent'], ['company', 'label'], ['start', 'id'])
    """
    return [word.casefold() for word in _WORDS.findall(_CAMEL.sub(" ", name.replace("%", " percent ").replace("‰", " permille ")))]


def read_name(name: str) -> ColumnMeaning:
    """Return what the name of a column says.

    >>> read_name("Shareholder - BvD ID number"), read_name("Anteil in %"), read_name("companyLabel")
    (ColumnMeaning(side='holder', part='id'), ColumnMeaning(side=None, part='share'), ColumnMeaning(side='subject', part='name'))
    >>> read_name("owned by"), read_name("Valid from"), read_name("Colour")
    (ColumnMeaning(side='holder', part='name'), ColumnMeaning(side=None, part='valid_from'), ColumnMeaning(side=None, part=None))
    >>> [read_name(name).part for name in ("Anzahl Aktien", "Aktien in %", "Minority interest %", "Anteil in ‰")]
    ['count', 'share', None, 'share']
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
    part: str | None
    for part, phrases in (("given", _GIVEN), ("family", _FAMILY)):
        if found := next((one for one in phrases if phrase == one or phrase.endswith(f" {one}")), None):
            return ColumnMeaning(
                next((side for side, names in _SIDES.items() if names & set(phrase.removesuffix(found).split())), None), part
            )
    is_size = bool(_SHARE_WORDS & words or _VOTE_WORDS & words)
    if side != "holder" and (words & _OF_OTHERS or "non controlling" in phrase or "free float" in phrase):
        # What others than the holder of the row have.
        return NOTHING
    if is_size and listed[-1] in _WITHIN and len(listed) > 1:
        return ColumnMeaning("subject", "name")
    if is_size and words & (_LEAST | _MOST):
        return ColumnMeaning(None, ("votes " if _VOTE_WORDS & words else "") + ("least" if words & _LEAST else "most"))
    if _VOTE_WORDS & words:
        return ColumnMeaning(None, "votes")
    # "Number of shares" and "Total shares" are sizes, and so is "Ownership %"; a "shareholder id" is none.
    if _SHARE_WORDS & words and not words & (_PARTS["born"] | _PARTS["name"] | {"id", "lei", "country", "type"}):
        if (words & _COUNT_WORDS or not words & _SHARE_WORDS - _PIECE_WORDS) and "percent" not in words:
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


def is_counter(name: str, cells: Sequence[str]) -> bool:
    """Whether a column only counts the rows of its table.

    >>> is_counter("Nr.", ["1", "2", "3", "* as stated"]), is_counter("No.", ["1.", "2."]), is_counter("Company no", ["1", "2", "3"])
    (True, True, False)
    """
    numbers = [plain for cell in cells if (plain := cell.removesuffix(".")).isdigit()]
    is_running = len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return is_running and len(numbers) >= len(cells) - 2 and set(split_words(name)) <= _COUNTER
