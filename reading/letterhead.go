package reading

import "strings"

// letterheadText returns the names in the letterhead joined by blanks: no
// address, no slogan.
func (s *sheet) letterheadText() (string, int) {
	var parts []string
	first := -1
	for _, i := range s.letterhead {
		text := s.emblemless(i)
		if !letters(text) || len(text) < 5 && !mostlyCaps(text) {
			continue // dirt of a scan
		}
		if addressLine(text) {
			if len(parts) > 0 {
				break
			}
			continue
		}
		if len(parts) > 0 && (companyName(parts[0]) || !headCaps(text) && mostlyCaps(parts[0])) {
			break
		}
		if first < 0 {
			first = i
		}
		parts = append(parts, text)
		if len(parts) == 6 {
			break
		}
	}
	return strings.Join(parts, " "), first
}

// headCaps reports whether a line of a letterhead is in capitals, titles and degrees
// aside: "dr. R. SOEDJONO SELONG".
func headCaps(s string) bool {
	for _, w := range strings.Fields(s) {
		w = strings.ReplaceAll(w, "l", "I") // as scans read a capital
		if !strings.HasSuffix(strings.TrimRight(w, ","), ".") && !connectives[w] && strings.ToUpper(w) != w {
			return false
		}
	}
	return letters(s)
}

// emblemless returns a line of the letterhead without the dirt that a scan makes of
// the emblem beside it.
func (s *sheet) emblemless(i int) string {
	l := &s.lines[i]
	cells := l.cells
	for k := 1; k < len(cells); k++ {
		if addressLine(cells[k].text) && !addressLine(cells[0].text) {
			cells = cells[:k] // the address in a column of its own
		}
	}
	for len(cells) > 1 && !letters(cells[0].text) && !companyName(cells[0].text+" ") {
		cells = cells[1:]
	}
	for len(cells) > 1 && len(strings.Trim(cells[0].text, " .,'-|@&*%$#")) <= 3 {
		cells = cells[1:]
	}
	return clean(joinCells(cells[0].text, cells[1:]))
}

// letters reports whether a line has words, and is no dirt of a scan.
func letters(s string) bool {
	n := 0
	for _, w := range strings.Fields(s) {
		if len(w) >= 2 && isLetter(w[0]) && isLetter(w[1]) {
			n += len(w)
		}
	}
	return n >= 3 && n*5 >= len(s)*2
}

// addressLine reports whether a line of a letterhead is an address.
func addressLine(s string) bool {
	low := lower(strings.TrimSpace(s))
	for _, w := range []string{"jalan ", "jl.", "jl ", "jln", "telp", "tel.", "tel:", "telepon", "telephone", "phone", "fax", "faks", "laman", "website", "www.", "http", "email", "e-mail", "pos-el", "surel", "kotak pos", "p.o. box", "po box", "gedung", "ruko ", "kode pos", "komplek", "kompleks", "perum ", "graha "} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	if strings.ContainsAny(low, "@|") || strings.Contains(low, "www.") || strings.Contains(low, ".go.id") || strings.Contains(low, "telp") || strings.Contains(low, "telepon") || strings.Contains(low, " fax") || strings.Contains(low, "tel. ") || strings.Contains(low, "kode pos") {
		return true
	}
	digits := 0
	for i := 0; i < len(low); i++ {
		if low[i] >= '0' && low[i] <= '9' {
			digits++
		}
	}
	return digits >= 5 || digits >= 1 && (strings.Contains(low, " no.") || strings.Contains(low, " nomor ") || strings.Contains(low, " street") || strings.Contains(low, " road") || strings.Contains(low, "kav."))
}

// companyName reports whether a line is the name of a company.
func companyName(s string) bool {
	low := lower(strings.TrimSpace(s))
	for _, w := range []string{"pt ", "pt.", "cv ", "cv.", "ud ", "koperasi ", "perum ", "p.t."} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return strings.HasSuffix(low, " ltd") || strings.HasSuffix(low, " ltd.") || strings.HasSuffix(low, "sdn. bhd.") || strings.HasSuffix(low, " inc.")
}

// unitLine returns the unit in the letterhead below the agency's own name.
func unitLine(s *sheet, party Party) string {
	if len(s.letterhead) < 2 || companyName(s.lines[s.letterhead[0]].text) {
		return ""
	}
	for k := len(s.letterhead) - 1; k > 0; k-- {
		text := clean(s.lines[s.letterhead[k]].text)
		low := lower(text)
		for _, w := range []string{"direktorat", "deputi", "bidang", "sekretariat", "biro", "pusat", "inspektorat", "subdirektorat", "fungsi"} {
			if strings.HasPrefix(low, w) && !addressLine(text) && !strings.EqualFold(text, party.Name) {
				return titleCase(text)
			}
		}
	}
	return ""
}
