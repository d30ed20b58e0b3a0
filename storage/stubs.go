package storage

import (
	"context"
	"errors"
)

var errStub = errors.ErrUnsupported

func (a *Archive) Backup(ctx context.Context, dst string) (Report, error) { return Report{}, errStub }

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
