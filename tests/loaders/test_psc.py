"""The UK register of control: what its lines say as statements, and what follows from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.generation import Generation
from graph.generations import DataFolder
from graph.questions import controllers, find_party
from loaders.contract import Context, Reject
from loaders.open import releases
from loaders.psc.reports import REJECTS, WARNINGS
from loaders.psc.loader import PscLoader
from loaders.psc.natures import nature
from ontology.errors import InputError
from ontology.shares import PERCENT
from ontology.statements import (
    Change,
    EntityStatement,
    IdentityStatement,
    Interest,
    InterestStatement,
    Kind,
    Reason,
    Source,
    Statement,
    Status,
)
from ontology.terms import Base
from tests.networks import CREATED, ask

BASE = Base()


def line(
    number: str = "01234567", kind: str = "individual-person-with-significant-control", key: str = "abc", **data: object,
) -> dict[str, object]:
    links = {"self": f"/company/{number}/persons-with-significant-control/individual/{key}"}
    given: dict[str, object] = {
        "kind": kind, "etag": f"etag-{number}-{key}", "links": links, "name": "Ms Elsbeth Kranz", "notified_on": "2018-05-01",
        "natures_of_control": ["ownership-of-shares-75-to-100-percent"],
    }
    return {"company_number": number, "data": {k: v for k, v in {**given, **data}.items() if v is not None}}


class Loaded:
    """A file of these lines, loaded."""

    def __init__(self, folder: Path, *lines: object, name: str = "psc-snapshot-2024-11-22.txt", raw: bytes | None = None) -> None:
        self.file = folder / name
        self.file.write_bytes(raw if raw is not None else "\n".join(json.dumps(x) for x in lines).encode())
        self.rejects: list[Reject] = []
        self.context = Context(BASE, self.file, on_reject=self.rejects.append)
        self.source: Source
        self.statements: list[Statement] = []
        for source, made in releases(self.context, "psc"):
            self.source = source
            self.statements.extend(made)

    @property
    def interests(self) -> list[InterestStatement]:
        return [s for s in self.statements if isinstance(s, InterestStatement)]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        c = self.context
        return c.read, c.loaded, c.merged, c.rejected


def published(folder: Path, *files: Path) -> Generation:
    with DataFolder(folder).writer(BASE) as writer:
        made = (release for file in files for release in releases(Context(BASE, file)))
        return writer.publish(made, created=CREATED)


def tops(generation: Generation, number: str, day: str) -> dict[str, str]:
    answer = controllers(ask(generation, day), find_party(generation, f"gb-coh:{number}"))
    return {c.party.name: c.certainty for c in answer.controllers}


BANDS = [
    ("ownership-of-shares-25-to-50-percent", Interest.SHAREHOLDING, (25, True, 50, False)),
    ("voting-rights-50-to-75-percent", Interest.VOTING_RIGHTS, (50, True, 75, True)),
    ("part-right-to-share-surplus-assets-75-to-100-percent", Interest.RIGHTS_TO_SURPLUS_ASSETS, (75, False, 100, False)),
    ("ownership-of-shares-more-than-25-percent-registered-overseas-entity", Interest.SHAREHOLDING, (25, True, 100, False)),
    ("right-to-appoint-and-remove-members-limited-liability-partnership", Interest.APPOINTMENT_OF_BOARD, None),
    ("significant-influence-or-control", Interest.OTHER_INFLUENCE_OR_CONTROL, None),
]


@pytest.mark.parametrize(("code", "interest", "band"), BANDS)
def test_a_band_keeps_its_open_ends_and_is_never_a_number(code: str, interest: Interest, band: tuple[int, bool, int, bool] | None) -> None:
    meant = nature(code)
    assert meant is not None
    assert meant.interest is interest
    if band is None:
        assert meant.share is None
    else:
        share = meant.share
        assert share is not None
        assert (share.min // PERCENT, share.min_open, share.max // PERCENT, share.max_open) == band
        assert not share.exact


def test_every_nature_that_the_register_publishes_is_understood(shared_data: Path) -> None:
    text = (shared_data / "reference" / "companies-house" / "psc_descriptions.yml").read_text(encoding="utf-8")
    codes = yaml.safe_load(text)["short_description"]
    assert len(codes) > 80
    assert [code for code in codes if nature(code) is None] == []
    for code in codes:
        meant = nature(code)
        assert meant is not None
        assert (meant.share is not None) == ("percent" in code)
        assert (meant.through is not None) == ("-as-" in code and "nominee" not in code)


def test_a_person_a_company_and_its_dates(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, line(ceased_on="2020-06-30", date_of_birth={"year": 1961, "month": 12}, nationality="Ruritanian"))
    assert loaded.counts == (1, 1, 0, 0)
    company, person = (s for s in loaded.statements if isinstance(s, EntityStatement))
    assert (company.entity, company.kind) == (BASE.identified("gb-coh", "01234567"), Kind.COMPANY)
    assert person.kind is Kind.PERSON
    assert {(a.name, a.value) for a in person.attributes} == {("birth-date", "1961-12"), ("nationality", "Ruritanian")}
    (held,) = loaded.interests
    assert (held.valid_from, held.valid_until, held.stated_at) == ("2018-05-01", "2020-06-30", "2024-11-22")
    assert held.beneficial is True


@pytest.mark.parametrize("number", ["1234567", "01234567"])
def test_numbers_are_padded_so_that_records_of_one_company_meet(tmp_path: Path, number: str) -> None:
    (held,) = Loaded(tmp_path, line(number)).interests
    assert held.subject == BASE.identified("gb-coh", "01234567")


def test_a_company_of_the_register_is_joined_by_its_number_and_one_from_abroad_is_not(tmp_path: Path) -> None:
    def corporate(key: str, **identification: str) -> dict[str, object]:
        return line(kind="corporate-entity-person-with-significant-control", key=key, name="Kranz Holdings", identification=identification)

    loaded = Loaded(
        tmp_path, corporate("a", country_registered="England & Wales", registration_number="7654321"),
        corporate("b", country_registered="Delaware", registration_number="7654321"), corporate("c", registration_number="7654321"),
        corporate("d", country_registered="United Kingdom", registration_number=" "),
        corporate("e", country_registered="New South Wales", registration_number="7654321"),
    )
    joined = [s for s in loaded.statements if isinstance(s, IdentityStatement)]
    assert [s.right for s in joined] == [BASE.identified("gb-coh", "07654321")]


def test_two_members_of_one_firm_report_its_block_once(tmp_path: Path) -> None:
    code = ["ownership-of-shares-50-to-75-percent-as-firm", "voting-rights-50-to-75-percent-as-firm"]
    loaded = Loaded(tmp_path, *(line(key=key, name=name, natures_of_control=code) for key, name in (("a", "Ida"), ("b", "Otto"))))
    blocks = [s for s in loaded.interests if s.subject == BASE.identified("gb-coh", "01234567")]
    assert len({s.holder for s in blocks}) == 1
    generation = published(tmp_path / "d", loaded.file)
    found = controllers(ask(generation, "2024-12-01"), find_party(generation, "gb-coh:01234567"))
    assert {c.party.name for c in found.controllers} == {"Ida", "Otto"}
    assert found.contested
    assert not found.inconsistencies


def test_what_is_said_instead_of_a_person_is_an_unnamed_holder_with_its_reason(tmp_path: Path) -> None:
    kind = "persons-with-significant-control-statement"
    loaded = Loaded(
        tmp_path, line("00000001", kind, statement="no-individual-or-entity-with-signficant-control"),
        line("00000002", kind, statement="psc-contacted-but-no-response"),
        line("00000003", kind, statement="steps-to-find-psc-not-yet-completed"),
        line("00000004", "super-secure-person-with-significant-control"), line("00000005", kind, statement="a-new-one"),
        line("00000006", "exemptions", exemptions={"x": {"exemption_type": "traded", "items": [{"exempt_from": "2017-01-01"}]}}),
    )
    assert [s.holder_reason for s in loaded.interests] == [
        Reason.NO_BENEFICIAL_OWNERS, Reason.NOT_PROVIDED, Reason.SUBJECT_UNABLE, Reason.PARTY_EXEMPT, Reason.UNKNOWN,
        Reason.SUBJECT_EXEMPT,
    ]
    assert all(s.holder is None and s.interest is Interest.UNKNOWN for s in loaded.interests)
    assert loaded.context.warnings == {"UNKNOWN_STATEMENT": 1}
    assert tops(published(tmp_path / "d", loaded.file), "00000001", "2020-01-01") == {}


def test_an_unknown_nature_is_kept_with_its_word_and_gives_no_control(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, line(natures_of_control=["owns-the-moon"]))
    (held,) = loaded.interests
    assert (held.interest, held.details, held.share) == (Interest.UNKNOWN, "owns-the-moon", None)
    assert loaded.context.warnings == {"UNKNOWN_NATURE": 1}


def test_ceased_without_a_day_counts_on_no_day(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, line(ceased=True))
    assert loaded.interests[0].status is Status.FORMER
    assert tops(published(tmp_path / "d", loaded.file), "01234567", "2024-12-01") == {}


def test_the_chain_changes_with_the_day(tmp_path: Path) -> None:
    """The shape of a club that was sold: a person through two companies until the sale, a state's fund after it."""
    def corporate(number: str, key: str, name: str, of: str, **data: object) -> dict[str, object]:
        return line(number, "corporate-entity-person-with-significant-control", key, name=name,
                    identification={"country_registered": "United Kingdom", "registration_number": of}, **data)

    votes = ["voting-rights-75-to-100-percent"]
    loaded = Loaded(
        tmp_path, corporate("02529667", "sj", "St Jakob Holdings", "00444444", ceased_on="2021-10-07", notified_on="2016-04-06"),
        corporate("02529667", "nz", "New Bid Ltd", "00555555", notified_on="2021-10-07"),
        line("00444444", key="mash", name="Mr Aldo Vent", natures_of_control=votes, notified_on="2016-04-06"),
        line("00555555", "legal-person-person-with-significant-control", "fund", name="Investment Fund", notified_on="2021-10-07",
             identification={"legal_form": "Sovereign Fund", "legal_authority": "Royal Decree"}),
    )
    generation = published(tmp_path / "d", loaded.file)
    assert tops(generation, "02529667", "2018-01-01") == {"Mr Aldo Vent": "certain"}
    assert tops(generation, "02529667", "2022-01-01") == {"Investment Fund": "certain"}
    fund = next(s.holder for s in loaded.interests if s.record and "fund" in s.record)
    assert generation.brief(generation.party_number(fund or "") or 0).kind is Kind.STATE_BODY


def test_the_stream_updates_and_deletes(tmp_path: Path) -> None:
    def event(time: int, kind: str, **data: object) -> dict[str, object]:
        said = line(**data)["data"] if kind == "changed" else {}  # type: ignore[arg-type]
        return {
            "resource_uri": "/company/01234567/persons-with-significant-control/individual/abc", "resource_id": "abc", "data": said,
            "event": {"type": kind, "timepoint": time, "published_at": f"2026-06-{time:02d}T10:00:00"},
        }

    first = Loaded(tmp_path, event(1, "changed"), event(2, "changed", natures_of_control=["voting-rights-25-to-50-percent"]), name="a.jsonl")
    assert first.source.delta
    assert [s.change for s in first.interests] == [Change.UPDATED, Change.UPDATED]
    whole = Loaded(tmp_path, event(1, "changed"), event(5, "deleted"), name="b.jsonl")
    generation = published(tmp_path / "d", whole.file)
    assert tops(generation, "01234567", "2026-06-02") == {"Ms Elsbeth Kranz": "possible"}
    assert tops(generation, "01234567", "2026-06-06") == {}
    later = published(tmp_path / "e", first.file)
    assert tops(later, "01234567", "2026-06-03") == {}


def test_company_data_gives_the_names(tmp_path: Path) -> None:
    header = "CompanyName, CompanyNumber,RegAddress.PostTown,IncorporationDate,CompanyStatus,PreviousName_1.CompanyName"
    rows = f'{header}\n"KRANZ, MILLS LTD",1234567,ZENDA,11/09/2012,Active,OLD MILLS LTD\nBROKEN,12\n,,,,,\n'
    loaded = Loaded(tmp_path, name="BasicCompanyDataAsOneFile-2024-11-01.csv", raw=rows.encode())
    (company,) = loaded.statements
    assert isinstance(company, EntityStatement)
    assert (company.entity, company.founded, company.stated_at) == (BASE.identified("gb-coh", "01234567"), "2012-09-11", "2024-11-01")
    assert [(n.text, n.type) for n in company.names] == [("KRANZ, MILLS LTD", "legal"), ("OLD MILLS LTD", "former")]
    assert [r.code for r in loaded.rejects] == ["BAD_ROW", "MISSING_ID"]
    people = Loaded(tmp_path, line())
    generation = published(tmp_path / "d", people.file, loaded.file)
    assert generation.brief(generation.party_number(company.entity) or 0).name == "KRANZ, MILLS LTD"


COUNTS = {
    "uk-psc-kinds/psc_exemptions.json": (1, 1, 0, 0, 2), "uk-psc-kinds/psc_individual.json": (1, 1, 0, 0, 4),
    "uk-psc-kinds/psc_no_country.json": (1, 1, 0, 0, 3), "uk-psc-kinds/psc_statement.json": (1, 1, 0, 0, 2),
    "uk-psc-kinds/psc_totals.json": (1, 0, 1, 0, 0), "uk-psc-kinds/psc_unknown_kind.json": (1, 0, 0, 1, 0),
    "uk-psc-snapshot/basic-company-data-1.csv": (13, 0, 0, 13, 0), "uk-psc-snapshot/company-data-1.json": (2, 2, 0, 0, 2),
    "uk-psc-snapshot/psc-data-1.json": (3, 2, 1, 0, 5), "uk-psc-snapshot/psc-data-10.json": (2, 1, 1, 0, 4),
    "uk-psc-snapshot/psc-data-11.json": (2, 1, 1, 0, 6), "uk-psc-snapshot/psc-data-15.json": (2, 1, 1, 0, 4),
    "uk-psc-snapshot/psc-data-2.json": (2, 1, 1, 0, 5), "uk-psc-snapshot/psc-data-4.json": (2, 1, 1, 0, 5),
    "uk-psc-snapshot/psc-data-5.json": (2, 1, 1, 0, 3), "uk-psc-snapshot/psc-data-7.json": (2, 1, 1, 0, 2),
    "uk-psc-snapshot/psc-snapshot-lines.dev.jsonl": (10, 9, 1, 0, 34), "uk-psc-stream/sample_psc_stream.jsonl": (41, 41, 0, 0, 124),
}


def test_every_real_file_loads_twice_alike_with_the_counts_that_were_pinned(shared_data: Path) -> None:
    registries = shared_data / "registries"
    files = sorted(f for folder in ("uk-psc-kinds", "uk-psc-snapshot", "uk-psc-stream") for f in (registries / folder).iterdir())
    found = {}
    for file in files:
        made = []
        for _ in range(2):
            rejects: list[Reject] = []
            context = Context(BASE, file, on_reject=rejects.append)
            made.append([s for _, statements in releases(context) for s in statements])
            assert context.warnings.keys() <= WARNINGS.keys()
            assert {reject.code for reject in rejects} <= REJECTS.keys()
            assert not any(s.share and s.share.exact for s in made[-1] if isinstance(s, InterestStatement))
        assert made[0] == made[1]
        found[str(file.relative_to(registries))] = (context.read, context.loaded, context.merged, context.rejected, context.statements)
    assert found == COUNTS


def test_real_chains_at_several_dates(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "registries" / "uk-psc-snapshot" / "psc-snapshot-lines.dev.jsonl"
    generation = published(tmp_path, file)
    kinds = {
        (number, day): [(c.party.kind, c.certainty) for c in
                        controllers(ask(generation, day), find_party(generation, f"gb-coh:{number}")).controllers]
        for number in ("07434180", "07102351", "10308742") for day in ("2015-01-01", "2017-01-01", "2024-01-01")
    }
    assert kinds == {
        ("07434180", "2015-01-01"): [], ("07434180", "2017-01-01"): [("company", "certain")],
        ("07434180", "2024-01-01"): [("company", "certain")],
        ("07102351", "2015-01-01"): [], ("07102351", "2017-01-01"): [("state-body", "certain")],
        ("07102351", "2024-01-01"): [("state-body", "certain")],
        ("10308742", "2015-01-01"): [], ("10308742", "2017-01-01"): [("person", "certain")], ("10308742", "2024-01-01"): [],
    }


SAMPLE = json.dumps(line(identification={"registration_number": "7654321"}, address={"locality": "Zenda"})).encode()


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=6), st.integers(0, len(SAMPLE)))
def test_damaged_lines_are_loaded_or_rejected_and_never_lost(tmp_path: Path, flips: list[tuple[int, int]], cut: int) -> None:
    raw = bytearray(SAMPLE)
    for place, byte in flips:
        raw[place] = byte
    try:
        loaded = Loaded(tmp_path, raw=SAMPLE + b"\n" + bytes(raw[:cut]) + b"\n" + SAMPLE)
    except InputError:
        return
    read, used, merged, rejected = loaded.counts
    assert read == used + merged + rejected >= 2
    assert {r.code for r in loaded.rejects} <= REJECTS.keys()


ODD = st.sampled_from([
    None, 1, 1.5, "", "x", [], {}, [1], {"a": 1}, True, "9" * 50, "2021-13-45", float("1e300"), ["voting-rights-25-to-50-percent", 3],
])


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([
    "name", "name_elements", "natures_of_control", "notified_on", "ceased_on", "ceased", "identification", "date_of_birth", "address",
    "links", "nationality", "exemptions", "statement", "etag", "is_sanctioned"]), ODD, max_size=5))
def test_a_field_of_another_type_costs_the_field_and_not_the_record(tmp_path: Path, odd: dict[str, object]) -> None:
    given = line()
    assert isinstance(given["data"], dict)
    given["data"].update(odd)
    loaded = Loaded(tmp_path, given)
    assert loaded.counts == (1, 1, 0, 0)
    assert len(loaded.interests) >= 1


def test_other_formats_are_not_taken() -> None:
    detect = PscLoader().detect
    for head in (b'{"kind": "company", "name": "x"}', b"holder,subject\nA,B\n", b'[{"statementId": "x"}]', b"<a/>", b"CompanyName\nX\n"):
        assert not detect(head, Path("x"))
