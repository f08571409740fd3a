"""What people look for when they look for a room: pages the menu does not list, and other words for those it does."""

from flask import current_app, url_for

from webapp.home import navigation
from webapp.people.published import PersonCard
from webapp.platform.access import STAFF
from webapp.platform.i18n import gettext as _
from webapp.tenants.published import sections

SETTLERS = frozenset({"organisasi", "bkpsdm"})
# Pages inside a room: everyone finds those that he may open.
INSIDE = {
    "instruments.list_versions": "Kuesioner survei",
    "complaint_inbox.list_templates": "Templat jawaban laporan",
    "review.list_decisions": "Putusan tinjauan",
    "review.list_messages": "Pesan warga untuk verifikator",
    "confirmations.list_all": "Permintaan persetujuan",
    "rosters.list_corrections": "Koreksi jadwal",
    "inviting.new_invitation": "Undang warga menilai di loket",
    "mailboxes.show": "Kabar lewat surel",
    "profile.edit_password": "Ganti kata sandi",
}
# Other words for a page, as people type them; in English both the English and the Indonesian ones find it.
WORDS = {
    "performance.show": "skp sasaran kinerja rhk indikator kartu bukti penilaian evaluasi",
    "publication.list_results": "nilai skor ikm kepuasan rating hasil",
    "counters.show": "petugas bertugas hadir antrean",
    "chart.show": "struktur opd dinas kantor unit",
    "profile.show_own": "akun nip peran saya",
    "complaint_inbox.list_cases": "pengaduan keluhan aduan lapor tiket kotak masuk",
    "complaint_inbox.show_figures": "statistik pengaduan laporan aduan",
    "surveys.list_periods": "skm ikm kuesioner responden masa periode survei",
    "papers.list_batches": "bendel formulir lembar ketik kertas",
    "followups.list_items": "rencana perbaikan rtl tindak lanjut",
    "invitations.show": "slip lembar tanda kunjungan tingkat tanggapan",
    "forums.list_forums": "fkp konsultasi publik dialog rapat notulen janji pertanyaan",
    "offers.list_services": "standar pelayanan sp maklumat persyaratan jam buka titik loket",
    "rosters.show_week": "giliran piket tugas sif shift roster",
    "printing.new_print": "stiker kartu kode unduh qr",
    "devices.list_devices": "tablet kiosk kios mesin penilaian layar antrean",
    "start.show": "mulai awal langkah siapkan",
    "staff.list_people": "asn pns pppk karyawan nip akun undangan peran",
    "units.list_units": "opd dinas badan kecamatan kantor jabatan",
    "imports.list_runs": "unggah excel csv data",
    "letters.list_letters": "surel email kirim tertunda",
    "settings.show_identity": "konfigurasi setelan nama warna logo",
    "review.list_held": "ditahan verifikasi penilaian ganda",
    "contests.list_contests": "keberatan banding kartu bukti",
    "review.list_causes": "sebab sistem",
    "sampling.list_draws": "sampel undian audit acak",
    "trail.show": "log riwayat catatan aktivitas audit",
    "instruments.list_versions": "pertanyaan unsur angket",
    "complaint_inbox.list_templates": "pengaduan contoh balasan",
    "inviting.new_invitation": "slip undangan tanda kunjungan",
    "mailboxes.show": "email surel pemberitahuan notifikasi",
    "profile.edit_password": "password sandi",
}


def pages(card: PersonCard) -> list[dict]:
    """Every page this person may look for: .label .url, .words it is found by besides its name."""
    found = [*navigation.rooms_of(card), *_inside(card), *(sections() if card.roles & SETTLERS else [])]
    by_url = {each["url"]: each for each in reversed(found)}
    other = {url_for(endpoint): f"{words} {_(words)}" for endpoint, words in WORDS.items()}
    return [
        each | {"words": f"{each.get('words', '')} {other.get(url, '')}"} for url, each in reversed(by_url.items())
    ]


def _inside(card: PersonCard) -> list[dict]:
    return [
        {"label": _(label), "url": url_for(endpoint)} for endpoint, label in INSIDE.items() if _is_for(endpoint, card)
    ]


def _is_for(endpoint: str, card: PersonCard) -> bool:
    roles = current_app.view_functions[endpoint].open_to
    return STAFF in roles or bool(set(roles) & card.roles)
