package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Limits of the HTTP side. Uploads and event streams have their own, see
// limitsFor.
const (
	headerTime   = 10 * time.Second // to send the request line and the headers
	answerTime   = 60 * time.Second // to work out an answer
	writeTime    = 60 * time.Second // to take an answer in
	fileTime     = 30 * time.Minute // to take a file in, or to send one, on a slow line
	stallTime    = 30 * time.Second // an upload may pause this long
	idleTime     = 90 * time.Second // a connection may wait between two requests
	graceTime    = 15 * time.Second // for requests under way when the server stops
	eventTime    = 10 * time.Minute // an event stream lives; browsers come back by themselves
	headerBytes  = 16 << 10
	jsonBytes    = 1 << 20 // of a JSON body
	spooledBytes = 1 << 20 // of an upload kept in memory; what is longer goes to a temporary file
	connections  = 1024
	eventStreams = 256
)

// Server is the HTTP side of a Desk: routes, sessions and limits. It holds no
// state that cannot be lost: sessions and keys are kept in the archive's private
// store.
type Server struct {
	desk     *Desk
	config   Config
	app      *fiber.App
	log      *slog.Logger
	now      func() time.Time
	sessions *sessions
	logins   *throttle
	hashing  chan struct{} // bounds the memory that password hashing takes
	setup    setupToken
	cursors  *cursors
	counts   *countCache
	tally    *tally
	looks    *looks
	metrics  *metrics
	site     *site
	proxies  proxies

	strangeProxy sync.Once // has been told of in the log

	running context.Context    // ends when the server begins to stop: what event streams wait with
	stop    context.CancelFunc // ends running
	streams chan struct{}      // one place for each open event stream
	ready   chan struct{}      // closed once the server listens
	address string             // where it listens; valid once ready is closed
}

// New builds the server of a desk. It does not listen yet; see Run.
func New(desk *Desk, config Config) *Server {
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	s := &Server{
		desk:    desk,
		config:  config,
		log:     config.Log,
		now:     config.Now,
		logins:  newThrottle(config.Now),
		hashing: make(chan struct{}, 2),
		counts:  newCountCache(),
		looks:   &looks{at: map[look]time.Time{}},
		streams: make(chan struct{}, eventStreams),
		ready:   make(chan struct{}),
	}
	s.running, s.stop = context.WithCancel(context.Background())
	s.sessions = &sessions{private: desk.Archive().Private(), now: config.Now}
	s.cursors = openCursors(desk.Archive(), config.Log)
	var err error
	if s.proxies, err = parseProxies(config.TrustedProxies); err != nil {
		s.log.Error("no proxy is trusted, since one of them cannot be read", "error", err)
	}
	if err := clearSpool(desk.Archive().Dir()); err != nil {
		s.log.Warn("unfinished uploads of the last run could not be removed", "error", err)
	}
	s.tally = newTally(desk.Archive())
	s.metrics = newMetrics()
	s.site = openSite(config.Log)
	s.app = s.newApp()
	s.addRoutes()
	return s
}

// App returns the application, for tests that ask it without a network.
func (s *Server) App() *fiber.App { return s.app }

func (s *Server) newApp() *fiber.App {
	app := fiber.New(fiber.Config{
		AppName:                      "Lintas",
		Immutable:                    true, // strings of a request outlive its handler here
		StrictRouting:                true,
		CaseSensitive:                true,
		UnescapePath:                 true,
		StreamRequestBody:            true,
		DisablePreParseMultipartForm: true,
		BodyLimit:                    jsonBytes, // not enforced on streams: readers count for themselves
		Concurrency:                  connections,
		ReadTimeout:                  headerTime,
		WriteTimeout:                 writeTime,
		IdleTimeout:                  idleTime,
		ReadBufferSize:               headerBytes,
		DisableStartupMessage:        true,
		EnableTrustedProxyCheck:      true, // and none is named: fiber believes no proxy; see clientOf
		ErrorHandler:                 func(c *fiber.Ctx, err error) error { return s.refuse(c, err) },
	})
	app.Server().HeaderReceived = limitsFor
	app.Server().CloseOnShutdown = true
	return app
}

// limitsFor gives uploads and downloads more time than other requests have. How
// long an upload may stall is watched while it is read.
func limitsFor(header *fasthttp.RequestHeader) fasthttp.RequestConfig {
	limits := fasthttp.RequestConfig{ReadTimeout: stallTime, WriteTimeout: writeTime}
	path := string(header.RequestURI())
	switch {
	case header.IsPost() && isUpload(path):
		limits.WriteTimeout = fileTime
	case isDownload(path):
		limits.WriteTimeout = fileTime
	}
	return limits
}

// Run listens on the configured address until ctx ends, then lets the requests
// under way finish. It returns nil after an orderly stop.
func (s *Server) Run(ctx context.Context) error {
	listener, err := net.Listen("tcp", s.config.Addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", s.config.Addr, err)
	}
	return s.Serve(ctx, listener)
}

// Serve is Run on a listener that is open already. It closes the listener.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	s.address = listener.Addr().String()
	if s.config.TLSCert != "" {
		pair, err := tls.LoadX509KeyPair(s.config.TLSCert, s.config.TLSKey)
		if err != nil {
			return errors.Join(fmt.Errorf("load the TLS certificate: %w", err), listener.Close())
		}
		listener = tls.NewListener(listener, &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{pair}})
	}
	close(s.ready)
	var warming sync.WaitGroup
	defer warming.Wait()
	warming.Go(func() {
		if err := s.tally.warm(s.running); err != nil && s.running.Err() == nil {
			s.log.Warn("the home page's counts could not be made beforehand", "error", err)
		}
	})
	served := make(chan error, 1)
	go func() { served <- s.app.Listener(listener) }()
	s.log.Info("listening", "address", s.address, "tls", s.config.TLSCert != "")

	select {
	case err := <-served:
		s.stop()
		return wrap(err, "serve")
	case <-ctx.Done():
	}
	s.stop()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
	defer cancel()
	err := s.app.ShutdownWithContext(grace)
	// A stop that comes before the app has taken the listener over finds nothing to close.
	if closeErr := listener.Close(); closeErr != nil && !errors.Is(closeErr, net.ErrClosed) {
		err = errors.Join(err, closeErr)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.Warn("requests were still under way when the time to stop ran out")
		err = nil
	}
	return errors.Join(wrap(err, "stop"), wrap(<-served, "serve"))
}

// Ready is closed once the server listens.
func (s *Server) Ready() <-chan struct{} { return s.ready }

// URL returns the address of the first page, once the server listens. An
// unspecified address (all interfaces) is shown as localhost.
func (s *Server) URL() string {
	scheme := "http"
	if s.config.TLSCert != "" {
		scheme = "https"
	}
	address := s.address
	if address == "" {
		address = s.config.Addr
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return scheme + "://" + address
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

func wrap(err error, doing string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
