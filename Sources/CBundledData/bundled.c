#include "CBundledData.h"

// The tables that ship inside the binary. A file that is added to `Data/taxonomy` or `Data/vocabulary` is added here.
#define TABLES(X)                                 \
  X(scheme, "taxonomy/scheme.tsv")                \
  X(concepts, "taxonomy/concepts.tsv")            \
  X(labels, "taxonomy/labels.tsv")                \
  X(relations, "taxonomy/relations.tsv")          \
  X(matches, "taxonomy/matches.tsv")              \
  X(ambiguity, "taxonomy/ambiguity.tsv")          \
  X(headings, "vocabulary/headings.tsv")          \
  X(cues, "vocabulary/cues.tsv")                  \
  X(titles, "vocabulary/titles.tsv")

static const unsigned char scheme[] = {
#embed "../../Data/taxonomy/scheme.tsv"
};
static const unsigned char concepts[] = {
#embed "../../Data/taxonomy/concepts.tsv"
};
static const unsigned char labels[] = {
#embed "../../Data/taxonomy/labels.tsv"
};
static const unsigned char relations[] = {
#embed "../../Data/taxonomy/relations.tsv"
};
static const unsigned char matches[] = {
#embed "../../Data/taxonomy/matches.tsv"
};
static const unsigned char ambiguity[] = {
#embed "../../Data/taxonomy/ambiguity.tsv"
};
static const unsigned char headings[] = {
#embed "../../Data/vocabulary/headings.tsv"
};
static const unsigned char cues[] = {
#embed "../../Data/vocabulary/cues.tsv"
};
static const unsigned char titles[] = {
#embed "../../Data/vocabulary/titles.tsv"
};

#define ENTRY(symbol, path) {path, symbol, sizeof symbol},
static const struct bundled_file files[] = {TABLES(ENTRY)};

size_t bundled_file_count(void) { return sizeof files / sizeof files[0]; }

struct bundled_file bundled_file_at(size_t index) { return files[index]; }
