package image

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
)

// tokenPattern finds what looks like a credential: GitHub's tokens, Inngest's
// signing keys and the API keys of model providers, by their prefixes.
var tokenPattern = regexp.MustCompile(
	`\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,}|signkey-[a-z]+-[0-9a-f]{32,}|sk-(?:ant-|proj-|or-)?[A-Za-z0-9_-]{32,}|xox[abp]-[0-9A-Za-z-]{20,})`)

// checkSecrets finds credentials in files that would go into the image, where
// everybody who may pull it could read them. The credential is not repeated.
func checkSecrets(files []file) error {
	var wrong []error
	for _, f := range files {
		if base := path.Base(f.name); base == ".env" || strings.HasSuffix(base, ".env") {
			wrong = append(wrong, fmt.Errorf("%s would be in the image: a worker's variables come from a Secret of the cluster", f.name))
			continue
		}
		at := tokenPattern.FindIndex(f.bytes)
		if at == nil {
			continue
		}
		line := 1 + strings.Count(string(f.bytes[:at[0]]), "\n")
		begin, _, _ := strings.Cut(string(f.bytes[at[0]:at[1]]), "_")
		begin, _, _ = strings.Cut(begin, "-")
		wrong = append(wrong, fmt.Errorf("%s:%d: what looks like a credential (%s...) would be in the image: read it from the environment, which comes from a Secret of the cluster", f.name, line, begin))
	}
	return errors.Join(wrong...)
}
