package main_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"systembus/host/inngest/inngesttest"
	"systembus/host/redis/redistest"
)

const (
	githubSecret = "It's a Secret to Everybody"
	// notify writes down which run has seen which delivery.
	notify = `import { appendFileSync } from "node:fs";
import { Inngest } from "inngest";

const inngest = new Inngest({ id: "hooks" });
export const roles = ["host"];
export default inngest.createFunction({ id: "github-notify" }, { event: "github/workflow_run.completed" }, async ({ event, runId }) => {
  appendFileSync(process.env.NOTIFY_FILE!, event.data.deliveryId + " " + runId + "\n");
  return event.data.conclusion;
});
`
)

// A gate is a way to a server that can be shut: whoever comes finds nobody.
type gate struct {
	addr, to string

	mu    sync.Mutex
	l     net.Listener
	conns map[net.Conn]struct{}
}

func newGate(t *testing.T, to string) *gate {
	g := &gate{addr: freeAddr(t), to: strings.TrimPrefix(to, "http://"), conns: map[net.Conn]struct{}{}}
	g.open(t)
	t.Cleanup(g.shut)
	return g
}

func (g *gate) open(t *testing.T) {
	t.Helper()
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", g.addr)
	if err != nil {
		t.Fatal(err)
	}
	g.mu.Lock()
	g.l = l
	g.mu.Unlock()
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			go g.join(in)
		}
	}()
}

func (g *gate) join(in net.Conn) {
	defer in.Close()
	out, err := new(net.Dialer).Dial("tcp", g.to)
	if err != nil {
		return
	}
	defer out.Close()
	g.mu.Lock()
	g.conns[in] = struct{}{}
	g.mu.Unlock()
	go func() {
		_, _ = io.Copy(out, in)
		out.Close()
	}()
	_, _ = io.Copy(in, out)
}

func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.l.Close()
	for c := range g.conns {
		c.Close()
	}
	clear(g.conns)
}

// hooksClient delivers as providers do: over connections that it keeps.
var hooksClient = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: 30 * time.Second}

// github delivers a workflow run that has ended, and gives the answer.
func github(ctx context.Context, url, delivery string) (int, string, error) {
	body := fmt.Appendf(nil, `{"action":"completed","workflow_run":{"id":1,"conclusion":"success","note":%q},"repository":{"full_name":"a/b"}}`, delivery)
	mac := hmac.New(sha256.New, []byte(githubSecret))
	mac.Write(body)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/webhooks/github", bytes.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-GitHub-Event", "workflow_run")
	req.Header.Set("X-GitHub-Delivery", delivery)
	req.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	res, err := hooksClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return res.StatusCode, string(text), err
}

// outageVariable says how long the outage of TestE2EHostWebhooks is.
const outageVariable = "HOST_TEST_OUTAGE"

// TestE2EHostWebhooks delivers GitHub's webhooks to a worker with a real
// Inngest server behind it, 100 a second, every tenth twice. One becomes a
// run; then the server is stopped, the worker is killed in the middle of the
// outage and started again, the server comes back, and every delivery that was
// accepted has become exactly one run.
func TestE2EHostWebhooks(t *testing.T) {
	outage := 6 * time.Second
	if text := os.Getenv(outageVariable); text != "" {
		var err error
		if outage, err = time.ParseDuration(text); err != nil {
			t.Fatalf("%s: %v", outageVariable, err)
		}
	}
	hostBinary(t)                                                         // building it may take longer than the test
	ctx, cancel := context.WithTimeout(t.Context(), 4*patience+20*outage) // 100 runs for each second of it
	defer cancel()
	// A send whose answer is lost is sent again, and only a server with a Redis
	// remembers over a restart that it has the event.
	server := inngesttest.Start(t, inngesttest.Options{SelfHosted: true, RedisURL: redistest.Start(t).URL()})
	way := newGate(t, server.URL)
	project, seen := t.TempDir(), filepath.Join(t.TempDir(), "seen")
	copyProvider(t, project, notify)
	p := host.serve(t, server, project, "hooks", "INNGEST_BASE_URL=http://"+way.addr, "GITHUB_WEBHOOK_SECRET="+githubSecret, "NOTIFY_FILE="+seen)

	if status, text, err := github(ctx, p.url, "first"); status != http.StatusOK || err != nil {
		t.Fatalf("the first delivery: %d %s, %v", status, text, err)
	}
	awaitRuns(ctx, t, seen, []string{"first"})

	provider := startProvider(ctx, t, p.url)
	time.Sleep(time.Second)
	// The server keeps what it has accepted and not yet scheduled in its memory
	// alone, and would lose it: it may finish that first.
	way.shut()
	idle(ctx, t, seen)
	server.Stop()
	away := time.Now()
	time.Sleep(time.Until(away.Add(outage / 2)))
	p.kill()
	p.boot(t)
	time.Sleep(time.Until(away.Add(outage)))
	kept := waiting(t, project)
	server.Restart(t)
	way.open(t)
	back := time.Now()
	time.Sleep(time.Second)
	accepted := provider.finish()

	if kept == 0 {
		t.Error("nothing waited in the outbox while the server was away")
	}
	awaitRuns(ctx, t, seen, append(accepted, "first"))
	ran := time.Since(back)
	for waiting(t, project) > 0 {
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			t.Fatalf("the outbox is not empty: %d", waiting(t, project))
		}
	}
	t.Logf("%d deliveries accepted, after %d attempts that were not; %d waited at the end of %v without a server; all had run %v after its return",
		len(accepted), provider.refused.Load(), kept, back.Sub(away).Round(time.Millisecond), ran.Round(time.Millisecond))
}

// idle waits until no run has begun for five seconds.
func idle(ctx context.Context, t *testing.T, seen string) {
	t.Helper()
	size := func() int64 {
		info, err := os.Stat(seen)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	for before := int64(-1); before != size(); {
		before = size()
		select {
		case <-time.After(5 * time.Second):
		case <-ctx.Done():
			t.Fatal("runs begin without end")
		}
	}
}

// A provider delivers until it is finished.
type provider struct {
	stop       context.CancelFunc
	deliveries sync.WaitGroup
	sent       int
	refused    atomic.Int64
}

// startProvider delivers 100 webhooks a second, every tenth twice at once, and
// those that are not accepted again until they are.
func startProvider(ctx context.Context, t *testing.T, url string) *provider {
	running, stop := context.WithCancel(ctx)
	p := &provider{stop: stop}
	deliver := func(n int) {
		for {
			status, text, err := github(ctx, url, delivery(n))
			if err == nil && status == http.StatusOK {
				return
			}
			if err == nil && status != http.StatusServiceUnavailable {
				t.Errorf("%s: %d %s", delivery(n), status, text)
				return
			}
			p.refused.Add(1)
			select {
			case <-time.After(500 * time.Millisecond):
			case <-ctx.Done():
				t.Errorf("%s was never accepted: %d, %v", delivery(n), status, err)
				return
			}
		}
	}
	p.deliveries.Go(func() {
		tick := time.NewTicker(time.Second / 100)
		defer tick.Stop()
		for {
			select {
			case <-running.Done():
				return
			case <-tick.C:
			}
			n := p.sent
			p.sent++
			p.deliveries.Go(func() { deliver(n) })
			if n%10 == 0 {
				p.deliveries.Go(func() { deliver(n) })
			}
		}
	})
	return p
}

// finish ends the deliveries, waits until all are accepted, and gives them.
func (p *provider) finish() (accepted []string) {
	p.stop()
	p.deliveries.Wait()
	for n := range p.sent {
		accepted = append(accepted, delivery(n))
	}
	return accepted
}

func delivery(n int) string { return fmt.Sprintf("delivery-%d", n) }

// copyProvider makes a project of the repository's provider and a function.
func copyProvider(t testing.TB, project, function string) {
	t.Helper()
	provider, err := os.ReadFile("../../scripts/webhooks/github.ts")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"scripts/functions/function.ts": function, "scripts/webhooks/github.ts": string(provider)} {
		file := filepath.Join(project, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// awaitRuns waits until each delivery has been seen by a run, and fails when
// one is seen by two.
func awaitRuns(ctx context.Context, t *testing.T, file string, deliveries []string) {
	t.Helper()
	for {
		runs := map[string]string{}
		text, _ := os.ReadFile(file) // which is not there before the first
		for line := range strings.Lines(string(text)) {
			delivery, run, whole := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			if other := runs[delivery]; whole && other != "" && other != run {
				t.Fatalf("%s has two runs: %s and %s", delivery, other, run)
			}
			runs[delivery] = run
		}
		missing := 0
		for _, d := range deliveries {
			if runs[d] == "" {
				missing++
			}
		}
		if missing == 0 {
			return
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			t.Fatalf("%d of %d deliveries have no run", missing, len(deliveries))
		}
	}
}

// waiting asks the command how many events wait on disk.
func waiting(t *testing.T, project string) int {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), hostBinary(t), "webhooks", "outbox", "--json", "-C", project)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("host webhooks outbox: %v", err)
	}
	var answer struct {
		Queues []struct {
			Waiting int `json:"waiting"`
		} `json:"queues"`
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, q := range answer.Queues {
		n += q.Waiting
	}
	return n
}
