package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"systembus/host/local"
	"systembus/jsapi/step"
)

// A tree shows runs and their steps as they happen. On a terminal it redraws
// itself in place; elsewhere it writes a line for each thing that happens.
type tree struct {
	observe func(local.Notice)

	w    *world
	out  io.Writer
	live bool // redraw in place
	mu   sync.Mutex
	// want is the function of the run that the command is about, first its id.
	want  string
	first string
	runs  map[string]*runNode
	order []*runNode
	lines int // drawn before, to be drawn over
	stale bool
	once  sync.Once
	done  chan struct{}
	ended chan struct{}
}

// A runNode is one run.
type runNode struct {
	id, function, parent string
	began                time.Time
	steps                []*stepNode
	byID                 map[string]*stepNode
	status               local.Status
	took                 time.Duration
	retry                string
}

// A stepNode is one step of a run.
type stepNode struct {
	name, op string
	kind     local.Kind
	attempt  int
	took     time.Duration
	until    time.Time
	about    string
	errors   []string
	// lapsed says that what the step waited for did not come in time.
	lapsed bool
}

// newTree shows runs until stop is called.
func newTree(w *world) *tree {
	t := newLines(w)
	if t.live = w.terminal; t.live {
		go t.redraw()
	}
	return t
}

// newLines shows runs for as long as there are any, a line for each thing.
func newLines(w *world) *tree {
	t := &tree{w: w, out: w.stdout, runs: map[string]*runNode{}, done: make(chan struct{}), ended: make(chan struct{})}
	t.observe = t.note
	return t
}

// redraw draws the tree ten times a second.
func (t *tree) redraw() {
	defer close(t.ended)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			t.draw(t.w.height - 1)
		case <-t.done:
			t.draw(0)
			return
		}
	}
}

// stop ends the drawing, with the tree as it is.
func (t *tree) stop() {
	if !t.live {
		return
	}
	t.once.Do(func() { close(t.done) })
	<-t.ended
}

// note takes in one thing that happened.
func (t *tree) note(n local.Notice) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stale = true
	r := t.run(n)
	if r == nil {
		return
	}
	var s *stepNode
	if n.StepID != "" {
		s = r.step(n)
	}
	switch n.Kind {
	case local.RunRetrying:
		r.retry = fmt.Sprintf("attempt %d failed: %s", n.Attempt+1, headline(n.Error))
	case local.RunFinished:
		r.status, r.took = n.Status, n.Duration
	}
	if t.live {
		return
	}
	t.line(r, s, n)
	if n.Kind == local.RunFinished && n.Run != t.first {
		delete(t.runs, n.Run)
		t.order = slices.DeleteFunc(t.order, func(o *runNode) bool { return o == r })
	}
}

func (t *tree) run(n local.Notice) *runNode {
	if n.Run == "" {
		return nil
	}
	r := t.runs[n.Run]
	if r == nil {
		r = &runNode{id: n.Run, function: n.Function, parent: n.Parent, began: n.Time, byID: map[string]*stepNode{}}
		t.runs[n.Run] = r
		if t.first == "" && n.Function == t.want {
			t.first = n.Run
		}
		t.order = append(t.order, r)
	}
	return r
}

func (r *runNode) step(n local.Notice) *stepNode {
	s := r.byID[n.StepID]
	if s == nil {
		s = &stepNode{name: n.Step, op: n.Op}
		r.byID[n.StepID] = s
		r.steps = append(r.steps, s)
	}
	s.kind, s.attempt, s.until = n.Kind, n.Attempt, n.Until
	if n.Message != "" {
		s.about = n.Message
	}
	if n.Duration > 0 {
		s.took = n.Duration
	}
	if n.Kind == local.StepFinished && strings.HasPrefix(s.op, "WaitFor") && string(n.Output) == "null" {
		s.lapsed = true
	}
	if n.Kind == local.StepRetrying || n.Kind == local.StepFailed {
		s.errors = append(s.errors, fmt.Sprintf("attempt %d: %s", n.Attempt+1, headline(n.Error)))
	}
	return s
}

// line writes what happened, for those who read a pipe or a log.
func (t *tree) line(r *runNode, s *stepNode, n local.Notice) {
	indent := strings.Repeat("  ", t.depth(r))
	switch {
	case n.Kind == local.RunStarted:
		fmt.Fprintf(t.out, "%s%s %s\n", indent, note.Render("▶"), bold.Render(r.function))
	case n.Kind == local.RunRetrying:
		fmt.Fprintf(t.out, "%s  %s %s\n", indent, warn.Render("↻"), r.retry)
	case n.Kind == local.RunFinished && n.Run != t.first:
		fmt.Fprintf(t.out, "%s%s %s\n", indent, t.mark(r), t.title(r))
		if n.Error != nil {
			fmt.Fprintln(t.out, paint(story(n.Error)))
		}
	case s != nil && n.Kind == local.StepRetrying:
		fmt.Fprintf(t.out, "%s  %s %s %s\n", indent, warn.Render("↻"), s.name, warn.Render(s.errors[len(s.errors)-1]))
	case s != nil && (n.Kind == local.StepFinished || n.Kind == local.StepFailed || n.Kind == local.StepSleeping ||
		n.Kind == local.StepWaiting || n.Kind == local.StepInvoking):
		fmt.Fprintf(t.out, "%s  %s\n", indent, t.stepLine(s))
	}
}

func (t *tree) depth(r *runNode) int {
	depth := 0
	for r != nil && r.parent != "" && depth < 8 {
		r = t.runs[r.parent]
		depth++
	}
	return depth
}

// draw writes the tree over what was drawn before; of a tree of more lines
// than most, when most is positive, the last ones.
func (t *tree) draw(most int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.stale && most > 0 {
		return
	}
	t.stale = false
	var lines []string
	for _, r := range t.order {
		if r.parent == "" || t.runs[r.parent] == nil {
			lines = t.render(lines, r, "")
		}
	}
	if most > 0 && len(lines) > most {
		lines = lines[len(lines)-most:]
	}
	var b strings.Builder
	b.WriteString(t.erase())
	for _, line := range lines {
		b.WriteString(clip(line, t.w.width) + "\n")
	}
	t.lines = len(lines)
	_, _ = io.WriteString(t.out, b.String())
}

// erase is what removes the drawn tree from the terminal.
func (t *tree) erase() string {
	if t.lines == 0 {
		return ""
	}
	return fmt.Sprintf("\x1b[%dA\x1b[J", t.lines)
}

// above gives a writer to the same terminal whose text stands above the tree.
func (t *tree) above(w io.Writer) io.Writer {
	if !t.live {
		return w
	}
	return aboveTree{t, w}
}

type aboveTree struct {
	tree *tree
	w    io.Writer
}

// Write implements io.Writer; p is a whole line or several.
func (a aboveTree) Write(p []byte) (int, error) {
	a.tree.mu.Lock()
	defer a.tree.mu.Unlock()
	_, _ = io.WriteString(a.tree.out, a.tree.erase())
	a.tree.lines, a.tree.stale = 0, true
	return a.w.Write(p)
}

// render appends the lines of a run, and of the runs that it invoked.
func (t *tree) render(lines []string, r *runNode, indent string) []string {
	lines = append(lines, indent+t.mark(r)+" "+t.title(r))
	if r.retry != "" && r.status == "" {
		lines = append(lines, indent+"  "+warn.Render("↻ "+r.retry))
	}
	for i, s := range r.steps {
		branch, below := "├─ ", "│  "
		if i == len(r.steps)-1 {
			branch, below = "└─ ", "   "
		}
		lines = append(lines, indent+dim.Render(branch)+t.stepLine(s))
		for _, e := range s.errors {
			lines = append(lines, indent+dim.Render(below)+"  "+warn.Render(e))
		}
		if s.kind != local.StepInvoking && s.op != "InvokeFunction" {
			continue
		}
		for _, child := range t.order {
			if child.parent == r.id && strings.HasSuffix(s.about, child.function) {
				lines = t.render(lines, child, indent+dim.Render(below))
			}
		}
	}
	return lines
}

func (t *tree) mark(r *runNode) string {
	switch r.status {
	case local.Completed:
		return good.Render("✓")
	case local.Failed:
		return bad.Render("✘")
	case local.Cancelled:
		return warn.Render("■")
	}
	return note.Render("▶")
}

func (t *tree) title(r *runNode) string {
	if r.status == "" {
		return bold.Render(r.function)
	}
	return bold.Render(r.function) + " " + dim.Render(strings.ToLower(string(r.status))+" in "+span(r.took))
}

func (t *tree) stepLine(s *stepNode) string {
	text := s.name
	told := s.kind == local.StepFailed && len(s.errors) > 0 && !t.live // with the error, which says it too
	if s.attempt > 0 && !told {
		text += " " + warn.Render(fmt.Sprintf("attempt %d", s.attempt+1))
	}
	switch s.kind {
	case local.StepFinished:
		if s.lapsed {
			return warn.Render("✓") + " " + text + " " + dim.Render("nothing came in "+span(s.took))
		}
		return good.Render("✓") + " " + text + " " + dim.Render(span(s.took))
	case local.StepFailed:
		if told {
			text += " " + bad.Render(s.errors[len(s.errors)-1])
		}
		return bad.Render("✘") + " " + text
	case local.StepRetrying:
		return warn.Render("↻") + " " + text + " " + dim.Render("again at "+clock(s.until))
	case local.StepSleeping:
		return note.Render("☾") + " " + text + " " + dim.Render("sleeps until "+clock(s.until))
	case local.StepWaiting:
		return note.Render("…") + " " + text + " " + dim.Render("waits for "+s.about+" until "+clock(s.until))
	case local.StepInvoking:
		return note.Render("→") + " " + text + " " + dim.Render("invokes "+s.about)
	}
	return dim.Render("○") + " " + text
}

// result writes how the run ended.
func (t *tree) result(run local.Run) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.live {
		if r := t.runs[run.ID]; r != nil {
			fmt.Fprintf(t.out, "%s %s\n", t.mark(r), t.title(r))
		}
	}
	if run.Error != nil {
		fmt.Fprintln(t.out, paint(story(run.Error)))
		return
	}
	if len(run.Output) == 0 || string(run.Output) == "null" {
		return
	}
	var indented strings.Builder
	enc := json.NewEncoder(&indented)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(run.Output); err != nil {
		return
	}
	fmt.Fprint(t.out, indented.String())
}

// paint makes an error's text red, line by line.
func paint(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = bad.Render(strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n")
}

// headline is an error in one line.
func headline(e *step.Error) string {
	if e == nil {
		return "it failed"
	}
	line, _, _ := strings.Cut(coded(e, e.Error()), "\n")
	return line
}

// story is all that is known of an error: its stack, where it has one, and
// below it those of its causes, down to the first.
func story(e *step.Error) string {
	told := []string{coded(e, cmp.Or(e.Stack, e.Error()))}
	for raw := e.Cause; len(raw) > 0 && string(raw) != "null"; {
		var cause step.Error
		text := string(raw)
		if json.Unmarshal(raw, &cause) == nil && cause.Name+cause.Message != "" {
			text = coded(&cause, cmp.Or(cause.Stack, cause.Error()))
		} else {
			_ = json.Unmarshal(raw, &text) // a thrown string is told as it is
		}
		told = append(told, text)
		raw = cause.Cause
	}
	return strings.Join(told, "\nCaused by: ")
}

// coded puts an error's code behind its name, as Node does, where the text does
// not tell it already.
func coded(e *step.Error, text string) string {
	var code string
	rest, named := strings.CutPrefix(text, e.Name+":")
	if !named || json.Unmarshal(e.Code, &code) != nil || code == "" || strings.Contains(text, code) {
		return text
	}
	return e.Name + " [" + code + "]:" + rest
}

// clock is a moment for people: the time, and the day when it is another.
func clock(t time.Time) string {
	t = t.Local()
	if time.Until(t) > 20*time.Hour {
		return t.Format("2006-01-02 15:04")
	}
	return t.Format("15:04:05")
}

// clip cuts a line to the terminal's width, so that redrawing counts right.
func clip(line string, width int) string {
	if width <= 0 {
		return line
	}
	return clipped.MaxWidth(width).Render(line)
}
