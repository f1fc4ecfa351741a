package nodecrypto

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des" //nolint:gosec // scripts read what others wrote
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"systembus/jsapi"
)

// cipherInfo is what crypto.getCipherInfo tells.
type cipherInfo struct {
	Name      string `json:"name"`
	Mode      string `json:"mode"`
	KeyLength int    `json:"keyLength"`
	IVLength  int    `json:"ivLength,omitempty"`
	BlockSize int    `json:"blockSize,omitempty"`
}

// infoOf knows AES and triple DES in Node's names; nil for others.
func infoOf(name string) *cipherInfo {
	parts := strings.Split(strings.ToLower(name), "-")
	if strings.ToLower(name) == "des-ede3-cbc" {
		return &cipherInfo{Name: "des-ede3-cbc", Mode: "cbc", KeyLength: 24, IVLength: 8, BlockSize: 8}
	}
	if len(parts) != 3 || parts[0] != "aes" {
		return nil
	}
	bits, err := strconv.Atoi(parts[1])
	if err != nil || bits != 128 && bits != 192 && bits != 256 {
		return nil
	}
	info := &cipherInfo{Name: strings.Join(parts, "-"), Mode: parts[2], KeyLength: bits / 8}
	switch parts[2] {
	case "cbc":
		info.IVLength, info.BlockSize = 16, 16
	case "ecb":
		info.BlockSize = 16
	case "ctr":
		info.IVLength = 16
	case "gcm":
		info.IVLength = 12
	default:
		return nil
	}
	return info
}

// state is a cipher at work.
type state struct {
	encrypt bool
	mode    string
	padding bool
	block   cipher.Block
	blocks  cipher.BlockMode
	stream  cipher.Stream
	aead    cipher.AEAD
	iv      []byte
	pending []byte
	// For an AEAD: all that was given, what was authenticated, the tag.
	all, additional, tag []byte
}

// cipherObject makes the state of a Cipheriv or Decipheriv:
// cipher(name, key, iv, encrypt) gives {update(bytes), final(), setAAD(bytes),
// tag(), setTag(bytes), setPadding(on)}.
func cipherObject(vm *jsapi.VM) func(goja.FunctionCall) goja.Value {
	rt := vm.Runtime()
	bytes := func(v goja.Value) []byte {
		b, _ := jsapi.BytesOf(v)
		return b
	}
	give := func(b []byte, err error) goja.Value {
		if err != nil {
			vm.Throw(err)
		}
		return rt.ToValue(rt.NewArrayBuffer(b))
	}
	return func(c goja.FunctionCall) goja.Value {
		s, err := newState(c.Argument(0).String(), bytes(c.Argument(1)), bytes(c.Argument(2)), c.Argument(3).ToBoolean())
		if err != nil {
			vm.Throw(err)
		}
		o := rt.NewObject()
		for name, f := range map[string]func(goja.FunctionCall) goja.Value{
			"update": func(c goja.FunctionCall) goja.Value { return give(s.update(bytes(c.Argument(0))), nil) },
			"final":  func(goja.FunctionCall) goja.Value { return give(s.final()) },
			"setAAD": func(c goja.FunctionCall) goja.Value {
				s.additional = append(s.additional, bytes(c.Argument(0))...)
				return goja.Undefined()
			},
			"tag": func(goja.FunctionCall) goja.Value { return give(append([]byte{}, s.tag...), nil) },
			"setTag": func(c goja.FunctionCall) goja.Value {
				s.tag = append([]byte{}, bytes(c.Argument(0))...)
				return goja.Undefined()
			},
			"setPadding": func(c goja.FunctionCall) goja.Value { s.padding = c.Argument(0).ToBoolean(); return goja.Undefined() },
		} {
			_ = o.Set(name, f) // a fresh object takes any property
		}
		return o
	}
}

func newState(name string, key, iv []byte, encrypt bool) (*state, error) {
	info := infoOf(name)
	if info == nil {
		return nil, &jsapi.Error{Code: "ERR_CRYPTO_UNKNOWN_CIPHER", Message: "Unknown cipher"}
	}
	if len(key) != info.KeyLength {
		return nil, &jsapi.Error{Name: "RangeError", Code: "ERR_CRYPTO_INVALID_KEYLEN", Message: "Invalid key length"}
	}
	if info.Mode == "gcm" && len(iv) == 0 || info.Mode != "gcm" && len(iv) != info.IVLength {
		return nil, &jsapi.Error{Name: "TypeError", Code: "ERR_CRYPTO_INVALID_IV", Message: "Invalid initialization vector"}
	}
	var block cipher.Block
	var err error
	if info.Name == "des-ede3-cbc" {
		block, err = des.NewTripleDESCipher(key)
	} else {
		block, err = aes.NewCipher(key)
	}
	if err != nil {
		return nil, err
	}
	s := &state{encrypt: encrypt, mode: info.Mode, padding: true, block: block, iv: append([]byte{}, iv...)}
	switch info.Mode {
	case "cbc":
		if encrypt {
			s.blocks = cipher.NewCBCEncrypter(block, s.iv)
		} else {
			s.blocks = cipher.NewCBCDecrypter(block, s.iv)
		}
	case "ecb":
		s.blocks = ecb{block, encrypt}
	case "ctr":
		s.stream = cipher.NewCTR(block, s.iv)
	case "gcm":
		if s.aead, err = cipher.NewGCMWithNonceSize(block, len(iv)); err != nil {
			return nil, err
		}
		if len(iv) == 12 { // the counter that GCM starts with
			s.stream = cipher.NewCTR(block, append(append([]byte{}, iv...), 0, 0, 0, 2))
		}
	}
	return s, nil
}

// ecb is a block cipher without a mode.
type ecb struct {
	cipher.Block
	encrypt bool
}

// CryptBlocks implements cipher.BlockMode.
func (e ecb) CryptBlocks(dst, src []byte) {
	n := e.BlockSize()
	for i := 0; i < len(src); i += n {
		if e.encrypt {
			e.Encrypt(dst[i:i+n], src[i:i+n])
		} else {
			e.Decrypt(dst[i:i+n], src[i:i+n])
		}
	}
}

func (s *state) update(b []byte) []byte {
	if s.aead != nil {
		s.all = append(s.all, b...)
		if s.stream == nil {
			return []byte{}
		}
	}
	if s.stream != nil {
		out := make([]byte, len(b))
		s.stream.XORKeyStream(out, b)
		return out
	}
	s.pending = append(s.pending, b...)
	size := s.block.BlockSize()
	n := len(s.pending) / size * size
	// The last block of what is decrypted may be padding.
	if !s.encrypt && s.padding && n > 0 && n == len(s.pending) {
		n -= size
	}
	out := make([]byte, n)
	s.blocks.CryptBlocks(out, s.pending[:n])
	s.pending = append([]byte{}, s.pending[n:]...)
	return out
}

func (s *state) final() ([]byte, error) {
	if s.aead != nil {
		return s.finalAEAD()
	}
	if s.stream != nil {
		return []byte{}, nil
	}
	size := s.block.BlockSize()
	if s.encrypt && s.padding {
		n := size - len(s.pending)%size
		for range n {
			s.pending = append(s.pending, byte(n))
		}
	}
	if len(s.pending)%size != 0 || !s.encrypt && s.padding && len(s.pending) == 0 {
		return nil, openssl("ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH", "error:1C80006B:Provider routines::wrong final block length", "wrong final block length")
	}
	out := make([]byte, len(s.pending))
	s.blocks.CryptBlocks(out, s.pending)
	if s.encrypt || !s.padding {
		return out, nil
	}
	bad := openssl("ERR_OSSL_BAD_DECRYPT", "error:1C800064:Provider routines::bad decrypt", "bad decrypt")
	n := int(out[len(out)-1])
	if n == 0 || n > size {
		return nil, bad
	}
	for _, c := range out[len(out)-n:] {
		if int(c) != n {
			return nil, bad
		}
	}
	return out[:len(out)-n], nil
}

func (s *state) finalAEAD() ([]byte, error) {
	if s.encrypt {
		sealed := s.aead.Seal(nil, s.iv, s.all, s.additional)
		s.tag = sealed[len(s.all):]
		if s.stream == nil {
			return sealed[:len(s.all)], nil
		}
		return []byte{}, nil
	}
	out, err := s.aead.Open(nil, s.iv, append(s.all, s.tag...), s.additional)
	if err != nil {
		return nil, &jsapi.Error{Message: "Unsupported state or unable to authenticate data"}
	}
	if s.stream == nil {
		return out, nil
	}
	return []byte{}, nil
}

func openssl(code, message, reason string) error {
	return &jsapi.Error{Message: message, Code: code, Props: map[string]any{"library": "Provider routines", "reason": reason}}
}
