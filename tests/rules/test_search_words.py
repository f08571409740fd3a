"""Which Indonesian words meet in a search, and which must not; honest about what the stemmer cannot do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.search.words import AFTER_ALL_LETTERS, ask, keys, stem, tokens

MEET = """
pelayanannya dilayani | melayani pelayanan | layanan pelayanan | perizinan izin | ijin mengizinkan
kependudukan penduduk | perekaman rekam | merekam direkam | antrean antri | mengantre antrian
menunggu ditunggu | pengiriman kirim | mengirim dikirim | penolakan ditolak | menutup penutupan
menutup ditutup | keluhan mengeluh | dikeluhkan keluhannya | kerusakan merusak | penilaian nilai
menilai dinilai | penerimaan diterima | menerima terima | memakai dipakai | percepatan cepat
terlambat keterlambatan | lambat memperlambat | penyelesaian selesai | menyelesaikan diselesaikan | tulis menulis
pertanyaan bertanya | menanyakan tanya | mengurangi kekurangan | kembali mengembalikan | dikembalikan pengembalian
mencetak pencetakan | terbit menerbitkan | penerbitan diterbitkan | tambah penambahan | pungutan memungut
bayar pembayaran | mendaftar pendaftaran | pindah kepindahan | perkawinan kawin | kelahiran lahir
kematian mati | menikah pernikahan | syarat persyaratannya | berkas berkasnya | pegawai kepegawaian
membantu bantuan | sopan kesopanan | pengambilan mengambil | perpanjangan memperpanjang | urus pengurusan
penundaan tunda | menukar penukaran | memeriksa pemeriksaan | meminta permintaan | kelengkapan melengkapi
menjelaskan penjelasan | ketidakjelasan jelas | membentak dibentak | menegur tegur | memarahi marah
mempersulit sulit | dipermudah mudah | kasirnya kasir
nomer nomor | antrian-antrian antrean | jadual jadwal | online daring
"""
APART = """
petugas tugas | penduduk duduk | beras berat | kepala pala | perempuan empu | keterangan terang | penyakit sakit
perusahaan usaha | pajak ajak | kasir kasih | loket lokasi | malam lama | bayi bayar | surat suara | lahir akhir
menteri terima | kantor kantong | akta fakta | desa desak | kerja kereta | selesai lesai | pelan lan | sampai sampah
""".replace("\n", "|")
# What the stemmer gets wrong and no list mends: these meet and should not, those should and do not.
TOO_MUCH = [("beruang", "uang"), ("pengaduan", "adu"), ("jaringan", "jaring"), ("diperlakukan", "laku")]
TOO_LITTLE = [("ketidaksopanan", "sopan"), ("pertanggungjawaban", "jawab")]


def pairs(table: str) -> list[tuple[str, ...]]:
    return [tuple(pair.split()) for line in table.strip().splitlines() for pair in line.split("|") if pair.strip()]


@pytest.mark.parametrize("one, other", pairs(MEET))
def test_forms_of_one_word_meet(one, other):
    assert ask(one).meets(keys(other)) and ask(other).meets(keys(one))


@pytest.mark.parametrize("one, other", pairs(APART))
def test_different_words_stay_apart(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize("one, other", TOO_MUCH)
def test_the_stemmer_takes_too_much_here(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize("one, other", TOO_LITTLE)
def test_the_stemmer_takes_too_little_here(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize("written", ["KTP-el", "e-KTP", "ektp", "E KTP", "KTP elektronik", "Kartu Tanda Penduduk"])
def test_the_electronic_identity_card_is_found_however_it_is_written(written):
    assert all(ask(asked).meets(keys(written)) for asked in ("ktp", "e-ktp", "KTP-el", "ktp elektronik"))


@pytest.mark.parametrize(
    "short, long", [("KK", "kartu keluarga"), ("SIM", "surat izin mengemudi"), ("NIB", "Nomor Induk Berusaha")]
)
def test_abbreviations_and_their_long_forms_meet_both_ways(short, long):
    assert ask(short).meets(keys(f"mengurus {long} baru")) and ask(long).meets(keys(f"mengurus {short} baru"))


@pytest.mark.parametrize(
    "written", ["pela\u200byanan", "PÉLAYANAN", "ｐｅｌａｙａｎａｎ", "\u202epelayanan\u202c", "pelayanan\u00ad"]
)
def test_marks_capitals_and_invisible_characters_hide_nothing(written):
    assert ask("dilayani").meets(keys(written))


def test_english_words_meet_themselves_and_their_capitals():
    for word in ("service", "complaint", "queue", "payment", "friendly", "staff"):
        assert ask(word.upper()).meets(keys(f"The {word} was fine")), word


def test_numbers_are_words_in_any_script_and_meet_only_themselves():
    assert ask("2024").meets(keys("tahun ٢٠٢٤")) and not ask("24").meets(keys("tahun 2024"))


def test_every_word_must_be_there_and_stop_words_say_nothing():
    assert ask("petugas yang ramah").meets(keys("Petugasnya ramah sekali"))
    assert not ask("petugas galak").meets(keys("Petugasnya ramah sekali"))
    assert ask("yang di dan ke").stems == () and not ask("yang di").meets(keys("yang di"))
    assert ask("tidak ramah").stems == ("tidak", "ramah")


def test_the_last_word_may_be_unfinished_from_three_letters_on():
    assert ask("petugas pel").meets(keys("petugas pelayanan"))
    assert not ask("petugas pe").meets(keys("petugas pelayanan"))
    assert not ask("pel petugas").meets(keys("petugas pelayanan"))


def test_a_word_written_twice_is_looked_for_once_and_the_unfinished_one_comes_last():
    assert ask("antre loket antrean").stems == ("loket", "antre") and ask("antre antre").stems == ("antre",)


@pytest.mark.parametrize("odd", ["", "   ", "\x00", "🙂🙂", "\u202e\u202d", "!!! ... ---", "_"])
def test_what_holds_no_word_asks_for_nothing(odd):
    assert ask(odd).stems == () and keys(odd) == frozenset()


def test_words_stay_where_they_are_in_the_text_and_in_the_range_of_beginnings():
    text = "Dïlayani  dg\u200b sabar 🙂 oleh petugas"
    question = ask("pelayanan petugas")
    assert [text[t.start : t.end] for t in tokens(text) if question.marks(t)] == ["Dïlayani", "petugas"]
    assert min("pelayanan" + AFTER_ALL_LETTERS, "pelayananku") == "pelayananku"


@given(st.text(max_size=80))
def test_whatever_is_written_is_found_by_itself(text):
    asked = ask(text)
    assert not asked.stems or asked.meets(keys(text))
    assert all(0 <= t.start < t.end <= len(text) for t in tokens(text))
