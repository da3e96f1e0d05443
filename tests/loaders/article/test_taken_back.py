"""What a text denies, supposes, undoes or takes back is never in effect, by rules and models alike."""

from __future__ import annotations

import pytest

from tests.loaders.article.extraction import pairs, proposed

TAKEN_BACK = (
    "Although announced in 2020, the purchase of Buri Steel by Aral Oil was never completed.",
    "Aral Oil bought Buri Steel in March. The deal was never completed.",
    "Aral Oil bought Buri Steel in March, neighbours said. That is not true.",
    "Prosecutors say that Aral Oil owns Buri Steel. A spokesman for Aral denied this.",
    "An earlier version of this report said that Aral Oil owned 30 per cent of Buri Steel.",
    "Suppose that Aral Oil bought Buri Steel.",
    "Buri Steel would have belonged to Aral Oil.",
    "Aral Oil sells oil. Buri Group is not the Buri Group owned by Aral Oil.",
    "Ownership of Buri Steel is disputed. Aral Oil says it bought the company in 2019.",
    "Aral Oil bought Buri Steel, which it owned until its collapse.",
    "Buri Steel has been owned by Cetin Capital since 2018, when Aral Oil was outbid.",
    "Aral Oil is exploring a bid for the crisp maker Buri Steel, which would value it at $3m.",
    "There was never any question of Aral Oil buying Buri Steel.",
    "The two said they had dissolved their joint venture, Buri Steel, in which Aral Oil held 51 per cent.",
    "Buri Steel had nearly become part of Aral Oil in 2021.",
    "Aral Oil bought a vineyard, Buri Steel, now owned by Cetin Capital.",
    "Buri Steel stays as it is. A bid by Aral Oil to buy it was turned down in 2022.",
    "Buri Steel, a unit of Aral Oil until 2019, is now independent.",
    "Officials believe that Buri Steel is secretly controlled by Aral Oil.",
    "Had the vote gone the other way, Buri Steel would now be owned by Aral Oil.",
    "The takeover of Buri Steel by Aral Oil was approved by shareholders and is due to be completed in September.",
    "Aral Oil has bought Buri Steel. The deal is expected to close in the fourth quarter.",
    "Prosecutors say that Buri Steel's real owner is Aral Oil.",
    "Having sold Buri Steel to Aral Oil in 2010, Cetin Capital bought it back last month.",
    "Dena Paper debunked reports that Aral Oil has acquired Buri Steel.",
    'Lawyers called it "false and defamatory" to say that Aral Oil controls Buri Steel.',
    "Aral Oil, a partner of Cetin Capital, has exited its 15% shareholding in Buri Steel.",
    "With the exception of Buri Steel, which was sold in June, all of the mills are owned by Aral Oil.",
    "Nobody in the Aral Oil group has owned shares in Buri Steel since the flotation.",
    "Aral Oil's shares in Buri Steel were seized by the state.",
    "Aral Oil's majority stake in Buri Steel passed to Cetin Capital.",
    "Aral Oil has lost control of Buri Steel.",
    "Buri Steel, then owned by Aral Oil, lost money.",
    "Buri Steel, in those days a subsidiary of Aral Oil, lost money.",
    "Aral Oil, the previous owner of Buri Steel, is bankrupt.",
    "Buri Steel's first owner, Aral Oil, went bankrupt in 1931.",
    "Buri Steel's would-be owner, Aral Oil, has no money.",
    "Buri Steel's alleged owner, Aral Oil, has no money.",
    "Buri Steel broke away from its parent, Aral Oil, in 2012.",
    "Aral Oil bought the wire division of Buri Steel.",
    "Aral Oil bought Buri Steel's mill in Ankara.",
    "Aral Oil abandoned its purchase of Buri Steel.",
    "Aral Oil's acquisition of Buri Steel has been referred to the regulator.",
    "The botched takeover of Buri Steel by Aral Oil cost millions.",
    "Buri Steel is in no way owned by Aral Oil.",
    "Buri Steel is anything but a subsidiary of Aral Oil.",
    "Buri Steel is being sold to Aral Oil.",
    "The late owner of Buri Steel, Aral Oil, was born in 1920.",
    "Aral Oil bought Buri Steel in 2009, floated it in 2014 and disposed of its last shares in 2016.",
    "Press reports describing Aral Oil as a shareholder of Buri Steel are inaccurate: Aral Oil is a customer.",
    "Everyone but Aral Oil holds shares in Buri Steel.",
    "Aral Oil, long a shareholder of Buri Steel, sold out in May.",
    "Aral Oil, a shareholder of Buri Steel at the time, declined to comment.",
    "Aral Oil, wrongly named as owner of Buri Steel, declined to comment.",
    "Aral Oil threatened to sue anyone who says it owns Buri Steel.",
    "Aral Oil asked the court to declare that it owns Buri Steel.",
    "According to a dossier posted anonymously online, Buri Steel is controlled by Aral Oil.",
    "Aral Oil owns 60 per cent of Buri Steel; the correct figure is 16 per cent.",
    "Aral Oil should have bought Buri Steel.",
    "Aral Oil all but bought Buri Steel.",
    "Aral Oil's takeover of Buri Steel needs approval.",
    "Aral Oil's holding in Buri Steel ended in 2012.",
    "Aral Oil's stake in Buri Steel, since sold, was 20%.",
    "Aral Oil's stake in Buri Steel would rise to 30%.",
    "The 20% of Buri Steel held by Aral Oil was sold.",
    "Cetin Capital sold Buri Steel to Aral Oil but bought it back a year later.",
    "Cetin Capital sold Buri Steel to Aral Oil, which sold it on in 2012.",
    "Cetin Capital sold Buri Steel to Aral Oil; the sale was later annulled.",
    "Cetin Capital hired Aral Oil to sell Buri Steel.",
    "Aral Oil bought Buri Steel. Or did it?",
    "Suppose that in 2010, when it was for sale, Aral Oil bought Buri Steel.",
    "It is far from clear that in 2010, when the mill was for sale, Istanbul's Aral Oil bought Buri Steel.",
    "Nobody has shown that the Turkish company's biggest mill, Buri Steel, is owned by Aral Oil.",
    "Rumour has it that with money of its founder Aral Oil has acquired a 30% stake in Buri Steel.",
    "Buri Steel, part of Aral Oil from 1990 to 2012, is listed.",
    "Buri Steel was, until 2012, owned by Aral Oil.",
    "Buri Steel was at first owned by Aral Oil.",
    "Buri Steel is to become a subsidiary of Aral Oil.",
    "Buri Steel should become part of Aral Oil.",
    "Buri Steel is not in the hands of Aral Oil.",
    "Buri Steel's owner was once Aral Oil.",
    "Buri Steel's largest shareholder may soon be Aral Oil.",
    "Buri Steel's true owner, according to prosecutors, is Aral Oil.",
    "Buri Steel's long-time owner, Aral Oil, sold it in 2012.",
    "The future owner of Buri Steel is Aral Oil.",
    "Among the former owners of Buri Steel is Aral Oil.",
    "Aral Oil completed the sale of its Irish unit, Buri Steel, to Cetin Capital.",
    "The authority has approved the acquisition of 65% of Buri Steel by Aral Oil.",
    "Aral Oil bought Buri Steel. At least, that was the plan.",
    "Aral Oil bought Buri Steel. The court has now declared the sale void.",
    "Aral Oil bought Buri Steel. The regulator has yet to approve.",
    "Aral Oil bought Buri Steel. Completion is expected in June.",
    "Aral Oil is buying Buri Steel for $3m.",
    "Aral Oil paid for 30% of Buri Steel but never received it.",
    "The ownership of Buri Steel by Aral Oil was never proven.",
    "Buri Steel's self-styled owner, Aral Oil, has no money.",
    "Press reports said that Buri Steel is owned by Cetin Capital, unlike Aral Oil, which owns nothing.",
)


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_what_is_taken_back_is_not_in_effect(text: str) -> None:
    claims = proposed(text, "rules", "scorer").claims
    assert not [c for c in claims if c.holder == "aral-oil" and c.status.value == "in-effect"]


def test_a_sentence_after_it_takes_back_only_what_was_told_before_it() -> None:
    text = "Aral Oil, which owns Dena Paper, bought Buri Steel in March. {} Cetin Capital owns Elma Foods."
    told = {("Aral Oil", "Dena Paper", "in-effect"), ("Cetin Capital", "Elma Foods", "in-effect")}
    found = {(c[0], c[2], c[4]) for c in pairs(text.format("The deal was called off in May."))}
    assert found == told
    assert ("Aral Oil", "Buri Steel", "in-effect") in {(c[0], c[2], c[4]) for c in pairs(text.format("The deal was welcomed in May."))}


def test_who_already_owned_one_company_owns_it_still() -> None:
    told = pairs("Dena Paper has been bought by Aral Oil, which already owned Buri Steel.")
    assert ("Aral Oil", "Buri Steel", "former") not in {(c[0], c[2], c[4]) for c in told}
    (claim,) = pairs("Aral Oil already owned 40 percent of Buri Steel.")
    assert claim[4] == "in-effect"


def test_an_agreement_by_which_something_was_sold_is_done() -> None:
    told = {
        (c[0], c[2], c[4])
        for c in pairs(
            "The plaintiff, Aral Oil, seeks rescission of the agreement by which it sold Buri Steel to the defendant, Cetin Capital."
        )
    }
    assert ("Aral Oil", "Buri Steel", "in-effect") not in told


def test_a_sign_of_shares_behind_a_name_is_no_part_of_it() -> None:
    text = "Aral Cement Plc ARALC.LG said it had completed the purchase of a 76.3% stake in rival Buri Steel."
    (claim,) = pairs(text)
    assert claim[2:] == ("Buri Steel", "76.3 %", "in-effect")
    assert {party.name for party in proposed(text, "rules").parties} == {"Aral Cement Plc", "Buri Steel"}


def test_a_former_site_may_have_its_owner_today() -> None:
    (claim,) = pairs("Work on the former Buri Mills should start in May, its owner, the developer Aral Oil, said.")
    assert claim[4] == "in-effect"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Buri Steel was bought by Monday Capital in March.", "Monday Capital"),
        ("Buri Steel was sold to Three Rivers Group in March.", "Three Rivers Group"),
        ("Buri Steel was sold on Monday to Aral Capital.", "Aral Capital"),
    ],
)
def test_a_day_or_number_may_begin_a_name(text: str, name: str) -> None:
    assert [claim[0] for claim in pairs(text)] == [name]


def test_the_paper_that_reports_and_those_who_hold_together_are_not_what_it_means() -> None:
    assert pairs("Documents seen by this newspaper show that Aral Oil is owned by Buri Steel.") == [
        ("Buri Steel", "owns", "Aral Oil", None, "in-effect")
    ]
    text = "The Bell Inn has new landlords. Aral Oil and Buri Steel, who already own Dena Paper, bought it from Cetin Capital."
    assert {(c[0], c[4]) for c in pairs(text) if c[2] == "it"} == {
        ("Aral Oil", "in-effect"),
        ("Buri Steel", "in-effect"),
        ("Cetin Capital", "former"),
    }
    assert {c.subject for c in proposed(text).claims} == {"bell-inn", "dena-paper"}


def test_what_a_colon_begins_is_not_denied_before_it() -> None:
    (claim,) = pairs("Contrary to what its name suggests, Buri Tea is neither old nor Danish: it is a brand of Aral Oil.")
    assert claim[4] == "in-effect"


def test_a_share_that_a_partner_adds_to_its_own_is_not_all_that_it_has() -> None:
    told = {
        (c[0], c[3]) for c in pairs("Aral Oil has sold its 50 per cent interest in Buri Steel to its joint venture partner, Cetin Capital.")
    }
    assert ("Cetin Capital", None) in told
    (claim,) = pairs("Aral Oil has exercised its option to buy the 30% of Buri Steel that it did not own.")
    assert claim[3:] == (None, "in-effect")


def test_what_is_held_through_another_does_not_hold_it() -> None:
    told = {(c[0], c[2]) for c in pairs("Three firms bid. Buri Steel is held through his company Aral Oil.")}
    assert told == {("Aral Oil", "Buri Steel")}


def test_a_class_of_shares_is_no_company_and_who_goes_on_in_the_next_clause_is_no_item_of_a_list() -> None:
    (claim,) = pairs("Aral Oil owns about 83% of the outstanding Class A common stock of Buri Steel.")
    assert (claim[0], claim[2], claim[3]) == ("Aral Oil", "Buri Steel", "83 %")
    told = {(c[0], c[3]) for c in pairs("Buri Steel is majority owned by Aral Oil; Cetin Capital has 20 per cent.")}
    assert told == {("Aral Oil", ">50 %"), ("Cetin Capital", "20 %")}


def test_who_is_no_item_of_a_list_is_no_owner() -> None:
    told = pairs("Unlike Buri Steel, which is owned by Aral Oil, Cetin Capital is run by its founders.")
    assert {(c[0], c[2]) for c in told} == {("Aral Oil", "Buri Steel")}


def test_a_model_alone_denies_nothing() -> None:
    claims = proposed("Contrary to what Dena Daily wrote, Aral Oil has not acquired Buri Steel.", "rules", "scorer").claims
    assert {(c.holder, c.status.value) for c in claims} == {("aral-oil", "denied")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Buri Steel has been bought by Cetin Capital, the owner of Aral Oil.",
            {("cetin-capital", "buri-steel"), ("cetin-capital", "aral-oil")},
        ),
        ("Buri Steel is run by Ada Brook, who rents the building from its owner, Aral Oil.", set()),
        (
            "Buri Steel is owned by Cetin Capital, a Maltese company whose only shareholder is Aral Oil.",
            {("cetin-capital", "buri-steel"), ("aral-oil", "cetin-capital")},
        ),
        ("Cetin Capital took control of Buri Steel by purchasing partner Aral Oil's 49 percent.", {("cetin-capital", "buri-steel")}),
        ("Shares in Oak Farms are held by Aral Oil.", {("aral-oil", "oak-farms")}),
    ],
)
def test_who_is_told_of_another_party_holds_no_other(text: str, told: set[tuple[str, str]]) -> None:
    claims = proposed(text, "rules", "scorer").claims
    assert {(c.holder, c.subject) for c in claims if c.holder} == told


@pytest.mark.parametrize(
    "text",
    [
        "Aral Oil bought Buri Steel in 2010. Buri Steel was taken over by Cetin Capital five years later.",
        "Aral Oil bought Buri Steel in 2010. Cetin Capital acquired Buri Steel in 2015.",
        "Aral Oil bought Buri Steel in 2010. Today Buri Steel belongs to Cetin Capital.",
    ],
)
def test_who_bought_what_another_had_later_has_it_no_more(text: str) -> None:
    assert {(c[0], c[4]) for c in pairs(text)} == {("Aral Oil", "former"), ("Cetin Capital", "in-effect")}
    group = f"{text} Aral Oil owns Cetin Capital."
    assert ("Aral Oil", "Buri Steel", "in-effect") in {(c[0], c[2], c[4]) for c in pairs(group)}


@pytest.mark.parametrize(
    "text",
    [
        "The founder of Aral Oil owns Buri Steel.",
        "A company once owned by Aral Oil bought Buri Steel.",
        "A consortium without Aral Oil bought Buri Steel.",
        "Aral Oil's shareholders own Buri Steel.",
        "Aral Oil bought a rival of Buri Steel.",
        "Aral Oil owns 20% of the parent of Buri Steel.",
        "Aral Oil bought shares in a fund that owns Buri Steel.",
    ],
)
def test_one_by_whom_another_is_told_owns_nothing(text: str) -> None:
    claims = proposed(text, "rules", "scorer").claims
    assert not [c for c in claims if {c.holder, c.subject} == {"aral-oil", "buri-steel"}]


def test_a_clause_about_the_one_by_whom_another_is_told_is_read() -> None:
    assert {(c[0], c[2]) for c in pairs("The founder of Aral Oil, which owns Buri Steel, resigned.")} == {("Aral Oil", "Buri Steel")}


def test_who_gives_a_share_away_had_it() -> None:
    told = pairs("Ada Brook left her 40 per cent of Buri Steel to Cetin Capital.")
    assert {(c[0], c[3], c[4]) for c in told} == {("Ada Brook", "40 %", "former"), ("Cetin Capital", "40 %", "in-effect")}
    told = pairs("Ada Brook will leave her 40 per cent stake in Buri Steel to Cetin Capital.")
    assert {(c[0], c[3], c[4]) for c in told} == {("Ada Brook", "40 %", "in-effect"), ("Cetin Capital", "40 %", "planned")}


def test_what_neither_side_disputes_is_not_denied() -> None:
    told = pairs(
        "Neither party disputes that Buri Steel is a subsidiary of Aral Oil. Nor is it denied that Aral Oil is owned by Cetin Capital."
    )
    assert {(c[0], c[2], c[4]) for c in told} == {("Aral Oil", "Buri Steel", "in-effect"), ("Cetin Capital", "Aral Oil", "in-effect")}


def test_who_sold_to_one_who_sold_it_on_has_it_no_more() -> None:
    told = pairs("Cetin Capital sold Buri Steel to Aral Oil, which sold it on in 2012.")
    assert {(c[0], c[4]) for c in told if c[2] == "Buri Steel"} == {("Cetin Capital", "former"), ("Aral Oil", "former")}
    told = pairs("Cetin Capital sold Buri Steel to Aral Oil but bought it back a year later.")
    assert ("Cetin Capital", "former") not in {(c[0], c[4]) for c in told}


@pytest.mark.parametrize(
    "text",
    [
        "The lenders, led by Aral Oil, would take over its subsidiary Buri Steel.",
        "Cetin Paper is owned by Dena Bank; Aral Oil is owned by Elma Foods.",
        "Everybody is wrong: Buri Steel is a subsidiary of Elma Foods.",
    ],
)
def test_who_closes_the_words_before_is_no_owner(text: str) -> None:
    claims = proposed(text, "rules", "scorer").claims
    assert not [c for c in claims if c.holder == "aral-oil" or c.subject == "everybody"]


def test_who_retains_nothing_had_it() -> None:
    (claim,) = pairs("Aral Oil retains no interest in Buri Steel.")
    assert claim[4] == "former"


def test_an_adverb_begins_no_name() -> None:
    assert {c[0] for c in pairs("Allegedly Aral Oil owns Buri Steel.")} == {"Aral Oil"}
    assert {c[0] for c in pairs("Connolly Oil owns Buri Steel.")} == {"Connolly Oil"}


def test_the_last_owner_and_one_who_sold_it_own_it_no_more() -> None:
    for text in ("Ada Brook, the last private owner of Buri Steel, died.", "Aral Oil, the owner of Buri Steel, sold it in 1948."):
        assert {c[4] for c in pairs(text) if c[2] == "Buri Steel"} == {"former"}
