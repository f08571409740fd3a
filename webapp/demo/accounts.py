"""Where to look and who may sign in, for the terminal."""

from webapp.demo.loading import PASSWORD, refuse_elsewhere
from webapp.demo.places import PLACES
from webapp.demo.places.facts import Place
from webapp.demo.posts import ACCOUNTS
from webapp.settings import Settings

WHO = {
    "pegawai": "civil servant at the counter, with a score of her own",
    "pegawai2": "newcomer: 'Belum cukup data'",
    "atasan": "appraises both; an SKP waits for agreement",
    "atasan2": "superior of atasan",
    "mentor": "senior official; an SKP in draft",
    "bkpsdm": "human resources: sees all results",
    "organisasi": "organisation bureau: sees all results",
    "petugas": "complaints: verifies, forwards and follows what citizens report",
    "verifikator": "decides about held ratings and contests",
    "inspektorat": "inspector: sees all results, checks what is drawn each month",
    "kepala": "head of region: sees all results",
}


def accounts(settings: Settings) -> str:
    """Addresses of the platform, each pemda and a counter to rate, and all accounts. Raises NotHere in production."""
    refuse_elsewhere(settings)
    root = f"http://localhost:{settings.port}/"
    lines = [f"  all pemda    {root}", ""]
    for place in PLACES:
        lines += _of_place(place, root + place.pemda.slug)
    lines += [f"  {role:<12} {who}" for role, who in WHO.items()]
    lines += ["", f"  The password of all accounts is {PASSWORD}"]
    return "\n".join(lines)


def _of_place(place: Place, address: str) -> list[str]:
    names = [f"{role}@{place.pemda.slug}.demo" for role in ACCOUNTS]
    return [
        f"  {place.pemda.name}",
        f"    portal     {address}/",
        f"    rate       {address}/n/{place.code_to_rate}",
        f"    sign in    {address}/masuk",
        *(f"    {'  '.join(names[first : first + 4])}" for first in range(0, len(names), 4)),
        "",
    ]
