package storage

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dgraph-io/badger/v4"
)

// Private keeps small values for a while, such as sessions. They survive a
// restart and are no part of the truth: they are not in the journal nor in a
// backup, a power cut may lose the last ones, and a rebuild of the records view
// loses them all.
type Private struct{ archive *Archive }

// Private returns the values that are not in the journal.
func (a *Archive) Private() *Private { return &Private{a} }

func privateKey(bucket, key string) ([]byte, error) {
	if bucket == "" || strings.ContainsAny(bucket, "/\x00") || len(bucket)+len(key) > 1000 {
		return nil, fmt.Errorf("private key %q in bucket %q cannot be used", key, bucket)
	}
	return []byte(privatePrefix + bucket + "/" + key), nil
}

// Set keeps a value until ttl has passed. It refuses when the disk is so full
// that even the archive's own acts are refused.
func (p *Private) Set(bucket, key string, value []byte, ttl time.Duration) error {
	k, err := privateKey(bucket, key)
	if err != nil {
		return err
	}
	if ttl <= 0 {
		return fmt.Errorf("private value %s/%s without a time to live", bucket, key)
	}
	if err := p.archive.space.keep(p.archive.space.reserve/machineShare, int64(len(value))); err != nil {
		return err
	}
	dated := binary.BigEndian.AppendUint64(nil, uint64(p.archive.now().Add(ttl).UnixMilli()))
	e := badger.NewEntry(k, guard(k, append(dated, value...))).WithTTL(ttl + time.Second) // Badger counts whole seconds
	return p.write(func(txn *badger.Txn) error { return txn.SetEntry(e) })
}

// Get returns a value; it is an error with code NotFound once its time is over.
func (p *Private) Get(bucket, key string) ([]byte, error) {
	k, err := privateKey(bucket, key)
	if err != nil {
		return nil, err
	}
	s, err := p.archive.view.begin(nil)
	if err != nil {
		return nil, err
	}
	defer s.end()
	raw, err := s.get(k)
	if err != nil && !errors.Is(err, errMissing) {
		return nil, err
	}
	value, ok := p.alive(raw)
	if !ok {
		return nil, notFound("private", bucket)
	}
	return value, nil
}

func (p *Private) alive(raw []byte) ([]byte, bool) {
	if len(raw) < 8 || int64(binary.BigEndian.Uint64(raw)) <= p.archive.now().UnixMilli() {
		return nil, false
	}
	return raw[8:], true
}

// Delete forgets a value; one that is not there is no error.
func (p *Private) Delete(bucket, key string) error {
	k, err := privateKey(bucket, key)
	if err != nil {
		return err
	}
	return p.write(func(txn *badger.Txn) error { return txn.Delete(k) })
}

func (p *Private) write(fn func(*badger.Txn) error) error {
	s, err := p.archive.view.begin(nil) // keeps the view open meanwhile
	if err != nil {
		return err
	}
	defer s.end()
	txn := p.archive.view.db.NewTransactionAt(version(s.seen), true)
	defer txn.Discard()
	if err := fn(txn); err != nil {
		return fmt.Errorf("write private value: %w", err)
	}
	if err := txn.CommitAt(version(s.seen), nil); err != nil {
		return fmt.Errorf("write private value: %w", err)
	}
	return nil
}

// Each calls fn for every value of a bucket whose time is not over, by key. fn
// may set and delete: it sees the bucket as it was when Each began.
func (p *Private) Each(bucket string, fn func(key string, value []byte) error) error {
	prefix, err := privateKey(bucket, "")
	if err != nil {
		return err
	}
	s, err := p.archive.view.begin(nil)
	if err != nil {
		return err
	}
	defer s.end()
	return s.walk(context.Background(), walk{prefixes: [][]byte{prefix}, values: true}, func(st step) error {
		value, ok := p.alive(st.value)
		if !ok {
			return nil
		}
		return fn(string(st.rest), value)
	})
}
