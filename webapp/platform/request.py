"""What a view reaches for: this request's database session, this process's resources, the caller's network."""

import ipaddress
from functools import lru_cache

from flask import current_app, g, request

from webapp.platform.db import TenantSession
from webapp.platform.state import Resources


def resources() -> Resources:
    """What this process holds for its life."""
    return current_app.config["RESOURCES"]


def db() -> TenantSession:
    """The session of this request, opened at first use, rolled back at its end unless the view committed."""
    if "db" not in g:
        g.db = TenantSession(resources().engine)
    return g.db


def cookie(name: str) -> str | None:
    """What the browser keeps by this name; costs nothing for the many visitors who carry no cookie at all."""
    if "HTTP_COOKIE" not in request.environ or name not in request.cookies:
        return None
    return request.cookies[name]


def network() -> str:
    """The caller's network: /24 for IPv4, /56 for IPv6. Finer would follow people, coarser would mix cities."""
    return _network_of(request.remote_addr or "")


@lru_cache(maxsize=4096)
def _network_of(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 56), strict=False))
