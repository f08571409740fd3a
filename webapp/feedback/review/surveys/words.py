"""The words of the review of survey answers."""

DOUBTS = {
    "perangkat_sama": "Perangkat yang sama sudah mengisi survei untuk layanan ini pada pekan itu",
    "staf_unit": "Dikirim dari perangkat pegawai yang sedang masuk",
}
OUTCOMES = {
    "dilepas": "Dilepas: ikut dihitung",
    "dipertahankan": "Dipertahankan: tetap tidak dihitung",
}
CHOICES = {
    "dilepas": "Lepas: ini jawaban warga yang sah, hitung dalam indeks",
    "dipertahankan": "Pertahankan: tetap disimpan, tetap tidak dihitung",
}
STATES = {"ditahan": "Menunggu"} | OUTCOMES
BANDS = {"pagi": "sebelum tengah hari", "siang": "sesudah tengah hari"}
