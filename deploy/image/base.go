package image

import (
	"bytes"
	"encoding/pem"
	"fmt"
	"strings"

	"golang.org/x/crypto/x509roots/fallback/bundle"
)

// certificates is where programs and libraries look for them.
const certificates = "etc/ssl/certs/ca-certificates.crt"

// baseFiles is what every image needs, whatever stands below: certificates,
// a user, name resolution and a folder for temporary files. What below has is
// left as it is. Time zones are in the host itself.
func baseFiles(below *contents) []file {
	files := []file{
		{name: "etc", mode: 0o755, dir: true},
		{name: "etc/ssl", mode: 0o755, dir: true},
		{name: "etc/ssl/certs", mode: 0o755, dir: true},
		{name: certificates, mode: 0o444, bytes: roots()},
		{name: "etc/nsswitch.conf", mode: 0o444, bytes: []byte("hosts: files dns\n")},
		{name: "tmp", mode: 0o1777, dir: true},
	}
	if below == nil {
		return append(files, users(nil, nil)...)
	}
	var lacking []file
	for _, f := range files {
		if !below.has(f.name) {
			lacking = append(lacking, f)
		}
	}
	return append(lacking, users(below.passwd, below.group)...)
}

// users are the accounts, with the one that the image runs as among them.
func users(passwd, group []byte) []file {
	var files []file
	add := func(name string, old []byte, root, own string) {
		if bytes.Contains(old, fmt.Appendf(nil, ":%d:", nonRoot)) {
			return
		}
		text := string(old)
		if text == "" {
			text = root
		}
		if !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
		files = append(files, file{name: name, mode: 0o444, bytes: []byte(text + own)})
	}
	add("etc/passwd", passwd, "root:x:0:0:root:/:/sbin/nologin\n", fmt.Sprintf("nonroot:x:%d:%d:nonroot:/tmp:/sbin/nologin\n", nonRoot, nonRoot))
	add("etc/group", group, "root:x:0:\n", fmt.Sprintf("nonroot:x:%d:\n", nonRoot))
	return files
}

// roots are the certificate authorities that Mozilla trusts, for any server.
// Those that it trusts in part, which a file cannot say, are left out.
func roots() []byte {
	var out bytes.Buffer
	for root := range bundle.Roots() {
		if root.Constraint != nil {
			continue
		}
		// Writing to a buffer gives no error.
		_ = pem.Encode(&out, &pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate})
	}
	return out.Bytes()
}
