package nodecrypto

import (
	"crypto/rand"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"

	"systembus/jsapi"
)

// The bounds of what a script may ask of argon2: memory in KiB.
const (
	maxArgonMemory = 1 << 20
	maxArgonTime   = 1 << 10
)

// encodings of the parts of a hash in the format of the Password Hashing Competition.
var phc = base64.RawStdEncoding

// hashPassword is Bun.password.hash: an argon2 hash of memory KiB and time
// passes, or a bcrypt hash of 2^time rounds.
func hashPassword(algorithm, password string, memory, time int) (string, error) {
	if algorithm == "bcrypt" {
		if time < bcrypt.MinCost || time > bcrypt.MaxCost {
			return "", &jsapi.Error{Name: "TypeError", Code: "ERR_INVALID_ARG_TYPE", Message: "Rounds must be an integer between 4 and 31"}
		}
		hash, err := bcrypt.GenerateFromPassword(bcryptInput(password), time)
		return strings.Replace(string(hash), "$2a$", "$2b$", 1), err
	}
	salt := make([]byte, 32)
	_, _ = rand.Read(salt) // never fails
	sum, err := argon(algorithm, password, salt, memory, time, 1, 32)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("$%s$v=%d$m=%d,t=%d,p=1$%s$%s", algorithm, argon2.Version, memory, time, phc.EncodeToString(salt), phc.EncodeToString(sum)), nil
}

// bcryptInput is the password as Bun gives it to bcrypt, which reads 72 bytes: a longer one is hashed before.
func bcryptInput(password string) []byte {
	if len(password) <= 72 {
		return []byte(password)
	}
	sum := sha512.Sum512([]byte(password))
	return sum[:]
}

func argon(algorithm, password string, salt []byte, memory, time, threads, size int) ([]byte, error) {
	if memory < 1 || memory > maxArgonMemory || time < 1 || time > maxArgonTime || threads < 1 || threads > 255 {
		return nil, &jsapi.Error{Name: "RangeError", Code: "ERR_OUT_OF_RANGE", Message: fmt.Sprintf("%s: want a memoryCost from 1 to %d KiB and a timeCost from 1 to %d", algorithm, maxArgonMemory, maxArgonTime)}
	}
	m, t, p, n := uint32(memory), uint32(time), uint8(threads), uint32(size)
	switch algorithm {
	case "argon2id":
		return argon2.IDKey([]byte(password), salt, t, m, p, n), nil
	case "argon2i":
		return argon2.Key([]byte(password), salt, t, m, p, n), nil
	}
	return nil, noAlgorithm(algorithm)
}

func noAlgorithm(algorithm string) error {
	return &jsapi.Error{Code: "PASSWORD_UNSUPPORTED_ALGORITHM", Message: fmt.Sprintf("the host hashes passwords by argon2id, argon2i and bcrypt, not by %q", algorithm)}
}

// verifyPassword is Bun.password.verify. The hash tells its algorithm.
func verifyPassword(password, hash string) (bool, error) {
	if password == "" || hash == "" {
		return false, nil
	}
	if strings.HasPrefix(hash, "$2") {
		err := bcrypt.CompareHashAndPassword([]byte(hash), bcryptInput(password))
		if errors.Is(err, bcrypt.ErrMismatchedHashAndPassword) {
			return false, nil
		}
		return err == nil, err
	}
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "" || !strings.HasPrefix(parts[1], "argon2") {
		return false, &jsapi.Error{Code: "PASSWORD_UNSUPPORTED_ALGORITHM", Message: `Password verification failed with error "UnsupportedAlgorithm"`}
	}
	invalid := &jsapi.Error{Code: "PASSWORD_INVALID_ENCODING", Message: `Password verification failed with error "InvalidEncoding"`}
	var version, memory, time, threads int
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &time, &threads); err != nil || version != argon2.Version {
		return false, invalid
	}
	salt, err := phc.DecodeString(parts[4])
	want, err2 := phc.DecodeString(parts[5])
	if err != nil || err2 != nil || len(want) < 4 || len(want) > 1024 {
		return false, invalid
	}
	sum, err := argon(parts[1], password, salt, memory, time, threads, len(want))
	return err == nil && subtle.ConstantTimeCompare(sum, want) == 1, err
}
