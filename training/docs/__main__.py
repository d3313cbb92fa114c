"""`python -m training.docs [--check]`: write the parts of the documentation that follow from the code, or say which are not current."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.docs.library import library_page
from training.docs.picture import picture
from training.docs.sample import with_record

ROOT = Path(__file__).parents[2]
RECORD_PAGES = ("docs/record.md", "docs/zh/record.md")


def generated() -> Iterator[tuple[Path, str]]:
    """Every such file and what it should hold."""
    yield ROOT / "docs" / "how-it-works.svg", picture(ROOT)
    yield ROOT / "docs" / "api.md", library_page()
    for name in RECORD_PAGES:
        yield ROOT / name, with_record((ROOT / name).read_text("utf-8"))


def main(argv: Sequence[str] | None = None) -> int:
    """Write what is not current; with --check write nothing and give 1."""
    parser = argparse.ArgumentParser(prog="python -m training.docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 where a file is not current")
    check = parser.parse_args(argv).check
    stale = [(path, text) for path, text in generated() if not path.is_file() or path.read_text("utf-8") != text]
    for path, text in stale:
        print(f"{'not current' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.write_text(text, "utf-8", newline="\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
