package storage

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"lintas/archive"
)

// journalCheck reads a whole journal and remembers the last state of each record.
type journalCheck struct {
	*verifier
	code     string            // "journal" or "access", first part of the fault codes
	state    map[string]*trace // by kind/id; nil for the access log
	history  keySum            // of the history keys so far
	head     Head
	expected string // hash of the act that VerifyOptions.Head names
	acked    string // hash of the act that the view knows to be acknowledged
	acts     int
	segments int
	broken   bool // a line could not be read: later revisions may not fit
}

// trace is the last state of a record.
type trace struct {
	rev   uint64
	sum   string // raw
	names []string
	blobs []string
}

func (j *journalCheck) run(ctx context.Context, dir string) error {
	segs, err := segments(dir)
	if archive.CodeOf(err) == archive.Damaged {
		j.fault(j.code+"-missing", filepath.Base(dir), told(err), doSegment)
	} else if err != nil {
		return err
	}
	j.segments = len(segs)
	if err := j.compareView(ctx); err != nil { // a view that has seen nothing
		return err
	}
	var total, done int64
	for _, s := range segs {
		total += s.size
	}
	for l, err := range lines(segs, place{}) {
		if err != nil {
			return err
		}
		if done += int64(len(l.raw)) + 1; j.acts%1000 == 0 {
			j.o.Progress(j.code, done, total)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		act, bad := l.parse()
		if bad != nil && j.torn(segs, l, bad) {
			break
		}
		if bad == nil {
			bad = l.canonical(act)
		}
		if err := j.take(ctx, act, bad, func() string { return j.where(segs, l) }); err != nil {
			return err
		}
	}
	j.o.Progress(j.code, total, total)
	return nil
}

// canonical reports a line that says the same in other bytes: JSON forgives the
// case of a key, an archive does not forgive a bit.
func (l line) canonical(act archive.Act) error {
	raw, err := appendAct(make([]byte, 0, len(l.raw)), act)
	if err == nil && !bytes.Equal(raw, bytes.TrimPrefix(l.raw, []byte(" "))) {
		err = errors.New("the line is not as it was written")
	}
	return err
}

func (j *journalCheck) where(segs []segment, l line) string {
	return filepath.Base(filepath.Dir(segs[l.index].path)) + "/" + where(segs, l.place)
}

// torn passes over the end of a write that is under way or was cut short.
func (j *journalCheck) torn(segs []segment, l line, bad error) bool {
	r := replay{segs: segs, head: j.head}
	if j.code == "journal" {
		r.durable = j.meta.Durable.Seq
	}
	if !r.isTorn(l) {
		return false
	}
	j.note(j.code+"-torn", j.where(segs, l), said("tulisan sedang berjalan atau terputus; tidak pernah dinyatakan diterima: %v", "a write is under way or was cut short; it was never acknowledged: %v", bad), said("tidak perlu apa-apa: dipotong dan disimpan terpisah saat mulai berikutnya", "nothing: the next start cuts it off and keeps it aside"))
	return true
}

// take judges an act and notes what it changed.
func (j *journalCheck) take(ctx context.Context, act archive.Act, bad error, where func() string) error {
	if bad == nil {
		bad = act.Check(j.head.Seq+1, j.head.Hash)
	}
	if bad != nil {
		j.broken = true
		j.fault(j.code+"-damaged", where(), told(bad), doSegment)
		if act.Seq <= j.head.Seq || act.Check(act.Seq, act.Prev) != nil {
			return nil
		}
	}
	j.acts++
	j.head = Head{act.Seq, act.Hash}
	if j.o.Head != nil && j.o.Head.Seq == act.Seq {
		j.expected = act.Hash
	}
	if j.meta.Durable.Seq == act.Seq {
		j.acked = act.Hash
	}
	if j.state == nil {
		return nil
	}
	for _, c := range act.Changes {
		j.change(act.Seq, c)
	}
	return j.compareView(ctx)
}

func (j *journalCheck) change(seq uint64, c archive.Change) {
	name := string(c.Kind) + "/" + c.ID
	at := fmt.Sprintf("act %d, %s", seq, name)
	last := j.state[name]
	if last == nil {
		last = &trace{}
		j.state[name] = last
	}
	if !j.broken && (c.Base != last.rev || c.Rev != c.Base+1) {
		j.fault("revision", at, said("revisi %d dibuat dari %d; yang sebelumnya %d", "revision %d was made from %d; the one before is %d", c.Rev, c.Base, last.rev), said("laporkan kepada pembuat Lintas: ini seharusnya tidak mungkin", "tell the makers of Lintas: this should not be possible"))
	}
	sum, err := hex.DecodeString(c.Sum)
	if err != nil || len(sum) != sumSize {
		j.fault("body", at, said("sidiknya bukan SHA-256", "its sum is no SHA-256"), doSegment)
		return
	}
	rec, err := decode(c.Kind, c.Body)
	if err != nil {
		j.fault("body", at, told(err), said("pakai versi Lintas yang menulisnya", "use the version of Lintas that wrote it"))
		return
	}
	j.history.add(historyKey(c.Kind, c.ID, seq))
	last.rev, last.sum = c.Rev, string(sum)
	last.names, last.blobs = named(rec)
}

// named returns the records ("kind/id") and blobs that a record names.
func named(rec archive.Record) (names, blobs []string) {
	add := func(kind archive.RecordKind, ids ...string) {
		for _, id := range ids {
			if id != "" {
				names = append(names, string(kind)+"/"+id)
			}
		}
	}
	parties := func(ps ...archive.Party) {
		for _, p := range ps {
			add(archive.AgencyRecord, p.Agency)
		}
	}
	switch r := rec.(type) {
	case *archive.Document:
		parties(append(append([]archive.Party{r.From}, r.To...), r.Copies...)...)
		for _, c := range r.Cases {
			add(archive.CaseRecord, c.Case)
		}
		for _, ref := range r.References {
			add(archive.DocumentRecord, append(ref.Choices, ref.Target)...)
		}
		add(archive.MeetingRecord, r.Meeting)
		for _, f := range r.Files {
			blobs = append(blobs, f.Blob)
		}
		if r.Transcript != "" {
			blobs = append(blobs, r.Transcript)
		}
	case *archive.Deadline:
		add(archive.DocumentRecord, append(r.Reminders, r.Document)...)
		add(archive.CaseRecord, r.Case)
		parties(r.OwedBy, r.OwedTo)
		if r.Answer != nil {
			add(archive.DocumentRecord, r.Answer.Document)
		}
	case *archive.Case:
		add(archive.AgencyRecord, r.Agencies...)
	case *archive.Meeting:
		add(archive.DocumentRecord, r.Document)
		parties(r.Attendees...)
	case *archive.Disposition:
		add(archive.DocumentRecord, r.Document)
	case *archive.Receipt:
		add(archive.DocumentRecord, r.Document)
	}
	return names, blobs
}

// references looks for what is named and not there. The agencies that come with
// the program count as there.
func (j *journalCheck) references() error {
	seed, err := archive.SeedAgencies()
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, a := range seed {
		known[string(archive.AgencyRecord)+"/"+a.ID] = true
	}
	j.report.Records = len(j.state)
	for name, t := range j.state {
		for _, other := range t.names {
			if j.state[other] == nil && !known[other] {
				kind, id, _ := strings.Cut(other, "/")
				j.fault("reference", name, said("menyebut %s %s, yang tidak ada", "it names the %s %s, which does not exist", kind, id), said("buka catatan itu dan betulkan", "open the record and correct it"))
			}
		}
	}
	return nil
}
