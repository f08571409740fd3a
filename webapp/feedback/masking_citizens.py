"""Pure: where a folded text names citizens: whoever follows words that announce a name, or bears a common one.

How sure the announcing words are decides how much a word must look like a name. 'Nama saya' takes it however it is
written; 'atas nama' wants a capital; after 'saya' or 'dengan', which stand before everything, it takes two capitals or
a given name that is no other word. What begins as a name is taken to its end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from webapp.feedback.masking_names import EVERYDAY, NAMELIKE, OFFICES, TITLES, WORD, Known


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


ANY_CASE, CAPITAL, SURE = "any_case", "capital", "sure"
TELLS = re.compile(
    rf"(?<![^\W_])(?:(?P<{ANY_CASE}>nama (?:lengkap |asli )?(?:saya|aku|sy)(?: adalah| ialah| yaitu)?|namaku"
    r"|saya bernama|nama(?: lengkap| pelapor| pemohon| saya| korban)? ?[:=]|perkenalkan,? (?:nama )?saya)"
    rf"|(?P<{CAPITAL}>atas nama(?:nya)?|a\. ?n\.?|a/n|an\.|(?:bertemu|ketemu|bicara|berbicara|berhadapan|dilayani"
    r"|berurusan|diterima|dibantu)(?: dengan| oleh)?)"
    rf"|(?P<{SURE}>saya|sy|aku|dengan|dgn|oleh|kepada|kpd|pak|bapak|bpk\.?|bu|ibu|sdri?\.?|saudara|saudari|mas|mbak))"
    r",?[ :]{1,2}"
)
COMMON = _listed(
    "abdul abdullah abdurrahman achmad ade adi adit aditya agnes agus agustina ahmad aisyah ajeng aldi alex"
    " alfian ali amalia amelia amin amir andi andre andreas andri anggi anggraini anik anita anton antonius ardi"
    " ari arief arif arifin ariyanto astuti asep atik aulia ayu bachtiar bagus bambang bayu benny bima bobby budi"
    " budiman budiono cahyono candra chandra christina cici citra cucu dadang danang dani danu darwis daryono dede"
    " deden dedi dedy deni denny desi desy devi dewi diah dian diana didik dimas dina dini dodi dono dwi edi eddy"
    " edy eka eko elisa ellen endah endang erik erna erni erwin evi fadil fahmi faisal farhan farid fatimah fatma"
    " febri ferdi ferry fikri firman fitri fitriani gilang gunawan hadi halimah hamid hamzah handoko hanif hari"
    " hariyanto hartono haryanto hasan hasanah hendra hendri heni henny herman hermawan heri herry heru hidayat"
    " husein husni ibrahim ida idris ilham imam indra indri intan irfan irma irwan iskandar ismail iswanto iwan"
    " jamal jamilah jefri joko johan juliana junaidi kartika kartini khadijah khairul komar kurnia kurniawan laila"
    " lasmini leni lilis lina linda lukman lusi made mahmud mansur maria mariana mariani markus marlina martini"
    " maya meri mira mohamad mohammad moh muh muhamad muhammad mukhlis mulyadi mulyono mustafa nanang nani nia"
    " nina ningsih nita noor nova novi novita nunung nur nuraini nurhayati nuri nurul oki omar pardi parman"
    " ponimin prasetyo pratama puji purwanto puspita putu rahma rahman rahmat rahmawati ramli ranti rara ratna"
    " ratih reni retno reza riadi rian rida ridwan rika rini rina rio riska riski rita rizal rizki rizky robert"
    " rohani romi roni rosa rosita rudi rudy rusdi rusli ruslan sabri saiful salim salman samsul santi santoso"
    " saputra sarah sari sartika satria setiawan setyo sigit siti slamet soleh sofyan sri subandi sugeng sugiyanto"
    " suharto suherman sukardi sulastri sulaiman sulistyo sumarni sumiati sunarto sunarti supardi supriadi"
    " supriyanto suryani suryadi susanti susanto susi sutrisno suwarno syahrul syamsul syarif taufik teguh teti"
    " titin toni tono tri tuti udin umar umi utami vera vina wahyu wahyuni wati wawan wayan widodo winarti wiwik"
    " yani yanti yanto yohanes yudi yuli yuliana yulianti yunita yusuf yusup zaenal zainal zainab zainuddin"
)
# Common names that are other words as well: they announce nothing unless written large.
ALSO_WORDS = _listed(
    "sari hari puji adi eka dwi tri dina dono cucu putu made rida rara ali ade amin teguh kurnia citra intan"
)
INSIDE = _listed("bin binti van al el abu")
SHORTENED = _listed("muh moh m h hj drs dr ir abd st k kh r tb")
# What follows 'saya' or 'dengan' in ordinary sentences, also when somebody Writes Like This.
SAID_OFTEN = _listed(
    "ada adalah agar akan aku anda antara antre antri apa apabila asal atau atas bagi bagian bahwa baru batal"
    " bawa beberapa beda bekas beli benar berada berharap berkas besar besok biasa bila bingung bolak bolak-balik"
    " boleh buat buka bukan bukti butuh cabut cari catat cek cetak cukup cuma daftar dalam dapat datang demikian"
    " diri dua duduk dulu gagal gara ganti habis hadir hak hampir hal hanya harap hari hilang hendak heran hidup"
    " hingga hitung ikut ingat ingin inginkan ini isi itu izin jadi jalan jam jangan jarang jauh jawab jelas"
    " jelaskan jika juga jumlah kalau kali kasih kata keadaan keluar keluhan kembali kemarin kemudian kena kerja"
    " ketika kira kirim kok korban kurang lagi lahir lain lakukan lalu lama langsung laporan lapor layak lebih"
    " lewat lihat lupa maka maksud mana marah masalah masih masuk masukkan mati mau minta mudah mulai muncul nama"
    " naik namun nanti nik nip nomor orang pada padahal pakai paling para pasti pergi perlu pernah pilih pindah"
    " pula pulang puas pun pribadi rasa rata rusak saat sakit salah saja sama sampai sana sebagai sebab sedang"
    " segera sehingga sejak sekali sekarang sekeluarga selalu selama selesai seluruh semoga sempat sendiri seperti"
    " sering serta sesuai setelah setiap setuju siap siapa sini situ suka sulit sungguh susah tahu takut tambah"
    " tanda tanggal tanya tanpa tapi telah telepon tempat tentang tercantum terlalu tetap tetapi tetangga tiap"
    " tiba tinggal tiga tidak tua tulis tunggu turun urus usul wajib yaitu yakin keluarga orangtua istri isteri"
    " suami adik kakak anak ayah ibu nenek kakek teman rekan saudara cucu mertua petani nelayan pedagang mahasiswa"
    " mahasiswi pelajar siswa siswi karyawan karyawati pensiunan buruh sopir penduduk pemilik pemohon pelapor ahli"
    " anggota alumni swasta wiraswasta pengusaha pengurus pengacara difabel disabilitas penyandang pasien janda"
    " duda yatim wni wna pns asn tni polri honorer mohon hormat cara nilai kondisi syarat alasan harga biaya"
    " sistem aplikasi online alamat email surel telp hp wa no nomer umur usia usaha rumah sopan santun tegas"
    " lancar ikhlas senang kecewa sedih bangga salam kepada oleh untuk akte akta ijazah paspor berdasar dasar"
    " perusahaan almarhum almarhumah pemerintah negara rakyat umum bersama sangat gak ga nggak ngga tdk blm sdh"
    " udah udh yg dgn utk krn jg lg aja gimana kenapa kapan dari ke di tak bukannya berapa pas cm cuman warga dll"
    " dst via"
)
ORDINARY = EVERYDAY - NAMELIKE | OFFICES | TITLES | SAID_OFTEN
# Where the words around a name speak of a place or an institution.
PLACES = _listed(
    "upt dinas kantor badan bank rumah sakit puskesmas pustu kelurahan kecamatan desa dusun kota kabupaten provinsi"
    " jalan jl jln gang gg komplek kompleks perumahan perum blok rsud rsu rs kpu polres polsek polda polresta pt"
    " cv ud toko pasar sd smp sma smk mts sdn smpn sman man paud tk sekolah universitas kampus masjid gereja pura"
    " vihara bandara pelabuhan terminal stasiun lapangan stadion jembatan taman gedung hotel kapal yayasan"
    " dukcapil disdukcapil samsat imigrasi bpn pln pdam pertamina sungai kubu pulau parit gunung bukit tanjung"
    " kampung teluk batu danau lembah barat timur utara selatan tengah tenggara raya hilir hulu indonesia jakarta"
    " jawa sumatera kalimantan sulawesi papua bali lombok nusa pontianak gorontalo siantan singkawang sambas"
    " ketapang landak sanggau sintang mempawah bengkayang melawi kapuas kayong kartu surat izin akta mall"
    " pelayanan publik unit bidang seksi dewan kementerian ombudsman kejaksaan pengadilan kpk bpjs jkn lapor mal"
    " terpadu satu pintu islam negeri swasta camat presiden wakil google whatsapp facebook instagram undang"
    " peraturan program bantuan keluarga sehat harapan"
)
VERBAL = re.compile(r"(?:di|ber|ter|me[mn]|meng|meny|pe[mn]|peng|ke)[^\W\d_]{4,}|[^\W\d_]{3,}(?:kan|nya|lah)")
ACRONYM = 4  # letters up to which capitals throughout are an abbreviation
MOST_WORDS, SHORTEST = 4, 3


@dataclass(frozen=True)
class Word:
    """A word of the folded text; large: it began with a capital; shouted: it was a short one all in capitals."""

    text: str
    start: int
    end: int
    large: bool
    shouted: bool


def find(text: str, is_capital: Sequence[bool], names: Known) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each name, in order; kind 'petugas' where officers' names are known to be meant."""
    found, end = [*_announced(text, is_capital), *_common(text, is_capital)], -1
    for start, stop, words in sorted(found, key=lambda one: one[0]):
        if start >= end:
            end = stop
            yield start, stop, "petugas" if _is_officer(words, names) else "nama"


def _is_officer(words: Sequence[str], names: Known) -> bool:
    own = [word for word in words if len(word) > 1 and word not in SHORTENED]
    return own[0] in names.parts if len(own) == 1 else all(pair in names.pairs for pair in pairwise(own))


def _announced(text: str, is_capital: Sequence[bool]) -> Iterator[tuple[int, int, list[str]]]:
    """Names after words that announce one."""
    for tell in TELLS.finditer(text):
        words = _run(text, tell.end(), is_capital, tell.lastgroup)
        if words and _is_name(words, tell.lastgroup):
            yield words[0].start, words[-1].end, [word.text for word in words]


def _common(text: str, is_capital: Sequence[bool]) -> Iterator[tuple[int, int, list[str]]]:
    """A common given name and another word, both written large, wherever they stand; after a word of places not."""
    before, end, in_place = -1, -1, False
    for word in WORD.finditer(text):
        large = is_capital[word.start()]
        in_place = word.group() in PLACES or (in_place and large and text[before : word.start()] in (" ", ". "))
        before = word.end()
        if word.start() < end or in_place or not large or word.group() not in COMMON:
            continue
        words = _run(text, word.start(), is_capital, CAPITAL)
        if len(words) > 1 and not any(each.shouted for each in words):
            end = words[-1].end
            yield words[0].start, end, [each.text for each in words]


def _run(text: str, at: int, is_capital: Sequence[bool], how: str) -> list[Word]:
    """The words from here on that may be one name; titles before it are left to read."""
    found: list[Word] = []
    while len(found) < MOST_WORDS and (match := WORD.match(text, at)):
        word = _word(match, is_capital)
        if word.text in TITLES and not found:
            at = _after(text, match)
            continue
        if not _may_be(word, how, found):
            break
        found.append(word)
        at = _after(text, match)
        if at < 0:
            break
    while found and found[-1].text in INSIDE:
        found.pop()
    return found


def _after(text: str, match: re.Match) -> int:
    """Where the next word of a name would begin; -1 where a name ends."""
    end = match.end()
    if text[end : end + 2] == ". " and (match.group() in SHORTENED or len(match.group()) == 1):
        return end + 2
    if text[end : end + 1] == "." and (match.group() in SHORTENED or len(match.group()) == 1):
        return end + 1
    return end + 1 if text[end : end + 1] == " " else -1


def _word(match: re.Match, is_capital: Sequence[bool]) -> Word:
    start, end = match.span()
    shouted = end - start > 1 and all(is_capital[start:end])
    return Word(match.group(), start, end, is_capital[start], shouted and end - start <= ACRONYM)


def _may_be(word: Word, how: str, found: list[Word]) -> bool:
    """Whether this word may begin a name, or go on with it."""
    if word.text in INSIDE and found:
        return True
    if word.text in ORDINARY or (word.text in PLACES and word.text not in COMMON):
        return False
    if len(word.text) < SHORTEST and not (word.large and (found or word.text in SHORTENED)):
        return False
    if word.text not in COMMON and VERBAL.fullmatch(word.text) and not (word.large and (found or how != SURE)):
        return False
    if word.large:
        return True
    is_known = word.text in COMMON - ALSO_WORDS
    if found:
        return how == ANY_CASE or is_known or (len(found) == 1 and not found[0].large and found[0].text in COMMON)
    return how == ANY_CASE or is_known


def _is_name(words: list[Word], how: str) -> bool:
    """Whether what was found is enough of a name after these words."""
    if len(words[0].text) < SHORTEST and len(words) == 1:
        return False
    if any(word.shouted and (how == SURE or len(word.text) < ACRONYM) for word in words):
        return False
    if how != SURE or any(word.text in COMMON - ALSO_WORDS for word in words):
        return True
    return sum(word.large for word in words) > 1
