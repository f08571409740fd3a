"""The words for what the tables hold by code; translated where they are shown."""

PERSON_KINDS = {"pns": "PNS", "pppk": "PPPK", "pejabat_negara": "Pejabat negara"}
JABATAN_KINDS = {
    "jpt": "Pimpinan tinggi",
    "administrator": "Administrator",
    "pengawas": "Pengawas",
    "fungsional": "Fungsional",
    "pelaksana": "Pelaksana",
    "kepala_daerah": "Kepala daerah",
}
OPD_KINDS = {
    "sekretariat": "Sekretariat",
    "dinas": "Dinas",
    "badan": "Badan",
    "inspektorat": "Inspektorat",
    "kecamatan": "Kecamatan",
    "kelurahan": "Kelurahan",
    "upt": "Unit pelaksana teknis (UPT)",
    "rsud": "Rumah sakit umum daerah (RSUD)",
    "bidang": "Bidang",
    "bagian": "Bagian",
    "kepala_daerah": "Kepala daerah",
}
BASES = {
    "definitif": "Definitif",
    "plt": "Pelaksana tugas (Plt.)",
    "plh": "Pelaksana harian (Plh.)",
}
ROLES = {
    "pegawai": "Pegawai",
    "atasan": "Pejabat penilai",
    "mentor": "Mentor",
    "bkpsdm": "Pengelola kepegawaian",
    "organisasi": "Bagian organisasi",
    "petugas": "Petugas pengaduan",
    "verifikator": "Verifikator penilaian",
    "inspektorat": "Inspektorat",
    "kepala": "Kepala daerah",
}
ROLE_MEANINGS = {
    "pegawai": "Menyusun SKP dan melihat bukti penilaian tentang dirinya sendiri.",
    "atasan": "Menilai pegawai yang tercatat sebagai bawahannya.",
    "mentor": "Mendampingi pegawai yang ditugaskan kepadanya.",
    "bkpsdm": "Mengubah data pegawai, jabatan, atasan, peran, dan undangan akun seluruh pemerintah daerah.",
    "organisasi": "Mengatur layanan, titik layanan, poster, piket, dan pengaturan.",
    "petugas": "Menangani pengaduan warga.",
    "verifikator": "Memeriksa penilaian yang ditahan dan disanggah.",
    "inspektorat": "Melihat hasil penilaian dan jejak audit seluruh pemerintah daerah.",
    "kepala": "Melihat hasil penilaian seluruh pemerintah daerah.",
}
STATUSES = {
    "aktif": "Masih bekerja",
    "berhenti": "Sudah berhenti",
    "tanpa-akun": "Belum punya akun",
    "tanpa-atasan": "Belum punya pejabat penilai",
}
ALL = (PERSON_KINDS, JABATAN_KINDS, OPD_KINDS, BASES, ROLES, ROLE_MEANINGS, STATUSES)
