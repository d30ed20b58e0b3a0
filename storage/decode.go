package storage

import (
	"encoding/json"
	"fmt"

	"lintas/archive"
)

// blank returns an empty record of a kind, nil for a kind this version does not
// know: it is kept, and can be read by the version that does.
func blank(kind archive.RecordKind) archive.Record {
	switch kind {
	case archive.DocumentRecord:
		return new(archive.Document)
	case archive.AgencyRecord:
		return new(archive.Agency)
	case archive.CaseRecord:
		return new(archive.Case)
	case archive.DeadlineRecord:
		return new(archive.Deadline)
	case archive.MeetingRecord:
		return new(archive.Meeting)
	case archive.DispositionRecord:
		return new(archive.Disposition)
	case archive.UserRecord:
		return new(archive.User)
	case archive.TokenRecord:
		return new(archive.Token)
	case archive.HolidaysRecord:
		return new(archive.HolidayList)
	case archive.SettingsRecord:
		return new(archive.Settings)
	case archive.ReceiptRecord:
		return new(archive.Receipt)
	case archive.CounterRecord:
		return new(archive.Counter)
	case archive.SavedSearchRecord:
		return new(archive.SavedSearch)
	case archive.AliasRecord:
		return new(archive.Alias)
	}
	return nil
}

// decode reads a record's body; nil without an error if it was erased or its
// kind is not known.
func decode(kind archive.RecordKind, body []byte) (archive.Record, error) {
	rec := blank(kind)
	if rec == nil || len(body) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(body, rec); err != nil {
		return nil, fmt.Errorf("read %s: %w", kind, err)
	}
	return rec, nil
}
