"""What the generated networks are shaped after.  Owns the numbers and says where each is from; knows nothing of how they are drawn.

"Assumption" means that no published figure was at hand: the number is chosen so that the case is common enough to be measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple


class Calibration(NamedTuple):
    """One number of the generator, with its source."""

    what: str
    value: str
    source: str


VITALI: Final = "Vitali, Glattfelder, Battiston 2011"
WITNESS: Final = "Global Witness 2018"
GOALS: Final = "this project's goals"
ASSUMED: Final = "assumption"

SOURCES: Final = {
    VITALI: "The network of global corporate control, PLoS ONE 6(10), e25995",
    WITNESS: "The companies we keep (on the UK register of persons with significant control)",
}

CALIBRATION: Final = (
    Calibration("holders of a company, mean", "1.2 (10 M / 12 M) or 2 (1 M / 2 M)", f"{GOALS}; {WITNESS}: 1.13 beneficial owners"),
    Calibration("companies that name no holder", "8 %", f"{WITNESS}: 335,000 of 4.19 million declare none"),
    Calibration("holdings of a holder", "power law, exponent 2.5", f"{VITALI}: a heavy tail; the exponent: {ASSUMED}"),
    Calibration("largest weakly connected part", "70 to 85 % of the parties", f"{GOALS}; {VITALI}: three quarters of all nodes"),
    Calibration("largest strongly connected component", "companies / 400, at most 5,000", f"{VITALI}: one dominant, 1,318 nodes"),
    Calibration("links inside that component", "9 a member", f"{VITALI}: 12,191 links among 1,318 nodes"),
    Calibration("ownership that stays inside it", "75 %", f"{VITALI}: about three quarters"),
    Calibration("small rings of two and three", "0.1 % of companies", f"{VITALI}: many; {WITNESS}: 328 of 4.19 million; between the two"),
    Calibration("size of a sole holding", "100 % in three of four", ASSUMED),
    Calibration("two holders", "50/50, 51/49, 75/25, 60/40, 90/10 in most", ASSUMED),
    Calibration("shares in bands", "30 % of companies", f"the bands of the UK register; how many: {ASSUMED}"),
    Calibration("shares that are not known", "2 % of stakes", ASSUMED),
    Calibration("holders that are not named", "1 % of stakes", ASSUMED),
    Calibration("control without a number", "1 % of stakes, half of them without any share", ASSUMED),
    Calibration("possible only (alleged)", "0.5 % of stakes", ASSUMED),
    Calibration("votes that differ from capital", "2 % of companies", ASSUMED),
    Calibration("own shares", "0.2 % of companies", ASSUMED),
    Calibration("registers over 100 %", "0.05 % of companies", ASSUMED),
    Calibration("registers that list every holder", "1 % of companies", ASSUMED),
    Calibration("chains of single majorities", "one of 5 to 24 links in 2,000 companies", f"{ASSUMED}; {GOALS} name depth 20"),
    Calibration("parties above a company not beneath the core", "mean 9, at most about 130", f"{GOALS}: mean 11, at most 126"),
    Calibration("companies that the core holds", "0.1 %", f"{ASSUMED}; they and what is below them are measured apart"),
    Calibration("earlier versions and ended holdings", "20 % and 5 % of stakes", ASSUMED),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a network.  ``persons`` are parties that nobody holds, on top of ``companies``."""

    companies: int
    stakes: int
    seed: int = 20_240_101

    @property
    def persons(self) -> int:
        return self.companies // 7

    @property
    def parties(self) -> int:
        return self.companies + self.persons

    @property
    def core(self) -> int:
        """Members of the largest strongly connected component."""
        return max(6, min(self.companies // 400, 5_000))

    @property
    def mean(self) -> float:
        """Holders of a company, on average."""
        return self.stakes / self.companies


TINY: Final = Shape(400, 800)
TEN_THOUSAND: Final = Shape(10_000, 20_000)
FIFTY_THOUSAND: Final = Shape(50_000, 100_000)
HUNDRED_THOUSAND: Final = Shape(100_000, 200_000)
MILLION: Final = Shape(1_000_000, 2_000_000)
TEN_MILLION: Final = Shape(10_000_000, 12_000_000)
