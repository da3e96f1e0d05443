"""Questions that come in a request body: their shapes, and how a body is read within its limits."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from api.settings import Settings
from api.state import get_served, today
from graph.queries import Options, RawOptions
from graph.queries.identity import Identity
from ontology.errors import TooLarge, UnsupportedMedia, UsageError

JSON: Final = "application/json"
NDJSON: Final = "application/x-ndjson"
_LINES: Final = (NDJSON, "application/ndjson", "application/jsonl", "application/jsonlines", "text/plain")
_Body = TypeVar("_Body", bound=BaseModel)
Text = Annotated[str, Field(min_length=1, max_length=300)]


class DatedBody(BaseModel):
    """The options of a question whose answer depends on no rule; they mean what the query parameters of the same names mean."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    as_of: str | None = Field(None, max_length=10, description="the day asked about: YYYY-MM-DD, YYYY-MM or YYYY; today if not given")
    known_at: str | None = Field(None, max_length=10, description="only what was stated by this day")
    include: list[str] = Field([], description="statuses counted as done: agreed, planned")

    def options(self, settings: Settings) -> Options:
        """The options within the limits of the settings.  Raises UsageError."""
        return Options.parse(self._raw(), today=today(), limits=settings.limits())

    def _raw(self) -> RawOptions:
        return RawOptions(as_of=self.as_of, known_at=self.known_at, include=self.include)


class QuestionBody(DatedBody):
    """The options of a question that is asked by a rule: all of them."""

    rule: str | None = Field(None, max_length=60, description="rule id, of those that `rules` lists; majority-control if not given")
    parameters: dict[str, str] = Field({}, alias="set", description="contested points of the rule: name -> value")
    together: list[list[Text]] = Field([], description="groups of parties that act as one, by ids or names")

    def _raw(self) -> RawOptions:
        for group in self.together:
            for name in group:
                if "," in name:
                    raise UsageError("BAD_GROUP", f"{name[:100]!r} holds a comma", "name the party by its id")
        return dataclasses.replace(
            super()._raw(),
            rule=self.rule,
            parameters=[f"{name}={value}" for name, value in self.parameters.items()],
            together=[",".join(group) for group in self.together],
        )


TriedIdentity = Field(
    Identity.STATED,
    description="stated, or candidates: parties that may be one are tried as one; nothing is certain by that, and each condition is told",
)


class ExposureBody(QuestionBody):
    parties: list[Text] = Field(min_length=1, description="ids or names")
    identity: Identity = TriedIdentity


class ChangeRow(BaseModel):
    """The holder has this share of the interest in the subject: 0 ends it, empty or null = unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    holder: Text
    subject: Text
    share: str | float | int | None = None
    interest: str = ""

    def row(self) -> dict[str, str]:
        """The change as a row of a CSV file."""
        share = "" if self.share is None else str(self.share)
        return {"holder": self.holder, "subject": self.subject, "share": share, "interest": self.interest}


class WhatIfBody(QuestionBody):
    party: Text = Field(description="the company asked about")
    changes: list[ChangeRow] = Field(
        min_length=1,
        description="what is supposed: `holder` has `share` of `interest` in `subject`; 0 ends it, `new:NAME` is not in the data",
    )
    identity: Identity = TriedIdentity


class Batch(BaseModel):
    """Which parties are asked about."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    parties: list[Text] = []
    everyone: bool = Field(False, alias="all")


async def read_body(request: Request) -> bytes:
    """Read the request body.  Raises TooLarge BODY_TOO_LARGE at the limit, however the body is sent."""
    most = get_served(request).settings.max_body
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise TooLarge("BODY_TOO_LARGE", f"the body is longer than {most} bytes", f"at most {most} bytes are read")
    return bytes(content)


RawBody = Annotated[bytes, Depends(read_body)]


def parse_body(model: type[_Body], request: Request, raw: bytes) -> _Body:
    """Read a body as a question.  Raises UnsupportedMedia, UsageError BAD_BODY, RequestValidationError."""
    if media_type_of(request) not in ("", JSON):
        raise UnsupportedMedia("BAD_MEDIA", f"{media_type_of(request)[:60]} is not read here", f"send {JSON}")
    return validate(model, parse_json(raw, "the body"))


def parse_batch(request: Request, raw: bytes) -> Batch:
    """Read the parties of a batch: a JSON list, {"parties": [...]}, {"all": true}, or NDJSON with a text or {"party": ...} a line.

    Raises UnsupportedMedia, UsageError BAD_BODY, RequestValidationError, TooLarge BATCH_TOO_LARGE.
    """
    media = media_type_of(request)
    if media in ("", JSON):
        content = parse_json(raw, "the body")
        batch = validate(Batch, {"parties": content} if isinstance(content, list) else content)
    elif media in _LINES:
        lines = [line for line in raw.splitlines() if line.strip()]
        items = [parse_json(line, f"line {number}") for number, line in enumerate(lines, 1)]
        batch = validate(Batch, {"parties": [item.get("party") if isinstance(item, dict) else item for item in items]})
    else:
        raise UnsupportedMedia("BAD_MEDIA", f"{media[:60]} is not read here", f"send {JSON} or {NDJSON}")
    if bool(batch.parties) == batch.everyone:
        raise UsageError("BAD_BODY", "the body names no parties, or parties and all of them", 'send ["...", ...] or {"all": true}')
    check_count(get_served(request).settings, len(batch.parties))
    return batch


def check_count(settings: Settings, count: int) -> None:
    """Refuse a list with too many entries.  Raises TooLarge BATCH_TOO_LARGE."""
    most = settings.max_batch
    if count > most:
        raise TooLarge("BATCH_TOO_LARGE", f"the request has {count} entries", f"at most {most} in one request (OWNERSHIP_MAX_BATCH)")


def document_body(model: type[BaseModel], *more: str) -> dict[str, Any]:
    """Describe a body that is read by hand, for /openapi.json."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    for name, field in schema.get("properties", {}).items():
        schema["properties"][name] = _inline(field, inner)
    content = {JSON: {"schema": schema}, **{media: {"schema": {"type": "string"}} for media in more}}
    return {"requestBody": {"required": True, "content": content}}


def _inline(node: Any, inner: dict[str, Any]) -> Any:
    if isinstance(node, dict):
        reference = node.get("$ref", "").rpartition("/")[2]
        return _inline(inner[reference], inner) if reference else {key: _inline(value, inner) for key, value in node.items()}
    return [_inline(item, inner) for item in node] if isinstance(node, list) else node


def media_type_of(request: Request) -> str:
    """The media type that a request says its body has, without parameters; empty where it says none."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def parse_json(raw: bytes | str, where: str) -> Any:
    """Read JSON.  ``where``: what it is called in the error.  Raises UsageError BAD_BODY."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UsageError("BAD_BODY", f"{where} is not JSON", "send valid JSON in UTF-8") from error


def validate(model: type[_Body], content: Any) -> _Body:
    """Read a value as a question.  Raises RequestValidationError."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False, include_context=False)) from error
