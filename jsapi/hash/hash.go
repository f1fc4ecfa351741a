// Package hash lends scripts the quick, not cryptographic, hashes of Bun.hash.
package hash

import (
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
	"math/bits"
	"strconv"

	"github.com/cespare/xxhash/v2"

	"systembus/jsapi"
)

// Module lends "host:internal/hash": numbers, those of 64 bits as text.
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/hash", Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"crc32":   vm.Sync("Bun.hash.crc32", func(b []byte) int64 { return int64(crc32.ChecksumIEEE(b)) }),
			"adler32": vm.Sync("Bun.hash.adler32", func(b []byte) int64 { return int64(adler32.Checksum(b)) }),
			"wyhash": vm.Sync("Bun.hash", func(b []byte, seed string) (string, error) {
				n, err := strconv.ParseUint(seed, 10, 64)
				return strconv.FormatUint(Wyhash(n, b), 10), err
			}),
			"xxHash64": vm.Sync("Bun.hash.xxHash64", func(b []byte, seed string) (string, error) {
				n, err := strconv.ParseUint(seed, 10, 64)
				d := xxhash.NewWithSeed(n)
				_, _ = d.Write(b) // never fails
				return strconv.FormatUint(d.Sum64(), 10), err
			}),
		}
	}}
}

var secret = [4]uint64{0xa0761d6478bd642f, 0xe7037ed1a0b428db, 0x8ebc6af09c88c6e3, 0x589965cc75374cc3}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// Wyhash is Wang Yi's hash, final version 4.
func Wyhash(seed uint64, b []byte) uint64 {
	r8 := binary.LittleEndian.Uint64
	r4 := func(i int) uint64 { return uint64(binary.LittleEndian.Uint32(b[i:])) }
	n := len(b)
	seed ^= mix(seed^secret[0], secret[1])
	state := [3]uint64{seed, seed, seed}
	var x, y uint64
	switch {
	case n > 16:
		i := 0
		if n >= 48 {
			for ; i+48 < n; i += 48 {
				for j := range state {
					state[j] = mix(r8(b[i+16*j:])^secret[j+1], r8(b[i+16*j+8:])^state[j])
				}
			}
			state[0] ^= state[1] ^ state[2]
		}
		for ; i+16 < n; i += 16 {
			state[0] = mix(r8(b[i:])^secret[1], r8(b[i+8:])^state[0])
		}
		x, y = r8(b[n-16:]), r8(b[n-8:])
	case n >= 4:
		quarter := n >> 3 << 2
		x = r4(0)<<32 | r4(quarter)
		y = r4(n-4)<<32 | r4(n-4-quarter)
	case n > 0:
		x = uint64(b[0])<<16 | uint64(b[n>>1])<<8 | uint64(b[n-1])
	}
	y, x = bits.Mul64(x^secret[1], y^state[0])
	return mix(x^secret[0]^uint64(n), y^secret[1])
}
