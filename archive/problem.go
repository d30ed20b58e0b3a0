package archive

// ProblemType is a kind of trouble a worker can be in.
type ProblemType struct {
	Code  string   `json:"code"` // stable; kept in documents and cases
	Text  Text     `json:"text"`
	Words []string `json:"words"` // lower-case words and phrases that letters use for it
}

// ProblemTypes returns the problem types: those of BP2MI's statistics and
// dashboard and of the foreign ministry's portal, merged. The more telling stand
// first, so that the first one whose words a letter has is its main one.
func ProblemTypes() []ProblemType {
	return []ProblemType{
		{"death_sentence", Text{"Ancaman hukuman mati", "Facing the death penalty"}, []string{"hukuman mati", "vonis mati", "qisas", "qishash", "pancung"}},
		{"death", Text{"Meninggal dunia", "Died abroad"}, []string{"meninggal dunia", "meninggal", "jenazah", "wafat", "kematian", "almarhum", "almarhumah"}},
		{"trafficking", Text{"Perdagangan orang (TPPO)", "Trafficking in persons"}, []string{"tppo", "tindak pidana perdagangan orang", "perdagangan orang", "perdagangan manusia", "human trafficking", "trafficking"}},
		{"online_scam", Text{"Penipuan daring (online scam)", "Online scam compound"}, []string{"online scam", "online scamming", "scamming", "scammer", "penipuan daring", "judi online", "judi daring", "operator scam"}},
		{"sexual_abuse", Text{"Pelecehan atau kekerasan seksual", "Sexual abuse"}, []string{"pelecehan seksual", "kekerasan seksual", "pemerkosaan", "perkosaan", "diperkosa", "pencabulan", "dilecehkan"}},
		{"violence", Text{"Kekerasan oleh majikan", "Violence by the employer"}, []string{"kekerasan fisik", "tindak kekerasan", "penganiayaan", "dianiaya", "disiksa", "penyiksaan", "kekerasan majikan", "kekerasan"}},
		{"confinement", Text{"Penyekapan", "Held against their will"}, []string{"disekap", "penyekapan", "dikurung"}},
		{"lost_contact", Text{"Hilang kontak", "Lost contact"}, []string{"hilang kontak", "putus komunikasi", "putus kontak", "tidak dapat dihubungi", "lost contact", "penelusuran keberadaan", "tidak ada kabar"}},
		{"unpaid_wages", Text{"Gaji tidak dibayar", "Unpaid wages"}, []string{"gaji tidak dibayar", "gaji belum dibayar", "gaji tidak dibayarkan", "gaji belum dibayarkan", "gaji belum lunas", "sisa gaji", "tunggakan gaji", "penahanan gaji", "gaji yang belum", "upah tidak dibayar", "unpaid wages"}},
		{"wage_deduction", Text{"Potongan gaji berlebih", "Excessive deductions"}, []string{"potongan gaji", "pemotongan gaji", "gaji dipotong", "overcharging"}},
		{"placement_fee", Text{"Biaya penempatan berlebih", "Excessive placement fee"}, []string{"biaya penempatan", "struktur biaya", "cost structure", "pungutan liar", "pengembalian biaya"}},
		{"passport_held", Text{"Penahanan paspor atau dokumen", "Passport or papers withheld"}, []string{"penahanan paspor", "paspor ditahan", "penahanan dokumen", "dokumen ditahan", "paspor dipegang"}},
		{"contract_breach", Text{"Pekerjaan tidak sesuai perjanjian kerja", "Work not as in the contract"}, []string{"tidak sesuai perjanjian kerja", "tidak sesuai pk", "tidak sesuai kontrak", "pekerjaan tidak sesuai", "pelanggaran perjanjian kerja"}},
		{"dismissal", Text{"PHK sepihak atau sebelum kontrak berakhir", "Dismissed before the contract ended"}, []string{"phk sepihak", "phk", "pemutusan hubungan kerja", "diberhentikan sepihak", "dipulangkan sepihak"}},
		{"not_sent_home", Text{"Tidak dipulangkan setelah kontrak selesai", "Not sent home when the contract ended"}, []string{"tidak dipulangkan", "kontrak telah selesai", "kontrak habis", "belum dipulangkan"}},
		{"work_accident", Text{"Kecelakaan kerja", "Accident at work"}, []string{"kecelakaan kerja", "kecelakaan", "luka bakar", "amputasi"}},
		{"mental_illness", Text{"Depresi atau gangguan jiwa", "Mental illness"}, []string{"depresi", "gangguan jiwa", "sakit jiwa", "gangguan mental", "odgj"}},
		{"illness", Text{"Sakit", "Illness"}, []string{"sakit", "dirawat", "rawat inap", "stroke", "koma", "perawatan medis"}},
		{"pregnancy", Text{"Hamil", "Pregnancy"}, []string{"hamil", "kehamilan", "melahirkan"}},
		{"ran_away", Text{"Lari dari majikan", "Left the employer"}, []string{"lari dari majikan", "kabur dari majikan", "melarikan diri", "kaburan"}},
		{"detention", Text{"Ditahan atau proses hukum", "Detained or on trial"}, []string{"ditahan", "penahanan", "proses hukum", "ditangkap", "dipenjara", "depot tahanan", "detensi", "pidana"}},
		{"deportation", Text{"Deportasi atau repatriasi", "Deportation or repatriation"}, []string{"deportasi", "dideportasi", "deportan", "repatriasi"}},
		{"evacuation", Text{"Evakuasi", "Evacuation"}, []string{"evakuasi", "konflik bersenjata", "perang"}},
		{"overstay", Text{"Izin tinggal habis (overstay)", "Overstay"}, []string{"overstay", "overstayer", "wni-o", "izin tinggal habis", "izin tinggal kedaluwarsa"}},
		{"undocumented", Text{"Tidak berdokumen", "Undocumented"}, []string{"tidak berdokumen", "undocumented", "tanpa dokumen", "tanpa paspor"}},
		{"non_procedural", Text{"Penempatan nonprosedural", "Irregular placement"}, []string{"nonprosedural", "non prosedural", "non-prosedural", "unprosedural", "penempatan ilegal", "ilegal"}},
		{"job_fraud", Text{"Penipuan peluang kerja", "Job fraud"}, []string{"penipuan peluang kerja", "penipuan kerja", "penipuan", "lowongan palsu", "job fiktif", "iming-iming"}},
		{"failed_departure", Text{"Gagal berangkat", "Failed departure"}, []string{"gagal berangkat", "batal berangkat", "tidak jadi diberangkatkan", "belum diberangkatkan", "gagal diberangkatkan"}},
		{"false_identity", Text{"Identitas palsu atau data ganda", "False or double identity"}, []string{"identitas palsu", "pemalsuan identitas", "paspor palsu", "data ganda", "sisko ganda", "pemalsuan dokumen"}},
		{"insurance", Text{"Klaim asuransi atau BPJS", "Insurance claim"}, []string{"klaim asuransi", "asuransi", "jaminan sosial", "santunan", "klaim bpjs", "klaim jkk", "klaim jkm"}},
		{"seafarer", Text{"Awak kapal: gaji atau kapal ditahan", "Seafarer: wages, or ship held"}, []string{"awak kapal", "abk", "anak buah kapal", "kapal ditahan", "pelaut"}},
		{"homesick", Text{"Tidak betah", "Wants to leave the job"}, []string{"tidak betah", "tidak sanggup bekerja", "pindah majikan"}},
		{"wants_home", Text{"Ingin dipulangkan", "Wants to be sent home"}, []string{"ingin dipulangkan", "ingin pulang", "permohonan pemulangan", "minta dipulangkan", "pemulangan", "dipulangkan"}},
		{"other", Text{"Bermasalah lainnya", "Other"}, []string{"bermasalah", "terkendala", "pmi-b", "pmib"}},
	}
}
