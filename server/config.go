package server

import (
	"log/slog"
	"runtime"
	"time"
)

// Config is what an installation is started with.
type Config struct {
	Dir           string   // the data folder
	Addr          string   // where HTTP listens, "127.0.0.1:8080"
	Demo          bool     // a throw-away archive with invented letters
	Workers       int      // reader children at once; 0 = one per processor
	Reserve       int64    // bytes of disk to keep free; 0 = the storage's default, -1 = none
	ReaderCommand []string // how a reader child is started; default: this binary with "reader-child"
	ReaderCache   string   // folder of the compiled reading engine; default: in the user's cache folder
	Tesseract     string   // the OCR program; default "tesseract", looked for in PATH
	TLSCert       string   // certificate file; empty serves plain HTTP
	TLSKey        string
	SecureCookies bool // behind a proxy that speaks TLS
	// TrustedProxies are the addresses whose X-Forwarded-For is believed; none by default.
	TrustedProxies []string
	Log            *slog.Logger
	Now            func() time.Time // the clock; default time.Now
	// Progress tells how far long work has come: rebuilding a view, ingesting. It
	// may be called from several goroutines.
	Progress func(task string, done, total int64)

	tesseractEvery time.Duration // between looks for a missing Tesseract
	pageTimeout    time.Duration // for the OCR of one page; 0 = the reading's default
}

func (c Config) withDefaults() Config {
	if c.Workers <= 0 {
		c.Workers = runtime.NumCPU()
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.tesseractEvery <= 0 {
		c.tesseractEvery = tesseractEvery
	}
	if c.Progress == nil {
		c.Progress = func(string, int64, int64) {}
	}
	return c
}
