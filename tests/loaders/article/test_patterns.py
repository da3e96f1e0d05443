"""Every pattern of relations reads a sentence of its own: one that never does is dead and has to go."""

from __future__ import annotations

from typing import Final

import pytest

from loaders.article.patterns import PATTERNS
from tests.loaders.article.extraction import pair, proposed

SENTENCES: Final[dict[str, tuple[str, str, str]]] = {
    # pattern: (sentence, holder, subject)
    "entry-into-capital": (
        "A contract was signed on the entry of Aral Oil into the capital (34%) of Buri Steel.",
        "Aral Oil",
        "Buri Steel",
    ),
    "changes-share": ("Aral Oil cut its holding in Buri Steel from 35% to 20%.", "Aral Oil", "Buri Steel"),
    "changes-share-in": ("Aral Oil raised its stake to 35% in Buri Steel.", "Aral Oil", "Buri Steel"),
    "vehicle-owns": ("Aral Oil owns 40% of Buri Steel through Cetin Capital.", "Cetin Capital", "Buri Steel"),
    "vehicle-of": ("Aral Oil controls Buri Steel via its holding company Cetin Capital.", "Aral Oil", "Cetin Capital"),
    "who-holds-through": ("Aral Oil, which owns 40% of the shares via its vehicle Cetin Capital, spoke.", "Aral Oil", "Cetin Capital"),
    "vehicle-first": ("Through its vehicle Cetin Capital, Aral Oil holds 40% of Buri Steel.", "Cetin Capital", "Buri Steel"),
    "vehicle-owns-passive": ("Buri Steel is owned by Aral Oil through Cetin Capital.", "Cetin Capital", "Buri Steel"),
    "vehicle-of-passive": ("Buri Steel is owned by Aral Oil through Cetin Capital.", "Aral Oil", "Cetin Capital"),
    "holds-share": ("Aral Oil holds a 33.5% stake in Buri Steel.", "Aral Oil", "Buri Steel"),
    "holds-votes": ("Aral Oil holds 31% of the voting rights in Buri Steel.", "Aral Oil", "Buri Steel"),
    "capital-beside-votes": ("Aral Oil holds 31% of the capital and 53% of the votes in Buri Steel.", "Aral Oil", "Buri Steel"),
    "votes-beside-capital": ("Aral Oil holds 31% of the capital and 53% of the votes in Buri Steel.", "Aral Oil", "Buri Steel"),
    "votes-before-capital": ("Aral Oil holds 53% of the votes but only 31% of the capital of Buri Steel.", "Aral Oil", "Buri Steel"),
    "capital-after-votes": ("Aral Oil holds 53% of the votes but only 31% of the capital of Buri Steel.", "Aral Oil", "Buri Steel"),
    "buys-more": ("Aral Oil will buy the remaining 40% of Buri Steel.", "Aral Oil", "Buri Steel"),
    "in-which": ("Buri Steel, in which Aral Oil holds a 51 percent stake, grew.", "Aral Oil", "Buri Steel"),
    "in-which-other": ("Buri Steel, in which Aral Oil holds 51% and Cetin Capital 49%, grew.", "Cetin Capital", "Buri Steel"),
    "holds-percent": ("Aral Oil holds 60% of Buri Steel.", "Aral Oil", "Buri Steel"),
    "holder-with-share": ("The largest is Aral Oil, with a 20% stake in Buri Steel.", "Aral Oil", "Buri Steel"),
    "acquires": ("Aral Oil acquired Buri Steel.", "Aral Oil", "Buri Steel"),
    "acquires-several": ("Aral Oil acquired several mills, including Buri Steel and Dena Paper.", "Aral Oil", "Dena Paper"),
    "together-own": ("Aral Oil and Cetin Capital together own 60% of Buri Steel.", "Cetin Capital", "Buri Steel"),
    "together-buy": ("Aral Oil and Cetin Capital have bought Buri Steel.", "Cetin Capital", "Buri Steel"),
    "shares-moved-after": ("Shares in Buri Steel rose after Aral Oil disclosed a 7% stake.", "Aral Oil", "Buri Steel"),
    "each-own": ("Aral Oil and Cetin Capital each own 50% of Buri Steel.", "Cetin Capital", "Buri Steel"),
    "and-percent-by": ("Buri Steel is 60% owned by Aral Oil and 40% by Cetin Capital.", "Cetin Capital", "Buri Steel"),
    "wholly-owns": ("Aral Oil wholly owns Buri Steel.", "Aral Oil", "Buri Steel"),
    "owns-all": ("Aral Oil owns all the shares of Buri Steel.", "Aral Oil", "Buri Steel"),
    "hyphen-owned": ("The Aral Oil-owned mill Buri Steel grew.", "Aral Oil", "Buri Steel"),
    "owns": ("Aral Oil owns Buri Steel.", "Aral Oil", "Buri Steel"),
    "acquired-by": ("Buri Steel was acquired by Aral Oil.", "Aral Oil", "Buri Steel"),
    "later-acquired-by": ("Buri Steel made rails for forty years and was then bought by Aral Oil.", "Aral Oil", "Buri Steel"),
    "and-acquired": ("Aral Oil moved to Oslo and later bought Buri Steel.", "Aral Oil", "Buri Steel"),
    "share-acquired-by": ("A 30% stake in Buri Steel was bought by Aral Oil.", "Aral Oil", "Buri Steel"),
    "percent-held-by": ("49% of Buri Steel is held by Aral Oil.", "Aral Oil", "Buri Steel"),
    "rest-held-by": ("Cetin Capital owns 62% of Buri Steel; the remaining 38% is held by Aral Oil.", "Aral Oil", "Buri Steel"),
    "rest-of-passive": ("Buri Steel is 62% owned by Cetin Capital, and the remaining 38% is held by Aral Oil.", "Aral Oil", "Buri Steel"),
    "seller-keeps": ("Aral Oil bought 60% of Buri Steel from Cetin Capital, which keeps 40%.", "Cetin Capital", "Buri Steel"),
    "followed-by": ("Aral Oil owns 28% of Buri Steel, followed by Cetin Capital with 19%.", "Cetin Capital", "Buri Steel"),
    "as-shareholder": ("We welcome Aral Oil as a 25% shareholder in Buri Steel.", "Aral Oil", "Buri Steel"),
    "and-holds": ("Aral Oil runs twelve mills and has a 35% stake in Buri Steel.", "Aral Oil", "Buri Steel"),
    "exits": ("Aral Oil exited Buri Steel, selling its 62% stake to Cetin Capital.", "Cetin Capital", "Buri Steel"),
    "whose-owner": ("Rails come from Buri Steel, whose main owner is Aral Oil.", "Aral Oil", "Buri Steel"),
    "in-hands": ("Buri Steel is in the hands of Aral Oil.", "Aral Oil", "Buri Steel"),
    "own-in-order": ("Aral Oil and Cetin Capital hold 30 and 20 per cent of Buri Steel respectively.", "Cetin Capital", "Buri Steel"),
    "whose-owners-in-order": (
        "Buri Steel, whose shareholders Aral Oil and Cetin Capital hold 60% and 40%, grew.",
        "Cetin Capital",
        "Buri Steel",
    ),
    "assets-include": ("Aral Oil's assets include 60% of Buri Steel and 45% of Dena Paper.", "Aral Oil", "Dena Paper"),
    "vehicle-between": ("Aral Oil, through its subsidiary Cetin Capital, bought 35% of Buri Steel.", "Cetin Capital", "Buri Steel"),
    "leaves": ("Aral Oil exited Buri Steel in 2012.", "Aral Oil", "Buri Steel"),
    "seller-keeps-part": ("Aral Oil sold 10% of Buri Steel to Cetin Capital and keeps 30%.", "Aral Oil", "Buri Steel"),
    "options-over": ("Aral Oil holds call options over 15% of Buri Steel.", "Aral Oil", "Buri Steel"),
    "could-become": ("Aral Oil's notes could be converted into 15% of Buri Steel.", "Aral Oil", "Buri Steel"),
    "form-venture": ("Aral Oil and Cetin Capital set up a joint venture, Buri Steel, in 2020.", "Cetin Capital", "Buri Steel"),
    "bids-for": ("Aral Oil is weighing a takeover bid for Buri Steel.", "Aral Oil", "Buri Steel"),
    "would-give": ("The deal would give Aral Oil 18% of Buri Steel.", "Aral Oil", "Buri Steel"),
    "sold-to": ("Buri Steel was sold to Aral Oil.", "Aral Oil", "Buri Steel"),
    "sells-to": ("Cetin Capital sold Buri Steel to Aral Oil.", "Aral Oil", "Buri Steel"),
    "sells": ("Aral Oil sold its stake in Buri Steel.", "Aral Oil", "Buri Steel"),
    "owned-by": ("Buri Steel is owned by Aral Oil.", "Aral Oil", "Buri Steel"),
    "owned-by-inverted": ("Long controlled by Aral Oil, Buri Steel has four mills.", "Aral Oil", "Buri Steel"),
    "acquisition-by": ("The acquisition of Buri Steel by Aral Oil took a year.", "Aral Oil", "Buri Steel"),
    "acquisition-of": ("Aral Oil's acquisition of Buri Steel took a year.", "Aral Oil", "Buri Steel"),
    "its-acquisition-of": ("Aral Oil completed its acquisition of Buri Steel.", "Aral Oil", "Buri Steel"),
    "its-acquisition-by": ("Buri Steel announced its acquisition by Aral Oil.", "Aral Oil", "Buri Steel"),
    "wholly-owned-of": ("Buri Steel is a wholly owned subsidiary of Aral Oil.", "Aral Oil", "Buri Steel"),
    "shareholder-of": ("Aral Oil is the majority shareholder of Buri Steel.", "Aral Oil", "Buri Steel"),
    "owner-named": ("Buri Steel shareholder Aral Oil spoke.", "Aral Oil", "Buri Steel"),
    "becomes-holder": ("Aral Oil became Buri Steel's largest shareholder, with a stake of 30%.", "Aral Oil", "Buri Steel"),
    "has-as-owner": ("Buri Steel has Aral Oil as its sole owner.", "Aral Oil", "Buri Steel"),
    "listed-as": ("Buri Steel grew under Aral Oil, which is registered as its sole shareholder.", "Aral Oil", "its"),
    "forms-venture": ("Aral Oil formed a joint venture with Cetin Capital called Buri Steel.", "Cetin Capital", "Buri Steel"),
    "poss-shareholder": ("Buri Steel's largest shareholder is Aral Oil.", "Aral Oil", "Buri Steel"),
    "shareholders-are": ("The shareholders of Buri Steel are Aral Oil and Cetin Capital.", "Cetin Capital", "Buri Steel"),
    "invested-in": ("Aral Oil invested $5 million in Buri Steel.", "Aral Oil", "Buri Steel"),
    "investments-include": ("Aral Oil's investments include Buri Steel and Dena Paper.", "Aral Oil", "Dena Paper"),
    "backs": ("Aral Oil has backed firms such as Buri Steel and Dena Paper.", "Aral Oil", "Dena Paper"),
    "raises-from": ("Buri Steel raised $5 million from Aral Oil and Cetin Capital.", "Cetin Capital", "Buri Steel"),
    "funded-by": ("Buri Steel secured Series B funding led by Aral Oil.", "Aral Oil", "Buri Steel"),
    "joint-venture": ("Buri Steel is a joint venture between Aral Oil and Cetin Capital.", "Cetin Capital", "Buri Steel"),
    "subsidiary-of": ("Buri Steel is a subsidiary of Aral Oil.", "Aral Oil", "Buri Steel"),
    "poss-subsidiary": ("Aral Oil's subsidiary Buri Steel grew.", "Aral Oil", "Buri Steel"),
    "owner-subsidiary": ("The Aral Oil subsidiary Buri Steel grew.", "Aral Oil", "Buri Steel"),
    "its-subsidiary": ("Aral Oil grew faster than its subsidiary Buri Steel.", "Aral Oil", "Buri Steel"),
    "subsidiary-appositive": ("Rails are made by Buri Steel, Aral Oil's largest subsidiary.", "Aral Oil", "Buri Steel"),
    "subsidiaries-include": ("Aral Oil's companies include Buri Steel and Dena Paper.", "Aral Oil", "Dena Paper"),
    "through-subsidiary": ("Aral Oil makes rails via its vehicle Buri Steel.", "Aral Oil", "Buri Steel"),
    "part-of": ("Buri Steel is part of Aral Oil.", "Aral Oil", "Buri Steel"),
    "member-of": ("Buri Steel is a member of Aral Group.", "Aral Group", "Buri Steel"),
    "belongs-to": ("Buri Steel belongs to Aral Oil.", "Aral Oil", "Buri Steel"),
    "founding-member-of": ("Buri Steel is a founding member of Aral Group.", "Aral Group", "Buri Steel"),
    "parent-of": ("Aral Oil is the parent company of Buri Steel.", "Aral Oil", "Buri Steel"),
    "poss-parent": ("Buri Steel's parent company, Aral Oil, grew.", "Aral Oil", "Buri Steel"),
    "its-parent": ("Buri Steel is insured by its parent, Aral Oil.", "Aral Oil", "Buri Steel"),
    "company-possessive": ("Buri Steel is an Aral Oil company.", "Aral Oil", "Buri Steel"),
    "became-division": ("Buri Steel was folded into Aral Oil.", "Aral Oil", "Buri Steel"),
    "supervised": ("Buri Steel is under the supervision of the Ministry of Coal.", "Ministry of Coal", "Buri Steel"),
    "supervised-by": ("Buri Steel is supervised by the Ministry of Coal.", "Ministry of Coal", "Buri Steel"),
    "supervises": ("The Ministry of Coal oversees Buri Steel.", "Ministry of Coal", "Buri Steel"),
    "supervised-relative": ("Buri Steel under the supervision of the Ministry of Coal grew.", "Ministry of Coal", "Buri Steel"),
    "administered-by": ("Buri Steel is administered by the Ministry of Coal.", "Ministry of Coal", "Buri Steel"),
    "administers": ("The Ministry of Coal administers Buri Steel.", "Ministry of Coal", "Buri Steel"),
    "affiliated": ("Buri Steel is affiliated with Aral Oil.", "Aral Oil", "Buri Steel"),
    "predecessor": ("Buri Steel was the predecessor of Aral Oil.", "Aral Oil", "Buri Steel"),
    "successor": ("Aral Oil is the legal successor of Buri Steel.", "Aral Oil", "Buri Steel"),
    "whose-successor": ("Rails came from Buri Steel, whose successor is Aral Oil.", "Aral Oil", "Buri Steel"),
    "chairs": ("Buri Steel Chairman Ada Brook spoke.", "Ada Brook", "Buri Steel"),
    "chairman-of": ("Ada Brook, chairman of Buri Steel, spoke.", "Ada Brook", "Buri Steel"),
    "leads": ("Buri Steel CEO Ada Brook spoke.", "Ada Brook", "Buri Steel"),
    "leader-of": ("Ada Brook, chief executive of Buri Steel, spoke.", "Ada Brook", "Buri Steel"),
}


def test_every_pattern_has_a_sentence_and_a_name_of_its_own() -> None:
    names = [pattern.name for pattern in PATTERNS]
    assert len(names) == len(set(names))
    assert sorted(names) == sorted(SENTENCES)


@pytest.mark.parametrize("name", SENTENCES)
def test_a_pattern_reads_its_sentence(name: str) -> None:
    text, holder, subject = SENTENCES[name]
    told = {(pair(c)[0], pair(c)[2]) for c in proposed(text).claims if c.holder is not None and c.extractor.pattern == name}
    assert (holder, subject) in told
