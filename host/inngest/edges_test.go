package inngest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"systembus/bundler"
)

// testEdges are edges of an app with one function and a failure handler,
// registered at a fake server.
func testEdges(env Environment, server http.RoundTripper) *Edges {
	r := NewRegistrar(&Client{Env: env, HTTP: &http.Client{Transport: server}}, testApp, nil)
	r.Set(testApp, []bundler.Function{{ID: "one", Failure: true, Triggers: []bundler.Trigger{{Event: "a/b"}}}})
	return &Edges{Env: env, Registrar: r}
}

// ask sends a request, signed with key unless that is empty.
func ask(serve http.HandlerFunc, method, target, body string, key Key, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if key != "" {
		r.Header.Set(HeaderSignature, SignRequest([]byte(body), key, time.Now()))
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	serve(w, r)
	return w
}

func wantJSON(t *testing.T, got *httptest.ResponseRecorder, status int, want string) {
	t.Helper()
	if got.Code != status {
		t.Errorf("status %d, want %d: %s", got.Code, status, got.Body)
	}
	var g, w any
	if err := json.Unmarshal(got.Body.Bytes(), &g); err != nil {
		t.Fatalf("body %q: %v", got.Body, err)
	}
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w, g); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	if got.Header().Get(HeaderSDKHandled) != "true" || got.Header().Get("Content-Type") != "application/json" {
		t.Errorf("headers %v", got.Header())
	}
}

// wantStranger checks that an answer tells nothing of the host.
func wantStranger(t *testing.T, got *httptest.ResponseRecorder) {
	t.Helper()
	for name := range got.Header() {
		if name != HeaderSDKHandled && name != "Content-Type" {
			t.Errorf("a stranger is told %s: %s", name, got.Header().Get(name))
		}
	}
}

func wantSigned(t *testing.T, got *httptest.ResponseRecorder, key Key) {
	t.Helper()
	if _, err := Verify(got.Header().Get(HeaderSignature), got.Body.Bytes(), []Key{key}, time.Now()); err != nil {
		t.Errorf("the answer's signature: %v", err)
	}
	if got.Header().Get(HeaderSDK) != "host:v0.0.0" {
		t.Errorf("headers %v", got.Header())
	}
}

const unauthorized = `{"message":"Unauthorized"}`

func TestServeInspection(t *testing.T) {
	env := cloudEnvironment()
	env.EventKey, env.Branch, env.ServeOrigin = "event key", "b", "https://o"
	cloud := testEdges(env, newFakeServer())

	for _, key := range []Key{"", keyTwo} {
		w := ask(cloud.ServeInspection, "GET", "/api/inngest", "", key)
		wantJSON(t, w, 401, unauthorized)
		wantStranger(t, w)
	}

	w := ask(cloud.ServeInspection, "GET", "/api/inngest", "", keyOne)
	wantJSON(t, w, 200, `{
		"authentication_succeeded": true, "has_event_key": true, "has_signing_key": true, "has_signing_key_fallback": false,
		"function_count": 2, "mode": "cloud", "schema_version": "2024-05-24",
		"api_origin": "http://server", "event_api_origin": "http://server", "app_id": "app", "capabilities": {"trust_probe": "v1"},
		"env": "b", "framework": "chi", "sdk_language": "host", "sdk_version": "0.0.0", "serve_origin": "https://o", "serve_path": null,
		"event_key_hash": "53e906dc1bf6", "signing_key_hash": "55c53f5d4902", "signing_key_fallback_hash": null}`)
	wantSigned(t, w, keyOne)

	env.Mode = Dev
	w = ask(testEdges(env, newFakeServer()).ServeInspection, "GET", "/api/inngest", "", "")
	wantJSON(t, w, 200, `{"has_event_key": true, "has_signing_key": true, "has_signing_key_fallback": false,
		"function_count": 2, "mode": "dev", "schema_version": "2024-05-24"}`)
}

func TestServeProbe(t *testing.T) {
	cloud, dev := testEdges(cloudEnvironment(), newFakeServer()), testEdges(Environment{Mode: Dev}, newFakeServer())
	w := ask(cloud.ServeProbe, "POST", "/api/inngest?probe=trust", "", keyOne)
	wantJSON(t, w, 200, `{}`)
	wantSigned(t, w, keyOne)
	w = ask(cloud.ServeProbe, "POST", "/api/inngest?probe=trust", "", keyTwo)
	wantJSON(t, w, 401, unauthorized)
	wantStranger(t, w)
	wantJSON(t, ask(cloud.ServeProbe, "POST", "/api/inngest?probe=other", "", ""), 401, unauthorized)
	wantJSON(t, ask(cloud.ServeProbe, "POST", "/api/inngest?probe=other", "", keyOne), 400, `{"message":"unknown probe; the host knows \"trust\""}`)
	wantJSON(t, ask(dev.ServeProbe, "POST", "/api/inngest?probe=trust", "", ""), 200, `{}`)
	wantJSON(t, ask(dev.ServeProbe, "POST", "/api/inngest?probe=other", "", ""), 400, `{"message":"unknown probe; the host knows \"trust\""}`)
}

func TestServeSyncOutOfBand(t *testing.T) {
	const registered = `{"message":"Successfully registered","modified":true}`
	tests := []struct {
		name   string
		env    func(*Environment)
		server func(*fakeServer)
		key    Key
		header []string
		status int
		body   string
		posts  int
	}{
		{"dev", func(e *Environment) { e.Mode = Dev }, nil, "", nil, 200, registered, 1},
		{"signed", nil, nil, keyOne, []string{HeaderServerKind, "cloud"}, 200, registered, 1},
		{"unsigned", nil, nil, "", nil, 200, registered, 1},
		{"unsigned, not allowed", func(e *Environment) { e.UnsignedSync = false }, nil, "", nil, 401, unauthorized, 0},
		{"wrong key", nil, nil, keyTwo, nil, 401, unauthorized, 0},
		{"in band not allowed", func(e *Environment) { e.InBandSync = false }, nil, keyOne, []string{HeaderSyncKind, "in_band"}, 200, registered, 1},
		{"another kind of server asked", nil, nil, keyOne, []string{HeaderServerKind, "dev"}, 500,
			`{"message":"register app app: the server at http://server answered 400: Expected server kind cloud, got dev; it is not the dev server that asked for the registration","modified":false}`, 1},
		{"a stranger's claims are not believed", nil, nil, "", []string{HeaderServerKind, "dev"}, 200, registered, 1},
		{"a stranger is not told why", nil, func(f *fakeServer) { f.key = "x" }, "", nil, 500,
			`{"message":"registration failed; the host's log says why","modified":false}`, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			env, server := cloudEnvironment(), newFakeServer()
			if tt.env != nil {
				tt.env(&env)
			}
			if tt.server != nil {
				tt.server(server)
			}
			edges := testEdges(env, server)
			w := ask(edges.ServeSync, "PUT", "http://elsewhere/api/inngest?deployId=d", `{"url":"http://evil"}`, tt.key, tt.header...)
			wantJSON(t, w, tt.status, tt.body)
			if n := len(server.registrations()); n != tt.posts {
				t.Fatalf("%d registrations, want %d", n, tt.posts)
			}
			if tt.posts > 0 && (!strings.Contains(server.bodies[0], `"url":"http://127.0.0.1:3111/api/inngest"`) || strings.Contains(server.bodies[0], "evil")) {
				t.Errorf("registered %s", server.bodies[0])
			}
			switch {
			case env.Mode == Cloud && tt.key == "" || tt.status == 401:
				wantStranger(t, w)
			default:
				if w.Header().Get(HeaderSyncKind) != SyncOutOfBand {
					t.Errorf("headers %v", w.Header())
				}
			}
			if env.Mode == Cloud && tt.key == keyOne {
				wantSigned(t, w, keyOne)
			}
		})
	}
}

func TestServeSyncInBand(t *testing.T) {
	server := newFakeServer()
	env := cloudEnvironment()
	edges := testEdges(env, server)
	inBand := []string{HeaderSyncKind, "in_band"}

	w := ask(edges.ServeSync, "PUT", "/api/inngest", `{"url":"https://public.example/fn"}`, keyOne, inBand...)
	wantJSON(t, w, 200, `{
		"app_id":"app","capabilities":{"trust_probe":"v1"},"env":null,"framework":"chi","platform":null,
		"functions":[
			{"id":"app-one","name":"one","triggers":[{"event":"a/b"}],"steps":{"step":{"id":"step","name":"step","runtime":{"type":"http","url":"https://public.example/fn?fnId=app-one&stepId=step"}}}},
			{"id":"app-one-failure","name":"one (failure)","triggers":[{"event":"inngest/function.failed","expression":"event.data.function_id == 'app-one'"}],
			 "steps":{"step":{"id":"step","name":"step","runtime":{"type":"http","url":"https://public.example/fn?fnId=app-one-failure&stepId=step"},"retries":{"attempts":1}}}}],
		"inspection":{
			"authentication_succeeded":true,"has_event_key":false,"has_signing_key":true,"has_signing_key_fallback":false,
			"function_count":2,"mode":"cloud","schema_version":"2024-05-24","api_origin":"http://server","event_api_origin":"http://server",
			"app_id":"app","capabilities":{"trust_probe":"v1"},"env":null,"framework":"chi","sdk_language":"host","sdk_version":"0.0.0",
			"serve_origin":null,"serve_path":null,"event_key_hash":null,"signing_key_hash":"55c53f5d4902","signing_key_fallback_hash":null},
		"sdk_author":"host","sdk_language":"host","sdk_version":"0.0.0","sdk":"host:v0.0.0","url":"https://public.example/fn"}`)
	wantSigned(t, w, keyOne)
	if w.Header().Get(HeaderSyncKind) != SyncInBand {
		t.Errorf("headers %v", w.Header())
	}
	if n := len(server.registrations()); n != 0 {
		t.Errorf("an in-band sync registered %d times", n)
	}

	const invalid = `{"code":"invalid_request","message":"want {\"url\":\"https://host/path\"}"}`
	for _, body := range []string{"", "{", `{}`, `{"url":"ftp://x"}`, `{"url":":"}`, `{"url":7}`} {
		wantJSON(t, ask(edges.ServeSync, "PUT", "/api/inngest", body, keyOne, inBand...), 400, invalid)
	}
	for _, key := range []Key{"", keyTwo} {
		w := ask(edges.ServeSync, "PUT", "/api/inngest", `{"url":"https://x"}`, key, inBand...)
		wantJSON(t, w, 401, unauthorized)
		wantStranger(t, w)
	}

	env.ServeOrigin, env.ServePath = "https://fixed", "/here"
	w = ask(testEdges(env, server).ServeSync, "PUT", "/api/inngest", `{"url":"https://public.example/fn"}`, keyOne, inBand...)
	if !strings.Contains(w.Body.String(), `"url":"https://fixed/here"}`) {
		t.Errorf("the overriding variables are ignored: %s", w.Body)
	}
}

func TestEdgesBoundBodies(t *testing.T) {
	edges := testEdges(cloudEnvironment(), newFakeServer())
	w := ask(edges.ServeSync, "PUT", "/api/inngest", strings.Repeat(" ", edgeBody+1), keyOne)
	wantJSON(t, w, 413, `{"message":"the body is too large"}`)
	wantStranger(t, w)

	r := httptest.NewRequest("PUT", "/api/inngest", io.MultiReader(strings.NewReader("{"), errReader{}))
	rec := httptest.NewRecorder()
	edges.ServeSync(rec, r)
	wantJSON(t, rec, 400, `{"message":"the body could not be read"}`)
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestSetCommon(t *testing.T) {
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "text/plain")
	SetCommon(w, Environment{Version: "v1.2.3", Platform: "p", Branch: "b"})
	want := http.Header{
		"Content-Type": {"text/plain"}, "User-Agent": {"host:v1.2.3"}, HeaderSDK: {"host:v1.2.3"}, HeaderSDKHandled: {"true"},
		HeaderFramework: {"chi"}, HeaderPlatform: {"p"}, HeaderEnv: {"b"},
	}
	if diff := cmp.Diff(want, w.Header()); diff != "" {
		t.Error(diff)
	}
}

// A constant in another form than Go's would never be found in a Header map.
func TestHeaderNamesAreCanonical(t *testing.T) {
	for _, name := range []string{
		HeaderSignature, HeaderSDK, HeaderSDKHandled, HeaderFramework, HeaderPlatform, HeaderEnv, HeaderServerKind,
		HeaderExpectedServerKind, HeaderSyncKind, HeaderReqVersion, HeaderNoRetry, HeaderRetryAfter, HeaderServerTiming,
		HeaderRequestID, HeaderJobID, HeaderGenerationID, HeaderRunID, HeaderStepID, HeaderEventIDSeed,
	} {
		if c := http.CanonicalHeaderKey(name); c != name {
			t.Errorf("%s should be %s", name, c)
		}
	}
}
