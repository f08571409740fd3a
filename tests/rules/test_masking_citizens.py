"""Names of citizens that follow words which announce a name are hidden whole; ordinary sentences stay as they are."""

import pytest

from webapp.feedback.masking import mask

HIDDEN = [
    ("Saya Budi Santoso NIK 6171011203900001", "Saya [nama orang] NIK [nomor induk kependudukan]"),
    ("nama saya Budi", "nama saya [nama orang]"),
    ("nama saya budi santoso, warga RT 05", "nama saya [nama orang], warga RT 05"),
    ("NAMA SAYA BUDI SANTOSO MAU LAPOR", "NAMA SAYA [nama orang] MAU LAPOR"),
    ("Nama: Tarmizi Tahir", "Nama: [nama orang]"),
    ("Saya M. Yusuf Kalla dari Siantan", "Saya [nama orang] dari Siantan"),
    ("saya siti aminah mau mengurus akta", "saya [nama orang] mau mengurus akta"),
    ("berkas a.n. Siti Aminah hilang", "berkas a.n. [nama orang] hilang"),
    ("berkas a/n BUDI SANTOSO hilang", "berkas a/n [nama orang] hilang"),
    ("KTP atas nama Rahmat Hidayat belum jadi", "KTP atas nama [nama orang] belum jadi"),
    ("KK atas nama Yohanes bin Petrus", "KK atas nama [nama orang]"),
    ("Ibu Dewi Lestari marah", "Ibu [nama orang] marah"),
    ("Bapak Slamet Rahayu Jaya pulang", "Bapak [nama orang] pulang"),
    ("Sdr. Togar Simanjuntak menunggu", "Sdr. [nama orang] menunggu"),
    ("bicara dengan Togar Simanjuntak di loket", "bicara dengan [nama orang] di loket"),
    ("saya dilayani oleh Marpaung", "saya dilayani oleh [nama orang]"),
    ("Siti Aminah menunggu lima jam", "[nama orang] menunggu lima jam"),
    ("anak saya Rangga Pratama ditolak", "anak saya [nama orang] ditolak"),
    ("bersama pak joko ke loket", "bersama pak [nama orang] ke loket"),
]

ORDINARY = [
    "Saya Datang Ke Kantor Lurah Kemarin Pagi",
    "Saya Warga Kelurahan Sungai Jawi",
    "Saya tinggal di Pontianak Barat, Jalan Ahmad Yani nomor 5",
    "Saya kecewa. Petugas Tidak ada di tempat",
    "Nama saya tidak ada di daftar antrean",
    "nama saya salah ketik di kartu keluarga",
    "nama saya belum dipanggil sampai siang",
    "nama saya dicoret dari daftar",
    "Saya datang dengan Kartu Keluarga dan KTP",
    "berbatasan dengan Kubu Raya dan Sungai Raya",
    "Saya berurusan dengan Dinas Kependudukan",
    "saya bertemu Pak Camat dan Bu Lurah",
    "Dilayani dengan Baik dan Ramah",
    "atas nama warga RT 05 kami mohon perbaikan",
    "Atas nama Dinas Sosial surat itu dikirim",
    "mengurus akta atas nama anak saya",
    "Saya PNS di Bank Kalbar",
    "Saya sudah lapor kepada Ketua RT",
    "saya ditolak oleh Petugas Loket",
    "Loket dibuka Senin sampai Jumat. Saya menunggu lima jam.",
    "budi pekerti petugas perlu dilatih",
    "hari ini saya antre lagi",
    "Hormat saya, warga Siantan",
    "Rumah Sakit Sultan Syarif Mohamad Alkadrie penuh",
    "Jalan Adi Sucipto rusak",
    "kata petugas, saya harus kembali Senin",
    "dilayani oleh petugas yang ramah",
    "anak saya ditolak di SD Negeri 5",
    "Ibu hamil dan anak kecil menunggu di luar",
    "Saya mau tanya: berapa biaya Kartu Identitas Anak",
    "Saya dari Kecamatan Pontianak Timur",
    "surat atas nama UPT Dukcapil Selatan",
    "kartu atas nama PKL belum ada",
    "Kantor sudah tutup sebelum waktunya ",
]


@pytest.mark.parametrize(("text", "masked"), HIDDEN)
def test_the_whole_name_is_hidden(text, masked):
    assert mask(text).text == masked


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_sentences_stay_as_they_are(text):
    assert mask(text).text == text


def test_a_name_is_never_half_an_officers():
    names = ("Siti Rahma", "Dewi Anggraini")
    assert mask("Siti Aminah menunggu", names).text == "[nama orang] menunggu"
    assert mask("Ibu Dewi Lestari menunggu", names).text == "Ibu [nama orang] menunggu"
    assert mask("dilayani oleh Siti Rahma", names).text == "dilayani oleh [nama petugas]"
