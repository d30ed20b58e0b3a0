package reading

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/pkcs7"

	"lintas/archive"
)

// signedPDF is a letter signed by an invented official, as a signing service
// would do it: a detached PKCS #7 in the gap of its ByteRange.
func signedPDF(t testing.TB, signer string) []byte {
	t.Helper()
	const room = 4096 // hex digits
	gap := "<" + strings.Repeat("0", room) + ">"
	pdf := makePDF(
		"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] /SigFlags 3 >> >>",
		onePage,
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [6 0 R] >>",
		streamOf("", printAt(72, 700, 12, "Surat yang ditandatangani")),
		fontDict,
		"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Tanda) /Rect [0 0 0 0] /P 3 0 R /V 7 0 R >>",
		"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1111111111 2222222222 3333333333] /Contents "+gap+" >>",
	)
	from := bytes.Index(pdf, []byte(gap))
	to := from + len(gap)
	covers := fmt.Sprintf("[0 %d %d %d]", from, to, len(pdf)-to)
	place := bytes.Index(pdf, []byte("[0 1111111111 2222222222 3333333333]"))
	copy(pdf[place:], covers+strings.Repeat(" ", len("[0 1111111111 2222222222 3333333333]")-len(covers)))
	der := sign(t, signer, append(bytes.Clone(pdf[:from]), pdf[to:]...))
	if hex.EncodedLen(len(der)) > room {
		t.Fatalf("the signature has %d bytes, more than its room", len(der))
	}
	hex.Encode(pdf[from+1:], der)
	return pdf
}

func sign(t testing.TB, name string, data []byte) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2034, 1, 1, 0, 0, 0, 0, time.UTC)}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256(data)
	p7, err := pkcs7.NewSignedData()
	if err != nil {
		t.Fatal(err)
	}
	if err := p7.AddSigner(cert, key, digest[:], pkcs7.OIDDigestAlgorithmSHA256, pkcs7.SignerInfoConfig{}); err != nil {
		t.Fatal(err)
	}
	der, err := p7.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func TestSignatureSaysWhoSignedAndWhatItCovers(t *testing.T) {
	pool := testPool(t)
	const signer = "Lestari Widyaningrum"
	whole := signedPDF(t, signer)
	increment := "9 0 obj\n<< /Note (added later) >>\nendobj\nxref\n9 1\n%010d 00000 n \ntrailer\n<< /Size 10 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
	appended := append(bytes.Clone(whole), fmt.Sprintf(increment, len(whole), bytes.LastIndex(whole, []byte("xref\n0 ")), len(whole)+45)...)
	tampered := bytes.Replace(whole, []byte("ditandatangani"), []byte("ditandatangany"), 1)
	hidden := bytes.Replace(whole, []byte("/ByteRange [0 "), []byte("/ByteRange [9 "), 1)
	for _, c := range []struct {
		name string
		pdf  []byte
		want *archive.Signature
	}{
		{"as signed", whole, &archive.Signature{Count: 1, CoversWhole: true, Intact: true, Signer: signer}},
		{"with an increment after it", appended, &archive.Signature{Count: 1, Intact: true, Signer: signer}},
		{"with a letter changed", tampered, &archive.Signature{Count: 1, CoversWhole: true, Signer: signer}},
		{"with a range that leaves out the head", hidden, &archive.Signature{Count: 1}},
		{"not signed", pageWith(printAt(72, 700, 12, "Surat biasa"), ""), nil},
		{"with the word ByteRange only", pageWith(printAt(72, 700, 12, "Surat biasa"), "/Note (/ByteRange)"), nil},
	} {
		got, err := pool.Read(t.Context(), saved(t, c.pdf))
		switch {
		case err != nil:
			t.Errorf("%s: %v", c.name, err)
		case (got.Signature == nil) != (c.want == nil), got.Signature != nil && *got.Signature != *c.want:
			t.Errorf("%s: signature %+v, want %+v", c.name, got.Signature, c.want)
		case !strings.HasPrefix(got.Transcript.Text(), "Surat"):
			t.Errorf("%s: text %q", c.name, got.Transcript.Text())
		}
	}
}
