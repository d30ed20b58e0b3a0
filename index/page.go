package index

import (
	"cmp"
	"container/heap"
	"encoding/base64"
	"encoding/json"
	"math"
	"slices"

	"lintas/archive"
)

// cursor is where a page ended and how it was made. It is handed out as an
// opaque string.
type cursor struct {
	Relaxed bool             `json:"r,omitempty"`
	Lean    bool             `json:"e,omitempty"` // relaxed as far as can be
	Loose   bool             `json:"l,omitempty"` // phrases searched as words
	Widened map[int][]string `json:"w,omitempty"`
	Docs    float64          `json:"n"`
	DF      []uint64         `json:"f"`
	Whole   bool             `json:"a,omitempty"`
	Score   uint32           `json:"s"` // bits of a float32
	Day     int32            `json:"d"`
	ID      string           `json:"i"`
}

func (c cursor) encode() (string, error) {
	raw, err := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(raw), err
}

func readCursor(text string) (*cursor, error) {
	if text == "" {
		return nil, nil
	}
	c := &cursor{}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(raw, c)
	}
	if err != nil || math.IsNaN(c.Docs) || c.Docs < 0 {
		e := archive.Fail(archive.Invalid, "Penanda halaman tidak dapat dibaca; mulai lagi dari halaman pertama.", "The page cursor cannot be read; start again from the first page.")
		e.Field, e.Err = "cursor", err
		return nil, e
	}
	return c, nil
}

// candidate is a hit that may make it to the page. Its id is read only when
// nothing else tells it from another.
type candidate struct {
	whole bool
	score float32
	day   int32
	id    string
	part  *part
	doc   uint32
}

func (c *candidate) name() (string, error) {
	if c.id == "" {
		id, err := c.part.segment.DocID(uint64(c.doc))
		if err != nil {
			return "", err
		}
		c.id = string(id)
	}
	return c.id, nil
}

// ranking keeps the best candidates, the worst of them on top.
type ranking struct {
	list []*candidate
	err  error
}

func (r *ranking) Len() int           { return len(r.list) }
func (r *ranking) Less(i, j int) bool { return r.order(r.list[i], r.list[j]) > 0 }
func (r *ranking) Swap(i, j int)      { r.list[i], r.list[j] = r.list[j], r.list[i] }
func (r *ranking) Push(x any)         { r.list = append(r.list, x.(*candidate)) }
func (r *ranking) Pop() any {
	last := r.list[len(r.list)-1]
	r.list = r.list[:len(r.list)-1]
	return last
}

// order is negative if a comes before b.
func (r *ranking) order(a, b *candidate) int {
	if a.whole != b.whole {
		if a.whole {
			return -1
		}
		return 1
	}
	if n := cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.day, a.day)); n != 0 {
		return n
	}
	first, err := a.name()
	if err != nil {
		r.err = err
	}
	second, err := b.name()
	if err != nil {
		r.err = err
	}
	return cmp.Compare(first, second)
}

// offer takes a candidate if it is among the best so far.
func (r *ranking) offer(c candidate, room int) {
	if len(r.list) < room {
		kept := c
		heap.Push(r, &kept)
		return
	}
	if r.order(&c, r.list[0]) < 0 {
		kept := c
		r.list[0] = &kept
		heap.Fix(r, 0)
	}
}

// page ranks the matches and cuts the page out.
func (s *search) page(matches []*match, made cursor) ([]Hit, string, error) {
	limit := s.q.Limit
	if limit <= 0 {
		limit = usualLimit
	}
	limit = min(limit, mostHits)
	skip := min(max(s.q.Offset, 0), mostOffset)
	if s.from != nil {
		skip = 0
	}
	best := &ranking{}
	sc, _ := s.ix.buffers.Get().(*scratch)
	if sc == nil {
		sc = &scratch{}
	}
	defer s.ix.buffers.Put(sc)
	for _, m := range matches {
		if err := s.rank(m, sc, best, skip+limit+1); err != nil {
			return nil, "", err
		}
	}
	slices.SortFunc(best.list, best.order)
	if best.err != nil {
		return nil, "", best.err
	}
	list := best.list[min(skip, len(best.list)):]
	more := len(list) > limit
	list = list[:min(limit, len(list))]
	hits := make([]Hit, len(list))
	for i, c := range list {
		id, err := c.name()
		if err != nil {
			return nil, "", err
		}
		hits[i] = Hit{ID: id, Score: float64(c.score), Day: dateOfNumber(c.day)}
	}
	if !more {
		return hits, "", nil
	}
	last := list[len(list)-1]
	made.Widened, made.Docs, made.DF = s.widened, s.docs, s.df
	made.Whole, made.Score, made.Day, made.ID = last.whole, math.Float32bits(last.score), last.day, last.id
	next, err := made.encode()
	return hits, next, err
}

// rank offers the documents of a match.
func (s *search) rank(m *match, sc *scratch, best *ranking, room int) error {
	docs := m.docs.ToArray()
	if len(docs) == 0 {
		return nil
	}
	byDate := s.q.Sort == ByDate
	if byDate {
		sc.size(len(docs))
	} else if err := s.score(m, docs, sc); err != nil {
		return err
	}
	days, err := s.ix.columns.days(m.part, s.parts)
	if err != nil {
		return err
	}
	var after *candidate
	if s.from != nil {
		after = &candidate{whole: s.from.Whole, score: math.Float32frombits(s.from.Score), day: s.from.Day, id: s.from.ID}
	}
	oneTier := byDate || m.docs == m.whole
	for i, doc := range docs {
		if oneTier && len(best.list) == room && best.list[0].whole {
			if worst := best.list[0]; sc.scores[i] < worst.score || sc.scores[i] == worst.score && days[doc] < worst.day {
				continue // most go here
			}
		}
		c := candidate{whole: oneTier || m.whole.Contains(doc), score: sc.scores[i], day: days[doc], part: m.part, doc: doc}
		if after != nil && best.order(&c, after) <= 0 {
			continue
		}
		best.offer(c, room)
	}
	return best.err
}
