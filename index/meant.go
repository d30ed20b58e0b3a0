package index

import "strings"

// meant is the query with its misspelled words in the form that permitted documents
// have; empty if none is. The rest of it stays as typed.
func (s *search) meant(query string) string {
	mended := map[string]string{}
	for i, c := range s.plan.clauses {
		forms := s.widened[i]
		if c.word != "" && len(forms) > 0 && forms[0] != loosely {
			mended[c.word] = forms[0]
		}
	}
	if len(mended) == 0 {
		return ""
	}
	var b strings.Builder
	end := 0
	scan(query, func(token []byte, from, to int) {
		if form, found := mended[string(token)]; found {
			b.WriteString(query[end:from])
			b.WriteString(form)
			end = to
		}
	})
	if end == 0 {
		return ""
	}
	b.WriteString(query[end:])
	return b.String()
}
