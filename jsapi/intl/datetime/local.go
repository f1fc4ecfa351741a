package datetime

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// localName is the IANA name of the process's zone: that of TZ, else of
// /etc/localtime, as Node and Go both read them.
func localName() (string, error) {
	if tz, ok := os.LookupEnv("TZ"); ok {
		tz = strings.TrimPrefix(tz, ":")
		if tz == "" || time.Local == time.UTC {
			return "UTC", nil
		}
		if i := strings.Index(tz, "zoneinfo/"); i >= 0 {
			return tz[i+len("zoneinfo/"):], nil
		}
		if _, ok := ZoneOf(tz); !ok {
			return "UTC", nil // what Go makes of it
		}
		return tz, nil
	}
	const file = "/etc/localtime"
	target, err := filepath.EvalSymlinks(file)
	if errors.Is(err, fs.ErrNotExist) {
		return "UTC", nil
	}
	if _, name, ok := strings.Cut(target, "zoneinfo/"); ok {
		return name, nil
	}
	if name, err := os.ReadFile("/etc/timezone"); err == nil {
		return strings.TrimSpace(string(name)), nil
	}
	if same(file, "UTC") {
		return "UTC", nil
	}
	return "", errors.New("the name of the host's time zone is not known: set TZ to an IANA name, such as Europe/Stockholm")
}

func same(file, zone string) bool {
	a, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	b, err := os.ReadFile("/usr/share/zoneinfo/" + zone)
	return err == nil && bytes.Equal(a, b)
}
