package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"lintas/archive"
)

// VerifyOptions are what Verify may be told.
type VerifyOptions struct {
	// Head is an act known from elsewhere: from a backup, a report or a peer. Only
	// so can it be seen that the end of the journal is missing.
	Head     *Head
	Workers  int // that hash blobs; 0 is one per processor
	Progress func(task string, done, total int64)
	// Extra checks what stands beside the archive, the search index for one. r
	// reads the records view as it was found, with full sight; it is not called
	// when the view could not be read.
	Extra func(ctx context.Context, r *Reader, head Head, found func(Fault)) error
}

// Fault is something that does not check out.
//
//	code                what
//	origin              origin.json cannot be read
//	journal-damaged     a line that does not fit its hash, its number or the one before
//	journal-missing     a segment that is not there
//	journal-short       acts known from a head or from the view are not in the journal
//	revision            a change made from another state than the one before it
//	body                a body that cannot be read as its kind
//	blob-damaged        a file whose bytes do not fit its name
//	blob-missing        a file that a record names is not there
//	reference           a record names another that is not there
//	access-damaged      as journal-damaged, in the access log
//	view                the records view differs from the journal; a rebuild mends it
//
// Notes have the codes journal-torn, access-torn, orphans, foreign-file,
// view-skipped, view-ahead, view-behind, view-absent and kept-aside.
type Fault struct {
	Code  string       `json:"code"`
	Where string       `json:"where"` // file and line, or record
	What  archive.Text `json:"what"`
	Do    archive.Text `json:"do"`
}

// Report is what Verify found.
type Report struct {
	Faults []Fault `json:"faults"`
	Notes  []Fault `json:"notes"` // worth saying; nothing is wrong

	Head        Head   `json:"head"`
	Origin      string `json:"origin"`
	Segments    int    `json:"segments"`
	Acts        int    `json:"acts"`
	Records     int    `json:"records"`
	Blobs       int    `json:"blobs"`
	BlobBytes   int64  `json:"blob_bytes"`
	Orphans     int    `json:"orphans"` // blobs that no record names (any more)
	Accesses    int    `json:"accesses"`
	ViewChecked bool   `json:"view_checked"`
}

const mostTold = 50 // faults of one code in full; the rest is counted

// What to do about the faults that most codes share.
var (
	doSegment = said("kembalikan berkas ini dari cadangan; sampai saat itu arsip hanya dapat dibaca", "put this file back from a backup; until then the archive can only be read")
	doBlob    = said("kembalikan berkas ini dari cadangan, atau terima lagi PDF yang sama", "put the file back from a backup, or receive the same PDF again")
	doRebuild = said("jalankan `lintas rebuild`; tidak ada yang hilang", "run `lintas rebuild`; nothing is lost")
)

// said is a sentence about a fault, in the two languages, with the same values in both.
func said(id, en string, values ...any) archive.Text {
	if len(values) == 0 {
		return archive.Text{ID: id, EN: en}
	}
	return archive.Text{ID: fmt.Sprintf(id, values...), EN: fmt.Sprintf(en, values...)}
}

// told is what a check said itself, of which there is only the English.
func told(err error) archive.Text { return archive.Text{EN: err.Error()} }

// verifier is one run of Verify.
type verifier struct {
	dir  string
	o    VerifyOptions
	view *view // nil if it cannot be looked at
	meta meta

	mu     sync.Mutex
	report Report
	told   map[string]int
}

// Verify checks an archive's folder: the chain and sums of both journals, every
// blob's hash, the references between records and the records view. It changes
// nothing. While a server has the folder open everything is checked but the view.
func Verify(ctx context.Context, dir string, o VerifyOptions) (Report, error) {
	v := newVerifier(dir, o)
	if _, err := os.Stat(journalDir(dir)); err != nil {
		return v.report, fmt.Errorf("verify %s: there is no archive: %w", dir, err)
	}
	free, err := v.lockView()
	if err != nil {
		return v.report, fmt.Errorf("verify %s: %w", dir, err)
	}
	r, err := v.all(ctx)
	if err = errors.Join(err, free()); err != nil {
		return r, fmt.Errorf("verify %s: %w", dir, err)
	}
	return r, nil
}

func newVerifier(dir string, o VerifyOptions) *verifier {
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	if o.Progress == nil {
		o.Progress = func(string, int64, int64) {}
	}
	return &verifier{dir: dir, o: o, told: map[string]int{}}
}

// all checks everything, the view if it has been opened.
func (v *verifier) all(ctx context.Context) (Report, error) {
	err := v.run(ctx)
	v.closeTold()
	return v.report, err
}

func (v *verifier) run(ctx context.Context) error {
	if o, err := readOrigin(v.dir); err != nil {
		v.fault("origin", "origin.json", told(err), said("jalankan server: ia memulai inkarnasi baru dari tindakan terakhir jurnal", "start the server: it begins a new incarnation from the journal's last act"))
	} else {
		v.report.Origin = o.String()
	}
	j := &journalCheck{verifier: v, code: "journal", state: map[string]*trace{}}
	if err := j.run(ctx, journalDir(v.dir)); err != nil {
		return err
	}
	v.report.Head, v.report.Acts, v.report.Segments = j.head, j.acts, j.segments
	v.checkHead(j)
	if err := j.references(); err != nil {
		return err
	}
	if err := v.blobs(ctx, j); err != nil {
		return err
	}
	access := &journalCheck{verifier: v, code: "access"}
	if err := access.run(ctx, accessDir(v.dir)); err != nil {
		return err
	}
	v.report.Accesses = access.acts
	if v.view == nil || v.o.Extra == nil {
		return nil
	}
	a := &Archive{dir: v.dir, view: v.view, head: v.meta.Head, changed: make(chan struct{})}
	return v.o.Extra(ctx, a.Read(archive.System()), v.meta.Head, func(f Fault) { v.fault(f.Code, f.Where, f.What, f.Do) })
}

// lockView opens the records view, unless a server holds it.
func (v *verifier) lockView() (free func() error, err error) {
	lock, err := lockFolder(v.dir)
	if archive.CodeOf(err) == archive.Locked {
		v.note("view-skipped", "records", said("server sedang membuka arsip; catatan tidak diperiksa", "a server has the archive open; the records view was not checked"), said("hentikan server dan periksa lagi untuk memeriksanya juga", "stop the server and verify again to check it too"))
		return func() error { return nil }, nil
	}
	if err != nil {
		return nil, err
	}
	aside, err := filepath.Glob(recordsDir(v.dir) + ".ahead-*")
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	for _, path := range aside {
		v.note("kept-aside", filepath.Base(path), said("catatan yang mengenal lebih banyak tindakan daripada jurnal; arsip tetap dibuka", "a records view that knew more acts than the journal; the archive was opened all the same"), said("bandingkan dengan cadangan; hapus folder ini bila sudah jelas", "compare with a backup; delete the folder when the matter is clear"))
	}
	if _, err := os.Stat(recordsDir(v.dir)); err != nil {
		v.note("view-absent", "records", said("catatan belum ada", "there is no records view"), said("tidak perlu apa-apa: dibangun saat mulai berikutnya", "nothing: the next start builds it"))
		return lock.Close, nil
	}
	if v.view, err = openStill(recordsDir(v.dir), silent()); err == nil {
		v.meta, err = v.view.meta()
	}
	if err != nil {
		v.fault("view", "records", said("catatan tidak dapat dibuka: %v", "the records view cannot be opened: %v", err), doRebuild)
	} else if v.meta.Layout != layout {
		v.note("view-absent", "records", said("catatan dari versi lain", "the records view is of another version"), said("tidak perlu apa-apa: dibangun ulang saat mulai berikutnya", "nothing: the next start rebuilds it"))
		err, v.view = v.view.close(), nil
		if err != nil {
			return nil, errors.Join(err, lock.Close())
		}
	}
	return func() error {
		if v.view == nil {
			return lock.Close()
		}
		return errors.Join(v.view.close(), lock.Close())
	}, nil
}

// checkHead compares the journal's end with what is known of it.
func (v *verifier) checkHead(j *journalCheck) {
	if v.view != nil && v.meta.Seq > j.head.Seq && j.acked == v.meta.Durable.Hash {
		v.note("view-ahead", "records", said("catatan memuat tulisan sampai tindakan %d yang terputus; tidak pernah dinyatakan diterima", "the records view holds a write up to act %d that was cut short; it was never acknowledged", v.meta.Seq), said("tidak perlu apa-apa: dibangun ulang saat mulai berikutnya", "nothing: the next start rebuilds the view"))
	} else if v.view != nil && v.meta.Seq > j.head.Seq {
		v.fault("journal-short", "journal", said("jurnal berakhir pada tindakan %d, catatan sudah melihat tindakan %d", "the journal ends with act %d, the records view has seen act %d", j.head.Seq, v.meta.Seq),
			said("kembalikan jurnal dari cadangan yang lebih baru bila ada; bila tidak, jalankan server, yang membangun ulang catatan dan menyimpan yang lama", "put the journal back from a newer backup if there is one; otherwise start the server, which rebuilds the view and keeps the old one aside"))
	} else if v.view != nil && !v.report.ViewChecked && !j.broken {
		v.fault("view", "records", said("catatan mengikuti tindakan %d yang lain dari milik jurnal", "the records view follows another act %d than the journal's", v.meta.Seq), doRebuild)
	} else if v.view != nil && v.meta.Seq < j.head.Seq {
		v.note("view-behind", "records", said("catatan sampai tindakan %d dari %d", "the records view is at act %d of %d", v.meta.Seq, j.head.Seq), said("tidak perlu apa-apa: disusul saat mulai berikutnya", "nothing: the next start catches up"))
	}
	switch want := v.o.Head; {
	case want == nil:
	case want.Seq > j.head.Seq:
		v.fault("journal-short", "journal", said("tindakan %d diketahui ada; jurnal berakhir pada tindakan %d", "act %d is known to exist; the journal ends with act %d", want.Seq, j.head.Seq), said("kembalikan jurnal dari cadangan terbaru", "put the journal back from the newest backup"))
	case want.Seq > 0 && j.expected != want.Hash:
		v.fault("journal-damaged", fmt.Sprintf("act %d", want.Seq), said("sidik tindakan ini lain dari yang dicatat: ini riwayat yang lain", "the act has another hash than the one noted: this is another history"), said("cari tahu mana yang arsip sebenarnya; bandingkan dengan cadangan", "find out which of the two is the archive; compare with the backups"))
	}
}

func (v *verifier) fault(code, where string, what, do archive.Text) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.told[code]++; v.told[code] <= mostTold {
		v.report.Faults = append(v.report.Faults, Fault{code, where, what, do})
	}
}

func (v *verifier) note(code, where string, what, do archive.Text) {
	v.report.Notes = append(v.report.Notes, Fault{code, where, what, do})
}

// closeTold says how many faults were not told in full.
func (v *verifier) closeTold() {
	for _, f := range v.report.Faults {
		if more := v.told[f.Code] - mostTold; more > 0 {
			v.told[f.Code] = 0
			v.report.Faults = append(v.report.Faults, Fault{f.Code, "", said("%d lagi seperti ini", "%d more of this kind", more), f.Do})
		}
	}
}
