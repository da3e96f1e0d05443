"""A tool: what it takes, what it answers, and how a call becomes a reply within its bounds.

Knows no question; each is a module of tools/.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

import msgspec
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.mcp.reply import CUTS, MAX_BYTES, MAX_LINE, LeftOut, ToolReply, Words, change_words, cut_lists, list_cuts, shorten_text
from api.mcp.text import format_reply
from api.pages.urls import Urls
from api.routes.bodies import DatedBody, QuestionBody, Text
from api.settings import Settings
from graph.answers import encode_line
from graph.answers.common import Answer
from graph.generation.generation import Generation
from graph.queries import QueryContext, find_party
from graph.queries.identity import Identity
from graph.queries.stand_ins import close_stand_ins
from ontology.errors import TooLarge, UnknownParameter, UsageError

Skip = Field(0, ge=0, le=10**9, description="leave out this many entries of the list: to read on where an answer was cut")


class Arguments(BaseModel):
    """Arguments of a tool that asks about no day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    skip: int = Skip


class PartyQuestion(QuestionBody):
    """Arguments of a tool about one party, asked by a rule."""

    party: Text = Field(description="an id such as lei:... or ent:..., an IRI, or a whole name")
    skip: int = Skip


class DatedPartyQuestion(DatedBody):
    """Arguments of a tool about one party that depends on no rule."""

    party: Text = Field(description="an id such as lei:... or ent:..., an IRI, or a whole name")
    skip: int = Skip


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call: of which generation it is asked, and with which settings."""

    generation: Generation
    settings: Settings

    def query(self, question: DatedBody) -> QueryContext:
        """Open the query with the options of the question.  Raises NoMatch, SeveralMatches, UsageError."""
        return QueryContext.of(self.generation, question.options(self.settings))

    def find(self, text: str) -> int:
        """The number of the party meant.  Raises NoMatch, SeveralMatches."""
        return find_party(self.generation, text)

    def urls(self, question: DatedBody | None = None) -> Urls:
        """Addresses that keep the options of the question."""
        if question is None:
            return Urls(self.generation.base)
        urls = Urls.of(self.generation.base, question.options(self.settings), dated=question.as_of is not None)
        return urls.asking(getattr(question, "identity", Identity.STATED))

    def link(self, path: str) -> str | None:
        """A path under the public address of the service; None where none is set."""
        return f"{self.settings.public_url.rstrip('/')}{path}" if self.settings.public_url else None

    def whole(self, path: str, command: str) -> str:
        """Where the whole answer is to be had: over HTTP where the service has an address, else by the command."""
        address = self.link(path)
        return f"get all of it from {address}" if address else f"have all of it by the command: {command}"

    def flag(self, question: BaseModel) -> str:
        """The flag of the command for how identity is asked, where it is."""
        identity = getattr(question, "identity", Identity.STATED)
        return "" if identity is Identity.STATED else f" --identity {identity.value}"

    def compact(self, iri: str) -> str:
        """An id as people write it."""
        return self.generation.base.compact(iri)


Q = TypeVar("Q", bound=BaseModel)
A = TypeVar("A", bound=Answer)


@dataclass(frozen=True)
class Tool(Generic[Q, A]):
    """One question as a tool.

    ``items``: the field of the answer with the list that is asked for, of which ``skip`` leaves out the first.  ``ask`` answers;
    ``describe`` puts the answer and those of its items that are shown into words.
    """

    name: str
    title: str
    description: str
    arguments: type[Q]
    answer: type[A]
    items: str
    ask: Callable[[ToolCall, Q], A]
    describe: Callable[[ToolCall, Q, A, Sequence[Any]], Words]

    @cached_property
    def input_schema(self) -> dict[str, Any]:
        """The JSON schema of the arguments."""
        return self.arguments.model_json_schema()

    @cached_property
    def output_schema(self) -> dict[str, Any]:
        """The JSON schema of a reply; an object at its root, as clients of the older protocol ask for."""
        schema = msgspec.json.schema(ToolReply[self.answer])  # type: ignore[name-defined]
        definitions = schema["$defs"]
        root = definitions.pop(schema["$ref"].rpartition("/")[2])
        return {**root, "$defs": definitions}

    def parse(self, arguments: dict[str, Any], settings: Settings) -> Q:
        """Read the arguments of a call.  Raises UnknownParameter UNKNOWN_ARGUMENT, UsageError BAD_PARAMETER, TooLarge BODY_TOO_LARGE."""
        size = len(json.dumps(arguments, ensure_ascii=False).encode(errors="replace"))
        if size > settings.max_body:
            raise TooLarge("BODY_TOO_LARGE", f"the arguments are {size} bytes long", f"at most {settings.max_body} bytes are read")
        try:
            return self.arguments.model_validate(arguments)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))[:100] or "arguments"
            names = list(self.input_schema["properties"])
            takes = f"{self.name} takes: {', '.join(names)}"
            if first["type"] == "extra_forbidden" and len(first["loc"]) == 1:
                near = difflib.get_close_matches(where.replace("-", "_"), names, 1)
                hint = f"did you mean {near[0]}? {takes}" if near else takes
                raise UnknownParameter("UNKNOWN_ARGUMENT", f"{self.name} takes no argument {where!r}", hint) from None
            raise UsageError("BAD_PARAMETER", f"{where}: {first['msg']}", takes) from None

    def answer_call(self, call: ToolCall, arguments: dict[str, Any]) -> tuple[dict[str, Any], str]:
        """Answer a call: the JSON of a reply and its text, within their bounds.  Raises OwnershipError."""
        question = self.parse(arguments, call.settings)
        answer = self.ask(call, question)
        skip: int = getattr(question, "skip", 0)
        items = getattr(answer, self.items)
        for most_items, most in CUTS:
            shown = items[skip : skip + most_items]
            body = json.loads(encode_line(msgspec.structs.replace(answer, **{self.items: shown})))
            words = change_words(self.describe(call, question, answer, shown), lambda text: close_stand_ins(text, answer))
            words = change_words(words, lambda text: shorten_text(text, MAX_LINE))
            reply, text = self._build(words, body, most, self._count_items(skip, len(shown), len(items)))
            size = len(json.dumps(reply, ensure_ascii=False).encode(errors="replace"))
            if size <= MAX_BYTES and len(text.encode(errors="replace")) <= MAX_BYTES // 2:
                break
        return reply, text

    def _count_items(self, skip: int, shown: int, total: int) -> list[LeftOut]:
        """Tell of the list that is asked for what is not shown, and how to read on."""
        if shown == total:
            return []
        rest = skip + shown < total
        how = f"ask again with skip={skip + shown}" if rest else f"these are the last; the first {skip} were skipped"
        return [LeftOut(list=self.items, shown=shown, total=total, how=how)]

    def _build(self, words: Words, body: dict[str, Any], most: int, left_out: list[LeftOut]) -> tuple[dict[str, Any], str]:
        entries = body[self.items]
        body, cuts = cut_lists({**body, self.items: []}, most, words.whole)
        for place, entry in enumerate(entries):
            cut_entry, more = cut_lists(entry, most, words.whole, f"answer.{self.items}[{place}]")
            body[self.items].append(cut_entry)
            cuts += more
        evidence, _ = cut_lists(msgspec.to_builtins(words.evidence[:most]), most, words.whole)
        left_out = [*left_out, *list_cuts(self.items, words, most), *cuts[:most]]
        reply = {
            "sentence": words.sentence,
            "not_known": list(words.not_known[:most]),
            "disagreements": list(words.disagreements[:most]),
            "evidence": list(evidence),
            "left_out": msgspec.to_builtins(left_out),
            "page": words.page,
            "answer": body,
        }
        return reply, format_reply(words, left_out, most)
