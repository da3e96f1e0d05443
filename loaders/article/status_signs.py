"""Lists which words, where in a sentence, give which status to a relation: in effect, agreed, planned, former, denied, alleged, or none.

Three tables, of which the first row that fits decides: owns their order, and how far each word reaches.  How the words are spelled is in
``status_words.py``, how a row is read in ``claim_status.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from loaders.article import status_words as words
from loaders.article.masking import ITS
from loaders.article.model import ClaimStatus
from loaders.article.patterns_grammar import Pattern

_NEAR: Final = 120
"""Characters before a relation that tell of it, where words may stand anywhere in them."""


_CLAUSE_END = re.compile(r"[.;:]")


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


class Sign(NamedTuple):
    """One row: the status that words at a place give; None where the text then only supposes, asks or undoes the relation."""

    status: ClaimStatus | None
    at: str
    """Where the words stand: a field of Told.  Behind a relation they begin right there."""
    words: re.Pattern[str] | None = None
    """None: whatever stands at the place."""
    of: Callable[[Told], bool] | None = None
    """Of which relations it is read."""
    reach: int | None = None
    """How many characters before the relation are looked at: None for all."""


def _is_event(told: Told) -> bool:
    return told.pattern is not None and told.pattern.event


def _is_state(told: Told) -> bool:
    return not _is_event(told)


def _is_vehicle(told: Told) -> bool:
    return told.pattern is not None and told.pattern.is_vehicle


def _ends(told: Told) -> bool:
    return told.pattern is not None and told.pattern.ends


def _is_bare_event(told: Told) -> bool:
    return _is_event(told) and not told.tense and not words.CAME_ABOUT.search(told.before)


def _begins_with_holder(told: Told) -> bool:
    return told.is_holder_first and _is_state(told)


def _is_deal(told: Told) -> bool:
    return _is_event(told) or words.BUYS.search(told.body) is not None or words.TAKES.search(told.body) is not None


def _is_named_deal(told: Told) -> bool:
    """Whether it is a noun that names a deal, of which the sentence goes on to tell."""
    return _is_event(told) and not told.tense.strip() and words.DEAL_NOUN.search(told.body) is not None


def _tells_deal(told: Told) -> bool:
    return words.DEAL_NOUN.search(told.words) is not None or words.DEAL_OF_BEFORE.search(told.before) is not None


def _is_contested(told: Told) -> bool:
    return not words.NOT_DENIED.search(told.before)


def _is_not_aside(told: Told) -> bool:
    """Whether a denial is not of something else that the party before an apposition denies."""
    return _is_contested(told) and not (told.tense == "," and words.AS_TOLD.match(told.behind))


def _is_only_thought(told: Told) -> bool:
    """Whether the clause that ends in ``that`` has no word of one who knows, or one that leaves it open."""
    clause = _CLAUSE_END.split(told.before)[-1]
    if words.RELATIVE.search(clause):
        return False
    is_left_open = words.UNKNOWN.search(clause) is not None and not words.NOT_DENIED.search(clause)
    return is_left_open or not words.KNOWN.search(clause)


def _is_stated(told: Told) -> bool:
    """Whether it is only what some statement says."""
    return words.STATEMENT.search(told.before) is not None


def _is_still_to_come(told: Told) -> bool:
    """Whether the sentence goes on with what follows once it is so."""
    return words.LATER.match(told.behind) is not None


def _is_bought(told: Told) -> bool:
    is_verb = words.BUYS.search(told.body) or words.TAKES.search(told.body) or words.COMPLETED.search(told.tense)
    return is_verb is not None and not words.PLANNED.search(told.tense)


def _may_be_agreed(told: Told) -> bool:
    """Whether it is a deal that an agreement has not brought about."""
    is_done = not told.tense and words.PURSUANT.search(told.before[-_NEAR:])
    return not is_done and (_is_event(told) or words.BUYS.search(told.body) is not None)


def _is_past(told: Told) -> bool:
    return told.tense.strip() in ("was", "were", "")


def _is_present(told: Told) -> bool:
    return told.tense.strip() in ("is", "are")


def _is_not_over(told: Told) -> bool:
    return not (words.FORMER.search(told.tense) or words.OVER.search(told.words + told.behind[:60]))


def _ends_in_past(told: Told) -> bool:
    return told.pattern is not None and told.pattern.ends_in_past and not told.aux.strip().startswith(("has", "have"))


GIVEN: Final = (
    Sign(ClaimStatus.ALLEGED, "before", words.ACCUSES, of=lambda told: words.IS.search(told.words) is not None),
    Sign(ClaimStatus.FORMER, "behind", words.UNTIL_BEHIND, of=lambda told: not _is_vehicle(told)),
    Sign(ClaimStatus.FORMER, "words", words.EX),
    Sign(ClaimStatus.FORMER, "words", words.BROKE_AWAY),
    Sign(ClaimStatus.FORMER, "behind", words.TAKEN_AWAY, of=lambda told: told.is_holder_first),
    Sign(ClaimStatus.PLANNED, "words", words.NEXT),
    Sign(ClaimStatus.ALLEGED, "words", words.SO_CALLED),
    Sign(ClaimStatus.FORMER, "words", words.GAVE_UNIT, of=lambda told: not words.PLANNED.search(told.words)),
    Sign(ClaimStatus.FORMER, "before", words.FORMER_BEFORE, of=lambda told: ITS not in told.words),
    Sign(ClaimStatus.FORMER, "whole", words.BOUGHT_OF_OWNER),
)
"""Of what is said by the way, whatever the sentence denies, plans or asks."""

TOLD: Final = (
    # Asked, supposed, undone: nothing is told.
    Sign(None, "before", words.CONDITION),
    Sign(None, "before", words.NOT_SHOWN, reach=200),
    Sign(None, "behind", words.QUESTIONED),
    Sign(None, "before", words.UNDONE_BEFORE, of=_is_event, reach=80),
    Sign(None, "behind", words.UNDONE_AFTER, of=_is_event),
    Sign(None, "before", words.NO_DEAL_BEFORE, of=_is_named_deal, reach=60),
    Sign(None, "behind", words.DEAL_ENDED_BEHIND, of=_is_named_deal),
    Sign(None, "whole", words.HAD_IT),
    Sign(None, "words", words.ALMOST),
    Sign(None, "words", words.WOULD_HAVE),
    Sign(None, "before", words.NAMESAKE, reach=60),
    Sign(None, "words", words.GERUND, of=_is_bare_event),
    Sign(None, "before", words.FICTION),
    Sign(None, "before", words.ONCE, of=_is_still_to_come),
    Sign(None, "before", words.WISHED),
    # Denied and over.
    Sign(ClaimStatus.DENIED, "before", words.CONTRADICTED, of=_is_not_aside),
    Sign(ClaimStatus.DENIED, "behind", words.DENIED_AFTER, of=_is_not_aside),
    Sign(ClaimStatus.DENIED, "before", words.NEITHER, of=_is_not_aside, reach=80),
    Sign(ClaimStatus.ALLEGED, "behind", words.WITHDRAWN, of=_is_stated),
    Sign(ClaimStatus.ALLEGED, "before", words.AT_FIRST),
    Sign(ClaimStatus.AGREED, "behind", words.IF_DONE),
    Sign(ClaimStatus.PLANNED, "before", words.UNDER_PLAN, of=_is_state),
    Sign(ClaimStatus.FORMER, "body", words.ENDED),
    Sign(ClaimStatus.DENIED, "body", words.IS_NOT),
    Sign(ClaimStatus.DENIED, "tense", words.DENIED),
    Sign(ClaimStatus.DENIED, "body", words.NO_SHARE),
    Sign(None, "before", words.UNDONE_BEFORE, of=_is_deal, reach=80),
    Sign(None, "behind", words.UNDONE_AFTER, of=_is_deal),
    Sign(ClaimStatus.FORMER, "behind", words.LEFT_AFTER),
    Sign(ClaimStatus.FORMER, "behind", words.SOLD_AFTER, of=_is_bought),
    Sign(ClaimStatus.FORMER, "behind", words.SOLD_IT, of=_begins_with_holder),
    Sign(ClaimStatus.FORMER, "behind", words.TAKEN_AWAY, of=_begins_with_holder),
    Sign(ClaimStatus.FORMER, "body", words.LAST_OWNER),
    Sign(ClaimStatus.FORMER, "behind", words.NOW_OF_OTHER, of=_is_bought),
    Sign(ClaimStatus.FORMER, "behind", words.KEPT_UNTIL, of=_is_bought),
    # Still to be done.
    Sign(ClaimStatus.NEGOTIATING, "tense", words.NEGOTIATING),
    Sign(ClaimStatus.NEGOTIATING, "before", words.NEGOTIATING, of=_is_event, reach=60),
    Sign(ClaimStatus.NEGOTIATING, "before", words.TALKS_BEFORE, of=_is_named_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "body", words.IS_SELLING, of=_is_present),
    Sign(ClaimStatus.PLANNED, "tense", words.SELLING),
    Sign(ClaimStatus.PLANNED, "tense", words.OPTION),
    Sign(ClaimStatus.PLANNED, "before", words.DEAL_OPEN_BEFORE, of=_is_named_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "behind", words.DEAL_OPEN_BEHIND, of=_is_named_deal),
    Sign(ClaimStatus.AGREED, "deal"),
    Sign(ClaimStatus.AGREED, "tense", words.AGREED),
    Sign(ClaimStatus.AGREED, "before", words.AGREED, of=_may_be_agreed, reach=_NEAR),
    Sign(ClaimStatus.PLANNED, "tense", words.PLANNED),
    Sign(ClaimStatus.PLANNED, "body", words.PROPOSED, of=_is_event),
    Sign(ClaimStatus.AGREED, "tense", words.ANNOUNCED, of=_is_event),
    # What others say.
    Sign(ClaimStatus.ALLEGED, "before", words.ACCUSES, reach=_NEAR),
    Sign(ClaimStatus.ALLEGED, "body", words.REPORTED),
    Sign(ClaimStatus.ALLEGED, "before", words.REPORTED_BEFORE, reach=40),
    Sign(ClaimStatus.ALLEGED, "before", words.THAT, of=_is_only_thought),
    Sign(ClaimStatus.ALLEGED, "body", words.MAYBE),
    Sign(ClaimStatus.ALLEGED, "before", words.MAYBE, reach=15),
    Sign(ClaimStatus.ALLEGED, "behind", words.SAID_BEHIND),
    Sign(ClaimStatus.ALLEGED, "before", words.SAYS_FOR, of=_ends, reach=_NEAR),
    Sign(ClaimStatus.PLANNED, "tense", words.TO),
    Sign(None, "words", words.GERUND_OF, of=_is_state),
    # Done, or over.
    Sign(ClaimStatus.FORMER, "words", of=_ends),
    Sign(ClaimStatus.PLANNED, "before", words.TO_BE_SET_UP, of=lambda told: _is_state(told) and told.tense.startswith(","), reach=_NEAR),
    Sign(ClaimStatus.FORMER, "ex"),
    Sign(ClaimStatus.FORMER, "body", words.EX),
    Sign(ClaimStatus.FORMER, "body", words.AT_THE_TIME, of=_is_state),
    Sign(ClaimStatus.FORMER, "body", words.ONCE_OWNED),
    Sign(ClaimStatus.FORMER, "tense", words.FORMER, of=_is_state),
    Sign(ClaimStatus.FORMER, "before", words.DISSOLVED, of=_is_state, reach=_NEAR),
    Sign(ClaimStatus.AGREED, "behind", words.NOT_YET, of=_is_deal),
    Sign(ClaimStatus.IN_EFFECT, "words", of=_is_event),
    Sign(ClaimStatus.IN_EFFECT, "tense", words.BECAME),
    Sign(ClaimStatus.FORMER, "behind", words.UNTIL_BEHIND, of=lambda told: not _is_vehicle(told)),
    Sign(ClaimStatus.IN_EFFECT, "before", words.FOUND_THAT, of=_is_past, reach=_NEAR),
    Sign(ClaimStatus.IN_EFFECT, "before", words.AS_OF, reach=_NEAR),
    Sign(ClaimStatus.IN_EFFECT, "before", words.SAID_THAT, of=_is_not_over, reach=_NEAR),
    Sign(ClaimStatus.FORMER, "tense", words.PAST),
    Sign(ClaimStatus.FORMER, "body", words.HELD, of=_ends_in_past),
)
"""Of what a pattern reads."""

BETWEEN: Final = (
    Sign(None, "before", words.CONDITION),
    Sign(None, "words", words.CONDITION),
    Sign(None, "before", words.NOT_SHOWN, reach=200),
    Sign(None, "words", words.NOT_SHOWN),
    Sign(None, "whole", words.HAD_IT),
    Sign(None, "words", words.ALMOST),
    Sign(None, "before", words.NAMESAKE, reach=60),
    Sign(None, "words", words.NOT_THE_ONE),
    Sign(None, "words", words.WOULD_HAVE),
    Sign(None, "words", words.NOT_DONE),
    Sign(None, "words", words.GAVE_UP_DEAL),
    Sign(None, "before", words.UNDONE_BEFORE, reach=80),
    Sign(None, "words", words.UNDONE_BEFORE),
    Sign(None, "behind", words.UNDONE_AFTER),
    Sign(None, "before", words.NO_DEAL_BEFORE, of=_tells_deal, reach=60),
    Sign(None, "behind", words.DEAL_ENDED_BEHIND, of=_tells_deal),
    Sign(None, "behind", words.QUESTIONED),
    Sign(ClaimStatus.DENIED, "before", words.CONTRADICTED, of=_is_contested),
    Sign(ClaimStatus.DENIED, "behind", words.DENIED_AFTER),
    Sign(ClaimStatus.DENIED, "before", words.NEITHER, reach=80),
    Sign(None, "before", words.FICTION),
    Sign(None, "before", words.ONCE, of=_is_still_to_come),
    Sign(None, "before", words.WISHED),
    Sign(ClaimStatus.ALLEGED, "behind", words.WITHDRAWN, of=_is_stated),
    Sign(ClaimStatus.ALLEGED, "before", words.AT_FIRST),
    Sign(ClaimStatus.AGREED, "behind", words.IF_DONE),
    Sign(ClaimStatus.PLANNED, "before", words.UNDER_PLAN),
    Sign(ClaimStatus.DENIED, "words", words.DENIED, of=lambda told: not words.NOT_BUT.search(told.words)),
    Sign(ClaimStatus.DENIED, "words", words.NO_SHARE),
    Sign(ClaimStatus.DENIED, "words", words.IS_NOT),
    Sign(ClaimStatus.FORMER, "words", words.ENDED),
    Sign(None, "words", words.GERUND_OF),
    Sign(ClaimStatus.NEGOTIATING, "words", words.NEGOTIATING),
    Sign(ClaimStatus.NEGOTIATING, "before", words.TALKS_BEFORE, of=_tells_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "before", words.DEAL_OPEN_BEFORE, of=_tells_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "behind", words.DEAL_OPEN_BEHIND, of=_tells_deal),
    Sign(ClaimStatus.PLANNED, "words", words.SELLING),
    Sign(ClaimStatus.PLANNED, "words", words.PLANNED),
    Sign(ClaimStatus.AGREED, "words", words.AGREED),
    Sign(ClaimStatus.ALLEGED, "words", words.REPORTED),
    Sign(ClaimStatus.ALLEGED, "words", words.MAYBE),
    Sign(ClaimStatus.ALLEGED, "before", words.MAYBE, reach=15),
    Sign(ClaimStatus.ALLEGED, "before", words.THAT, of=_is_only_thought),
    Sign(ClaimStatus.ALLEGED, "behind", words.SAID_BEHIND),
    Sign(ClaimStatus.PLANNED, "words", words.INFINITIVE, of=lambda told: not words.WENT_ON.search(told.words)),
    Sign(ClaimStatus.FORMER, "words", words.FORMER),
    Sign(ClaimStatus.FORMER, "words", words.EX),
    Sign(ClaimStatus.PLANNED, "words", words.NEXT),
    Sign(ClaimStatus.ALLEGED, "words", words.SO_CALLED),
    Sign(ClaimStatus.FORMER, "words", words.GAVE_UP),
    Sign(ClaimStatus.FORMER, "words", words.BROKE_AWAY),
    Sign(ClaimStatus.FORMER, "words", words.SOLD_BY),
    Sign(ClaimStatus.FORMER, "words", words.WAS_OF, of=lambda told: not words.FOUND_THAT.search(told.before)),
)
"""Of two parties with words between them of which no verb is known."""
