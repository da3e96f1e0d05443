"""The choice of a format."""

from __future__ import annotations

import pytest

from api.sparql.results import choose
from api.sparql.shape import Form
from ontology.errors import NotAcceptable, UsageError

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    "form, accept, name",
    [
        ("SELECT", None, "json"),
        ("ASK", "*/*", "json"),
        ("SELECT", "application/sparql-results+xml", "xml"),
        ("SELECT", "text/csv;q=0.9, text/tab-separated-values", "tsv"),
        ("SELECT", "text/*;q=0.3, text/tab-separated-values;q=0, application/*;q=0.1", "csv"),
        ("SELECT", "text/turtle, application/json;q=0.1", "json"),
        ("CONSTRUCT", None, "turtle"),
        ("DESCRIBE", "application/*", "ntriples"),
        ("CONSTRUCT", "application/n-quads", "nquads"),
        ("CONSTRUCT", "application/trig;q=0.2, application/rdf+xml;q=0.3", "rdfxml"),
        ("CONSTRUCT", "APPLICATION/LD+JSON", "jsonld"),
        ("SELECT", BROWSER, "html"),
        (None, BROWSER, "html"),
        (None, None, "turtle"),
    ],
)
def test_highest_quality_wins_and_the_server_breaks_ties(form: Form | None, accept: str | None, name: str) -> None:
    assert choose(form, accept).name == name


def test_answer_carries_the_media_type_that_was_asked_for() -> None:
    assert choose("SELECT", "application/json").content_type == "application/json"
    assert choose("SELECT", "text/csv").content_type == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    "form, accept",
    [("SELECT", "image/png"), ("SELECT", "text/turtle"), ("CONSTRUCT", "text/csv"), ("ASK", "*/*;q=0"), ("ASK", "*/*;q=many")],
)
def test_nothing_acceptable_names_what_there_is(form: Form, accept: str) -> None:
    with pytest.raises(NotAcceptable) as caught:
        choose(form, accept)
    assert "application/" in caught.value.hint


def test_format_parameter_goes_before_accept() -> None:
    assert choose("SELECT", BROWSER, "csv").name == "csv"
    assert choose("CONSTRUCT", None, "application/trig").name == "trig"


def test_format_parameter_that_does_not_fit_or_exist_is_refused() -> None:
    with pytest.raises(NotAcceptable):
        choose("CONSTRUCT", None, "csv")
    with pytest.raises(UsageError) as caught:
        choose("SELECT", None, "docx")
    assert caught.value.code == "UNKNOWN_FORMAT"
