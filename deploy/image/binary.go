package image

import (
	"debug/buildinfo"
	"debug/elf"
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
)

// A Binary is a host to put into an image.
type Binary struct {
	Path string
	// Info tells its modules and how it was built.
	Info *debug.BuildInfo
	// Stripped says that it has no debug information.
	Stripped bool
}

// machines are the ELF machines of the platforms.
var machines = map[Platform]elf.Machine{ARM64: elf.EM_AARCH64, AMD64: elf.EM_X86_64}

// InspectBinary reads a binary and makes sure that it runs on the platform in
// an image with nothing else in it: what it was built for is read from the
// file itself, never from its name.
func InspectBinary(path string, platform Platform) (*Binary, error) {
	f, err := elf.Open(path)
	if _, unreadable := errors.AsType[*fs.PathError](err); unreadable {
		return nil, fmt.Errorf("the host's binary for %s: %w", platform, err)
	}
	if err != nil {
		return nil, fmt.Errorf("%s is not a Linux binary, and the image is for %s: build it with GOOS=linux GOARCH=%s CGO_ENABLED=0", path, platform, platform.Arch())
	}
	defer f.Close()
	if want := machines[platform]; f.Machine != want {
		return nil, fmt.Errorf("%s is for %s, and the image is for %s: it would end there with \"exec format error\"; build it with GOOS=linux GOARCH=%s",
			path, machineName(f.Machine), platform, platform.Arch())
	}
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			return nil, fmt.Errorf("%s is not a static binary: it needs a loader that the image does not have; build it with CGO_ENABLED=0", path)
		}
	}
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s does not say what it was built from: %w", path, err)
	}
	if info.Path != mainPackage {
		return nil, fmt.Errorf("%s is not the host, but %s", path, info.Path)
	}
	return &Binary{Path: path, Info: info, Stripped: f.Section(".symtab") == nil}, nil
}

// machineName is what people call an ELF machine.
func machineName(m elf.Machine) string {
	for platform, machine := range machines {
		if machine == m {
			return string(platform)
		}
	}
	return m.String()
}

const (
	module      = "systembus"
	mainPackage = module + "/cmd/host"
)
