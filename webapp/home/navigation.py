"""The rooms a person finds in the menu: only what works, only what is hers."""

from dataclasses import dataclass

from flask import g, request, url_for

from webapp.people.published import PersonCard
from webapp.platform.i18n import gettext as _


@dataclass(frozen=True)
class Room:
    """A place in the menu. `roles`: who finds it there (nobody named: everyone who may sign in)."""

    endpoint: str
    label: str
    icon: str
    roles: frozenset[str] = frozenset()

    def is_for(self, card: PersonCard) -> bool:
        return not self.roles or bool(self.roles & card.roles)


@dataclass(frozen=True)
class Group:
    """Rooms under one heading of the menu."""

    label: str
    rooms: tuple[Room, ...]


def room(endpoint: str, label: str, icon: str, *roles: str) -> Room:
    return Room(endpoint, label, icon, frozenset(roles))


PLACES = (
    room("home.show", "Beranda", "home"),
    room("performance.show", "Kinerja saya", "plan"),
    room("publication.list_results", "Hasil penilaian warga", "results"),
    room("counters.show", "Loket sekarang", "counter"),
    room("chart.show", "Bagan organisasi", "tree"),
    room("profile.show_own", "Profil saya", "person"),
)
# What a pemda's own bureaus set up and keep, under the headings of the menu.
GROUPS = (
    Group(
        "Suara warga",
        (
            room("complaint_inbox.list_cases", "Laporan warga", "mail", "petugas", "inspektorat"),
            room("complaint_inbox.show_figures", "Angka laporan", "results", "organisasi"),
            room("surveys.list_periods", "Survei kepuasan", "survey", "organisasi", "inspektorat", "kepala"),
            room("papers.list_batches", "Survei kertas", "edit", "petugas"),
            room(
                "followups.list_items", "Tindak lanjut survei", "trend", "organisasi", "inspektorat", "kepala", "atasan"
            ),
            room("invitations.show", "Undangan menilai", "star", "organisasi", "inspektorat", "kepala"),
            room("forums.list_forums", "Forum warga", "team", "organisasi", "atasan"),
        ),
    ),
    Group(
        "Pelayanan",
        (
            room("offers.list_services", "Layanan dan loket", "service", "organisasi"),
            room("rosters.show_week", "Jadwal petugas", "roster", "organisasi"),
            room("printing.new_print", "Cetak poster QR", "poster", "organisasi"),
            room("devices.list_devices", "Perangkat", "kiosk", "organisasi"),
        ),
    ),
    Group(
        "Organisasi",
        (
            room("start.show", "Persiapan", "check", "organisasi", "bkpsdm"),
            room("staff.list_people", "Pegawai", "people", "bkpsdm"),
            room("units.list_units", "Unit kerja", "building", "bkpsdm", "organisasi"),
            room("imports.list_runs", "Impor pegawai", "import", "bkpsdm"),
            room("letters.list_letters", "Surat keluar", "mail", "organisasi"),
            room("settings.show_identity", "Pengaturan", "settings", "organisasi", "bkpsdm"),
        ),
    ),
    Group(
        "Pengawasan",
        (
            room("review.list_held", "Tinjauan penilaian", "check", "verifikator"),
            room("contests.list_contests", "Sanggahan pegawai", "evidence", "verifikator"),
            room("review.list_causes", "Perbaikan sistem", "edit", "organisasi"),
            room("sampling.list_draws", "Uji petik", "search", "inspektorat"),
            room("trail.show", "Jejak audit", "audit", "inspektorat", "bkpsdm", "organisasi"),
        ),
    ),
)
MANAGED = tuple(each for group in GROUPS for each in group.rooms)
FEW = 7  # rooms to manage that stand open, all of them; of more, the group one is in


# Pages without a line of their own stand under another one: a page or a blueprint, and whose line is marked then
# (the first one that the reader has).
UNDER = {
    "followups": ("surveys", "home.show"),
    "followups.list_items": "home.show",  # of whoever is responsible, whatever her role
    "letters.show_sender": "settings",
    "limits": "settings",
    "instruments": "surveys",
    "papers": "surveys",
    "periods": "surveys",
    "mailboxes": "profile",
    "prints": "printing",
    "reports": ("surveys", "publication"),  # a head, who has no line for surveys, comes from the results
    "inviting": "counters",
    "contests": "review",  # of the bureau, which has what was passed on to system causes
    "invitations": "counters",  # of a head, as the rosters
    "confirmations": "staff",
    "profile.show_colleague": "chart",
    "rosters": "counters",  # of a head, whose way to the rosters is there
}


def supply() -> dict:
    """`navigation` and `managed` for the office layout; asks the database nothing, for error pages show them too."""
    card: PersonCard | None = g.get("person_card")
    if card is None:
        return {"navigation": [], "managed": []}
    return {"navigation": _shown(PLACES, card), "managed": _grouped(card)}


def _grouped(card: PersonCard) -> list[dict]:
    """The groups she has rooms in: .label .rooms .open; the group one is in stands open, all do when rooms are few."""
    groups = [(group.label, _shown(group.rooms, card)) for group in GROUPS]
    few = sum(len(rooms) for _label, rooms in groups) <= FEW
    return [
        {"label": _(label), "rooms": rooms, "open": few or any(each["active"] for each in rooms)}
        for label, rooms in groups
        if rooms
    ]


def rooms_of(card: PersonCard) -> list[dict]:
    """Every room this person finds in the menu."""
    return [*_shown(PLACES, card), *_shown(MANAGED, card)]


def _shown(rooms: tuple[Room, ...], card: PersonCard) -> list[dict]:
    here = _here(request.endpoint or "", card)
    return [
        {
            "label": _label(each.label, card),
            "url": url_for(each.endpoint),
            "icon": each.icon,
            "active": here == _group(each.endpoint),
        }
        for each in rooms
        if each.is_for(card)
    ]


def _here(endpoint: str, card: PersonCard) -> str | None:
    """Whose line is marked on this page: its own if the reader has it, else the one it stands under."""
    own = _group(endpoint)
    hers = {_group(each.endpoint) for each in (*PLACES, *MANAGED) if each.is_for(card)}
    wanted = (*_under(endpoint), own, *_under(own))
    return next((each for each in wanted if each in hers), None)


def _under(name: str) -> tuple[str, ...]:
    found = UNDER.get(name, ())
    return (found,) if isinstance(found, str) else found


def _group(endpoint: str) -> str:
    """Pages of one blueprint belong to one place in the menu; those of the home are places by themselves."""
    blueprint = endpoint.partition(".")[0]
    return endpoint if blueprint == "home" else blueprint


def _label(label: str, card: PersonCard) -> str:
    """An elected head of region has no SKP of his own: his room holds those of others."""
    return _("Kinerja pegawai") if label == "Kinerja saya" and not card.is_asn else _(label)
