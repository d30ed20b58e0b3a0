package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"

	"lintas/archive"
	"lintas/storage"
)

const (
	maxTranscript  = 512 << 20 // bytes, unpacked: what a blob is believed to hold at most
	recentPapers   = 32 << 20  // bytes of transcripts, as JSON, kept in memory for the index follower
	transcriptSize = 64 << 10  // a usual transcript, for buffers
)

// transcripts keeps the texts of documents as zstd-packed JSON blobs, and the last few in
// memory: what was just read is indexed next.
type transcripts struct {
	blobs  *storage.Blobs
	packer *zstd.Encoder
	opener *zstd.Decoder

	mu     sync.Mutex
	recent map[string]recentPaper
	order  []string
	size   int // of recent
}

// recentPaper is a transcript with the length of its JSON.
type recentPaper struct {
	text *archive.Transcript
	size int
}

func newTranscripts(blobs *storage.Blobs) (*transcripts, error) {
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("zstd encoder: %w", err)
	}
	opener, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxTranscript), zstd.WithDecoderConcurrency(2))
	if err != nil {
		return nil, fmt.Errorf("zstd decoder: %w", err)
	}
	return &transcripts{blobs: blobs, packer: packer, opener: opener, recent: map[string]recentPaper{}}, nil
}

func (t *transcripts) close() error {
	t.opener.Close()
	return t.packer.Close()
}

// put stores a transcript and returns the name of its blob.
func (t *transcripts) put(ctx context.Context, text *archive.Transcript) (string, error) {
	raw, err := json.Marshal(text)
	if err != nil {
		return "", fmt.Errorf("write the transcript: %w", err)
	}
	packed := t.packer.EncodeAll(raw, make([]byte, 0, transcriptSize))
	blob, err := t.blobs.Put(ctx, bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return "", fmt.Errorf("store the transcript: %w", err)
	}
	t.remember(blob.Sum, recentPaper{text, len(raw)})
	return blob.Sum, nil
}

// load returns the transcript in a blob. It is shared: nobody changes it.
func (t *transcripts) load(sum string) (*archive.Transcript, error) {
	if text := t.kept(sum); text != nil {
		return text, nil
	}
	text := new(archive.Transcript)
	if err := t.decode(sum, text); err != nil {
		return nil, err
	}
	return text, nil
}

// loadText returns a transcript of which only the text of the pages is sure to be
// there: for the index, which has no use for the place of every word.
func (t *transcripts) loadText(sum string) (*archive.Transcript, error) {
	if text := t.kept(sum); text != nil {
		return text, nil
	}
	var bare struct {
		Version int `json:"version"`
		Pages   []struct {
			Source string `json:"source"`
			Text   string `json:"text"`
		} `json:"pages"`
	}
	if err := t.decode(sum, &bare); err != nil {
		return nil, err
	}
	text := &archive.Transcript{Version: bare.Version, Pages: make([]archive.Page, len(bare.Pages))}
	for i, p := range bare.Pages {
		text.Pages[i] = archive.Page{Source: p.Source, Text: p.Text}
	}
	return text, nil
}

func (t *transcripts) kept(sum string) *archive.Transcript {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.recent[sum].text
}

func (t *transcripts) decode(sum string, into any) error {
	packed, err := t.read(sum)
	if err != nil {
		return err
	}
	raw, err := t.opener.DecodeAll(packed, nil)
	if err != nil {
		return fmt.Errorf("unpack the transcript %s: %w", sum, err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("read the transcript %s: %w", sum, err)
	}
	return nil
}

func (t *transcripts) read(sum string) ([]byte, error) {
	file, err := t.blobs.Open(sum)
	if err != nil {
		return nil, fmt.Errorf("open the transcript %s: %w", sum, err)
	}
	packed, err := io.ReadAll(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, fmt.Errorf("read the transcript %s: %w", sum, err)
	}
	return packed, nil
}

func (t *transcripts) remember(sum string, paper recentPaper) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.recent[sum].text != nil {
		return
	}
	t.order = append(t.order, sum)
	t.recent[sum] = paper
	t.size += paper.size
	for t.size > recentPapers {
		t.size -= t.recent[t.order[0]].size
		delete(t.recent, t.order[0])
		t.order = t.order[1:]
	}
}

// forget drops what is kept in memory, once nothing waits to be indexed.
func (t *transcripts) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.order) > 0 {
		t.recent, t.order, t.size = map[string]recentPaper{}, nil, 0
	}
}
