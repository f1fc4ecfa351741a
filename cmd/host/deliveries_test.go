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
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// BenchmarkDeliveries delivers signed webhooks of GitHub, of 4 KB, to `host
// run` at 1,000 a second, over 64 connections: alone, which shows the worker's
// CPU time for one, and while a function of the same worker computes without
// end, which shows how long they take then. Latencies are from the time at
// which a delivery was due. A delivery is answered when the disk has it, so
// what the disk takes for as much, from a program that does nothing else, is
// measured first; TMPDIR says which disk. Run it with -benchtime=10000x on an
// idle machine.
func BenchmarkDeliveries(b *testing.B) {
	hostBinary(b)
	b.Run("the disk alone", func(b *testing.B) {
		took := appendToDisk(b, b.N, 1000)
		b.ReportMetric(float64(took[b.N/2].Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(took[b.N*99/100].Microseconds())/1000, "p99-ms")
	})
	for _, tt := range []struct {
		name     string
		computes bool
	}{{"alone", false}, {"beside a function that computes", true}} {
		b.Run(tt.name, func(b *testing.B) {
			w := benchWorker(b)
			w.deliver(b, 200, 200) // so that the script is loaded
			if tt.computes {
				stop := w.compute(b)
				defer stop()
			}
			before := cpuTime(b, w.pid)
			b.ResetTimer()
			begin := time.Now()
			took := w.deliver(b, b.N, 1000)
			b.ReportMetric(float64(b.N)/time.Since(begin).Seconds(), "deliveries/s")
			b.StopTimer()
			b.ReportMetric(float64(took[b.N/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[b.N*99/100].Microseconds())/1000, "p99-ms")
			if !tt.computes {
				b.ReportMetric(float64((cpuTime(b, w.pid)-before).Microseconds())/float64(b.N), "cpu-µs/delivery")
			}
		})
	}
}

// busy is a function that computes for as long as it is asked to.
const busy = `import { Inngest } from "inngest";

const inngest = new Inngest({ id: "hooks" });
export const roles = ["host"];
export default inngest.createFunction({ id: "busy" }, { event: "busy/asked" }, async ({ event }) => {
  let n = 0;
  for (const end = Date.now() + event.data.ms; Date.now() < end; n++);
  return n;
});
`

// A loaded is a worker that is delivered to.
type loaded struct {
	url    string
	pid    int
	client *http.Client
}

// benchWorker starts a worker whose Inngest server takes everything.
func benchWorker(b *testing.B) loaded {
	inngest := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var events []json.RawMessage
		_ = json.NewDecoder(r.Body).Decode(&events) // a registration is no array
		ids := make([]string, len(events))
		_ = json.NewEncoder(w).Encode(map[string]any{"ids": ids, "status": 200, "ok": true})
	}))
	b.Cleanup(inngest.Close)
	project, addr := b.TempDir(), freeAddr(b)
	copyProvider(b, project, busy)
	if said, err := exec.CommandContext(b.Context(), hostBinary(b), "build", "-C", project).CombinedOutput(); err != nil {
		b.Fatalf("host build: %v\n%s", err, said)
	}
	p := &process{url: "http://" + addr, said: &lockedBuffer{}}
	p.start = func() *exec.Cmd {
		cmd := exec.Command(hostBinary(b), "run", "-C", project, "--role", "host", "--addr", addr)
		cmd.Env = append(os.Environ(), "INNGEST_DEV="+inngest.URL, "INNGEST_BASE_URL="+inngest.URL, "GITHUB_WEBHOOK_SECRET="+githubSecret)
		cmd.Stdout, cmd.Stderr = p.said, p.said
		return cmd
	}
	b.Cleanup(p.kill)
	p.boot(b)
	if said, err := exec.CommandContext(b.Context(), "sync").CombinedOutput(); err != nil { // the program was just written
		b.Fatalf("sync: %v\n%s", err, said)
	}
	return loaded{p.url, p.cmd.Process.Pid, &http.Client{Transport: &http.Transport{MaxConnsPerHost: 64, MaxIdleConnsPerHost: 64}}}
}

// deliver delivers n webhooks, rate of them a second, and gives how long each
// took, sorted.
func (w loaded) deliver(b *testing.B, n, rate int) []time.Duration {
	body := fmt.Appendf(nil, `{"action":"completed","workflow_run":{"id":1,"conclusion":"success"},"repository":{"full_name":"a/b"},"pad":%q}`,
		strings.Repeat("x", 4000))
	mac := hmac.New(sha256.New, []byte(githubSecret))
	mac.Write(body)
	signature := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	took := make([]time.Duration, n)
	var deliveries sync.WaitGroup
	begin := time.Now()
	for i := range n {
		due := begin.Add(time.Duration(i) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(due))
		deliveries.Go(func() {
			req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, w.url+"/webhooks/github", bytes.NewReader(body))
			if err != nil {
				b.Error(err)
				return
			}
			for name, value := range map[string]string{"Content-Type": "application/json", "X-GitHub-Event": "workflow_run",
				"X-GitHub-Delivery": fmt.Sprintf("%d-%d", begin.UnixNano(), i), "X-Hub-Signature-256": signature} {
				req.Header.Set(name, value)
			}
			res, err := w.client.Do(req)
			if err != nil {
				b.Error(err)
				return
			}
			defer res.Body.Close()
			if text, err := io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusOK {
				b.Errorf("answered %d %s, %v", res.StatusCode, text, err)
			}
			took[i] = time.Since(due)
		})
	}
	deliveries.Wait()
	slices.Sort(took)
	return took
}

// appendToDisk appends n records of a delivery's size to a file, rate of them
// a second, and waits for the disk, once for all that are due by then. It gives
// how long after its time each was safe, sorted.
func appendToDisk(b *testing.B, n, rate int) []time.Duration {
	f, err := os.Create(filepath.Join(b.TempDir(), "records"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	record := make([]byte, 4200)
	took := make([]time.Duration, 0, n)
	begin := time.Now()
	due := func(i int) time.Time { return begin.Add(time.Duration(i) * time.Second / time.Duration(rate)) }
	for len(took) < n {
		time.Sleep(time.Until(due(len(took))))
		last := len(took)
		for ; last < n && !due(last).After(time.Now()); last++ {
			if _, err := f.Write(record); err != nil {
				b.Fatal(err)
			}
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		for i := len(took); i < last; i++ {
			took = append(took, time.Since(due(i)))
		}
	}
	slices.Sort(took)
	return took
}

// compute keeps a function computing until it is stopped.
func (w loaded) compute(b *testing.B) (stop func()) {
	ctx, cancel := context.WithCancel(b.Context())
	const call = `{"version":1,"ctx":{"fn_id":"hooks-busy","run_id":"01","attempt":0,"stack":{"stack":[],"current":0}},"steps":{},` +
		`"event":{"name":"busy/asked","data":{"ms":1000}},"events":[{"name":"busy/asked","data":{"ms":1000}}]}`
	var calls sync.WaitGroup
	calls.Go(func() {
		for ctx.Err() == nil {
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url+"/api/inngest?fnId=hooks-busy&stepId=step", strings.NewReader(call))
			if err != nil {
				b.Error(err)
				return
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				if ctx.Err() == nil {
					b.Error(err)
				}
				return
			}
			text, _ := io.ReadAll(res.Body) // cut off when it is stopped
			res.Body.Close()
			if res.StatusCode != http.StatusOK {
				b.Errorf("the function answered %d %s", res.StatusCode, text)
				return
			}
		}
	})
	return func() {
		cancel()
		calls.Wait()
	}
}

// cpuTime is what a process has used so far, in the system too.
func cpuTime(b *testing.B, pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Skip(err)
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	var ticks int64
	for _, field := range fields[11:13] { // utime and stime, in hundredths of a second
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}
