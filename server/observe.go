package server

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// observe stands around every request: it gives it a time to be done by, turns
// errors and panics into problem documents, and counts and logs what happened,
// without queries, names or addresses of records.
func (s *Server) observe(c *fiber.Ctx) error {
	began := time.Now()
	limit := answerTime
	if isUpload(c.Path()) {
		limit = fileTime
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	c.SetUserContext(ctx)
	if err := s.run(c); err != nil {
		if err := s.refuse(c, err); err != nil {
			return err
		}
	}
	pack(c)
	status, took := c.Response().StatusCode(), time.Since(began)
	path := c.Route().Path
	if !strings.HasPrefix(path, "/api/") && !strings.HasPrefix(path, "/healthz") && !strings.HasPrefix(path, "/readyz") && path != "/metrics" {
		path = "page"
	}
	s.metrics.requests.WithLabelValues(c.Method(), path, strconv.Itoa(status)).Observe(took.Seconds())
	s.log.Debug("request", "method", c.Method(), "route", path, "status", status, "ms", took.Milliseconds())
	return nil
}

func (s *Server) run(c *fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("panic", "route", c.Route().Path, "value", fmt.Sprint(r), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return c.Next()
}

// isUpload reports whether a request line brings files.
func isUpload(path string) bool {
	path, _, _ = strings.Cut(path, "?")
	return path == api+"/documents" || path == api+"/documents/batch"
}

// isDownload reports whether a request line asks for what may take long to send.
func isDownload(path string) bool {
	path, _, _ = strings.Cut(path, "?")
	return strings.HasSuffix(path, "/file") || path == api+"/events"
}

// alive answers as long as the process does.
func (s *Server) alive(c *fiber.Ctx) error {
	return c.Status(http.StatusOK).SendString("ok\n")
}
