package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// ErrNoResult says that there is no result of a request.
var ErrNoResult = errors.New("no result")

// An Inbox is a folder of results, ID.json each; those in its folder ack have
// been read by whoever asked.
type Inbox string

// A Result is what came of a request to an agent.
type Result struct {
	RequestID string `json:"requestId"`
	// Status is "completed", "failed", or a word for one that goes on.
	Status string `json:"status"`
	// Text is all of it, as it was put.
	Text json.RawMessage `json:"-"`
}

// Failed says that the agent has failed.
func (r Result) Failed() bool { return r.Status == "failed" || r.Status == "error" }

// Final says that nothing more comes of the request.
func (r Result) Final() bool {
	switch r.Status {
	case "pending", "queued", "requested", "running", "started":
		return false
	}
	return true
}

const badID = `"requestId": want 1 to 128 letters, digits, "-", "_" and ".", beginning with a letter or digit`

var safeID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$`)

// safe says whether an id may be a file's name.
func safe(id string) bool { return safeID.MatchString(id) }

// parse reads a result.
func parse(text json.RawMessage) (Result, error) {
	r := Result{Text: text}
	if err := json.Unmarshal(text, &r); err != nil {
		return Result{}, fmt.Errorf("want an object with requestId and status: %w", err)
	}
	if !safe(r.RequestID) {
		return Result{}, errors.New(badID)
	}
	return r, nil
}

// Get reads the result of a request, or gives ErrNoResult.
func (i Inbox) Get(id string) (Result, error) {
	if !safe(id) {
		return Result{}, errors.New(badID)
	}
	for _, folder := range []string{string(i), filepath.Join(string(i), "ack")} {
		text, err := os.ReadFile(filepath.Join(folder, id+".json"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return Result{}, err
		}
		r, err := parse(text)
		if err != nil {
			return Result{}, fmt.Errorf("%s: %w", filepath.Join(folder, id+".json"), err)
		}
		return r, nil
	}
	return Result{}, ErrNoResult
}

// Put keeps a result. Whoever reads sees the old one or the new one, whole.
func (i Inbox) Put(r Result) error {
	if err := os.MkdirAll(string(i), 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(string(i), "."+r.RequestID+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(r.Text)
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), filepath.Join(string(i), r.RequestID+".json"))
}
