"""What an answer lists as disagreeing with a claim is what docs/method/statements.md says cannot be true beside it, and no more."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from graph.answers.common import LinkAnswer
from graph.generation.generation import Generation
from graph.generation.interest_table import NEVER
from graph.network.stake import Interval
from graph.queries import controllers
from ontology.statements import Directness, Interest, Source, Status
from tests.links import Link
from tests.reference.random_statements import cluster, moment, seeded
from tests.reference.statements import Plain, disjoint
from tests.scenarios import ask, publish_releases

_DEALS = (Status.AGREED, Status.PLANNED)
_INTERESTS = (
    Interest.SHAREHOLDING,
    Interest.SHAREHOLDING,
    Interest.VOTING_RIGHTS,
    Interest.APPOINTMENT_OF_BOARD,
    Interest.RIGHTS_TO_PROFIT,
)


def draw_claims(rng: random.Random) -> list[Link]:
    """Draw many direct statements of two holders about two companies, by three sources that often deny or end what others say.

    All say when they were stated, so that the day of a load plays no part; no version has a rival.
    """
    links = []
    for link in cluster(rng, 0, 0, 24):
        holder, subject = rng.choice([2, 3]), rng.choice([0, 1])
        record = replace(
            link.record,
            holder=f"urn:{holder}",
            holder_reason=None,
            subject=f"urn:{subject}",
            interest=rng.choice(_INTERESTS),
            status=rng.choice([Status.IN_EFFECT] * 6 + [Status.FORMER] * 4 + [Status.DENIED, Status.ALLEGED, Status.AGREED]),
            record=link.record.record and f"{subject}-{link.record.record}",
            direct=Directness.DIRECT,
            components=(),
            assertion=None,
            stated_at=link.record.stated_at or "2001",
            valid_until=link.record.valid_until if rng.random() < 0.3 else None,
        )
        links.append(Link(holder, subject, link.statement, link.source, False, record))
    return links


def publish(folder: Path, links: list[Link]) -> Generation:
    releases = []
    for number in sorted({link.source for link in links}):
        source = Source(id=f"urn:source:{number}", title=f"Source {number}", type="register")
        releases.append((source, iter([link.record for link in links if link.source == number])))
    return publish_releases(folder, releases)


def cannot_both_be(one: Link, other: Link) -> bool:
    """Whether no share lies in both; a deal to have more does not contradict what its holder has."""
    a, b = one.record, other.record
    is_alike = a.interest is b.interest and (a.status in _DEALS) == (b.status in _DEALS)
    return is_alike and bool(
        a.share and b.share and disjoint(*(Interval(s.min, s.max, s.min_open, s.max_open) for s in (a.share, b.share)))
    )


def list_disagreeing(plain: Plain, links: dict[str, Link], answer: LinkAnswer) -> set[str]:
    """List what disagrees with a link: its objections, what cannot be true beside what it cites, and ends on a day that is not told."""
    cited = links[answer.statement]
    stake = plain.stakes(cited.subject)[0][cited.holder, -1]
    leading: dict[Interest, Link] = {}
    for iri in (answer.statement, *answer.also):
        leading.setdefault(links[iri].record.interest, links[iri])
    of_number = {link.statement: link for link in links.values()}
    disagreeing = {of_number[number].record.id for number in stake.against}
    for link in (of_number[number] for number in stake.rows):
        is_of_record = bool(link.record.record) and (link.source, link.record.record) == (cited.source, cited.record.record)
        is_version = is_of_record and link.record.stated_at != cited.record.stated_at
        has_ended = link.record.status is Status.FORMER and not link.record.valid_until and cited.record.status is Status.IN_EFFECT
        is_end = has_ended and link.record.interest is cited.record.interest and not is_version
        if is_end or (link.record.interest in leading and cannot_both_be(link, leading[link.record.interest])):
            disagreeing.add(link.record.id)
    return disagreeing


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 20))])
def test_what_disagrees_with_a_claim_is_what_the_definition_says(seed: int, tmp_path: Path) -> None:
    rng, compared = seeded(seed), 0
    for place in range(8):
        links = draw_claims(rng)
        day, known_at, drawn = moment(rng)
        include = drawn & {Status.AGREED, Status.PLANNED}
        generation = publish(tmp_path / str(place), links)
        plain = Plain(links, day.toordinal(), known_at.toordinal() if known_at else NEVER, include)
        by_id = {link.record.id: link for link in links}
        context = ask(generation, day.isoformat(), known_at=known_at and known_at.isoformat(), include=sorted(include))
        for company in range(len(generation)):
            answer = controllers(context, company)
            shown = [link for controller in answer.controllers for link in controller.chain]
            shown += [holder.disputed for holder in answer.largest_holders if holder.disputed]
            for link in shown:
                if not link.through:
                    assert {rival.statement for rival in link.disagrees} == list_disagreeing(plain, by_id, link), (place, link)
                    compared += bool(link.disagrees)
    assert compared > 2
