package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"systembus/host/gateway"
	"systembus/host/redis"
)

// gatewayCmd groups what is about the gateway.
type gatewayCmd struct {
	Tail gatewayTailCmd `cmd:"" help:"Watch events arrive."`
}

// gatewayTailCmd is `host gateway tail`.
type gatewayTailCmd struct {
	Session []string `placeholder:"ID" help:"Watch the events of one session, such as main; may be repeated. All, unless said."`
	Past    int      `placeholder:"N" help:"Begin with the last N events that are still in the sessions' lists."`
	Count   int      `placeholder:"N" help:"End after N events."`
	JSON    bool     `help:"Print events as JSON, one a line: {session, event}."`
}

// Help is shown by host gateway tail --help.
func (*gatewayTailCmd) Help() string {
	return `Shows what functions tell through the gateway, as it arrives in Redis. Nothing is taken out of the
lists. The server is that of REDIS_URL, or REDIS_HOST and REDIS_PORT; host dev prints the address of
its embedded one.

Examples:
  host gateway tail
  host gateway tail --session main --past 20
  host gateway tail --json | jq 'select(.event.type == "alert")'`
}

// Run watches until ctx ends, or until there were enough.
func (c *gatewayTailCmd) Run(ctx context.Context, w *world) error {
	target, _, err := redis.FromEnvironment(w.lookup)
	if err != nil {
		return usageError{err}
	}
	server := &redis.Server{Target: target, Pools: redis.NewPools(nil)}
	defer server.Close()
	pool, err := server.Pool()
	if err != nil {
		return usageError{err}
	}
	t := &tail{gatewayTailCmd: *c, w: w, client: pool.Client, shown: map[string]bool{}}
	channels := t.client.PSubscribe(ctx, gateway.NotifyPrefix+"*")
	defer channels.Close()
	defer context.AfterFunc(ctx, func() { _ = channels.Close() })() // a receive does not end with its context
	if _, err := channels.Receive(ctx); err != nil {
		return hintError{fmt.Errorf("cannot reach Redis at %s: %w", target.Addr(), err), "Name the server with REDIS_URL, or REDIS_HOST and REDIS_PORT."}
	}
	if err := t.before(ctx); err != nil && ctx.Err() == nil {
		return err
	}
	if !c.JSON && w.terminal {
		fmt.Fprintf(w.stdout, "%s\n", dim.Render("watching "+target.Addr()))
	}
	for ctx.Err() == nil && (c.Count == 0 || t.count < c.Count) {
		message, err := channels.ReceiveMessage(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			w.complain(fmt.Sprintf("Redis at %s: %v", target.Addr(), err))
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
				return nil
			}
			continue
		}
		if err := t.announced(ctx, strings.TrimPrefix(message.Channel, gateway.NotifyPrefix), message.Payload); err != nil {
			return err
		}
	}
	return nil // an interrupt is how one leaves
}

// tail is one `host gateway tail` at work.
type tail struct {
	gatewayTailCmd
	w      *world
	client goredis.UniversalClient
	shown  map[string]bool // by session and event
	count  int
}

// looked is how far back in a session's list an announced event is looked for.
const looked = 200

// before shows the events that are still in the lists.
func (t *tail) before(ctx context.Context) error {
	if t.Past <= 0 {
		return nil
	}
	sessions := t.Session
	if len(sessions) == 0 {
		for keys := t.client.Scan(ctx, 0, gateway.EventsPrefix+"*", 1000).Iterator(); keys.Next(ctx); {
			sessions = append(sessions, strings.TrimPrefix(keys.Val(), gateway.EventsPrefix))
		}
	}
	type entry struct {
		session string
		event   gateway.Event
	}
	var all []entry
	for _, session := range sessions {
		texts, err := t.client.LRange(ctx, gateway.EventsPrefix+session, 0, int64(t.Past)-1).Result()
		if err != nil {
			return err
		}
		for _, text := range texts {
			var e gateway.Event
			if json.Unmarshal([]byte(text), &e) == nil {
				all = append(all, entry{session, e})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.event.TS, b.event.TS) })
	for _, e := range all[max(0, len(all)-t.Past):] {
		if err := t.show(e.session, e.event); err != nil {
			return err
		}
	}
	return nil
}

// announced shows the event that a channel tells of. When a consumer has taken
// it already, what the announcement says is all there is.
func (t *tail) announced(ctx context.Context, session, text string) error {
	if len(t.Session) > 0 && !slices.Contains(t.Session, session) {
		return nil
	}
	var a gateway.Announcement
	if json.Unmarshal([]byte(text), &a) != nil {
		return nil // someone else's
	}
	e := gateway.Event{ID: a.EventID, Type: a.Type, TS: time.Now().UnixMilli()}
	texts, err := t.client.LRange(ctx, gateway.EventsPrefix+session, 0, looked-1).Result()
	if err != nil && !errors.Is(err, context.Canceled) {
		t.w.complain(err.Error())
	}
	for _, text := range texts {
		var one gateway.Event
		if json.Unmarshal([]byte(text), &one) == nil && one.ID == a.EventID {
			e = one
		}
	}
	return t.show(session, e)
}

func (t *tail) show(session string, e gateway.Event) error {
	if key := session + " " + e.ID; t.shown[key] {
		return nil
	} else if t.count++; t.Past > 0 { // the only way to meet an event twice
		t.shown[key] = true
	}
	if t.JSON {
		enc := json.NewEncoder(t.w.stdout.Forward)
		enc.SetEscapeHTML(false)
		return enc.Encode(map[string]any{"session": session, "event": e})
	}
	style := note
	if e.Type == "alert" {
		style = bad
	}
	_, err := fmt.Fprintf(t.w.stdout, "%s %s %s %s %s\n", dim.Render(time.UnixMilli(e.TS).Format("15:04:05")), dim.Render(pad(session, 10)),
		style.Render(pad(e.Type, 16)), gateway.Summary(e.Payload), dim.Render(e.Source))
	return err
}

// pad fills a text up to a width.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-len([]rune(text))))
}
