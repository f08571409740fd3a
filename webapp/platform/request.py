"""What a view reaches for: this request's database session, this process's resources, the caller's network."""

import ipaddress

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


def network() -> str:
    """The caller's network: /24 for IPv4, /56 for IPv6. Finer would follow people, coarser would mix cities."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 56), strict=False))
