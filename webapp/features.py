"""Which features there are, in the order of the floors, and what they want done by the clock."""

from importlib import import_module

FEATURES = ("webapp.tenants", "webapp.people", "webapp.feedback", "webapp.performance", "webapp.home")
JOBS = (
    "webapp.people.jobs",
    "webapp.people.imports.jobs",
    "webapp.people.letters.jobs",
    "webapp.feedback.publication.jobs",
    "webapp.feedback.complaints.jobs",
    "webapp.feedback.survey.jobs",
    "webapp.feedback.seals.jobs",
    "webapp.feedback.survey.publishing.jobs",
    "webapp.feedback.survey.followups.jobs",
    "webapp.feedback.visits.jobs",
    "webapp.feedback.search.jobs",
    "webapp.feedback.devices.jobs",
    "webapp.feedback.review.jobs",
    "webapp.feedback.visits.jobs",
    "webapp.feedback.devices.jobs",
    "webapp.feedback.services.prints.jobs",
    "webapp.performance.evidence.jobs",
)
# What is told and written, by their codes: a job knows the words too, though it has no application.
WORDS = (
    "webapp.people.directory.news",
    "webapp.people.imports.words",
    "webapp.people.confirmations.words",
    "webapp.people.letters.words",
    "webapp.feedback.complaints.notices",
    "webapp.feedback.complaints.office.words",
    "webapp.feedback.publication.words",
    "webapp.feedback.rosters.here",
    "webapp.feedback.services.prints.words",
    "webapp.feedback.survey.followups.words",
    "webapp.feedback.review.words",
    "webapp.feedback.devices.words",
    "webapp.feedback.complaints.notices",
    "webapp.performance.words",
)
SCHEDULE: dict[str, float] = {}  # job name -> seconds between two runs; filled by the modules in JOBS


def import_jobs() -> None:
    """Registers every feature's jobs and schedule, and the words jobs write with."""
    from webapp.people.published import know, know_letters

    for name in WORDS:
        words = import_module(name)
        know(getattr(words, "NOTICES", {}))
        know_letters(getattr(words, "LETTERS", {}), getattr(words, "PURPOSES", {}))
    for name in JOBS:
        module = import_module(name)
        SCHEDULE.update(getattr(module, "SCHEDULE", {}))
