package template

import (
	"encoding/binary"
	"math/bits"
)

// BLAKE3, for the ids of hints: plain and portable, as texts are short (see the BLAKE3 paper, sections 2 and 5.1).

const (
	blakeChunk                                          = 1024
	chunkStart, chunkEnd, blakeParent, blakeRoot uint32 = 1, 2, 4, 8
)

var blakeIV = [8]uint32{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}

// blake3 returns the hash of data.
func blake3(data []byte) [32]byte {
	var sum [32]byte
	for i, w := range blakeNode(data, 0, blakeRoot) {
		binary.LittleEndian.PutUint32(sum[4*i:], w)
	}
	return sum
}

// blakeNode returns the chaining value of the subtree over data, whose first chunk has the given number.
func blakeNode(data []byte, chunk uint64, root uint32) [8]uint32 {
	if len(data) <= blakeChunk {
		return blakeLeaf(data, chunk, root)
	}
	// The left subtree is complete: the largest power of two of chunks that leaves at least a byte.
	left := blakeChunk << (bits.Len(uint((len(data)-1)/blakeChunk)) - 1)
	l := blakeNode(data[:left], chunk, 0)
	r := blakeNode(data[left:], chunk+uint64(left/blakeChunk), 0)
	block := [16]uint32(append(l[:], r[:]...))
	return blakeCompress(blakeIV, block, 0, 64, blakeParent|root)
}

// blakeLeaf returns the chaining value of one chunk.
func blakeLeaf(data []byte, chunk uint64, root uint32) [8]uint32 {
	cv, flags := blakeIV, chunkStart
	for {
		n := min(len(data), 64)
		var padded [64]byte
		copy(padded[:], data[:n])
		var block [16]uint32
		for i := range block {
			block[i] = binary.LittleEndian.Uint32(padded[4*i:])
		}
		data = data[n:]
		if len(data) == 0 {
			return blakeCompress(cv, block, chunk, uint32(n), flags|chunkEnd|root)
		}
		cv, flags = blakeCompress(cv, block, chunk, uint32(n), flags), 0
	}
}

func blakeCompress(cv [8]uint32, m [16]uint32, counter uint64, length, flags uint32) [8]uint32 {
	s := [16]uint32{
		cv[0], cv[1], cv[2], cv[3], cv[4], cv[5], cv[6], cv[7],
		blakeIV[0], blakeIV[1], blakeIV[2], blakeIV[3], uint32(counter), uint32(counter >> 32), length, flags,
	}
	mix := func(a, b, c, d int, x, y uint32) {
		s[a] += s[b] + x
		s[d] = bits.RotateLeft32(s[d]^s[a], -16)
		s[c] += s[d]
		s[b] = bits.RotateLeft32(s[b]^s[c], -12)
		s[a] += s[b] + y
		s[d] = bits.RotateLeft32(s[d]^s[a], -8)
		s[c] += s[d]
		s[b] = bits.RotateLeft32(s[b]^s[c], -7)
	}
	for range 7 {
		for i := range 4 { // columns, then diagonals
			mix(i, 4+i, 8+i, 12+i, m[2*i], m[2*i+1])
		}
		for i := range 4 {
			mix(i, 4+(i+1)%4, 8+(i+2)%4, 12+(i+3)%4, m[8+2*i], m[9+2*i])
		}
		m = [16]uint32{m[2], m[6], m[3], m[10], m[7], m[0], m[4], m[13], m[1], m[11], m[12], m[5], m[9], m[14], m[15], m[8]}
	}
	for i := range cv {
		cv[i] = s[i] ^ s[i+8]
	}
	return cv
}
