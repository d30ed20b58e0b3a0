package server

import (
	"bytes"
	"slices"
	"testing"

	"lintas/archive"
)

// arrive enters documents one after the other as if they had just been read.
func (o *office) arrive(docs ...*archive.Document) {
	o.t.Helper()
	for _, doc := range docs {
		pdf := onePage(doc.ID)
		blob, err := o.desk.Archive().Blobs().Put(o.t.Context(), bytes.NewReader(pdf), int64(len(pdf)))
		if err != nil {
			o.t.Fatal(err)
		}
		doc.Kind, doc.Status = archive.KindOf(doc.Form), archive.ToConfirm
		doc.Files = []archive.File{{Name: doc.ID + ".pdf", Blob: blob.Sum, Size: blob.Size, Media: "application/pdf"}}
		if _, err := o.desk.act(o.t.Context(), archive.ByReader, archive.DidRead, func(w *work) error {
			w.change(doc)
			if err := w.settleParties(doc); err != nil {
				return err
			}
			return w.link(doc)
		}); err != nil {
			o.t.Fatalf("document %s: %v", doc.ID, err)
		}
	}
}

// together reports whether two documents are in one case.
func (o *office) together(a, b string) bool {
	o.t.Helper()
	return slices.ContainsFunc(o.casesOf(a), func(id string) bool { return slices.Contains(o.casesOf(b), id) })
}

func (o *office) casesOf(id string) []string {
	o.t.Helper()
	doc, err := o.desk.Archive().Read(archive.System()).Document(id)
	if err != nil {
		o.t.Fatal(err)
	}
	var ids []string
	for _, link := range doc.Cases {
		ids = append(ids, link.Case)
	}
	return ids
}

func about(id string, day archive.Date, workers ...archive.Mention) *archive.Document {
	return &archive.Document{Head: archive.Head{ID: id}, Form: archive.SuratDinas, Numbers: []string{"B." + id + "/PP.01/2025"}, Date: day, Subject: "Surat " + id, Workers: workers}
}

func citing(doc *archive.Document, relation archive.Relation, target string) *archive.Document {
	doc.References = append(doc.References, archive.Reference{Number: "B." + target + "/PP.01/2025", Relation: relation, About: "letter"})
	return doc
}

func worker(name, country, passport string) archive.Mention {
	return archive.Mention{Name: name, Country: country, Passport: passport}
}

func TestNamesakesOfOtherCountriesYearsAndPassportsStayApart(t *testing.T) {
	first := func() *archive.Document {
		return about("1", "2024-01-10", worker("Siti Aminah", "Malaysia", "C7120384"))
	}
	for what, other := range map[string]*archive.Document{
		"another country":  about("2", "2024-02-10", worker("Siti Aminah", "Arab Saudi", "")),
		"another year":     about("2", "2027-02-10", worker("Siti Aminah", "Malaysia", "")),
		"another passport": about("2", "2024-02-10", worker("Siti Aminah", "Malaysia", "E9913077")),
		"another NIK":      about("2", "2024-02-10", archive.Mention{Name: "Siti Aminah", Country: "Malaysia", NIK: "3212275205879947"}),
		"a part of it":     about("2", "2024-02-10", worker("Aminah", "Malaysia", "")),
		"a twin":           about("2", "2024-02-10", worker("Siti Aminatun", "Malaysia", "C7120385")),
	} {
		o := openOffice(t)
		known := first()
		if what == "another NIK" {
			known.Workers[0].NIK = "3507162301909489"
		}
		o.arrive(known, other)
		if o.together("1", "2") {
			t.Errorf("%s: the letters are in one case", what)
		}
	}
}

func TestOnePersonIsFoundAgainThroughSlipsAndDamage(t *testing.T) {
	for what, again := range map[string]archive.Mention{
		"the same passport":       worker("St. Aminah", "", "C 7120384"),
		"a slip in the passport":  worker("Siti Aminah", "Malaysia", "C7120334"),
		"a misread name":          worker("Siti Arninah", "Malaysia", ""),
		"a letter lost":           worker("Siti Amiah", "Malaysia", ""),
		"an alias":                {Name: "Fatimah", Alias: "Siti Aminah", Country: "Malaysia"},
		"the name and no country": worker("SITI AMINAH", "", ""),
	} {
		o := openOffice(t)
		o.arrive(about("1", "2024-01-10", worker("Siti Aminah", "Malaysia", "C7120384")), about("2", "2024-03-10", again))
		if !o.together("1", "2") {
			t.Errorf("%s: the letters are in two cases", what)
		}
	}
}

func TestLettersThatNameNobodyFollowTheirThread(t *testing.T) {
	o := openOffice(t)
	o.arrive(
		citing(about("3", "2024-02-01"), archive.Replies, "2"),
		about("1", "2024-01-10", worker("Siti Aminah", "Malaysia", "")),
		citing(about("4", "2024-02-09"), archive.Reminds, "3"),
		citing(about("2", "2024-01-20"), archive.FollowsUp, "1"),
		citing(about("5", "2024-03-09"), archive.Mentions, "4"),
	)
	for _, id := range []string{"2", "3", "4", "5"} {
		if !o.together("1", id) {
			t.Errorf("letter %s is not in the case of its thread", id)
		}
	}
	if n := len(o.openProposals()); n != 1 {
		t.Errorf("%d cases are proposed for one thread", n)
	}
}

func (o *office) openProposals() []*archive.Case {
	o.t.Helper()
	var answer struct {
		Items []struct{ Case *archive.Case }
	}
	o.as(o.person("pembaca", archive.Staff, archive.TopSecret)).get("/api/v1/cases").want(200, &answer)
	var cases []*archive.Case
	for _, item := range answer.Items {
		cases = append(cases, item.Case)
	}
	return cases
}

func TestAThreadWithoutWorkersIsACaseOfItsOwnAndACircularIsNone(t *testing.T) {
	o := openOffice(t)
	circular := about("9", "2024-01-02")
	circular.Form = archive.SuratEdaran
	o.arrive(about("1", "2024-01-10"), citing(about("2", "2024-01-20"), archive.Replies, "1"), circular, citing(about("3", "2024-02-01"), archive.FollowsUp, "9"), about("4", "2024-02-02"))
	if !o.together("1", "2") {
		t.Error("a question and its answer are in no case together")
	}
	for _, id := range []string{"3", "4", "9"} {
		if cases := o.casesOf(id); len(cases) > 0 {
			t.Errorf("letter %s is in %v", id, cases)
		}
	}
}

func TestACircularDoesNotDrawTogetherTheCasesThatCiteIt(t *testing.T) {
	o := openOffice(t)
	o.arrive(about("1", "2024-01-02"),
		citing(about("2", "2024-02-01", worker("Sutarmi", "Taiwan", "")), archive.FollowsUp, "1"),
		citing(about("3", "2024-02-03", worker("Rohaeni", "Arab Saudi", "")), archive.FollowsUp, "1"))
	if o.together("2", "3") {
		t.Error("two workers came into one case because their letters follow up the same one")
	}
}

func TestAListOfManyWorkersDoesNotDrawTheirCasesTogether(t *testing.T) {
	o := openOffice(t)
	names := []string{"Sutarmi", "Rohaeni", "Pardiyanto", "Lilis Kurniawati", "Umi Nurjanah", "Enung Nurhayati", "Kokom Komalasari", "Titin Suhartini", "Asep Hidayat"}
	var list []archive.Mention
	for i, name := range names {
		list = append(list, worker(name, "Malaysia", "C880000"+string(rune('0'+i))))
	}
	o.arrive(about("1", "2024-01-10", list[0]), about("2", "2024-01-11", list[1]), about("3", "2024-02-01", list...), about("4", "2024-02-05", list[0]), about("5", "2024-02-06", list[1]))
	if !o.together("1", "3") || !o.together("2", "3") || !o.together("1", "4") || !o.together("2", "5") {
		t.Error("the list is not tied to the cases of its people")
	}
	if o.together("1", "2") || o.together("4", "5") {
		t.Error("the list has drawn the cases of its people together")
	}
}

func TestTwoProposalsThatTurnOutToBeOneCaseAreFoldedUntilAPersonHasSpoken(t *testing.T) {
	for _, confirmed := range []bool{false, true} {
		o := openOffice(t)
		o.arrive(about("1", "2024-01-10", worker("Susanti Mahfud", "Arab Saudi", "")), about("2", "2024-01-20", worker("Susanti", "Arab Saudi", "")))
		if o.together("1", "2") {
			t.Fatal("a part of a name was enough")
		}
		if confirmed {
			for _, id := range []string{"1", "2"} {
				if _, _, err := o.desk.EditDocument(t.Context(), officer(), id, 0, []byte(`{"status":"registered"}`)); err != nil {
					t.Fatal(err)
				}
			}
		}
		o.arrive(citing(citing(about("3", "2024-02-01", worker("Susanti Mahfud", "", "")), archive.FollowsUp, "1"), archive.Replies, "2"))
		if o.together("1", "2") == confirmed {
			t.Errorf("confirmed %t: together %t", confirmed, o.together("1", "2"))
		}
		if n := len(o.openProposals()); confirmed && n != 2 || !confirmed && n != 1 {
			t.Errorf("confirmed %t: %d cases", confirmed, n)
		}
	}
}

func TestAGroupWhoseLettersCameFirstIsOneCaseOnceALetterNamesThemTogether(t *testing.T) {
	o := openOffice(t)
	group := []archive.Mention{worker("Yuliana Tefa", "Malaysia", ""), worker("Slamet Riyadi", "Malaysia", ""), worker("Jumadil", "Malaysia", "")}
	o.arrive(about("1", "2026-01-21", group[0]), about("2", "2026-01-22", group[1]))
	if o.together("1", "2") {
		t.Fatal("two people who have nothing to do with each other are in one case")
	}
	o.arrive(about("3", "2026-01-13", group...))
	if !o.together("1", "2") || !o.together("1", "3") || len(o.openProposals()) != 1 {
		t.Errorf("the group is in %d cases", len(o.openProposals()))
	}
}

func TestTwoSpellingsInOneLetterAreTwoPeople(t *testing.T) {
	c := &archive.Case{}
	addToCase(c, about("1", "2024-01-10"), []archive.Mention{{Name: "Rohana"}, {Name: "Rohani"}, {Name: "Sutarmi"}})
	addToCase(c, about("2", "2024-01-11"), []archive.Mention{{Name: "Rohani"}, {Name: "Sutarni"}})
	if len(c.Workers) != 3 || c.Workers[1].Name != "Rohani" || !slices.Contains(c.Workers[2].Variants, "Sutarni") {
		t.Errorf("workers %+v", c.Workers)
	}
}
