package redis

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/dop251/goja"
	"github.com/redis/go-redis/v9"

	hostredis "systembus/host/redis"
	"systembus/jsapi"
)

// call(commands, {timeout, bytes}, replyError) carries out commands on the
// host's own server and gives a promise of the list of [error, reply]. It
// rejects when the server cannot be reached, or not in time.
func (m *module) call(call goja.FunctionCall) goja.Value {
	c := &client{module: m}
	c.replyError, _ = goja.AssertFunction(call.Argument(2))
	o := call.Argument(1).ToObject(m.vm.Runtime())
	group := hostredis.Call{Commands: c.commands(call.Argument(0)), Timeout: milliseconds(o.Get("timeout").ToFloat())}
	form := form{bytes: o.Get("bytes").ToBoolean()}
	return m.vm.Go(func(ctx context.Context) (func() goja.Value, error) {
		replies, err := m.server.Do(ctx, group)
		if err != nil {
			return nil, shape(err)
		}
		return func() goja.Value { return c.results(replies, form) }, nil
	})
}

// maxUnread is how many messages a subscription keeps for a script that is
// slow to read them; then the oldest is dropped.
const maxUnread = 1000

// A subscription is what a script listens to until its call ends, or it closes
// it.
type subscription struct {
	pubsub *redis.PubSub
	end    context.CancelFunc
	ended  chan struct{}

	mu      sync.Mutex
	unread  []*redis.Message
	dropped int64
	arrived chan struct{}
}

// listen(channels, patterns) subscribes, and gives a promise of
// {next(ms), dropped(), close()}.
func (m *module) listen(call goja.FunctionCall) goja.Value {
	var channels, patterns []string
	for i, into := range []*[]string{&channels, &patterns} {
		m.vm.Runtime().ForOf(call.Argument(i), func(v goja.Value) bool {
			*into = append(*into, v.String())
			return true
		})
	}
	if m.vm.Task() == nil {
		m.vm.Throw(jsapi.TypeErrorf("redis.subscribe: subscribe inside a function: a subscription ends with its call"))
	}
	return m.vm.Go(func(ctx context.Context) (func() goja.Value, error) {
		s, err := m.subscribe(ctx, channels, patterns)
		if err != nil {
			return nil, shape(err)
		}
		return func() goja.Value { return m.subscribed(s) }, nil
	})
}

// subscribe waits until the server has confirmed everything. The subscription
// ends with ctx, which is the call's.
func (m *module) subscribe(ctx context.Context, channels, patterns []string) (_ *subscription, err error) {
	pool, err := m.server.Pool()
	if err != nil {
		return nil, err
	}
	_, end := hostredis.StartSpan(ctx, pool.Target, hostredis.Call{Commands: [][]any{{"SUBSCRIBE"}}})
	defer func() { end(nil, err) }()
	s := &subscription{pubsub: pool.Client.Subscribe(ctx), ended: make(chan struct{}), arrived: make(chan struct{}, 1)}
	late := &hostredis.TimeoutError{Command: "SUBSCRIBE", After: hostredis.Timeout}
	waiting, cancel := context.WithTimeoutCause(ctx, hostredis.Timeout, late)
	defer cancel()
	if len(channels) > 0 {
		err = s.pubsub.Subscribe(waiting, channels...)
	}
	if err == nil && len(patterns) > 0 {
		err = s.pubsub.PSubscribe(waiting, patterns...)
	}
	for left := len(channels) + len(patterns); err == nil && left > 0; {
		var got any
		if got, err = s.pubsub.ReceiveTimeout(waiting, hostredis.Timeout); err == nil {
			switch got := got.(type) {
			case *redis.Subscription:
				left--
			case *redis.Message:
				s.add(got)
			}
		}
	}
	if err != nil {
		_ = s.pubsub.Close() // it never worked
		if waiting.Err() != nil {
			err = context.Cause(waiting)
		}
		return nil, err
	}
	ctx, s.end = context.WithCancel(ctx)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ended {
		s.end()
	} else {
		m.listening[s] = struct{}{}
	}
	go m.receive(ctx, s)
	return s, nil
}

// receive keeps what arrives until ctx ends. go-redis subscribes again when
// the connection is lost.
func (m *module) receive(ctx context.Context, s *subscription) {
	defer close(s.ended)
	stop := context.AfterFunc(ctx, func() { _ = s.pubsub.Close() }) // it ends the read
	defer stop()
	for attempt := 0; ctx.Err() == nil; {
		message, err := s.pubsub.ReceiveMessage(ctx)
		if err != nil {
			attempt++
			pause(ctx, attempt)
			continue
		}
		attempt = 0
		s.add(message)
	}
	m.mu.Lock()
	delete(m.listening, s)
	m.mu.Unlock()
}

func (s *subscription) add(message *redis.Message) {
	s.mu.Lock()
	if len(s.unread) == maxUnread {
		s.unread = s.unread[1:]
		s.dropped++
	}
	s.unread = append(s.unread, message)
	s.mu.Unlock()
	select {
	case s.arrived <- struct{}{}:
	default:
	}
}

func (s *subscription) take() *redis.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.unread) == 0 {
		return nil
	}
	message := s.unread[0]
	s.unread = s.unread[1:]
	return message
}

// errNotListening is why next ends after close.
var errNotListening = errors.New("redis: the subscription is closed")

// next waits for a message, for ever when d is 0; nil when none came.
func (s *subscription) next(ctx context.Context, d time.Duration) (*redis.Message, error) {
	var late <-chan time.Time
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		late = timer.C
	}
	for {
		if message := s.take(); message != nil {
			return message, nil
		}
		select {
		case <-s.arrived:
		case <-late:
			return nil, nil //nolint:nilnil // none came
		case <-s.ended:
			return nil, errNotListening
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// subscribed is what the library holds of a subscription. While nobody waits
// in next, it does not hold up the call.
func (m *module) subscribed(s *subscription) goja.Value {
	return m.vm.Value(jsapi.Exports{
		"next": func(call goja.FunctionCall) goja.Value {
			d := milliseconds(call.Argument(0).ToFloat())
			return m.vm.Go(func(ctx context.Context) (func() goja.Value, error) {
				message, err := s.next(ctx, d)
				if err != nil {
					return nil, err
				}
				return func() goja.Value {
					if message == nil {
						return goja.Null()
					}
					return m.vm.Runtime().NewArray(message.Channel, message.Payload, message.Pattern)
				}, nil
			})
		},
		"dropped": m.vm.Sync("dropped", func() int64 {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.dropped
		}),
		"close": m.vm.Async("subscription.close", func() error {
			s.end()
			<-s.ended
			return nil
		}),
	})
}
