"""The answers about all companies as RDF: a graph of their own for each question, with who asked what of which sources (PROV).

A company has one answer, an answer a finding for each who meets the rule.  Beside them stand the parties that they name, so that the file
can be read without another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.exports.answers.rows import AnswersRequest, CompanyRow, HolderRow, QuestionRow, describe_question, list_companies
from graph.exports.derived.frame import DATE, TYPE, DerivedGraph
from ontology.rdf_fields import ANSWER, AS_OF, FINDING, INCLUDE, KNOWN_AT, RULE, RULE_SET, RULE_STANDING, SHOWN_NAME, AnswerField, code_iri
from ontology.statements import Kind
from ontology.terms import OWN, PROV, XSD, digest

_DECIMAL, _INTEGER = NamedNode(f"{XSD}decimal"), NamedNode(f"{XSD}integer")
_TRUE, _FALSE = (Literal(word, datatype=NamedNode(f"{XSD}boolean")) for word in ("true", "false"))
_GENERATED_BY: Final = f"{PROV}wasGeneratedBy"
_KIND, _JURISDICTION = f"{OWN}kind", f"{OWN}jurisdiction"


def write_nquads(request: AnswersRequest, out: BinaryIO) -> int:
    """Write the quads, by company; return how many."""
    count = 0
    for quad in make_quads(request):
        out.write(f"{quad} .\n".encode())
        count += 1
    return count


def make_quads(request: AnswersRequest) -> Iterator[Quad]:
    """Make the graph ``answers/RULE/DAY``; where more is asked than a rule and a day, a hash of it follows."""
    question = describe_question(request)
    graph = DerivedGraph(request.generation, _name_graph(question))
    title = f"Who meets {question.rule} for each company on {question.as_of}"
    yield from graph.describe(title, as_of=question.as_of, rule=(question.rule, question.rule_version))
    activity = graph.activity
    for property_, text in ((RULE_SET, question.rule_set), (RULE_STANDING, question.rule_standing), (INCLUDE, question.include)):
        if text is not None:
            yield graph.make_quad(activity, property_, Literal(text))
    if question.known_at is not None:
        yield graph.make_quad(activity, KNOWN_AT, Literal(question.known_at.isoformat(), datatype=DATE))
    described: set[str] = set()
    for company in list_companies(request):
        yield from _write_company(graph, company, question)
        yield from _write_parties(graph, company, described)


def _name_graph(question: QuestionRow) -> str:
    more = [f"{name}={value}" for name in ("rule_set", "known_at", "include") if (value := getattr(question, name)) is not None]
    return "/".join(["answers", question.rule, question.as_of.isoformat(), *([digest(*more, size=8)] if more else [])])


def _write_company(graph: DerivedGraph, company: CompanyRow, question: QuestionRow) -> Iterator[Quad]:
    node = NamedNode(f"{graph.node.value}#{digest(company.company, size=16)}")
    values: dict[str, NamedNode | Literal] = {
        TYPE: NamedNode(ANSWER),
        AnswerField.ABOUT: NamedNode(company.company),
        AnswerField.VERDICT: Literal(company.verdict),
        AnswerField.CONTESTED: _TRUE if company.contested else _FALSE,
        AnswerField.STATE_CONTROL: Literal(company.state_control),
        AS_OF: Literal(question.as_of.isoformat(), datatype=DATE),
        RULE: Literal(question.rule),
        _GENERATED_BY: graph.activity,
    }
    if company.truncated:
        values[AnswerField.TRUNCATED] = _TRUE
    for property_, value in values.items():
        yield graph.make_quad(node, property_, value)
    for number, holder in enumerate(company.holders, 1):
        finding = NamedNode(f"{node.value}-{number}")
        yield graph.make_quad(node, AnswerField.FINDING, finding)
        yield from _write_holder(graph, finding, holder)


def _write_holder(graph: DerivedGraph, node: NamedNode, holder: HolderRow) -> Iterator[Quad]:
    assert holder.controller is not None
    yield graph.make_quad(node, TYPE, NamedNode(FINDING))
    yield graph.make_quad(node, AnswerField.CONTROLLER, NamedNode(holder.controller))
    for property_, text in ((AnswerField.CERTAINTY, holder.certainty), (AnswerField.BASIS, holder.basis)):
        if text is not None:
            yield graph.make_quad(node, property_, Literal(text))
    for property_, percent in (
        (AnswerField.VOTES_MIN, holder.votes_min),
        (AnswerField.VOTES_MAX, holder.votes_max),
        (AnswerField.ECONOMIC_MIN, holder.economic_min),
        (AnswerField.ECONOMIC_MAX, holder.economic_max),
    ):
        yield graph.make_quad(node, property_, Literal(str(percent), datatype=_DECIMAL))
    for property_, flag in (
        (AnswerField.ULTIMATE, holder.ultimate),
        (AnswerField.VOTES_ASSUMED, holder.votes_assumed),
        (AnswerField.VOTES_MIN_OPEN, holder.votes_min_open),
        (AnswerField.VOTES_MAX_OPEN, holder.votes_max_open),
        (AnswerField.ECONOMIC_MIN_OPEN, holder.economic_min_open),
        (AnswerField.ECONOMIC_MAX_OPEN, holder.economic_max_open),
    ):
        if flag is not None:
            yield graph.make_quad(node, property_, _TRUE if flag else _FALSE)
    yield graph.make_quad(node, AnswerField.CHAIN_LENGTH, Literal(str(holder.chain_length), datatype=_INTEGER))
    for property_, members in (
        (AnswerField.RING_MEMBER, holder.ring),
        (AnswerField.ACTS_WITH, holder.acting_together),
        (AnswerField.RESTS_ON, dict.fromkeys(holder.chain)),
    ):
        for iri in members:
            yield graph.make_quad(node, property_, NamedNode(iri))


def _write_parties(graph: DerivedGraph, company: CompanyRow, described: set[str]) -> Iterator[Quad]:
    """Describe the company and its controllers, each once."""
    parties = [(company.company, company.company_name, company.company_kind, company.company_jurisdiction)]
    parties += [
        (h.controller, h.controller_name or "", h.controller_kind or "", h.controller_jurisdiction) for h in company.holders if h.controller
    ]
    for iri, name, kind, jurisdiction in parties:
        if iri not in described:
            described.add(iri)
            node = NamedNode(iri)
            yield graph.make_quad(node, SHOWN_NAME, Literal(name))
            yield graph.make_quad(node, _KIND, NamedNode(code_iri(Kind(kind))))
            if jurisdiction:
                yield graph.make_quad(node, _JURISDICTION, Literal(jurisdiction))
