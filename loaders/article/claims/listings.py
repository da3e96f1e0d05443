"""Reads what an article lists and does not tell in sentences: tables of shareholders, and notices made of labels.

Owns what begins a table, what is a row of it, and the labels of a notice.  A claim of a row quotes the row; its company stands in the
heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.article.claims.relations import RelationMatch
from loaders.article.model import ClaimStatus
from loaders.article.patterns.grammar import Pattern
from loaders.article.sentences.masking import ORG, PERCENT, PERSON, MaskedSentence
from loaders.article.sentences.quantities import make_share
from ontology.statements import Interest

_WHO = (
    r"(?:[Ss]hareholders|[Cc]ap(?:itali[sz]ation)? table|[Ss]hare register|[Ss]tockholders|[Oo]wners|[Oo]wnership(?: structure)?"
    r"|[Ss]hareholder structure|[Ss]hareholdings?(?: structure)?"
    r"|(?:interests|holdings)(?= in the (?:issued )?(?:share )?capital of))"
)
_HEADING = re.compile(
    rf"^(?:[^.;{ORG}{PERSON}]{{0,120}})?{_WHO} (?:of|in|for) (?:the )?(?:(?:issued )?(?:share )?capital of )?(?P<s>{ORG})"
    rf"|(?P<s3>{ORG}),?(?! and\b)[^.;:{ORG}{PERSON}]{{0,80}}\b(?:shareholders|owners|members|stockholders|investors)(?: (?:are|were|as "
    rf"follows))?(?=:)"
    rf"|^(?P<s4>{ORG}):(?= (?:the )?[{ORG}{PERSON}](?:,|:| [–—-])? {PERCENT}[;,])"
    rf"|^(?P<s2>{ORG})(?:['’]s?)? (?:[a-z-]+ "
    rf"){{0,2}}{_WHO}\b(?! (?:is|are|was|were|has|have)\b(?!:))"
)
_ROW = re.compile(
    rf"(?:^|(?<=[%|:)\n{PERCENT}])|(?<={ORG} ))[\s|•*,;–-]*(?:(?:and |the |founders? |co-founder |investors? |its |fund |company "
    r"|(?:Mr|Mrs|Ms|Dr|Sir)\.? "
    rf"){{0,3}})(?P<h>[{ORG}{PERSON}])(?: \([^()]{{1,40}}\)|, as [^,;]{{3,60}})?"
    rf"(?:[\s|:.,(–—-]{{1,60}}| with (?:an? )?)(?P<p>{PERCENT})(?!\s?[a-z])"
)
_NOBODY: Final = frozenset(
    ["employees", "float", "free", "free float", "holder", "management", "other", "others", "public", "shareholder", "total", "treasury"]
)
"""What stands in a table in place of a name."""
_LABEL = re.compile(
    rf"(?:^|"
    rf"(?<=[{ORG}{PERSON}{PERCENT}]):?)[^A-Z:{ORG}{PERSON}{PERCENT}]{{0,80}}(?P<label>[A-Z][^:;|{ORG}{PERSON}{PERCENT}]{{2,140}})[:"
    rf"|]\s*(?P<v>[{ORG}{PERSON}{PERCENT}])"
)
_ISSUER = re.compile(r"issuer|company concerned|name of (?:the )?company|target company|offeree", re.IGNORECASE)
_NOTIFIER = re.compile(r"notification obligation|notif|shareholder|holder|acquirer|person|discloser", re.IGNORECASE)
_RESULT = re.compile(
    r"result|new (?:holding|position|stake|situation)|total|current|after|interests? owned|owned and/or controlled", re.IGNORECASE
)
_BEFORE = re.compile(r"previous|before|prior|last notif", re.IGNORECASE)
_VOTES = re.compile(r"\b(?:votes|voting)\b")
_IN_TABLE: Final = Pattern.compile("shareholder-table", "owns", "(?!)", "(?!)")
_IN_NOTICE: Final = Pattern.compile("notice", "owns", "(?!)", "(?!)")


class ListingReader:
    """Reads the sentences of one article in order, and remembers the heading or the labels above."""

    def __init__(self) -> None:
        self._heading: tuple[MaskedSentence, int] | None = None
        self._issuer: tuple[MaskedSentence, int] | None = None
        self._notifier: tuple[MaskedSentence, int] | None = None

    def read(self, sentence: MaskedSentence) -> Iterator[RelationMatch]:
        """Find the holdings that the sentence lists."""
        heading = _HEADING.search(sentence.text)
        if heading is not None:
            self._heading = sentence, next(heading.start(name) for name in ("s", "s2", "s3", "s4") if heading[name])
        rows = list(_ROW.finditer(sentence.text, heading.end() if heading else 0))
        if rows and self._heading is not None:
            for row in rows:
                yield from _make_relation(_IN_TABLE, self._heading, (sentence, row.start("h")), (sentence, row.start("p")))
        elif heading is None and not _is_part_of_table(sentence.text):
            self._heading = None
        for match in _LABEL.finditer(sentence.text):
            yield from self._read_label(sentence, match)

    def _read_label(self, sentence: MaskedSentence, match: re.Match[str]) -> Iterator[RelationMatch]:
        """Keep who is the issuer and who holds, and find the holding that a label of a share tells."""
        at, is_party = match.start("v"), match["v"] != PERCENT
        if is_party and _ISSUER.search(match["label"]):
            self._issuer, self._notifier = (sentence, at), None
        elif is_party and _NOTIFIER.search(match["label"]):
            self._notifier = sentence, at
        elif not is_party and _RESULT.search(match["label"]) and not _BEFORE.search(match["label"]) and self._issuer and self._notifier:
            yield from _make_relation(_IN_NOTICE, self._issuer, self._notifier, (sentence, at))


def _is_part_of_table(text: str) -> bool:
    """Whether a sentence is a row without a name, or the names of columns."""
    return "|" in text or "\t" in text or text.rstrip().endswith((PERCENT, ":"))


def _make_relation(
    pattern: Pattern, subject: tuple[MaskedSentence, int], holder: tuple[MaskedSentence, int], share: tuple[MaskedSentence, int]
) -> Iterator[RelationMatch]:
    """Make the claim of a row or notice, read on a sentence that has all of its places one behind another."""
    mention, quantity = holder[0].placeholder(holder[1]).mention, share[0].placeholder(share[1]).quantity
    part = make_share(quantity) if quantity else None
    if part is None or mention is None or mention.text.lower() in _NOBODY:
        return
    sentences = list(dict.fromkeys(map(id, (subject[0], holder[0], share[0]))))
    by_id = {id(sentence): sentence for sentence, _ in (subject, holder, share)}
    whole, begins = by_id[sentences[0]], {sentences[0]: 0}
    for key in sentences[1:]:
        begins[key] = len(whole)
        whole = whole.join(by_id[key])
    at = {name: begins[id(sentence)] + place for name, (sentence, place) in (("s", subject), ("h", holder), ("p", share))}
    is_of_votes = (
        _VOTES.search(subject[0].text)
        or _VOTES.match(share[0].text.removeprefix(" of ").lstrip(), share[1] + 1)
        or (_VOTES.search(share[0].text, share[1], share[1] + 30))
    )
    start = at["h"] if pattern is _IN_TABLE else min(at.values())
    yield RelationMatch(
        pattern=pattern,
        predicate=Interest.VOTING_RIGHTS.value if is_of_votes else pattern.predicate,
        sentence=whole,
        start=start,
        end=at["p"] + 1,
        holder=at["h"],
        subject=at["s"],
        share=part,
        share_at=(at["p"], at["p"] + 1),
        status=ClaimStatus.IN_EFFECT,
        valid_from=None,
        valid_until=None,
    )
