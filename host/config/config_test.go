package config_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"systembus/host/config"
)

// parse runs a command line against a project whose host.json is file.
func parse(t *testing.T, file string, env map[string]string, args ...string) (config.Config, string, error) {
	t.Helper()
	dir := t.TempDir()
	if file != "" {
		if err := os.WriteFile(filepath.Join(dir, config.FileName), []byte(file), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var cfg config.Config
	lookup := func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	k, err := kong.New(&cfg, config.Option(lookup), kong.Vars{"addr": ":3111"}, kong.Writers(io.Discard, io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	_, err = k.Parse(append([]string{"--dir", dir}, args...))
	return cfg, dir, err
}

func TestDefault(t *testing.T) {
	got, dir, err := parse(t, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, config.Default(dir)); diff != "" {
		t.Errorf("the tags' defaults and Default disagree (-tags +Default):\n%s", diff)
	}
}

func TestPrecedence(t *testing.T) {
	file := `{"callTimeout": "1m", "role": "cluster", "functions": ["a", "b"], "alias": {"x": "y=z"}}`
	t.Setenv("WORKER_ROLE", "nonsense") // The process's own environment is not consulted.

	got, _, err := parse(t, file, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got.CallTimeout != time.Minute || got.Role != "cluster" {
		t.Errorf("file: callTimeout %v, role %q", got.CallTimeout, got.Role)
	}
	if diff := cmp.Diff(got.Functions, []string{"a", "b"}); diff != "" {
		t.Errorf("functions: %s", diff)
	}
	if diff := cmp.Diff(got.Alias, map[string]string{"x": "y=z"}); diff != "" {
		t.Errorf("alias: %s", diff)
	}

	env := map[string]string{"WORKER_ROLE": "host", "HOST_CALL_TIMEOUT": ""}
	got, _, err = parse(t, file, env, "--functions", "c,d", "--functions", "e", "--alias", "p,q=r")
	if err != nil {
		t.Fatal(err)
	}
	if got.Role != "host" {
		t.Errorf("the environment wins over the file: got role %q", got.Role)
	}
	if got.CallTimeout != time.Minute {
		t.Errorf("an empty variable counts as unset: got %v", got.CallTimeout)
	}
	if diff := cmp.Diff(got.Functions, []string{"c,d", "e"}); diff != "" {
		t.Errorf("flags: %s", diff)
	}
	if diff := cmp.Diff(got.Alias, map[string]string{"p,q": "r"}); diff != "" {
		t.Errorf("alias flag: %s", diff)
	}

	if got, _, err = parse(t, file, env, "--role=cluster"); err != nil || got.Role != "cluster" {
		t.Errorf("the flag wins over the environment: got %q, %v", got.Role, err)
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name string
		file string
		env  map[string]string
		args []string
		want string
	}{
		{"unknown key", "{\n  \"out\": \"x\",\n  \"function\": []\n}", nil, nil, `host.json:3: unknown setting "function"; did you mean "functions"?`},
		{"key twice", "{\n\"out\": \"x\",\n\"out\": \"y\"}", nil, nil, `host.json:3: "out" is given twice`},
		{"syntax", "{\n\"out\": x}", nil, nil, `host.json:2: invalid character 'x'`},
		{"not an object", `[]`, nil, nil, `host.json:1: want an object of settings`},
		{"cut off", "{\n\"out\": \"x\"", nil, nil, `host.json:2: `},
		{"trailing", "{}\n{}", nil, nil, `host.json:2: text after the closing brace`},
		{"role in file", "{\n\"role\": \"both\"}", nil, nil, `--role: unknown role "both": want cluster or host (from `},
		{"role in file, line", "{\n\"role\": \"both\"}", nil, nil, `host.json:2)`},
		{"role in env", "", map[string]string{"WORKER_ROLE": "worker"}, nil, `unknown role "worker": want cluster or host (from WORKER_ROLE)`},
		{"role flag", "", nil, []string{"--role", "worker"}, `unknown role "worker": want cluster or host`},
		{"bad duration", `{"callTimeout": "soon"}`, nil, nil, `(from `},
		{"wrong type", `{"callTimeout": ["1m"]}`, nil, nil, `(from `},
		{"enum in env", "", map[string]string{"LOG_LEVEL": "loud"}, nil, `want one of debug, info, warn, error, got "loud" (from LOG_LEVEL)`},
		{"unknown flag", "", nil, []string{"--rol", "host"}, `unknown flag --rol, did you mean`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := parse(t, tt.file, tt.env, tt.args...)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestListen(t *testing.T) {
	tests := []struct{ addr, want string }{
		{":3111", ":3111"},
		{"4000", "127.0.0.1:4000"},
		{"0", "127.0.0.1:0"},
		{"0.0.0.0:4000", "0.0.0.0:4000"},
		{"[::1]:0", "[::1]:0"},
		{"localhost", ""},
		{":http", ""},
		{":70000", ""},
		{"70000", ""},
		{"", ""},
	}
	for _, tt := range tests {
		got, err := config.Serving{Addr: tt.addr}.Listen("127.0.0.1")
		if got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("Listen(%q) = %q, %v; want %q", tt.addr, got, err, tt.want)
		}
	}
}

func TestListenAdmin(t *testing.T) {
	tests := []struct{ addr, want string }{
		{"", ""}, {"3112", "127.0.0.1:3112"}, {":3112", ":3112"}, {"0.0.0.0:3112", "0.0.0.0:3112"},
	}
	for _, tt := range tests {
		if got, err := (config.Serving{AdminAddr: tt.addr}).ListenAdmin(); got != tt.want || err != nil {
			t.Errorf("ListenAdmin(%q) = %q, %v; want %q", tt.addr, got, err, tt.want)
		}
	}
	if _, err := (config.Serving{AdminAddr: "localhost"}).ListenAdmin(); err == nil || !strings.Contains(err.Error(), `admin-addr "localhost"`) {
		t.Errorf("an address without a port: %v", err)
	}
}

func TestFlagWinsOverPort(t *testing.T) {
	got, _, err := parse(t, `{"addr": ":1"}`, map[string]string{"PORT": "2"}, "--addr", ":3")
	if err != nil || got.Addr != ":3" {
		t.Errorf("--addr and PORT: got %q, %v; want :3", got.Addr, err)
	}
	if got, _, err = parse(t, `{"addr": ":1"}`, map[string]string{"PORT": "2"}); err != nil || got.Addr != "2" {
		t.Errorf("PORT and host.json: got %q, %v; want 2", got.Addr, err)
	}
}
