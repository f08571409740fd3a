"""What the trail may be asked for."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.platform.forms import Day, Fields


class TrailFields(Fields):
    """The filters, all of them optional. `siapa`: a name or NIP; `orang`: one person, by a link in the list."""

    sejak: Day | None = None
    sampai: Day | None = None
    siapa: Annotated[str, Field(max_length=120)] = ""
    orang: UUID | None = None
    tindakan: Annotated[str, Field(max_length=80)] = ""
    objek: UUID | None = None


class ExportFields(TrailFields):
    """The same, and the kind of file."""

    bentuk: Literal["csv", "xlsx"] = "csv"
