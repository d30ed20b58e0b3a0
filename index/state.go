package index

import (
	"fmt"
	"strings"
)

// State is where the answer to a document stands: a question to the deadlines, which
// the index does not hold.
type State string

// The states.
const (
	Overdue      State = "overdue"   // an answer is owed and late
	Unanswered   State = "unsettled" // an answer is owed
	DueThisWeek  State = "week"      // within seven days
	Answered     State = "answered"  // in time
	AnsweredLate State = "answered_late"
	Waived       State = "waived"
)

// stateNamed returns the state that the words at the head of a list name, and how
// many they are.
func stateNamed(list []string) (State, int) {
	two := strings.Join(list[:min(2, len(list))], " ")
	switch two {
	case "belum dijawab", "belum dibalas", "belum ditanggapi", "belum direspons", "menunggu jawaban", "not answered", "awaiting reply":
		return Unanswered, 2
	case "lewat tenggat", "lewat waktu", "lampau tenggat", "past due":
		return Overdue, 2
	case "segera jatuh", "hampir jatuh":
		if len(list) > 2 && list[2] == "tempo" {
			return DueThisWeek, 3
		}
	case "terlambat dijawab", "dijawab terlambat", "answered late":
		return AnsweredLate, 2
	case "sudah dijawab", "telah dijawab":
		return Answered, 2
	}
	switch list[0] {
	case "lampau", "overdue":
		return Overdue, 1
	case "unanswered":
		return Unanswered, 1
	}
	return "", 0
}

// stateValue returns the state a value of tenggat: names.
func stateValue(list []string) (State, bool) {
	if s, n := stateNamed(list); n == len(list) && n > 0 {
		return s, true
	}
	switch strings.Join(list, " ") {
	case "terlambat", "lewat", "late":
		return Overdue, true
	case "terbuka", "belum", "open", "unsettled":
		return Unanswered, true
	case "minggu ini", "pekan ini", "segera", "dekat", "week", "soon":
		return DueThisWeek, true
	case "dijawab", "terjawab", "selesai", "answered":
		return Answered, true
	case "dibebaskan", "waived":
		return Waived, true
	}
	return "", false
}

func (s State) words() (id, en string) {
	switch s {
	case Overdue:
		return "naskah dengan tenggat lampau", "documents with an overdue answer"
	case Unanswered:
		return "naskah yang belum dijawab", "documents still to be answered"
	case DueThisWeek:
		return "naskah dengan tenggat dalam tujuh hari", "documents due within seven days"
	case AnsweredLate:
		return "naskah yang dijawab terlambat", "documents answered late"
	case Waived:
		return "naskah yang dibebaskan dari jawaban", "documents whose answer was waived"
	}
	return "naskah yang sudah dijawab", "documents that have been answered"
}

// stateClause takes words that name a state as the state; a text with the same words
// is found too, below.
func (c *composer) stateClause(list []string) (clause, int) {
	s, n := stateNamed(list)
	if n == 0 || !c.states {
		return clause{}, 0
	}
	id, en := s.words()
	c.reading(joined(list[:n]), id, en)
	return clause{leaves: append([]leaf{{kind: byID, weight: 4}}, exactLeaves(list[:n], 1)...), state: s}, n
}

// stateField is tenggat:lampau and the like.
func (c *composer) stateField(t term, list []string) *branch {
	s, ok := stateValue(list)
	if !ok {
		c.problem(fmt.Sprintf("%q pada huruf ke-%d tidak dikenal untuk tenggat:; tulis lampau, terbuka, minggu-ini, dijawab, dijawab-terlambat atau dibebaskan. Dicari sebagai kata biasa.", t.text, t.at),
			fmt.Sprintf("%q at character %d is not known for tenggat:; write lampau, terbuka, minggu-ini, dijawab, dijawab-terlambat or dibebaskan. It is searched as plain words.", t.text, t.at))
		return c.plainWords(list)
	}
	return c.leaf(clause{leaves: []leaf{{kind: byID}}, state: s, silent: true})
}

// fillStates asks for the documents of the states that the query names.
func (s *search) fillStates() error {
	for i := range s.plan.clauses {
		c := &s.plan.clauses[i]
		if c.state == "" || s.q.States == nil {
			continue
		}
		ids, err := s.q.States(s.ctx, c.state)
		if err != nil {
			return fmt.Errorf("look for documents that are %s: %w", c.state, err)
		}
		c.leaves[0].terms = ids
	}
	return nil
}
