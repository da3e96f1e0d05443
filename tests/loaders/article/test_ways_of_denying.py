"""Ways of denying, asking, doubting, planning and ending a relation, each with each way of telling it: none is in effect.

What is told as known stays in effect, whoever says so.
"""

from __future__ import annotations

import pytest

from loaders.article.model import ABOVE
from tests.loaders.article.extraction import proposed

STATES = (
    "Aral Oil owns 60 percent of Buri Steel",
    "Aral Oil controls Buri Steel",
    "Buri Steel is owned by Aral Oil",
    "Buri Steel is a subsidiary of Aral Oil",
    "the owner of Buri Steel is Aral Oil",
    "Aral Oil's subsidiaries include Buri Steel",
)
DEALS = (
    "Aral Oil bought Buri Steel",
    "Aral Oil acquired 60 percent of Buri Steel",
    "Aral Oil took a 30% stake in Buri Steel",
    "Cetin Capital sold Buri Steel to Aral Oil",
)
NAMED_DEALS = ("Aral Oil's acquisition of Buri Steel", "the acquisition of Buri Steel by Aral Oil", "the sale of Buri Steel to Aral Oil")
INFINITIVES = ("buy Buri Steel", "acquire 60 percent of Buri Steel", "hold a 25% stake in Buri Steel", "own Buri Steel")

OF_STATES = (
    "The company denied that {}.",
    "It is not the case that {}.",
    "It is a myth that {}.",
    "He lied when he said that {}.",
    "The paper retracted its report that {}.",
    "We reported in error that {}.",
    "It would be wrong to say that {}.",
    "He declined to confirm that {}.",
    "The filing does not show that {}.",
    "It is doubtful that {}.",
    "It is possible that {}.",
    "It is believed that {}.",
    "One theory is that {}.",
    "The plan is that {}.",
    "The complaint says that {}.",
    "The bank feared that {}.",
    "The report stopped short of saying that {}.",
    "It is unclear whether {}.",
    "If {}, the regulator must be told.",
    "Provided that {}, the loan is repaid.",
    "Reports that {} are false.",
    "The claim that {} has been debunked.",
    "{}, allegedly.",
    "{}, it is said.",
    "{}, or so it was rumoured.",
    "{}, he falsely claimed.",
    "{}, prosecutors allege.",
    "{}, according to unconfirmed reports.",
    "{}, if the rumours are true.",
    "{} - or does it?",
    "{}? The company says no.",
    '"{}" - that is a lie, says the company.',
    "{}. None of this is true.",
    "{}. It was a hoax.",
    "{}. Not so, says the regulator.",
    "{}. There is no evidence for this.",
    "{}. The paper has since corrected this statement.",
    "It is far from clear that {}.",
    "It is hard to prove that {}.",
    "There is serious doubt that {}.",
    "Nobody has ever shown that {}.",
    "No filing shows that {}.",
    "By no means does it follow that {}.",
    "He was asked to confirm that {}.",
    "It is no longer true that {}.",
    "It used to be said that {}.",
    "Contrary to reports that {}, the two are not linked.",
    "This article originally said that {}.",
    "A forged register showed that {}.",
    "An anonymous letter says that {}.",
    "The document showing that {} was a forgery.",
    "The report that {} turned out to be wrong.",
    "The finding that {} was overturned on appeal.",
    "We said that {}; we were wrong.",
    "We wrote that {}, but this is not so.",
    "In the film, {}.",
    "Supposedly, {}.",
    "As long as {}, the covenant holds.",
    "{}, say critics.",
    "{}, we wrongly reported.",
    "{}, although this is contested.",
    "{}, a claim that could not be verified.",
    "{} if the deal goes through.",
    "{} once the deal is completed.",
    '"{}" is a false statement, the court held.',
    "{}. That was a mistake.",
    "{}. That is what he claims.",
    "{}. The company denies it.",
    "{}. The register says otherwise.",
    "{}. This could not be verified.",
    "{}. Those days are over.",
    "{}. In truth it does not.",
    "{}. Or so the story goes.",
    "Neighbours say {}.",
    "His lawyer says {}.",
    "They say {}.",
    "I hear that {}.",
    "As far as I know, {}.",
    "Never say {}.",
    "Stop saying {}.",
    "He wants a ruling that {}.",
)
OF_DEALS = (
    "{}, pending approval by the regulator.",
    "{}, but the deal was cancelled.",
    "{}, a deal that was never completed.",
    "{}. The deal fell apart.",
    "{}. Regulators blocked the deal.",
    "{}. The parties walked away from the deal.",
)
OF_BUYERS = (
    "{} in 2010 but sold it five years later.",
    "{}, but has since sold it.",
    "{} and got rid of it in 2019.",
    "{} but no longer owns it.",
    "{}. It sold the company in 2015.",
)
OF_NAMED_DEALS = (
    "{} is no longer on the table.",
    "{} would create a giant.",
    "{} has been put on hold.",
    "{} never took place.",
    "Shareholders voted against {}.",
    "The firm ruled out {}.",
    "Talks on {} continue.",
    "Approval of {} is pending.",
)
VERBS = (
    "is about to",
    "was to",
    "can",
    "vowed to",
    "has yet to",
    "is likely to",
    "was forbidden to",
    "has no intention to",
    "pretended to",
)

KNOWN = (
    "The report found that {}.",
    "It emerged that {}.",
    "There is no doubt that {}.",
    "Nobody disputes that {}.",
    "The company did not say why {}.",
    "{}, the company said.",
    "{}, according to its annual report.",
    "{}, but denied it had plans for a mine.",
    "{}, said Ada Brook, who denies any wrongdoing.",
    "{}. The claim for damages was rejected.",
    "{} and wants to buy Dena Foods.",
    "There is little doubt that {}.",
    "Both sides accept that {}.",
    "Neither side disputes that {}.",
    "The neighbours of the mill, who say it stinks, know that {}.",
    "When asked to comment, the company said that {}.",
    "Formally, {}.",
    "{}, which some analysts think is cheap.",
    "{}. The claim for damages was dropped.",
    "{}, subject to a charge in favour of a bank.",
)


def _find_statuses(text: str) -> set[str]:
    claims = proposed(text[0].upper() + text[1:], "rules", "scorer").claims
    ends = ("aral-oil", "buri-steel")
    return {c.status.value for c in claims if (c.holder, c.subject) == ends and c.predicate in ABOVE}


def _tell(ways: tuple[str, ...], sentences: tuple[str, ...]) -> list[str]:
    return [way.format(sentence[0].upper() + sentence[1:] if way[0] in '{"' else sentence) for way in ways for sentence in sentences]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(_tell(OF_STATES, (*STATES, *DEALS)), id="denied, doubted or asked"),
        pytest.param(_tell(("Under the plan, {} from 2027.", "He dreams of the day when {}."), STATES), id="planned"),
        pytest.param(_tell(OF_DEALS, DEALS), id="undone"),
        pytest.param(_tell(OF_BUYERS, DEALS[:3]), id="sold again"),
        pytest.param(_tell(OF_NAMED_DEALS, NAMED_DEALS), id="deals that are named"),
        pytest.param([f"Aral Oil {verb} {words}." for verb in VERBS for words in INFINITIVES], id="meant or wished"),
    ],
)
def test_no_way_of_taking_it_back_leaves_it_in_effect(texts: list[str]) -> None:
    assert [text for text in texts if "in-effect" in _find_statuses(text)] == []


def test_what_is_known_stays_in_effect() -> None:
    assert [text for text in _tell(KNOWN, (*STATES[:5], *DEALS)) if _find_statuses(text) != {"in-effect"}] == []
