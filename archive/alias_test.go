package archive_test

import (
	"testing"

	"lintas/archive"
)

func TestAFamilyKeepsTheOfficeAndOpensTheRest(t *testing.T) {
	for number, want := range map[string]string{
		"B.1150/KA/PP.01/IX/2023":                 "B.#/KA/*/%/#",
		"B.1605/D2/PP.02.03/IX/2024":              "B.#/D2/*/%/#",
		"UND-144/PR.4/2017":                       "UND-#/PR.#/#",
		"KDEI/771/NAKER/V/2025":                   "KDEI/#/NAKER/%/#",
		"307/Dt.4.2.ND/11/2017":                   "#/DT.#.#.ND/#/#",
		"500.15.9/1402/405.27/2025":               "", // says nothing but digits
		"B/67/I/2017":                             "", // one letter that half the country uses
		"AT220/2026":                              "",
		"":                                        "",
		"00954/PK/07/2026/67":                     "#/PK/#/#/#",
		"B-00914/JEDDAH/250905":                   "B-#/JEDDAH/#",
		"586/Um/PB/XXIII/2026":                    "#/UM/PB/XXIII/#",
		"139/Kemensos.PSBR RIAU/KP.08.01/08/2017": "#/KEMENSOS.PSBR RIAU/*/#/#",
	} {
		if got := archive.FamilyOf(number); got != want {
			t.Errorf("%s: %q, want %q", number, got, want)
		}
	}
}

func TestWhatWasTaughtComesBeforeTheRulesOfNames(t *testing.T) {
	agencies := []*archive.Agency{{Head: archive.Head{ID: "a"}, Name: "Dinas Ketenagakerjaan Kota Malang", Patterns: []string{"B.#/XY/*/%/#"}}, {Head: archive.Head{ID: "b"}, Name: "BP3MI Jawa Timur"}}
	alias := func(kind archive.AliasKind, text string) *archive.Alias {
		return &archive.Alias{Head: archive.Head{ID: text}, Kind: kind, Text: text, Agency: "b"}
	}
	name, family := alias(archive.NameAlias, "Kantor Wilayah Timur Raya"), alias(archive.NumberAlias, "B.#/XY/*/%/#")
	d := archive.NewTaughtDirectory(agencies, []*archive.Alias{name, family})
	if a, score := d.Find("KANTOR  WILAYAH TlMUR RAYA"); a == nil || a.ID != "b" || score < archive.HighConfidence {
		t.Errorf("the printed name means %+v, %v", a, score)
	}
	if a, _ := d.ByNumber("B.12/XY/PP.01/IX/2025"); a == nil || a.ID != "b" {
		t.Errorf("the number is of %+v", a)
	}
	name.Dropped, family.Secrecy = true, archive.Secret
	d = archive.NewTaughtDirectory(agencies, []*archive.Alias{name, family})
	if a, _ := d.Find("Kantor Wilayah Timur Raya"); a != nil {
		t.Errorf("taken out, the name still means %s", a.ID)
	}
	if a, _ := d.ByNumber("B.12/XY/PP.01/IX/2025"); a == nil || a.ID != "a" {
		t.Errorf("what a secret letter taught counts for all: %+v", a)
	}
}

func TestAnAliasThatTellsNothingApartIsRefused(t *testing.T) {
	for what, wrong := range map[string]*archive.Alias{
		"no text":    {Kind: archive.NameAlias, Text: " . ", Agency: "b"},
		"no agency":  {Kind: archive.NameAlias, Text: "Kantor"},
		"no kind":    {Text: "Kantor", Agency: "b"},
		"any number": {Kind: archive.NumberAlias, Text: "#/#/%/#", Agency: "b"},
		"one letter": {Kind: archive.NumberAlias, Text: "B/#/%/#", Agency: "b"},
	} {
		wrong.ID = "x"
		if err := wrong.Validate(); archive.CodeOf(err) != archive.Invalid {
			t.Errorf("%s: %v", what, err)
		}
	}
}
