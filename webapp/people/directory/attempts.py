"""How a view does a deed: what the domain refuses comes back in the form, with everything that was typed."""

from collections.abc import Callable

from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import MultiDict

from webapp.people.directory.forms import NothingFields
from webapp.people.directory.refusals import Refused
from webapp.platform.errors import Conflict
from webapp.platform.forms import Form, Stale
from webapp.platform.i18n import gettext as _
from webapp.platform.request import db


def attempt(form: Form, deed: Callable[[], object]) -> bool:
    """Does the deed and commits; if it is refused, nothing is kept and the form knows why."""
    if not form.ok:
        return False
    try:
        deed()
        db().commit()
    except Refused as problem:
        form.refuse(problem.field, str(problem))
    except Stale:
        pass  # the form knows it already
    except IntegrityError:
        form.refuse("", _("Orang lain baru saja mengubah data yang sama, jadi perubahan Anda belum disimpan. "
                          "Buka lagi halamannya, periksa, lalu ulangi bila masih perlu."))  # fmt: skip
    else:
        return True
    db().rollback()
    return False


def was_made(form: Form, kind: type) -> bool:
    """Whether the same form, sent a moment before, has made its row already: then its page is the answer to both."""
    return form.fields is not None and db().get(kind, (db().tenant.id, form.fields.kunci)) is not None


def press(deed: Callable[[], object]) -> None:
    """Does what a button alone asks for. Raises Conflict with the sentence if it is refused."""
    form = Form(NothingFields, MultiDict())
    if not attempt(form, deed):
        raise Conflict(next(iter(form.errors.values())))
