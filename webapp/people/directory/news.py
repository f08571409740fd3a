"""What is said after a deed, by its code, and what people are told of deeds that concern them."""

from webapp.people.notices.kinds import Kind

NEWS = {
    "pegawai-ditambah": "Pegawai tersimpan. Sekarang tetapkan jabatan dan atasannya, lalu buat undangan akun.",
    "nama-disimpan": "Nama tersimpan.",
    "nip-disimpan": "NIP tersimpan.",
    "jabatan-ditetapkan": "Jabatan tersimpan.",
    "jabatan-diakhiri": "Hari terakhir jabatan tersimpan.",
    "atasan-ditetapkan": "Atasan tersimpan.",
    "rencana-dibatalkan": "Rencana itu dibatalkan. Yang sebelumnya tetap berlaku.",
    "peran-diberikan": "Peran diberikan.",
    "peran-dicabut": "Peran dicabut, mulai saat ini.",
    "berhenti-dicatat": "Berhentinya tercatat.",
    "kembali-dicatat": "Tercatat bekerja kembali. Tetapkan lagi jabatan, atasan, dan perannya.",
    "akun-ditutup": "Akun ditutup. Semua peramban yang masuk dengan akun itu langsung keluar.",
    "akun-siap": "Akun Anda siap. Masuklah dengan nama pengguna dan kata sandi yang baru.",
    "sesi-diakhiri": "Anda sudah keluar dari semua peramban lain.",
    "sandi-diganti": "Kata sandi diganti. Peramban lain sudah keluar.",
    "opd-ditambah": "Unit kerja tersimpan. Tambahkan jabatannya.",
    "opd-disimpan": "Perubahan unit kerja tersimpan.",
    "opd-dipindah": "Unit kerja dipindahkan.",
    "opd-ditutup": "Penutupan unit kerja tersimpan.",
    "jabatan-ditambah": "Jabatan ditambahkan.",
    "jabatan-disimpan": "Perubahan jabatan tersimpan.",
    "jabatan-ditutup": "Penutupan jabatan tersimpan.",
}
OWN, COLLEAGUE = "profile.show_own", "profile.show_colleague"
NOTICES = {
    "peran:diberikan": Kind("Anda mendapat peran: %(peran)s.", OWN, None, "person", frozenset({"peran"})),
    "peran:dicabut": Kind("Peran Anda berakhir: %(peran)s.", OWN, None, "person", frozenset({"peran"})),
    "atasan:ditetapkan": Kind(
        "%(nama)s ditetapkan sebagai pejabat penilai Anda. Sejak kapan, tertulis di profil Anda.", OWN, None, "people"
    ),
    "bawahan:ditetapkan": Kind("Anda ditetapkan sebagai pejabat penilai %(nama)s.", COLLEAGUE, "person_id", "people"),
}
