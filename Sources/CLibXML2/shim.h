// Nothing but the version header: this module exists to carry pkg-config's flags to CMarkup, the only code that includes
// libxml2's real headers. (On Debian they pull in another ICU than Foundation's and break clean builds.)
#include <libxml/xmlversion.h>
