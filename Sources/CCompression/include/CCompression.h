#ifndef CCOMPRESSION_H
#define CCOMPRESSION_H

#include <stddef.h>
#include <stdint.h>

/// A deflate stream (RFC 1951) that is being unpacked; opaque, so that Swift sees no header of zlib.
typedef struct cz_inflater cz_inflater;

/// What stands around the deflate stream.
enum cz_wrapper {
  /// A header and a checksum (RFC 1952).
  CZ_GZIP = 0,
  /// A short header and a checksum (RFC 1950).
  CZ_ZLIB = 1,
  CZ_RAW = 2,
};

/// Returns null if there is no memory.
cz_inflater *cz_inflater_new(enum cz_wrapper wrapper);
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

/// The checksum of ZIP and gzip (CRC-32) of what came before, `sum`, and `bytes`; 0 of nothing.
uint32_t cz_crc32(uint32_t sum, const uint8_t *bytes, size_t size);

#endif
