"""Texts that are of no company, and words that only look like those of a holding, give no claim of two parties that own each other."""

from __future__ import annotations

import pytest

from loaders.article.model import ABOVE
from tests.loaders.article.extraction import pair, proposed

PLAYERS = (
    "Chelsham bought striker Marco Ferri from Evertown for 20 million pounds.",
    "Aral United acquired midfielder Ada Brook on loan from Buri City.",
    "The Dena Hawks acquired pitcher Luis Ortega from the Buri Sox at the trade deadline.",
    "Buri Athletic sold goalkeeper Jan Novak to Dena Rovers.",
    "Dena Rovers have bought the 22-year-old winger Paulo Reis.",
    "Ivan Brook is a former linebacker of the Northern Football League.",
)
MEMBERS = (
    "Brook became the last surviving member of the Cetin Seven.",
    "Michael was a board member of the International Rhino Foundation.",
    "Aral was a member of the Reichstag.",
    "Hanna Beyer (founding member of the Cetin Quartet) taught.",
    "Jan Lennox is a key member of the Aral team.",
)
WORDS = (
    "Ada Brook was a judge. He also served as president of its Danish affiliate, the Aral Lawyers Company.",
    "Buri Foods is an American-Bermudian company operating ships.",
    "Buri Foods, an Anglo-Dutch company, grew.",
    "Buri Foods is an IP company that filed patents.",
    "Jan and his brother James inherited over one million French Francs.",
    "The mail order company sold IT products at a subsidiary of the firm.",
)
FORMER = (
    "Dena Port, Aral Oil's former gaming and entertainment subsidiary, grew.",
    "Dena Port, the former gaming subsidiary of Aral Oil, grew.",
    "Dena Port, a former Danish subsidiary of Aral Oil, grew.",
    "Dena Port was spun out of Aral Oil in 2016.",
    "Dena Port was demerged from its parent Aral Oil.",
)


@pytest.mark.parametrize("text", [*PLAYERS, *MEMBERS, *WORDS])
def test_nobody_owns_anybody_here(text: str) -> None:
    assert [pair(c) for c in proposed(text, "rules", "scorer").claims if c.holder is not None and c.predicate in ABOVE] == []


@pytest.mark.parametrize("text", FORMER)
def test_a_former_subsidiary_is_of_nobody_now(text: str) -> None:
    told = [pair(c) for c in proposed(text, "rules", "scorer").claims if c.predicate in ABOVE]
    assert told == [("Aral Oil", "has-subsidiary", "Dena Port", None, "former")]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("It was founded by Ada Brook and Jan Fiete; it was bought by Aral Oil in 2011.", "it"),
        ("The company was owned by Dena Bank until 2001 when it was bought by Aral Oil.", "it"),
        ("Cetin Media merged with Dena Bank into Buri Foods (it was sold to Aral Oil in 1985).", "buri-foods"),
        ("Buri Foods makes cakes. It was founded by Ada Brook and Jan Fiete; it was bought by Aral Oil.", "buri-foods"),
        ("Buri Foods is based in Dorn. It was run by Cetin Media until 2001, when it was bought by Aral Oil.", "buri-foods"),
    ],
)
def test_it_at_the_beginning_of_a_clause_means_what_the_sentence_is_about(text: str, subject: str) -> None:
    assert {c.subject for c in proposed(text).claims if c.holder == "aral-oil" and c.predicate in ABOVE} == {subject}


@pytest.mark.parametrize(
    "text",
    [
        "The portrait, painted for the Duke of Arden, was bought in 1946 by the Northern Gallery.",
        "The film premiered at Cetin, where it was acquired by Sundial Art.",
        "Titan is held in orbit by Cetin, whose gravity also controls Dena.",
        "The Greens gained Woking from the Conservatives and now control Brighton.",
        "Lake Inar is part of the Paatsjo basin.",
        "St Brann is part of the Diocese of Exham.",
        "Police said that Ray Fitch owned a Beretta.",
        "The Dena Society acquired a Meade telescope from Cetin University.",
        "Dena FM, a station of the county, is an affiliate of the Grain Belt Network.",
        "The painting hung at Arden Hall until the Second World War. In 1946 it was acquired by the Northern Gallery.",
    ],
)
def test_texts_of_other_things_tell_of_no_owner(text: str) -> None:
    assert [pair(c) for c in proposed(text, "rules", "scorer").claims if c.holder is not None and c.predicate in ABOVE] == []


def test_a_text_of_other_things_may_tell_of_a_company() -> None:
    text = "The album was recorded for Dena Records, a subsidiary of Aral Music, in the season of 1974."
    assert ("Aral Music", "has-subsidiary", "Dena Records", None, "in-effect") in [pair(c) for c in proposed(text).claims if c.holder]


@pytest.mark.parametrize(
    "text",
    [
        "Zeus took over from Cronus, who had swallowed Hestia. Hades owned the dead.",
        "Sultan Murad acquired Germiyan through marriage. Thessaly was held by Serbia.",
        "Luther held that grace belongs to God. Zwingli took over Zurich, and Calvin acquired Geneva's ear.",
        "Faroese shares with Icelandic three genders. It took over few words from Danish, which controlled the schools.",
        "Officers stopped a Mercedes owned by Carl Denny of Hull. He had a Glock that belonged to Sean Pyle.",
        "The path leaves Amblesea, crosses land owned by the Northern Trust and joins the coast. Dove Hall has tea.",
    ],
)
def test_several_sentences_without_a_word_of_business_tell_of_no_owner(text: str) -> None:
    assert [pair(c) for c in proposed(text, "rules", "scorer").claims if c.holder is not None and c.predicate in ABOVE] == []


@pytest.mark.parametrize(
    "text",
    [
        "The slow movement of Harrow's second quartet was held on a thread. The group came out of the Dunmore Academy. Harrow sold the "
        "manuscript to pay a doctor, and Felix Odenwald bought it back for him.",
        "A team at the Halden Observatory has found a planet. A rival group does not buy the idea. HV-17 is part of the Carrow cluster.",
        "Irina Szabo won at chess. She took over first place from Wei Tan. The open is part of the Grand Circuit, which the Chess Union "
        "took over in 2015. The market for boards is small.",
        "The narrator of the novel sells letters. In part two Keel Hall is sold to the Lanthorn Trust and burned, as the group had feared.",
        "The band made an album with a producer. It grew out of The Tinsel Heads, which Mab Torrance took over in 1999. Eddie Roke sold a "
        "guitar to Cassius Wynn, who still owns it.",
        "The house has stood since 1850. It has belonged to the Foleys and the Pasks. It became part of the Dunlow Ward in 1934. In 1911 a "
        "gardener bought the house. It was Joan's husband, Walter Brandt, who bought it back. The owners keep a bell.",
        "Talks were suspended on Friday. The Front took control of Skerry. A unit of observers is there. General Pal Wiik took over from "
        "Rene Aubert in May. Skerry's port belongs to the Crown.",
        "Ingrid Solheim is part of the group that trained under Jens Auber. She took over from Kare Vang. Each doctor belonged to a club. "
        "The unit is hers. Ada Brook owns the slope record.",
        "Police searched a quarry. A car once belonged to Peter Mostyn. Ann Foley said that he sold it to a dealer. The Kelmarsh unit took "
        "control of the case from Dunlow. The Mostyns own Dene Chapel.",
        "Torvald Rangers have sold Miko Brandt to Sella Athletic for 14 million pounds. Brandt was there for two seasons.",
        "The village shares a border with two others and belongs to the parish. Colonel Dray took over Hallow Grange from the "
        "Pettifers, in whose company he had fought.",
        "Lionel Grubb was invested as dean on Sunday. Pastor Grubb took over St Jude's from Canon Moira Fell.",
    ],
)
def test_a_few_words_that_may_be_of_business_are_not_enough_beside_those_of_other_things(text: str) -> None:
    assert [pair(c) for c in proposed(text, "rules", "scorer").claims if c.holder is not None and c.predicate in ABOVE] == []


@pytest.mark.parametrize("word", ["company", "subsidiary", "shareholders", "Lorn Holdings", "40% of the shares"])
def test_one_word_of_companies_is_enough_where_nothing_else_is_told_of(word: str) -> None:
    text = f"Talks went on. They met in May. Nobody came. It rained. They spoke of the {word}. Aral Oil bought Buri Steel."
    assert [pair(c) for c in proposed(text).claims if c.holder] == [("Aral Oil", "owns", "Buri Steel", None, "in-effect")]
