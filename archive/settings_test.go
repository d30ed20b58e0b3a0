package archive_test

import (
	"slices"
	"testing"

	"lintas/archive"
)

func TestADefaultRuleCountsFromReceipt(t *testing.T) {
	s := archive.DefaultSettings()
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	for u, n := range map[archive.Urgency]int{archive.VeryUrgent: 1, archive.Urgent: 2, archive.Important: 3, archive.Normal: 5, archive.NoUrgency: 5} {
		r := s.DefaultRule(u)
		if r.Kind != archive.WorkingDays || r.N != n || r.Base != archive.FromReceipt || !r.Default || r.Source == "" {
			t.Errorf("%q: %+v", u, r)
		}
	}
	s.Defaults = []archive.DefaultRule{{Urgency: archive.NoUrgency, Kind: archive.CalendarDay, N: 14}}
	if r := s.DefaultRule(archive.Urgent); r.N != 14 {
		t.Errorf("an urgency without an entry: %+v", r)
	}
	s.Defaults = nil
	if r := s.DefaultRule(archive.Urgent); r.Kind != archive.NoTime {
		t.Errorf("no entries: %+v", r)
	}
}

func TestSettingsAreRefusedWithAReason(t *testing.T) {
	for field, spoil := range map[string]func(*archive.Settings){
		"max_file": func(s *archive.Settings) { s.MaxFile = -1 },
		"defaults": func(s *archive.Settings) { s.Defaults[0].N = 0 },
	} {
		s := archive.DefaultSettings()
		spoil(s)
		wantInvalid(t, s, field)
	}
	s := archive.DefaultSettings()
	s.Defaults[0].Kind = archive.ByDate
	wantInvalid(t, s, "defaults")
}

func TestProblemTypesHaveWordsOfTheirOwn(t *testing.T) {
	codes, words := make(map[string]bool), make(map[string]string)
	for _, p := range archive.ProblemTypes() {
		if codes[p.Code] || p.Text.ID == "" || p.Text.EN == "" || len(p.Words) == 0 {
			t.Errorf("%+v", p)
		}
		codes[p.Code] = true
		for _, w := range p.Words {
			if words[w] != "" {
				t.Errorf("%q belongs to %s and %s", w, words[w], p.Code)
			}
			words[w] = p.Code
		}
	}
	for _, code := range []string{"unpaid_wages", "death", "trafficking", "lost_contact", "failed_departure", "wants_home"} {
		if !codes[code] {
			t.Errorf("%s is missing", code)
		}
	}
}

func TestCountriesAreFoundByTheirSpellings(t *testing.T) {
	for text, code := range map[string]string{
		"Arab Saudi": "SA", "KSA": "SA", "Saudi Arabia": "SA", "Kerajaan Arab Saudi": "SA",
		"UEA": "AE", "Persatuan Emirat Arab": "AE", "Korsel": "KR", "Republik Korea": "KR",
		"Hongkong": "HK", "bekerja di Hong Kong sejak 2019": "HK", "RRT": "CN", "Cina": "CN",
		"Syria": "SY", "Jordan": "JO", "Burma": "MM", "Timor-Leste": "TL", "Sabah, Malaysia": "MY", "Brunei": "BN",
	} {
		if c, ok := archive.FindCountry(text); !ok || c.Code != code {
			t.Errorf("%q: %s %v, want %s", text, c.Code, ok, code)
		}
	}
	for _, text := range []string{"", "Indramayu", "Omana", "Indiana"} {
		if c, ok := archive.FindCountry(text); ok {
			t.Errorf("%q: %s", text, c.Code)
		}
	}
	var codes []string
	for _, c := range archive.Countries() {
		if slices.Contains(codes, c.Code) {
			t.Errorf("%s is there twice", c.Code)
		}
		codes = append(codes, c.Code)
	}
}
