"""Keyed derivations, ids, and the signed tenant context as Python makes it."""

import hashlib
import hmac
import time
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.platform.context import ContextSigner, key_pads
from webapp.platform.ids import uuid7
from webapp.platform.signing import Keys, same

TENANT = UUID("0197a3f0-0000-7000-8000-000000000001")


def test_every_purpose_has_a_key_of_its_own():
    keys = Keys("k" * 40)
    assert keys.mac("form key", b"x") != keys.mac("rating id", b"x")
    assert keys.mac("form key", b"x") != Keys("j" * 40).mac("form key", b"x")


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
@settings(max_examples=100, deadline=None)
def test_parts_cannot_be_shifted_into_one_another(one, other):
    keys = Keys("k" * 40)
    assert (keys.mac("p", *one) == keys.mac("p", *other)) is (one == other)


def test_the_size_is_as_asked():
    assert [len(Keys("k").mac("p", size=size)) for size in (8, 16, 32)] == [8, 16, 32]


def test_comparison_is_on_bytes():
    assert same(b"a", b"a") and not same(b"a", b"b") and not same(b"a", b"aa")


def test_a_context_is_a_literal_of_tenant_expiry_and_hmac():
    statement = ContextSigner("geheim").statement_for(TENANT)
    context = statement.removeprefix("SET LOCAL app.ctx = '").removesuffix("'")
    tenant, expiry, signature = context.split(".")
    assert tenant == str(TENANT) and time.time() < int(expiry) < time.time() + 6000
    assert signature == hmac.new(b"geheim", f"{tenant}.{expiry}".encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("planted", ["x'; drop table rating; --", "", "0197a3f0"])
def test_only_a_uuid_gets_into_the_literal(planted):
    with pytest.raises((ValueError, AttributeError, TypeError)):
        ContextSigner("geheim").statement_for(planted)


@pytest.mark.parametrize("key", ["short", "x" * 64, "y" * 200])
def test_the_pads_are_those_of_hmac(key):
    inner, outer = key_pads(key)
    message = b"whatever"
    made = hashlib.sha256(outer + hashlib.sha256(inner + message).digest()).hexdigest()
    assert made == hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


def test_ordinary_row_ids_are_ordered_by_time():
    first = uuid7()
    time.sleep(0.002)
    assert first < uuid7() and first.version == 7 and first.variant == uuid4().variant
