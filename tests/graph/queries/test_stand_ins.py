"""Where a sentence goes on behind a party that goes by its kind and an identifier, a comma closes it, on every face."""

from __future__ import annotations

import re

import pytest

from api.pages.grounds import list_grounds
from api.pages.urls import Urls
from api.pages.view_models import list_notes
from cli.text.history import format_history
from cli.text.holdings import format_holdings
from cli.text.owners import format_owners
from cli.text.paths import format_paths
from graph.answers.common import PartyRef
from graph.generation.generation import Generation
from graph.queries import controllers, find_party, history, holdings, owners, paths
from graph.queries.stand_ins import close_stand_ins
from ontology.statements import Interest, Kind, Status
from tests.scenarios import Sheet, ask, publish

FIRM, WORKS = "a firm, GB-9", "a company, GB-99"
_OPEN = re.compile(rf"(?:{FIRM}|{WORKS})(?= [^(\s])")


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    sheet, rival = Sheet("sheet"), Sheet("rival")
    sheet.party("firm", Kind.LEGAL_ENTITY, FIRM)
    sheet.party("works", Kind.COMPANY, WORKS)
    sheet.holds("firm", "works", "80")
    sheet.holds("other", "works", "40")
    sheet.holds("works", "mill", interest=Interest.APPOINTMENT_OF_BOARD)
    sheet.holds("firm", "mill", "60", status=Status.AGREED)
    rival.holds("works", "mill", interest=Interest.APPOINTMENT_OF_BOARD, status=Status.DENIED)
    return publish(tmp_path_factory.mktemp("stand-ins") / "data", sheet, rival)


def test_no_text_leaves_one_open(generation: Generation) -> None:
    context = ask(generation, "2021-01-01", include=["agreed"])
    firm, works, mill = (find_party(generation, text) for text in (FIRM, WORKS, "mill"))
    texts = [
        format_history(history(context, works), generation.base),
        format_holdings(holdings(context, firm)),
        format_holdings(holdings(context, mill)),
        format_owners(owners(context, works)),
        format_paths(paths(context, works, firm)),
    ]
    for company in (works, mill):
        answer = controllers(context, company)
        urls = Urls.of(generation.base, context.options, dated=True)
        texts += [note.text for note in list_notes(answer, urls)]
        texts += [text.text for ground in list_grounds(answer, urls) for text in ground.texts]
        texts += [answer.sentence, *(inconsistency.what for inconsistency in answer.inconsistencies)]
    assert sum(FIRM in text or WORKS in text for text in texts) >= 8
    assert [text for text in texts if _OPEN.search(text)] == []


@pytest.mark.parametrize(
    "text", ["{}.", "{}: it", "of {} (named in record r)", "{}, and", "who is {}", "“{}”", "{}9 is another", "Ann and Mill of Hill"]
)
def test_where_a_mark_follows_none_is_added(text: str) -> None:
    text = text.format(FIRM)
    assert close_stand_ins(text, PartyRef(id="f", name=FIRM, kind="legal-entity"), PartyRef(id="a", name="Ann", kind="person")) == text
