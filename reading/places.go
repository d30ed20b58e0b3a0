package reading

import (
	"strings"

	"lintas/archive"
)

// placeWords maps the first word of a country's or city's name to the country, in
// lower case. Names of several words are listed in placePhrases.
var placeWords, placePhrases = placesIndex()

// cities of the countries where workers are.
var cities = map[string]string{
	"riyadh": "SA", "riyad": "SA", "jeddah": "SA", "jedah": "SA", "dammam": "SA", "makkah": "SA", "mekkah": "SA", "madinah": "SA", "taif": "SA", "abha": "SA", "tabuk": "SA", "khobar": "SA", "qassim": "SA", "buraidah": "SA", "hail": "SA", "jubail": "SA", "yanbu": "SA", "jizan": "SA", "najran": "SA",
	"kuala lumpur": "MY", "johor": "MY", "johor bahru": "MY", "penang": "MY", "pulau pinang": "MY", "kota kinabalu": "MY", "kuching": "MY", "tawau": "MY", "selangor": "MY", "klang": "MY", "melaka": "MY", "ipoh": "MY", "perak": "MY", "kajang": "MY", "putrajaya": "MY", "sandakan": "MY", "pahang": "MY", "kedah": "MY", "sibu": "MY", "miri": "MY", "bintulu": "MY", "shah alam": "MY", "nilai": "MY",
	"taipei": "TW", "taichung": "TW", "kaohsiung": "TW", "taoyuan": "TW", "tainan": "TW", "hsinchu": "TW", "keelung": "TW", "changhua": "TW", "yunlin": "TW", "pingtung": "TW", "hualien": "TW", "new taipei": "TW", "chiayi": "TW", "miaoli": "TW", "yilan": "TW",
	"kowloon": "HK", "tsuen wan": "HK", "causeway bay": "HK", "sha tin": "HK", "yuen long": "HK", "seoul": "KR", "busan": "KR", "incheon": "KR", "ansan": "KR", "daegu": "KR", "gimhae": "KR", "suwon": "KR",
	"phnom penh": "KH", "sihanoukville": "KH", "poipet": "KH", "bavet": "KH", "siem reap": "KH", "kampot": "KH", "preah sihanouk": "KH", "oddar meanchey": "KH",
	"dubai": "AE", "abu dhabi": "AE", "sharjah": "AE", "ajman": "AE", "ras al khaimah": "AE", "al ain": "AE", "doha": "QA", "kuwait city": "KW", "salmiya": "KW", "muscat": "OM", "muskat": "OM", "salalah": "OM", "manama": "BH", "amman": "JO", "irbid": "JO", "damaskus": "SY", "damascus": "SY", "aleppo": "SY", "beirut": "LB", "baghdad": "IQ", "erbil": "IQ", "sanaa": "YE", "kairo": "EG", "cairo": "EG", "alexandria": "EG", "tripoli": "LY", "khartoum": "SD",
	"tokyo": "JP", "osaka": "JP", "nagoya": "JP", "fukuoka": "JP", "hiroshima": "JP", "bandar seri begawan": "BN", "kuala belait": "BN", "bangkok": "TH", "mae sot": "TH", "songkhla": "TH", "chiang rai": "TH", "yangon": "MM", "myawaddy": "MM", "naypyidaw": "MM", "shwe kokko": "MM", "kk park": "MM", "vientiane": "LA", "golden triangle": "LA", "bokeo": "LA", "manila": "PH", "cebu": "PH", "hanoi": "VN", "ho chi minh": "VN",
	"beijing": "CN", "guangzhou": "CN", "shanghai": "CN", "macau": "MO", "makau": "MO", "warsawa": "PL", "warsaw": "PL", "budapest": "HU", "ankara": "TR", "istanbul": "TR", "roma": "IT", "milan": "IT", "berlin": "DE", "hamburg": "DE", "frankfurt": "DE", "london": "GB", "paris": "FR", "madrid": "ES", "den haag": "NL", "amsterdam": "NL", "tbilisi": "GE", "batumi": "GE", "moskow": "RU", "pretoria": "ZA", "cape town": "ZA", "durban": "ZA", "kinshasa": "CD", "sydney": "AU", "melbourne": "AU", "canberra": "AU", "dili": "TL", "port moresby": "PG", "suva": "FJ", "new york": "US", "los angeles": "US", "houston": "US", "washington": "US", "islamabad": "PK", "karachi": "PK", "new delhi": "IN", "mumbai": "IN", "dhaka": "BD", "colombo": "LK", "male": "MV", "lima": "PE", "teheran": "IR", "tunis": "TN", "alger": "DZ", "rabat": "MA", "mogadishu": "SO",
}

func placesIndex() (map[string]string, map[string][]placeName) {
	words, phrases := map[string]string{}, map[string][]placeName{}
	add := func(name, country string) {
		name = strings.ReplaceAll(strings.ToLower(name), "-", " ")
		first, _, several := strings.Cut(name, " ")
		if !several {
			words[name] = country
			return
		}
		phrases[first] = append(phrases[first], placeName{strings.Fields(name), country})
	}
	names := map[string]string{}
	for _, c := range archive.Countries() {
		names[c.Code] = c.Text.ID
		add(c.Text.ID, c.Text.ID)
		add(c.Text.EN, c.Text.ID)
		for _, v := range c.Variants {
			add(v, c.Text.ID)
		}
	}
	for city, code := range cities {
		if names[code] != "" && city != "male" && city != "nilai" && city != "hail" && city != "roma" {
			add(city, names[code])
		}
	}
	return words, phrases
}

type placeName struct {
	words   []string
	country string
}

// countryAt returns the country named at token i and the token after its name.
func (p *prose) countryAt(i int) (string, int, bool) {
	for _, name := range placePhrases[p.word(i)] {
		if end, ok := p.seq(i, name.words...); ok {
			return name.country, end, true
		}
	}
	if c, ok := placeWords[p.word(i)]; ok && p.upper(i) {
		return c, i + 1, true
	}
	return "", i, false
}

// country decides which country the document is about: the one named most, the
// subject counting more, then the sender's or addressee's post.
func (r *reader) country() string {
	votes := map[string]int{}
	var order []string
	vote := func(p *prose, weight int) {
		for i := 0; i < len(p.toks); i++ {
			if c, end, ok := p.countryAt(i); ok && c != "Indonesia" {
				if votes[c] == 0 {
					order = append(order, c)
				}
				votes[c] += weight
				i = end - 1
			}
		}
	}
	subject := scan(r.out.Subject)
	vote(&subject, 4)
	for i := range r.paras {
		vote(&r.paras[i].prose, 1)
	}
	for _, list := range [][]Party{{r.out.From}, r.out.To, r.out.Copies} {
		for _, party := range list {
			name := scan(party.Name)
			vote(&name, 2)
		}
	}
	best := ""
	for _, c := range order {
		if best == "" || votes[c] > votes[best] {
			best = c
		}
	}
	return best
}
