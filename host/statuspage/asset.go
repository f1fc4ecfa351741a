package statuspage

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"time"
)

// assetTypes are the files that a browser may ask for.
var assetTypes = map[string]string{"status.css": "text/css; charset=utf-8", "status.js": "text/javascript; charset=utf-8"}

// assetURL names a file so that its URL changes with its content.
func assetURL(name string) (string, error) {
	text, err := files.ReadFile(name)
	sum := sha256.Sum256(text)
	return "/assets/" + name + "?" + hex.EncodeToString(sum[:6]), err
}

// Asset answers GET /assets/{file}.
func Asset(w http.ResponseWriter, r *http.Request) {
	name := path.Base(r.URL.Path)
	text, err := files.ReadFile(name)
	kind, ok := assetTypes[name]
	if err != nil || !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(text))
}
