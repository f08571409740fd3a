"""The text of a letter: plain and HTML from the same words, in the reader's language, in the pemda's name and colour.

Nothing in it is fetched from anywhere, and no link tells who opened it.
"""

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from webapp.people.letters.kinds import LETTERS
from webapp.people.letters.rules import EMAIL
from webapp.people.letters.tokens import stop_token
from webapp.platform.addresses import root_of
from webapp.platform.i18n import FILTERS, gettext, speaking
from webapp.platform.pages import ROOT
from webapp.platform.signing import Keys
from webapp.platform.tenancy import Tenant
from webapp.platform.texts import shortened
from webapp.settings import Settings
from webapp.tenants.published import palette_of


class OneLine(UnstructuredHeader):
    """An address as it stands: no mail program follows one that was folded or encoded, however long it is."""

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", OneLine)
POLICY = SMTP.clone(cte_type="7bit", header_factory=HEADERS)


def compose(
    settings: Settings, keys: Keys, tenant: Tenant, *, kind: str, channel: str, language: str, words: Mapping[str, Any],
    letter_id: str, sender: tuple[str, str], to: str, mark: bytes, at: datetime,
) -> bytes:  # fmt: skip
    """The whole letter as it is handed over; `sender`: name and address. WhatsApp and SMS: its plain text alone."""
    known, root = LETTERS[kind], outside(settings, tenant)
    stop_url = f"{root}/surat/berhenti/{stop_token(keys, tenant.id, known.purpose, mark)}" if known.purpose else None
    with speaking(language):
        subject = shortened(gettext(known.subject, **_plain(words)), 150)
        around = {
            "subject": subject, "tenant": tenant, "why": gettext(known.why), "stop_url": stop_url, "lang": language,
            "colours": palette_of(tenant), "root": root, **words,
        }  # fmt: skip
        text = _pages().get_template(f"mail/{known.template}.txt").render(around)
        if channel != EMAIL:
            return text.encode()
        html = _pages().get_template(f"mail/{known.template}.html").render(around)
    message = EmailMessage(policy=POLICY)
    message["Subject"] = subject
    message["From"] = Address(sender[0], addr_spec=sender[1])
    message["To"] = Address(addr_spec=to)
    message["Date"] = at
    message["Message-ID"] = f"<{letter_id}.{tenant.slug}@{_host(settings)}>"  # always the same for the same letter
    message["Auto-Submitted"] = "auto-generated"
    if stop_url:
        message["List-Unsubscribe"] = f"<{stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    message["Content-Language"] = language
    return message.as_bytes()


def outside(settings: Settings, tenant: Tenant) -> str:
    """The address letters lead to, without a slash at its end."""
    return root_of(tenant, settings, f"http://localhost:{settings.port}")


def _host(settings: Settings) -> str:
    return settings.hosts[0] if settings.hosts else "localhost"


def _plain(words: Mapping[str, Any]) -> dict[str, Any]:
    """What a subject may say: one line."""
    return {name: " ".join(word.split()) if isinstance(word, str) else word for name, word in words.items()}


@lru_cache(maxsize=1)
def _pages() -> Environment:
    pages = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=select_autoescape(["html"]), trim_blocks=True,
        lstrip_blocks=True, undefined=StrictUndefined,
    )  # fmt: skip
    pages.globals["_"] = gettext
    pages.filters.update(FILTERS)
    return pages
