package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A line of any length is read to its end, so that whoever writes it can go on.
func TestEachLine(t *testing.T) {
	long := strings.Repeat("x", 300<<10)
	r := strings.NewReader("one\n" + long + "\ntwo\r\nthree")
	var got []string
	eachLine(r, func(line string) { got = append(got, line) })
	if diff := cmp.Diff(got, []string{"one", long[:64<<10], "two", "three"}); diff != "" {
		t.Errorf("(-got +want):\n%.300s", diff)
	}
	if r.Len() != 0 {
		t.Errorf("%d bytes are left unread", r.Len())
	}
}
