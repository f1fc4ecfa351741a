package step

import (
	"crypto/sha1"
	"encoding/hex"
	"strconv"
)

// Hash is the wire form of a step id: hex SHA-1.
func Hash(id string) string {
	sum := sha1.Sum([]byte(id))
	return hex.EncodeToString(sum[:])
}

// IDs hands out the ids of one replay. The zero value is ready.
type IDs struct {
	taken map[string]bool
	last  map[string]int
}

// Next is the hashed id for the next use of the author's id, and its index: 0
// for the first use, then 1, 2, ... An id that the author wrote out, such as
// "a:1", is never handed out as the repeat of "a".
func (n *IDs) Next(id string) (hashed string, index int) {
	if n.taken == nil {
		n.taken = map[string]bool{}
	}
	if !n.taken[id] {
		n.taken[id] = true
		return Hash(id), 0
	}
	if n.last == nil {
		n.last = map[string]int{}
	}
	for index = n.last[id] + 1; ; index++ {
		indexed := id + ":" + strconv.Itoa(index)
		if !n.taken[indexed] {
			n.taken[indexed] = true
			n.last[id] = index
			return Hash(indexed), index
		}
	}
}

// Indexed is the author's id with its index, as messages show it: "a", "a:1".
func (u Userland) Indexed() string {
	if u.Index == 0 {
		return u.ID
	}
	return u.ID + ":" + strconv.Itoa(u.Index)
}
