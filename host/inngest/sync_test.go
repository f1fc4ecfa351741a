package inngest

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
)

func raw(s string) json.RawMessage { return json.RawMessage(s) }

// recordedFunctions are the functions of the recorded application, as a build
// describes them.
func recordedFunctions() []bundler.Function {
	event := func(id, event string, options map[string]json.RawMessage) bundler.Function {
		return bundler.Function{ID: id, Name: id, Triggers: []bundler.Trigger{{Event: event}}, Options: options}
	}
	race := event("race", "proto/race", map[string]json.RawMessage{"retries": raw(`{"attempts":0}`)})
	race.Failure = true
	misc := event("misc", "proto/misc", map[string]json.RawMessage{
		"timeouts":    raw(`{"start":"10m","finish":"1h"}`),
		"throttle":    raw(`{"limit":5,"period":"1d"}`),
		"retries":     raw(`{"attempts":1}`),
		"priority":    raw(`{"run":"100"}`),
		"idempotency": raw(`"event.data.k"`),
		"debounce":    raw(`null`),
		"concurrency": raw(`{"limit":5,"key":"event.data.k"}`),
		"batchEvents": nil,
	})
	misc.Triggers[0].Expression = "event.data.k != 'zz'"
	return []bundler.Function{
		event("simple-fn", "tests/function.test", nil),
		event("step-test", "tests/step.test", nil),
		event("retry-test", "tests/retry.test", nil),
		event("cancel-test", "tests/cancel.test", map[string]json.RawMessage{
			"retries": raw(`{"attempts":10}`),
			"cancel":  raw(`[{"event":"cancel/please","timeout":"1h","if":"async.data.request_id == event.data.request_id"}]`),
		}),
		event("wait-for-event", "tests/wait.test", nil),
		event("seq-par", "proto/go", map[string]json.RawMessage{"retries": raw(`{"attempts":1}`)}),
		race,
		misc,
	}
}

// The registration of the same functions must be, byte for byte, what the
// TypeScript SDK sent in the recording, but for who sends it.
func TestSyncRequestAgreesWithRecording(t *testing.T) {
	recorded, err := os.ReadFile("testdata/register-ts-4.18.1.json")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.TrimSpace(string(recorded))
	cut := strings.Index(want, `,"featureObservations"`)
	want = want[:cut] + "}"
	want = strings.Replace(want, `"framework":"nodejs"`, `"framework":"chi"`, 1)
	want = strings.Replace(want, `"sdk":"js:v4.18.1"`, `"sdk":"host:v1.2.3"`, 1)
	want = strings.Replace(want, `,"connect":"v1"`, "", 1)

	app := App{ID: "ref4", URL: "http://127.0.0.1:28401/api/inngest"}
	got, err := encode(NewSyncRequest(Environment{Version: "1.2.3"}, app, recordedFunctions()))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("got and want differ (-want +got):\n%s", cmp.Diff(
			strings.ReplaceAll(want, "},{", "},\n{"), strings.ReplaceAll(string(got), "},{", "},\n{")))
	}
}

func TestConfig(t *testing.T) {
	tests := []struct {
		name     string
		fn       bundler.Function
		serveURL string
		want     []string
	}{
		{
			"opaque id, no name, no triggers",
			bundler.Function{ID: "mail/a.b c"}, "http://h/api/inngest",
			[]string{`{"id":"app-mail/a.b c","name":"mail/a.b c","triggers":[],"steps":{"step":{"id":"step","name":"step","runtime":{"type":"http","url":"http://h/api/inngest?fnId=app-mail%2Fa.b+c&stepId=step"}}}}`},
		},
		{
			"cron with jitter and an option that is new to us",
			bundler.Function{ID: "f", Name: "F", Triggers: []bundler.Trigger{{Cron: "0 3 * * *", Jitter: "5m"}}, Options: map[string]json.RawMessage{
				"zeta": raw(`1`), "alpha": raw(`{"a":"<&>"}`), "singleton": raw(`{"mode":"skip"}`),
			}}, "http://h/x?tenant=7&fnId=stale",
			[]string{`{"id":"app-f","name":"F","triggers":[{"cron":"0 3 * * *","jitter":"5m"}],"steps":{"step":{"id":"step","name":"step","runtime":{"type":"http","url":"http://h/x?tenant=7&fnId=app-f&stepId=step"}}},"singleton":{"mode":"skip"},"alpha":{"a":"<&>"},"zeta":1}`},
		},
		{
			"a failure handler takes neither triggers nor options along",
			bundler.Function{ID: "it's", Name: "It", Failure: true, Triggers: []bundler.Trigger{{Event: "e"}}, Options: map[string]json.RawMessage{"retries": raw(`{"attempts":7}`), "idempotency": raw(`"event.id"`)}},
			"http://h/x",
			[]string{
				`{"id":"app-it's","name":"It","triggers":[{"event":"e"}],"steps":{"step":{"id":"step","name":"step","runtime":{"type":"http","url":"http://h/x?fnId=app-it%27s&stepId=step"},"retries":{"attempts":7}}},"idempotency":"event.id"}`,
				`{"id":"app-it's-failure","name":"It (failure)","triggers":[{"event":"inngest/function.failed","expression":"event.data.function_id == 'app-it\\'s'"}],"steps":{"step":{"id":"step","name":"step","runtime":{"type":"http","url":"http://h/x?fnId=app-it%27s-failure&stepId=step"},"retries":{"attempts":1}}}}`,
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range Config(tt.fn, "app", tt.serveURL) {
				text, err := encode(c)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, string(text))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConfigMalformedOption(t *testing.T) {
	fn := bundler.Function{ID: "f", Options: map[string]json.RawMessage{"throttle": raw(`{`)}}
	_, err := NewSyncRequest(Environment{}, App{ID: "app"}, []bundler.Function{fn}).Hash()
	if err == nil || !strings.Contains(err.Error(), "function app-f: option throttle") {
		t.Errorf("got %v", err)
	}
}

func TestHash(t *testing.T) {
	hash := func(app App, fns []bundler.Function) string {
		h, err := NewSyncRequest(Environment{}, app, fns).Hash()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	app := App{ID: "a", URL: "http://h/x"}
	first := hash(app, recordedFunctions())
	for range 20 {
		if hash(app, recordedFunctions()) != first {
			t.Fatal("an unchanged configuration changes its hash")
		}
	}
	changed := recordedFunctions()
	changed[7].Options["priority"] = raw(`{"run":"101"}`)
	for name, h := range map[string]string{
		"option": hash(app, changed),
		"url":    hash(App{ID: "a", URL: "http://h/y"}, recordedFunctions()),
		"order":  hash(app, append(recordedFunctions()[1:], recordedFunctions()[0])),
	} {
		if h == first {
			t.Errorf("a changed %s leaves the hash", name)
		}
	}
}

func TestEmptyAppRegistersAnEmptyList(t *testing.T) {
	text, err := encode(NewSyncRequest(Environment{}, App{ID: "a"}, nil))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), `"functions":[]`) {
		t.Errorf("got %s", text)
	}
}
