package jsapi

import (
	"bytes"
	"strings"
)

// Source maps count columns from 0 (ECMA-426), and the engine shows a mapped
// column as it finds it, while it counts those of code without a map from 1,
// as every editor and every other engine does.

// oneBased is the source map with its original columns counted from 1. In the
// mappings each column is the difference to the one before, so only the first
// has to change.
func oneBased(sourceMap []byte) []byte {
	key := []byte(`"mappings":`)
	at := bytes.Index(sourceMap, key)
	if at < 0 {
		return sourceMap
	}
	open := bytes.IndexByte(sourceMap[at+len(key):], '"')
	if open < 0 {
		return sourceMap
	}
	begin := at + len(key) + open + 1
	for pos := begin; pos < len(sourceMap) && sourceMap[pos] != '"'; {
		if sourceMap[pos] == ',' || sourceMap[pos] == ';' {
			pos++
			continue
		}
		// A segment: generated column, and mostly source, line, column.
		for field := 0; pos < len(sourceMap) && strings.IndexByte(base64Digits, sourceMap[pos]) >= 0; field++ {
			value, next := decodeVLQ(sourceMap, pos)
			if field == 3 {
				return bytes.Join([][]byte{sourceMap[:pos], encodeVLQ(value + 1), sourceMap[next:]}, nil)
			}
			pos = next
		}
		if pos < len(sourceMap) && strings.IndexByte(`,;"`, sourceMap[pos]) < 0 {
			return sourceMap // not a map that anyone can read
		}
	}
	return sourceMap
}

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// decodeVLQ reads a number of the mappings and gives where the next begins.
func decodeVLQ(text []byte, pos int) (value, next int) {
	for shift := 0; pos < len(text); shift += 5 {
		digit := strings.IndexByte(base64Digits, text[pos])
		if digit < 0 {
			break
		}
		pos++
		value |= digit & 31 << shift
		if digit&32 == 0 {
			break
		}
	}
	if value&1 != 0 {
		return -(value >> 1), pos
	}
	return value >> 1, pos
}

// encodeVLQ writes a number of the mappings.
func encodeVLQ(value int) []byte {
	rest := value << 1
	if value < 0 {
		rest = -value<<1 | 1
	}
	var out []byte
	for {
		digit := rest & 31
		if rest >>= 5; rest > 0 {
			digit |= 32
		}
		out = append(out, base64Digits[digit])
		if rest == 0 {
			return out
		}
	}
}
