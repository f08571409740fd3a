"""Files people send. A view says how large they may be; everywhere else a body stays small."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, request
from werkzeug.utils import secure_filename

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: a name that is safe to show and to keep, and its bytes."""

    name: str
    content: bytes


def takes_files(megabytes: int) -> Callable:
    """Declares that this view takes files, of at most so much together; a larger body is answered with 413."""

    def declare(view: Callable) -> Callable:
        view.largest_body = megabytes * MEGABYTE
        return view

    return declare


def is_too_large() -> bool:
    """Whether the body is larger than its view takes: nothing of it can be read, and the view answers in its words."""
    return (request.content_length or 0) > (request.max_content_length or 0) > 0


def is_unread() -> bool:
    """Whether a body was announced and the web server did not wait for it: it holds nothing, not even what is short."""
    return bool(request.content_length) and not request.form and not request.files


def file_of(field: str) -> Upload | None:
    """The file of this field, or None when none was chosen."""
    sent = request.files.get(field)
    if sent is None or not sent.filename:
        return None
    with sent.stream:
        return Upload(secure_filename(sent.filename)[:120] or "berkas", sent.read())


def install(app: Flask) -> None:
    """Lets the views that say so take more than the rest; before anything reads the body."""

    @app.before_request
    def allow_large_body() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        largest = getattr(view, "largest_body", None)
        if largest:
            request.max_content_length = largest
            request.max_form_memory_size = MEGABYTE  # what is read of a file at once counts as memory of the form
