package storage

import (
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"os"
	"time"

	"lintas/archive"
)

var errStub = errors.ErrUnsupported

type Options struct {
	Dir      string
	Reserve  int64
	Log      *slog.Logger
	Now      func() time.Time
	Progress func(task string, done, total int64)
}

type Archive struct{}

func Open(ctx context.Context, o Options) (*Archive, error) { return nil, errStub }
func (a *Archive) Close() error                             { return errStub }
func (a *Archive) Dir() string                              { return "" }
func (a *Archive) Head() (seq uint64, hash string)          { return 0, "" }
func (a *Archive) Origin() string                           { return "" }
func (a *Archive) ReadOnly() error                          { return nil } // why nothing can be written, or nil
func (a *Archive) Update(ctx context.Context, by, did string, fn func(*Tx) error) (archive.Act, error) {
	return archive.Act{}, errStub
}
func (a *Archive) Read(v archive.Viewer) *Reader                                        { return nil }
func (a *Archive) Acts(ctx context.Context, after uint64) iter.Seq2[archive.Act, error] { return nil }
func (a *Archive) Wait(ctx context.Context, after uint64) error                         { return errStub }
func (a *Archive) Blobs() *Blobs                                                        { return nil }
func (a *Archive) Private() *Private                                                    { return nil }
func (a *Archive) RecordAccess(ctx context.Context, v archive.Viewer, did string, kind archive.RecordKind, id, detail string) error {
	return errStub
}
func (a *Archive) AccessActs(ctx context.Context, after uint64) iter.Seq2[archive.Act, error] {
	return nil
}
func (a *Archive) Backup(ctx context.Context, dst string) (Report, error) { return Report{}, errStub }

type Tx struct{ *Reader }

func (tx *Tx) Put(rec archive.Record) error                      { return errStub }
func (tx *Tx) NextAgenda(register string, year int) (int, error) { return 0, errStub }

type Reader struct{}

func (r *Reader) Document(id string) (*archive.Document, error)       { return nil, errStub }
func (r *Reader) Case(id string) (*archive.Case, error)               { return nil, errStub }
func (r *Reader) Deadline(id string) (*archive.Deadline, error)       { return nil, errStub }
func (r *Reader) Agency(id string) (*archive.Agency, error)           { return nil, errStub }
func (r *Reader) Meeting(id string) (*archive.Meeting, error)         { return nil, errStub }
func (r *Reader) Disposition(id string) (*archive.Disposition, error) { return nil, errStub }
func (r *Reader) User(id string) (*archive.User, error)               { return nil, errStub }
func (r *Reader) UserByLogin(login string) (*archive.User, error)     { return nil, errStub }
func (r *Reader) Token(id string) (*archive.Token, error)             { return nil, errStub }
func (r *Reader) TokenBySum(sum string) (*archive.Token, error)       { return nil, errStub }
func (r *Reader) HolidayList(id string) (archive.Record, error)       { return nil, errStub }
func (r *Reader) Settings() (*archive.Settings, error)                { return nil, errStub }
func (r *Reader) Receipt(id string) (*archive.Receipt, error)         { return nil, errStub }
func (r *Reader) Counter(register string, year int) (int, error)      { return 0, errStub }

type Page[T any] struct {
	Items []T
	Next  string
	Total int
}

type Order string

const (
	ByDate     Order = "date"
	ByReceived Order = "received"
	ByEntered  Order = "entered"
)

type DocumentQuery struct {
	Order       Order        // default ByDate
	From, To    archive.Date // bounds on the date that Order names, inclusive
	Status      archive.Status
	Agency      string // id; any role unless Role is set
	Role        string // "from", "to", "copies"
	Case        string
	Number      string // skeleton, exact
	Direction   archive.Direction
	Kind        archive.Kind
	OldestFirst bool
	Cursor      string
	Limit       int // default 50
}

type CaseQuery struct {
	Status      archive.CaseStatus
	WorkerKey   string
	OldestFirst bool
	Cursor      string
	Limit       int
}

type DeadlineQuery struct {
	DueFrom, DueTo archive.Date
	OwedBy, OwedTo string // agency ids
	Case, Document string
	Open           bool // only what is not answered or waived
	LatestFirst    bool
	Cursor         string
	Limit          int
}

func (r *Reader) Documents(ctx context.Context, q DocumentQuery) (Page[*archive.Document], error) {
	return Page[*archive.Document]{}, errStub
}
func (r *Reader) Cases(ctx context.Context, q CaseQuery) (Page[*archive.Case], error) {
	return Page[*archive.Case]{}, errStub
}
func (r *Reader) Deadlines(ctx context.Context, q DeadlineQuery) (Page[*archive.Deadline], error) {
	return Page[*archive.Deadline]{}, errStub
}
func (r *Reader) CountDeadlines(ctx context.Context, q DeadlineQuery) (int, error) { return 0, errStub }
func (r *Reader) Agencies(ctx context.Context) ([]*archive.Agency, error)          { return nil, errStub }
func (r *Reader) Users(ctx context.Context) ([]*archive.User, error)               { return nil, errStub }
func (r *Reader) Tokens(ctx context.Context) ([]*archive.Token, error)             { return nil, errStub }
func (r *Reader) Meetings(ctx context.Context, document string) ([]*archive.Meeting, error) {
	return nil, errStub
}
func (r *Reader) Dispositions(ctx context.Context, document string) ([]*archive.Disposition, error) {
	return nil, errStub
}
func (r *Reader) DocumentsByNumber(ctx context.Context, skeleton string) ([]*archive.Document, error) {
	return nil, errStub
}
func (r *Reader) DocumentsCiting(ctx context.Context, skeleton string) ([]*archive.Document, error) {
	return nil, errStub
}
func (r *Reader) CitedBy(ctx context.Context, document string) ([]*archive.Document, error) {
	return nil, errStub
}
func (r *Reader) DocumentsByBlob(ctx context.Context, sum string) ([]*archive.Document, error) {
	return nil, errStub
}
func (r *Reader) CasesByWorkerKey(ctx context.Context, key string) ([]*archive.Case, error) {
	return nil, errStub
}
func (r *Reader) DocumentsByStatus(ctx context.Context, s archive.Status) iter.Seq2[*archive.Document, error] {
	return nil
}
func (r *Reader) AllDocuments(ctx context.Context) iter.Seq2[*archive.Document, error] { return nil }
func (r *Reader) History(ctx context.Context, kind archive.RecordKind, id string) ([]archive.Act, error) {
	return nil, errStub
}
func (r *Reader) Changes(ctx context.Context, after uint64) iter.Seq2[archive.Act, error] { return nil }
func (r *Reader) Counts(ctx context.Context) (Counts, error)                              { return Counts{}, errStub }

type Counts struct {
	Documents     map[archive.Status]int
	Cases         map[archive.CaseStatus]int
	OpenDeadlines int
	Agencies      int
}

type Blobs struct{}
type Blob struct {
	Sum  string
	Size int64
}

func (b *Blobs) Put(ctx context.Context, r io.Reader, limit int64) (Blob, error) {
	return Blob{}, errStub
}
func (b *Blobs) Open(sum string) (*os.File, error) { return nil, errStub }
func (b *Blobs) Path(sum string) string            { return "" }
func (b *Blobs) Has(sum string) bool               { return false }

type Private struct{}

func (p *Private) Set(bucket, key string, value []byte, ttl time.Duration) error { return errStub }
func (p *Private) Get(bucket, key string) ([]byte, error)                        { return nil, errStub }
func (p *Private) Delete(bucket, key string) error                               { return errStub }
func (p *Private) Each(bucket string, fn func(key string, value []byte) error) error {
	return errStub
}

type Head struct {
	Seq  uint64
	Hash string
}
type VerifyOptions struct {
	Head     *Head // expected head, from a backup or a report
	Workers  int
	Progress func(task string, done, total int64)
	Extra    func(ctx context.Context, found func(Fault)) error // the index check
}
type Fault struct{ Code, Where, What, Do string }
type Report struct {
	Faults                                  []Fault
	Notes                                   []Fault // worth saying, nothing to repair
	Head                                    Head
	Origin                                  string
	Segments, Acts, Records, Blobs, Orphans int
	BlobBytes                               int64
	ViewChecked                             bool
}

func Verify(ctx context.Context, dir string, o VerifyOptions) (Report, error) {
	return Report{}, errStub
}
func Rebuild(ctx context.Context, dir string, progress func(task string, done, total int64)) error {
	return errStub
}
func Restore(ctx context.Context, src, dir string) (Report, error) { return Report{}, errStub }
