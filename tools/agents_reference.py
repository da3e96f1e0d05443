"""Prints docs/reference/agents.md: how an agent is connected, and every tool with its arguments and what it answers on the example.

The examples are answers of the tools themselves over examples/, published with fixed dates.  Run as ``python -m tools.agents_reference``.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from api.mcp.server import DATA_NOTE
from api.mcp.tool import Tool, ToolCall
from api.mcp.tools import TOOLS
from api.settings import load
from graph.generation.data_folder import DataFolder
from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.terms import Base

_EXAMPLE: Final = Path(__file__).resolve().parent.parent / "examples" / "saryarka.map.yaml"
_DAY: Final = {"as_of": "2018-12-12"}
_DONE: Final = {**_DAY, "include": ["agreed"]}
_PUBLIC: Final = "https://ownership.example"

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "search": {"q": "Saryarka"},
    "controllers": {"party": "Saryarka AvtoProm", **_DONE},
    "controlled": {"party": "China General Technology (Group) Holding", **_DAY},
    "owners": {"party": "Saryarka AvtoProm", **_DONE},
    "paths": {"from": "China General Technology (Group) Holding", "to": "Saryarka AvtoProm", **_DONE},
    "history": {"party": "Saryarka AvtoProm", **_DONE},
    "what_if": {**_DAY, "party": "Saryarka AvtoProm", "changes": [{"holder": "new:Ann", "subject": "Saryarka AvtoProm", "share": "60"}]},
    "sources": {},
    "rules": {"rule": "ofac-50"},
}
"""Tool -> the arguments of its example."""

HEAD: Final = f"""\
# Agents

Written by `make docs` from the tools; do not edit. `ownership mcp` is a read-only server of the
[Model Context Protocol](https://modelcontextprotocol.io): an assistant asks it who controls a company and gets an
answer with its rule, its day, its evidence and what is not known. It needs the extra `[mcp]`: `pip install 'ownership-graph[mcp]'`.

## Connect

A client on the same machine starts the command itself and speaks with it over standard input and output. Most clients take this entry:

```json
{{"mcpServers": {{"ownership": {{"command": "ownership", "args": ["--data", "/path/to/data", "mcp"]}}}}}}
```

Name the data folder in full: the client chooses the working folder. In the container the command is `docker` with the arguments
`run --rm -i -v ownership-data:/data ownership-graph ownership mcp`.

Clients elsewhere reach one server over HTTP: `ownership mcp --http 127.0.0.1:8001` answers at `http://127.0.0.1:8001/mcp`. It listens on
loopback unless another address is named, and refuses requests whose `Host` or `Origin` is neither loopback, nor that address, nor the one
in `OWNERSHIP_PUBLIC_URL`. Keys, rates, bounds on connections and the request log are those of `serve` ([operation](operation.md)): with
`OWNERSHIP_API_KEYS` a client sends its key as `Authorization: Bearer KEY`.

With `OWNERSHIP_PUBLIC_URL` replies carry permanent addresses of the answer and of each statement. Limits are those of the
[settings](settings.md), as over HTTP. A new generation is served within a second of its publication, also within a session.

With the extra `[fast]` machine code is compiled once on each machine, which can keep the first questions waiting for a minute or two: ask
about a company with many holders by the command before clients with short time-outs do.

## Every reply

| field | is |
|---|---|
| `sentence` | the answer in one sentence that can be quoted; where there is none it says that none is shown by these sources |
| `not_known` | what the sources leave open: unnamed holders, where the trail ends, what is only possible, what does not count on the day |
| `disagreements` | which source contradicts which claim |
| `evidence` | the statements that it rests on: what each says, its source and date, its quotes, its links |
| `left_out` | which list was cut, how much of it is there, and how to get the others |
| `page` | the permanent address of the answer |
| `answer` | the body of the same question [over HTTP](http.md) without its context, with verdict, rule and day |

The same is written as text, in this order. A reply has at most 48 KiB of JSON and 24 KiB of text; `skip` reads on in a list that was cut,
and a text of a source beyond 400 characters ends in "…". A name that fits several parties, or nearly fits some, is answered with the
candidates and what tells them apart; nothing is guessed. An unknown argument is refused. Errors have `code`, `what` and `hint` as
[everywhere](errors.md).

{DATA_NOTE}
In the text such a string stays on its line, and characters that cannot be seen or that turn the direction of reading are written out, such
as `<U+202E>`; the JSON has them as they are.

| to be kept in mind | because |
|---|---|
| "possible" is not "certain" | the sources leave it open |
| "not shown by these sources" is not "nobody" | other sources may say more |
| an agreed deal is not done | it counts only with `include: ["agreed"]`, and the sentence says so |
| `owners` is not `controllers` | money is not votes |
| a rule that covers a company accuses nobody | it says what a listing would bring about |

## Tools
"""


def format_page() -> str:
    """Format the page; a tool without an example is an error."""
    with tempfile.TemporaryDirectory() as folder:
        data = DataFolder(Path(folder) / "data")
        with data.writer(Base()) as writer:
            writer.publish(load_file(LoadContext(Base(), _EXAMPLE)), created="2026-01-01T00:00:00Z")
        settings, _ = load({"public_url": _PUBLIC}, environment={}, folder=Path(folder))
        call = ToolCall(data.open(), settings)
        return HEAD + "".join(line for tool in TOOLS for line in _format_tool(tool, call))


def _format_tool(tool: Tool[Any, Any], call: ToolCall) -> Iterator[str]:
    arguments = EXAMPLES[tool.name]
    _, text = tool.answer_call(call, arguments)
    yield f"\n### {tool.name}\n\n{tool.description}\n\n| argument | is |\n|---|---|\n"
    required = tool.input_schema.get("required", ())
    properties = tool.input_schema["properties"].items()
    for name, schema in sorted(properties, key=lambda pair: pair[0] not in required):
        yield f"| `{name}` | {schema['description']}{' (required)' if name in required else ''} |\n"
    yield f"\n`{tool.name}` `{json.dumps(arguments, ensure_ascii=False)}`\n\n```text\n{text}```\n"


if __name__ == "__main__":
    sys.stdout.write(format_page())
