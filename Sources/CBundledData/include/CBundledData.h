#ifndef CBUNDLEDDATA_H
#define CBUNDLEDDATA_H
#include <stddef.h>

/// One file of `Data/` as it was when the program was built. The bytes live as long as the process.
struct bundled_file {
  const char *name;            ///< path below `Data/`, such as `taxonomy/concepts.tsv`
  const unsigned char *bytes;  ///< not zero-terminated
  size_t size;
};

/// How many files ship.
size_t bundled_file_count(void);

/// The file at `index`, which must be less than `bundled_file_count()`.
struct bundled_file bundled_file_at(size_t index);

#endif
