package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"lintas/archive"
)

// Codes that only HTTP knows.
const (
	internalError   archive.Code = "internal"              // a fault of the server; the log has the cause
	needsIfMatch    archive.Code = "precondition_required" // a change without the revision it was made from
	foreignOrigin   archive.Code = "foreign_origin"        // the request comes from another web site
	noSuchMethod    archive.Code = "method_not_allowed"
	unsupportedType archive.Code = "unsupported_type"
	requestTimeout  archive.Code = "request_timeout"
	timeout         archive.Code = "timeout"
	staleCursor     archive.Code = "stale_cursor" // a cursor of another installation or of before a restore
	staleLink       archive.Code = "stale_link"   // a login link that has been used, or is too old
	badRange        archive.Code = "range_not_satisfiable"
)

// answerFor is the one table of statuses: what each code is in HTTP, and its
// title in the two languages.
func answerFor(code archive.Code) (status int, title archive.Text) {
	switch code {
	case archive.Invalid:
		return http.StatusUnprocessableEntity, archive.Text{ID: "Isian belum benar", EN: "Not valid"}
	case archive.NotFound:
		return http.StatusNotFound, archive.Text{ID: "Tidak ditemukan", EN: "Not found"}
	case archive.Conflict:
		return http.StatusConflict, archive.Text{ID: "Sudah diubah orang lain", EN: "Changed meanwhile"}
	case archive.Duplicate:
		return http.StatusConflict, archive.Text{ID: "Sudah ada di arsip", EN: "Already in the archive"}
	case archive.Forbidden, foreignOrigin:
		return http.StatusForbidden, archive.Text{ID: "Tidak diizinkan", EN: "Not allowed"}
	case archive.Unknown:
		return http.StatusUnauthorized, archive.Text{ID: "Belum masuk", EN: "Not logged in"}
	case archive.TooLarge:
		return http.StatusRequestEntityTooLarge, archive.Text{ID: "Terlalu besar", EN: "Too large"}
	case archive.NotPDF, unsupportedType:
		return http.StatusUnsupportedMediaType, archive.Text{ID: "Jenis berkas tidak diterima", EN: "Type not accepted"}
	case archive.BrokenPDF, archive.EncryptedPDF, archive.EmptyPDF, archive.TooCostly:
		return http.StatusUnprocessableEntity, archive.Text{ID: "PDF tidak dapat dibaca", EN: "The PDF cannot be read"}
	case archive.DiskFull:
		return http.StatusInsufficientStorage, archive.Text{ID: "Ruang simpan habis", EN: "Storage full"}
	case archive.KeyReused:
		return http.StatusUnprocessableEntity, archive.Text{ID: "Kunci pengiriman terpakai", EN: "Key used before"}
	case archive.TooMany:
		return http.StatusTooManyRequests, archive.Text{ID: "Terlalu sering", EN: "Too many"}
	case archive.Locked, archive.Busy:
		return http.StatusServiceUnavailable, archive.Text{ID: "Sedang sibuk", EN: "Busy"}
	case archive.Damaged:
		return http.StatusInternalServerError, archive.Text{ID: "Data rusak", EN: "Damaged data"}
	case needsIfMatch:
		return http.StatusPreconditionRequired, archive.Text{ID: "Revisi tidak disebut", EN: "Revision missing"}
	case noSuchMethod:
		return http.StatusMethodNotAllowed, archive.Text{ID: "Cara tidak dikenal", EN: "Method not allowed"}
	case requestTimeout:
		return http.StatusRequestTimeout, archive.Text{ID: "Kiriman terputus", EN: "The request stopped"}
	case timeout:
		return http.StatusGatewayTimeout, archive.Text{ID: "Terlalu lama", EN: "Took too long"}
	case staleCursor:
		return http.StatusGone, archive.Text{ID: "Penanda kedaluwarsa", EN: "Cursor out of date"}
	case staleLink:
		return http.StatusGone, archive.Text{ID: "Tautan tidak berlaku lagi", EN: "Link out of date"}
	case badRange:
		return http.StatusRequestedRangeNotSatisfiable, archive.Text{ID: "Bagian tidak ada", EN: "No such range"}
	}
	return http.StatusInternalServerError, archive.Text{ID: "Kesalahan server", EN: "Server error"}
}

// problem is an RFC 9457 problem document. Code is stable; the texts are in the
// language of the user.
type problem struct {
	Type    string       `json:"type"`
	Title   string       `json:"title"`
	Status  int          `json:"status"`
	Detail  string       `json:"detail"`
	Code    archive.Code `json:"code"`
	Field   string       `json:"field,omitempty"`
	Current any          `json:"current,omitempty"`
}

// refuse answers a request with a problem document. An error that no user is
// meant to see becomes "internal", and its text stays in the log.
func (s *Server) refuse(c *fiber.Ctx, err error) error {
	shown := userError(err)
	status, _ := answerFor(shown.Code)
	if status >= 500 && shown.Code != archive.DiskFull {
		s.log.Error("request failed", "method", c.Method(), "route", c.Route().Path, "code", shown.Code, "error", err)
	}
	body := s.problemOf(c, shown)
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	c.Response().ResetBody()
	if status == http.StatusUnauthorized {
		c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="lintas"`)
	}
	c.Set(fiber.HeaderContentType, "application/problem+json; charset=utf-8")
	c.Set(fiber.HeaderContentLanguage, language(c))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(status).Send(raw)
}

func (s *Server) problemOf(c *fiber.Ctx, e *archive.Error) problem {
	status, title := answerFor(e.Code)
	lang := language(c)
	p := problem{
		Type:   "urn:lintas:problem:" + string(e.Code),
		Title:  title.In(lang),
		Status: status,
		Detail: e.Text.In(lang),
		Code:   e.Code,
		Field:  e.Field,
	}
	if v, ok := c.Locals(viewerKey).(archive.Viewer); ok && e.Current != nil {
		p.Current = s.outward(v, e.Current)
	}
	return p
}

// userError finds the error a user may see, or makes one from what went wrong.
//
// Whatever is not found is told in the same words: they must not show whether it is
// not there or only not for this viewer.
func userError(err error) *archive.Error {
	var shown *archive.Error
	if errors.As(err, &shown) {
		if shown.Code == archive.NotFound {
			return notFound()
		}
		return shown
	}
	var fromRouter *fiber.Error
	switch {
	case errors.As(err, &fromRouter):
		return routerError(fromRouter)
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, fasthttp.ErrTimeout):
		return archive.Fail(requestTimeout, "Kiriman berhenti di tengah jalan; coba kirim lagi.", "The request stopped half-way; send it again.")
	case errors.Is(err, context.DeadlineExceeded):
		return archive.Fail(timeout, "Permintaan ini terlalu lama dikerjakan; persempit lalu coba lagi.", "This took too long; narrow it down and try again.")
	case errors.Is(err, context.Canceled):
		return archive.Fail(archive.Busy, "Server sedang berhenti; coba lagi sebentar.", "The server is stopping; try again in a moment.")
	}
	return archive.Fail(internalError, "Terjadi kesalahan di server. Coba lagi; bila berulang, hubungi admin.", "Something went wrong in the server. Try again; if it happens again, tell the administrator.")
}

func routerError(e *fiber.Error) *archive.Error {
	switch e.Code {
	case http.StatusNotFound:
		return archive.Fail(archive.NotFound, "Alamat ini tidak ada.", "There is nothing at this address.")
	case http.StatusMethodNotAllowed:
		return archive.Fail(noSuchMethod, "Alamat ini tidak mengenal cara itu.", "This address does not know that method.")
	case http.StatusRequestEntityTooLarge, http.StatusRequestHeaderFieldsTooLarge:
		return archive.Fail(archive.TooLarge, "Permintaan terlalu besar.", "The request is too large.")
	case http.StatusRequestTimeout:
		return archive.Fail(requestTimeout, "Kiriman berhenti di tengah jalan; coba kirim lagi.", "The request stopped half-way; send it again.")
	case http.StatusInternalServerError:
		return archive.Fail(internalError, "Terjadi kesalahan di server.", "Something went wrong in the server.")
	}
	return archive.Fail(archive.Invalid, "Permintaan tidak dapat dibaca.", "The request cannot be read.")
}

func invalid(field, id, en string) *archive.Error {
	e := archive.Fail(archive.Invalid, id, en)
	e.Field = field
	return e
}

func notFound() *archive.Error {
	return archive.Fail(archive.NotFound, "Tidak ditemukan, atau tidak untuk Anda.", "Not found, or not for you.")
}
