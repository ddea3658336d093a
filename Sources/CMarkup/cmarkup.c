#include "CMarkup.h"

#include <iconv.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <stdlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Only this file includes libxml2. What differs between 2.9 and 2.15 is settled here.

#if LIBXML_VERSION >= 21200
typedef const xmlError *problem_pointer;
#else
typedef xmlErrorPtr problem_pointer;
#endif

/// One parse: libxml2 hands it to every callback.
struct parse {
  struct cm_handler handler;
  xmlParserCtxtPtr parser;
};

static struct parse *parse_of(void *context) { return ((xmlParserCtxtPtr)context)->_private; }

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
  struct parse *parse = parse_of(context);
  if (parse->handler.start(parse->handler.context, (const char *)name, (const char *const *)attributes))
    xmlStopParser(parse->parser);
}

static void on_end(void *context, const xmlChar *name) {
  struct parse *parse = parse_of(context);
  parse->handler.end(parse->handler.context, (const char *)name);
}

/// Appends `prefix:name` and a zero byte; returns where it starts.
static const char *append_name(char **end, const xmlChar *prefix, const xmlChar *name) {
  const char *start = *end;
  if (prefix) *end += sprintf(*end, "%s:", (const char *)prefix);
  *end += sprintf(*end, "%s", (const char *)name) + 1;
  return start;
}

/// Appends an attribute's value and a zero byte; returns where it starts. libxml2 leaves `&amp;` as `&#38;` in it.
static const char *append_value(char **end, const xmlChar *value, const xmlChar *value_end) {
  const char *start = *end;
  while (value < value_end) {
    *(*end)++ = (char)*value;
    value += value_end - value >= 5 && memcmp(value, "&#38;", 5) == 0 ? 5 : 1;
  }
  *(*end)++ = 0;
  return start;
}

static size_t name_size(const xmlChar *prefix, const xmlChar *name) {
  return (prefix ? strlen((const char *)prefix) + 1 : 0) + strlen((const char *)name) + 1;
}

/// XML with namespaces: libxml2 gives names in parts and values that do not end in zero. Declarations of namespaces are dropped.
static void on_start_ns(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces, const xmlChar **declared,
    int count, int defaulted, const xmlChar **attributes) {
  (void)uri, (void)namespaces, (void)declared, (void)defaulted;
  size_t size = name_size(prefix, name);
  for (int i = 0; i < count; i++) {
    const xmlChar **a = attributes + 5 * i;
    size += name_size(a[1], a[0]) + (size_t)(a[4] - a[3]) + 1;
  }
  char small[1024];
  const char *few[33];
  char *text = size <= sizeof small ? small : malloc(size);
  const char **pairs = count <= 16 ? few : malloc((2 * (size_t)count + 1) * sizeof *pairs);
  if (text && pairs) {
    char *end = text;
    const char *qualified = append_name(&end, prefix, name);
    for (int i = 0; i < count; i++) {
      const xmlChar **a = attributes + 5 * i;
      pairs[2 * i] = append_name(&end, a[1], a[0]);
      pairs[2 * i + 1] = append_value(&end, a[3], a[4]);
    }
    pairs[2 * count] = NULL;
    on_start(context, (const xmlChar *)qualified, (const xmlChar **)pairs);
  }
  if (text != small) free(text);
  if (pairs != few) free(pairs);
}

static void on_end_ns(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)uri;
  char small[1024];
  size_t size = name_size(prefix, name);
  char *text = size <= sizeof small ? small : malloc(size);
  if (!text) return;
  char *end = text;
  on_end(context, (const xmlChar *)append_name(&end, prefix, name));
  if (text != small) free(text);
}

static void on_text(void *context, const xmlChar *bytes, int size) {
  struct parse *parse = parse_of(context);
  if (parse->handler.text(parse->handler.context, (const char *)bytes, (size_t)size)) xmlStopParser(parse->parser);
}

static void on_problem(void *context, problem_pointer problem) {
  struct parse *parse = parse_of(context);
  parse->handler.problem(
      parse->handler.context, problem->code, problem->level, problem->line, problem->message ? problem->message : "");
}

/// XML knows five named entities; feeds use HTML's. Any other stays unknown and is reported by libxml2.
static xmlEntityPtr on_entity(void *context, const xmlChar *name) {
  (void)context;
  static _Thread_local xmlEntity entity;
  static _Thread_local xmlChar text[8];
  xmlEntityPtr predefined = xmlGetPredefinedEntity(name);
  if (predefined) return predefined;
  const htmlEntityDesc *known = htmlEntityLookup(name);
  if (!known) return NULL;
  int size = xmlCopyCharMultiByte(text, (int)known->value);
  text[size] = 0;
  memset(&entity, 0, sizeof entity);
  entity.type = XML_ENTITY_DECL;
  // Of a predefined entity libxml2 puts only the first byte into an attribute.
  entity.etype = ((xmlParserCtxtPtr)context)->instate == XML_PARSER_ATTRIBUTE_VALUE ? XML_INTERNAL_GENERAL_ENTITY
                                                                                    : XML_INTERNAL_PREDEFINED_ENTITY;
  entity.name = name;
  entity.content = text;
  entity.length = size;
  return &entity;
}

/// No entity is ever fetched, whatever an option says.
static xmlParserInputPtr refuse_entity(const char *url, const char *id, xmlParserCtxtPtr context) {
  (void)url, (void)id, (void)context;
  return NULL;
}

__attribute__((constructor)) static void prepare(void) {
  xmlInitParser();
  xmlSetExternalEntityLoader(refuse_entity);
}

/// Replaces every callback, so that libxml2 builds no tree.
static void install(struct parse *parse, xmlParserCtxtPtr parser) {
  xmlSAXHandler *sax = parser->sax;
  memset(sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;  // or `serror` is never called
  sax->startElement = on_start;
  sax->endElement = on_end;
  // Some builds of 2.9 report elements of XML only here.
  sax->startElementNs = on_start_ns;
  sax->endElementNs = on_end_ns;
  sax->characters = on_text;
  sax->ignorableWhitespace = on_text;
  sax->cdataBlock = on_text;
  sax->serror = on_problem;
  sax->getEntity = on_entity;
  parser->userData = parser;
  parser->_private = parse;
  parse->parser = parser;
}

int cm_parse_html(const char *bytes, size_t size, const struct cm_handler *handler) {
  if (size == 0) return 0;
  if (size > INT_MAX) return -1;
  struct parse parse = {*handler, NULL};
  htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(bytes, (int)size);
  if (!parser) return -1;
  install(&parse, parser);
  htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
  xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
  htmlParseDocument(parser);
  htmlFreeParserCtxt(parser);
  return 0;
}

int cm_parse_xml(const char *bytes, size_t size, const struct cm_handler *handler) {
  if (size == 0) return 0;
  if (size > INT_MAX) return -1;
  struct parse parse = {*handler, NULL};
  xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(bytes, (int)size);
  if (!parser) return -1;
  install(&parse, parser);
  // Without NOENT libxml2 hands out `&amp;` in attributes as `&#38;`. It opens no door: no document type is read, so there is
  // no entity but those `on_entity` knows.
  xmlCtxtUseOptions(
      parser, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT);
  xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
  xmlParseDocument(parser);
  xmlFreeParserCtxt(parser);
  return 0;
}

struct cm_stream {
  struct cm_stream_handler handler;
  int skips_space;
  /// Whether the last tag was an end tag.
  int is_after_end;
  xmlParserCtxtPtr parser;
};

static struct cm_stream *stream_of(void *context) { return ((xmlParserCtxtPtr)context)->_private; }

static void stream_start(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space, int namespace_count,
    const xmlChar **namespaces, int count, int defaulted, const xmlChar **attributes) {
  (void)namespace_count, (void)namespaces, (void)defaulted;
  struct cm_stream *stream = stream_of(context);
  stream->is_after_end = 0;
  if (stream->handler.start(
          stream->handler.context, (const char *)name, prefix != NULL, (const char *)space,
          (const char *const *)attributes, count))
    xmlStopParser(stream->parser);
}

static void stream_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space) {
  (void)name, (void)prefix, (void)space;
  struct cm_stream *stream = stream_of(context);
  stream->is_after_end = stream->skips_space;
  stream->handler.end(stream->handler.context);
}

static void stream_text(void *context, const xmlChar *bytes, int size) {
  struct cm_stream *stream = stream_of(context);
  if (stream->is_after_end) {
    int at = 0;
    while (at < size && bytes[at] <= 0x20) at++;
    if (at == size) return;
    stream->is_after_end = 0;
  }
  if (stream->handler.text(stream->handler.context, (const char *)bytes, (size_t)size)) xmlStopParser(stream->parser);
}

static void stream_instruction(void *context, const xmlChar *target, const xmlChar *data) {
  struct cm_stream *stream = stream_of(context);
  stream->handler.instruction(stream->handler.context, (const char *)target, data ? (const char *)data : "");
}

static void stream_problem(void *context, problem_pointer problem) {
  struct cm_stream *stream = stream_of(context);
  stream->handler.problem(
      stream->handler.context, problem->code, problem->level, problem->line, problem->message ? problem->message : "");
}

/// Called when the name and the external identifier are read, before any declaration.
static void stream_document_type(void *context, const xmlChar *name, const xmlChar *id, const xmlChar *url) {
  (void)name, (void)id, (void)url;
  struct cm_stream *stream = stream_of(context);
  if (*stream->parser->input->cur != '[') return;
  stream->handler.problem(
      stream->handler.context, 0, 3, stream->parser->input->line,
      "the document type has declarations, which are not read: they can make a small file expand without bound");
  xmlStopParser(stream->parser);
}

struct cm_stream *cm_stream_open(const struct cm_stream_handler *handler, int skips_space) {
  struct cm_stream *stream = malloc(sizeof *stream);
  if (!stream) return NULL;
  stream->handler = *handler;
  stream->skips_space = skips_space;
  stream->is_after_end = 0;
  stream->parser = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL);
  if (!stream->parser) {
    free(stream);
    return NULL;
  }
  xmlSAXHandler *sax = stream->parser->sax;
  memset(sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;
  sax->startElementNs = stream_start;
  sax->endElementNs = stream_end;
  sax->characters = stream_text;
  sax->ignorableWhitespace = stream_text;
  sax->cdataBlock = stream_text;
  sax->processingInstruction = stream_instruction;
  sax->internalSubset = stream_document_type;
  sax->serror = stream_problem;
  stream->parser->userData = stream->parser;
  stream->parser->_private = stream;
  // Without NOENT libxml2 hands out `&amp;` in attributes as `&#38;`. It opens no door: there are no declarations.
  xmlCtxtUseOptions(stream->parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_COMPACT);
  return stream;
}

/// Encoding problems have no parser to be reported to and would be printed.
static void ignore_problem(void *context, problem_pointer problem) { (void)context, (void)problem; }

int cm_stream_push(struct cm_stream *stream, const char *bytes, size_t size, int last) {
  if (size > INT_MAX) return -1;
  xmlSetStructuredErrorFunc(NULL, ignore_problem);
  xmlParseChunk(stream->parser, bytes, (int)size, last);
  xmlSetStructuredErrorFunc(NULL, NULL);
  return stream->parser->disableSAX;
}

int cm_stream_is_between_tags(const struct cm_stream *stream) {
  const xmlParserInput *input = stream->parser->input;
  return stream->parser->instate == XML_PARSER_CONTENT && input && input->cur == input->end;
}

void cm_stream_skip(struct cm_stream *stream, long lines, int is_after_end) {
  stream->parser->input->line += (int)lines;
  stream->is_after_end = is_after_end && stream->skips_space;
}

long cm_stream_line(const struct cm_stream *stream) {
  return stream->parser->input ? stream->parser->input->line : 0;
}

void cm_stream_close(struct cm_stream *stream) {
  xmlFreeDoc(stream->parser->myDoc);
  xmlFreeParserCtxt(stream->parser);
  free(stream);
}

long cm_decode(
    const char *charset, const char *bytes, size_t size, void *context,
    void (*text)(void *context, const char *bytes, size_t size)) {
  iconv_t converter = iconv_open("UTF-8", charset);
  if (converter == (iconv_t)-1) return -1;
  char piece[8192];
  char *in = (char *)bytes;
  long undecodable = 0;
  while (size > 0) {
    char *out = piece;
    size_t room = sizeof piece;
    size_t before = size;
    int failed = iconv(converter, &in, &size, &out, &room) == (size_t)-1;
    text(context, piece, (size_t)(out - piece));
    // A full buffer made progress and is simply called again; anything else is stuck at a byte that means nothing.
    if (failed && (size == before || room >= 8) && size > 0) {
      text(context, "\xEF\xBF\xBD", 3);
      undecodable++, in++, size--;
      iconv(converter, NULL, NULL, NULL, NULL);
    }
  }
  iconv_close(converter);
  return undecodable;
}

int cm_entity(const char *name) {
  const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);
  return known ? (int)known->value : 0;
}

int cm_libxml_version(void) { return LIBXML_VERSION; }
