package webcrypto

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
)

// aesCipher encrypts or decrypts in one of the modes GCM, CBC, CTR and KW. iv
// is the nonce, the initialisation vector or the first counter block; bits is
// the length of GCM's tag or of CTR's counter.
func aesCipher(mode string, encrypt bool, key, iv, additional []byte, bits int, data []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, operation(err)
	}
	switch mode {
	case "AES-GCM":
		return gcm(block, encrypt, iv, additional, bits/8, data)
	case "AES-CBC":
		return cbc(block, encrypt, iv, data)
	case "AES-CTR":
		return ctr(block, iv, bits, data)
	case "AES-KW":
		if encrypt {
			return wrap(block, data)
		}
		return unwrap(block, data)
	}
	return nil, failure("NotSupportedError", "Unrecognized algorithm name %q", mode)
}

func gcm(block cipher.Block, encrypt bool, nonce, additional []byte, tag int, data []byte) ([]byte, error) {
	if len(nonce) == 0 {
		return nil, failure("OperationError", "the nonce is empty")
	}
	if tag < 12 {
		return nil, failure("NotSupportedError", "the host's AES-GCM has no tags shorter than 96 bits")
	}
	var mode cipher.AEAD
	var err error
	switch {
	case tag == 16:
		mode, err = cipher.NewGCMWithNonceSize(block, len(nonce))
	case len(nonce) == 12:
		mode, err = cipher.NewGCMWithTagSize(block, tag)
	default:
		return nil, failure("NotSupportedError", "the host's AES-GCM has no short tags with a nonce that is not 96 bits long")
	}
	if err != nil {
		return nil, operation(err)
	}
	if encrypt {
		return mode.Seal(nil, nonce, data, additional), nil
	}
	out, err := mode.Open(nil, nonce, data, additional)
	if out == nil && err == nil {
		out = []byte{}
	}
	return out, operation(err)
}

var errPadding = errors.New("bad padding")

func cbc(block cipher.Block, encrypt bool, iv, data []byte) ([]byte, error) {
	if len(iv) != aes.BlockSize {
		return nil, failure("OperationError", "algorithm.iv must contain exactly 16 bytes")
	}
	if encrypt {
		pad := aes.BlockSize - len(data)%aes.BlockSize
		out := append(bytes.Clone(data), bytes.Repeat([]byte{byte(pad)}, pad)...)
		cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, out)
		return out, nil
	}
	if len(data) == 0 || len(data)%aes.BlockSize != 0 {
		return nil, operation(errPadding)
	}
	out := bytes.Clone(data)
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(out, out)
	pad := int(out[len(out)-1])
	if pad == 0 || pad > aes.BlockSize || !bytes.HasSuffix(out, bytes.Repeat([]byte{byte(pad)}, pad)) {
		return nil, operation(errPadding)
	}
	return out[:len(out)-pad], nil
}

// ctr counts in the last bits of the block only, and wraps round in them.
func ctr(block cipher.Block, counter []byte, bits int, data []byte) ([]byte, error) {
	if len(counter) != aes.BlockSize || bits < 1 || bits > 128 {
		return nil, failure("OperationError", "algorithm.counter must contain exactly 16 bytes, algorithm.length 1 to 128")
	}
	blocks := (uint64(len(data)) + aes.BlockSize - 1) / aes.BlockSize
	if bits < 64 && blocks > 1<<bits {
		return nil, failure("OperationError", "the data is longer than the counter can count")
	}
	at := bytes.Clone(counter)
	out := make([]byte, len(data))
	stream := make([]byte, aes.BlockSize)
	for i := 0; i < len(data); i += aes.BlockSize {
		block.Encrypt(stream, at)
		for j := i; j < min(i+aes.BlockSize, len(data)); j++ {
			out[j] = data[j] ^ stream[j-i]
		}
		increment(at, bits)
	}
	return out, nil
}

func increment(block []byte, bits int) {
	for i := len(block) - 1; i >= 0 && bits > 0; i-- {
		width := min(bits, 8)
		mask := byte(1<<width - 1)
		next := (block[i] + 1) & mask
		block[i] = block[i]&^mask | next
		if next != 0 {
			return
		}
		bits -= width
	}
}

var wrapIV = []byte{0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6}

// wrap is the key wrap of RFC 3394.
func wrap(block cipher.Block, data []byte) ([]byte, error) {
	if len(data)%8 != 0 || len(data) < 16 {
		return nil, failure("OperationError", "AES-KW wraps keys of whole 64-bit blocks, at least two")
	}
	out := append(bytes.Clone(wrapIV), data...)
	n := len(data) / 8
	buffer := make([]byte, aes.BlockSize)
	for j := range 6 {
		for i := 1; i <= n; i++ {
			copy(buffer, out[:8])
			copy(buffer[8:], out[i*8:])
			block.Encrypt(buffer, buffer)
			binary.BigEndian.PutUint64(out, binary.BigEndian.Uint64(buffer)^uint64(n*j+i))
			copy(out[i*8:i*8+8], buffer[8:])
		}
	}
	return out, nil
}

func unwrap(block cipher.Block, data []byte) ([]byte, error) {
	if len(data)%8 != 0 || len(data) < 24 {
		return nil, failure("OperationError", "not a wrapped key")
	}
	out := bytes.Clone(data)
	n := len(data)/8 - 1
	buffer := make([]byte, aes.BlockSize)
	for j := 5; j >= 0; j-- {
		for i := n; i >= 1; i-- {
			binary.BigEndian.PutUint64(buffer, binary.BigEndian.Uint64(out)^uint64(n*j+i))
			copy(buffer[8:], out[i*8:i*8+8])
			block.Decrypt(buffer, buffer)
			copy(out[:8], buffer[:8])
			copy(out[i*8:i*8+8], buffer[8:])
		}
	}
	if !bytes.Equal(out[:8], wrapIV) {
		return nil, failure("OperationError", "the wrapped key is not whole")
	}
	return out[8:], nil
}
