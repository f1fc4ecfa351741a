package webhook_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/host/redis"
	"systembus/host/redis/redistest"
	"systembus/host/webhook"
)

// Two workers that share a Redis server know what the other has accepted.
// Without it, and when both are told at once, the events' ids are the same, by
// which the Inngest server tells.
func TestWorkersShareWhatTheyHaveSeen(t *testing.T) {
	r := redistest.Start(t)
	target, err := redis.Parse(r.URL())
	if err != nil {
		t.Fatal(err)
	}
	type worker struct {
		*webhook.Router
		out sent
	}
	var workers [2]*worker
	for i := range workers {
		server := &redis.Server{Target: target, Pools: redis.NewPools(nil)}
		t.Cleanup(server.Close)
		w := &worker{}
		w.Router = webhook.New(webhook.Options{Scripts: plays(one), Secrets: secret, Send: w.out.send, Log: quiet(), Seen: webhook.NewSeen(server, quiet())})
		w.Serve(acme())
		workers[i] = w
	}
	deliver := func(w *worker, id string) string {
		answer := post(w, "{}", "x-token: s3cret", "x-id: "+id)
		if answer.Code != 200 {
			t.Errorf("%s: %d %s", id, answer.Code, answer.Body)
		}
		_, duplicates, _ := strings.Cut(answer.Body.String(), `"duplicates":`)
		return duplicates[:1]
	}
	// ids are those of the events that both have sent since.
	ids := func() (out []string) {
		for _, w := range workers {
			for _, text := range w.out.take() {
				var e struct{ ID string }
				if err := json.Unmarshal(text, &e); err != nil {
					t.Fatal(err)
				}
				out = append(out, e.ID)
			}
		}
		return out
	}

	var duplicates []string
	for _, w := range []*worker{workers[0], workers[1], workers[0], workers[1]} {
		duplicates = append(duplicates, deliver(w, "a"))
	}
	if diff := cmp.Diff([]string{"0", "1", "1", "1"}, duplicates); diff != "" {
		t.Errorf("duplicates, one after the other (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a"}, ids()); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}

	for n := range 50 {
		var both sync.WaitGroup
		for _, w := range workers {
			both.Go(func() { deliver(w, fmt.Sprintf("b%d", n)) })
		}
		both.Wait()
		for _, id := range ids() {
			if id != fmt.Sprintf("b%d", n) {
				t.Errorf("the event of b%d has the id %s", n, id)
			}
		}
		for _, w := range workers {
			if got := deliver(w, fmt.Sprintf("b%d", n)); got != "1" {
				t.Errorf("b%d is not known to a worker afterwards", n)
			}
		}
	}

	r.Kill()
	for _, w := range workers {
		if got := deliver(w, "c"); got != "0" {
			t.Errorf("without Redis a worker knows what only the other has seen: %s", got)
		}
		if got := deliver(w, "c"); got != "1" {
			t.Errorf("without Redis a worker forgets what it has seen itself: %s", got)
		}
	}
	if diff := cmp.Diff([]string{"c", "c"}, ids()); diff != "" {
		t.Errorf("sent without Redis, told by their ids (-want +got):\n%s", diff)
	}
}
