"""Patterns of several that hold one company, each with its share.

Owns the words by which a company is divided.  A holder alone is in ``patterns_ownership.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.masking import PARTY, PERCENT
from loaders.article.patterns_grammar import CAPITAL, HB, HL, NP, PCT, H, Pattern, S

SEVERAL: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "shared-among",
        "owns",
        rf"(?:(?P<capital>{CAPITAL}|ownership) (?:of|in) {NP})?{S}(?P<cop> (?:is|are|was|were|remains?|will be))(?: [a-z]+)? (?:divided"
        rf"|split"
        rf"|shared|distributed|spread)(?: up| out)? (?:between|among|amongst) {NP}(?(capital)|(?=[^ ] \([^()]{{0,10}}{PERCENT})){HB}{HL}",
        "between|among",
    ),
    Pattern.compile(
        "shares-in-bracket",
        "owns",
        rf"{S} \((?P<pl>{H} {PERCENT}(?P<hl>(?:(?:, | and |; | / |/)(?:the )?{PARTY} {PERCENT}){{1,5}}))\)",
        rf"\(.{{1,10}}{PERCENT}",
    ),
    Pattern.compile(
        "bracket-of-shares",
        "owns",
        rf"{S} \({PCT} (?:(?:owned |held )?by )?{H}(?P<hparts>(?:(?:, | and |; | / |/){PERCENT} (?:by )?(?:the )?{PARTY}){{1,5}})\)",
        rf"\({PERCENT}",
    ),
    Pattern.compile(
        "owned-in-bracket", "owns", rf"{S} \((?:(?:{PCT} )?(?:owned|held)|(?:owned|held) (?P<p2>{PERCENT})) by {NP}{H}{HL}\)", r"\("
    ),
)
"""Before the patterns of one holder."""
