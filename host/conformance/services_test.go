package conformance

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// services play the servers that packages from npm talk to: as much of them
// as their clients' tests need.
func services(mux *http.ServeMux) {
	answer := func(w http.ResponseWriter, status int, v any) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(v) // the peer may have gone
	}
	type object = map[string]any
	stream := func(w http.ResponseWriter, named bool, events ...object) {
		w.Header().Set("Content-Type", "text/event-stream")
		for _, e := range events {
			text, _ := json.Marshal(e) // plain data
			if named {
				fmt.Fprintf(w, "event: %s\n", e["type"])
			}
			fmt.Fprintf(w, "data: %s\n\n", text)
			_ = http.NewResponseController(w).Flush()
		}
	}
	mux.HandleFunc("POST /anthropic/v1/messages", func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Model    string
			Stream   bool
			Messages []struct{ Content any }
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || r.Header.Get("Authorization") != "Bearer key" {
			answer(w, http.StatusUnauthorized, object{"type": "error", "error": object{"type": "authentication_error", "message": "invalid key"}})
			return
		}
		message := object{"id": "msg_1", "type": "message", "role": "assistant", "model": body.Model, "stop_reason": "end_turn", "stop_sequence": nil,
			"content": []object{{"type": "text", "text": fmt.Sprint("you said ", body.Messages[0].Content)}}, "usage": object{"input_tokens": 3, "output_tokens": 4}}
		if !body.Stream {
			answer(w, http.StatusOK, message)
			return
		}
		message["content"] = []object{}
		stream(w, true,
			object{"type": "message_start", "message": message},
			object{"type": "content_block_start", "index": 0, "content_block": object{"type": "text", "text": ""}},
			object{"type": "content_block_delta", "index": 0, "delta": object{"type": "text_delta", "text": "hél"}},
			object{"type": "content_block_delta", "index": 0, "delta": object{"type": "text_delta", "text": "lo"}},
			object{"type": "content_block_stop", "index": 0},
			object{"type": "message_delta", "delta": object{"stop_reason": "end_turn", "stop_sequence": nil}, "usage": object{"output_tokens": 2}},
			object{"type": "message_stop"})
	})
	mux.HandleFunc("POST /openai/chat/completions", func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Model  string
			Stream bool
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || body.Model == "none" {
			answer(w, http.StatusNotFound, object{"error": object{"message": "no such model", "type": "invalid_request_error", "code": "model_not_found"}})
			return
		}
		if body.Stream {
			chunk := func(text string) object {
				return object{"id": "c", "object": "chat.completion.chunk", "choices": []object{{"index": 0, "delta": object{"content": text}}}}
			}
			stream(w, false, chunk("a"), chunk("b"))
			_, _ = io.WriteString(w, "data: [DONE]\n\n")
			return
		}
		answer(w, http.StatusOK, object{"id": "c", "object": "chat.completion", "model": body.Model,
			"choices": []object{{"index": 0, "finish_reason": "stop", "message": object{"role": "assistant", "content": "hi " + r.Header.Get("Authorization")}}}})
	})
	for _, kind := range []string{"query", "mutation", "action"} {
		mux.HandleFunc("POST /api/"+kind, func(w http.ResponseWriter, r *http.Request) {
			var body struct {
				Path string
				Args []object
			}
			if err := json.NewDecoder(r.Body).Decode(&body); err != nil || len(body.Args) != 1 {
				answer(w, http.StatusBadRequest, object{"code": "BadArgs"})
				return
			}
			if body.Path == "fails:always" {
				answer(w, 560, object{"status": "error", "errorMessage": "it failed", "errorData": object{"why": "always"}, "logLines": []string{}})
				return
			}
			answer(w, http.StatusOK, object{"status": "success", "value": object{"kind": kind, "path": body.Path, "args": body.Args[0]}, "logLines": []string{}})
		})
	}
}
