//go:build !worker

package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"systembus/deploy"
)

// A deployView shows a deploy as it goes: a line for each phase that ended and,
// on a terminal, one that moves, with what is happening, for how long, and
// what comes next. Elsewhere every change is a line.
type deployView struct {
	out  io.Writer
	live bool
	// width is the terminal's.
	width int

	mu      sync.Mutex
	phase   deploy.Phase
	text    string
	started time.Time
	stop    chan struct{}
	ended   chan struct{}
}

// redraw is how often the moving line moves.
const redraw = 200 * time.Millisecond

func newDeployView(w *world, toStderr bool) *deployView {
	v := &deployView{out: w.stdout, live: w.terminal, width: w.width, stop: make(chan struct{}), ended: make(chan struct{})}
	if toStderr {
		v.out, v.live = w.stderr, false
	}
	if !v.live {
		close(v.ended)
		return v
	}
	go func() {
		defer close(v.ended)
		for tick := time.NewTicker(redraw); ; {
			select {
			case <-v.stop:
				tick.Stop()
				return
			case <-tick.C:
				v.mu.Lock()
				v.draw()
				v.mu.Unlock()
			}
		}
	}()
	return v
}

// close ends the moving line.
func (v *deployView) close() {
	close(v.stop)
	<-v.ended
	v.mu.Lock()
	defer v.mu.Unlock()
	v.clear()
	v.phase = ""
}

// report is what a deploy tells.
func (v *deployView) report(e deploy.Event) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.clear()
	switch e.Kind {
	case deploy.Started:
		v.phase, v.text, v.started = e.Phase, "", time.Now()
	case deploy.Saying:
		v.text = e.Text
		if !v.live && e.Phase != deploy.Preflight { // its checks take no time worth a line
			v.line(" ", e.Phase, dim.Render(e.Text))
		}
	case deploy.Noted:
		v.line(" ", e.Phase, e.Text)
	case deploy.Warned:
		v.line(warn.Render("!"), e.Phase, e.Text)
	case deploy.Done:
		v.phase = ""
		v.line(good.Render("✓"), e.Phase, e.Text+dim.Render(" · "+span(e.Elapsed)))
	case deploy.Failed:
		v.phase = ""
		v.line(bad.Render("✘"), e.Phase, e.Text+dim.Render(" · "+span(e.Elapsed)))
	}
	v.draw()
}

// nameWidth is that of the longest phase's name.
const nameWidth = 9

func (v *deployView) line(mark string, phase deploy.Phase, text string) {
	indent := strings.Repeat(" ", nameWidth+3)
	fmt.Fprintf(v.out, "%s %-*s %s\n", mark, nameWidth, phase, strings.ReplaceAll(text, "\n", "\n"+indent))
}

// draw writes the moving line.
func (v *deployView) draw() {
	if !v.live || v.phase == "" {
		return
	}
	text, _, _ := strings.Cut(v.text, "\n") // it is one line that moves
	tail := " · " + time.Since(v.started).Round(time.Second).String()
	if next := v.phase.Next(); next != "" {
		tail += " · next: " + string(next)
	}
	if room := v.width - nameWidth - 4 - len([]rune(tail)); v.width > 0 && len([]rune(text)) > room {
		text = string([]rune(text)[:max(0, room-1)]) + "…"
	}
	fmt.Fprintf(v.out, "\r\x1b[K%s %-*s %s%s", note.Render("▸"), nameWidth, v.phase, text, dim.Render(tail))
}

func (v *deployView) clear() {
	if v.live && v.phase != "" {
		fmt.Fprint(v.out, "\r\x1b[K")
	}
}

func spanSeconds(s float64) string { return span(time.Duration(s * float64(time.Second))) }
