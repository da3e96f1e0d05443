"""What a sync keeps for itself on disk."""

from __future__ import annotations

from pathlib import Path

from graph.neo4j.manifest import SyncManifest


def test_a_manifest_that_is_begun_anew_keeps_its_name_so_that_a_killed_run_blocks_nobody_of_its_machine(tmp_path: Path) -> None:
    path = tmp_path / "manifest.sqlite"
    with SyncManifest.open(path) as manifest:
        name = manifest.read_identity()
        path.write_bytes(b"")
        manifest.discard()
    with SyncManifest.open(path) as manifest:
        assert manifest.read_identity() == name
    path.unlink()
    with SyncManifest.open(path) as manifest:
        assert manifest.read_identity() != name
