package storage

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// origin says which installation writes acts, and in which life. A restore
// starts a new incarnation; the tag keeps two restores of one backup apart.
type origin struct {
	ID          string `json:"id"`
	Incarnation int    `json:"incarnation"`
	Tag         string `json:"tag,omitempty"`
}

func (o origin) String() string {
	name := fmt.Sprintf("%s.%d", o.ID, o.Incarnation)
	if o.Tag != "" {
		name += "-" + o.Tag
	}
	return name
}

// next is the life after a restore.
func (o origin) next() origin {
	return origin{ID: o.ID, Incarnation: o.Incarnation + 1, Tag: strings.ToLower(rand.Text()[:5])}
}

func newOrigin() origin {
	return origin{ID: strings.ToLower(rand.Text()[:10]), Incarnation: 1}
}

// originOf takes an origin apart that an act carries.
func originOf(name string) (origin, error) {
	var o origin
	id, rest, ok := strings.Cut(name, ".")
	life, tag, _ := strings.Cut(rest, "-")
	if !ok || id == "" {
		return o, fmt.Errorf("%q is not an origin", name)
	}
	if _, err := fmt.Sscanf(life, "%d", &o.Incarnation); err != nil {
		return o, fmt.Errorf("%q is not an origin: %w", name, err)
	}
	o.ID, o.Tag = id, tag
	return o, nil
}

func readOrigin(dir string) (origin, error) {
	var o origin
	raw, err := os.ReadFile(filepath.Join(dir, "origin.json"))
	if err != nil {
		return o, fmt.Errorf("read the origin: %w", err)
	}
	if err := json.Unmarshal(raw, &o); err != nil {
		return o, fmt.Errorf("read the origin: %w", err)
	}
	if o.ID == "" || o.Incarnation < 1 {
		return o, errors.New("read the origin: it names no installation")
	}
	return o, nil
}

func writeOrigin(dir string, o origin) error {
	raw, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("write the origin: %w", err)
	}
	return writeFile(filepath.Join(dir, "origin.json"), append(raw, '\n'))
}

// ensureOrigin reads the origin. A new folder gets one; where the file is lost
// or damaged, the journal's last act says who wrote and a new incarnation starts.
func ensureOrigin(dir, last string) (o origin, mended bool, err error) {
	o, err = readOrigin(dir)
	if err == nil {
		return o, false, nil
	}
	if last == "" {
		if !errors.Is(err, fs.ErrNotExist) {
			return o, false, err
		}
		o = newOrigin()
		return o, false, writeOrigin(dir, o)
	}
	o, err = originOf(last)
	if err != nil {
		return o, false, err
	}
	o = o.next()
	return o, true, writeOrigin(dir, o)
}
