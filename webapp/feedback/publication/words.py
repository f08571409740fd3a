"""What is said after a deed in the room of results."""

from webapp.people.published import Kind

NEWS = {
    "ringkasan-mulai": "Anda berlangganan ringkasan kantor ini. Ringkasan pertama dibuat tanggal 1 bulan depan.",
    "ringkasan-dibaca": "Ringkasan sudah ditandai dibaca.",
    "ringkasan-akhir": "Langganan ringkasan kantor ini sudah dihentikan. Ringkasan yang sudah ada tetap tersimpan.",
}
NOTICES = {
    "ringkasan:baru": Kind(
        "Ringkasan bulanan %(kantor)s sudah ada.", "publication.show_digest", "digest_id", "results"
    ),
}
