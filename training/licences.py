"""`make audit`: the licences of everything that this project asks for, with what each is needed for; docs/licences.md.

    python -m training.licences [--check]

pip-licenses reads them from the installed packages.  A package that is not installed here (another platform's) is named as such.
`--check` ends with 1 where a licence is unknown or copyleft and not among those looked at below.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
COPYLEFT = re.compile(r"GPL|Affero|MPL|Mozilla|EPL|Eclipse|CDDL|EUPL|copyleft", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z0-9._-]+")
EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")
SEEN = {
    "certifi": "MPL-2.0: weak, file by file; its list of certificates is used unchanged",
    "hypothesis": "MPL-2.0: weak, file by file; for tests alone",
    "html2text": "GPL-3.0: a converter that training reports are flattened by; not of the base, never passed on with ie",
    "pathspec": "MPL-2.0: weak, file by file; used unchanged",
    "tqdm": "MPL-2.0 and MIT: weak, file by file; used unchanged",
}
"""Copyleft packages that were looked at, and why they bind nothing of ours."""
KNOWN = {"atheris": "Apache-2.0 (by the LICENSE of its repository)"}
"""Licences that the packages themselves do not name."""


def main() -> int:
    """Write the page; 1 with --check where something is to be looked at."""
    parser = argparse.ArgumentParser(prog="python -m training.licences", description=__doc__)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {"base": project["dependencies"], **project["optional-dependencies"]}
    needs = {extra: closure(lines) for extra, lines in wanted.items()}
    names = sorted(set().union(*needs.values()))
    found = licences(names)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(names, needs, found), encoding="utf-8")
    doubts = [n for n in names if n in found and is_copyleft(found[n][1]) and n not in SEEN]
    unknown = [n for n in names if n in found and found[n][1].upper() == "UNKNOWN"]
    for name in doubts:
        print(f"{name}: {found[name][1]} is copyleft; look at what it binds, then name it in training/licences.py")
    for name in unknown:
        print(f"{name}: its licence is unknown; look at its project and name it in training/licences.py")
    return 1 if args.check and (doubts or unknown) else 0


def normalised(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(lines: Iterable[str]) -> set[str]:
    """The packages that requirements ask for, directly or through others, in this environment."""
    found: set[str] = set()
    waiting = [(line, "") for line in lines]
    while waiting:
        line, extra = waiting.pop()
        requirement, _, marker = line.partition(";")
        asked = EXTRA.search(marker)
        if (asked and asked[1] != extra) or not _holds(marker):
            continue
        match = NAME.match(requirement.strip())
        name = normalised(match[0]) if match else ""
        if not name or name in found:
            continue
        found.add(name)
        try:
            waiting += [(inner, "") for inner in requires(name) or ()]
        except PackageNotFoundError:
            continue
    return found


def _holds(marker: str) -> bool:
    """Whether a marker is true here, extras apart."""
    from packaging.markers import Marker

    return not marker.strip() or Marker(marker).evaluate({"extra": (EXTRA.search(marker) or ["", ""])[1]})


def is_copyleft(licence: str) -> bool:
    """Whether a licence asks that works made with the package be passed on under its own terms.

    >>> is_copyleft("MIT License"), is_copyleft("Mozilla Public License 2.0 (MPL 2.0)"), is_copyleft("GPL-3.0-or-later")
    (False, True, True)
    """
    return COPYLEFT.search(licence) is not None


def licences(names: list[str]) -> dict[str, tuple[str, str]]:
    """Name → version and licence, of those that are installed."""
    command = [
        sys.executable,
        "-m",
        "piplicenses",
        "--format=json",
        "--from=mixed",
        "--with-system",
        "--packages",
        *names,
    ]
    done = subprocess.run(command, capture_output=True, check=True)
    rows = json.loads(done.stdout)
    told = {normalised(row["Name"]): (row["Version"], " ".join(row["License"].split())) for row in rows}
    return {name: (version, KNOWN.get(name, licence)) for name, (version, licence) in told.items()}


def page(names: list[str], needs: dict[str, set[str]], found: dict[str, tuple[str, str]]) -> str:
    """The page: a row a package."""
    lines = [
        "# Licences of the dependencies",
        "",
        "Made by `make audit` (pip-licenses) from the packages installed; do not change it by hand. `base` is what",
        "`pip install nianbao-ie` brings, the others are extras. **Copyleft** licences are set in bold, with what was found",
        "when they were looked at.",
        "",
        "| package | licence | for | |",
        "| --- | --- | --- | --- |",
    ]
    for name in names:
        extras = [extra for extra, wanted in needs.items() if name in wanted]
        used = "base" if "base" in extras else ", ".join(extras)
        licence = found[name][1].replace("|", "/") if name in found else "not installed here"
        lines.append(
            f"| {name} | {f'**{licence}**' if is_copyleft(licence) else licence} | {used} | {SEEN.get(name, '')} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
