package server

import (
	"bytes"
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/common/expfmt"

	"lintas/archive"
)

// metrics are the server's own figures, in a registry of its own.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	logins   *prometheus.CounterVec
	received prometheus.Counter
	// unrecorded counts reads that the access log does not have.
	unrecorded prometheus.Counter
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "lintas_request_seconds", Help: "Time to answer, by method, route and status.",
			Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 5, 30},
		}, []string{"method", "route", "status"}),
		logins:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "lintas_logins_total", Help: "Attempts to log in, by outcome."}, []string{"outcome"}),
		received: prometheus.NewCounter(prometheus.CounterOpts{Name: "lintas_documents_received_total", Help: "Documents taken in by HTTP since the start."}),
	}
	m.unrecorded = prometheus.NewCounter(prometheus.CounterOpts{Name: "lintas_access_log_failures_total", Help: "Reads that could not be written into the access log."})
	m.registry.MustRegister(m.requests, m.logins, m.received, m.unrecorded, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// deskFigures asks the desk at the moment somebody looks. Documents are counted as far as
// the viewer may know of them; numbers that count all are for the highest clearance.
type deskFigures struct {
	server *Server
	viewer archive.Viewer
}

var _ prometheus.Collector = deskFigures{}

func figure(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("lintas_"+name, help, labels, nil)
}

// Describe sends nothing: the figures are made when they are collected.
func (deskFigures) Describe(chan<- *prometheus.Desc) {}

// Collect sends the figures of this moment.
func (f deskFigures) Collect(out chan<- prometheus.Metric) {
	desk := f.server.desk
	gauge := func(desc *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, labels...)
	}
	counts, err := desk.Archive().Read(f.viewer).Counts(context.Background())
	if err != nil {
		f.server.log.Error("documents cannot be counted", "error", err)
	} else {
		documents := figure("documents", "Documents in the archive, by status.", "status")
		for status, n := range counts.Documents {
			gauge(documents, float64(n), string(status))
		}
		gauge(figure("deadlines_open", "Deadlines that are still owed."), float64(counts.OpenDeadlines))
	}
	if free, err := freeBytes(desk.Archive().Dir()); err == nil {
		gauge(figure("disk_free_bytes", "Free space where the archive lies."), float64(free))
	}
	if !f.viewer.Sees(archive.TopSecret) {
		return
	}
	status := desk.Status()
	gauge(figure("reader_queue", "Documents waiting for the reader."), float64(status.Queued))
	gauge(figure("reader_busy", "Documents being read."), float64(status.Reading))
	gauge(figure("ocr_pages_waiting", "Scanned pages waiting for OCR."), float64(status.PagesWaiting))
	gauge(figure("ocr_pages_read", "Scanned pages read by OCR since the start."), float64(status.PagesRead))
	head, _ := desk.Archive().Head()
	gauge(figure("journal_head", "Number of the last act."), float64(head))
	f.journal(out)
	if index := desk.Index(); index != nil {
		applied, _ := index.Applied()
		gauge(figure("index_lag", "Acts the index has still to take in."), float64(head-min(head, applied)))
	}
}

// exposition writes the figures in the text form of Prometheus.
func (s *Server) exposition(c *fiber.Ctx) error {
	figures := prometheus.NewRegistry()
	if err := figures.Register(deskFigures{s, viewer(c)}); err != nil {
		return fmt.Errorf("register the figures: %w", err)
	}
	families, err := prometheus.Gatherers{s.metrics.registry, figures}.Gather()
	if err != nil {
		return fmt.Errorf("gather the metrics: %w", err)
	}
	var text bytes.Buffer
	format := expfmt.NewFormat(expfmt.TypeTextPlain)
	encoder := expfmt.NewEncoder(&text, format)
	for _, family := range families {
		if err := encoder.Encode(family); err != nil {
			return fmt.Errorf("write the metrics: %w", err)
		}
	}
	c.Set(fiber.HeaderContentType, string(format))
	return c.Send(text.Bytes())
}
