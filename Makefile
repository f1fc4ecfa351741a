# The index of what can be done here: one line each.
.PHONY: all build dev test engine-test engine-diff race lint fmt tsc e2e inngest cross worker generate declarations kubernetes clean

TEST262 = go mod download -json github.com/tc39/test262@v0.0.0-20180703195958-e9a5a7f918c0 | sed -n 's/.*"Dir": "\(.*\)",/\1/p'
LINT = go tool -modfile=tools.mod golangci-lint

all: fmt lint test
build: ; CGO_ENABLED=0 go build -trimpath -o bin/host ./cmd/host
dev: build ; bin/host dev
test: engine-test ; go test -timeout 40m ./...
engine-test: ; cd third_party/goja && go test ./... && TEST262=$$($(TEST262)) && export TEST262 && test -d "$$TEST262" && GOFLAGS= go test -run TestTC39 .
engine-diff: ; -diff -ru $$(go mod download -json github.com/dop251/goja@$$(go list -m -f '{{.Version}}' github.com/dop251/goja) | sed -n 's/.*"Dir": "\(.*\)",/\1/p') third_party/goja
race: ; go test -timeout 40m -race ./...
lint: ; go vet ./... && $(LINT) run --allow-parallel-runners ./...
fmt: ; gofmt -w $$(git ls-files '*.go')
tsc: ; for p in . host/conformance host/testdata/golden/v3 host/testdata/golden/v4 cmd/host/testdata/e2e/v3 cmd/host/testdata/e2e/v4; do npx tsc --noEmit -p $$p || exit 1; done
e2e: inngest ; CI=true go test -count=1 -run E2E ./cmd/host
inngest: ; go run ./host/inngest/inngesttest/inngest-server
kubernetes: ; go run ./deploy/kubetest/cluster build
declarations: ; node bundler/declarations/generate.mjs
generate: ; go generate ./...
cross: worker ; for t in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64; do CGO_ENABLED=0 GOOS=$${t%/*} GOARCH=$${t#*/} go build -trimpath -o bin/host-$${t%/*}-$${t#*/} ./cmd/host || exit 1; done
worker: ; for a in amd64 arm64; do CGO_ENABLED=0 GOOS=linux GOARCH=$$a go build -trimpath -tags worker -ldflags '-s -w' -o bin/host-worker-linux-$$a ./cmd/host || exit 1; done
clean: ; rm -rf bin build
