"""Does the results page know how many ratings are stored? Ten thousand against many: `python -m bench.results`."""

import argparse
import sys
import time
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode

from bench.freshness import at
from bench.stack import Stack, running_stack
from webapp.feedback.publication.jobs import turn_day
from webapp.feedback.publication.windows import window
from webapp.platform import clock

MOST_GROWTH = 1.3
LONGEST = 0.060  # seconds, p95
FEW = 10_000
# Ids in order: filling the index is not what is measured. Foreign keys are not checked again (replica role).
RATINGS = """
insert into rating (tenant_id, id, point_id, service_id, opd_id, channel, day, score)
select p.tenant_id, lpad(to_hex(%(first)s + g), 32, '0')::uuid, p.id, p.service_id, p.opd_id,
       (array['open', 'kiosk', 'token'])[1 + g %% 3], %(since)s::date + (g %% %(days)s)::int, 1 + (g * 7) %% 4
from generate_series(1, %(n)s::bigint) g
join (select *, row_number() over (order by code) - 1 as place, count(*) over () as places
      from service_point where tenant_id = %(tenant)s) p on p.place = (g / 5) %% p.places
"""
BUCKETS = """
delete from rating_bucket where tenant_id = %(tenant)s;
delete from released_bucket where tenant_id = %(tenant)s;
delete from released_week where tenant_id = %(tenant)s;
insert into rating_bucket (tenant_id, point_id, day, channel, n, total, n1, n2, n3, n4, d1, d2, d3, d4,
                           perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
select tenant_id, point_id, day, channel, count(*), sum(score),
       count(*) filter (where score = 1), count(*) filter (where score = 2),
       count(*) filter (where score = 3), count(*) filter (where score = 4), 0, 0, 0, 0, 0, 0, 0,
       count(*) filter (where score = 1), count(*) filter (where score = 2),
       count(*) filter (where score = 3), count(*) filter (where score = 4)
from rating where tenant_id = %(tenant)s group by tenant_id, point_id, day, channel;
insert into released_bucket (tenant_id, point_id, day, channel, n1, n2, n3, n4,
                             perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
select tenant_id, point_id, day, channel, n1, n2, n3, n4, 0, 0, 0, w1, w2, w3, w4
from rating_bucket where tenant_id = %(tenant)s;
insert into released_week (tenant_id, opd_id, week, day, channel, n1, n2, n3, n4,
                           perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
select b.tenant_id, p.opd_id, date_trunc('week', b.day), b.day, b.channel, sum(b.n1), sum(b.n2), sum(b.n3), sum(b.n4),
       0, 0, 0, sum(b.w1), sum(b.w2), sum(b.w3), sum(b.w4)
from rating_bucket b join service_point p on p.tenant_id = b.tenant_id and p.id = b.point_id
where b.tenant_id = %(tenant)s group by 1, 2, 3, 4, 5
"""


def main() -> int:
    """Prints both medians and their ratio; the exit status tells whether the goals were reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=10_000_000)
    parser.add_argument("--asks", type=int, default=200)
    options = parser.parse_args()
    with running_stack("web") as stack:
        fill(stack, 0, FEW)
        few = measure(stack, options.asks, f"{FEW:>10,} ratings")
        fill(stack, FEW, options.many - FEW)
        many = measure(stack, options.asks, f"{options.many:>10,} ratings")
    ratios = {path: at(many[path], 0.5) / at(few[path], 0.5) for path in few}
    slowest = max(at(times, 0.95) for times in many.values())
    for path, ratio in ratios.items():
        print(f"{path:40} ratio of medians {ratio:.2f} (goal <= {MOST_GROWTH})")
    print(f"slowest p95 {slowest * 1000:.1f} ms (goal <= {LONGEST * 1000:.0f} ms)")
    return 0 if max(ratios.values()) <= MOST_GROWTH and slowest <= LONGEST else 1


def fill(stack: Stack, first: int, n: int) -> None:
    """Adds n ratings over the window, brings the buckets in line, and releases the scores; says how long that took."""
    tenant = stack.world.pontianak.tenant
    since, until = window(clock.today(tenant.timezone) - timedelta(days=1))
    values = {"tenant": tenant.id, "first": first, "n": n, "since": since, "days": (until - since).days + 1}
    with stack.superuser() as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(RATINGS, values)
        for statement in BUCKETS.split(";"):
            connection.execute(statement, values)
        connection.execute("vacuum analyze rating, rating_bucket, released_bucket, released_week")
    began = time.perf_counter()
    turn_day(stack.resources, tenant)
    print(f"{first + n:>10,} ratings: scores released in {time.perf_counter() - began:.2f} s", flush=True)


def measure(stack: Stack, asks: int, title: str) -> dict[str, list[float]]:
    """Seconds each answer took, by path: the staff's page of an office, and the public one."""
    place = stack.world.pontianak
    cookie = sign_in(stack, place.oki)
    paths = {
        f"/{place.tenant.slug}/hasil/disdukcapil": cookie,
        f"/{place.tenant.slug}/transparansi/disdukcapil": "",
    }
    found = {}
    for path, jar in paths.items():
        ask_many(stack, path, jar, 20)
        found[path] = ask_many(stack, path, jar, asks)
        print(
            f"{title} {path:40} p50 {at(found[path], 0.5) * 1000:.1f} ms, p95 {at(found[path], 0.95) * 1000:.1f} ms"
        )
    return found


def ask_many(stack: Stack, path: str, cookie: str, asks: int) -> list[float]:
    """One connection, one request after the other."""
    connection, times = HTTPConnection("127.0.0.1", stack.port, timeout=30), []
    for _ in range(asks):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie, "Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - began)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    connection.close()
    return times


def sign_in(stack: Stack, who) -> str:
    """The cookie of a signed-in person."""
    connection = HTTPConnection("127.0.0.1", stack.port, timeout=30)
    fields = urlencode({"nama": who.account, "sandi": who.password})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Host": "localhost",
        "Sec-Fetch-Site": "same-origin",
    }
    connection.request("POST", f"/{who.tenant.slug}/masuk", fields, headers)
    cookie = connection.getresponse().headers["Set-Cookie"].partition(";")[0]
    connection.close()
    return cookie


if __name__ == "__main__":
    sys.exit(main())
