package server

import "github.com/prometheus/client_golang/prometheus"

// journal sends how long the disk takes to make acts durable: what every change waits for.
func (f deskFigures) journal(out chan<- prometheus.Metric) {
	n, total := f.server.desk.Archive().Syncs()
	out <- prometheus.MustNewConstSummary(figure("journal_sync_seconds", "Time the disk takes to make the journal durable, since the start."), n, total.Seconds(), nil)
}
