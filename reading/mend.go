package reading

import "strings"

// mendable are the words that the grammar hangs on. In text from a scan, a word that
// differs from one of them only by look-alike letters is taken for it.
var mendable = foldAll("paling", "lambat", "lambatnya", "selambat", "tanggal", "tertanggal", "nomor", "surat", "brafaks", "kerja", "kalender", "dalam", "waktu", "jangka", "sebelum", "sampai", "dengan", "hingga",
	"januari", "februari", "pebruari", "maret", "april", "agustus", "september", "oktober", "november", "nopember", "desember", "akhir", "bulan", "tahun", "sejak", "diterima", "diterimanya", "setelah", "tujuh", "sepuluh", "empat", "belas", "puluh", "delapan", "sembilan", "minggu",
	"mohon", "diminta", "diharapkan", "kiranya", "wajib", "saudara", "menindaklanjuti", "sehubungan", "menunjuk", "merujuk", "berdasarkan", "memperhatikan", "menjawab", "membalas", "menanggapi", "mengingatkan", "rapat", "koordinasi", "undang", "peraturan", "pasal", "paspor", "perihal", "tentang", "binti", "alias", "korban", "kesempatan", "pertama", "pukul", "nama", "lampiran", "menteri", "senin", "selasa", "kamis", "jumat", "sabtu")

func foldAll(words ...string) map[string]string {
	m := make(map[string]string, len(words))
	for _, w := range words {
		m[foldWord(w)] = w
	}
	return m
}

// foldWord gives look-alike letters one form: a c e o, i l t f j, n h b r, u v, g q.
func foldWord(w string) string {
	w = strings.ReplaceAll(w, "rn", "m")
	b := []byte(w)
	for i, c := range b {
		switch c {
		case 'a', 'c', 'e', 'o':
			b[i] = 'o'
		case 'i', 'l', 't', 'f', 'j':
			b[i] = 'i'
		case 'n', 'h', 'b', 'r', 'k':
			b[i] = 'n'
		case 'u', 'v', 'y':
			b[i] = 'u'
		case 'g', 'q':
			b[i] = 'g'
		}
	}
	return string(b)
}

// mend puts the words of the grammar right in text from a scan. The text itself stays
// as it was read.
func (p *prose) mend() {
	for i := range p.toks {
		t := &p.toks[i]
		if t.kind != wordTok || len(t.low) < 5 || monthWords[t.low] > 0 { // "March" looks like "mohon"
			continue
		}
		if w, ok := mendable[foldWord(t.low)]; ok {
			t.low = w
		}
	}
}
