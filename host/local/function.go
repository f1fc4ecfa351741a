package local

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/robfig/cron/v3"
)

// An app is what one sync registered.
type app struct {
	id, uuid  string
	url       string
	sdk       string
	checksum  string
	functions []string // ids, in the order registered
}

// A function is a registered function, its options decoded.
type function struct {
	id, app, uuid string
	name          string
	url           string
	// config is what was registered, for the APIs that show it.
	config   json.RawMessage
	attempts int
	triggers []trigger

	concurrency []limit
	throttle    *rate
	rateLimit   *rate
	debounce    *debounce
	batch       *batch
	singleton   *singleton
	idempotency *expression
	priority    *expression
	cancel      []canceller

	startWithin, finishWithin time.Duration
	crons                     []*timer
}

type trigger struct {
	event string
	match *expression
	cron  string
	when  cron.Schedule
}

type limit struct {
	limit int
	scope string // "fn", "env" or "account"
	key   *expression
}

type rate struct {
	limit  int
	burst  int
	period time.Duration
	key    *expression
}

type debounce struct {
	period, timeout time.Duration
	key             *expression
}

type batch struct {
	size    int
	timeout time.Duration
	key     *expression
	match   *expression
}

type singleton struct {
	key  *expression
	mode string // "skip" or "cancel"
}

type canceller struct {
	event  string
	match  *expression
	within time.Duration // zero: as long as the run
}

// functionConfig is a function in the body of a sync (SDK_SPEC 4.3).
type functionConfig struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Triggers []struct {
		Event      string `json:"event"`
		Expression string `json:"expression"`
		Cron       string `json:"cron"`
	} `json:"triggers"`
	Steps map[string]struct {
		Runtime struct {
			URL string `json:"url"`
		} `json:"runtime"`
		Retries *struct {
			Attempts *int `json:"attempts"`
		} `json:"retries"`
	} `json:"steps"`
	Concurrency json.RawMessage `json:"concurrency"`
	Throttle    *rateConfig     `json:"throttle"`
	RateLimit   *rateConfig     `json:"rateLimit"`
	Debounce    *struct {
		Key     string `json:"key"`
		Period  string `json:"period"`
		Timeout string `json:"timeout"`
	} `json:"debounce"`
	Batch *struct {
		MaxSize int    `json:"maxSize"`
		Timeout string `json:"timeout"`
		Key     string `json:"key"`
		If      string `json:"if"`
	} `json:"batchEvents"`
	Singleton *struct {
		Key  string `json:"key"`
		Mode string `json:"mode"`
	} `json:"singleton"`
	Priority *struct {
		Run string `json:"run"`
	} `json:"priority"`
	Idempotency string `json:"idempotency"`
	Timeouts    *struct {
		Start  string `json:"start"`
		Finish string `json:"finish"`
	} `json:"timeouts"`
	Cancel []struct {
		Event   string `json:"event"`
		If      string `json:"if"`
		Timeout string `json:"timeout"`
	} `json:"cancel"`
}

type rateConfig struct {
	Key    string `json:"key"`
	Limit  int    `json:"limit"`
	Burst  int    `json:"burst"`
	Period string `json:"period"`
}

type limitConfig struct {
	Limit int    `json:"limit"`
	Key   string `json:"key"`
	Scope string `json:"scope"`
}

// defaultRetries is what the server gives a function that does not say.
const defaultRetries = 4

// decodeFunction reads one function of a sync.
func decodeFunction(app string, text json.RawMessage) (*function, error) {
	var c functionConfig
	if err := json.Unmarshal(text, &c); err != nil {
		return nil, err
	}
	if c.ID == "" {
		return nil, fmt.Errorf("it has no id")
	}
	step, ok := c.Steps["step"]
	if !ok || step.Runtime.URL == "" {
		return nil, fmt.Errorf("steps.step.runtime.url is missing")
	}
	f := &function{
		id: c.ID, app: app, name: c.Name, url: step.Runtime.URL, config: text,
		uuid:     uuid.NewSHA1(uuid.NameSpaceURL, []byte(app+"/"+c.ID)).String(),
		attempts: defaultRetries + 1,
	}
	if step.Retries != nil && step.Retries.Attempts != nil {
		f.attempts = min(max(*step.Retries.Attempts, 0), maxRetries) + 1
	}
	d := decoder{}
	for _, t := range c.Triggers {
		f.triggers = append(f.triggers, trigger{
			event: t.Event, match: d.match("triggers", t.Expression),
			cron: t.Cron, when: d.schedule(t.Cron),
		})
	}
	for _, x := range c.Cancel {
		f.cancel = append(f.cancel, canceller{
			event: x.Event, match: d.match("cancel", x.If), within: d.period("cancel.timeout", x.Timeout),
		})
	}
	f.concurrency = d.limits(c.Concurrency)
	f.throttle = d.rate("throttle", c.Throttle)
	f.rateLimit = d.rate("rateLimit", c.RateLimit)
	if x := c.Debounce; x != nil {
		f.debounce = &debounce{key: d.key(x.Key), period: d.period("debounce.period", x.Period),
			timeout: d.period("debounce.timeout", x.Timeout)}
	}
	if x := c.Batch; x != nil {
		f.batch = &batch{size: max(x.MaxSize, 1), timeout: d.period("batchEvents.timeout", x.Timeout),
			key: d.key(x.Key), match: d.match("batchEvents.if", x.If)}
		if f.batch.timeout == 0 {
			f.batch.timeout = time.Minute
		}
	}
	if x := c.Singleton; x != nil {
		f.singleton = &singleton{key: d.key(x.Key), mode: x.Mode}
		if x.Mode != "skip" && x.Mode != "cancel" {
			d.fail("singleton.mode: want skip or cancel, got %q", x.Mode)
		}
	}
	if x := c.Timeouts; x != nil {
		f.startWithin = d.period("timeouts.start", x.Start)
		f.finishWithin = d.period("timeouts.finish", x.Finish)
	}
	if x := c.Priority; x != nil {
		f.priority = d.key(x.Run)
	}
	f.idempotency = d.key(c.Idempotency)
	return f, d.err
}

// decoder reads options and keeps the first error.
type decoder struct{ err error }

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf(format, args...)
	}
}

func (d *decoder) match(where, source string) *expression {
	if source == "" {
		return nil
	}
	x, err := compileMatch(source)
	if err != nil {
		d.fail("%s: %w", where, err)
	}
	return x
}

func (d *decoder) key(source string) *expression {
	if source == "" {
		return nil
	}
	return compileKey(source)
}

func (d *decoder) period(where, s string) time.Duration {
	if s == "" {
		return 0
	}
	p, err := parseDuration(s)
	if err != nil {
		d.fail("%s: %w", where, err)
	}
	return p
}

func (d *decoder) rate(where string, c *rateConfig) *rate {
	if c == nil {
		return nil
	}
	r := &rate{limit: max(c.Limit, 1), burst: max(c.Burst, 1), period: d.period(where+".period", c.Period), key: d.key(c.Key)}
	if r.period <= 0 {
		d.fail("%s.period is missing", where)
	}
	return r
}

// limits reads concurrency: a number, an object or a list of objects.
func (d *decoder) limits(text json.RawMessage) []limit {
	text = bytes.TrimSpace(text)
	if len(text) == 0 || string(text) == "null" {
		return nil
	}
	var list []limitConfig
	var err error
	switch text[0] {
	case '[':
		err = json.Unmarshal(text, &list)
	case '{':
		list = make([]limitConfig, 1)
		err = json.Unmarshal(text, &list[0])
	default:
		list = make([]limitConfig, 1)
		err = json.Unmarshal(text, &list[0].Limit)
	}
	if err != nil {
		d.fail("concurrency: %w", err)
		return nil
	}
	var out []limit
	for _, c := range list {
		if c.Limit <= 0 {
			continue // no limit
		}
		if c.Scope == "" {
			c.Scope = "fn"
		}
		if !slices.Contains([]string{"fn", "env", "account"}, c.Scope) {
			d.fail("concurrency.scope: want fn, env or account, got %q", c.Scope)
		}
		out = append(out, limit{limit: c.Limit, scope: c.Scope, key: d.key(c.Key)})
	}
	return out
}

func (d *decoder) schedule(spec string) cron.Schedule {
	if spec == "" {
		return nil
	}
	s, err := cronParser.Parse(spec)
	if err != nil {
		d.fail("cron %q: %w", spec, err)
	}
	return s
}

// handles reports whether a trigger names an event: by its name, or by a
// pattern that ends in a star after a "/" or a ".".
func (t trigger) handles(event string) bool {
	if t.event == "" || t.event == event {
		return t.event != ""
	}
	prefix, ok := strings.CutSuffix(t.event, "*")
	return ok && (strings.HasSuffix(prefix, "/") || strings.HasSuffix(prefix, ".")) && strings.HasPrefix(event, prefix)
}
