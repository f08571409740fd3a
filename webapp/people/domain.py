"""Verbs about people. None of them commits."""

from uuid import UUID

from webapp.people import passwords, queries, rules
from webapp.people.models import SignInFailure
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.signing import Keys


class TooManyTries(Exception):
    """This name or this network has failed too often lately; it opens again by itself."""


def sign_in(session: TenantSession, keys: Keys, *, name: str, password: str, network: str) -> UUID | None:
    """The person whose name and password these are, else None, after the same work. Raises TooManyTries."""
    name = name.strip().lower()
    tenant = session.tenant.id.bytes
    name_mark = keys.mac("sign-in name", tenant, name.encode())
    network_mark = keys.mac("sign-in network", tenant, network.encode())
    now = clock.now()
    if not rules.may_try(*queries.failures_since(session, now - rules.WINDOW, name_mark, network_mark)):
        raise TooManyTries
    account = queries.account_by_name(session, name)
    if not passwords.matches(account.password_hash if account else None, password):
        session.add(SignInFailure(name_mark=name_mark, network_mark=network_mark, at=now))
        return None
    record(session, "sesi:masuk", "person", account.person_id, by=account.person_id)
    return account.person_id
