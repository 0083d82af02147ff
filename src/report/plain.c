#include "report/plain.h"

enum { TEXT_BYTES = 2000 };

enum severity plain_severity(const struct finding *finding)
{
    return finding->status == STATUS_EXISTING ? SEVERITY_INFO : finding->severity;
}

static void add_cut(struct buf *out, str text)
{
    size_t size = text.n > TEXT_BYTES ? TEXT_BYTES : text.n;
    while (size < text.n && size > 0 && ((unsigned char)text.at[size] & 0xc0) == 0x80)
        size--;
    buf_add(out, str_sub(text, 0, size));
    buf_add(out, size < text.n ? STR("\xe2\x80\xa6") : STR(""));
}

void plain_add_message(struct buf *out, str message, str help)
{
    add_cut(out, message);
    if (help.n > 0) {
        buf_add(out, STR("\nhelp: "));
        add_cut(out, help);
    }
}
