"""The commands that work on finished records: check, panel, settle, show.  Their options; what they do is imported when run."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

NAMES_HELP = "TOML file that says which printed names are one organ"


def add_parser(commands: Any) -> None:
    """Add the four commands to the parser's."""
    check = commands.add_parser(
        "check", help="list the checks that fail; with --years, hold each year against the next"
    )
    check.add_argument("records", metavar="RECORDS", help="reports.jsonl")
    check.add_argument("--years", action="store_true", help="hold one year's records against the next year's")
    check.add_argument("--names", metavar="FILE", help=NAMES_HELP)
    check.add_argument("--write-names", metavar="FILE", help="write the matching of names as such a file")
    check.add_argument("-o", "--out", metavar="FILE", help="write the checks as JSON lines too")

    panel = commands.add_parser("panel", help="write one row an organ and year, comparable across the form's editions")
    panel.add_argument("records", metavar="RECORDS", help="reports.jsonl")
    panel.add_argument("-o", "--out", required=True, metavar="FILE", help="panel.parquet, .csv, .xlsx or .dta")
    panel.add_argument("--names", metavar="FILE", help=NAMES_HELP)
    panel.add_argument("--doubtful", action="store_true", help="give values in doubt too; their status stays in_doubt")

    settle = commands.add_parser("settle", help="confirm or dismiss a failing check, so that it is not asked again")
    settle.add_argument("records", metavar="RECORDS", help="reports.jsonl")
    settle.add_argument("check", metavar="CHECK", help="its short name as ie check prints it, or id/where")
    verdict = settle.add_mutually_exclusive_group(required=True)
    for option, value, text in (
        ("--confirm", "confirmed", "the source does not add up"),
        ("--dismiss", "dismissed", "the alarm is none"),
        ("--reopen", "reopened", "take the decision back"),
    ):
        verdict.add_argument(option, dest="verdict", action="store_const", const=value, help=text)
    settle.add_argument("--note", required=True, metavar="TEXT", help="why, for those who come later")
    settle.add_argument("--by", metavar="NAME", help="who decided")
    settle.add_argument(
        "--report", metavar="SOURCE", help="only checks of this report, where several have the same name"
    )
    settle.add_argument("--names", metavar="FILE", help=NAMES_HELP)

    show = commands.add_parser("show", help="write one HTML file with text, tables and checks linked to each other")
    show.add_argument("records", metavar="RECORDS|FILE", help="reports.jsonl, a folder with one, or one report's text")
    show.add_argument("-o", "--out", required=True, metavar="FILE", help="the HTML file")
    show.add_argument("--report", metavar="SOURCE", help="show only the report with this source")
    show.add_argument("--texts", metavar="FOLDER", help="where the reports' texts lie, if not where they were read")
    show.add_argument("--names", metavar="FILE", help=NAMES_HELP)
    for command in (check, panel, settle, show):
        command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run one of the four commands; returns the exit code."""
    records = Path(args.records)
    if args.command == "check":
        from ie.commands.check import run_check

        return run_check(records, args.years, args.names, args.write_names, args.out)
    if args.command == "panel":
        from ie.commands.panel import run_panel

        return run_panel(records, Path(args.out), args.names, args.doubtful)
    if args.command == "settle":
        from ie.commands.settle import run_settle

        return run_settle(records, args.check, args.verdict, args.note, args.by, args.names, args.report)
    from ie.commands.show import run_show

    return run_show(records, Path(args.out), args.report, args.texts, args.names)
