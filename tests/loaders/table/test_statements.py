"""The generic table: what a row means, which rows are refused, and that one bad row costs one row."""

from __future__ import annotations

import hashlib
import io
import os
import random
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.contract import LoadContext, RecordLoader, Reject
from loaders.open import LOADERS
from loaders.table import TableLoader
from loaders.table.codes import KINDS
from loaders.table.rows import MAX_ROW
from loaders.table.warnings import WARNINGS
from ontology.errors import InputError
from ontology.shares import NANOPERCENT, WHOLE, Share
from ontology.statements import EntityStatement, Identifier, Interest, InterestStatement, Kind, Reason, Source, Statement, Status
from ontology.table import TABLE_COLUMNS
from ontology.terms import Base

BASE = Base()
FILE = Path("group.csv")
CHECKOUT = Path(__file__).resolve().parents[3]


class Loaded:
    """One table, loaded to its end."""

    def __init__(self, text: str | bytes, file: Path = FILE, on_warning: Callable[[str, str], None] = lambda _code, _what: None) -> None:
        self.rejects: list[Reject] = []
        self.context = LoadContext(BASE, file, on_reject=self.rejects.append, on_warning=on_warning)
        self.statements: list[Statement] = []
        raw = text if isinstance(text, bytes) else text.encode()
        for source, statements in TableLoader().load(io.BytesIO(raw), self.context):
            self.source: Source = source
            self.statements += statements

    @property
    def interests(self) -> list[InterestStatement]:
        return [x for x in self.statements if isinstance(x, InterestStatement)]

    @property
    def parties(self) -> list[EntityStatement]:
        return [x for x in self.statements if isinstance(x, EntityStatement)]

    def named(self, name: str) -> list[EntityStatement]:
        return [x for x in self.parties if any(n.text == name for n in x.names)]

    @property
    def codes(self) -> list[tuple[int | None, str]]:
        return [(x.line, x.code) for x in self.rejects]


def refusal(text: str | bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        Loaded(text)
    assert caught.value.hint
    return caught.value


def test_two_columns_are_enough() -> None:
    table = Loaded("holder,subject\nBorduria Holding,Zenda Motors\n")
    (interest,) = table.interests
    assert (interest.interest, interest.share, interest.status) == (Interest.SHAREHOLDING, None, Status.IN_EFFECT)
    assert interest.direct == "direct"
    assert [(x.names[0].text, x.kind) for x in table.parties] == [("Borduria Holding", Kind.UNKNOWN), ("Zenda Motors", Kind.COMPANY)]
    assert interest.holder == table.named("Borduria Holding")[0].entity
    assert interest.subject == table.named("Zenda Motors")[0].entity
    assert interest.evidence == ()
    assert table.context.read == 1
    assert table.context.warnings == {}


def test_every_column_reaches_its_field() -> None:
    text = (
        f"{','.join(TABLE_COLUMNS)}\n"
        "Zenda Motors,Hentzau Cars,votingRights,(25..50],1998,2018-12,2018-12-12,agreed,lei:529900ABCDEFGHIJKL00,company,ru,"
        'gb-coh:sc012345,legal-entity,GB-SCT,https://gazette.example/1,"a note, with a comma"\n'
    )
    table = Loaded(text)
    (interest,) = table.interests
    assert interest.interest is Interest.VOTING_RIGHTS
    assert interest.share == Share.parse("(25..50]")
    assert (interest.valid_from, interest.valid_until, interest.stated_at) == ("1998", "2018-12", "2018-12-12")
    assert interest.status is Status.AGREED
    assert interest.holder == BASE.expand("lei:529900ABCDEFGHIJKL00")
    assert interest.subject == BASE.expand("gb-coh:SC012345")
    assert [x.url for x in interest.evidence] == ["https://gazette.example/1"]
    assert [x.source for x in interest.evidence] == [table.source.id]
    assert interest.note == "a note, with a comma"
    holder, subject = table.parties
    assert (holder.kind, holder.jurisdiction, holder.identifiers) == (
        Kind.COMPANY,
        "RU",
        (Identifier(scheme="LEI", value="529900ABCDEFGHIJKL00"),),
    )
    assert (subject.kind, subject.jurisdiction, subject.identifiers) == (
        Kind.LEGAL_ENTITY,
        "GB-SCT",
        (Identifier(scheme="GB-COH", value="SC012345"),),
    )


def test_each_statement_says_where_its_row_lies() -> None:
    raw = b'holder,subject,note\nA,B,"first\nsecond"\nC,D,\n'
    table = Loaded(raw)
    assert table.source == Source(id=BASE.source("group"), title="group.csv", type="table", sha256=hashlib.sha256(raw).hexdigest())
    places = [x.place for x in table.interests]
    assert [(p.file, p.line, p.sha256) for p in places if p] == [
        ("group.csv", 2, hashlib.sha256(b'A,B,"first\nsecond"\n').hexdigest()),
        ("group.csv", 4, hashlib.sha256(b"C,D,\n").hexdigest()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "holder;subject;share\nA;B;33.5\n",
        "holder\tsubject\tshare\nA\tB\t33.5\n",
        "\ufeff Holder , SUBJECT ,Share\r\n A , B , 33.5 \r\n",
        '"holder","subject","share"\n"A","B","33.5"',
        'share, subject, holder\n33.5, B, "A"\n',
        "\n\nholder,subject,share\n\nA,B,33.5\n,,\n",
        "holder,subject,share,,\nA,B,33.5,,\n",
    ],
)
def test_delimiter_case_order_and_blanks_do_not_change_a_statement(text: str) -> None:
    plain = Loaded("holder,subject,share\nA,B,33.5\n")
    table = Loaded(text)
    assert [x.id for x in table.statements] == [x.id for x in plain.statements]
    assert [x.share for x in table.interests] == [Share.parse("33.5")]
    assert table.context.read == 1
    assert table.rejects == []


def test_a_name_is_one_party_whether_it_holds_or_is_held() -> None:
    for rows in (["State,Mid", "Mid,Low"], ["Mid,Low", "State,Mid"]):
        table = Loaded("\n".join(["holder,subject", *rows]))
        assert len(table.named("Mid")) == 1
        assert table.named("Mid")[0].kind is Kind.COMPANY
        assert {x.holder for x in table.interests} & {x.subject for x in table.interests} == {table.named("Mid")[0].entity}


def test_blank_kind_and_jurisdiction_come_from_the_row_that_writes_them() -> None:
    table = Loaded("holder,subject,holder_kind,subject_jurisdiction\nAnna,Zenda,,\nAnna,Hentzau,person,\nBert,Zenda,,KZ\n")
    (anna,), (zenda,) = table.named("Anna"), table.named("Zenda")
    assert (anna.kind, zenda.jurisdiction) == (Kind.PERSON, "KZ")
    assert table.context.warnings == {}


def test_two_kinds_under_one_name_are_two_parties_and_a_warning() -> None:
    table = Loaded("holder,subject,holder_kind\nAnna,Zenda,person\nAnna,Zenda,company\nAnna,Zenda,\n")
    assert sorted(x.kind for x in table.named("Anna")) == [Kind.COMPANY, Kind.PERSON, Kind.UNKNOWN]
    assert len({x.entity for x in table.named("Anna")}) == 3
    assert table.context.warnings == {"PARTY_DIFFERS": 1}


def test_a_blank_kind_is_filled_from_rows_of_the_same_jurisdiction() -> None:
    table = Loaded("holder,subject,holder_kind,holder_jurisdiction\nAnna,A,person,KZ\nAnna,B,company,CN\nAnna,C,,KZ\n")
    assert sorted((x.kind, x.jurisdiction) for x in table.named("Anna")) == [(Kind.COMPANY, "CN"), (Kind.PERSON, "KZ")]
    assert [x.holder for x in table.interests][0::2] == [BASE.entity(table.source.id, "Anna", "person", "KZ")] * 2


def test_two_kinds_under_one_identifier_are_one_party_with_both_statements() -> None:
    table = Loaded("holder,subject,holder_kind,holder_id\nAnna,Zenda,person,test:1\nAnna,Zenda,company,test:1\n")
    assert sorted(x.kind for x in table.named("Anna")) == [Kind.COMPANY, Kind.PERSON]
    assert {x.entity for x in table.named("Anna")} == {BASE.expand("test:1")}
    assert table.context.warnings == {"PARTY_DIFFERS": 1}


def test_a_name_alone_never_joins_a_party_with_an_identifier() -> None:
    table = Loaded("holder,subject,holder_id\nZenda,Hentzau,test:1\nStrelsau,Zenda,\n")
    assert len({x.entity for x in table.named("Zenda")}) == 2
    assert table.context.warnings == {"PARTLY_IDENTIFIED": 1}


def test_a_person_known_as_such_from_another_row_cannot_be_held() -> None:
    table = Loaded("holder,subject,holder_kind\nAnna,Zenda,person\nBert,Anna,\n")
    assert table.codes == [(3, "SUBJECT_IS_PERSON")]
    assert len(table.interests) == 1


def test_an_unnamed_holder_is_kept_as_unnamed() -> None:
    table = Loaded("holder,subject,share,holder_kind\n?,Zenda,49,person\n")
    (interest,) = table.interests
    assert (interest.holder, interest.holder_reason, interest.note) == (None, Reason.UNKNOWN, "the holder is of the kind person")
    assert len(table.parties) == 1


@pytest.mark.parametrize("word", ["N/A", "n.a.", "Unknown", "NOT DISCLOSED", "[undisclosed]", "-", "???", ".", "none", "nil"])
def test_a_word_that_stands_for_a_name_is_a_holder_that_is_not_named(word: str) -> None:
    table = Loaded(f"holder,subject,share,note\n{word},Zenda,30,seen\n{word},Zenda,30,\n")
    assert [(x.holder, x.holder_reason) for x in table.interests] == [(None, Reason.UNKNOWN)] * 2
    assert table.interests[0].note == f"instead of a name the source has \u201c{word}\u201d; seen"
    assert [x.names[0].text for x in table.parties] == ["Zenda"]


def test_a_party_that_is_really_called_so_has_an_identifier() -> None:
    table = Loaded("holder,subject,holder_id\nUnknown,Zenda,test:1\nUnknown Pleasures Ltd,Zenda,\n")
    assert [x.names[0].text for x in table.parties] == ["Unknown", "Zenda", "Unknown Pleasures Ltd"]


def test_a_party_known_only_by_its_identifier_has_no_name() -> None:
    table = Loaded("holder,subject,holder_id,subject_id\n?,?,test:1,https://companies.example/9\n")
    assert [(x.entity, x.names) for x in table.parties] == [(BASE.expand("test:1"), ()), ("https://companies.example/9", ())]


def test_a_full_iri_and_its_compact_form_are_one_party() -> None:
    table = Loaded(f"holder,subject,holder_id\nA,B,lei:529900abcdefghijkl00\nA,C,{BASE.iri}lei/529900ABCDEFGHIJKL00\n")
    assert len(table.named("A")) == 1


def test_unknown_columns_are_kept_as_notes_and_named_once() -> None:
    table = Loaded("holder,subject,note,Sector,colour\nA,B,seen,cars,red\nC,D,,trade,\n")
    assert [x.note for x in table.interests] == ["seen; sector: cars; colour: red", "sector: trade"]
    assert table.context.warnings == {"UNKNOWN_COLUMN": 2}


def test_a_source_that_is_no_link_is_kept_as_a_note() -> None:
    (interest,) = Loaded("holder,subject,source\nA,B,Annual report 2017\n").interests
    assert (interest.evidence, interest.note) == ((), "source: Annual report 2017")


def test_a_row_written_twice_is_two_statements_and_a_warning() -> None:
    table = Loaded("holder,subject,share\nA,B,10\nA,B,10\n")
    assert len({x.id for x in table.interests}) == 2
    assert table.context.warnings == {"REPEATED_ROW": 1}


def test_own_shares_are_taken_where_the_note_says_treasury() -> None:
    table = Loaded("holder,subject,share,note\nZenda,Zenda,12,Treasury shares\n")
    (interest,) = table.interests
    assert interest.holder == interest.subject
    table = Loaded("holder,subject,interest,share,note\nZenda,Zenda,boardMember,,treasury\nA,Zenda,,1,\n")
    assert table.codes == [(2, "HOLDER_IS_SUBJECT")]


HEADER = ",".join(TABLE_COLUMNS)


def row(**cells: str) -> str:
    values = {"holder": "Borduria", "subject": "Zenda"} | cells
    return ",".join(values.get(x, "") for x in TABLE_COLUMNS)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row(share="100.1"), "BAD_SHARE"),
        (row(share="150"), "BAD_SHARE"),
        (row(share="-1"), "BAD_SHARE"),
        (row(share="50..25"), "BAD_SHARE"),
        (row(share="(25..25]"), "BAD_SHARE"),
        (row(share="4/3"), "BAD_SHARE"),
        (row(share="1/0"), "BAD_SHARE"),
        (row(share="half"), "BAD_SHARE"),
        (row(share='"33,5"'), "BAD_SHARE"),
        (row(interest="shareholdings"), "UNKNOWN_INTEREST"),
        (row(status="done"), "UNKNOWN_STATUS"),
        (row(holder_kind="firm"), "UNKNOWN_KIND"),
        (row(subject_kind="anonymous-entity"), "UNKNOWN_KIND"),
        (row(subject_kind="person"), "SUBJECT_IS_PERSON"),
        (row(holder_jurisdiction="Ruritania"), "BAD_JURISDICTION"),
        (row(holder_id="12345"), "BAD_ID"),
        (row(holder_id="lei:123"), "BAD_ID"),
        (row(holder_id="stmt:123"), "BAD_ID"),
        (row(holder_id="https://x.example/<a>"), "BAD_ID"),
        (row(valid_from="2018-13"), "BAD_DATE"),
        (row(valid_from="2018-00-12"), "BAD_DATE"),
        (row(valid_until="31.13.2018"), "BAD_DATE"),
        (row(valid_until="1.2.18"), "BAD_DATE"),
        (row(stated_at="2018-02-30"), "BAD_DATE"),
        (row(valid_from="2018", valid_until="2017-12-31"), "DATES_BACKWARDS"),
        (row(holder=""), "MISSING_HOLDER"),
        (row(subject=""), "MISSING_SUBJECT"),
        (row(subject="?"), "MISSING_SUBJECT"),
        (row(subject="not available"), "MISSING_SUBJECT"),
        (row(subject="Borduria"), "HOLDER_IS_SUBJECT"),
        (row() + ",more", "TOO_MANY_CELLS"),
        ("Borduria,Zenda", "TOO_FEW_CELLS"),
        (row(holder='"Borduria'), "BAD_ROW"),
        (row(holder='"Borduria" Ltd'), "BAD_ROW"),
        (row(holder="Bord\x00uria"), "BAD_CHARACTER"),
        (row(note="x" * MAX_ROW), "LINE_TOO_LONG"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_line_and_the_rest_is_loaded(bad: str, code: str) -> None:
    table = Loaded("\n".join([HEADER, row(holder="Before"), bad, row(holder="After"), ""]))
    assert [(x.line, x.code, x.file) for x in table.rejects] == [(3, code, "group.csv")]
    assert table.rejects[0].hint
    assert table.rejects[0].reason
    assert len(table.rejects[0].sha256) == 64
    assert [x.names[0].text for x in table.parties] == ["Before", "Zenda", "After"]
    assert (table.context.read, len(table.interests), table.context.rejected) == (3, 2, 1)


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        ({"interest": "shareholdings"}, "did you mean shareholding?"),
        ({"status": "in effect"}, "did you mean in-effect?"),
        ({"status": "qqq"}, "use one of: in-effect, agreed, planned, former, alleged, denied"),
        ({"holder_kind": "qqq"}, "use one of: company, legal-entity, person, state, state-body, arrangement, unknown"),
    ],
)
def test_an_unknown_code_is_answered_with_the_codes_that_are_meant(cells: dict[str, str], hint: str) -> None:
    table = Loaded("\n".join([HEADER, row(**cells), row()]))
    assert [x.hint for x in table.rejects] == [hint]


def test_an_open_quote_costs_its_own_line_only() -> None:
    table = Loaded("\n".join(["holder,subject", '"Open,Zenda', *(f"Holder {n},Zenda" for n in range(2_000))]))
    assert table.codes == [(2, "BAD_ROW")]
    assert len(table.interests) == 2_000
    assert table.interests[-1].place is not None
    assert table.interests[-1].place.line == 2_002


def test_an_open_quote_before_an_over_long_line_costs_two_lines() -> None:
    table = Loaded("\n".join(["holder,subject", '"Open,Zenda', "A,B", "x" * 3 * MAX_ROW, "C,D"]))
    assert table.codes == [(2, "BAD_ROW"), (4, "LINE_TOO_LONG")]
    assert [x.place.line for x in table.interests if x.place] == [3, 5]


@pytest.mark.thorough
def test_a_line_of_200_megabytes_is_one_reject_and_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    with file.open("wb") as out:
        out.write(b"holder,subject\nBefore,Zenda\n")
        for _ in range(200):
            out.write(b"x" * 1_000_000)
        out.write(b"\nAfter,Zenda\n")
    rejects: list[Reject] = []
    context = LoadContext(BASE, file, on_reject=rejects.append)
    tracemalloc.start()
    with file.open("rb") as stream:
        statements = [x for _, group in TableLoader().load(stream, context) for x in group]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(x.line, x.code) for x in rejects] == [(3, "LINE_TOO_LONG")]
    assert len(statements) == 5
    assert peak < 10_000_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("owner,subject\nA,B\n", "MISSING_COLUMN"),
        ("holder,company\nA,B\n", "MISSING_COLUMN"),
        ("holder,subject,share,Share\nA,B,1,2\n", "DUPLICATE_COLUMN"),
        ("holder,subject\n", "NOTHING_USABLE"),
        ("holder,subject,share\nA,B,101\n,B,50\n", "NOTHING_USABLE"),
        ("holder,subject\rA,B\r", "OLD_LINE_ENDS"),
        ('holder,subject,"note\nA,B,C\n', "BAD_HEADER"),
        ("holder,subject," + "x" * MAX_ROW + "\nA,B,\n", "LINE_TOO_LONG"),
        (" \n", "EMPTY_FILE"),
        ("holder,subject\nA,B\nМельник,Zenda\n".encode("cp1251"), "WRONG_ENCODING"),
    ],
)
def test_a_table_that_cannot_be_used_as_a_whole_is_refused(text: str | bytes, code: str) -> None:
    assert refusal(text).code == code


def test_a_misspelled_column_is_named_in_the_hint() -> None:
    assert refusal("holders,subject\nA,B\n").hint.startswith("rename the column 'holders' to 'holder', if that is what it means; or ")


def test_columns_of_another_name_lead_to_a_mapping() -> None:
    error = refusal("owner,company,percent\nA,B,1\n")
    assert (error.code, error.hint) == ("MISSING_COLUMN", "say which columns are meant: ownership table propose group.csv -o mapping.yaml")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"share": "101"}, "nobody holds more than 100 %, and this is 101 %"),
        ({"share": "3/2"}, "nobody holds more than 100 %, and this is 150 %"),
        ({"share": ">101"}, "nobody holds more than 100 %, and this is 101 %"),
        ({"share": "50..101"}, "nobody holds more than 100 %, and this is 101 %"),
        ({"share": "75..50"}, "its lower end, 75 %, is above its upper end, 50 %"),
        ({"valid_from": "2018", "valid_until": "2017-12-31"}, "it ends (2017-12-31) before it starts (2018)"),
    ],
)
def test_a_reject_says_in_plain_words_what_is_wrong(cells: dict[str, str], reason: str) -> None:
    table = Loaded("\n".join([HEADER, row(**cells), row(), ""]))
    assert [(reject.line, reject.reason) for reject in table.rejects] == [(2, reason)]


def test_a_wrong_byte_is_told_with_its_line() -> None:
    assert refusal("holder,subject\nA,B\nA Мельник,Zenda\n".encode("cp1251")).what == "group.csv is not UTF-8: byte 3 of line 3 is 0xcc"


def test_a_stream_that_cannot_be_read_twice_loads_as_a_file_does() -> None:
    raw = b"holder,subject\nA,B\nB,C\n"
    context = LoadContext(BASE, Path("-"))
    out, into = os.pipe()
    with os.fdopen(out, "rb") as stream:
        with os.fdopen(into, "wb") as writer:
            writer.write(raw)
        assert not stream.seekable()
        ((source, statements),) = ((s, list(x)) for s, x in TableLoader().load(stream, context))
    assert [type(x).__name__ for x in statements].count("InterestStatement") == 2
    assert (source.id, source.title, source.sha256) == (BASE.source("stdin"), "standard input", hashlib.sha256(raw).hexdigest())


@pytest.mark.parametrize(
    ("head", "file", "known"),
    [
        (b"holder,subject\n", "x.txt", True),
        (b"\xef\xbb\xbfSubject;Holder\n", "-", True),
        (b"a,b\n", "x.CSV", True),
        (b"The holder, the subject.\n", "x.txt", False),
        (b"holder\n", "x", False),
        (b"", "x", False),
    ],
)
def test_a_table_is_known_by_its_header_or_name(head: bytes, file: str, known: bool) -> None:
    assert TableLoader().detect(head, Path(file)) is known


def test_the_tables_of_the_documentation_and_the_examples_load_whole() -> None:
    page = (CHECKOUT / "docs/reference/table.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 1
    for text in (*blocks, (CHECKOUT / "examples/holdings.csv").read_text(encoding="utf-8")):
        table = Loaded(text)
        assert (table.rejects, table.context.warnings) == ([], {})
        assert len(table.interests) == text.count("\n") - 1


def test_the_reference_names_every_column_and_code() -> None:
    page = (CHECKOUT / "docs/reference/table.md").read_text(encoding="utf-8")
    for word in (*TABLE_COLUMNS, *Interest, *Status, *KINDS):
        assert f"`{word}`" in page, word


def test_the_reference_lists_the_warnings_that_loaders_give() -> None:
    """Those of registers, of what they share, and of published tables are on their pages, which tests/docs/test_formats.py compares."""
    registers = {"common", *(type(loader).__module__.split(".")[1] for loader in LOADERS if isinstance(loader, RecordLoader))} - {"table"}
    given_codes = {
        x
        for file in (CHECKOUT / "loaders").rglob("*.py")
        if file.relative_to(CHECKOUT).parts[1] not in registers
        for x in re.findall(r"\bwarn\(\"([A-Z_]+)\"", file.read_text(encoding="utf-8"))
    }
    page = (CHECKOUT / "docs/reference/loading.md").read_text(encoding="utf-8")
    warnings = page.partition("## Warnings")[2].partition("\n## ")[0]
    assert given_codes - WARNINGS.keys() <= set(re.findall(r"(?m)^\| `([A-Z_]+)` \|", warnings)) <= given_codes


_NUMBERS = st.integers(0, WHOLE // NANOPERCENT)


def _written(nanopercent: int) -> str:
    return f"{nanopercent // 10**9}.{nanopercent % 10**9:09d}"


@given(_NUMBERS, _NUMBERS, st.sampled_from("[("), st.sampled_from("])"))
def test_every_band_of_the_notation_is_read_as_written(one: int, other: int, left: str, right: str) -> None:
    low, high = min(one, other), max(one, other)
    if low == high:
        left, right = "[", "]"
    (interest,) = Loaded(f"holder,subject,share\nA,B,{left}{_written(low)}..{_written(high)}{right}\n").interests
    share = interest.share
    assert share is not None
    assert (share.min, share.max, share.min_open, share.max_open) == (low * NANOPERCENT, high * NANOPERCENT, left == "(", right == ")")


@given(_NUMBERS)
def test_every_number_of_nine_decimals_is_exact(nanopercent: int) -> None:
    (interest,) = Loaded(f"holder,subject,share\nA,B,{_written(nanopercent)}\n").interests
    share = interest.share
    assert share is not None
    assert (share.min, share.max, share.exact) == (nanopercent * NANOPERCENT, nanopercent * NANOPERCENT, True)


@pytest.mark.parametrize("written", ["1/3", "33 1/3", "33 1/3 %", "2/6"])
def test_fraction_is_one_number(written: str) -> None:
    (interest,) = Loaded(f"holder,subject,share\nA,B,{written}\n").interests
    share = interest.share
    assert share is not None
    assert (3 * share.min, 3 * share.max, share.exact, share.text) == (WHOLE, WHOLE, True, written)


_CELLS = st.fixed_dictionaries(
    {
        "holder": st.sampled_from(["A", "B", "C", "?"]),
        "subject": st.sampled_from(["A", "B", "C"]),
        "share": st.sampled_from(["", "10", "(25..50]"]),
        "holder_kind": st.sampled_from(["", "person", "company", "unknown"]),
        "subject_kind": st.sampled_from(["", "company", "legal-entity"]),
        "holder_jurisdiction": st.sampled_from(["", "KZ", "CN"]),
        "holder_id": st.sampled_from(["", "", "test:1"]),
        "note": st.sampled_from(["treasury", "treasury, twice"]),
    }
)


@given(st.lists(_CELLS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_id(cells: list[dict[str, str]], chance: random.Random) -> None:
    quoted = [row(**{k: f'"{v}"' for k, v in x.items()}) for x in cells] + [row()]
    mixed = chance.sample(quoted, len(quoted))
    first, second = Loaded("\n".join([HEADER, *quoted])), Loaded("\n".join([HEADER, *mixed]))
    assert {x.id for x in first.statements} == {x.id for x in second.statements}
    assert first.context.warnings == second.context.warnings
    assert len({x.id for x in first.statements}) == len(first.statements)
