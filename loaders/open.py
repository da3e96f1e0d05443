"""Opens the file that the caller names (plain, gz, zip, zst, standard input), finds its format by content and runs the loader.

Owns the list of formats and every refusal that no format need know: a file that is missing, empty, binary, damaged or without end.
Knows every loader; no loader knows it.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, Final

from loaders.article.loader import ArticleLoader, MapLoader
from loaders.article.text.extracted_text import is_document
from loaders.bods import BodsLoader
from loaders.common.encodings import find_bare_utf16, guess_encoding, make_hint
from loaders.compression import MAX_BYTES, open_members
from loaders.contract import LoadContext, Loader, RecordLoader
from loaders.ftm import FtmLoader
from loaders.gleif import GleifLoader
from loaders.icij import IcijLoader
from loaders.not_read import find_refusal
from loaders.psc import PscLoader
from loaders.rdf import RdfLoader, detect_syntax
from loaders.records import RecordStream
from loaders.streams import peek, track_position
from loaders.table import Proposal, PublishedLoader, TableLoader
from loaders.table import propose_mapping as propose
from loaders.table.open_table import is_binary_table, open_table, read_first_rows
from loaders.table.sparql_results import find_results_format
from loaders.table.text import UTF16
from loaders.wikidata import WikidataLoader
from ontology.errors import InputError, UsageError
from ontology.statement_stream import StatementStream
from ontology.statements import Statement
from ontology.terms import OWN

TABLE: Final = TableLoader()
ARTICLE: Final = ArticleLoader()
LOADERS: Final[tuple[Loader | RecordLoader, ...]] = (
    MapLoader(),
    GleifLoader(),
    PscLoader(),
    FtmLoader(),
    IcijLoader(),
    WikidataLoader(),
    PublishedLoader(),
    BodsLoader(),
    RdfLoader(),
    TABLE,
    ARTICLE,
)
"""In the order in which they are asked; the article takes any text that no other format recognises."""

_NAMES: Final = "|".join(loader.name for loader in LOADERS)

STDIN: Final = Path("-")

_HEAD: Final = 65_536
"""Bytes that a loader sees before it is chosen."""
_HTML: Final = re.compile(rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_XML: Final = re.compile(rb"<\?xml\b[^>]*>\s*(?:<!--.*?-->\s*|<![^>]*>\s*)*(?:<([A-Za-z_][\w.:-]{0,99}))?", re.DOTALL)
_RDF_XML: Final = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<![^>]*>\s*)*<rdf:RDF\b", re.DOTALL)
_DELTA: Final = re.compile(r"(?:^|[._-])delta(?:[._-]|$)", re.IGNORECASE)
"""What the publishers of deltas put into a file's name; one without content says that nothing changed."""


def load_file(
    context: LoadContext, format_name: str | None = None, *, stdin: BinaryIO | None = None, limit: int = MAX_BYTES
) -> Iterator[StatementStream]:
    """Yield the sources of ``context.file``, each to be read before the next is taken; ``-`` is ``stdin``, by default this process's own.

    ``format_name``: the name of a loader; None: found by content.  ``limit``: bytes to which a compressed file may grow.

    Raises UsageError UNKNOWN_FORMAT, MAPPING_OF_NO_TABLE; InputError NO_FILE, IS_A_FOLDER, FILE_UNREADABLE, EMPTY_FILE, BINARY_FILE,
    WRONG_ENCODING, UNKNOWN_CONTENT, FORMAT_NOT_READ, HTML_PAGE, UNKNOWN_XML, those of ``loaders/compression.py`` for a compressed file,
    and the loader's own.
    """
    chosen = None if format_name is None else _find_loader(format_name)
    if context.mapping is not None and not isinstance(chosen or TABLE, TableLoader):
        raise UsageError("MAPPING_OF_NO_TABLE", f"--mapping reads a table, and --format is {format_name}", "leave --format away")
    chosen = TABLE if context.mapping is not None else chosen
    with ExitStack() as stack:
        if context.file == STDIN:
            raw: BinaryIO = sys.stdin.buffer if stdin is None else stdin
        else:
            raw = stack.enter_context(_open(context.file))
        raw = track_position(raw, context)
        if chosen is None:
            raw = _refuse_archive(raw, context.file)
        members = open_members(raw, context.file, limit, lambda _: context.warn("NO_DATA_IN_ARCHIVE"))
        for file, stream, one_of_several in stack.enter_context(closing(members)):
            with _name_after(file, context) if one_of_several else nullcontext():
                yield from _load(file, stream, context, chosen)


def propose_mapping(context: LoadContext, sheet: str | None = None, *, limit: int = MAX_BYTES) -> Proposal:
    """Propose how the table in ``context.file`` is read.  ``sheet``: of a workbook or database.

    Raises InputError as ``load_file`` does, SEVERAL_IN_ZIP for an archive of several tables, and NEEDS_NO_MAPPING for RDF and maps.
    """
    with ExitStack() as stack:
        raw = sys.stdin.buffer if context.file == STDIN else stack.enter_context(_open(context.file))
        raw = _refuse_archive(track_position(raw, context), context.file)
        members = open_members(raw, context.file, limit, lambda _: None)
        for file, stream, one_of_several in stack.enter_context(closing(members)):
            if one_of_several:
                raise InputError("SEVERAL_IN_ZIP", f"{context.file} holds several files", "unpack it and propose a mapping for each table")
            head, stream = peek(stream, _HEAD)
            if _is_empty(head):
                raise InputError("EMPTY_FILE", f"{file} is empty", "give a table with a header and at least one row")
            if is_document(head):
                hint = "copy the table into a spreadsheet and save that as XLSX or CSV; of its text: ownership article propose FILE -o MAP"
                raise InputError("FORMAT_NOT_READ", f"{file} is a document (PDF or DOCX), of which no table is read", hint)
            start = head.removeprefix(codecs.BOM_UTF8).lstrip()
            reader = _find_reader(head, file)
            markup = None if reader or find_results_format(start) else _find_markup(head, file)
            if (fault := find_refusal(head, file, as_table=True) or _find_no_table(start, file, reader) or markup) is not None:
                raise fault
            proposal = propose(stream, context, sheet)
            if reader is not None:
                # A person may have a reason for a mapping of his own.
                proposal.remarks.insert(0, f"the file is read without a mapping, as {reader.name}: ownership load {file}")
            return proposal
    raise InputError("EMPTY_FILE", f"{context.file} holds no file", "give a table with a header and at least one row")


def _find_reader(head: bytes, file: Path) -> Loader | RecordLoader | None:
    """Return the loader that reads a file without a mapping, by its content; None where a mapping has to say how it is read."""
    loaders = (loader for loader in LOADERS if not isinstance(loader, (TableLoader, ArticleLoader, RdfLoader)))
    return next((loader for loader in loaders if loader.detect(head, file)), None)


def _find_no_table(start: bytes, file: Path, reader: Loader | RecordLoader | None) -> InputError | None:
    """Return the error of what has no rows to propose a mapping for, RDF or a map of an article; None for anything else."""
    is_rdf = isinstance(reader, WikidataLoader) and start[:1] not in (b"{", b"[")
    is_own = OWN.encode() in start and detect_syntax(start) is not None
    if is_own or is_rdf or isinstance(reader, MapLoader):
        what = f"{file} is read as it is ({'rdf' if is_own or reader is None else reader.name}): it is no table, and needs no mapping"
        return InputError("NEEDS_NO_MAPPING", what, f"load it: ownership load {file}")
    if detect_syntax(start) is not None or _RDF_XML.match(start):
        hint = "ask it with SPARQL who holds what (SELECT ?holder ?subject ?share), save the answer as CSV and propose a mapping of that"
        return InputError("FORMAT_NOT_READ", f"{file} is RDF whose words for holdings are not known here", hint)
    return None


def _refuse_archive(raw: BinaryIO, file: Path) -> BinaryIO:
    """Return the stream of a file, unless it is packed like an archive and is known by its parts.  Raises InputError FORMAT_NOT_READ."""
    head, raw = peek(raw, _HEAD)
    if head.startswith(b"PK") and (refusal := find_refusal(head, file)) is not None:
        raise refusal
    return raw


def _load(file: Path, stream: BinaryIO, context: LoadContext, chosen: Loader | RecordLoader | None) -> Iterator[StatementStream]:
    """Yield the sources of one decompressed file."""
    head, stream = peek(stream, _HEAD)
    if _DELTA.search(file.name) and _is_empty(head):
        context.warn("NO_CHANGES")
        return
    if is_document(head) and (chosen is None or isinstance(chosen, ArticleLoader)):
        yield from _run(ARTICLE, stream, head, context)
        return
    if chosen is None and (refusal := find_refusal(head, file)) is not None:
        raise refusal
    if is_binary_table(head) and (chosen is None or isinstance(chosen, (RecordLoader, TableLoader))):
        yield from _load_binary(file, stream, head, context, chosen)
        return
    if context.mapping is not None and isinstance(chosen, TableLoader):
        # Its mapping says how it is read.
        yield from _run(chosen, stream, head, context)
        return
    if head.startswith(UTF16):
        if chosen is None and (page := _find_page(_decode_utf16(head), file)) is not None:
            raise page
        loader: Loader | RecordLoader | None = chosen or _detect_damaged(_decode_utf16(head), file)
        if not isinstance(loader, TableLoader):
            raise InputError("WRONG_ENCODING", f"{file} is UTF-16, not UTF-8, and no table", make_hint("utf-16"))
    else:
        _check_beginning(head, file)
        encoding_error = _find_encoding_error(head, file)
        if chosen is None and encoding_error is not None and (page := _find_page(head, file)) is not None:
            raise page
        loader = chosen or (_detect(head, file) if encoding_error is None else _detect_damaged(head, file))
        # A table says itself how it is read.
        if encoding_error is not None and not isinstance(loader, (RecordLoader, TableLoader)):
            raise encoding_error
    assert loader is not None
    yield from _run(loader, stream, head, context)


def _load_binary(
    file: Path, stream: BinaryIO, head: bytes, context: LoadContext, chosen: RecordLoader | TableLoader | None
) -> Iterator[StatementStream]:
    """Yield the sources of a workbook or database: it holds the tables of a register, or one of somebody's own."""
    registers = [loader for loader in LOADERS if isinstance(loader, RecordLoader) and chosen in (None, loader)]
    if (register := next((one for one in registers if one.detect(head, file)), None)) is not None:
        yield from _run(register, stream, head, context)
        return
    first = read_first_rows(stream, context) if registers else b""
    for one in registers:
        if first and one.detect(first, file):
            # A table of the register that somebody opened and saved in a spreadsheet program.
            with ExitStack() as stack:
                text = open_table(stream, context, stack).text
                yield RecordStream(one.open(first, context), text.stream, context, sha256=text.sha256)
            return
    yield from _run(chosen or TABLE, stream, head, context)


def _run(loader: Loader | RecordLoader, stream: BinaryIO, head: bytes, context: LoadContext) -> Iterator[StatementStream]:
    """Yield the sources of a file that a loader reads."""
    if isinstance(loader, RecordLoader):
        yield RecordStream(loader.open(head, context), stream, context)
    else:
        for source, statements in loader.load(stream, context):
            named = [part for part in context.named.values() if part.part_of == source.id]
            yield StatementStream.from_statements(source, _count(statements, context), named)


@contextmanager
def _name_after(member: Path, context: LoadContext) -> Iterator[None]:
    """Let one of several files of an archive be a source of its own while it is read."""
    file, source = context.file, context.source
    context.file = member
    context.source = None if source is None else f"{source} {member.stem}"
    try:
        yield
    finally:
        context.file, context.source = file, source


def _count(statements: Iterator[Statement], context: LoadContext) -> Iterator[Statement]:
    for statement in statements:
        context.statements += 1
        yield statement


def _find_loader(name: str) -> Loader | RecordLoader:
    """Return the loader of this name.  Raises UsageError UNKNOWN_FORMAT."""
    for loader in LOADERS:
        if loader.name == name:
            return loader
    raise UsageError("UNKNOWN_FORMAT", f"there is no format {name!r}", f"use one of: {', '.join(x.name for x in LOADERS)}")


def _detect(head: bytes, file: Path) -> Loader | RecordLoader:
    """Return the first loader that recognises the file.  Raises InputError HTML_PAGE, UNKNOWN_XML, UNKNOWN_CONTENT."""
    markup = _find_markup(head, file)
    for loader in LOADERS:
        if (markup is None or isinstance(loader, RecordLoader)) and loader.detect(head, file):
            return loader
    if markup is not None:
        raise markup
    if head.lstrip()[:1] in (b"{", b"["):
        hint = f"say which members are meant: ownership table propose {file} -o mapping.yaml"
    else:
        hint = f"a table: ownership table propose {file} -o mapping.yaml; any text: --format article; else: --format {_NAMES}"
    raise InputError("UNKNOWN_CONTENT", f"{file} is of no known format", hint)


def _find_markup(head: bytes, file: Path) -> InputError | None:
    """Return the error of a page or of XML that no register recognises; None for anything else."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if (page := _find_page(head, file)) is not None:
        return page
    if match := _XML.match(start):
        name = (match[1] or b"").decode(errors="replace")
        what = f"{file} is XML that no format here knows{f' (its first element is {name})' if name else ''}"
        return InputError("UNKNOWN_XML", what, "of XML the files of GLEIF are read; see docs/reference/loading.md for the others")
    return None


def _find_page(head: bytes, file: Path) -> InputError | None:
    """Return the error of a page of HTML, in whatever encoding; None for anything else."""
    if not _HTML.match(head.removeprefix(codecs.BOM_UTF8).lstrip()):
        return None
    hint = "if it is an article: ownership article propose FILE -o MAP, then load the map"
    if re.search(rb"<table\b", head, re.IGNORECASE):
        hint = f"if it is a table: open it in a spreadsheet program, and save it as XLSX or CSV; {hint}"
    return InputError("HTML_PAGE", f"{file} is an HTML page, not a text or a data file", hint)


def _detect_damaged(head: bytes, file: Path) -> RecordLoader | TableLoader | None:
    """Return the loader for a beginning that is not UTF-8: a register has other records to load, a table may be in another encoding; any
    other text is read as a whole."""
    loaders = (loader for loader in LOADERS if isinstance(loader, (RecordLoader, TableLoader)))
    return next((loader for loader in loaders if loader.detect(head, file)), None)


def _decode_utf16(head: bytes) -> bytes:
    """Return the beginning of a text in UTF-16 as UTF-8."""
    return codecs.getincrementaldecoder("utf-16")(errors="replace").decode(head).encode()


def _open(file: Path) -> BinaryIO:
    """Open a file.  Raises InputError NO_FILE, IS_A_FOLDER, FILE_UNREADABLE."""
    try:
        return file.open("rb")
    except FileNotFoundError:
        raise InputError("NO_FILE", f"there is no file {file}", "check the path; it is relative to the current folder") from None
    except IsADirectoryError:
        raise InputError("IS_A_FOLDER", f"{file} is a folder", "name the files in it") from None
    except OSError as error:
        raise InputError("FILE_UNREADABLE", f"{file} cannot be read: {error.strerror}", "check its name and permissions") from error


def _is_empty(head: bytes) -> bool:
    """Whether a file has no record: nothing but blanks, or a JSON list or object without a member."""
    return b"".join(head.removeprefix(codecs.BOM_UTF8).split()) in (b"", b"[]", b"{}")


def _check_beginning(head: bytes, file: Path) -> None:
    """Refuse what no format here is: each is text whose letters are of one byte or more.  Raises InputError."""
    if _is_empty(head):
        raise InputError("EMPTY_FILE", f"{file} is empty", "give a file with at least one record")
    if (name := find_bare_utf16(head)) is not None:
        raise InputError("WRONG_ENCODING", f"{file} is UTF-16 without its mark, not UTF-8", make_hint(name))
    if b"\0" in head:
        raise InputError("BINARY_FILE", f"{file} is a binary file, not text", "give the text, table or RDF file itself")


def _find_encoding_error(head: bytes, file: Path) -> InputError | None:
    """Return the error of a beginning that is not UTF-8; None where it is."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError as error:
        line = head.count(b"\n", 0, error.start) + 1
        return InputError(
            "WRONG_ENCODING",
            f"{file} is not UTF-8: byte {error.start} (line {line}) is 0x{head[error.start]:02x}",
            make_hint(guess_encoding(head)),
        )
    return None
