package server_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"systembus/host/server"
)

// dial opens a connection whose reads do not last for ever.
func dial(t *testing.T, url string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	return c
}

// answer reads one answer to the end; the connection goes on.
func answer(in *bufio.Reader, method string) (head status, body string, err error) {
	resp, err := http.ReadResponse(in, &http.Request{Method: method})
	if err != nil {
		return status{}, "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return status{resp.StatusCode, resp.ProtoMajor}, string(text), err
}

// status is what the first line of an answer says.
type status struct{ code, major int }

// Requests whose length a proxy may see otherwise than this server: none may
// make a second request of what the first one's sender wrote as its body.
func TestSmuggling(t *testing.T) {
	const smuggled = "GET /api/inngest HTTP/1.1\r\nHost: x\r\nX-Smuggled: 1\r\n\r\n"
	tests := []struct {
		name, raw string
		code      int
	}{
		{"length and chunks", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled, 200},
		{"chunks alone", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled, 200},
		{"chunks on a route without a body", "POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled, 404},
		{"two lengths", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 60\r\n\r\n" + smuggled, 400},
		{"a list of lengths", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: 0, 60\r\n\r\n" + smuggled, 400},
		{"a signed length", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: +0\r\n\r\n" + smuggled, 400},
		{"a negative length", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n" + smuggled, 400},
		{"a length in hexadecimal", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: 0x0\r\n\r\n" + smuggled, 400},
		{"another encoding", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled, 501},
		{"chunks by another name", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n" + smuggled, 501},
		{"chunks twice", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled, 501},
		{"a space before the colon", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + smuggled, 400},
		{"a header without a name", "POST /api/inngest HTTP/1.1\r\nHost: x\r\n: chunked\r\n\r\n" + smuggled, 400},
		{"two hosts", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n" + smuggled, 400},
		{"no host", "POST /api/inngest HTTP/1.1\r\n\r\n" + smuggled, 400},
		{"a NUL in a header", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nX-A: a\x00b\r\n\r\n" + smuggled, 400},
		{"a bad chunk size", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" + smuggled, 422},
		{"HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + smuggled, 505},
		{"HTTP/3 in words", "GET / HTTP/3.0\r\nHost: x\r\n\r\n" + smuggled, 505},
	}
	var second atomic.Bool
	s := &server.Server{Inngest: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Smuggled") != "" {
			second.Store(true)
		}
		if _, err := io.ReadAll(r.Body); err != nil {
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
	})}
	url, stop, result := serve(t, s)
	defer func() { stop(); <-result }()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			second.Store(false)
			c := dial(t, url)
			if _, err := io.WriteString(c, tt.raw); err != nil {
				t.Fatal(err)
			}
			in := bufio.NewReader(c)
			resp, _, err := answer(in, "POST")
			if err != nil {
				t.Fatal(err)
			}
			if resp.code != tt.code {
				t.Errorf("status %d, want %d", resp.code, tt.code)
			}
			if again, _, err := answer(in, "GET"); err == nil {
				t.Errorf("a second request was answered, with %d", again.code)
			}
			if second.Load() {
				t.Error("the second request was carried out")
			}
		})
	}

	// The table means something only if a second request is answered where it
	// is one.
	c := dial(t, url)
	io.WriteString(c, "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"+smuggled)
	in := bufio.NewReader(c)
	for range 2 {
		if _, _, err := answer(in, "GET"); err != nil {
			t.Fatalf("two honest requests: %v", err)
		}
	}
	if !second.Load() {
		t.Error("an honest second request was not carried out")
	}
}

func TestHeaderLimits(t *testing.T) {
	s := &server.Server{}
	url, stop, result := serve(t, s)
	defer func() { stop(); <-result }()
	tests := []struct {
		name, raw string
		code      int
	}{
		{"one large header", "GET /livez HTTP/1.1\r\nHost: x\r\nX-A: " + strings.Repeat("a", 80<<10) + "\r\n\r\n", 431},
		{"many headers", "GET /livez HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("X-A: a\r\n", 12<<10) + "\r\n", 431},
		{"a long path", "GET /" + strings.Repeat("a", 80<<10) + " HTTP/1.1\r\nHost: x\r\n\r\n", 431},
		{"a line without an end", strings.Repeat("a", 80<<10), 431},
		{"as much as is allowed", "GET /livez HTTP/1.1\r\nHost: x\r\nX-A: " + strings.Repeat("a", 60<<10) + "\r\n\r\n", 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := dial(t, url)
			go io.WriteString(c, tt.raw)
			resp, _, err := answer(bufio.NewReader(c), "GET")
			if err != nil {
				t.Fatal(err)
			}
			if resp.code != tt.code {
				t.Errorf("status %d, want %d", resp.code, tt.code)
			}
		})
	}
}

// An upgrade to HTTP/2 without TLS is not taken: the answer is of HTTP/1.1.
func TestNoUpgrade(t *testing.T) {
	s := &server.Server{}
	url, stop, result := serve(t, s)
	defer func() { stop(); <-result }()
	c := dial(t, url)
	io.WriteString(c, "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
	resp, _, err := answer(bufio.NewReader(c), "GET")
	if err != nil || resp.code != 200 || resp.major != 1 {
		t.Errorf("got %+v, %v", resp, err)
	}
}

// Clients that drip, or say nothing, are put out by the clock.
func TestSlowClientsAreCutOff(t *testing.T) {
	s := &server.Server{
		HeaderTimeout: 30 * time.Millisecond, ReadTimeout: 60 * time.Millisecond, WriteTimeout: 30 * time.Millisecond,
		Inngest: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.ReadAll(r.Body)
			_, _ = w.Write(make([]byte, 64<<20))
		}),
	}
	url, stop, result := serve(t, s)
	defer func() { stop(); <-result }()
	tests := []struct{ name, first, drip string }{
		{"silence", "", ""},
		{"headers that drip", "GET /livez HTTP/1.1\r\nHost: x\r\n", "X-A: b\r\n"},
		{"a body that drips", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", "a"},
		{"chunks that drip", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n"},
		{"an answer that is not read", "GET /api/inngest HTTP/1.1\r\nHost: x\r\n\r\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := dial(t, url)
			io.WriteString(c, tt.first)
			for tt.drip != "" {
				if _, err := io.WriteString(c, tt.drip); err != nil {
					break
				}
				time.Sleep(5 * time.Millisecond)
			}
			if tt.name == "an answer that is not read" {
				time.Sleep(200 * time.Millisecond)
			}
			n, err := io.Copy(io.Discard, c)
			if isTimeout(err) {
				t.Error("the connection is still open")
			}
			if n >= 64<<20 {
				t.Error("the whole answer was kept for a client that did not read")
			}
		})
	}
}

// Slow clients do not keep others out however many they are, and calls in hand
// are not ended for their sake.
func TestCrowd(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	s := &server.Server{MaxConnections: 4, HeaderTimeout: time.Hour, ReadTimeout: time.Hour,
		Inngest: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := io.ReadAll(r.Body); err != nil {
				return
			}
			entered <- struct{}{}
			<-release
			io.WriteString(w, "answered")
		})}
	url, stop, result := serve(t, s)
	defer func() { stop(); <-result }()

	busy := dial(t, url)
	io.WriteString(busy, "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
	<-entered
	for i, start := range []string{"", "GET /livez HT", "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"} {
		for range 3 {
			c := dial(t, url)
			io.WriteString(c, start)
		}
		resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get(url + "/livez")
		if err != nil {
			t.Fatalf("round %d: an honest client: %v", i, err)
		}
		resp.Body.Close()
	}

	// Four calls in hand are all there is room for.
	for inHand := 1; inHand < 4; {
		c := dial(t, url)
		io.WriteString(c, "POST /api/inngest HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
		gone := make(chan struct{})
		go func() {
			_, _ = c.Read(make([]byte, 1))
			close(gone)
		}()
		select {
		case <-entered:
			inHand++
		case <-gone: // An honest client of before was not quite gone.
		}
	}
	late := dial(t, url)
	io.WriteString(late, "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
	if text, _ := io.ReadAll(late); len(text) > 0 {
		t.Errorf("a fifth connection was answered: %s", text)
	}
	close(release)
	_, text, err := answer(bufio.NewReader(busy), "POST")
	if err != nil {
		t.Fatalf("the call in hand was ended: %v", err)
	}
	if text != "answered" {
		t.Errorf("the call in hand got %q", text)
	}
}

// An idle connection makes room.
func TestIdleMakesRoom(t *testing.T) {
	s := &server.Server{MaxConnections: 1}
	url, stop, result := serve(t, s)
	defer func() { stop(); <-result }()
	idle := dial(t, url)
	io.WriteString(idle, "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
	if _, _, err := answer(bufio.NewReader(idle), "GET"); err != nil {
		t.Fatal(err)
	}
	for { // The first is idle a moment after its answer.
		c := dial(t, url)
		io.WriteString(c, "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
		if _, _, err := answer(bufio.NewReader(c), "GET"); err == nil {
			break
		}
	}
	if n, err := io.Copy(io.Discard, idle); n > 0 || isTimeout(err) {
		t.Errorf("the idle connection is still open: %v", err)
	}
}

func isTimeout(err error) bool {
	netErr, ok := errors.AsType[net.Error](err)
	return ok && netErr.Timeout()
}

// Keeping a connection past an answer's deadline does not spoil the next.
func TestDeadlineOfTheLastAnswer(t *testing.T) {
	s := &server.Server{WriteTimeout: 20 * time.Millisecond}
	url, stop, result := serve(t, s)
	defer func() { stop(); <-result }()
	c := dial(t, url)
	in := bufio.NewReader(c)
	for _, method := range []string{"GET", "HEAD", "GET"} {
		fmt.Fprintf(c, "%s /livez HTTP/1.1\r\nHost: x\r\n\r\n", method)
		if _, _, err := answer(in, method); err != nil {
			t.Fatalf("%s: %v", method, err)
		}
		time.Sleep(60 * time.Millisecond)
	}
}
