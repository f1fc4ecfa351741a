package image

import (
	"archive/tar"
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// A file is an entry of a layer: a folder, bytes, or a file of this machine.
type file struct {
	name  string // slashes, relative to the root of the image
	mode  int64
	dir   bool
	bytes []byte
	from  string
}

// open gives the file's contents and their length.
func (f file) open() (io.ReadCloser, int64, error) {
	if f.from == "" {
		return io.NopCloser(bytes.NewReader(f.bytes)), int64(len(f.bytes)), nil
	}
	r, err := os.Open(f.from)
	if err != nil {
		return nil, 0, err
	}
	info, err := r.Stat()
	if err != nil {
		_ = r.Close() // the first error is the one to tell
		return nil, 0, err
	}
	return r, info.Size(), nil
}

// fileTime is the time of every file in every layer: a layer is the same as
// long as what is in it is, whichever commit it comes from.
var fileTime = time.Unix(0, 0).UTC()

// layer packs files. The same files make the same layer. They are read once,
// here.
func layer(files []file) (v1.Layer, error) {
	packed, err := pack(files)
	if err != nil {
		return nil, err
	}
	return compress(packed)
}

// keptLayer is layer, with what compressing came to kept in dir: most deploys
// bring the same program again, and compressing it takes longer than all else
// that is done for an image. What is kept counts for the same files and the same
// compressor alone, so that the layer is the same with it as without. With no
// dir, nothing is kept.
func keptLayer(files []file, dir, name string) (v1.Layer, error) {
	packed, err := pack(files)
	if err != nil {
		return nil, err
	}
	if dir == "" {
		return compress(packed)
	}
	at := filepath.Join(dir, name+"-"+runtime.Version()+".tar.gz")
	if kept, err := os.ReadFile(at); err == nil {
		// A file that is torn, or of another program, is written anew.
		if l, err := compress(kept); err == nil && isOf(l, packed) {
			return l, nil
		}
	}
	l, err := compress(packed)
	if err != nil {
		return nil, err
	}
	return l, keep(l, at)
}

// isOf says that a layer holds this archive.
func isOf(l v1.Layer, packed []byte) bool {
	id, err := l.DiffID()
	sum := sha256.Sum256(packed)
	return err == nil && id.Hex == hex.EncodeToString(sum[:])
}

// keep writes a layer to a file, as it is compressed.
func keep(l v1.Layer, at string) error {
	r, err := l.Compressed()
	if err != nil {
		return err
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	return os.WriteFile(at, text, 0o644)
}

// compress makes a layer of an archive, which it leaves as it is when it is
// compressed already.
func compress(text []byte) (v1.Layer, error) {
	return tarball.LayerFromOpener(
		func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil },
		tarball.WithMediaType(types.OCILayer), tarball.WithCompressionLevel(gzip.DefaultCompression), tarball.WithCompressedCaching)
}

// pack makes an archive of files, sorted and owned by root.
func pack(files []file) ([]byte, error) {
	sorted := slices.Clone(files)
	slices.SortFunc(sorted, func(a, b file) int { return cmp.Compare(a.name, b.name) })
	var packed bytes.Buffer
	t := tar.NewWriter(&packed)
	for _, f := range sorted {
		header := &tar.Header{Name: path.Clean(f.name), Mode: f.mode, ModTime: fileTime, Format: tar.FormatPAX, Typeflag: tar.TypeReg}
		if f.dir {
			header.Typeflag, header.Name = tar.TypeDir, header.Name+"/"
			if err := t.WriteHeader(header); err != nil {
				return nil, err
			}
			continue
		}
		if err := packFile(t, header, f); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return packed.Bytes(), t.Close()
}

func packFile(t *tar.Writer, header *tar.Header, f file) error {
	r, size, err := f.open()
	if err != nil {
		return err
	}
	defer r.Close()
	header.Size = size
	if err := t.WriteHeader(header); err != nil {
		return err
	}
	_, err = io.Copy(t, r)
	return err
}
