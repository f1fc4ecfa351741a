package local

import (
	"time"

	"github.com/robfig/cron/v3"
)

// cronParser reads what the server reads: five fields, a descriptor such as
// @daily, and a time zone before them ("TZ=Europe/Paris 0 9 * * 1-5").
var cronParser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow | cron.Descriptor)

// tick schedules the next run of a cron trigger. The lock is held.
func (e *Executor) tick(f *function, t trigger, last time.Time) {
	next := t.when.Next(last)
	if next.IsZero() {
		return // a date that never comes, such as February 30
	}
	it := e.at(next, nil)
	it.background = true
	it.do = func() {
		v := Event{Name: eventScheduled, Data: mustJSON(map[string]string{"cron": t.cron}), TS: next.UnixMilli()}
		if err := v.complete(e.clock.Now(), ""); err == nil {
			_, _ = e.schedule(f, []Event{v}, nil)
		}
		// From now, not from next: after the machine slept, one run is due,
		// not all that were missed.
		e.tick(f, t, e.clock.Now())
	}
	f.crons = append(f.crons, it)
}

// stopCrons ends a function's schedules.
func (e *Executor) stopCrons(f *function) {
	for _, it := range f.crons {
		e.drop(it)
	}
	f.crons = nil
}
