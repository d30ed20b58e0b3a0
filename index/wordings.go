package index

// wordings are spellings of two words or one, words of the field that mean the same, and
// the words for kinds of documents, that no stemming joins.
var wordings = [...]group{
	{names: []string{"kerja sama", "kerjasama"}},
	{names: []string{"terima kasih", "terimakasih"}},
	{names: []string{"tanggung jawab", "tanggungjawab"}},
	{names: []string{"menindaklanjuti", "menindak lanjuti"}},
	{names: []string{"ditindaklanjuti", "ditindak lanjuti"}},
	{names: []string{"tindak lanjut", "tindaklanjut"}},
	{names: []string{"serah terima", "serahterima"}},
	{names: []string{"bea cukai", "beacukai"}},
	{names: []string{"kuala lumpur", "kualalumpur"}},
	{names: []string{"phnom penh", "pnom penh", "phnompenh"}},
	{names: []string{"jeddah", "jedah", "jiddah"}},
	{names: []string{"riyadh", "riyad"}},
	{names: []string{"non prosedural", "nonprosedural", "unprosedural"}},

	{names: []string{"nota kesepahaman", "mou", "memorandum of understanding", "memorandum saling pengertian"}},
	{names: []string{"perdagangan orang", "tppo", "trafficking", "human trafficking", "perdagangan manusia"}},
	{names: []string{"penipuan daring", "online scam", "online scamming", "scamming"}},
	{names: []string{"judi daring", "judi online"}},
	{names: []string{"hilang kontak", "putus kontak", "putus komunikasi", "lost contact"}},
	{names: []string{"gaji", "upah"}},
	{names: []string{"jenazah", "mayat"}},
	{names: []string{"meninggal", "wafat", "meninggal dunia"}},
	{names: []string{"majikan", "pemberi kerja", "pengguna jasa"}},
	{names: []string{"perjanjian kerja", "kontrak kerja"}},
	{names: []string{"kecelakaan kerja", "laka kerja"}},
	{names: []string{"rumah sakit", "rs"}},
	{names: []string{"ambulans", "ambulance", "ambulan"}},
	{names: []string{"bandara", "bandar udara"}},
	{names: []string{"awak kapal", "anak buah kapal", "abk"}},
	{names: []string{"penata laksana rumah tangga", "plrt", "prt", "pembantu rumah tangga"}},
	{names: []string{"pemutusan hubungan kerja", "phk"}},
	{names: []string{"surat perjalanan laksana paspor", "splp"}},
	{names: []string{"shelter", "rumah singgah"}},
	{names: []string{"p3mi", "pptkis", "pjtki"}},
	{names: []string{"pmi", "tki", "pekerja migran indonesia", "tenaga kerja indonesia"}},
	{names: []string{"cpmi", "ctki", "calon pmi", "calon pekerja migran indonesia"}},
	{names: []string{"rapat koordinasi", "rakor"}},
	{names: []string{"belum", "blm"}},
	{names: []string{"tidak", "tdk", "tak"}},
	{names: []string{"sudah", "sdh", "telah"}},
	{names: []string{"keluarga", "kel"}},
	{names: []string{"kabupaten", "kab"}},

	{names: []string{"notula", "notulen", "notulensi", "risalah"}, tags: []weighted{{"form:notula", 2}}},
	{names: []string{"undangan"}, tags: []weighted{{"form:undangan", 2}}},
	{names: []string{"surat edaran", "edaran"}, tags: []weighted{{"form:surat_edaran", 2}}},
	{names: []string{"nota dinas"}, tags: []weighted{{"form:nota_dinas", 2}}},
	{names: []string{"nota diplomatik", "note verbale"}, tags: []weighted{{"form:nota_diplomatik", 2}}},
	{names: []string{"brafaks", "brafax", "berita faksimile"}, tags: []weighted{{"form:brafaks", 2}}},
	{names: []string{"balasan", "jawaban", "tanggapan"}, tags: []weighted{{"relation:replies", 1.5}}},
	{names: []string{"pengingat", "susulan"}, tags: []weighted{{"relation:reminds", 1.5}}},
}

// filler reports whether a word says nothing of what is looked for. Such words
// are left out of a query of plain words, never of a phrase, and never the words that
// turn a sentence round: tidak, belum, bukan, tanpa.
func filler(w string) bool {
	switch w {
	case "yang", "dan", "di", "ke", "dari", "untuk", "pada", "dengan", "dalam", "oleh", "atas", "tentang", "mengenai", "terkait", "perihal", "hal",
		"surat", "nomor", "no", "tanggal", "kepada", "para", "ini", "itu", "adalah", "sebagai", "serta", "atau", "nya", "a", "n", "an", "sdr", "sdri", "bin", "binti", "bt", "alias", "dkk",
		"yg", "utk", "dgn", "dlm", "pd", "tsb", "ttg", "kpd", "tgl", "soal", "agar", "supaya",
		"the", "of", "and", "in", "to", "for", "about", "on", "by", "from", "with", "letter":
		return true
	}
	return false
}
