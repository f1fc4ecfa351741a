package conformance

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// libraries play the servers that scripts/lib talks to: Typesense below
// /typesense, Langfuse below /langfuse, and a Convex deployment at
// /convex/{name} that keeps content.
func libraries(mux *http.ServeMux) {
	typesense(mux)
	langfuse(mux)
	content(mux)
}

type document = map[string]any

func answerJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the peer may have gone
}

// typesense keeps collections in memory. Documents without an id are refused.
func typesense(mux *http.ServeMux) {
	var mu sync.Mutex
	collections := map[string]map[string]document{}
	handle := func(pattern string, h func(w http.ResponseWriter, r *http.Request, docs map[string]document)) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" /typesense"+path, func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			defer mu.Unlock()
			if r.Header.Get("X-Typesense-Api-Key") != "key" {
				answerJSON(w, http.StatusUnauthorized, document{"message": "Forbidden - a valid `x-typesense-api-key` header must be sent."})
				return
			}
			name := r.PathValue("name")
			docs, ok := collections[name]
			if name != "" && !ok {
				answerJSON(w, http.StatusNotFound, document{"message": "Not Found"})
				return
			}
			h(w, r, docs)
		})
	}
	found := func(docs map[string]document, q string) document {
		hits := []document{}
		for _, id := range slices.Sorted(maps.Keys(docs)) {
			if q == "*" || strings.Contains(fmt.Sprint(docs[id]), q) {
				hits = append(hits, document{"document": docs[id]})
			}
		}
		return document{"found": len(hits), "hits": hits}
	}
	handle("POST /collections", func(w http.ResponseWriter, r *http.Request, _ map[string]document) {
		var schema struct{ Name string }
		_ = json.NewDecoder(r.Body).Decode(&schema)
		if collections[schema.Name] != nil {
			answerJSON(w, http.StatusConflict, document{"message": "already exists"})
			return
		}
		collections[schema.Name] = map[string]document{}
		answerJSON(w, http.StatusCreated, schema)
	})
	handle("GET /collections/{name}", func(w http.ResponseWriter, r *http.Request, _ map[string]document) {
		answerJSON(w, http.StatusOK, document{"name": r.PathValue("name")})
	})
	handle("POST /collections/{name}/documents", func(w http.ResponseWriter, r *http.Request, docs map[string]document) {
		var d document
		_ = json.NewDecoder(r.Body).Decode(&d)
		docs[fmt.Sprint(d["id"])] = d
		answerJSON(w, http.StatusCreated, d)
	})
	handle("POST /collections/{name}/documents/import", func(w http.ResponseWriter, r *http.Request, docs map[string]document) {
		body, _ := io.ReadAll(r.Body)
		for line := range strings.Lines(string(body)) {
			var d document
			if err := json.Unmarshal([]byte(line), &d); err != nil || d["id"] == nil {
				fmt.Fprintln(w, `{"success":false,"error":"no id","code":400}`)
				continue
			}
			docs[fmt.Sprint(d["id"])] = d
			fmt.Fprintln(w, `{"success":true}`)
		}
	})
	handle("GET /collections/{name}/documents/search", func(w http.ResponseWriter, r *http.Request, docs map[string]document) {
		answerJSON(w, http.StatusOK, found(docs, r.URL.Query().Get("q")))
	})
	handle("GET /collections/{name}/documents/{id}", func(w http.ResponseWriter, r *http.Request, docs map[string]document) {
		d, ok := docs[r.PathValue("id")]
		if !ok {
			answerJSON(w, http.StatusNotFound, document{"message": "Could not find a document with id: " + r.PathValue("id")})
			return
		}
		answerJSON(w, http.StatusOK, d)
	})
	handle("DELETE /collections/{name}/documents/{id}", func(w http.ResponseWriter, r *http.Request, docs map[string]document) {
		d, ok := docs[r.PathValue("id")]
		if !ok {
			answerJSON(w, http.StatusNotFound, document{"message": "Could not find a document with id: " + r.PathValue("id")})
			return
		}
		delete(docs, r.PathValue("id"))
		answerJSON(w, http.StatusOK, d)
	})
	handle("DELETE /collections/{name}/documents", func(w http.ResponseWriter, r *http.Request, docs map[string]document) {
		n := len(docs)
		maps.DeleteFunc(docs, func(_ string, d document) bool {
			return "kind:="+fmt.Sprint(d["kind"]) == r.URL.Query().Get("filter_by")
		})
		answerJSON(w, http.StatusOK, document{"num_deleted": n - len(docs)})
	})
	handle("POST /multi_search", func(w http.ResponseWriter, r *http.Request, _ map[string]document) {
		var body struct {
			Searches []struct{ Collection, Q string }
		}
		_ = json.NewDecoder(r.Body).Decode(&body)
		results := []document{}
		for _, s := range body.Searches {
			if collections[s.Collection] == nil {
				results = append(results, document{"error": "Not found.", "code": 404})
				continue
			}
			results = append(results, found(collections[s.Collection], s.Q))
		}
		answerJSON(w, http.StatusOK, document{"results": results})
	})
}

// langfuse keeps the last span of each trace, and fails for those named "fail".
func langfuse(mux *http.ServeMux) {
	var mu sync.Mutex
	spans := map[string]any{}
	mux.HandleFunc("POST /langfuse/api/public/otel/v1/traces", func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			ResourceSpans []struct {
				ScopeSpans []struct{ Spans []document }
			}
		}
		user, password, _ := r.BasicAuth()
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || user != "pk" || password != "sk" {
			answerJSON(w, http.StatusUnauthorized, document{})
			return
		}
		span := body.ResourceSpans[0].ScopeSpans[0].Spans[0]
		if span["name"] == "fail" {
			answerJSON(w, http.StatusInternalServerError, document{})
			return
		}
		mu.Lock()
		spans[fmt.Sprint(span["traceId"])] = span
		mu.Unlock()
		answerJSON(w, http.StatusOK, document{})
	})
	mux.HandleFunc("GET /langfuse/spans/{trace}", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		answerJSON(w, http.StatusOK, spans[r.PathValue("trace")])
	})
}

// content is a Convex deployment for each name, with two mutations.
func content(mux *http.ServeMux) {
	var mu sync.Mutex
	resources := map[string]any{}
	mux.HandleFunc("POST /convex/{name}/api/mutation", func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Path string
			Args []document
		}
		_ = json.NewDecoder(r.Body).Decode(&body)
		mu.Lock()
		defer mu.Unlock()
		key := r.PathValue("name") + "/" + fmt.Sprint(body.Args[0]["resourceId"])
		switch {
		case strings.HasSuffix(key, "refused"):
			answerJSON(w, 560, document{"status": "error", "errorMessage": "refused", "logLines": []string{}})
			return
		case body.Path == "contentResources:upsert":
			resources[key] = body.Args[0]
		case body.Path == "contentResources:remove":
			delete(resources, key)
		}
		answerJSON(w, http.StatusOK, document{"status": "success", "value": nil, "logLines": []string{}})
	})
	mux.HandleFunc("GET /convex/{name}/resources/{id}", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		answerJSON(w, http.StatusOK, resources[r.PathValue("name")+"/"+r.PathValue("id")])
	})
}
