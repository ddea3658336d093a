#include "CCompression.h"

#include <stdlib.h>
#include <zlib.h>

struct cz_inflater {
  z_stream stream;
};

static int window_bits(enum cz_wrapper wrapper) {
  switch (wrapper) {
    case CZ_RAW: return -MAX_WBITS;
    case CZ_ZLIB: return MAX_WBITS;
    default: return 16 + MAX_WBITS;
  }
}

cz_inflater *cz_inflater_new(enum cz_wrapper wrapper) {
  cz_inflater *inflater = calloc(1, sizeof *inflater);
  if (!inflater) return NULL;
  if (inflateInit2(&inflater->stream, window_bits(wrapper)) == Z_OK) return inflater;
  free(inflater);
  return NULL;
}

void cz_inflater_free(cz_inflater *inflater) {
  if (!inflater) return;
  inflateEnd(&inflater->stream);
  free(inflater);
}

void cz_inflater_reset(cz_inflater *inflater) { inflateReset(&inflater->stream); }

static uInt clamped(size_t size) { return size > 1 << 30 ? 1 << 30 : (uInt)size; }

enum cz_status cz_inflate(
    cz_inflater *inflater, const uint8_t *input, size_t input_size, size_t *input_used, uint8_t *output,
    size_t output_size, size_t *output_used) {
  z_stream *stream = &inflater->stream;
  // zlib's interface lacks a const; it does not write to its input.
  stream->next_in = (Bytef *)(uintptr_t)input;
  stream->avail_in = clamped(input_size);
  stream->next_out = output;
  stream->avail_out = clamped(output_size);
  int status = inflate(stream, Z_NO_FLUSH);
  *input_used = (size_t)(stream->next_in - input);
  *output_used = (size_t)(stream->next_out - output);
  switch (status) {
    case Z_STREAM_END: return CZ_END;
    case Z_OK:
    case Z_BUF_ERROR: return CZ_MORE;
    case Z_MEM_ERROR: return CZ_NO_MEMORY;
    default: return CZ_DAMAGED;
  }
}

uint32_t cz_crc32(uint32_t sum, const uint8_t *bytes, size_t size) {
  while (size > 0) {
    uInt part = clamped(size);
    sum = (uint32_t)crc32(sum, bytes, part);
    bytes += part;
    size -= part;
  }
  return sum;
}
