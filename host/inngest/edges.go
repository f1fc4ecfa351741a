package inngest

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

// edgeBody bounds the body of requests other than calls: the server sends an
// object with one URL.
const edgeBody = 1 << 20

// Edges answers what a server asks of the endpoint besides calls. The handler
// mounts its methods:
//
//	GET  /api/inngest              ServeInspection
//	PUT  /api/inngest              ServeSync
//	POST /api/inngest?probe=...    ServeProbe
//
// Each reads and verifies its request itself and writes the whole answer, with
// SetCommon's headers. In cloud mode the answer to a signed request is signed.
type Edges struct {
	Env       Environment
	Registrar *Registrar
	// Log gets the reasons of refusals; nil discards them.
	Log *slog.Logger
}

// ServeInspection answers a GET with an Inspection. In dev mode it needs no
// signature and tells no hashes; in cloud mode a request without a valid
// signature is answered 401 (SDK_SPEC 4.5).
func (e *Edges) ServeInspection(w http.ResponseWriter, r *http.Request) {
	key, _, ok := e.open(w, r, e.Env.Mode == Cloud)
	if !ok {
		return
	}
	app := e.Registrar.App()
	entries := len(Configs(e.Registrar.Functions(), app.ID, app.URL))
	e.answer(w, key, http.StatusOK, Inspect(e.Env, app, entries, key != ""))
}

// ServeProbe answers POST ?probe=trust, with which a server makes sure that
// both hold the same key: 200, signed in cloud mode. Another probe is answered
// 400 (SDK_SPEC 4.6).
func (e *Edges) ServeProbe(w http.ResponseWriter, r *http.Request) {
	key, _, ok := e.open(w, r, e.Env.Mode == Cloud)
	if !ok {
		return
	}
	if probe := r.URL.Query().Get(QueryProbe); probe != "trust" {
		e.answer(w, key, http.StatusBadRequest, message("unknown probe; the host knows \"trust\""))
		return
	}
	e.answer(w, key, http.StatusOK, struct{}{})
}

// ServeSync answers a PUT. With HeaderSyncKind "in_band", and a valid
// signature in cloud mode, the registration is the answer; otherwise the host
// registers at its server, and the answer says how that went (SDK_SPEC 4.3).
//
// An unsigned PUT in cloud mode only starts a registration, and only while
// Environment.UnsignedSync allows; what it says is not believed and what comes
// of it is not told in detail. A wrong signature is answered 401 in any case.
func (e *Edges) ServeSync(w http.ResponseWriter, r *http.Request) {
	inBand := e.Env.InBandSync && r.Header.Get(HeaderSyncKind) == SyncInBand
	signed := r.Header.Get(HeaderSignature) != ""
	key, body, ok := e.open(w, r, e.Env.Mode == Cloud && (inBand || signed || !e.Env.UnsignedSync))
	if !ok {
		return
	}
	if inBand {
		e.syncInBand(w, key, body)
		return
	}

	trusted := e.Env.Mode == Dev || key != ""
	req := RegisterRequest{}
	if id := r.URL.Query().Get(QueryDeploy); id != "undefined" {
		req.DeployID = id
	}
	if trusted {
		req.ServerKind = r.Header.Get(HeaderServerKind)
	}
	modified, err := e.Registrar.Register(r.Context(), req)
	w.Header().Set(HeaderSyncKind, SyncOutOfBand)
	reply := struct {
		Message  string `json:"message"`
		Modified bool   `json:"modified"`
	}{"Successfully registered", modified}
	status := http.StatusOK
	if err != nil {
		e.logger().Warn("a registration that a PUT asked for failed", "error", err)
		status, reply.Message = http.StatusInternalServerError, err.Error()
		if !trusted {
			reply.Message = "registration failed; the host's log says why"
		}
	}
	if !trusted {
		anonymise(w.Header())
	}
	e.answer(w, key, status, reply)
}

// syncInBand answers with the registration for the URL in the body, whose
// origin and path give way to the variables that override them.
func (e *Edges) syncInBand(w http.ResponseWriter, key Key, body []byte) {
	w.Header().Set(HeaderSyncKind, SyncInBand)
	var asked struct {
		URL string `json:"url"`
	}
	err := json.Unmarshal(body, &asked)
	u, urlErr := url.Parse(asked.URL)
	if err != nil || urlErr != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		e.answer(w, key, http.StatusBadRequest, struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		}{"invalid_request", `want {"url":"https://host/path"}`})
		return
	}
	app := e.Registrar.App()
	app.URL = e.Env.ServeURL(u.Scheme+"://"+u.Host, u.EscapedPath())
	fns := e.Registrar.Functions()
	inspection := Inspect(e.Env, app, len(Configs(fns, app.ID, app.URL)), key != "")
	e.answer(w, key, http.StatusOK, NewInBandSync(e.Env, app, fns, inspection))
}

// open reads the body and, in cloud mode, verifies the signature if there is
// one or must be one. When ok is false the answer has been given. The key is
// the one to sign the answer with, empty for none.
func (e *Edges) open(w http.ResponseWriter, r *http.Request, must bool) (key Key, body []byte, ok bool) {
	SetCommon(w, e.Env)
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, edgeBody))
	if err != nil {
		anonymise(w.Header())
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			e.answer(w, "", http.StatusRequestEntityTooLarge, message("the body is too large"))
			return "", nil, false
		}
		e.answer(w, "", http.StatusBadRequest, message("the body could not be read"))
		return "", nil, false
	}
	if !must {
		return "", body, true
	}
	key, err = Verify(r.Header.Get(HeaderSignature), body, e.Env.Keys(), time.Now())
	if err != nil {
		e.logger().Warn("refused a request to the Inngest endpoint", "method", r.Method, "remote", r.RemoteAddr, "error", err)
		Unauthorized(w)
		return "", nil, false
	}
	return key, body, true
}

// answer writes v as JSON, signed unless key is empty.
func (e *Edges) answer(w http.ResponseWriter, key Key, status int, v any) {
	body, err := encode(v)
	if err != nil {
		e.logger().Error("an answer cannot be written as JSON", "error", err)
		status, body = http.StatusInternalServerError, []byte(`{"message":"Internal server error"}`)
	}
	if key != "" {
		w.Header().Set(HeaderSignature, SignResponse(body, key, time.Now()))
	}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

func (e *Edges) logger() *slog.Logger {
	if e.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return e.Log
}

func message(text string) any {
	return struct {
		Message string `json:"message"`
	}{text}
}
