"""axe on a page as it stands, in both colour schemes.

The scheme changes colours and nothing else: tests/promises/test_schemes.py holds templates, styles and scripts to that.
So all rules are tried by day, and by night, on the same page, those that read colours.
"""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
KINDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # of axe 4.12; those of AAA and the experimental are not tried
# preload: axe would fetch every style sheet and each it imports once more, on every page, for the one rule that no page
# may be held to one orientation; test_gallery.py tries that rule for both of our sheets.
BY_DAY = {"runOnly": {"type": "tag", "values": KINDS}, "resultTypes": ["violations"], "preload": False}
BY_NIGHT = {"runOnly": {"type": "rule", "values": OF_COLOURS}, "resultTypes": ["violations"], "preload": False}
COLOURLESS = BY_DAY | {"rules": {rule: {"enabled": False} for rule in OF_COLOURS}}
OF_SHEETS = {"runOnly": {"type": "rule", "values": ["css-orientation-lock"]}, "resultTypes": ["violations"]}
RUN = """(options) => axe.run(document, options).then((told) => told.violations.map((one) =>
    one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")))"""


def violations(page: Page, colours: bool = True) -> list[str]:
    """What axe finds by day, then what it finds in the colours of the night; the page is left in those of the day.

    colours=False: without the rules of colours, for a page whose colours were looked at on another."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    if not colours:
        return page.evaluate(RUN, COLOURLESS)
    page.emulate_media(color_scheme="light")
    found = page.evaluate(RUN, BY_DAY)
    page.emulate_media(color_scheme="dark")
    found += [f"by night {one}" for one in page.evaluate(RUN, BY_NIGHT)]
    page.emulate_media(color_scheme="light")
    return found
