package server

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"log/slog"
	"time"

	"lintas/archive"
	"lintas/storage"
)

const (
	keyBucket = "keys"
	keyLife   = 10 * 365 * 24 * time.Hour
)

// cursors seals the numbers of acts for the outside. The bare number would tell
// anybody how many acts there are that they may not see; sealed, the same number
// looks different each time.
type cursors struct {
	aead   cipher.AEAD
	origin []byte // a cursor of before a restore is no good after it
}

// openCursors takes the key from the private store, or puts a new one there. A
// lost key only makes browsers begin anew.
func openCursors(a *storage.Archive, log *slog.Logger) *cursors {
	key, err := a.Private().Get(keyBucket, "cursors")
	if err != nil || len(key) != 32 {
		key = make([]byte, 32)
		rand.Read(key) // never fails; see crypto/rand
		if err := a.Private().Set(keyBucket, "cursors", key, keyLife); err != nil {
			log.Warn("the key of the cursors cannot be kept; it lasts until the server stops", "error", err)
		}
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // 32 bytes are a key
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // AES has the block size of GCM
	}
	return &cursors{aead: aead, origin: []byte(a.Origin())}
}

// seal hides the number of an act.
func (k *cursors) seal(seq uint64) string {
	nonce := make([]byte, k.aead.NonceSize(), k.aead.NonceSize()+8+k.aead.Overhead())
	rand.Read(nonce)
	plain := binary.BigEndian.AppendUint64(nil, seq)
	return base64.RawURLEncoding.EncodeToString(k.aead.Seal(nonce, nonce, plain, k.origin))
}

// open is the inverse of seal. The empty cursor is the beginning.
func (k *cursors) open(cursor string) (uint64, error) {
	if cursor == "" {
		return 0, nil
	}
	stale := archive.Fail(staleCursor, "Penanda ini tidak berlaku lagi; muat ulang dari awal.", "This cursor is no longer valid; load everything again.")
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) < k.aead.NonceSize() {
		return 0, stale
	}
	plain, err := k.aead.Open(nil, raw[:k.aead.NonceSize()], raw[k.aead.NonceSize():], k.origin)
	if err != nil || len(plain) != 8 {
		return 0, stale
	}
	return binary.BigEndian.Uint64(plain), nil
}

func (s *Server) head() uint64 {
	seq, _ := s.desk.Archive().Head()
	return seq
}
