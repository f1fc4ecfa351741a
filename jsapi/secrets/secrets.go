// Package secrets lends scripts the secrets that the host is configured to
// have, and no others. Scripts import "host:secrets"; see secrets.d.ts.
package secrets

import (
	_ "embed"
	"fmt"

	"systembus/host/secrets"
	"systembus/host/spelling"
	"systembus/jsapi"
)

// Types are the declarations of "host:secrets".
//
//go:embed secrets.d.ts
var types string

// Module lends store under "host:internal/secrets". A nil store has no
// secrets.
func Module(store *secrets.Store) *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/secrets", Types: types, Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"names": vm.Sync("secrets.names", func() []string { return append([]string{}, store.Names()...) }),
			"has": vm.Sync("secrets.has", func(name string) bool {
				values, _ := store.Declared(name)
				return len(values) > 0
			}),
			"all": vm.Sync("secrets.all", func(name string) ([]string, error) {
				values, err := all(store, name)
				return append([]string{}, values...), err
			}),
			"get": vm.Sync("secrets.get", func(name string) (string, error) {
				values, err := all(store, name)
				if err == nil && len(values) == 0 {
					err = &jsapi.Error{Name: "SecretError", Code: "ERR_SECRET_MISSING",
						Message: fmt.Sprintf("the host does not have the secret %q: see the secrets on its status page", name)}
				}
				if err != nil {
					return "", err
				}
				return values[0], nil
			}),
		}
	}}
}

func all(store *secrets.Store, name string) ([]string, error) {
	values, ok := store.Declared(name)
	if !ok {
		return nil, &jsapi.Error{Name: "SecretError", Code: "ERR_SECRET_UNDECLARED", Message: fmt.Sprintf(
			"no secret %q is declared: add it to \"secrets\" in host.json%s", name, spelling.DidYouMean(name, store.Names()))}
	}
	return values, nil
}
