package secrets

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

const (
	// fileInterval is how often a value in a file or the environment is read
	// again: mounted files change under a worker.
	fileInterval = 30 * time.Second
	// firstRetry and lastRetry are the pauses after the first and after many
	// attempts in vain.
	firstRetry = time.Second
	lastRetry  = time.Minute
	// overlap is how long the value before a change is still accepted: what
	// was signed with it may be on its way.
	overlap = 10 * time.Minute
)

// A held secret is one of a store's, under the store's lock but for what never
// changes.
type held struct {
	name       string
	secret     Secret
	from, also []source

	values   []fetched // current first, then Also's
	former   []former
	readAt   time.Time
	next     time.Time
	renewals int64
	failures int64
	err      error
}

// fetched is a value as a source gave it.
type fetched struct {
	text    string
	source  string
	expires time.Time // zero for never
	again   time.Time // when to read it again
	also    bool
}

// former is a value that was replaced.
type former struct {
	text  string
	until time.Time
}

func newHeld(name string, s Secret, common []string) *held {
	h := &held{name: name, secret: s}
	from := s.From
	if len(from) == 0 {
		from = append([]string{"env:" + s.Env}, common...)
	}
	for _, text := range from {
		if src, err := parseSource(text, name); err == nil { // Table and Check have looked
			h.from = append(h.from, src)
		}
	}
	for _, text := range s.Also {
		if src, err := parseSource(text, name); err == nil {
			h.also = append(h.also, src)
		}
	}
	return h
}

// fetch asks the sources. The error says why there is no current value.
func (h *held) fetch(ctx context.Context, dir string, lookup func(string) (string, bool)) ([]fetched, error) {
	var got []fetched
	var failures []string
	read := func(s source, also bool) bool {
		text, err := s.read(ctx, dir, lookup)
		if err != nil && context.Cause(ctx) != nil {
			err = context.Cause(ctx)
		}
		switch {
		case errors.Is(err, errNone), err == nil && text == "":
			failures = append(failures, s.text+" has none")
			return false
		case err != nil:
			failures = append(failures, fmt.Sprintf("%s: %v", s.text, err))
			return false
		}
		now := time.Now()
		f := fetched{text: text, source: s.text, again: now.Add(fileInterval), also: also}
		if s.kind == "exec" {
			f.again = now.Add(24 * time.Hour)
			if s.ttl > 0 {
				f.expires, f.again = now.Add(s.ttl), now.Add(s.ttl*3/4)
			}
		}
		got = append(got, f)
		return true
	}
	found := slices.ContainsFunc(h.from, func(s source) bool { return read(s, false) })
	why := strings.Join(failures, "; ")
	for _, s := range h.also {
		read(s, true)
	}
	if !found {
		if errors.Is(context.Cause(ctx), context.Canceled) {
			return got, context.Canceled
		}
		return got, errors.New(why)
	}
	return got, nil
}

// take makes what was fetched the secret's values, and says whether the
// current one has changed. Without a current one the former values stay.
func (h *held) take(got []fetched, err error, now time.Time) (changed bool) {
	h.err = err
	if err != nil {
		h.failures++
		pause := lastRetry
		if h.failures < 7 {
			pause = firstRetry << (h.failures - 1)
		}
		h.next = now.Add(min(pause, lastRetry))
		return false
	}
	h.failures = 0
	if len(h.values) > 0 {
		h.renewals++
		changed = h.values[0].text != got[0].text
	}
	for _, old := range h.values {
		same := func(f fetched) bool { return f.text == old.text }
		if !slices.ContainsFunc(got, same) {
			h.former = append(h.former, former{old.text, now.Add(overlap)})
		}
	}
	h.values, h.readAt = got, now
	h.next = got[0].again
	for _, f := range got {
		if f.again.Before(h.next) {
			h.next = f.again
		}
	}
	return changed
}

// active are the values that count now.
func (h *held) active(now time.Time) []string {
	var out []string
	for _, f := range h.values {
		if !slices.Contains(out, f.text) {
			out = append(out, f.text)
		}
	}
	h.former = slices.DeleteFunc(h.former, func(f former) bool { return !now.Before(f.until) })
	for _, f := range h.former {
		if !slices.Contains(out, f.text) {
			out = append(out, f.text)
		}
	}
	return out
}

func (h *held) status(now time.Time) Status {
	st := Status{
		Name: h.name, Env: h.secret.Env, Present: len(h.values) > 0, Values: len(h.active(now)),
		Renewals: h.renewals, Failures: h.failures,
	}
	if h.err != nil {
		st.Error = h.err.Error()
	}
	if st.Present {
		current, read := h.values[0], h.readAt
		st.Source, st.ReadAt = current.source, &read
		if expires := current.expires; !expires.IsZero() {
			st.ExpiresAt, st.Expired = &expires, !now.Before(expires)
		}
	}
	return st
}
