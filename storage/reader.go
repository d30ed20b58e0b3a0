package storage

import (
	"context"
	"errors"
	"iter"

	"lintas/archive"
)

// Reader is the one gate to the records: it shows a viewer what is at or below
// their clearance and answers NotFound for the rest, exactly as for what does
// not exist. Outside an act each call sees the last committed state.
type Reader struct {
	archive *Archive
	viewer  archive.Viewer
	snap    *snapshot // an act's own; nil outside
}

// Read returns what a viewer may read.
func (a *Archive) Read(v archive.Viewer) *Reader { return &Reader{archive: a, viewer: v} }

func (r *Reader) with(fn func(*snapshot) error) error {
	if r.snap != nil {
		return fn(r.snap)
	}
	s, err := r.archive.view.begin(nil)
	if err != nil {
		return err
	}
	defer s.end()
	return fn(s)
}

// levels are those the viewer may see.
func (r *Reader) levels() []archive.Secrecy {
	return archive.Levels[:min(max(int(r.viewer.Clearance), -1)+1, len(archive.Levels))]
}

// load reads one record past the gate.
func load[T archive.Record](s *snapshot, kind archive.RecordKind, id string) (T, error) {
	var none T
	st, err := s.record(kind, id)
	if errors.Is(err, errMissing) {
		return none, notFound(kind, id)
	}
	if err != nil {
		return none, err
	}
	rec, err := decode(kind, st.body)
	if err != nil {
		return none, s.view.doubt(err)
	}
	if rec == nil {
		return none, notFound(kind, id) // erased
	}
	return rec.(T), nil
}

func lookup[T archive.Record](r *Reader, kind archive.RecordKind, id string) (rec T, err error) {
	err = r.with(func(s *snapshot) error {
		rec, err = load[T](s, kind, id)
		return err
	})
	return rec, err
}

// one reads a record through the gate.
func one[T archive.Record](r *Reader, kind archive.RecordKind, id string) (T, error) {
	rec, err := lookup[T](r, kind, id)
	if err == nil && !r.viewer.Sees(rec.Level()) {
		var none T
		return none, notFound(kind, id)
	}
	return rec, err
}

// Document returns a document.
func (r *Reader) Document(id string) (*archive.Document, error) {
	return one[*archive.Document](r, archive.DocumentRecord, id)
}

// Case returns a case.
func (r *Reader) Case(id string) (*archive.Case, error) {
	return one[*archive.Case](r, archive.CaseRecord, id)
}

// Deadline returns a deadline.
func (r *Reader) Deadline(id string) (*archive.Deadline, error) {
	return one[*archive.Deadline](r, archive.DeadlineRecord, id)
}

// Agency returns an agency.
func (r *Reader) Agency(id string) (*archive.Agency, error) {
	return one[*archive.Agency](r, archive.AgencyRecord, id)
}

// Meeting returns a meeting.
func (r *Reader) Meeting(id string) (*archive.Meeting, error) {
	return one[*archive.Meeting](r, archive.MeetingRecord, id)
}

// Disposition returns a disposition.
func (r *Reader) Disposition(id string) (*archive.Disposition, error) {
	return one[*archive.Disposition](r, archive.DispositionRecord, id)
}

// User returns an account with its password's hash, which must not leave the server.
func (r *Reader) User(id string) (*archive.User, error) {
	return one[*archive.User](r, archive.UserRecord, id)
}

// Token returns a token.
func (r *Reader) Token(id string) (*archive.Token, error) {
	return one[*archive.Token](r, archive.TokenRecord, id)
}

// HolidayList returns the holidays of one decree or import.
func (r *Reader) HolidayList(id string) (*archive.HolidayList, error) {
	return one[*archive.HolidayList](r, archive.HolidaysRecord, id)
}

// Settings returns the installation's settings, archive.DefaultSettings (at
// revision 0) while none are stored.
func (r *Reader) Settings() (*archive.Settings, error) {
	s, err := one[*archive.Settings](r, archive.SettingsRecord, archive.SettingsID)
	if archive.CodeOf(err) == archive.NotFound {
		return archive.DefaultSettings(), nil
	}
	return s, err
}

// Receipt returns a receipt whatever the viewer's clearance: its id can only be
// made by the sender who has the key. What it names is read through the gate.
func (r *Reader) Receipt(id string) (*archive.Receipt, error) {
	return lookup[*archive.Receipt](r, archive.ReceiptRecord, id)
}

// Counter returns the last number given out in a register book, 0 before the
// first. Counters tell how many documents there are: NotFound below the highest
// clearance.
func (r *Reader) Counter(register string, year int) (int, error) {
	c, err := one[*archive.Counter](r, archive.CounterRecord, counterID(register, year))
	if archive.CodeOf(err) == archive.NotFound && r.viewer.Sees(archive.TopSecret) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return c.Last, nil
}

// UserByLogin returns the account with a login.
func (r *Reader) UserByLogin(login string) (*archive.User, error) {
	return first[*archive.User](r, archive.UserRecord, usersLogin, login)
}

// TokenBySum returns the token whose secret has a SHA-256, in hex.
func (r *Reader) TokenBySum(sum string) (*archive.Token, error) {
	return first[*archive.Token](r, archive.TokenRecord, tokensSum, sum)
}

func first[T archive.Record](r *Reader, kind archive.RecordKind, i index, term string) (T, error) {
	for rec, err := range each[T](context.Background(), r, kind, r.under(i, term)) {
		return rec, err
	}
	var none T
	return none, notFound(kind, term)
}

// under is the walk over all keys of a term that the viewer may see.
func (r *Reader) under(i index, terms ...string) walk {
	var w walk
	for _, term := range terms {
		for _, level := range r.levels() {
			w.prefixes = append(w.prefixes, termPrefix(i, level, term))
		}
	}
	return w
}

// each yields the records that the keys of a walk point to. It keeps one
// snapshot while it lasts.
func each[T archive.Record](ctx context.Context, r *Reader, kind archive.RecordKind, w walk) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := r.with(func(s *snapshot) error {
			return s.walk(ctx, w, func(st step) error {
				rec, err := pointed[T](s, kind, st.rest)
				if err != nil {
					return err
				}
				if !yield(rec, nil) {
					return errYielded
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errYielded) {
			var none T
			yield(none, err)
		}
	}
}

var errYielded = errors.New("the consumer has had enough")

// pointed loads the record that a secondary key points to. If it is not there,
// the view is damaged.
func pointed[T archive.Record](s *snapshot, kind archive.RecordKind, rest []byte) (T, error) {
	_, id := cutKey(rest)
	rec, err := load[T](s, kind, id)
	if archive.CodeOf(err) == archive.NotFound {
		err = s.view.doubt(damaged("the records view lists "+string(kind)+" "+id+" and does not hold it", nil))
	}
	return rec, err
}

// all collects what each yields.
func all[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var items []T
	for item, err := range seq {
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

// ofKind yields all records of a kind that the viewer may see, by id. It is for
// kinds of which there are few.
func ofKind[T archive.Record](ctx context.Context, r *Reader, kind archive.RecordKind) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := r.with(func(s *snapshot) error {
			w := walk{prefixes: [][]byte{recordKey(kind, "")}, values: true}
			return s.walk(ctx, w, func(st step) error {
				kept, err := decodeStored(st.value)
				if err != nil {
					return s.view.doubt(err)
				}
				rec, err := decode(kind, kept.body)
				if err != nil {
					return s.view.doubt(err)
				}
				if rec == nil || !r.viewer.Sees(rec.Level()) {
					return nil
				}
				if !yield(rec.(T), nil) {
					return errYielded
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errYielded) {
			var none T
			yield(none, err)
		}
	}
}

// Agencies returns all agencies, by id.
func (r *Reader) Agencies(ctx context.Context) ([]*archive.Agency, error) {
	return all(ofKind[*archive.Agency](ctx, r, archive.AgencyRecord))
}

// Users returns all accounts, by id.
func (r *Reader) Users(ctx context.Context) ([]*archive.User, error) {
	return all(ofKind[*archive.User](ctx, r, archive.UserRecord))
}

// Tokens returns all tokens, by id.
func (r *Reader) Tokens(ctx context.Context) ([]*archive.Token, error) {
	return all(ofKind[*archive.Token](ctx, r, archive.TokenRecord))
}

// SavedSearch returns a kept search. It is the caller who asks whose it is.
func (r *Reader) SavedSearch(id string) (*archive.SavedSearch, error) {
	return one[*archive.SavedSearch](r, archive.SavedSearchRecord, id)
}

// SavedSearches returns the kept searches of everybody, by id.
func (r *Reader) SavedSearches(ctx context.Context) ([]*archive.SavedSearch, error) {
	return all(ofKind[*archive.SavedSearch](ctx, r, archive.SavedSearchRecord))
}

// Alias returns what was learnt of a printed name or a number family.
func (r *Reader) Alias(id string) (*archive.Alias, error) {
	return one[*archive.Alias](r, archive.AliasRecord, id)
}

// Aliases returns all that was learnt, by id, also what was taken out again.
func (r *Reader) Aliases(ctx context.Context) ([]*archive.Alias, error) {
	return all(ofKind[*archive.Alias](ctx, r, archive.AliasRecord))
}

// Holidays returns all stored holiday lists, by id; not the built-in ones.
func (r *Reader) Holidays(ctx context.Context) ([]*archive.HolidayList, error) {
	return all(ofKind[*archive.HolidayList](ctx, r, archive.HolidaysRecord))
}

// Meetings returns the meetings that minutes record.
func (r *Reader) Meetings(ctx context.Context, document string) ([]*archive.Meeting, error) {
	return all(each[*archive.Meeting](ctx, r, archive.MeetingRecord, r.under(meetingsDocument, document)))
}
