"""The address a pemda is reached at from outside: what is printed on posters and stays for years."""

from flask import request

from webapp.platform.request import resources
from webapp.platform.tenancy import Tenant
from webapp.settings import Settings


def public_root(tenant: Tenant) -> str:
    """The pemda's address without a slash at its end: https://its.own.host, else the platform's host with its path.

    In production it never depends on how this request came; elsewhere there is no other host to name than that one.
    """
    return root_of(tenant, resources().settings, f"{request.scheme}://{request.host}")


def root_of(tenant: Tenant, settings: Settings, platform: str) -> str:
    """The same where no request is: `platform` is the platform's own address outside production."""
    if settings.in_production:
        return f"https://{tenant.hosts[0]}" if tenant.hosts else f"https://{settings.hosts[0]}/{tenant.slug}"
    return f"http://{tenant.hosts[0]}" if tenant.hosts else f"{platform}/{tenant.slug}"
