# Lintas. `make test` is what continuous integration runs.

.PHONY: run tesseract test vuln bench bench-search torture score screens build

run: tesseract ## serve the invented sample correspondence on a throw-away folder
	go run . serve --demo

tesseract: # reads scans; where it cannot be installed here, say how
	@command -v tesseract >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get install -y -qq --no-install-recommends tesseract-ocr tesseract-ocr-ind >/dev/null; } || \
		echo "Scans wait until Tesseract is there: apt-get install tesseract-ocr tesseract-ocr-ind"

build: ## one file, no cgo
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o dist/lintas .

test: ## format, vet, staticcheck, tidy, race; a skipped test fails
	@.ci/test

vuln: ## known vulnerabilities; needs the database at vuln.go.dev
	go tool govulncheck ./...

bench: ## the tables of docs/benchmarks.md; needs recoll and ocrmypdf (Debian: apt-get install recoll ocrmypdf), takes about a quarter of an hour
	go run ./bench ingest
	go run ./bench archive
	go run ./bench scans
	go test ./storage -run '^$$' -bench Journal -benchtime 2s -count 3
	go test ./reading -run '^$$' -bench Read
	go test ./index -run '^$$' -bench Search -benchtime 1x -letters 100000

bench-search: ## search beside its rivals and its growth; wants python3-xapian, postgresql, python3-psycopg2 and python3-whoosh, takes about an hour
	go run ./bench search 10000 100000 1000000

torture: ## kill -9 three hundred times, power cuts a hundred times (root: loop mounts); takes about fifteen minutes
	go test ./storage -tags torture -run 'Killing|PowerCut' -count 1 -timeout 60m -v -kills 300 -powercuts 100
	go test . -run Kill -count 5 -timeout 60m -v

screens: ## the pictures of docs/screens; needs chromium
	go run ./bench screens

score: build ## read the sample letters and those of other hands and compare with the truth; takes about five minutes
	@set -e; for set in demo bench/letters/first bench/letters/second bench/letters/scans; do \
		echo "== $$set"; \
		dist/lintas read --json $$(ls $$set/letters/*.pdf 2>/dev/null || ls $$set/*.pdf) > dist/predictions.json; \
		python3 demo/score_fields.py $$set/truth.json dist/predictions.json --agencies $$set/agencies.json --errors 0; \
	done
	go run ./bench links demo bench/letters/first bench/letters/second
