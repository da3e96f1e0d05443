"""Passages in the style of today's news, with invented parties, read by hand: what each says of who holds what, and nothing else.

A claim is (holder, subject, share, status); which predicate tells it is not judged here.
"""

from __future__ import annotations

from typing import Final

import pytest

from loaders.article.model import ABOVE, RELATIONS
from ontology.statements import Interest
from tests.loaders.article.extraction import proposed
from tests.loaders.article.passages import KINDS, Told
from tests.loaders.article.passages_news import NEWS

_VOTES: Final = "votes "

PASSAGES: Final[dict[str, tuple[str, set[Told]]]] = {
    "raised from": (
        "Norvik Capital has raised its stake in the Danish brewer Halden Bryg A/S from 12.4% to 29.9%, just below the bid threshold.",
        {("Norvik Capital", "Halden Bryg A/S", "29.9 %", "in-effect")},
    ),
    "raised to": (
        "Tessaro Invest increased its holding in Pelago Shipping to 34.2 percent from 28 percent on Monday, a filing showed.",
        {("Tessaro Invest", "Pelago Shipping", "34.2 %", "in-effect")},
    ),
    "cut": (
        "Ostra Fund cut its stake in Velmont Pharma to 4.9% from 7.2% last week.",
        {("Ostra Fund", "Velmont Pharma", "4.9 %", "in-effect")},
    ),
    "the remaining part": (
        "Kirov Metals holds 51% of Alta Zinc. The remaining 49% of Alta Zinc is owned by Sibur Ore.",
        {("Kirov Metals", "Alta Zinc", "51 %", "in-effect"), ("Sibur Ore", "Alta Zinc", "49 %", "in-effect")},
    ),
    "will buy the rest": (
        "Brightwater Group, which already owns 51% of Solenne SA, will buy the remaining 49% for 310 million euros.",
        {("Brightwater Group", "Solenne SA", "51 %", "in-effect")},
    ),
    "wholly": (
        "Ferrow Logistics GmbH is wholly owned by Marlin Holdings Ltd, which is registered in Jersey.",
        {("Marlin Holdings Ltd", "Ferrow Logistics GmbH", "100 %", "in-effect")},
    ),
    "wholly-owned subsidiary": (
        "Quorra Energy, a wholly-owned subsidiary of Dunmore plc, won the licence in May.",
        {("Dunmore plc", "Quorra Energy", "100 %", "in-effect")},
    ),
    "shares in brackets": (
        "Lumen Telecom is owned by Aster Partners (60%), Brioni Capital (25%) and the Zemlin family (15%).",
        {
            ("Aster Partners", "Lumen Telecom", "60 %", "in-effect"),
            ("Brioni Capital", "Lumen Telecom", "25 %", "in-effect"),
            ("Zemlin family", "Lumen Telecom", "15 %", "in-effect"),
        },
    ),
    "capital and votes": (
        "Corvane SE holds 31.4% of the capital and 53.3% of the voting rights in Porth Motors AG.",
        {("Corvane SE", "Porth Motors AG", "31.4 %", "in-effect"), ("Corvane SE", "Porth Motors AG", "votes 53.3 %", "in-effect")},
    ),
    "nominee": (
        "Harrow Nominees Ltd holds 22% of Mistral Bank on behalf of Pavel Dorin.",
        {("Harrow Nominees Ltd", "Mistral Bank", "22 %", "in-effect"), ("Pavel Dorin", "Mistral Bank", "22 %", "in-effect")},
    ),
    "beneficial owner": (
        "The beneficial owner of Castor Trading Ltd is Marta Lindqvist, according to the register.",
        {("Marta Lindqvist", "Castor Trading Ltd", None, "in-effect")},
    ),
    "via": (
        "Pavel Dorin controls Mistral Bank via his holding company Orsova BV.",
        {
            ("Pavel Dorin", "Mistral Bank", None, "in-effect"),
            ("Orsova BV", "Mistral Bank", None, "in-effect"),
            ("Pavel Dorin", "Orsova BV", None, "in-effect"),
        },
    ),
    "through": (
        "Anker Group owns 40% of Telvia through Anker Netherlands BV.",
        {
            ("Anker Group", "Telvia", "40 %", "in-effect"),
            ("Anker Netherlands BV", "Telvia", "40 %", "in-effect"),
            ("Anker Group", "Anker Netherlands BV", None, "in-effect"),
        },
    ),
    "option": (
        "Sandel Corp has an option to buy a further 20% of Mirador Labs by 2028.",
        {("Sandel Corp", "Mirador Labs", "20 %", "planned")},
    ),
    "convertible": (
        "If fully converted, the notes would give Delmar Fund 18% of Orchard Foods.",
        {("Delmar Fund", "Orchard Foods", "18 %", "planned")},
    ),
    "resold": (
        "Kestrel Equity bought Bramley Stores in 2015. In 2021 Kestrel Equity sold Bramley Stores to Fenwick Retail.",
        {("Fenwick Retail", "Bramley Stores", None, "in-effect"), ("Kestrel Equity", "Bramley Stores", None, "former")},
    ),
    "denied": ("Norvik Capital denied that it owns any shares in Halden Bryg.", {("Norvik Capital", "Halden Bryg", None, "denied")}),
    "denied that it was controlled": (
        "Mistral Bank denied that it was controlled by Pavel Dorin.",
        {("Pavel Dorin", "Mistral Bank", None, "denied")},
    ),
    "rejected reports": (
        "Tessaro Invest rejected reports that it had bought a 10% stake in Pelago Shipping.",
        {("Tessaro Invest", "Pelago Shipping", "10 %", "denied")},
    ),
    "false": (
        "The claim that Ostra Fund controls Velmont Pharma is false, the court found.",
        {("Ostra Fund", "Velmont Pharma", None, "denied")},
    ),
    "asked": ("Who owns Lumen Telecom? Does Aster Partners control Lumen Telecom?", set()),
    "asked whether": ("Lawmakers asked whether Corvane SE owns Porth Motors.", set()),
    "rumoured": ("Brioni Capital is rumoured to own 15% of Telvia.", {("Brioni Capital", "Telvia", "15 %", "alleged")}),
    "reportedly": ("Delmar Fund reportedly owns 5% of Orchard Foods.", {("Delmar Fund", "Orchard Foods", "5 %", "alleged")}),
    "conditional": ("Unless Sandel Corp acquires Mirador Labs, the plant will close.", set()),
    "subject to approval": (
        "Dunmore plc has agreed to acquire 75% of Quorra Energy, subject to regulatory approval.",
        {("Dunmore plc", "Quorra Energy", "75 %", "agreed")},
    ),
    "historic": ("Until 2011, Alta Zinc was owned by the state holding Metalex.", {("Metalex", "Alta Zinc", None, "former")}),
    "formerly": ("Bramley Stores was formerly a subsidiary of Wexcombe Group.", {("Wexcombe Group", "Bramley Stores", None, "former")}),
    "no longer": ("Marlin Holdings no longer holds shares in Ferrow Logistics.", {("Marlin Holdings", "Ferrow Logistics", None, "former")}),
    "in talks": (
        "Fenwick Retail is in talks to buy a 30% stake in Castor Trading.",
        {("Fenwick Retail", "Castor Trading", "30 %", "negotiating")},
    ),
    "called off": ("Harrow Group called off its planned acquisition of Solenne SA on Friday.", set()),
    "blocked": ("Regulators blocked the acquisition of Pelago Shipping by Tessaro Invest.", set()),
    "joint venture": (
        "Nordwind Power is a 50-50 joint venture between Dunmore plc and Quorra Energy.",
        {("Dunmore plc", "Nordwind Power", "50 %", "in-effect"), ("Quorra Energy", "Nordwind Power", "50 %", "in-effect")},
    ),
    "each": (
        "Aster Partners and Brioni Capital each own 50% of Vela Towers.",
        {("Aster Partners", "Vela Towers", "50 %", "in-effect"), ("Brioni Capital", "Vela Towers", "50 %", "in-effect")},
    ),
    "together": (
        "Aster Partners and Brioni Capital together hold 61% of Vela Towers.",
        {("Aster Partners", "Vela Towers", None, "in-effect"), ("Brioni Capital", "Vela Towers", None, "in-effect")},
    ),
    "an apposition with another party": (
        "Alta Zinc, once part of Metalex, is now controlled by Sibur Ore.",
        {("Metalex", "Alta Zinc", None, "former"), ("Sibur Ore", "Alta Zinc", None, "in-effect")},
    ),
    "largest shareholder": ("Telvia's largest shareholder is Anker Group, with 28.6%.", {("Anker Group", "Telvia", "28.6 %", "in-effect")}),
    "majority owned": (
        "Oslo-listed Havn Seafood is majority owned by the Norwegian state fund Statskap.",
        {("Statskap", "Havn Seafood", ">50 %", "in-effect")},
    ),
    "indirectly": (
        "Marta Lindqvist indirectly owns 24.9% of Castor Trading.",
        {("Marta Lindqvist", "Castor Trading", "24.9 %", "in-effect")},
    ),
    "sold its stake": (
        "Sibur Ore sold its 49% stake in Alta Zinc to Kirov Metals in March.",
        {("Kirov Metals", "Alta Zinc", "49 %", "in-effect"), ("Sibur Ore", "Alta Zinc", "49 %", "former")},
    ),
    "a round": (
        "Mirador Labs raised $40m in a Series B round led by Sandel Ventures.",
        {("Sandel Ventures", "Mirador Labs", None, "in-effect")},
    ),
    "a dateline, and a vehicle of the holder": (
        "STOCKHOLM, March 4 (Agency) - Swedish investment firm Tallvik has lifted its stake in Norwegian salmon farmer "
        "Lyngsund to 16.2% from 11%, becoming the second-largest owner, a stock exchange filing showed on Tuesday. "
        "Lyngsund's biggest shareholder remains the Aasen family, which controls 41% of the shares through its holding "
        "company Aasen Invest.",
        {
            ("Aasen family", "Aasen Invest", None, "in-effect"),
            ("Aasen Invest", "Lyngsund", "41 %", "in-effect"),
            ("Aasen family", "Lyngsund", "41 %", "in-effect"),
            ("Tallvik", "Lyngsund", "16.2 %", "in-effect"),
        },
    ),
    "a unit named in a denial": (
        "Fermata Brands dismissed media reports that it was in talks to sell its Italian unit Dolcenera to Spanish "
        'rival Grupo Almara. "There is no truth in these stories," a spokesperson said.',
        {("Fermata Brands", "Dolcenera", None, "in-effect"), ("Grupo Almara", "Dolcenera", None, "denied")},
    ),
    "a list with the countries of its items": (
        "Pipeline operator Transkar is owned by state gas company Karpol (51%), Germany's Ruhrwind (24.5%) and France's Gazelle (24.5%).",
        {
            ("Gazelle", "Transkar", "24.5 %", "in-effect"),
            ("Karpol", "Transkar", "51 %", "in-effect"),
            ("Ruhrwind", "Transkar", "24.5 %", "in-effect"),
        },
    ),
    "the seller keeps the rest": (
        "Italy's Banca Torre said it would acquire 51% of Croatian lender Jadran Banka from the Zadar pension fund, "
        "which will retain the remaining 49 percent.",
        {("Banca Torre", "Jadran Banka", "51 %", "planned"), ("Zadar pension fund", "Jadran Banka", "49 %", "planned")},
    ),
    "votes, but only so much capital": (
        "The Moretti family, heirs of founder Aldo Moretti, hold 53% of the votes but only 28% of the capital of fashion house Aldomore.",
        {("Moretti family", "Aldomore", "28 %", "in-effect"), ("Moretti family", "Aldomore", "votes 53 %", "in-effect")},
    ),
    "an exit": (
        "Norwegian fund Holmen Equity exited Swedish gym chain Aktiva on Thursday, selling its entire 62% stake to "
        "Finland's Kuntola Oyj for 1.4 billion crowns.",
        {("Holmen Equity", "Aktiva", "62 %", "former"), ("Kuntola Oyj", "Aktiva", "62 %", "in-effect")},
    ),
    "whose main owner": (
        "In exchange for its African network, Telkora will receive a 17.5% stake in Sahel Mobile, whose main owner is "
        "Burkina billionaire Idriss Kaboré.",
        {("Idriss Kaboré", "Sahel Mobile", None, "in-effect"), ("Telkora", "Sahel Mobile", "17.5 %", "planned")},
    ),
    "once owned, now in the hands of": (
        "Once owned by Portuguese conglomerate Espada, the newspaper Diário do Tejo has been in the hands of Angolan "
        "investor Nelson Quissanga since 2016.",
        {("Espada", "Diário do Tejo", None, "former"), ("Nelson Quissanga", "Diário do Tejo", None, "in-effect")},
    ),
    "a stake of just under": (
        "Activist hedge fund Blackthorn has amassed a stake of just under 5 per cent in Anglo-Dutch paint group "
        "Coloris, according to two people with knowledge of the matter. Coloris, whose largest investor is the "
        "Norwegian sovereign wealth fund NorFund with 9.1 per cent, declined to comment.",
        {("Blackthorn", "Coloris", "<5 %", "in-effect"), ("NorFund", "Coloris", "9.1 %", "in-effect")},
    ),
    "an agreement reached": (
        "Zurich-based Helvex said on Wednesday it had reached an agreement to acquire 80% of Brazilian pharmacy chain "
        "Farmavida from Grupo Queiroz for 2.1 billion reais ($420 million). Grupo Queiroz will keep 20%.",
        {("Helvex", "Farmavida", "80 %", "agreed"), ("Grupo Queiroz", "Farmavida", "20 %", "planned")},
    ),
    "owned in turn": (
        "According to the Danish business register, Nordlys Ejendomme ApS is 100% owned by Lise Krogh Holding ApS, "
        "which in turn is wholly owned by Lise Krogh.",
        {
            ("Lise Krogh Holding ApS", "Nordlys Ejendomme ApS", "100 %", "in-effect"),
            ("Lise Krogh", "Lise Krogh Holding ApS", "100 %", "in-effect"),
        },
    ),
    "a venture in which each will own": (
        "Sunfield Corporation and Tamaki Chemical Co., Ltd. today announced the establishment of Sunfield Tamaki "
        "Materials, a joint venture in which Sunfield will own 51% and Tamaki Chemical 49%.",
        {("Sunfield", "Sunfield Tamaki Materials", "51 %", "planned"), ("Tamaki Chemical", "Sunfield Tamaki Materials", "49 %", "planned")},
    ),
    "the government of a country": (
        "Kenya's government plans to sell 15% of Safaritel, in which it holds 35%, while South Africa's Vodaline owns 40% of the operator.",
        {("Kenya's government", "Safaritel", "35 %", "in-effect"), ("Vodaline", "Safaritel", "40 %", "in-effect")},
    ),
    "denied owning": (
        'Businessman Arman Sarkisian has repeatedly denied owning Yerevan Cement. "I have never held a single share in '
        'the company," he told reporters.',
        {("Arman Sarkisian", "Yerevan Cement", None, "denied")},
    ),
    "shares rose after": (
        "Shares of Intervend rose after Italian rival Coffeeco disclosed a 7% holding and said it may increase it to as much as 10%.",
        {("Coffeeco", "Intervend", "7 %", "in-effect")},
    ),
    "bought of its parent": (
        "The management team led by CEO Petra Novak has bought Prague software house Kodex from its parent company, Vienna's DataHaus AG.",
        {("DataHaus AG", "Kodex", None, "former")},
    ),
    "a share of something else": ("Revenue of Solenne SA rose 12% after Brightwater Group placed an order.", set()),
}

PASSAGES.update(KINDS)
PASSAGES.update(NEWS)


def _read(text: str, *extractors: str) -> set[Told]:
    told = set()
    for claim in proposed(text, *extractors).claims:
        holder, subject = claim.quote("holder"), claim.quote("subject")
        if holder is None or subject is None or claim.predicate not in ABOVE | RELATIONS.keys():
            continue
        names = {p.key: {p.name, *(a.text for a in p.aliases)} for p in proposed(text, *extractors).parties}
        share = claim.share.label() if claim.share else None
        is_of_votes = claim.predicate == Interest.VOTING_RIGHTS.value
        told.add(
            (
                _name(holder.text, names[claim.holder or ""]),
                _name(subject.text, names[claim.subject]),
                f"{_VOTES}{share}" if is_of_votes and share else share,
                claim.status.value,
            )
        )
    return told


def _name(quoted: str, names: set[str]) -> str:
    """Return the name of a party as the sentence has it, or its fullest where it has a pronoun."""
    return quoted if quoted in names and quoted[0].isupper() else max(names, key=len)


@pytest.mark.parametrize("kind", PASSAGES)
def test_the_rules_read_what_the_passage_says(kind: str) -> None:
    text, expected = PASSAGES[kind]
    assert _read(text) == expected


@pytest.mark.parametrize("kind", PASSAGES)
def test_no_model_says_the_contrary_of_the_passage(kind: str) -> None:
    text, expected = PASSAGES[kind]
    pairs = {(holder, subject): status for holder, subject, _, status in expected}
    wrong = {told for told in _read(text, "rules", "scorer") if pairs.get(told[:2]) != told[3]}
    assert not {told for told in wrong if told[3] == "in-effect" and (told[1], told[0]) in pairs}
    assert not {told for told in wrong if told[3] == "in-effect" and told[:2] in pairs}
