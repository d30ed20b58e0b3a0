package reading

import (
	"strconv"
	"strings"

	"lintas/archive"
)

// maxReferences bounds what one document can cite.
const maxReferences = 60

// citer collects the citations of a document in the order of the text.
type citer struct {
	*reader
	seen   map[string]bool
	before archive.Relation // of the citation before
	agency Party            // that sent it
}

func (r *reader) readReferences() {
	c := citer{reader: r, seen: map[string]bool{}}
	for _, n := range r.out.Numbers {
		c.seen[archive.Skeleton(n)] = true
	}
	listEnd := -1
	for _, list := range [][]pair{r.pairs, r.events} {
		for i := range list {
			if list[i].field == invitationField && !strings.Contains(lower(list[i].label), "your") {
				p, end := r.labelPara(list[i])
				c.cite(&p, r.out.Form != archive.Notula)
				if r.out.Form != archive.Notula && list[i].label != "" {
					listEnd = end
				}
			}
		}
	}
	listed, digits := false, false // inside a list of references (Rujukan, Dasar), its items numbered
	for i := 0; i < len(r.paras); i++ {
		p := &r.paras[i]
		if p.table {
			i = c.citeTable(i)
			continue
		}
		if p.annex {
			continue
		}
		switch {
		case referenceHeading(p):
			listed, digits = true, p.mark == ""
		case listEnd >= 0 && p.marks[0].line == listEnd && p.mark != "":
			listed, digits, listEnd = true, true, -1
		case listed && (p.mark == "" || !digits && p.mark[0] >= '1' && p.mark[0] <= '9' && p.mark != "1." || len(p.toks) > 3 && openers[p.word(0)] && !letterNouns[p.word(0)]):
			listed = false
		}
		c.cite(p, listed)
	}
	c.citeSubject()
}

// citeSubject adds the letters that only the subject names: "Hasil Verifikasi (Balasan
// Surat No. 06120/KS/04/2026/66/02)".
func (c *citer) citeSubject() {
	p := para{marks: []mark{{0, -1}}}
	p.prose = scan(c.out.Subject)
	for _, one := range c.citations(&p) {
		one.settled = archive.Mentions
		low := p.low[:p.toks[one.noun].start]
		switch {
		case answers(low) || hasAny(low, "balasan", "jawaban", "tanggapan", "reply to", "response to"):
			one.settled = archive.Replies
		case hasAny(low, "tindak lanjut", "penerusan", "susulan"):
			one.settled = archive.FollowsUp
		case hasAny(low, pressWords...):
			one.settled = archive.Reminds
		}
		if one.number != "" {
			c.add(one, false)
		}
	}
}

// cite adds the citations of a paragraph.
func (c *citer) cite(p *para, listed bool) {
	for _, one := range c.citations(p) {
		c.add(one, listed)
	}
}

// add adds a citation unless it is the document's own number or was cited before.
func (c *citer) add(one citation, listed bool) {
	key := archive.Skeleton(one.number)
	if key == "" {
		key = string(one.date) + strconv.FormatBool(one.meeting)
	}
	if c.seen[key] || len(c.out.References) >= maxReferences {
		return
	}
	c.seen[key] = true
	p := one.para
	ref := Reference{Number: one.number, Date: one.date, About: "letter", Printed: p.slice(one.noun, max(one.subject, one.end))}
	if one.meeting {
		ref.About = "meeting"
	}
	score := 0.0
	ref.Agency, score = c.citedBy(one, c.agency)
	if ref.Number == "" && !one.meeting && ref.Agency.IsZero() && !one.yours() {
		return
	}
	if one.settled == archive.Replies && ref.Agency.IsZero() && len(c.out.To) > 0 {
		ref.Agency, score = asCited(c.out.To[0]), 0.7
	}
	plain := false
	ref.Relation, plain = c.relation(one, ref.Agency, listed, len(c.out.References), c.before, c.agency)
	c.before, c.agency = ref.Relation, ref.Agency
	c.out.References = append(c.out.References, ref)
	confidence := 0.92
	switch {
	case ref.Number == "":
		confidence = 0.75
	case looksLikeNumber(ref.Number) < 0.7 || score < 0.5:
		confidence = 0.8
	case !plain || ref.Date == "":
		confidence = 0.85
	}
	value := ref.Number
	if value == "" {
		value = string(ref.Date)
	}
	line := p.lineAt(p.toks[one.noun].start)
	c.note("references."+strconv.Itoa(len(c.out.References)-1), value, line, line+3, confidence, "citation: "+string(ref.Relation))
}

// labelPara makes a paragraph of the value of a label, so that "Surat undangan :
// Nomor X tanggal Y" reads as "surat Nomor X tanggal Y", with the lines that carry it
// on, and returns the line after it.
func (r *reader) labelPara(pr pair) (para, int) {
	const mostLines = 5
	text := pr.value
	lead := lower(text)
	if !hasAny(lead, "surat", "nota", "brafaks", "undangan", "note", "memo", "rapat") {
		text = "surat " + text
	}
	end := max(pr.end, pr.first+1)
	for ; end < len(r.lines) && end < pr.first+mostLines; end++ {
		l := &r.lines[end]
		mark, _ := listMark(l.text)
		_, labelled := pairIn(l, end)
		if labelled || l.gap || l.page != r.lines[pr.first].page || strings.HasSuffix(text, ".") || !awaitsNumber(text) && (mark != "" || bodyStart(l.text)) && !strings.HasSuffix(text, "-") && !strings.HasSuffix(text, "/") {
			break
		}
		if !strings.HasSuffix(text, "-") && !strings.HasSuffix(text, "/") {
			text += " "
		}
		text += l.text
	}
	p := para{marks: []mark{{0, pr.first}}}
	p.prose = scan(text)
	return p, end
}

// referenceHeading reports whether a paragraph opens a list of references:
// "1. Rujukan:", "Dasar :".
func referenceHeading(p *para) bool {
	if !p.isAny(0, "rujukan", "dasar", "referensi", "merujuk", "menunjuk", "berdasarkan", "memperhatikan", "ref", "reference", "sehubungan", "menindaklanjuti") {
		return false
	}
	if p.isAny(0, "rujukan", "referensi", "ref", "reference", "dasar") {
		return p.isAny(1, ":", ".") || len(p.toks) <= 3
	}
	return p.is(len(p.toks)-1, ":") && len(p.toks) < 14
}
