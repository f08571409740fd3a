"""The style sheet inside the one-request pages: ours, minified, with the pemda's colours in front."""

import re
from functools import lru_cache

from webapp.platform.pages import ROOT
from webapp.platform.tenancy import Tenant
from webapp.tenants.published import colour_rules


def rating_style(tenant: Tenant) -> str:
    """The text of the style element for this pemda."""
    return _minified() + colour_rules(tenant)


@lru_cache(maxsize=1)
def _minified() -> str:
    text = (ROOT / "static" / "css" / "rating.css").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{}:;,>])\s*", r"\1", text).replace(";}", "}").strip()
