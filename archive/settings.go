package archive

import (
	"fmt"
	"strings"
)

// SettingsID is the id of the one Settings record.
const SettingsID = "installation"

// Settings are what an installation decides for itself.
type Settings struct {
	Head
	Name     string        `json:"name"`      // of the office, shown in the title bar
	Agency   string        `json:"agency"`    // id of the own agency; decides incoming and outgoing
	TimeZone string        `json:"time_zone"` // IANA name
	Defaults []DefaultRule `json:"defaults"`  // for letters that ask without naming a time
	MaxFile  int64         `json:"max_file"`  // bytes

	// ConfirmAnswers is the score from which a letter that seems to answer a deadline
	// fulfils it without a person's word; 0 is never.
	ConfirmAnswers float64 `json:"confirm_answers,omitempty"`

	Instructions []string `json:"instructions,omitempty"` // of dispositions, to choose from
	// Synonyms are further names that mean the same to a search, one group to a line with
	// commas between: "UEA, PEA, Uni Emirat Arab".
	Synonyms []string `json:"synonyms,omitempty"`
}

// DefaultRule is the time an installation gives to letters that name none.
type DefaultRule struct {
	Urgency Urgency  `json:"urgency"`
	Kind    RuleKind `json:"kind"`
	N       int      `json:"n"`
	Source  string   `json:"source"`
}

// RecordKind names the record.
func (*Settings) RecordKind() RecordKind { return SettingsRecord }

// Validate checks the defaults.
func (s *Settings) Validate() error {
	if s.MaxFile < 0 {
		return invalid("max_file", "Batas ukuran berkas tidak boleh negatif.", "The file size limit cannot be negative.")
	}
	for _, line := range s.Synonyms {
		if len(line) > 500 || !strings.Contains(strings.Trim(line, ", "), ",") {
			return invalid("synonyms", "Tulis sedikitnya dua nama sebaris, dengan koma di antaranya: UEA, PEA, Uni Emirat Arab.", "Write at least two names on a line, with commas between: UAE, PEA, Uni Emirat Arab.")
		}
	}
	for _, text := range s.Instructions {
		if text == "" || len(text) > 200 {
			return invalid("instructions", "Isi disposisi yang dapat dipilih tidak boleh kosong dan paling banyak 200 huruf.", "An instruction to choose from cannot be empty and has 200 letters at most.")
		}
	}
	if s.ConfirmAnswers != 0 && (s.ConfirmAnswers < LowConfidence || s.ConfirmAnswers > 1) {
		return invalid("confirm_answers", "Batas keyakinan untuk menetapkan jawaban adalah 0,6 sampai 1, atau 0 untuk tidak pernah.", "The score for confirming answers is 0.6 to 1, or 0 for never.")
	}
	for _, r := range s.Defaults {
		switch r.Kind {
		case WorkingDays, CalendarDay, Hours:
		default:
			return invalid("defaults", fmt.Sprintf("Tenggat bawaan dihitung dengan working_days, calendar_days atau hours, bukan %q.", r.Kind), fmt.Sprintf("A default deadline is counted in working_days, calendar_days or hours, not %q.", r.Kind))
		}
		if r.N <= 0 || !r.Urgency.Valid() {
			return invalid("defaults", fmt.Sprintf("Tenggat bawaan untuk %q perlu jumlah hari.", r.Urgency), fmt.Sprintf("The default deadline for %q needs a number of days.", r.Urgency))
		}
	}
	return nil
}

// DefaultSettings are those of a new installation. The days are the older Pemda
// table (Permendagri 54/2009, not confirmed), a starting point to be edited.
func DefaultSettings() *Settings {
	const source = "bawaan pemasangan; bandingkan Permendagri 54/2009"
	return &Settings{
		Head:     Head{ID: SettingsID},
		Name:     "Lintas",
		TimeZone: "Asia/Jakarta",
		MaxFile:  100 << 20,
		// The words that lembar disposisi of ministries and regional governments print.
		Instructions: []string{
			"Untuk ditindaklanjuti", "Untuk diketahui", "Pelajari / telaah dan beri saran", "Siapkan jawaban", "Siapkan bahan / pointer",
			"Koordinasikan dengan instansi terkait", "Proses sesuai ketentuan", "Bantu / fasilitasi", "Hadiri / wakili, laporkan hasilnya",
			"Agendakan / jadwalkan", "Ingatkan waktunya", "Simpan / arsipkan",
		},
		Defaults: []DefaultRule{
			{VeryUrgent, WorkingDays, 1, source},
			{Urgent, WorkingDays, 2, source},
			{Important, WorkingDays, 3, source},
			{Normal, WorkingDays, 5, source},
			{NoUrgency, WorkingDays, 5, source},
		},
	}
}

// Receipt proves that a request was carried out: it is kept for ever under the
// sender's idempotency key, so that a repeated request finds its first answer.
type Receipt struct {
	Head            // ID: SHA-256 of sender and key
	Sum      string `json:"sum"`      // of the request's bytes
	Document string `json:"document"` // what it made
}

// RecordKind names the record.
func (*Receipt) RecordKind() RecordKind { return ReceiptRecord }

// Level hides receipts from all lists; only their sender's key finds them.
func (*Receipt) Level() Secrecy { return TopSecret }

// Validate checks the sum.
func (r *Receipt) Validate() error {
	if r.ID == "" || r.Sum == "" {
		return invalid("sum", "Tanda terima tidak lengkap.", "The receipt is incomplete.")
	}
	return nil
}

// Counter gives out the numbers of a register book, a year at a time.
type Counter struct {
	Head     // ID: book and year, "masuk/2024"
	Last int `json:"last"`
}

// RecordKind names the record.
func (*Counter) RecordKind() RecordKind { return CounterRecord }

// Level hides counters: they tell how many documents there are.
func (*Counter) Level() Secrecy { return TopSecret }

// Validate checks the id.
func (c *Counter) Validate() error {
	if c.ID == "" || c.Last < 0 {
		return invalid("last", "Penghitung agenda rusak.", "The agenda counter is broken.")
	}
	return nil
}

// DefaultRule returns the rule for a letter of an urgency that names no time:
// the installation's own, counted from receipt. Without an entry for the
// urgency that for NoUrgency counts; without that, none does (NoTime).
func (s *Settings) DefaultRule(u Urgency) Rule {
	for _, want := range []Urgency{u, NoUrgency} {
		for _, d := range s.Defaults {
			if d.Urgency == want {
				return Rule{Kind: d.Kind, N: d.N, Base: FromReceipt, Default: true, Source: d.Source}
			}
		}
	}
	return Rule{Kind: NoTime, Base: FromReceipt, Default: true}
}
