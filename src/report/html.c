#include "report/html.h"

#include "base/clock.h"
#include "base/secret.h"
#include "base/utf8.h"
#include "report/escape.h"
#include "report/position.h"
#include "report/row_title.h"
#include "report/uri.h"

#include <string.h>

enum { URL_BYTES = 2000, ROW_COLUMNS = 120 };

/* Append bytes that are to be seen as they are; entities by number need no table. */
static void add_safe(struct buf *out, str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (!strchr("&<>\"'`", text.at[i]))
            continue;
        buf_add(out, str_sub(text, from, i));
        buf_printf(out, "&#%d;", text.at[i]);
        from = i + 1;
    }
    buf_add(out, str_skip(text, from));
}

static void add_cut(struct buf *out, str text, uint32_t columns)
{
    struct buf safe = {0};
    escape_add_cut(&safe, text, columns);
    add_safe(out, buf_str(&safe));
    buf_free(&safe);
}

void html_add(struct buf *out, str text)
{
    add_cut(out, text, HTML_COLUMNS);
}

/* Whether a character of text that is to be copied has to be a reference, lest it does something.
 */
static bool is_active(str text, size_t at, int32_t code)
{
    switch (code) {
    case '&':
    case '<':
    case '>':
        return true;
    case '\n':
    case '\t':
        return false;
    case ':':
        return at > 0 && text.at[at - 1] == ':';
    case '[':
        return escape_is_command(text, at);
    default:
        /* What is from 0x80 on and below 0xa0 a reference cannot name. */
        return !utf8_is_shown(code) && (code < 0x80 || code >= 0xa0);
    }
}

void html_add_exact(struct buf *out, str text)
{
    size_t from = 0, bytes;
    for (size_t i = 0; i < text.n; i += bytes) {
        int32_t code;
        bytes = utf8_next(str_skip(text, i), &code);
        if (!is_active(text, i, code))
            continue;
        buf_add(out, str_sub(text, from, i));
        buf_printf(out, "&#%d;", (int)code);
        from = i + bytes;
    }
    buf_add(out, str_skip(text, from));
}

bool html_can_hold(str text)
{
    return str_find_char(text, '\0') == STR_NPOS && utf8_find_invalid(text) == STR_NPOS;
}

/* Whether a browser that is sent there asks a server of the web, and tells it no password. */
static bool is_web(str url)
{
    str rest = str_starts_nocase(url, STR("https://"))  ? str_skip(url, 8)
               : str_starts_nocase(url, STR("http://")) ? str_skip(url, 7)
                                                        : STR("");
    size_t host = 0;
    while (host < rest.n && !strchr("/?#\\", rest.at[host]))
        host++;
    return host > 0 && url.n <= URL_BYTES && str_find_char(str_sub(rest, 0, host), '@') == STR_NPOS;
}

static void add_target(struct buf *out, str url)
{
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.at[i];
        if (c <= ' ' || c >= 127 || strchr("\"'<>\\^`{|}", c) || escape_is_command(url, i))
            buf_printf(out, "%%%02X", c);
        else if (c == '&')
            buf_add(out, STR("&#38;"));
        else
            buf_add_char(out, (char)c);
    }
}

void html_add_url(struct buf *out, str url)
{
    struct buf masked = {0};
    buf_add(&masked, url);
    secret_mask(masked.at, masked.n);
    bool web = is_web(url);
    if (web) {
        buf_add(out, STR("<a rel=\"noreferrer nofollow\" href=\""));
        add_target(out, url);
        buf_add(out, STR("\">"));
    }
    html_add(out, buf_str(&masked));
    buf_add(out, web ? STR("</a>") : STR(""));
    buf_free(&masked);
}

void html_add_place(struct buf *out, const struct report *report, uint32_t document,
                    struct span span)
{
    struct position at = position_of(report->documents[document], span.start);
    if (report->address.n > 0) {
        buf_add(out, STR("<a href=\""));
        add_target(out, report->address);
        uri_add_path(out, report->documents[document]->path);
        buf_printf(out, "?plain=1#L%u\">", at.line);
    }
    buf_printf(out, "%u:%u", at.line, at.column);
    buf_add(out, report->address.n > 0 ? STR("</a>") : STR(""));
}

void html_add_row(struct buf *out, const struct report *report, const struct finding *finding)
{
    struct buf title = {0};
    row_title_add(&title, report->documents[finding->document], finding);
    add_cut(out, buf_str(&title), ROW_COLUMNS);
    buf_free(&title);
}

static unsigned hex_digit(char c)
{
    return (unsigned)(ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10);
}

void html_add_left_out(struct buf *out, size_t count)
{
    if (count > 0)
        buf_printf(out,
                   "<p class=\"left-out\">%zu more are too many for a page; the report in JSON has "
                   "them.</p>\n",
                   count);
}

void html_add_hash(struct buf *out, const char *hex)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    buf_add(out, STR("'sha256-"));
    for (str rest = str_from(hex); rest.n > 0; rest = str_skip(rest, 6)) {
        uint32_t bits = 0;
        for (size_t i = 0; i < 6; i++)
            bits = bits << 4 | (i < rest.n ? hex_digit(rest.at[i]) : 0);
        for (size_t i = 0; i < 4; i++)
            buf_add_char(out, i * 6 >= rest.n * 4 ? '=' : digits[bits >> (18 - 6 * i) & 63]);
    }
    buf_add_char(out, '\'');
}

void html_add_number(struct buf *out, uint64_t number)
{
    if (number >= 1000) {
        html_add_number(out, number / 1000);
        buf_printf(out, ",%03u", (unsigned)(number % 1000));
    } else {
        buf_printf(out, "%u", (unsigned)number);
    }
}

void html_add_date(struct buf *out, int64_t seconds)
{
    struct date date = date_from_epoch(seconds);
    buf_printf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}
