package infer

import (
	"bytes"
	"io"
	"os"
)

// maxLine bounds one line of output that is kept to be read; a longer one is
// dropped, and counts as no event.
const maxLine = 64 << 20

// tail reads the lines of a file that another process writes.
type tail struct {
	file    *os.File
	limit   int64
	line    func([]byte)
	at      int64
	partial []byte
	long    bool // the line being read is too long
}

// poll reads what there is, and reports whether it is more than the limit.
func (t *tail) poll(buffer []byte) (over bool, err error) {
	for {
		n, err := t.file.ReadAt(buffer, t.at)
		t.at += int64(n)
		t.take(buffer[:n])
		if t.at > t.limit {
			return true, nil
		}
		if err == io.EOF || err == nil && n == 0 {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
}

func (t *tail) take(b []byte) {
	for {
		line, rest, ended := bytes.Cut(b, []byte{'\n'})
		if len(t.partial)+len(line) > maxLine {
			t.long, t.partial = true, nil
		}
		if !t.long {
			t.partial = append(t.partial, line...)
		}
		if !ended {
			return
		}
		t.end()
		b = rest
	}
}

// end takes what was read since the last line for a line.
func (t *tail) end() {
	if t.long || len(bytes.TrimSpace(t.partial)) > 0 {
		t.line(t.partial)
	}
	t.partial, t.long = t.partial[:0], false
	if cap(t.partial) > 1<<20 {
		t.partial = nil
	}
}

// last gives the end of a file, as text.
func last(f *os.File, most int64) string {
	info, err := f.Stat()
	if err != nil {
		return ""
	}
	text := make([]byte, min(most, info.Size()))
	n, _ := f.ReadAt(text, info.Size()-int64(len(text))) // what can be read of it
	return string(bytes.ToValidUTF8(text[:n], nil))
}
