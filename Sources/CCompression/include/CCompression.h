#ifndef CCOMPRESSION_H
#define CCOMPRESSION_H

#include <stddef.h>
#include <stdint.h>

/// A gzip stream that is being unpacked (RFC 1952); opaque, so that Swift sees no header of zlib.
typedef struct cz_inflater cz_inflater;

/// Returns null if there is no memory.
cz_inflater *cz_inflater_new(void);
void cz_inflater_free(cz_inflater *inflater);

enum cz_status {
  /// More input is wanted, or more output is to be fetched if none of the room was left.
  CZ_MORE = 0,
  /// The end of a member of the stream; another may follow.
  CZ_END = 1,
  CZ_DAMAGED = -1,
  CZ_NO_MEMORY = -2,
};

/// Unpacks from `input` into `output`; sets how many bytes of each were used.
enum cz_status cz_inflate(
    cz_inflater *inflater, const uint8_t *input, size_t input_size, size_t *input_used, uint8_t *output,
    size_t output_size, size_t *output_used);

/// Makes the inflater ready for the next member.
void cz_inflater_reset(cz_inflater *inflater);

#endif
