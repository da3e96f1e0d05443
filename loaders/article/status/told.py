"""Holds the words of one relation and of its sentence, and what the signs of a status ask of them.

Owns these questions; which sign asks which is in ``signs.py``.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from loaders.article.patterns.grammar import Pattern
from loaders.article.status import words as words
from loaders.article.status import words_deals as deals
from loaders.article.status import words_over as over

NEAR: Final = 120
"""Characters before a relation that tell of it, where words may stand anywhere in them."""
_CLAUSE_END = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bHon)(?<!\bProf)[.;:]")


class Told(NamedTuple):
    """The words of one relation, and those of its sentence before and behind it."""

    before: str
    words: str
    behind: str
    body: str = ""
    """Its words without those that tell of the holder alone."""
    tense: str = ""
    """The words that carry tense."""
    aux: str = ""
    """Those of them before its verb."""
    deal: str = ""
    """A signed agreement."""
    is_holder_first: bool = False
    """Whether the holder stands before what is held."""
    ex: str = ""
    """A word for "former"."""
    pattern: Pattern | None = None
    """None where no verb is known."""

    @property
    def whole(self) -> str:
        """The sentence up to the end of the relation."""
        return self.before + self.words


def is_event(told: Told) -> bool:
    return told.pattern is not None and told.pattern.event


def tells_of_holder(told: Told) -> bool:
    """Whether what follows is told of the holder: ``Aral, the owner of Buri,``, ``Buri's owner, Aral,``."""
    return is_state(told) and (told.is_holder_first or told.words[1:2] in ("'", "’"))


def is_state(told: Told) -> bool:
    return not is_event(told)


def is_of_same(told: Told) -> bool:
    """Whether it tells of the very share that the words before it tell of, and not of the rest."""
    return is_state(told) and told.pattern is not None and not told.pattern.is_of_rest


def is_in_role(told: Told) -> bool:
    """Whether what follows is told of the holder, who is called owner or parent."""
    return is_state(told) and over.IN_ROLE.search(told.words) is not None


def is_apposition_of_held(told: Told) -> bool:
    """Whether the sentence goes on with what is held: ``Aral, a part of Buri, has been``."""
    return is_state(told) and not told.is_holder_first and told.words[1:2] == ","


def is_vehicle(told: Told) -> bool:
    return told.pattern is not None and told.pattern.is_vehicle


def ends(told: Told) -> bool:
    return told.pattern is not None and told.pattern.ends


def passes_on(told: Told) -> bool:
    """Whether somebody gives up what he has, or hands it to another."""
    return ends(told) or (
        told.pattern is not None and "(?P<seller>" in told.pattern.expression_text and is_event(told) and not told.is_holder_first
    )


def is_bare_event(told: Told) -> bool:
    return is_event(told) and not told.tense and not deals.CAME_ABOUT.search(told.before)


def is_deal(told: Told) -> bool:
    return is_event(told) or deals.BUYS.search(told.body) is not None or deals.TAKES.search(told.body) is not None


def is_named_deal(told: Told) -> bool:
    """Whether it is a noun that names a deal, of which the sentence goes on to tell."""
    return is_event(told) and not told.tense.strip() and deals.DEAL_NOUN.search(told.body) is not None


def tells_deal(told: Told) -> bool:
    return deals.DEAL_NOUN.search(told.words) is not None or deals.DEAL_OF_BEFORE.search(told.before) is not None


def is_contested(told: Told) -> bool:
    return not words.NOT_DENIED.search(told.before)


def is_not_aside(told: Told) -> bool:
    """Whether a denial is not of something else that the party before an apposition denies."""
    is_aside = told.tense == "," or ", in which " in told.words
    return is_contested(told) and not (is_aside and words.AS_TOLD.match(told.behind))


def is_only_thought(told: Told) -> bool:
    """Whether the clause that ends in ``that`` has no word of one who knows, or one that leaves it open."""
    clause = _CLAUSE_END.split(told.before)[-1]
    if words.RELATIVE.search(clause):
        return False
    is_left_open = words.UNKNOWN.search(clause) is not None and not words.NOT_DENIED.search(clause)
    is_left_open = is_left_open and not words.FACTIVE.search(clause)
    return is_left_open or not words.KNOWN.search(clause)


def begins_with_role(told: Told) -> bool:
    return over.ROLE_FIRST.match(told.words) is not None


def is_no_apposition(told: Told) -> bool:
    return words.BESIDE_PARTY.match(told.words, 1) is None


def is_stated(told: Told) -> bool:
    """Whether it is only what some statement says."""
    return words.STATEMENT.search(told.before) is not None


def is_still_to_come(told: Told) -> bool:
    """Whether the sentence goes on with what follows once it is so."""
    return words.LATER.match(told.behind) is not None


def is_no_aside(told: Told) -> bool:
    """Whether it is not told by the way, of a party with which the sentence goes on: ``Aral, which owns 35 % of Buri, will``."""
    return not (told.behind.startswith(",") and (", which " in told.words or ", who " in told.words))


def is_bought(told: Told) -> bool:
    is_verb = deals.BUYS.search(told.body) or deals.TAKES.search(told.body) or deals.COMPLETED.search(told.tense)
    return is_verb is not None and not deals.PLANNED.search(told.tense)


def is_got(told: Told) -> bool:
    """Whether it is something that came to the holder: bought, or given to him."""
    return is_bought(told) or (is_event(told) and not told.is_holder_first and not deals.PLANNED.search(told.tense))


def may_be_agreed(told: Told) -> bool:
    """Whether it is a deal that an agreement has not brought about."""
    is_done = not told.tense and deals.PURSUANT.search(told.before[-NEAR:])
    return not is_done and (is_event(told) or deals.BUYS.search(told.body) is not None)


def had_been_so(told: Told) -> bool:
    """Whether it had been so before the time of which the sentence tells."""
    return over.HAD.search(told.tense) is not None or over.HAD.search(told.words) is not None


def is_past(told: Told) -> bool:
    return told.tense.strip() in ("was", "were", "")


def is_present(told: Told) -> bool:
    return told.tense.strip() in ("is", "are")


def is_not_over(told: Told) -> bool:
    return not (over.FORMER.search(told.tense) or over.OVER.search(told.words + told.behind[:60]))


def ends_in_past(told: Told) -> bool:
    return told.pattern is not None and told.pattern.ends_in_past and not told.aux.strip().startswith(("has", "have"))
