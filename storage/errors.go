package storage

import (
	"errors"
	"fmt"

	"lintas/archive"
)

var (
	errClosed  = errors.New("the archive is closed")
	errMissing = errors.New("no such key")
)

// notFound is the same for a record that does not exist and for one that the
// viewer may not know of.
func notFound(kind archive.RecordKind, id string) error {
	e := archive.Fail(archive.NotFound, "Data ini tidak ditemukan di arsip.", "This record is not in the archive.")
	e.Err = fmt.Errorf("%s %q", kind, id)
	return e
}

// damaged says what does not check out and where to look further.
func damaged(what string, cause error) *archive.Error {
	e := archive.Fail(archive.Damaged,
		"Arsip rusak: "+what+". Jalankan `lintas verify` untuk melihat tempat dan cara memperbaikinya.",
		"The archive is damaged: "+what+". Run `lintas verify` to see the place and what to do.")
	e.Err = cause
	return e
}

// stopped is why an archive that failed to write takes no more acts.
func stopped(cause error) *archive.Error {
	e := archive.Fail(archive.Damaged,
		"Arsip hanya dapat dibaca: penulisan ke disk gagal. Periksa disk, lalu jalankan ulang Lintas; yang sudah disimpan tetap ada.",
		"The archive can only be read: writing to the disk failed. Check the disk, then start Lintas again; what was saved is still there.")
	e.Err = cause
	return e
}

func diskFull(free, reserve int64) error {
	e := archive.Fail(archive.DiskFull,
		fmt.Sprintf("Disk hampir penuh: tersisa %d MB, cadangan %d MB. Unggahan dan perubahan ditolak sampai ada ruang; membaca dan mencari tetap bisa.", free>>20, reserve>>20),
		fmt.Sprintf("The disk is nearly full: %d MB left, %d MB kept in reserve. Uploads and changes are refused until there is room; reading and searching go on.", free>>20, reserve>>20))
	return e
}

func invalid(field, id, en string) error {
	e := archive.Fail(archive.Invalid, id, en)
	e.Field = field
	return e
}

func conflict(current archive.Record) error {
	e := archive.Fail(archive.Conflict,
		"Data ini sudah diubah orang lain. Lihat isinya yang sekarang, lalu ulangi perubahan Anda.",
		"Somebody else has changed this record. Look at it as it is now, then make your change again.")
	if current != nil {
		e.Current = current
	}
	return e
}
