#include "config/version.h"

#include <yaml.h>

const char *yaml_version_text(void)
{
    return yaml_get_version_string();
}
