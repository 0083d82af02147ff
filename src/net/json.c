#include "net/json.h"

json_t *json_read(str text)
{
    json_error_t error;
    return json_loadb(text.n ? text.at : "", text.n, 0, &error);
}

str json_text_at(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return (str){json_string_value(value), json_string_length(value)};
}
