package isolate

import (
	"context"
	"fmt"
	"time"

	"systembus/jsapi"
	"systembus/jsapi/step"
)

// call is one call in flight in an isolate. It stands between the VM, which
// watches the task, and the engine, which decides. All but finished belongs to
// the isolate's loop.
type call struct {
	isolate  *Isolate
	task     *jsapi.Task
	replay   *step.Replay
	engine   step.Engine
	left     bool
	finished chan error
	// release ends the task's context; it is called once the call is left and
	// nothing that its code started is in flight.
	release context.CancelFunc
}

func (c *call) start(in step.Input, start func(step.Host) step.Engine) {
	fn, ok := c.isolate.functions[in.Function]
	if !ok {
		c.finished <- fmt.Errorf("%s no longer defines function %q", c.isolate.source.Path, in.Function)
		return
	}
	c.isolate.vm.Open(c.task)
	c.engine = start(c)
	replay, err := step.New(c.isolate.vm, fn, in, c.engine)
	if err == nil {
		c.replay = replay
		err = replay.Start()
	}
	if err != nil && c.isolate.vm.Fatal() == nil {
		c.leave()
		c.finished <- err
	}
}

// Drained implements jsapi.Watcher.
func (c *call) Drained(inFlight int) {
	switch {
	case !c.left:
		c.engine.Drained(inFlight)
	case inFlight == 0:
		c.isolate.vm.Forget(c.task)
		c.release()
	}
}

// Stalled implements jsapi.Watcher.
func (c *call) Stalled() {
	if !c.left {
		c.engine.Stalled()
	}
}

// After implements step.Host.
func (c *call) After(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, func() {
		c.isolate.vm.PostTask(c.task, func() {
			if !c.left {
				f()
			}
		})
	})
	return func() { timer.Stop() }
}

// Go implements step.Host.
func (c *call) Go(work func(ctx context.Context), then func()) {
	op := c.isolate.vm.Begin()
	ctx := op.Context()
	go func() {
		work(ctx)
		op.End(func() {
			if !c.left {
				then()
			}
		})
	}()
}

// Finish implements step.Host.
func (c *call) Finish() {
	c.replay.BeforeAnswer(c.engine.Answer, func() {
		if !c.left {
			c.leave()
			c.finished <- nil
		}
	})
}

func (c *call) leave() {
	c.left = true
	c.isolate.vm.Touch() // Drained comes to know
	if c.replay != nil {
		c.replay.Leave()
	}
}
