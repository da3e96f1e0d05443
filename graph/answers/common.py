"""The parts that several answers share: references to parties, shares, links of a chain, sources."""

from __future__ import annotations

import msgspec


class Answer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base class of all answers: frozen, every field by keyword.

    Answers hold texts, numbers and each other, never in a circle, so the garbage collector need not look through them.
    """


class PartyRef(Answer, frozen=True, kw_only=True):
    """A party in an answer about others.

    ``apart``: what tells it from another party of its name in the same answer, such as its birth year or an identifier; else not there.
    """

    id: str
    name: str
    kind: str
    jurisdiction: str | None = None
    apart: str | msgspec.UnsetType = msgspec.UNSET


class Range(Answer, frozen=True, kw_only=True):
    """A share between two bounds, in percent.  ``min_open``, ``max_open``: true where the bound itself is left out, else not there."""

    min: float | int
    max: float | int
    min_open: bool | msgspec.UnsetType = msgspec.UNSET
    max_open: bool | msgspec.UnsetType = msgspec.UNSET


class VotesRange(Range, frozen=True, kw_only=True):
    """Votes between two bounds, in percent, and on what they rest.

    ``assumed``: one share is taken as one vote, since no source states anybody's votes in the company.  ``left``: true where votes are not
    stated and are bounded by what the stated votes of others leave, else not there.  ``exercisable``: of how many votes they are, where
    the company holds some in itself, else not there.
    """

    assumed: bool
    exercisable: Range | msgspec.UnsetType = msgspec.UNSET
    left: bool | msgspec.UnsetType = msgspec.UNSET


class Size(Answer, frozen=True, kw_only=True):
    """A share as its source states it, in percent; all null when it states none.

    ``text``: the published wording.  ``fraction``: 1/3 or the like, where the share is that part of the whole and no percentage of nine
    decimals says so; the percentages are rounded then.
    """

    min: float | int | None = None
    max: float | int | None = None
    exact: float | int | None = None
    text: str | None = None
    fraction: str | None = None
    min_open: bool | msgspec.UnsetType = msgspec.UNSET
    max_open: bool | msgspec.UnsetType = msgspec.UNSET


class Quote(Answer, frozen=True, kw_only=True):
    """A passage of a source that a statement rests on; ``start`` and ``end`` are positions of characters in its text."""

    source: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    url: str | None = None


class RivalAnswer(Answer, frozen=True, kw_only=True):
    """A statement about the same holder and subject as a link, that cannot be true together with the one that the link cites.

    ``source`` is the id of the one that says so.  ``ended``: it says that the holding had ended; a denial has the status ``denied``.
    ``version``: it is an older or a newer version of the same record, and since when it holds is not told.  ``undated``: true of an end
    whose day is not told, which is that of the statement at the latest; else not there.  ``valid_until``: of an end, its day, where that is
    told.
    """

    statement: str
    source: str
    interest: str
    share: Size
    status: str
    stated_at: str | None
    evidence: tuple[Quote, ...]
    ended: bool = False
    version: bool = False
    undated: bool | msgspec.UnsetType = msgspec.UNSET
    valid_until: str | msgspec.UnsetType = msgspec.UNSET


class VersionEnd(Answer, frozen=True, kw_only=True):
    """That a version of a record, stated on a day, gave an interest until another."""

    stated_at: str
    valid_until: str


class LinkAnswer(Answer, frozen=True, kw_only=True):
    """One link of a chain and the statement that decides: of the votes where votes decide, of the capital where capital does.

    ``also``: further statements of the same link that agree with it or are about something else, whose quotes are in ``evidence``, too.
    ``disagrees``: those that cannot be true together with it, and denials of another interest of the same holder, which take nothing from
    it.  ``source``: the id of the source that states it; null where it is supposed.
    ``also_stated_by``: the ids of other sources that state this kind of interest and agree, of a nominator also of those that state what
    his nominee holds; not there where none does.
    """

    statement: str
    holder: PartyRef
    subject: PartyRef
    interest: str
    share: Size
    status: str
    valid_from: str | None
    valid_until: str | None
    stated_at: str | None
    evidence: tuple[Quote, ...]
    details: str | None = None
    reviewed: bool | None = None
    """False for a claim that was extracted from text and that no person has reviewed; null where nothing was extracted."""
    source: str | None = None
    also: tuple[str, ...] = ()
    also_stated_by: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    disagrees: tuple[RivalAnswer, ...] = ()
    votes_assumed: bool | msgspec.UnsetType = msgspec.UNSET
    """True where votes decide and the share is taken for them, since no source states anybody's votes in the subject; else not there."""
    repeated: int | msgspec.UnsetType = msgspec.UNSET
    """How many further rows of its table, or interests of its record, give the same figure, which are read as one and not added; else
    not there."""
    duplicated: bool | msgspec.UnsetType = msgspec.UNSET
    """True where its source has another record with the same id, which says something else and was rejected; else not there."""
    not_given: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    """The days on which the source described the same record without it: versions that are silent about it; else not there."""
    other_ends: tuple[VersionEnd, ...] | msgspec.UnsetType = msgspec.UNSET
    """Where it has no end, the ends that other versions of its record gave it; else not there."""
    closed_at: str | msgspec.UnsetType = msgspec.UNSET
    """The day on which its record was closed, where no source gives the day of its end; else not there."""
    withdrawn_at: str | msgspec.UnsetType = msgspec.UNSET
    """The day on which its source withdrew its record, which then never counted; one before ``stated_at``, where it was given again and is
    in doubt before that.  Else not there."""
    through: tuple[PartyRef, ...] | msgspec.UnsetType = msgspec.UNSET
    """The nominees that hold, or may hold, for the holder; of one nominee ``share`` is what it holds for others.  Else not there."""
    other_sizes: tuple[RivalAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    """What other records say that can be true with it: of its size, where that is not the same, or of an agreed, planned or alleged
    holding beside it; else not there."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources on whose word it stands: cited, agreeing or quoted beside it, not only with a deal or an allegation."""
        beside = {rival.source for rival in self.other_sizes or () if rival.status != self.status}
        own = (self.source or "", *(self.also_stated_by or ()))
        quoted = (quote.source for quote in self.evidence)
        return tuple(dict.fromkeys(filter(None, (*own, *(source for source in quoted if source not in beside)))))

    indirect: bool | msgspec.UnsetType = msgspec.UNSET
    """True where its source says that it runs through others, whom no statement names; else not there."""

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that it names."""
        return (self.statement, *self.also, *(rival.statement for rival in self.disagrees))


class ConflictAnswer(Answer, frozen=True, kw_only=True):
    """Statements of several sources about one company that cannot all be true."""

    subject: PartyRef
    statements: tuple[str, ...]


class InconsistencyAnswer(Answer, frozen=True, kw_only=True):
    """What sources state of one company and that does not add up.

    ``code`` is OVER_100 or UNDER_100 of its shares, INDIRECT_OVER_100 of what people are said to hold through others, which may be the same
    shares and takes nothing from anybody; and NOT_BY_LINKS of an indirect control that the links which are stated do not give.
    """

    subject: PartyRef
    code: str
    what: str


class SourceAnswer(Answer, frozen=True, kw_only=True):
    """A source that the answer rests on.  ``part_of``: the id of the source of the file that names it within itself; else not there."""

    id: str
    title: str
    type: str
    publisher: str | None
    author: str | None
    date: str | None
    licence: str | None
    url: str | None
    part_of: str | msgspec.UnsetType = msgspec.UNSET


class Provenance(Answer, frozen=True, kw_only=True):
    """What an answer rests on: the chains of who controls, and of a list the statements of its chains or stakes.

    ``licence``: the strictest that a source of them states, and ``terms`` what it asks for: ``public domain``, ``attribution``,
    ``share alike``, ``non-commercial``, ``no derivatives`` or ``other terms``; ``without_licence``: the ids of those that state none, whose
    terms are not known.  ``oldest`` and ``newest``: the days on which their statements count as made, of one without a day that of its
    source, else of its first load.  ``asked``: how many loaded sources state holdings; ``earlier``: how many of these are of a day before
    the one asked for, and cannot tell what happened since.
    """

    licence: str | None
    terms: str | None
    without_licence: tuple[str, ...]
    oldest: str | None
    newest: str | None
    asked: int
    earlier: int
    earlier_sources: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    """The ids of the first few of them."""
    elsewhere: int | msgspec.UnsetType = msgspec.UNSET
    """Of how many of those asked nothing about who holds companies of the country of the company asked about is loaded, as far as countries
    are told; not there where it is none."""
    elsewhere_sources: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    """The ids of the first few of them."""
    country: str | msgspec.UnsetType = msgspec.UNSET
    """The code of that country; there with them."""


class Explored(Answer, frozen=True, kw_only=True):
    """How many parties and statements were looked at."""

    entities: int
    statements: int


class RuleDate(Answer, frozen=True, kw_only=True):
    """A day from which a rule has another standing: ``in force``, ``suspended`` or ``no longer in force``.

    ``unless``: what could not be checked and would make the day another one; ``exempt``: whom it leaves out from then on; null where
    there is none.
    """

    day: str
    standing: str
    unless: str | None = None
    exempt: str | None = None


class RuleRef(Answer, frozen=True, kw_only=True):
    """The rule that an answer was decided by, with the values of its contested points.

    ``in_force``: whether it had the force of law on the day asked for: true, false or ``suspended``.  ``dates``: all days on which that
    changes; none for a definition that is no law, which always stands.
    """

    id: str
    version: int
    parameters: dict[str, str] = {}
    in_force: bool | str = True
    dates: tuple[RuleDate, ...] = ()


class DatedAnswer(Answer, frozen=True, kw_only=True):
    """Base class of the answers about a day: the day, what was known when, the statuses counted as done, the generation."""

    as_of: str
    known_at: str | None
    include: tuple[str, ...]
    generation: int


class TriedAnswer(DatedAnswer, frozen=True, kw_only=True):
    """Base class of the answers that can be asked with candidates, beside that of ``controllers``."""

    identity: str | msgspec.UnsetType = msgspec.UNSET
    """``candidates`` where it was asked with them; else not there."""
    candidates: int | msgspec.UnsetType = msgspec.UNSET
    """How many candidates would change, or asked with them have changed, this answer; not there where none does."""
    provenance: Provenance
    """What it rests on: the strictest licence, the oldest and the newest statement, which sources were asked."""


class ErrorAnswer(Answer, frozen=True, kw_only=True):
    """An error inside an answer; the fields are those of ontology/errors.py."""

    code: str
    what: str
    hint: str
