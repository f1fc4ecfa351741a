package image_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"systembus/deploy/image"
)

// What is kept of a binary changes nothing of the image, and counts for as long
// as it holds that binary.
func TestCache(t *testing.T) {
	o := options(t, project(t, "1", nil))
	want := build(t, o).Digest
	o.Cache = filepath.Join(t.TempDir(), "cache")
	for _, when := range []string{"with nothing kept", "with the layer kept"} {
		if got := build(t, o).Digest; got != want {
			t.Errorf("%s: %s, want %s", when, got, want)
		}
	}
	kept, err := filepath.Glob(filepath.Join(o.Cache, "host-arm64-*.tar.gz"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept: %v, %v", kept, err)
	}
	whole, err := os.ReadFile(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	write := func(text []byte) {
		t.Helper()
		if err := os.WriteFile(kept[0], text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// The same archive, compressed otherwise, shows that it is what is used.
	write(recompress(t, whole))
	if got := build(t, o).Digest; got == want {
		t.Error("what is kept was not used")
	}
	for name, text := range map[string][]byte{"torn": whole[:len(whole)/2], "empty": {}, "of something else": recompress(t, gzipped(t, []byte("else")))} {
		write(text)
		if got := build(t, o).Digest; got != want {
			t.Errorf("a file that is %s: %s, want %s", name, got, want)
		}
		if now, err := os.ReadFile(kept[0]); err != nil || !bytes.Equal(now, whole) {
			t.Errorf("a file that is %s was not written anew: %v", name, err)
		}
	}

	other := o
	other.Binaries = map[image.Platform]string{image.AMD64: standIn(t, image.AMD64)}
	build(t, other)
	if got := build(t, o).Digest; got != want {
		t.Errorf("after another platform's: %s, want %s", got, want)
	}
}

func recompress(t *testing.T, text []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return gzipped(t, plain)
}

// gzipped is a text compressed as fast as can be.
func gzipped(t *testing.T, plain []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
