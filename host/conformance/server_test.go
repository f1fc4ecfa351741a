package conformance

import (
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/coder/websocket"
)

// startServer starts the server that fetch is tested against: well behaved at
// some paths, and not at others.
func startServer(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	write := func(w io.Writer, s string) { _, _ = io.WriteString(w, s) } // the peer may have gone
	mux.HandleFunc("/hello", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		write(w, "hello, wörld")
	})
	mux.HandleFunc("/json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		write(w, `{"a":[1,2,{"b":null}],"é":"😀"}`)
	})
	mux.HandleFunc("/bytes/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(i)
		}
		_, _ = w.Write(b)
	})
	mux.HandleFunc("/status/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		w.WriteHeader(n)
		if n >= 200 && n != 204 && n != 304 {
			write(w, "status "+r.PathValue("n"))
		}
	})
	// What arrived, as JSON: method, path, headers that matter, body.
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		headers := map[string]string{}
		for name, values := range r.Header {
			switch name {
			case "Accept-Encoding", "User-Agent", "Connection", "Accept-Language", "Sec-Fetch-Mode", "Priority", "Transfer-Encoding":
			default:
				headers[strings.ToLower(name)] = strings.Join(values, ", ")
			}
		}
		if r.ContentLength >= 0 && r.Method != http.MethodGet && r.Method != http.MethodHead {
			headers["content-length"] = fmt.Sprint(r.ContentLength)
		}
		text, _ := json.Marshal(map[string]any{"method": r.Method, "path": r.URL.RequestURI(), "headers": headers, "body": string(body)})
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(text)
	})
	mux.HandleFunc("/headers", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Add("X-Many", "one")
		w.Header().Add("X-Many", "two")
		w.Header().Add("Set-Cookie", "a=1; Path=/")
		w.Header().Add("Set-Cookie", "b=2, c=3")
		w.Header()["X-Latin"] = []string{"caf\xe9"}
		write(w, "x")
	})
	for name, encode := range map[string]func(io.Writer) io.WriteCloser{
		"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"br":   func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
		"zlib": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
		"raw": func(w io.Writer) io.WriteCloser {
			f, _ := flate.NewWriter(w, 5) // the level is a valid one
			return f
		},
	} {
		mux.HandleFunc("/compressed/"+name, func(w http.ResponseWriter, _ *http.Request) {
			coding := name
			if name == "zlib" || name == "raw" {
				coding = "deflate"
			}
			w.Header().Set("Content-Encoding", coding)
			e := encode(w)
			write(e, strings.Repeat("compressed ", 200))
			_ = e.Close()
		})
	}
	mux.HandleFunc("/compressed/broken", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		write(w, "this is not gzip")
	})
	mux.HandleFunc("/redirect", func(w http.ResponseWriter, r *http.Request) {
		status, _ := strconv.Atoi(r.URL.Query().Get("status"))
		if to := r.URL.Query().Get("to"); to != "" {
			w.Header().Set("Location", to)
		}
		w.WriteHeader(status)
		write(w, "moved")
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "/loop")
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(20 * time.Second):
		case <-r.Context().Done():
		}
	})
	mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		for i := range 5 {
			fmt.Fprintf(w, "chunk %d\n", i)
			_ = http.NewResponseController(w).Flush()
			select {
			case <-time.After(10 * time.Millisecond):
			case <-r.Context().Done():
				return
			}
		}
	})
	mux.HandleFunc("/stuck", func(w http.ResponseWriter, r *http.Request) {
		write(w, "first ")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	raw := func(path, answer string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			conn, buf, err := http.NewResponseController(w).Hijack()
			if err != nil {
				return
			}
			_, _ = buf.WriteString(answer)
			_ = buf.Flush()
			_ = conn.Close()
		})
	}
	raw("/raw/nothing", "")
	raw("/raw/garbage", "this is not HTTP\r\n\r\n")
	raw("/raw/short", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
	raw("/raw/chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
	raw("/raw/text", "HTTP/1.1 200 Quite Fine\r\nContent-Length: 2\r\n\r\nok")
	raw("/raw/huge", "HTTP/1.1 200 OK\r\nX-Huge: "+strings.Repeat("a", 1<<20)+"\r\nContent-Length: 2\r\n\r\nok")
	mux.HandleFunc("/ws/echo", func(w http.ResponseWriter, r *http.Request) {
		c, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{"b"}})
		if err != nil {
			return
		}
		defer c.CloseNow()
		for {
			kind, data, err := c.Read(r.Context())
			if err != nil {
				return
			}
			switch string(data) {
			case "close me":
				_ = c.Close(4001, "as you wish")
				return
			case "drop me":
				return
			}
			if c.Write(r.Context(), kind, data) != nil {
				return
			}
		}
	})
	services(mux)
	libraries(mux)
	s := httptest.NewServer(mux)
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s.URL
}
