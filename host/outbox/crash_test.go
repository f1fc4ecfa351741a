package outbox

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// crashDir tells the test's own program to put items into an outbox there, and
// to print the key of each that is safe, until it is killed.
const crashDir = "OUTBOX_TEST_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		putForEver(dir)
	}
	os.Exit(m.Run())
}

func putForEver(dir string) {
	o, err := Open(dir, Options{})
	if err != nil {
		panic(err)
	}
	var out sync.Mutex
	for worker := range 8 {
		go func() {
			for n := 0; ; n++ {
				key := fmt.Sprintf("%d-%d", worker, n)
				if err := o.Put(context.Background(), "q", Item{Key: key, Body: []byte(strings.Repeat(key, 100))}); err != nil {
					panic(err)
				}
				out.Lock()
				fmt.Println(key)
				out.Unlock()
			}
		}()
	}
	select {}
}

func TestKilled(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashDir+"="+dir)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// After 500 the process is killed; what it printed by then is read to the
	// last whole line.
	safe := map[string]bool{}
	lines := bufio.NewReader(stdout)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break
		}
		safe[strings.TrimSpace(line)] = true
		if len(safe) == 500 {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait()
	if len(safe) < 500 {
		t.Fatalf("only %d items were put", len(safe))
	}

	o := open(t, dir, Options{})
	items, err := o.List(t.Context(), Filter{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	next := map[string]int{}
	for _, it := range items {
		if want := strings.Repeat(it.Key, 100); string(it.Body) != want {
			t.Errorf("%s: the body is not its own", it.Key)
		}
		worker, n, _ := strings.Cut(it.Key, "-")
		if n != fmt.Sprint(next[worker]) {
			t.Fatalf("item %s comes where %s-%d should", it.Key, worker, next[worker])
		}
		next[worker]++
		delete(safe, it.Key)
	}
	if len(safe) > 0 {
		t.Errorf("%d items were said to be safe and are lost: %v", len(safe), safe)
	}
	if s := o.Stats(); len(s) != 1 || s[0].Waiting != len(items) {
		t.Errorf("%d items, stats %+v", len(items), s)
	}
}
