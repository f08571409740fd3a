"""A browser for tests that looks at every answer: title, h1, ids, labels, language, headers, no inline script."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

from werkzeug.test import Client, TestResponse

from webapp.feedback.ratings.page import Pages
from webapp.platform.regional import tongues


class Page(HTMLParser):
    """What a test wants to know of a page."""

    def __init__(self, text: str):
        super().__init__()
        self.text = text
        self.ids: list[str] = []
        self.headings = 0
        self.title = ""
        self.language = ""
        self.problems: list[str] = []
        self.hidden: dict[str, str] = {}
        self.labels: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.forms: list[dict[str, str | None]] = []
        self.links: list[str] = []
        self.resources: list[str] = []
        self.buttons: list[dict[str, str | None]] = []
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._note(tag, given)
        if "style" in given:
            self.problems.append(f"inline style on {tag}")
        if any(name.startswith(("on", "hx-on")) for name in given):
            self.problems.append(f"inline handler on {tag}")
        if tag == "script" and "src" not in given:
            self.problems.append("inline script")

    def _note(self, tag, given):
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "h1":
            self.headings += 1
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "title":
            self._in_title = True
        if tag == "label" and given.get("for"):
            self.labels.add(given["for"])
        if tag == "form":
            self.forms.append(given)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "button":
            self.buttons.append(given)
        if tag in ("link", "script", "img") and (address := given.get("src") or given.get("href")):
            self.resources.append(address)
        if tag in ("input", "textarea", "select"):
            if given.get("type") == "hidden":
                self.hidden[given.get("name", "")] = given.get("value") or ""
            elif given.get("type") not in ("submit", "button"):
                self.fields.append(given)

    def handle_data(self, data):
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag):
        if tag == "title":
            self._in_title = False

    def check(self) -> None:
        """Asserts what every page promises; a part of a page promises all but the frame."""
        if "<html" in self.text:
            assert self.title.strip(), "no title"
            assert self.headings == 1, f"{self.headings} h1"
            assert self.language in ("id", "en", *tongues()), "no language"
        twice = {name for name in self.ids if self.ids.count(name) > 1}
        assert not twice, f"ids twice: {twice}"
        assert not self.problems, self.problems
        unlabelled = [f for f in self.fields if f.get("id") not in self.labels and not self._labels_itself(f)]
        assert not unlabelled, f"fields without label: {unlabelled}"
        actions = [form.get("action") or "" for form in self.forms]
        abroad = [address for address in self.resources + actions if urlsplit(address).netloc]
        assert not abroad, f"other hosts: {abroad}"

    @staticmethod
    def _labels_itself(field) -> bool:
        return bool(field.get("aria-label")) or field.get("type") in ("radio", "checkbox")


def check_headers(response: TestResponse) -> None:
    """Asserts the headers every answer carries, pages, errors, redirects and files alike."""
    headers = response.headers
    policy = headers.get("Content-Security-Policy", "")
    assert headers.get("X-Content-Type-Options") == "nosniff", "no nosniff"
    assert headers.get("Referrer-Policy") == "same-origin", "no referrer policy"
    assert headers.get("X-Frame-Options") == "DENY", "may be framed"
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, f"policy: {policy!r}"
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy, f"policy: {policy!r}"
    assert headers.get("Cache-Control"), "nothing said about caching"
    if response.mimetype.startswith("text/"):
        assert response.mimetype_params.get("charset", "").lower() == "utf-8", "no charset"


class Answer:
    """A response with its page."""

    def __init__(self, response: TestResponse):
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.text = response.get_data(as_text=True) if response.mimetype.startswith("text/") else ""
        self.page = Page(self.text) if response.mimetype == "text/html" and self.text else None
        if self.page and not 300 <= self.status < 400:
            self.page.check()
        self.location = response.headers.get("Location", "")
        check_headers(response)
        assert self.status != 500, f"the application failed: {self.words[:300]}"

    @property
    def cookies(self) -> list[str]:
        """The names of the cookies it sets."""
        return [line.partition("=")[0] for line in self.headers.getlist("Set-Cookie")]

    @property
    def words(self) -> str:
        """The text a reader sees, blanks folded."""
        visible = re.sub(r"<(style|script)[^>]*>.*?</\1>", " ", self.text, flags=re.S)
        return " ".join(re.sub(r"<[^>]+>", " ", visible).split())


class Browser:
    """A browser at one pemda, by path."""

    def __init__(self, app, tenant):
        self.client = Client(app, use_cookies=True)
        self.root = f"/{tenant.slug}" if tenant else ""
        self.here = ""

    def get(self, path: str, **options) -> Answer:
        options = {"base_url": "http://localhost"} | options
        whole = self._whole(path)
        self.here = whole.partition("?")[0]
        return Answer(self.client.get(whole, **options))

    def post(self, path: str, data=None, **options) -> Answer:
        headers = {"Sec-Fetch-Site": "same-origin"} | options.pop("headers", {})
        options = {"base_url": "http://localhost", "data": data or {}, "headers": headers} | options
        response = self.client.post(self._whole(path), **options)
        response.request.environ["wsgi.input"].close()  # a large body is a file of the client's, and nobody closes it
        return Answer(response)

    def follow(self, answer: Answer) -> Answer:
        """Goes where a redirect points."""
        return self.get(answer.location)

    def sign_in(self, who) -> Answer:
        answer = self.post("/masuk", {"nama": who.account, "sandi": who.password})
        assert answer.status == 303, answer.words
        return answer

    def _whole(self, path: str) -> str:
        """The path with the pemda in front; a link that is only a query belongs to the page last seen."""
        if path.startswith("?"):
            return self.here + path
        return path if path.startswith(self.root + "/") and self.root else self.root + path


def forget(app) -> None:
    """Empties what the application remembers for a few seconds."""
    app.config["RESOURCES"].directory.forget()
    app.extensions["points"].forget()
    app.extensions["rating_pages"] = Pages()
