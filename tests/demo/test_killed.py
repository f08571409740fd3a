"""A load that is killed in the middle goes on where it can and ends whole."""

import pickle
import subprocess
import sys
import time

import sqlalchemy as sa

from webapp import demo
from webapp.demo.places import PLACES
from webapp.feedback.publication import recheck
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.migrations import ROOT
from webapp.platform.state import gather
from webapp.platform.tenancy import serving

WHOLE = (("person", 43), ("service_point", 12), ("rating", 200), ("skp", 11), ("unit_score", 10))
TINY = {"weeks": 4, "volume": 0.2, "places": PLACES[:2]}
LOAD = "import pickle, sys; from webapp import demo; demo.load(**pickle.load(sys.stdin.buffer))"


def test_a_killed_load_ends_whole_when_it_is_repeated(settings):
    child = subprocess.Popen([sys.executable, "-c", LOAD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    child.stdin.write(pickle.dumps({"settings": settings, **TINY}))
    child.stdin.close()
    assert child.stdout.readline()  # the first pemda is loaded, the second under way
    time.sleep(0.3)
    child.kill()
    child.wait()
    child.stdout.close()
    demo.load(settings, [].append, **TINY)
    _assert_whole(settings)


def _assert_whole(settings) -> None:
    resources = gather(settings)
    tenants = resources.directory.all()
    assert len(tenants) == 2
    for tenant in tenants:
        with serving(tenant), TenantSession(resources.engine) as session:
            assert recheck.differences(session, clock.today(tenant.timezone)) == []
            asked = {"tenant": tenant.id}
            of = "from {} where tenant_id = :tenant"
            for table, least in WHOLE:
                count = session.connection().execute(sa.text("select count(*) " + of.format(table)), asked).scalar()
                assert count >= least, table
    resources.close()
