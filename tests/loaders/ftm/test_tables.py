"""FollowTheMoney as tables, and answers of its API: each states what the entities in JSON state."""

from __future__ import annotations

import io
import json
import random

from loaders.contract import LoadContext
from loaders.open import STDIN, load_file
from ontology.shares import PERCENT
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement, Statement
from ontology.terms import Base

HEADER = "canonical_id,entity_id,prop,prop_type,schema,value,dataset,lang,original_value,external,first_seen,last_seen,origin,id"
ROWS = [
    "m,src-m,name,name,Person,Ida Voss,x,,,f,2024-01-01,2024-02-01,,1",
    "m,src-m,name,name,LegalEntity,Ida Voss,y,,,f,2024-01-01,2024-03-01,,2",
    "m,src-m,alias,name,Person,Nobody Else,x,,,t,2024-01-01,2024-02-01,,3",
    "m,src-m,id,checksum,Person,abc,x,,,f,2024-01-01,2024-02-01,,4",
    'w,w,name,name,Company,"Works, Ltd",x,,,f,2024-01-01,2024-02-01,,5',
    "o,o,owner,entity,Ownership,m,x,,,f,2024-01-01,2024-02-01,,6",
    "o,o,asset,entity,Ownership,w,x,,,f,2024-01-01,2024-02-01,,7",
    "o,o,percentage,string,Ownership,60,x,,,f,2024-01-01,2024-02-01,,8",
]


def load(text: str, name: str = "x") -> tuple[list[Statement], LoadContext]:
    context = LoadContext(Base(), STDIN, source=name)
    return [x for stream in load_file(context, stdin=io.BytesIO(text.encode())) for x in stream], context


def test_rows_of_statements_are_entities_in_whatever_order_they_stand() -> None:
    first, context = load("\n".join([HEADER, *ROWS]) + "\n")
    (holding,) = (x for x in first if isinstance(x, InterestStatement))
    assert (holding.share.min // PERCENT if holding.share else None, context.read, context.rejected) == (60, 3, 0)
    names = {x.entity: [name.text for name in x.names] for x in first if isinstance(x, EntityStatement)}
    assert names == {Base().identifier("ftm", "m"): ["Ida Voss"], Base().identifier("ftm", "w"): ["Works, Ltd"]}
    assert [x.left for x in first if isinstance(x, IdentityStatement)] == [Base().identifier("ftm", "m")]
    shuffled = ROWS.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 (no secret)
    assert load("\n".join([HEADER, *shuffled]) + "\n")[0] == first


def test_rows_of_the_simple_table_are_parties_and_a_torn_row_is_one_reject() -> None:
    header = (
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,first_seen,last_seen,last_change"
    )
    row = "NK-1,Person,Ida Voss,I. Voss;Voss Ida,1960-05,xx,,123,,,,x,2024-01-01,2024-02-01,2024-01-15"
    statements, context = load(f"{header}\n{row}\nNK-2,Person\n")
    (party,) = (x for x in statements if isinstance(x, EntityStatement))
    assert (party.entity, [name.text for name in party.names]) == (Base().identifier("ftm", "NK-1"), ["Ida Voss", "I. Voss", "Voss Ida"])
    assert (party.stated_at, context.read, context.rejected) == ("2024-01-15", 2, 1)


def test_what_yente_answers_beside_an_entity_is_read_with_it() -> None:
    def entity(identity: str, schema: str, **properties: object) -> dict[str, object]:
        return {"id": identity, "schema": schema, "caption": identity, "properties": properties}

    link = entity("o", "Ownership", percentage=["60"], asset=["w"], owner=[entity("m", "Person", name=["Ida Voss"])])
    answer = {"entity": entity("w", "Company", name=["Works"]), "adjacent": {"ownershipAsset": {"results": [link], "total": {"value": 1}}}}
    for text in (json.dumps(answer), json.dumps({"results": [link], "limit": 10})):
        (holding,) = (x for x in load(text)[0] if isinstance(x, InterestStatement))
        assert (holding.holder, holding.subject) == (Base().identifier("ftm", "m"), Base().identifier("ftm", "w"))
