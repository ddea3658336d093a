#ifndef CMARKUP_H
#define CMARKUP_H

#include <stddef.h>
#include <stdint.h>

/// What a parser reports while it reads. `context` is handed to each function as it was given.
///
/// All text is UTF-8. Pointers are valid during the call only. `start` and `text` return 0 to go on; anything else ends the
/// parse, and what was delivered stays.
struct cm_handler {
  void *context;
  /// `attributes` is a null-terminated list of name, value, name, value; null if there are none. A value may be null.
  int (*start)(void *context, const char *name, const char *const *attributes);
  void (*end)(void *context, const char *name);
  /// Text may come in several pieces.
  int (*text)(void *context, const char *bytes, size_t size);
  /// `severity`: 1 warning, 2 error, 3 fatal. `line` is 1-based, 0 if unknown.
  void (*problem)(void *context, int code, int severity, int line, const char *message);
};

/// Parses an HTML page that must be UTF-8; whatever it declares is ignored. Returns 0, or -1 if no parser could be made.
///
/// No network, no external entity, no tree: libxml2's limits on depth and text size do not apply.
int cm_parse_html(const char *bytes, size_t size, const struct cm_handler *handler);

/// Parses a well-formed or recoverable XML document or record that must be UTF-8 and must hold no document type.
///
/// The named entities of HTML are known. Parsing goes on after errors where libxml2 can.
int cm_parse_xml(const char *bytes, size_t size, const struct cm_handler *handler);

/// What a stream reports; as `cm_handler`, with namespaces. Ends of text runs are not told: text may come in several pieces.
struct cm_stream_handler {
  void *context;
  /// `attributes` holds `count` groups of five pointers: local name, prefix, namespace, first byte of the value, one past its
  /// last. `space` is the element's namespace; null if it has none. It lives as long as the stream.
  int (*start)(
      void *context, const char *name, int has_prefix, const char *space, const char *const *attributes, int count);
  void (*end)(void *context);
  int (*text)(void *context, const char *bytes, size_t size);
  void (*instruction)(void *context, const char *target, const char *data);
  void (*problem)(void *context, int code, int severity, int line, const char *message);
};

/// An XML document that arrives in pieces of any size, in any encoding libxml2 detects. Read strictly: it ends at the first
/// error. A document type with declarations is refused, so no entity but the five of XML has a meaning.
struct cm_stream;

/// A new stream, or null. `handler` is copied. With `skips_space`, white space between an end tag and the next tag is not told.
struct cm_stream *cm_stream_open(const struct cm_stream_handler *handler, int skips_space);

/// Reads on; `last` says that nothing follows. Returns 0, or nonzero once nothing more will be read.
int cm_stream_push(struct cm_stream *stream, const char *bytes, size_t size, int last);

/// Whether the reader has read all it was given and stands between two tags in an element. Whole elements may then be left out.
int cm_stream_is_between_tags(const struct cm_stream *stream);

/// Says that `lines` line feeds were left out there, with elements or not, and whether the tag before is an end tag.
void cm_stream_skip(struct cm_stream *stream, long lines, int is_after_end);

/// The line the reader is at, 1-based.
long cm_stream_line(const struct cm_stream *stream);

void cm_stream_close(struct cm_stream *stream);

/// Turns `size` bytes of `charset` into UTF-8 with the system's iconv and hands the pieces to `text`. Bytes that mean nothing
/// there become U+FFFD. Returns how many did, or -1 if the system does not know `charset`.
long cm_decode(
    const char *charset, const char *bytes, size_t size, void *context,
    void (*text)(void *context, const char *bytes, size_t size));

/// The character that HTML's entity `name` stands for, or 0.
int cm_entity(const char *name);

/// The offset of the first `byte` at or after `from`, or `size`.
static inline size_t cm_find(const uint8_t *bytes, size_t size, size_t from, uint8_t byte) {
  if (from >= size) return size;
  const uint8_t *found = (const uint8_t *)__builtin_memchr(bytes + from, byte, size - from);
  return found ? (size_t)(found - bytes) : size;
}

/// The number of bytes before the terminating zero.
static inline size_t cm_length(const char *text) { return __builtin_strlen(text); }

/// libxml2's version as the headers had it, such as 20914.
int cm_libxml_version(void);

#endif
