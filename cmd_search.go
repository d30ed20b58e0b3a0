package main

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lintas/archive"
	"lintas/server"
	"lintas/storage"
)

func (a *app) searchCommand() *cobra.Command {
	var order, cursor string
	limit := 10
	command := &cobra.Command{
		Use:   "search WORDS…",
		Short: "Find documents by anything remembered of them",
		Long: "Find documents by words, a \"phrase\", a fragment of a number, or fields:\n" +
			"nomor: dari: kepada: instansi: hal: kasus: pmi: jenis: tanggal:2023-01..2023-06 tenggat:lampau,\n" +
			"times and states in words: bulan lalu, belum dijawab. docs/search.md has all of it.",
		Example: "  lintas search gaji tidak dibayar\n  lintas search 'nomor:1605 dari:bp2mi tanggal:2024'",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(command *cobra.Command, words []string) error {
			return a.search(command.Context(), server.SearchRequest{Query: strings.Join(words, " "), Sort: order, Limit: limit, Cursor: cursor})
		},
	}
	command.Flags().StringVar(&order, "sort", "relevance", "relevance or date")
	command.Flags().IntVar(&limit, "limit", 10, "hits to show, at most 100")
	command.Flags().StringVar(&cursor, "cursor", "", "the next page: the cursor printed under the one before")
	return command
}

// found is the answer to a search, in the form of the API.
type found struct {
	Total    uint64     `json:"total"`
	Hits     []foundHit `json:"hits"`
	Problems []string   `json:"problems"`
	Readings []string   `json:"readings"`
	Meant    string     `json:"meant,omitempty"`
	Took     int64      `json:"took_ms"`
	Next     string     `json:"next"`
}

type foundHit struct {
	Document foundDocument    `json:"document"`
	Snippets []server.Snippet `json:"snippets"`
	Score    float64          `json:"score"`
}

type foundDocument struct {
	ID      string          `json:"id"`
	Title   string          `json:"title"`
	Numbers []string        `json:"numbers"`
	Date    archive.Date    `json:"date,omitempty"`
	From    archive.Party   `json:"from,omitzero"`
	To      []archive.Party `json:"to,omitempty"`
	Subject string          `json:"subject,omitempty"`
	Status  archive.Status  `json:"status"`
	Secrecy archive.Secrecy `json:"secrecy"`
	Cases   []string        `json:"cases,omitempty"`
	File    *foundFile      `json:"file,omitempty"`
}

type foundFile struct {
	Name string `json:"name"`
}

func (a *app) search(ctx context.Context, q server.SearchRequest) error {
	answer, err := a.searchIn(ctx, q)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(answer)
	}
	for _, p := range append(answer.Readings, answer.Problems...) {
		a.note("%s", "%s", p)
	}
	if answer.Meant != "" {
		a.note("Maksud Anda: %s", "Did you mean: %s", answer.Meant)
	}
	for _, hit := range answer.Hits {
		doc := hit.Document
		a.printf("%s  %s  %s", "%s  %s  %s", orDash(string(doc.Date)), orDash(strings.Join(doc.Numbers, " & ")), partyName(doc.From))
		a.printf("    %s", "    %s", cut(doc.Title, 100))
		for _, s := range hit.Snippets[:min(1, len(hit.Snippets))] {
			a.printf("    hlm. %d: %s", "    p. %d: %s", s.Page, a.marked(s))
		}
	}
	a.printf("%d naskah ditemukan.", "%d documents found.", answer.Total)
	if answer.Next != "" {
		a.printf("Berikutnya: --cursor %s", "Next: --cursor %s", answer.Next)
	}
	return nil
}

// marked puts the words found between marks a terminal can show.
func (a *app) marked(s server.Snippet) string {
	var b strings.Builder
	bold := onTerminal(a.out)
	for _, part := range s.Parts {
		text := strings.Join(strings.FieldsFunc(part.Text, func(r rune) bool { return r == '\n' || r == '\t' }), " ")
		if part.Hit && bold {
			text = "\x1b[1m" + text + "\x1b[0m"
		}
		b.WriteString(text)
	}
	return b.String()
}

func (a *app) searchIn(ctx context.Context, q server.SearchRequest) (found, error) {
	var answer found
	if a.server == "" {
		if err := a.existing(); err != nil {
			return answer, err
		}
		err := a.withDesk(ctx, server.Config{}, false, func(ctx context.Context, desk *server.Desk) error {
			if err := desk.CatchUp(ctx); err != nil {
				return err
			}
			result, err := desk.Search(ctx, server.LocalViewer(), q)
			if err != nil {
				return err
			}
			answer = a.foundFrom(result)
			return nil
		})
		if archive.CodeOf(err) != archive.Locked {
			return answer, err
		}
		remote, err := a.remote(err)
		if err != nil {
			return answer, err
		}
		return answer, remote.get(ctx, "/search", searchQuery(q), &answer)
	}
	remote, err := a.remote(nil)
	if err != nil {
		return answer, err
	}
	return answer, remote.get(ctx, "/search", searchQuery(q), &answer)
}

func searchQuery(q server.SearchRequest) url.Values {
	return url.Values{"q": {q.Query}, "sort": {q.Sort}, "limit": {strconv.Itoa(q.Limit)}, "cursor": {q.Cursor}}
}

func (a *app) foundFrom(result server.SearchResult) found {
	answer := found{Total: result.Total, Hits: []foundHit{}, Problems: []string{}, Readings: []string{}, Meant: result.Meant, Took: result.Took.Milliseconds(), Next: result.Next}
	for _, r := range result.Readings {
		answer.Readings = append(answer.Readings, r.In(a.lang))
	}
	for _, p := range result.Problems {
		answer.Problems = append(answer.Problems, p.In(a.lang))
	}
	for _, hit := range result.Hits {
		answer.Hits = append(answer.Hits, foundHit{Document: foundDocumentOf(hit.Document), Snippets: hit.Snippets, Score: hit.Score})
	}
	return answer
}

func foundDocumentOf(doc *archive.Document) foundDocument {
	f := foundDocument{ID: doc.ID, Title: doc.Title(), Numbers: doc.Numbers, Date: doc.Date, From: doc.From, To: doc.To, Subject: doc.Subject, Status: doc.Status, Secrecy: doc.Secrecy}
	for _, link := range doc.Cases {
		f.Cases = append(f.Cases, link.Case)
	}
	if len(doc.Files) > 0 {
		f.File = &foundFile{doc.Files[0].Name}
	}
	return f
}

func (a *app) overdueCommand() *cobra.Command {
	limit := 50
	command := &cobra.Command{
		Use:   "overdue",
		Short: "Replies that are owed and late: who owes what, since when",
		Args:  cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			items, err := a.overdueItems(command.Context(), limit)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"items": items})
			}
			return a.printOverdue(items)
		},
	}
	command.Flags().IntVar(&limit, "limit", 50, "deadlines to show, at most 1000")
	return command
}

// overdueItem is a deadline in the form of the API.
type overdueItem struct {
	Deadline *archive.Deadline `json:"deadline"`
	Due      archive.Date      `json:"due"`
	DaysLate int               `json:"days_late"`
	Document *foundDocument    `json:"document,omitempty"`
	Answer   *foundDocument    `json:"answer,omitempty"` // that seems to answer it; Deadline.Answer says when
}

func (a *app) overdueItems(ctx context.Context, limit int) ([]overdueItem, error) {
	items := []overdueItem{}
	cause := error(nil)
	if a.server == "" {
		if err := a.existing(); err != nil {
			return nil, err
		}
		cause = a.withDesk(ctx, server.Config{}, false, func(ctx context.Context, desk *server.Desk) error {
			var err error
			items, err = overdueFrom(ctx, desk, limit)
			return err
		})
		if archive.CodeOf(cause) != archive.Locked {
			return items, cause
		}
	}
	remote, err := a.remote(cause)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Items []overdueItem `json:"items"`
	}
	err = remote.get(ctx, "/deadlines", url.Values{"state": {"overdue"}, "limit": {strconv.Itoa(min(limit, 200))}}, &answer)
	return answer.Items, err
}

func overdueFrom(ctx context.Context, desk *server.Desk, limit int) ([]overdueItem, error) {
	v, today := server.LocalViewer(), desk.Today()
	reader := desk.Archive().Read(v)
	page, err := reader.Deadlines(ctx, storage.DeadlineQuery{Open: true, DueTo: today.AddDays(-1), Limit: limit})
	if err != nil {
		return nil, err
	}
	items := []overdueItem{}
	for _, due := range page.Items {
		item := overdueItem{Deadline: desk.ShowDeadline(v, due), Due: due.Effective(), DaysLate: due.Effective().DaysUntil(today)}
		if item.Document, err = foundByID(desk, due.Document); err != nil {
			return nil, err
		}
		if due.Answer != nil {
			if item.Answer, err = foundByID(desk, due.Answer.Document); err != nil {
				return nil, err
			}
		}
		items = append(items, item)
	}
	return items, nil
}

// foundByID returns a document of the archive, nil if it is not there.
func foundByID(desk *server.Desk, id string) (*foundDocument, error) {
	v := server.LocalViewer()
	doc, err := desk.Archive().Read(v).Document(id)
	if id == "" || archive.CodeOf(err) == archive.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	brief := foundDocumentOf(desk.ShowDocument(v, doc))
	return &brief, nil
}

func (a *app) printOverdue(items []overdueItem) error {
	if len(items) == 0 {
		a.printf("Tidak ada tenggat yang terlewat.", "No deadline has been missed.")
		return nil
	}
	t := &table{}
	t.add(a.text("terlambat", "late"), a.text("jatuh tempo", "due"), a.text("yang berutang", "owed by"), a.text("kepada", "owed to"), a.text("surat", "letter"), a.text("usulan jawaban", "proposed answer"), a.text("yang ditunggu", "what"))
	for _, item := range items {
		number := ""
		if item.Document != nil {
			number = strings.Join(item.Document.Numbers, " & ")
		}
		t.add(fmt.Sprintf(a.text("%d hari", "%d days"), item.DaysLate), string(item.Due), cut(partyName(item.Deadline.OwedBy), 34), cut(partyName(item.Deadline.OwedTo), 24), orDash(number), proposedAnswer(item), cut(item.Deadline.What, 60))
	}
	return t.print(a.out)
}

// proposedAnswer is the number and day of the letter that seems to answer a deadline.
func proposedAnswer(item overdueItem) string {
	if item.Deadline.Answer == nil {
		return "–"
	}
	words := string(item.Deadline.Answer.Date)
	if item.Answer != nil && len(item.Answer.Numbers) > 0 {
		words = item.Answer.Numbers[0] + ", " + words
	}
	return words
}

func partyName(p archive.Party) string {
	switch {
	case p.Name != "":
		return p.Name
	case p.Printed != "":
		return p.Printed
	}
	return "–"
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
