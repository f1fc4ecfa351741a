package infer

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// circuitsFile is in the folder of the engine's state.
const circuitsFile = "circuits.json"

// restore opens the circuits that a former process left open. A file that
// cannot be read costs nothing but that memory.
func (e *Engine) restore() {
	if e.state == "" {
		return
	}
	text, err := os.ReadFile(filepath.Join(e.state, circuitsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	var former []Circuit
	if err == nil {
		err = json.Unmarshal(text, &former)
	}
	if err != nil {
		e.log.Warn("infer: the circuits of the former process are lost", "error", err)
		return
	}
	e.circuits.restore(former)
}

// Stats are an Engine's figures.
type Stats struct {
	// Program is what is asked.
	Program string `json:"program"`
	// Running programs and Waiting requests, of at most Concurrency and
	// Queue.
	Running     int `json:"running"`
	Waiting     int `json:"waiting"`
	Concurrency int `json:"concurrency"`
	Queue       int `json:"queue"`
	// Requests were made, Answered and Failed; Refused made no sense.
	// Attempts are the programs run.
	Requests int64 `json:"requests"`
	Answered int64 `json:"answered"`
	Failed   int64 `json:"failed"`
	Refused  int64 `json:"refused"`
	Attempts int64 `json:"attempts"`
	// Open counts the circuits that are not closed; Circuits are those with
	// something against them.
	Open     int       `json:"open"`
	Circuits []Circuit `json:"circuits"`
	// Usage is what functions and steps have used, the dearest first, at most
	// 50; the sums are over all.
	Usage        []Total `json:"usage"`
	InputTokens  int64   `json:"inputTokens"`
	OutputTokens int64   `json:"outputTokens"`
	Cost         float64 `json:"costUsd"`
}

// Stats are the figures of this moment.
func (e *Engine) Stats() Stats {
	s := Stats{
		Program: e.command.Program, Concurrency: e.queue.limit, Queue: e.queue.bound,
		Requests: e.figures.requests.Load(), Answered: e.figures.answered.Load(), Failed: e.figures.failed.Load(),
		Refused: e.figures.refused.Load(), Attempts: e.figures.attempts.Load(),
		Circuits: e.circuits.list(), Usage: e.ledger.list(),
	}
	s.Running, s.Waiting = e.queue.figures()
	for _, c := range s.Circuits {
		if c.State != "closed" {
			s.Open++
		}
	}
	for _, t := range s.Usage {
		s.InputTokens += t.InputTokens
		s.OutputTokens += t.OutputTokens
		s.Cost += t.Cost
	}
	s.Usage = s.Usage[:min(len(s.Usage), 50)]
	return s
}

// Totals are what functions and steps have used, the dearest first.
func (e *Engine) Totals() []Total { return e.ledger.list() }
