package reading

import "lintas/archive"

func (p *paper) signature(size int64) *archive.Signature { return nil }
