"""What browsers may send about people."""

from typing import Annotated

from pydantic import Field

from webapp.platform.forms import AS_TYPED, Fields


class SignInFields(Fields):
    """Name and password; `next` is where she wanted to go."""

    nama: Annotated[str, Field(max_length=120)]
    sandi: Annotated[str, AS_TYPED, Field(max_length=256)]
    next: Annotated[str, AS_TYPED, Field(max_length=500)] = ""
