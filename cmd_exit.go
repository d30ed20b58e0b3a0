package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"syscall"

	"lintas/archive"
)

// exitCode is how the command ends. The table is printed by `lintas help exit-codes`.
type exitCode int

// The exit codes. They never change their meaning.
const (
	exitDone    exitCode = 0
	exitFailed  exitCode = 1
	exitUsage   exitCode = 2
	exitRefused exitCode = 3
	exitFaults  exitCode = 4
	exitLocked  exitCode = 5
	exitDisk    exitCode = 6
	exitDenied  exitCode = 7
	exitMissing exitCode = 8
	exitSignal  exitCode = 130
)

const exitTable = `Exit codes:

    0  done
    1  something failed; the message says what
    2  wrong usage: an unknown command, flag or value
    3  done, but some files were refused, or could not be read
    4  verify found faults; each is named with what to do
    5  the data folder is in use by another process, or the server cannot be reached
    6  the disk is full: the reserve of free space is reached
    7  not allowed: no login, or the role or token does not permit it
    8  no such record, file or folder
  130  stopped by Ctrl-C or a signal
`

// refusedError says that some of what was asked for was done, and how many files were not.
type refusedError struct{ refused, total int }

func (e refusedError) Error() string {
	return fmt.Sprintf("%d of %d files were refused", e.refused, e.total)
}

// faultsError says that a check found faults, which have been printed.
type faultsError struct{ n int }

func (e faultsError) Error() string { return fmt.Sprintf("%d faults", e.n) }

// usageError is a wrong use of the command.
type usageError struct{ text archive.Text }

func (e usageError) Error() string { return e.text.EN }

// explain turns an error of the operating system into a sentence for people; nil if err is
// none of the known ones, or already speaks for itself.
func explain(err error) *archive.Error {
	if archive.CodeOf(err) != "" {
		return nil
	}
	var path *fs.PathError
	var address *net.OpError
	switch {
	case errors.As(err, &address) && address.Op == "listen":
		if errors.Is(err, syscall.EADDRINUSE) {
			where := fmt.Sprint(address.Addr)
			return archive.Fail(archive.Locked,
				fmt.Sprintf("Alamat %s sudah dipakai program lain, mungkin Lintas yang lain. Hentikan, atau pilih alamat lain dengan --addr.", where),
				fmt.Sprintf("Another program uses the address %s, perhaps another Lintas. Stop it, or choose an address with --addr.", where))
		}
		return archive.Fail(archive.Invalid,
			fmt.Sprintf("Server tidak dapat mendengarkan di alamat itu (%v). Tulis alamat seperti 127.0.0.1:8080 dengan --addr.", address.Err),
			fmt.Sprintf("The server cannot listen at that address (%v). Write one like 127.0.0.1:8080 with --addr.", address.Err))
	case errors.Is(err, syscall.ENOSPC):
		return archive.Fail(archive.DiskFull,
			"Disk penuh. Sediakan tempat, lalu ulangi; yang sudah tersimpan tetap utuh.",
			"The disk is full. Make room and try again; what was stored is whole.")
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist):
		return archive.Fail(archive.NotFound,
			fmt.Sprintf("Tidak ada berkas atau folder %s. Periksa namanya.", path.Path),
			fmt.Sprintf("There is no file or folder %s. Check its name.", path.Path))
	case errors.As(err, &path) && errors.Is(err, fs.ErrPermission):
		return archive.Fail(archive.Forbidden,
			fmt.Sprintf("Sistem tidak mengizinkan %s. Periksa pemilik dan izin folder itu.", path.Path),
			fmt.Sprintf("The system does not allow the use of %s. Check the owner and the permissions of that folder.", path.Path))
	case errors.As(err, &path) && errors.Is(err, syscall.EISDIR):
		return archive.Fail(archive.Invalid,
			fmt.Sprintf("%s adalah folder, bukan berkas.", path.Path),
			fmt.Sprintf("%s is a folder, not a file.", path.Path))
	}
	return nil
}

// codeFor maps an error to the exit code.
func codeFor(err error) exitCode {
	var refused refusedError
	var faults faultsError
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		return exitSignal
	case errors.As(err, &refused):
		return exitRefused
	case errors.As(err, &faults):
		return exitFaults
	case errors.As(err, &usage):
		return exitUsage
	}
	switch archive.CodeOf(err) {
	case archive.Locked, archive.Busy:
		return exitLocked
	case archive.DiskFull:
		return exitDisk
	case archive.Forbidden, archive.Unknown:
		return exitDenied
	case archive.NotFound:
		return exitMissing
	case archive.Damaged:
		return exitFaults
	case archive.Invalid:
		return exitUsage
	}
	return exitFailed
}
