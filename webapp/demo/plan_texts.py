"""What the SKP of the demonstration say. In braces: {s1} a service's name, {front} the name of an OPD."""

from dataclasses import dataclass

AGREED, WAITING, DRAFT = "agreed", "waiting", "draft"


@dataclass(frozen=True)
class IndicatorText:
    """An indicator; `opd` binds it to an office's score, `own` to the person's own."""

    text: str
    target: str
    aspek: str = "kualitas"
    opd: str = ""
    own: bool = False


@dataclass(frozen=True)
class RhkText:
    """An RHK; `serves` names the leader's RHK as (key of the leader, place in his SKP)."""

    text: str
    indicators: tuple[IndicatorText, ...]
    serves: tuple[str, int] | None = None
    kind: str = "utama"


@dataclass(frozen=True)
class PlanText:
    """The SKP of one person, in the order in which they are planted: leaders first."""

    owner: str
    rhks: tuple[RhkText, ...]
    state: str = AGREED


def _visits(opd: str, target: str) -> IndicatorText:
    return IndicatorText(f"Nilai kunjungan warga pada {{{opd}}}", f"Paling rendah {target} dari skala 4", opd=opd)


def _own(target: str) -> IndicatorText:
    return IndicatorText("Nilai kunjungan warga yang saya layani", f"Paling rendah {target} dari skala 4", own=True)


def _on_time(share: str) -> IndicatorText:
    return IndicatorText("Permohonan selesai sesuai standar waktu pelayanan", f"{share} persen", "waktu")


FILED = RhkText(
    "Tercatatnya berkas permohonan pada hari yang sama",
    (IndicatorText("Berkas yang tercatat pada hari diterima", "100 persen", "kuantitas"),),
)
PLANS = (
    PlanText("atasan2", (
        RhkText("Meningkatnya kualitas pelayanan {front} kepada masyarakat", (
            _visits("front", "3,35"),
            IndicatorText("Indeks kepuasan masyarakat hasil survei tahunan", "85,00"),
        )),
        RhkText("Terlaksananya pembinaan kinerja pegawai yang berkelanjutan", (
            IndicatorText("Pertemuan pembinaan dengan para kepala bidang", "12 kali", "kuantitas"),
        )),
    )),
    PlanText("atasan", (
        RhkText("Meningkatnya kualitas layanan {s1} di loket", (_visits("bidang", "3,30"), _on_time("95")),
                ("atasan2", 0)),
        RhkText("Terlaksananya bimbingan kinerja bagi petugas loket", (
            IndicatorText("Dialog kinerja dengan setiap petugas", "4 kali", "kuantitas"),
        ), ("atasan2", 1)),
    )),
    PlanText("pegawai", (
        RhkText("Terlayaninya warga pada layanan {s1} dengan ramah, tepat, dan sesuai standar",
                (_own("3,40"), _visits("bidang", "3,30"), _on_time("97")), ("atasan", 0)),
        FILED,
        RhkText("Terdampinginya petugas baru di loket", (
            IndicatorText("Petugas baru yang didampingi sampai melayani sendiri", "1 orang", "kuantitas"),
        ), ("atasan", 1), "tambahan"),
    )),
    PlanText("pegawai2", (
        RhkText("Terverifikasinya berkas permohonan layanan {s1}", (
            IndicatorText("Berkas yang diverifikasi tanpa pengembalian", "90 persen"), _own("3,30"),
        ), ("atasan", 0)),
        FILED,
    )),
    PlanText("o2", (RhkText("Terlayaninya warga pada layanan {s1} sesuai standar pelayanan",
                            (_own("3,30"), _visits("bidang", "3,30"), _on_time("95")), ("atasan", 0)), FILED)),
    PlanText("o3", (RhkText("Tertatanya alur antrean layanan {s1}",
                            (_visits("bidang", "3,30"), IndicatorText("Lama menunggu rata-rata", "20 menit", "waktu")),
                            ("atasan", 0)),)),
    PlanText("o4", (RhkText("Terlayaninya permohonan layanan {s1} yang datang dari pelayanan keliling",
                            (_on_time("90"), IndicatorText("Pelayanan keliling", "24 kali", "kuantitas")),
                            ("atasan", 0)),), WAITING),
    PlanText("c1", (RhkText("Terlayaninya warga pada layanan {s1} di {c}",
                            (_visits("c", "3,40"), _on_time("95"))), FILED)),
    PlanText("m1", (RhkText("Terdaftarnya pasien rawat jalan di {care} dengan cepat dan benar", (
        _visits("care", "3,25"), IndicatorText("Lama pendaftaran seorang pasien", "10 menit", "waktu"),
    )),)),
    PlanText("z1", (RhkText("Terselesaikannya permohonan pada layanan {s3}", (
        _visits("ptsp", "3,25"), IndicatorText("Waktu penerbitan izin", "5 hari kerja", "waktu"),
    )),)),
    PlanText("mentor", (
        RhkText("Terselesaikannya permohonan izin yang memerlukan kajian teknis", (
            IndicatorText("Kajian teknis yang selesai", "60 kajian", "kuantitas"), _visits("ptsp", "3,30"),
        )),
        RhkText("Terlaksananya mentoring bagi penata perizinan yang baru", (
            IndicatorText("Pertemuan mentoring yang dikonfirmasi kedua pihak", "", "kuantitas"),
        )),
    ), DRAFT),
)  # fmt: skip

ANSWER = (
    "Nilai bidang kami turun pada pekan ketika jaringan data pusat beberapa kali padam. Warga menunggu lebih lama dari "
    "biasanya, dan kami menuliskannya di papan pengumuman. Sejak jaringan pulih, antrean kembali lancar."
)
CONTEST = (
    "Pada {day} tercatat {size} penilaian dengan jawaban yang sama dalam dua belas menit dari satu jaringan, padahal "
    "loket itu melayani paling banyak dua puluh orang sehari. Mohon diperiksa, meskipun sebagian besar sudah ditahan."
)
LEADER_ANSWER = "Loket 2 kami tutup sementara karena perbaikan ruang, sehingga antrean Loket 1 lebih panjang."
