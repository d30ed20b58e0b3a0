package reading

import (
	"strings"
	"testing"
)

// proposalOf reads a letter of 3 June 2024 from BP2MI with the given text.
func proposalOf(t *testing.T, body string) Proposal {
	t.Helper()
	return Propose(letterWith(body), knowledge(t))
}

func TestRelationsFollowTheWordsAroundACitation(t *testing.T) {
	for body, want := range map[string]string{
		"Memperhatikan surat Saudara Nomor 00111/WN/05/2024/66 tanggal 6 Mei 2024 perihal Jawaban atas Permohonan Data, mohon kelengkapannya.":                                                           "follows_up",
		"Kami telah menulis melalui surat Nomor B.88/KA/PP.01/IV/2024 tanggal 4 April 2024 kepada Kementerian Ketenagakerjaan, namun sampai kini belum ada jawaban.":                                     "follows_up",
		"Menyusuli surat kami Nomor B.90/KA/PP.01/IV/2024 tanggal 5 April 2024 yang belum Saudara tanggapi, mohon perhatian Saudara.":                                                                    "reminds",
		"Menindaklanjuti surat Kementerian Sosial Nomor 77/RS/PL.01/05/2024 tanggal 2 Mei 2024 dan surat KBRI Riyadh Nomor 0501/PK/05/2024/RYD tanggal 3 Mei 2024, disampaikan hal berikut.":             "follows_up mentions",
		"Bersama ini disampaikan bahwa kami telah menerima Nota Diplomatik Kedutaan Besar Yordania Nomor 77/2024 tanggal 14 Mei 2024 mengenai seorang WNI.":                                              "follows_up",
		"Kami menerima laporan masyarakat dari Serikat Buruh Migran Indonesia Nomor 12/ADV/SBMI/V/2024 tanggal 15 Mei 2024 mengenai penundaan.":                                                          "follows_up",
		"Menindaklanjuti surat pengaduan SBMI No. 9.B/ADV/SBMI/V/2024 tanggal 16 Mei 2024, disampaikan hal berikut.":                                                                                     "follows_up",
		"Meneruskan surat Komandan Pangkalan Utama TNI AL Nomor B/77-02/10/05/Lantamal VIII tanggal 13 Mei 2024 perihal Penyerahan CPMI, mohon tindak lanjut.":                                           "follows_up",
		"Dengan berlakunya edaran ini, Surat Edaran Nomor IMI-0099.GR.01.01 Tahun 2019 dicabut dan dinyatakan tidak berlaku.":                                                                            "",
		"Menindaklanjuti surat Kementerian Sosial Nomor 77/RS/PL.01/05/2024 tanggal 2 Mei 2024 dan menindaklanjuti Rapat Koordinasi pada tanggal 8 Mei 2024, bersama ini disampaikan masukan terlampir.": "follows_up follows_up",
	} {
		var got []string
		for _, ref := range proposalOf(t, body).References {
			got = append(got, string(ref.Relation))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s\n  want %q\n  got  %q", body, want, strings.Join(got, " "))
		}
	}
}

func TestTimeLimitsCountBackFromEventsAndSkipWhatIsOnlyAllowed(t *testing.T) {
	for body, want := range map[string]string{
		"Mohon daftar nama disampaikan selambat-lambatnya H-3 sebelum keberangkatan pada tanggal 20 Juni 2024.":                   "2024-06-17",
		"Rapat diadakan pada tanggal 14 Juni 2024. Bahan agar dikirim paling lambat 2 (dua) hari kerja sebelum tanggal dimaksud.": "2024-06-12",
		"Jawaban Saudara kami tunggu hari ini juga mengingat keadaannya mendesak.":                                                "2024-06-03",
		"Mohon penyelesaian dalam tempo 14 (empat belas) hari kalender sejak pengaduan ini.":                                      "2024-06-17",
		"Laporan pelaksanaan disampaikan kepada Direktur Visa paling lambat tanggal 7 (tujuh) setiap bulannya.":                   "2024-06-07",
		"Ahli waris memperpanjang batas waktu pembayaran diyat sampai dengan 30 September 2024.":                                  "2024-09-30",
		"Usulan peserta disampaikan hingga tanggal 12 Juni 2024.":                                                                 "2024-06-12",
		"Rumah singgah kami dapat menampung paling banyak 8 orang, paling lama 12 (dua belas) hari.":                              "",
		"Santunan akan dibayarkan paling lama 45 hari menurut aturan setempat.":                                                   "",
	} {
		var got []string
		for _, d := range proposalOf(t, body).Deadlines {
			got = append(got, string(d.Due))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s\n  want %q\n  got  %q", body, want, strings.Join(got, " "))
		}
	}
}

func TestTheOneAskedOwesThoughOthersAct(t *testing.T) {
	body := "Mohon bantuan Saudara agar KBRI Riyadh dapat menemui majikan dan melaporkan hasilnya paling lambat tanggal 20 Juni 2024."
	p := proposalOf(t, body)
	if len(p.Deadlines) != 1 || p.Deadlines[0].OwedBy.ID != "kemlu" {
		t.Errorf("%+v", p.Deadlines)
	}
}

func TestNamesAreToldFromProblemsMonthsAndCompanies(t *testing.T) {
	for body, want := range map[string]string{
		"Bersama ini disampaikan Pengaduan PMI Tidak Dibayar 9 Bulan a.n. Sukarni.":                          "Sukarni",
		"Saya adalah ayah kandung dari MARSITI BINTI DURAHMAN, lahir 7 Mei 1990, yang bekerja di Abu Dhabi.": "Marsiti",
		"Telah ditampung 3 (tiga) orang PMI, yaitu Marwan, Rosida dan Fahmi Idris.":                          "Marwan|Rosida|Fahmi Idris",
		"Kami mendampingi dua orang PMI, yakni (1) Ratih Komala, dan (2) Saminah, yang belum dibayar.":       "Ratih Komala|Saminah",
		"Mohon PT Bahari Awak Makmur menanggung tiket.":                                                      "",
		"Pernyataan Inaq Rahim (istri almarhum AMAQ RAHIM) terlampir.":                                       "Amaq Rahim",
		"Diminta bantuan menghadirkan saksi UMAR DANI bin UMAR SAID dan NOVI TARIGAN.":                       "Umar Dani|Novi Tarigan",
		"Pemerintah berupaya membebaskan Etty Rukmana dari hukuman mati di Arab Saudi, dan para PMI lain.":   "Etty Rukmana",
	} {
		var got []string
		for _, w := range proposalOf(t, body).Workers {
			got = append(got, w.Name)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s\n  want %q\n  got  %q", body, want, strings.Join(got, "|"))
		}
	}
}

func TestSignersKeepRankAndDegrees(t *testing.T) {
	for block, want := range map[string]string{
		"Kepala,\n\nKombes Pol. Bambang Setiawan, S.I.K.":                                  "Kombes Pol. Bambang Setiawan, S.I.K.",
		"Direktur Pelaut,\n\nDr. Capt. HENDRO WIBAWA,\nM.Mar.\nNIP. 19700101 199903 1 001": "Dr. Capt. HENDRO WIBAWA, M.Mar.",
		"Kepala Dinas,\n\nH. SAMSU, S.Pd., M.M.\nNIP. 19700101 199903 1 001":               "H. SAMSU, S.Pd., M.M.",
	} {
		page := textPage("BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA\n\nNomor : B.500/KA/PP.01/VI/2024\nHal   : Penanganan Kasus\n\nYth. Menteri Luar Negeri\ndi Jakarta\n\nBersama ini disampaikan bahwa perkara dimaksud telah selesai ditangani.\n\nDemikian disampaikan, atas perhatian Saudara diucapkan terima kasih.\n\n" + block + "\n")
		if got := Propose(page, knowledge(t)).Signer.Name; got != want {
			t.Errorf("want %q, got %q", want, got)
		}
	}
}
