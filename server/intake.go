package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"
	"unicode/utf8"

	"lintas/archive"
	"lintas/reading"
)

// statedAtUpload marks a level that somebody gave before the document had been read: it may
// still be raised by the reader.
const statedAtUpload = "stated at the upload"

// Upload is a document as it is brought in.
type Upload struct {
	Name   string          // of the file
	Body   io.Reader       // the bytes of the PDF
	Fields json.RawMessage // what the person typed: a merge patch as for EditDocument; may be nil
	Key    string          // the sender's idempotency key; may be empty
	Force  bool            // accept a document although the same bytes are in the archive
}

// Received is the answer to an Upload.
type Received struct {
	Document *archive.Document
	Seq      uint64 // the act it was received in; search with it to find the document
	Replayed bool   // the key was known: this is the first answer again
}

// arrival is an upload whose bytes are stored.
type arrival struct {
	upload  Upload
	name    string
	sum     string
	size    int64
	receipt string // id; empty without a key
}

// Receive takes a document in. It is refused, and nothing of it kept, when the
// bytes are no PDF (EmptyPDF, NotPDF), too many (TooLarge) or those of a document
// this viewer may see (Duplicate, with the document in Current; Force accepts it). Whether
// the PDF can be opened is found out later, by the reader.
//
// The bytes of a document above the viewer's clearance are taken in as new: a refusal
// would tell of it.
func (d *Desk) Receive(ctx context.Context, v archive.Viewer, u Upload) (Received, error) {
	got, errs := d.ReceiveAll(ctx, v, []Upload{u})
	return got[0], errs[0]
}

// ReceiveAll takes many documents in as one act. The answers and the errors stand at
// the places of their uploads; a refused upload does not hinder the others.
func (d *Desk) ReceiveAll(ctx context.Context, v archive.Viewer, uploads []Upload) ([]Received, []error) {
	got, errs := make([]Received, len(uploads)), make([]error, len(uploads))
	if !v.May(archive.Register) {
		for i := range errs {
			errs[i] = forbidden()
		}
		return got, errs
	}
	arrivals := d.storeAll(ctx, v, uploads, errs)
	act, err := d.act(ctx, v.ID, archive.DidReceive, func(w *work) error {
		for i, a := range arrivals {
			if errs[i] != nil {
				continue
			}
			got[i], errs[i] = w.take(v, a)
		}
		return nil
	})
	var queued []string
	for i := range got {
		if errs[i] == nil {
			errs[i] = err
		}
		if errs[i] != nil {
			got[i] = Received{}
			continue
		}
		if got[i].Replayed {
			continue
		}
		got[i].Seq = act.Seq
		queued = append(queued, got[i].Document.ID)
		got[i].Document = d.ShowDocument(v, got[i].Document)
	}
	d.queue.add(queued...)
	return got, errs
}

// storeAll stores the bytes of uploads, several at once when there are several: on most
// disks syncs made together cost little more than one.
func (d *Desk) storeAll(ctx context.Context, v archive.Viewer, uploads []Upload, errs []error) []arrival {
	arrivals := make([]arrival, len(uploads))
	var storing sync.WaitGroup
	places := make(chan struct{}, storesAtOnce)
	for i, u := range uploads {
		places <- struct{}{}
		storing.Go(func() {
			defer func() { <-places }()
			arrivals[i], errs[i] = d.store(ctx, v, u)
		})
	}
	storing.Wait()
	return arrivals
}

const storesAtOnce = 8

// store looks at the first bytes of an upload and stores it as a blob.
func (d *Desk) store(ctx context.Context, v archive.Viewer, u Upload) (arrival, error) {
	a := arrival{upload: u, name: fileName(u.Name)}
	head := make([]byte, reading.HeadSize)
	n, err := io.ReadFull(u.Body, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return a, fmt.Errorf("receive %s: %w", a.name, err)
	}
	if err := reading.CheckHead(head[:n]); err != nil {
		return a, err
	}
	limit := d.books.Load().settings.MaxFile
	blob, err := d.archive.Blobs().Put(ctx, io.MultiReader(bytes.NewReader(head[:n]), u.Body), limit)
	if archive.CodeOf(err) == archive.TooLarge {
		return a, tooLarge(limit)
	}
	if err != nil {
		return a, fmt.Errorf("store %s: %w", a.name, err)
	}
	a.sum, a.size = blob.Sum, blob.Size
	if u.Key != "" {
		a.receipt = ReceiptID(v.ID, u.Key)
	}
	return a, nil
}

// ReceiptID is the id of the receipt for a sender's idempotency key.
func ReceiptID(sender, key string) string {
	sum := sha256.Sum256([]byte(sender + "\x00" + key))
	return hex.EncodeToString(sum[:])
}

// take enters a stored upload as a document that waits for the reader.
func (w *work) take(v archive.Viewer, a arrival) (Received, error) {
	if a.receipt != "" {
		if again, found, err := w.replay(v, a); found || err != nil {
			return again, err
		}
	}
	if !a.upload.Force {
		if err := w.refuseDuplicate(v, a.sum); err != nil {
			return Received{}, err
		}
	}
	doc := &archive.Document{
		Head:      archive.Head{ID: w.newID()},
		Kind:      archive.Letter,
		Status:    archive.Reading,
		Entered:   w.today(),
		EnteredBy: v.ID,
		Files:     []archive.File{{Name: a.name, Blob: a.sum, Size: a.size, Media: "application/pdf"}},
		Read:      archive.ReadState{State: archive.ReadQueued},
	}
	if len(a.upload.Fields) > 0 {
		if err := w.fillUpload(v, doc, a.upload.Fields); err != nil {
			return Received{}, err
		}
	}
	if err := doc.Validate(); err != nil {
		return Received{}, err
	}
	w.change(doc)
	if a.receipt != "" {
		w.change(&archive.Receipt{Head: archive.Head{ID: a.receipt}, Sum: a.sum, Document: doc.ID})
	}
	return Received{Document: doc}, nil
}

// fillUpload puts what the sender typed into a new document.
func (w *work) fillUpload(v archive.Viewer, doc *archive.Document, fields json.RawMessage) error {
	keys, err := patchDocument(doc, fields, v.ID)
	if err != nil {
		return err
	}
	if doc.Status != archive.Reading {
		return invalid("status", "Status tidak dapat diisi saat mengunggah.", "The status cannot be set with an upload.")
	}
	if e, ok := doc.Evidence["secrecy"]; ok {
		e.Why = statedAtUpload
		doc.Evidence["secrecy"] = e
	}
	return w.checkTargets(v, doc, keys)
}

// replay answers a request whose key is known with its first answer.
func (w *work) replay(v archive.Viewer, a arrival) (Received, bool, error) {
	receipt, ok := w.held[string(archive.ReceiptRecord)+"/"+a.receipt].(*archive.Receipt)
	if !ok {
		found, err := w.tx.Receipt(a.receipt)
		if archive.CodeOf(err) == archive.NotFound {
			return Received{}, false, nil
		}
		if err != nil {
			return Received{}, false, fmt.Errorf("look for the receipt: %w", err)
		}
		receipt = found
	}
	if receipt.Sum != a.sum {
		return Received{}, true, archive.Fail(archive.KeyReused,
			"Kunci kiriman ini sudah dipakai untuk berkas lain; pakai kunci baru.",
			"This idempotency key was used for another file; use a new one.")
	}
	doc, err := w.document(receipt.Document)
	if err != nil {
		return Received{}, true, fmt.Errorf("document of the receipt: %w", err)
	}
	if !v.Sees(doc.Secrecy) { // raised meanwhile: the sender learns no more than that it is here
		doc = &archive.Document{Head: archive.Head{ID: doc.ID}, Kind: doc.Kind, Status: archive.Reading, Files: doc.Files}
	}
	return Received{Document: w.desk.ShowDocument(v, doc), Replayed: true}, true, nil
}

// refuseDuplicate refuses bytes that are those of a document the viewer may see.
func (w *work) refuseDuplicate(v archive.Viewer, sum string) error {
	others, err := w.tx.DocumentsByBlob(w.ctx, sum)
	if err != nil {
		return fmt.Errorf("documents with the same bytes: %w", err)
	}
	for _, rec := range w.turn { // those of the same batch
		if doc, ok := rec.(*archive.Document); ok && doc.Rev == 0 && doc.Files[0].Blob == sum {
			others = append(others, doc)
		}
	}
	for _, other := range others {
		if v.Sees(other.Secrecy) && other.Status != archive.Withdrawn {
			refusal := archive.Fail(archive.Duplicate,
				"Berkas yang sama sudah ada di arsip: "+other.Title()+".",
				"The same file is in the archive already: "+other.Title()+".")
			refusal.Current = w.desk.ShowDocument(v, other)
			return refusal
		}
	}
	return nil
}

// fileName is the last part of a sender's path, with what cannot be shown taken out.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1 // control characters, and those that turn the writing direction around
		}
		return r
	}, name))
	if name == "" || name == "." || name == "/" {
		return "naskah.pdf"
	}
	for len(name) > maxName {
		_, last := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-last]
	}
	return name
}

const maxName = 200 // bytes

func tooLarge(limit int64) error {
	return archive.Fail(archive.TooLarge,
		fmt.Sprintf("Berkas lebih besar dari batas %d MB. Perkecil pindaiannya, atau minta admin menaikkan batas.", limit>>20),
		fmt.Sprintf("The file is over the limit of %d MB. Make the scan smaller, or ask the administrator to raise the limit.", limit>>20))
}
