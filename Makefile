# The two commands a newcomer needs: `make demo` and `make test`. `make fuzz` and `make sanitize` look for what tests miss.

SWIFT ?= swift
PROGRAM = .build/release/skillgraph
DEMO = .build/demo.db
# On Linux Swift's own libraries are linked in: every command starts a fifth sooner, and the program runs where Swift is missing.
RELEASE = --configuration release $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib -Xswiftc -use-ld=lld)

.PHONY: demo test setup install build check exports fuzz sanitize clean

# Builds the program, reads the sample pages, asks three questions and writes Exports/.
demo: setup build
	@rm -f $(DEMO)
	$(PROGRAM) ingest Data/postings --graph $(DEMO)
	@echo; $(PROGRAM) prerequisites PyTorch --depth 2 --graph $(DEMO)
	@echo; $(PROGRAM) path "data analyst" "machine learning engineer" --graph $(DEMO)
	@echo; $(PROGRAM) explain "machine learning engineer" Python --limit 3 --graph $(DEMO)
	@Tests/Exports/remake Exports
	@echo; echo "Open Exports/machine-learning-engineer.graphml in Gephi, Cytoscape or yEd; Exports/README.md says what else is there."
	@echo "Go on asking: $(PROGRAM) gap \"machine learning engineer\" --have python,sql --graph $(DEMO)"

# Everything that must hold: formatting, no warnings (they are errors), every promise, every export, other tools' readers.
test: setup check
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	$(MAKE) --no-print-directory build
	$(SWIFT) build $(RELEASE) --product dev
	.build/release/dev gate
	$(PROGRAM) taxonomy check
	Tests/NameCache/check
	Tests/Exports/check
	Tests/Interop/run $(PROGRAM)

check:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

build:
	$(SWIFT) build $(RELEASE) --product skillgraph

# Remakes every sample in Exports/ after a change that is meant to change them.
exports: setup build
	Tests/Exports/remake Exports

# Installs what the system lacks: libxml2, SQLite and zlib with their headers, and pkg-config to find them.
setup:
	@pkg-config --exists libxml-2.0 sqlite3 zlib 2>/dev/null || $(MAKE) --no-print-directory install

install:
	@if command -v apt-get >/dev/null; then \
	  sudo=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq pkg-config libxml2-dev libsqlite3-dev zlib1g-dev; \
	elif command -v brew >/dev/null; then brew install pkg-config libxml2 sqlite zlib; \
	else echo "Install pkg-config and the headers of libxml2, SQLite and zlib with your package manager, then try again." >&2; exit 1; fi

# Mutates the corpora of Tests/FuzzTargetsTests under libFuzzer (Linux; clang's runtime is in the toolchain) with the sanitizers
# for addresses, leaks and, in C, undefined behaviour. What a target breaks at is left in .build-fuzz/found; its minimized form
# (`-minimize_crash=1`) belongs into the corpus. TARGETS and SECONDS (each target's) can be given.
TARGETS ?= html json xml feed text prefilter graphml tables gunzip archive
SECONDS ?= 1800
FUZZ = FUZZ_TARGET=$$target SWIFT_BACKTRACE=enable=no .build-fuzz/release/fuzz

fuzz:
	SKILLGRAPH_FUZZ=1 $(SWIFT) build --configuration release --product fuzz --scratch-path .build-fuzz \
	  -Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library -Xcc -fsanitize=fuzzer-no-link,address,undefined
	@set -e; for target in $(TARGETS); do echo "== $$target"; \
	  mkdir -p .build-fuzz/corpus/$$target .build-fuzz/found/$$target; \
	  dictionary=Tests/FuzzTargetsTests/Dictionaries/$$target.dict; \
	  $(FUZZ) -max_total_time=$(SECONDS) -max_len=8192 -timeout=120 -rss_limit_mb=3000 -print_final_stats=1 \
	    $$(test ! -f $$dictionary || echo -dict=$$dictionary) -artifact_prefix=.build-fuzz/found/$$target/ \
	    .build-fuzz/corpus/$$target Tests/FuzzTargetsTests/Corpus/$$target; done

# All tests under the sanitizers, built beside the ordinary ones.
sanitize:
	$(SWIFT) test --disable-xctest --sanitize=address --scratch-path .build-address \
	  -Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined
	$(SWIFT) test --disable-xctest --sanitize=thread --scratch-path .build-thread

clean:
	rm -rf .build
