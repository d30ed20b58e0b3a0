package index

import "strings"

// The lists below hold what the rules of stem would get wrong in official
// letters. They are our own and short on purpose; a dictionary of roots can take
// their place.

// spelling returns the standard spelling of a word that is often written
// otherwise (KBBI and everyday letters).
func spelling(w string) (string, bool) {
	switch w {
	case "ijin":
		return "izin", true
	case "jenasah", "jenazzah", "jinazah":
		return "jenazah", true
	case "notulen", "notulensi", "notulis":
		return "notula", true
	case "pebruari":
		return "februari", true
	case "nopember":
		return "november", true
	case "propinsi":
		return "provinsi", true
	case "resiko":
		return "risiko", true
	case "analisa":
		return "analisis", true
	case "praktek":
		return "praktik", true
	case "tehnis", "technis":
		return "teknis", true
	case "hutang":
		return "utang", true
	case "himbau":
		return "imbau", true
	case "rubah":
		return "ubah", true
	case "silahkan":
		return "silakan", true
	case "kwitansi":
		return "kuitansi", true
	case "aktifitas":
		return "aktivitas", true
	case "jadual":
		return "jadwal", true
	case "standard":
		return "standar", true
	case "passport", "pasport":
		return "paspor", true
	case "legalisir":
		return "legalisasi", true
	case "gubermur":
		return "gubernur", true
	case "nonprosedural", "unprosedural":
		return "nonprosedural", true
	case "fasilitasi":
		return "fasilitas", true
	case "korespondensi":
		return "koresponden", true
	case "komplain":
		return "komplain", true
	case "responnya", "respon", "direspon":
		return "respons", true
	case "klarifikasinya":
		return "klarifikasi", true
	}
	return w, false
}

// protectedRoot returns the root of words that begin or end like an affix does
// without having one.
func protectedRoot(w string) (string, bool) {
	for _, suffix := range [...]string{"", "kan", "an", "i"} {
		s, ok := strings.CutSuffix(w, suffix)
		if !ok {
			continue
		}
		switch s {
		case "periksa", "perintah", "perlu", "perkosa", "percaya", "peran", "perempuan", "pertama", "pernah", "perkara", "pesan",
			"berita", "berkas", "berat", "beras", "berani", "besar", "benar", "bersih",
			"terima", "tertib", "terang", "teliti", "tetap", "temu", "tempat", "tempuh", "tentu", "teman",
			"keluarga", "kerja", "kepala", "kembali", "kecuali", "keluar", "kena", "kenal", "kelola", "kecamatan", "keras", "kemarin", "kemudian",
			"selesai", "selundup", "selidik", "sepakat", "semangat", "seluruh", "sekolah", "selamat", "sengketa", "serikat", "segera",
			"sebelum", "sejahtera", "selenggara", "sekretaris", "serah", "sedia", "sertifikat", "sementara", "seluler", "setuju", "sesuai", "sehat", "semua", "sebab", "serta",
			"dinas", "direktur", "direktorat", "disiplin", "diplomatik", "distribusi", "digital", "didik", "disposisi",
			"menteri", "mediasi", "meninggal", "meja", "medis", "merah",
			"penting", "pekan", "pelabuhan", "penuh", "pendek", "peduli", "pegawai", "periode",
			"majikan", "makan", "ikan", "bukan", "rekan", "jalan", "badan", "bulan", "pasangan", "kawasan", "alasan", "wilayah", "masalah", "jumlah", "sekalah", "sebelah", "istilah", "kuliah", "sejarah",
			"tindak", "kontak", "pihak", "tidak", "anak", "pajak", "cetak", "duduk", "masuk", "bentuk", "rusak", "naik", "baik", "tolak", "pokok", "sidik":
			return s, true
		}
	}
	return w, false
}

// fixedStart reports whether w begins like a prefix but is none.
func fixedStart(w string) bool {
	_, found := protectedRoot(w)
	return found
}

// fixedEnd reports whether w ends like a clitic or a suffix but is none.
func fixedEnd(w string) bool {
	for _, end := range [...]string{"pemerintah", "merintah", "menikah", "mengaku", "tangan", "masalah", "jumlah", "wilayah", "istilah", "sekolah", "sebelah", "salah", "langkah", "nikah", "naskah", "berkah", "perintah", "bantah", "himpun", "ampun", "tahun", "bangun", "susun",
		"laku", "berlaku", "perilaku", "bertemu", "baku", "saku", "suku", "buku", "kuku", "temu", "jamu", "tamu", "ilmu", "ramu", "bulan", "jalan", "badan", "bukan", "makan", "rekan", "pekan", "ikan", "kawasan", "korban", "aman", "teman", "zaman", "depan", "delapan", "sembilan", "bagian", "harian", "selatan", "jawatan", "intan", "iman", "taiwan", "korea", "jepang"} {
		if w == end || len(end) >= 6 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// rootInR reports whether a root begins with r: perawat is pe-rawat, peralatan
// per-alat-an.
func rootInR(w string) bool {
	for _, root := range [...]string{"rawat", "rambut", "raup", "rumah", "rencana", "rekrut", "rusak", "rampas", "rantau", "raih", "rasa", "rinci", "rata", "redam", "rekam", "remaja", "renang", "resmi", "respons", "rubah", "ruang", "ragam", "rahasia", "rakit", "ramal", "rampung", "rintis", "rujuk", "rugi", "runding", "rumus"} {
		if strings.HasPrefix(w, root) {
			return true
		}
	}
	return false
}

// shortRoot reports whether three letters are a root of their own.
func shortRoot(s string) bool {
	switch s {
	case "adu", "aju", "beri", "urus", "ada", "isi", "asa", "uji", "ikut", "atur", "cek", "bom", "cat", "rem", "las", "bor", "cap", "hak", "tes", "sah", "dua", "tak", "akar", "ulu", "ibu", "aku", "abu", "obat":
		return true
	}
	return false
}

// rootInAI reports whether a word is built on a root that ends in ai, so that its i is no
// suffix: mencapai, dimulai.
func rootInAI(w string) bool {
	for _, root := range [...]string{"capai", "mulai", "pakai", "makai", "sampai", "nyampai", "nilai", "sesuai", "cerai", "urai", "bantai", "rantai", "lambai", "gapai", "pandai", "damai", "ramai", "lalai", "abai", "badai", "tikai", "intai", "santai", "rangkai", "gadai", "selesai", "pantai", "lantai", "tunai", "nunai", "belai", "semai"} {
		if strings.HasSuffix(w, root) {
			return true
		}
	}
	return false
}
