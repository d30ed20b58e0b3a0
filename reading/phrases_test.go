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
		"Sebagai jawaban atas surat Saudara Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024, disampaikan hal berikut.":                                                                                                                 "00812/WN/05/2024/66 2024-05-14 replies",
		"Menyambung surat kami Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024, bersama ini disampaikan data tambahan.":                                                                                                               "B.410/KA/PP.01/V/2024 2024-05-06 follows_up",
		"Meralat surat kami Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024, bersama ini disampaikan perbaikan data.":                                                                                                                 "B.410/KA/PP.01/V/2024 2024-05-06 follows_up",
		"Mengingatkan kembali surat kami Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024, mohon jawaban.":                                                                                                                             "B.410/KA/PP.01/V/2024 2024-05-06 reminds",
		"Bersama ini kami ingatkan kembali surat kami Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024.":                                                                                                                               "B.410/KA/PP.01/V/2024 2024-05-06 reminds",
		"Menunjuk surat kami Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024, dengan ini disampaikan bahwa sampai saat ini kami belum menerima jawaban Saudara.":                                                                      "B.410/KA/PP.01/V/2024 2024-05-06 reminds",
		"Surat kami Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024 dan Nomor B.450/KA/PP.01/V/2024 tanggal 20 Mei 2024 belum memperoleh tanggapan.":                                                                                  "B.410/KA/PP.01/V/2024 2024-05-06 reminds; B.450/KA/PP.01/V/2024 2024-05-20 reminds",
		"Hal dimaksud telah kami jawab melalui surat Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024.":                                                                                                                                "B.410/KA/PP.01/V/2024 2024-05-06 closes",
		"Permasalahan tersebut telah diselesaikan sebagaimana surat PT Arunika Karya Mandiri Nomor 069/AKM-DIR/V/2024 tanggal 16 Mei 2024.":                                                                                          "069/AKM-DIR/V/2024 2024-05-16 closes",
		"Dengan telah dipulangkannya PMI, maka surat Saudara Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024 kami anggap selesai.":                                                                                                     "00812/WN/05/2024/66 2024-05-14 closes",
		"Meneruskan surat Bupati Cianjur Nomor 560/1234/Nakertrans tanggal 7 Mei 2024, mohon bantuan Saudara.":                                                                                                                       "560/1234/Nakertrans 2024-05-07 follows_up",
		"Dasar : Surat Bupati Cianjur Nomor 560/1234/Nakertrans tanggal 7 Mei 2024.":                                                                                                                                                 "560/1234/Nakertrans 2024-05-07 follows_up",
		"Dasar:\n1. Surat Bupati Cianjur Nomor 560/1234/Nakertrans tanggal 7 Mei 2024;\n2. Surat Saudara Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024.":                                                                             "560/1234/Nakertrans 2024-05-07 *; 00812/WN/05/2024/66 2024-05-14 replies",
		"Menunjuk:\na. Surat Bupati Cianjur No. 560/1234/Nakertrans tgl. 7 Mei 2024;\nb. Hasil rapat koordinasi tanggal 20 Mei 2024.":                                                                                                "560/1234/Nakertrans 2024-05-07 follows_up;  2024-05-20 follows_up",
		"Menunjuk surat Saudara perihal permohonan data tanggal 14 Mei 2024, disampaikan hal berikut.":                                                                                                                               " 2024-05-14 replies",
		"Menunjuk surat Saudara 00812/WN/05/2024/66 tanggal 14 Mei 2024, disampaikan hal berikut.":                                                                                                                                   "00812/WN/05/2024/66 2024-05-14 replies",
		"Menunjuk surat Saudara Nomor 00812/WN/05/2024/66 dan Nomor 00900/WN/05/2024/66 masing-masing tanggal 14 Mei 2024 dan 20 Mei 2024, disampaikan hal berikut.":                                                                 "00812/WN/05/2024/66 2024-05-14 replies; 00900/WN/05/2024/66 2024-05-20 replies",
		"Menunjuk surat Saudara Nomor 00812/WN/05/2024/66 dan 00900/WN/05/2024/66 tanggal 14 Mei 2024, disampaikan hal berikut.":                                                                                                     "00812/WN/05/2024/66 2024-05-14 replies; 00900/WN/05/2024/66 2024-05-14 replies",
		"Menindaklanjuti laporan Koordinator P4MI Entikong Nomor 019/P4MI-ETK/II/2024 tanggal 21 Februari 2024, telah diterima 4 PMI.":                                                                                               "019/P4MI-ETK/II/2024 2024-02-21 follows_up",
		"Sehubungan dengan laporan Koordinator P4MI Entikong Nomor 019/P4MI-ETK/II/2024 tanggal 21 Februari 2024, telah diterima 4 PMI.":                                                                                             "019/P4MI-ETK/II/2024 2024-02-21 follows_up",
		"Sehubungan dengan pengaduan SBMI Nomor 117/ADV/DPN-SBMI/V/2024 tanggal 11 Mei 2024, mohon bantuan Saudara.":                                                                                                                 "117/ADV/DPN-SBMI/V/2024 2024-05-11 follows_up",
		"Menindaklanjuti surel Saudara tanggal 14 Mei 2024, disampaikan hal berikut.":                                                                                                                                                " 2024-05-14 replies",
		"Menindaklanjuti Trilateral Meeting pada tanggal 13 Mei 2024, bersama ini disampaikan berita acara.":                                                                                                                         " 2024-05-13 follows_up",
		"Menindaklanjuti Rapat Koordinasi Tingkat Menteri yang dilaksanakan pada tanggal 8 Mei 2024, bersama ini disampaikan data.":                                                                                                  " 2024-05-08 follows_up",
		"Menindaklanjuti Focus Group Discussion tanggal 8 Mei 2024, bersama ini disampaikan data.":                                                                                                                                   " 2024-05-08 follows_up",
		"Menindaklanjuti surat Bupati Cianjur Nomor B-\n688/D.IV/PH/PPA.02.01/04/2024, tanggal 20 April 2024 hal Data PMI, disampaikan hal berikut.":                                                                                 "B-688/D.IV/PH/PPA.02.01/04/2024 2024-04-20 follows_up",
		"Dasar : Surat Asisten Deputi Penyediaan Layanan KemenPPPA Nomor B-\n688/D.IV/PH/PPA.02.01/04/2024, tanggal 20 April 2024.":                                                                                                  "B-688/D.IV/PH/PPA.02.01/04/2024 2024-04-20 follows_up",
		"With reference to the Ministry's Note No. D/01877/05/2024/67 dated 14 May 2024, the Agency has the honour to inform.":                                                                                                       "D/01877/05/2024/67 2024-05-14 replies",
		"With reference to the latter's Note No. D/01877/05/2024/67 dated 14 May 2024, the Agency has the honour to inform.":                                                                                                         "D/01877/05/2024/67 2024-05-14 replies",
		"We refer to your letter dated 14 May 2024 (Ref: 00812/WN/05/2024/66) concerning data.":                                                                                                                                      "00812/WN/05/2024/66 2024-05-14 replies",
		"This is a reminder of our letter No. B.410/KA/PP.01/V/2024 dated 6 May 2024, which remains unanswered.":                                                                                                                     "B.410/KA/PP.01/V/2024 2024-05-06 reminds",
		"In response to your email dated 14 May 2024, please find attached the data.":                                                                                                                                                " 2024-05-14 replies",
		"Melalui surat ini kami mengingatkan kembali permintaan data sebagaimana surat kami Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024.":                                                                                         "B.410/KA/PP.01/V/2024 2024-05-06 reminds",
		"1. Rujukan:\na. Undang-Undang Nomor 21 Tahun 2007 tentang Pemberantasan TPPO;\nb. Laporan Polisi Nomor LP/B/102/V/2024/SPKT tanggal 10 Mei 2024;\nc. Surat Direktur Pelindungan WNI Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024 perihal data.\n2. Sehubungan dengan rujukan tersebut di atas, disampaikan hal berikut.": "00812/WN/05/2024/66 2024-05-14 replies",
		"Menindaklanjuti Rapat Koordinasi tanggal 20 Mei 2024 dan surat Saudara Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024, disampaikan hal berikut.":                                                                                                                                                                           " 2024-05-20 follows_up; 00812/WN/05/2024/66 2024-05-14 *",
		"We refer to our letter of 6 May 2024 No. B.410/KA/PP.01/V/2024.":                                                                                                                     "B.410/KA/PP.01/V/2024 2024-05-06 follows_up",
		"Bersama ini dilaporkan bahwa brafaks KBRI Beirut No. R-00512/BEIRUT/240501 mengusulkan evakuasi 65 WNI.":                                                                             "R-00512/BEIRUT/240501  follows_up",
		"Dengan hormat, KBRI Bandar Seri Begawan melalui berita No. T-00214/BANDAR SERI BEGAWAN/240518 meminta bantuan penjemputan.":                                                          "T-00214/BANDAR SERI BEGAWAN/240518  follows_up",
		"Dengan ini disampaikan bahwa isi Nota Pemeriksaan I Nomor 5/1127/AS.02.00/V/2024 telah dilaksanakan.":                                                                                "5/1127/AS.02.00/V/2024  replies",
		"Sesuai pemberitahuan KJRI Jeddah tanggal 4 Mei 2024, telah kami terima 23 orang PMI.":                                                                                                " 2024-05-04 *",
		"Kami serahkan bukti sebagaimana hasil klarifikasi tanggal 12-03-2024.":                                                                                                               " 2024-03-12 *",
		"Meneruskan brafaks KJRI Cape Town B-00091/CAPE TOWN/230714, diminta Saudara memperoleh persetujuan dan menyampaikannya hari Selasa tanggal 18 Juni 2024.":                            "B-00091/CAPE TOWN/230714  follows_up",
		"Berdasarkan pengaduan Migrant CARE Nomor 037/MC-JKT/Eks/II/2024 tanggal 18 Februari 2024, Saudara dipanggil.":                                                                        "037/MC-JKT/Eks/II/2024 2024-02-18 follows_up",
		"Menyusuli nodip KBRI No. 182/PK/V/2024/VTE tgl 12 Mei 2024 kepada Kemlu Laos, disampaikan hal berikut.":                                                                              "182/PK/V/2024/VTE 2024-05-12 follows_up",
		"Terima kasih atas surat Saudara No. 112/WN/05/2024/66 tanggal 10 Mei 2024.":                                                                                                          "112/WN/05/2024/66 2024-05-10 replies",
		"Melaksanakan Berita Acara Klarifikasi No. BA-014/DJ.PLD/PL.02.01/III/2024 tanggal 12 Maret 2024, dengan ini kami nyatakan lunas.":                                                    "BA-014/DJ.PLD/PL.02.01/III/2024 2024-03-12 *",
		"Mengingatkan kembali kawat kami tanggal 12 April 2024 nomor T-01188/PWNI/240412 yang hingga kini belum mendapat tanggapan.":                                                          "T-01188/PWNI/240412 2024-04-12 reminds",
		"Setelah mempelajari surat Saudara Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024, kami berpendapat sebagai berikut.":                                                                  "00812/WN/05/2024/66 2024-05-14 replies",
		"Atas surat Saudara Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024, kami sampaikan sebagai berikut.":                                                                                   "00812/WN/05/2024/66 2024-05-14 replies",
		"Bersama ini kami lampirkan surat KBRI Riyadh Nomor 119/PK/2024/RYD tanggal 17 Mei 2024 perihal upah. Saudara diminta hadir.":                                                         "119/PK/2024/RYD 2024-05-17 follows_up",
		"Terlampir disampaikan surat rekomendasi Komnas Perempuan No. 029/KNAKTP/V/2024 tanggal 10 Mei 2024.":                                                                                 "029/KNAKTP/V/2024 2024-05-10 follows_up",
		"Kami mendapat laporan KBRI Riyadh (surat 0402/PK/05/2024/RYD tgl 12 Mei 2024) tentang kecelakaan kerja.":                                                                             "0402/PK/05/2024/RYD 2024-05-12 follows_up",
		"Bersama surat ini kami serahkan bukti pelunasan sebagaimana hasil klarifikasi tanggal 12-05-2024.":                                                                                   " 2024-05-12 follows_up",
		"Sesuai surat kami Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024, Saudara belum melengkapi laporan.":                                                                                 "B.410/KA/PP.01/V/2024 2024-05-06 reminds",
		"Kami belum menerima bukti pelaksanaan komitmen Saudara dalam surat Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024.":                                                                   "00812/WN/05/2024/66 2024-05-14 reminds",
		"Menjawab surat Saudara Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024, kami jelaskan bahwa hal itu telah kami teruskan melalui surat Nomor B.410/KA/PP.01/V/2024 tanggal 6 Mei 2024.": "00812/WN/05/2024/66 2024-05-14 replies; B.410/KA/PP.01/V/2024 2024-05-06 mentions",
		"Sesuai brafaks Nomor B-00623/RIYADH/240510 tanggal 10 Mei 2024, jenazah telah kami terima. Dengan demikian permasalahan ini selesai.":                                                "B-00623/RIYADH/240510 2024-05-10 closes",
		"Sesuai surat Saudara Nomor 00812/WN/05/2024/66 tanggal 14 Mei 2024, mohon bantuan agar dengan demikian masalah ini dapat selesai.":                                                   "00812/WN/05/2024/66 2024-05-14 replies",
		"Kemampuan daerah terbatas; surat Kepala Dinas Tenaga Kerja Kabupaten Kupang Nomor 560/611/DTK/V/2024 tanggal 12 Mei 2024 menggambarkan hal tersebut.":                                "560/611/DTK/V/2024 2024-05-12 mentions",
		"Dengan hormat dilaporkan bahwa sesuai keputusan rapat koordinasi tanggal 11 Mei 2024, enam WNI telah tiba.":                                                                          " 2024-05-11 follows_up",
		"Gaji telah dibayar sebagaimana surat PT Arunika Karya Mandiri Nomor 069/AKM-DIR/V/2024 tanggal 16 Mei 2024. Pengaduan dimaksud kami anggap telah selesai.":                           "069/AKM-DIR/V/2024 2024-05-16 closes",
		"Mengenai biaya sebagaimana surat Direktur RSJ Mutiara Sukma No. 445/918/RSJMS/V/2024, Dinas Sosial menanggungnya. Dengan demikian penanganan kami dinyatakan selesai.":               "445/918/RSJMS/V/2024  *",
		"Surat panggilan: Nomor B-097/DJ.PLD/PL.02.01/V/2024 tanggal 4 Mei 2024.":                                                                                                             "B-097/DJ.PLD/PL.02.01/V/2024 2024-05-04 *",
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
		"Surat Perintah Penyidikan Nomor SP.Sidik/12/V/2024 tanggal 6 Mei 2024 telah diterbitkan.":                                             "",
		"Berdasarkan Surat Tugas Nomor ST/12/V/2024 tanggal 6 Mei 2024, tim melakukan kunjungan.":                                              "",
		"Berdasarkan Surat Kuasa tanggal 6 Mei 2024, kami bertindak untuk klien kami.":                                                         "",
		"Surat kematian dari rumah sakit tanggal 6 Mei 2024 terlampir.":                                                                        "",
		"Berdasarkan DIPA Nomor SP DIPA-104.01.1.450488/2024 tanggal 24 November 2023, biaya dibebankan.":                                      "",
		"Berdasarkan akta kelahiran Nomor 474.1/123/2001 tanggal 3 Mei 2001, yang bersangkutan masih di bawah umur.":                           "",
		"Ia menerima surat panggilan dari polisi pada tanggal 3 Mei 2024.":                                                                     "",
		"Polis asuransi Nomor 001/JKM/V/2024 tanggal 3 Mei 2024 masih berlaku.":                                                                "",
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
		"Diselesaikan Selambat Lambatnya tanggal 17 Juni 2024.":                                                                                          "date 2024-06-17",
		"Mohon data disampaikan paling lambat tanggal10 Juni 2024.":                                                                                      "date 2024-06-10",
		"Laporan perlu segera disampaikan sebelum berakhirnya masa berlaku hibah yakni tanggal 31 Juli 2024.":                                            "date 2024-07-30",
		"Saudara diminta memenuhi komitmen dimaksud paling lama 7 (tujuh) Hari.":                                                                         "calendar_days 2024-06-10",
		"Mohon penjelasan disampaikan dalam jangka waktu 15 (lima belas) hari kerja sejak surat ini diterima.":                                           "working_days *",
		"Mohon dilaporkan dalam waktu 60 (enam puluh) hari berturut-turut sejak tanggal surat ini.":                                                      "calendar_days 2024-08-02",
		"Mohon jawaban paling lambat 3 x 24 (tiga kali dua puluh empat) jam.":                                                                            "hours 2024-06-06",
		"Mohon laporan dalam waktu 1×24 jam.":                                                                                                            "hours 2024-06-04",
		"Mohon jawaban dalam waktu 2 sampai dengan 5 hari kerja.":                                                                                        "working_days 2024-06-10",
		"Mohon tanggapan Saudara selambat-lambatnya 14 hari kalender.":                                                                                   "calendar_days 2024-06-17",
		"Berkas harus sudah kami terima selambat-lambatnya tanggal 28 Juni 2024 pukul 16.00 WIB.":                                                        "date 2024-06-28 16:00",
		"Kemlu segera melakukan verifikasi paling lambat tanggal 28 Juni 2024.":                                                                          "date 2024-06-28",
		"Mohon hadir dan menyerahkan dokumen paling lambat hari Senin tanggal 25 Juni 2024.":                                                             "date 2024-06-25 conflict",
		"Mohon jawaban Saudara pada kesempatan pertama.":                                                                                                 "none ",
		"Mohon kiranya dapat ditanggapi dalam waktu dekat.":                                                                                              "none ",
		"Mohon jawaban segera dari Saudara.":                                                                                                             "none ",
		"Laporan agar disampaikan paling lambat akhir bulan ini.":                                                                                        "month_end 2024-06-30",
		"Laporan agar disampaikan paling lambat akhir Juli 2024.":                                                                                        "month_end 2024-07-31",
		"Mohon konfirmasi hingga tanggal 14 Juni 2024.":                                                                                                  "date 2024-06-14",
		"Mohon jawaban sebelum tanggal 14 Juni 2024.":                                                                                                    "date 2024-06-13",
		"Mohon jawaban paling lambat 14/06/2024.":                                                                                                        "date 2024-06-14",
		"Mohon jawaban paling lambat 14 Juni.":                                                                                                           "date 2024-06-14",
		"Mohon jawaban paling lambat dua minggu sejak tanggal surat ini.":                                                                                "calendar_days 2024-06-17",
		"Mohon jawaban paling lambat 7 (delapan) hari.":                                                                                                  "calendar_days * words",
		"Mohon laporan disampaikan setiap bulan paling lambat tanggal 10 setiap bulan.":                                                                  "date 2024-06-10 recurring",
		"Mohon tanggapan paling lambat minggu kedua bulan Juli 2024.":                                                                                    "date 2024-07-14",
		"Kami akan menyampaikan hasil verifikasi paling lambat tanggal 20 Juni 2024.":                                                                    "date 2024-06-20 own",
		"Besar harapan kami agar jawaban dapat disampaikan tidak lebih lambat dari tanggal 20 Juni 2024.":                                                "date 2024-06-20",
		"Mohon konfirmasi kehadiran Saudara pada kesempatan pertama dan paling lambat tanggal 12 Juni 2024.":                                             "date 2024-06-12",
		"We would be grateful for a reply within ten (10) working days.":                                                                                 "working_days *",
		"Tanggapan dimaksud kami tunggu paling lambat Jumat, 14 Juni 2024.":                                                                              "date 2024-06-14",
		"Tanggapan dimaksud agar dikirimkan melalui surel ke data@contoh.go.id paling lambat tanggal 14 Juni 2024 pukul 12.00 WIB.":                      "date 2024-06-14 12:00",
		"Jawaban tertulis wajib diterima tidak melewati tanggal 25 Juni 2024.":                                                                           "date 2024-06-25",
		"Mohon hasilnya dikirimkan maks. tgl 25 Juni 2024.":                                                                                              "date 2024-06-25",
		"Mohon hasilnya dikirimkan antara tanggal 24 s.d. 28 Juni 2024.":                                                                                 "date 2024-06-28",
		"Permohonan persetujuan mohon diberikan sebelum sidang tanggal 25 Juni 2024.":                                                                    "date 2024-06-24",
		"Bahan paparan mohon dikirimkan sebelum rapat dimulai, yaitu tanggal 25 Juni 2024.":                                                              "date 2024-06-24",
		"Mohon dokumen dapat diterbitkan sebelum masa berlaku izin tinggal berakhir pada tanggal 25 Juni 2024.":                                          "date 2024-06-24",
		"Mohon jawaban paling lambat besok, 4 Juni 2024.":                                                                                                "date 2024-06-04",
		"Mohon jawaban paling lambat hari Jumat minggu ini.":                                                                                             "date 2024-06-07",
		"Mohon disampaikan paling lambat tanggal 14 (empat belas) Juni 2024.":                                                                            "date 2024-06-14",
		"Mohon jawaban dalam waktu seminggu sejak surat ini diterima.":                                                                                   "calendar_days 2024-06-10",
		"Mohon jawaban antara 3 (tiga) sampai 5 (lima) hari kerja.":                                                                                      "working_days 2024-06-10",
		"Kami berikan waktu 7 (tujuh) hari kerja kepada Saudara untuk menyampaikan klarifikasi.":                                                         "working_days 2024-06-12",
		"Saudara diberi kesempatan selama 7 (tujuh) hari kerja untuk menyampaikan klarifikasi.":                                                          "working_days 2024-06-12",
		"Apabila dalam waktu 7 (tujuh) hari kalender sejak tanggal surat ini Saudara tidak memenuhi kewajiban tersebut, kami akan menempuh upaya hukum.": "calendar_days 2024-06-10",
		"Apabila sampai dengan tanggal 14 Juni 2024 Saudara tidak memberikan jawaban, kami akan menempuh upaya hukum.":                                   "date 2024-06-14",
		"Jika dalam 14 hari kerja tidak ada tanggapan, kami akan melaporkan hal ini kepada Ombudsman.":                                                   "working_days 2024-06-25",
		"Kami mendesak pemerintah bertindak dan memberikan jawaban dalam 3 (tiga) hari.":                                                                 "calendar_days 2024-06-06",
		"Rapat dilaksanakan pada tanggal 25 Juni 2024. Konfirmasi kehadiran mohon disampaikan paling lambat H-1.":                                        "calendar_days 2024-06-24",
		"Rapat dilaksanakan pada tanggal 25 Juni 2024. Konfirmasi kehadiran mohon disampaikan sehari sebelum pelaksanaan.":                               "calendar_days 2024-06-24",
		"Rombongan akan tiba pada tanggal 25 Juni 2024. Laporan penanganan agar disampaikan paling lambat 3 (tiga) hari kerja setelah kedatangan.":       "working_days 2024-06-28",
		"Laporan agar disampaikan 1 x 24 jam setelah kedatangan pada tanggal 25 Juni 2024.":                                                              "hours 2024-06-26",
		"Laporan agar disampaikan paling lambat pertengahan bulan Juni 2024.":                                                                            "date 2024-06-15",
		"Laporan agar disampaikan paling lambat minggu II Juli 2024.":                                                                                    "date 2024-07-14",
		"Laporan agar disampaikan setiap tanggal 5 bulan berikutnya.":                                                                                    "date 2024-07-05 recurring",
		"Saudara diminta melaporkan perkembangannya setiap akhir bulan.":                                                                                 "month_end 2024-06-30 recurring",
		"Laporan rekapitulasi agar disampaikan tiap triwulan paling lambat tanggal 10 bulan pertama triwulan berikutnya.":                                "date 2024-07-10 recurring",
		"Laporan pelaksanaan disampaikan pada kesempatan pertama setelah tanggal 20 Juni 2024.":                                                          "none ",
		"We kindly request your confirmation by close of business on 14 June 2024.":                                                                      "date 2024-06-14",
		"We kindly request your confirmation by 5 p.m. on 14 June 2024.":                                                                                 "date 2024-06-14 17:00",
		"We kindly request your confirmation by the end of June 2024.":                                                                                   "month_end 2024-06-30",
		"We kindly request your confirmation on or before 14 June 2024.":                                                                                 "date 2024-06-14",
		"The Embassy would be grateful for a reply at the Ministry's earliest convenience.":                                                              "none ",
		"Mohon jawaban paling lambat Jumat (14/6/2024) pukul 12.00.":                                                                                     "date 2024-06-14 12:00",
		"Mohon dapat dijawab dalam waktu 7 hari-kerja.":                                                                                                  "working_days 2024-06-12",
		"Mohon agar:\n1. data disampaikan paling lambat 14 Juni 2024;\n2. laporan akhir disampaikan paling lambat 28 Juni 2024.":                         "date 2024-06-14; date 2024-06-28",
		"Rapat akan dilaksanakan pada hari Selasa, 25 Juni 2024. Bahan paparan mohon disampaikan paling lambat dua hari sebelumnya.":                     "calendar_days 2024-06-23",
		"Rapat akan dilaksanakan pada hari Selasa, 25 Juni 2024. Notula akan kami sampaikan paling lambat 7 (tujuh) hari setelah rapat.":                 "calendar_days 2024-07-02 own",
		"Tanggapan Saudara kami tunggu segera.":                                                                                                          "none ",
		"Nama petugas disampaikan kepada kami 1 x 24 jam sejak surat ini diterima.":                                                                      "hours 2024-06-04",
		"Persetujuan Ibu kami mohonkan hari ini.":                                                                                                        "date 2024-06-03",
		"Saudara diminta memperoleh persetujuan tertulis dan menyampaikannya hari Selasa tanggal 18 Juni 2024.":                                          "date 2024-06-18",
		"Jadwal pemulangan agar diberitahukan kepada kami paling lambat dua hari sebelum keberangkatan.":                                                 "calendar_days ",
		"Kami serahkan hasil wawancara untuk diproses menurut hukum, dengan harapan perkembangan penyelidikan dapat kami terima dalam 14 (empat belas) hari agar dapat kami laporkan kepada Menteri.": "calendar_days 2024-06-17",
		"Data tersebut sudah harus kami terima tanggal 14 Juni 2024.": "date 2024-06-14",
		"Mohon tindak lanjut Saudara, tenggat 14 Juni 2024.":          "date 2024-06-14",
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
		"Izin tinggal PMI dimaksud berlaku hingga 14 Juli 2024.":                                               "",
		"Iuran dibayarkan paling lambat tanggal 15 bulan berikutnya oleh pemberi kerja.":                       "",
		"Pasal 18 ayat (3) berbunyi: \"Komitmen dipenuhi paling lama 7 (tujuh) hari.\"":                        "",
		"Menurut ketentuan yang berlaku, keberatan diajukan dalam jangka waktu 30 (tiga puluh) hari.":          "",
		"Kegiatan berlangsung mulai tanggal 10 sampai dengan 14 Juni 2024 di Bandung.":                         "",
		"Masa penahanan diperpanjang sampai dengan tanggal 14 Juli 2024 oleh penuntut umum.":                   "",
		"Jenazah disemayamkan di rumah duka paling lama 3 (tiga) hari.":                                        "",
		"PT dimaksud diminta menyelesaikan kewajiban paling lambat 14 Mei 2024, tetapi belum dipenuhi.":        "",
		"Perjalanan dari Sambas ke Pontianak ditempuh dalam waktu 6 (enam) jam.":                               "",
		"Proses penerbitan SPLP memerlukan waktu 3 (tiga) hari kerja.":                                         "",
		"Layanan pengaduan tersedia 24 jam setiap hari.":                                                       "",
		"Selama 7 (tujuh) hari kerja terakhir telah diterima 20 pengaduan.":                                    "",
		"Majikan menyatakan bersedia membayar gaji setiap tanggal 5.":                                          "",
		"Santunan dibayarkan paling lambat 7 hari kerja sejak berkas dinyatakan lengkap.":                      "",
		"Klarifikasi sudah disampaikan dalam waktu 7 (tujuh) hari sebagaimana diminta.":                        "",
		"The contract is valid until 14 June 2025.":                                                            "",
		"According to the Labour Act, the employer shall pay wages within seven days of the end of the month.": "",
		"Peserta diharapkan hadir 15 menit sebelum acara dimulai.":                                             "",
		"Yang bersangkutan wajib lapor setiap hari Senin dan Kamis di Polres setempat.":                        "",
		"PMI harus sudah tiba di bandara 3 (tiga) jam sebelum keberangkatan.":                                  "",
		"Mohon data penempatan PMI periode 1 Januari 2024 sampai dengan 31 Mei 2024.":                          "",
		"Mohon penjelasan mengenai PMI yang berangkat sebelum tanggal 1 Juni 2024.":                            "",
		"Yang bersangkutan dijadwalkan pulang dalam waktu 2 (dua) minggu.":                                     "",
		"Permohonan visa diproses dalam waktu 5 (lima) hari kerja.":                                            "",
		"Ia diberi waktu istirahat selama 2 (dua) jam.":                                                        "",
		"The Embassy has the honour to inform that the ship will remain in port until 20 June 2024.":           "",
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
		"Bersama ini disampaikan pengaduan a.n. Kasmi binti Rasta, paspor C1234567.":                                                                 "Kasmi",
		"Jenazah almarhumah Wasri telah tiba di Jakarta.":                                                                                            "Wasri",
		"PMI a.n. Endang Suryani als. Sri telah dipulangkan.":                                                                                        "Endang Suryani",
		"A.n Kepolisian Negara Republik Indonesia, kami menyampaikan terima kasih.":                                                                  "",
		"Pengaduan disampaikan oleh Sdr. Karyadi selaku suami dari Sdri. Lasmini binti Warta.":                                                       "Lasmini",
		"Telah dipulangkan 3 orang PMI, yaitu Darmi, Eti Rohaeti, dan Nani Suryani.":                                                                 "Darmi|Eti Rohaeti|Nani Suryani",
		"WNI atas nama MUHAMAD RIDWAN (NIK 3201011203900001) masih ditahan.":                                                                         "Muhamad Ridwan",
		"Mohon menghubungi Sdr. Andi Wijaya di nomor 0812-3333-4444.":                                                                                "",
		"Rapat dipimpin oleh Direktur Pelindungan, Bapak Surya Atmaja.":                                                                              "",
		"Majikan bernama Abdullah Al-Rashid belum membayar gaji PMI Sumiyati.":                                                                       "Sumiyati",
		"Para korban adalah sebagai berikut:\n1. Yanto Subagja (paspor E7654321);\n2. Rini Puspita (paspor E7654322).":                               "Yanto Subagja|Rini Puspita",
		"Pihak Kantor Imigrasi Jakarta Selatan dan Polres Bandara telah dihubungi.":                                                                  "",
		"PMI Hong Kong dan PMI Taiwan memperoleh pelindungan yang sama.":                                                                             "",
		"Demikian pula Nota Kesepahaman antara Indonesia dan Malaysia masih berlaku bagi PMI.":                                                       "",
		"Kepulangan Sdri. Tarsih (28 tahun), asal Desa Kedokan, Kabupaten Indramayu, difasilitasi KBRI.":                                             "Tarsih",
		"Kami teruskan surat pengaduan Sdr. Ujang Saepudin tanggal 22 Mei 2024 mengenai istrinya, DEDE WARTINI BT OHIM, yang bekerja di Arab Saudi.": "Dede Wartini",
		"Sdri. Yunita Sari, PMI di Malaysia, pergi diajak temannya bernama Mbak Rin.":                                                                "Yunita Sari",
		"Surat kuasa ditandatangani Sdri. Wiwi (istri almarhum) di hadapan Kepala Desa.":                                                             "",
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

func TestWhoOwesIsTold(t *testing.T) {
	k := knowledge(t)
	for body, want := range map[string]string{
		"Mohon KBRI Riyadh menyampaikan laporan {L}.":                                                                         "kbri-riyadh",
		"Kami telah meminta KBRI Riyadh memfasilitasinya dan akan memberitahukan hasilnya {L}.":                               "bp2mi",
		"Adapun tiket sedang kami siapkan dan akan diterbitkan {L}.":                                                          "bp2mi",
		"Dengan ini diminta:\na. KBRI Riyadh melunasi gaji dan melaporkannya {L};\nb. KBRI Kairo memberi akses kekonsuleran.": "kbri-riyadh",
		"BP2MI meminta data dimaksud, kiranya dapat diterima {L}.":                                                            "kemlu",
		"Kami memerlukan penjelasan itu {L}.":                                                                                 "kemlu",
		"Mohon agar KBRI Riyadh dapat menyampaikan laporan {L}.":                                                              "kbri-riyadh",
		"Mohon bantuan KBRI Riyadh untuk menyampaikan laporan {L}.":                                                           "kbri-riyadh",
		"Kepada KBRI Riyadh dimohon menyampaikan laporan {L}.":                                                                "kbri-riyadh",
		"Untuk itu, KBRI Riyadh diminta menyampaikan laporan {L}.":                                                            "kbri-riyadh",
		"KBRI Riyadh agar menyampaikan laporan {L}.":                                                                          "kbri-riyadh",
		"Laporan dimaksud disampaikan oleh KBRI Riyadh {L}.":                                                                  "kbri-riyadh",
		"Polri akan menyampaikan hasil penyidikan {L}.":                                                                       "polri",
		"Kementerian Sosial wajib menyampaikan laporan {L}.":                                                                  "kemensos",
		"Kami meminta Kementerian Sosial menyampaikan laporan {L}.":                                                           "kemensos",
		"Kami mendesak Kementerian Sosial menyampaikan laporan {L}.":                                                          "kemensos",
		"Mohon bantuan Saudara agar KJRI Jeddah menyampaikan laporan {L}.":                                                    "kemlu",
		"Mohon bantuan Saudara meneruskan hal ini kepada KJRI Jeddah {L}.":                                                    "kemlu",
		"Mohon Saudara berkoordinasi dengan Polri dan menyampaikan hasilnya {L}.":                                             "kemlu",
		"Mohon data PMI di KBRI Riyadh disampaikan kepada kami {L}.":                                                          "kemlu",
		"Mohon hasil koordinasi dengan Kementerian Sosial disampaikan {L}.":                                                   "kemlu",
		"Mohon Saudara menginstruksikan KBRI Riyadh untuk menyampaikan laporan {L}.":                                          "kemlu",
		"Tanggapan atas surat Kementerian Sosial mohon disampaikan {L}.":                                                      "kemlu",
		"Kami akan menyampaikan hasil verifikasi {L}.":                                                                        "bp2mi",
		"Hasil verifikasi akan kami sampaikan {L}.":                                                                           "bp2mi",
		"BP2MI akan menyampaikan hasil verifikasi {L}.":                                                                       "bp2mi",
		"Pihak kami berkomitmen menyampaikan hasil verifikasi {L}.":                                                           "bp2mi",
		"Kami menyanggupi pembayaran kekurangan gaji selambat-lambatnya tanggal 14 Juni 2024.":                                "bp2mi",
		"Kami bersedia menyerahkan dokumen dimaksud {L}.":                                                                     "bp2mi",
		"We will submit the report no later than 14 June 2024.":                                                               "bp2mi",
		"Kami akan menindaklanjuti apabila data dimaksud telah kami terima {L}.":                                              "kemlu",
		"Agar kami dapat menindaklanjuti, mohon data disampaikan {L}.":                                                        "kemlu",
		"Mengingat rapat akan kami laksanakan, mohon konfirmasi {L}.":                                                         "kemlu",
		"Kami akan melakukan kunjungan, untuk itu mohon konfirmasi Saudara {L}.":                                              "kemlu",
		"Saudara wajib menyampaikan laporan kepada BP3MI Banten {L}.":                                                         "kemlu",
		"Laporan agar disampaikan kepada Kementerian Sosial {L}.":                                                             "kemlu",
		"Konfirmasi kehadiran disampaikan kepada Sdri. Wening {L}.":                                                           "kemlu",
		"Direktur Pelindungan WNI diminta menyampaikan laporan {L}.":                                                          "kemlu",
		"Menteri Luar Negeri diharapkan memberikan arahan {L}.":                                                               "kemlu",
		"Dinas Tenaga Kerja Kabupaten Cirebon diminta melaporkan hasilnya {L}.":                                               "disnaker-kabupaten-cirebon",
		"PT Arunika Karya Mandiri wajib membayar kekurangan gaji {L}.":                                                        "pt-arunika-karya-mandiri",
		"Pihak PT Arunika Karya Mandiri agar menyerahkan dokumen {L}.":                                                        "pt-arunika-karya-mandiri",
		"PT Arunika Karya Mandiri menyatakan sanggup membayar kekurangan gaji {L}.":                                           "pt-arunika-karya-mandiri",
		"Mohon Saudara meminta PT Arunika Karya Mandiri menyelesaikan kewajibannya {L}.":                                      "kemlu",
		"Mohon Saudara memastikan PT Arunika Karya Mandiri membayar gaji {L}.":                                                "kemlu",
		"Setelah berkoordinasi dengan Kementerian Sosial, mohon hasilnya disampaikan {L}.":                                    "kemlu",
		"Sehubungan dengan permintaan Komisi IX DPR RI, mohon data disampaikan {L}.":                                          "kemlu",
	} {
		p := Propose(letterWith(strings.ReplaceAll(body, "{L}", "paling lambat tanggal 14 Juni 2024")), k)
		if len(p.Deadlines) != 1 || p.Deadlines[0].OwedBy.ID != want {
			t.Errorf("%s\n  want %s to owe, got %+v", body, want, p.Deadlines)
		}
	}
}
