package storage

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"lintas/archive"
)

// BenchmarkLargeArchive makes an archive of 100,000 letters of usual size, each
// received and then read (two acts), and reports how long a new process takes to
// open it and how much memory it then holds, at rest and after lists were read.
func BenchmarkLargeArchive(b *testing.B) {
	const n = 100_000
	dir := b.TempDir()
	a := openOnly(b, dir, Options{Reserve: -1})
	start := time.Now()
	for i := 0; i < n; i += 100 {
		recs := make([]archive.Record, 100)
		for j := range recs {
			recs[j] = usual(i + j)
		}
		put(b, a, recs...)
		put(b, a, recs...) // read
	}
	rate := 2 * n / time.Since(start).Seconds()
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		out, err := exec.Command(os.Args[0], "-measure", dir).CombinedOutput()
		if err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		for field := range strings.FieldsSeq(string(out)) {
			name, value, _ := strings.Cut(field, "=")
			v, err := strconv.ParseFloat(value, 64)
			if err != nil {
				b.Fatalf("%s: %v", out, err)
			}
			b.ReportMetric(v, name)
		}
	}
	b.ReportMetric(rate, "records/s")
	start = time.Now()
	if err := Rebuild(context.Background(), dir, nil); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(start).Seconds(), "rebuild-s")
	start = time.Now()
	r, err := Verify(context.Background(), dir, VerifyOptions{})
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range r.Faults {
		if f.Code != "blob-missing" && f.Code != "reference" { // there are no blobs, cases and agencies
			b.Fatal(f)
		}
	}
	b.ReportMetric(time.Since(start).Seconds(), "verify-s")
}

// usual is a letter with evidence, as long as most are once read.
func usual(n int) *archive.Document {
	day := archive.Date("2020-01-01").AddDays(n % 1500)
	d := letter(fmt.Sprintf("01HZX%021d", n), fmt.Sprintf("B-%05d/PWNI/%02d/2024", n, n%12+1), day, archive.Secrecy(n%20/19))
	d.Received, d.Place = day.AddDays(3), "Jakarta"
	d.Copies = []archive.Party{{Agency: fmt.Sprint("kbri-", n%90), Name: "KBRI", Printed: "Kepala Perwakilan RI"}}
	d.Cases = []archive.CaseLink{{Case: fmt.Sprint("c", n/10), Score: 0.9}}
	d.References = []archive.Reference{{Number: fmt.Sprintf("B-%05d/PWNI/01/2023", n/2), Relation: archive.Replies, Printed: "Menunjuk surat Saudara"}}
	d.Workers = []archive.Mention{{Name: fmt.Sprint("Siti Aminah ", n%5000), Passport: fmt.Sprintf("C%07d", n%5000)}}
	d.Evidence = map[string]archive.Evidence{}
	for _, field := range []string{"number", "date", "from", "to.0", "subject", "copies.0", "references.0", "workers.0", "place", "urgency"} {
		d.Evidence[field] = archive.Evidence{Value: "seperti tercetak di halaman", Page: 1, Box: [4]float64{72, 100.5, 320.25, 112}, Confidence: 0.93, Why: "labelled line"}
	}
	return d
}

// measure is the new process.
func measure(dir string) error {
	start := time.Now()
	a, err := Open(context.Background(), Options{Dir: dir, Reserve: -1})
	if err != nil {
		return err
	}
	opened := time.Since(start)
	rest, err := resident()
	if err != nil {
		return err
	}
	r := a.Read(archive.System())
	start = time.Now()
	first, err := r.Documents(context.Background(), DocumentQuery{Agency: "kbri-7", Status: archive.Registered})
	if err != nil {
		return err
	}
	cold := time.Since(start)
	start = time.Now()
	const lists = 400
	for i := range lists {
		q := DocumentQuery{Order: ByReceived, Agency: fmt.Sprint("kbri-", i%90), Limit: 20}
		if i%2 == 0 {
			q = DocumentQuery{From: "2022-01-01", Limit: 20}
		}
		if _, err := r.Documents(context.Background(), q); err != nil {
			return err
		}
	}
	warm := time.Since(start) / lists
	busy, err := resident()
	if err != nil {
		return err
	}
	fmt.Printf("open-ms=%d rest-MB=%d first-list-ms=%d list-us=%d busy-MB=%d listed=%d\n", opened.Milliseconds(), rest, cold.Milliseconds(), warm.Microseconds(), busy, len(first.Items))
	return a.Close()
}

// resident is the memory of this process in MB, mapped files included.
func resident() (int, error) {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			return kb >> 10, err
		}
	}
	return 0, fmt.Errorf("no VmRSS in /proc/self/status")
}
