"""The options of a question are declared once, in RawOptions; URL, body, flag and permalink are held to that list here.

A field added in one place only fails: to the declaration, to the query parameters, to the bodies, to the flags or to the permalinks.
"""

from __future__ import annotations

import dataclasses
import datetime
import inspect
from pathlib import Path
from typing import Any

import pytest
import typer

from api.app import create_app
from api.pages.urls import Urls
from api.routes.bodies import ExposureBody, WhatIfBody
from api.routes.parameters import read_options
from api.settings import Settings
from cli.flags import ALL_OPTIONS, FLAGS, WITHOUT_GROUPS, WITHOUT_RULE, with_options
from cli.main import app
from graph.queries.options import PUBLIC_NAMES, Options, RawOptions
from ontology.terms import Base

TODAY = datetime.date(2026, 1, 1)
REPEATED = {f.name for f in dataclasses.fields(RawOptions) if f.default == ()}
TEXTS = RawOptions(
    as_of="2020-12-31",
    known_at="2021-06-30",
    rule="eu-amlr-52",
    parameters=("threshold:at-least-15",),
    together=("Ann,Bea", "Carl,Dora"),
    include=("agreed", "planned"),
)
"""Every option with a value that is not its default."""

VERBS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
ASKING = {name: verb for name, verb in VERBS.items() if any(p.name == "as_of" for p in verb.params)}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return create_app(Settings(data=tmp_path_factory.mktemp("options"))).openapi()


def test_the_texts_of_these_tests_set_every_option() -> None:
    assert all(getattr(TEXTS, f.name) != f.default for f in dataclasses.fields(RawOptions))


def test_what_is_read_has_a_field_for_each_option() -> None:
    assert [f.name for f in dataclasses.fields(Options)] == [*PUBLIC_NAMES, "limits"]


def test_each_option_that_is_given_is_read() -> None:
    options, nothing = Options.parse(TEXTS, today=TODAY), Options.parse(RawOptions(), today=TODAY)
    assert all(getattr(options, name) != getattr(nothing, name) for name in PUBLIC_NAMES)


def test_a_permalink_carries_every_option_and_is_read_to_the_same() -> None:
    options = Options.parse(TEXTS, today=TODAY)
    pairs = Urls.of(Base(), options, dated=True).options
    assert {name for name, _ in pairs} == set(PUBLIC_NAMES.values())
    texts: dict[str, Any] = {
        field: [text for key, text in pairs if key == name] if field in REPEATED else dict(pairs)[name]
        for field, name in PUBLIC_NAMES.items()
    }
    assert Options.parse(RawOptions(**texts), today=TODAY) == options


def test_the_query_parameters_are_the_options() -> None:
    assert set(inspect.signature(read_options).parameters) - {"request"} == set(PUBLIC_NAMES)


def test_each_route_that_takes_options_takes_all_of_them(document: dict[str, Any]) -> None:
    asking = 0
    for path, methods in document["paths"].items():
        for operation in methods.values():
            parameters = {p["name"]: p["schema"] for p in operation.get("parameters", ()) if p["in"] == "query"}
            if "as_of" in parameters:
                asking += 1
                for field, name in PUBLIC_NAMES.items():
                    types = {part.get("type") for part in parameters[name]["anyOf"]}
                    assert types == {"array" if field in REPEATED else "string", "null"}, f"{path} {name}"
    assert asking > 8


@pytest.mark.parametrize("body", [ExposureBody, WhatIfBody])
def test_each_body_takes_all_options(body: type[ExposureBody | WhatIfBody]) -> None:
    shared = body.__mro__[1].model_fields  # type: ignore[attr-defined]
    assert {name: field.alias or name for name, field in shared.items()} == PUBLIC_NAMES
    properties = body.model_json_schema()["properties"]
    for field, name in PUBLIC_NAMES.items():
        types = {part.get("type") for part in properties[name].get("anyOf", [properties[name]])}
        assert types <= {"array", "object"} if field in REPEATED else types == {"string", "null"}, name


def test_each_option_has_its_flag() -> None:
    assert list(FLAGS) == list(PUBLIC_NAMES)


OF_A_RUN = {"as_of", "rule", "parameters"}
"""What a sync derives is of everybody, with and without agreed deals, and by all that is known."""
OF_EVERYBODY = set(WITHOUT_GROUPS)
"""Answers about all companies are asked of nobody in particular, so nobody acts together in them."""


@pytest.mark.parametrize("name", ASKING)
def test_each_verb_takes_all_options_or_all_that_need_no_rule(name: str) -> None:
    flags = {p.name: p for p in ASKING[name].params if p.name in PUBLIC_NAMES}
    assert set(flags) in (set(ALL_OPTIONS), set(WITHOUT_RULE)) or (name, set(flags)) in (
        ("sync", OF_A_RUN),
        ("export", OF_EVERYBODY),
        ("batch", OF_EVERYBODY),
    )
    for field, flag in flags.items():
        assert flag.opts == [f"--{PUBLIC_NAMES[field].replace('_', '-')}"]
        assert flag.multiple == (field in REPEATED)


def test_a_verb_gets_the_options_that_were_given(tmp_path: Path) -> None:
    written = tmp_path / "options"

    @with_options(*ALL_OPTIONS)
    def verb(options: RawOptions) -> None:
        written.write_text(repr(Options.parse(options, today=TODAY)), encoding="utf-8")

    command = typer.Typer()
    command.command()(verb)
    words: list[str] = []
    for field, name in PUBLIC_NAMES.items():
        texts = getattr(TEXTS, field) if field in REPEATED else [getattr(TEXTS, field)]
        words += [word for text in texts for word in (f"--{name.replace('_', '-')}", text)]
    command(words, standalone_mode=False)
    assert written.read_text(encoding="utf-8") == repr(Options.parse(TEXTS, today=TODAY))
