package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lintas/demo"
)

// network stands between the browser and the server: it can be gone, it can answer uploads
// itself, and it can cut the answers to every third after the server has written it down.
type network struct {
	url     string
	gone    atomic.Bool
	cutting atomic.Bool
	posing  atomic.Bool // a page of its own stands in for the answers to uploads
	posts   atomic.Int64
}

func openNetwork(t *testing.T, target string) *network {
	t.Helper()
	to, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	n := &network{}
	proxy := &httputil.ReverseProxy{ErrorLog: log.New(io.Discard, "", 0), Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out.Host = r.In.Host }, ErrorHandler: func(http.ResponseWriter, *http.Request, error) {
		panic(http.ErrAbortHandler)
	}}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n.gone.Load() {
			panic(http.ErrAbortHandler)
		}
		if r.Method == http.MethodPost && r.URL.Path == "/api/v1/documents" {
			if n.posing.Load() {
				_, _ = io.Copy(io.Discard, r.Body)
				w.Header().Set("Content-Type", "text/html")
				_, _ = io.WriteString(w, "<html>Sign in to the network</html>")
				return
			}
			whole := httptest.NewRecorder()
			proxy.ServeHTTP(whole, r)
			if posts := n.posts.Add(1); n.cutting.Load() && posts%3 == 0 {
				panic(http.ErrAbortHandler)
			}
			for name, values := range whole.Header() {
				w.Header()[name] = values
			}
			w.WriteHeader(whole.Code)
			_, _ = w.Write(whole.Body.Bytes())
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	t.Cleanup(srv.CloseClientConnections)
	t.Cleanup(srv.Close)
	n.url = srv.URL
	return n
}

// startServer starts the binary on a data folder and returns its address.
func startServer(t *testing.T, bin, dir string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), bin, "serve", "--dir", dir, "--addr", "127.0.0.1:0", "--lang", "en")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(strings.TrimPrefix(line, "Lintas runs at "))
	return address
}

// browser is one Chromium with a profile that outlives it.
type browser struct {
	t       *testing.T
	profile string
	ctx     context.Context
	stop    context.CancelFunc
}

func openBrowser(t *testing.T, profile string) *browser {
	t.Helper()
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(profile), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true))...)
	ctx, stopTab := chromedp.NewContext(allocator)
	b := &browser{t: t, profile: profile, ctx: ctx, stop: func() { stopTab(); stopAllocator() }}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start chromium: %v", err)
	}
	t.Cleanup(b.stop)
	return b
}

// killed ends every process of the browser at once, as a power cut of the PC would.
func (b *browser) killed() {
	b.t.Helper()
	commands, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		b.t.Fatal(err)
	}
	for _, path := range commands {
		line, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(line), b.profile) {
			continue
		}
		pid := 0
		if _, err := fmt.Sscanf(path, "/proc/%d/cmdline", &pid); err == nil {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
	b.stop()
}

func (b *browser) tab() context.Context {
	b.t.Helper()
	ctx, stop := chromedp.NewContext(b.ctx)
	b.t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		b.t.Fatal(err)
	}
	return ctx
}

// do carries out steps in a tab, for a minute at most.
func (b *browser) do(tab context.Context, what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(tab, time.Minute)
	defer stop()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

func eval[T any](b *browser, tab context.Context, script string) T {
	b.t.Helper()
	ctx, stop := context.WithTimeout(tab, 2*time.Minute)
	defer stop()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.80s: %v", script, err)
	}
	return value
}

func (b *browser) logIn(tab context.Context, base, login string) {
	b.t.Helper()
	b.do(tab, "log in", chromedp.Navigate(base+"/"), chromedp.Reload(), chromedp.WaitVisible(chromedp.CSS(`input[type="password"]`)))
	b.logInHere(tab, login)
	b.do(tab, "home", chromedp.Reload(), chromedp.WaitVisible(chromedp.CSS("#main")))
}

// logInHere changes who is logged in, without telling the pages that are open.
func (b *browser) logInHere(tab context.Context, login string) {
	b.t.Helper()
	status := eval[int](b, tab, fmt.Sprintf(`fetch('/api/v1/session', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({login: %q, password: %q})}).then((r) => r.status)`, login, browserPassword))
	if status >= 300 {
		b.t.Fatalf("log in: status %d", status)
	}
}

const browserPassword = "rahasia sekali lagi"

// drop brings n letters in, as a drop of files does, and waits until they are on the device.
const drop = `(async () => {
  const { add } = await import('/lib/uploads.js');
  const pdf = Uint8Array.from(atob(%q), (c) => c.charCodeAt(0));
  await add(Array.from({length: %d}, (_, i) => new File([pdf, '\n%%%% ' + %q + i], %q + i + '.pdf', {type: 'application/pdf'})));
})()`

// onDevice waits until a tab knows of n letters on the device, or of all that ever come.
const onDevice = `(async () => {
  const { unsent } = await import('/lib/outbox.js');
  for (let i = 0; i < 100 && unsent().length !== %d; i++) await new Promise((ok) => setTimeout(ok, 50));
  return unsent().length;
})()`

func TestLettersRegisteredWithTheServerGoneArriveExactlyOnce(t *testing.T) {
	const letters = 100
	bin, dir, profile := binary(t), filepath.Join(t.TempDir(), "data"), t.TempDir()
	pdf, err := fs.ReadFile(demo.Letters(), "S001.pdf")
	if err != nil {
		t.Fatal(err)
	}
	mustRun(t, "user", "add", "petugas", "--name", "Ratna", "--role", "petugas", "--dir", dir)
	mustRun(t, "user", "passwd", "petugas", "--dir", dir)
	net := openNetwork(t, startServer(t, bin, dir))

	b := openBrowser(t, profile)
	b.logIn(b.ctx, net.url, "petugas")
	eval[any](b, b.ctx, `navigator.serviceWorker.ready.then(() => true)`)

	// The server is gone: the page opens cold all the same, in two tabs, and takes letters.
	net.gone.Store(true)
	second := b.tab()
	for i, tab := range []context.Context{b.ctx, second} {
		b.do(tab, "open without the server", chromedp.Navigate(net.url+"/#/daftarkan"), chromedp.Reload(), chromedp.WaitVisible(chromedp.CSS(".offline-bar")), chromedp.WaitVisible(chromedp.CSS(".drop")))
		eval[any](b, tab, fmt.Sprintf(drop, base64.StdEncoding.EncodeToString(pdf), letters/2, fmt.Sprintf("tab %d ", i), fmt.Sprintf("tab-%d-", i)))
	}
	if n := eval[int](b, b.ctx, fmt.Sprintf(onDevice, letters)); n != letters {
		t.Fatalf("%d letters on the device, %d were brought in", n, letters)
	}
	b.killed()

	// The browser starts again, still without the server: all is there. Then the network
	// comes back, and loses every third answer.
	b = openBrowser(t, profile)
	b.do(b.ctx, "open after the kill", chromedp.Navigate(net.url+"/#/daftarkan"), chromedp.WaitVisible(chromedp.CSS(".offline-bar")))
	if n := eval[int](b, b.ctx, fmt.Sprintf(onDevice, letters)); n != letters {
		t.Fatalf("%d letters on the device after the kill, %d were kept", n, letters)
	}
	net.cutting.Store(true)
	net.gone.Store(false)
	// A browser that was killed may have forgotten who was logged in; the letters wait for them.
	if status := eval[int](b, b.ctx, `fetch('/api/v1/session').then((r) => r.status)`); status == http.StatusUnauthorized {
		b.logIn(b.ctx, net.url, "petugas")
	}
	eval[any](b, b.ctx, `(async () => {
  const m = await import('/lib/outbox.js');
  for (let i = 0; i < 400 && m.unsent().length; i++) { m.drain(); await new Promise((ok) => setTimeout(ok, 100)); }
})()`)
	if n := eval[int](b, b.ctx, fmt.Sprintf(onDevice, 0)); n != 0 {
		t.Fatalf("%d letters are still on the device", n)
	}
	if posts := net.posts.Load(); posts < letters*5/4 {
		t.Errorf("%d uploads for %d letters: no answer was lost", posts, letters)
	}
	names := eval[map[string]int](b, b.ctx, `(async () => {
  const names = {};
  let cursor = '';
  do {
    const page = await (await fetch('/api/v1/documents?limit=200&cursor=' + encodeURIComponent(cursor))).json();
    for (const d of page.items) names[d.file.name] = (names[d.file.name] || 0) + 1;
    cursor = page.next;
  } while (cursor);
  return names;
})()`)
	for name, n := range names {
		if n != 1 {
			t.Errorf("%s is in the archive %d times", name, n)
		}
	}
	if len(names) != letters {
		t.Errorf("%d letters arrived, %d were brought in", len(names), letters)
	}
}

// A letter waits while the network answers with a page of its own. It is not lost to that page,
// not sent for the person who logs in meanwhile in another tab, and arrives as its owner's.
func TestALetterWaitsForItsOwnerAndForTheServerItself(t *testing.T) {
	bin, dir := binary(t), filepath.Join(t.TempDir(), "data")
	pdf, err := fs.ReadFile(demo.Letters(), "S001.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for _, login := range []string{"petugas", "lain"} {
		mustRun(t, "user", "add", login, "--name", "Nama "+login, "--role", "petugas", "--dir", dir)
		mustRun(t, "user", "passwd", login, "--dir", dir)
	}
	net := openNetwork(t, startServer(t, bin, dir))
	b := openBrowser(t, t.TempDir())
	b.logIn(b.ctx, net.url, "petugas")
	eval[any](b, b.ctx, `(() => { window.broken = []; addEventListener('securitypolicyviolation', (e) => window.broken.push(e.blockedURI)); })()`)

	const name = `<img src=x onerror=broken.push(1)>`
	net.posing.Store(true)
	eval[any](b, b.ctx, fmt.Sprintf(drop, base64.StdEncoding.EncodeToString(pdf), 1, "one", name))
	const sent = `(async () => {
  const m = await import('/lib/outbox.js');
  for (let i = 0; i < 100 && !m.waiting.value[0]?.problem; i++) { m.drain(); await new Promise((ok) => setTimeout(ok, 50)); }
  return m.waiting.value[0]?.problem?.code || 'gone';
})()`
	if code := eval[string](b, b.ctx, sent); code != "offline" {
		t.Fatalf("a page in between: the letter is %s", code)
	}
	b.do(b.ctx, "show it", chromedp.Evaluate[chromedp.Void](`location.hash = '#/daftarkan'`), chromedp.WaitVisible(chromedp.CSS(".upload")))
	if broken := eval[[]any](b, b.ctx, `window.broken`); len(broken) != 0 {
		t.Errorf("a file name was taken for markup: %v", broken)
	}

	// Somebody else logs in, in another tab; then the server answers itself again.
	other := b.tab()
	b.do(other, "open", chromedp.Navigate(net.url+"/"))
	b.logInHere(other, "lain")
	net.posing.Store(false)
	const whose = `(async () => {
  const m = await import('/lib/outbox.js');
  await m.drain();
  return (await (await fetch('/api/v1/documents')).json()).items.map((d) => d.entered_by);
})()`
	eval[any](b, b.ctx, `(async () => { document.documentElement.dataset.old = '1'; (await import('/lib/outbox.js')).drain(); })()`)
	b.do(b.ctx, "the page of who is logged in now", chromedp.WaitVisible(chromedp.CSS("html:not([data-old]) #main")))
	if entered := eval[[]string](b, other, whose); len(entered) != 0 {
		t.Fatalf("the letter was sent for whoever is logged in: %v", entered)
	}
	b.logInHere(other, "petugas")
	b.do(other, "home", chromedp.Reload(), chromedp.WaitVisible(chromedp.CSS("#main")))
	if n := eval[int](b, other, fmt.Sprintf(onDevice, 0)); n != 0 {
		t.Fatalf("%d letters still wait for their owner", n)
	}
	if entered := eval[[]string](b, other, whose); len(entered) != 1 {
		t.Errorf("the archive has %d letters, one was brought in", len(entered))
	}
}
