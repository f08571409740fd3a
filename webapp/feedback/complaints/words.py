"""What the pages of complaints call things; translated where they are shown."""

KINDS = {
    "pengaduan": "Pengaduan: pelayanan tidak seperti seharusnya",
    "aspirasi": "Aspirasi: saran atau usulan",
    "informasi": "Permintaan informasi",
    "pengadilan": "Perkara yang sedang di pengadilan",
    "pidana": "Dugaan korupsi atau tindak pidana",
}
SHORT_KINDS = {"pengaduan": "Pengaduan", "aspirasi": "Aspirasi", "informasi": "Permintaan informasi"}
ELSEWHERE = {
    "pengadilan": "Perkara yang sedang di pengadilan hanya dapat diputus hakim, jadi tidak ditangani di sini. "
                  "Tanyakan kepada pengadilan yang memeriksanya. Isian Anda masih ada di bawah.",
    "pidana": "Dugaan korupsi atau tindak pidana diperiksa penegak hukum, jadi tidak ditangani di sini. Sampaikan "
              "kepada kepolisian (110), kejaksaan, atau KPK (198). Isian Anda masih ada di bawah.",
}  # fmt: skip
VISIBILITIES = {
    "anonim": "Anonim: isi laporan boleh dibaca umum setelah diperiksa, tanpa nama Anda",
    "rahasia": "Rahasia: isi laporan tidak pernah diumumkan",
    "terbuka": "Terbuka: isi laporan boleh dibaca umum, dan koordinator boleh menyebut nama Anda kepada kantor "
               "yang menangani",
}
STATES = {
    "diterima": "Diterima",
    "diteruskan": "Diteruskan kepada kantor",
    "diproses": "Sedang diproses",
    "dijawab": "Dijawab, menunggu tanggapan Anda",
    "disanggah": "Disanggah, naik satu tingkat",
    "ditunda": "Ditunda",
    "ditutup": "Ditutup",
    "diarsipkan": "Diarsipkan",
}
PUBLIC_STATES = STATES | {"dijawab": "Dijawab"}
TONES = {"diterima": "info", "diteruskan": "info", "diproses": "info", "dijawab": "good", "disanggah": "wait",
         "ditunda": "wait", "ditutup": "good", "diarsipkan": "neutral"}  # fmt: skip
ENDINGS = {
    "selesai": "Selesai",
    "tidak_dapat": "Tidak dapat dipenuhi",
    "bukan_kewenangan": "Bukan kewenangan pemda, diteruskan",
}
CLOSINGS = {
    "dikonfirmasi": "Warga menyatakan sudah beres",
    "didiamkan": "Ditutup karena tidak ada tanggapan sepuluh hari kerja",
    "tanpa_sepakat": "Ditutup, warga tidak setuju dengan jawabannya",
    "ditarik": "Ditarik oleh pelapor",
}
ARCHIVINGS = {
    "pengadilan": "Perkaranya sedang di pengadilan. Tanyakan kepada pengadilan yang memeriksanya.",
    "pidana": "Dugaan korupsi atau tindak pidana: sampaikan kepada kepolisian (110), kejaksaan, atau KPK (198).",
    "bukan_pemda": "Bukan urusan pemerintah daerah ini. Sampaikan lewat lapor.go.id kepada instansi yang berwenang.",
    "ganda": "Laporan yang sama sudah ada dan ditangani. Dukungan Anda ikut dihitung di sana.",
    "tidak_jelas": "Isinya belum cukup jelas untuk ditindaklanjuti. Anda boleh melapor lagi dengan lebih lengkap.",
    "mesin": "Isinya tampak bukan dari seorang warga.",
}
# What a step is called in the citizen's timeline; steps that are not here are the office's own housekeeping.
STEPS = {
    "lapor": "Laporan Anda tersimpan",
    "teruskan": "Sudah diverifikasi dan diteruskan",
    "arsipkan": "Laporan diarsipkan",
    "buka": "Laporan dibuka lagi",
    "kembalikan": "Dikembalikan kepada koordinator untuk dicarikan kantor yang tepat",
    "alihkan": "Dialihkan kepada kantor lain",
    "mulai": "Mulai dikerjakan",
    "jawab": "Dijawab",
    "tunda": "Ditunda, dan batas waktunya ikut mundur",
    "lanjutkan": "Dilanjutkan",
    "konfirmasi": "Anda menyatakan sudah beres",
    "sanggah": "Anda menyanggah: laporan naik satu tingkat",
    "tolak": "Ditutup tanpa persetujuan Anda",
    "diamkan": "Ditutup karena tidak ada tanggapan",
    "tarik": "Anda menarik laporan ini",
    "nilai": "Anda menilai penanganannya",
}
PUBLIC_STEPS = STEPS | {
    "lapor": "Laporan masuk", "konfirmasi": "Pelapor menyatakan sudah beres",
    "sanggah": "Pelapor menyanggah: laporan naik satu tingkat", "tolak": "Ditutup tanpa persetujuan pelapor",
    "tarik": "Ditarik oleh pelapor", "nilai": "Pelapor menilai penanganannya",
}  # fmt: skip
MESSAGES = {
    "pesan": "Pesan", "pertanyaan": "Pertanyaan petugas", "jawaban": "Jawaban resmi", "pengingat": "Pengingat",
    "catatan": "Catatan petugas",
}  # fmt: skip
AUTHORS = {"warga": "Anda", "petugas": "Petugas", "sistem": "Pamong"}
REMINDER = (
    "Jawaban atas laporan ini menunggu tanggapan Anda. Tanpa tanggapan, laporan ditutup setelah sepuluh hari kerja."
)
BAD_FILES = {
    "empty": "Berkas itu kosong. Pilih berkas yang lain.",
    "large": "Berkas itu terlalu besar: foto paling besar 15 MB, PDF paling besar 5 MB. Pilih yang lebih kecil, atau "
    "kirim foto dengan ukuran sedang.",
    "large-pdf": "PDF itu terlalu besar: paling besar 5 MB. Simpan dengan ukuran lebih kecil, lalu pilih lagi.",
    "again": "Berkas yang tadi belum tersimpan. Pilih lagi, lalu kirim sekali lagi.",
    "kind": "Hanya foto (JPG, PNG, WebP) dan PDF yang dapat dilampirkan. Isi berkas itu bukan salah satunya.",
    "broken": "Berkas itu tidak dapat dibuka sampai selesai. Coba simpan ulang, lalu pilih lagi.",
    "pixels": "Gambar itu terlalu besar ukurannya. Kecilkan dahulu, lalu pilih lagi.",
    "active": "PDF itu memuat perintah atau lampiran di dalamnya. Cetak ulang menjadi PDF biasa, lalu pilih lagi.",
    "locked": "PDF itu terkunci dengan kata sandi. Simpan salinan tanpa kata sandi, lalu pilih lagi.",
    "pages": "PDF itu lebih dari 200 halaman. Pilih halaman yang penting saja, simpan, lalu pilih lagi.",
    "busy": "Beberapa berkas lain sedang diperiksa, jadi berkas ini belum tersimpan. Pilih lagi, lalu kirim sebentar "
    "lagi.",
    "often": "Untuk laporan ini sudah banyak berkas dicoba. Laporan Anda aman: kirim berkas ini satu jam lagi.",
    "many": "Dari jaringan internet ini sudah banyak berkas dikirim. Laporan Anda aman: kirim berkas ini satu jam "
    "lagi.",
    "files": "Sudah ada tiga berkas, dan itu yang terbanyak.",
}
NEWS = {
    "pengaduan-pesan": "Pesan Anda sudah tersimpan dan disampaikan kepada petugas.",
    "pengaduan-pesan-berkas": "Pesan dan berkas Anda sudah tersimpan dan disampaikan kepada petugas.",
    "pengaduan-berkas": "Berkas Anda sudah tersimpan.",
    "pengaduan-berkas-sama": "Berkas yang sama sudah ada, jadi tidak disimpan dua kali.",
    "pengaduan-beres": "Terima kasih. Laporan ditutup karena sudah beres.",
    "pengaduan-sanggah": "Sanggahan tersimpan. Laporan naik satu tingkat dan ditangani orang lain.",
    "pengaduan-tutup": "Laporan ditutup tanpa persetujuan Anda. Anda dapat melapor kepada Ombudsman.",
    "pengaduan-tarik": "Laporan sudah ditarik.",
    "pengaduan-nilai": "Terima kasih. Penilaian Anda atas penanganan laporan sudah tersimpan.",
    "pengaduan-ikut": "Anda ikut melapor. Dukungan dihitung tanpa nama.",
    "pengaduan-ikut-sama": "Dukungan dari formulir ini sudah dihitung.",
    "pengaduan-ikut-banyak": "Dari jaringan internet ini sudah banyak yang ikut melapor hari ini, jadi dukungan ini "
    "tidak dihitung. Laporannya tetap ditangani.",
}
