"""What the trail may be asked for."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.platform.forms import Fields


class TrailFields(Fields):
    """The filters, all of them optional. `siapa`: a name or NIP; `orang`: one person, by a link in the list."""

    sejak: date | None = None
    sampai: date | None = None
    siapa: Annotated[str, Field(max_length=120)] = ""
    orang: UUID | None = None
    tindakan: Annotated[str, Field(max_length=80)] = ""
    objek: UUID | None = None


class ExportFields(TrailFields):
    """The same, and the kind of file."""

    bentuk: Literal["csv", "xlsx"] = "csv"
