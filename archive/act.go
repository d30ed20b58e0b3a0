package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Act is one whole human deed, such as "registered a letter": all its changes
// happen, or none. Acts are numbered from 1 without gaps and chained by hash.
type Act struct {
	Seq     uint64    `json:"seq"`
	At      time.Time `json:"at"`     // UTC
	Origin  string    `json:"origin"` // installation and incarnation, "name.1"
	By      string    `json:"by"`     // id of a person or token, or "reader", "system"
	Did     string    `json:"did"`    // a short verb phrase, one of the Did constants
	Changes []Change  `json:"changes"`
	Prev    string    `json:"prev"` // hash of the act before; empty for the first
	Hash    string    `json:"hash"`
}

// Change is the new state of one record, whole.
type Change struct {
	Kind RecordKind      `json:"kind"`
	ID   string          `json:"id"`
	Rev  uint64          `json:"rev"`
	Base uint64          `json:"base"`           // the revision it was made from
	Sum  string          `json:"sum"`            // SHA-256 of Body, hex
	Body json.RawMessage `json:"body,omitempty"` // absent once erased on legal order
}

// What an act can be said to have done. The screens translate them.
const (
	DidStart      = "started the archive"
	DidReceive    = "received a document"
	DidRead       = "read a document"
	DidConfirm    = "confirmed a document"
	DidEdit       = "edited a document"
	DidWithdraw   = "withdrew a document"
	DidRetry      = "asked to read again"
	DidEditAgency = "edited an agency"
	DidEditAlias  = "taught an alias"
	DidEditCase   = "edited a case"
	DidEditDue    = "edited a deadline"
	DidDispose    = "gave a disposition"

	DidEditDisposition = "edited a disposition"
	DidHolidays        = "imported holidays"
	DidSettings        = "changed the settings"
	DidUser            = "changed an account"
	DidToken           = "changed a token"
	DidSearch          = "kept a search"
	DidResolve         = "resolved references"
	DidAccess          = "looked at a record" // access log only
	DidExport          = "exported"           // access log only
	DidRecalculate     = "recalculated deadlines"
	DidRestore         = "restored from a backup"
)

// Who acts when no person does.
const (
	ByReader = "reader"
	BySystem = "system"
	ByRule   = "rule"  // the installation's rule for answers, see Settings.ConfirmAnswers
	ByLocal  = "local" // the command line on the machine that holds the archive
)

// SumOf returns the checksum of a change's body.
func SumOf(body []byte) string {
	h := sha256.Sum256(body)
	return hex.EncodeToString(h[:])
}

// Chain returns the hash of an act: SHA-256 over its JSON without the hash and
// with every body left out. A body is covered through its sum, so it can be
// erased and the chain still verifies.
func (a Act) Chain() (string, error) {
	a.Hash = ""
	changes := make([]Change, len(a.Changes))
	for i, c := range a.Changes {
		c.Body = nil
		changes[i] = c
	}
	a.Changes = changes
	raw, err := json.Marshal(a)
	if err != nil {
		return "", fmt.Errorf("hash act %d: %w", a.Seq, err)
	}
	return SumOf(raw), nil
}

// Check verifies an act against the hash of the one before: number, link,
// hash and the sum of every body that is still there.
func (a Act) Check(seq uint64, prev string) error {
	if a.Seq != seq {
		return fmt.Errorf("act %d stands where act %d belongs", a.Seq, seq)
	}
	if a.Prev != prev {
		return fmt.Errorf("act %d does not link to the act before", a.Seq)
	}
	hash, err := a.Chain()
	if err != nil {
		return err
	}
	if hash != a.Hash {
		return fmt.Errorf("act %d has been altered: its hash does not fit", a.Seq)
	}
	for _, c := range a.Changes {
		if c.Body != nil && SumOf(c.Body) != c.Sum {
			return fmt.Errorf("act %d has been altered: the body of %s %s does not fit its sum", a.Seq, c.Kind, c.ID)
		}
	}
	return nil
}
