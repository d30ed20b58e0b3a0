package reading

import (
	"sort"
	"strconv"
	"strings"
)

// grid is a table, its columns parted by the blanks that run through all rows.
type grid struct {
	heads []string
	rows  []gridRow
	end   int // the line after the table
}

// gridRow is a row: the text of each cell, however many lines it takes.
type gridRow struct {
	cells []string
	line  int
}

// column returns the text of a row in a column, "" where there is none.
func (w gridRow) column(i int) string {
	if i < 0 || i >= len(w.cells) {
		return ""
	}
	return clean(w.cells[i])
}

// headWords are the words that heads of columns are made of.
var headWords = set("no", "nomor", "urut", "nama", "name", "names", "lengkap", "paspor", "passport", "splp", "nik", "ktp", "l", "p", "jk", "jenis", "kelamin", "sex", "asal", "daerah", "alamat", "tempat", "tanggal", "tgl", "lahir", "ttl", "umur", "usia", "negara", "tujuan", "penempatan", "majikan", "pengguna", "perusahaan", "pekerjaan", "jabatan", "kasus", "permasalahan", "masalah", "keterangan", "ket", "kapal", "p3mi", "agensi", "pmi", "cpmi", "wni", "tki", "abk", "korban", "setoran", "rp", "rekening", "hkd", "myr", "rm", "sar", "usd", "ntd", "twd", "sgd", "idr", "krw", "yen", "kabupaten", "kab", "kota", "provinsi", "desa", "kecamatan", "dokumen", "perjalanan", "identitas", "status", "telepon", "hp", "kondisi", "biaya", "gaji", "tunggakan", "jumlah", "sisa", "full", "date", "birth", "nationality", "remarks", "sektor", "visa", "kepulangan", "penerbangan", "dan", "awak", "lama", "bekerja", "overstay", "berangkat", "kerja", "kontrak", "ahli", "waris", "nip", "unit", "instansi", "tanda", "tangan", "pangkat", "kloter", "titik", "debarkasi", "sakit", "penyebab", "kematian", "posisi", "sponsor", "perekrut", "jenazah", "pelaut", "buku",
	"uraian", "kegiatan", "tindak", "lanjut", "rencana", "aksi", "penanggung", "jawab", "pic", "pj", "pelaksana", "batas", "waktu", "tenggat", "target", "deadline", "jatuh", "tempo", "penyelesaian", "rekomendasi", "hasil", "output", "action", "item", "items", "due", "owner", "responsible", "party", "follow", "up", "isu", "topik", "agenda", "keputusan", "kesepakatan", "terkait", "capaian", "butir", "langkah", "tugas", "jadwal", "dukungan", "bulan", "selesai", "oleh", "k", "unsur", "arahan", "materi", "pembahasan", "kesimpulan", "sasaran", "indikator", "program", "progres", "progress", "catatan", "penugasan")

// headsLine reports whether a line is made of heads of columns.
func headsLine(l *line) bool {
	if len(l.cells) < 2 || len(l.text) > 160 || strings.Contains(l.text, ":") {
		return false
	}
	sc := scan(l.text)
	known, words := 0, 0
	for i := range sc.toks {
		if sc.kind(i) == wordTok {
			words++
			if headWords[sc.word(i)] {
				known++
			}
		} else if sc.kind(i) == digitTok && len(sc.word(i)) > 1 {
			return false
		}
	}
	return words >= 2 && known*5 >= words*3
}

// gridAt reads the table whose heads stand on line i. isKey tells what only one cell of
// a row holds: a passport number, a time limit.
func (r *reader) gridAt(i int, isKey func(string) bool) grid {
	end := r.tableEnd(i)
	columns := r.rivers(i, end)
	if len(columns) < 2 {
		return grid{end: i + 1}
	}
	g := grid{end: end, heads: make([]string, len(columns))}
	at := i
	for ; at < end && (at == i || headTail(&r.lines[at])); at++ {
		for k, text := range split(&r.lines[at], columns) {
			g.heads[k] = strings.TrimSpace(g.heads[k] + " " + text)
		}
	}
	columns = g.joinHeads(columns, r.lines[at:end])
	g.fill(r.lines[at:end], at, columns, isKey)
	if r.scanned {
		g.dropRules()
	}
	return g
}

// headTail reports whether a line below the heads carries them on: "Paspor", "jawab".
func headTail(l *line) bool {
	sc := scan(l.text)
	for i := range sc.toks {
		if sc.kind(i) == digitTok && !(len(sc.toks) > 3 && strings.Trim(l.text, "0123456789() ") == "") || sc.kind(i) == wordTok && !headWords[sc.word(i)] {
			return false
		}
	}
	return len(sc.toks) > 0
}

// tableEnd returns the line after the table whose heads stand on line i.
func (r *reader) tableEnd(i int) int {
	head := &r.lines[i]
	wide := head.cells[len(head.cells)-1].left
	k := i + 1
	for ; k < len(r.lines) && k < i+400; k++ {
		l, before := &r.lines[k], &r.lines[k-1]
		low := lower(l.text)
		_, rest := listMark(low)
		if headTail(l) && len(l.cells) > 1 || headsLine(l) && k > i+1 && len(l.cells) >= len(head.cells)-1 {
			continue
		}
		apart := l.gap && l.page == before.page
		switch {
		case tableStop(low) || tableStop(rest), addressStart(l.text), signatureLine(low), r.dateInSignature(k):
			return k
		case len(l.cells) == 1 && proseLine(l.text) && (l.right > wide || apart && !startsDigit(l.text)):
			return k
		case len(l.cells) == 1 && l.page != before.page && !startsDigit(l.text) && !r.rowFollows(k):
			return k
		case apart && len(l.cells) == 1 && !startsDigit(l.text) && l.left < head.left+12 && k > i+1 && (mostlyCaps(l.text) || !r.rowFollows(k)):
			return k
		}
	}
	return k
}

// tableStop reports whether a line opens what comes after a table.
func tableStop(low string) bool {
	for _, w := range []string{"demikian", "tembusan", "berdasarkan", "jumlah", "total", "rapat ditutup", "rapat diakhiri", "catatan", "penutup", "sehubungan", "atas perhatian", "terkait dengan", "selanjutnya", "dapat kami", "adapun", "mohon", "bersama ini", "keterangan:", "keterangan :", "sumber:", "kami mohon", "lampiran"} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return false
}

// rowFollows reports whether a numbered row of a table stands on one of the next lines.
func (r *reader) rowFollows(k int) bool {
	for j := k + 1; j < len(r.lines) && j < k+8; j++ {
		if len(r.lines[j].units) > 1 && startsDigit(r.lines[j].text) && len(r.lines[j].units[0].text) <= 3 {
			return true
		}
	}
	return false
}

// rivers returns the columns of the lines i to end: what the blanks between that run
// through all of them leave.
func (r *reader) rivers(i, end int) []cell {
	var spans []cell
	least := 0.0
	for k := i; k < end; k++ {
		l := &r.lines[k]
		if k > i && len(l.cells) == 1 && l.right-l.left > 0.6*(r.lines[i].right-r.lines[i].left) && len(l.units) > 4 {
			continue // set across the table
		}
		least = max(least, 0.42*(l.bottom-l.top))
		for _, u := range l.units {
			if !onlyRules(u.text) {
				spans = append(spans, cell{left: u.left, right: u.right})
			}
		}
	}
	least = min(max(least, 3.5), 6)
	sort.Slice(spans, func(a, b int) bool { return spans[a].left < spans[b].left })
	var columns []cell
	for _, s := range spans {
		if n := len(columns); n > 0 && s.left-columns[n-1].right < least {
			columns[n-1].right = max(columns[n-1].right, s.right)
			continue
		}
		columns = append(columns, s)
	}
	return columns
}

// onlyRules reports whether a word is the rule of a table that a scan took for signs.
func onlyRules(s string) bool { return strings.Trim(s, "|[]!¦_—–-=") == "" }

// split parts a line into the texts of the columns.
func split(l *line, columns []cell) []string {
	out := make([]string, len(columns))
	for _, u := range l.units {
		if onlyRules(u.text) && u.text != "-" {
			continue
		}
		k := 0
		for mid := (u.left + u.right) / 2; k+1 < len(columns) && mid > (columns[k].right+columns[k+1].left)/2; k++ {
		}
		out[k] = strings.TrimSpace(out[k] + " " + u.text)
	}
	return out
}

// joinHeads puts a head that stands beside the texts of its column, as one centred over
// short names does, together with them, and joins a column without a head to the one
// before it: the blank between them was by chance.
func (g *grid) joinHeads(columns []cell, body []line) []cell {
	filled := make([]bool, len(columns))
	for k := range body {
		for n, text := range split(&body[k], columns) {
			filled[n] = filled[n] || text != ""
		}
	}
	var kept []cell
	var heads []string
	var full []bool
	for k, c := range columns {
		n := len(kept) - 1
		head := g.heads[k]
		if n >= 0 && (heads[n] == "" && !filled[k] || head == "" && !full[n] || head == "" && !(n == 0 && numberHead(heads[0]) && k+1 < len(columns) && !filled[k+1])) {
			kept[n].right, heads[n], full[n] = c.right, strings.TrimSpace(heads[n]+" "+head), full[n] || filled[k]
			continue
		}
		kept, heads, full = append(kept, c), append(heads, head), append(full, filled[k])
	}
	g.heads = heads
	return kept
}

// numberHead reports whether a head is that of the running number.
func numberHead(head string) bool {
	switch strings.Trim(lower(head), " .:|") {
	case "no", "nomor", "#", "no urut", "nomor urut", "nr", "n0", "ne", "na":
		return true
	}
	return false
}

// fill puts the lines below the heads into rows.
func (g *grid) fill(lines []line, first int, columns []cell, isKey func(string) bool) {
	numbered := numberHead(g.heads[0])
	first0, rest, merged := strings.Cut(g.heads[0], " ")
	if merged = merged && !numbered && numberHead(first0); merged { // a crooked scan hides the blank
		g.heads[0] = rest
	}
	var above [][]string // lines that belong to the row below them
	for k := range lines {
		l := &lines[k]
		cells := split(l, columns)
		if headsLine(l) && k > 0 && (numbered && numberHead(cells[0]) || !numbered && len(l.cells) == len(columns) && l.page != lines[k-1].page) {
			continue // the heads again, on the next page
		}
		var fresh bool
		if merged {
			number, text, _ := strings.Cut(cells[0], " ")
			if fresh = strings.Trim(number, ".") == strconv.Itoa(len(g.rows)+1); fresh {
				cells[0] = text
			}
		} else if numbered {
			fresh = cells[0] != "" && !onlyRules(cells[0]) && len(cells[0]) <= 5
		} else {
			fresh = g.fresh(cells, isKey)
		}
		if fresh {
			row := gridRow{cells: make([]string, len(columns)), line: first + k}
			for _, more := range above {
				row.join(more)
			}
			above = nil
			g.rows = append(g.rows, row)
		} else if len(g.rows) == 0 || (numbered || merged) && k+1 < len(lines) && nearerBelow(lines, k) && len(above) < 3 {
			if len(g.rows) == 0 && !numbered && !merged {
				continue
			}
			above = append(above, cells)
			continue
		}
		g.rows[len(g.rows)-1].join(cells)
	}
}

// fresh reports whether a line of a table without numbers begins a row.
func (g *grid) fresh(cells []string, isKey func(string) bool) bool {
	filled, key := 0, false
	for _, c := range cells {
		if c != "" {
			filled++
		}
		key = key || isKey(c)
	}
	if len(g.rows) == 0 {
		return filled >= 2
	}
	row := &g.rows[len(g.rows)-1]
	had := false
	for _, c := range row.cells {
		had = had || isKey(c)
	}
	return key && had || filled >= 2 && filled*3 >= 2*len(cells) && (key || !had)
}

// nearerBelow reports whether line k stands nearer to the line below it than to the one
// above.
func nearerBelow(lines []line, k int) bool {
	if k == 0 || lines[k].page != lines[k+1].page || lines[k-1].page != lines[k].page || lines[k].bottom == 0 {
		return k == 0
	}
	return lines[k].top-lines[k-1].bottom > lines[k+1].top-lines[k].bottom+1.5
}

func (w *gridRow) join(cells []string) {
	for k, c := range cells {
		switch {
		case c == "":
		case strings.HasSuffix(w.cells[k], "-") && len(w.cells[k]) > 1, strings.HasSuffix(w.cells[k], "/"):
			w.cells[k] += c
		default:
			w.cells[k] = strings.TrimSpace(w.cells[k] + " " + c)
		}
	}
}

// dropRules takes off the letter that a scan made of the rule before a cell: IKADEK,
// lAhmad, 17401021203880002. It must stand so in much of a column.
func (g *grid) dropRules() {
	for k := range g.heads {
		marked, all := 0, 0
		for _, row := range g.rows {
			if row.cells[k] != "" && row.cells[k] != "-" {
				all++
				if ruleBefore(row.cells[k]) {
					marked++
				}
			}
		}
		for n, row := range g.rows {
			text := row.cells[k]
			if ruleBefore(text) && (marked >= 2 && marked*5 >= all*2 || strings.ContainsAny(text[:1], "|![](¦") || len(text) > 2 && isLower(text[2]) && !isLower(text[1])) {
				g.rows[n].cells[k] = strings.TrimSpace(text[1:])
			}
		}
	}
}

// ruleBefore reports whether a text begins with a sign like a rule and goes on with a
// capital or with all the digits of an identity number.
func ruleBefore(s string) bool {
	if len(s) < 3 || !strings.ContainsAny(s[:1], "Il|![](1¦") {
		return false
	}
	if s[0] == '1' {
		_, ok := plausibleNIK(s[1:])
		return ok
	}
	return s[1] >= 'A' && s[1] <= 'Z' || s[0] != 'I' && s[0] != 'l' || s[1] >= '0' && s[1] <= '9' && len(s) > 7
}

func isLower(b byte) bool { return b >= 'a' && b <= 'z' }

// plausibleNIK reports whether sixteen digits can be an identity number: a province and
// a day of birth stand in it.
func plausibleNIK(s string) (string, bool) {
	if len(s) < 16 || strings.Trim(s[:16], "0123456789") != "" || len(s) > 16 && s[16] >= '0' && s[16] <= '9' {
		return "", false
	}
	day, month := int(s[6]-'0')*10+int(s[7]-'0'), int(s[8]-'0')*10+int(s[9]-'0')
	return s[:16], s[:2] >= "11" && s[:2] <= "97" && day%40 >= 1 && day%40 <= 31 && day <= 71 && month >= 1 && month <= 12
}
