"""What a page is built of: every element with all it stands in, by tag, class and state, without words.

Styles reach an element by these alone (and by where it stands among its sisters, which in this house sets measures
and no colour), so two pages that are built of the same have the same colours.
"""

from html.parser import HTMLParser

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))
STATES = frozenset(("type", "role", "open", "disabled", "checked", "hidden", "lang"))
NO_STATES = frozenset(("aria-describedby", "aria-label", "aria-labelledby", "aria-controls"))


class Shape(HTMLParser):
    """`.chains`: each element of the page as `tag.class[state] tag.class …` from the root down; of icons the outside.

    The heads of a table are told apart by their number: a column more is another shape.
    """

    def __init__(self, page: str):
        super().__init__()
        self.chains: set[str] = set()
        self._inside: list[tuple[str, str]] = []  # tag, chain
        self._columns = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if any(outer == "svg" for outer, _chain in self._inside):
            return
        self._columns = self._columns + 1 if tag == "th" else 0 if tag == "tr" else self._columns
        above = self._inside[-1][1] if self._inside else ""
        chain = f"{above} {_name(tag, dict(attrs))}{self._columns if tag == 'th' else ''}"
        self.chains.add(chain)
        if tag not in VOID:
            self._inside.append((tag, chain))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if self._inside and self._inside[-1][0] == tag:
            self._inside.pop()

    def handle_endtag(self, tag):
        opened = [outer for outer, _chain in self._inside]
        if tag in opened:
            del self._inside[len(opened) - 1 - opened[::-1].index(tag) :]


def _name(tag: str, given: dict[str, str | None]) -> str:
    states = [f"[{name}={given[name] or ''}]" for name in sorted(given) if _is_state(name)]
    return f"{tag}.{given.get('class') or ''}{''.join(states)}"


def _is_state(name: str) -> bool:
    return name in STATES or (name.startswith("aria-") and name not in NO_STATES)
