package gateway_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	goredis "github.com/redis/go-redis/v9"

	"systembus/host/gateway"
	"systembus/host/redis"
)

func newSender(t *testing.T, target redis.Target, limit int) *gateway.Sender {
	t.Helper()
	server := &redis.Server{Target: target, Pools: redis.NewPools(nil)}
	s := gateway.New(server, gateway.Options{Limit: limit})
	t.Cleanup(func() {
		s.Close()
		server.Close()
	})
	return s
}

func targetOf(m *miniredis.Miniredis) redis.Target {
	return redis.Target{Host: m.Host(), Port: m.Server().Addr().Port}
}

// events are the types in a session's list, in the order in which they came.
func events(t *testing.T, m *miniredis.Miniredis, session string) []string {
	t.Helper()
	list, err := m.List(gateway.EventsPrefix + session)
	if err != nil {
		return nil // there is none
	}
	types := make([]string, len(list))
	for i, text := range list {
		var e gateway.Event
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			t.Fatal(err)
		}
		types[len(list)-1-i] = e.Type
	}
	return types
}

func TestRouting(t *testing.T) {
	for _, tt := range []struct {
		name     string
		sessions []string
		origin   string
		want     []string
	}{
		{"nobody listens", nil, "telegram:1", []string{"main"}},
		{"the gateway listens", []string{"gateway", "other"}, "", []string{"gateway"}},
		{"the gateway and the origin", []string{"gateway", "pi-7"}, "pi-7", []string{"gateway", "pi-7"}},
		{"the origin alone", []string{"pi-7", "pi-8"}, "pi-7", []string{"pi-7"}},
		{"an origin that does not listen", []string{"gateway"}, "pi-7", []string{"gateway"}},
		{"others alone", []string{"pi-8"}, "pi-7", []string{"main"}},
		{"the gateway is the origin", []string{"gateway"}, "gateway", []string{"gateway"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := miniredis.RunT(t)
			if len(tt.sessions) > 0 {
				if _, err := m.SAdd(gateway.SessionsKey, tt.sessions...); err != nil {
					t.Fatal(err)
				}
			}
			client := goredis.NewClient(&goredis.Options{Addr: m.Addr()})
			heard := client.Subscribe(t.Context())
			t.Cleanup(func() {
				_ = heard.Close()
				_ = client.Close()
			})
			for _, session := range tt.want {
				if err := heard.Subscribe(t.Context(), gateway.NotifyPrefix+session); err != nil {
					t.Fatal(err)
				}
				if _, err := heard.Receive(t.Context()); err != nil { // the confirmation
					t.Fatal(err)
				}
			}
			got := newSender(t, targetOf(m), 0).Send(t.Context(), gateway.Message{
				Type: "video.ready", Source: "inngest/video/ready", Payload: json.RawMessage(`{"b":1,"a":"<é>"}`), Origin: tt.origin,
			})
			want := gateway.Result{Pushed: true, Type: "video.ready", OriginSession: tt.origin}
			if diff := cmp.Diff(got, want, cmpopts.IgnoreFields(gateway.Result{}, "EventID")); diff != "" {
				t.Fatal(diff)
			}
			for _, session := range []string{"main", "gateway", "other", "pi-7", "pi-8"} {
				list, _ := m.List(gateway.EventsPrefix + session) // none where none is wanted
				wanted := 0
				for _, w := range tt.want {
					if w == session {
						wanted = 1
					}
				}
				if len(list) != wanted {
					t.Fatalf("session %s has %d events, want %d", session, len(list), wanted)
				}
				if wanted == 0 {
					continue
				}
				var e gateway.Event
				if err := json.Unmarshal([]byte(list[0]), &e); err != nil {
					t.Fatal(err)
				}
				if text := fmt.Sprintf(`{"id":"%s","type":"video.ready","source":"inngest/video/ready","payload":{"b":1,"a":"<é>"},"ts":%d}`, got.EventID, e.TS); list[0] != text {
					t.Errorf("the event is %s, want %s", list[0], text)
				}
				if age := time.Since(time.UnixMilli(e.TS)); age < 0 || age > time.Minute {
					t.Errorf("ts is %d, %v ago", e.TS, age)
				}
				message, err := heard.ReceiveMessage(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if want := fmt.Sprintf(`{"eventId":"%s","type":"video.ready"}`, got.EventID); message.Payload != want {
					t.Errorf("announced %s, want %s", message.Payload, want)
				}
			}
		})
	}
}

func TestSleep(t *testing.T) {
	for _, tt := range []struct {
		kind, payload string
		delivered     bool
		summary       string
	}{
		{kind: "alert", payload: `{"message":"x"}`, delivered: true},
		{kind: "vip/email", payload: `{}`, delivered: true},
		{kind: "vip.email", payload: `{}`, delivered: true},
		{kind: "vipers", payload: `{"a":1}`, summary: `{"a":1}`},
		{kind: "deploy.failed", payload: `{}`, delivered: true},
		{kind: "deploy/worker.Error", payload: `{}`, delivered: true},
		{kind: "deploy.succeeded", payload: `{"title":"it is out"}`, summary: "it is out"},
		{kind: "redeploy.failed", payload: `{"subject":"s"}`, summary: "s"},
		{kind: "system/health.alert.redis", payload: `{}`, delivered: true},
		{kind: "telegram.reply", payload: `{}`, delivered: true},
		{kind: "discord/reply", payload: `{}`, delivered: true},
		{kind: "progress", payload: `{"message":"m","originSession":"telegram:7"}`, delivered: true},
		{kind: "progress", payload: `{"message":"m","originSession":"discord:7"}`, delivered: true},
		{kind: "progress", payload: `{"message":"m","originSession":"pi-7"}`, summary: "m"},
		{kind: "progress", payload: `{"source":"telegram-bot"}`, delivered: true},
		{kind: "progress", payload: `{"source":5,"detail":"d","prompt":" p "}`, summary: "p"},
		{kind: "progress", payload: `{"summary":"","message":"second"}`, summary: "second"},
		{kind: "progress", payload: `{"message":"` + strings.Repeat("ä", 220) + `"}`, summary: strings.Repeat("ä", 220)},
		{kind: "progress", payload: `{"message":"` + strings.Repeat("ä", 221) + `"}`, summary: strings.Repeat("ä", 219) + "…"},
		{kind: "progress", payload: `{"message":"` + strings.Repeat("😀", 111) + `"}`, summary: strings.Repeat("😀", 109) + "…"},
	} {
		t.Run(tt.kind+tt.payload[:min(30, len(tt.payload))], func(t *testing.T) {
			m := miniredis.RunT(t)
			if err := m.Set(gateway.SleepKey, "1"); err != nil {
				t.Fatal(err)
			}
			got := newSender(t, targetOf(m), 0).Send(t.Context(), gateway.Message{Type: tt.kind, Source: "s", Payload: json.RawMessage(tt.payload)})
			if got.Pushed != tt.delivered || got.Queued == tt.delivered || got.Error != "" {
				t.Errorf("got %+v, want pushed %v", got, tt.delivered)
			}
			asleep, _ := m.List(gateway.SleepQueueKey) // none when it was delivered
			if tt.delivered {
				if len(asleep) > 0 || len(events(t, m, "main")) != 1 {
					t.Errorf("the sleep queue is %v, main has %v", asleep, events(t, m, "main"))
				}
				return
			}
			if len(asleep) != 1 {
				t.Fatalf("the sleep queue is %v, want one entry", asleep)
			}
			var entry struct{ Event, Timestamp, Summary string }
			if err := json.Unmarshal([]byte(asleep[0]), &entry); err != nil {
				t.Fatal(err)
			}
			if entry.Event != tt.kind || entry.Summary != tt.summary {
				t.Errorf("the entry is %+v, want event %s, summary %q", entry, tt.kind, tt.summary)
			}
			if _, err := time.Parse(time.RFC3339, entry.Timestamp); err != nil {
				t.Error(err)
			}
		})
	}
}

// What is sent while Redis is away arrives in order when it is back; beyond
// the limit the oldest is lost, and counted.
func TestRedisAway(t *testing.T) {
	m := miniredis.RunT(t)
	s := newSender(t, targetOf(m), 5)
	send := func(kind string) gateway.Result {
		return s.Send(t.Context(), gateway.Message{Type: kind, Source: "test"})
	}
	if got := send("before"); !got.Pushed {
		t.Fatalf("got %+v, want it pushed", got)
	}
	m.Close()
	for i := range 8 {
		got := send(fmt.Sprint("away", i))
		if got.Pushed || !got.Queued || got.EventID == "" || got.Error != "" {
			t.Fatalf("got %+v, want it queued", got)
		}
	}
	stats := s.Stats()
	if stats.Waiting != 5 || stats.Dropped != 3 || stats.Away == nil || stats.Error == "" {
		t.Errorf("got %+v, want 5 waiting and 3 dropped", stats)
	}
	if err := m.Restart(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the queue to be delivered", func() bool { return s.Stats().Waiting == 0 })
	if got := send("after"); !got.Pushed {
		t.Errorf("got %+v, want it pushed", got)
	}
	want := []string{"before", "away3", "away4", "away5", "away6", "away7", "after"}
	got := events(t, m, "main")
	// The oldest may have been on its way when it was given up.
	for i := 1; i < len(got) && slices.Contains([]string{"away0", "away1", "away2"}, got[i]); i++ {
		want = slices.Insert(want, i, got[i])
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Error(diff)
	}
	if stats := s.Stats(); stats.Delivered != int64(len(want)) || stats.Delivered+stats.Dropped != 10 || stats.Away != nil {
		t.Errorf("got %+v, want %d delivered of 10, and Redis there", stats, len(want))
	}
}

// What the server will never take does not hold up what comes after it.
// Nor may large events fill the memory, however few they are.
func TestRedisAwayWithLargeEvents(t *testing.T) {
	m := miniredis.RunT(t)
	s := newSender(t, targetOf(m), 100)
	m.Close()
	large := json.RawMessage(`{"text":"` + strings.Repeat("x", 24<<20) + `"}`)
	for range 4 {
		s.Send(t.Context(), gateway.Message{Type: "large", Source: "test", Payload: large})
	}
	if stats := s.Stats(); stats.Waiting != 2 || stats.Dropped != 2 {
		t.Errorf("got %+v, want as many waiting as 64 MiB hold", stats)
	}
}

func TestRefused(t *testing.T) {
	m := miniredis.RunT(t)
	if err := m.Set(gateway.EventsPrefix+"main", "not a list"); err != nil {
		t.Fatal(err)
	}
	s := newSender(t, targetOf(m), 0)
	got := s.Send(t.Context(), gateway.Message{Type: "a", Source: "test"})
	if got.Pushed || got.Queued || !strings.HasPrefix(got.Error, "WRONGTYPE") {
		t.Errorf("got %+v, want Redis's error", got)
	}
	if _, err := m.SAdd(gateway.SessionsKey, "gateway"); err != nil {
		t.Fatal(err)
	}
	if got := s.Send(t.Context(), gateway.Message{Type: "b", Source: "test"}); !got.Pushed {
		t.Errorf("got %+v, want it pushed", got)
	}
}

// The end of a call does not end what it tells.
func TestTheEndOfACall(t *testing.T) {
	m := miniredis.RunT(t)
	s := newSender(t, targetOf(m), 0)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := s.Send(ctx, gateway.Message{Type: "last", Source: "test"}); !got.Pushed {
		t.Errorf("got %+v, want it pushed", got)
	}
}

func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited too long for %s", what)
		}
	}
}
