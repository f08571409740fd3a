"""Which features there are, in the order of the floors, and what they want done by the clock."""

from importlib import import_module

FEATURES = ("webapp.tenants", "webapp.people", "webapp.feedback", "webapp.performance", "webapp.home")
JOBS = (
    "webapp.people.jobs",
    "webapp.people.imports.jobs",
    "webapp.feedback.publication.jobs",
    "webapp.feedback.survey.jobs",
    "webapp.feedback.visits.jobs",
    "webapp.feedback.devices.jobs",
    "webapp.feedback.services.prints.jobs",
    "webapp.performance.evidence.jobs",
)
SCHEDULE: dict[str, float] = {}  # job name -> seconds between two runs; filled by the modules in JOBS


def import_jobs() -> None:
    """Registers every feature's jobs and schedule."""
    for name in JOBS:
        module = import_module(name)
        SCHEDULE.update(getattr(module, "SCHEDULE", {}))
