package reading

import (
	"strings"

	"lintas/archive"
)

// letterColumns are the cells of a table that lists letters; -1 where there is none.
type letterColumns struct{ sender, number, date int }

// lettersListed reads the header of a table of letters: "Asal surat · Nomor · Tanggal".
// intro is the running text before it.
func lettersListed(header, intro string) (letterColumns, bool) {
	c := letterColumns{-1, -1, -1}
	letters := hasAny(intro, "surat", "brafaks", "nota dinas", "nota diplomatik")
	for i, cell := range strings.Split(lower(header), "\t") {
		cell = strings.Trim(cell, " .:")
		dated := hasAny(cell, "tanggal", "tgl", "date")
		switch {
		case c.number < 0 && (hasAny(cell, "nomor surat", "no. surat", "no surat", "nomor naskah", "nomor brafaks", "nomor nota", "nomor dan tanggal", "nomor/tanggal", "nomor & tanggal") || i > 0 && (cell == "nomor" || cell == "number") || cell == "surat"):
			c.number = i
			letters = letters || cell != "nomor" && cell != "number"
			if dated {
				c.date = i
			}
		case c.date < 0 && dated && !hasAny(cell, "lahir", "terima", "berangkat", "tiba"):
			c.date = i
		case c.sender < 0 && (hasAny(cell, "asal", "pengirim", "instansi", "dari", "sender") || cell == "from"):
			c.sender = i
			letters = letters || hasAny(cell, "surat", "pengirim")
		}
	}
	return c, letters && c.number >= 0 && c.date >= 0
}

// citeTable adds the letters that the table beginning with paragraph i lists and returns
// the last paragraph of the table.
func (c *citer) citeTable(i int) int {
	intro := ""
	if i > 0 {
		intro = c.paras[i-1].low
	}
	columns, ok := lettersListed(c.paras[i].text, intro)
	for ; i+1 < len(c.paras) && c.paras[i+1].table; i++ {
		if ok {
			c.citeRow(&c.paras[i+1], columns, intro)
		}
	}
	return i
}

// citeRow adds the letter that a row of such a table names.
func (c *citer) citeRow(p *para, columns letterColumns, intro string) {
	cells := strings.Split(p.text, "\t")
	if columns.number >= len(cells) {
		return
	}
	value := scan(cells[columns.number])
	start, end := p.cellAt(columns.number)
	if len(value.toks) == 0 || !value.numbered(0) {
		return
	}
	to := value.numberEnd(0, columns.date != columns.number)
	number := tidyNumber(clean(value.slice(0, to)))
	if emptyNumber(number) || !plausible(number) || looksLikeNumber(number) < 0.7 {
		return
	}
	one := citation{para: p, noun: start, senderEnd: start, number: number, end: end, subject: end}
	if columns.date < len(cells) {
		dates := scan(cells[columns.date])
		for _, d := range dates.days() {
			if !d.noYear {
				one.date = d.date
			}
		}
	}
	if columns.sender >= 0 && columns.sender < len(cells) {
		one.sender = cells[columns.sender]
	}
	one.settled = archive.Mentions
	if hasAny(intro, silenceWords...) && hasAny(intro, "surat kami", "permohonan kami", "permintaan kami", "kami sampaikan") {
		one.settled = archive.Reminds
	}
	c.add(one, false)
}

// cellAt returns the tokens of a cell of a table row.
func (p *para) cellAt(n int) (lo, hi int) {
	cell := 0
	for i := range p.toks {
		if i > 0 {
			cell += strings.Count(p.text[p.toks[i-1].end:p.toks[i].start], "\t")
		}
		if cell < n {
			lo = i + 1
		}
		if cell <= n {
			hi = i + 1
		}
	}
	return min(lo, len(p.toks)-1), hi
}
