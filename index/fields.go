package index

import (
	"fmt"
	"strings"

	"lintas/archive"
)

// inField turns field:value into a branch.
func (c *composer) inField(t term) *branch {
	list := words(t.text)
	switch t.field {
	case "nomor":
		return c.leaf(clause{leaves: numberField(t, list)})
	case "dari":
		return c.leaf(c.party(t, list, fieldFrom, "from:"))
	case "kepada":
		return c.leaf(c.party(t, list, fieldTo, "to:"))
	case "hal":
		return c.subject(t, list)
	case "kasus":
		return c.leaf(clause{leaves: placed(t, list, fieldCase, 1)})
	case "pmi":
		return c.worker(t, list)
	case "instansi":
		cl := c.party(t, list, fieldFrom, "from:")
		to := c.party(t, list, fieldTo, "to:")
		leaves := append(cl.leaves, to.leaves...)
		if c.lx.ids[t.text] {
			leaves = append(leaves, one(fieldTag, "agency:"+t.text, 1))
		}
		return c.leaf(clause{leaves: leaves})
	case "negara":
		return c.leaf(c.country(t, list))
	case "tenggat":
		return c.stateField(t, list)
	case "tanggal", "tahun":
		s, ok := parseSpan(t.text)
		if !ok {
			s, ok = c.spanNamed(list)
		}
		if !ok {
			c.problem(fmt.Sprintf("%q pada huruf ke-%d bukan tanggal; tulis misalnya 2024, 2024-03, 2024-03-05 atau 2023-01..2023-06. Dicari sebagai kata biasa.", t.text, t.at),
				fmt.Sprintf("%q at character %d is not a date; write 2024, 2024-03, 2024-03-05 or 2023-01..2023-06. It is searched as plain words.", t.text, t.at))
			return c.leaf(numberClause(t.text, false))
		}
		return c.leaf(clause{leaves: []leaf{oneOf(fieldDay, spanTerms(s), 0)}, silent: true})
	}
	return c.choice(t, list)
}

// spanNamed reads the value of tanggal: in words: bulan lalu, Maret 2023.
func (c *composer) spanNamed(list []string) (span, bool) {
	p, ok := readPeriod(list, c.today)
	if !ok || p.said != len(list) {
		return span{}, false
	}
	if p.told {
		text := p.span.words()
		c.reading(joined(list), text.ID, text.EN)
	}
	return p.span, true
}

// country looks for a country under any of its names: as that of a worker or a case, or
// in the text.
func (c *composer) country(t term, list []string) clause {
	name := joined(list)
	cl := clause{leaves: append(placed(t, list, fieldText, 1), one(fieldTag, "country:"+name, 2))}
	n, groups := c.lx.longestName(list)
	if n != len(list) || t.prefix {
		return cl
	}
	for _, other := range c.lx.others(name, groups) {
		cl.leaves = append(cl.leaves, placed(term{}, strings.Fields(other), fieldText, weightAlias)...)
	}
	for _, g := range groups {
		for _, w := range c.lx.groups[g].tags {
			if strings.HasPrefix(w.text, "country:") {
				cl.leaves = append(cl.leaves, one(fieldTag, w.text, 2))
			}
		}
	}
	return cl
}

// placed looks for a term in one field, as a word, a phrase or a prefix.
func placed(t term, list []string, field string, weight float32) []leaf {
	switch {
	case t.prefix:
		return []leaf{{kind: byPrefix, field: field, terms: list, weight: weight}}
	case len(list) == 1:
		return []leaf{one(field, list[0], weight)}
	}
	return []leaf{{kind: inOrder, field: field, terms: list, weight: weight}}
}

func numberField(t term, list []string) []leaf {
	return append(placed(t, list, fieldNumber, weightNumber), ownNumber(t.text)...)
}

// party looks for a sender or addressee under any of its names.
func (c *composer) party(t term, list []string, field, tag string) clause {
	cl := clause{leaves: placed(t, list, field, 1)}
	n, groups := c.lx.longestName(list)
	if n != len(list) || t.prefix {
		return cl
	}
	for _, other := range c.lx.others(strings.Join(list, " "), groups) {
		cl.leaves = append(cl.leaves, placed(term{}, strings.Fields(other), field, weightAlias)...)
	}
	for _, g := range groups {
		for _, w := range c.lx.groups[g].tags {
			if strings.HasPrefix(w.text, tag) {
				cl.leaves = append(cl.leaves, one(fieldTag, w.text, 1))
			}
		}
	}
	return cl
}

func (c *composer) subject(t term, list []string) *branch {
	if t.phrase || t.prefix {
		return c.leaf(clause{leaves: placed(t, list, fieldSubject, 1)})
	}
	b := &branch{op: andOp}
	for _, w := range list {
		b.kids = append(b.kids, c.leaf(clause{leaves: []leaf{one(fieldSubject, w, 1), stemOf(fieldSubStem, w, weightStem)}}))
	}
	return b.simple()
}

// worker looks for a person: by name in any spelling and order, by passport or NIK.
func (c *composer) worker(t term, list []string) *branch {
	id := one(fieldTag, "key:"+identity(t.text), 3)
	if t.prefix {
		return c.leaf(clause{leaves: []leaf{{kind: byPrefix, field: fieldName, terms: list, weight: 1}, {kind: byPrefix, field: fieldCase, terms: list, weight: 1}}})
	}
	b := &branch{op: andOp}
	for _, key := range strings.Fields(archive.NameKey(t.text)) {
		b.kids = append(b.kids, c.leaf(clause{leaves: []leaf{one(fieldName, key, 1), id}}))
	}
	if len(b.kids) == 0 {
		return c.leaf(clause{leaves: []leaf{id}})
	}
	return b.simple()
}

// choice is a field whose value is one of a few words: jenis, status, tingkat.
func (c *composer) choice(t term, list []string) *branch {
	value := strings.Join(list, "_")
	var tags []string
	switch t.field {
	case "jenis":
		tags = kindTags(value)
	case "status":
		tags = statusTags(value)
	case "tingkat":
		tags = levelTags(value)
	case "arah":
		tags = directionTags(value)
	case "masalah":
		tags = problemTags(value)
	}
	if len(tags) == 0 {
		c.problem(fmt.Sprintf("%q pada huruf ke-%d tidak dikenal untuk %s:; dicari sebagai kata biasa.", t.text, t.at, t.field),
			fmt.Sprintf("%q at character %d is not known for %s:; it is searched as plain words.", t.text, t.at, t.field))
		return c.plainWords(list)
	}
	return c.leaf(clause{leaves: []leaf{oneOf(fieldTag, tags, 0)}, silent: true})
}

func kindTags(value string) []string {
	switch value {
	case "surat", "letter":
		return []string{"kind:letter"}
	case "notula", "notulen", "risalah", "minutes":
		return []string{"kind:minutes"}
	case "catatan", "note":
		return []string{"kind:note"}
	case "edaran":
		return []string{"form:surat_edaran"}
	case "surat_dinas", "nota_dinas", "nota_diplomatik", "brafaks", "undangan", "surat_edaran":
		return []string{"form:" + value}
	}
	return nil
}

func statusTags(value string) []string {
	switch value {
	case "dibaca", "reading":
		return []string{"status:" + string(archive.Reading)}
	case "konfirmasi", "perlu_konfirmasi", "to_confirm":
		return []string{"status:" + string(archive.ToConfirm)}
	case "terdaftar", "registered":
		return []string{"status:" + string(archive.Registered)}
	case "disisihkan", "set_aside":
		return []string{"status:" + string(archive.SetAside)}
	case "ditarik", "withdrawn":
		return []string{"status:" + string(archive.Withdrawn)}
	case "terbuka", "open":
		return []string{"case_status:" + string(archive.CaseOpen)}
	case "selesai", "closed":
		return []string{"case_status:" + string(archive.CaseDone)}
	case "ditunda", "tertunda", "paused":
		return []string{"case_status:" + string(archive.CasePaused)}
	}
	return nil
}

func directionTags(value string) []string {
	switch value {
	case "masuk", "incoming":
		return []string{"direction:" + string(archive.Incoming)}
	case "keluar", "outgoing":
		return []string{"direction:" + string(archive.Outgoing)}
	case "internal", "intern":
		return []string{"direction:" + string(archive.Internal)}
	}
	return nil
}

// problemTags finds the problem types by their code, or by any of the words that
// letters use for them.
func problemTags(value string) []string {
	var tags []string
	asked := strings.ReplaceAll(value, "_", " ")
	for _, p := range archive.ProblemTypes() {
		names := append([]string{p.Text.ID, p.Text.EN}, p.Words...)
		if p.Code == value {
			return []string{"problem:" + p.Code}
		}
		for _, name := range names {
			if strings.Contains(" "+joined(words(name))+" ", " "+asked+" ") {
				tags = append(tags, "problem:"+p.Code)
				break
			}
		}
	}
	return tags
}

func levelTags(value string) []string {
	switch value {
	case "biasa", "terbatas", "rahasia", "sangat_rahasia":
		return []string{"level:" + value}
	}
	return nil
}
