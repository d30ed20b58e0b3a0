package reading

import "testing"

func TestAStrokeThatAScanMadeOfAColonIsNoPartOfTheNumber(t *testing.T) {
	for value, want := range map[string]string{
		"1 445/918/RSJMS/IV/2025":    "445/918/RSJMS/IV/2025",
		"1 §60/0774.3/2023":          "560/0774.3/2023",
		"l B.402/D2/PP.04/II/2024":   "B.402/D2/PP.04/II/2024",
		"1 /PWNI/V/2024":             "1 /PWNI/V/2024",
		"B 12/KA/V/2024":             "B 12/KA/V/2024",
		"12 /KA/V/2024":              "12 /KA/V/2024",
		"445/918/RSJMS/IV/2025":      "445/918/RSJMS/IV/2025",
		"1 Maret 2024":               "1 Maret 2024",
		"B-00091/CAPE TOWN/230714":   "B-00091/CAPE TOWN/230714",
		"3/2204/LP.02.04/X/2024 dan": "3/2204/LP.02.04/X/2024 dan",
	} {
		if got := withoutColon(value); got != want {
			t.Errorf("%q is read as %q, want %q", value, got, want)
		}
	}
}

func TestACompanyKeepsTheLastWordOfItsNameBelowTheFirstLine(t *testing.T) {
	whole := entry{parts: []string{"Direktur PT Samudra Awak", "Sejahtera"}}
	town := entry{parts: []string{"Direktur PT Samudra Awak", "Bekasi"}}
	if got := whole.name(); got != "Direktur PT Samudra Awak Sejahtera" {
		t.Errorf("the name is %q", got)
	}
	if got := town.name(); got != "Direktur PT Samudra Awak" {
		t.Errorf("the name with a town below is %q", got)
	}
}
