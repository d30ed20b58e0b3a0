package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

const screensAddr = "127.0.0.1:18098"

// screen is one picture of the demo: where to go, what to wait for, what to do.
type screen struct {
	name, path, ready string
	phone, dark, wide bool
	then              string // a link to follow
}

var screens = []screen{
	{name: "beranda", path: "#/", ready: "main .card"},
	{name: "periksa", path: "#/periksa", ready: "form img, .sheet img, .bench img"},
	{name: "cari", path: "#/cari?q=gaji+tidak+dibayar", ready: "mark"},
	{name: "naskah", path: "#/cari?q=nomor:1605", ready: "mark", then: `a[href^="#/naskah/"]`},
	{name: "kasus", path: "#/kasus", ready: `main a[href^="#/kasus/"]`, then: `main a[href^="#/kasus/"]`},
	{name: "tenggat", path: "#/tenggat", ready: "main .list"},
	{name: "agenda", path: "#/agenda", ready: "main h1"},
	{name: "beranda-gelap", path: "#/", ready: "main .card", dark: true},
	{name: "beranda-ponsel", path: "#/", ready: "main .card", phone: true},
	{name: "cari-gelap", path: "#/cari?q=belum+dijawab&tahun=2024", ready: ".hit", dark: true},
	{name: "cari-lebar", path: "#/cari?q=paspor", ready: ".preview .hit, .preview img", wide: true},
	{name: "bantuan", path: "#/bantuan", ready: ".help-line"},
	{name: "cari-ponsel", path: "#/cari?q=gaji+tidak+dibayar", ready: "mark", phone: true},
}

// takeScreens photographs the demo into docs/screens.
func takeScreens(ctx context.Context, dir string) error {
	bin, err := build(ctx, dir)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, bin, "serve", "--demo", "--addr", screensAddr)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the demo: %w", err)
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	}()
	link := ""
	for lines := bufio.NewScanner(out); link == "" && lines.Scan(); {
		if words := strings.Fields(lines.Text()); len(words) > 1 && words[0] == "Admin" {
			link = words[len(words)-1]
		}
	}
	if link == "" {
		return errors.New("the demo printed no link")
	}
	if err := os.MkdirAll(filepath.Join("docs", "screens"), 0o755); err != nil {
		return err
	}
	browser, stop := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("hide-scrollbars", true))...)
	defer stop()
	tab, stop := chromedp.NewContext(browser)
	defer stop()
	if err := chromedp.Do(tab, chromedp.Navigate(link), chromedp.WaitVisible(chromedp.CSS("main"))); err != nil {
		return fmt.Errorf("log in: %w", err)
	}
	for _, s := range screens {
		if err := s.take(tab); err != nil {
			return fmt.Errorf("screen %s: %w", s.name, err)
		}
		fmt.Println("docs/screens/" + s.name + ".png")
	}
	return nil
}

func (s screen) take(tab context.Context) error {
	tab, stop := context.WithTimeout(tab, 30*time.Second)
	defer stop()
	width, height, theme := int64(1366), int64(768), "light"
	if s.phone {
		width, height = 390, 844
	}
	if s.wide {
		width, height = 1680, 950
	}
	if s.dark {
		theme = "dark"
	}
	look := func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
		return chromedp.Void{}, err
	}
	steps := []chromedp.Action[chromedp.Void]{
		look, chromedp.EmulateViewport(width, height),
		chromedp.Navigate("http://" + screensAddr + "/" + s.path), chromedp.Reload(),
		chromedp.WaitVisible(chromedp.CSS(s.ready)),
	}
	if s.then != "" {
		steps = append(steps, chromedp.Click(chromedp.CSS(s.then)))
	}
	// Pictures of pages fade in; there is no event to wait for.
	if err := chromedp.Do(tab, append(steps, chromedp.Sleep(2*time.Second))...); err != nil {
		return err
	}
	png, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("docs", "screens", s.name+".png"), png, 0o644)
}
