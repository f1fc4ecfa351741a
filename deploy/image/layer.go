package image

import (
	"archive/tar"
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path"
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

// layer packs files, sorted and owned by root. The same files make the same
// layer. They are read once, here.
func layer(files []file) (v1.Layer, error) {
	sorted := slices.Clone(files)
	slices.SortFunc(sorted, func(a, b file) int { return cmp.Compare(a.name, b.name) })
	var packed bytes.Buffer
	if err := pack(&packed, sorted); err != nil {
		return nil, err
	}
	return tarball.LayerFromOpener(
		func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(packed.Bytes())), nil },
		tarball.WithMediaType(types.OCILayer), tarball.WithCompressionLevel(gzip.DefaultCompression), tarball.WithCompressedCaching)
}

func pack(w io.Writer, files []file) error {
	t := tar.NewWriter(w)
	for _, f := range files {
		header := &tar.Header{Name: path.Clean(f.name), Mode: f.mode, ModTime: fileTime, Format: tar.FormatPAX, Typeflag: tar.TypeReg}
		if f.dir {
			header.Typeflag, header.Name = tar.TypeDir, header.Name+"/"
			if err := t.WriteHeader(header); err != nil {
				return err
			}
			continue
		}
		if err := packFile(t, header, f); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return t.Close()
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
