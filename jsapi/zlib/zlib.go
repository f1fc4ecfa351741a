// Package zlib lends scripts compression: gzip, deflate, raw deflate,
// Brotli and Zstandard. "node:zlib" and what Bun has of it are made of it.
package zlib

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	stdzlib "compress/zlib"
	"errors"
	"io"
	"maps"
	"strconv"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"systembus/jsapi"
)

// MaxOutput bounds what is unpacked: a small input may hold a huge output.
const MaxOutput = 512 << 20

// Module lends "host:internal/zlib".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/zlib", Open: func(vm *jsapi.VM) jsapi.Exports {
		exports := streams(vm)
		maps.Copy(exports, jsapi.Exports{
			"pack": vm.Async("zlib", pack), "packSync": vm.Sync("zlib", pack),
			"unpack": vm.Async("zlib", unpack), "unpackSync": vm.Sync("zlib", unpack),
		})
		return exports
	}}
}

// pack compresses. format is "gzip", "deflate", "raw", "brotli" or "zstd".
func pack(format string, data []byte, level int) ([]byte, error) {
	var out bytes.Buffer
	var w io.WriteCloser
	var err error
	switch format {
	case "gzip":
		w, err = gzip.NewWriterLevel(&out, level)
	case "deflate":
		w, err = stdzlib.NewWriterLevel(&out, level)
	case "raw":
		w, err = flate.NewWriter(&out, level)
	case "zstd":
		w, err = zstd.NewWriter(&out, zstd.WithEncoderLevel(zstd.EncoderLevelFromZstd(level)), zstd.WithEncoderConcurrency(1))
	default:
		if level < 0 || level > 11 {
			level = 11
		}
		w = brotli.NewWriterLevel(&out, level)
	}
	if err != nil {
		return nil, &jsapi.Error{Name: "RangeError", Code: "ERR_OUT_OF_RANGE", Message: `The value of "options.level" is out of range. It must be >= -1 and <= 9.`}
	}
	_, err = w.Write(data)
	err = errors.Join(err, w.Close())
	return out.Bytes(), err
}

// unpack undoes pack; format may also be "auto" for gzip or deflate.
func unpack(format string, data []byte, limit int) ([]byte, error) {
	if limit <= 0 || limit > MaxOutput {
		limit = MaxOutput
	}
	in := bytes.NewReader(data)
	if format == "auto" {
		format = "deflate"
		if len(data) > 1 && data[0] == 0x1f && data[1] == 0x8b {
			format = "gzip"
		}
	}
	var r io.Reader
	var err error
	switch format {
	case "gzip":
		if len(data) > 1 && (data[0] != 0x1f || data[1] != 0x8b) {
			return nil, failure(format, gzip.ErrHeader)
		}
		r, err = gzip.NewReader(in)
	case "deflate":
		r, err = stdzlib.NewReader(in)
	case "raw":
		r = flate.NewReader(in)
	case "zstd":
		var d *zstd.Decoder
		if d, err = zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(limit))); err == nil {
			defer d.Close()
			r = d
		}
	default:
		r = brotli.NewReader(in)
	}
	if err != nil {
		return nil, failure(format, err)
	}
	out, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, failure(format, err)
	}
	if len(out) > limit {
		return nil, &jsapi.Error{Name: "RangeError", Code: "ERR_BUFFER_TOO_LARGE", Message: "Cannot create a Buffer larger than " + size(limit) + " bytes"}
	}
	return out, nil
}

// failure is err in zlib's words.
func failure(format string, err error) error {
	e := &jsapi.Error{Message: "incorrect header check", Code: "Z_DATA_ERROR", Props: map[string]any{"errno": -3}}
	var corrupt flate.CorruptInputError
	switch {
	case format == "zstd":
		e.Message, e.Code = "Decompression failed: "+err.Error(), "ERR_ZSTD"
	case format == "brotli":
		e.Message, e.Code = "Decompression failed", "ERR__ERROR_FORMAT_PADDING_1"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		e.Message, e.Code, e.Props["errno"] = "unexpected end of file", "Z_BUF_ERROR", -5
	case errors.As(err, &corrupt):
		e.Message = "invalid stored block lengths"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, stdzlib.ErrChecksum):
		e.Message = "incorrect data check"
	}
	return e
}

func size(n int) string { return strconv.Itoa(n) }
