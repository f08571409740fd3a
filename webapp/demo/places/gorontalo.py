"""Provinsi Gorontalo: what a province serves itself, and a programme that rewards shorter waits for permits."""

from webapp.demo.places.facts import OpdFacts, Place, PointFacts, ServiceFacts, names, table
from webapp.tenants.domain import NewPemda

GORONTALO = Place(
    pemda=NewPemda(
        "gorontalo", "Provinsi Gorontalo", "Gorontalo", "provinsi", "75", "Asia/Makassar", colour="#0f6b4f",
        contact={"alamat": "Jalan Sapta Marga, Gorontalo", "telepon": "0435-000001", "surel": "halo@gorontalo.demo"},
    ),
    opds=table(OpdFacts, """
        root||kepala_daerah|pemerintah-provinsi|Pemprov|Pemerintah Provinsi Gorontalo|Gubernur Gorontalo
        setda|root|sekretariat|sekretariat-daerah|Setda|Sekretariat Daerah|Sekretaris Daerah
        organisasi|setda|bagian|biro-organisasi|Biro Organisasi|Biro Organisasi|Kepala Biro Organisasi
        bkpsdm|root|badan|bkd|BKD|Badan Kepegawaian Daerah|Kepala Badan Kepegawaian Daerah
        inspektorat|root|inspektorat|inspektorat|Inspektorat|Inspektorat Provinsi|Inspektur Provinsi
        disdik|root|dinas|dinas-pendidikan|Dikbud|Dinas Pendidikan dan Kebudayaan
            |Kepala Dinas Pendidikan dan Kebudayaan
        dinkes|root|dinas|dinas-kesehatan|Dinkes|Dinas Kesehatan|Kepala Dinas Kesehatan
        ptsp|root|dinas|dpmptsp|DPMPTSP|Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu|Kepala DPMPTSP
        front|root|badan|badan-keuangan|Badan Keuangan|Badan Keuangan Daerah|Kepala Badan Keuangan Daerah
        bidang|front|bidang|pajak-daerah|Bidang Pajak|Bidang Pajak Daerah|Kepala Bidang Pajak Daerah
        a|front|upt|samsat-limboto|Samsat Limboto|UPTD Samsat Limboto|Kepala UPTD Samsat Limboto
        b|front|upt|samsat-marisa|Samsat Marisa|UPTD Samsat Marisa|Kepala UPTD Samsat Marisa
        c|front|upt|samsat-kwandang|Samsat Kwandang|UPTD Samsat Kwandang|Kepala UPTD Samsat Kwandang
        care|dinkes|rsud|rsud-provinsi|RSUD|Rumah Sakit Umum Daerah Provinsi|Direktur RSUD Provinsi
    """),
    services=table(ServiceFacts, """
        s1|front|pajak-kendaraan|Pajak kendaraan tahunan (Samsat)
            |Pembayaran pajak kendaraan bermotor dan pengesahan STNK tahunan.
            |STNK asli;KTP-el pemilik;BPKB atau salinannya
        s2|front|balik-nama|Balik nama kendaraan|Pendaftaran perubahan kepemilikan kendaraan bermotor.
            |STNK dan BPKB asli;Kuitansi jual beli;KTP-el pemilik baru
        s3|ptsp|perizinan-berusaha|Perizinan berusaha
            |Pendampingan izin kewenangan provinsi dalam OSS berbasis risiko.|KTP-el;NPWP;Nomor induk berusaha
        s4|ptsp|izin-tangkap-ikan|Izin usaha penangkapan ikan|Izin kapal perikanan kewenangan provinsi.
            |Nomor induk berusaha;Surat ukur kapal;Pas besar atau pas kecil
        s5|dinkes|rawat-jalan|Pendaftaran rawat jalan|Pendaftaran pasien poliklinik, umum dan BPJS Kesehatan.
            |KTP-el;Surat rujukan;Kartu BPJS Kesehatan bila ada
        s6|disdik|legalisasi-ijazah|Legalisasi ijazah SMA dan SMK|Pengesahan salinan ijazah sekolah menengah.
            |Ijazah asli;Salinan ijazah
    """),
    points=table(PointFacts, """
        p1|samsat1|Loket 1 pajak tahunan|Jalan Jenderal Sudirman, Kota Gorontalo
        p2|samsat2|Loket 2 pajak tahunan|Jalan Jenderal Sudirman, Kota Gorontalo
        p3|limboto1|Loket pelayanan|Jalan Ahmad Wahab, Limboto
        p4|marisa1|Loket pelayanan|Jalan Trans Sulawesi, Marisa
        p5|kwandang1|Loket pelayanan|Jalan Trans Sulawesi, Kwandang
        p6|baliknama1|Loket 3 balik nama|Jalan Jenderal Sudirman, Kota Gorontalo
        p7|samsatdaring|Balik nama daring|Layanan daring
        p8|izin1|Loket A perizinan|Jalan Thayeb M. Gobel
        p9|izin2|Loket B perikanan|Jalan Thayeb M. Gobel
        p10|rsud1|Loket pendaftaran|Jalan Kusno Danupoyo, Limboto
        p11|rsud2|Mesin penilaian pintu keluar|Jalan Kusno Danupoyo, Limboto
        p12|ijazah1|Loket layanan umum|Jalan Tinaloga
    """),
    names=names("""
        L Idrus Monoarfa, L Syukri Botutihe, P Fatmawati Lihawa, L Rusli Katili, P Meyke Camaru, P Sumarni Ntobuo,
        L Hamzah Gobel, P Zubaidah Pakaya, L Rustam Mooduto, L Iwan Abdullah, L Anton Hulopi, P Selvi Mohamad,
        P Yana Suleman, P Hasna Dunggio, P Rahmawati Tuna, L Fadli Pou, P Sri Dewi Nani, L Ismail Madjid,
        L Thamrin Akuba, P Wirda Hasan, P Nurain Lakoro, L Fikram Salilama, P Yulan Djafar, L Roni Pakaya,
        P Silvana Ahmad, L Arfan Biya, P Herlina Yusuf, L Taufik Abas, P Marlin Ishak, L Opan Kadir,
        P Cindra Usman, L Rahmat Doda, P Lian Otaya, L Haris Tome, P Fitria Bouti, L Suharto Ali,
        P Olvin Mantali, P Indriani Kasim, L Mulyono Tahir, P Nangsi Daud, L Ferdi Hunowu, P Astin Rauf,
        L Karim Mantulangi
    """),
    titles={"kabid2": "Kepala Bidang Retribusi dan Pendapatan Lain", "care": "Perekam Medis Terampil"},
    burst_score=4,
)  # fmt: skip
