package registry

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// DockerConfig is the content of a Secret of the type
// kubernetes.io/dockerconfigjson with which a cluster pulls from the
// repository. The credential is one that the registry has accepted for
// reading. The result is a secret: it goes to the cluster through a pipe, and
// nowhere else.
func (c *Client) DockerConfig(ctx context.Context) ([]byte, error) {
	var config []byte
	err := c.as(ctx, "read "+c.repo.Name(), func(auth authn.Authenticator) error {
		t, err := transport.NewWithContext(ctx, c.repo.Registry, auth, c.guard, []string{c.repo.Scope(transport.PullScope)})
		if err != nil {
			return err
		}
		// A registry that takes passwords, and gives no tokens for them, has
		// not been asked yet.
		if err := ask(ctx, &http.Client{Transport: t, CheckRedirect: noRedirect}, c.repo.Registry); err != nil {
			return err
		}
		cfg, err := authn.Authorization(ctx, auth)
		if err != nil {
			return err
		}
		if cfg.Password == "" {
			return fmt.Errorf("there is no credential to make a pull secret of")
		}
		type login struct {
			Username string `json:"username"`
			Password string `json:"password"`
			Auth     string `json:"auth"`
		}
		config, err = json.Marshal(map[string]map[string]login{"auths": {c.Host(): {
			cfg.Username, cfg.Password, base64.StdEncoding.EncodeToString([]byte(cfg.Username + ":" + cfg.Password)),
		}}})
		return err
	})
	return config, err
}

// ask makes a registry look at the credential: it must let the client in.
func ask(ctx context.Context, client *http.Client, registry name.Registry) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s://%s/v2/", registry.Scheme(), registry.RegistryStr()), nil)
	if err != nil {
		return err
	}
	res, err := client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	return transport.CheckError(res, http.StatusOK)
}

// Base pulls the image to build on, which is named by its digest. It may be in
// another registry: then no credential is used.
func (c *Client) Base(ctx context.Context, ref, platform string) (v1.Image, error) {
	d, err := name.NewDigest(ref, name.StrictValidation)
	if err != nil {
		return nil, fmt.Errorf("base %q: name it by its digest, like gcr.io/distroless/cc@sha256:...: %w", ref, err)
	}
	want, err := v1.ParsePlatform(platform)
	if err != nil {
		return nil, err
	}
	if d.RegistryStr() == c.Host() {
		var img v1.Image
		err := c.as(ctx, "read "+ref, func(auth authn.Authenticator) error {
			img, err = remote.Image(d, append(c.options(ctx, auth), remote.WithPlatform(*want))...)
			return err
		})
		return img, err
	}
	img, err := remote.Image(d, remote.WithContext(ctx), remote.WithTransport(c.guard.next), remote.WithPlatform(*want))
	if err != nil {
		return nil, c.classify("read "+ref, err)
	}
	return img, nil
}
