"""'Pemerintah Daerah Amplas', as its story names it: in truth Medan Amplas is a district of Kota Medan."""

from webapp.demo.places.facts import OpdFacts, Place, PointFacts, ServiceFacts, names, table
from webapp.tenants.domain import NewPemda

AMPLAS = Place(
    pemda=NewPemda(
        "amplas", "Pemerintah Daerah Amplas", "Amplas", "kota", "12.71.09", "Asia/Jakarta", colour="#8a1c4a",
        contact={"alamat": "Jalan Garu III, Amplas", "telepon": "061-000001", "surel": "halo@amplas.demo"},
    ),
    opds=table(OpdFacts, """
        root||kepala_daerah|pemerintah-daerah|Pemda|Pemerintah Daerah Amplas|Kepala Daerah Amplas
        setda|root|sekretariat|sekretariat-daerah|Setda|Sekretariat Daerah|Sekretaris Daerah
        organisasi|setda|bagian|bagian-organisasi|Bagian Organisasi|Bagian Organisasi|Kepala Bagian Organisasi
        bkpsdm|root|badan|bkpsdm|BKPSDM|Badan Kepegawaian dan Pengembangan Sumber Daya Manusia|Kepala BKPSDM
        inspektorat|root|inspektorat|inspektorat|Inspektorat|Inspektorat|Inspektur
        disdik|root|dinas|dinas-pendidikan|Disdik|Dinas Pendidikan|Kepala Dinas Pendidikan
        dinkes|root|dinas|dinas-kesehatan|Dinkes|Dinas Kesehatan|Kepala Dinas Kesehatan
        ptsp|root|dinas|dpmptsp|DPMPTSP|Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu|Kepala DPMPTSP
        front|root|dinas|disdukcapil|Disdukcapil|Dinas Kependudukan dan Pencatatan Sipil|Kepala Disdukcapil
        bidang|front|bidang|pendaftaran-penduduk|Bidang Dafduk|Bidang Pelayanan Pendaftaran Penduduk
            |Kepala Bidang Pelayanan Pendaftaran Penduduk
        a|root|kelurahan|kelurahan-harjosari-i|Kel. Harjosari I|Kelurahan Harjosari I|Lurah Harjosari I
        b|root|kelurahan|kelurahan-timbang-deli|Kel. Timbang Deli|Kelurahan Timbang Deli|Lurah Timbang Deli
        c|root|kelurahan|kelurahan-amplas|Kel. Amplas|Kelurahan Amplas|Lurah Amplas
        care|dinkes|upt|puskesmas-amplas|Puskesmas Amplas|UPT Puskesmas Amplas|Kepala UPT Puskesmas Amplas
    """),
    services=table(ServiceFacts, """
        s1|front|kartu-keluarga|Perubahan Kartu Keluarga
            |Tambah, kurang atau ubah data keluarga di dinas atau kelurahan.
            |Kartu Keluarga lama;KTP-el kepala keluarga;Bukti perubahan data
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
        p1|dukcapil1|Loket 1 Kartu Keluarga|Jalan Garu III
        p2|dukcapil2|Loket 2 Kartu Keluarga|Jalan Garu III
        p3|harjosari1|Loket kelurahan|Jalan Garu II, Harjosari I
        p4|timbang1|Loket kelurahan|Jalan Pertahanan, Timbang Deli
        p5|amplas1|Loket kelurahan|Jalan Panglima Denai, Amplas
        p6|akta1|Loket 3 akta|Jalan Garu III
        p7|aktadaring|Akta daring|Layanan daring
        p8|izin1|Loket A perizinan|Jalan Sisingamangaraja
        p9|izin2|Loket B izin praktik|Jalan Sisingamangaraja
        p10|puskesmas1|Loket pendaftaran|Jalan Garu III
        p11|puskesmas2|Mesin penilaian pintu keluar|Jalan Garu III
        p12|ijazah1|Loket layanan umum|Jalan Sisingamangaraja
    """),
    names=names("""
        L Rahmad Nasution, L Parlindungan Siregar, P Nurhalimah Lubis, L Togar Simanjuntak, P Masdalena Harahap,
        P Lamria Hutabarat,
        L Ridwan Batubara, L Edison Ginting, L Sahala Panjaitan, L Zainal Pohan, P Rosmawati Tarigan,
        L Hotman Sitorus,
        P Elvira Rangkuti, P Juliani Matondang, P Desi Ritonga, L Ferry Sembiring, P Murni Hasibuan,
        L Bonar Silalahi,
        P Tiurma Manurung, P Fitri Handayani Daulay, P Ayu Pratiwi, L Dedi Purba, P Sarifah Aini, L Candra Wijaya,
        P Melati Saragih, L Irwansyah Putra, P Roida Sinaga, L Fauzi Tanjung, P Lestari Ningrum, L Andreas Barus,
        P Khairunnisa Rambe, L Jonatan Pardede, P Sri Rahayu, L Muhammad Ikhsan, P Dewi Sartika Bangun,
        L Robert Tan,
        P Elfrida Napitupulu, P Nadia Syafitri, L Surya Dharma, P Hotmaida Gultom, L Wahyudi Pranata,
        P Yusnidar Koto, L Amran Dalimunthe
    """),
    titles={"kabid2": "Kepala Bidang Pelayanan Pencatatan Sipil", "care": "Perekam Medis Terampil"},
    burst_score=1,
)  # fmt: skip
