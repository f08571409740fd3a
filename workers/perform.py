"""What a queued job runs: a registered function, for its pemda, with the resources of this process."""

from functools import lru_cache

from webapp import settings
from webapp.platform.jobs import REGISTRY, UnknownJob
from webapp.platform.state import Resources, gather


@lru_cache(maxsize=1)
def process_resources() -> Resources:
    """The resources of this process, made at first use."""
    return gather(settings.load())


def perform(name: str, tenant_slug: str, *arguments: str):
    """Runs the registered job `name` for the pemda. Raises UnknownJob for anything else."""
    if name not in REGISTRY:
        raise UnknownJob(name)
    resources = process_resources()
    tenant = resources.directory.by_slug(tenant_slug)
    if tenant is None:
        raise UnknownJob(f"{name}: no pemda {tenant_slug}")
    return REGISTRY[name](resources, tenant, *arguments)
