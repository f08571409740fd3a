"""What is said after a deed in the room of results."""

NEWS = {
    "ringkasan-mulai": "Anda berlangganan ringkasan kantor ini. Ringkasan pertama dibuat tanggal 1 bulan depan.",
    "ringkasan-dibaca": "Ringkasan sudah ditandai dibaca.",
    "ringkasan-akhir": "Langganan ringkasan kantor ini sudah dihentikan. Ringkasan yang sudah ada tetap tersimpan.",
}
