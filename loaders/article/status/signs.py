"""Lists which words, where in a sentence, give which status to a relation: in effect, agreed, planned, former, denied, alleged, or none.

Three tables, of which the first row that fits decides: owns their order, and how far each word reaches.  How the words are spelled is in
``words.py``, ``words_deals.py`` and ``words_over.py``, how a row is read in ``claim_status.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from loaders.article.model import ClaimStatus
from loaders.article.sentences.masking import ITS
from loaders.article.status import told as ask
from loaders.article.status import words as words
from loaders.article.status import words_deals as deals
from loaders.article.status import words_over as over
from loaders.article.status.told import NEAR, Told


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


GIVEN: Final = (
    Sign(None, "words", words.OF_THING),
    Sign(ClaimStatus.ALLEGED, "before", words.ACCUSES, of=lambda told: words.IS.search(told.words) is not None),
    Sign(ClaimStatus.FORMER, "behind", over.UNTIL_BEHIND, of=lambda told: not ask.is_vehicle(told)),
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
    Sign(ClaimStatus.FORMER, "behind", over.GONE, of=ask.is_in_role),
)
"""Of what is said by the way, whatever the sentence denies, plans or asks."""

TOLD: Final = (
    # Asked, supposed, undone: nothing is told.
    Sign(None, "before", words.CONDITION),
    Sign(None, "before", words.NOT_SHOWN, reach=200),
    Sign(None, "before", words.STRUCK_DOWN),
    Sign(None, "before", words.FORBIDDEN, reach=40),
    Sign(None, "behind", words.AS_SECURITY, of=lambda told: ask.is_state(told) and told.is_holder_first),
    Sign(None, "behind", deals.SHORT, of=ask.ends),
    Sign(None, "behind", words.BUT_IN_NAME),
    Sign(None, "behind", words.QUESTIONED),
    Sign(None, "before", deals.UNDONE_BEFORE, of=ask.is_event, reach=80),
    Sign(None, "behind", deals.UNDONE_AFTER, of=ask.is_event),
    Sign(None, "before", deals.NO_DEAL_BEFORE, of=ask.is_named_deal, reach=60),
    Sign(None, "behind", deals.DEAL_ENDED_BEHIND, of=ask.is_named_deal),
    Sign(None, "whole", words.HAD_IT),
    Sign(None, "words", deals.ALMOST),
    Sign(None, "words", deals.WOULD_HAVE),
    Sign(None, "before", words.NAMESAKE, reach=60),
    Sign(None, "words", deals.GERUND, of=ask.is_bare_event),
    Sign(None, "before", words.FICTION),
    Sign(None, "before", words.DO_NOT_SAY),
    Sign(None, "before", words.NO_ANSWER, of=ask.is_no_apposition),
    Sign(None, "before", words.ONCE, of=ask.is_still_to_come),
    Sign(None, "before", deals.WISHED),
    Sign(None, "before", deals.HIRED, of=ask.ends),
    Sign(None, "behind", over.ONLY_ONE_LEFT, of=ask.is_state),
    # Denied and over.
    Sign(ClaimStatus.DENIED, "before", words.CONTRADICTED, of=ask.is_not_aside),
    Sign(ClaimStatus.DENIED, "behind", words.DENIED_AFTER, of=ask.is_not_aside),
    Sign(ClaimStatus.DENIED, "before", words.NEITHER, of=ask.is_not_aside, reach=80),
    Sign(ClaimStatus.DENIED, "before", words.NO_PART, of=ask.is_no_apposition, reach=80),
    Sign(ClaimStatus.ALLEGED, "behind", words.WITHDRAWN, of=ask.is_stated),
    Sign(ClaimStatus.ALLEGED, "behind", words.UNPROVEN),
    Sign(ClaimStatus.ALLEGED, "before", words.AT_FIRST),
    Sign(ClaimStatus.AGREED, "behind", deals.IF_DONE, of=ask.is_no_aside),
    Sign(ClaimStatus.PLANNED, "before", deals.UNDER_PLAN, of=ask.is_state),
    Sign(ClaimStatus.DENIED, "words", words.WRONGLY),
    Sign(ClaimStatus.IN_EFFECT, "body", over.WILL_END, of=ask.is_state),
    Sign(ClaimStatus.FORMER, "body", over.ENDED),
    Sign(ClaimStatus.DENIED, "body", words.IS_NOT),
    Sign(ClaimStatus.DENIED, "body", words.NOT_OF),
    Sign(ClaimStatus.DENIED, "tense", words.DENIED),
    Sign(ClaimStatus.FORMER, "body", over.KEPT_NOTHING),
    Sign(ClaimStatus.DENIED, "body", words.NO_SHARE),
    Sign(None, "before", deals.UNDONE_BEFORE, of=ask.is_deal, reach=80),
    Sign(None, "behind", deals.UNDONE_AFTER, of=ask.is_deal),
    Sign(ClaimStatus.FORMER, "behind", over.LEFT_AFTER),
    Sign(ClaimStatus.FORMER, "before", over.JUST_BOUGHT, of=ask.is_of_same, reach=60),
    Sign(ClaimStatus.FORMER, "behind", over.SOLD_AFTER, of=ask.is_got),
    Sign(ClaimStatus.FORMER, "behind", over.SOLD_IT, of=ask.tells_of_holder),
    Sign(ClaimStatus.FORMER, "behind", over.GONE, of=ask.is_in_role),
    Sign(ClaimStatus.FORMER, "behind", over.OF_OTHER_SINCE, of=ask.is_event),
    Sign(ClaimStatus.FORMER, "behind", over.TAKEN_AWAY, of=ask.is_state),
    Sign(ClaimStatus.FORMER, "behind", over.THEN_BEHIND, of=ask.is_state),
    Sign(ClaimStatus.FORMER, "behind", over.PASSED_ON, of=ask.is_event),
    Sign(ClaimStatus.FORMER, "behind", over.RESOLD, of=lambda told: ask.is_event(told) and not told.is_holder_first),
    Sign(ClaimStatus.ALLEGED, "behind", words.DENIED_THEN),
    Sign(ClaimStatus.FORMER, "words", over.UNTIL_THEN, of=ask.is_state),
    Sign(ClaimStatus.FORMER, "body", over.LAST_OWNER),
    Sign(ClaimStatus.FORMER, "behind", over.NOW_OF_OTHER, of=ask.is_bought),
    Sign(ClaimStatus.FORMER, "behind", over.KEPT_UNTIL, of=ask.is_bought),
    Sign(ClaimStatus.IN_EFFECT, "words", over.KEEPS_OWN, of=ask.is_state),
    Sign(ClaimStatus.IN_EFFECT, "words", over.WILL_REMAIN, of=ask.is_state),
    # Still to be done.
    Sign(ClaimStatus.PLANNED, "words", deals.IS_TO_SELL, of=ask.ends),
    Sign(ClaimStatus.PLANNED, "words", deals.NEXT),
    Sign(ClaimStatus.NEGOTIATING, "tense", deals.NEGOTIATING),
    Sign(ClaimStatus.NEGOTIATING, "before", deals.NEGOTIATING, of=ask.is_event, reach=60),
    Sign(ClaimStatus.NEGOTIATING, "before", deals.TALKS_BEFORE, of=ask.is_named_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "body", deals.IS_SELLING, of=ask.is_present),
    Sign(ClaimStatus.AGREED, "body", deals.IS_BUYING),
    Sign(ClaimStatus.PLANNED, "tense", deals.SELLING),
    Sign(ClaimStatus.PLANNED, "tense", deals.OPTION),
    Sign(ClaimStatus.PLANNED, "before", deals.DEAL_OPEN_BEFORE, of=ask.is_named_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "behind", deals.DEAL_OPEN_BEHIND, of=ask.is_named_deal),
    Sign(ClaimStatus.AGREED, "before", deals.CLEARED_BEFORE, of=ask.is_named_deal, reach=80),
    Sign(ClaimStatus.AGREED, "deal"),
    Sign(ClaimStatus.AGREED, "tense", deals.AGREED),
    Sign(ClaimStatus.AGREED, "before", deals.AGREED, of=ask.may_be_agreed, reach=NEAR),
    Sign(ClaimStatus.PLANNED, "tense", deals.PLANNED),
    Sign(ClaimStatus.PLANNED, "body", deals.PROPOSED, of=ask.is_event),
    Sign(ClaimStatus.PLANNED, "words", deals.MAY_CHANGE),
    Sign(ClaimStatus.AGREED, "tense", deals.ANNOUNCED, of=ask.is_event),
    # What others say.
    Sign(ClaimStatus.ALLEGED, "before", words.ACCUSES, reach=NEAR),
    Sign(ClaimStatus.ALLEGED, "body", words.REPORTED),
    Sign(ClaimStatus.ALLEGED, "before", words.REPORTED_BEFORE, reach=40),
    Sign(ClaimStatus.ALLEGED, "before", words.WHO_SAYS, reach=40),
    Sign(ClaimStatus.ALLEGED, "before", words.UNSIGNED),
    Sign(ClaimStatus.ALLEGED, "before", words.HEARSAY, of=ask.is_no_apposition),
    Sign(ClaimStatus.ALLEGED, "before", words.NO_ONE_KNOWS, of=ask.is_no_apposition),
    Sign(ClaimStatus.ALLEGED, "before", words.THAT, of=ask.is_only_thought),
    Sign(ClaimStatus.ALLEGED, "body", words.SO_CALLED),
    Sign(ClaimStatus.PLANNED, "body", deals.NEXT),
    Sign(ClaimStatus.PLANNED, "body", deals.ROLE_MAY_BE),
    Sign(ClaimStatus.PLANNED, "body", deals.IS_TO),
    Sign(ClaimStatus.PLANNED, "before", deals.NEXT_BEFORE, of=ask.begins_with_role, reach=30),
    Sign(ClaimStatus.FORMER, "before", over.ROLE_BEFORE, of=ask.begins_with_role, reach=30),
    Sign(ClaimStatus.ALLEGED, "body", words.MAYBE),
    Sign(ClaimStatus.ALLEGED, "before", words.MAYBE, reach=15),
    Sign(ClaimStatus.ALLEGED, "behind", words.SAID_BEHIND),
    Sign(ClaimStatus.ALLEGED, "before", words.SAYS_FOR, of=ask.passes_on, reach=NEAR),
    Sign(ClaimStatus.PLANNED, "tense", deals.TO),
    Sign(None, "words", deals.GERUND_OF, of=ask.is_state),
    # Done, or over.
    Sign(ClaimStatus.PLANNED, "before", deals.WANTED, of=ask.ends),
    Sign(ClaimStatus.FORMER, "words", of=ask.ends),
    Sign(ClaimStatus.PLANNED, "before", deals.TO_BE_SET_UP, of=lambda told: ask.is_state(told) and told.tense.startswith(","), reach=NEAR),
    Sign(ClaimStatus.FORMER, "ex"),
    Sign(ClaimStatus.FORMER, "body", over.EX),
    Sign(ClaimStatus.FORMER, "body", over.AT_THE_TIME, of=ask.is_state),
    Sign(ClaimStatus.FORMER, "behind", over.PERIOD_BEHIND, of=ask.is_state),
    Sign(ClaimStatus.FORMER, "body", over.ONCE_OWNED),
    Sign(ClaimStatus.FORMER, "tense", over.FORMER, of=ask.is_state),
    Sign(ClaimStatus.FORMER, "before", over.DISSOLVED, of=ask.is_state, reach=NEAR),
    Sign(ClaimStatus.AGREED, "behind", deals.NOT_YET, of=ask.is_deal),
    Sign(ClaimStatus.IN_EFFECT, "words", of=ask.is_event),
    Sign(ClaimStatus.IN_EFFECT, "tense", deals.BECAME),
    Sign(ClaimStatus.FORMER, "behind", over.UNTIL_BEHIND, of=lambda told: not ask.is_vehicle(told)),
    Sign(ClaimStatus.IN_EFFECT, "before", words.FOUND_THAT, of=ask.is_past, reach=NEAR),
    Sign(ClaimStatus.IN_EFFECT, "before", words.UNSAID_THAT, of=ask.is_past, reach=NEAR),
    Sign(ClaimStatus.IN_EFFECT, "before", words.AS_OF, reach=NEAR),
    Sign(ClaimStatus.IN_EFFECT, "before", words.SAID_THAT, of=ask.is_not_over, reach=NEAR),
    Sign(ClaimStatus.IN_EFFECT, "words", over.SINCE, of=ask.had_been_so),
    Sign(ClaimStatus.IN_EFFECT, "behind", over.SINCE_BEHIND, of=ask.had_been_so),
    Sign(ClaimStatus.FORMER, "tense", over.PAST),
    Sign(ClaimStatus.FORMER, "body", over.ROLE_WAS, of=ask.is_state),
    Sign(ClaimStatus.FORMER, "body", over.HELD, of=ask.ends_in_past),
)
"""Of what a pattern reads."""

BETWEEN: Final = (
    Sign(None, "before", words.CONDITION),
    Sign(None, "words", words.CONDITION),
    Sign(None, "before", words.NOT_SHOWN, reach=200),
    Sign(None, "words", words.NOT_SHOWN),
    Sign(None, "before", words.STRUCK_DOWN),
    Sign(None, "before", words.FORBIDDEN, reach=40),
    Sign(None, "words", words.OF_LOSS),
    Sign(None, "before", words.OF_LOSS, reach=30),
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
    Sign(None, "before", deals.NO_DEAL_BEFORE, of=ask.tells_deal, reach=60),
    Sign(None, "behind", deals.DEAL_ENDED_BEHIND, of=ask.tells_deal),
    Sign(None, "behind", words.QUESTIONED),
    Sign(ClaimStatus.DENIED, "before", words.CONTRADICTED, of=ask.is_contested),
    Sign(ClaimStatus.DENIED, "behind", words.DENIED_AFTER),
    Sign(ClaimStatus.DENIED, "before", words.NEITHER, reach=80),
    Sign(None, "before", words.FICTION),
    Sign(None, "before", words.DO_NOT_SAY),
    Sign(None, "before", words.NO_ANSWER, of=ask.is_no_apposition),
    Sign(None, "before", words.ONCE, of=ask.is_still_to_come),
    Sign(None, "before", deals.WISHED),
    Sign(ClaimStatus.ALLEGED, "behind", words.WITHDRAWN, of=ask.is_stated),
    Sign(ClaimStatus.ALLEGED, "before", words.AT_FIRST),
    Sign(ClaimStatus.ALLEGED, "before", words.UNSIGNED),
    Sign(ClaimStatus.ALLEGED, "before", words.HEARSAY, of=ask.is_no_apposition),
    Sign(ClaimStatus.ALLEGED, "before", words.NO_ONE_KNOWS, of=ask.is_no_apposition),
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
    Sign(ClaimStatus.IN_EFFECT, "words", over.WILL_REMAIN),
    Sign(ClaimStatus.IN_EFFECT, "words", deals.MAY_SELL_OWN),
    Sign(ClaimStatus.FORMER, "words", over.ENDED),
    Sign(None, "words", deals.GERUND_OF),
    Sign(ClaimStatus.NEGOTIATING, "words", deals.NEGOTIATING),
    Sign(ClaimStatus.NEGOTIATING, "before", deals.TALKS_BEFORE, of=ask.tells_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "before", deals.DEAL_OPEN_BEFORE, of=ask.tells_deal, reach=60),
    Sign(ClaimStatus.PLANNED, "behind", deals.DEAL_OPEN_BEHIND, of=ask.tells_deal),
    Sign(ClaimStatus.AGREED, "before", deals.CLEARED_BEFORE, of=ask.tells_deal, reach=80),
    Sign(ClaimStatus.PLANNED, "words", deals.SELLING),
    Sign(ClaimStatus.PLANNED, "words", deals.PLANNED),
    Sign(ClaimStatus.AGREED, "words", deals.AGREED),
    Sign(ClaimStatus.ALLEGED, "words", words.REPORTED),
    Sign(ClaimStatus.ALLEGED, "words", words.MAYBE),
    Sign(ClaimStatus.ALLEGED, "before", words.MAYBE, reach=15),
    Sign(ClaimStatus.ALLEGED, "before", words.THAT, of=ask.is_only_thought),
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
