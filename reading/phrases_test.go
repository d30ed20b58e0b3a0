package reading

import (
	"fmt"
	"strings"
	"testing"

	"lintas/archive"
)

// letterWith makes a letter of 3 June 2024, a Monday, from BP2MI to the foreign
// ministry with the given running text.
func letterWith(body string) *archive.Transcript {
	return textPage(`BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA

Nomor : B.500/KA/PP.01/VI/2024          Jakarta, 3 Juni 2024
Sifat : Biasa
Hal   : Penanganan Kasus

Yth. Menteri Luar Negeri
di Jakarta

` + body + `

Demikian disampaikan, atas perhatian Saudara diucapkan terima kasih.

                                        Kepala,

                                        Widya Larasati
`)
}

func TestCitationsAreTold(t *testing.T) {
	k := knowledge(t)
	for body, want := range map[string]string{
		"Menindaklanjuti surat Kementerian Sosial nomor S-908/WPB.04/KP.008/2024 tanggal 2 Mei 2024 perihal data, disampaikan hal berikut.":                                                                                          "S-908/WPB.04/KP.008/2024 2024-05-02 follows_up",
		"Menindaklanjuti Surat Saudara tanggal 2 Mei 2024 perihal permohonan bantuan, disampaikan hal berikut.":                                                                                                                      " 2024-05-02 replies",
		"Menindaklanjuti Surat Dekan Fakultas Hukum Nomor : 12/UN1/FH/2024 Pada Tanggal : 3 Mei 2024 perihal magang, disampaikan persetujuan kami.":                                                                                  "12/UN1/FH/2024 2024-05-03 follows_up",
		"Menindaklanjuti surat permohonan sebagaimana tercantum dalam surat Nomor 002/SPPG_MGR/II/2024 tanggal 23 Februari 2024, bersama ini disampaikan hal berikut.":                                                               "002/SPPG_MGR/II/2024 2024-02-23 *",
		"Sehubungan dengan surat Saudara nomor D/00812/05/2024/64 tanggal 14 Mei 2024 perihal visa yang berkasnya diterima lengkap pada tanggal 20 Mei 2024, kami sampaikan hal-hal sebagai berikut:":                                "D/00812/05/2024/64 2024-05-14 replies",
		"Sehubungan Dengan Surat Saudara tanggal 14 Mei 2024 nomor: 00954/PK/05/2024/67 Hal : Fasilitasi, dapat kami sampaikan hal berikut.":                                                                                         "00954/PK/05/2024/67 2024-05-14 replies",
		"Menunjuk surat kami No.B.400/KA/PP.01/V/2024 tanggal 5 Mei 2024 perihal yang sama, mohon perhatian Saudara.":                                                                                                                "B.400/KA/PP.01/V/2024 2024-05-05 follows_up",
		"Pengaduan dimaksud menunjuk surat OJK : SR-45/KO.0502/2024 tanggal 10 Maret 2024.":                                                                                                                                          "SR-45/KO.0502/2024 2024-03-10 *",
		"Berdasarkan Nota Diplomatik Kedutaan Besar Malaysia Nomor AT220/2024 tanggal 23 April 2024 dan Surat Kuasa Usaha Sementara Kedutaan Besar Malaysia Nomor SR (033) 686/2 Jld.2 tanggal 2 Mei 2024, disampaikan hal berikut.": "AT220/2024 2024-04-23 follows_up; SR (033) 686/2 Jld.2 2024-05-02 *",
		"Melalui Note Verbale No. 31/8638 tanggal 3 April 2024, Kedutaan Besar memohon bantuan.":                                                                                                                                     "31/8638 2024-04-03 *",
		"Permohonan ini mengulangi permohonan sebelumnya, melalui Surat No. B.300/KA/PP.01/IV/2024 tanggal 2 April 2024, yang belum direspons.":                                                                                      "B.300/KA/PP.01/IV/2024 2024-04-02 reminds",
		"Permohonan tersebut telah dijawab melalui Surat No. 783/BK/04/2024/04/01 dari Kementerian Luar Negeri.":                                                                                                                     "783/BK/04/2024/04/01  closes",
		"Hal ini berdasarkan surat Sekretaris Utama BNN Nomor B/2693/X/SU/TU.01/2023/BNN tanggal 30 Oktober 2023 tentang perbantuan.":                                                                                                "B/2693/X/SU/TU.01/2023/BNN 2023-10-30 *",
		"Arahan diberikan melalui Memorandum nomor 403/D.I.M/10/2023 (terlampir).":                                                                                                                                                   "403/D.I.M/10/2023  *",
		"Menyusuli surat kami Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024, bersama ini disampaikan data tambahan.":                                                                                                                "B.410/KA/PP.01/V/2024 2024-05-06 follows_up",
		"Bersama ini diteruskan surat Bupati Cianjur Nomor 560/1234/Nakertrans tanggal 7 Mei 2024 mengenai warga Cianjur.":                                                                                                           "560/1234/Nakertrans 2024-05-07 follows_up",
		"Menindaklanjuti surat Ketua Umum Persatuan Pekerja Nomor 586/Um/PB/XXIII/2024 tanggal 21 Mei 2024 kepada Presiden RI serta menindaklanjuti audiensi dengan pimpinan pada tanggal 24 Mei 2024, disampaikan hal berikut.":     "586/Um/PB/XXIII/2024 2024-05-21 follows_up;  2024-05-24 *",
		"Dalam rangka menindaklanjuti arahan Presiden RI dalam Rapat Internal tentang Pelindungan PMI tanggal 2 Mei 2024, mohon dukungan Saudara.":                                                                                   " 2024-05-02 follows_up",
		"Menindaklanjuti surat Saudara Nomor IMI-0277.GR.02.06 Tahun 2024 tanggal 6 Mei 2024, disampaikan hal berikut.":                                                                                                              "IMI-0277.GR.02.06 Tahun 2024 2024-05-06 *",
		"Menindaklanjuti surat Nomor UND- 62 /WKN.03/KNL.03/2024 tanggal 6 Mei 2024, disampaikan hal berikut.":                                                                                                                       "UND-62/WKN.03/KNL.03/2024 2024-05-06 *",
		// no letters
		"Sehubungan dengan banyak terdapatnya WNI yang berangkat secara nonprosedural, maka perlu kami sampaikan hal-hal sebagai berikut:":     "",
		"Menindaklanjuti Surat Edaran terkait penempatan, disampaikan hal-hal berikut.":                                                        "",
		"Berdasarkan Undang-Undang Nomor 18 Tahun 2017 dan Peraturan Pemerintah Nomor 59 Tahun 2021, pelindungan diberikan kepada setiap PMI.": "",
		"Sesuai Keputusan Menteri Ketenagakerjaan Nomor 260 Tahun 2015 tanggal 26 Mei 2015, penempatan ke negara dimaksud dihentikan.":         "",
		"Yang bersangkutan memiliki paspor Nomor C1234567 dan dapat dihubungi pada nomor 0812-1111-2222.":                                      "",
		"Laporan Polisi Nomor: LP/B/612/VI/2024/SPKT tanggal 1 Juni 2024 telah dibuat oleh keluarga.":                                          "",
		"Berita Acara Nomor 12/BA/V/2024 tanggal 6 Mei 2024 terlampir.":                                                                        "",
		"PMI bekerja berdasarkan perjanjian kerja Nomor 77/PK/2023 tanggal 6 Mei 2023.":                                                        "",
		"Rapat akan diselenggarakan pada tanggal 20 Juni 2024 di Jakarta.":                                                                     "",
		"Surat pernyataan keluarga tanggal 5 Mei 2024 terlampir.":                                                                              "",
	} {
		p := Propose(letterWith(body), k)
		var got []string
		for _, r := range p.References {
			got = append(got, fmt.Sprintf("%s %s %s", r.Number, r.Date, r.Relation))
		}
		if !likeness(want, got) {
			t.Errorf("%s\n  want %q\n  got  %q", body, want, strings.Join(got, "; "))
		}
	}
}

// likeness compares "number date relation; …", where * stands for any relation and
// numbers count by their skeleton.
func likeness(want string, got []string) bool {
	var parts []string
	if want != "" {
		parts = strings.Split(want, "; ")
	}
	if len(parts) != len(got) {
		return false
	}
	for i := range parts {
		w, g := parts[i], got[i]
		wr, gr := w[strings.LastIndexByte(w, ' ')+1:], g[strings.LastIndexByte(g, ' ')+1:]
		if wr != "*" && wr != gr || archive.Skeleton(strings.TrimSuffix(w, wr)) != archive.Skeleton(strings.TrimSuffix(g, gr)) {
			return false
		}
	}
	return true
}

func TestTimeLimitsAreTold(t *testing.T) {
	k := knowledge(t)
	for body, want := range map[string]string{
		"Diselesaikan Selambat Lambatnya tanggal 17 Juni 2024.":                                                                     "date 2024-06-17",
		"Mohon data disampaikan paling lambat tanggal10 Juni 2024.":                                                                 "date 2024-06-10",
		"Laporan perlu segera disampaikan sebelum berakhirnya masa berlaku hibah yakni tanggal 31 Juli 2024.":                       "date 2024-07-30",
		"Saudara diminta memenuhi komitmen dimaksud paling lama 7 (tujuh) Hari.":                                                    "calendar_days 2024-06-10",
		"Mohon penjelasan disampaikan dalam jangka waktu 15 (lima belas) hari kerja sejak surat ini diterima.":                      "working_days *",
		"Mohon dilaporkan dalam waktu 60 (enam puluh) hari berturut-turut sejak tanggal surat ini.":                                 "calendar_days 2024-08-02",
		"Mohon jawaban paling lambat 3 x 24 (tiga kali dua puluh empat) jam.":                                                       "hours 2024-06-06",
		"Mohon laporan dalam waktu 1×24 jam.":                                                                                       "hours 2024-06-04",
		"Mohon jawaban dalam waktu 2 sampai dengan 5 hari kerja.":                                                                   "working_days 2024-06-10",
		"Mohon tanggapan Saudara selambat-lambatnya 14 hari kalender.":                                                              "calendar_days 2024-06-17",
		"Berkas harus sudah kami terima selambat-lambatnya tanggal 28 Juni 2024 pukul 16.00 WIB.":                                   "date 2024-06-28 16:00",
		"Kemlu segera melakukan verifikasi paling lambat tanggal 28 Juni 2024.":                                                     "date 2024-06-28",
		"Mohon hadir dan menyerahkan dokumen paling lambat hari Senin tanggal 25 Juni 2024.":                                        "date 2024-06-25 conflict",
		"Mohon jawaban Saudara pada kesempatan pertama.":                                                                            "none ",
		"Mohon kiranya dapat ditanggapi dalam waktu dekat.":                                                                         "none ",
		"Mohon jawaban segera dari Saudara.":                                                                                        "none ",
		"Laporan agar disampaikan paling lambat akhir bulan ini.":                                                                   "month_end 2024-06-30",
		"Laporan agar disampaikan paling lambat akhir Juli 2024.":                                                                   "month_end 2024-07-31",
		"Mohon konfirmasi hingga tanggal 14 Juni 2024.":                                                                             "date 2024-06-14",
		"Mohon jawaban sebelum tanggal 14 Juni 2024.":                                                                               "date 2024-06-13",
		"Mohon jawaban paling lambat 14/06/2024.":                                                                                   "date 2024-06-14",
		"Mohon jawaban paling lambat 14 Juni.":                                                                                      "date 2024-06-14",
		"Mohon jawaban paling lambat dua minggu sejak tanggal surat ini.":                                                           "calendar_days 2024-06-17",
		"Mohon jawaban paling lambat 7 (delapan) hari.":                                                                             "calendar_days * words",
		"Mohon laporan disampaikan setiap bulan paling lambat tanggal 10 setiap bulan.":                                             "date 2024-06-10 recurring",
		"Mohon tanggapan paling lambat minggu kedua bulan Juli 2024.":                                                               "date 2024-07-14",
		"Kami akan menyampaikan hasil verifikasi paling lambat tanggal 20 Juni 2024.":                                               "date 2024-06-20 own",
		"Besar harapan kami agar jawaban dapat disampaikan tidak lebih lambat dari tanggal 20 Juni 2024.":                           "date 2024-06-20",
		"Mohon konfirmasi kehadiran Saudara pada kesempatan pertama dan paling lambat tanggal 12 Juni 2024.":                        "date 2024-06-12",
		"We would be grateful for a reply within ten (10) working days.":                                                            "working_days *",
		"Tanggapan dimaksud kami tunggu paling lambat Jumat, 14 Juni 2024.":                                                         "date 2024-06-14",
		"Tanggapan dimaksud agar dikirimkan melalui surel ke data@contoh.go.id paling lambat tanggal 14 Juni 2024 pukul 12.00 WIB.": "date 2024-06-14 12:00",
		// lookalikes
		"Paspor yang bersangkutan masih berlaku sampai dengan 10 Juli 2024.":                                   "",
		"Uang sekolah dibayar paling lambat tanggal 10 setiap bulan.":                                          "",
		"Sesuai Pasal 18 Peraturan Menteri Nomor 23 Tahun 2025, komitmen dipenuhi paling lama 7 (tujuh) hari.": "",
		"Peristiwa tersebut terjadi sebelum tanggal 5 Mei 2024.":                                               "",
		"Keluarga terakhir berkomunikasi pada tanggal 2 Mei 2024.":                                             "",
		"Perkembangan selanjutnya akan kami sampaikan pada kesempatan pertama.":                                "",
		"PMI telah bekerja selama 24 (dua puluh empat) bulan dan kontrak berakhir dalam waktu 3 (tiga) bulan.": "",
		"Sampai dengan saat ini kami belum menerima jawaban.":                                                  "",
		"Saudara sebelumnya telah diminta menyampaikan klarifikasi paling lambat tanggal 20 Mei 2024.":         "",
		"Penerbangan dijadwalkan pada tanggal 20 Juni 2024 pukul 10.00 WIB.":                                   "",
		"Data yang disampaikan meliputi periode sampai dengan 31 Desember 2023.":                               "",
		"PMI dimaksud dirawat selama 14 (empat belas) hari di rumah sakit.":                                    "",
	} {
		p := Propose(letterWith(body), k)
		var got []string
		for _, d := range p.Deadlines {
			s := fmt.Sprintf("%s %s", d.Kind, d.Due)
			for _, flag := range []struct {
				on   bool
				text string
			}{{d.DueTime != "", " " + d.DueTime}, {d.WeekdayConflict, " conflict"}, {d.WordsConflict, " words"}, {d.Recurring, " recurring"}, {d.OwedBy.ID == "bp2mi", " own"}} {
				if flag.on {
					s += flag.text
				}
			}
			got = append(got, s)
		}
		read := strings.Join(got, "; ")
		if before, after, any := strings.Cut(want, "*"); any && strings.HasPrefix(read, before) && strings.HasSuffix(read, after) && len(got) == 1 {
			continue
		}
		if read != want {
			t.Errorf("%s\n  want %q\n  got  %q", body, want, read)
		}
	}
}

func TestWorkersAreTold(t *testing.T) {
	k := knowledge(t)
	for body, want := range map[string]string{
		"Bersama ini disampaikan pengaduan a.n. Kasmi binti Rasta, paspor C1234567.":                                   "Kasmi",
		"Jenazah almarhumah Wasri telah tiba di Jakarta.":                                                              "Wasri",
		"PMI a.n. Endang Suryani als. Sri telah dipulangkan.":                                                          "Endang Suryani",
		"A.n Kepolisian Negara Republik Indonesia, kami menyampaikan terima kasih.":                                    "",
		"Pengaduan disampaikan oleh Sdr. Karyadi selaku suami dari Sdri. Lasmini binti Warta.":                         "Lasmini",
		"Telah dipulangkan 3 orang PMI, yaitu Darmi, Eti Rohaeti, dan Nani Suryani.":                                   "Darmi|Eti Rohaeti|Nani Suryani",
		"WNI atas nama MUHAMAD RIDWAN (NIK 3201011203900001) masih ditahan.":                                           "Muhamad Ridwan",
		"Mohon menghubungi Sdr. Andi Wijaya di nomor 0812-3333-4444.":                                                  "",
		"Rapat dipimpin oleh Direktur Pelindungan, Bapak Surya Atmaja.":                                                "",
		"Majikan bernama Abdullah Al-Rashid belum membayar gaji PMI Sumiyati.":                                         "Sumiyati",
		"Para korban adalah sebagai berikut:\n1. Yanto Subagja (paspor E7654321);\n2. Rini Puspita (paspor E7654322).": "Yanto Subagja|Rini Puspita",
		"Pihak Kantor Imigrasi Jakarta Selatan dan Polres Bandara telah dihubungi.":                                    "",
		"PMI Hong Kong dan PMI Taiwan memperoleh pelindungan yang sama.":                                               "",
		"Demikian pula Nota Kesepahaman antara Indonesia dan Malaysia masih berlaku bagi PMI.":                         "",
		"Kepulangan Sdri. Tarsih (28 tahun), asal Desa Kedokan, Kabupaten Indramayu, difasilitasi KBRI.":               "Tarsih",
		"Surat kuasa ditandatangani Sdri. Wiwi (istri almarhum) di hadapan Kepala Desa.":                               "",
	} {
		p := Propose(letterWith(body), k)
		var got []string
		for _, w := range p.Workers {
			got = append(got, w.Name)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s\n  want %q\n  got  %q", body, want, strings.Join(got, "|"))
		}
	}
}
