"""What is said of devices, as messages to be translated where they are shown."""

from webapp.people.published import Kind

KINDS = {"kiosk": "Mesin penilaian", "antrean": "Sistem antrean"}
KINDS_TO_CHOOSE = {
    "kiosk": "Mesin penilaian: tablet yang ditekan warga",
    "antrean": "Sistem antrean: membuat tanda kunjungan",
}
NEWS = {
    "perangkat-dicabut": "Perangkat sudah dicabut. Kuncinya tidak berlaku lagi.",
    "perangkat-sudah-dicabut": "Perangkat ini sudah dicabut sebelumnya.",
}
NOTICES = {
    "perangkat:senyap": Kind(
        "%(nama)s tidak memberi kabar lebih dari satu jam, padahal jam buka.", "devices.show_device", "device_id",
        "warning",
    ),
}  # fmt: skip
ODDITIES = {
    "terlalu_lama": "Menurut jam perangkat lebih dari 30 hari yang lalu",
    "mendahului": "Menurut jam perangkat belum terjadi",
}
