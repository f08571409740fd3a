"""What is said after a decision, and what the people concerned are told."""

from webapp.people.notices.kinds import Kind

NEWS = {
    "peran-diusulkan": "Peran ini baru berlaku sesudah disetujui orang kedua. Siapa yang dapat menyetujui, "
    "tertulis di bawah.",
    "tautan-diminta": "Permintaan tersimpan. Tautannya baru dibuat sesudah disetujui orang kedua.",
    "persetujuan-diberikan": "Disetujui. Perannya sudah diberikan.",
    "persetujuan-ditolak": "Permintaan itu tidak dilanjutkan. Tidak ada yang berubah.",
}
OWN, PERSON = "profile.show_own", "staff.show_person"
NOTICES = {
    "akun:setel_ulang_diminta": Kind(
        "%(nama)s meminta tautan kata sandi baru untuk akun Anda. Bukan Anda yang memintanya? Segera beri tahu "
        "pengelola kepegawaian yang lain.", OWN, None, "person"
    ),
    "akun:setel_ulang_dibuka": Kind(
        "Tautan kata sandi baru untuk akun Anda sudah dibuat. Bukan Anda yang memintanya? Segera beri tahu pengelola "
        "kepegawaian.", OWN, None, "person"
    ),
    "akun:disetel_ulang": Kind(
        "Kata sandi akun Anda diganti melalui tautan. Diminta oleh %(diminta)s, disetujui oleh %(dibuka)s.",
        OWN, None, "person"
    ),
    "persetujuan:disetujui": Kind("Disetujui: %(apa)s untuk %(nama)s.", PERSON, "person_id", "check",
                                  frozenset({"apa"})),
    "persetujuan:ditolak": Kind("Tidak disetujui: %(apa)s untuk %(nama)s.", PERSON, "person_id", "info",
                                frozenset({"apa"})),
}  # fmt: skip
