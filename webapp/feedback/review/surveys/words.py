"""The words of the review of survey answers."""

DOUBTS = {
    "perangkat_sama": "Perangkat yang sama, pekan dan layanan yang sama",
    "staf_unit": "Perangkat pegawai yang sedang masuk",
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
