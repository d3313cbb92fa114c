"""The folder in which a user's loop lives: its gold, its models, which of them is current, and what every round did.

    HOME/rounds.jsonl  curve.csv  curve.png  review.sqlite
    HOME/gold/         what was annotated
    HOME/round-001/    queue.jsonl, and the model that was trained then, kept or not

Nothing is overwritten: `current` names a round or `base`, and going back only names another one.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from ie.tag.jieba_linear.model import CONFIG, WEIGHTS, Model, load_model, save_model
from ie.tag.shipped import CARD, models_folder, verify

BASE = "base"
_ROUND = re.compile(r"round-(\d{3,})")


class HomeError(ValueError):
    """A folder that cannot be a loop's, or a step that cannot be taken in it; the message says what to do."""


class Home:
    """One loop's folder; made where it is not there."""

    def __init__(self, folder: Path, base: Path) -> None:
        if folder.resolve().is_relative_to(models_folder().resolve()):
            raise HomeError(
                f"{str(folder)!r} lies among the shipped models, which are never changed; name a folder of your own"
            )
        self.folder, self.base = folder, base
        self.gold = folder / "gold"
        self.gold.mkdir(parents=True, exist_ok=True)
        self.journal = folder / "rounds.jsonl"
        self.store = folder / "review.sqlite"

    @property
    def current(self) -> str:
        """The round whose model is in use, or `base`."""
        path = self.folder / "current"
        return path.read_text(encoding="utf-8").strip() if path.is_file() else BASE

    def model_folder(self, name: str) -> Path:
        """Where the model of a round lies."""
        return self.base if name == BASE else self.folder / name

    def model(self, name: str) -> Model:
        """The model of a round, its files checked against its card."""
        folder = self.model_folder(name)
        verify(folder)
        return load_model(folder)

    def next_round(self) -> Path:
        """The folder of the round that begins, made."""
        taken = [int(m[1]) for p in self.folder.iterdir() if (m := _ROUND.fullmatch(p.name))]
        folder = self.folder / f"round-{max(taken, default=0) + 1:03}"
        folder.mkdir()
        return folder

    def save(self, folder: Path, model: Model, facts: dict[str, Any]) -> None:
        """Write a round's model with its card; `previous` on the card is what going back from it leads to."""
        save_model(folder, model)
        files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (CONFIG, WEIGHTS)}
        card = {"name": "jieba-linear", "command": "make learn", "previous": self.current, **facts, "files": files}
        (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def keep(self, name: str) -> None:
        """Make a round's model the current one."""
        part = self.folder / ".current.part"
        part.write_text(f"{name}\n", encoding="utf-8")
        part.replace(self.folder / "current")

    def back(self) -> str:
        """Put the model before the current one back; its name."""
        name = self.current
        if name == BASE:
            raise HomeError(f"the model in use is the one the loop began with ({self.base}); there is none before it")
        card = verify(self.folder / name)
        self.keep(str(card["previous"]))
        self.note({"kind": "back", "from": name, "to": card["previous"]})
        return str(card["previous"])

    def note(self, entry: dict[str, Any]) -> None:
        """One more line in the journal."""
        with self.journal.open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def notes(self) -> list[dict[str, Any]]:
        """The journal's lines."""
        if not self.journal.is_file():
            return []
        return [json.loads(line) for line in self.journal.read_text(encoding="utf-8").splitlines() if line]
