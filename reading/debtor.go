package reading

import "strings"

// debtor decides who owes what to whom, and how sure that is: the addressee owes the
// sender, unless the sentence names somebody else or the sender promises.
func (r *reader) debtor(t timing, at place) (by, to Party, sure float64) {
	sender := asCited(r.out.From)
	addressee := Party{}
	sure = r.out.Evidence["to.0"].Confidence
	if len(r.out.To) > 0 {
		addressee = asCited(r.out.To[0])
	}
	if len(r.out.To) > 1 {
		sure = min(sure, 0.85) // which of them is a guess
	}
	if !r.threatens(t, at) && (r.ownPromise(t, at) || r.promisesByName(t, at)) {
		return sender, addressee, min(sure, r.out.Evidence["from"].Confidence)
	}
	if named, ok := r.namedDebtor(t, at); ok {
		return named, sender, 0.85
	}
	if spoken, ok := r.spokenTo(at); ok {
		return spoken, sender, 0.75
	}
	return addressee, sender, sure
}

// spokenTo returns the one of several addressees that the paragraph, or one of those just
// before, speaks of: "2. P3MI yang telah memproses … 3. Laporan disampaikan …".
func (r *reader) spokenTo(at place) (Party, bool) {
	if len(r.out.To) < 2 {
		return Party{}, false
	}
	spoken := Party{}
	for i := at.index; i >= 0 && i > at.index-3; i-- {
		p := &r.paras[i]
		end := 0
		for end < len(p.toks) && end < 12 && (p.upper(end) || p.kind(end) == digitTok && !p.space(end)) {
			end++
		}
		if end == 0 || p.table || !p.is(end, "yang") && !dutyVerbs[p.word(end)] && !strings.HasPrefix(p.word(end), "me") {
			continue
		}
		name, ok := r.debtorName(p.slice(0, end))
		for _, to := range r.out.To {
			switch {
			case !ok || to.ID == "" || to.ID != name.ID:
			case spoken.ID != "" && spoken.ID != to.ID:
				return Party{}, false // a list that names each
			case i == at.index:
				return asCited(to), true
			default:
				spoken = asCited(to)
			}
		}
	}
	return spoken, !spoken.IsZero()
}

// ownPromise reports whether the sender promises what the time limit is for: "akan kami
// sampaikan", "kami akan menyampaikan", and asks nobody else between the two.
func (r *reader) ownPromise(t timing, at place) bool {
	p := at.para
	ours := false // a verb of ours stands before: "kami siapkan dan akan diterbitkan"
	for k := at.lo; k+1 < at.hi; k++ {
		ours = ours || p.is(k, "kami") && k < t.lo && !p.isAny(k-1, "kepada", "surat", "dari", "oleh", "pihak", "kantor", "bagi", "untuk", "dengan")
		if ours && p.is(k, "akan") && p.isAny(k-1, "dan", "serta") && k < t.lo || p.is(k, "akan") && p.is(k+1, "kami") || p.is(k, "kami") && p.isAny(k+1, "akan", "berjanji", "bersedia", "berkomitmen", "sanggup", "menyanggupi") || p.is(k, "we") && p.is(k+1, "will") {
			return !p.turns(k, t, at)
		}
	}
	return false
}

// turns reports whether a request or a condition parts a promise at token k from the
// time limit: "kami akan berkunjung, untuk itu mohon konfirmasi paling lambat".
func (p *para) turns(k int, t timing, at place) bool {
	from, to := k, t.lo
	if k >= t.hi {
		from, to = at.lo, k
	}
	for ; from < to; from++ {
		if p.asked(from) {
			continue
		}
		if p.isAny(from, "mohon", "dimohon", "memohon", "diminta", "meminta", "harap", "diharapkan", "mengharapkan", "kiranya", "agar", "supaya", "apabila", "jika", "setelah", "please", "kindly", "if", "saudara") && !(p.is(from, "saudara") && p.isAny(from-1, "kepada", "surat", "permintaan", "permohonan")) {
			return true
		}
	}
	return false
}

// promisesByName reports whether the sender promises under its name: "BP2MI akan
// menyampaikan".
func (r *reader) promisesByName(t timing, at place) bool {
	p := at.para
	for k := at.lo + 1; k < t.lo; k++ {
		if p.isAny(k, "akan", "bersedia", "berjanji", "berkomitmen", "sanggup", "menyanggupi") && p.upper(k-1) {
			if found, ok := r.known(p.runBefore(k, at.lo)); ok && found.ID == r.out.From.ID {
				return !p.turns(k, t, at)
			}
		}
	}
	return false
}

// dutyVerbs follow the one who owes.
var dutyVerbs = set("wajib", "harus", "diminta", "bersedia", "berjanji", "berkomitmen", "sanggup", "menyanggupi", "ditugaskan", "agar", "akan", "diwajibkan", "segera", "diharapkan", "dimohon", "berkewajiban", "dapat", "untuk", "diinstruksikan", "diperintahkan", "is", "shall", "must")

// namedDebtor reads the agency that a sentence asks: "P3MI wajib melaporkan", "mohon
// bantuan BP2MI menyiapkan", "disampaikan oleh KBRI Riyadh".
func (r *reader) namedDebtor(t timing, at place) (Party, bool) {
	p := at.para
	if r.asksAddressee(at) {
		return Party{}, false
	}
	for k := at.lo; k < at.hi; k++ {
		if !dutyVerbs[p.word(k)] || p.is(k, "is") && !p.isAny(k+1, "requested", "kindly", "expected", "required") {
			continue
		}
		name := k
		for p.isAny(name-1, "menyatakan", "telah", "juga", "masing", "tersebut", "dimaksud") && name > at.lo {
			name--
		}
		if name > at.lo && (p.upper(name-1) || p.is(name-1, ")")) {
			if party, ok := r.nameBackFrom(p, name, at.lo); ok {
				return party, true
			}
		}
		if p.isAny(k, "agar", "diminta") {
			if party, ok := r.nameFrom(p, k+1, at.hi); ok {
				return party, true
			}
		}
	}
	for k := at.lo; k < at.hi; k++ {
		if p.isAny(k, "bantuan", "kiranya", "kepada", "meminta") && (k == at.lo || p.isAny(k-1, "mohon", "dimohon", "memohon", "meminta", "kami", "diminta", "mengharapkan")) || p.isAny(k, "mohon", "meminta", "mendesak", "menuntut", "menugaskan", "menginstruksikan", "memerintahkan") && !p.asked(k) ||
			p.is(k, "oleh") && strings.HasPrefix(p.word(k-1), "di") && !p.isAny(k-2, "yang", "telah", "sudah", "dapat") {
			if party, ok := r.nameFrom(p, k+1, at.hi); ok {
				return party, true
			}
		}
	}
	return r.actor(at)
}

// asked reports whether the request at token k was made before: "kami telah meminta".
func (p *prose) asked(k int) bool {
	return p.isAny(k-1, "telah", "sudah", "pernah") || p.is(k-1, "kami") && p.isAny(k-2, "telah", "sudah", "pernah")
}

// actor reads the agency that a sentence begins with and that does something: "KJRI
// Jeddah melaporkan perkembangannya".
func (r *reader) actor(at place) (Party, bool) {
	p := at.para
	end := at.lo
	for end < at.hi && end < at.lo+12 && (p.upper(end) || p.kind(end) == digitTok && !p.space(end) || p.isAny(end, "dan", "di", "-") && p.upper(end+1)) {
		end++
	}
	if end == at.lo || !strings.HasPrefix(p.word(end), "me") || p.is(end+1, "bahwa") || requestWords[p.word(end)] || p.isAny(end, "memerlukan", "membutuhkan") {
		return Party{}, false
	}
	return r.debtorName(p.slice(at.lo, end))
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
	return r.debtorName(p.runBefore(i, limit))
}

// runBefore returns the capitalised words before token i.
func (p *para) runBefore(i, limit int) string {
	start := i
	for start > limit && start > i-12 && (p.upper(start-1) || p.kind(start-1) == digitTok || p.isAny(start-1, "dan", "of", "-", "/", "(", ")", ".") && start-2 >= limit && p.upper(start-2)) {
		start--
	}
	return p.slice(start, i)
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
	if party.ID == r.out.From.ID || r.ownKind(name) {
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

// ownKind reports whether a mission calls itself by its kind alone: "KBRI meminta".
func (r *reader) ownKind(name string) bool {
	switch low := lower(name); low {
	case "kbri", "kjri", "kri", "kdei":
		return strings.HasPrefix(r.out.From.ID, low+"-")
	}
	return false
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
