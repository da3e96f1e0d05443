"""The application of one review: the page, and the forms of it, each of which changes the file and leads back to the page.

Owns which form does what.  What a change does is for loaders/article/claim_map/review.py; that nothing is lost for map_file.py; who may
ask for guard.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from msgspec.structs import replace
from starlette.responses import RedirectResponse, Response

from api.pages.templates import render_page
from api.review.frame import check_length, make_application, read_form, read_number
from api.review.guard import OneReader
from api.review.map_file import MapFile, check_version
from api.review.page import ADDING, FACT_FIELDS, RELATION_FIELDS, Failure, build_page, list_choices
from loaders.article.claim_map import review
from loaders.article.claim_map.missed_claim import add_claim
from loaders.article.model import Candidate, Claim, ClaimMap, Party
from loaders.article.parties.linking import FindCandidates, link_parties
from ontology.errors import InputError, OwnershipError, Reader, UsageError
from ontology.statements import Review

_DECISIONS = {"accept": Review.ACCEPTED, "reject": Review.REJECTED, "reopen": Review.PROPOSED}

Form = dict[str, str]


@dataclass(slots=True)
class Reviewing:
    """One review under way.  ``by``: who reviews; ``now``: gives the day; ``look_up``: of the data folder, where there is one."""

    file: MapFile
    token: str
    port: int
    now: Callable[[], str]
    by: str | None = None
    look_up: FindCandidates | None = None


def create_review(reviewing: Reviewing) -> OneReader:
    """Make the application."""
    return make_application(reviewing.token, reviewing.port, partial(_render, reviewing), partial(_take_form, reviewing))


def _take_form(reviewing: Reviewing, what: str, item: str, body: bytes) -> Response:
    """Do what a form asks for and lead back to the page; where that cannot be, show why, with what was written."""
    pairs = read_form(body)
    form = dict(pairs)
    place = {name: form[name] for name in ("page", "show") if form.get(name)}
    anchor = {"claims": item, "missed": ADDING}.get(what, f"party-{item}")
    try:
        check_length(body)
        if what == "reviewer":
            reviewing.by = form.get("by", "").strip()[:200] or None
        elif what == "look-up":
            look_up = _require_look_up(reviewing)
            reviewing.file.change(lambda m: replace(m, parties=link_parties(m.parties, look_up)))
        elif what == "claims":
            reviewing.file.change(lambda m: review.change_claim(m, item, lambda claim: _change_claim(reviewing, claim, form)))
        elif what == "missed":
            item = _add_claim(reviewing, form)
        elif what == "parties":
            ends = {(claim, end) for name, value in pairs if name == "end" for claim, _, end in [value.rpartition(" ")]}
            reviewing.file.change(lambda m: _change_party(reviewing, m, item, form, ends))
        else:
            raise UsageError("UNKNOWN_FORM", f"there is no form {what[:40]!r}", "open the page again")
    except OwnershipError as error:
        return _render(reviewing, place, Failure(anchor, error, form))
    query = f"?{urlencode(place)}" if place else ""
    after = item if what == "missed" else anchor if what in ("claims", "parties") and form.get("action") != "merge" else ""
    return RedirectResponse(f"/{reviewing.token}/{query}#{after}", 303)


def _add_claim(reviewing: Reviewing, form: Form) -> str:
    """Add the claim of a form and return its id."""
    added = ""

    def add(claim_map: ClaimMap) -> ClaimMap:
        nonlocal added
        article = reviewing.file.read_article(claim_map)
        if isinstance(article, OwnershipError):
            raise article
        start = form.get("start", "")
        near = int(start) if start.isascii() and start.isdigit() and len(start) < 10 else None
        written = {
            name: form.get(name, "").replace("\r\n", "\n") for name in dict.fromkeys((*RELATION_FIELDS, *FACT_FIELDS)) if name in form
        }
        changed, added = add_claim(
            claim_map, article.document, article.plain, form.get("words", ""), written, near=near, by=reviewing.by, at=reviewing.now()
        )
        return changed

    reviewing.file.change(add)
    return added


def _change_claim(reviewing: Reviewing, claim: Claim, form: Form) -> Claim:
    check_version(claim, form.get("version", ""))
    action = form.get("action", "")
    if action == "save":
        names = RELATION_FIELDS if claim.holder is not None or claim.value is None else FACT_FIELDS
        # A box that is not ticked is not sent.
        written = {name: form.get(name, "").replace("\r\n", "\n") for name in names if name in form or name == "indirect"}
        return review.edit(claim, written, reviewing.by, reviewing.now())
    if action not in _DECISIONS:
        raise UsageError("UNKNOWN_FORM", f"a claim cannot be {action[:40]!r}", "open the page again")
    return review.decide(claim, _DECISIONS[action], reviewing.by, reviewing.now())


def _change_party(reviewing: Reviewing, claim_map: ClaimMap, key: str, form: Form, ends: set[tuple[str, str]]) -> ClaimMap:
    check_version(review.find_party(claim_map, key), form.get("version", ""))
    action, _, candidate = form.get("action", "").partition(" ")
    match action:
        case "choose":
            return review.change_party(claim_map, key, lambda party: review.choose(party, candidate))
        case "refuse":
            return review.change_party(claim_map, key, lambda party: review.refuse(party, candidate))
        case "describe":
            given = [form.get(name, "") for name in ("name", "kind", "jurisdiction", "id")]
            return review.change_party(claim_map, key, lambda party: review.describe_party(party, *given))
        case "find":
            look_up, text = _require_look_up(reviewing), form.get("text", "").strip()[:300]
            return review.change_party(claim_map, key, lambda party: _offer(party, look_up, text))
        case "merge":
            return review.merge_parties(claim_map, key, form.get("into", ""), reviewing.by, reviewing.now())
        case "split":
            return review.split_party(claim_map, key, form.get("new-name", ""), ends)
    raise UsageError("UNKNOWN_FORM", f"a party cannot be {action[:40]!r}", "open the page again")


def _require_look_up(reviewing: Reviewing) -> FindCandidates:
    if reviewing.look_up is None:
        raise InputError("NO_DATA_FOLDER", "there is no data folder to look parties up in", "start the review with --data FOLDER")
    return reviewing.look_up


def _offer(party: Party, look_up: FindCandidates, text: str) -> Party:
    """Return the party with what is known under another name as further candidates, none of which is taken by itself."""
    known = {candidate.id for candidate in party.candidates}
    asked = Party(key=party.key, name=text or party.name, kind=party.kind, jurisdiction=party.jurisdiction)
    new: list[Candidate] = [replace(c, automatic=False, why=f"{c.why}; asked for {text!r}") for c in look_up(asked) if c.id not in known]
    if not new:
        raise InputError(
            "NO_CANDIDATE", f"no further party here is called {text[:60]!r}", "try a part of its name, or write its identifier"
        )
    return replace(party, candidates=(*party.candidates, *new))


def _render(reviewing: Reviewing, place: Mapping[str, str], failure: Failure | None = None) -> Response:
    """Render the page; where the file is no map any more, say so."""
    number = read_number(place.get("page", ""))
    status = failure.error.status if failure else 200
    try:
        claim_map = reviewing.file.read()
        page = build_page(
            claim_map, reviewing.file.read_article(claim_map), number=number, only_open=place.get("show") == "open", failure=failure
        )
        choices = list_choices(claim_map)
    except OwnershipError as error:
        page, choices, failure, status = None, {}, Failure("", error), error.status
    return render_page(
        "review.html",
        status=409 if failure and failure.error.code == "CHANGED_MEANWHILE" else status,
        page=page,
        choices=choices,
        failure=failure,
        reviewing=reviewing,
        root=f"/{reviewing.token}/",
        reader=Reader.COMMAND,
    )
