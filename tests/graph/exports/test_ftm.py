"""FollowTheMoney: valid in its own model, and a status or a band never reads as more than it says."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from graph.exports import current, ftm
from graph.exports.dump import export
from graph.exports.ftm_party import choose_schema, make_entity_id, make_party_entity, parse_country
from graph.exports.request import ExportRequest
from graph.generation.generation import Generation
from graph.generation.party import Party
from graph.queries import controllers, find_party
from ontology.statements import Identifier, Interest, Kind, Reason, Status
from tests.graph.exports import invented as net
from tests.scenarios import Sheet, ask, publish, publish_files

Entity = dict[str, Any]

# What the model demands, where its package is not there to ask: schema -> properties used here, ends with the schemata they may point to.
INTEREST = {"role", "status", "summary", "description", "startDate", "endDate", "modifiedAt", "recordId", "publisher", "sourceUrl"}
LEGAL = {
    "name",
    "alias",
    "previousName",
    "country",
    "address",
    "topics",
    "notes",
    "wikidataId",
    "sourceUrl",
    "jurisdiction",
    "legalForm",
    "status",
    "sector",
    "classification",
    "registrationNumber",
    "idNumber",
    "leiCode",
    "icijId",
    "innCode",
    "ogrnCode",
    "dunsCode",
    "swiftBic",
    "website",
    "incorporationDate",
    "dissolutionDate",
}
PROPERTIES = {
    "Person": LEGAL | {"birthDate", "deathDate", "birthPlace", "nationality"},
    "LegalEntity": LEGAL,
    "Company": LEGAL,
    "PublicBody": LEGAL,
    "Ownership": INTEREST | {"owner", "asset", "percentage", "ownershipType"},
    "Control": INTEREST | {"controller", "controlled", "controlType"},
    "Directorship": INTEREST | {"director", "organization"},
    "UnknownLink": INTEREST | {"subject", "object"},
    "Similar": {"candidate", "match", "criteria"},
}
ANY = {"Person", "LegalEntity", "Company", "PublicBody"}
ENDS = {
    "Ownership": {"owner": ANY, "asset": {"Company"}},
    "Control": {"controller": ANY, "controlled": ANY},
    "Directorship": {"director": ANY, "organization": {"Company", "PublicBody"}},
    "UnknownLink": {"subject": ANY, "object": ANY},
    "Similar": {"candidate": ANY, "match": ANY},
}


@pytest.fixture(scope="module")
def entities(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entity]:
    target = tmp_path_factory.mktemp("ftm") / "out.json"
    written = export(generation, "ftm", target)
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert written.count == len(lines)
    assert written.omissions == {current.SUPERSEDED: 4, current.NOT_ACCEPTED: 1, current.CLOSING: 1, ftm.NO_HOLDER: 1, ftm.DIFFERENT: 1}
    assert len({line["id"] for line in lines}) == len(lines)
    return {line["id"]: line for line in lines}


def of(entities: dict[str, Entity], iri: str) -> Entity:
    return entities[make_entity_id(net.BASE, iri)]


def test_every_entity_keeps_to_the_model(entities: dict[str, Entity]) -> None:
    for entity in entities.values():
        assert set(entity["properties"]) <= PROPERTIES[entity["schema"]], entity
        assert all(values and all(isinstance(value, str) for value in values) for values in entity["properties"].values())
        for name, allowed in ENDS.get(entity["schema"], {}).items():
            (end,) = entity["properties"][name]
            assert entities[end]["schema"] in allowed


@pytest.mark.skipif(
    importlib.util.find_spec("followthemoney") is None,
    reason="the model's own package is not installed (the extra [ftm]; it builds on the ICU library)",
)
def test_the_models_own_package_takes_every_value_as_it_is(entities: dict[str, Entity]) -> None:
    from followthemoney import model

    for entity in entities.values():
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        assert proxy.id == entity["id"]
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            assert prop is not None, name
            assert not prop.deprecated, name
            # Names and addresses are tidied by the model itself; anything else it takes as it is or not at all.
            taken = set(proxy.get(name))
            assert len(taken) == len(values) if prop.type.name in ("name", "address") else taken == set(values), (name, values)
            if prop.range is not None:
                (end,) = values
                target = model.get(entities[end]["schema"])
                assert target is not None
                assert target.is_a(prop.range), (entity["schema"], name, target.name)


def test_parties_get_their_schema_identifiers_and_dates(entities: dict[str, Entity]) -> None:
    assert of(entities, net.BANK)["properties"]["leiCode"] == ["5493001KJTIIGC8Y1R12"]
    holding = of(entities, net.HOLDING)["properties"]
    assert (holding["registrationNumber"], holding["idNumber"], holding["jurisdiction"]) == (["01234567"], ["9"], ["de"])
    maker = of(entities, min(net.MAKER, net.TWIN))
    assert (maker["properties"]["incorporationDate"], maker["properties"]["dissolutionDate"]) == (["1998-02"], ["2022"])
    assert maker["referents"] == [make_entity_id(net.BASE, max(net.MAKER, net.TWIN))]
    assert set(maker["properties"]["name"]) == {"Zenda Motors", "Zenda Motors AG"}
    assert set(maker["properties"]["topics"]) == {"gov.soe", "sanction.linked"}
    assert maker["properties"]["notes"] == ["employees: about 450"]
    anna = of(entities, net.ANNA)
    assert (anna["schema"], anna["properties"]["birthDate"], anna["properties"]["nationality"]) == ("Person", ["1970-02"], ["gb"])
    assert anna["properties"]["notes"] == ["nationality: Old Ruritanian"]
    assert of(entities, net.STATE)["properties"]["topics"] == ["gov"]
    assert entities["NK-invented"]["caption"] == "Listed Ltd"


def test_a_number_that_is_too_long_is_an_address_or_a_note() -> None:
    party = Party(
        id=net.MAKER,
        name="Zenda Motors",
        kind=Kind.COMPANY,
        identifiers=(Identifier(scheme="X", value="https://example.org/" + "a" * 60), Identifier(scheme="X", value="/company/" + "a" * 60)),
    )
    properties = make_party_entity(net.BASE, party, is_owned=False)["properties"]
    assert properties == {"name": ["Zenda Motors"], "sourceUrl": ["https://example.org/" + "a" * 60], "notes": ["X: /company/" + "a" * 60]}


def test_what_a_company_holds_of_itself_is_loaded_again_as_its_own_shares(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "works", "45")
    sheet.holds("works", "works", "12")
    sheet.holds("works", "works", None, Interest.APPOINTMENT_OF_BOARD)
    generation, file = publish(tmp_path / "data", sheet), tmp_path / "out.ftm.json"
    assert export(generation, "ftm", file).omissions == {ftm.SELF_LINK: 1}
    again = publish_files(tmp_path / "again", file)
    for loaded in (generation, again):
        answer = controllers(ask(loaded), find_party(loaded, "works"))
        assert (answer.verdict, answer.residual[0].min, answer.residual[0].max) == ("certain", 43, 43)


def test_a_body_that_is_owned_is_a_company_because_only_assets_are_owned(entities: dict[str, Entity]) -> None:
    assert (of(entities, net.STATE)["schema"], of(entities, net.FUND)["schema"]) == ("PublicBody", "Company")
    assert of(entities, net.TRUST)["schema"] == "LegalEntity"
    assert choose_schema(Kind.PERSON, is_owned=True) == "Person"


def test_a_party_without_a_name_is_called_by_its_id(entities: dict[str, Entity]) -> None:
    shop = of(entities, net.SHOP)
    assert shop["caption"]
    assert shop["properties"]["name"] == [net.BASE.compact(net.SHOP)]


def test_sizes_keep_what_the_source_said(entities: dict[str, Entity]) -> None:
    agreed, chain, exact = (of(entities, s.id) for s in (net.AGREED, net.CHAIN, net.EXACT))
    assert (agreed["schema"], agreed["properties"]["percentage"]) == ("Ownership", ["51"])
    assert (chain["properties"]["percentage"], chain["properties"]["role"]) == (["33.333333333"], ["holds; directly"])
    assert chain["properties"]["summary"] == ["Size: exactly 1/3 of the whole."]
    assert (exact["properties"]["startDate"], exact["properties"]["ownershipType"]) == (["1999"], ["direct"])
    band = of(entities, net.BAND.id)
    assert (band["schema"], band["properties"]["controlType"]) == ("Control", ["voting"])
    assert band["properties"]["summary"] == ["Size: 50-75, as an interval (50..75]."]
    assert "percentage" not in of(entities, net.UNKNOWN_SIZE.id)["properties"]


def test_what_is_not_in_effect_says_so_in_status_role_and_summary(entities: dict[str, Entity]) -> None:
    agreed = of(entities, net.AGREED.id)["properties"]
    assert (agreed["status"], agreed["role"]) == (["agreed"], ["shareholding (agreed)"])
    assert agreed["summary"] == ["Agreed; that it was completed is not stated."]
    assert of(entities, net.ALLEGED.id)["properties"]["status"] == ["alleged"]
    assert of(entities, net.CLOSED.id)["properties"]["status"] == ["former"]
    assert "status" not in of(entities, net.EXACT.id)["properties"]


def test_a_denied_holding_is_never_an_ownership(entities: dict[str, Entity]) -> None:
    denied = of(entities, net.DENIED.id)
    assert (denied["schema"], denied["properties"]["status"]) == ("UnknownLink", ["denied"])
    assert "percentage" not in denied["properties"]


def test_roles_control_and_vetoes_are_no_ownership(entities: dict[str, Entity]) -> None:
    schemata = [of(entities, s.id)["schema"] for s in (net.CHAIRS, net.HELD_BODY, net.VETO, net.IN_PERSON)]
    assert schemata == ["Directorship", "Control", "UnknownLink", "UnknownLink"]
    assert of(entities, net.HELD_BODY.id)["properties"]["controlType"] == ["appointment"]
    assert of(entities, net.SUMMARY.id)["properties"]["ownershipType"] == ["indirect"]


def test_an_unsure_judgement_is_a_similarity_and_joins_nothing(entities: dict[str, Entity]) -> None:
    (similar,) = [entity for entity in entities.values() if entity["schema"] == "Similar"]
    assert similar["properties"]["match"] == [make_entity_id(net.BASE, net.COUSIN)]


def test_ids_are_stable_plain_and_never_meet() -> None:
    base = net.BASE
    iris = [
        base.identifier("LEI", "A"),
        base.identifier("ftm", "lei.A"),
        base.identifier("ftm", "A"),
        base.identifier("wikidata", "Q1"),
        base.identifier("ftm", "Q1"),
        base.identifier("x", "a b"),
        base.identifier("x", "a_b"),
        "https://example.org/a",
        "urn:a",
    ]
    ids = [make_entity_id(base, iri) for iri in iris]
    assert len(set(ids)) == len(iris)
    assert ids[:5] == ["lei.A", "ftm.lei.A", "A", "wikidata.Q1", "Q1"]


def test_only_countries_are_countries() -> None:
    assert [parse_country(text) for text in ("GB", "gb-sct", "XK", "XX", "ZZ", "QM", "GBR", "", None)] == ["gb", "gb", "xk", *[None] * 6]


def load_again(folder: Path, generation: Generation) -> tuple[Generation, dict[str, int]]:
    """Return a generation exported and loaded, and what was left out or rounded."""
    file = folder / "again.ftm.json"
    request = ExportRequest(generation)
    with file.open("wb") as out:
        ftm.write(request, out)
    return publish_files(folder / "again", file), request.omissions + request.roundings


def answer(generation: Generation, name: str, day: str = "2021-01-01") -> dict[str, tuple[str, object, object]]:
    """Return who controls the party of a name, or may: how surely, with what of the votes."""
    said = controllers(ask(generation, day), find_party(generation, name))
    return {c.party.name: (c.certainty, c.votes.min, c.votes.max) for c in said.controllers}


def test_a_newer_version_is_written_from_the_day_on_which_it_is_sure(tmp_path: Path) -> None:
    sheet = Sheet("one")
    for stated, share in (("2018-01-01", "40"), ("2020-01-01", "60")):
        sheet.holds("ann", "works", share, record="r", valid_from="2010-01-01", stated_at=stated)
        sheet.holds("ann", "mill", "60", record="same", valid_from="2010-01-01", stated_at=stated)
        sheet.holds("ann", "past", share, record="past", valid_from="2010-01-01", valid_until="2015-01-01", stated_at=stated)
    generation = publish(tmp_path / "data", sheet)
    again, counts = load_again(tmp_path, generation)
    assert answer(generation, "works", "2019-01-01") == {"ann": ("possible", 40, 60)}
    assert answer(again, "works", "2019-01-01") == {}
    assert answer(again, "past", "2014-01-01") == {"ann": ("possible", 0, 60)}
    for name, day in (("works", "2021-01-01"), ("mill", "2012-01-01")):
        assert answer(again, name, day) == answer(generation, name, day) == {"ann": ("certain", 60, 60)}
    assert counts[ftm.CHANGED] == 2


@pytest.mark.parametrize("interest", [Interest.SHAREHOLDING, Interest.VOTING_RIGHTS])
def test_a_holder_without_a_name_makes_nobody_sure_by_being_left_out(tmp_path: Path, interest: Interest) -> None:
    sheet = Sheet("one")
    sheet.holds("ann", "works", "60")
    sheet.holds("ann", "mill", "60")
    unnamed = sheet.holds("nobody", "works", "60", interest)
    sheet.rows[-1] = msgspec.structs.replace(unnamed, holder=None, holder_reason=Reason.UNKNOWN)
    generation = publish(tmp_path / "data", sheet)
    again, counts = load_again(tmp_path, generation)
    assert answer(generation, "works").get("ann", ("possible",))[0] == "possible"
    assert answer(again, "works")["ann"][0] == "possible"
    assert answer(again, "mill") == answer(generation, "mill") == {"ann": ("certain", 60, 60)}
    assert counts[ftm.UNSURE_SIZES] + counts[ftm.UNSURE_VOTES] == 1


def test_an_interest_that_only_the_role_tells_keeps_its_name_beside_the_words_of_the_source(tmp_path: Path) -> None:
    one, other = Sheet("one"), Sheet("other")
    one.holds("ann", "works", "60")
    one.holds("ann", "works", None, Interest.NOMINEE, details="for friends")
    one.holds("bea", "mill", None, Interest.APPOINTMENT_OF_BOARD)
    other.holds("bea", "mill", None, Interest.APPOINTMENT_OF_BOARD, status=Status.DENIED, details="she names nobody")
    generation = publish(tmp_path / "data", one, other)
    again, _ = load_again(tmp_path, generation)
    for name in ("works", "mill"):
        assert answer(again, name) == answer(generation, name)
    assert answer(again, "mill")["bea"][0] == "possible"


def test_the_right_to_appoint_a_part_of_the_board_stays_one(tmp_path: Path) -> None:
    sheet = Sheet("one")
    sheet.holds("ann", "works", "(25..50]", Interest.APPOINTMENT_OF_BOARD)
    sheet.holds("ann", "mill", "60", Interest.APPOINTMENT_OF_BOARD)
    generation = publish(tmp_path / "data", sheet)
    again, _ = load_again(tmp_path, generation)
    for name in ("works", "mill"):
        assert answer(again, name) == answer(generation, name)
    assert answer(again, "works") == {}
