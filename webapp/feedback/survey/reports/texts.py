"""The texts a report begins with, made of its numbers; an official may write her own."""

from decimal import Decimal

from webapp.feedback.survey.holding.rules import HELD, RELEASED, UPHELD
from webapp.feedback.survey.publishing.page import days_of
from webapp.platform.i18n import decimals, number
from webapp.platform.i18n import gettext as _

NAMED = 3  # unsur in a sentence


def defaults(found: dict) -> dict[str, str]:
    """{chapter: text} of a report as `facts.report_of` knows it."""
    return {
        "pendahuluan": _opening(found),
        "metode": _method(found),
        "analisis": _analysis(found),
        "kesimpulan": _close(found),
    }


def _opening(found: dict) -> str:
    return _(
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik mewajibkan setiap penyelenggara menilai "
        "pelayanannya dengan melibatkan masyarakat. Survei Kepuasan Masyarakat (SKM) %(unit)s masa %(masa)s "
        "dilaksanakan menurut Peraturan Menteri PANRB Nomor 14 Tahun 2017. Tujuannya mengetahui mutu pelayanan menurut "
        "penggunanya, dan unsur mana yang harus diperbaiki lebih dahulu. Yang dinilai adalah unit pelayanan, bukan "
        "orang.",
        unit=found["office"].name, masa=found["row"].name,
    )  # fmt: skip


def _method(found: dict) -> str:
    row = found["row"]
    return _(
        "Data dikumpulkan %(hari)s dengan kuesioner %(pertanyaan)s pertanyaan untuk %(unsur)s unsur (%(instrumen)s). "
        "Nama, NIK, dan nomor telepon tidak ditanyakan. Pengguna layanan pada masa itu kira-kira %(pengguna)s orang; "
        "sampel minimal menurut tabel Krejcie dan Morgan %(target)s orang, dan terkumpul %(n)s jawaban. %(semua)s",
        hari=days_of(row.since, row.until), pertanyaan=number(len(row.counts)),
        unsur=number(len(found["working"]["steps"])), instrumen=row.instrument, pengguna=number(row.population),
        target=number(found["target"]), n=number(row.n), semua=_counted(row.held),
    )  # fmt: skip


def _counted(held: dict[str, int]) -> str:
    if not held:
        return _("Semua jawaban yang lengkap dihitung: tidak ada yang dipilih, diurutkan, atau dibuang.")
    return _(
        "Jawaban kedua dan seterusnya dari perangkat yang sama untuk layanan dan pekan yang sama, dan jawaban dari "
        "perangkat pegawai kantor ini, ditahan: %(ditahan)s jawaban. Setelah ditinjau verifikator, %(dilepas)s "
        "dihitung dan %(tidak)s tidak. Semua jawaban lain yang lengkap dihitung.",
        ditahan=number(sum(held.values())), dilepas=number(held[RELEASED]),
        tidak=number(held[UPHELD] + held[HELD]),
    )  # fmt: skip


def _analysis(found: dict) -> str:
    ordered = found["working"]["priorities"]
    low = ", ".join(_value(each) for each in ordered[:NAMED])
    high = ", ".join(_value(each) for each in ordered[: -NAMED - 1 : -1])
    text = _(
        "Unsur dengan nilai terendah: %(rendah)s. Unsur ini diperbaiki lebih dahulu. Unsur dengan nilai tertinggi: "
        "%(tinggi)s.",
        rendah=low, tinggi=high,
    )  # fmt: skip
    return f"{text} {_course(found)}".strip()


def _value(each: dict) -> str:
    return f"{each['word']} ({decimals(each['step'].nrr)})"


def _course(found: dict) -> str:
    before, now = found["before"], Decimal(found["row"].told["ikm"])
    if before is None:
        return _("Ini masa survei pertama yang diterbitkan, jadi belum ada pembanding.")
    then = Decimal(before.told["ikm"])
    values = {"masa": before.name, "dulu": decimals(then), "kini": decimals(now)}
    if now > then:
        return _("IKM naik dari %(dulu)s pada %(masa)s menjadi %(kini)s.", **values)
    if now < then:
        return _("IKM turun dari %(dulu)s pada %(masa)s menjadi %(kini)s.", **values)
    return _("IKM sama dengan pada %(masa)s, yaitu %(kini)s.", **values)


def _close(found: dict) -> str:
    told = found["row"].told
    text = _(
        "IKM %(unit)s %(ikm)s, mutu pelayanan %(mutu)s (%(kinerja)s). Perbaikan dimulai dari unsur %(unsur)s.",
        unit=found["office"].name, ikm=decimals(Decimal(told["ikm"])), mutu=told["mutu"], kinerja=_(told["kinerja"]),
        unsur=found["working"]["priorities"][0]["word"],
    )  # fmt: skip
    if found["caution"]:
        text += " " + found["caution"]
    done, every = found["done"]
    if every:
        text += " " + _(
            "Dari %(semua)s tindak lanjut masa sebelumnya, %(selesai)s sudah selesai.",
            semua=number(every), selesai=number(done),
        )  # fmt: skip
    return text
