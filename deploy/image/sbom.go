package image

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"systembus/bundler"
)

// SBOMType is the media type of an image's SBOM.
const SBOMType = "application/spdx+json"

// The parts of SPDX 2.3 that are used: https://spdx.github.io/spdx-spec/v2.3/.
type (
	spdxDocument struct {
		Version       string             `json:"spdxVersion"`
		License       string             `json:"dataLicense"`
		ID            string             `json:"SPDXID"`
		Name          string             `json:"name"`
		Namespace     string             `json:"documentNamespace"`
		Creation      spdxCreation       `json:"creationInfo"`
		Packages      []spdxPackage      `json:"packages"`
		Relationships []spdxRelationship `json:"relationships"`
	}
	spdxCreation struct {
		Created  string   `json:"created"`
		Creators []string `json:"creators"`
	}
	spdxPackage struct {
		ID            string         `json:"SPDXID"`
		Name          string         `json:"name"`
		Version       string         `json:"versionInfo,omitempty"`
		Location      string         `json:"downloadLocation"`
		FilesAnalyzed bool           `json:"filesAnalyzed"`
		Concluded     string         `json:"licenseConcluded"`
		Declared      string         `json:"licenseDeclared"`
		Copyright     string         `json:"copyrightText"`
		Purpose       string         `json:"primaryPackagePurpose,omitempty"`
		Checksums     []spdxChecksum `json:"checksums,omitempty"`
		References    []spdxRef      `json:"externalRefs,omitempty"`
	}
	spdxChecksum struct {
		Algorithm string `json:"algorithm"`
		Value     string `json:"checksumValue"`
	}
	spdxRef struct {
		Category string `json:"referenceCategory"`
		Type     string `json:"referenceType"`
		Locator  string `json:"referenceLocator"`
	}
	spdxRelationship struct {
		Element string `json:"spdxElementId"`
		Type    string `json:"relationshipType"`
		Related string `json:"relatedSpdxElement"`
	}
)

const (
	noAssertion = "NOASSERTION"
	documentID  = "SPDXRef-DOCUMENT"
	imageID     = "SPDXRef-image"
)

// sbom lists what is in the image: the host and its Go modules, the Go
// standard library, and the npm packages in the bundles. It is the same for
// the same image.
func sbom(o Options, built *Image, binaries map[Platform]*Binary, s *scripts) ([]byte, error) {
	packages := []spdxPackage{imagePackage(o, built)}
	seen := map[string]bool{}
	add := func(p spdxPackage) {
		if !seen[p.ID] {
			seen[p.ID] = true
			packages = append(packages, p)
		}
	}
	for _, platform := range slices.Sorted(maps.Keys(binaries)) {
		for _, p := range goPackages(binaries[platform].Info, o.Source.Version) {
			add(p)
		}
	}
	for _, p := range npmPackages(s.manifest) {
		add(p)
	}
	slices.SortFunc(packages[1:], func(a, b spdxPackage) int { return strings.Compare(a.ID, b.ID) })
	doc := spdxDocument{
		Version: "SPDX-2.3", License: "CC0-1.0", ID: documentID, Name: "host " + built.Digest,
		Creation: spdxCreation{Created: o.Source.Time.Format(time.RFC3339), Creators: []string{"Tool: host-" + o.Source.Version}},
		Packages: packages,
	}
	doc.Relationships = append(doc.Relationships, spdxRelationship{documentID, "DESCRIBES", imageID})
	for _, p := range packages[1:] {
		doc.Relationships = append(doc.Relationships, spdxRelationship{imageID, "CONTAINS", p.ID})
	}
	sum := sha256.Sum256([]byte(built.Digest))
	doc.Namespace = "https://spdx.org/spdxdocs/host-" + hex.EncodeToString(sum[:16])
	return json.MarshalIndent(doc, "", " ")
}

// imagePackage is the image itself.
func imagePackage(o Options, built *Image) spdxPackage {
	_, digest, _ := strings.Cut(built.Digest, ":")
	return spdxPackage{
		ID: imageID, Name: "host", Version: o.revision(), Location: noAssertion, Purpose: "CONTAINER",
		Concluded: noAssertion, Declared: noAssertion, Copyright: noAssertion,
		Checksums: []spdxChecksum{{"SHA256", digest}},
	}
}

// goPackages are the modules that a binary was built from.
func goPackages(info *debug.BuildInfo, version string) []spdxPackage {
	all := []spdxPackage{
		described("go", "stdlib", strings.TrimPrefix(info.GoVersion, "go"), "BSD-3-Clause", "pkg:golang/stdlib@"),
		described("go", info.Main.Path, version, "", "pkg:golang/"+escape(info.Main.Path)+"@"),
	}
	for _, m := range info.Deps {
		// A module that a folder stands in for is listed as what it is a copy of:
		// a path of the source tells nobody what to look up.
		if r := m.Replace; r != nil && strings.HasPrefix(r.Version, "v") {
			m = r
		}
		all = append(all, described("go", m.Path, m.Version, "", "pkg:golang/"+escape(m.Path)+"@"))
	}
	return all
}

// npmPackages are those in the bundles of all scripts.
func npmPackages(m *bundler.Manifest) []spdxPackage {
	var all []spdxPackage
	for _, script := range m.Scripts {
		for _, p := range script.Packages {
			all = append(all, described("npm", p.Name, p.Version, p.License, "pkg:npm/"+escape(p.Name)+"@"))
		}
	}
	return all
}

// notInID is what an SPDX id may not hold.
var notInID = regexp.MustCompile(`[^A-Za-z0-9.-]+`)

// licenseExpression is what an SPDX licence expression looks like. Old packages
// say other things, such as "SEE LICENSE IN x" or "MIT/X11".
var licenseExpression = regexp.MustCompile(`^\(?[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*\)?$`)

// described is a package with a package URL, to which its version is added.
func described(kind, name, version, license, purl string) spdxPackage {
	if !licenseExpression.MatchString(license) || license == "UNLICENSED" {
		license = noAssertion
	}
	purl += url.PathEscape(version)
	sum := sha256.Sum256([]byte(purl)) // names may differ only in what an id may not hold
	return spdxPackage{
		ID:   fmt.Sprintf("SPDXRef-%s-%s-%s", kind, notInID.ReplaceAllString(name+"-"+version, "-"), hex.EncodeToString(sum[:4])),
		Name: name, Version: version, Location: noAssertion,
		Concluded: noAssertion, Declared: license, Copyright: noAssertion,
		References: []spdxRef{{"PACKAGE-MANAGER", "purl", purl}},
	}
}

// escape is a name in a package URL: its slashes stay, "@" does not.
func escape(name string) string { return strings.ReplaceAll(name, "@", "%40") }
