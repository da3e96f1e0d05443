"""News tells much in few words: a share beside another, a company left out, a holder in a clause of its own.  None is lost or changed."""

from __future__ import annotations

import pytest

from tests.loaders.article.extraction import pairs, proposed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Buri Steel is 60 percent owned by Aral Oil, with Japan's Cetin Metals holding 24 percent.",
            {("Aral Oil", "60 %"), ("Cetin Metals", "24 %")},
        ),
        (
            "Buri Steel is 60 percent owned by Aral Oil. Cetin Fund has 31 percent and Dena Partners 9 percent.",
            {("Aral Oil", "60 %"), ("Cetin Fund", "31 %"), ("Dena Partners", "9 %")},
        ),
        (
            "Aral Oil raised its stake in Buri Steel to 33 percent by buying shares from Dena Partners, whose stake falls to 8.1 percent.",
            {("Aral Oil", "33 %"), ("Dena Partners", "8.1 %")},
        ),
        ("Buri Steel disclosed that Aral Oil had raised its shareholding from 29.3 to 33.8 per cent.", {("Aral Oil", "33.8 %")}),
        (
            "Buri Steel, a Cypriot firm whose owners are Ada Brook and Cetin Capital with 50 percent each, grew.",
            {("Ada Brook", "50 %"), ("Cetin Capital", "50 %")},
        ),
        (
            "The shareholders of Buri Steel are Aral Oil (70 percent) and Ada and Piotr Brook (15 percent each).",
            {("Aral Oil", "70 %"), ("Ada", "15 %"), ("Piotr Brook", "15 %")},
        ),
        (
            "Buri Steel is 60 percent owned by Aral Oil. Cetin Capital, its 40 percent shareholder, complained.",
            {("Aral Oil", "60 %"), ("Cetin Capital", "40 %")},
        ),
        ("Buri Steel was founded by Ada Brook, who still holds 40 percent.", {("Ada Brook", "40 %")}),
        (
            "Ownership of Buri Steel is split three ways: Aral Oil and Cetin Capital hold 26 percent apiece, while Dena Partners "
            "owns the remaining 48 percent.",
            {("Aral Oil", "26 %"), ("Cetin Capital", "26 %"), ("Dena Partners", "48 %")},
        ),
        (
            "Aral Oil has clinched a deal worth $480 million for a 60 percent stake in Buri Steel. Cetin Capital controls the other "
            "40 percent.",
            {("Cetin Capital", "40 %")},
        ),
        ("Aral Oil and Cetin Capital own 17.9 and 14.2 per cent of Buri Steel.", {("Aral Oil", "17.9 %"), ("Cetin Capital", "14.2 %")}),
        (
            "Buri Steel is 51 percent owned by Aral Oil. The largest minority shareholder, with 31.7%, is Cetin Capital.",
            {("Aral Oil", "51 %"), ("Cetin Capital", "31.7 %")},
        ),
        ("Buri Steel has been fully owned by Aral Oil since March, when Cetin Capital transferred its 85%.", {("Aral Oil", "100 %")}),
        (
            "Aral Oil, Cetin Capital and Dena Power are the shareholders of Buri Steel with 58, 30 and 12 percent.",
            {("Aral Oil", "58 %"), ("Cetin Capital", "30 %"), ("Dena Power", "12 %")},
        ),
        (
            "Buri Steel is 60 percent owned by Cetin Capital. Aral Oil, controlled by tycoon Ada Brook, retains 14.8 percent.",
            {("Cetin Capital", "60 %"), ("Aral Oil", "14.8 %"), ("Ada Brook", None)},
        ),
        ("Aral Oil has become the largest shareholder in Buri Steel after raising its interest to 25.9 percent.", {("Aral Oil", "25.9 %")}),
        ("Buri Steel belongs to nobody else: its only shareholder is Ada Brook's former husband, Piotr Brook.", {("Piotr Brook", "100 %")}),
        ("Regulators approved it on condition that Aral Oil dispose of its 10% in Buri Steel.", {("Aral Oil", "10 %")}),
        (
            "Aral Oil and Cetin Capital are the new owners of Buri Steel, each with 45 percent. The Brook family stays aboard with the "
            "remaining 10 percent.",
            {("Aral Oil", "45 %"), ("Cetin Capital", "45 %"), ("Brook family", "10 %")},
        ),
        (
            "Buri Steel's top shareholder, the Van der Brook family foundation with 33.4 percent, refused.",
            {("Van der Brook family foundation", "33.4 %")},
        ),
        ("Aral Oil owns 75 per cent of Napa's Buri Steel.", {("Aral Oil", "75 %")}),
        (
            "Aral Oil controls Buri Steel; Cetin Capital and Dena Power own 30% and 19% respectively.",
            {("Aral Oil", None), ("Cetin Capital", "30 %"), ("Dena Power", "19 %")},
        ),
        (
            "Aral Oil has 40 per cent of Buri Steel. Cetin Capital has 30 per cent, Dena Power 20 per cent and Ada Brook 10 per cent.",
            {("Aral Oil", "40 %"), ("Cetin Capital", "30 %"), ("Dena Power", "20 %"), ("Ada Brook", "10 %")},
        ),
        (
            "Buri Steel went bankrupt. Its shareholders, Aral Oil (66%) and Singapore's Cetin Transport (34%), have filed claims.",
            {("Aral Oil", "66 %"), ("Cetin Transport", "34 %")},
        ),
        (
            "Aral Oil and its French competitor Cetin Capital each own half of Buri Steel.",
            {("Aral Oil", "50 %"), ("Cetin Capital", "50 %")},
        ),
        ("Buri Steel grew. Its biggest investor is Cape Town asset manager Cetin Capital, with 21 percent.", {("Cetin Capital", "21 %")}),
        (
            "The state holds nothing: Aral Oil has bagged a 70 percent stake in the Dena Power joint venture Buri Steel.",
            {("Aral Oil", "70 %")},
        ),
        ("The 49 percent of Buri Steel that Aral Oil acquired in 2018 were returned to the previous owner.", set()),
        ("Aral Oil decided not to exercise an option to raise its 20% stake in Buri Steel to 51%.", {("Aral Oil", "20 %")}),
        ("Aral Oil and Cetin Capital have set up a 75:25 joint venture, Buri Steel.", {("Aral Oil", "75 %"), ("Cetin Capital", "25 %")}),
        ("A court has recognised Ada Brook as the rightful owner of 30% of Buri Steel.", {("Ada Brook", "30 %")}),
        (
            "Buri Steel grew, and the Romanian finance ministry keeps 33.3 percent of Buri Steel.",
            {("the Romanian finance ministry", "33.3 %")},
        ),
    ],
)
def test_each_holder_has_its_own_share(text: str, expected: set[tuple[str, str | None]]) -> None:
    told = {(holder, share) for holder, _, _, share, status in pairs(text) if status == "in-effect"}
    assert told == expected


@pytest.mark.parametrize(
    "text",
    [
        "Aral Oil, which already owns 35 per cent of Buri Steel, will hold 77.5 per cent once the deal closes.",
        "Aral Oil, which owns 35 per cent of Buri Steel, is to sell it once the sale is approved.",
        "Buri Steel is 35 per cent owned by Aral Oil. Aral Oil will hold 77.5 per cent once the deal closes.",
    ],
)
def test_what_is_held_already_is_not_only_agreed(text: str) -> None:
    assert ("Aral Oil", "35 %", "in-effect") in {(holder, share, status) for holder, _, _, share, status in pairs(text)}


def test_what_one_will_have_stands_beside_what_he_has() -> None:
    text = "Buri Steel is 35 per cent owned by Aral Oil. Aral Oil will hold 77.5 per cent once the deal closes."
    assert {(share, status) for _, _, _, share, status in pairs(text)} == {("35 %", "in-effect"), ("77.5 %", "agreed")}


@pytest.mark.parametrize(
    "text",
    [
        "Neither Aral Oil nor Cetin Capital has a stake in Buri Steel.",
        "Neither Aral Oil nor Cetin Capital has ever owned shares in Buri Steel.",
    ],
)
def test_neither_of_two_is_said_of_both(text: str) -> None:
    assert {(holder, status) for holder, _, _, _, status in pairs(text)} == {("Aral Oil", "denied"), ("Cetin Capital", "denied")}


def test_who_sold_on_what_he_had_bought_has_it_no_more() -> None:
    text = "Cetin Capital transferred 51 percent of Buri Steel to Aral Oil. Aral Oil sold the shares on to Ada Brook two years later."
    told = {(holder, status) for holder, _, _, _, status in pairs(text)}
    assert ("Ada Brook", "in-effect") in told
    assert ("Aral Oil", "in-effect") not in told


@pytest.mark.parametrize(
    ("words", "share"),
    [("50 per cent plus one share", ">50 %"), ("50% plus 1 vote", ">50 %"), ("50 percent minus one share", "<50 %"), ("a tenth", "10 %")],
)
def test_one_share_more_than_half_is_a_majority(words: str, share: str) -> None:
    assert [share for _, _, _, share, _ in pairs(f"Aral Oil owns {words} of Buri Steel.")] == [share]


def test_kin_of_a_person_are_persons() -> None:
    parties = proposed("Ada Brook owns 93 percent of Buri Steel; her son Boyan owns the rest.").parties
    assert {party.name: party.kind.value for party in parties if party.name == "Boyan"} == {"Boyan": "person"}


def test_the_register_names_an_owner_though_nobody_knows_who_is_behind() -> None:
    text = "It is not known who stands behind Aral LLC, which paid $12m for the Montreux clinic Buri SA."
    assert [(holder, subject, status) for holder, _, subject, _, status in pairs(text)] == [("Aral LLC", "Buri SA", "in-effect")]
