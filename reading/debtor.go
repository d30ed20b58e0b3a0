package reading

import "strings"

// debtor decides who owes what to whom: the addressee owes the sender, unless the
// sentence names somebody else or the sender promises.
func (r *reader) debtor(t timing, at place) (by, to Party) {
	sender := asCited(r.out.From)
	addressee := Party{}
	if len(r.out.To) > 0 {
		addressee = asCited(r.out.To[0])
	}
	if r.ownPromise(at) && !r.threatens(t, at) {
		return sender, addressee
	}
	if named, ok := r.namedDebtor(t, at); ok {
		return named, sender
	}
	return addressee, sender
}

// namedDebtor reads the agency that a sentence asks: "P3MI wajib melaporkan", "mohon
// bantuan BP2MI menyiapkan".
func (r *reader) namedDebtor(t timing, at place) (Party, bool) {
	p := at.para
	if r.asksAddressee(at) {
		return Party{}, false
	}
	for k := at.lo; k < at.hi; k++ {
		w := p.word(k)
		verb := w == "wajib" || w == "harus" || w == "diminta" || w == "bersedia" || w == "berjanji" || w == "berkomitmen" || w == "sanggup" || w == "menyanggupi" || w == "ditugaskan" || w == "agar" || w == "akan" || w == "diwajibkan" || w == "segera" || w == "diharapkan" || w == "dimohon" || w == "berkewajiban" || w == "dapat" || w == "untuk"
		if !verb {
			continue
		}
		if k > at.lo && (p.upper(k-1) || p.is(k-1, ")")) {
			if party, ok := r.nameBackFrom(p, k, at.lo); ok {
				return party, true
			}
		}
		if w == "agar" || w == "diminta" {
			if party, ok := r.nameFrom(p, k+1, at.hi); ok {
				return party, true
			}
		}
	}
	for k := at.lo; k < at.hi; k++ {
		if p.isAny(k, "bantuan", "kiranya", "kepada", "meminta") && (k == at.lo || p.isAny(k-1, "mohon", "dimohon", "memohon", "meminta", "kami", "diminta", "mengharapkan")) || p.isAny(k, "mohon", "meminta") {
			if party, ok := r.nameFrom(p, k+1, at.hi); ok {
				return party, true
			}
		}
	}
	return Party{}, false
}

// asksAddressee reports whether a sentence asks the addressee in so many words, even
// where others are to act: "mohon bantuan Saudara agar KJRI melaporkan", "mohon agar
// Pusat mendesak PT X".
func (r *reader) asksAddressee(at place) bool {
	p := at.para
	for k := at.lo; k < at.hi; k++ {
		if !p.isAny(k, "mohon", "dimohon", "memohon", "meminta", "diminta", "mengharapkan", "diharapkan", "agar") {
			continue
		}
		j := k + 1
		for p.isAny(j, "bantuan", "kesediaan", "kiranya", "dukungan", "agar", "perkenan", "kerja", "sama", "kepada") {
			j++
		}
		if p.isAny(j, "saudara", "saudari", "bapak", "ibu", "pusat", "perwakilan") && !p.isAny(j-1, "kepada") && !p.upper(j+1) {
			return true
		}
	}
	return false
}

// genericOffice are names that only the context resolves: the addressee, as a rule.
var genericOffice = set("kementerian", "embassy", "ministry", "kedutaan besar", "kedutaan", "dinas", "balai", "badan", "direktorat", "perwakilan", "pusat", "instansi", "the embassy", "the ministry", "pemerintah", "kantor", "perwakilan ri", "deputi", "kepala", "direktur", "ka", "the ministry of foreign affairs")

// nameFrom resolves the capitalised words from token i.
func (r *reader) nameFrom(p *para, i, limit int) (Party, bool) {
	for p.isAny(i, "kiranya", "pihak", "para", "bantuan", "seluruh", "semua", "kepada") {
		i++
	}
	if p.isAny(i, "saudara", "saudari", "bapak", "ibu") {
		return Party{}, false
	}
	end := i
	for end < limit && end < i+12 && (p.upper(end) || p.kind(end) == digitTok && !p.space(end) || p.isAny(end, "dan", "di", ".", "-", "/") && p.upper(end+1)) {
		end++
	}
	return r.debtorName(p.slice(i, end))
}

// nameBackFrom resolves the capitalised words before token i.
func (r *reader) nameBackFrom(p *para, i, limit int) (Party, bool) {
	start := i
	for start > limit && start > i-12 && (p.upper(start-1) || p.kind(start-1) == digitTok || p.isAny(start-1, "dan", "-", "/", "(", ")", ".") && start-2 >= limit && p.upper(start-2)) {
		start--
	}
	return r.debtorName(p.slice(start, i))
}

// debtorName turns a name in running text into the agency that owes. "P3MI" is the
// company the letter is about, where there is one.
func (r *reader) debtorName(name string) (Party, bool) {
	name = strings.Trim(name, " .,()")
	for _, lead := range []string{"Saudara", "Pihak ", "Para ", "Kami", "Mohon", "Seluruh ", "Setiap ", "Semua ", "Untuk itu", "Bapak", "Ibu"} {
		if strings.HasPrefix(name, lead) {
			name = strings.TrimSpace(strings.TrimPrefix(name, lead))
		}
	}
	if len(name) < 3 || genericOffice[lower(name)] {
		return Party{}, false
	}
	party, ok := r.known(name)
	if !ok {
		return Party{}, false
	}
	if party.ID == r.out.From.ID {
		return Party{}, false
	}
	if low := lower(name); low == "p3mi" || low == "perusahaan" || low == "pptkis" || low == "pjtki" {
		if company, ok := r.company(); ok {
			return company, true
		}
	}
	for _, to := range r.out.To {
		if to.ID != "" && (to.ID == party.ID || r.within(to.ID, party.ID)) {
			return asCited(to), true
		}
	}
	party.Printed = name
	return party, true
}

// company returns the one company that the document names in its text.
func (r *reader) company() (Party, bool) {
	for _, to := range r.out.To {
		if companyName(strings.TrimPrefix(strings.TrimPrefix(to.Name, "Direktur "), "Utama ")) {
			return asCited(to), true
		}
	}
	for i := range r.paras {
		p := &r.paras[i]
		for k := range p.toks {
			if (p.is(k, "pt") || p.is(k, "cv")) && p.caps(k) {
				end := k + 1
				if p.is(end, ".") {
					end++
				}
				for end < len(p.toks) && end < k+8 && p.upper(end) {
					end++
				}
				if party, ok := r.known(p.slice(k, end)); ok && end > k+1 {
					return asCited(party), true
				}
			}
		}
	}
	return Party{}, false
}
