package redis

import (
	"context"
	"fmt"
	"sync"

	"github.com/dop251/goja"
	"github.com/redis/go-redis/v9"

	hostredis "systembus/host/redis"
	"systembus/jsapi"
)

// A listener is a client's subscriptions, on a connection of their own that is
// made again, with the subscriptions, when it is lost.
type listener struct {
	client *client
	pubsub *redis.PubSub
	end    context.CancelFunc
	ended  chan struct{}

	mu      sync.Mutex
	waiting map[string][]*confirmation
	// scope is where messages are told: the task that subscribed last. held
	// keeps the VM from taking its script for stuck while it listens.
	scope jsapi.Snapshot
	held  *jsapi.Operation
}

// A confirmation waits for the server's answers to one command.
type confirmation struct {
	left    int
	confirm func(count int64, err error)
}

// subscribe(kind, channels, answers) carries out a command such as
// "psubscribe" and gives a promise of the number of subscriptions that there
// are then. answers is how many confirmations the server will send.
func (c *client) subscribe(call goja.FunctionCall) goja.Value {
	vm := c.module.vm
	kind, answers := call.Argument(0).String(), int(call.Argument(2).ToInteger())
	var channels []string
	vm.Runtime().ForOf(call.Argument(1), func(v goja.Value) bool {
		channels = append(channels, v.String())
		return true
	})
	promise, resolve, reject := vm.Runtime().NewPromise()
	op := vm.Begin()
	_, end := hostredis.StartSpan(op.Context(), c.pool.Target, hostredis.Call{Commands: [][]any{{kind}}})
	l := c.listen()
	var once sync.Once
	l.await(kind, &confirmation{left: max(answers, 1), confirm: func(count int64, err error) {
		once.Do(func() {
			end(nil, err)
			op.End(func() {
				if err != nil {
					vm.Check(reject(vm.ErrorValue(err)))
					return
				}
				l.hold(count > 0)
				vm.Check(resolve(vm.Value(count)))
			})
		})
	}})
	go func() {
		if err := l.command(kind, channels); err != nil {
			l.fail(kind, shape(err))
		}
	}()
	return vm.Runtime().ToValue(promise)
}

// listen is the client's listener, started when there is none.
func (c *client) listen() *listener {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.listener == nil {
		ctx, cancel := context.WithCancel(context.Background())
		c.listener = &listener{client: c, pubsub: c.pool.Client.Subscribe(ctx), end: cancel,
			ended: make(chan struct{}), waiting: map[string][]*confirmation{}}
		go c.listener.receive(ctx)
		c.module.keep(c)
	}
	return c.listener
}

func (l *listener) await(kind string, w *confirmation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting[kind] = append(l.waiting[kind], w)
}

// hold notes on the loop whether there is something to listen to.
func (l *listener) hold(listening bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case listening && l.held == nil:
		l.scope = l.client.module.vm.Capture()
		l.held = l.client.module.vm.Begin()
	case !listening && l.held != nil:
		l.held.Cancel()
		l.held = nil
	}
}

func (l *listener) command(kind string, channels []string) error {
	ctx := context.Background() // the write has the connection's deadline
	switch kind {
	case "subscribe":
		return l.pubsub.Subscribe(ctx, channels...)
	case "psubscribe":
		return l.pubsub.PSubscribe(ctx, channels...)
	case "ssubscribe":
		return l.pubsub.SSubscribe(ctx, channels...)
	case "unsubscribe":
		return l.pubsub.Unsubscribe(ctx, channels...)
	case "punsubscribe":
		return l.pubsub.PUnsubscribe(ctx, channels...)
	case "sunsubscribe":
		return l.pubsub.SUnsubscribe(ctx, channels...)
	}
	return fmt.Errorf("%q is not a subscription", kind)
}

// receive tells the script what arrives until the listener is closed.
func (l *listener) receive(ctx context.Context) {
	defer close(l.ended)
	for attempt := 0; ctx.Err() == nil; {
		got, err := l.pubsub.Receive(ctx)
		if err != nil {
			attempt++
			pause(ctx, attempt)
			continue
		}
		attempt = 0
		switch got := got.(type) {
		case *redis.Subscription:
			l.confirmed(got.Kind, int64(got.Count))
		case *redis.Message:
			l.tell(got.Pattern, got.Channel, got.Payload)
		}
	}
}

// confirmed counts an answer of the server.
func (l *listener) confirmed(kind string, count int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := l.waiting[kind]
	if len(list) == 0 {
		return // of a subscription that was made again
	}
	if list[0].left--; list[0].left <= 0 {
		list[0].confirm(count, nil)
		l.waiting[kind] = list[1:]
	}
}

// fail rejects the commands of a kind that wait.
func (l *listener) fail(kind string, err error) {
	l.mu.Lock()
	list := l.waiting[kind]
	delete(l.waiting, kind)
	l.mu.Unlock()
	for _, w := range list {
		w.confirm(0, err)
	}
}

func (l *listener) tell(pattern, channel, payload string) {
	vm := l.client.module.vm
	l.mu.Lock()
	scope := l.scope
	l.mu.Unlock()
	vm.Post(func() {
		vm.Restore(scope, func() {
			l.client.module.callback(l.client.message, vm.Value(pattern), vm.Value(channel), vm.Bytes([]byte(payload)))
		})
	})
}

// close ends the subscriptions. It may be called from any goroutine.
func (l *listener) close() {
	l.end()
	_ = l.pubsub.Close() // it ends the read
	<-l.ended
	for _, kind := range []string{"subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe"} {
		l.fail(kind, errClosed)
	}
	l.client.module.vm.Post(func() { l.hold(false) })
}
