"""What browsers may send about the first run."""

from typing import Literal

from webapp.platform.forms import Fields


class StepFields(Fields):
    """The step that is called done."""

    langkah: Literal["identitas", "kantor", "pegawai", "layanan", "poster", "uji"]
