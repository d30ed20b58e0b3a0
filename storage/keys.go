package storage

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lintas/archive"
)

// layout is the version of the key space, the values and whatever the keys are
// computed with (archive.Skeleton, archive.NameKey, archive.NameHalves). A view of another layout is
// rebuilt. Raise it with every change of one of them.
const layout = 5

// First bytes of the keys; the table is in the package comment.
const (
	metaKey       = "m"
	recordPrefix  = "r/"
	indexPrefix   = "x"
	countPrefix   = "c"
	historyPrefix = "h/"
	privatePrefix = "p/"
)

// index is the code of a secondary key.
type index byte

const (
	documentsAll      index = 'D'
	documentsStatus   index = 'S'
	documentsAgency   index = 'A'
	documentsCase     index = 'C'
	documentsNumber   index = 'N'
	documentsCiting   index = 'Q' // skeleton or @day cited, not yet found
	documentsTarget   index = 'T' // id of the document cited
	documentsBlob     index = 'B'
	documentsBook     index = 'R' // register book and year
	deadlinesAll      index = 'L'
	deadlinesCase     index = 'K'
	deadlinesDocument index = 'F'
	deadlinesOwedBy   index = 'O'
	deadlinesOwedTo   index = 'P'
	casesAll          index = 'M'
	casesStatus       index = 'U'
	casesWorker       index = 'W'
	meetingsDocument  index = 'G'
	dispositionsOf    index = 'I'
	dispositionsAll   index = 'J' // of everybody, and by whom they are from or for
	usersLogin        index = 'Y'
	tokensSum         index = 'Z'
)

// Orders of documents, first byte of the term where a list can be sorted in
// three ways; states of deadlines likewise.
const (
	orderDate     = "d"
	orderReceived = "r"
	orderEntered  = "e"
	stateOpen     = "o"
	stateSettled  = "s"
)

// noDay sorts what has no due date after everything that has one.
const noDay = "~"

// secondary is one secondary key. The level stands before the term, so that a
// list for a clearance does not even touch what lies above it.
type secondary struct {
	index index
	level archive.Secrecy
	term  string
	sort  string
	id    string
}

func (s secondary) key() []byte {
	prefix := termPrefix(s.index, s.level, s.term)
	return append(append(append(prefix, s.sort...), 0), s.id...)
}

// counted reports whether the archive keeps the number of keys under the term.
func (s secondary) counted() bool {
	switch s.index {
	case documentsAll, documentsStatus, documentsAgency, documentsCase:
		return strings.HasPrefix(s.term, orderDate)
	case deadlinesAll, casesAll, casesStatus:
		return true
	}
	return false
}

// termPrefix is what all keys of a term at a level begin with.
func termPrefix(i index, level archive.Secrecy, term string) []byte {
	key := append([]byte(indexPrefix), byte(i), '0'+byte(level))
	return append(append(key, plain(term)...), 0)
}

func countKey(i index, level archive.Secrecy, term string) []byte {
	key := append([]byte(countPrefix), byte(i), '0'+byte(level))
	return append(key, plain(term)...)
}

// plain makes a term safe between separators and short enough for a key.
func plain(term string) string {
	const longest = 256
	if len(term) > longest {
		sum := sha256.Sum256([]byte(term))
		term = term[:1] + "#" + hex.EncodeToString(sum[:])
	}
	return strings.ReplaceAll(term, "\x00", "")
}

func recordKey(kind archive.RecordKind, id string) []byte {
	return []byte(recordPrefix + string(kind) + "/" + id)
}

func historyKeys(kind archive.RecordKind, id string) []byte {
	return []byte(historyPrefix + string(kind) + "/" + id + "\x00")
}

func historyKey(kind archive.RecordKind, id string, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(historyKeys(kind, id), seq)
}

// checkID keeps identifiers fit for keys, paths and screens.
func checkID(id string) error {
	bad := func(r rune) bool { return r < ' ' || r == 0x7f }
	if id == "" || len(id) > 200 || strings.ContainsFunc(id, bad) {
		return invalid("id", "Pengenal kosong, terlalu panjang, atau berisi karakter yang tidak boleh.", "The id is empty, too long, or has characters it may not have.")
	}
	return nil
}

// keysOf returns the secondary keys of a record; none of nil.
func keysOf(rec archive.Record) []secondary {
	if rec == nil {
		return nil
	}
	k := keyring{level: rec.Level(), id: rec.RecordID()}
	switch r := rec.(type) {
	case *archive.Document:
		k.document(r)
	case *archive.Deadline:
		k.deadline(r)
	case *archive.Case:
		if r.Status != archive.CaseDropped {
			k.add(casesAll, "", string(r.Opened))
		}
		k.add(casesStatus, string(r.Status), string(r.Opened))
		for _, key := range WorkerKeys(r) {
			k.add(casesWorker, key, string(r.Opened))
		}
	case *archive.Meeting:
		k.add(meetingsDocument, r.Document, string(r.Date))
	case *archive.Disposition:
		k.disposition(r)
	case *archive.User:
		k.add(usersLogin, r.Login, "")
	case *archive.Token:
		k.add(tokensSum, r.Sum, "")
	}
	return k.keys
}

func (k *keyring) disposition(d *archive.Disposition) {
	k.add(dispositionsOf, d.Document, fmt.Sprintf("%04d-%06d", d.Year, d.Number))
	given := fmt.Sprintf("%020d", d.Given.UnixMilli())
	k.add(dispositionsAll, dispositionTerm(!d.Settled(), "", ""), given)
	k.add(dispositionsAll, dispositionTerm(!d.Settled(), boxGiven, d.From), given)
	for _, to := range d.To {
		if to.User != "" { // done for one is not done for all
			k.add(dispositionsAll, dispositionTerm(to.Done == "" && d.Withdrawn == "", boxInbox, to.User), given)
		}
	}
}

const (
	boxInbox = "t" // dispositions for a person
	boxGiven = "f" // from a person
)

func dispositionTerm(open bool, box, user string) string {
	if open {
		return stateOpen + box + user
	}
	return stateSettled + box + user
}

// WorkerKeys are the keys that CasesByWorkerKey finds a case under:
// "passport:…" and "nik:…" in upper case without separators, "name:…" by
// archive.NameKey of every spelling, and its archive.NameHalves.
func WorkerKeys(c *archive.Case) []string {
	var keys []string
	for _, w := range c.Workers {
		for _, p := range w.Passport {
			keys = append(keys, "passport:"+archive.PaperKey(p))
		}
		if w.NIK != "" {
			keys = append(keys, "nik:"+archive.PaperKey(w.NIK))
		}
		for _, name := range append([]string{w.Name}, w.Variants...) {
			if key := archive.NameKey(name); key != "" {
				keys = append(keys, "name:"+key)
			}
			keys = append(keys, archive.NameHalves(name)...)
		}
	}
	return keys
}

// keyring collects the keys of one record, each once.
type keyring struct {
	level archive.Secrecy
	id    string
	keys  []secondary
}

func (k *keyring) add(i index, term, sort string) {
	s := secondary{i, k.level, term, sort, k.id}
	if !slices.Contains(k.keys, s) {
		k.keys = append(k.keys, s)
	}
}

func (k *keyring) document(d *archive.Document) {
	day := string(d.Date)
	for _, o := range [...]struct{ letter, day string }{
		{orderDate, day}, {orderReceived, string(d.Received)}, {orderEntered, string(d.Entered)},
	} {
		k.add(documentsAll, o.letter, o.day)
		k.add(documentsStatus, o.letter+string(d.Status), o.day)
		for _, p := range append(append([]archive.Party{d.From}, d.To...), d.Copies...) {
			if p.Agency != "" {
				k.add(documentsAgency, o.letter+p.Agency, o.day)
			}
		}
		for _, c := range d.Cases {
			k.add(documentsCase, o.letter+c.Case, o.day)
		}
	}
	for _, number := range d.Numbers {
		if s := archive.Skeleton(number); s != "" {
			k.add(documentsNumber, s, day)
		}
	}
	for _, ref := range d.References {
		if ref.Target != "" {
			k.add(documentsTarget, ref.Target, day)
			continue
		}
		if s := archive.Skeleton(ref.Number); s != "" {
			k.add(documentsCiting, s, day)
		}
		if ref.Date != "" {
			k.add(documentsCiting, citedDay(ref.Date), day)
		}
	}
	if a := d.Agenda; a != nil {
		k.add(documentsBook, bookTerm(a.Register, a.Year), fmt.Sprintf("%08d", a.Number))
	}
	for _, f := range d.Files {
		k.add(documentsBlob, f.Blob, "")
	}
	if d.Transcript != "" {
		k.add(documentsBlob, d.Transcript, "")
	}
}

// citedDay is the term of citations that wait for a document of a day.
func citedDay(day archive.Date) string { return "@" + string(day) }

func bookTerm(register string, year int) string { return register + "/" + strconv.Itoa(year) }

func (k *keyring) deadline(d *archive.Deadline) {
	state, due := stateOpen, dueSort(d.Effective())
	if d.Settled() {
		state = stateSettled
	}
	k.add(deadlinesAll, state, due)
	if d.Case != "" {
		k.add(deadlinesCase, state+d.Case, due)
	}
	if d.Document != "" {
		k.add(deadlinesDocument, state+d.Document, due)
	}
	if d.OwedBy.Agency != "" {
		k.add(deadlinesOwedBy, state+d.OwedBy.Agency, due)
	}
	if d.OwedTo.Agency != "" {
		k.add(deadlinesOwedTo, state+d.OwedTo.Agency, due)
	}
}

func dueSort(d archive.Date) string {
	if d == "" {
		return noDay
	}
	return string(d)
}
