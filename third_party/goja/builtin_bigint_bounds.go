package goja

import "math/big"

// maxBigIntBits is how long a BigInt may become. V8's bound is 1<<30; what
// is longer than this keeps one operation busy for minutes, in which nothing
// can interrupt it.
const maxBigIntBits = 1 << 26

func (r *Runtime) bigIntTooBig() Value {
	return r.newError(r.getRangeError(), "Maximum BigInt size exceeded")
}

func (r *Runtime) bigIntMul(x, y *big.Int) *big.Int {
	if x.BitLen()+y.BitLen() > maxBigIntBits+1 {
		panic(r.bigIntTooBig())
	}
	return new(big.Int).Mul(x, y)
}

// bigIntExp raises x to a power that is not negative.
func (r *Runtime) bigIntExp(x, y *big.Int) *big.Int {
	if bits := x.BitLen(); bits > 1 {
		if !y.IsInt64() || y.Int64() > maxBigIntBits || int64(bits-1)*y.Int64() > maxBigIntBits {
			panic(r.bigIntTooBig())
		}
	} else if x.Sign() != 0 { // 1 or -1
		if x.Sign() < 0 && y.Bit(0) == 1 {
			return big.NewInt(-1)
		}
		return big.NewInt(1)
	}
	return new(big.Int).Exp(x, y, nil)
}

// bigIntShift shifts to the left, or to the right; a negative count shifts the
// other way.
func (r *Runtime) bigIntShift(x, count *big.Int, right bool) *big.Int {
	if x.Sign() == 0 || count.Sign() == 0 {
		return x
	}
	if right != (count.Sign() < 0) {
		if count.BitLen() > 31 || count.CmpAbs(big.NewInt(int64(x.BitLen()))) > 0 {
			if x.Sign() < 0 {
				return big.NewInt(-1)
			}
			return new(big.Int)
		}
		return new(big.Int).Rsh(x, uint(new(big.Int).Abs(count).Uint64()))
	}
	if count.BitLen() > 31 {
		panic(r.bigIntTooBig())
	}
	n := new(big.Int).Abs(count).Uint64()
	if uint64(x.BitLen())+n > maxBigIntBits {
		panic(r.bigIntTooBig())
	}
	return new(big.Int).Lsh(x, uint(n))
}

// bigIntToNumber gives the nearest number.
func bigIntToNumber(x *big.Int) Value {
	if x.IsInt64() {
		return intToValue(x.Int64())
	}
	f, _ := new(big.Float).SetInt(x).Float64()
	return floatToValue(f)
}
