"""The posts of a demonstration pemda, in the order in which a place names their holders.

Two officers share a counter. `pegawai`, `atasan` and the others that may sign in have the same key everywhere.
"""

from typing import NamedTuple

PNS, PPPK, ELECTED = "pns", "pppk", "pejabat_negara"
ACCOUNTS = (
    "pegawai", "pegawai2", "atasan", "atasan2", "mentor", "bkpsdm", "organisasi", "petugas", "verifikator",
    "inspektorat", "kepala",
)  # fmt: skip
OWN_ROLE = {"mentor", "bkpsdm", "organisasi", "petugas", "verifikator", "inspektorat", "kepala"}
HEAD = ""


class Post(NamedTuple):
    """A post: an empty title is that of the OPD's head. `superior` is None where the tree says who it is."""

    key: str
    opd: str
    title: str
    kind: str
    jenjang: str | None = None
    status: str = PNS
    superior: str | None = None


POSTS = (
    Post("kepala", "root", HEAD, "kepala_daerah", status=ELECTED),
    Post("sekda", "setda", HEAD, "jpt", "JPT Madya"),
    Post("atasan2", "front", HEAD, "jpt", "JPT Pratama"),
    Post("kadisdik", "disdik", HEAD, "jpt", "JPT Pratama"),
    Post("kadinkes", "dinkes", HEAD, "jpt", "JPT Pratama"),
    Post("kadisptsp", "ptsp", HEAD, "jpt", "JPT Pratama"),
    Post("kaban", "bkpsdm", HEAD, "jpt", "JPT Pratama"),
    Post("inspektur", "inspektorat", HEAD, "jpt", "JPT Pratama"),
    Post("atasan", "bidang", HEAD, "administrator"),
    Post("kepala_a", "a", HEAD, "pengawas"),
    Post("kepala_b", "b", HEAD, "pengawas"),
    Post("kepala_c", "c", HEAD, "pengawas"),
    Post("kepala_care", "care", HEAD, "fungsional", "Ahli Madya"),
    Post("organisasi", "organisasi", HEAD, "administrator"),
    Post("bkpsdm", "bkpsdm", "Analis SDM Aparatur Ahli Muda", "fungsional", "Ahli Muda"),
    Post("petugas", "organisasi", "Pengelola Pengaduan Masyarakat", "pelaksana"),
    Post("verifikator", "organisasi", "Analis Kebijakan Ahli Muda", "fungsional", "Ahli Muda"),
    Post("inspektorat", "inspektorat", "Auditor Ahli Madya", "fungsional", "Ahli Madya"),
    Post("mentor", "ptsp", "Penata Perizinan Ahli Madya", "fungsional", "Ahli Madya"),
    Post("pegawai", "bidang", "Pengelola Layanan Operasional", "pelaksana"),
    Post("pegawai2", "bidang", "Operator Layanan Operasional", "pelaksana", status=PPPK),
    Post("o2", "bidang", "Pengelola Layanan Operasional", "pelaksana", status=PPPK),
    Post("o3", "bidang", "Penata Layanan Operasional", "pelaksana"),
    Post("o4", "bidang", "Operator Layanan Operasional", "pelaksana", status=PPPK),
    Post("a1", "a", "Pengelola Layanan Operasional", "pelaksana"),
    Post("a2", "a", "Operator Layanan Operasional", "pelaksana", status=PPPK),
    Post("b1", "b", "Pengelola Layanan Operasional", "pelaksana"),
    Post("b2", "b", "Operator Layanan Operasional", "pelaksana", status=PPPK),
    Post("c1", "c", "Pengelola Layanan Operasional", "pelaksana"),
    Post("c2", "c", "Operator Layanan Operasional", "pelaksana", status=PPPK),
    Post("k1", "front", "Pengelola Layanan Operasional", "pelaksana", superior="kabid2"),
    Post("k2", "front", "Penata Layanan Operasional", "pelaksana", superior="kabid2"),
    Post("kabid2", "front", "kabid2", "administrator"),
    Post("z1", "ptsp", "Penata Perizinan Ahli Pertama", "fungsional", "Ahli Pertama"),
    Post("z2", "ptsp", "Penata Perizinan Ahli Pertama", "fungsional", "Ahli Pertama"),
    Post("z3", "ptsp", "Pengelola Layanan Operasional", "pelaksana"),
    Post("z4", "ptsp", "Pengelola Layanan Operasional", "pelaksana"),
    Post("m1", "care", "care", "fungsional", "Terampil"),
    Post("m2", "care", "care", "fungsional", "Terampil", status=PPPK),
    Post("d1", "disdik", "Pengadministrasi Perkantoran", "pelaksana", superior="kasubag"),
    Post("d2", "disdik", "Pengadministrasi Perkantoran", "pelaksana", superior="kasubag"),
    Post("kasubag", "disdik", "Kepala Subbagian Umum dan Kepegawaian", "pengawas"),
    Post("old_b", "b", HEAD, "pengawas"),
)
