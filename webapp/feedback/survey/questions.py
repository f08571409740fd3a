"""Pure: the ready-made questionnaire, one question for each of the nine unsur of the annex of PermenPANRB 14/2017.

Its unsur are kept by slug: the order of the eighth and ninth differs between the annex's form and its list.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Question = Mapping[str, Any]


def _question(unsur: str, text: str, text_en: str, options: Sequence[str], options_en: Sequence[str]) -> Question:
    return {"unsur": unsur, "text": {"id": text, "en": text_en}, "options": {"id": [*options], "en": [*options_en]}}


STANDARD: Sequence[Question] = (
    _question(
        "persyaratan",
        "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
        "How well do the requirements fit the kind of service?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
        ("They do not fit", "They fit poorly", "They fit", "They fit very well"),
    ),
    _question(
        "prosedur",
        "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
        "How easy is the procedure of this office?",
        ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"),
        ("Not easy", "Not very easy", "Easy", "Very easy"),
    ),
    _question(
        "waktu",
        "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
        "How quickly was the service given?",
        ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"),
        ("Not quickly", "Not very quickly", "Quickly", "Very quickly"),
    ),
    _question(
        "biaya",
        "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
        "How reasonable is the fee of the service?",
        ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
        ("Very expensive", "Rather expensive", "Cheap", "Free of charge"),
    ),
    _question(
        "produk",
        "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar pelayanan "
        "dengan hasil yang diberikan?",
        "How well does what you received agree with the published service standard?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
        ("It does not agree", "It agrees poorly", "It agrees", "It agrees very well"),
    ),
    _question(
        "kompetensi",
        "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
        "How competent are the officers who serve?",
        ("Tidak kompeten", "Kurang kompeten", "Kompeten", "Sangat kompeten"),
        ("Not competent", "Not very competent", "Competent", "Very competent"),
    ),
    _question(
        "perilaku",
        "Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?",
        "How polite and friendly are the officers who serve?",
        ("Tidak sopan dan ramah", "Kurang sopan dan ramah", "Sopan dan ramah", "Sangat sopan dan ramah"),
        ("Not polite and friendly", "Not very polite and friendly", "Polite and friendly", "Very polite and friendly"),
    ),
    _question(
        "sarana",
        "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
        "How good are the premises and facilities?",
        ("Buruk", "Cukup", "Baik", "Sangat baik"),
        ("Bad", "Fair", "Good", "Very good"),
    ),
    _question(
        "pengaduan",
        "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
        "How are complaints of users handled?",
        ("Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal", "Dikelola dengan baik"),
        ("There is no handling", "There is, but it does not work", "It works, but not fully", "They are handled well"),
    ),
)
