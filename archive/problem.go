package archive

// ProblemType is a kind of trouble a worker can be in.
type ProblemType struct {
	Code  string
	Text  Text
	Words []string // lower-case words and phrases that letters use for it
}

// ProblemTypes returns the problem types, the most telling first.
func ProblemTypes() []ProblemType {
	return []ProblemType{
		{"unpaid_wages", Text{"Gaji tidak dibayar", "Unpaid wages"}, []string{"gaji tidak dibayar"}},
	}
}
