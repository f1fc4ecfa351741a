package dial_test

import (
	"errors"
	"net"
	"net/netip"
	"testing"

	"systembus/host/dial"
)

func TestDenyMetadata(t *testing.T) {
	tests := []struct {
		address string
		denied  bool
	}{
		{"169.254.169.254:80", true},
		{"[fe80::1]:80", true},
		{"[::ffff:169.254.169.254]:80", true},
		{"[fd00:ec2::254]:80", true},
		{"100.100.100.200:80", true},
		{"127.0.0.1:80", false},
		{"10.0.0.1:443", false},
		{"[::1]:80", false},
		{"8.8.8.8:53", false},
	}
	for _, tt := range tests {
		err := dial.DenyMetadata("h", netip.MustParseAddrPort(tt.address))
		if (err != nil) != tt.denied {
			t.Errorf("%s: error %v, want denied %t", tt.address, err, tt.denied)
		}
	}
}

func TestCheck(t *testing.T) {
	if err := (*dial.Dialer)(nil).Check("169.254.169.254", 80); err == nil {
		t.Error("the address of the metadata service passes")
	}
	for _, host := range []string{"10.0.0.1", "example.com"} {
		if err := (*dial.Dialer)(nil).Check(host, 0); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
}

func TestDial(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, err := (*dial.Dialer)(nil).DialContext(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_ = c.Close()

	var asked string
	d := &dial.Dialer{Policy: func(host string, to netip.AddrPort) error {
		asked = host
		return &dial.DeniedError{Host: host, To: to, Reason: "a test"}
	}}
	_, err = d.DialContext(t.Context(), "tcp", l.Addr().String())
	var denied *dial.DeniedError
	if !errors.As(err, &denied) || asked != "127.0.0.1" {
		t.Errorf("error %v for %q, want a denial", err, asked)
	}
}
