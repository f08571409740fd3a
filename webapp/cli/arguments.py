"""The commands and their options. Each command lives in a module of its own, loaded when it is called."""

import argparse
from collections.abc import Callable
from importlib import import_module

EPILOG = """examples:
  bin/pamong tenants                                   list every pemda
  bin/pamong recount --check                           compare all aggregates with the ratings
  bin/pamong score < ratings.jsonl > scores.jsonl      the scoring formula on plain data, no database needed
  psql "$(bin/pamong database-url --app)"              look at the running database

exit status:
  0 done; 1 it could not be done, or a check found something; 2 wrong use; 78 the settings do not allow it

Settings come from the environment (docs/operations.md). bin/pamong COMMAND --help tells about one command.
"""
SCORE = """Scores ratings by the formula Pamong uses, from standard input to standard output. Needs no database.

In: JSON lines in UTF-8, one object a rating.
  officer, unit, service   texts, not empty
  channel                  token, kiosk or open
  device, prefix           where it came from: texts, or null when unknown
  week, minute             whole numbers; minutes count within the week, or from the start if any exceeds a week
  stars                    1, 2, 3 or 4

Out: JSON lines, one object an officer.
  officer, n, n_effective, verified_share
  score, low, high         1 to 4, or null where the data do not allow it
  status                   usable, early or insufficient
  held                     ratings that count for nothing or little: line of the input, reason
  formula                  which formula it was

Exit status 2 when lines are wrong; then nothing is scored, and the first twenty wrong lines are named with what is
wrong with each, and how many more there are. Text that is not UTF-8 ends it at its first such line.
"""
ZONES = ["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"]


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="bin/pamong",
        description="Pamong for administrators. Without DATABASE_URL it works on the embedded database of\n"
        "PAMONG_HOME, which it starts for the while if bin/dev does not run; only database-url does not start it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "--database", metavar="NAME", help="work on another database of the same server, e.g. a restored copy"
    )
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _tenants(commands)
    _counting(commands)
    _database(commands)
    _processes(commands)
    return top


def _tenants(commands) -> None:
    tenants = _command(commands, "tenants", "list, show, open or close a pemda, invite its first people",
                       ("tenants", "list_all"), "Without a verb: every pemda, one a line.")  # fmt: skip
    verbs = tenants.add_subparsers(title="verbs", metavar="VERB")
    _command(verbs, "list", "every pemda, one a line", ("tenants", "list_all"),
             "Prints slug, open or closed, time zone, region code and name.")  # fmt: skip
    show = _command(verbs, "show", "one pemda with its calendar", ("tenants", "show"),
                    "Prints its facts, working days and holidays.")  # fmt: skip
    closed = _command(verbs, "close", "close a pemda: its pages say so, its data stays", ("tenants", "close_one"),
                      "Nothing is deleted; sign-in and ratings end at once.")  # fmt: skip
    for one in (show, closed):
        one.add_argument("slug", help="its word in addresses, as `bin/pamong tenants` lists it")
    closed.add_argument("--reason", required=True, metavar="TEXT", help="why; kept with the pemda")
    _tenants_open(_command(verbs, "open", "open a pemda", ("tenants", "open_one"),
                           "Its pages work at once; people, offices and services come afterwards."))  # fmt: skip
    _tenants_invite(_command(
        verbs, "invite", "invite one of the first people of a pemda", ("tenants", "invite"),
        "Adds this person, or finds who bears the NIP; gives the roles; prints a link that opens the account once, "
        "within seven days. Safe to repeat: only the link is new, and the one before is void. Everybody else is "
        "invited on the pages of the pemda.",
    ))  # fmt: skip
    confirmed = _command(
        verbs, "confirm", "be the second person where a pemda has none", ("confirming", "confirm"),
        "Prints the powerful roles and links into accounts that wait for a second person, one a line; with --id agrees "
        "to one of them. Ask the person concerned first. Of a link, the last line is the link: give it to that person "
        "only.",
    )  # fmt: skip
    confirmed.add_argument("slug", help="the pemda's word in addresses")
    confirmed.add_argument("--id", metavar="ID", help="which one to agree to")


def _tenants_open(opened: argparse.ArgumentParser) -> None:
    more = {"action": "append", "default": []}
    opened.add_argument("slug", help="its word in addresses: small letters, digits, dashes")
    opened.add_argument("--name", required=True, help="e.g. 'Kota Pontianak'")
    opened.add_argument("--short-name", metavar="NAME", help="e.g. 'Pontianak' (default: the name)")
    opened.add_argument("--kind", required=True, choices=["provinsi", "kabupaten", "kota"], help="what it is by law")
    opened.add_argument("--region-code", required=True, metavar="CODE", help="Kemendagri code, e.g. 61.71")
    opened.add_argument("--timezone", required=True, choices=ZONES, help="whose midnight ends its days")
    opened.add_argument("--colour", default="#2c3d8f", metavar="#RRGGBB",
                        help="made darker if white text could not be read on it (default %(default)s)")  # fmt: skip
    opened.add_argument("--host", **more, metavar="NAME", help="a host name of its own (repeat for more)")
    opened.add_argument("--contact", **more, metavar="KEY=TEXT", help="e.g. telepon=0561-123456 (repeat for more)")
    opened.add_argument("--working-days", default="1-5", metavar="DAYS",
                        help="ISO week days, e.g. 1-5 or 1,2,3,4,5,6 (default %(default)s)")  # fmt: skip
    opened.add_argument("--holiday", **more, metavar="DATE=NAME", help="e.g. 2026-08-17=Kemerdekaan (repeat for more)")


def _tenants_invite(invited: argparse.ArgumentParser) -> None:
    invited.add_argument("slug", help="the pemda's word in addresses")
    invited.add_argument("--name", required=True, help="the person's name with titles; one on record is kept")
    invited.add_argument("--nip", required=True, metavar="DIGITS", help="18 digits")
    invited.add_argument("--kind", default="pns", choices=["pns", "pppk"], help="what he is (default %(default)s)")
    invited.add_argument("--role", required=True, action="append", choices=["bkpsdm", "organisasi"],
                         help="human resources, or services and surveys (repeat for both)")  # fmt: skip


def _counting(commands) -> None:
    recount = _command(
        commands, "recount", "compare all aggregates with the ratings, or put them right", ("counting", "recount"),
        "Counts all ratings afresh. Prints one line a pemda, and the first differences. Ratings that are not counted "
        "yet are no difference.",
    )  # fmt: skip
    how = recount.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="only compare (the default); exit status 1 on a difference")
    how.add_argument("--repair", action="store_true", help="rewrite what differs, and say what it was")
    recount.add_argument("--tenant", metavar="SLUG", help="only this pemda")
    verify = _command(
        commands,
        "verify",
        "prove that no answer was changed since it was sealed",
        ("verifying", "verify"),
        "Walks the chain of daily seals and every answer in it. Names what was edited, deleted, put elsewhere, cut off "
        "or slipped in past the counter; exit status 1 if there is any. A seal made late is only noted.",
    )
    verify.add_argument("--tenant", metavar="SLUG", help="only this pemda")
    verify.add_argument("--against", metavar="FILE", help="seals as once published (/data/segel.json of the pemda)")
    events = _command(
        commands, "events", "show or retry ratings that could not be counted", ("counting", "events"),
        "An event stands for a rating that waits to be counted; after several failures it is put aside (quarantined). "
        "Prints those, with the last error; exit status 1 if there are any.",
    )  # fmt: skip
    events.add_argument("--retry", action="store_true", help="let them be tried again, once the cause is mended")
    score = _command(commands, "score", "score ratings from standard input (JSON lines); needs no database",
                     ("scoring", "score"), SCORE)  # fmt: skip
    score.formatter_class = argparse.RawDescriptionHelpFormatter


def _database(commands) -> None:
    url = _command(
        commands, "database-url", "print the address of the running database, for psql and checks",
        ("database", "print_url"),
        "The address holds the role's password: keep it out of logs and tickets. In the embedded mode bin/dev must "
        "run: this command starts no database, and ends with status 78 when there is none.",
    )  # fmt: skip
    url.set_defaults(role="app")
    role = url.add_mutually_exclusive_group()
    for name, meaning in (
        ("app", "web and workers (the default): sees the rows of one pemda, given its signed context"),
        ("owner", "migrations"),
        ("ops", "backup, clock and bin/pamong: sees all pemda"),
    ):
        role.add_argument(f"--{name}", dest="role", action="store_const", const=name, help=f"role of {meaning}")
    backup = _command(
        commands, "backup", "write all data to one file", ("backup", "backup"),
        "Writes a dump in the format of pg_restore, with the role ops, readable for you alone. "
        "An existing file is not overwritten.",
    )  # fmt: skip
    backup.add_argument("file", help="where to write it")
    restore = _command(
        commands, "restore", "read a backup into a new database and check it", ("backup", "restore"),
        "Reads the dump into a new database (embedded mode) or into the empty one of DATABASE_OWNER_URL, installs the "
        "context key, and recounts everything. A restore that fails leaves nothing behind. Exit status 1 if the "
        "numbers in it do not add up.",
    )  # fmt: skip
    restore.add_argument("file", help="what `bin/pamong backup` wrote")
    restore.add_argument("--into", metavar="NAME",
                         help="name of the new database (embedded mode only; default pamong_restored)")  # fmt: skip


def _processes(commands) -> None:
    _command(
        commands, "release", "migrate, install the context key, check (before each start of a version)",
        ("database", "release"), "Needs DATABASE_OWNER_URL. Safe to repeat.",
    )  # fmt: skip
    demo = _command(
        commands, "demo", "load the demonstration data (embedded mode only)", ("demo", "demo"),
        "Four pemda with people, counters, months of ratings, and plans with evidence. Safe to repeat.",
    )  # fmt: skip
    demo.add_argument("--accounts", action="store_true", help="only print the addresses and accounts")


def _command(commands, name: str, short: str, run: tuple[str, str], more: str = "") -> argparse.ArgumentParser:
    """One command: `short` stands in the list, `more` is told in its own help; `run` is (module, function)."""
    told = more if "\n" in more else f"{short[0].upper()}{short[1:]}. {more}".strip()
    made = commands.add_parser(name, help=short, description=told)
    made.set_defaults(run=_call(*run))
    return made


def _call(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        return getattr(import_module(f"webapp.cli.{module}"), function)(arguments)

    return run
