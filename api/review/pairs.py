"""The review of parties that may be one: a page of candidates, each with what the sources say of both, and the forms that judge them.

A judgement is written into the draft of the data folder at once; those of the draft become one generation when the reader keeps them, or
ends the review.  Owns which form does what; what a judgement is, is for graph/generation/reviews.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from api.pages.templates import render_page
from api.review.frame import check_length, make_application, read_form, read_number
from api.review.guard import OneReader
from graph.answers.candidates import FactAnswer, PairAnswer, ReviewAnswer
from graph.exports import derived
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.generation.review_draft import ReviewDraft
from graph.generation.reviews import Verdict, add_reviews, check_verdicts, read_reviews
from graph.queries.candidate_facts import list_facts
from graph.queries.candidates import Judged, Wanted, describe_reviews, find_pair, list_candidates, list_reviews
from ontology.errors import OwnershipError, Reader, UsageError
from ontology.statements import IdentityStatement, Judgement

_LISTED: Final = 20
"""Candidates on one page."""
_JUDGED: Final = 200
"""Judgements of a generation that the page lists, the newest."""
_LONGEST: Final = 2_000
"""Characters of a note."""

Form = dict[str, str]


@dataclass(slots=True)
class PairReview:
    """One review under way.  ``generation``: whose candidates are shown; ``by``: who reviews; ``now``: gives the moment (ISO 8601)."""

    folder: DataFolder
    token: str
    port: int
    now: Callable[[], str]
    generation: Generation
    by: str | None = None
    ranked: bool = False
    """Whether pairs of similar names are gone through in place of candidates."""
    draft: ReviewDraft = field(init=False)
    kept: dict[frozenset[str], Verdict] = field(default_factory=dict)
    """Judgements that are in a later generation than the one whose candidates are shown."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.draft = ReviewDraft(self.folder.path)

    def judge(self, form: Form) -> None:
        """Take the judgement of a form into the draft, or out of it.  Raises UsageError, StoreError."""
        left, right, action = form.get("left", ""), form.get("right", ""), form.get("action", "")
        with self._lock:
            if action == "reopen":
                self.draft.take_back(left, right)
                return
            if action not in [judgement.value for judgement in Judgement]:
                raise UsageError("UNKNOWN_FORM", f"a pair cannot be {action[:40]!r}", "open the page again")
            if not self.by:
                raise UsageError("NO_REVIEWER", "it is not told who judges", "write your name above the list first")
            numbers = [self.generation.party_number(iri) for iri in (left, right)]
            if None in numbers or left == right:
                raise UsageError("UNKNOWN_FORM", "the pair is none of this data", "open the page again")
            note = form.get("note", "").replace("\r\n", "\n").strip()[:_LONGEST] or None
            self.draft.put(Verdict(left, right, Judgement(action), self.by, self.now(), note))

    def keep(self) -> int:
        """Publish the judgements of the draft as one generation; returns how many.  Raises UsageError SAME_PARTY, StoreError."""
        with self._lock:
            verdicts = list(self.draft.verdicts.values())
            if not verdicts:
                return 0
            current = self.folder.open()
            checked = check_verdicts(current, verdicts)
            with self.folder.writer(derive=derived.write_lines) as writer:
                published = writer.publish([add_reviews(current, checked)], created=self.now())
            assert published is not None
            if (published.ranked if self.ranked else published.candidates) is None:
                # Of a large folder candidates are not looked for with each generation: those that were shown are gone through to the end.
                self.kept |= self.draft.verdicts
            else:
                self.generation, self.kept = published, {}
            self.draft.clear()
            return len(verdicts)


class PairCard(NamedTuple):
    """A candidate as the page shows it.  ``verdict``: how it was judged in this review; ``is_kept``: whether a generation has that."""

    key: str
    pair: PairAnswer
    facts: tuple[FactAnswer, ...]
    verdict: Verdict | None
    is_kept: bool
    reviews: tuple[ReviewAnswer, ...] = ()
    """What was judged of the two before this review, the newest first."""

    @property
    def left(self) -> object:
        return self.pair.left

    @property
    def right(self) -> object:
        return self.pair.right


class JudgedCard(NamedTuple):
    """A judgement that a generation has, to be changed.  ``verdict``: what waits to be kept in its place."""

    key: str
    review: ReviewAnswer
    verdict: Verdict | None


class Failure(NamedTuple):
    """Why a form was not taken."""

    item: str
    error: OwnershipError
    note: str = ""


def create_pair_review(review: PairReview) -> OneReader:
    """Make the application."""
    return make_application(review.token, review.port, partial(_render, review), partial(_take_form, review))


def _take_form(review: PairReview, what: str, item: str, body: bytes) -> Response:
    """Do what a form asks for and lead back to the page; where that cannot be, show why."""
    form = dict(read_form(body))
    place = {name: form[name] for name in ("page", "show") if form.get(name)}
    try:
        check_length(body)
        if what == "reviewer":
            review.by = form.get("by", "").strip()[:200] or None
        elif what == "pairs":
            review.judge(form)
        elif what == "keep":
            review.keep()
        else:
            raise UsageError("UNKNOWN_FORM", f"there is no form {what[:40]!r}", "open the page again")
    except OwnershipError as error:
        return _render(review, place, Failure(item, error, form.get("note", "")))
    query = f"?{urlencode(place)}" if place and what != "keep" else ""
    return RedirectResponse(f"/{review.token}/{query}{f'#{item}' if what == 'pairs' else ''}", 303)


def _render(review: PairReview, place: Mapping[str, str], failure: Failure | None = None) -> Response:
    generation, shows_all = review.generation, place.get("show") == "all"
    reviews = read_reviews(generation)
    number = read_number(place.get("page", ""))
    listed = list_candidates(
        generation, Wanted(judgement=None if shows_all else Judged.OPEN, ranked=review.ranked), (max(number, 1) - 1) * _LISTED, _LISTED
    )
    pages = max(1, -(-listed.total // _LISTED))
    show = place.get("show", "")
    given = list_reviews(review.folder.open()).reviews if show == "judged" else ()
    return render_page(
        "review_pairs.html",
        status=failure.error.status if failure else 200,
        cards=[_make_card(review, pair, reviews) for pair in listed.candidates],
        listed=listed,
        number=number,
        pages=pages,
        shows_all=shows_all,
        show=show,
        judged=[_make_judged(review, one) for one in given if one.stands][:_JUDGED],
        drafted=len(review.draft),
        failure=failure,
        review=review,
        root=f"/{review.token}/",
        reader=Reader.COMMAND,
    )


def _make_judged(review: PairReview, given: ReviewAnswer) -> JudgedCard:
    return JudgedCard(f"review-{given.statement.rpartition('/')[2]}", given, review.draft.find(given.left, given.right))


def _make_card(review: PairReview, pair: PairAnswer, reviews: Sequence[IdentityStatement]) -> PairCard:
    generation = review.generation
    numbers = [generation.party_number(party.id) for party in (pair.left, pair.right)]
    left, right = (number for number in numbers if number is not None)
    candidate = find_pair(generation, left, right)
    assert candidate is not None
    drafted = review.draft.find(pair.left.id, pair.right.id)
    both = frozenset((pair.left.id, pair.right.id))
    kept = review.kept.get(both)
    return PairCard(
        key=f"pair-{pair.statement.rpartition('/')[2]}",
        pair=pair,
        facts=list_facts(generation, candidate),
        verdict=drafted or kept,
        is_kept=drafted is None and kept is not None,
        reviews=describe_reviews(generation, reviews, both),
    )
