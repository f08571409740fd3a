"""What browsers may send about publishing a period."""

from typing import Annotated, Literal

from pydantic import Field

from webapp.platform.forms import MANY_LINES, Fields


class PublishFields(Fields):
    """Telling a period. `alasan`: why what was told before is corrected. `sadar`: although the answers are few."""

    alasan: Annotated[str, Field(max_length=1000), MANY_LINES] = ""
    sadar: Literal["ya"] | None = None
