"""The review of parties that may be one: judgements are written down at once, kept together, reversed, and none is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.review.guard import make_token
from api.review.pairs import PairReview, create_pair_review
from graph.generation.data_folder import DataFolder
from graph.generation.review_draft import ReviewDraft
from graph.queries.candidates import list_candidates, list_reviews
from tests.api.in_process import serving_application
from tests.api.test_candidates import load_two_registers
from tests.command import run
from tests.serving import free_port

MOMENT = "2026-02-03T10:00:00Z"


class Desk:
    """A review under way, as a browser sees it and as the folder has it."""

    def __init__(self, folder: DataFolder, url: str, token: str) -> None:
        self.folder, self.root = folder, f"{url}/{token}/"
        self.client = httpx.Client(headers={"origin": url}, timeout=60)

    def post(self, action: str, name: str, note: str = "", show: str = "all") -> httpx.Response:
        """Judge the pair of which one side has this name."""
        page = html.unescape(self.client.get(f"{self.root}?show={show}").text)
        forms = re.findall(
            r'action="[^"]*/(pairs/(?:pair|review)-\w+)">.*?name="left" value="([^"]*)".*?name="right" value="([^"]*)"', page, re.DOTALL
        )
        path, left, right = next(form for form in forms if name in "".join(form))
        return self.client.post(
            self.root + path, data={"action": action, "left": left, "right": right, "note": note, "show": show}, follow_redirects=True
        )

    def keep(self) -> httpx.Response:
        return self.client.post(f"{self.root}keep/", follow_redirects=True)

    def list_judged(self) -> list[tuple[str, str, str | None]]:
        return [(r.judgement, r.reviewed_by, r.note) for r in list_reviews(self.folder.open()).reviews]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = DataFolder(load_two_registers(tmp_path))
    port, token = free_port(), make_token()
    with serving_application(create_pair_review(PairReview(folder, token, port, lambda: MOMENT, folder.open(), "Ada")), port) as url:
        desk = Desk(folder, url, token)
        yield desk
        desk.client.close()


def test_judgements_are_written_down_and_kept_together(desk: Desk) -> None:
    before = desk.folder.open().number
    assert "same, not kept yet" in desk.post("same", "halden", "one seat").text
    assert "different, not kept yet" in desk.post("different", "kestrel").text
    assert desk.folder.open().number == before
    assert len(ReviewDraft(desk.folder.path)) == 2
    page = desk.keep()
    assert "No candidate is left that nobody has judged" in page.text
    assert desk.folder.open().number == before + 1
    assert desk.list_judged() == [("different", "Ada", None), ("same", "Ada", "one seat")]
    assert [r.reviewed_at for r in list_reviews(desk.folder.open()).reviews] == [MOMENT] * 2
    assert not ReviewDraft(desk.folder.path).path.exists()
    assert len(list_candidates(desk.folder.open()).candidates) == 0


def test_a_judgement_is_changed_and_taken_back_before_it_is_kept(desk: Desk) -> None:
    desk.post("same", "halden")
    desk.post("unsure", "halden")
    assert [v.judgement.value for v in ReviewDraft(desk.folder.path).verdicts.values()] == ["unsure"]
    desk.post("reopen", "halden")
    assert len(ReviewDraft(desk.folder.path)) == 0
    desk.keep()
    assert desk.list_judged() == []


def test_what_is_kept_is_listed_and_undone(desk: Desk) -> None:
    desk.post("same", "halden", "one seat")
    desk.post("different", "kestrel")
    desk.keep()
    page = desk.client.get(f"{desk.root}?show=judged").text
    assert page.count('data-state="proposed"') == 2
    assert "Ada, 2026-02-03 10:00" in page
    assert "one seat" in page
    changed = desk.post("unsure", "halden", "two seats", show="judged").text
    assert "unsure, not kept yet" in changed
    desk.keep()
    assert desk.list_judged()[0] == ("unsure", "Ada", "two seats")
    assert len(desk.list_judged()) == 3
    # The pair is a candidate again, with what was judged of it before.
    again = list_candidates(desk.folder.open()).candidates
    assert [pair.judgement for pair in again] == ["unsure"]
    assert "Judged before" in desk.client.get(f"{desk.root}?show=all").text


def test_similar_names_are_judged_with_score_and_reasons(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(
        "holder,subject,share,holder_jurisdiction,subject_jurisdiction\n"
        "Halden Works Shipping A/S,Mole Ltd,80,DK,GB\nHalden Wroks Shipping A/S,Elk Ltd,60,DK,GB\n"
    )
    assert run("load", tmp_path / "one.csv", data=tmp_path / "data").returncode == 0
    folder, port, token = DataFolder(tmp_path / "data"), free_port(), make_token()
    with folder.writer() as writer:
        writer.rank_likely()
    review = PairReview(folder, token, port, lambda: MOMENT, folder.open(), "Ada", ranked=True)
    with serving_application(create_pair_review(review), port) as url:
        desk = Desk(folder, url, token)
        page = desk.client.get(desk.root).text
        assert "Similar name, same legal form, same country; score" in page
        desk.post("same", "halden")
        assert "No pair of similar names is left" not in desk.keep().text
        assert desk.list_judged() == [("same", "Ada", None)]
        desk.client.close()


def test_what_waits_is_found_again_and_kept_by_the_command(desk: Desk) -> None:
    desk.post("same", "halden", "one, seat\nof both")
    draft = ReviewDraft(desk.folder.path)
    assert run("link", "review", "--csv", draft.path, data=desk.folder.path).returncode == 0
    assert desk.list_judged() == [("same", "Ada", "one, seat\nof both")]
    assert not draft.path.exists()


def test_nobody_judges_without_a_name(desk: Desk) -> None:
    desk.client.post(f"{desk.root}reviewer/", data={"by": " "})
    page = desk.post("same", "halden", "a long thought")
    assert page.status_code == 400
    assert "Write your name above" in page.text
    assert "a long thought" in page.text
    assert len(ReviewDraft(desk.folder.path)) == 0
    desk.client.post(f"{desk.root}reviewer/", data={"by": "B. Reader"})
    desk.post("unsure", "halden")
    desk.keep()
    assert desk.list_judged() == [("unsure", "B. Reader", None)]


def test_who_has_no_token_or_comes_from_elsewhere_changes_nothing(desk: Desk) -> None:
    url = desk.root.rsplit("/", 2)[0]
    assert desk.client.get(f"{url}/guess/").status_code == 403
    form = {"action": "same", "left": "a", "right": "b"}
    assert desk.client.post(f"{desk.root}pairs/x", data=form, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert desk.client.post(f"{desk.root}pairs/x", data=form).status_code == 400
    assert desk.client.post(f"{desk.root}pairs/x", data=form | {"action": "erase"}).status_code == 400
    assert len(ReviewDraft(desk.folder.path)) == 0
