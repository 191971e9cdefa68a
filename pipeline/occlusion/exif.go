package occlusion

import (
	"bytes"
	"encoding/binary"
)

// orientation returns how a JPEG picture is turned or mirrored when it is shown: 1 for not at all, up to 8; from 5 on, width
// and height change places. Cameras write it into the Exif block, which stands before the pixels.
func orientation(jpeg []byte) int {
	for rest := jpeg[min(2, len(jpeg)):]; len(rest) >= 4 && rest[0] == 0xff; {
		marker, length := rest[1], int(binary.BigEndian.Uint16(rest[2:]))
		if length < 2 || len(rest) < 2+length {
			return 1
		}
		const application = 0xe1
		if exif, ok := bytes.CutPrefix(rest[4:2+length], []byte("Exif\x00\x00")); ok && marker == application {
			return exifOrientation(exif)
		}
		rest = rest[2+length:]
	}
	return 1
}

// exifOrientation looks for the orientation in the first list of an Exif block.
func exifOrientation(exif []byte) int {
	const (
		entry = 12     // bytes of one item of the list
		tag   = 0x0112 // of the orientation
	)
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(exif, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(exif) < 8 {
		return 1
	}
	at := int64(order.Uint32(exif[4:]))
	if at+2 > int64(len(exif)) {
		return 1
	}
	list := exif[at+2:]
	for range order.Uint16(exif[at:]) {
		if len(list) < entry {
			return 1
		}
		if v := int(order.Uint16(list[8:])); order.Uint16(list) == tag && v >= 1 && v <= 8 {
			return v
		}
		list = list[entry:]
	}
	return 1
}
