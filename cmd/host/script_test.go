package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"systembus/host/local"
)

func TestMain(m *testing.M) {
	testscript.Main(together{m}, map[string]func(){
		"host":    func() { os.Exit(signalled()) },
		"inngest": func() { os.Exit(inngestProgram()) },
	})
}

// together runs tests, which have a folder for what they share, HOST_TEST_SHARED:
// it ends with the last.
type together struct{ *testing.M }

// Run implements testscript.TestingM.
func (t together) Run() int {
	folder, err := os.MkdirTemp("", "host-tests-")
	if err == nil {
		err = os.Setenv("HOST_TEST_SHARED", folder)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := t.M.Run()
	if err := os.RemoveAll(folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// TestScripts runs the stories in testdata, which are also the manual of each
// command. Beyond the usual commands they have:
//
//	await URL            wait until URL answers 200
//	http METHOD URL [BODY]
//	                     make a request; its status and body are stdout
//	server               play an Inngest server at the URL $INNGEST, $INNGEST_ADDR
//	free PORT            wait until nothing listens on PORT
//	children ADDR N      wait until the host at ADDR runs N programs
//	redis                start a Redis server and name it in $REDIS_URL
//	listening N          wait until N patterns are listened to in that server
//	busy ADDR            wait until the host at ADDR has a call in flight
//	unready ADDR         wait until the host at ADDR wants no more traffic
//	live ADDR FUNCTION   wait until the host at ADDR serves FUNCTION
//	settled ADDR N       wait until N runs have completed in the executor at ADDR
//
// With -update, what they compare with cmp is written anew.
//
// There is a program `inngest` on PATH, which plays the dev server, and a
// condition [free:PORT]. $ADDR and $ADMIN are free addresses for the host.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: flag.Lookup("update").Value.String() == "true",
		Setup: func(env *testscript.Env) error {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			defer l.Close()
			env.Setenv("ADDR", l.Addr().String())
			second, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			defer second.Close()
			env.Setenv("ADMIN", second.Addr().String())
			env.Setenv("NO_COLOR", "1")
			env.Setenv("TZ", "UTC")
			return shared(env)
		},
		Condition: func(name string) (bool, error) {
			port, ok := strings.CutPrefix(name, "free:")
			if !ok {
				return false, fmt.Errorf("unknown condition %q", name)
			}
			return free(port), nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"await": await, "http": request, "server": inngestServer, "live": live, "settled": settled, "busy": busy, "unready": unready,
			"children": children, "redis": redisServer, "listening": listening,
			"free": func(ts *testscript.TestScript, neg bool, args []string) {
				if len(args) != 1 || neg {
					ts.Fatalf("usage: free PORT")
				}
				for deadline := time.Now().Add(patience); !free(args[0]); time.Sleep(20 * time.Millisecond) {
					if time.Now().After(deadline) {
						ts.Fatalf("something listens on port %s", args[0])
					}
				}
			},
		},
	})
}

// shared gives every story the client that most of them import.
func shared(env *testscript.Env) error {
	name := filepath.Join(env.WorkDir, "scripts", "lib", "client.ts")
	if _, err := os.Stat(name); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte("import { Inngest } from \"inngest\";\nexport const inngest = new Inngest({ id: \"shop\" });\n"), 0o644)
}

// free says whether nothing listens on a port.
func free(port string) bool {
	l, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		return false
	}
	return l.Close() == nil
}

// patience is how long a story waits for something to happen.
const patience = 20 * time.Second

func await(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || neg {
		ts.Fatalf("usage: await URL")
	}
	until(ts, args[0], func(status int, _ string) bool { return status == http.StatusOK })
}

func live(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: live ADDR FUNCTION")
	}
	until(ts, "http://"+args[0]+"/", func(_ int, body string) bool { return strings.Contains(body, strconv.Quote(args[1])) })
}

func busy(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || neg {
		ts.Fatalf("usage: busy ADDR")
	}
	until(ts, "http://"+args[0]+"/metrics", func(_ int, body string) bool { return strings.Contains(body, "\nhost_calls_active 1\n") })
}

func unready(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || neg {
		ts.Fatalf("usage: unready ADDR")
	}
	until(ts, "http://"+args[0]+"/readyz", func(status int, body string) bool {
		return status == http.StatusServiceUnavailable && strings.Contains(body, "draining")
	})
}

func settled(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: settled ADDR N")
	}
	until(ts, "http://"+args[0]+"/v2/runs", func(_ int, body string) bool {
		var runs struct{ Data []struct{ Status string } }
		if err := json.Unmarshal([]byte(body), &runs); err != nil {
			return false
		}
		completed := 0
		for _, r := range runs.Data {
			if r.Status == "COMPLETED" {
				completed++
			}
		}
		return strconv.Itoa(completed) == args[1]
	})
}

// until asks a URL until the answer is as it should be.
func until(ts *testscript.TestScript, url string, ok func(status int, body string) bool) {
	deadline := time.Now().Add(patience)
	for {
		status, body, err := fetch("GET", url, "")
		if err == nil && ok(status, body) {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("%s did not answer as awaited within %v: %d %s %v", url, patience, status, body, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func request(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 || len(args) > 3 || neg {
		ts.Fatalf("usage: http METHOD URL [BODY]")
	}
	status, body, err := fetch(args[0], args[1], strings.Join(args[2:], ""))
	ts.Check(err)
	fmt.Fprintf(ts.Stdout(), "%d\n%s\n", status, body)
}

func fetch(method, url, body string) (status int, text string, err error) {
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(out), err
}

func inngestServer(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) > 0 || neg {
		ts.Fatalf("usage: server")
	}
	executor := local.New(local.Options{})
	server := httptest.NewServer(executor)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = executor.Run(ctx)
	}()
	ts.Defer(func() {
		cancel()
		<-done
		server.Close()
	})
	ts.Setenv("INNGEST", server.URL)
	ts.Setenv("INNGEST_ADDR", server.Listener.Addr().String())
}

// inngestProgram is what stands on PATH as `inngest`: `inngest dev --port N`.
func inngestProgram() int {
	if os.Getenv("INNGEST_FAILS") != "" {
		fmt.Fprintln(os.Stderr, "the database is locked")
		return 1
	}
	flags := flag.NewFlagSet("inngest dev", flag.ExitOnError)
	port := flags.String("port", "", "")
	sdk := flags.String("sdk-url", "", "")
	flags.String("host", "", "")
	flags.Bool("no-discovery", false, "")
	flags.Bool("no-poll", false, "")
	_ = flags.Parse(os.Args[2:])
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	executor := local.New(local.Options{URL: *sdk})
	l, err := net.Listen("tcp", "127.0.0.1:"+*port)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	go func() { _ = http.Serve(l, executor) }()
	_ = executor.Run(ctx)
	return 0
}
