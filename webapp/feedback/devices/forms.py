"""What the office's browser may send about devices."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.platform.forms import Fields


class DeviceFields(Fields):
    """A new device: what it is, where it stands, what it is called."""

    jenis: Literal["kiosk", "antrean"]
    titik: UUID
    nama: Annotated[str, Field(min_length=3, max_length=80)]
