package archive

import (
	"strings"
	"sync"
)

// Country is where workers are, with the spellings that letters use.
type Country struct {
	Code     string // ISO 3166-1 alpha-2
	Text     Text
	Variants []string // lower case; as single words or phrases
}

// Countries returns the countries of the field, those with most complaints first.
func Countries() []Country {
	return []Country{
		{"MY", Text{"Malaysia", "Malaysia"}, []string{"sabah", "sarawak"}},
		{"SA", Text{"Arab Saudi", "Saudi Arabia"}, []string{"ksa", "saudi", "kerajaan arab saudi", "kingdom of saudi arabia"}},
		{"TW", Text{"Taiwan", "Taiwan"}, []string{"taipei", "taiwan roc"}},
		{"HK", Text{"Hong Kong", "Hong Kong"}, []string{"hongkong", "hong kong sar", "hksar"}},
		{"KR", Text{"Korea Selatan", "South Korea"}, []string{"korsel", "republik korea", "republic of korea"}},
		{"KH", Text{"Kamboja", "Cambodia"}, []string{"kerajaan kamboja"}},
		{"AE", Text{"Uni Emirat Arab", "United Arab Emirates"}, []string{"uea", "pea", "uae", "persatuan emirat arab", "uni emirates arab", "dubai", "abu dhabi"}},
		{"SG", Text{"Singapura", "Singapore"}, nil},
		{"BN", Text{"Brunei Darussalam", "Brunei Darussalam"}, []string{"brunei", "bsb", "negara brunei darussalam"}},
		{"JP", Text{"Jepang", "Japan"}, nil},
		{"MM", Text{"Myanmar", "Myanmar"}, []string{"burma"}},
		{"TH", Text{"Thailand", "Thailand"}, []string{"muangthai"}},
		{"LA", Text{"Laos", "Laos"}, []string{"lao pdr", "lao peoples democratic republic"}},
		{"VN", Text{"Vietnam", "Vietnam"}, []string{"viet nam"}},
		{"PH", Text{"Filipina", "Philippines"}, []string{"pilipina", "the philippines"}},
		{"TL", Text{"Timor-Leste", "Timor-Leste"}, []string{"timor leste", "timor timur"}},
		{"CN", Text{"Tiongkok", "China"}, []string{"rrt", "cina", "republik rakyat tiongkok", "republik rakyat china", "prc"}},
		{"MO", Text{"Makau", "Macau"}, []string{"macao"}},
		{"QA", Text{"Qatar", "Qatar"}, []string{"katar"}},
		{"KW", Text{"Kuwait", "Kuwait"}, nil},
		{"BH", Text{"Bahrain", "Bahrain"}, []string{"bahrein"}},
		{"OM", Text{"Oman", "Oman"}, nil},
		{"JO", Text{"Yordania", "Jordan"}, []string{"jordania"}},
		{"SY", Text{"Suriah", "Syria"}, []string{"siria"}},
		{"LB", Text{"Lebanon", "Lebanon"}, []string{"libanon"}},
		{"IQ", Text{"Irak", "Iraq"}, nil},
		{"IR", Text{"Iran", "Iran"}, nil},
		{"YE", Text{"Yaman", "Yemen"}, nil},
		{"EG", Text{"Mesir", "Egypt"}, nil},
		{"LY", Text{"Libya", "Libya"}, nil},
		{"SD", Text{"Sudan", "Sudan"}, nil},
		{"MA", Text{"Maroko", "Morocco"}, nil},
		{"TN", Text{"Tunisia", "Tunisia"}, nil},
		{"DZ", Text{"Aljazair", "Algeria"}, nil},
		{"PS", Text{"Palestina", "Palestine"}, nil},
		{"TR", Text{"Turki", "Türkiye"}, []string{"turkiye", "turkey", "turkei"}},
		{"CD", Text{"Kongo", "Congo"}, []string{"republik demokratik kongo", "rd kongo", "drc"}},
		{"ZA", Text{"Afrika Selatan", "South Africa"}, []string{"afsel"}},
		{"IN", Text{"India", "India"}, nil},
		{"PK", Text{"Pakistan", "Pakistan"}, nil},
		{"BD", Text{"Bangladesh", "Bangladesh"}, nil},
		{"LK", Text{"Sri Lanka", "Sri Lanka"}, []string{"srilanka"}},
		{"MV", Text{"Maladewa", "Maldives"}, nil},
		{"IT", Text{"Italia", "Italy"}, nil},
		{"PL", Text{"Polandia", "Poland"}, nil},
		{"HU", Text{"Hongaria", "Hungary"}, nil},
		{"DE", Text{"Jerman", "Germany"}, nil},
		{"NL", Text{"Belanda", "Netherlands"}, []string{"the netherlands"}},
		{"GB", Text{"Inggris", "United Kingdom"}, []string{"britania raya", "britania", "uk"}},
		{"FR", Text{"Prancis", "France"}, []string{"perancis"}},
		{"ES", Text{"Spanyol", "Spain"}, nil},
		{"GE", Text{"Georgia", "Georgia"}, nil},
		{"RU", Text{"Rusia", "Russia"}, []string{"federasi rusia"}},
		{"US", Text{"Amerika Serikat", "United States"}, []string{"usa", "united states of america"}},
		{"AU", Text{"Australia", "Australia"}, nil},
		{"NZ", Text{"Selandia Baru", "New Zealand"}, nil},
		{"PG", Text{"Papua Nugini", "Papua New Guinea"}, nil},
		{"FJ", Text{"Fiji", "Fiji"}, nil},
		{"SO", Text{"Somalia", "Somalia"}, nil},
		{"PE", Text{"Peru", "Peru"}, nil},
	}
}

// FindCountry returns the country a text names: the longest spelling that stands
// in it as whole words, the earliest of equals. ok is false if none does.
func FindCountry(text string) (country Country, ok bool) {
	const longest = 300 // words of any use stand early
	words, _ := printedWords(clip(text, longest))
	joined := " " + strings.Join(words, " ") + " "
	best, at := 0, 0
	for _, s := range countrySpellings() {
		i := strings.Index(joined, s.words)
		if i >= 0 && (len(s.words) > best || len(s.words) == best && i < at) {
			country, ok, best, at = s.country, true, len(s.words), i
		}
	}
	return country, ok
}

// countrySpelling is a country's name as it is looked for, between blanks.
type countrySpelling struct {
	words   string
	country Country
}

var countrySpellings = sync.OnceValue(func() []countrySpelling {
	var all []countrySpelling
	for _, c := range Countries() {
		for _, spelling := range append([]string{strings.ToLower(c.Text.ID), strings.ToLower(c.Text.EN)}, c.Variants...) {
			all = append(all, countrySpelling{" " + strings.ReplaceAll(spelling, "-", " ") + " ", c})
		}
	}
	return all
})
