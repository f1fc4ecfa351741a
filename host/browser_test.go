package host_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"systembus/host"
	"systembus/host/server"
	"systembus/host/statuspage"
)

// A tab is a page in a real browser, and what the browser complained of.
type tab struct {
	context.Context
	mu         sync.Mutex
	complaints []string
}

// browse opens a tab. Without a browser the test is skipped, or with CI=true
// fails.
func browse(t *testing.T) *tab {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI needs a browser: install Debian's chromium")
		}
		t.Skip("there is no browser: chromium is not on PATH")
	}
	b := &tab{}
	ctx, stop := chromedp.NewContext(t.Context(),
		chromedp.WithAllocatorOptions(chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.Flag("disable-dev-shm-usage", true)),
		chromedp.WithListener(b.listen))
	t.Cleanup(stop)
	b.Context = ctx
	// The first thing that is done starts the browser, for as long as its
	// context lasts.
	if err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, log.Enable, cdp.Empty{})
		return err
	})); err != nil {
		t.Fatal(err)
	}
	return b
}

// listen keeps what the browser complains of.
func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		b.complaints = append(b.complaints, e.Entry.Text)
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, e.ExceptionDetails.Text)
	}
}

func (b *tab) run(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// eval gives the value of a JavaScript expression in the page.
func eval[T any](t *testing.T, b *tab, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(b, time.Minute)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// until waits for an expression to become true. (The browser's own way to wait
// compiles text, which the page's policy forbids.)
func (b *tab) until(t *testing.T, expression string) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !eval[bool](t, b, expression); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s has not become true on the page:\n%s", expression, eval[string](t, b, "document.body.innerText"))
		}
	}
}

// wear sets the colour scheme that the browser's user likes.
func wear(scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	})
}

// shop is a worker that has done this and that.
func shop(t *testing.T) *host.App {
	t.Helper()
	dir := folder(t, map[string]string{
		"scripts/lib/client.ts":             client,
		"scripts/functions/greet.ts":        script("greet", `"host"`, `step.run("s", () => "hello")`),
		"scripts/functions/pay.ts":          script("shop/order.payment-with-a-long-name", `"cluster"`, `{ throw new Error("card declined: <b>insufficient</b> funds") }`),
		"scripts/functions/digest.ts":       script("daily-digest", `"host", "cluster"`, `1`),
		"scripts/functions/never-called.ts": strings.Replace(script("never", `"host"`, `1`), `{ event: "x/never" }`, `[{ cron: "TZ=America/Los_Angeles 30 13 * * 1-5" }, { event: "x/never" }]`, 1),
	})
	app := embedded(t, dir, nil, nil)
	live(t, app, app.Project(), nil)
	stop, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	for range 5 {
		call(t, app, "greet")
	}
	call(t, app, "daily-digest")
	if _, err := app.Executor.Invoke(t.Context(), "shop/order.payment-with-a-long-name", nil); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		page := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "http://localhost/", nil)
		r.Header.Set("Accept", "text/html")
		app.Handler().ServeHTTP(page, r)
		if strings.Contains(page.Body.String(), "card declined") {
			return app
		}
		if time.Now().After(deadline) {
			t.Fatalf("the failed call is not on the page: %d %s", page.Code, page.Body)
		}
	}
}

// TestPageInABrowser looks at the page as people do: on a phone and a desktop,
// in light and dark. With SCREENSHOTS=DIR it leaves pictures there.
func TestPageInABrowser(t *testing.T) {
	b := browse(t)
	app := shop(t)
	site := httptest.NewServer(app.Handler())
	defer site.Close()

	for _, screen := range []struct {
		name          string
		width, height int64
	}{{"phone", 375, 812}, {"narrow", 320, 640}, {"desktop", 1280, 900}} {
		for _, scheme := range []string{"light", "dark"} {
			t.Run(screen.name+"/"+scheme, func(t *testing.T) {
				b.run(t, chromedp.EmulateViewport(screen.width, screen.height), wear(scheme),
					chromedp.Navigate(site.URL), chromedp.WaitVisible("details table"))
				if wide := eval[int64](t, b, `document.documentElement.scrollWidth`); wide > screen.width {
					t.Errorf("the page is %d wide on a screen of %d", wide, screen.width)
				}
				text := eval[string](t, b, `document.querySelector("main").innerText`)
				for _, want := range []string{"ready", "registered", "greet", "x/greet", "completed", "TZ=America/Los_Angeles 30 13 * * 1-5", "not called yet", "card declined: <b>insufficient</b> funds", "cluster and host", "None run."} {
					if !strings.Contains(text, want) {
						t.Errorf("%q is not on the page:\n%s", want, text)
					}
				}
				ground := eval[[]float64](t, b, `getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).slice(0, 3).map(Number)`)
				if dark := ground[0]+ground[1]+ground[2] < 384; dark != (scheme == "dark") {
					t.Errorf("the ground is %v in the scheme %s", ground, scheme)
				}
				if low := eval[[]string](t, b, contrast); len(low) > 0 {
					t.Errorf("too little contrast: %s", strings.Join(low, "; "))
				}
				if n := eval[int](t, b, `[...document.querySelectorAll("svg rect")].filter((r) => r.getBoundingClientRect().height > 1).length`); n == 0 {
					t.Error("the charts show no calls")
				}
				picture(t, b, screen.name+"-"+scheme)
			})
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaints) > 0 {
		t.Errorf("the browser complained:\n%s", strings.Join(b.complaints, "\n"))
	}
}

// TestTroubleInABrowser looks at a page on which everything is wrong at once,
// in words that are too long.
func TestTroubleInABrowser(t *testing.T) {
	b := browse(t)
	long := strings.Repeat("dial tcp 10.0.0.1:6379: connect: connection refused; ", 8)
	word := strings.Repeat("a", 200)
	tones := []statuspage.Tone{statuspage.Good, statuspage.Busy, statuspage.Quiet, statuspage.Warn, statuspage.Bad}
	var rows [][]statuspage.Cell
	var functions []statuspage.Function
	for _, tone := range tones {
		rows = append(rows, []statuspage.Cell{statuspage.Code(word), statuspage.Marked(tone, "a state of some words"), statuspage.Text("%s", long)})
		functions = append(functions, statuspage.Function{ID: word, Script: "scripts/" + word, Triggers: []string{word, "* * * * *"},
			Last: statuspage.Mark{Tone: tone, Text: "failed", Detail: long}, At: time.Now(), Calls: 123456, Errors: 12345})
	}
	calls, took := make([]int64, 60), make([]time.Duration, 60)
	for i := range calls {
		calls[i], took[i] = int64(i*i%37), time.Duration(i%13)*time.Second
	}
	page := statuspage.Page{
		Service: word, State: statuspage.Mark{Tone: statuspage.Bad, Text: "not ready"}, Reasons: []string{long, word}, Now: time.Now(),
		Facts:        []statuspage.Fact{{Name: "role", Value: word}},
		Registration: statuspage.Mark{Tone: statuspage.Bad, Text: "failing", Detail: long}, Note: "at http://" + word,
		Hour:     []statuspage.Chart{statuspage.Bars("Calls", "calls", calls), statuspage.Bars("Failed calls", "errors", calls), statuspage.Durations("How long", []string{"half", "95 of 100"}, took, took)},
		Groups:   []statuspage.Group{{Role: "host", Functions: functions}},
		Sections: []statuspage.Section{{Title: "A", Note: long, Columns: []string{"Name", "State", "Why"}, Rows: rows}, {Title: "B", None: "None."}},
	}
	worker := &server.Server{Open: true, Status: func() server.Status { return server.Status{} }, Page: func() statuspage.Page { return page }}
	site := httptest.NewServer(worker)
	defer site.Close()
	for _, width := range []int64{320, 375, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			b.run(t, chromedp.EmulateViewport(width, 800), wear(scheme), chromedp.Navigate(site.URL), chromedp.WaitVisible("details table"))
			if wide := eval[int64](t, b, `document.documentElement.scrollWidth`); wide > width {
				t.Errorf("the page is %d wide on a screen of %d", wide, width)
			}
			if low := eval[[]string](t, b, contrast); len(low) > 0 {
				t.Errorf("%s: too little contrast: %s", scheme, strings.Join(low, "; "))
			}
			picture(t, b, fmt.Sprintf("trouble-%d-%s", width, scheme))
		}
	}
}

// picture leaves a picture of the page in SCREENSHOTS, when that is set.
func picture(t *testing.T, b *tab, name string) {
	t.Helper()
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(b, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// contrast lists text whose contrast with what is behind it is below WCAG's
// 4.5 to 1.
const contrast = `(() => {
	const lit = (c) => { const [r, g, b] = c.match(/[\d.]+/g).map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
	const behind = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\)$/.test(c)) return c; } return "rgb(255,255,255)"; };
	const low = [];
	for (const e of document.querySelectorAll("body *")) {
		if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || e.closest("thead, noscript")) continue;
		const [a, b] = [lit(getComputedStyle(e).color), lit(behind(e))].sort((x, y) => y - x);
		if ((a + .05) / (b + .05) < 4.5) low.push(e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 20) + " " + ((a + .05) / (b + .05)).toFixed(2));
	}
	return low;
})()`

// The page draws itself anew, leaves folded what was folded, and says when the
// worker has gone.
func TestPageRefreshes(t *testing.T) {
	b := browse(t)
	app := shop(t)
	site := httptest.NewServer(app.Handler())
	b.run(t, chromedp.Navigate(site.URL), chromedp.WaitVisible("details table"))
	eval[bool](t, b, `document.getElementById("role-cluster").open = false`)
	if text := eval[string](t, b, `document.querySelector("main").innerText`); !strings.Contains(text, "not called yet") {
		t.Fatalf("nothing is left to be called:\n%s", text)
	}
	call(t, app, "never")
	b.until(t, `!document.querySelector("main").innerText.includes("not called yet")`)
	if eval[bool](t, b, `document.getElementById("role-cluster").open`) {
		t.Error("what was folded has opened")
	}
	site.Close()
	b.until(t, `document.querySelector("#live").classList.contains("lost")`)
}
