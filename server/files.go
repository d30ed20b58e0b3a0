package server

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// sendFile sends a file of a document exactly as it was received, whole or the
// one range asked for.
func (s *Server) sendFile(c *fiber.Ctx) (err error) {
	doc, err := s.reader(c).Document(c.Params("id"))
	if err != nil {
		return err
	}
	n, err := number(c, "n", 1, 1, 1000)
	if err != nil {
		return err
	}
	if n > len(doc.Files) {
		return notFound()
	}
	file := doc.Files[n-1]
	body, err := s.desk.Archive().Blobs().Open(file.Blob)
	if err != nil {
		return fmt.Errorf("open file %d of document %s: %w", n, doc.ID, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, body.Close())
		}
	}()
	s.recordLook(c, doc.ID, "file")
	s.fileHeaders(c, doc, file)
	return sendRange(c, body, file.Size)
}

// fileHeaders lets the own page show a PDF in a frame, and nothing else run what
// is in a file: what is not a PDF is only ever saved.
func (s *Server) fileHeaders(c *fiber.Ctx, doc *archive.Document, file archive.File) {
	disposition, media := "inline", file.Media
	if media != "application/pdf" {
		disposition, media = "attachment", "application/octet-stream"
	}
	if c.Query("download") != "" {
		disposition = "attachment"
	}
	c.Set(fiber.HeaderContentType, media)
	c.Set(fiber.HeaderContentDisposition, contentDisposition(disposition, file.Name))
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	c.Set(fiber.HeaderETag, `"`+file.Blob+`"`)
	c.Set(fiber.HeaderXFrameOptions, "SAMEORIGIN")
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'")
	if doc.Secrecy == archive.Ordinary {
		c.Set(fiber.HeaderCacheControl, "private, no-cache")
	}
}

// contentDisposition writes a file name by RFC 6266: an ASCII form for old
// programs and the name itself in UTF-8.
func contentDisposition(kind, name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	ascii := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\/%;`, r) {
			return '_'
		}
		return r
	}, name)
	header := kind + `; filename="` + ascii + `"`
	if ascii != name {
		header += "; filename*=UTF-8''" + escapeName(name)
	}
	return header
}

// escapeName escapes what is no attr-char of RFC 5987.
func escapeName(name string) string {
	var b strings.Builder
	for _, c := range []byte(name) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("!#$&+-.^_`|~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// sendRange sends a file whose ETag is set already. It closes the file once it is
// sent, unless it returns an error.
func sendRange(c *fiber.Ctx, file *os.File, size int64) error {
	tag := string(c.Response().Header.Peek(fiber.HeaderETag))
	if matches(c.Get(fiber.HeaderIfNoneMatch), tag) {
		c.Status(http.StatusNotModified)
		return file.Close()
	}
	start, length, partial := int64(0), size, false
	if asked := c.Get(fiber.HeaderRange); asked != "" && (c.Get(fiber.HeaderIfRange) == "" || c.Get(fiber.HeaderIfRange) == tag) {
		var ok bool
		if start, length, partial, ok = oneRange(asked, size); !ok {
			c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes */%d", size))
			return archive.Fail(badRange, "Bagian berkas itu tidak ada.", "The file has no such part.")
		}
	}
	if partial {
		c.Status(http.StatusPartialContent)
		c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes %d-%d/%d", start, start+length-1, size))
	}
	c.Response().SetBodyStream(struct {
		io.Reader
		io.Closer
	}{io.NewSectionReader(file, start, length), file}, int(length))
	return nil
}

func matches(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		if one = strings.TrimSpace(one); one == tag || one == "W/"+tag || one == "*" {
			return true
		}
	}
	return false
}

// oneRange reads a Range header. Several ranges at once, and units that are not
// bytes, are answered with the whole file, which RFC 9110 allows.
func oneRange(header string, size int64) (start, length int64, partial, ok bool) {
	spec, isBytes := strings.CutPrefix(header, "bytes=")
	first, last, isRange := strings.Cut(strings.TrimSpace(spec), "-")
	if !isBytes || !isRange || strings.Contains(spec, ",") {
		return 0, size, false, true
	}
	if first == "" {
		n, err := strconv.ParseInt(last, 10, 64)
		if err != nil {
			return 0, size, false, true
		}
		n = min(n, size)
		return size - n, n, true, n > 0
	}
	start, err := strconv.ParseInt(first, 10, 64)
	if err != nil || start < 0 {
		return 0, size, false, true
	}
	end := size - 1
	if last != "" {
		if end, err = strconv.ParseInt(last, 10, 64); err != nil || end < start {
			return 0, size, false, true
		}
		end = min(end, size-1)
	}
	return start, end - start + 1, true, start < size
}

func (s *Server) showText(c *fiber.Ctx) error {
	text, err := s.desk.Transcript(c.UserContext(), viewer(c), c.Params("id"))
	if err != nil {
		return err
	}
	s.recordLook(c, c.Params("id"), "text")
	return c.JSON(text)
}

// sendPicture sends a page as a JPEG. Its name holds the page, its query the width.
func (s *Server) sendPicture(c *fiber.Ctx) error {
	page, err := strconv.Atoi(c.Params("page"))
	if err != nil || page < 1 {
		return notFound()
	}
	width, err := number(c, "w", 900, 100, 2400)
	if err != nil {
		return err
	}
	name, err := s.desk.Picture(c.UserContext(), viewer(c), c.Params("id"), page, width)
	if err != nil {
		return err
	}
	s.recordLook(c, c.Params("id"), "pages")
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("open a page picture: %w", err)
	}
	info, err := file.Stat()
	if err != nil {
		return errors.Join(fmt.Errorf("look at a page picture: %w", err), file.Close())
	}
	c.Set(fiber.HeaderContentType, "image/jpeg")
	c.Set(fiber.HeaderETag, fmt.Sprintf(`"%x-%x"`, info.ModTime().UnixNano(), info.Size()))
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	if err := sendRange(c, file, info.Size()); err != nil {
		return errors.Join(err, file.Close())
	}
	return nil
}
