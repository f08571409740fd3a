"""How a print, its forms and how far it is are said."""

from webapp.people.published import Kind

FORMS = {
    "poster": "Poster dinding, kertas A4",
    "kartu": "Kartu meja, kertas A5 melintang",
    "tenda": "Kartu meja lipat dua, kertas A4",
    "stiker": "Lembar stiker, kertas A4",
}
LANGUAGES = {"id": "Bahasa Indonesia", "en": "Bahasa Inggris", "dua": "Dua bahasa: Indonesia dan Inggris"}
STAGES = {
    "": "Menunggu giliran",
    "menata": "Menata halaman",
    "menggambar": "Menggambar kode QR dan tulisan",
}
STATES = {
    "berjalan": ("Sedang dibuat", "wait"),
    "siap": ("Siap diunduh", "good"),
    "terhenti": ("Terhenti", "bad"),
    "dihapus": ("Berkas sudah dihapus", "neutral"),
}
REMARKS = {
    "failed": "Cetakan ini terhenti di server, bukan karena pilihan Anda. Pilihannya masih tersimpan: buat lagi, dan "
    "bila tetap terhenti, pilih lebih sedikit titik.",
    "no_paper": "Server ini belum dapat membuat PDF. Unduh gambarnya satu per satu dari halaman titik layanan.",
    "too_large": "Berkasnya terlalu besar untuk disimpan. Pilih lebih sedikit titik, lalu cetak lagi.",
}
NOTICES = {
    "cetakan:siap": Kind(
        "Cetakan %(n)s lembar siap diunduh. Berkasnya disimpan satu hari.", "prints.show_print", "print_id", "print"
    ),
    "cetakan:terhenti": Kind(
        "Cetakan terhenti. Pilihannya masih tersimpan.", "prints.show_print", "print_id", "print"
    ),
}
NEWS = {"cetakan-diminta": "Cetakan sedang dibuat. Anda diberi tahu lewat lonceng bila berkasnya siap."}


def shown() -> list[str]:
    """Every word a page looks up here."""
    return [*FORMS.values(), *LANGUAGES.values(), *STAGES.values(), *REMARKS.values(), *NEWS.values(),
            *(word for word, _tone in STATES.values())]  # fmt: skip
