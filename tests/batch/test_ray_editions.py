"""An actor of the cluster reads by the editions of the driver's user; it needs no cluster to be asked, and no folder."""

from __future__ import annotations

from contextvars import copy_context
from pathlib import Path

import pytest

from ie.batch.work import unpack_outcome
from ie.batch.worker import WORK, tagger_names
from ie.editions import read_editions, using_editions
from ie.read import Limits
from ie.read.items import file_item
from ie.tag import load_tagger
from tests.editions.local_form import ID, local_report, write_form

pytest.importorskip("ray", reason="Ray is not installed; pip install 'nianbao-ie[cluster]' runs these")
pa = pytest.importorskip("pyarrow")
from ie.batch.ray_actor import GROUP, Extractor, pack_item, unpack_outcomes  # noqa: E402
from ie.batch.ray_engine import RayEngine  # noqa: E402


def test_an_actor_reads_by_the_editions_that_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(local_report(0)[0], encoding="utf-8")
    with using_editions(read_editions(write_form(tmp_path / "forms"))):
        engine = RayEngine(1, Limits(), "pattern", WORK)
    (tmp_path / "forms" / "yunxia.toml").unlink()
    settings, wanted = engine._settings, tagger_names(load_tagger("pattern"))
    group = pack_item(0, file_item(tmp_path / "a.txt"))
    table = pa.table({GROUP: pa.array([group], pa.large_binary())})

    def work() -> bytes:
        actor = Extractor(settings, wanted)
        try:
            return bytes(actor(table)[GROUP][0].as_py())
        finally:
            actor._pool.__exit__(None, None, None)

    # An actor is a process of its own; here it gets a context of its own.
    [(_, packed)] = unpack_outcomes(copy_context().run(work))
    assert unpack_outcome(packed).record["edition"] == ID
