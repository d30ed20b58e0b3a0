package archive

import (
	"cmp"
	"slices"
)

// All returns every agency of the directory, ordered by id.
func (d *Directory) All() []*Agency {
	all := make([]*Agency, 0, len(d.byID))
	for _, a := range d.byID {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *Agency) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
