"""Pure: what the survey asks of its respondent, as the annex has it. No name, no NIK, no telephone; age in classes."""

BANDS = ("pagi", "siang")  # the form's hours: 08.00-12.00 and 13.00-17.00
SEXES = ("L", "P")
AGES = ("di_bawah_20", "20_29", "30_39", "40_49", "50_59", "60_ke_atas")
EDUCATIONS = ("SD", "SMP", "SMA", "S1", "S2", "S3")
OCCUPATIONS = ("PNS", "TNI", "POLRI", "swasta", "wirausaha", "lainnya")
NOON = 12

SEX_WORDS = {"L": "Laki-laki", "P": "Perempuan"}
AGE_WORDS = {
    "di_bawah_20": "Di bawah 20 tahun",
    "20_29": "20 sampai 29 tahun",
    "30_39": "30 sampai 39 tahun",
    "40_49": "40 sampai 49 tahun",
    "50_59": "50 sampai 59 tahun",
    "60_ke_atas": "60 tahun ke atas",
}
EDUCATION_WORDS = {
    "SD": "SD atau sederajat, atau belum tamat",
    "SMP": "SMP atau sederajat",
    "SMA": "SMA atau sederajat",
    "S1": "Diploma atau sarjana (S1)",
    "S2": "Magister (S2)",
    "S3": "Doktor (S3)",
}
OCCUPATION_WORDS = {
    "PNS": "Pegawai negeri (PNS atau PPPK)",
    "TNI": "Tentara (TNI)",
    "POLRI": "Polisi (POLRI)",
    "swasta": "Karyawan swasta",
    "wirausaha": "Wirausaha",
    "lainnya": "Lainnya",
}


def band_of(hour: int) -> str:
    """In which half of the day an hour 0..23 lies."""
    return BANDS[0] if hour < NOON else BANDS[1]
