"""The words of the review: reasons, outcomes, findings, and what is said after a deed."""

from webapp.people.published import Kind

DOUBTS = {
    "perangkat_sama": "Perangkat yang sama sudah menilai layanan ini pada pekan itu",
    "isian_mesin": "Tampaknya diisi oleh program, bukan orang",
    "staf_unit": "Dikirim dari perangkat pegawai yang sedang masuk",
}
OUTCOMES = {
    "dilepas": "Dilepas: ikut dihitung",
    "dipertahankan": "Dipertahankan: tetap tidak dihitung",
    "dialihkan_ke_sistem": "Dialihkan ke perbaikan sistem: tidak dihitung",
}
CHOICES = {
    "dilepas": "Lepas: ini penilaian warga yang sah, hitung pada pengumuman berikutnya",
    "dipertahankan": "Pertahankan: tetap disimpan, tetap tidak dihitung",
    "dialihkan_ke_sistem": "Alihkan ke perbaikan sistem: sebabnya ada pada alat atau cara kerja, bukan pada orang",
}
CHANNELS = {"token": "Undangan menilai", "kiosk": "Mesin penilaian", "open": "Kode QR pada poster"}
SHIFTS = {"pagi": "Pagi", "siang": "Siang", "malam": "Malam", "penuh": "Sehari penuh"}
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
PARTS = ("sebelum pukul 12", "antara pukul 12 dan 17", "sesudah pukul 17")
PROOFS = {
    "token": "Ada: undangan yang dibuat sistem sesudah pelayanan, dan sejak itu sudah terpakai",
    "kiosk": "Tidak ada undangan: ditekan pada mesin penilaian di kantor",
    "open": "Tidak ada undangan: dibuka lewat kode QR atau tautan yang dapat dipakai siapa saja",
}
FORGOTTEN = "Sudah dihapus karena masa penilaiannya berakhir. Yang tersisa hanya hasil aturannya."
APART = {
    "near": "kurang dari 10 menit dari penilaian yang dihitung",
    "hours": "pada hari yang sama dengan penilaian yang dihitung",
    "days": "pada hari lain dalam pekan itu",
}
FINDINGS = {
    "sesuai": "Sesuai: perlakuannya menurut aturan",
    "perlu_ditinjau": "Perlu ditinjau: ada yang tidak sesuai",
}
NEWS = {
    "tinjauan-diputus": "Putusan tersimpan dan tidak dapat dihapus.",
    "tinjauan-dibalik": "Putusan sudah diubah. Putusan yang lama tetap tercatat.",
    "temuan-dicatat": "Temuan tersimpan.",
    "pesan-diteruskan": "Kantor akan membaca pesan itu dengan nama dan nomor disamarkan, bersama pesan lain.",
}
NOTICES = {
    "tinjauan:sistem": Kind(
        "Verifikator mengalihkan penilaian yang ditahan ke perbaikan sistem.", "review.list_causes", None, "info"
    ),
    "uji-petik:baru": Kind("Undian uji petik bulan lalu sudah ada.", "sampling.list_draws", None, "audit"),
}
