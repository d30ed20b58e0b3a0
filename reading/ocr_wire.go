package reading

func (b *packer) scan(s *pageImage) {
	b.bytes(s.Data)
	b.float(float32(s.DPI))
	for _, m := range []affine{s.Place, s.Level} {
		for _, f := range m {
			b.float(float32(f))
		}
	}
	b.int(s.Turn)
	for _, rules := range [][]rule{s.Rules.across, s.Rules.down} {
		b.int(len(rules))
		for _, r := range rules {
			b.float(float32(r.at))
			b.float(float32(r.from))
			b.float(float32(r.to))
		}
	}
}

func (u *unpacker) scan() *pageImage {
	s := &pageImage{Data: u.bytes(), DPI: float64(u.float())}
	for _, m := range []*affine{&s.Place, &s.Level} {
		for i := range m {
			m[i] = float64(u.float())
		}
	}
	s.Turn = u.int()
	for _, rules := range []*[]rule{&s.Rules.across, &s.Rules.down} {
		for range u.length(12) {
			*rules = append(*rules, rule{float64(u.float()), float64(u.float()), float64(u.float())})
		}
	}
	return s
}
