"""The interface's words in Chinese and English, from `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

Lang = Literal["zh", "en"]


@cache
def words(lang: Lang) -> dict[str, str]:
    """Every word of the interface by its key; the two languages have the same keys (a test sees to it)."""
    text = (resources.files("ie.review") / "words.toml").read_text(encoding="utf-8")
    return {key: pair[lang] for key, pair in tomllib.loads(text).items()}
