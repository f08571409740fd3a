"""How quickly is somebody found among fifty thousand? `python -m bench.people`."""

import argparse
import sys
import time

from bench.freshness import at
from bench.results import ask_many, sign_in
from bench.stack import Stack, running_stack
from webapp.people.models import Person
from webapp.people.words import remember_words
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving

LONGEST = 0.060  # seconds, p95
FIRST = [
    "Ahmad",
    "Siti",
    "Budi",
    "Dewi",
    "Agus",
    "Sri",
    "Muhammad",
    "Nur",
    "Eko",
    "Rina",
    "Hendra",
    "Yuliana",
    "Rudi",
    "Fitri",
    "Dedi",
    "Wati",
    "Joko",
    "Lestari",
]
LAST = [
    "Santoso",
    "Wulandari",
    "Saputra",
    "Rahayu",
    "Hidayat",
    "Pratama",
    "Utami",
    "Kurniawan",
    "Susanti",
    "Nugroho",
    "Halim",
    "Anggraini",
    "Siregar",
]
OFFICES = 400
PLANT = """
insert into opd (tenant_id, id, parent_id, slug, name, short_name, kind)
select %(tenant)s, gen_random_uuid(), %(dinas)s, 'unit-' || g, 'Unit kerja ' || g, 'Unit ' || g, 'bidang'
from generate_series(1, %(offices)s) g;
insert into jabatan (tenant_id, id, opd_id, name, kind, leads)
select %(tenant)s, gen_random_uuid(), id, case when k = 0 then 'Kepala ' else 'Pengelola ' || k || ' ' end || name,
  case when k = 0 then 'pengawas' when k < 3 then 'fungsional' else 'pelaksana' end, k = 0
from opd, generate_series(0, 9) k where tenant_id = %(tenant)s and slug like 'unit-%%';
create temporary table planted as
select gen_random_uuid() as id, g, (%(first)s::text[])[1 + g %% 18] || ' ' || (%(last)s::text[])[1 + (g / 18) %% 13]
  || ' ' || (%(first)s::text[])[1 + (g / 234) %% 18] || ', S.T.' as name from generate_series(1, %(people)s) g;
insert into person (tenant_id, id, name, kind) select %(tenant)s, id, name, 'pns' from planted;
insert into nip (tenant_id, id, person_id, nip, kind, valid_from)
select %(tenant)s, gen_random_uuid(), id,
  to_char(date '1965-01-01' + (g * 7) %% 12000, 'YYYYMMDD') || '2010011' || lpad((1 + g %% 999)::text, 3, '0'),
  'pns', date '2010-01-01' from planted on conflict do nothing;
insert into placement (tenant_id, id, person_id, jabatan_id, basis, valid_from)
select %(tenant)s, gen_random_uuid(), p.id, j.id, 'definitif', date '2020-01-01'
from planted p join (select id, row_number() over (order by name) - 1 as n, count(*) over () as all_of_them from jabatan
  where tenant_id = %(tenant)s) j on j.n = p.g %% j.all_of_them;
insert into superior (tenant_id, id, person_id, superior_id, valid_from)
select %(tenant)s, gen_random_uuid(), p.id, b.id, date '2020-01-01'
from planted p join planted b on b.g = 1 + p.g / 20 and b.g <> p.g
"""


def main() -> int:
    """Prints p50 and p95 of whole pages; the exit status tells whether every p95 is within the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--asks", type=int, default=100)
    options = parser.parse_args()
    with running_stack("web") as stack:
        somebody, nip = plant(stack, options.people)
        slowest = measure(stack, options.asks, pages(stack, somebody, nip))
    print(f"slowest p95 {slowest * 1000:.1f} ms (goal <= {LONGEST * 1000:.0f} ms)")
    return 0 if slowest <= LONGEST else 1


def plant(stack: Stack, people: int) -> tuple[str, str]:
    """Fills one pemda; returns the id and the NIP of somebody in the middle."""
    place = stack.world.pontianak
    values = {"tenant": place.tenant.id, "dinas": place.dinas, "offices": OFFICES, "people": people,
              "first": FIRST, "last": LAST}  # fmt: skip
    with stack.superuser() as connection:
        for statement in PLANT.split(";"):
            connection.execute(statement, values)
        ids = [row[0] for row in connection.execute("select id from planted")]
        began = time.perf_counter()
        with serving(place.tenant), unit_of_work(stack.resources.engine) as session:
            remember_words(session, ids)
        print(f"{people:,} people: words written in {time.perf_counter() - began:.1f} s", flush=True)
        connection.execute("vacuum analyze")
        found = connection.execute(
            "select p.id, n.nip from planted p join nip n on n.person_id = p.id order by g limit 1 offset 100"
        )
        return tuple(map(str, found.fetchone()))


def pages(stack: Stack, somebody: str, nip: str) -> dict[str, str]:
    """What is asked for, by a word for it."""
    place = stack.world.pontianak
    everybody = f"/{place.tenant.slug}/kelola/pegawai"
    with serving(place.tenant), unit_of_work(stack.resources.engine) as session:
        name = session.get(Person, (place.tenant.id, place.sari.id)).name
    return {
        "list": everybody,
        "list, further on": f"{everybody}?sesudah={somebody}",
        "search: one letter": f"{everybody}?cari=s",
        "search: two beginnings": f"{everybody}?cari=sit+nug",
        "search: a rare name": f"{everybody}?cari={name.replace(' ', '+')}",
        "search: NIP with blanks": f"{everybody}?cari={nip[:8]}+{nip[8:12]}",
        "search in an OPD": f"{everybody}?cari=bu&opd={place.dinas}",
        "without account": f"{everybody}?status=tanpa-akun&jenis=fungsional",
        "profile": f"{everybody}/{somebody}",
    }


def measure(stack: Stack, asks: int, paths: dict[str, str]) -> float:
    """Prints each page's times; returns the slowest p95 in seconds."""
    cookie, slowest = sign_in(stack, stack.world.pontianak.hana), 0.0
    for word, path in paths.items():
        ask_many(stack, path, cookie, 5)
        times = ask_many(stack, path, cookie, asks)
        slowest = max(slowest, at(times, 0.95))
        print(f"{word:26} p50 {at(times, 0.5) * 1000:5.1f} ms, p95 {at(times, 0.95) * 1000:5.1f} ms", flush=True)
    return slowest


if __name__ == "__main__":
    sys.exit(main())
