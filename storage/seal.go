package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// sealName is the file beside Badger's tables that says what their bytes were
// when the view was last closed. Badger's iterators end early, without an error,
// at a block that does not fit its checksum; a list would silently be shorter.
const sealName = "TABLES.json"

// table is one of Badger's table files, which never change once written.
type table struct {
	Size int64  `json:"size"`
	CRC  uint32 `json:"crc"` // Castagnoli
}

func readSeal(path string) (map[string]table, error) {
	raw, err := os.ReadFile(filepath.Join(path, sealName))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the seal of the records view: %w", err)
	}
	var known map[string]table
	if err := json.Unmarshal(raw, &known); err != nil {
		return nil, fmt.Errorf("read the seal of the records view: %w", err)
	}
	return known, nil
}

// checkTables compares the tables with the seal. Those written since the seal
// (the last end was a crash) are not in it and are taken as they are.
func checkTables(path string) error {
	known, err := readSeal(path)
	if err != nil {
		return err
	}
	for name, want := range known {
		got, err := tableOf(filepath.Join(path, name))
		if errors.Is(err, os.ErrNotExist) {
			continue // compacted away since
		}
		if err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("table %s is not as it was written", name)
		}
	}
	return nil
}

// sealTables notes what the tables of a closed view hold. Those of the last seal
// are not read again.
func sealTables(path string) error {
	known, err := readSeal(path)
	if err != nil {
		known = nil // a new one is as good
	}
	names, err := filepath.Glob(filepath.Join(path, "*.sst"))
	if err != nil {
		return err
	}
	now := make(map[string]table, len(names))
	for _, file := range names {
		name := filepath.Base(file)
		if t, ok := known[name]; ok {
			now[name] = t
			continue
		}
		if now[name], err = tableOf(file); err != nil {
			return err
		}
	}
	raw, err := json.Marshal(now)
	if err != nil {
		return fmt.Errorf("seal the records view: %w", err)
	}
	return writeFile(filepath.Join(path, sealName), raw)
}

// tableOf reads a table by the file, not by the memory Badger maps it to: the
// pages would count as the server's.
func tableOf(path string) (table, error) {
	f, err := os.Open(path)
	if err != nil {
		return table{}, err
	}
	defer f.Close() // only read
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	size, err := io.Copy(sum, f)
	if err != nil {
		return table{}, fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	return table{size, sum.Sum32()}, nil
}
