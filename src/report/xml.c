#include "report/xml.h"

#include "base/utf8.h"
#include "report/escape.h"

enum { REPLACEMENT = 0xfffd };

/* What a character may be written as at all: XML 1.0, production 2. */
static int32_t allowed(int32_t code)
{
    bool fine = code >= 0x20 || code == '\t' || code == '\n' || code == '\r';
    return fine && code != 0xfffe && code != 0xffff ? code : REPLACEMENT;
}

/* The five names that XML itself has; NULL for any other character. */
static const char *name_of(int32_t code)
{
    return code == '&'    ? "amp"
           : code == '<'  ? "lt"
           : code == '>'  ? "gt"
           : code == '"'  ? "quot"
           : code == '\'' ? "apos"
                          : NULL;
}

static void add(struct buf *out, str text, bool lines)
{
    while (text.n > 0) {
        int32_t code;
        text = str_skip(text, utf8_next(text, &code));
        code = allowed(code);
        if (name_of(code)) {
            buf_printf(out, "&%s;", name_of(code));
            continue;
        }
        if ((code >= 0x20 && code < 0x7f) || (lines && code == '\n')) {
            buf_add_char(out, (char)code);
            if (!escape_is_command(buf_str(out), out->n - 1))
                continue;
            out->n--;
        }
        buf_printf(out, "&#x%X;", (unsigned)code);
    }
}

void xml_add(struct buf *out, str text)
{
    add(out, text, false);
}

void xml_add_lines(struct buf *out, str text)
{
    add(out, text, true);
}

void xml_attribute(struct buf *out, const char *name, str value)
{
    buf_printf(out, " %s=\"", name);
    xml_add(out, value);
    buf_add_char(out, '"');
}

void xml_attribute_number(struct buf *out, const char *name, size_t value)
{
    buf_printf(out, " %s=\"%zu\"", name, value);
}
