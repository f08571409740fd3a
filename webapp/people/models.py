"""People: OPD tree, jabatan, ASN, who leads whom and since when, and how they sign in."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlmodel import Field, SQLModel

from webapp.platform.access import ROLES
from webapp.platform.db import TenantRecord, belongs_to, one_of

MOMENT = sa.DateTime(timezone=True)
OPD_KINDS = (
    "sekretariat",
    "dinas",
    "badan",
    "inspektorat",
    "kecamatan",
    "kelurahan",
    "upt",
    "rsud",
    "bidang",
    "bagian",
    "kepala_daerah",
)
JABATAN_KINDS = ("jpt", "administrator", "pengawas", "fungsional", "pelaksana", "kepala_daerah")
BASES = ("definitif", "plt", "plh")


def period() -> sa.CheckConstraint:
    """valid_to, if known, is not before valid_from."""
    return sa.CheckConstraint("valid_to is null or valid_to >= valid_from", "period")


def one_open(table: str, *columns: str) -> sa.Index:
    """At most one row without an end."""
    return sa.Index(
        f"{table}_open_key", "tenant_id", *columns, unique=True, postgresql_where=sa.text("valid_to is null")
    )


def one_at_a_time(table: str, where: str | None = None) -> ExcludeConstraint:
    """No two rows of a person are in force on the same day."""
    return ExcludeConstraint(
        (sa.column("tenant_id"), "="),
        (sa.column("person_id"), "="),
        (sa.text("daterange(valid_from, valid_to, '[]')"), "&&"),
        name=f"{table}_one_at_a_time_excl",
        using="gist",
        where=sa.text(where) if where else None,
    )


class Opd(TenantRecord, table=True):
    """A node of the OPD tree: dinas, bidang, UPT, kecamatan."""

    __tablename__ = "opd"
    __table_args__ = (
        belongs_to("opd", "parent_id"),
        sa.UniqueConstraint("tenant_id", "slug"),
        sa.CheckConstraint("parent_id is null or parent_id <> id", "not_own_parent"),
        one_of("kind", OPD_KINDS),
        sa.CheckConstraint("closed_on is null or closed_note is not null", "closed_says_why"),
        sa.Index(None, "tenant_id", "parent_id"),
    )

    parent_id: UUID | None = None
    slug: str
    name: str
    short_name: str
    kind: str
    closed_on: date | None = None
    closed_note: str | None = None


class Jabatan(TenantRecord, table=True):
    """A position in an OPD."""

    __tablename__ = "jabatan"
    __table_args__ = (
        belongs_to("opd", "opd_id"),
        one_of("kind", JABATAN_KINDS),
        sa.Index(None, "tenant_id", "opd_id"),
    )

    opd_id: UUID
    name: str
    kind: str
    jenjang: str | None = None
    leads: bool = False
    closed_on: date | None = None


class Person(TenantRecord, table=True):
    """A civil servant (ASN): PNS or PPPK. Known by a key of our own; the NIP is an attribute with history."""

    __tablename__ = "person"
    __table_args__ = (one_of("kind", ("pns", "pppk", "pejabat_negara")), sa.Index(None, "tenant_id", "name"))

    name: str
    kind: str
    left_on: date | None = None


class PersonWord(SQLModel, table=True):
    """A word a person is found by: of the name, or a NIP. Compared byte by byte, so that a prefix is a range."""

    __tablename__ = "person_word"
    __table_args__ = (belongs_to("person", "person_id"), sa.Index(None, "tenant_id", "person_id"))

    tenant_id: UUID = Field(primary_key=True)
    word: str = Field(primary_key=True, sa_type=sa.Text(collation="C"))
    person_id: UUID = Field(primary_key=True)


class Nip(TenantRecord, table=True):
    """A NIP (or NI PPPK) a person bears or bore."""

    __tablename__ = "nip"
    __table_args__ = (
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "nip"),
        sa.CheckConstraint("nip ~ '^[0-9]{18}$'", "nip"),
        one_of("kind", ("pns", "pppk")),
        period(),
        one_open("nip", "person_id"),
    )

    person_id: UUID
    nip: str
    kind: str
    valid_from: date
    valid_to: date | None = None


class Placement(TenantRecord, table=True):
    """Who holds which jabatan, definitively or as plt/plh, from when to when."""

    __tablename__ = "placement"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("jabatan", "jabatan_id"),
        one_of("basis", BASES),
        period(),
        one_at_a_time("placement", "basis = 'definitif'"),
        sa.Index(None, "tenant_id", "person_id"),
        sa.Index(None, "tenant_id", "jabatan_id"),
    )

    person_id: UUID
    jabatan_id: UUID
    basis: str = "definitif"
    valid_from: date
    valid_to: date | None = None


class Superior(TenantRecord, table=True):
    """Whose pejabat penilai is whom, and since when. History is kept; one is in force at a time."""

    __tablename__ = "superior"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("person", "superior_id"),
        sa.CheckConstraint("person_id <> superior_id", "not_self"),
        period(),
        one_open("superior", "person_id"),
        one_at_a_time("superior"),
        sa.Index(None, "tenant_id", "superior_id"),
    )

    person_id: UUID
    superior_id: UUID
    valid_from: date
    valid_to: date | None = None


# Operators for equality in a GiST index; a trusted extension, so the owner of a database may add it.
sa.event.listen(Placement.metadata, "before_create", sa.DDL("create extension if not exists btree_gist"))


class Account(TenantRecord, table=True):
    """How a person signs in. Disabled at once, never deleted."""

    __tablename__ = "account"
    __table_args__ = (
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "name"),
        sa.UniqueConstraint("tenant_id", "person_id"),
        sa.CheckConstraint("name = lower(name)", "name"),
    )

    person_id: UUID
    name: str
    password_hash: str
    disabled_at: datetime | None = Field(default=None, sa_type=MOMENT)


class Invitation(TenantRecord, table=True):
    """A link that lets a person choose a name and a password once. Only the SHA-256 of its token is stored."""

    __tablename__ = "invitation"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("person", "made_by_id"),
        sa.UniqueConstraint("tenant_id", "token_hash"),
        sa.Index(
            "invitation_open_key", "tenant_id", "person_id", unique=True, postgresql_where=sa.text("ended_at is null")
        ),
    )

    person_id: UUID
    token_hash: bytes
    made_by_id: UUID | None = None  # nobody of the pemda: the operator, for its first people
    made_at: datetime = Field(sa_type=MOMENT)
    expires_at: datetime = Field(sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)  # used, or another one was made


class RoleGrant(TenantRecord, table=True):
    """A role a person has from a day on, for the whole pemda or one OPD."""

    __tablename__ = "role_grant"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("opd", "opd_id"),
        belongs_to("person", "granted_by_id"),
        one_of("role", tuple(ROLES)),
        period(),
        sa.Index(None, "tenant_id", "person_id"),
    )

    person_id: UUID
    role: str
    opd_id: UUID | None = None
    valid_from: date
    valid_to: date | None = None
    granted_by_id: UUID | None = None
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)  # taken away at once, before the day was over


class WebSession(TenantRecord, table=True):
    """A signed-in browser. The cookie holds the token; only its SHA-256 is stored, so a dump opens nothing."""

    __tablename__ = "web_session"
    __table_args__ = (
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "token_hash"),
        sa.Index(None, "tenant_id", "person_id"),
        sa.Index(None, "tenant_id", "place_mark"),
    )

    token_hash: bytes
    person_id: UUID
    place_mark: bytes  # of the name and the network together: tells no two people's places to be the same
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    started_at: datetime = Field(sa_type=MOMENT)
    seen_at: datetime = Field(sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)


class SignInFailure(TenantRecord, table=True):
    """A failed sign-in, by keyed marks of the name and of the network: enough to slow a guesser down."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        sa.Index(None, "tenant_id", "name_mark", "at"),
        sa.Index(None, "tenant_id", "network_mark", "at"),
    )

    name_mark: bytes
    network_mark: bytes
    at: datetime = Field(sa_type=MOMENT)
