#include "CMarkup.h"
#include <libxml/parserInternals.h>
