package storage

import (
	"fmt"
	"testing"

	"lintas/archive"
)

func TestARegisterBookHoldsWhatHasNoReceivedDateInTheOrderOfItsNumbers(t *testing.T) {
	a := open(t, t.TempDir())
	for i := range 12 {
		d := letter(fmt.Sprintf("01HZX%021d", i), "", "2024-09-24", archive.Ordinary)
		d.Received, d.Files, d.Kind = "", nil, archive.Note
		d.Agenda = &archive.Agenda{Register: "masuk", Year: 2026, Number: i + 1}
		if i%3 == 0 {
			d.Agenda.Year = 2025
		}
		put(t, a, d)
	}
	secret := letter("01HZX9", "", "2024-09-24", archive.Secret)
	secret.Files, secret.Kind = nil, archive.Note
	secret.Agenda = &archive.Agenda{Register: "masuk-rahasia", Year: 2026, Number: 1}
	put(t, a, secret)

	low := a.Read(archive.Viewer{ID: "u", Clearance: archive.Ordinary})
	var numbers []int
	for q := (DocumentQuery{Book: "masuk", Year: 2026, Limit: 3}); ; {
		page, err := low.Documents(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range page.Items {
			numbers = append(numbers, d.Agenda.Number)
		}
		if q.Cursor = page.Next; q.Cursor == "" {
			break
		}
	}
	if fmt.Sprint(numbers) != "[12 11 9 8 6 5 3 2]" {
		t.Errorf("book of 2026: %v", numbers)
	}
	if page, err := low.Documents(t.Context(), DocumentQuery{Book: "masuk-rahasia", Year: 2026}); err != nil || len(page.Items) != 0 {
		t.Errorf("the secret book shows %d, %v", len(page.Items), err)
	}
}
