"""A round's reports → a queue file → answers as gold: from people by the review page, or from a folder of gold already made."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ie.score.gold import load_gold
from training.active.batches import Pick
from training.active.home import HomeError


def write_queue(picks: Sequence[Pick], path: Path) -> None:
    """JSON Lines of `source` and `why`, in the order to ask in."""
    rows = (json.dumps({"source": p.candidate.name, "why": p.why}, ensure_ascii=False) for p in picks)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def ask_people(pool: Path, queue: Path, store: Path, gold: Path, page: Sequence[str] = ()) -> None:
    """Open the review page on the queue until its last report is done, and write the answers as gold; `page` are options for the page."""
    command = [sys.executable, "-m", "ie.cli", "review", str(pool), "--queue", str(queue), "--store", str(store)]
    done = subprocess.run([*command, "--until-done", *page], check=False)
    if done.returncode:
        raise HomeError(
            "the review page ended before the queue was done; what was answered is kept, run the command again"
        )
    from ie.review.export import export_gold

    export_gold(store, gold)


def take_answers(wanted: Sequence[str], answers: Sequence[Path], gold: Path) -> None:
    """Copy the gold files of these sha256 from folders of answers."""
    for folder in answers:
        for path in sorted(folder.rglob("*.json")) if folder.is_dir() else [folder]:
            (report,) = load_gold([path])
            if report.sha256 in wanted:
                shutil.copyfile(path, gold / path.name)
