package image

import (
	"fmt"
	"path"
	"strconv"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Where things are in the image.
const (
	// appDir is the working directory: a project's root, as `host run` sees it.
	appDir = "app"
	// binaryPath is the host.
	binaryPath = "app/host"
	// buildDir is where `host run` looks for the build.
	buildDir = "app/.host/build"
	// settingsPath is the project's host.json.
	settingsPath = "app/host.json"
	// nonRoot is the user and the group that everything runs as.
	nonRoot = 65532
)

// path that programs are looked for in.
const searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/app"

// buildVariant makes the image of one platform.
func buildVariant(o Options, platform Platform, binary *Binary, scripts *scripts) (v1.Image, Variant, error) {
	img := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	var below *contents // what the base already has
	var env []string
	if base := o.Base[platform]; base != nil {
		var err error
		if below, env, err = checkBase(base, platform); err != nil {
			return nil, Variant{}, fmt.Errorf("the base %s: %w", o.BaseName, err)
		}
		img = base
	} else if o.Base != nil {
		return nil, Variant{}, fmt.Errorf("the base %s has no image for %s", o.BaseName, platform)
	}
	if err := checkPrograms(scripts, o, below); err != nil {
		return nil, Variant{}, err
	}
	baseLayer, err := layer(baseFiles(below))
	if err != nil {
		return nil, Variant{}, err
	}
	hostLayer, err := keptLayer([]file{
		{name: appDir, mode: 0o755, dir: true},
		{name: binaryPath, mode: 0o755, from: binary.Path},
	}, o.Cache, "host-"+platform.Arch())
	if err != nil {
		return nil, Variant{}, fmt.Errorf("the layer of %s: %w", binary.Path, err)
	}
	scriptLayer, err := layer(scripts.files)
	if err != nil {
		return nil, Variant{}, fmt.Errorf("the layer of %s: %w", o.Build, err)
	}
	created := v1.Time{Time: o.Source.Time}
	named := []struct {
		name, how string
		layer     v1.Layer
	}{
		{"base", "host deploy: certificates, user, folder for temporary files", baseLayer},
		{"host", "host deploy: host " + o.Source.Version, hostLayer},
		{"scripts", "host deploy: scripts", scriptLayer},
	}
	v := Variant{Platform: platform}
	if v.Layers, err = baseLayers(o.Base[platform]); err != nil {
		return nil, Variant{}, err
	}
	for _, n := range named {
		img, err = mutate.Append(img, mutate.Addendum{
			Layer: n.layer, MediaType: types.OCILayer,
			History: v1.History{Created: created, CreatedBy: n.how, Author: "host"},
		})
		if err != nil {
			return nil, Variant{}, err
		}
		l, err := describe(n.name, n.layer)
		if err != nil {
			return nil, Variant{}, err
		}
		v.Layers = append(v.Layers, l)
	}
	if img, err = configure(img, o, platform, env, scripts); err != nil {
		return nil, Variant{}, err
	}
	img = mutate.Annotations(img, o.annotations()).(v1.Image)
	return img, v, v.measure(img)
}

// configure sets how the image runs and what is known about it.
func configure(img v1.Image, o Options, platform Platform, env []string, scripts *scripts) (v1.Image, error) {
	before, err := img.ConfigFile()
	if err != nil {
		return nil, err
	}
	user := strconv.Itoa(nonRoot)
	cfg := &v1.ConfigFile{
		OS: "linux", Architecture: platform.Arch(), Variant: platform.oci().Variant,
		Created: v1.Time{Time: o.Source.Time}, RootFS: before.RootFS, History: before.History,
	}
	cfg.Config = v1.Config{
		User:       user + ":" + user,
		WorkingDir: "/" + appDir,
		Entrypoint: []string{"/" + binaryPath},
		Cmd:        []string{"run"},
		Env: append(without(env, "PATH", "HOME", "SSL_CERT_FILE", "WORKER_ROLE", "HOST_REVISION", "HOST_STATE_DIR", "HOST_INFER_STATE"),
			"PATH="+searchPath, "HOME=/tmp", "SSL_CERT_FILE=/"+certificates,
			"WORKER_ROLE="+o.Role, "HOST_REVISION="+o.revision(),
			// The only folder that a worker may write in, unless a volume is mounted.
			"HOST_STATE_DIR=/tmp/host/state", "HOST_INFER_STATE=/tmp/host/infer"),
		ExposedPorts: map[string]struct{}{"3111/tcp": {}},
		StopSignal:   "SIGTERM",
		Labels:       o.labels(scripts),
	}
	return mutate.ConfigFile(img, cfg)
}

// revision is the commit, marked when the folder differs from it.
func (o Options) revision() string {
	if o.Source.Dirty {
		return o.Source.Revision + "-dirty"
	}
	return o.Source.Revision
}

// annotations are on the index and on each image. Registries show them.
func (o Options) annotations() map[string]string {
	a := map[string]string{
		"org.opencontainers.image.title":       "host",
		"org.opencontainers.image.description": "Durable functions in TypeScript, served by host " + o.Source.Version,
		"org.opencontainers.image.created":     o.Source.Time.Format(time.RFC3339),
	}
	for key, value := range map[string]string{
		"org.opencontainers.image.source":      o.Source.URL,
		"org.opencontainers.image.revision":    o.revision(),
		"org.opencontainers.image.version":     o.Source.Version,
		"org.opencontainers.image.base.name":   o.BaseName,
		"org.opencontainers.image.base.digest": o.BaseDigest,
	} {
		if value != "" {
			a[key] = value
		}
	}
	return a
}

// labels are the annotations, and what a deploy compares.
func (o Options) labels(s *scripts) map[string]string {
	l := o.annotations()
	l[LabelRole] = o.Role
	l[LabelFunctions] = s.digest
	l[LabelDirty] = strconv.FormatBool(o.Source.Dirty)
	return l
}

// Labels of our own.
const (
	// LabelRole is the role that the image serves unless told otherwise.
	LabelRole = "dev.host.role"
	// LabelFunctions is the hex SHA-256 of what the role's functions are
	// registered as: two images with the same one need no new registration.
	LabelFunctions = "dev.host.functions.sha256"
	// LabelDirty says that the image holds changes that are in no commit.
	LabelDirty = "dev.host.dirty"
)

// measure fills in the digest and the size.
func (v *Variant) measure(img v1.Image) error {
	digest, err := img.Digest()
	if err != nil {
		return err
	}
	v.Digest = digest.String()
	manifest, err := img.Manifest()
	if err != nil {
		return err
	}
	own, err := img.Size()
	if err != nil {
		return err
	}
	v.Size = own + manifest.Config.Size
	for _, l := range manifest.Layers {
		v.Size += l.Size
	}
	return nil
}

func describe(name string, l v1.Layer) (Layer, error) {
	digest, err := l.Digest()
	if err != nil {
		return Layer{}, err
	}
	size, err := l.Size()
	return Layer{Name: name, Digest: digest.String(), Size: size}, err
}

// baseLayers tells of the layers of a base that was given.
func baseLayers(base v1.Image) ([]Layer, error) {
	if base == nil {
		return nil, nil
	}
	layers, err := base.Layers()
	if err != nil {
		return nil, err
	}
	var all []Layer
	for i, l := range layers {
		d, err := describe(path.Join("base", strconv.Itoa(i+1)), l)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}
