"""The models that come with `ie`: where they lie, and that their files are whole before anything reads them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

CARD = "card.json"


class ShippedModelError(RuntimeError):
    """A shipped model that is missing or damaged; the message says which file, why, and what to do."""


def models_folder() -> Path:
    """Inside the package where it was installed from a wheel, beside it where it was installed from the repository."""
    package = Path(__file__).parents[1]
    inside = package / "models"
    return inside if inside.is_dir() else package.parent / "models"


def shipped_model(name: str) -> Path:
    """The folder of a model (`jieba_linear`), every file that its card lists checked against its sha256."""
    folder = models_folder() / name
    verify(folder)
    return folder


def verify(folder: Path) -> dict[str, Any]:
    """The card of a model folder whose files are those it lists; ShippedModelError names the one that is not."""
    card = _card(folder / CARD)
    for name, digest in sorted(card["files"].items()):
        path = folder / name
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise ShippedModelError(
                f"the model file {str(path)!r} cannot be read: {error.strerror}; install ie anew, or use --tagger pattern"
            ) from error
        if found != digest:
            raise ShippedModelError(
                f"the model file {str(path)!r} is damaged: its sha256 begins {found[:12]}, the card says {str(digest)[:12]}; "
                "install ie anew, or use --tagger pattern"
            )
    return card


def _card(path: Path) -> dict[str, Any]:
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ShippedModelError(
            f"the model card {str(path)!r} cannot be read: {error.strerror}; install ie anew, or use --tagger pattern"
        ) from error
    except ValueError as error:
        raise ShippedModelError(
            f"the model card {str(path)!r} is no JSON: {error}; install ie anew, or use --tagger pattern"
        ) from error
    if not isinstance(card, dict) or not isinstance(card.get("files"), dict):
        raise ShippedModelError(
            f"the model card {str(path)!r} does not list the model's files; install ie anew, or use --tagger pattern"
        )
    return card
