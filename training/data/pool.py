"""A folder of unlabelled real prose, and what of it must not be read by a model that is scored on certain organs.

The folder may hold `.txt` files at any depth and `.jsonl.gz` files of objects with `title` and `text`.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from training.data.splits import file_key, plain_name

SHORTEST_PARAGRAPH, LONGEST_PARAGRAPH = 40, 400
"""Characters: shorter ones are headings or leftovers of tables, longer ones several paragraphs run together."""
COUNTS = re.compile(
    r"[\d０-９]|[一二三四五六七八九十百千两几]+\s*(?:个|件|次|条|项|名|人|家|类|大|期|份|种|批|位|所|支|方面|部分)"
)
OUTLINE = re.compile(r"^[（(]?[一二三四五六七八九十]+[、)）.．，]|^第[一二三四五六七八九十]+|[：:]\s*$")
SHORTEST_SENTENCE = 16
"""Characters: a first sentence below this is a heading run in."""
SHORTEST_NAME = 6
"""Characters: a shorter name (审计局) is anyone's, and would leave out half the pool without telling of the organ."""


def left_out(pool: Path, names: set[str], files: set[str]) -> list[str]:
    """Texts of the pool that name one of the organs or whose file name is one of theirs, as `path` or `path:line`, sorted by path.

    `names` and `files` are those of `splits.names_of`.  An organ told by an abbreviation alone is not found.
    """
    known = sorted(name for name in names if len(name) >= SHORTEST_NAME)
    pattern = re.compile("|".join(map(re.escape, known))) if known else None
    return [
        place
        for place, name, text in pool_texts(pool)
        if (name and file_key(name) in files) or (pattern and pattern.search(plain_name(text)))
    ]


def prose_paragraphs(pool: Path, without: Collection[str] = ()) -> list[str]:
    """Paragraphs that can stand in a training report without any label: whole sentences, no number, no heading's number; each once.

    `without` are the places (as `left_out` names them) of texts that must not be read.
    """
    found: dict[str, None] = {}
    for place, _, text in pool_texts(pool):
        for line in () if place in without else text.splitlines():
            words = line.strip(" \t\u3000")
            if SHORTEST_PARAGRAPH <= len(words) <= LONGEST_PARAGRAPH and _is_plain(words):
                found[words] = None
    return list(found)


def _is_plain(words: str) -> bool:
    """Whole sentences, the first of which is no heading run in, without a number that could be a label."""
    if not words.endswith("。") or "|" in words or len(words.split("。")[0]) < SHORTEST_SENTENCE:
        return False
    return not COUNTS.search(words) and not OUTLINE.search(words)


def pool_texts(pool: Path) -> Iterator[tuple[str, str, str]]:
    """Place in the folder, file name (empty for a line of a collection), and text of everything in the pool."""
    for path in sorted(pool.rglob("*")):
        place = path.relative_to(pool).as_posix()
        if path.suffix == ".txt":
            yield place, path.name, path.read_text(encoding="utf-8", errors="replace")
        elif path.name.endswith(".jsonl.gz"):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines, start=1):
                    entry = json.loads(line)
                    yield f"{place}:{number}", "", f"{entry['title']}\n{entry['text']}"
