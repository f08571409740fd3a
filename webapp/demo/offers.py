"""What citizens may know of the demonstration's services: one published standard a pemda, hours for every point."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from webapp.demo.counters import CLOSES, MIDNIGHT, OPENS
from webapp.demo.moments import Story
from webapp.feedback.services.components import REASON, TEXT
from webapp.feedback.services.models import OpeningHours, Service, ServicePoint
from webapp.feedback.services.standards import publish, write
from webapp.platform.db import TenantSession

FRIDAY, PRAYER = 5, (11 * 60 + 30, 13 * 60)
WHOLE_WEEK = range(1, 8)
TEXTS = {
    "dasar_hukum": "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    "prosedur": "1. Ambil nomor antrean, tunjukkan berkas kepada petugas.\n2. Petugas memeriksa kelengkapan berkas.\n"
    "3. Permohonan diproses selagi Anda menunggu.\n4. Terima hasilnya dan beri nilai pelayanan kami.",
    "waktu": "1 hari kerja sejak berkas lengkap",
    "biaya": "Formulir dan pelayanan gratis. Tarif resmi, bila ada, tertulis di papan pengumuman.",
    "sarana": "Ruang tunggu dengan tempat duduk prioritas, jalur kursi roda, dan papan antrean.",
    "kompetensi": "Petugas memahami peraturan layanan ini, mampu memakai aplikasinya, dan terlatih melayani warga.",
    "pengawasan": "Atasan langsung memeriksa pelayanan setiap hari kerja. Inspektorat memeriksa secara berkala.",
    "pengaduan": "Sampaikan kepada petugas di tempat atau lewat kontak di halaman depan. Dijawab dalam 5 hari kerja.",
    "jumlah_pelaksana": "Dua petugas di setiap loket, bergantian.",
    "jaminan_pelayanan": "Bila tidak selesai tepat waktu, kami memberi tahu alasannya dan kapan selesai.",
    "evaluasi": "Setiap tiga bulan, dengan penilaian warga sebagai salah satu bahan pertimbangan.",
}
NOT_NEEDED = "Tidak ada risiko keselamatan khusus pada layanan ini."


def plant_standard(session: TenantSession, service: Service, story: Story, author: UUID) -> None:
    """Publishes a whole standard of one service, in force since the beginning of the year. The caller commits."""
    parts = {slug: {TEXT: text} for slug, text in TEXTS.items()}
    parts["persyaratan"] = {TEXT: "\n".join(service.requirements)}
    parts["produk"] = {TEXT: service.name}
    parts["jaminan_keamanan"] = {REASON: NOT_NEEDED}
    write(session, service, parts, by=author, revision=0)
    session.flush()
    publish(session, service, by=author, valid_from=date(story.today.year, 1, 1), today=story.today)


def plant_hours(session: TenantSession, points: list[ServicePoint], story: Story) -> None:
    """Adds the weekly hours of every point. The caller commits."""
    session.add_all(hours for point in points for hours in _week(point, story))


def _week(point: ServicePoint, story: Story) -> Iterator[OpeningHours]:
    if point.kind == "online":
        for day in WHOLE_WEEK:
            yield OpeningHours(point_id=point.id, weekday=day, opens=0, closes=MIDNIGHT, on_holidays=True)
        return
    for day in story.working_days:
        breaks = (OPENS, *PRAYER, CLOSES) if day == FRIDAY else (OPENS, CLOSES)
        for opens, closes in zip(breaks[::2], breaks[1::2], strict=True):
            yield OpeningHours(point_id=point.id, weekday=day, opens=opens, closes=closes)
