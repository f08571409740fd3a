"""Words of follow-ups: of their states, after deeds, and in notices."""

from webapp.feedback.survey.followups.rules import DONE, DROPPED, PLANNED, RUNNING
from webapp.people.published import Kind

STATES = {
    PLANNED: "Direncanakan",
    RUNNING: "Berjalan",
    DONE: "Selesai",
    DROPPED: "Tidak dilakukan",
}
TONES = {PLANNED: "neutral", RUNNING: "info", DONE: "good", DROPPED: "wait"}
TERMS = {
    "pendek": "jangka pendek, kurang dari 12 bulan",
    "menengah": "jangka menengah, 12 sampai 24 bulan",
    "panjang": "jangka panjang, lebih dari 24 bulan",
}
NEWS = {
    "tindak-direncanakan": "Rencana tindak lanjut tersimpan. Penanggung jawabnya diberi tahu.",
    "tindak-dicatat": "Keadaan tindak lanjut tersimpan.",
}
NOTICES = {
    "tindak-lanjut:ditunjuk": Kind(
        "Anda menjadi penanggung jawab tindak lanjut survei: %(apa)s", "followups.show_item", "followup_id", "survey"
    ),
    "tindak-lanjut:lewat": Kind(
        "Batas waktu tindak lanjut survei sudah lewat: %(apa)s", "followups.show_item", "followup_id", "clock"
    ),
}
