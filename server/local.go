package server

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"lintas/archive"
)

// localFile is where the running server leaves its address and a secret for the command
// line on the same machine; only the owner of the data folder can read it.
const localFile = "local.token"

// Door is how the command line reaches the server that has the data folder open.
type Door struct {
	URL   string `json:"url"`
	Token string `json:"token"`
}

// localSecret is the secret of this run.
type localSecret struct {
	mu    sync.Mutex
	token string
	path  string
}

// Announce leaves the address of the server, and a fresh secret, in the data folder for the
// command line on this machine.
func (d *Desk) Announce(url string) error {
	door := Door{URL: url, Token: rand.Text()}
	raw, err := json.Marshal(door)
	if err != nil {
		return fmt.Errorf("announce the server: %w", err)
	}
	d.local.mu.Lock()
	defer d.local.mu.Unlock()
	path := filepath.Join(d.cfg.Dir, localFile)
	fresh := path + ".new"
	if err := os.WriteFile(fresh, raw, 0o600); err != nil {
		return fmt.Errorf("announce the server: %w", err)
	}
	if err := os.Rename(fresh, path); err != nil {
		return fmt.Errorf("announce the server: %w", err)
	}
	d.local.token, d.local.path = door.Token, path
	return nil
}

func (l *localSecret) remove() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.path == "" {
		return nil
	}
	err := os.Remove(l.path)
	l.path, l.token = "", ""
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// FindDoor reads what a running server has announced in a data folder. The file may be left
// over from one that was killed.
func FindDoor(dir string) (Door, error) {
	raw, err := os.ReadFile(filepath.Join(dir, localFile))
	if err != nil {
		return Door{}, fmt.Errorf("find the running server: %w", err)
	}
	var door Door
	if err := json.Unmarshal(raw, &door); err != nil {
		return Door{}, fmt.Errorf("find the running server: %w", err)
	}
	return door, nil
}

// Local returns the viewer that the command line on this machine acts as when it
// talks to the running server, and whether token is the secret of this run. The
// secret stands in the file local.token (mode 0600) in the data folder.
func (d *Desk) Local(token string) (archive.Viewer, bool) {
	d.local.mu.Lock()
	defer d.local.mu.Unlock()
	if d.local.token == "" || subtle.ConstantTimeCompare([]byte(token), []byte(d.local.token)) != 1 {
		return archive.Viewer{}, false
	}
	return LocalViewer(), true
}

// LocalViewer is who the command line acts as: whoever can read the data folder can read
// the whole archive anyway.
func LocalViewer() archive.Viewer {
	return archive.Viewer{ID: archive.ByLocal, Name: "Lintas", Role: archive.Admin, Clearance: archive.TopSecret}
}
