package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"
	"github.com/redis/go-redis/v9"

	hostredis "systembus/host/redis"
	"systembus/jsapi"
)

// batchSize is how many groups of commands go to the server at once.
const batchSize = 256

// A client is what one `new Redis` is in the host: a queue of commands. One
// batch of it is on its way at a time, so that commands are carried out in the
// order in which they were given.
type client struct {
	module                    *module
	pool                      *hostredis.Pool
	replyError, lost, message goja.Callable
	resend                    bool

	mu      sync.Mutex
	queue   []*group
	sending []*group
	ready   bool
	epoch   int
	// alone is set once the client needs a connection of its own; db is the
	// database that the script selected on it.
	alone      bool
	db         int
	connection *redis.Client
	sticky     *redis.Conn
	// using is held while sticky exchanges commands; nil without sticky.
	using    *sync.Mutex
	listener *listener
}

// A group is commands that go to the server together, in one piece.
type group struct {
	commands [][]any
	alone    bool
	once     sync.Once
	over     bool        // guarded by the client's mu, as is stop
	stop     func() bool // ends the watch over the group's deadline
	finish   func(replies []*redis.Cmd, err error)
}

// errCommandTimeout is ioredis's when a command takes longer than commandTimeout.
var errCommandTimeout = errors.New("Command timed out")

// neutral begins an operation that belongs to no task: a connection outlives
// the call that made it.
func (c *client) neutral() *jsapi.Operation {
	var op *jsapi.Operation
	c.module.vm.Restore(jsapi.Snapshot{}, func() { op = c.module.vm.Begin() })
	return op
}

// open(done) tries whether the server can be reached. done is given the error,
// whether it was the server's own, and whether no sentinel could tell where the
// server is.
func (c *client) open(call goja.FunctionCall) goja.Value {
	vm := c.module.vm
	done, _ := goja.AssertFunction(call.Argument(0))
	c.mu.Lock()
	c.epoch++
	epoch := c.epoch
	c.mu.Unlock()
	op := c.neutral()
	go func() {
		ctx, cancel := context.WithTimeoutCause(context.Background(), c.pool.Target.Connecting()+hostredis.AnswerTimeout, errors.New("the server does not answer"))
		defer cancel()
		err := c.pool.Client.Ping(ctx).Err()
		var reply redis.Error
		own := errors.As(err, &reply)
		if own && strings.HasPrefix(err.Error(), "NOPERM") {
			err = nil // a user who may not PING may do other things
		}
		op.End(func() {
			c.mu.Lock()
			stale := epoch != c.epoch
			c.ready = c.ready || !stale && err == nil
			c.mu.Unlock()
			if stale {
				return
			}
			failure := goja.Null()
			switch {
			case own && err != nil:
				failure = c.errorOf(err)
			case err != nil:
				failure = vm.ErrorValue(shape(err))
			}
			lost := c.pool.Target.Mode == hostredis.Sentinel && err != nil && strings.Contains(err.Error(), "all sentinels")
			c.module.callback(done, failure, vm.Value(own), vm.Value(lost))
			c.kick()
		})
	}()
	return goja.Undefined()
}

// send(commands, {timeout, alone, bytes, stringNumbers}) queues commands as one group and
// gives a promise of the list of [error, reply]. A command is a list of
// strings and byte arrays. alone says that they need a connection of their
// own, as will all that follow.
func (c *client) send(call goja.FunctionCall) goja.Value {
	vm := c.module.vm
	rt := vm.Runtime()
	o := call.Argument(1).ToObject(rt)
	option := func(name string) goja.Value {
		if v := o.Get(name); v != nil {
			return v
		}
		return goja.Undefined()
	}
	g := &group{commands: c.commands(call.Argument(0)), alone: option("alone").ToBoolean()}
	form := form{numbers: option("stringNumbers").ToBoolean(), bytes: option("bytes").ToBoolean()}
	promise, resolve, reject := rt.NewPromise()
	op := vm.Begin()
	ctx, end := hostredis.StartSpan(op.Context(), c.pool.Target, hostredis.Call{Commands: g.commands})
	cancel := context.CancelFunc(func() {})
	if t := option("timeout"); t.ToFloat() > 0 {
		ctx, cancel = context.WithTimeoutCause(ctx, milliseconds(t.ToFloat()), errCommandTimeout)
	}
	g.finish = func(replies []*redis.Cmd, err error) {
		g.once.Do(func() {
			c.mu.Lock()
			stop := g.stop
			c.mu.Unlock()
			stop()
			cancel()
			end(replies, err)
			op.End(func() {
				if err != nil {
					vm.Check(reject(vm.ErrorValue(err)))
					return
				}
				vm.Check(resolve(c.results(replies, form)))
			})
		})
	}
	c.mu.Lock()
	g.stop = context.AfterFunc(ctx, func() { c.giveUp(g, context.Cause(ctx)) })
	c.queue = append(c.queue, g)
	c.mu.Unlock()
	c.kick()
	return rt.ToValue(promise)
}

// commands reads a list of commands.
func (c *client) commands(v goja.Value) [][]any {
	rt := c.module.vm.Runtime()
	var all [][]any
	rt.ForOf(v, func(command goja.Value) bool {
		var args []any
		rt.ForOf(command, func(arg goja.Value) bool {
			if b, ok := jsapi.BytesOf(arg); ok {
				args = append(args, append([]byte{}, b...))
			} else {
				args = append(args, arg.String())
			}
			return true
		})
		all = append(all, args)
		return true
	})
	return all
}

// giveUp ends a group whose task has ended or whose time is over. A connection
// on which only such commands wait is closed: one of them may block for ever.
func (c *client) giveUp(g *group, cause error) {
	c.mu.Lock()
	g.over = true
	wanted := len(c.sending) == 0
	for _, other := range c.sending {
		wanted = wanted || !other.over
	}
	var abandoned *redis.Client
	if !wanted && c.alone {
		abandoned = c.connection
	}
	c.mu.Unlock()
	g.finish(nil, cause)
	if abandoned != nil {
		_ = abandoned.Close() // its read ends with an error
	}
}

// kick starts sending what is queued, unless a batch is on its way.
func (c *client) kick() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ready && c.sending == nil && len(c.queue) > 0 {
		if batch := c.take(); len(batch) > 0 {
			go c.run(batch, c.epoch)
		}
	}
}

// take moves the next batch from the queue to sending. mu is held.
func (c *client) take() []*group {
	c.sending = nil
	for len(c.queue) > 0 && len(c.sending) < batchSize {
		g := c.queue[0]
		c.queue = c.queue[1:]
		if !g.over {
			c.sending = append(c.sending, g)
			c.alone = c.alone || g.alone
		}
	}
	return c.sending
}

// run sends batches, the first of which was taken, until the queue is empty or
// the connection is lost. One run is at work at a time: c.sending is its batch.
func (c *client) run(batch []*group, epoch int) {
	for len(batch) > 0 {
		c.mu.Lock()
		if epoch != c.epoch {
			c.mu.Unlock()
			closed(batch)
			return
		}
		// What was given up since it was taken is not sent: nobody would end
		// a command of it that blocks.
		batch = slices.DeleteFunc(batch, func(g *group) bool { return g.over })
		if c.sending = batch; len(batch) == 0 {
			batch = c.take()
			c.mu.Unlock()
			continue
		}
		pipe, err := c.pipeline()
		if err != nil {
			c.sending = nil
			next := c.take()
			c.mu.Unlock()
			for _, g := range batch {
				g.finish(nil, err)
			}
			batch = next
			continue
		}
		using := c.using
		c.mu.Unlock()
		if using != nil {
			using.Lock()
		}
		replies, err := exchange(pipe, batch)
		if using != nil {
			using.Unlock()
		}
		c.mu.Lock()
		var next []*group
		switch {
		case epoch != c.epoch: // closed, or opened again, in between
		case err != nil:
			c.fallBack(batch, err)
			c.mu.Unlock()
			return
		default:
			c.note(replies)
			next = c.take()
		}
		c.mu.Unlock()
		if err != nil {
			closed(batch)
			return
		}
		for i, g := range batch {
			g.finish(replies[i], nil)
		}
		batch = next
	}
}

// closed ends the groups of a client that was closed meanwhile.
func closed(batch []*group) {
	for _, g := range batch {
		g.finish(nil, errClosed)
	}
}

var errClosed = errors.New("Connection is closed.")

// pipeline is where the next batch goes. mu is held.
func (c *client) pipeline() (redis.Pipeliner, error) {
	if !c.alone {
		return c.pool.Client.Pipeline(), nil
	}
	if c.connection == nil {
		own, err := c.pool.Own(c.db)
		if err != nil {
			c.alone = false
			return nil, err
		}
		c.connection = own
		c.sticky = c.connection.Conn()
		c.using = &sync.Mutex{}
		c.module.keep(c)
	}
	return c.sticky.Pipeline(), nil
}

// exchange sends a batch and reads the replies. An error is the connection's.
func exchange(pipe redis.Pipeliner, batch []*group) ([][]*redis.Cmd, error) {
	ctx := context.Background() // the deadlines are the connection's
	all := make([][]*redis.Cmd, len(batch))
	for i, g := range batch {
		for _, args := range g.commands {
			all[i] = append(all[i], pipe.Do(ctx, args...))
		}
	}
	_, err := pipe.Exec(ctx)
	if err == nil {
		return all, nil
	}
	for _, replies := range all {
		for _, reply := range replies {
			var own redis.Error
			if err := reply.Err(); err != nil && !errors.As(err, &own) {
				return nil, err
			}
		}
	}
	return all, nil
}

// note remembers the database that was selected. mu is held.
func (c *client) note(replies [][]*redis.Cmd) {
	for _, group := range replies {
		for _, reply := range group {
			if args := reply.Args(); c.alone && len(args) == 2 && reply.Err() == nil {
				if name, ok := args[0].(string); ok && strings.EqualFold(name, "select") {
					c.db = int(toInteger(args[1]))
				}
			}
		}
	}
}

// fallBack keeps what was not answered for the next connection, and tells the
// library that this one is lost. A command that was not answered in time is
// not sent again: it may still be at work. mu is held.
func (c *client) fallBack(batch []*group, err error) {
	c.ready = false
	c.epoch++
	epoch := c.epoch
	c.sending = nil
	c.dropConnection()
	var kept []*group
	late := isTimeout(err) && c.pool.Target.SocketTimeout <= 0
	for _, g := range batch {
		switch {
		case g.over:
		case late:
			go g.finish(nil, &jsapi.Error{Message: "the Redis server did not answer within " + hostredis.AnswerTimeout.String(), Code: "ETIMEDOUT"})
		case !c.resend:
			go g.finish(nil, &jsapi.Error{Message: "Command aborted due to connection close"})
		default:
			kept = append(kept, g)
		}
	}
	c.queue = append(kept, c.queue...)
	if isTimeout(err) && !late {
		err = fmt.Errorf("Socket timeout. Expecting data, but didn't receive any in %vms.", c.pool.Target.SocketTimeout)
	} else {
		err = shape(err)
	}
	c.module.vm.Post(func() {
		c.mu.Lock()
		stale := epoch != c.epoch
		c.mu.Unlock()
		if !stale {
			c.module.callback(c.lost, c.module.vm.ErrorValue(err))
		}
	})
}

// fail(error) ends all that is queued or on its way.
func (c *client) fail(call goja.FunctionCall) goja.Value {
	c.mu.Lock()
	all := append(c.sending, c.queue...)
	c.queue = nil
	for _, g := range all {
		g.over = true
	}
	c.mu.Unlock()
	for _, g := range all {
		g.finish(nil, &jsapi.Thrown{Value: call.Argument(0)})
	}
	return goja.Undefined()
}

// close lets go of the connections that are the client's own. What is queued
// waits for open.
func (c *client) close() {
	c.mu.Lock()
	c.ready = false
	c.epoch++
	c.sending = nil
	c.dropConnection()
	l := c.listener
	c.listener = nil
	c.mu.Unlock()
	c.module.forget(c)
	if l != nil {
		l.close()
	}
}

// dropConnection closes the client's own connection. mu is held.
func (c *client) dropConnection() {
	if c.connection == nil {
		return
	}
	connection, sticky, using := c.connection, c.sticky, c.using
	c.connection, c.sticky, c.using = nil, nil, nil
	go func() {
		_ = connection.Close() // first: it ends a read that blocks
		using.Lock()           // the exchange that read has ended
		defer using.Unlock()
		_ = sticky.Close()
	}()
}

// pause waits before a listener connects again.
func pause(ctx context.Context, attempt int) {
	select {
	case <-time.After(min(time.Duration(attempt)*50*time.Millisecond, 2*time.Second)):
	case <-ctx.Done():
	}
}
