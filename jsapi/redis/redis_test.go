package redis_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	goredis "github.com/redis/go-redis/v9"

	hostredis "systembus/host/redis"
	"systembus/host/redis/redistest"
	"systembus/jsapi"
	"systembus/jsapi/redis"
)

// script runs JavaScript as a task of a new VM; it calls done(text) when it is
// finished, and has `client`, a client of the server that counts how often it
// was lost and opens again. The channel gives the text.
func script(t *testing.T, ctx context.Context, module *jsapi.Module, server *miniredis.Miniredis, code string) <-chan string {
	t.Helper()
	return scriptAt(t, ctx, module, server.Host(), server.Server().Addr().Port, code)
}

// scriptAt is script with a server at an address.
func scriptAt(t *testing.T, ctx context.Context, module *jsapi.Module, host string, port int, code string) <-chan string {
	t.Helper()
	vm := jsapi.New(jsapi.NewLibrary(module))
	done := make(chan string, 1)
	vm.PostTask(jsapi.NewTask(ctx, t.Name(), nil), func() {
		native, err := vm.Require("host:internal/redis")
		if err != nil {
			done <- err.Error()
			return
		}
		rt := vm.Runtime()
		for name, v := range map[string]any{"native": native, "done": func(text string) { done <- text }, "host": host, "port": port} {
			if err := rt.Set(name, v); err != nil {
				done <- err.Error()
			}
		}
		_, err = rt.RunString(`
			let lost = 0, opened = 0;
			const client = native.client({host, port, connectTimeout: 2000}, {replyError: (m) => new Error(m), lost() { lost++; open(); }, message() {}});
			const open = () => client.open((error) => { if (error) open(); else opened++; });
			const send = (...command) => client.send([command], {}).then(([[error, reply]]) => { if (error) throw error; return reply; });
			open();
			(async () => {` + code + `})().catch((e) => done("threw " + e.message));`)
		if err != nil {
			done <- err.Error()
		}
	})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = vm.Run() // ends with Close
	}()
	t.Cleanup(func() {
		vm.Close(nil)
		<-ended
	})
	return done
}

func wait(t *testing.T, done <-chan string) string {
	t.Helper()
	select {
	case text := <-done:
		return text
	case <-time.After(20 * time.Second):
		t.Fatal("the script does not end")
		return ""
	}
}

func TestIsolatesShareConnections(t *testing.T) {
	server := miniredis.RunT(t)
	module := redis.Module(redis.Options{})
	for i := range 8 {
		code := fmt.Sprintf(`for (let i = 0; i < 20; i++) await send("INCR", "n"); await send("SET", "k%d", "v"); done(await send("GET", "k%d"));`, i, i)
		if got := wait(t, script(t, t.Context(), module, server, code)); got != "v" {
			t.Fatalf("got %q, want v", got)
		}
	}
	if got, _ := server.Get("n"); got != "160" {
		t.Errorf("n is %q, want 160", got)
	}
	if got := server.CurrentConnectionCount(); got > 2 {
		t.Errorf("%d connections are open for 8 isolates that took turns", got)
	}
}

func TestAServerThatStartsAgain(t *testing.T) {
	server := miniredis.RunT(t)
	done := script(t, t.Context(), redis.Module(redis.Options{}), server, `
		await send("SET", "a", "1");
		while (await send("GET", "stop") === null) await send("INCR", "n");
		done(await send("GET", "a"));`)
	waitFor(t, "commands to arrive", func() bool { return server.CommandCount() > 2 })
	server.Close()
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
	if err := server.Set("stop", "1"); err != nil {
		t.Fatal(err)
	}
	if got := wait(t, done); got != "1" {
		t.Errorf("got %q, want 1", got)
	}
}

func TestTheEndOfATaskEndsItsCommands(t *testing.T) {
	server := redistest.Start(t) // in miniredis nothing ends a command that blocks
	look := goredis.NewClient(&goredis.Options{Addr: server.Addr()})
	t.Cleanup(func() { _ = look.Close() })
	blocked := func() bool {
		info, err := look.Info(t.Context(), "clients").Result()
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(info, "blocked_clients:1")
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	done := scriptAt(t, ctx, redis.Module(redis.Options{}), "127.0.0.1", server.Port(), `
		await client.send([["BLPOP", "queue", "0"]], {alone: true});
		done("answered");`)
	waitFor(t, "the command to arrive", blocked)
	cancel(errors.New("the call was cancelled"))
	if got := wait(t, done); !strings.Contains(got, "threw the call was cancelled") {
		t.Errorf("got %q, want the cause", got)
	}
	waitFor(t, "its connection to be closed", func() bool { return !blocked() })
}

func TestTheEndOfATaskEndsItsSubscriptions(t *testing.T) {
	server := miniredis.RunT(t)
	own := &hostredis.Server{Target: hostredis.Target{Host: server.Host(), Port: server.Server().Addr().Port}, Pools: hostredis.NewPools(nil)}
	t.Cleanup(own.Close)
	ctx, cancel := context.WithCancelCause(t.Context())
	done := script(t, ctx, redis.Module(redis.Options{Server: own}), server, `
		const s = await native.listen(["news"], ["n*"]);
		await s.next(0);
		done("heard");`)
	waitFor(t, "it to listen", func() bool { return server.PubSubNumSub("news")["news"] == 1 && server.PubSubNumPat() == 1 })
	cancel(errors.New("the call is over"))
	if got := wait(t, done); got != "threw the call is over" {
		t.Errorf("got %q, want the cause", got)
	}
	waitFor(t, "it to unsubscribe", func() bool { return server.PubSubNumSub("news")["news"] == 0 && server.PubSubNumPat() == 0 })
}

func TestMetadataAddressesAreRefused(t *testing.T) {
	server := miniredis.RunT(t)
	done := script(t, t.Context(), redis.Module(redis.Options{}), server, `
		const other = native.client({host: "169.254.169.254", port: 80, connectTimeout: 1000}, {replyError() {}, lost() {}, message() {}});
		other.open((error) => done(error.code));`)
	if got := wait(t, done); got != "EACCES" {
		t.Errorf("got %q, want EACCES", got)
	}
}

func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited too long for %s", what)
		}
	}
}
