"""The real article gives its answer: propose, review, load, ask.  Reads the text beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from loaders.article import propose, write_map
from ontology.statements import Review
from tests.command import run

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def reviewed(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the article, every proposed claim accepted by a reviewer who names the government in full."""
    folder = tmp_path_factory.mktemp("seed")
    raw = (shared_data / "article" / "seed.txt").read_bytes()
    proposed = propose(raw, name="seed.txt")
    claims = tuple(replace(c, review=Review.ACCEPTED, by="reviewer", at="2026-11-22") for c in proposed.claims)
    parties = tuple(
        replace(p, name="Central government of the People's Republic of China") if p.name == "the central government" else p
        for p in proposed.parties
    )
    (folder / "seed.txt").write_bytes(raw)
    (folder / "seed.map.yaml").write_bytes(write_map(replace(proposed, claims=claims, parties=parties)))
    loaded = run("load", folder / "seed.map.yaml", data=folder / "data")
    assert loaded.returncode == 0, loaded.stderr
    return folder / "data"


def ask(data: Path, *arguments: str) -> dict[str, object]:
    answer: dict[str, object] = json.loads(run("controllers", "Saryarka AvtoProm", *arguments, "--json", data=data).stdout)
    return answer


def test_with_the_agreed_deal_the_central_government_certainly_controls_the_car_maker(reviewed: Path) -> None:
    answer = ask(reviewed, "--include", "agreed", "--as-of", "2018-12-12")
    (controller,) = answer["controllers"]  # type: ignore[misc, attr-defined]
    assert (answer["verdict"], controller["certainty"]) == ("certain", "certain")
    assert controller["party"]["name"] == "Central government of the People's Republic of China"
    assert (controller["votes"], controller["economic"]) == ({"min": 51, "max": 51, "assumed": True}, {"min": 0, "max": 51})
    assert [(r["min"], r["max"]) for r in answer["residual"]] == [(49, 49)]  # type: ignore[attr-defined]
    assert [link["share"]["exact"] for link in controller["chain"]] == [None, 100, 51]
    assert [link["valid_from"] for link in controller["chain"]] == [None, "1998", None]


def test_each_link_of_the_chain_quotes_the_article_at_its_offsets(reviewed: Path, shared_data: Path) -> None:
    text = (shared_data / "article" / "seed.txt").read_bytes().decode()
    answer = ask(reviewed, "--include", "agreed", "--as-of", "2018-12-12")
    chain = answer["controllers"][0]["chain"]  # type: ignore[index]
    assert len(chain) == 3
    for link in chain:
        assert link["evidence"]
        for evidence in link["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_without_the_agreed_deal_it_is_possible_and_the_sentence_says_why(reviewed: Path) -> None:
    answer = ask(reviewed, "--as-of", "2018-12-12")
    assert answer["verdict"] == "possible"
    assert "51 %" in str(answer["sentence"])
    assert "has agreed to take 51 % of LLP Saryarka AvtoProm, completion not stated" in str(answer["sentence"])


@pytest.mark.parametrize("include", [[], ["--include", "agreed"]])
def test_before_the_agreement_it_is_not_shown(reviewed: Path, include: list[str]) -> None:
    answer = ask(reviewed, "--as-of", "2018-12-01", *include)
    assert (answer["verdict"], answer["controllers"]) == ("not_shown", [])


def test_the_group_has_its_share_by_derivation_only(reviewed: Path) -> None:
    answer = json.loads(run("owners", "Saryarka AvtoProm", "--include", "agreed", "--as-of", "2018-12-12", "--json", data=reviewed).stdout)
    (group,) = [o for o in answer["owners"] if o["party"]["name"].startswith("China General Technology")]
    assert (group["integrated"]["exact"], group["direct"], group["derived"], group["statements"]) == (51, None, True, [])


def test_the_former_ministry_and_its_successor_control_nothing_today(reviewed: Path) -> None:
    for ministry in ("Ministry of Foreign Trade and Economic Cooperation", "Ministry of Commerce"):
        answer = json.loads(run("controlled", ministry, "--as-of", "2018-12-12", "--json", data=reviewed).stdout)
        assert answer["controlled"] == []


def test_unreviewed_text_loads_and_decides_nothing(shared_data: Path, tmp_path: Path) -> None:
    loaded = run("load", shared_data / "article" / "seed.txt", data=tmp_path / "data")
    assert loaded.returncode == 0, loaded.stderr
    assert ask(tmp_path / "data", "--include", "agreed", "--as-of", "2018-12-12")["verdict"] == "not_shown"
