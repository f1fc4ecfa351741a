package host_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/host"
	"systembus/host/config"
)

// A recording is one call of a server and what the SDK answered.
type recording struct {
	N       int
	URL     string
	Body    json.RawMessage
	Status  int
	Headers map[string]string
	Answer  any
}

// TestGolden sends every recorded call to the host, with the same functions,
// and wants the SDK's answers: status, headers, operations, results, errors.
func TestGolden(t *testing.T) {
	tests := []struct {
		file, project, app string
		env                map[string]string
		checkpoints        string
	}{
		{file: "ts-3.54.2", project: "v3", app: "ref3"},
		{file: "ts-4.18.1-nocheckpoint", project: "v4", app: "ref4nc", env: map[string]string{"CHECKPOINTING": "off"}},
		{file: "ts-4.18.1-checkpointing", project: "v4", app: "ref4", checkpoints: "ts-4.18.1-checkpoints"},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			t.Parallel()
			server := &fakeServer{}
			web := httptest.NewServer(server)
			defer web.Close()
			env := map[string]string{"INNGEST_DEV": web.URL, "INNGEST_APP_ID": tt.app}
			maps.Copy(env, tt.env)
			handler := serve(t, filepath.Join("testdata/golden", tt.project), tt.app, env)
			for r := range recordings[recording](t, tt.file) {
				t.Run(fmt.Sprint(r.N), func(t *testing.T) {
					if diff := cmp.Diff(replay(t, handler, r), expected(r)); diff != "" {
						t.Errorf("%s (-got +want):\n%s", r.URL, diff)
					}
				})
			}
			if tt.checkpoints == "" {
				return
			}
			var want []any
			for r := range recordings[struct{ Body any }](t, tt.checkpoints) {
				want = append(want, settled(r.Body))
			}
			if diff := cmp.Diff(byStep(server.checkpoints()), byStep(want)); diff != "" {
				t.Errorf("checkpoints (-got +want):\n%s", diff)
			}
		})
	}
}

// An exchange is what is compared of a call's answer.
type exchange struct {
	Status  int
	Headers map[string]string
	Answer  any
}

// compared are the headers that a server reads and that do not tell which SDK
// answered.
var compared = []string{"Content-Type", "X-Inngest-Sdk-Handled", "X-Inngest-Req-Version", "X-Inngest-No-Retry", "Retry-After"}

func replay(t *testing.T, handler http.Handler, r recording) exchange {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, r.URL, bytes.NewReader(r.Body))
	req.Header.Set("Content-Type", "application/json")
	rec := httptest.NewRecorder()
	handler.ServeHTTP(rec, req)
	got := exchange{Status: rec.Code, Headers: map[string]string{}}
	for _, name := range compared {
		if value := rec.Header().Get(name); value != "" {
			got.Headers[strings.ToLower(name)] = value
		}
	}
	if err := json.Unmarshal(rec.Body.Bytes(), &got.Answer); err != nil {
		t.Fatalf("%v in %s", err, rec.Body)
	}
	got.Answer = settled(got.Answer)
	return got
}

func expected(r recording) exchange {
	return exchange{Status: r.Status, Headers: r.Headers, Answer: settled(r.Answer)}
}

// serve builds the project's scripts and gives the handler of a worker that
// serves them.
func serve(t *testing.T, dir, app string, env map[string]string) http.Handler {
	t.Helper()
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	cfg := config.Default(dir)
	cfg.AppID = app
	a, err := host.New(host.Options{
		Config: cfg,
		Lookup: func(name string) (string, bool) { value, ok := env[name]; return value, ok },
		Log:    slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	project := a.Project()
	build := project.Build(context.Background(), nil)
	if build.Failed() {
		t.Fatalf("the project does not build: %v", build.Problems)
	}
	live, problems := project.Live(build, host.Live{}, "host")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if err := a.Swap(live); err != nil {
		t.Fatal(err)
	}
	return a.Handler()
}

// recordings reads a file of one JSON value a line.
func recordings[T any](t *testing.T, name string) func(yield func(T) bool) {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata/golden", name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return func(yield func(T) bool) {
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var value T
			if err := json.Unmarshal(lines.Bytes(), &value); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if !yield(value) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// A fakeServer takes events and checkpoints.
type fakeServer struct {
	mu    sync.Mutex
	taken []any
}

func (s *fakeServer) checkpoints() []any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.taken
}

func (s *fakeServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var value any
	if err == nil {
		err = json.Unmarshal(body, &value)
	}
	switch events, isArray := value.([]any); {
	case err != nil:
		http.Error(w, err.Error(), http.StatusBadRequest)
	case strings.HasPrefix(r.URL.Path, "/e/") && isArray:
		ids := make([]string, len(events))
		for i := range ids {
			ids[i] = fmt.Sprintf("01M809M3XJG9HD8Z4GXPSNC1%02d", i)
		}
		json.NewEncoder(w).Encode(map[string]any{"status": 200, "ids": ids})
	case strings.HasPrefix(r.URL.Path, "/v1/checkpoint/"):
		s.mu.Lock()
		s.taken = append(s.taken, settled(value))
		s.mu.Unlock()
	default:
		http.NotFound(w, r)
	}
}

var (
	ulid = regexp.MustCompile(`\b01[0-9A-HJKMNP-TV-Z]{24}\b`)
	when = regexp.MustCompile(`\b20\d\d-\d\d-\d\dT[\d:.]+Z`)
)

// settled replaces what differs from one answer to the next: ids, times and
// stacks. It changes the value it is given.
func settled(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			switch key {
			case "stack":
				v[key] = "<stack>"
			case "timing":
				v[key] = "<timing>"
			case "ts", "request_started_at":
				v[key] = "<time>"
			case "qi_id", "fn_id":
				v[key] = "<id>"
			case "opts", "data": // an operation without them, and with empty ones, are the same
				if options, ok := value.(map[string]any); value == nil && v["op"] != nil || key == "opts" && ok && len(options) == 0 {
					delete(v, key)
					continue
				}
				v[key] = settled(value)
			default:
				v[key] = settled(value)
			}
		}
		return v
	case []any:
		for i := range v {
			v[i] = settled(v[i])
		}
		return v
	case string:
		return when.ReplaceAllString(ulid.ReplaceAllString(v, "<id>"), "<time>")
	default:
		return v
	}
}

// byStep names checkpoints by the steps they report, as those of different runs
// may come in any order, and leaves of a result only its type, as the recorded
// ones are of runs with other events.
func byStep(checkpoints []any) map[string]any {
	steps := map[string]any{}
	for _, c := range checkpoints {
		reported, _ := c.(map[string]any)["steps"].([]any)
		for _, s := range reported {
			s := s.(map[string]any)
			s["data"] = fmt.Sprintf("a %T", s["data"])
			steps[fmt.Sprint(s["id"])] = c
		}
	}
	return steps
}

func TestSettled(t *testing.T) {
	const text = `{"ts":1795306424875,"stack":"Error: x\n at y","list":["2026-11-22T00:13:51.331Z",1],
		"run":"01M809M2KVEW72A9MJS6P5T543","date":"1970-01-01T00:00:00.000Z","timing":{"a":1,"b":2}}`
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"ts": "<time>", "stack": "<stack>", "list": []any{"<time>", 1.0},
		"run": "<id>", "date": "1970-01-01T00:00:00.000Z", "timing": "<timing>",
	}
	if diff := cmp.Diff(settled(v), any(want)); diff != "" {
		t.Errorf("settled (-got +want):\n%s", diff)
	}
}
