package server

import (
	"context"
	"encoding/json"
	"slices"

	"lintas/archive"
)

// surelyKnown is the score from which a printed name is the agency's own: a letter that means
// somebody else by it is no reason to read it otherwise on the next.
const surelyKnown = 0.95

// learn keeps what a person's correction of the parties of a document says of the names and
// the number printed on it, for the next letter.
func (w *work) learn(v archive.Viewer, doc, before *archive.Document, keys []string) error {
	if touches(keys, "from") {
		if err := w.learnName(v, doc, before.From, doc.From); err != nil {
			return err
		}
		if err := w.learnFamily(v, doc, before.From); err != nil {
			return err
		}
	}
	for field, lists := range map[string][2][]archive.Party{"to": {before.To, doc.To}, "copies": {before.Copies, doc.Copies}} {
		if !touches(keys, field) || len(lists[0]) != len(lists[1]) {
			continue
		}
		for i, was := range lists[0] {
			if err := w.learnName(v, doc, was, lists[1][i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// learnName notes that a printed name means the agency a person has put in place of the one
// proposed.
func (w *work) learnName(v archive.Viewer, doc *archive.Document, was, is archive.Party) error {
	if is.Agency == was.Agency || was.Printed == "" || archive.AliasKey(was.Printed) == "" {
		return nil
	}
	taught := w.books.alias(archive.NameAlias, was.Printed, doc.Secrecy)
	if taught != nil && taught.Document == doc.ID && w.unsettled(is.Agency) { // a correction taken back takes its lesson with it
		dropped := *taught
		dropped.Dropped, dropped.By, dropped.At = true, v.ID, w.now()
		w.change(&dropped)
		w.books = w.books.without(taught)
		return nil
	}
	if is.Agency == "" {
		return nil
	}
	known, score := w.books.find(was.Printed, doc.Secrecy)
	if known != nil && (known.ID == is.Agency || score >= surelyKnown && !known.Proposed && taught == nil) {
		return nil
	}
	return w.teach(v, doc, archive.Alias{Kind: archive.NameAlias, Text: was.Printed, Agency: is.Agency, Unit: is.Unit})
}

// unsettled reports whether an agency is none, or one that only the machine has proposed.
func (w *work) unsettled(id string) bool {
	if id == "" {
		return true
	}
	agency, err := w.agency(id)
	return err == nil && agency.Proposed
}

// without returns the books less one alias.
func (b *books) without(alias *archive.Alias) *books {
	var rest []*archive.Alias
	for _, same := range b.aliases {
		for _, a := range same {
			if a.ID != alias.ID {
				rest = append(rest, a)
			}
		}
	}
	next := *b
	next.agencies, next.aliases = archive.NewTaughtDirectory(b.shelves.agencies, rest), aliasesByKey(rest)
	return &next
}

// learnFamily notes whose a number family is, when it had told nothing or the wrong agency.
func (w *work) learnFamily(v archive.Viewer, doc *archive.Document, was archive.Party) error {
	family := archive.FamilyOf(doc.Number())
	if family == "" || doc.From.Agency == "" || doc.From.Agency == was.Agency {
		return nil
	}
	if known, _ := w.books.agencies.ByNumber(doc.Number()); known != nil && (known.ID == doc.From.Agency || known.ID != was.Agency) {
		return nil
	}
	if known, score := w.books.find(was.Printed, doc.Secrecy); known != nil && known.ID == was.Agency && score >= surelyKnown {
		return nil // its letterhead says so too: the correction is of this letter only
	}
	return w.teach(v, doc, archive.Alias{Kind: archive.NumberAlias, Text: family, Agency: doc.From.Agency})
}

// teach writes an alias down, in place of the one the archive had for the same text.
func (w *work) teach(v archive.Viewer, doc *archive.Document, lesson archive.Alias) error {
	agency, err := w.agency(lesson.Agency)
	if err != nil || !v.Sees(agency.Level()) || agency.Level() > doc.Secrecy {
		return nil //nolint:nilerr // nothing is learnt of an agency that may not be known
	}
	if same := w.books.alias(lesson.Kind, lesson.Text, doc.Secrecy); same != nil && same.Secrecy == doc.Secrecy {
		lesson.Head = same.Head
	} else {
		lesson.ID = w.newID()
	}
	lesson.Document, lesson.By, lesson.At, lesson.Secrecy = doc.ID, v.ID, w.now(), doc.Secrecy
	if lesson.Validate() != nil {
		return nil // too long or too poor to be told from others
	}
	w.change(&lesson)
	return nil
}

// recall puts what has been learnt in place of what the rules of names made of the parties that
// a reading has just proposed.
func (w *work) recall(doc *archive.Document) error {
	if !doc.Confirmed("from") {
		w.recallParty(&doc.From, doc.Secrecy)
	}
	for field, parties := range map[string][]archive.Party{"to": doc.To, "copies": doc.Copies} {
		for i := range parties {
			if !doc.Confirmed(field) {
				w.recallParty(&parties[i], doc.Secrecy)
			}
		}
	}
	for i := range doc.References {
		if doc.References[i].By == "" {
			w.recallParty(&doc.References[i].Agency, doc.Secrecy)
		}
	}
	dues, err := w.deadlines(doc.ID)
	if err != nil {
		return err
	}
	for _, due := range dues {
		if due.Proposed {
			w.recallParty(&due.OwedBy, due.Secrecy)
			w.recallParty(&due.OwedTo, due.Secrecy)
		}
	}
	return nil
}

func (w *work) recallParty(p *archive.Party, level archive.Secrecy) {
	alias := w.books.alias(archive.NameAlias, p.Printed, level)
	if alias == nil || p.Printed == "" {
		return
	}
	agency, err := w.agency(alias.Agency)
	if err != nil || !seenAt(agency, level) {
		return // it means an agency that may not be known here
	}
	p.Agency, p.Name = agency.ID, agency.Name
	if alias.Unit != "" {
		p.Unit = alias.Unit
	}
}

// alias returns what was learnt of a text up to a level, the most secret first; nil if nothing
// was.
func (b *books) alias(kind archive.AliasKind, text string, level archive.Secrecy) *archive.Alias {
	asked := archive.Alias{Kind: kind, Text: text}
	var best *archive.Alias
	for _, a := range b.aliases[aliasName{kind, asked.Key()}] {
		if a.Secrecy <= level && (best == nil || a.Secrecy > best.Secrecy) {
			best = a
		}
	}
	return best
}

type aliasName struct {
	kind archive.AliasKind
	key  string
}

// aliasesByKey are the aliases that count.
func aliasesByKey(all []*archive.Alias) map[aliasName][]*archive.Alias {
	byKey := map[aliasName][]*archive.Alias{}
	for _, a := range all {
		if !a.Dropped {
			name := aliasName{a.Kind, a.Key()}
			byKey[name] = append(byKey[name], a)
		}
	}
	return byKey
}

// aliasFields are the fields of an alias that people may set.
type aliasFields struct {
	Kind    archive.AliasKind `json:"kind"`
	Text    string            `json:"text"`
	Agency  string            `json:"agency"`
	Unit    string            `json:"unit"`
	Dropped bool              `json:"dropped"`
}

// NewAlias teaches an alias by hand.
func (d *Desk) NewAlias(ctx context.Context, v archive.Viewer, fields json.RawMessage) (*archive.Alias, uint64, error) {
	return d.changeAlias(ctx, v, func(w *work) (*archive.Alias, error) {
		alias := &archive.Alias{Head: archive.Head{ID: w.newID()}, Kind: archive.NameAlias}
		if err := w.editAlias(v, alias, fields); err != nil {
			return nil, err
		}
		if same := w.books.alias(alias.Kind, alias.Text, archive.Ordinary); same != nil {
			refusal := archive.Fail(archive.Duplicate, "Alias ini sudah ada.", "This alias is there already.")
			refusal.Current = same
			return nil, refusal
		}
		return alias, nil
	})
}

// EditAlias changes what was learnt. {"dropped":true} takes it out, {"dropped":false} brings it
// back.
func (d *Desk) EditAlias(ctx context.Context, v archive.Viewer, id string, rev uint64, patch json.RawMessage) (*archive.Alias, uint64, error) {
	return d.changeAlias(ctx, v, func(w *work) (*archive.Alias, error) {
		alias, err := w.tx.Alias(id)
		if err != nil {
			return nil, err
		}
		if !v.Sees(alias.Secrecy) {
			return nil, hidden()
		}
		if rev != 0 && rev != alias.Rev {
			return nil, stale(alias)
		}
		return alias, w.editAlias(v, alias, patch)
	})
}

func (d *Desk) changeAlias(ctx context.Context, v archive.Viewer, change func(*work) (*archive.Alias, error)) (*archive.Alias, uint64, error) {
	if !v.May(archive.Register) {
		return nil, 0, forbidden()
	}
	var alias *archive.Alias
	act, err := d.act(ctx, v.ID, archive.DidEditAlias, func(w *work) (err error) {
		if alias, err = change(w); err != nil {
			return err
		}
		w.change(alias)
		return alias.Validate()
	})
	if err != nil {
		return nil, 0, err
	}
	return alias, act.Seq, nil
}

func (w *work) editAlias(v archive.Viewer, alias *archive.Alias, patch json.RawMessage) error {
	fields := aliasFields{alias.Kind, alias.Text, alias.Agency, alias.Unit, alias.Dropped}
	keys, err := mergeInto(&fields, patch)
	if err != nil {
		return err
	}
	if touches(keys, "agency") {
		if err := w.checkAgency(v, &archive.Party{Agency: fields.Agency}, "agency"); err != nil {
			return err
		}
	}
	alias.Kind, alias.Text, alias.Agency, alias.Unit, alias.Dropped = fields.Kind, fields.Text, fields.Agency, fields.Unit, fields.Dropped
	alias.By, alias.At = v.ID, w.now()
	return nil
}

// Aliases returns what the archive has learnt, as far as the viewer may see it, the latest first.
func (d *Desk) Aliases(ctx context.Context, v archive.Viewer, dropped bool) ([]*archive.Alias, error) {
	all, err := d.archive.Read(v).Aliases(ctx)
	if err != nil {
		return nil, err
	}
	g := d.gaze(v)
	all = slices.DeleteFunc(all, func(a *archive.Alias) bool {
		return a.Dropped != dropped || !g.sees(archive.AgencyRecord, a.Agency)
	})
	slices.SortStableFunc(all, func(a, b *archive.Alias) int { return b.At.Compare(a.At) })
	for i, a := range all {
		if a.Document != "" && !g.sees(archive.DocumentRecord, a.Document) {
			shown := *a
			shown.Document = ""
			all[i] = &shown
		}
	}
	return all, nil
}
