"""Lists which words, where in a sentence, give which status to a relation: in effect, agreed, planned, former, denied, alleged, or none.

Three tables, of which the first row that fits decides: owns their order, and how far each word reaches.  How the words are spelled is in
``status_words.py``, ``status_words_deals.py`` and ``status_words_over.py``, how a row is read in ``claim_status.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from loaders.article import status_words as words
from loaders.article import status_words_deals as deals
from loaders.article import status_words_over as over
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


def _tells_of_holder(told: Told) -> bool:
    """Whether what follows is told of the holder: ``Aral, the owner of Buri,``, ``Buri's owner, Aral,``."""
    return _is_state(told) and (told.is_holder_first or told.words[1:2] in ("'", "’"))


def _is_state(told: Told) -> bool:
    return not _is_event(told)


def _is_of_same(told: Told) -> bool:
    """Whether it tells of the very share that the words before it tell of, and not of the rest."""
    return _is_state(told) and told.pattern is not None and not told.pattern.is_of_rest


def _is_vehicle(told: Told) -> bool:
    return told.pattern is not None and told.pattern.is_vehicle


def _ends(told: Told) -> bool:
    return told.pattern is not None and told.pattern.ends


def _is_bare_event(told: Told) -> bool:
    return _is_event(told) and not told.tense and not deals.CAME_ABOUT.search(told.before)


def _is_deal(told: Told) -> bool:
    return _is_event(told) or deals.BUYS.search(told.body) is not None or deals.TAKES.search(told.body) is not None


def _is_named_deal(told: Told) -> bool:
    """Whether it is a noun that names a deal, of which the sentence goes on to tell."""
    return _is_event(told) and not told.tense.strip() and deals.DEAL_NOUN.search(told.body) is not None


def _tells_deal(told: Told) -> bool:
    return deals.DEAL_NOUN.search(told.words) is not None or deals.DEAL_OF_BEFORE.search(told.before) is not None


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
    is_left_open = is_left_open and not words.FACTIVE.search(clause)
    return is_left_open or not words.KNOWN.search(clause)


def _begins_with_role(told: Told) -> bool:
    return over.ROLE_FIRST.match(told.words) is not None


def _is_no_apposition(told: Told) -> bool:
    return words.BESIDE_PARTY.match(told.words, 1) is None


def _is_stated(told: Told) -> bool:
    """Whether it is only what some statement says."""
    return words.STATEMENT.search(told.before) is not None


def _is_still_to_come(told: Told) -> bool:
    """Whether the sentence goes on with what follows once it is so."""
    return words.LATER.match(told.behind) is not None


def _is_no_aside(told: Told) -> bool:
    """Whether it is not told by the way, of a party with which the sentence goes on: ``Aral, which owns 35 % of Buri, will``."""
    return not (told.behind.startswith(",") and (", which " in told.words or ", who " in told.words))


def _is_bought(told: Told) -> bool:
    is_verb = deals.BUYS.search(told.body) or deals.TAKES.search(told.body) or deals.COMPLETED.search(told.tense)
    return is_verb is not None and not deals.PLANNED.search(told.tense)


def _is_got(told: Told) -> bool:
    """Whether it is something that came to the holder: bought, or given to him."""
    return _is_bought(told) or (_is_event(told) and not told.is_holder_first and not deals.PLANNED.search(told.tense))


def _may_be_agreed(told: Told) -> bool:
    """Whether it is a deal that an agreement has not brought about."""
    is_done = not told.tense and deals.PURSUANT.search(told.before[-_NEAR:])
    return not is_done and (_is_event(told) or deals.BUYS.search(told.body) is not None)


def _had_been_so(told: Told) -> bool:
    """Whether it had been so before the time of which the sentence tells."""
    return over.HAD.search(told.tense) is not None or over.HAD.search(told.words) is not None


def _is_past(told: Told) -> bool:
    return told.tense.strip() in ("was", "were", "")


def _is_present(told: Told) -> bool:
    return told.tense.strip() in ("is", "are")


def _is_not_over(told: Told) -> bool:
    return not (over.FORMER.search(told.tense) or over.OVER.search(told.words + told.behind[:60]))


def _ends_in_past(told: Told) -> bool:
    return told.pattern is not None and told.pattern.ends_in_past and not told.aux.strip().startswith(("has", "have"))


GIVEN: Final = (
    Sign(None, "words", words.OF_THING),
    Sign(ClaimStatus.ALLEGED, "before", words.ACCUSES, of=lambda told: words.IS.search(told.words) is not None),
    Sign(ClaimStatus.FORMER, "behind", over.UNTIL_BEHIND, of=lambda told: not _is_vehicle(told)),
    Sign(ClaimStatus.FORMER, "words", over.EX),
    Sign(ClaimStatus.FORMER, "words", over.BROKE_AWAY),
    Sign(ClaimStatus.FORMER, "words", over.SOLD_BY_ITS),
    Sign(ClaimStatus.FORMER, "behind", over.TAKEN_AWAY, of=lambda told: told.is_holder_first),
    Sign(ClaimStatus.PLANNED, "words", deals.NEXT),
    Sign(ClaimStatus.PLANNED, "words", deals.ROLE_MAY_BE),
    Sign(ClaimStatus.PLANNED, "words", deals.MAY_CHANGE),
    Sign(ClaimStatus.ALLEGED, "words", words.SO_CALLED),
    Sign(ClaimStatus.FORMER, "words", over.GAVE_UNIT, of=lambda told: not deals.PLANNED.search(told.words)),
    Sign(ClaimStatus.FORMER, "before", over.FORMER_BEFORE, of=lambda told: ITS not in told.words),
    Sign(ClaimStatus.FORMER, "whole", over.BOUGHT_OF_OWNER),
)
"""Of what is said by the way, whatever the sentence denies, plans or asks."""

TOLD: Final = (
    # Asked, supposed, undone: nothing is told.
    Sign(None, "before", words.CONDITION),
    Sign(None, "before", words.NOT_SHOWN, reach=200),
    Sign(None, "behind", words.QUESTIONED),
    Sign(None, "before", deals.UNDONE_BEFORE, of=_is_event, reach=80),
    Sign(None, "behind", deals.UNDONE_AFTER, of=_is_event),
    Sign(None, "before", deals.NO_DEAL_BEFORE, of=_is_named_deal, reach=60),
    Sign(None, "behind", deals.DEAL_ENDED_BEHIND, of=_is_named_deal),
    Sign(None, "whole", words.HAD_IT),
    Sign(None, "words", deals.ALMOST),
    Sign(None, "words", deals.WOULD_HAVE),
    Sign(None, "before", words.NAMESAKE, reach=60),
    Sign(None, "words", deals.GERUND, of=_is_bare_event),
    Sign(None, "before", words.FICTION),
    Sign(None, "before", words.DO_NOT_SAY),
    Sign(None, "before", words.ONCE, of=_is_still_to_come),
    Sign(None, "before", deals.WISHED),
    Sign(None, "before", deals.HIRED, of=_ends),
    Sign(None, "behind", over.ONLY_ONE_LEFT, of=_is_state),
    # Denied and over.
    Sign(ClaimStatus.DENIED, "before", words.CONTRADICTED, of=_is_not_aside),
    Sign(ClaimStatus.DENIED, "behind", words.DENIED_AFTER, of=_is_not_aside),
    Sign(ClaimStatus.DENIED, "before", words.NEITHER, of=_is_not_aside, reach=80),
    Sign(ClaimStatus.DENIED, "before", words.NO_PART, of=_is_no_apposition, reach=80),
    Sign(ClaimStatus.ALLEGED, "behind", words.WITHDRAWN, of=_is_stated),
    Sign(ClaimStatus.ALLEGED, "behind", words.UNPROVEN),
    Sign(ClaimStatus.ALLEGED, "before", words.AT_FIRST),
    Sign(ClaimStatus.AGREED, "behind", deals.IF_DONE, of=_is_no_aside),
    Sign(ClaimStatus.PLANNED, "before", deals.UNDER_PLAN, of=_is_state),
    Sign(ClaimStatus.DENIED, "words", words.WRONGLY),
    Sign(ClaimStatus.IN_EFFECT, "body", over.WILL_END, of=_is_state),
    Sign(ClaimStatus.FORMER, "body", over.ENDED),
    Sign(ClaimStatus.DENIED, "body", words.IS_NOT),
    Sign(ClaimStatus.DENIED, "body", words.NOT_OF),
    Sign(ClaimStatus.DENIED, "tense", words.DENIED),
    Sign(ClaimStatus.FORMER, "body", over.KEPT_NOTHING),
    Sign(ClaimStatus.DENIED, "body", words.NO_SHARE),
    Sign(None, "before", deals.UNDONE_BEFORE, of=_is_deal, reach=80),
    Sign(None, "behind", deals.UNDONE_AFTER, of=_is_deal),
    Sign(ClaimStatus.FORMER, "behind", over.LEFT_AFTER),
    Sign(ClaimStatus.FORMER, "before", over.JUST_BOUGHT, of=_is_of_same, reach=60),
    Sign(ClaimStatus.FORMER, "behind", over.SOLD_AFTER, of=_is_got),
    Sign(ClaimStatus.FORMER, "behind", over.SOLD_IT, of=_tells_of_holder),
    Sign(ClaimStatus.FORMER, "behind", over.TAKEN_AWAY, of=_is_state),
    Sign(ClaimStatus.FORMER, "behind", over.THEN_BEHIND, of=_is_state),
    Sign(ClaimStatus.FORMER, "behind", over.PASSED_ON, of=_is_event),
    Sign(ClaimStatus.FORMER, "behind", over.RESOLD, of=lambda told: _is_event(told) and not told.is_holder_first),
    Sign(ClaimStatus.FORMER, "words", over.UNTIL_THEN, of=_is_state),
    Sign(ClaimStatus.FORMER, "body", over.LAST_OWNER),
    Sign(ClaimStatus.FORMER, "behind", over.NOW_OF_OTHER, of=_is_bought),
    Sign(ClaimStatus.FORMER, "behind", over.KEPT_UNTIL, of=_is_bought),
    Sign(ClaimStatus.IN_EFFECT, "words", over.KEEPS_OWN, of=_is_state),
    # Still to be done.
    Sign(ClaimStatus.PLANNED, "words", deals.NEXT),
    Sign(ClaimStatus.NEGOTIATING, "tense", deals.NEGOTIATING),
    Sign(ClaimStatus.NEGOTIATING, "before", deals.NEGOTIATING, of=_is_event, reach=60),
    Sign(ClaimStatus.NEGOTIATING, "before", deals.TALKS_BEFORE, of=_is_named_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "body", deals.IS_SELLING, of=_is_present),
    Sign(ClaimStatus.AGREED, "body", deals.IS_BUYING),
    Sign(ClaimStatus.PLANNED, "tense", deals.SELLING),
    Sign(ClaimStatus.PLANNED, "tense", deals.OPTION),
    Sign(ClaimStatus.PLANNED, "before", deals.DEAL_OPEN_BEFORE, of=_is_named_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "behind", deals.DEAL_OPEN_BEHIND, of=_is_named_deal),
    Sign(ClaimStatus.AGREED, "before", deals.CLEARED_BEFORE, of=_is_named_deal, reach=80),
    Sign(ClaimStatus.AGREED, "deal"),
    Sign(ClaimStatus.AGREED, "tense", deals.AGREED),
    Sign(ClaimStatus.AGREED, "before", deals.AGREED, of=_may_be_agreed, reach=_NEAR),
    Sign(ClaimStatus.PLANNED, "tense", deals.PLANNED),
    Sign(ClaimStatus.PLANNED, "body", deals.PROPOSED, of=_is_event),
    Sign(ClaimStatus.PLANNED, "words", deals.MAY_CHANGE),
    Sign(ClaimStatus.AGREED, "tense", deals.ANNOUNCED, of=_is_event),
    # What others say.
    Sign(ClaimStatus.ALLEGED, "before", words.ACCUSES, reach=_NEAR),
    Sign(ClaimStatus.ALLEGED, "body", words.REPORTED),
    Sign(ClaimStatus.ALLEGED, "before", words.REPORTED_BEFORE, reach=40),
    Sign(ClaimStatus.ALLEGED, "before", words.UNSIGNED),
    Sign(ClaimStatus.ALLEGED, "before", words.HEARSAY, of=_is_no_apposition),
    Sign(ClaimStatus.ALLEGED, "before", words.NO_ONE_KNOWS, of=_is_no_apposition),
    Sign(ClaimStatus.ALLEGED, "before", words.THAT, of=_is_only_thought),
    Sign(ClaimStatus.ALLEGED, "body", words.SO_CALLED),
    Sign(ClaimStatus.PLANNED, "body", deals.NEXT),
    Sign(ClaimStatus.PLANNED, "body", deals.ROLE_MAY_BE),
    Sign(ClaimStatus.PLANNED, "body", deals.IS_TO),
    Sign(ClaimStatus.PLANNED, "before", deals.NEXT_BEFORE, of=_begins_with_role, reach=30),
    Sign(ClaimStatus.FORMER, "before", over.ROLE_BEFORE, of=_begins_with_role, reach=30),
    Sign(ClaimStatus.ALLEGED, "body", words.MAYBE),
    Sign(ClaimStatus.ALLEGED, "before", words.MAYBE, reach=15),
    Sign(ClaimStatus.ALLEGED, "behind", words.SAID_BEHIND),
    Sign(ClaimStatus.ALLEGED, "before", words.SAYS_FOR, of=_ends, reach=_NEAR),
    Sign(ClaimStatus.PLANNED, "tense", deals.TO),
    Sign(None, "words", deals.GERUND_OF, of=_is_state),
    # Done, or over.
    Sign(ClaimStatus.PLANNED, "before", deals.WANTED, of=_ends),
    Sign(ClaimStatus.FORMER, "words", of=_ends),
    Sign(ClaimStatus.PLANNED, "before", deals.TO_BE_SET_UP, of=lambda told: _is_state(told) and told.tense.startswith(","), reach=_NEAR),
    Sign(ClaimStatus.FORMER, "ex"),
    Sign(ClaimStatus.FORMER, "body", over.EX),
    Sign(ClaimStatus.FORMER, "body", over.AT_THE_TIME, of=_is_state),
    Sign(ClaimStatus.FORMER, "behind", over.PERIOD_BEHIND, of=_is_state),
    Sign(ClaimStatus.FORMER, "body", over.ONCE_OWNED),
    Sign(ClaimStatus.FORMER, "tense", over.FORMER, of=_is_state),
    Sign(ClaimStatus.FORMER, "before", over.DISSOLVED, of=_is_state, reach=_NEAR),
    Sign(ClaimStatus.AGREED, "behind", deals.NOT_YET, of=_is_deal),
    Sign(ClaimStatus.IN_EFFECT, "words", of=_is_event),
    Sign(ClaimStatus.IN_EFFECT, "tense", deals.BECAME),
    Sign(ClaimStatus.FORMER, "behind", over.UNTIL_BEHIND, of=lambda told: not _is_vehicle(told)),
    Sign(ClaimStatus.IN_EFFECT, "before", words.FOUND_THAT, of=_is_past, reach=_NEAR),
    Sign(ClaimStatus.IN_EFFECT, "before", words.UNSAID_THAT, of=_is_past, reach=_NEAR),
    Sign(ClaimStatus.IN_EFFECT, "before", words.AS_OF, reach=_NEAR),
    Sign(ClaimStatus.IN_EFFECT, "before", words.SAID_THAT, of=_is_not_over, reach=_NEAR),
    Sign(ClaimStatus.IN_EFFECT, "words", over.SINCE, of=_had_been_so),
    Sign(ClaimStatus.IN_EFFECT, "behind", over.SINCE_BEHIND, of=_had_been_so),
    Sign(ClaimStatus.FORMER, "tense", over.PAST),
    Sign(ClaimStatus.FORMER, "body", over.ROLE_WAS, of=_is_state),
    Sign(ClaimStatus.FORMER, "body", over.HELD, of=_ends_in_past),
)
"""Of what a pattern reads."""

BETWEEN: Final = (
    Sign(None, "before", words.CONDITION),
    Sign(None, "words", words.CONDITION),
    Sign(None, "before", words.NOT_SHOWN, reach=200),
    Sign(None, "words", words.NOT_SHOWN),
    Sign(None, "whole", words.HAD_IT),
    Sign(None, "words", deals.ALMOST),
    Sign(None, "before", words.NAMESAKE, reach=60),
    Sign(None, "words", words.NOT_THE_ONE),
    Sign(None, "words", deals.WOULD_HAVE),
    Sign(None, "words", words.OF_THING),
    Sign(None, "words", deals.NOT_DONE),
    Sign(None, "words", deals.GAVE_UP_DEAL),
    Sign(None, "before", deals.UNDONE_BEFORE, reach=80),
    Sign(None, "words", deals.UNDONE_BEFORE),
    Sign(None, "behind", deals.UNDONE_AFTER),
    Sign(None, "before", deals.NO_DEAL_BEFORE, of=_tells_deal, reach=60),
    Sign(None, "behind", deals.DEAL_ENDED_BEHIND, of=_tells_deal),
    Sign(None, "behind", words.QUESTIONED),
    Sign(ClaimStatus.DENIED, "before", words.CONTRADICTED, of=_is_contested),
    Sign(ClaimStatus.DENIED, "behind", words.DENIED_AFTER),
    Sign(ClaimStatus.DENIED, "before", words.NEITHER, reach=80),
    Sign(None, "before", words.FICTION),
    Sign(None, "before", words.DO_NOT_SAY),
    Sign(None, "before", words.ONCE, of=_is_still_to_come),
    Sign(None, "before", deals.WISHED),
    Sign(ClaimStatus.ALLEGED, "behind", words.WITHDRAWN, of=_is_stated),
    Sign(ClaimStatus.ALLEGED, "before", words.AT_FIRST),
    Sign(ClaimStatus.ALLEGED, "before", words.UNSIGNED),
    Sign(ClaimStatus.ALLEGED, "before", words.HEARSAY, of=_is_no_apposition),
    Sign(ClaimStatus.ALLEGED, "before", words.NO_ONE_KNOWS, of=_is_no_apposition),
    Sign(ClaimStatus.IN_EFFECT, "words", over.WILL_END),
    Sign(ClaimStatus.AGREED, "behind", deals.IF_DONE),
    Sign(ClaimStatus.PLANNED, "before", deals.UNDER_PLAN),
    Sign(ClaimStatus.DENIED, "words", words.DENIED, of=lambda told: not words.NOT_BUT.search(told.words)),
    Sign(ClaimStatus.DENIED, "words", words.NO_SHARE),
    Sign(ClaimStatus.DENIED, "words", words.IS_NOT),
    Sign(ClaimStatus.DENIED, "words", words.WRONGLY),
    Sign(None, "words", over.OTHER_TODAY),
    Sign(ClaimStatus.FORMER, "words", over.UNTIL_THEN),
    Sign(ClaimStatus.IN_EFFECT, "words", over.KEEPS_OWN),
    Sign(ClaimStatus.IN_EFFECT, "words", deals.MAY_SELL_OWN),
    Sign(ClaimStatus.FORMER, "words", over.ENDED),
    Sign(None, "words", deals.GERUND_OF),
    Sign(ClaimStatus.NEGOTIATING, "words", deals.NEGOTIATING),
    Sign(ClaimStatus.NEGOTIATING, "before", deals.TALKS_BEFORE, of=_tells_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "before", deals.DEAL_OPEN_BEFORE, of=_tells_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "behind", deals.DEAL_OPEN_BEHIND, of=_tells_deal),
    Sign(ClaimStatus.AGREED, "before", deals.CLEARED_BEFORE, of=_tells_deal, reach=80),
    Sign(ClaimStatus.PLANNED, "words", deals.SELLING),
    Sign(ClaimStatus.PLANNED, "words", deals.PLANNED),
    Sign(ClaimStatus.AGREED, "words", deals.AGREED),
    Sign(ClaimStatus.ALLEGED, "words", words.REPORTED),
    Sign(ClaimStatus.ALLEGED, "words", words.MAYBE),
    Sign(ClaimStatus.ALLEGED, "before", words.MAYBE, reach=15),
    Sign(ClaimStatus.ALLEGED, "before", words.THAT, of=_is_only_thought),
    Sign(ClaimStatus.ALLEGED, "behind", words.SAID_BEHIND),
    Sign(ClaimStatus.PLANNED, "words", deals.INFINITIVE, of=lambda told: not deals.WENT_ON.search(told.words)),
    Sign(ClaimStatus.FORMER, "words", over.FORMER),
    Sign(ClaimStatus.FORMER, "words", over.EX),
    Sign(ClaimStatus.PLANNED, "words", deals.NEXT),
    Sign(ClaimStatus.ALLEGED, "words", words.SO_CALLED),
    Sign(ClaimStatus.FORMER, "words", over.GAVE_UP),
    Sign(ClaimStatus.FORMER, "words", over.BROKE_AWAY),
    Sign(ClaimStatus.FORMER, "words", over.SOLD_BY),
    Sign(ClaimStatus.FORMER, "words", over.WAS_OF, of=lambda told: not words.FOUND_THAT.search(told.before)),
)
"""Of two parties with words between them of which no verb is known."""
