"""Writes docs/reference/vocabulary.md and ontology/context.jsonld from ownership.ttl and the table of fields.

python tools/vocabulary_reference.py           writes both
python tools/vocabulary_reference.py --check   exits 1 and names the file that is out of date
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from pyoxigraph import Literal, NamedNode, RdfFormat, Store  # noqa: E402

from ontology.rdf_fields import CODES, DERIVED, RECORDS, REPEATED, Codec  # noqa: E402
from ontology.terms import OA, OWN, PREFIXES, RDFS, SKOS  # noqa: E402

TYPES = {Codec.PERCENT: "xsd:decimal", Codec.FLAG: "xsd:boolean", Codec.COUNT: "xsd:integer", Codec.CODE: "@vocab"}


def format_context() -> str:
    """Format the JSON-LD context, one term a property.  Codes are written by name, because ``@vocab`` is the vocabulary itself."""
    terms: dict[str, object] = {"@version": 1.1, "@vocab": OWN, **PREFIXES, "id": "@id", "type": "@type"}
    codecs = {f.property: f.codec for record in RECORDS.values() for f in record.fields} | REPEATED | DERIVED
    coercions = {iri: TYPES.get(codec, "" if codec in (Codec.TEXT, Codec.DATE) else "@id") for iri, codec in codecs.items()}
    coercions |= {f"{OA}hasSelector": "@id", f"{PREFIXES['prov']}wasDerivedFrom": "@id", f"{PREFIXES['prov']}wasGeneratedBy": "@id"}
    for iri, coercion in sorted(coercions.items()):
        prefixed = next(f"{name}:{iri.removeprefix(base)}" for name, base in PREFIXES.items() if iri.startswith(base))
        if coercion or iri.startswith(OWN):
            terms[prefixed.removeprefix("own:")] = {"@id": iri, "@type": coercion} if coercion else iri
    return json.dumps({"@context": terms}, indent=2, ensure_ascii=False) + "\n"


def format_page() -> str:
    """Format the page: every term with its definition and alignments, in the order of the table."""
    store = Store()
    store.load(path=str(CHECKOUT / "ontology" / "ownership.ttl"), format=RdfFormat.TURTLE)

    def find_texts(iri: str, predicate: str) -> list[str]:
        objects = [q.object for q in store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None)]
        return sorted(shorten(x.value) for x in objects if isinstance(x, NamedNode | Literal))

    def format_alignments(iri: str) -> str:
        names = ("exactMatch", "closeMatch")
        alignments = [x for name in names for x in find_texts(iri, SKOS + name)] + find_texts(iri, f"{RDFS}seeAlso")
        return ", ".join(f"`{x}`" for x in alignments) or "–"

    def format_row(iri: str, *more: str) -> str:
        cells = [f"`{iri.removeprefix(OWN) if iri.startswith(OWN) else shorten(iri)}`", *more]
        if iri.startswith(OWN):
            cells += [" ".join(find_texts(iri, f"{SKOS}definition")), format_alignments(iri)]
        else:
            cells += ["A property of the W3C Web Annotation vocabulary.", "–"]
        return f"| {' | '.join(cells)} |"

    lines = [
        "# The vocabulary",
        "",
        "Written by `python tools/vocabulary_reference.py` from `ontology/ownership.ttl`; a test holds the two equal. "
        f"Namespace `{OWN}`, prefix `own:`.",
        "",
        "Every source release is a named graph whose IRI is the source's. A statement and each of its parts is a resource with an IRI; "
        "there are no blank nodes. Alignments are notes for readers: no inference is drawn over them.",
        "",
    ]
    for record in RECORDS.values():
        definition = " ".join(find_texts(record.class_iri, f"{SKOS}definition"))
        lines += [
            f"## {record.class_iri.removeprefix(OWN)}",
            "",
            f"{definition} Aligned with: {format_alignments(record.class_iri)}",
            "",
            "| property | field | value | meaning | aligned with |",
            "|---|---|---|---|---|",
        ]
        for f in record.fields:
            if f.value_type is None:
                value = f.codec.value
            else:
                value = f"`{CODES[f.value_type][0]}`" if f.codec is Codec.CODE else f"`{f.value_type.__name__}`"
            lines.append(format_row(f.property, f"`{f.name}`", value))
        lines.append("")
    parties = [format_row(OWN + x) for x in ("Party", "Person", "Organisation")]
    lines += [
        "## Parties",
        "",
        "| class | meaning | aligned with |",
        "|---|---|---|",
        *parties,
        "",
        "## Derived properties",
        "",
        "In the graphs of the sources. They repeat what the statements say, so that a query can sort, compare and follow.",
        "",
        "| property | meaning | aligned with |",
        "|---|---|---|",
        *(format_row(x) for x in REPEATED),
        "",
        "## Derived graphs",
        "",
        "Beside the graphs of the sources a generation has graphs of what the engine derives from all of them: see "
        "[SPARQL](sparql.md#graphs). A file that is loaded again is not read for these.",
        "",
        "| property | meaning | aligned with |",
        "|---|---|---|",
        *(format_row(x) for x in DERIVED),
        "",
    ]
    for codes, (cls, prefix) in CODES.items():
        lines += [
            f"## {cls}",
            "",
            " ".join(find_texts(OWN + cls, f"{SKOS}definition")),
            "",
            "| individual | code | meaning | aligned with |",
            "|---|---|---|---|",
            *(format_row(f"{OWN}{prefix}-{x.value}", f"`{x.value}`") for x in codes),
            "",
        ]
    return "\n".join(lines)


def shorten(text: str) -> str:
    """Shorten a well-known IRI to its prefixed form, as in ownership.ttl."""
    for line in (CHECKOUT / "ontology" / "ownership.ttl").read_text(encoding="utf-8").splitlines():
        if not line.startswith("@prefix "):
            break
        _, name, base, _ = line.split()
        if text.startswith(base[1:-1]):
            return name + text.removeprefix(base[1:-1])
    return text


def main() -> int:
    """Write both files, or compare them and name what differs."""
    outputs = {CHECKOUT / "ontology" / "context.jsonld": format_context(), CHECKOUT / "docs" / "reference" / "vocabulary.md": format_page()}
    stale = 0
    for path, text in outputs.items():
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            print(f"{path.relative_to(CHECKOUT)} is out of date: run python tools/vocabulary_reference.py", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
