"""The review of a map over HTTP: what each form writes into the file, what keeps others out, and that nothing is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from api.review.app import Reviewing, create_review
from api.review.guard import make_token
from api.review.map_file import MapFile
from loaders.article import propose, read_map, write_map
from loaders.article.model import Candidate, Claim, ClaimMap, Party
from ontology.statements import Review
from tests.api.in_process import serving_application
from tests.serving import free_port

TEXT = b"2020-05-01\n\nAral Motors owns 60 percent of Buri Steel LLP. Buri Works owns 12 percent of Cold Mill Ltd.\n"
KNOWN = Candidate(id="lei:X", name="Aral Motors AG", score=95.0, why="similar name", identifiers="LEI X", jurisdiction="DE")
Post = Callable[..., httpx.Response]


class Desk:
    """A map under review, as a browser sees it and as the file has it."""

    def __init__(self, folder: Path, url: str, token: str) -> None:
        self.file, self.root = folder / "news.map.yaml", f"{url}/{token}/"
        self.client = httpx.Client(headers={"origin": url}, timeout=30)

    def read(self) -> ClaimMap:
        return read_map(self.file.read_bytes())

    def claim(self, claim_id: str) -> Claim:
        return next(claim for claim in self.read().claims if claim.id == claim_id)

    def party(self, key: str) -> Party:
        return next(party for party in self.read().parties if party.key == key)

    def post(self, path: str, **fields: object) -> httpx.Response:
        """Send a form of the page, with the version that the page has."""
        page = self.client.get(self.root).text
        match = re.search(
            rf'action="[^"]*/{re.escape(path)}"[^>]*>(?:<input[^>]*>)*?<input type="hidden" name="version" value="(\w+)"', page
        )
        return self.client.post(self.root + path, data={"version": match[1] if match else "", **fields}, follow_redirects=True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "news.txt").write_bytes(TEXT)
    claim_map = propose(TEXT, name="news.txt")
    file = tmp_path / "news.map.yaml"
    file.write_bytes(write_map(claim_map).replace(b"claims:\n", b"# my own note\nclaims:\n"))
    port, token = free_port(), make_token()
    reviewing = Reviewing(MapFile(file), token, port, lambda: "2026-02-03", "Ada", lambda party: (KNOWN,) if "Aral" in party.name else ())
    with serving_application(create_review(reviewing), port) as url:
        desk = Desk(tmp_path, url, token)
        yield desk
        desk.client.close()


def test_a_decision_is_written_with_who_and_when(desk: Desk) -> None:
    before = desk.file.read_text().splitlines()
    assert desk.post("claims/c1", action="accept").status_code == 200
    claim = desk.claim("c1")
    assert (claim.review, claim.by, claim.at) == (Review.ACCEPTED, "Ada", "2026-02-03")
    after = desk.file.read_text().splitlines()
    assert [line.strip() for line in after if line not in before] == ["review: accepted", "by: Ada", "at: 2026-02-03"]
    assert "# my own note" in after
    desk.post("claims/c1", action="reject")
    assert desk.claim("c1").review is Review.REJECTED
    desk.post("claims/c1", action="reopen")
    assert (desk.claim("c1").review, desk.claim("c1").by) == (Review.PROPOSED, None)


def test_an_edit_changes_the_claim_and_says_so(desk: Desk) -> None:
    page = desk.post(
        "claims/c1", action="save", holder="aral-motors", predicate="owns", subject="buri-steel", share="(50..60]", status="agreed"
    )
    assert page.status_code == 200
    claim = desk.claim("c1")
    assert claim.share is not None
    assert (claim.share.interval(), claim.status.value, claim.review) == ("(50..60]", "agreed", Review.EDITED)
    assert claim.quotes == propose(TEXT, name="news.txt").claims[0].quotes


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"share": "fifty"}, "fifty"),
        ({"status": "maybe"}, "status"),
        ({"subject": "nobody"}, "nobody"),
        ({"subject": "aral-motors"}, "cannot be both holder and subject"),
        ({"predicate": "likes"}, "is no predicate"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_lost(desk: Desk, fields: dict[str, str], what: str) -> None:
    before = desk.file.read_bytes()
    page = desk.post("claims/c1", action="save", note="a long thought", **{"holder": "aral-motors", "subject": "buri-steel", **fields})
    assert page.status_code == 422
    assert what in html.unescape(page.text)
    assert 'value="a long thought"' in page.text
    assert desk.file.read_bytes() == before


def test_a_claim_that_was_changed_in_an_editor_meanwhile_is_looked_at_again(desk: Desk) -> None:
    version = re.search(r'claims/c1"[^>]*>.*?name="version" value="(\w+)"', desk.client.get(desk.root).text, re.DOTALL)
    assert version
    desk.file.write_text(desk.file.read_text().replace("share: 60", "share: 61"))
    page = desk.client.post(f"{desk.root}claims/c1", data={"version": version[1], "action": "accept"})
    assert (page.status_code, desk.claim("c1").review) == (409, Review.PROPOSED)
    assert "61 %" in page.text
    desk.post("claims/c2", action="accept")
    assert "share: 61" in desk.file.read_text()


def test_a_file_that_is_no_map_any_more_is_left_alone(desk: Desk) -> None:
    desk.file.write_text("ownership_map: 1\ndocument: [")
    page = desk.client.get(desk.root)
    assert (page.status_code, "Nothing in the file was changed" in page.text) == (422, True)
    assert desk.client.post(f"{desk.root}claims/c1", data={"action": "accept"}).status_code == 422
    assert desk.file.read_text() == "ownership_map: 1\ndocument: ["


def test_parties_are_merged_with_their_names(desk: Desk) -> None:
    desk.post("parties/buri-works", action="merge", into="buri-steel")
    assert [party.key for party in desk.read().parties] == ["aral-motors", "buri-steel", "cold-mill"]
    assert desk.claim("c2").holder == "buri-steel"
    assert "Buri Works" in {alias.text for alias in desk.party("buri-steel").aliases}
    # A claim between two that are one is kept, and counts for nothing.
    desk.post("parties/aral-motors", action="merge", into="buri-steel")
    claim = desk.claim("c1")
    assert (claim.review, claim.holder, claim.note) == (
        Review.REJECTED,
        "buri-steel",
        "also found by scorer; aral-motors and buri-steel were merged",
    )


def test_parties_with_two_identifiers_are_not_merged(desk: Desk) -> None:
    for key, number in (("buri-works", "lei:A"), ("buri-steel", "lei:B")):
        desk.post(f"parties/{key}", action="describe", name=key, kind="company", jurisdiction="", id=number)
    page = desk.post("parties/buri-works", action="merge", into="buri-steel")
    assert (page.status_code, len(desk.read().parties)) == (422, 4)


def test_a_party_is_split(desk: Desk) -> None:
    desk.post("parties/buri-works", action="merge", into="buri-steel")
    desk.post("parties/buri-steel", action="split", **{"new-name": "Buri Works", "end": "c2 holder"})
    assert (desk.claim("c2").holder, desk.claim("c1").subject) == ("buri-works", "buri-steel")
    assert not desk.party("buri-steel").aliases
    assert desk.post("parties/buri-steel", action="split", **{"new-name": "None"}).status_code == 422


def test_a_candidate_is_chosen_or_refused_and_shown_with_its_identifiers(desk: Desk) -> None:
    page = desk.post("look-up/")
    assert all(words in page.text for words in ("Aral Motors AG", "LEI X", "similar name"))
    desk.post("parties/aral-motors", action="choose lei:X")
    assert desk.party("aral-motors").id == "lei:X"
    desk.post("parties/aral-motors", action="refuse lei:X")
    assert (desk.party("aral-motors").id, desk.party("aral-motors").candidates[0].rejected) == (None, True)
    desk.post("parties/cold-mill", action="find", text="Aral")
    assert desk.party("cold-mill").candidates == (replace(KNOWN, why="similar name; asked for 'Aral'"),)
    assert desk.post("parties/cold-mill", action="find", text="Nobody").status_code == 422
    assert desk.post("parties/cold-mill", action="choose lei:Y").status_code == 422


def test_relations_come_before_facts_and_words_are_marked_in_the_text(desk: Desk) -> None:
    desk.file.write_bytes(
        write_map(propose(b"Aral Motors was founded in 1998. Aral Motors owns 60 percent of Buri Steel LLP.", name="news.txt"))
    )
    (desk.file.parent / "news.txt").write_bytes(b"Aral Motors was founded in 1998. Aral Motors owns 60 percent of Buri Steel LLP.")
    page = desk.client.get(desk.root).text
    assert page.index("Who holds what") < page.index("Facts of one party")
    assert re.search(r'<mark id="m\d+" data-claims="c1"><a href="#c1">Aral Motors owns 60 percent of Buri Steel LLP', page)


def test_the_text_begins_with_its_first_word(desk: Desk) -> None:
    text = b"\n\n \n" * 50 + TEXT + b"\n" * 50
    desk.file.with_name("news.txt").write_bytes(text)
    desk.file.write_bytes(write_map(propose(text, name="news.txt")))
    page = desk.client.get(desk.root).text
    shown = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert shown is not None
    assert shown[1].startswith("2020-05-01")
    assert shown[1].endswith("Ltd.</a></mark>")
    # A claim that is missing is placed in the stored text by where the shown text begins.
    assert 'data-start="200"' in page


def test_a_web_page_is_shown_as_its_reader_sees_it(desk: Desk) -> None:
    """Quotes stay the stored bytes in the map; on the page there is no markup, and one empty line between two paragraphs."""
    text = b"<p>Aral Motors owns&nbsp;60&#8239;% of <b>Buri Steel</b> LLP.</p>\n\n\n<div>\n\n</div>\n\n<p>Cold Mill Ltd grew.</p>"
    desk.file.with_name("news.html").write_bytes(text)
    desk.file.write_bytes(write_map(propose(text, name="news.html")))
    quote = desk.claim("c1").quotes[0]
    assert quote.text.encode() == b"Aral Motors owns&nbsp;60&#8239;% of <b>Buri Steel</b> LLP"
    page = desk.client.get(desk.root).text
    words = "<mark>Aral Motors</mark> owns\xa0<mark>60\u202f%</mark> of <mark>Buri Steel LLP</mark>"
    assert words.replace("\u202f", " ").replace("\xa0", " ") in page.replace("\u202f", " ").replace("\xa0", " ")
    shown = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert shown is not None
    assert "LLP</a></mark>.\n\n" in shown[1]
    assert not re.search(r"\n\s*\n\s*\n", re.sub(r"<span hidden>\s*</span>", "", shown[1]))


def test_a_hostile_article_stays_text(desk: Desk) -> None:
    text = b'Aral Motors owns 60 percent of Buri "><script>alert(1)</script> Steel LLP.'
    (desk.file.parent / "news.txt").write_bytes(text)
    claim_map = propose(TEXT, name="news.txt")
    party = replace(claim_map.parties[0], name='"><script>alert(2)</script>', key='"><img src=x>')
    claims = tuple(replace(c, holder=party.key) if c.holder == "aral-motors" else c for c in claim_map.claims)
    desk.file.write_bytes(write_map(replace(claim_map, parties=(party, *claim_map.parties[1:]), claims=claims)))
    reply = desk.client.get(desk.root)
    assert "<script>alert" not in reply.text
    assert "<img" not in reply.text
    assert "default-src 'self'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {}),  # without the token
        ("GET", "/guessed/", {}),
        ("GET", "{token}/", {"host": "evil.example"}),  # a name of another site that it points here
        ("POST", "{token}/claims/c1", {"origin": "http://evil.example"}),
        ("POST", "{token}/claims/c1", {"origin": "null"}),
        ("POST", "{token}/claims/c1", {"sec-fetch-site": "cross-site"}),
        ("POST", "/guessed/claims/c1", {}),
    ],
)
def test_nobody_else_reads_or_changes(desk: Desk, method: str, path: str, headers: dict[str, str]) -> None:
    host, _, token = desk.root.rstrip("/").rpartition("/")
    reply = desk.client.request(
        method, host + path.format(token=f"/{token}"), headers=headers, data={"action": "accept"} if method == "POST" else None
    )
    assert reply.status_code == 403
    assert "Aral" not in reply.text
    assert desk.claim("c1").review is Review.PROPOSED


def test_a_form_without_end_is_refused(desk: Desk) -> None:
    assert desk.client.post(f"{desk.root}claims/c1", content=b"a" * 300_000).status_code == 403
    assert desk.client.post(f"{desk.root}claims/c1", content=iter([b"a=b&" * 100] * 1_000)).status_code == 403


def test_a_long_map_comes_in_pages(desk: Desk) -> None:
    names = [f"{one}{other}ia" for one in "BDFGKLMNPRSTV" for other in "aeiouyrlh"][:110]
    text = "".join(f"Aral Motors owns {i % 90 + 1} percent of {name} Steel LLP. " for i, name in enumerate(names)).encode()
    (desk.file.parent / "news.txt").write_bytes(text)
    desk.file.write_bytes(write_map(propose(text, name="news.txt", extractors=("rules",))))
    first, last = desk.client.get(desk.root).text, desk.client.get(f"{desk.root}?page=2").text
    assert (first.count("data-claim="), last.count("data-claim=")) == (60, 50)
    assert 'href="' + desk.root[desk.root.index("/", 8) :] + '?page=2"' in first


MISSED = {
    "words": "Buri Works supplies Cold Mill",
    "holder": "buri-works",
    "predicate": "owns",
    "subject": "Cold Mill",
    "status": "in-effect",
}


def test_a_claim_that_is_missing_is_added_with_the_words_of_the_text(desk: Desk) -> None:
    before = desk.read()
    words = TEXT.decode().split("\n\n")[-1].split(".")[0].strip()
    reply = desk.client.post(
        f"{desk.root}missed/new", data={**MISSED, "words": " ".join(words.split()), "share": "12"}, follow_redirects=True
    )
    assert reply.status_code == 200
    claim = desk.read().claims[-1]
    assert (claim.review, claim.by, claim.at, claim.extractor.name) == (Review.ACCEPTED, "Ada", "2026-02-03", "person")
    assert (claim.holder, claim.subject, claim.share.label() if claim.share else "") == ("buri-works", "cold-mill", "12 %")
    assert TEXT.decode()[claim.quotes[0].start : claim.quotes[0].end] == claim.quotes[0].text
    assert desk.read().claims[:-1] == before.claims
    assert "# my own note" in desk.file.read_text()


def test_a_party_that_is_new_is_added_with_its_claim(desk: Desk) -> None:
    words = "Aral Motors"
    desk.client.post(
        f"{desk.root}missed/new", data={**MISSED, "words": words, "start": "0", "holder": "The  Orrin family", "subject": "aral-motors"}
    )
    assert desk.party("the-orrin-family").name == "The Orrin family"
    assert desk.read().claims[-1].holder == "the-orrin-family"


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"words": "what nobody wrote"}, "does not stand in the text"),
        ({"words": ""}, "no words of the text are marked"),
        ({"words": "Buri"}, "places of the text"),
        ({"holder": ""}, "names both"),
        ({"predicate": "likes"}, "is no predicate"),
        ({"share": "many", "words": "Aral Motors", "start": "0"}, "many"),
        ({"holder": "Cold Mill"}, "cannot be both"),
    ],
)
def test_what_cannot_be_added_is_told_and_nothing_written_is_lost(desk: Desk, fields: dict[str, str], what: str) -> None:
    before = desk.file.read_bytes()
    written = {**MISSED, "words": "Aral Motors", "start": "0", "note": "a long thought", **fields}
    if fields.get("words"):
        del written["start"]
    page = desk.client.post(f"{desk.root}missed/new", data=written)
    assert page.status_code == 422
    assert what in html.unescape(page.text)
    assert 'value="a long thought"' in page.text
    assert desk.file.read_bytes() == before


def test_many_parties_are_written_and_not_listed_beside_each_claim(desk: Desk) -> None:
    names = [f"{one}{other}ia" for one in "BDFGKLMNPRSTV" for other in "aeiouyrlh"][:110]
    text = "".join(f"Aral Motors owns {i % 90 + 1} percent of {name} Steel LLP. " for i, name in enumerate(names)).encode()
    (desk.file.parent / "news.txt").write_bytes(text)
    desk.file.write_bytes(write_map(propose(text, name="news.txt", extractors=("rules",))))
    assert desk.client.get(desk.root).text.count('<option value="aral-motors">') == 1
    desk.post("claims/c7", action="accept")
    assert (desk.claim("c7").review, len(desk.read().claims)) == (Review.ACCEPTED, 110)
