"""What the verb ``sync`` tells of its progress; what it does is in tests/contract/test_sync_command.py."""

from __future__ import annotations

import json
from importlib import import_module

import pytest

from cli.sync import Progress


def test_progress_is_told_in_words_in_json_or_not_at_all(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(import_module("cli.sync"), "_LOG", 0.0)
    told = []
    for flags in ({}, {"as_json": True}, {"quiet": True}, {"quiet": True, "as_json": True}):
        progress = Progress(**{"quiet": False, **flags})
        progress.show("comparing", 20_000, 0)
        progress.show("relationships", 150, 600)
        told.append(capsys.readouterr().err.splitlines())
    assert told[0] == ["comparing: 20,000", "relationships: 25 % of 600"]
    lines = [json.loads(line) for line in told[1]]
    assert [(line["phase"], line["done"], line["total"]) for line in lines] == [("comparing", 20_000, None), ("relationships", 150, 600)]
    assert told[2:] == [[], []]
