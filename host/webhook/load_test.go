package webhook_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"systembus/bundler"
	"systembus/host/outbox"
	"systembus/host/webhook"
)

// BenchmarkDeliveries delivers signed webhooks of GitHub at a rate of 1,000 a
// second over loopback, through the script and the outbox, while one core
// computes. Run it with -benchtime=10000x; latencies are from the time at which
// a delivery was due.
func BenchmarkDeliveries(b *testing.B) {
	const rate = 1000
	pool, scripts := built()
	box, err := outbox.Open(b.TempDir(), outbox.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer box.Close()
	var out sent
	r := webhook.New(webhook.Options{Scripts: pool, Send: out.send, Log: quiet(), Secrets: func(string) []string { return []string{"secret"} }})
	r.Serve(slices.DeleteFunc(slices.Clone(scripts), func(s bundler.Script) bool { return s.Route() != "github" }))
	r.Use(box, nil)
	ctx, stop := context.WithCancel(b.Context())
	var background sync.WaitGroup
	background.Go(func() { _ = r.Run(ctx) })
	background.Go(func() {
		for n := 0; ctx.Err() == nil; n++ { // a function that burns CPU
			_ = n * n
		}
	})
	defer background.Wait()
	defer stop()
	server := httptest.NewServer(r)
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256}}
	provider, header := r.Providers()[0], http.Header{"X-Github-Event": {"workflow_run"}}
	body := []byte(`{"action":"completed","workflow_run":{"id":1,"conclusion":"success"},"repository":{"full_name":"a/b"},"pad":"` + string(bytes.Repeat([]byte("x"), 4000)) + `"}`)
	signed, err := provider.Sign(webhook.Example{Header: header, Body: body}, func(string) []string { return []string{"secret"} }, time.Now())
	if err != nil {
		b.Fatal(err)
	}
	took := make([]time.Duration, b.N)
	var deliveries sync.WaitGroup
	begin := time.Now()
	for n := range b.N {
		due := begin.Add(time.Duration(n) * time.Second / rate)
		time.Sleep(time.Until(due))
		deliveries.Go(func() {
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/webhooks/github", bytes.NewReader(body))
			if err != nil {
				b.Error(err)
				return
			}
			req.Header = signed.Clone()
			req.Header.Set("X-GitHub-Delivery", fmt.Sprint(n))
			res, err := client.Do(req)
			if err != nil {
				b.Error(err)
				return
			}
			res.Body.Close()
			if res.StatusCode != http.StatusOK {
				b.Errorf("answered %d", res.StatusCode)
			}
			took[n] = time.Since(due)
		})
	}
	deliveries.Wait()
	slices.Sort(took)
	b.ReportMetric(float64(b.N)/time.Since(begin).Seconds(), "deliveries/s")
	b.ReportMetric(float64(took[b.N/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[b.N*99/100].Microseconds())/1000, "p99-ms")
}
