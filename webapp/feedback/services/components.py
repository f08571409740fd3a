"""The 14 components of a standar pelayanan (UU 25/2009), in the order of the law. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

TEXT, REASON = "text", "why_not"  # what a part holds: its text, or why the component does not apply
Part = Mapping[str, str]


@dataclass(frozen=True)
class Component:
    """One component: the word in forms and storage, its name in the law, and what to write there."""

    slug: str
    name: str
    hint: str


COMPONENTS = (
    Component("dasar_hukum", "Dasar hukum", "Peraturan yang menjadi dasar layanan ini, satu per baris."),
    Component("persyaratan", "Persyaratan", "Yang harus dibawa atau dipenuhi warga, satu per baris."),
    Component("prosedur", "Sistem, mekanisme, dan prosedur", "Langkah demi langkah dari datang sampai selesai."),
    Component("waktu", "Jangka waktu penyelesaian", "Berapa lama sejak berkas lengkap, misalnya: 1 hari kerja."),
    Component("biaya", "Biaya atau tarif", "Tulis 'Gratis' kalau tidak dipungut biaya."),
    Component("produk", "Produk pelayanan", "Apa yang diterima warga pada akhirnya."),
    Component("sarana", "Sarana, prasarana, dan fasilitas", "Ruang tunggu, jalur kursi roda, perangkat."),
    Component("kompetensi", "Kompetensi pelaksana", "Kemampuan yang harus dimiliki petugas."),
    Component("pengawasan", "Pengawasan internal", "Siapa yang mengawasi dan bagaimana caranya."),
    Component("pengaduan", "Penanganan pengaduan, saran, dan masukan", "Ke mana mengadu, dan berapa lama dijawab."),
    Component("jumlah_pelaksana", "Jumlah pelaksana", "Berapa petugas yang melayani."),
    Component("jaminan_pelayanan", "Jaminan pelayanan", "Apa yang dijanjikan bila standar tidak terpenuhi."),
    Component("jaminan_keamanan", "Jaminan keamanan dan keselamatan", "Bagaimana warga dan datanya dilindungi."),
    Component("evaluasi", "Evaluasi kinerja pelaksana", "Kapan dan bagaimana kinerja pelaksana dinilai."),
)
FIRST = ("persyaratan", "prosedur", "waktu", "biaya", "produk")  # what citizens ask for
SLUGS = tuple(component.slug for component in COMPONENTS)


def is_filled(part: Part | None) -> bool:
    """Whether a component says something, or says why it does not apply."""
    return bool(part and (part.get(TEXT, "").strip() or part.get(REASON, "").strip()))


def missing(parts: Mapping[str, Part]) -> list[Component]:
    """The components still empty, in the order of the law."""
    return [component for component in COMPONENTS if not is_filled(parts.get(component.slug))]


def in_reading_order() -> list[Component]:
    """What citizens ask for first, then the rest in the order of the law."""
    first = [component for slug in FIRST for component in COMPONENTS if component.slug == slug]
    return first + [component for component in COMPONENTS if component.slug not in FIRST]
