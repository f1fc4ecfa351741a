package infer

import (
	"container/list"
	"context"
	"sync"
)

// queue lets a bounded number through, the others one after the other in the
// order in which they came.
type queue struct {
	limit int // at a time
	bound int // waiting

	mu      sync.Mutex
	running int
	waiting list.List // of chan struct{}
}

// enter waits for a place. The error is the context's cause, or errQueueFull.
func (q *queue) enter(ctx context.Context) error {
	q.mu.Lock()
	if q.running < q.limit && q.waiting.Len() == 0 {
		q.running++
		q.mu.Unlock()
		return nil
	}
	if q.waiting.Len() >= q.bound {
		q.mu.Unlock()
		return errQueueFull
	}
	turn := make(chan struct{})
	place := q.waiting.PushBack(turn)
	q.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	select {
	case <-turn: // it came at the same moment: pass it on
		q.pass()
	default:
		q.waiting.Remove(place)
	}
	return context.Cause(ctx)
}

// leave gives the place to the next.
func (q *queue) leave() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.pass()
}

func (q *queue) pass() {
	q.running--
	if first := q.waiting.Front(); first != nil && q.running < q.limit {
		q.running++
		close(q.waiting.Remove(first).(chan struct{}))
	}
}

func (q *queue) figures() (running, waiting int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.running, q.waiting.Len()
}

type queueFull struct{}

func (queueFull) Error() string { return "the queue is full" }

var errQueueFull = queueFull{}
