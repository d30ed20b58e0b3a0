package reading

import (
	"strings"
	"testing"

	"lintas/archive"
)

// TestAddresseesAreToldApart reads blocks of addressees in the forms offices print them.
func TestAddresseesAreToldApart(t *testing.T) {
	k := knowledge(t)
	for block, want := range map[string][]string{
		"Kepada Yth. :\n1. Kepala BP3MI Jawa Barat, c.q. Kepala Seksi Pelindungan;\n2. Kapolda Jawa Barat\n   u.p. Dirreskrimum;\n3. Sdr. Camat Indramayu.\ndi -\n     T e m p a t": {"bp3mi-jawa-barat", "polda-jawa-barat", "kecamatan-indramayu"},
		"Yth. Bapak/Ibu\n1. Direktur Jenderal Imigrasi\n2. Ketua LPSK\nmasing-masing di –\nTempat":                                                                                  {"imigrasi", "lpsk"},
		"Yth.\n1. Sekretaris Utama BSSN            3. Kadivhubinter Polri\n2. Direktur Jenderal Imigrasi      4. Ketua LPSK\ndi Jakarta":                                            {"bssn", "imigrasi", "polri", "lpsk"},
		"Yth. Kepala BP3MI Jawa Barat dan Kepala BP3MI Jawa Tengah\ndi tempat":                                                                                                      {"bp3mi-jawa-barat", "bp3mi-jawa-tengah"},
		"Yth. Bapak Direktur Pelindungan WNI\nKementerian Luar Negeri\nJl. Taman Pejambon No. 6\nJAKARTA":                                                                           {"kemlu"},
		"Yth. Direktur PT Elang Laut Perkasa\nTegal":                                                                                                                                {"pt-elang-laut-perkasa"},
		"To:\nH.E. Mr. Arifin Sulistyo\nMinister for Foreign Affairs of the Republic of Indonesia\nJakarta":                                                                         {"kemlu"},
		"Mr. Arifin Sulistyo\nHead, Labor Division\nIndonesian Economic and Trade Office to Taipei":                                                                                 {"kdei-taipei"},
		"Kepada Yth.\n- Kepala BP3MI Jawa Barat\n- Kepala BP3MI Jawa Tengah\nDi Tempat":                                                                                             {"bp3mi-jawa-barat", "bp3mi-jawa-tengah"},
		"Yth. Para Kepala Dinas yang Membidangi Ketenagakerjaan\nProvinsi dan Kabupaten/Kota\n(daftar terlampir)\ndi tempat":                                                        {""},
		"Kepada\nYang Terhormat :\nSdr. GUBERNUR NUSA TENGGARA BARAT\nCq. KEPALA DINAS TENAGA KERJA DAN TRANSMIGRASI\ndi -\n        MATARAM":                                        {"disnaker-provinsi-nusa-tenggara-barat"},
		"Kepada Yth. Ketua Ombudsman Republik Indonesia\nPerwakilan Nusa Tenggara Barat\nJl. Airlangga No. 40\nMataram":                                                             {"ombudsman-nusa-tenggara-barat"},
	} {
		text := "KEMENTERIAN SOSIAL REPUBLIK INDONESIA\nJalan Salemba Raya 28\n\nNomor : 12/ABC/V/2025                          Jakarta, 7 Mei 2025\nHal   : Permohonan Data\n\n" + block + "\n\nDengan hormat,\nBersama ini kami mohon bantuan untuk menindaklanjuti pengaduan keluarga.\n"
		p := Propose(&archive.Transcript{Pages: []archive.Page{{Source: archive.FromText, Text: text}}}, k)
		var got []string
		for _, to := range p.To {
			got = append(got, to.ID)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%q: %q, want %q", block, got, want)
		}
	}
}

// TestSendersAreReadFromAnyLetterhead reads letterheads of the offices that write on
// migrant workers.
func TestSendersAreReadFromAnyLetterhead(t *testing.T) {
	k := knowledge(t)
	for head, want := range map[string]string{
		"OMBUDSMAN REPUBLIK INDONESIA                  Jl. Airlangga No. 40 Mataram 83126\nPERWAKILAN NUSA TENGGARA BARAT":                       "ombudsman-nusa-tenggara-barat",
		"PEMERINTAH KABUPATEN GARUT\nRUMAH SAKIT UMUM DAERAH\ndr. SLAMET GARUT\nJl. Rumah Sakit No. 12":                                          "rsud-dr-slamet-garut",
		"KEJAKSAAN REPUBLIK INDONESIA\nKEJAKSAAN TINGGI NUSA TENGGARA TIMUR\nKEJAKSAAN NEGERI KUPANG\nJl. Palapa":                                "kejari-kupang",
		"PEMERINTAH DAERAH DAERAH ISTIMEWA YOGYAKARTA\nDINAS TENAGA KERJA DAN TRANSMIGRASI\nJalan Ring Road Utara":                               "disnaker-provinsi-di-yogyakarta",
		"KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN RI\nKANTOR WILAYAH DITJEN IMIGRASI JAWA BARAT\nKANTOR IMIGRASI KELAS I NON TPI KARAWANG\nJl. A": "kanim-karawang",
		"KEDUTAAN BESAR REPUBLIK INDONESIA\nEMBASSY OF THE REPUBLIC OF INDONESIA\nABU DHABI\nDiplomatic Area, Villa 474":                         "kbri-abu-dhabi",
		"CONSULATE GENERAL OF THE REPUBLIC OF\nINDONESIA             127-129 Leighton Road, Causeway Bay\nHONG KONG":                             "kjri-hong-kong",
		"PENGADILAN NEGERI CILACAP KELAS IB\nJalan Letjen Suprapto No. 67 Cilacap":                                                               "pengadilan-negeri-cilacap",
		"BPJS Ketenagakerjaan\nKantor Cabang Jakarta Gambir\nJl. Gatot Subroto":                                                                  "bpjs-tk",
		"PT. SUMBER CIPTA TENAGA\nIzin P3MI No. 123 Tahun 2020\nRuko Mega Grosir Blok B No. 5 Jakarta":                                           "pt-sumber-cipta-tenaga",
	} {
		text := head + "\n\nNomor : 12/ABC/V/2025                          Jakarta, 7 Mei 2025\nHal   : Permohonan Data\n\nYth. Menteri Sosial\ndi Jakarta\n\nDengan hormat,\nBersama ini kami mohon bantuan untuk menindaklanjuti pengaduan keluarga.\n\n                     Kepala,\n\n\n                     Haryo Seno\n"
		p := Propose(&archive.Transcript{Pages: []archive.Page{{Source: archive.FromText, Text: text}}}, k)
		if p.From.ID != want {
			t.Errorf("%q: %q (%q), want %q", head, p.From.ID, p.From.Name, want)
		}
	}
}
