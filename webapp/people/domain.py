"""Verbs about people. None of them commits."""

from uuid import UUID

from webapp.people import queries, rules
from webapp.people.models import Account, SignInFailure
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.signing import Keys


class TooManyTries(Exception):
    """This name or this network has failed too often lately; it opens again by itself."""


def knock(session: TenantSession, keys: Keys, *, name: str, network: str) -> SignInFailure:
    """Notes a try as failed before anybody knows how it ends, so that tries of the same moment count each other.

    Committed by the caller before it goes on; `let_in` takes the note back.
    """
    tenant = session.tenant.id.bytes
    note = SignInFailure(
        name_mark=keys.mac("sign-in name", tenant, _folded(name).encode()),
        network_mark=keys.mac("sign-in network", tenant, network.encode()),
        at=clock.now(),
    )
    session.add(note)
    return note


def place_of(keys: Keys, note: SignInFailure) -> bytes:
    """The mark of a name and a network together: kept with a session, it says that this name has been here before."""
    return keys.mac("sign-in place", note.name_mark, note.network_mark)


def account_to_open(
    session: TenantSession, note: SignInFailure, place_mark: bytes, name: str
) -> tuple[Account | None, bool]:
    """The account of this name, whose password is to be looked at now, and whether the name is held.

    A held name has no account but at a place it knows. Whoever guesses at it is to be answered alike at both,
    after the same work, or the answers would tell whose places these are. Raises TooManyTries.
    """
    of_pair, of_name, of_network, is_known = queries.tries_beside(session, note, note.at - rules.WINDOW, place_mark)
    if not rules.may_try(of_pair, of_network):
        session.delete(note)
        raise TooManyTries
    account, is_held = queries.account_by_name(session, _folded(name)), rules.is_held(of_name)
    return None if is_held and not is_known else account, is_held


def let_in(session: TenantSession, note: SignInFailure, account: Account) -> UUID:
    """The password was right: it was no failure, and is on the record. Returns whose account it is."""
    session.delete(note)
    record(session, "sesi:masuk", "person", account.person_id, by=account.person_id)
    return account.person_id


def _folded(name: str) -> str:
    return name.strip().lower()
