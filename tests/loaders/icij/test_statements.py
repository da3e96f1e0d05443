"""The Offshore Leaks: every layout, roles in free text, and nothing that is more than a lead."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.queries import controllers
from graph.queries.parties import find_party
from loaders.contract import LoadContext, Reject
from loaders.icij import REJECTS, WARNINGS, IcijLoader
from loaders.icij.codes import interpret_link, is_similarity
from loaders.icij.dates import parse_leaked_date
from loaders.open import load_file
from ontology.errors import InputError
from ontology.statements import (
    Directness,
    EntityStatement,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Statement,
    Status,
)
from ontology.terms import Base
from tests.scenarios import ask, publish_files

BASE = Base()
CONTROLLING = ("money", "votes", "control")


class Loaded:
    """A file with this text, loaded."""

    def __init__(self, folder: Path, text: str | bytes, name: str = "relationships.csv") -> None:
        self.file = folder / name
        self.file.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.rejects: list[Reject] = []
        self.context = LoadContext(BASE, self.file, on_reject=self.rejects.append)
        self.statements: list[Statement] = [s for stream in load_file(self.context, "icij") for s in stream]

    @property
    def interests(self) -> list[InterestStatement]:
        return [s for s in self.statements if isinstance(s, InterestStatement)]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        c = self.context
        return c.read, c.loaded, c.merged, c.rejected


DATES = [
    ("23-MAR-2006", "2006-03-23"),
    ("Mar 23, 2006", "2006-03-23"),
    ("2006-03-23", "2006-03-23"),
    ("2006-03-23T00:00:00", "2006-03-23"),
    ("23/03/2006", "2006-03-23"),
    ("23-03-2006", "2006-03-23"),
    ("23.03.2006", "2006-03-23"),
    ("01-JAN-62", "1962-01-01"),
    ("01-JAN-49", "2049-01-01"),
    ("04/27/05", "2005-04-27"),
    ("2005", "2005"),
    ("OCT-2019", "2019-10"),
    ("31/02/2013", None),
    ("5012-05-22", None),
    ("soon", None),
    ("", None),
    ("1212012", None),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_dates_of_every_form(text: str, date: str | None) -> None:
    assert parse_leaked_date(text) == date


LINKS = [
    ("shareholder of", [Interest.SHAREHOLDING]),
    ("Nominee Shareholder of", [Interest.NOMINEE]),
    ("Nominee Beneficial Owner of", [Interest.NOMINEE]),
    ("Director and Shareholder", [Interest.SHAREHOLDING, Interest.BOARD_MEMBER]),
    ("settlor of", [Interest.SETTLOR]),
    ("protector of", [Interest.PROTECTOR]),
    ("co-trustee of trust of", [Interest.TRUSTEE]),
    ("beneficiary of", [Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT]),
    ("Substitute Beneficiary", [Interest.CONDITIONAL_RIGHTS_BY_CONTRACT]),
    ("power of attorney of", [Interest.RIGHTS_BY_CONTRACT]),
    ("chairman of", [Interest.BOARD_CHAIR]),
    ("secretary of", [Interest.UNKNOWN]),
    ("vice president", [Interest.UNKNOWN]),
    ("president", [Interest.SENIOR_MANAGING_OFFICIAL]),
    ("subscriber of", [Interest.UNKNOWN]),
    ("stockbroker of", [Interest.UNKNOWN]),
    ("Partner, ZENDA CAPITAL", [Interest.UNKNOWN]),
    ("advisor to the board", [Interest.UNKNOWN]),
    ("grantee of a mortgage of", [Interest.UNKNOWN]),
    ("financial controller", [Interest.UNKNOWN]),
    ("Person of Significant Control", [Interest.OTHER_INFLUENCE_OR_CONTROL]),
    ("astronaut of", [Interest.UNKNOWN]),
    ("non executive direct", [Interest.BOARD_MEMBER]),
    ("representative of the shareholder", [Interest.UNKNOWN]),
    ("wife of beneficial owner", [Interest.UNKNOWN]),
    ("not a shareholder", [Interest.UNKNOWN]),
    ("Nominee director / beneficial owner", [Interest.NOMINEE, Interest.SHAREHOLDING]),
]


@pytest.mark.parametrize(("link", "interests"), LINKS)
def test_a_role_in_free_text_is_told_by_its_words(link: str, interests: list[Interest]) -> None:
    assert [role.interest for role in interpret_link(link).roles] == interests


@pytest.mark.parametrize(
    ("link", "present", "former"),
    [
        ("Former Director", [], [Interest.BOARD_MEMBER]),
        ("ex-shareholder", [], [Interest.SHAREHOLDING]),
        ("Shareholder / former director", [Interest.SHAREHOLDING], [Interest.BOARD_MEMBER]),
        ("former director, director", [Interest.BOARD_MEMBER], []),
        ("director, resigned", [], [Interest.BOARD_MEMBER]),
        ("former registered address", [], []),
        ("resigned", [], [Interest.UNKNOWN]),
    ],
)
def test_what_somebody_was_is_told_apart_from_what_they_are(link: str, present: list[Interest], former: list[Interest]) -> None:
    roles = interpret_link(link).roles
    assert [r.interest for r in roles if not r.is_former] == present
    assert [r.interest for r in roles if r.is_former] == former


def test_what_is_over_is_no_lead_to_control(tmp_path: Path) -> None:
    head = "node_id_start,node_id_end,rel_type,link,status,sourceID\n"
    loaded = Loaded(
        tmp_path,
        f"{head}7,8,officer_of,former sole shareholder,,Z\n6,8,officer_of,shareholder of,Inactive,Z\n"
        "5,8,officer_of,shareholder of,Active,Z\n",
    )
    assert [s.status for s in loaded.interests] == [Status.FORMER, Status.FORMER, Status.ALLEGED]
    generation = publish_files(tmp_path / "d", loaded.file)
    answer = controllers(ask(generation, "2026-02-01"), find_party(generation, "icij:8"))
    assert [(c.party.id, c.certainty) for c in answer.controllers] == [(BASE.identifier("icij", "5"), "possible")]


def test_what_has_ended_was_no_more_than_alleged_before(tmp_path: Path) -> None:
    head = "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n"
    loaded = Loaded(tmp_path, f"{head}7,8,officer_of,former sole shareholder 100%,Inactive,01/01/2010,01/01/2015,Z\n")
    generation = publish_files(tmp_path / "d", loaded.file)
    party = find_party(generation, "icij:8")
    seen = {day: [c.certainty for c in controllers(ask(generation, day), party).controllers] for day in ("2012-06-30", "2016-06-30")}
    assert seen == {"2012-06-30": ["possible"], "2016-06-30": []}


def test_a_beneficial_owner_an_owner_through_others_and_a_size() -> None:
    (owner,) = interpret_link("Beneficial owner of the underlying company").roles
    assert (owner.interest, owner.beneficial, owner.direct) == (Interest.SHAREHOLDING, True, Directness.INDIRECT)
    (part,) = interpret_link("Shareholder (Ruritania) - 34%").roles
    assert part.share is not None
    assert (part.share.label(), part.share.exact, part.beneficial) == ("34 %", True, None)
    assert interpret_link("Shareholder - 340%").roles[0].share is None


def test_every_role_of_the_database_is_classified_and_none_becomes_ownership_that_is_none(shared_data: Path) -> None:
    text = (shared_data / "reference" / "icij" / "icij_offshoreleaks.yml").read_text(encoding="utf-8")
    wrong, not_owned, unknown, count = [], [], [], 0
    for option in yaml.safe_load(text)["lookups"]["relationships"]["options"]:
        for link in map(str, [*option.get("match", ()), *option.get("contains", ())]):
            count += 1
            meaning = interpret_link(link)
            families = {role.interest.family.value for role in meaning.roles}
            if option.get("skip"):
                assert is_similarity(link) or meaning.is_address or families == {"none"}
                continue
            assert meaning.is_address or meaning.roles
            if option["schema"] != "Ownership" and "money" in families:
                wrong.append(link)
            if option["schema"] == "Ownership" and families == {"none"}:
                not_owned.append(link)
            if not meaning.is_known:
                unknown.append(link)
    assert count > 300
    assert wrong == []
    assert len(unknown) < 35
    # Called ownership there; what they say is an office, a power, a right that is conditional, or nothing.
    assert sorted(x.split()[0].lower() for x in not_owned) == sorted(
        ["director", "director", "subscriber", "attorney\u2011in\u2011fact", "substitute", "unclear,", "director,"]
    )


EDGES = [
    "node_1,rel_type,node_2\n7,shareholder of,8\n",
    '"START_ID","TYPE","END_ID","link","sourceID"\n7,OFFICER_OF,8,shareholder of,Zenda Papers\n',
    '"node_1","rel_type","node_2","r.sourceID"\n7,shareholder of,8,Zenda Papers\n',
    "_start,_end,_type,link,sourceID\n7,8,officer_of,shareholder of,Zenda Papers\n",
    "_id,_labels,name,_start,_end,_type,link,sourceID\n,,,7,8,officer_of,shareholder of,Zenda Papers\n",
    "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n7,8,officer_of,shareholder of,,,,Zenda Papers\n",
    "\ufeffnode_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\r\n"
    "7,8,officer_of,shareholder of,,,,Zenda Papers\r\n",
]


@pytest.mark.parametrize("text", EDGES)
def test_edges_of_every_layout_say_the_same(tmp_path: Path, text: str) -> None:
    assert IcijLoader().detect(text.encode(), Path("x"))
    (held,) = Loaded(tmp_path, text).interests
    scheme = "icij-2020" if "_start" in text.split("\n")[0].split(",") else "icij"
    assert (held.holder, held.subject) == (BASE.identifier(scheme, "7"), BASE.identifier(scheme, "8"))
    assert (held.interest, held.status, held.details) == (Interest.SHAREHOLDING, Status.ALLEGED, "shareholder of")


NODES = [
    (
        "nodes-entities.csv",
        "node_id,name,jurisdiction,incorporation_date,sourceID,valid_until\n"
        "8,Kranz Overseas,BVI,23-MAR-2006,Zenda Papers,The Zenda Papers data is current through 2015\n",
        Kind.COMPANY,
    ),
    (
        "nodes-officers.csv",
        "node_id,name,countries,country_codes,sourceID,valid_until,note\n8,Kranz Overseas,,,,current through 2015,\n",
        Kind.UNKNOWN,
    ),
    (
        "zenda.nodes.entity.csv",
        '"labels(n)","n.node_id","n.sourceID","n.name","n.jurisdiction","n.incorporation_date","n.valid_until"\n'
        '"[""Entity""]",8,Zenda Papers,Kranz Overseas,BVI,"Mar 23, 2006",current through 2015\n',
        Kind.COMPANY,
    ),
    (
        "all.csv",
        "node_id,_labels,name,sourceID,valid_until,_start,_end,_type\n8,:Officer,Kranz Overseas,Zenda,current through 2015,,,\n",
        Kind.UNKNOWN,
    ),
]


@pytest.mark.parametrize(("name", "text", "kind"), NODES)
def test_nodes_of_every_layout_are_the_same_party(tmp_path: Path, name: str, text: str, kind: Kind) -> None:
    assert IcijLoader().detect(text.encode(), Path(name))
    (node,) = Loaded(tmp_path, text, name).statements
    assert isinstance(node, EntityStatement)
    assert (node.entity, node.kind, node.names[0].text) == (BASE.identifier("icij", "8"), kind, "Kranz Overseas")
    assert (node.stated_at, node.jurisdiction) == ("2015", "VG" if kind is Kind.COMPANY else None)
    assert node.founded == ("2006-03-23" if kind is Kind.COMPANY else None)


def test_rows_that_have_numbers_of_their_own_lead_to_the_nodes_of_the_database(tmp_path: Path) -> None:
    nodes = Loaded(
        tmp_path,
        "_id,node_id,name,jurisdiction,jurisdiction_description,sourceID\n"
        "1,800,Kranz Overseas,BVI,British Virgin Islands,Z\n2,,Kranz Isles,,,Z\n",
        "nodes-entities.csv",
    )
    edges = Loaded(tmp_path, "_start,_end,_type,link,sourceID\n2,1,officer_of,shareholder of,Z\n")
    same = [(s.left, s.right) for s in nodes.statements if isinstance(s, IdentityStatement)]
    assert same == [(BASE.identifier("icij", "800"), BASE.identifier("icij-2020", "1"))]
    generation = publish_files(tmp_path / "d", nodes.file, edges.file)
    answer = controllers(ask(generation, "2020-01-01"), find_party(generation, "icij:800"))
    assert [(c.party.name, c.certainty) for c in answer.controllers] == [("Kranz Isles", "possible")]


def test_countries_are_told_one_by_one_and_line_ends_of_other_alphabets_are_letters(tmp_path: Path) -> None:
    text = (
        'node_id,name,countries,country_codes,sourceID,valid_until,note\n8,"Kranz\u2028Overseas, of\n Zenda",Samoa;Malta,WSM;MLT,Z,,\n'
        "9,Kranz\x85Isles,Samoa,WSM,Z,,\n"
    )
    loaded = Loaded(tmp_path, text, "nodes-officers.csv")
    first, second = loaded.statements
    assert isinstance(first, EntityStatement)
    assert isinstance(second, EntityStatement)
    assert [a.value for a in first.attributes if a.name == "country"] == ["Samoa", "Malta"]
    assert (first.names[0].text, second.names[0].text) == ("Kranz\u2028Overseas, of\n Zenda", "Kranz\x85Isles")


def test_a_guess_that_two_are_one_stays_a_guess(tmp_path: Path) -> None:
    loaded = Loaded(
        tmp_path,
        "node_id_start,node_id_end,rel_type,link,sourceID\n"
        + "".join(
            f"{n},9,{kind},,Zenda\n" for n, kind in enumerate(("same_name_as", "similar", "same_company_as", "same_as", "same_id_as"))
        ),
    )
    judgements = [s for s in loaded.statements if isinstance(s, IdentityStatement)]
    assert [s.judgement for s in judgements] == [Judgement.UNSURE] * 5
    assert len(judgements) == len(loaded.statements)


def test_addresses_and_intermediaries_hold_nothing(tmp_path: Path) -> None:
    loaded = Loaded(
        tmp_path,
        "node_id_start,node_id_end,rel_type,link,sourceID\n7,8,registered_address,registered address,Z\n"
        "7,8,intermediary_of,intermediary of,Z\n7,8,officer_of,registered address,Z\n7,8,officer_of,astronaut of,Z\n"
        "7,8,same_intermediary_as,same intermediary as,Z\n",
    )
    assert loaded.counts == (5, 3, 2, 0)
    assert [(s.interest, s.details) for s in loaded.interests] == [
        (Interest.UNKNOWN, "intermediary of"),
        (Interest.UNKNOWN, "astronaut of"),
        (Interest.UNKNOWN, "same intermediary as"),
    ]
    assert loaded.context.warnings == {"ADDRESS": 2, "UNKNOWN_LINK": 1}


def test_dates_and_rows_that_are_broken(tmp_path: Path) -> None:
    loaded = Loaded(
        tmp_path,
        "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n"
        "7,8,officer_of,owner of,Active,01-JAN-2010,31/12/2009,Z\n"
        "7,8,officer_of,owner of,,soon,2011,Z\n7,8,officer_of,owner of,,2011,late,Z\n"
        "7,,officer_of,owner of,,,,Z\n7,8\n",
    )
    first, second, third = loaded.interests
    assert [link.status for link in (first, second, third)] == [Status.FORMER, Status.ALLEGED, Status.FORMER]
    assert (first.valid_from, first.valid_until, first.note) == (None, None, "status: Active; from 2010-01-01 until 2009-12-31")
    assert (second.valid_from, second.valid_until) == (None, "2011")
    assert [r.code for r in loaded.rejects] == ["MISSING_END", "BAD_ROW"]
    assert loaded.context.warnings == {"BAD_DATE": 2, "DATES_BACKWARDS": 1}


def test_the_power_players_are_numbered_apart(tmp_path: Path) -> None:
    header = ",active,data.properties.name,data.type,id,label,source,target,type"
    loaded = Loaded(tmp_path, f"{header}\n0,,Shareholder,is officer of,1,x,7,8,curve\n")
    (held,) = loaded.interests
    assert (held.holder, held.details) == (BASE.identifier("icij-power-players", "7"), "Shareholder")


def test_a_lead_is_never_certain(tmp_path: Path) -> None:
    edges = Loaded(tmp_path, "node_1,rel_type,node_2\n7,Sole shareholder - 100%,8\n")
    nodes = Loaded(tmp_path, "node_id,name,jurisdiction,sourceID\n7,Elsbeth Kranz,,Z\n8,Kranz Overseas,BVI,Z\n", "nodes-entities.csv")
    generation = publish_files(tmp_path / "d", edges.file, nodes.file)
    answer = controllers(ask(generation, "2020-01-01"), find_party(generation, "icij:8"))
    assert "certain" not in {c.certainty for c in answer.controllers}


COUNTS: dict[str, tuple[int, int, int, int, int, dict[str, int]]] = {
    "icij-oldb/nodes-intermediaries.first500.csv": (500, 500, 0, 0, 500, {}),
    "icij-oldb/nodes-intermediaries_subset.csv": (8, 8, 0, 0, 8, {}),
    "icij-powerplayers-2016/014fe3bc-edges.csv": (4, 3, 1, 0, 3, {"ADDRESS": 1}),
    "icij-powerplayers-2016/014fe3bc-nodes.csv": (5, 4, 1, 0, 4, {"ADDRESS": 1}),
    "icij-powerplayers-2016/034793d9-edges.csv": (11, 10, 1, 0, 10, {"ADDRESS": 1}),
    "icij-powerplayers-2016/034793d9-nodes.csv": (11, 10, 1, 0, 10, {"ADDRESS": 1}),
    "icij-powerplayers-2016/0a1122ef-edges.csv": (8, 8, 0, 0, 8, {}),
    "icij-powerplayers-2016/0a1122ef-nodes.csv": (7, 7, 0, 0, 7, {}),
    "icij-powerplayers-2016/0dae973f-edges.csv": (3, 2, 1, 0, 2, {"ADDRESS": 1}),
    "icij-powerplayers-2016/0dae973f-nodes.csv": (4, 3, 1, 0, 3, {"ADDRESS": 1}),
    "icij-powerplayers-2016/1544b723-edges.csv": (21, 15, 6, 0, 16, {"ADDRESS": 6}),
    "icij-powerplayers-2016/1544b723-nodes.csv": (15, 11, 4, 0, 11, {"ADDRESS": 4}),
    "icij-powerplayers-2016/1bd58b77-edges.csv": (3, 3, 0, 0, 3, {}),
    "icij-powerplayers-2016/1bd58b77-nodes.csv": (4, 4, 0, 0, 4, {}),
    "icij-powerplayers-2016/1f2fa273-edges.csv": (4, 3, 1, 0, 3, {"ADDRESS": 1}),
    "icij-powerplayers-2016/1f2fa273-nodes.csv": (5, 4, 1, 0, 4, {"ADDRESS": 1}),
    "icij-powerplayers-2016/25dc6764-edges.csv": (6, 5, 1, 0, 5, {"ADDRESS": 1}),
    "icij-powerplayers-2016/25dc6764-nodes.csv": (8, 7, 1, 0, 7, {"ADDRESS": 1}),
    "icij-powerplayers-2016/333c624f-edges.csv": (16, 16, 0, 0, 16, {}),
    "icij-powerplayers-2016/333c624f-nodes.csv": (13, 13, 0, 0, 13, {}),
    "icij-powerplayers-2016/39fb340f-edges.csv": (3, 2, 1, 0, 2, {"ADDRESS": 1}),
    "icij-powerplayers-2016/39fb340f-nodes.csv": (4, 3, 1, 0, 3, {"ADDRESS": 1}),
}


@pytest.mark.thorough
def test_every_real_file_loads_twice_alike_with_the_counts_that_were_pinned(shared_data: Path, tmp_path: Path) -> None:
    registries = shared_data / "registries"
    files = sorted(f for folder in ("icij-oldb", "icij-powerplayers-2016") for f in (registries / folder).iterdir())
    counts = {}
    for file in files:
        runs = []
        for _ in range(2):
            rejects: list[Reject] = []
            context = LoadContext(BASE, file, on_reject=rejects.append)
            runs.append([s for statements in load_file(context) for s in statements])
            assert context.warnings.keys() <= WARNINGS.keys()
            assert {reject.code for reject in rejects} <= REJECTS.keys()
            assert all(s.status is Status.ALLEGED for s in runs[-1] if isinstance(s, InterestStatement))
        assert runs[0] == runs[1]
        counts[str(file.relative_to(registries))] = (
            context.read,
            context.loaded,
            context.merged,
            context.rejected,
            context.statements,
            dict(context.warnings),
        )
    assert counts == COUNTS
    generation = publish_files(tmp_path, *files)
    seen = {c.certainty for n in range(len(generation)) for c in controllers(ask(generation, "2016-01-01"), n).controllers}
    assert "certain" not in seen


SAMPLE = b"7,8,officer_of,shareholder of,,01-JAN-2010,,Zenda Papers"
HEAD = b"node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n"


@pytest.mark.thorough
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=6), st.integers(0, len(SAMPLE)))
def test_damaged_rows_are_loaded_or_rejected_and_never_lost(tmp_path: Path, flips: list[tuple[int, int]], cut: int) -> None:
    raw = bytearray(SAMPLE)
    for place, byte in flips:
        raw[place] = byte
    try:
        loaded = Loaded(tmp_path, HEAD + SAMPLE + b"\n" + bytes(raw[:cut]) + b"\n" + SAMPLE)
    except InputError:
        return
    read, used, merged, rejected = loaded.counts
    assert read == used + merged + rejected >= 2
    assert {r.code for r in loaded.rejects} <= REJECTS.keys()
    assert loaded.context.warnings.keys() <= WARNINGS.keys()


def test_other_formats_are_not_taken() -> None:
    heads = (
        b"holder,subject\nA,B\n",
        b"source,target\nA,B\n",
        b"id,name\n1,A\n",
        b":START_ID(Entity),:END_ID(Entity),:TYPE,id:string\n",
        b"CompanyName, CompanyNumber\n",
        b"<a/>",
        b'{"node_id": 1}',
        b"node_id,name\n1,A\n",
        b"source,target,type\nA,B,C\n",
    )
    for head in heads:
        assert not IcijLoader().detect(head, Path("nodes-officers.csv"))
