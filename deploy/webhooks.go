package deploy

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"systembus/bundler"
	"systembus/deploy/k8s"
	"systembus/deploy/kube"
	"systembus/host/secrets"
)

// providers is the variable that names the webhooks that are served.
const providers = "HOST_WEBHOOK_PROVIDERS"

// settings is what the project's host.json, which is in the image, says of
// webhooks.
type settings struct {
	WebhookProviders []string      `json:"webhookProviders"`
	Secrets          secrets.Table `json:"secrets"`
}

func readSettings(name string) (settings, error) {
	var s settings
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		return s, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// enabled are the webhooks that are named to be served; none means all.
func (s settings) enabled(set map[string]string) []string {
	if named := set[providers]; named != "" {
		return strings.Split(named, ",")
	}
	return s.WebhookProviders
}

// unknown lists those that are named to be served and that no script takes.
func (s settings) unknown(webhooks []bundler.Script, set map[string]string) []string {
	var all []string
	for _, name := range s.enabled(set) {
		if !slices.ContainsFunc(webhooks, func(script bundler.Script) bool { return script.Route() == name }) {
			all = append(all, name)
		}
	}
	return all
}

// lacking lists, of the webhooks that the worker serves, those of which none of
// the variables is set that could hold the secret: a worker never gets ready
// with one. Each is "front: A or B". set are the worker's variables, with the
// values that are known.
func (s settings) lacking(webhooks []bundler.Script, set map[string]string) []string {
	enabled := s.enabled(set)
	there := func(name string) bool {
		_, ok := set[name]
		// One that comes from elsewhere, such as a file, is the worker's business.
		return ok || slices.ContainsFunc(slices.Collect(maps.Values(s.Secrets)), func(d secrets.Secret) bool { return d.Env == name && len(d.From) > 0 })
	}
	var all []string
	for _, script := range webhooks {
		if len(enabled) > 0 && !slices.Contains(enabled, script.Route()) {
			continue
		}
		// A scheme takes any of its secrets; a script's own check needs all.
		var groups [][]string
		if script.Webhook.Verify != nil {
			groups = append(groups, script.Webhook.Verify.Secrets)
		} else {
			for _, name := range script.Webhook.Secrets {
				groups = append(groups, []string{name})
			}
		}
		for _, names := range groups {
			if !slices.ContainsFunc(names, there) {
				all = append(all, script.Route()+": "+strings.Join(names, " or "))
			}
		}
	}
	return all
}

// variables are those of the worker's container, with the values that the
// objects and the Secrets hold. known is false when some come from elsewhere,
// such as a ConfigMap.
func variables(objects []kube.Object, held map[string]*kube.Secret) (set map[string]string, known bool) {
	set, known = map[string]string{}, true
	for _, object := range objects {
		if object["kind"] != "Deployment" {
			continue
		}
		for _, container := range containers(object) {
			if container["name"] != k8s.Container {
				continue
			}
			for _, from := range list(container["envFrom"]) {
				ref, _ := from["secretRef"].(map[string]any)
				name, _ := ref["name"].(string)
				secret := held[name]
				if secret == nil || from["prefix"] != nil {
					known = false
					continue
				}
				for key, value := range secret.Data {
					set[key] = string(value)
				}
			}
			for _, variable := range list(container["env"]) {
				name, _ := variable["name"].(string)
				set[name], _ = variable["value"].(string)
			}
		}
	}
	return set, known
}

// containers are those of a Deployment's pods.
func containers(deployment kube.Object) []map[string]any {
	at := map[string]any(deployment)
	for _, key := range []string{"spec", "template", "spec"} {
		at, _ = at[key].(map[string]any)
	}
	return list(at["containers"])
}

// list is a list of objects as JSON has it.
func list(value any) []map[string]any {
	items, _ := value.([]any)
	var all []map[string]any
	for _, item := range items {
		if object, ok := item.(map[string]any); ok {
			all = append(all, object)
		}
	}
	return all
}

// checkWebhooks makes sure that the worker has a script for each webhook that
// is named, and a secret for each that it serves: without one it would never
// get ready.
func (d *Deploy) checkWebhooks(objects []kube.Object, held map[string]*kube.Secret) error {
	set, known := variables(objects, held)
	if !known {
		return nil
	}
	s, err := readSettings(d.bundle.Settings)
	if err != nil {
		return err
	}
	if unknown := s.unknown(d.bundle.Webhooks, set); len(unknown) > 0 {
		return problem("Add the script, with the role cluster, or take the name out of \"webhookProviders\" in host.json or of "+providers+".",
			"a worker is not ready without the webhooks that it is told to serve, and no script of the cluster in scripts/webhooks is %s", strings.Join(unknown, ", "))
	}
	if lacking := s.lacking(d.bundle.Webhooks, set); len(lacking) > 0 {
		return problem("Set them with `host deploy secrets NAME ...`, or say which webhooks are served, with \"webhookProviders\" in host.json.",
			"a worker is not ready without the secrets of its webhooks, and the Secret %s lacks those of %s", d.secretName(), strings.Join(lacking, "; "))
	}
	return nil
}
