package kube

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// leases stands for an API server that has one Lease, and heeds its versions
// as Kubernetes does. It is a transport, so that time may be a test's own.
type leases struct {
	mu      sync.Mutex
	version int
	spec    leaseSpec
	// down fails every request; deaf carries out the next one, and fails.
	down, deaf bool
	// clock is the server's time, which it tells; nil when it does not.
	clock func() time.Time
}

func (s *leases) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down {
		return nil, errors.New("no route")
	}
	status, answer := http.StatusOK, any(nil)
	var sent lease
	if r.Method != http.MethodGet {
		if err := json.NewDecoder(r.Body).Decode(&sent); err != nil {
			return nil, err
		}
	}
	switch {
	case r.Method == http.MethodGet && s.version == 0:
		status = http.StatusNotFound
	case r.Method == http.MethodGet:
	case r.Method == http.MethodPost && s.version > 0, r.Method == http.MethodPut && sent.Metadata.ResourceVersion != strconv.Itoa(s.version):
		status = http.StatusConflict
	default:
		s.version++
		s.spec = sent.Spec
	}
	answer = lease{Meta{ResourceVersion: strconv.Itoa(s.version)}, s.spec}
	if status != http.StatusOK {
		answer = map[string]any{"message": http.StatusText(status)}
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	if s.deaf {
		s.deaf = false
		return nil, errors.New("the answer got lost")
	}
	header := http.Header{}
	if s.clock != nil {
		header.Set("Date", s.clock().UTC().Format(http.TimeFormat))
	}
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(bytes.NewReader(text))}, nil
}

func (s *leases) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// locker gives the means to lock against an empty server.
func locker() (*leases, func(context.Context, string) (context.Context, func(), error)) {
	s := &leases{}
	c := &Client{Server: "http://cluster", Namespace: "ns", http: &http.Client{Transport: s}}
	return s, func(ctx context.Context, holder string) (context.Context, func(), error) {
		held, release, err := c.Lock(ctx, "bus", holder)
		return held, func() {
			if err := release(context.Background()); err != nil {
				panic(fmt.Sprintf("giving it back: %v", err))
			}
		}, err
	}
}

// heldBy is who keeps the lock from us.
func heldBy(t *testing.T, err error) *HeldError {
	t.Helper()
	held, ok := errors.AsType[*HeldError](err)
	if !ok {
		t.Fatalf("got %v, want that it is held", err)
	}
	return held
}

// TestLockOfAnotherClock: a machine whose clock is an hour late neither takes a
// lock that is held, nor is its own taken from it.
func TestLockOfAnotherClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &leases{clock: time.Now}
		at := func() *Client {
			return &Client{Server: "http://cluster", Namespace: "ns", http: &http.Client{Transport: s}, ahead: new(atomic.Int64)}
		}
		// All machines of a test have one clock: it is the server's that is moved,
		// between what one does and what the other does.
		s.clock = func() time.Time { return time.Now().Add(time.Hour) }
		_, release, err := at().Lock(t.Context(), "bus", "late@desk")
		if err != nil {
			t.Fatal(err)
		}
		if got := time.Until(moment(s.spec.RenewTime)); got < time.Hour-2*time.Second || got > time.Hour {
			t.Errorf("renewed %s from now, which is not the server's time", got)
		}
		if e := heldBy(t, second(at().Lock(t.Context(), "bus", "other@desk"))); e.Holder != "late@desk" {
			t.Errorf("held by %s", e.Holder)
		}
		if err := release(t.Context()); err != nil {
			t.Error(err)
		}
		// A clock that is right needs no correction.
		s.clock = time.Now
		c := at()
		if _, release, err = c.Lock(t.Context(), "bus", "right@desk"); err != nil || c.ahead.Load() != 0 {
			t.Errorf("%v, ahead %v", err, time.Duration(c.ahead.Load()))
		}
		if err := release(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func second(_ context.Context, _ func(context.Context) error, err error) error { return err }

func TestLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, lock := locker()
		began := time.Now()
		ctx, interrupt := context.WithCancel(t.Context())
		_, release, err := lock(ctx, "ada@desk")
		if err != nil {
			t.Fatal(err)
		}
		// However long it takes, the second is told who deploys since when.
		time.Sleep(7 * leaseTime)
		_, _, err = lock(t.Context(), "bob@lap")
		if e := heldBy(t, err); e.Holder != "ada@desk" || !e.Since.Equal(began) {
			t.Errorf("held by %s since %s", e.Holder, e.Since)
		}
		if want := "ada@desk has been deploying since " + began.Local().Format("15:04:05"); err.Error() != want {
			t.Errorf("got %q, want %q", err, want)
		}
		// An interrupt does not give it back by itself: it is held while the
		// deploy goes back.
		interrupt()
		time.Sleep(2 * leaseTime)
		_, _, err = lock(t.Context(), "bob@lap")
		heldBy(t, err)
		release()
		_, release, err = lock(t.Context(), "bob@lap")
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = lock(t.Context(), "ada@desk")
		heldBy(t, err)
		release()
	})
}

// TestLockRace has two deploys find no lock at the same time.
func TestLockRace(t *testing.T) {
	for _, there := range []bool{false, true} {
		s, lock := locker()
		if there {
			_, release, err := lock(t.Context(), "eve")
			if err != nil {
				t.Fatal(err)
			}
			release()
		}
		var got []string
		var mu sync.Mutex
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				_, release, err := lock(t.Context(), fmt.Sprint("deploy ", i))
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					got = append(got, fmt.Sprint("deploy ", i))
					t.Cleanup(release)
				} else if _, held := errors.AsType[*HeldError](err); !held {
					t.Errorf("deploy %d: %v", i, err)
				}
			})
		}
		all.Wait()
		if len(got) != 1 || got[0] != s.spec.HolderIdentity {
			t.Errorf("%q have the lock; the server says %s", got, s.spec.HolderIdentity)
		}
	}
}

// TestLockOfTheKilled is that of a deploy that ended without giving it back.
func TestLockOfTheKilled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, lock := locker()
		s.version, s.spec = 1, leaseSpec{"ada@desk", 120, micro(time.Now()), micro(time.Now())}
		time.Sleep(leaseTime - time.Second)
		_, _, err := lock(t.Context(), "bob@lap")
		heldBy(t, err)
		time.Sleep(2 * time.Second)
		_, release, err := lock(t.Context(), "bob@lap")
		if err != nil {
			t.Fatal(err)
		}
		release()
	})
}

// TestLockLost is what becomes of a deploy whose machine was away: it ends when
// somebody else deploys, and not before.
func TestLockLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, lock := locker()
		held, release, err := lock(t.Context(), "ada@desk")
		if err != nil {
			t.Fatal(err)
		}
		s.set(func() { s.down = true })
		time.Sleep(2*leaseTime + time.Second) // from here on, no renewal is due when the test acts
		s.set(func() { s.down = false })
		time.Sleep(leaseTime / 2)
		if held.Err() != nil {
			t.Errorf("lost without another: %v", context.Cause(held))
		}
		s.set(func() { s.deaf = true })
		time.Sleep(leaseTime)
		if held.Err() != nil {
			t.Errorf("lost to itself: %v", context.Cause(held))
		}
		s.set(func() { s.down = true })
		time.Sleep(2 * leaseTime)
		s.set(func() { s.down = false })
		_, other, err := lock(t.Context(), "bob@lap")
		if err != nil {
			t.Fatal(err)
		}
		<-held.Done()
		if got, want := context.Cause(held).Error(), "bob@lap has begun another deploy, since this one was not heard of for 2m0s"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		release() // which is no longer ours, and stays bob's
		_, _, err = lock(t.Context(), "eve")
		if e := heldBy(t, err); e.Holder != "bob@lap" {
			t.Errorf("held by %s", e.Holder)
		}
		other()
	})
}
