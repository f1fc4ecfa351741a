package bundler

import "strings"

// inTry says whether a place in a script (a line counted from 1, a column from
// 0 in bytes) is inside the block of a try statement. It reads the text as far
// as needed to tell braces from those in strings, comments and templates; a
// regular expression with a quote or a brace in it can mislead it, which is
// good enough for deciding about a warning.
func inTry(text string, line, column int) bool {
	end := 0
	for ; line > 1; line-- {
		i := strings.IndexByte(text[end:], '\n')
		if i < 0 {
			return false
		}
		end += i + 1
	}
	end = min(end+column, len(text))

	var blocks []bool // the blocks that are open, and whether each is a try's
	for i := 0; i < end; i++ {
		switch c := text[i]; {
		case strings.HasPrefix(text[i:], "//"):
			i = after(text, i, "\n")
		case strings.HasPrefix(text[i:], "/*"):
			i = after(text, i+2, "*/")
		case c == '"' || c == '\'':
			i = closing(text, i, c)
		case c == '`':
			i = closing(text, i, c)
		case c == '{':
			before := strings.TrimRight(text[:i], " \t\r\n")
			blocks = append(blocks, before == "try" || strings.HasSuffix(before, "try") && !wordByte(before[len(before)-4]))
		case c == '}' && len(blocks) > 0:
			blocks = blocks[:len(blocks)-1]
		}
	}
	for _, try := range blocks {
		if try {
			return true
		}
	}
	return false
}

// after is the index of the last byte of the next occurrence of mark.
func after(text string, from int, mark string) int {
	if i := strings.Index(text[min(from, len(text)):], mark); i >= 0 {
		return from + i + len(mark) - 1
	}
	return len(text)
}

// closing is the index of the quote that ends the string begun at from.
func closing(text string, from int, quote byte) int {
	for i := from + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case quote:
			return i
		case '\n':
			if quote != '`' {
				return i // not a string after all
			}
		}
	}
	return len(text)
}

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c == '.' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
