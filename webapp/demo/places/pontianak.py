"""Kota Pontianak: heads of dinas who mentor, rewards, transparent appraisal."""

from webapp.demo.places.facts import OpdFacts, Place, PointFacts, ServiceFacts, names, table
from webapp.tenants.domain import NewPemda

PONTIANAK = Place(
    pemda=NewPemda(
        "pontianak", "Kota Pontianak", "Pontianak", "kota", "61.71", "Asia/Pontianak", colour="#1f4e9c",
        contact={"alamat": "Jalan Rahadi Usman, Pontianak", "telepon": "0561-000001", "surel": "halo@pontianak.demo"},
    ),
    opds=table(OpdFacts, """
        root||kepala_daerah|pemerintah-kota|Pemkot|Pemerintah Kota Pontianak|Wali Kota Pontianak
        setda|root|sekretariat|sekretariat-daerah|Setda|Sekretariat Daerah|Sekretaris Daerah
        organisasi|setda|bagian|bagian-organisasi|Bagian Organisasi|Bagian Organisasi|Kepala Bagian Organisasi
        bkpsdm|root|badan|bkpsdm|BKPSDM|Badan Kepegawaian dan Pengembangan Sumber Daya Manusia|Kepala BKPSDM
        inspektorat|root|inspektorat|inspektorat|Inspektorat|Inspektorat Kota|Inspektur Kota
        disdik|root|dinas|dinas-pendidikan|Disdikbud|Dinas Pendidikan dan Kebudayaan
            |Kepala Dinas Pendidikan dan Kebudayaan
        dinkes|root|dinas|dinas-kesehatan|Dinkes|Dinas Kesehatan|Kepala Dinas Kesehatan
        ptsp|root|dinas|dpmptsp|DPMPTSP|Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu|Kepala DPMPTSP
        front|root|dinas|disdukcapil|Disdukcapil|Dinas Kependudukan dan Pencatatan Sipil|Kepala Disdukcapil
        bidang|front|bidang|pendaftaran-penduduk|Bidang Dafduk|Bidang Pelayanan Pendaftaran Penduduk
            |Kepala Bidang Pelayanan Pendaftaran Penduduk
        a|root|kecamatan|kecamatan-pontianak-kota|Kec. Pontianak Kota|Kecamatan Pontianak Kota|Camat Pontianak Kota
        b|root|kecamatan|kecamatan-pontianak-selatan|Kec. Pontianak Selatan|Kecamatan Pontianak Selatan
            |Camat Pontianak Selatan
        c|root|kecamatan|kecamatan-pontianak-utara|Kec. Pontianak Utara|Kecamatan Pontianak Utara
            |Camat Pontianak Utara
        care|dinkes|upt|puskesmas-alianyang|Puskesmas Alianyang|UPT Puskesmas Alianyang
            |Kepala UPT Puskesmas Alianyang
    """),
    services=table(ServiceFacts, """
        s1|front|ktp-el|Perekaman dan pencetakan KTP-el
            |Rekam data dan ambil KTP elektronik di loket dinas atau kecamatan.
            |Kartu Keluarga;Usia 17 tahun atau sudah menikah
        s2|front|akta-kelahiran|Akta kelahiran|Pencatatan kelahiran dan penerbitan kutipan akta.
            |Surat keterangan lahir;Kartu Keluarga;KTP-el kedua orang tua
        s3|ptsp|perizinan-berusaha|Perizinan berusaha
            |Pendampingan nomor induk berusaha dan izin berbasis risiko.|KTP-el;NPWP;Alamat surel
        s4|ptsp|izin-praktik|Izin praktik tenaga kesehatan|Penerbitan dan perpanjangan surat izin praktik.
            |Surat tanda registrasi;Surat keterangan tempat praktik
        s5|dinkes|rawat-jalan|Pendaftaran rawat jalan|Pendaftaran pasien puskesmas, umum dan BPJS Kesehatan.
            |KTP-el atau kartu identitas anak;Kartu BPJS Kesehatan bila ada
        s6|disdik|legalisasi-ijazah|Legalisasi ijazah|Pengesahan salinan ijazah SD dan SMP.
            |Ijazah asli;Salinan ijazah
    """),
    points=table(PointFacts, """
        p1|dukcapil1|Loket 1 KTP-el|Jalan Letjen Sutoyo
        p2|dukcapil2|Loket 2 KTP-el|Jalan Letjen Sutoyo
        p3|kota1|Loket kecamatan|Jalan Pangeran Natakusuma
        p4|selatan1|Loket kecamatan|Jalan Prof. M. Yamin
        p5|utara1|Loket kecamatan|Jalan Khatulistiwa
        p6|akta1|Loket 3 akta|Jalan Letjen Sutoyo
        p7|aktadaring|Akta daring|Layanan daring
        p8|izin1|Loket A perizinan|Jalan Sultan Abdurrahman
        p9|izin2|Loket B izin praktik|Jalan Sultan Abdurrahman
        p10|alianyang1|Loket pendaftaran|Jalan Pangeran Natakusuma
        p11|alianyang2|Mesin penilaian pintu keluar|Jalan Pangeran Natakusuma
        p12|ijazah1|Loket layanan umum|Jalan Letjen Sutoyo
    """),
    names=names("""
        L Hermawan Satria, L Mulyadi Rahman, P Erma Suryani, L Syarif Usmulyono, P Siska Handayani,
        P Yuliana Tampubolon,
        L Amirul Hasan, L Budi Prasetyo, L Hendra Kurniawan, L Zulkifli Achmad, P Netty Anggraini, L Wan Iskandar,
        P Trisna Dewi, P Rita Kusumawati, P Maya Oktaviani, L Fajar Nugroho, P Lusia Meliana, L Antonius Lidi,
        P Sri Wahyuningsih, P Rina Marlina, P Dian Permatasari, L Andi Saputra, P Siti Khadijah, L Tommy Wijaya,
        P Nurul Hidayah, L Rudi Hartono, P Fransiska Mayang, L Mochammad Yusuf, P Evi Susanti, L Petrus Alim,
        P Wulan Sari, L Deni Firmansyah, P Ratna Juwita, L Yohanes Bayu, P Halimah Tusadiah, L Rizky Ramadhan,
        P Novita Lestari, P Agustina Lim, L Hafiz Maulana, P Sari Melati, L Eko Susilo, P Yanti Marbun,
        L Abdul Manaf
    """),
    titles={"kabid2": "Kepala Bidang Pelayanan Pencatatan Sipil", "care": "Perekam Medis Terampil"},
    burst_score=1,
)  # fmt: skip
