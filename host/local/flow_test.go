package local_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"systembus/host/local"
)

// TestFlowControl sends events at given seconds and looks at when runs
// started, with which data.
func TestFlowControl(t *testing.T) {
	type sent struct {
		at   int // seconds
		data string
	}
	burst := func(n int) (out []sent) {
		for i := range n {
			out = append(out, sent{0, fmt.Sprintf(`{"n":%d}`, i)})
		}
		return out
	}
	tests := map[string]struct {
		options m
		takes   int // seconds a run takes
		events  []sent
		want    []string // "<second> <n>" of each call, several n for a batch
	}{
		"nothing":              {m{}, 10, burst(3), []string{"0 0", "0 1", "0 2"}},
		"concurrency 1":        {m{"concurrency": 1}, 10, burst(3), []string{"0 0", "10 1", "20 2"}},
		"concurrency 2":        {m{"concurrency": m{"limit": 2}}, 10, burst(3), []string{"0 0", "0 1", "10 2"}},
		"concurrency no limit": {m{"concurrency": m{"limit": 0}}, 10, burst(2), []string{"0 0", "0 1"}},
		"concurrency by key": {m{"concurrency": []m{{"limit": 1, "key": "event.data.k"}}}, 10,
			[]sent{{0, `{"n":0,"k":"a"}`}, {0, `{"n":1,"k":"b"}`}, {0, `{"n":2,"k":"a"}`}}, []string{"0 0", "0 1", "10 2"}},
		"concurrency by a word that is not quoted": {m{"concurrency": m{"limit": 1, "key": "content-sync", "scope": "account"}}, 10,
			burst(2), []string{"0 0", "10 1"}},
		"two limits": {m{"concurrency": []m{{"limit": 2}, {"limit": 1, "key": "event.data.k"}}}, 10,
			[]sent{{0, `{"n":0,"k":"a"}`}, {0, `{"n":1,"k":"a"}`}, {0, `{"n":2,"k":"b"}`}, {0, `{"n":3,"k":"c"}`}},
			[]string{"0 0", "0 2", "10 1", "10 3"}},
		"rate limit": {m{"rateLimit": m{"limit": 2, "period": "60s"}}, 0,
			[]sent{{0, `{"n":0}`}, {10, `{"n":1}`}, {20, `{"n":2}`}, {61, `{"n":3}`}, {65, `{"n":4}`}}, []string{"0 0", "10 1", "61 3"}},
		"rate limit by key": {m{"rateLimit": m{"limit": 1, "period": "1h", "key": "event.data.k"}}, 0,
			[]sent{{0, `{"n":0,"k":1}`}, {1, `{"n":1,"k":2}`}, {2, `{"n":2,"k":1}`}}, []string{"0 0", "1 1"}},
		"throttle":       {m{"throttle": m{"limit": 2, "period": "60s"}}, 0, burst(4), []string{"0 0", "30 1", "60 2", "90 3"}},
		"throttle burst": {m{"throttle": m{"limit": 1, "period": "30s", "burst": 2}}, 0, burst(4), []string{"0 0", "0 1", "30 2", "60 3"}},
		"debounce": {m{"debounce": m{"period": "10s"}}, 0,
			[]sent{{0, `{"n":0}`}, {5, `{"n":1}`}, {30, `{"n":2}`}}, []string{"15 1", "40 2"}},
		"debounce with a limit": {m{"debounce": m{"period": "10s", "timeout": "12s"}}, 0,
			[]sent{{0, `{"n":0}`}, {5, `{"n":1}`}, {11, `{"n":2}`}}, []string{"12 2"}},
		"debounce by key": {m{"debounce": m{"period": "10s", "key": "event.data.k"}}, 0,
			[]sent{{0, `{"n":0,"k":1}`}, {1, `{"n":1,"k":2}`}}, []string{"10 0", "11 1"}},
		"batch full": {m{"batchEvents": m{"maxSize": 2, "timeout": "30s"}}, 0, burst(5), []string{"0 0 1", "0 2 3", "30 4"}},
		"batch by key": {m{"batchEvents": m{"maxSize": 9, "timeout": "30s", "key": "event.data.k"}}, 0,
			[]sent{{0, `{"n":0,"k":1}`}, {1, `{"n":1,"k":2}`}, {2, `{"n":2,"k":1}`}}, []string{"30 0 2", "31 1"}},
		"batch only some": {m{"batchEvents": m{"maxSize": 9, "timeout": "30s", "if": "event.data.n != 1"}}, 0, burst(3), []string{"0 1", "30 0 2"}},
		"idempotency": {m{"idempotency": "event.data.k"}, 0,
			[]sent{{0, `{"n":0,"k":1}`}, {1, `{"n":1,"k":1}`}, {2, `{"n":2,"k":2}`}, {90000, `{"n":3,"k":1}`}}, []string{"0 0", "2 2", "90000 3"}},
		"singleton skip": {m{"singleton": m{"mode": "skip"}}, 10,
			[]sent{{0, `{"n":0}`}, {5, `{"n":1}`}, {11, `{"n":2}`}}, []string{"0 0", "11 2"}},
		"singleton by key": {m{"singleton": m{"mode": "skip", "key": "event.data.k"}}, 10,
			[]sent{{0, `{"n":0,"k":1}`}, {5, `{"n":1,"k":2}`}, {6, `{"n":2,"k":1}`}}, []string{"0 0", "5 1"}},
		"singleton cancel": {m{"singleton": m{"mode": "cancel"}}, 10,
			[]sent{{0, `{"n":0}`}, {5, `{"n":1}`}}, []string{"0 0 cancelled", "5 1"}},
		"priority": {m{"concurrency": 1, "priority": m{"run": "event.data.p"}}, 10,
			[]sent{{0, `{"n":0,"p":0}`}, {1, `{"n":1,"p":0}`}, {2, `{"n":2,"p":60}`}}, []string{"0 0", "10 2", "20 1"}},
		"timeouts.start":  {m{"concurrency": 1, "timeouts": m{"start": "15s"}}, 10, burst(3), []string{"0 0", "10 1"}},
		"timeouts.finish": {m{"timeouts": m{"finish": "5s"}}, 10, burst(1), []string{"0 0 cancelled"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				type started struct {
					at        int
					run, text string
				}
				var mu sync.Mutex
				var starts []started
				s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
					at := int(time.Since(begin) / time.Second)
					text := fmt.Sprint(at)
					for _, v := range c.Events {
						var data struct{ N int }
						_ = json.Unmarshal(v.Data, &data)
						text += fmt.Sprintf(" %d", data.N)
					}
					mu.Lock()
					starts = append(starts, started{at, c.Ctx.RunID, text})
					mu.Unlock()
					time.Sleep(time.Duration(tt.takes) * time.Second)
					return result(nil)
				}})
				e := start(t, s, local.Options{})
				options := m{"on": "go"}
				maps.Copy(options, tt.options)
				register(t, e, map[string]m{"fn": options})
				for _, v := range tt.events {
					time.Sleep(time.Until(begin.Add(time.Duration(v.at) * time.Second)))
					synctest.Wait()
					send(t, e, "go", v.data)
					synctest.Wait() // calls of one moment are told in order
				}
				time.Sleep(48 * time.Hour)
				synctest.Wait()
				slices.SortStableFunc(starts, func(a, b started) int {
					return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.text, b.text))
				})
				var got []string
				for _, st := range starts {
					r, ok := e.Lookup(st.run)
					if !ok || r.Status != local.Completed {
						st.text += " " + strings.ToLower(string(r.Status))
					}
					got = append(got, st.text)
				}
				if diff := gocmp.Diff(tt.want, got); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// Limits of the account count the calls of all functions with the same key.
func TestSharedConcurrency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		var mu sync.Mutex
		var got []time.Duration
		busy := func(call) reply {
			mu.Lock()
			got = append(got, time.Since(begin))
			mu.Unlock()
			time.Sleep(time.Second)
			return result(nil)
		}
		s := newSDK(t, map[string]script{"app-a": busy, "app-b": busy})
		e := start(t, s, local.Options{})
		shared := m{"on": "go", "concurrency": m{"limit": 1, "scope": "account", "key": `"front-api"`}}
		register(t, e, map[string]m{"a": shared, "b": shared})
		send(t, e, "go", `{}`)
		time.Sleep(time.Minute)
		synctest.Wait()
		if diff := gocmp.Diff([]time.Duration{0, time.Second}, got); diff != "" {
			t.Error(diff)
		}
	})
}

// A sleeping run holds no place.
func TestSleepHoldsNoPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
			if !c.has("nap") {
				return ops(sleep("nap", "1h"))
			}
			return result(nil)
		}})
		e := start(t, s, local.Options{})
		register(t, e, map[string]m{"fn": {"on": "go", "concurrency": 1}})
		send(t, e, "go", `{}`)
		send(t, e, "go", `{}`)
		time.Sleep(time.Hour + time.Minute)
		for _, r := range e.Runs() {
			if r.Status != local.Completed {
				t.Errorf("%s is %s", r.ID, r.Status)
			}
		}
	})
}

func TestMaxCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		now, most := 0, 0
		s := newSDK(t, map[string]script{"app-fn": func(call) reply {
			mu.Lock()
			now++
			most = max(most, now)
			mu.Unlock()
			time.Sleep(time.Second)
			mu.Lock()
			now--
			mu.Unlock()
			return result(nil)
		}})
		e := start(t, s, local.Options{MaxCalls: 3})
		register(t, e, map[string]m{"fn": {"on": "go"}})
		for range 10 {
			send(t, e, "go", `{}`)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if most != 3 || len(s.seen()) != 10 {
			t.Errorf("%d calls at once, %d in all; want 3 and 10", most, len(s.seen()))
		}
	})
}

func TestCron(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now() // midnight, UTC
		var times []string
		s := newSDK(t, map[string]script{"app-fn": func(c call) reply {
			times = append(times, time.Since(begin).String()+" "+c.Event.Name+" "+string(c.Event.Data))
			return result(nil)
		}})
		e := start(t, s, local.Options{})
		cron := map[string]m{"fn": {"triggers": []m{{"cron": "0 */2 * * *"}}}}
		register(t, e, cron)
		register(t, e, cron) // again: nothing doubles
		time.Sleep(5 * time.Hour)
		register(t, e, map[string]m{"other": {}})
		time.Sleep(5 * time.Hour)
		synctest.Wait()
		want := []string{
			`2h0m0s inngest/scheduled.timer {"cron":"0 */2 * * *"}`,
			`4h0m0s inngest/scheduled.timer {"cron":"0 */2 * * *"}`,
		}
		if diff := gocmp.Diff(want, times); diff != "" {
			t.Error(diff)
		}
	})
}

func TestNoCron(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSDK(t, map[string]script{"app-fn": func(call) reply { return result(nil) }})
		e := start(t, s, local.Options{NoCron: true})
		register(t, e, map[string]m{"fn": {"triggers": []m{{"cron": "* * * * *"}}}})
		time.Sleep(time.Hour)
		if n := len(s.seen()); n != 0 {
			t.Errorf("%d calls", n)
		}
	})
}

// A cron schedule is no reason for a skipping clock to jump.
func TestSkipClockIgnoresCron(t *testing.T) {
	s := newSDK(t, map[string]script{
		"app-cron": func(call) reply { return result(nil) },
		"app-fn":   func(call) reply { return result(nil) },
	})
	e := start(t, s, local.Options{Clock: local.SkipClock()})
	register(t, e, map[string]m{"cron": {"triggers": []m{{"cron": "@yearly"}}}, "fn": {}})
	finishRun(t, e, "fn", `{}`)
	finishRun(t, e, "fn", `{}`)
	if n := len(runsOf(e, "app-cron")); n != 0 {
		t.Errorf("%d cron runs", n)
	}
}
