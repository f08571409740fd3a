"""The style sheet inside the one-request pages: ours, minified, with the pemda's colours in front."""

import re
from functools import lru_cache

from webapp.platform.pages import ROOT
from webapp.platform.tenancy import Tenant
from webapp.tenants.published import colour_rules


def rating_style(tenant: Tenant) -> str:
    """The text of the style element for this pemda."""
    return sheet("rating.css", tenant)


def sheet(name: str, tenant: Tenant) -> str:
    """The text of a style element: this sheet of ours, minified, and the pemda's colours."""
    return _minified(name) + colour_rules(tenant)


@lru_cache(maxsize=4)
def _minified(name: str) -> str:
    text = (ROOT / "static" / "css" / name).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{}:;,>])\s*", r"\1", text).replace(";}", "}").strip()
