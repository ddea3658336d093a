#include "CBundledData.h"

// The files that ship inside the binary. A file that is added to a folder of `Data/` below is added here.
#define FILES(X)                                  \
  X(scheme, "taxonomy/scheme.tsv")                \
  X(concepts, "taxonomy/concepts.tsv")            \
  X(labels, "taxonomy/labels.tsv")                \
  X(relations, "taxonomy/relations.tsv")          \
  X(matches, "taxonomy/matches.tsv")              \
  X(ambiguity, "taxonomy/ambiguity.tsv")          \
  X(headings, "vocabulary/headings.tsv")          \
  X(cues, "vocabulary/cues.tsv")                  \
  X(titles, "vocabulary/titles.tsv")              \
  X(presumptions, "careers/presumptions.tsv")     \
  X(seniority, "careers/seniority.tsv")           \
  X(viewer_page, "viewer/viewer.html")            \
  X(viewer_style, "viewer/viewer.css")            \
  X(viewer_script, "viewer/viewer.js")

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

static const unsigned char presumptions[] = {
#embed "../../Data/careers/presumptions.tsv"
};
static const unsigned char seniority[] = {
#embed "../../Data/careers/seniority.tsv"
};

static const unsigned char viewer_page[] = {
#embed "../../Data/viewer/viewer.html"
};
static const unsigned char viewer_style[] = {
#embed "../../Data/viewer/viewer.css"
};
static const unsigned char viewer_script[] = {
#embed "../../Data/viewer/viewer.js"
};

#define ENTRY(symbol, path) {path, symbol, sizeof symbol},
static const struct bundled_file files[] = {FILES(ENTRY)};

size_t bundled_file_count(void) { return sizeof files / sizeof files[0]; }

struct bundled_file bundled_file_at(size_t index) { return files[index]; }
