"""Prints docs/reference/settings.md: every setting with its default and meaning, read from api/settings.py.

Run as ``python -m tools.settings_reference``.
"""

from __future__ import annotations

import sys
from typing import Final

from api.settings import PREFIX, Settings

HEAD: Final = """\
# Settings

Written by `make docs` from api/settings.py; do not edit. A value comes from the first of: a flag of the command, an environment
variable, `ownership.toml` in the working folder (lower-case names without the prefix), the default. `ownership config` shows each value
with its origin, secrets masked. An unknown variable that begins with `OWNERSHIP_` is refused, so that a misspelled one is noticed.

| variable | default | meaning |
|---|---|---|
"""


def format_page() -> str:
    """Format the page, one row a setting."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "none" if field.default is None else f"`{field.default}`"
        rows.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(format_page())
