"""A job is a process without an application; it must know all that the application tells, or mail leaves it out."""

import subprocess
import sys

from webapp.people.notices.kinds import KINDS

KNOWN = """
from webapp.features import import_jobs
from webapp.people.notices.kinds import KINDS
import_jobs()
print(*KINDS, sep="\\n")
"""


def test_a_job_knows_every_notice_that_the_application_knows(app):
    known = subprocess.run([sys.executable, "-c", KNOWN], capture_output=True, text=True, check=True).stdout.split()
    assert set(KINDS) <= set(known), sorted(set(KINDS) - set(known))


def test_a_job_knows_what_is_told_of_complaints():
    from webapp.feedback.complaints.notices import NOTICES

    known = subprocess.run([sys.executable, "-c", KNOWN], capture_output=True, text=True, check=True).stdout.split()
    assert set(NOTICES) <= set(known)
