// This module exists to carry pkg-config's flags to CCompression, the only code that uses zlib.
#include <zconf.h>
