package reading

// numberWords reads Indonesian (or short English) number words from token i:
// "dua puluh enam", "tiga ratus enam puluh", "dua ribu dua puluh tiga".
func (p *prose) numberWords(i int) (n, next int, ok bool) {
	total, part := 0, 0
	for ; i < len(p.toks); i++ {
		w := p.word(i)
		switch v, unit := unitWords[w]; {
		case unit:
			if ok && part%10 != 0 && v < 20 && !p.is(i+1, "puluh") && !p.is(i+1, "belas") {
				return total + part, i, ok
			}
			part += v
		case !ok:
			return 0, i, false
		case w == "belas":
			part += 10
		case w == "puluh":
			u := part % 10
			part += u*10 - u
		case w == "ratus":
			u := part % 10
			part += u*100 - u
		case w == "ribu":
			total += part * 1000
			part = 0
		case w == "-" && part >= 20 && part%10 == 0 && unitWords[p.word(i+1)] > 0:
			continue
		default:
			return total + part, i, ok
		}
		ok = true
	}
	return total + part, i, ok
}
