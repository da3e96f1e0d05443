"""The routes /v1/export: dumps of the served generation, byte for byte those of the command ``export``."""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.export_stream import ExportResponse
from api.openapi import describe_answer, describe_download
from api.routes.replies import reply
from api.state import Current, get_served
from api.strict_route import StrictRoute
from graph.answers.exports import ExportAnswer, ExportsAnswer
from graph.exports.dump import FORMATS, FolderFormat, find_source
from ontology.errors import NoMatch


class Dump(NamedTuple):
    """A dump by its name in the address: the format of the command, and the media type it is sent as."""

    format_name: str
    media_type: str
    file: str
    """What the name of a downloaded file ends with."""


_MEDIA_TYPES: Final = {
    "nquads": "application/n-quads",
    "trig": "application/trig",
    "turtle": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "csv": "text/csv; charset=utf-8",
    "bods": "application/json",
    "ftm": "application/x-ndjson",
    "graphml": "application/xml",
    "cypher": "text/plain; charset=utf-8",
}
_SUFFIXES: Final = {"nquads": "nq", "turtle": "ttl", "bods": "bods.json", "ftm": "ftm.json"}
"""How files of a format are called whose name is another one."""
_RDF: Final = ("nquads", "trig", "turtle", "jsonld")


def _list_dumps() -> dict[str, Dump]:
    dumps = {}
    for name, export_format in FORMATS.items():
        if isinstance(export_format, FolderFormat):
            dumps[f"{name}.tar"] = Dump(name, "application/x-tar", f"{name}.tar")
            continue
        plain = {name: _MEDIA_TYPES[name]} | ({"bods.jsonl": "application/x-ndjson"} if name == "bods" else {})
        for target, media_type in plain.items():
            file = _SUFFIXES.get(target, target)
            dumps[target] = Dump(name, media_type, file)
            dumps[f"{target}.gz"] = Dump(name, "application/gzip", f"{file}.gz")
    return dumps


DUMPS: Final = _list_dumps()
"""Every dump by its name in the address."""


def is_rdf(name: str) -> bool:
    """Whether a dump is written from the triples."""
    return DUMPS[name].format_name in _RDF


export_router = APIRouter(prefix="/v1/export", tags=["sources"], route_class=StrictRoute)


@export_router.get("", responses=describe_answer(ExportsAnswer))
def all_exports(generation: Current) -> Response:
    """Which dumps there are."""
    exports = tuple(
        ExportAnswer(name=name, media_type=dump.media_type, unit=FORMATS[dump.format_name].unit, address=f"{export_router.prefix}/{name}")
        for name, dump in DUMPS.items()
    )
    return reply(ExportsAnswer(exports=exports, generation=generation.number))


@export_router.get(
    "/{name}",
    response_class=Response,
    responses=describe_download(sorted({dump.media_type.partition(";")[0] for dump in DUMPS.values()}), 404),
)
async def one_export(
    request: Request,
    generation: Current,
    name: str,
    source: Annotated[str | None, Query(max_length=300, description="Only what this source states, by its id or name")] = None,
) -> Response:
    """A dump of the served generation, or of one of its sources, streamed as it is written."""
    dump = DUMPS.get(name)
    if dump is None:
        raise NoMatch("NO_EXPORT", f"there is no export {name[:60]!r}", f"exports: {', '.join(DUMPS)}")
    chosen = find_source(generation, source)
    if is_rdf(name):
        # Raises where they were not built.
        _ = generation.triples_path
    headers = {"Content-Type": dump.media_type, "Content-Disposition": f'attachment; filename="ownership-{generation.number}.{dump.file}"'}
    # What is long is neither kept nor packed on the way; who asks for the head alone gets it without the work.
    request.state.is_unkept = True
    if request.scope.get("is_head"):
        return Response(headers=headers)
    return ExportResponse(await get_served(request).exports.start(generation.number, dump.format_name, name, chosen), headers)
