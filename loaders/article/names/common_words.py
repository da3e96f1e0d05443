"""Lists words of headlines and paragraphs in capitals that are no part of a name.  Plain data."""

from __future__ import annotations

from typing import Final

from loaders.article.names.lexicon import FIRST_WORDS, GENERIC, MONTH_DAYS, NEVER_FIRST, NO_TRADE, split

IN_NAMES: Final = frozenset(
    split(
        "a company control family first from group holding invest investment investor investors maker new partner partners rival "
        "share state the union unit"
    )
)
"""Common words that are part of names, too: in a headline that is not all in capitals, they stay."""
COMMON: Final = frozenset(
    split(
        "a about above acquire acquired acquires acquiring acquisition acquisitions after agree agreed agreement agrees all amid "
        "an and announce announced announces arm as at back backed backs bid bids billion block blocks board boost boosts bought "
        "buy buying buyout buys by claim claims close closes company complete completes confirm confirms consider considers "
        "control controlling controls cut cuts deal denies deny division double doubles ends exit exits eye eyes family firm "
        "first follow following for from full giant group has have hold holder holding holds in increase increases interest into "
        "invest investment investor investors invests is its join joint lift lifts loses made majority make maker makes merge "
        "merger merges million minority more mull mulls near nears new no not of off offer offers on out outright over owned "
        "owner owners owns parent partial partner partners pct per percent plan planned plans position possible pull pulls "
        "purchase purchases push raise raised raises reach reaches remaining report reports rest rival rivals said sale says seek "
        "seeks sell selling sells set share shareholder shareholders shares sign signs sold spin spins stake stakes state "
        "subsidiary take takeover takes taking talks than the their through to top tops trim trims unit up venture via wants "
        "weigh weighs wholly will win wins with worth"
    )
)
"""Words of a headline that are no part of a name, where the text does not say otherwise."""

ENDS_NAME: Final = frozenset(
    split(
        "bank board capital company control estate fund group holding holdings investment investments investors land partners plan trust "
        "union"
    )
)
"""Common words that may be the last of a name, behind another of its words: ``ARAL GROUP``."""
BEGINS_NAME: Final = frozenset(split("first global great national new one royal second state third union united"))
"""The same, first before another: ``NEW ARAL``."""
COMMON_IN_TEXT: Final = (COMMON | NEVER_FIRST | NO_TRADE | ENDS_NAME | BEGINS_NAME) - MONTH_DAYS - frozenset(
    {"bank", "fund", "trust", "global", "great", "royal", "united", "estate", "land", "national"}
) | frozenset(
    split(
        "according affiliate biggest controlling immediate largest main principal sole ultimate "
        "approximately assets association beneficial beneficially between businesses cash certain chairman "
        "chief claims companies completed consideration controlled date dated day days debt director directors disclosed disposed "
        "during equity established executive exercise expected expects founded founder further general hereby herein him his "
        "family incorporated indirect indirectly issued joint jointly known law learned located meeting member members month "
        "months mother father brother sister son daughter wife husband widow named noted notes notice ordinary outstanding "
        "ownership party people percentage person persons price proposed public registered reported represents respect resulting "
        "rights rose sold solely son statement stock subsidiaries told total transaction transferred under value votes voting "
        "week whole year years"
    )
)
"""Words of a paragraph in capitals that are no part of a name."""
ALONE: Final = (FIRST_WORDS | GENERIC) - COMMON_IN_TEXT
"""Words that are no name where no other word of a name stands beside them."""
DETERMINERS: Final = frozenset(split("the a an this that its their his her"))
"""Words before a thing, and seldom before a name."""
OPENERS: Final = frozenset(split("the a an it its he she they this that these those their his her both"))
"""Words that begin a sentence behind the dot of an abbreviation."""
