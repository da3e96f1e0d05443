"""Names of many scripts that differ in what tells them apart are no candidates, and the same name written in two ways is one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
import pytest

from graph.generation import build_candidates
from graph.generation.candidates import Candidates
from ontology.kept_names import KeptReader
from ontology.party_names import OwnReader
from ontology.statements import Attribute, EntityStatement, Kind
from tests.scenarios import Sheet, publish

APART: Final = """
Halden Holding 1 AS|Halden Holding 2 AS
Halden Holding I AS|Halden Holding II AS
Halden Investments IX|Halden Investments XI
Halden Ⅱ Ltd|Halden Ⅲ Ltd
Halden Fund Series A LLC|Halden Fund Series B LLC
Halden Fund IV-A LP|Halden Fund IV-B LP
Halden Capital V LP|Halden Capital X LP
Halden 2019 Trust|Halden 2020 Trust
Halden Receivables 2004-1 plc|Halden Receivables 2004-2 plc
Halden No.1 Ltd|Halden Ltd
Halden² Ltd|Halden Ltd
Halden ½ Ltd|Halden ¼ Ltd
Halden Property Two Ltd|Halden Property Three Ltd
Halden Erste GmbH|Halden Zweite GmbH
Sociedad Halden Primera SA|Sociedad Halden Segunda SA
ООО Ромашка-1|ООО Ромашка-2
ОАО Завод № 1|ОАО Завод № 2
Халден Север|Халден Юг
Банк Халден|Фонд Халден
和记一号有限公司|和记二号有限公司
上海第一有限公司|上海第二有限公司
王伟 有限公司|汪伟 有限公司
华为投资有限公司|华为技术有限公司
ハルデン1号|ハルデン2号
할덴 제1호|할덴 제2호
هالدن ١|هالدن ٢
شركة هالدن القابضة|شركة هالدن للتجارة
हाल्डेन १|हाल्डेन २
Halden|Halden Stiftung
Halden|Verein Halden e.V.
Halden Ltd|Halden Foundation
Halden GmbH|Halden GmbH & Co KG
Halden Holding AS|Halden AS
Halden Beteiligungs GmbH|Halden Verwaltungs GmbH
Halden (UK) Ltd|Halden (US) Ltd
Halden North Ltd|Halden South Ltd
Halden LP|Halden LLP
Halden C++ Ltd|Halden C Ltd
Limited|Company Limited
株式会社|有限会社
ООО|ЗАО
Other shareholders|Other Shareholders
Free float|Free Float Ltd
Not disclosed|NOT DISCLOSED
alternateName|ALTERNATENAME
Company Name|COMPANY NAME
"""
ONE: Final = """
Halden Ltd|Haldén Limited
ООО Ромашка|OOO Romashka
株式会社ハルデン|ハルデン株式会社
Halden Property 2 Ltd|Halden Property Two Ltd
Halden III Ltd|Halden 3 Ltd
Halden٣|Halden3
H&M Works Ltd|H & M Works Limited
Kestrel Works GmbH|Kestrel Works Gesellschaft mit beschränkter Haftung
"""
PERSONS_APART: Final = """
Ivan Petrovich Sidorov|Ivan Ivanovich Sidorov
Александра Иванова|Александр Иванов
王 伟|汪 伟
محمد علي|محمد عالي
Ann Marie Birch|Ann Birch
Ann Birch II|Ann Birch III
Ann Birch Jr|Ann Birch Sr
Ann|Ann
Mr|Mrs
Unknown Person|Person Unknown
"""
PERSONS_ONE: Final = """
Ivan Petrovich Sidorov|Иван Петрович Сидоров
Ms Ada Birch|BIRCH, Ada
李 伟|伟 李
"""
_COUNTRIES: Final = [f"{first}{second}" for first in "ABCDEFG" for second in "ABCDEFGHIJ"]
"""A country for each pair, so that no other has its names."""


def find_pairs(folder: Path, lists: tuple[str, str], reader: KeptReader | OwnReader) -> set[str]:
    """State the two names of each line in two sources, a pair in a country and a month of birth of its own; return what is found."""
    one, two = Sheet("one"), Sheet("two")
    named: dict[tuple[str, ...], str] = {}
    for kind, lines in zip((Kind.COMPANY, Kind.PERSON), lists, strict=True):
        for place, line in enumerate(lines.strip().splitlines()):
            ids = [f"{kind.value}{place}{side}" for side in "lr"]
            for sheet, short, name in zip((one, two), ids, line.split("|"), strict=True):
                sheet.party(short, kind, name)
                statement = sheet.rows[-1]
                assert isinstance(statement, EntityStatement)
                born = (Attribute(name="birth-date", value=f"19{place + 10}-05"),) if kind is Kind.PERSON else ()
                sheet.rows[-1] = msgspec.structs.replace(statement, jurisdiction=_COUNTRIES[place], attributes=born)
            named[tuple(sorted(one.id(short) for short in ids))] = line
    generation = publish(folder / "data", one, two)
    build_candidates.build(folder / "candidates", generation, lambda _: None, reader)
    known = Candidates(folder / "candidates")
    pairs = [known[place] for place in range(len(known))]
    return {named[tuple(sorted(generation.party_iri(number) for number in (pair.left, pair.right)))] for pair in pairs}


@pytest.mark.parametrize("reader", [KeptReader(), OwnReader()], ids=lambda reader: reader.name)
def test_what_tells_names_apart_keeps_them_apart(tmp_path: Path, reader: KeptReader | OwnReader) -> None:
    assert find_pairs(tmp_path, (APART, PERSONS_APART), reader) == set()


@pytest.mark.parametrize("reader", [KeptReader(), OwnReader()], ids=lambda reader: reader.name)
def test_one_name_in_two_writings_is_a_candidate(tmp_path: Path, reader: KeptReader | OwnReader) -> None:
    assert find_pairs(tmp_path, (ONE, PERSONS_ONE), reader) == {*ONE.strip().splitlines(), *PERSONS_ONE.strip().splitlines()}
