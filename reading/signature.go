package reading

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/pkcs7"

	"lintas/archive"
)

// mostSignatures bounds the work; a letter has one to three.
const mostSignatures = 20

// signature says what the file's electronic signatures cover and whether their
// digests fit. PDFium finds them in its sandbox and pdfcpu's pkcs7 checks them:
// 0.2 ms for a signed letter, 3 µs for one that is not. pdfcpu's own way through
// the PDF takes 2 ms, panics on some files and does not notice what was appended
// after signing. Whatever goes wrong here, the text of the file is still read.
func (p *paper) signature(f *os.File, size int64) (found *archive.Signature) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(os.Stderr, "check a signature: %v\n", r)
			found = nil
		}
	}()
	if !bytes.Contains(p.data(size), []byte("/ByteRange")) {
		return nil
	}
	seals := p.seals()
	if len(seals) == 0 {
		return nil
	}
	found = &archive.Signature{Count: len(seals), Intact: true}
	var names []string
	for _, s := range seals {
		name, whole, err := s.check(f, size)
		if err != nil {
			fmt.Fprintf(os.Stderr, "check a signature: %v\n", err)
			found.Intact = false
		}
		found.CoversWhole = found.CoversWhole || whole
		if name != "" {
			names = append(names, name)
		}
	}
	found.Signer = strings.Join(names, "; ")
	return found
}

// seal is one signature as the file holds it.
type seal struct {
	form     string // SubFilter
	covers   []int32
	contents []byte
}

func (p *paper) seals() []seal {
	e := p.e
	n := min(int(int32(e.call("FPDF_GetSignatureCount", p.doc))), mostSignatures)
	var seals []seal
	for i := 0; i < n && e.err == nil; i++ {
		object := e.call("FPDF_GetSignatureObject", p.doc, uint64(i))
		if object == 0 {
			continue
		}
		s := seal{
			contents: e.fetch("FPDFSignatureObj_GetContents", object, 1),
			form:     string(bytes.TrimRight(e.fetch("FPDFSignatureObj_GetSubFilter", object, 1), "\x00")),
		}
		for b := e.fetch("FPDFSignatureObj_GetByteRange", object, 4); len(b) >= 4; b = b[4:] {
			s.covers = append(s.covers, int32(binary.LittleEndian.Uint32(b)))
		}
		if len(s.contents) > 0 {
			seals = append(seals, s)
		}
	}
	return seals
}

// fetch calls a function that tells how many items it has, or copies them.
func (e *engine) fetch(name string, object uint64, itemSize int) []byte {
	n := int(int32(e.call(name, object, 0, 0)))
	if n <= 0 || n > 1<<20 {
		return nil
	}
	at := e.allocate(n * itemSize)
	defer func() { e.call("free", uint64(at)) }()
	e.call(name, object, uint64(at), uint64(n))
	view, ok := e.mod.Memory().Read(at, uint32(n*itemSize))
	if !ok || e.err != nil {
		return nil
	}
	return bytes.Clone(view)
}

var (
	errCover  = errors.New("the signature leaves out more of the file than itself")
	errSigner = errors.New("the signature has no signer")
)

// check tells who signed, whether the signature covers the file to its end, and
// what does not fit.
func (s seal) check(f *os.File, size int64) (signer string, whole bool, err error) {
	signed, whole, err := s.signedBytes(f, size)
	if err != nil {
		return "", false, err
	}
	if s.form == "adbe.x509.rsa_sha1" {
		return "", whole, fmt.Errorf("signature form %s is not checked", s.form)
	}
	p7, err := pkcs7.Parse(unpadded(s.contents))
	if err != nil {
		return "", whole, err
	}
	if len(p7.Signers) == 0 {
		return "", whole, errSigner
	}
	by := p7.Signers[0]
	cert, err := pkcs7.GetCertFromCertsByIssuerAndSerial(p7.Certificates, by.IssuerAndSerialNumber)
	if cert == nil {
		return "", whole, errors.Join(errSigner, err)
	}
	switch s.form {
	case "ETSI.RFC3161": // a time stamp, not a person
		return "", whole, checkStamp(p7, cert, by, signed)
	case "adbe.pkcs7.sha1":
		err = errors.Join(pkcs7.VerifyMessageDigestEmbedded(p7.Content, signed), pkcs7.CheckSignature(cert, by, p7.Content))
	default:
		err = pkcs7.CheckSignature(cert, by, signed)
	}
	return cert.Subject.CommonName, whole, err
}

// unpadded cuts off the zeros that fill the room kept for a signature.
func unpadded(contents []byte) []byte {
	var one asn1.RawValue
	if _, err := asn1.Unmarshal(contents, &one); err != nil {
		return contents // BER of indefinite length: its end is inside
	}
	return one.FullBytes
}

// checkStamp checks a time stamp of the document (RFC 3161).
func checkStamp(p7 *pkcs7.PKCS7, cert *x509.Certificate, by pkcs7.SignerInfo, signed []byte) error {
	var info struct {
		Version int
		Policy  asn1.ObjectIdentifier
		Imprint struct {
			Algorithm struct {
				OID        asn1.ObjectIdentifier
				Parameters asn1.RawValue `asn1:"optional"`
			}
			Digest []byte
		}
		Serial asn1.RawValue
		Time   asn1.RawValue
	}
	if _, err := asn1.Unmarshal(p7.Content, &info); err != nil {
		return fmt.Errorf("read a time stamp: %w", err)
	}
	return errors.Join(
		pkcs7.VerifyMessageDigestTSToken(info.Imprint.Algorithm.OID, info.Imprint.Digest, signed),
		pkcs7.CheckSignatureWithContentType(cert, by, p7.Content, p7.ContentType))
}

// signedBytes reads what the signature covers, from the file and not from the
// sandbox. It must leave out its own contents and nothing else, or something may
// hide in the gap. whole is whether only white space follows.
func (s seal) signedBytes(f *os.File, size int64) (signed []byte, whole bool, err error) {
	if len(s.covers) != 4 {
		return nil, false, errCover
	}
	head, from, tail := int64(s.covers[1]), int64(s.covers[2]), int64(s.covers[3])
	end := from + tail
	if s.covers[0] != 0 || head <= 0 || from <= head || tail < 0 || end > size {
		return nil, false, errCover
	}
	all := make([]byte, size)
	if _, err := f.ReadAt(all, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, false, fmt.Errorf("read the signed bytes: %w", err)
	}
	gap := bytes.TrimSpace(all[head:from])
	if len(gap) < 2 || gap[0] != '<' || gap[len(gap)-1] != '>' {
		return nil, false, errCover
	}
	contents := make([]byte, hex.DecodedLen(len(gap)-2))
	if n, err := hex.Decode(contents, gap[1:len(gap)-1]); err != nil || !bytes.HasPrefix(contents[:n], s.contents) {
		return nil, false, errCover
	}
	whole = len(bytes.TrimSpace(all[end:])) == 0
	return append(all[:head], all[from:end]...), whole, nil
}
