"""Reading hostile text: work grows with its length and no faster.  Steps of the interpreter are counted, and no time."""

from __future__ import annotations

import functools
import sys
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from types import FrameType, SimpleNamespace
from typing import TYPE_CHECKING, Final, Literal

import pytest

from loaders.article import propose
from loaders.article.names.kinds import describes_next
from loaders.article.names.mentions import find_mentions
from loaders.article.sentences.quantities import QuantityKind, find_quantities
from loaders.article.text import plain_text
from loaders.article.text.plain_text import read_plain_text

if TYPE_CHECKING:
    from _typeshed import TraceFunction

_BEGIN = "The company said that it has been in the business of selling to the others. "

_HOSTILE: Final[dict[str, tuple[str, int, Callable[[int], str]]]] = {
    "claims about two parties that differ": ("extractors/agreement", 30, lambda i: f"Aral Motors owns {i / 100 + 1:.2f}% of Buri Steel. "),
    "sales among three parties that differ": ("claims/drafts", 30, lambda i: f"Aral sold {i / 100 + 1:.2f}% of Buri Steel to Ceda Foods. "),
    "one sentence of pronouns": ("parties/referents", 12, lambda _: "it sold it to its owner, which "),
    "many things of a kind": ("parties/referents", 30, lambda i: f"N{_spell(i)} Mill, a flour mill, was sold. The mill is owned by it. "),
    "a name without end": ("names/mentions", 60, lambda _: "Aral (Buri) Ceda "),
    "rows of a table without end": ("extractors/rules", 30, lambda i: f"N{_spell(i)} Fund | 1.5%\n"),
    "one line in capitals": ("names/shouted", 20, lambda i: f"{'' if i else chr(10)}NEW ARAL GROUP SAID IT OWNS BURI LTD. "),
    "names of two": ("names/joined", 20, lambda i: f'The heirs of N{_spell(i)} and Buri Ltd of Ceda met "Aral" AD. '),
    "one sentence of names": ("extractors/scorer", 90, lambda i: f"N{_spell(i)} Foods, "),
}
"""The module that read more than in proportion, how often a piece of text is given to it, and the piece."""


def _spell(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def _count_steps(module: str, work: Callable[[], object]) -> int:
    """Count the steps of the interpreter in one module."""
    steps = 0

    def trace(frame: FrameType, event: str, _argument: object) -> TraceFunction | None:
        nonlocal steps
        if not frame.f_code.co_filename.endswith(f"article/{module}.py"):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("kind", _HOSTILE)
def test_reading_takes_steps_in_proportion_to_length(kind: str) -> None:
    module, times, write = _HOSTILE[kind]

    def read(times: int) -> None:
        propose((_BEGIN + "".join(map(write, range(times)))).encode(), name="a.txt")

    read(1)
    once, thrice = (_count_steps(module, functools.partial(read, n)) for n in (times, 3 * times))
    assert once > 0
    assert thrice <= 3.6 * once


def test_what_stands_before_a_name_is_not_copied() -> None:
    copied = []

    class Text(str):
        __slots__ = ()

        def __getitem__(self, key: object) -> str:
            part = str.__getitem__(self, key)  # type: ignore[index]
            copied.append(len(part))
            return part

    text = Text("it grew and " * 1_000 + "Leeds developer Aral said")
    assert describes_next(text, text.index(" developer"), 1)
    assert max(copied) < 100


def test_a_name_has_an_end() -> None:
    assert max(len(mention.text) for mention in find_mentions("Aral (Buri) Ceda " * 1000)) < 400
    assert not find_mentions("he met " + "Aral-" * 1000 + "Buri")
    assert find_mentions("he met Aral " + "(Buri) " * 2000)[0].text == "Aral"


def test_numbers_in_two_readings_are_listed_without_trying_all_of_them() -> None:
    quantities = find_quantities("111,111, " * 60 + "and 7.")
    assert [quantity.value for quantity in quantities] == ["111111"] * 60 + ["7"]
    shares = find_quantities("30, 20 and 10 per cent of Aral, Buri and Ceda respectively")
    assert [(q.kind, q.value) for q in shares] == [(QuantityKind.PERCENT, n) for n in ("30", "20", "10")]


@pytest.mark.parametrize("broken", ['<a b="><" ', "<!-- ", "<a b='"])
def test_tags_that_never_end_are_looked_for_a_hundred_times_at_most(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def count(name: str) -> Callable[..., int]:
        whole = getattr(HTMLParser, name)

        def look(reader: HTMLParser, *at: int) -> int:
            looked.append(name)
            end: int = whole(reader, *at)
            return end

        return look

    for name in ("check_for_whole_start_tag", "parse_comment"):
        monkeypatch.setattr(HTMLParser, name, count(name))
    read = read_plain_text("<p>Aral owns Buri.</p>" + broken * 1000 + "z='>").text
    assert "Aral owns Buri." in read
    assert len(looked) < 110


def test_what_stands_behind_the_last_tag_is_text() -> None:
    assert read_plain_text("<p>Aral</p> owns < Buri &amp; Ceda").text.split() == ["Aral", "owns", "<", "Buri", "&", "Ceda"]
    assert read_plain_text("<p>A&# <b>Aral</b> &x <i>owns</i> Buri").text.split() == ["A&#", "Aral", "&x", "owns", "Buri"]


@pytest.mark.parametrize("section", ["<![CDATA[Evil]]>", "<![if !mso]>", "<![ x", "<!["])
def test_a_section_of_another_language_is_no_text_and_no_failure(section: str) -> None:
    assert read_plain_text(f"<p>Aral owns {section}<b>Buri</b>.</p>").text.split()[:2] == ["Aral", "owns"]


def test_an_end_closes_what_it_began_among_elements_that_are_left_out() -> None:
    page = "<p>Aral <nav>Evil <div>Evil <div>Evil</div></p> Evil</div></nav>owns Buri.</p>"
    assert read_plain_text(page).text.split() == ["Aral", "owns", "Buri."]


def test_a_letter_has_no_more_than_thirty_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []

    def normalize(form: Literal["NFC", "NFKC"], text: str) -> str:
        lengths.append(len(text))
        return unicodedata.normalize(form, text)

    monkeypatch.setattr(plain_text, "unicodedata", SimpleNamespace(normalize=normalize, combining=unicodedata.combining))
    read_plain_text("a" + "\u0301\u0323" * 5000)
    assert max(lengths) == 30
