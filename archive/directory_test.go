package archive_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lintas/archive"
)

func seedDirectory(t testing.TB, more ...*archive.Agency) *archive.Directory {
	t.Helper()
	agencies, err := archive.SeedAgencies()
	if err != nil {
		t.Fatal(err)
	}
	return archive.NewDirectory(append(agencies, more...))
}

// printedNames are printed forms and the agency each must resolve to.
var printedNames = []struct{ printed, id string }{
	// letterheads, their lines joined
	{"BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA DEPUTI BIDANG PENEMPATAN DAN PELINDUNGAN KAWASAN ASIA DAN AFRIKA", "bp2mi"},
	{"BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA BALAI PELAYANAN PELINDUNGAN PEKERJA MIGRAN INDONESIA JAWA TIMUR", "bp3mi-jawa-timur"},
	{"KEMENTERIAN PELINDUNGAN PEKERJA MIGRAN INDONESIA/BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA REPUBLIK INDONESIA", "bp2mi"},
	{"KEMENTERIAN KETENAGAKERJAAN REPUBLIK INDONESIA DIREKTORAT JENDERAL PEMBINAAN PENEMPATAN TENAGA KERJA DAN PERLUASAN KESEMPATAN KERJA Jalan Jenderal Gatot Subroto Kav. 51 Jakarta Selatan", "kemnaker"},
	{"KEMENTERIAN HUKUM DAN HAK ASASI MANUSIA REPUBLIK INDONESIA DIREKTORAT JENDERAL IMIGRASI", "imigrasi"},
	{"KEMENTERIAN KOORDINATOR BIDANG POLITIK, HUKUM, DAN KEAMANAN REPUBLIK INDONESIA", "kemenko-polkam"},
	{"KEPOLISIAN NEGARA REPUBLIK INDONESIA BADAN RESERSE KRIMINAL", "polri"},
	{"KEDUTAAN BESAR REPUBLIK INDONESIA RIYADH KERAJAAN ARAB SAUDI", "kbri-riyadh"},
	{"KANTOR DAGANG DAN EKONOMI INDONESIA TAIPEI", "kdei-taipei"},
	{"EMBASSY OF THE REPUBLIC OF INDONESIA PHNOM PENH", "kbri-phnom-penh"},
	// holders of an office
	{"Direktur Pelindungan WNI Kementerian Luar Negeri", "kemlu"},
	{"Direktur Perlindungan WNI dan BHI", "kemlu"},
	{"Direktur Jenderal Imigrasi u.p. Direktur Lalu Lintas Keimigrasian", "imigrasi"},
	{"Yth. Bapak Kepala BP3MI Jawa Barat di Bandung", "bp3mi-jawa-barat"},
	{"Duta Besar Republik Indonesia untuk Kerajaan Arab Saudi di Riyadh", "kbri-riyadh"},
	{"Duta Besar Luar Biasa dan Berkuasa Penuh RI untuk Malaysia", "kbri-kuala-lumpur"},
	{"Konsul Jenderal RI di Johor Bahru", "kjri-johor-bahru"},
	{"Atase Ketenagakerjaan KBRI Kuala Lumpur", "kbri-kuala-lumpur"},
	{"Menteri Koordinator Bidang Perekonomian", "kemenko-perekonomian"},
	{"Kepala Badan Reserse Kriminal Polri u.p. Direktur Tindak Pidana Umum", "polri"},
	{"Plt. Sekretaris Utama BP2MI", "bp2mi"},
	{"Ketua Umum Serikat Buruh Migran Indonesia", "sbmi"},
	{"Perwakilan RI Riyadh", "kbri-riyadh"},
	{"Para Kepala BP3MI", "bp3mi"},
	{"Para Pimpinan P3MI", "p3mi"},
	// on behalf of
	{"a.n. Menteri Luar Negeri Direktur Pelindungan WNI", "kemlu"},
	{"a.n. KEPALA BADAN RESERSE KRIMINAL POLRI DIREKTUR TINDAK PIDANA UMUM", "polri"},
	{"Direktur Pelindungan WNI a.n. Direktur Jenderal Imigrasi", "kemlu"},
	// short and former names
	{"Kemlu", "kemlu"}, {"Dit. PWNI, Kemlu", "kemlu"}, {"Deplu", "kemlu"}, {"Departemen Luar Negeri", "kemlu"},
	{"Ditjen Binapenta, Kemnaker", "kemnaker"}, {"Kemenakertrans", "kemnaker"}, {"Kementerian Tenaga Kerja dan Transmigrasi", "kemnaker"},
	{"BNP2TKI", "bp2mi"}, {"KP2MI/BP2MI", "bp2mi"}, {"BP3TKI Surabaya", "bp3mi-jawa-timur"}, {"LP3TKI Palembang", "bp3mi-sumatera-selatan"}, {"UPT BP2MI Wilayah Bandung", "bp3mi-jawa-barat"}, {"BP3MI NTB", "bp3mi-nusa-tenggara-barat"},
	{"KJRI Hongkong", "kjri-hong-kong"}, {"Menko Polhukam", "kemenko-polkam"}, {"IETO", "kdei-taipei"}, {"Ditjen Dukcapil Kemendagri", "dukcapil"}, {"Dirjen Protkons", "kemlu"}, {"BPJAMSOSTEK", "bpjs-tk"},
	{"Menteri Sekretaris Negara", "setneg"}, {"Direktur Jenderal Pelindungan", "bp2mi"}, {"Dirjen Penempatan, KP2MI", "bp2mi"},
	{"Direktur Jenderal Perlindungan dan Jaminan Sosial Kementerian Sosial", "kemensos"}, {"Direktur Penanganan Pengaduan KP2MI", "bp2mi"},
	{"Ministry of Indonesian Migrant Workers Protection", "bp2mi"}, {"Embassy of the Republic of Indonesia in Kuala Lumpur", "kbri-kuala-lumpur"},
	{"CONSULATE GENERAL OF THE REPUBLIC OF INDONESIA HONG KONG", "kjri-hong-kong"}, {"Wakil Presiden RI", "wapres"},
	{"TENTARA NASIONAL INDONESIA MARKAS BESAR ANGKATAN LAUT", "tni-al"}, {"Kepala BP3MI di seluruh Indonesia", "bp3mi"}, {"Jaksa Agung Muda Tindak Pidana Umum", "kejagung"},
	// misread by a scanner
	{"KEMENTERlAN LUAR NEGER1 REPUBLlK INDONESlA", "kemlu"},
	{"BADAN PELINDUNGAN PEKERJA M1GRAN INDONESIA", "bp2mi"},
	{"BADAN PELIN DUNGAN PEKERJA MIGRAN INDONESIA", "bp2mi"},
	{"8P2M1", "bp2mi"}, {"Kernlu", "kemlu"},
	{"Balai Pelayanan Pelindungan Pekerja Migran lndonesia Jawa Tirnur", "bp3mi-jawa-timur"},
	{"KEDUTAAN BESAR REPUBIIK INDONESIA KUALA LUMPVR", "kbri-kuala-lumpur"},
	{"Direktorat Jendera1 Imigrasl", "imigrasi"},
}

func TestEveryPrintedFormFindsItsAgency(t *testing.T) {
	d := seedDirectory(t)
	for _, c := range printedNames {
		a, score := d.Find(c.printed)
		if a == nil || a.ID != c.id || score < 0.7 || score > 1 {
			t.Errorf("%q: %v (%.2f), want %s", c.printed, a, score, c.id)
		}
	}
}

func TestAMatchNamesTheUnit(t *testing.T) {
	d := seedDirectory(t)
	for printed, unit := range map[string]string{
		"Direktur Pelindungan WNI Kementerian Luar Negeri":                                                            "Direktorat Pelindungan Warga Negara Indonesia",
		"BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA DEPUTI BIDANG PENEMPATAN DAN PELINDUNGAN KAWASAN ASIA DAN AFRIKA": "Deputi Bidang Penempatan dan Pelindungan Kawasan Asia dan Afrika",
		"Direktur Jenderal Imigrasi u.p. Direktur Lalu Lintas Keimigrasian":                                           "Direktorat Lalu Lintas Keimigrasian",
		"Kepala BP2MI": "",
	} {
		if m := d.Match(printed); m.Unit != unit {
			t.Errorf("%q: unit %q, want %q", printed, m.Unit, unit)
		}
	}
}

// unlistedNames are agencies that no seed holds, and what they should be called.
var unlistedNames = []struct{ printed, name, id string }{
	{"Disnaker Kab. Cirebon", "Dinas Ketenagakerjaan Kabupaten Cirebon", "disnaker-kabupaten-cirebon"},
	{"PEMERINTAH KABUPATEN CIREBON DINAS KETENAGAKERJAAN", "Dinas Ketenagakerjaan Kabupaten Cirebon", "disnaker-kabupaten-cirebon"},
	{"PEMERINTAH KABUPATEN LOMBOK TIMUR DINAS TENAGA KERJA DAN TRANSMIGRASI Jalan MT Haryono No. 3 Selong", "Dinas Tenaga Kerja dan Transmigrasi Kabupaten Lombok Timur", "disnaker-kabupaten-lombok-timur"},
	{"Kepala Dinas Tenaga Kerja Kota Batam", "Dinas Tenaga Kerja Kota Batam", "disnaker-kota-batam"},
	{"Disnakertrans Jabar", "Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Barat", "disnaker-provinsi-jawa-barat"},
	{"PEMERINTAH PROVINSI JAWA BARAT DINAS TENAGA KERJA DAN TRANSMIGRASI", "Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Barat", "disnaker-provinsi-jawa-barat"},
	{"Dinsos Kota Bandung", "Dinas Sosial Kota Bandung", "dinas-sosial-kota-bandung"},
	{"Kepala Dinas Sosial Kota Bandung", "Dinas Sosial Kota Bandung", "dinas-sosial-kota-bandung"},
	{"Bupati Lombok Tengah", "Pemerintah Kabupaten Lombok Tengah", "pemerintah-kabupaten-lombok-tengah"},
	{"Wali Kota Batam", "Pemerintah Kota Batam", "pemerintah-kota-batam"},
	{"Gubernur Jawa Timur", "Pemerintah Provinsi Jawa Timur", "pemerintah-provinsi-jawa-timur"},
	{"Kepala BP3MI Papua Barat", "BP3MI Papua Barat", "bp3mi-papua-barat"},
	{"P4MI Indramayu", "P4MI Indramayu", "p4mi-indramayu"},
	{"KEPOLISIAN NEGARA REPUBLIK INDONESIA DAERAH JAWA BARAT RESOR INDRAMAYU", "Polres Indramayu", "polres-indramayu"},
	{"Kapolda NTB", "Polda Nusa Tenggara Barat", "polda-nusa-tenggara-barat"},
	{"Kantor Imigrasi Kelas I TPI Cirebon", "Kantor Imigrasi Cirebon", "kanim-cirebon"},
	{"Direktur Utama PT. Maju Jaya Sentosa (Persero), Jakarta", "PT Maju Jaya Sentosa", "pt-maju-jaya-sentosa"},
	{"Embassy of Malaysia", "Kedutaan Besar Malaysia", "kedubes-malaysia"},
	{"Kedutaan Besar Kerajaan Arab Saudi di Jakarta", "Kedutaan Besar Arab Saudi", "kedubes-saudi-arabia"},
	{"Yayasan Pulih Bersama", "Yayasan Pulih Bersama", "yayasan-pulih-bersama"},
	{"KETUA YAYASAN PULIH BERSAMA", "Yayasan Pulih Bersama", "yayasan-pulih-bersama"},
	{"Kepala Desa Sukamaju Kecamatan Kroya Kabupaten Indramayu", "Desa Sukamaju Kecamatan Kroya Kabupaten Indramayu", "desa-sukamaju-kecamatan-kroya-kab-indramayu"},
	{"OMBUDSMAN REPUBLIK INDONESIA PERWAKILAN PROVINSI JAWA TIMUR", "Ombudsman RI Perwakilan Jawa Timur", "ombudsman-jawa-timur"},
	{"Kepala Perwakilan Ombudsman RI Jawa Timur", "Ombudsman RI Perwakilan Jawa Timur", "ombudsman-jawa-timur"},
	{"PEMERINTAH KABUPATEN LAMPUNG SELATAN SEKRETARIAT DAERAH", "Pemerintah Kabupaten Lampung Selatan", "pemerintah-kabupaten-lampung-selatan"},
	{"Sekretaris Daerah Kabupaten Lampung Selatan", "Pemerintah Kabupaten Lampung Selatan", "pemerintah-kabupaten-lampung-selatan"},
	{"Kadisnaker Kab. Aceh Timur", "Dinas Ketenagakerjaan Kabupaten Aceh Timur", "disnaker-kabupaten-aceh-timur"},
	{"Kadis Sosial Kota Kupang", "Dinas Sosial Kota Kupang", "dinas-sosial-kota-kupang"},
	{"PEMERINTAH KABUPATEN GARUT RUMAH SAKIT UMUM DAERAH dr. SLAMET", "Rumah Sakit Umum Daerah Dr Slamet", "rsud-dr-slamet"},
	{"Direktur RSUD dr. Slamet", "RSUD Dr Slamet", "rsud-dr-slamet"},
	{"Direktur RSUD Kabupaten Garut", "RSUD Kabupaten Garut", "rsud-kabupaten-garut"},
	{"Kepala Rumah Sakit Bhayangkara Kupang", "Rumah Sakit Bhayangkara Kupang", "rs-bhayangkara-kupang"},
	{"MAHKAMAH AGUNG REPUBLIK INDONESIA PENGADILAN NEGERI CILACAP", "Pengadilan Negeri Cilacap", "pengadilan-negeri-cilacap"},
	{"Kajari Cilacap", "Kejaksaan Negeri Cilacap", "kejari-cilacap"},
	{"Kapolresta Tegal", "Polres Tegal", "polres-tegal"},
	{"Kakanim Pemalang", "Kantor Imigrasi Pemalang", "kanim-pemalang"},
	{"KEPOLISIAN NEGARA REPUBLIK INDONESIA DAERAH BALI DIREKTORAT RESERSE KRIMINAL UMUM", "Polda Bali", "polda-bali"},
	{"PEMERINTAH KABUPATEN TEGAL KECAMATAN SLAWI DESA DUKUHSALAM", "Desa Dukuhsalam Kecamatan Slawi", "desa-dukuhsalam-kecamatan-slawi"},
	{"P4MI Bandara Internasional Ngurah Rai", "P4MI Bandara Internasional Ngurah Rai", "p4mi-bandara-internasional-ngurah-rai"},
	{"Kementerian Luar Negeri Malaysia", "Kementerian Luar Negeri Malaysia", "kementerian-luar-negeri-malaysia"},
	{"Ketua Umum GPMI", "GPMI", "gpmi"},
	{"Bapak Ahmad Yani", "Ahmad Yani", ""},
	{"", "", ""},
}

func TestAnUnlistedAgencyMatchesNothingAndGetsAProperName(t *testing.T) {
	d := seedDirectory(t)
	for _, c := range unlistedNames {
		if a, score := d.Find(c.printed); a != nil {
			t.Errorf("%q was taken for %s (%.2f)", c.printed, a.ID, score)
		}
		if name, id := d.Canonical(c.printed); name != c.name || id != c.id {
			t.Errorf("%q: %q %q, want %q %q", c.printed, name, id, c.name, c.id)
		}
	}
}

func TestAnAgencyOnceEnteredIsFoundByAnyForm(t *testing.T) {
	var more []*archive.Agency
	empty := archive.NewDirectory(nil)
	for _, printed := range []string{"Disnaker Kab. Cirebon", "PT Maju Jaya Sentosa", "Embassy of Malaysia", "Polres Indramayu"} {
		name, id := empty.Canonical(printed)
		more = append(more, &archive.Agency{Head: archive.Head{ID: id}, Name: name})
	}
	d := seedDirectory(t, more...)
	for printed, id := range map[string]string{
		"PEMERINTAH KABUPATEN CIREBON DINAS KETENAGAKERJAAN": "disnaker-kabupaten-cirebon",
		"Dinas Tenaga Kerja Kabupaten Cirebon":               "disnaker-kabupaten-cirebon",
		"Disnaker Cirebon":                                   "disnaker-kabupaten-cirebon",
		"DIREKTUR UTAMA PT. MAJU JAYA SENTOSA":               "pt-maju-jaya-sentosa",
		"PT MJS":                                             "pt-maju-jaya-sentosa",
		"Kedutaan Besar Malaysia di Jakarta":                 "kedubes-malaysia",
		"Kapolres Indramayu":                                 "polres-indramayu",
	} {
		if a, _ := d.Find(printed); a == nil || a.ID != id {
			t.Errorf("%q: %v, want %s", printed, a, id)
		}
	}
	for _, printed := range []string{"Disnaker Kota Cirebon", "Disnaker Kab. Brebes", "PT Maju Bersama", "PT XYZ", "Kedutaan Besar Thailand"} {
		if a, _ := d.Find(printed); a != nil {
			t.Errorf("%q was taken for %s", printed, a.ID)
		}
	}
}

func TestWhatIsNoAgencyFindsNothing(t *testing.T) {
	d := seedDirectory(t)
	for _, printed := range []string{
		"", " ", "…", "Siti Aminah", "Mawarti alias Siti Maryam", "Dinas Tenaga Kerja",
		"Penelusuran PMI Hilang Kontak a.n. Mawarti alias Siti Maryam",
		"Permohonan bantuan pemulangan jenazah dan penyelesaian hak-hak pekerja yang dilaporkan KBRI Riyadh minggu lalu kepada keluarga",
		"di Tempat", "Indonesia", "Republik Indonesia", "Kepala", "Direktur Jenderal",
	} {
		if a, score := d.Find(printed); a != nil {
			t.Errorf("%q was taken for %s (%.2f)", printed, a.ID, score)
		}
	}
}

func TestEverySeedAgencyIsFoundByItsOwnNames(t *testing.T) {
	agencies, err := archive.SeedAgencies()
	if err != nil {
		t.Fatal(err)
	}
	d := archive.NewDirectory(agencies)
	if len(agencies) < 60 {
		t.Errorf("only %d agencies", len(agencies))
	}
	seen := make(map[string]bool)
	missions := 0
	for _, a := range agencies {
		if seen[a.ID] {
			t.Errorf("%s is there twice", a.ID)
		}
		seen[a.ID] = true
		if a.Group == "mission" {
			missions++
		}
		if a.Parent != "" && d.ByID(a.Parent) == nil {
			t.Errorf("%s: parent %q is missing", a.ID, a.Parent)
		}
		for _, name := range append(a.Names(), a.Units...) {
			for _, printed := range []string{name, strings.ToUpper(name), "Yth. " + name} {
				got, score := d.Find(printed)
				if got != a || score < 0.9 {
					t.Errorf("%s: %q finds %v (%.2f)", a.ID, printed, got, score)
				}
			}
		}
	}
	if missions < 25 {
		t.Errorf("only %d missions", missions)
	}
}

func TestANameIsThatOfItsDay(t *testing.T) {
	d := seedDirectory(t)
	for _, c := range []struct {
		id   string
		day  archive.Date
		name string
	}{
		{"bp2mi", "2016-05-01", "Badan Nasional Penempatan dan Perlindungan Tenaga Kerja Indonesia"},
		{"bp2mi", "2023-05-01", "Badan Pelindungan Pekerja Migran Indonesia"},
		{"kemenko-polkam", "2024-07-01", "Kementerian Koordinator Bidang Politik, Hukum, dan Keamanan"},
		{"kemenko-polkam", "2025-07-01", "Kementerian Koordinator Bidang Politik dan Keamanan"},
		{"kemlu", "", "Kementerian Luar Negeri"},
	} {
		if got := d.ByID(c.id).NameOn(c.day); got != c.name {
			t.Errorf("%s on %s: %q, want %q", c.id, c.day, got, c.name)
		}
	}
}

func TestNumbersTellTheirAgency(t *testing.T) {
	d := seedDirectory(t)
	for number, id := range map[string]string{
		"B.1150/KA/PP.01/IX/2023":                 "bp2mi",
		"B.1150/ KA/PP.01/lX/2023":                "bp2mi",
		"00954/PK/07/2026/67":                     "kemlu",
		"08945/BK/07/2026":                        "kemlu",
		"B-00282/RIYADH/171114":                   "kbri-riyadh",
		"R-00175.Brasilia/171122":                 "kbri-brasilia",
		"B-0407/PTRI-NEWYORK/171026":              "ptri-new-york",
		"3/111/PK.02.01/IV/2022":                  "kemnaker",
		"M/7/HK.04/IV/2021":                       "kemnaker",
		"IMI-0603.GR.01.01 TAHUN 2022":            "imigrasi",
		"IMI.1347.UM.01.10":                       "imigrasi",
		"B/2693/X/SU/TU.01/2014/BNN":              "bnn",
		"9980/Dt.8.3/11/2017":                     "bappenas",
		"UND-96/D.I.M.EKON/10/2017":               "kemenko-perekonomian",
		"139/Kemensos.PSBR RIAU/KP.08.01/08/2017": "kemensos",
	} {
		if a, score := d.ByNumber(number); a == nil || a.ID != id || score <= 0 || score > 0.9 {
			t.Errorf("%s: %v (%.2f), want %s", number, a, score, id)
		}
	}
	for _, number := range []string{"", "-", "238/2025", "560/1086-Disnaker/2024", "AT220/2026", "…"} {
		if a, _ := d.ByNumber(number); a != nil {
			t.Errorf("%q was taken for %s", number, a.ID)
		}
	}
}

func TestFindNeverBreaksAndKeepsItsScore(t *testing.T) {
	d := seedDirectory(t)
	pieces := []string{"BP2MI", "Kepala", "a.n.", "KBRI", "Riyadh", "Dinas", "Kab.", "Cirebon", "PT", "Kedutaan Besar", "RI", "u.p.", "Polri", "resor", "kota", "Jalan", "(", ",", "/", "desa", "0", "İ", "\xff"}
	rapid.Check(t, func(t *rapid.T) {
		name := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), " ")
		a, score := d.Find(name)
		if (a == nil) != (score == 0) || score < 0 || score > 1 {
			t.Fatalf("%q: %v %.2f", name, a, score)
		}
		if canonical, id := d.Canonical(name); id != "" && canonical == "" {
			t.Fatalf("%q has the id %q and no name", name, id)
		}
	})
}

func TestLongTextsCostNoMoreThanShortOnes(t *testing.T) {
	d := seedDirectory(t)
	for _, piece := range []string{"a", "a ", "BADAN PELINDUNGAN ", "pekerja mlgran ", "a.n. ", "PT ", "kab ", "é", "\xff"} {
		long := strings.Repeat(piece, 1<<20/len(piece))
		start := time.Now()
		d.Find(long)
		d.Canonical(long)
		d.ByNumber(long)
		archive.Skeleton(long)
		archive.Tokens(long)
		archive.NameKey(long)
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("a megabyte of %q took %s", piece, took)
		}
	}
}

func FuzzFind(f *testing.F) {
	d := seedDirectory(f)
	for _, c := range printedNames {
		f.Add(c.printed)
	}
	for _, c := range unlistedNames {
		f.Add(c.printed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if a, score := d.Find(name); (a == nil) != (score == 0) || score < 0 || score > 1 {
			t.Fatalf("%v %.2f", a, score)
		}
		d.Canonical(name)
		d.ByNumber(name)
	})
}

func BenchmarkFind(b *testing.B) {
	d := seedDirectory(b)
	for i := 0; b.Loop(); i++ {
		d.Find(printedNames[i%len(printedNames)].printed)
	}
}

func BenchmarkNewDirectory(b *testing.B) {
	agencies, err := archive.SeedAgencies()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		archive.NewDirectory(agencies)
	}
}
