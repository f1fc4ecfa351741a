package main

import (
	"archive/tar"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// pull fetches the pod's image and unpacks it below the pod's root. It gives
// the image's id, which names the digest of its manifest.
func (p *pod) pull(ctx context.Context) (string, error) {
	ref, err := name.ParseReference(p.container().Image)
	if err != nil {
		return "", err
	}
	img, err := remote.Image(ref, remote.WithContext(ctx), remote.WithAuthFromKeychain(p.credentials(ctx)),
		remote.WithPlatform(v1.Platform{OS: "linux", Architecture: p.node.arch}))
	if err != nil {
		return "", err
	}
	if p.image, err = img.ConfigFile(); err != nil {
		return "", err
	}
	digest, err := img.Digest()
	if err != nil {
		return "", err
	}
	files := mutate.Extract(img)
	defer files.Close()
	if err := unpack(files, p.root); err != nil {
		return "", err
	}
	if p.node.emulator == "" {
		return ref.Context().Digest(digest.String()).Name(), nil
	}
	program, err := os.ReadFile(p.node.emulator)
	if err == nil {
		err = os.WriteFile(filepath.Join(p.root, emulator), program, 0o755)
	}
	return ref.Context().Digest(digest.String()).Name(), err
}

func unpack(files io.Reader, root string) error {
	for tr := tar.NewReader(files); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		path := filepath.Join(root, filepath.Clean("/"+h.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		switch h.Typeflag {
		case tar.TypeDir:
			if err = os.MkdirAll(path, 0o755); err == nil {
				err = os.Chmod(path, h.FileInfo().Mode())
			}
		case tar.TypeSymlink:
			err = os.Symlink(h.Linkname, path)
		case tar.TypeReg:
			err = unpackFile(tr, path, h)
		}
		if err != nil {
			return err
		}
	}
}

func unpackFile(from io.Reader, path string, h *tar.Header) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, h.FileInfo().Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}

// credentials are those of the pod's pull secrets.
func (p *pod) credentials(ctx context.Context) authn.Keychain {
	var all []authn.Keychain
	for _, ref := range p.object.Spec.ImagePullSecrets {
		secret, err := p.node.client.CoreV1().Secrets(p.object.Namespace).Get(ctx, ref.Name, metav1.GetOptions{})
		if err != nil {
			continue // as a kubelet does: the pull shows what comes of it
		}
		var config struct {
			Auths map[string]authn.AuthConfig `json:"auths"`
		}
		if json.Unmarshal(secret.Data[corev1.DockerConfigJsonKey], &config) == nil {
			all = append(all, hosts(config.Auths))
		}
	}
	return authn.NewMultiKeychain(all...)
}

// hosts are credentials by registry.
type hosts map[string]authn.AuthConfig

// Resolve implements authn.Keychain.
func (h hosts) Resolve(r authn.Resource) (authn.Authenticator, error) {
	if a, ok := h[r.RegistryStr()]; ok {
		return authn.FromConfig(a), nil
	}
	return authn.Anonymous, nil
}
