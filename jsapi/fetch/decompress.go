package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// decompress gives the body of a response without its content codings. Codings
// that it does not know leave the body as it is, as in Node.
func decompress(resp *http.Response) (io.ReadCloser, error) {
	var codings []string
	for _, line := range resp.Header.Values("Content-Encoding") {
		for name := range strings.SplitSeq(strings.ToLower(line), ",") {
			codings = append(codings, strings.TrimSpace(name))
		}
	}
	body := resp.Body
	if resp.Request.Method == http.MethodHead {
		return body, nil
	}
	for _, name := range codings {
		if !known[name] {
			return body, nil
		}
	}
	for _, name := range slices.Backward(codings) {
		body = &decoded{closer: body, source: bufio.NewReader(body), coding: name}
	}
	return body, nil
}

var known = map[string]bool{"gzip": true, "x-gzip": true, "deflate": true, "br": true, "zstd": true}

// decoded is a body without one coding. The decoder is made at the first read,
// because making it reads.
type decoded struct {
	closer io.Closer
	source *bufio.Reader
	coding string
	reader io.Reader
	err    error
}

// Read implements io.Reader.
func (d *decoded) Read(b []byte) (int, error) {
	if d.reader == nil && d.err == nil {
		d.open()
	}
	if d.err != nil {
		return 0, d.err
	}
	return d.reader.Read(b)
}

func (d *decoded) open() {
	if _, err := d.source.Peek(1); err != nil {
		d.err = err // an empty body is one in any coding
		return
	}
	switch d.coding {
	case "br":
		d.reader = brotli.NewReader(d.source)
	case "zstd":
		var z *zstd.Decoder
		if z, d.err = zstd.NewReader(d.source, zstd.WithDecoderConcurrency(1)); d.err == nil {
			d.reader = z.IOReadCloser()
		}
	case "deflate":
		// Either of two formats goes by this name; zlib begins with its mark.
		if head, err := d.source.Peek(2); err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			d.reader, d.err = zlib.NewReader(d.source)
		} else {
			d.reader = flate.NewReader(d.source)
		}
	default:
		d.reader, d.err = gzip.NewReader(d.source)
	}
}

// Close implements io.Closer.
func (d *decoded) Close() error { return d.closer.Close() }
