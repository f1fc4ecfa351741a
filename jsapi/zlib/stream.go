package zlib

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	stdzlib "compress/zlib"
	"errors"
	"io"
	"iter"
	"runtime"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/dop251/goja"

	"systembus/jsapi"
)

// piece is how many bytes a stream gives at a time.
const piece = 64 << 10

// A compressor is what all formats' writers are.
type compressor interface {
	io.WriteCloser
	Flush() error
}

// A packer compresses what it is given, piece by piece.
type packer struct {
	mu  sync.Mutex
	out bytes.Buffer
	w   compressor
}

func newPacker(format string, level int) (*packer, error) {
	p := &packer{}
	var err error
	switch format {
	case "gzip":
		p.w, err = gzip.NewWriterLevel(&p.out, level)
	case "deflate":
		p.w, err = stdzlib.NewWriterLevel(&p.out, level)
	case "raw":
		p.w, err = flate.NewWriter(&p.out, level)
	default:
		if level < 0 || level > 11 {
			level = 11
		}
		p.w = brotli.NewWriterLevel(&p.out, level)
	}
	if err != nil {
		return nil, &jsapi.Error{Name: "RangeError", Code: "ERR_OUT_OF_RANGE", Message: `The value of "options.level" is out of range. It must be >= -1 and <= 9.`}
	}
	return p, nil
}

// step does something with the writer and gives the output so far.
func (p *packer) step(do func() error) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	err := do()
	out := bytes.Clone(p.out.Bytes())
	p.out.Reset()
	return out, err
}

// An unpacker undoes what a packer does. Its reader runs as far as the input
// reaches, and waits there for more.
type unpacker struct {
	mu    sync.Mutex
	input []byte // not read yet
	ended bool   // no more input comes
	next  func() (out []byte, ok bool)
	stop  func()
	more  func(out []byte) bool // gives output, or nil for want of input
	over  bool                  // the compressed data has ended
	err   error
	// stopped is set when nobody wants more: more must not be called again.
	stopped bool
}

var errStopped = errors.New("the stream was closed")

func newUnpacker(format string, single bool) *unpacker {
	u := &unpacker{}
	u.next, u.stop = iter.Pull(func(yield func([]byte) bool) {
		u.more = yield
		u.err = u.run(format, single)
		u.over = true
	})
	return u
}

// run reads until the data ends.
func (u *unpacker) run(format string, single bool) error {
	if format == "auto" {
		head, err := u.peek()
		if err != nil {
			return failure(format, err)
		}
		format = "deflate"
		if head == 0x1f {
			format = "gzip"
		}
	}
	r, err := u.reader(format, single)
	for err == nil {
		out := make([]byte, piece)
		var n int
		n, err = r.Read(out)
		if n > 0 && !u.more(out[:n]) {
			return errStopped
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	if errors.Is(err, errStopped) {
		return err
	}
	return failure(format, err)
}

func (u *unpacker) reader(format string, single bool) (io.Reader, error) {
	switch format {
	case "gzip":
		r, err := gzip.NewReader(u)
		if err != nil {
			return nil, truncated(err)
		}
		r.Multistream(!single)
		return r, nil
	case "deflate":
		r, err := stdzlib.NewReader(u)
		return r, truncated(err)
	case "raw":
		return flate.NewReader(u), nil
	}
	return brotli.NewReader(u), nil
}

// truncated is err, where the end of the input within a header is one too
// early.
func truncated(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// wait waits until there is input: nil, io.EOF at its end.
func (u *unpacker) wait() error {
	for len(u.input) == 0 {
		if u.ended {
			return io.EOF
		}
		if u.stopped || !u.more(nil) {
			u.stopped = true
			return errStopped
		}
	}
	return nil
}

// peek is the first byte of the input, which stays.
func (u *unpacker) peek() (byte, error) {
	if err := u.wait(); err != nil {
		return 0, truncated(err)
	}
	return u.input[0], nil
}

// Read implements io.Reader for the format's reader.
func (u *unpacker) Read(p []byte) (int, error) {
	if err := u.wait(); err != nil {
		return 0, err
	}
	n := copy(p, u.input)
	u.input = u.input[n:]
	return n, nil
}

// ReadByte implements io.ByteReader, so that nothing beyond the end of the
// data is read.
func (u *unpacker) ReadByte() (byte, error) {
	if err := u.wait(); err != nil {
		return 0, err
	}
	b := u.input[0]
	u.input = u.input[1:]
	return b, nil
}

// push gives input; none means that no more comes.
func (u *unpacker) push(input []byte) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(input) == 0 {
		u.ended = true
		return
	}
	u.input = append(u.input, input...)
}

// pull gives a piece of output: none when the input is used up.
func (u *unpacker) pull() ([]byte, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.over {
		return nil, u.err
	}
	out, ok := u.next()
	if !ok {
		return nil, u.err
	}
	return out, nil
}

// rest says whether input came after the end of the data.
func (u *unpacker) rest() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.over && len(u.input) > 0
}

// done says whether the data has ended.
func (u *unpacker) done() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.over
}

func (u *unpacker) close() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.stop()
	if u.err == nil && !u.over {
		u.err = errStopped
	}
	u.over = true
}

// A handle is what JavaScript holds of an unpacker: when it is garbage, the
// unpacker's reader ends.
type handle struct{ u *unpacker }

// streams are the functions that make streams.
func streams(vm *jsapi.VM) jsapi.Exports {
	return jsapi.Exports{
		"packer": func(c goja.FunctionCall) goja.Value {
			p, err := newPacker(c.Argument(0).String(), int(c.Argument(1).ToInteger()))
			if err != nil {
				vm.Throw(err)
			}
			write := func(data []byte) ([]byte, error) {
				return p.step(func() error { _, err := p.w.Write(data); return err })
			}
			flush := func() ([]byte, error) { return p.step(p.w.Flush) }
			end := func() ([]byte, error) { return p.step(p.w.Close) }
			return vm.Value(jsapi.Exports{
				"write": vm.Async("zlib.write", write), "writeSync": vm.Sync("zlib.write", write),
				"flush": vm.Async("zlib.flush", flush), "flushSync": vm.Sync("zlib.flush", flush),
				"end": vm.Async("zlib.end", end), "endSync": vm.Sync("zlib.end", end),
			})
		},
		"unpacker": func(c goja.FunctionCall) goja.Value {
			h := &handle{newUnpacker(c.Argument(0).String(), c.Argument(1).ToBoolean())}
			runtime.AddCleanup(h, func(u *unpacker) { u.close() }, h.u)
			return vm.Value(jsapi.Exports{
				"push":     vm.Sync("zlib.push", func(data []byte) { h.u.push(data) }),
				"pull":     vm.Async("zlib.pull", func() ([]byte, error) { return h.u.pull() }),
				"pullSync": vm.Sync("zlib.pull", func() ([]byte, error) { return h.u.pull() }),
				"rest":     vm.Sync("zlib.rest", func() bool { return h.u.rest() }),
				"done":     vm.Sync("zlib.done", func() bool { return h.u.done() }),
				"close":    vm.Sync("zlib.close", func() { h.u.close() }),
			})
		},
	}
}
