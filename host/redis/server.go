package redis

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// Timeout is how long a command may take, connecting and further attempts
// included, unless the caller says.
const Timeout = 5 * time.Second

// maxAttempts bounds how often a command is tried.
const maxAttempts = 6

// A Server is the Redis that the host itself uses, and lends to scripts as
// "host:redis". Its methods may be called from any goroutine.
type Server struct {
	// Target is where it is, unless there is Find.
	Target Target
	// Find says where it is when that is first asked for: the environment may
	// come to name it only after the start.
	Find func() (Target, error)
	// Pools hold its connections.
	Pools *Pools
	// Timeout is how long a command may take; Timeout when zero.
	Timeout time.Duration
	// OnUse is called once, before the first command.
	OnUse func()

	once sync.Once
	pool *Pool
	err  error
}

// Pool is the server's pool.
func (s *Server) Pool() (*Pool, error) {
	s.once.Do(func() {
		if s.OnUse != nil {
			s.OnUse()
		}
		target, err := s.target()
		if err != nil {
			s.err = err
			return
		}
		s.pool, s.err = s.Pools.Acquire(target)
	})
	return s.pool, s.err
}

func (s *Server) target() (Target, error) {
	if s.Find != nil {
		return s.Find()
	}
	return s.Target, nil
}

// Addr says where the server is, for people.
func (s *Server) Addr() string {
	t, err := s.target()
	if err != nil {
		return err.Error()
	}
	return t.Addr()
}

// Close lets the connections go. Commands fail from then on.
func (s *Server) Close() {
	s.once.Do(func() { s.err = goredis.ErrClosed })
	if s.pool != nil {
		s.pool.Release()
	}
}

// A Call is commands that go to the server together.
type Call struct {
	// Commands are lists of strings, numbers and bytes, the name first.
	Commands [][]any
	// Atomic carries them out as one transaction.
	Atomic bool
	// Timeout is how long all of it may take; the server's when zero.
	Timeout time.Duration
}

// name is how spans and errors call it.
func (c Call) name() string {
	if c.Atomic {
		return "MULTI"
	}
	if len(c.Commands) == 1 {
		return nameOf(c.Commands[0])
	}
	if len(c.Commands) > 1 && nameOf(c.Commands[0]) == "MULTI" {
		return "MULTI"
	}
	return "PIPELINE"
}

func nameOf(command []any) string {
	if len(command) == 0 {
		return ""
	}
	return strings.ToUpper(fmt.Sprint(command[0]))
}

// A TimeoutError is that a command was not answered in time. It may have been
// carried out.
type TimeoutError struct {
	Command string
	After   time.Duration
}

// Error implements error: "redis: GET was not answered within 5s".
func (e *TimeoutError) Error() string {
	return fmt.Sprintf("redis: %s was not answered within %v", e.Command, e.After)
}

// Timeout marks the error as one of time, as net.Error does.
func (e *TimeoutError) Timeout() bool { return true }

// Code is how scripts tell the error.
func (e *TimeoutError) Code() string { return "ETIMEDOUT" }

// Do carries out commands, within the call's time and that of ctx. The error
// is one of the connection; a command's own is with its reply. Where it is
// certain that nothing was done (no connection was made, the server is loading
// its data, is a read-only replica, its cluster is being rearranged), and for
// commands that only read, it tries again while there is time.
func (s *Server) Do(ctx context.Context, c Call) (replies []*goredis.Cmd, err error) {
	pool, err := s.Pool()
	if err != nil {
		return nil, err
	}
	timeout := c.Timeout
	if timeout <= 0 {
		timeout = s.Timeout
	}
	if timeout <= 0 {
		timeout = Timeout
	}
	block, forever := blocks(c)
	late := &TimeoutError{Command: c.name(), After: timeout + block}
	ctx, end := StartSpan(ctx, pool.Target, c)
	defer func() { end(replies, err) }()
	if !forever {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, timeout+block, late)
		defer cancel()
	}
	client := pool.Client
	if block > 0 || forever {
		own, err := pool.Own(pool.Target.DB)
		if err != nil {
			return nil, err
		}
		stop := context.AfterFunc(ctx, func() { _ = own.Close() }) // it ends a read that blocks
		defer func() {
			if stop() {
				_ = own.Close()
			}
		}()
		client = own
	}
	for attempt := 1; ; attempt++ {
		replies, err = exchange(ctx, client, c)
		if attempt == maxAttempts || !again(c, replies, err) || !pause(ctx, attempt) {
			break
		}
	}
	return replies, cause(ctx, err)
}

// cause is why a call failed: its time, when nothing better is known.
func cause(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*ConnectError](err); ok {
		return err
	}
	// A connection has the context's deadline, and may tell of it first.
	if deadline, ok := ctx.Deadline(); ok && errors.Is(err, os.ErrDeadlineExceeded) && time.Until(deadline) < 100*time.Millisecond {
		<-ctx.Done()
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// pause waits before the next attempt; false when ctx ends first.
func pause(ctx context.Context, attempt int) bool {
	timer := time.NewTimer(25 * time.Millisecond << attempt)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// exchange sends a call once. An error is the connection's.
func exchange(ctx context.Context, client goredis.UniversalClient, c Call) ([]*goredis.Cmd, error) {
	if len(c.Commands) == 1 && !c.Atomic {
		reply := client.Do(ctx, c.Commands[0]...)
		if err := reply.Err(); err != nil && !isReply(err) {
			return nil, err
		}
		return []*goredis.Cmd{reply}, nil
	}
	pipe := client.Pipeline()
	if c.Atomic {
		pipe = client.TxPipeline()
	}
	replies := make([]*goredis.Cmd, len(c.Commands))
	for i, command := range c.Commands {
		replies[i] = pipe.Do(ctx, command...)
	}
	if _, err := pipe.Exec(ctx); err != nil && !isReply(err) {
		return nil, err
	}
	for _, reply := range replies {
		if err := reply.Err(); err != nil && !isReply(err) {
			return nil, err
		}
	}
	return replies, nil
}

// isReply tells an error that the server answered from one of the connection.
func isReply(err error) bool {
	var reply goredis.Error
	return errors.As(err, &reply)
}

// again says whether a call may be sent once more.
func again(c Call, replies []*goredis.Cmd, err error) bool {
	if err != nil {
		var unsent *ConnectError
		var op *net.OpError
		switch {
		case errors.As(err, &unsent):
			return true
		case errors.Is(err, io.EOF), errors.As(err, &op):
			return reads(c)
		}
		return false
	}
	for _, reply := range replies {
		if err := reply.Err(); err == nil || !undone(err) {
			return false
		}
	}
	return len(replies) > 0
}

// undone says whether the server answered that it did nothing, for now.
func undone(err error) bool {
	for _, prefix := range []string{"LOADING ", "READONLY ", "MASTERDOWN ", "CLUSTERDOWN ", "TRYAGAIN ", "EXECABORT Transaction discarded because of: LOADING"} {
		if strings.HasPrefix(err.Error(), prefix) {
			return true
		}
	}
	return strings.Contains(err.Error(), "max number of clients reached")
}

// reading are the commands that change nothing, so that it does not matter
// how often they are carried out.
var reading = func() map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(`GET MGET STRLEN GETRANGE EXISTS TYPE TTL PTTL KEYS SCAN PING ECHO TIME DBSIZE
		HGET HMGET HGETALL HKEYS HVALS HLEN HEXISTS HSCAN LRANGE LLEN LINDEX SMEMBERS SISMEMBER SMISMEMBER SCARD SSCAN
		ZRANGE ZREVRANGE ZRANGEBYSCORE ZREVRANGEBYSCORE ZSCORE ZCARD ZCOUNT ZRANK ZREVRANK ZSCAN
		XRANGE XREVRANGE XLEN XPENDING XINFO BITCOUNT GETBIT PFCOUNT EVAL_RO EVALSHA_RO INFO`) {
		set[name] = true
	}
	return set
}()

func reads(c Call) bool {
	for _, command := range c.Commands {
		if !reading[nameOf(command)] {
			return false
		}
	}
	return true
}

// blocks says how long a command may wait in the server for something to
// come; it then gets a connection of its own.
func blocks(c Call) (d time.Duration, forever bool) {
	if len(c.Commands) != 1 || c.Atomic {
		return 0, false
	}
	command := c.Commands[0]
	seconds := 1.0
	var text string
	switch nameOf(command) {
	case "BLPOP", "BRPOP", "BRPOPLPUSH", "BLMOVE", "BZPOPMIN", "BZPOPMAX":
		text = fmt.Sprint(command[len(command)-1])
	case "BLMPOP", "BZMPOP":
		if len(command) > 1 {
			text = fmt.Sprint(command[1])
		}
	case "WAIT":
		text, seconds = fmt.Sprint(command[len(command)-1]), 1e-3
	case "XREAD", "XREADGROUP":
		for i, arg := range command[:len(command)-1] {
			if strings.EqualFold(fmt.Sprint(arg), "block") {
				text, seconds = fmt.Sprint(command[i+1]), 1e-3
			}
		}
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 {
		return 0, false
	}
	return time.Duration(n * seconds * float64(time.Second)), n == 0
}

func firstError(replies []*goredis.Cmd, err error) error {
	if err != nil {
		return err
	}
	for _, reply := range replies {
		if err := reply.Err(); err != nil && !errors.Is(err, goredis.Nil) {
			return err
		}
	}
	return nil
}
