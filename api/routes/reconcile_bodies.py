"""The queries of ``/reconcile`` as clients send them: their shapes and bounds, in version 0.2 and in the match service of the 1.0 draft.

What is not of the shape is refused as a whole; a type or a property that is not known here is told beside the answer
(graph/queries/reconcile.py), since clients offer those of other services too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, RootModel, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator
from starlette.requests import Request

from api.routes.bodies import media_type_of, parse_json, validate
from graph.queries import Options, RawOptions
from graph.queries.options import Limits
from graph.queries.reconcile import MOST_CANDIDATES, ReconcileQuery
from graph.queries.reconcile_evidence import Condition
from graph.queries.reconcile_extend import Column
from graph.queries.reconcile_terms import find_property
from ontology.errors import TooLarge, UnknownParameter, UnsupportedMedia, UsageError

FORM: Final = "application/x-www-form-urlencoded"
MOST_QUERIES: Final = 50
"""Queries of one request."""
MOST_IDS: Final = 100
"""Parties of one request for their properties."""
MODES: Final = ("queries", "query", "extend")
"""What a request may ask: several queries, one, or values of properties."""
_FIELDS: Final = 20
_MOST_VALUES: Final = 50
_MOST_NAMES: Final = 5
_MOST_SETTINGS: Final = 10
"""What one query may say, and in how many ways columns may be asked for: each value is looked up, each name is searched."""

_Text = Annotated[StrictStr, Field(max_length=1000)]
_Id = Annotated[StrictStr, Field(min_length=1, max_length=2000)]


class EntityValue(BaseModel):
    """A value that is a party or a type, which the client has reconciled itself."""

    model_config = ConfigDict(frozen=True)

    id: _Id
    name: _Text | None = None


Value = _Text | StrictBool | StrictInt | StrictFloat | EntityValue
Values = Annotated[list[Value], Field(max_length=20)]


class PropertyBody(BaseModel):
    """What a query says of a property: any of the values."""

    model_config = ConfigDict(frozen=True)

    pid: _Id = Field(description="id of a property")
    v: Value | Values = Field(description="a value, or several of which any may be meant")


class QueryBody(BaseModel):
    """One query of version 0.2."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    query: _Text | None = Field(None, description="a name, an identifier, or both")
    type: _Id | Annotated[list[_Id], Field(max_length=20)] | None = Field(None, description="id of a type, or several")
    limit: Annotated[StrictInt, Field(ge=1, le=MOST_CANDIDATES)] = 10
    properties: list[PropertyBody] = Field([], max_length=20)
    type_strict: Literal["any", "all", "should"] | None = Field(None, description="any, all: only parties of that type")

    @model_validator(mode="after")
    def _check_content(self) -> QueryBody:
        if not (self.query or "").strip() and not self.properties:
            raise ValueError("a query has a text (query) or properties, or both")
        _check_values(each.v for each in self.properties)
        return self

    def read(self) -> ReconcileQuery:
        """The query."""
        types = self.type if isinstance(self.type, list) else [self.type] if self.type else []
        return ReconcileQuery(
            texts=(self.query,) if (self.query or "").strip() and self.query else (),
            types=tuple(types),
            is_strict=self.type_strict in ("any", "all"),
            conditions=tuple(
                Condition(each.pid, _list_texts(each.v), where=f"properties.{place}") for place, each in enumerate(self.properties)
            ),
            limit=self.limit,
        )


class QueriesBody(RootModel[dict[str, QueryBody]]):
    """Queries by the names that the client gives them."""


class ConditionBody(BaseModel):
    """One condition of the 1.0 draft."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    kind: Literal["name", "id", "property"] = Field(alias="matchType")
    property_id: _Id | None = Field(None, alias="propertyId")
    value: Value | Values = Field(alias="propertyValue")
    required: StrictBool = False
    quantifier: Literal["any", "all", "none"] = Field("any", alias="matchQuantifier")
    qualifier: StrictStr | None = Field(None, alias="matchQualifier", max_length=200)

    @model_validator(mode="after")
    def _check_content(self) -> ConditionBody:
        if (self.kind == "property") != (self.property_id is not None):
            raise ValueError("propertyId is given where matchType is property, and only there")
        if self.kind != "property" and self.quantifier != "any":
            raise ValueError("of names and ids any may be meant: matchQuantifier is of properties")
        if self.qualifier is not None:
            raise ValueError("no matchQualifier is known here")
        return self


class ConditionsBody(BaseModel):
    """One query of the 1.0 draft."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    conditions: list[ConditionBody] = Field(min_length=1, max_length=20)
    type: _Id | None = None
    limit: Annotated[StrictInt, Field(ge=1, le=MOST_CANDIDATES)] = 10
    lang: StrictStr | None = None
    dir: StrictStr | None = None

    @model_validator(mode="after")
    def _check_content(self) -> ConditionsBody:
        _check_values(each.value for each in self.conditions)
        if sum(len(_list_texts(each.value)) for each in self.conditions if each.kind == "name") > _MOST_NAMES:
            raise ValueError(f"a query has at most {_MOST_NAMES} names")
        return self

    def read(self) -> ReconcileQuery:
        """The query."""
        texts = {kind: [t for each in self.conditions if each.kind == kind for t in _list_texts(each.value)] for kind in ("name", "id")}
        return ReconcileQuery(
            texts=tuple(filter(str.strip, texts["name"])),
            ids=tuple(texts["id"]),
            types=(self.type,) if self.type else (),
            conditions=tuple(
                Condition(each.property_id, _list_texts(each.value), each.required, each.quantifier, f"conditions.{place}")
                for place, each in enumerate(self.conditions)
                if each.property_id is not None
            ),
            limit=self.limit,
        )


class MatchBody(BaseModel):
    """Queries of the 1.0 draft, which are answered in their order."""

    model_config = ConfigDict(frozen=True)

    queries: list[ConditionsBody]


class AskedProperty(BaseModel):
    """A property that is asked for, with its settings."""

    model_config = ConfigDict(frozen=True)

    id: _Id
    settings: dict[str, Value | None] = {}


class ExtendBody(BaseModel):
    """Which properties are asked for, of which parties."""

    model_config = ConfigDict(frozen=True)

    ids: list[_Id]
    properties: list[AskedProperty] = Field(min_length=1, max_length=50)


def read_form(request: Request, raw: bytes) -> dict[str, str]:
    """Read the fields of a form.  Raises UnsupportedMedia BAD_MEDIA, UsageError BAD_BODY, UnknownParameter."""
    if media_type_of(request) != FORM:
        raise UnsupportedMedia("BAD_MEDIA", f"{media_type_of(request)[:60] or 'a body without type'} is not read here", f"send {FORM}")
    try:
        pairs = parse_qsl(raw.decode("utf-8"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise UsageError("BAD_BODY", "the body is no form", "send queries=... or extend=..., percent-encoded UTF-8") from error
    names = [name for name, _ in pairs]
    unknown = next((name for name in names if name not in MODES), None)
    if unknown is not None:
        raise UnknownParameter("UNKNOWN_QUERY_PARAMETER", f"no field is called {unknown[:60]!r} here", f"send one of: {', '.join(MODES)}")
    if len(names) > len(set(names)):
        raise UnknownParameter("REPEATED_QUERY_PARAMETER", "a field is given more than once", "send it once")
    return dict(pairs)


def choose_mode(fields: Mapping[str, str | None]) -> tuple[str, str] | None:
    """What is asked, and its text; None where nothing is.  Raises UsageError BAD_BODY where it is several things at once."""
    given = [(name, text) for name, text in fields.items() if text is not None]
    if len(given) > 1:
        raise UsageError("BAD_BODY", f"{' and '.join(name for name, _ in given)} are asked at once", "send them one after the other")
    return given[0] if given else None


def parse_queries(text: str) -> dict[str, ReconcileQuery]:
    """Read queries by their names.  Raises UsageError BAD_BODY, TooLarge BATCH_TOO_LARGE, RequestValidationError."""
    content = parse_json(text, "queries")
    check_number(content, MOST_QUERIES)
    return {name: body.read() for name, body in validate(QueriesBody, content).root.items()}


def parse_query(text: str) -> ReconcileQuery:
    """Read one query: its JSON, or the text that is looked for.  Raises UsageError BAD_BODY, RequestValidationError."""
    content = parse_json(text, "query") if text.lstrip().startswith("{") else {"query": text}
    return validate(QueryBody, content).read()


def parse_match(raw: bytes) -> list[ReconcileQuery]:
    """Read the queries of the 1.0 draft.  Raises UsageError BAD_BODY, TooLarge BATCH_TOO_LARGE, RequestValidationError."""
    content = parse_json(raw, "the body")
    check_number(content.get("queries") if isinstance(content, dict) else None, MOST_QUERIES)
    return [body.read() for body in validate(MatchBody, content).queries]


def parse_extend(text: str, default: Options, limits: Limits) -> tuple[list[str], list[Column]]:
    """Read which properties are asked for, of which ids.  ``default``: how a property without settings is asked.

    Raises UsageError BAD_BODY and for a setting, TooLarge BATCH_TOO_LARGE, UnknownParameter, RequestValidationError.
    """
    content = parse_json(text, "extend")
    check_number(content.get("ids") if isinstance(content, dict) else None, MOST_IDS)
    body = validate(ExtendBody, content)
    columns: list[Column] = []
    for asked in body.properties:
        known = find_property(asked.id)
        if known is None or known.id == "birth-date" or known.id != asked.id:
            raise UnknownParameter("UNKNOWN_PROPERTY", f"no property is called {asked.id[:60]!r}", "/reconcile/properties lists them")
        columns.append(Column(known, _read_settings(asked.settings, default, limits)))
    if len({column.property.id for column in columns}) < len(columns):
        raise UsageError("BAD_BODY", "a property is asked for twice", "ask for it by each rule or day in a request of its own")
    if len({column.options for column in columns}) > _MOST_SETTINGS:
        raise TooLarge(
            "BATCH_TOO_LARGE", f"properties have more than {_MOST_SETTINGS} different settings", "ask for some of them at a time"
        )
    return list(dict.fromkeys(body.ids)), columns


def _read_settings(settings: Mapping[str, Value | None], default: Options, limits: Limits) -> Options:
    """Read the settings of a property; what is blank is as by default."""
    unknown = next((name for name in settings if name not in ("rule", "as_of", "include")), None)
    if unknown is not None:
        raise UnknownParameter("UNKNOWN_SETTING", f"no setting is called {unknown[:60]!r}", "settings are rule, as_of and include")
    texts = {name: text for name, value in settings.items() if value is not None and (text := _to_text(value).strip())}
    if not texts:
        return default
    include = [texts["include"]] if "include" in texts else []
    raw = RawOptions(as_of=texts.get("as_of"), rule=texts.get("rule"), include=include)
    return Options.parse(raw, today=default.as_of, limits=limits)


def check_number(content: Any, most: int) -> None:
    """Refuse a list, or an object, of too many.  Raises TooLarge BATCH_TOO_LARGE."""
    if isinstance(content, list | dict) and len(content) > most:
        raise TooLarge("BATCH_TOO_LARGE", f"the request has {len(content)} entries", f"at most {most} in one request")


def _check_values(values: Iterable[Value | list[Value]]) -> None:
    if sum(len(_list_texts(each)) for each in values) > _MOST_VALUES:
        raise ValueError(f"a query has at most {_MOST_VALUES} values")


def _list_texts(value: Value | list[Value]) -> tuple[str, ...]:
    return tuple(map(_to_text, value)) if isinstance(value, list) else (_to_text(value),)


def _to_text(value: Value) -> str:
    """A value as a text: of a party or a type its id."""
    match value:
        case EntityValue():
            return value.id
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case _:
            return str(value)
