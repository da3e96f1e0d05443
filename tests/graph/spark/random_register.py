"""Draw a register of many small networks, in several sources that disagree, as one data folder: one run of a cluster answers for all.

Every kind of trouble is there: rings, joint holdings, bands with open ends, unknown shares, sums over 100 %, versions of records that
move or close, denials, nominees, indirect holdings, rights without a number, holders without a name, parties that are one by a
judgement, states, persons, and companies of which nothing is known.
"""

from __future__ import annotations

import random

from msgspec.structs import replace

from ontology.statements import Change, Directness, Interest, Judgement, Kind, Reason, Status
from tests.scenarios import Sheet

_SHARES = (None, "100", "100", "80", "60", "51", "50", "40", "30", "30", "25", "1/3", "(25..50]", "(50..75]", "[75..100]", "0..100")
_INTERESTS = (
    *[Interest.SHAREHOLDING] * 12, *[Interest.VOTING_RIGHTS] * 5, Interest.APPOINTMENT_OF_BOARD, Interest.OTHER_INFLUENCE_OR_CONTROL,
    Interest.BOARD_MEMBER, Interest.NOMINEE, Interest.NOMINATOR, Interest.SETTLOR,
)  # fmt: skip
_STATUSES = (*[Status.IN_EFFECT] * 12, Status.AGREED, Status.ALLEGED, Status.FORMER, Status.DENIED, Status.PLANNED)
_DAYS = ("2018", "2019-03", "2020-02-05", "2021-06-01", "2022-09-30")


def draw_register(seed: int, networks: int) -> list[Sheet]:
    """Draw the sources of a register of so many networks."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    sheets = [
        Sheet(f"sheet{number}", stated=day, complete=number == 2) for number, day in enumerate(("2020-01-01", "2021-01-01", "2022-01-01"))
    ]
    for number in range(networks):
        _draw_network(rng, f"n{number}", sheets)
    return sheets


def _draw_network(rng: random.Random, name: str, sheets: list[Sheet]) -> None:
    companies = [f"{name}-c{number}" for number in range(rng.randint(2, 7))]
    others = [f"{name}-p{number}" for number in range(rng.randint(1, 3))]
    for other in others:
        sheets[0].party(other, rng.choice((Kind.PERSON, Kind.PERSON, Kind.STATE, Kind.STATE_BODY)))
    parties = companies + others
    is_plain = rng.random() < 0.4
    for company in companies:
        for holder in rng.sample(parties, rng.choice((0, 1, 1, 1, 2, 2, 3, 4))):
            if is_plain:
                sheets[0].holds(holder, company, rng.choice(("100", "60", "51", "50", "40", "30", "(25..50]", "(50..75]")))
            else:
                _draw_holding(rng, holder, company, parties, rng.choice(sheets))
    if not is_plain and rng.random() < 0.3:
        left, right = rng.sample(parties, 2)
        sheets[1].same(left, sheets[1].id(right), rng.choice((Judgement.SAME, Judgement.SAME, Judgement.DIFFERENT)))


def _draw_holding(rng: random.Random, holder: str, company: str, parties: list[str], sheet: Sheet) -> None:
    fields: dict[str, object] = {
        "status": rng.choice(_STATUSES),
        "stated_at": rng.choice((None, *_DAYS)),
        "valid_from": rng.choice((None, "2015", "2018-06", "2019-03-01")),
        "valid_until": rng.choice((None, None, None, "2021", "2023-03-01")),
        "direct": rng.choice((*[Directness.DIRECT] * 6, Directness.INDIRECT, Directness.UNKNOWN)),
    }
    unnamed = {"holder": None, "holder_reason": rng.choice(list(Reason))} if rng.random() < 0.05 else {}
    record = f"r{len(sheet.rows)}" if rng.random() < 0.5 else None
    interest = rng.choice(_INTERESTS)
    first = sheet.holds(holder, company, rng.choice(_SHARES), interest, record=record, **fields)
    sheet.rows[-1] = replace(first, **unnamed)
    for _ in range(rng.choice((0, 0, 1, 2)) if record else 0):
        change = rng.choice((Change.UPDATED, Change.UPDATED, Change.CLOSED))
        later = {**fields, "stated_at": rng.choice(_DAYS), "change": change, "record": record}
        subject = company if rng.random() < 0.8 else rng.choice(parties)
        version = sheet.holds(holder, subject, rng.choice(_SHARES), interest, **later)
        no_ends = {"subject": None, "subject_reason": Reason.UNKNOWN} if change is Change.CLOSED and rng.random() < 0.4 else {}
        sheet.rows[-1] = replace(version, **no_ends, **unnamed)
