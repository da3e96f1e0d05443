"""The routes /v1/entities/{id}: every question about one party, named by its id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import describe_answer
from api.paging import MOST, Cursor, ListPage, Page, make_page
from api.permalinks import make_permalink
from api.problems import Moved
from api.representations import ANSWER, STATED, Form, choose_for, split_suffix
from api.routes.parameters import AskedIdentity, Expand, QueryOptions, WayOfChart, find_expanded
from api.routes.replies import reply, reply_list
from api.state import Current, Lists, get_served
from api.strict_route import StrictRoute
from graph.answers.controlled import ControlledAnswer
from graph.answers.controllers import ControllersAnswer
from graph.answers.entity import EntityAnswer
from graph.answers.history import HistoryAnswer
from graph.answers.holdings import HoldingsAnswer
from graph.answers.owners import OwnersAnswer
from graph.answers.statements import StatementsAnswer
from graph.chart.model import to_json
from graph.chart.party import build_party_chart, draw_party_chart
from graph.chart.png import render_png
from graph.generation.generation import Generation
from graph.queries import Options, QueryContext, controlled, controllers, entity, history, holdings, owners, statements
from graph.queries.history import Axis
from graph.queries.identity import Identity
from ontology.errors import NoMatch

entities_router = APIRouter(prefix="/v1/entities", tags=["parties"], route_class=StrictRoute)
Comparison = Annotated[bool, Query(description="Brioschi's figure and the sum over simple paths beside each share")]


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party as the address of a request names it."""

    generation: Generation
    text: str
    rest: str
    """What follows the party in the address, its query string included."""
    suffix: str | None = None
    """The format that is named right behind the party."""

    def find(self) -> int:
        """Return the number of the party.  Raises NoMatch NO_PARTY (a name is no id); Moved where the id was merged into another."""
        base = self.generation.base
        iri = base.expand(self.text)
        number = self.generation.party_number(iri) if iri else None
        if number is None:
            near = self.generation.search_index.search(self.text, 5)
            raise NoMatch("NO_PARTY", f"no party has the id {self.text[:200]}", "search first: /v1/search?q=NAME", near=near)
        canonical = self.generation.party_iri(number)
        if canonical != iri:
            raise Moved(f"{entities_router.prefix}/{quote(base.compact(canonical), safe=':')}{self.rest}")
        return number


async def read_party(request: Request, generation: Current, party: str) -> NamedParty:
    """The party that the address names before a question."""
    suffix = request.scope.get("suffix")
    rest = request.url.path.removeprefix(f"{entities_router.prefix}/{party}") + (f".{suffix}" if suffix else "")
    return NamedParty(generation, party, f"{rest}?{request.url.query}" if request.url.query else rest)


async def read_last_party(request: Request, generation: Current, party: str) -> NamedParty:
    """The party that the address ends with, a suffix behind it or not: an id may end like one."""
    text, suffix = split_suffix(party)
    if suffix is not None and generation.party_number(generation.base.expand(party) or "") is not None:
        text, suffix = party, None
    rest = f".{suffix}" if suffix else ""
    return NamedParty(generation, text, f"{rest}?{request.url.query}" if request.url.query else rest, suffix)


Party = Annotated[NamedParty, Depends(read_party)]
LastParty = Annotated[NamedParty, Depends(read_last_party)]


@dataclass(frozen=True, slots=True)
class PartyQuestion:
    """A question about a party, to be opened where it may take its time."""

    party: NamedParty
    options: Options

    def open(self) -> tuple[QueryContext, int]:
        """Return the question and the number of the party.  Raises as NamedParty.find does, and UsageError."""
        number = self.party.find()
        return QueryContext.of(self.party.generation, self.options), number


async def read_question(party: Party, options: QueryOptions) -> PartyQuestion:
    """The question that the address and its parameters ask."""
    return PartyQuestion(party, options)


Question = Annotated[PartyQuestion, Depends(read_question)]


async def read_statement_page(
    request: Request, generation: Current, limit: Annotated[int, Query(ge=1, le=MOST)] = 100, cursor: Cursor = None
) -> Page:
    """The page of statements that is asked for."""
    return make_page(request, generation, limit, cursor)


StatementPage = Annotated[Page, Depends(read_statement_page)]


@entities_router.get("/{party:path}/controllers", responses=describe_answer(ControllersAnswer, 300, 308, 404, forms=STATED))
def entity_controllers(question: Question, form: Form, identity: AskedIdentity) -> Response:
    """Who ultimately controls this party."""
    return reply(controllers(*question.open(), identity), form, question.party.generation)


CONTROLLERS_ROUTE: Final = entities_router.routes[-1]


@entities_router.get("/{party:path}/controlled", responses=describe_answer(ControlledAnswer, 300, 308, 404, forms=ANSWER, paged=True))
def entity_controlled(question: Question, form: Form, page: ListPage, lists: Lists, identity: AskedIdentity) -> Response:
    """Everything that this party controls."""
    return reply_list(lists, page, form, lambda: controlled(*question.open(), identity))


@entities_router.get("/{party:path}/owners", responses=describe_answer(OwnersAnswer, 300, 308, 404, forms=ANSWER, paged=True))
def entity_owners(
    question: Question, form: Form, page: ListPage, lists: Lists, identity: AskedIdentity, comparison: Comparison = False
) -> Response:
    """Whose money is in this party, directly and through others."""
    return reply_list(lists, page, form, lambda: owners(*question.open(), comparison=comparison, identity=identity))


@entities_router.get("/{party:path}/holdings", responses=describe_answer(HoldingsAnswer, 300, 308, 404, forms=ANSWER, paged=True))
def entity_holdings(question: Question, form: Form, page: ListPage, lists: Lists, identity: AskedIdentity) -> Response:
    """What this party holds directly."""
    return reply_list(lists, page, form, lambda: holdings(*question.open(), identity))


@entities_router.get("/{party:path}/history", responses=describe_answer(HistoryAnswer, 300, 308, 404, forms=ANSWER, paged=True))
def entity_history(
    question: Question, form: Form, page: ListPage, lists: Lists, identity: AskedIdentity, axis: Axis = Axis.AS_OF
) -> Response:
    """Who controlled this party when, or what was known when."""
    return reply_list(lists, page, form, lambda: history(*question.open(), axis, identity))


@entities_router.get("/{party:path}/statements", responses=describe_answer(StatementsAnswer, 308, 404, forms=STATED, paged=True))
def entity_statements(party: Party, form: Form, page: StatementPage) -> Response:
    """What the sources state about this party and its interests, statement by statement."""
    answer, total = statements(party.generation, party.find(), page.start, page.limit)
    response = reply(answer, form, party.generation)
    response.headers.update(page.make_headers(total))
    return response


@entities_router.get(
    "/{party:path}/chart.svg", response_class=Response, responses=describe_answer(None, 300, 308, 404, 413, media="image/svg+xml")
)
def entity_chart(
    request: Request, question: Question, identity: AskedIdentity, direction: WayOfChart = None, expand: Expand = None
) -> Response:
    """The answer as a picture."""
    return Response(_draw(request, question, identity, direction, expand), media_type="image/svg+xml")


@entities_router.get(
    "/{party:path}/chart.png", response_class=Response, responses=describe_answer(None, 300, 308, 404, 413, media="image/png")
)
def entity_picture(
    request: Request, question: Question, identity: AskedIdentity, direction: WayOfChart = None, expand: Expand = None
) -> Response:
    """The same picture as PNG."""
    return Response(render_png(_draw(request, question, identity, direction, expand)), media_type="image/png")


def _draw(request: Request, question: PartyQuestion, identity: Identity, direction: WayOfChart, expand: str | None) -> str:
    context, number = question.open()
    expanded = find_expanded(context.generation, expand)
    permalink = make_permalink(get_served(request).settings.public_url, context, number, expanded, direction, identity)
    return draw_party_chart(context, number, direction, permalink=permalink, expanded=expanded, identity=identity)


@entities_router.get("/{party:path}/chart.json", responses=describe_answer(None, 300, 308, 404))
def entity_chart_data(request: Request, question: Question, identity: AskedIdentity, direction: WayOfChart = None) -> Response:
    """What the picture shows, as data for other programs to draw."""
    context, number = question.open()
    permalink = make_permalink(get_served(request).settings.public_url, context, number, direction=direction, identity=identity)
    return reply(to_json(build_party_chart(context, number, direction, permalink=permalink, identity=identity)))


@entities_router.get("/{party:path}", responses=describe_answer(EntityAnswer, 308, 404, forms=STATED))
def one_entity(request: Request, party: LastParty) -> Response:
    """What the sources say of this party."""
    form = choose_for(request, party.suffix)
    number = party.find()
    return reply(entity(party.generation, number), form, party.generation)
