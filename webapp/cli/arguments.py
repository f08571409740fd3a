"""The commands and their options. Each command lives in a module of its own, loaded when it is called."""

import argparse
from collections.abc import Callable
from importlib import import_module

EPILOG = """examples:
  bin/pamong tenants                                   list every pemda
  bin/pamong recount --check                           compare all aggregates with the ratings
  bin/pamong score < ratings.jsonl > scores.jsonl      the scoring formula on plain data, no database needed
  psql "$(bin/pamong database-url --app)"              look at the running database
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="bin/pamong",
        description="Pamong for administrators. Without DATABASE_URL it works on the embedded database of PAMONG_HOME.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "--database", metavar="NAME", help="work on another database of the same server (a restored copy)"
    )
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _tenants(commands)
    _counting(commands)
    _database(commands)
    _processes(commands)
    return top


def _tenants(commands) -> None:
    tenants = commands.add_parser("tenants", help="list, open or close a pemda")
    tenants.set_defaults(run=_call("tenants", "list_all"))
    verbs = tenants.add_subparsers(metavar="VERB")
    verbs.add_parser("list", help="every pemda, one a line").set_defaults(run=_call("tenants", "list_all"))
    show = verbs.add_parser("show", help="one pemda with its calendar")
    show.add_argument("slug")
    show.set_defaults(run=_call("tenants", "show"))
    opened = verbs.add_parser("open", help="open a pemda")
    opened.add_argument("slug", help="its word in addresses: small letters, digits, dashes")
    opened.add_argument("--name", required=True, help="e.g. 'Kota Pontianak'")
    opened.add_argument("--short-name", help="e.g. 'Pontianak' (default: the name)")
    opened.add_argument("--kind", required=True, choices=["provinsi", "kabupaten", "kota"])
    opened.add_argument("--region-code", required=True, help="Kemendagri code, e.g. 61.71")
    zones = ["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"]
    opened.add_argument("--timezone", required=True, choices=zones)
    opened.add_argument(
        "--colour", default="#2c3d8f", help="#rrggbb; made darker if white text could not be read on it"
    )
    opened.add_argument(
        "--host", action="append", default=[], help="a host name of its own (repeat for more)"
    )
    opened.add_argument(
        "--contact", action="append", default=[], metavar="KEY=TEXT", help="e.g. telepon=0561-123456"
    )
    opened.add_argument("--working-days", default="1-5", help="ISO week days, e.g. 1-5 or 1,2,3,4,5,6")
    opened.add_argument(
        "--holiday", action="append", default=[], metavar="DATE=NAME", help="e.g. 2026-08-17=Kemerdekaan"
    )
    opened.set_defaults(run=_call("tenants", "open_one"))
    closed = verbs.add_parser("close", help="close a pemda: its pages say so, its data stays")
    closed.add_argument("slug")
    closed.add_argument("--reason", required=True)
    closed.set_defaults(run=_call("tenants", "close_one"))


def _counting(commands) -> None:
    recount = commands.add_parser(
        "recount", help="compare all aggregates with the ratings, or put them right"
    )
    how = recount.add_mutually_exclusive_group()
    how.add_argument(
        "--check", action="store_true", help="only compare (the default); exit status 1 on a difference"
    )
    how.add_argument("--repair", action="store_true", help="rewrite what differs, and say what it was")
    recount.add_argument("--tenant", metavar="SLUG", help="only this pemda")
    recount.set_defaults(run=_call("counting", "recount"))
    events = commands.add_parser("events", help="show or retry events that could not be counted")
    events.add_argument("--retry", action="store_true", help="let the quarantined ones be tried again")
    events.set_defaults(run=_call("counting", "events"))
    score = commands.add_parser(
        "score",
        help="score ratings from standard input (JSON lines) to standard output; needs no database",
        description="In, one object a rating: officer, unit, service, channel (token|kiosk|open), device, prefix "
        "(strings or null), week, minute (integers), stars (1..4). Out, one object an officer: officer, n, "
        "n_effective, verified_share, score, low, high, status (usable|early|insufficient), held.",
    )
    score.set_defaults(run=_call("scoring", "score"))


def _database(commands) -> None:
    url = commands.add_parser(
        "database-url", help="print the address of the running database, for psql and checks"
    )
    role = url.add_mutually_exclusive_group()
    for name, meaning in (
        ("owner", "migrations"),
        ("app", "web and workers (the default)"),
        ("ops", "backup, clock"),
    ):
        role.add_argument(
            f"--{name}", dest="role", action="store_const", const=name, help=f"role of {meaning}"
        )
    url.set_defaults(run=_call("database", "print_url"), role="app")
    backup = commands.add_parser("backup", help="write all data to one file")
    backup.add_argument("file")
    backup.set_defaults(run=_call("backup", "backup"))
    restore = commands.add_parser("restore", help="read a backup into a new database and check it")
    restore.add_argument("file")
    restore.add_argument(
        "--into", metavar="NAME", help="name of the new database (embedded mode; default pamong_restored)"
    )
    restore.set_defaults(run=_call("backup", "restore"))


def _processes(commands) -> None:
    release = commands.add_parser(
        "release", help="migrate, install the context key, check (before each start of a version)"
    )
    release.set_defaults(run=_call("database", "release"))
    demo = commands.add_parser("demo", help="load the demonstration data (embedded mode only)")
    demo.add_argument("--accounts", action="store_true", help="only print the addresses and accounts")
    demo.set_defaults(run=_call("demo", "demo"))


def _call(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        return getattr(import_module(f"webapp.cli.{module}"), function)(arguments)

    return run
