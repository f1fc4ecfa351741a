//go:build !worker

package main

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"systembus/deploy/image"
)

// What Kubernetes takes for a name that is part of a DNS name (RFC 1123), and
// registries for a tag (OCI distribution specification, "Pulling manifests").
var (
	dnsLabel = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`)
	imageTag = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$`)
)

// valid makes sure that the settings can be what they are for, and gives the
// platforms their full names, each once.
func (f *deployFlags) valid() error {
	var wrong []error
	var platforms []string
	for _, name := range f.Platforms {
		var p image.Platform
		if err := p.UnmarshalText([]byte(name)); err != nil {
			wrong = append(wrong, fmt.Errorf("--platform: %w", err))
		} else if !slices.Contains(platforms, string(p)) {
			platforms = append(platforms, string(p))
		}
	}
	f.Platforms = platforms
	for _, name := range []struct{ flag, value string }{{"--name", f.Name}, {"--namespace", f.Namespace}} {
		if name.value != "" && !dnsLabel.MatchString(name.value) {
			wrong = append(wrong, fmt.Errorf("%s: %q is no name in Kubernetes: lower-case letters, digits and \"-\", 63 at most, such as system-bus-worker", name.flag, name.value))
		}
	}
	for _, address := range []struct{ flag, value string }{{"--worker-inngest-url", f.WorkerInngest}, {"--worker-origin", f.WorkerOrigin}} {
		u, err := url.Parse(address.value)
		if address.value != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
			wrong = append(wrong, fmt.Errorf("%s: %q is no URL such as http://inngest:8288", address.flag, address.value))
		}
	}
	if f.Timeout <= 0 {
		wrong = append(wrong, fmt.Errorf("--timeout: %s is no time for a rollout: say how long it may take, such as 180s", f.Timeout))
	}
	if err := errors.Join(wrong...); err != nil {
		return errors.New(strings.ReplaceAll(err.Error(), "\n", "\n  "))
	}
	return nil
}

// checkTag makes sure that an image can have the tag; none is the commit's.
func checkTag(tag string) error {
	if tag == "" || imageTag.MatchString(tag) {
		return nil
	}
	return fmt.Errorf("--tag: %q is no tag of an image: letters, digits, \".\", \"_\" and \"-\", 128 at most, of which the first is no \".\" or \"-\"", tag)
}
