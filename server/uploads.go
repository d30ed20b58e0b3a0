package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"lintas/archive"
)

// Limits of a batch.
const (
	batchFiles = 100
	keyBytes   = 200
	spoolStep  = 16 << 20 // bytes written between two looks at the room on the disk
)

// spool holds an uploaded file until all of the form is read: in memory while it
// is short, else in a temporary file beside the archive.
type spool struct {
	name string
	data []byte
	file *os.File
	size int64
}

func (s *spool) reader() io.Reader {
	if s.file == nil {
		return bytes.NewReader(s.data)
	}
	return io.NewSectionReader(s.file, 0, s.size)
}

func (s *spool) drop() error {
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}

// form is what an upload brings.
type form struct {
	files  []*spool
	fields json.RawMessage
}

func (f *form) drop() error {
	var errs []error
	for _, file := range f.files {
		errs = append(errs, file.drop())
	}
	return errors.Join(errs...)
}

// stallReader lets a slow line take its time, but not stand still, and counts
// what comes: the server does not limit the bodies it streams.
type stallReader struct {
	body io.Reader
	ctx  *fasthttp.RequestCtx
	left int64
}

func (r *stallReader) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, archive.Fail(archive.TooLarge, "Kiriman ini melebihi batas ukuran.", "This upload is over the size limit.")
	}
	if err := r.ctx.SetReadDeadline(time.Now().Add(stallTime)); err != nil {
		return 0, fmt.Errorf("give the upload more time: %w", err)
	}
	n, err := r.body.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	return n, err
}

// fileLimit is the installation's limit for one file.
func (s *Server) fileLimit() int64 {
	if settings := s.desk.Settings(); settings != nil && settings.MaxFile > 0 {
		return settings.MaxFile
	}
	return archive.DefaultSettings().MaxFile
}

// readForm takes a multipart form in, at most so many files. Who calls it drops
// the form, also after an error.
func (s *Server) readForm(c *fiber.Ctx, most int) (*form, error) {
	found := &form{}
	media, params, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil || media != "multipart/form-data" || params["boundary"] == "" {
		return found, archive.Fail(unsupportedType, "Kirim berkas sebagai formulir multipart/form-data.", "Send files as a multipart/form-data form.")
	}
	limit := s.fileLimit()
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		stream = bytes.NewReader(c.Request().Body())
	}
	parts := multipart.NewReader(&stallReader{body: stream, ctx: c.Context(), left: int64(most)*limit + jsonBytes}, params["boundary"])
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err == nil {
			err = s.readPart(found, part, most, limit)
		}
		if err != nil {
			c.Context().SetConnectionClose()
			return found, brokenForm(err)
		}
	}
}

// brokenForm tells a form that cannot be read from a line that broke.
func brokenForm(err error) error {
	if archive.CodeOf(err) != "" || errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: %w", os.ErrDeadlineExceeded, err)
	}
	e := invalid("file", "Formulir kiriman tidak dapat dibaca.", "The upload form cannot be read.")
	e.Err = err
	return e
}

func (s *Server) readPart(found *form, part *multipart.Part, most int, limit int64) error {
	switch part.FormName() {
	case "fields":
		raw, err := io.ReadAll(io.LimitReader(part, jsonBytes+1))
		if err != nil {
			return err
		}
		var object map[string]json.RawMessage
		if len(raw) > jsonBytes || json.Unmarshal(raw, &object) != nil || object == nil {
			return invalid("fields", "Isian \"fields\" harus objek JSON.", "The part \"fields\" must be a JSON object.")
		}
		found.fields = raw
	case "file":
		if len(found.files) == most {
			return invalid("file", fmt.Sprintf("Paling banyak %d berkas sekali kirim.", most), fmt.Sprintf("At most %d files at once.", most))
		}
		file := &spool{name: part.FileName()}
		found.files = append(found.files, file)
		return s.fill(file, part, limit)
	}
	return nil
}

// fill reads a file's bytes, which may be one more than the limit: then it is too
// large.
func (s *Server) fill(file *spool, part io.Reader, limit int64) error {
	bounded := io.LimitReader(part, limit+1)
	head, err := io.ReadAll(io.LimitReader(bounded, spooledBytes))
	if err != nil {
		return err
	}
	file.data, file.size = head, int64(len(head))
	if len(head) == spooledBytes {
		if err := s.fillFile(file, bounded); err != nil {
			return err
		}
	}
	if file.size > limit {
		return archive.Fail(archive.TooLarge, fmt.Sprintf("Berkas %q melebihi batas %d MB.", file.name, limit>>20), fmt.Sprintf("The file %q is over the limit of %d MB.", file.name, limit>>20))
	}
	return nil
}

// spoolPattern names the temporary files of uploads, in the folder spoolFolder.
const (
	spoolFolder  = "tmp"
	spoolPattern = "upload-*"
)

// clearSpool removes what a killed server has left of unfinished uploads.
func clearSpool(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, spoolFolder, spoolPattern))
	if err != nil {
		return fmt.Errorf("look for unfinished uploads: %w", err)
	}
	var errs []error
	for _, name := range left {
		errs = append(errs, os.Remove(name))
	}
	return errors.Join(errs...)
}

// fillFile goes on in a temporary file, as long as the reserve of the disk allows.
func (s *Server) fillFile(file *spool, rest io.Reader) error {
	dir := filepath.Join(s.desk.Archive().Dir(), spoolFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder for uploads: %w", err)
	}
	opened, err := os.CreateTemp(dir, spoolPattern)
	if err != nil {
		return fmt.Errorf("make a temporary file: %w", err)
	}
	file.file = opened
	if _, err := opened.Write(file.data); err != nil {
		return fmt.Errorf("write a temporary file: %w", err)
	}
	file.data = nil
	n, err := copyWithin(s.desk.Archive().Room, opened, rest)
	file.size += n
	return err
}

// copyWithin copies as long as there is room for the next step.
func copyWithin(room func(int64) error, to io.Writer, from io.Reader) (int64, error) {
	for size := int64(0); ; {
		if err := room(spoolStep); err != nil {
			return size, err
		}
		n, err := io.CopyN(to, from, spoolStep)
		size += n
		if errors.Is(err, io.EOF) {
			return size, nil
		}
		if err != nil {
			return size, err
		}
	}
}

// receive takes one document in. The same Idempotency-Key with the same bytes is
// answered with the first answer again.
func (s *Server) receive(c *fiber.Ctx) (err error) {
	key, err := idempotencyKey(c)
	if err != nil {
		return err
	}
	brought, err := s.readForm(c, 1)
	defer func() { err = errors.Join(err, brought.drop()) }()
	if err != nil {
		return err
	}
	if len(brought.files) == 0 {
		return invalid("file", "Pilih berkas PDF yang dikirim.", "Choose a PDF file to send.")
	}
	file := brought.files[0]
	got, err := s.desk.Receive(c.UserContext(), viewer(c), Upload{Name: file.name, Body: file.reader(), Fields: brought.fields, Key: key, Force: forced(c)})
	if err != nil {
		return err
	}
	s.metrics.received.Inc()
	c.Set(fiber.HeaderLocation, api+"/documents/"+got.Document.ID)
	if got.Replayed {
		c.Set("Idempotency-Replayed", "true")
	}
	return s.answerDocument(c, http.StatusCreated, got.Document, got.Seq)
}

func idempotencyKey(c *fiber.Ctx) (string, error) {
	key := c.Get("Idempotency-Key")
	if len(key) > keyBytes {
		return "", invalid("Idempotency-Key", "Kunci pengiriman terlalu panjang.", "The idempotency key is too long.")
	}
	return key, nil
}

func forced(c *fiber.Ctx) bool { return c.Query("force") == "1" || c.Query("force") == "true" }

// batchItem is the answer to one file of a batch.
type batchItem struct {
	Name     string            `json:"name"`
	Document *archive.Document `json:"document,omitempty"`
	Replayed bool              `json:"replayed,omitempty"`
	Problem  *problem          `json:"problem,omitempty"`
}

// receiveBatch takes many files in as one act. A file that is refused does not
// hinder the others. With an Idempotency-Key each file has the key and its place.
func (s *Server) receiveBatch(c *fiber.Ctx) (err error) {
	key, err := idempotencyKey(c)
	if err != nil {
		return err
	}
	brought, err := s.readForm(c, batchFiles)
	defer func() { err = errors.Join(err, brought.drop()) }()
	if err != nil {
		return err
	}
	if len(brought.files) == 0 {
		return invalid("file", "Pilih berkas PDF yang dikirim.", "Choose PDF files to send.")
	}
	uploads := make([]Upload, len(brought.files))
	for i, file := range brought.files {
		uploads[i] = Upload{Name: file.name, Body: file.reader(), Fields: brought.fields, Force: forced(c)}
		if key != "" {
			uploads[i].Key = fmt.Sprintf("%s/%d", key, i+1)
		}
	}
	got, errs := s.desk.ReceiveAll(c.UserContext(), viewer(c), uploads)
	return s.answerBatch(c, uploads, got, errs)
}

func (s *Server) answerBatch(c *fiber.Ctx, uploads []Upload, got []Received, errs []error) error {
	v, items, latest := viewer(c), make([]batchItem, len(uploads)), uint64(0)
	for i, upload := range uploads {
		items[i] = batchItem{Name: upload.Name}
		if errs[i] != nil {
			p := s.problemOf(c, userError(errs[i]))
			if p.Status >= http.StatusInternalServerError {
				s.log.Error("an upload of a batch failed", "code", p.Code, "error", errs[i])
			}
			items[i].Problem = &p
			continue
		}
		s.metrics.received.Inc()
		latest = max(latest, got[i].Seq)
		items[i].Replayed = got[i].Replayed
		if v.Sees(got[i].Document.Secrecy) {
			items[i].Document = s.desk.ShowDocument(v, got[i].Document)
		}
	}
	return c.JSON(s.changed("items", items, latest))
}
