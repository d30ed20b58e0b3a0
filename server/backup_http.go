package server

import (
	"context"
	"path/filepath"

	"github.com/gofiber/fiber/v2"

	"lintas/archive"
)

type backupRequest struct {
	To string `json:"to"` // an absolute path on the server's machine
}

// backUp copies the archive while the server runs. Only the command line of this machine may
// ask for it: it writes where it is told. It is not cut short by the time an answer may take.
func (s *Server) backUp(c *fiber.Ctx) error {
	if viewer(c).ID != archive.ByLocal {
		return archive.Fail(archive.Forbidden, "Cadangan dibuat dengan perintah `lintas backup` di mesin server.", "Backups are made with `lintas backup` on the server's machine.")
	}
	var given backupRequest
	if err := readJSON(c, &given); err != nil {
		return err
	}
	if !filepath.IsAbs(given.To) {
		return invalid("to", "Tulis jalur lengkap.", "Write the whole path.")
	}
	report, err := s.desk.Archive().Backup(context.WithoutCancel(c.UserContext()), filepath.Clean(given.To))
	if err != nil {
		return err
	}
	return c.JSON(report)
}
