"""Tells in which language a text is, as far as that is needed to refuse what the rules cannot read.

Owns the words that give a language away.  A text that gives none away is taken for English.
"""

from __future__ import annotations

import re
from typing import Final

from ontology.errors import InputError

_WORDS: Final[dict[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "English": "the of and to in is was by for with its from has that which percent owns said are were been an as on at it this he "
        "they not or who will have had also be but company bank group after",
        "French": "le la les des du de un une est dans par pour au aux sur qui avec et ont été détenue société filiale",
        "German": "der die das und ist von mit den dem ein eine des im zu für wurde hat nicht auf sich durch gehört",
        "Spanish": "el la los las del de una un es por con para que se su y ha sido al empresa",
        "Italian": "il lo gli della dei delle di una un è per con che nel sono stato da società",
        "Portuguese": "o os do da dos das de uma um é por com para que não foi em ao empresa",
        "Dutch": "de het een van en is voor met op door aan zijn wordt heeft bij uit bedrijf",
        "Polish": "w z na się i jest przez do od oraz nie został spółka udziałów",
        "Czech": "v na se je a od do byla společnost podíl z které byl",
        "Swedish": "och att det en som för av är med den på bolaget har",
        "Danish": "og at det en som for af er med den på selskabet har",
        "Norwegian": "og at det en som for av er med den på selskapet har",
        "Finnish": "ja on oli se että ei yhtiö joka myös kuin ovat",
        "Turkish": "ve bir bu için ile olarak da de yüzde şirketi hisse",
        "Indonesian": "dan yang di dari untuk dengan pada ini adalah saham persen perusahaan",
        "Romanian": "și de la cu în este pentru prin care din acțiuni",
        "Hungarian": "a az és egy hogy nem volt cég részesedést van is",
    }.items()
}
_SCRIPTS: Final = {
    "Russian or another language in Cyrillic letters": r"[\u0400-\u04ff]",
    "Chinese or Japanese": r"[\u3040-\u30ff\u4e00-\u9fff]",
    "Korean": r"[\uac00-\ud7af]",
    "Arabic or Persian": r"[\u0600-\u06ff]",
    "Hebrew": r"[\u0590-\u05ff]",
    "Greek": r"[\u0370-\u03ff]",
    "Hindi or another language in Devanagari": r"[\u0900-\u097f]",
    "Thai": r"[\u0e00-\u0e7f]",
    "Georgian": r"[\u10a0-\u10ff]",
    "Armenian": r"[\u0530-\u058f]",
}
_LOOKED_AT: Final = 20_000
"""Characters that tell the language."""
_FEWEST: Final = 3
"""Small words of another language below which nothing is said: names have some, too."""


def find_language(text: str) -> str:
    """Find the language of a text by its commonest small words, or by its letters.

    >>> find_language("Aral Motors owns Buri."), find_language("La société est détenue par Aral.")
    ('English', 'French')
    """
    head = text[:_LOOKED_AT]
    letters = sum(map(str.isalpha, head))
    for language, script in _SCRIPTS.items():
        if len(re.findall(script, head)) * 2 > letters > 0:
            return language
    told = set(re.findall(r"[^\W\d_]+", head.lower()))
    counts = {language: len(words & told) for language, words in _WORDS.items()}
    best = max(counts, key=counts.__getitem__)
    is_other = counts[best] >= _FEWEST and counts[best] > 2 * counts["English"] + 1
    return best if is_other else "English"


def check_english(text: str, name: str) -> None:
    """Raise InputError NOT_ENGLISH for a text of another language."""
    language = find_language(text)
    if language != "English":
        raise InputError(
            "NOT_ENGLISH",
            f"{name} is in {language}, and the rules read English only",
            "translate it, or name another extractor with --extractor, or write its claims into a map by hand",
        )
