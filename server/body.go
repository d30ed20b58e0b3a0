package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

// readJSON reads a JSON body of limited size into target. Unknown fields are
// refused, so that a misspelt one is not silently lost.
func readJSON(c *fiber.Ctx, target any) error {
	raw, err := readBody(c, jsonBytes)
	if err != nil {
		return err
	}
	return decodeStrictly(raw, target)
}

func decodeStrictly(raw []byte, target any) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return notJSON(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return notJSON(err)
	}
	return nil
}

// readPatch reads a JSON merge patch: an object.
func readPatch(c *fiber.Ctx) (json.RawMessage, error) {
	raw, err := readBody(c, jsonBytes)
	if err != nil {
		return nil, err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil || object == nil {
		return nil, notJSON(err)
	}
	return raw, nil
}

// notJSON also carries what a field's own reader found wrong, such as a level
// that does not exist.
func notJSON(err error) error {
	var own *archive.Error
	if errors.As(err, &own) {
		return own
	}
	e := archive.Fail(archive.Invalid, "Kiriman ini bukan JSON yang diharapkan.", "This is not the JSON that was expected.")
	e.Err = err
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		e.Field = wrongType.Field
	}
	return e
}

// readBody reads at most limit bytes of the body; the server streams bodies and
// does not limit them itself.
func readBody(c *fiber.Ctx, limit int64) ([]byte, error) {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return c.Request().Body(), nil
	}
	raw, err := io.ReadAll(io.LimitReader(stream, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read the request: %w", err)
	}
	if int64(len(raw)) > limit {
		c.Context().SetConnectionClose()
		return nil, archive.Fail(archive.TooLarge, "Kiriman terlalu besar.", "The request is too large.")
	}
	return raw, nil
}

// ifMatch returns the revision a change was made from, out of If-Match. Without one
// a change is refused: it could overwrite what somebody else has just written.
// Revision 0 is what has never been written, which only the settings can be.
func ifMatch(c *fiber.Ctx) (uint64, error) {
	tag := c.Get(fiber.HeaderIfMatch)
	if tag == "" {
		return 0, archive.Fail(needsIfMatch, "Perubahan perlu menyebut revisi yang diubah (If-Match).", "A change must name the revision it was made from (If-Match).")
	}
	text := tag
	if len(text) > 2 && text[:2] == "W/" {
		text = text[2:]
	}
	if unquoted, err := strconv.Unquote(text); err == nil {
		text = unquoted
	}
	rev, err := strconv.ParseUint(text, 10, 64)
	if err != nil || rev == 0 && c.Route().Path != api+"/settings" {
		return 0, invalid("If-Match", "If-Match bukan revisi.", "If-Match is no revision.")
	}
	return rev, nil
}

func setRevision(c *fiber.Ctx, rev uint64) {
	c.Set(fiber.HeaderETag, `"`+strconv.FormatUint(rev, 10)+`"`)
}

// number reads a whole number from the query, between least and most.
func number(c *fiber.Ctx, name string, standard, least, most int) (int, error) {
	text := c.Query(name)
	if text == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, invalid(name, fmt.Sprintf("%q harus bilangan %d sampai %d.", name, least, most), fmt.Sprintf("%q must be a number from %d to %d.", name, least, most))
	}
	return n, nil
}

// choice reads one of several words from the query; the first is the standard.
func choice(c *fiber.Ctx, name string, words ...string) (string, error) {
	text := c.Query(name)
	if text == "" {
		return words[0], nil
	}
	for _, w := range words {
		if text == w {
			return w, nil
		}
	}
	return "", invalid(name, fmt.Sprintf("%q tidak dikenal untuk %q.", text, name), fmt.Sprintf("%q is not known for %q.", text, name))
}

// day reads a date from the query; empty if it is not there.
func day(c *fiber.Ctx, name string) (archive.Date, error) {
	d := archive.Date(c.Query(name))
	if d != "" && !d.Valid() {
		return "", invalid(name, "Tulis tanggal sebagai TTTT-BB-HH.", "Write a date as YYYY-MM-DD.")
	}
	return d, nil
}
