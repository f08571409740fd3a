"""'Provinsi Wanggar', as its story names it: in truth a district of Kabupaten Nabire. Six working days a week."""

from webapp.demo.places.facts import OpdFacts, Place, PointFacts, ServiceFacts, names, table
from webapp.tenants.domain import NewPemda

WANGGAR = Place(
    pemda=NewPemda(
        "wanggar", "Provinsi Wanggar", "Wanggar", "provinsi", "94.01.05", "Asia/Jayapura", colour="#7a3b12",
        contact={"alamat": "Jalan Poros Wanggar", "telepon": "0984-000001", "surel": "halo@wanggar.demo"},
        working_days=(1, 2, 3, 4, 5, 6),
    ),
    opds=table(OpdFacts, """
        root||kepala_daerah|pemerintah-provinsi|Pemprov|Pemerintah Provinsi Wanggar|Gubernur Wanggar
        setda|root|sekretariat|sekretariat-daerah|Setda|Sekretariat Daerah|Sekretaris Daerah
        organisasi|setda|bagian|biro-organisasi|Biro Organisasi|Biro Organisasi|Kepala Biro Organisasi
        bkpsdm|root|badan|bkpsdm|BKPSDM|Badan Kepegawaian dan Pengembangan Sumber Daya Manusia|Kepala BKPSDM
        inspektorat|root|inspektorat|inspektorat|Inspektorat|Inspektorat|Inspektur
        disdik|root|dinas|dinas-pendidikan|Disdik|Dinas Pendidikan|Kepala Dinas Pendidikan
        dinkes|root|dinas|dinas-kesehatan|Dinkes|Dinas Kesehatan|Kepala Dinas Kesehatan
        ptsp|root|dinas|dpmptsp|DPMPTSP|Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu|Kepala DPMPTSP
        front|root|dinas|disdukcapil|Disdukcapil|Dinas Kependudukan dan Pencatatan Sipil|Kepala Disdukcapil
        bidang|front|bidang|pendaftaran-penduduk|Bidang Dafduk|Bidang Pelayanan Pendaftaran Penduduk
            |Kepala Bidang Pelayanan Pendaftaran Penduduk
        a|front|upt|upt-wanggar-makmur|UPT Makmur|UPT Pelayanan Wanggar Makmur|Kepala UPT Pelayanan Wanggar Makmur
        b|front|upt|upt-wanggar-sari|UPT Sari|UPT Pelayanan Wanggar Sari|Kepala UPT Pelayanan Wanggar Sari
        c|front|upt|upt-wanggar-pantai|UPT Pantai|UPT Pelayanan Wanggar Pantai|Kepala UPT Pelayanan Wanggar Pantai
        care|dinkes|upt|puskesmas-wanggar|Puskesmas Wanggar|UPT Puskesmas Wanggar|Kepala UPT Puskesmas Wanggar
    """),
    services=table(ServiceFacts, """
        s1|front|ktp-el|Perekaman dan pencetakan KTP-el
            |Rekam data dan ambil KTP elektronik di dinas atau UPT terdekat.
            |Kartu Keluarga;Usia 17 tahun atau sudah menikah
        s2|front|akta-kelahiran|Akta kelahiran|Pencatatan kelahiran, juga dari pelayanan keliling kampung.
            |Surat keterangan lahir;Kartu Keluarga;KTP-el orang tua
        s3|ptsp|perizinan-berusaha|Perizinan berusaha|Pendampingan nomor induk berusaha untuk usaha kecil.
            |KTP-el;NPWP
        s4|ptsp|izin-praktik|Izin praktik tenaga kesehatan|Penerbitan dan perpanjangan surat izin praktik.
            |Surat tanda registrasi;Surat keterangan tempat praktik
        s5|dinkes|rawat-jalan|Pendaftaran rawat jalan|Pendaftaran pasien puskesmas, umum dan BPJS Kesehatan.
            |KTP-el atau Kartu Keluarga;Kartu BPJS Kesehatan bila ada
        s6|disdik|legalisasi-ijazah|Legalisasi ijazah|Pengesahan salinan ijazah.|Ijazah asli;Salinan ijazah
    """),
    points=table(PointFacts, """
        p1|dukcapil1|Loket 1 KTP-el|Jalan Poros Wanggar
        p2|dukcapil2|Loket 2 KTP-el|Jalan Poros Wanggar
        p3|makmur1|Loket UPT|Kampung Wanggar Makmur
        p4|sari1|Loket UPT|Kampung Wanggar Sari
        p5|pantai1|Loket UPT|Kampung Wanggar Pantai
        p6|akta1|Loket 3 akta|Jalan Poros Wanggar
        p7|aktadaring|Akta daring|Layanan daring
        p8|izin1|Loket A perizinan|Jalan Poros Wanggar
        p9|izin2|Loket B izin praktik|Jalan Poros Wanggar
        p10|puskes1|Loket pendaftaran|Jalan Poros Wanggar
        p11|puskes2|Mesin penilaian pintu keluar|Jalan Poros Wanggar
        p12|ijazah1|Loket layanan umum|Jalan Poros Wanggar
    """),
    names=names("""
        L Yulius Wanggai, L Markus Rumbiak, P Yosina Marey, L Petrus Tebai, P Naomi Waray, P Ester Yeimo,
        L Daniel Pigai, L Simon Raiki, L Frans Mote, L Yakobus Nawipa, L Suparman Hadi, P Martha Sayori,
        P Linda Maniburi, P Dorkas Imbiri, P Agustina Boma, L Slamet Riyadi, P Maria Degei, L Otto Wayar,
        L Bambang Sutrisno, P Yuliana Rumbobiar, P Selfina Tekege, L Ronald Monei, P Sulastri Ningsih,
        L Melki Gobai,
        P Debora Nunaki, L Agus Widodo, P Rosalina Keiya, L Yance Hanebora, P Anike Rumere, L Benny Adii,
        P Kristina Wonda, L Joko Purnomo, P Adolfina Musendi, L Thomas Badii, P Siti Aminah, L Elias Yogi,
        P Paulina Erari, P Oktovina Sineri, L Yohan Agapa, P Welmince Ramar, L Wahyu Santoso, P Novela Ayomi,
        L Karel Wanaha
    """),
    titles={"kabid2": "Kepala Bidang Pelayanan Pencatatan Sipil", "care": "Perekam Medis Terampil"},
    burst_score=4,
)  # fmt: skip
