package reading

import (
	"strings"

	"lintas/archive"
)

// resolver finds agencies for printed names and remembers what it found for the
// time of one document.
type resolver struct {
	dir  *archive.Directory
	seen map[string]found
}

type found struct {
	party Party
	score float64
}

func newResolver(dir *archive.Directory) *resolver {
	return &resolver{dir: dir, seen: make(map[string]found)}
}

// party returns what a printed name means: the known agency, or a proposal for a
// new one with a lower score. The score is 0 when nothing can be said.
func (r *resolver) party(printed string) (Party, float64) {
	printed = clean(printed)
	if printed == "" {
		return Party{}, 0
	}
	if f, ok := r.seen[printed]; ok {
		return f.party, f.score
	}
	p, score := r.look(printed)
	r.seen[printed] = found{p, score}
	return p, score
}

func (r *resolver) look(printed string) (Party, float64) {
	p := Party{Printed: printed}
	if r.dir == nil {
		p.Name = printed
		return p, 0.3
	}
	m := r.dir.Match(strings.Replace(printed, " untuk Negara ", " untuk ", 1))
	if m.Agency != nil {
		p.ID, p.Name, p.Short, p.Unit = m.Agency.ID, m.Agency.Name, m.Agency.Short, m.Unit
		return p, m.Score
	}
	if strings.Contains(printed, ",") { // "Director General of X, Ministry of Foreign Affairs"
		parts := strings.Split(printed, ",")
		for i := len(parts) - 1; i >= 0; i-- {
			if m := r.dir.Match(parts[i]); m.Agency != nil && m.Score >= 0.85 {
				p.ID, p.Name, p.Short, p.Unit = m.Agency.ID, m.Agency.Name, m.Agency.Short, m.Unit
				return p, m.Score - 0.1
			}
		}
	}
	name, id := r.dir.Canonical(printed)
	if id == "" || strings.HasPrefix(lower(printed), "para ") { // "Para Kepala Dinas" is no agency

		p.Name = printed
		return p, 0.2
	}
	p.ID, p.Name = id, name
	return p, 0.6
}

// known returns the agency only if the directory knows it, or the name is surely
// one of an agency.
func (r *resolver) known(printed string) (Party, bool) {
	p, score := r.party(printed)
	return p, score >= 0.6 && p.ID != ""
}

// byNumber returns the agency whose number family a letter number belongs to.
func (r *resolver) byNumber(number string) (Party, float64) {
	if r.dir == nil || number == "" {
		return Party{}, 0
	}
	if p, ok := r.missionOf(number); ok {
		return p, 0.85
	}
	a, score := r.dir.ByNumber(number)
	if a == nil {
		return Party{}, 0
	}
	return Party{ID: a.ID, Name: a.Name, Short: a.Short}, score
}

// missionOf reads the post out of a telegram's number: B-00282/HAMBURG/171114.
func (r *resolver) missionOf(number string) (Party, bool) {
	if !brafaksNumber(number) {
		return Party{}, false
	}
	end := strings.LastIndexByte(number, '/')
	start := strings.IndexAny(number, "/.")
	if start >= end {
		return Party{}, false
	}
	post := strings.TrimSpace(strings.ReplaceAll(number[start+1:end], "-", " "))
	for _, kind := range []string{"KBRI ", "KJRI ", "KRI ", "KDEI ", ""} {
		if m := r.dir.Match(kind + post); m.Agency != nil && m.Score >= 0.8 {
			return Party{ID: m.Agency.ID, Name: m.Agency.Name, Short: m.Agency.Short, Unit: m.Unit}, true
		}
	}
	return Party{}, false
}

// sender decides who sent the document, from the letterhead, the "Dari" line, the
// signature and the number's family together.
func (s *sheet) sender(r *resolver, form archive.Form, number string, signer Signer) (Party, float64, string, int) {
	head, headLine := s.letterheadText()
	party, score := r.party(regionalPolice(head))
	party.Printed = head
	score = r.single(party, score)
	why := "letterhead"
	if head == "" || score < 0.6 {
		party, score, why = s.senderByLines(r, party, score)
	}
	if from := s.pairOf(fromField); from != nil && from.value != "" {
		p, sc := r.party(from.value)
		switch {
		case form == archive.Brafaks || party.ID == "" || score < 0.5:
			if sc >= 0.5 || party.ID == "" {
				party, score, why, headLine = p, sc, "Dari line", from.first
			}
		case p.ID == party.ID && p.Unit != "":
			party.Unit, party.Printed = p.Unit, from.value
		default:
			party.Printed = from.value
			if form == archive.NotaDinas && (p.ID != "" && sc >= 0.9 && r.within(p.ID, party.ID) || strings.HasPrefix(p.ID, "p4mi-")) {
				party, score = p, min(score, max(sc, 0.6)) // an office of the house that writes on its paper
			}
		}
	}
	if form != archive.NotaDiplomatik {
		party, score, why = r.signedFor(signer, party, score, why)
	}
	if party.ID == "" && form == archive.Notula {
		for _, f := range []field{chairField, placeField} {
			if pr := s.eventOf(f); pr != nil {
				if p, ok := r.known(pr.value); ok {
					party, score, why, headLine = asCited(p), 0.5, "who chaired the meeting, or where it was", pr.first
					break
				}
			}
		}
	}
	if party.ID == "" && head == "" && signer.Name != "" && form == archive.SuratDinas {
		party, score, why = Party{Name: signer.Name, Printed: signer.Name}, 0.6, "a person who signed, without a letterhead"
	}
	byNumber, sc := r.byNumber(number)
	switch {
	case byNumber.ID == "":
	case byNumber.ID == party.ID || r.within(party.ID, byNumber.ID) || r.within(byNumber.ID, party.ID):
		score = min(0.99, score+0.06)
		why += ", number family agrees"
	case party.ID == "" || score < 0.5 && sc > score:
		printed := party.Printed
		party, score, why = byNumber, sc*0.85, "number family"
		party.Printed = printed
	default:
		score = min(score, 0.88)
	}
	if party.Unit == "" {
		party.Unit = unitLine(s, party)
	}
	return party, score, why, headLine
}

// regionalPolice turns the letterhead of a regional police force, which begins with
// the name of the national one, into the name it is known by: Polda Jawa Timur.
func regionalPolice(head string) string {
	rest, ok := strings.CutPrefix(strings.ToUpper(head), "KEPOLISIAN NEGARA REPUBLIK INDONESIA DAERAH ")
	if !ok || strings.Contains(rest, " RESOR ") {
		return head
	}
	words := strings.Fields(rest)
	for i, w := range words {
		switch w {
		case "DIREKTORAT", "BIDANG", "BIRO", "SATUAN", "INSPEKTORAT", "SEKOLAH", "SENTRA":
			words = words[:i]
		}
		if i >= len(words) {
			break
		}
	}
	return "Polda " + strings.Join(words, " ")
}

// signedFor weighs the sender against the office that signed: it makes a sender surer, or
// takes its place where the letterhead says little.
func (r *resolver) signedFor(signer Signer, party Party, score float64, why string) (Party, float64, string) {
	p, sc := r.party(strings.TrimSpace(signer.OnBehalfOf + " " + signer.Position))
	sc = r.single(p, sc)
	switch {
	case p.ID == "":
	case p.ID == party.ID:
		score, why = min(0.99, score+signedToo), why+", signature agrees"
	case (party.ID == "" || score < 0.75 && r.listed(party.ID)) && sc > score:
		printed := party.Printed
		party, score, why = p, sc*0.9, "signature"
		if printed != "" {
			party.Printed = printed
		}
	}
	return party, score, why
}

// signedToo is how much surer a sender is whose name stands in the signature too.
const signedToo = 0.31

// listed reports whether the directory holds an agency.
func (r *resolver) listed(id string) bool { return r.dir != nil && r.dir.ByID(id) != nil }

// single lowers the score of an agency that stands for all offices of a sort: no letter
// comes from all of them.
func (r *resolver) single(p Party, score float64) float64 {
	if r.dir != nil && p.ID != "" {
		if a := r.dir.ByID(p.ID); a != nil && a.Group == "collective" {
			return min(score, 0.55)
		}
	}
	return score
}

// within reports whether the agency inner belongs to outer.
func (r *resolver) within(inner, outer string) bool {
	if r.dir == nil {
		return false
	}
	for n := 0; n < 5; n++ {
		a := r.dir.ByID(inner)
		if a == nil || a.Parent == "" {
			return false
		}
		if a.Parent == outer {
			return true
		}
		inner = a.Parent
	}
	return false
}

// senderByLines tries single lines of the letterhead, and the name under the
// signature of a company's letter.
func (s *sheet) senderByLines(r *resolver, party Party, score float64) (Party, float64, string) {
	why := "letterhead"
	for _, i := range s.letterhead {
		text := s.lines[i].text
		if addressLine(text) {
			continue
		}
		if p, sc := r.party(text); p.ID != "" && sc > score+0.05 {
			party, score = p, sc
		}
	}
	for _, i := range s.signature {
		text := s.lines[i].text
		if !companyName(text) {
			continue
		}
		if p, sc := r.party(text); p.ID != "" && sc > score+0.05 {
			party, score, why = p, sc, "name under the signature"
		}
	}
	return party, score, why
}

// companyTails end the names of companies and are no towns.
var companyTails = set("abadi", "agung", "berkah", "bersama", "cemerlang", "gemilang", "indonesia", "internasional", "international", "jaya", "karya", "lestari", "makmur", "mandiri", "mulia", "nusantara", "perkasa", "persada", "pratama", "prima", "raya", "sejahtera", "sejati", "sentosa", "sukses", "tbk", "utama")

// name is the text of an addressee without the town that stands below a company's name.
func (e entry) name() string {
	text := e.text()
	n := len(e.parts)
	if n < 2 || companyTails[lower(e.parts[n-1])] || strings.Contains(e.parts[n-1], " ") || !strings.Contains(" "+lower(text), " pt ") && !strings.Contains(" "+lower(text), " pt. ") || strings.ContainsAny(e.parts[n-1], ".,()") || mostlyCaps(e.parts[n-1]) {
		return text
	}
	return squeeze(strings.Join(e.parts[:n-1], " "))
}

// lastLines finds the agency in the last lines of an address that begins with a person,
// or whose first lines say nothing known.
func (r *resolver) lastLines(parts []string, p Party, score float64) (Party, float64) {
	for k := 1; k < len(parts); k++ {
		rest := strings.Join(parts[k:], " ")
		switch last, sc := r.party(rest); {
		case last.ID != "" && sc >= 0.75:
			return last, sc - 0.05
		case last.ID != "" && personLine(parts[0]):
			return last, sc
		}
	}
	return p, score
}

// withoutStop takes the full stop of a list off a name, not that of an abbreviation.
func withoutStop(s string) string {
	last := s[strings.LastIndexByte(s, ' ')+1:]
	if strings.HasSuffix(last, ".") && strings.Count(last, ".") == 1 && len(last) > 4 && !abbreviations[lower(strings.Trim(last, "."))] {
		return strings.TrimSuffix(s, ".")
	}
	return s
}

// parties resolves the addressees or copies.
func (r *resolver) parties(entries []entry) ([]Party, []float64) {
	var out []Party
	var scores []float64
	for _, e := range entries {
		text := e.text()
		low := lower(text)
		if text == "" || low == "-" || strings.HasPrefix(strings.ReplaceAll(low, " ", ""), "arsip") || strings.HasPrefix(low, "pertinggal") || len(text) < 3 {
			continue
		}
		text = withoutStop(text)
		for _, remark := range []string{" (sebagai laporan)", " (untuk menjadi perhatian)", " (daftar terlampir)", " (terlampir)", " sebagai laporan", " (sebagai tembusan)", "; dan", " dan", ";"} {
			if strings.HasSuffix(lower(text), remark) {
				text = clean(text[:len(text)-len(remark)])
			}
		}
		p, score := r.party(e.name())
		if score < 0.75 && len(e.parts) > 1 {
			p, score = r.lastLines(e.parts, p, score)
		}
		p.Printed = text
		out = append(out, p)
		scores = append(scores, score)
	}
	return out, scores
}
