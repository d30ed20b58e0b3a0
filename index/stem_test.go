package index

import "testing"

func TestFormsOfAWordShareTheirStem(t *testing.T) {
	groups := [][]string{
		{"lindung", "pelindungan", "perlindungan", "melindungi", "dilindungi", "terlindungi", "pelindung"},
		{"pulang", "kepulangan", "pemulangan", "dipulangkan", "memulangkan", "kepulangannya", "pulanglah"},
		{"bayar", "membayar", "dibayar", "pembayaran", "dibayarkan", "membayarkan", "terbayar"},
		{"lapor", "laporan", "melaporkan", "dilaporkan", "pelaporan", "laporannya", "laporkan"},
		{"surat", "menyurat", "menyurati", "suratnya", "suratku", "persuratan"},
		{"tulis", "menulis", "ditulis", "tertulis", "penulisan", "tulisan"},
		{"kirim", "mengirim", "dikirim", "pengiriman", "mengirimkan", "terkirim", "kiriman"},
		{"ambil", "mengambil", "diambil", "pengambilan"},
		{"pakai", "memakai", "dipakai", "pemakaian"},
		{"serah", "penyerahan", "diserahkan", "menyerahkan"},
		{"selesai", "penyelesaian", "diselesaikan", "menyelesaikan"},
		{"angkat", "keberangkatan", "berangkat", "pemberangkatan", "diberangkatkan"},
		{"tempat", "penempatan", "ditempatkan", "menempatkan"},
		{"terima", "penerimaan", "diterima", "menerima"},
		{"periksa", "pemeriksaan", "diperiksa", "memeriksa"},
		{"izin", "ijin", "perizinan", "perijinan", "izinnya", "ijinkah"},
		{"adu", "pengaduan", "diadukan", "mengadukan", "pengadu"},
		{"jenazah", "jenasah", "jenazahnya"},
		{"notula", "notulen", "notulensi"},
		{"lihat", "kulihat", "terlihat", "melihat", "dilihat"},
		{"rawat", "perawatan", "dirawat", "merawat", "perawat"},
		{"fasilitas", "fasilitasi", "memfasilitasi", "difasilitasi"},
		{"tindak", "tindakan", "ditindak", "menindak", "penindakan"},
		{"minta", "permintaan", "diminta", "meminta"},
		{"mohon", "permohonan", "dimohon", "memohon", "pemohon"},
		{"respons", "direspons", "merespons", "respon", "direspon"},
		{"kerja", "bekerja", "pekerja", "pekerjaan", "dipekerjakan"},
		{"menteri", "kementerian"},
		{"duta", "kedutaan"},
		{"damping", "pendampingan", "didampingi", "mendampingi", "pendamping"},
		{"deportasi", "dideportasi"},
		{"balas", "balasan", "membalas", "dibalas"},
		{"undang", "undangan", "mengundang", "diundang"},
		{"temu", "ditemukan", "menemukan", "pertemuan", "penemuan"},
		{"laku", "melakukan", "dilakukan", "pelaku", "berlaku"},
		{"panggil", "panggilan", "memanggil", "dipanggil", "pemanggilan"},
		{"usaha", "perusahaan", "pengusaha", "berusaha"},
		{"data", "pendataan", "datanya", "mendata"},
		{"temukan", "ditemukan"},
		{"jawab", "jawaban", "menjawab", "dijawab"},
		{"tahan", "menahan", "ditahan", "bertahan", "penahanan", "tahanan"},
		{"tekan", "menekan", "ditekan", "penekanan"},
		{"setuju", "menyetujui", "disetujui", "persetujuan"},
		{"temu", "ditemui", "menemui", "temui"},
		{"langgan", "pelanggan", "berlangganan"},
		{"capai", "mencapai", "dicapai", "tercapai"},
		{"harga", "menghargai", "dihargai"},
		{"relawan", "relawannya", "relawati"},
		{"taat", "mentaati", "ditaati", "ketaatan"},
		{"mengerti", "dimengerti"},
		{"perkosa", "pemerkosaan", "diperkosa", "memperkosa"},
		{"selundup", "penyelundupan", "diselundupkan"},
		{"nikah", "pernikahan", "menikah"},
		{"tandatangan", "ditandatangani", "penandatanganan"},
		{"aniaya", "penganiayaan", "dianiaya", "menganiaya"},
		{"sekap", "penyekapan", "disekap"},
		{"tunda", "penundaan", "menunda", "ditunda"},
		{"jemput", "penjemputan", "dijemput", "menjemput"},
	}
	pairs, same := 0, 0
	for _, g := range groups {
		root := stem(g[0])
		for _, w := range g[1:] {
			pairs++
			if stem(w) == root {
				same++
			} else {
				t.Logf("%s → %s, but %s → %s", g[0], root, w, stem(w))
			}
		}
	}
	if share := float64(same) / float64(pairs); share < 0.97 {
		t.Errorf("%d of %d forms share the stem of their root (%.1f %%), want 97 %%", same, pairs, 100*share)
	}
}

func TestDifferentWordsKeepDifferentStems(t *testing.T) {
	for _, pair := range [][2]string{{"bayar", "bayang"}, {"tidak", "tindak"}, {"belum", "sebelum"}, {"uang", "ruang"}, {"gaji", "gagal"}, {"malang", "alang"},
		{"rumah", "umum"}, {"paspor", "pasar"}, {"majikan", "maju"}, {"kontrak", "kontak"}, {"dokumen", "dokter"}, {"kerja", "kereta"}, {"korban", "koran"}} {
		if stem(pair[0]) == stem(pair[1]) {
			t.Errorf("%s and %s share the stem %s", pair[0], pair[1], stem(pair[0]))
		}
	}
}

func TestReduplicationAndCliticsAreOneWord(t *testing.T) {
	if got := words("anak-anaknya, Jum'at; B.1605/D2"); len(got) != 6 || got[1] != "anaknya" || got[2] != "jumat" || got[4] != "1605" {
		t.Errorf("words = %q", got)
	}
	if stem("anaknya") != stem("anak") || stem("dokumenlah") != stem("dokumen") {
		t.Error("clitics are not stripped")
	}
}
