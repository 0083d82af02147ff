/*
 * html: text of lists, servers and file names in a page of HTML, where nothing of it is obeyed:
 * each is text or the value of an attribute in double quotes, an address at most the target of a
 * link of the web. Characters that hide or turn text are shown as report/escape.h says.
 */
#ifndef CURLINT_REPORT_HTML_H
#define CURLINT_REPORT_HTML_H

#include "report/format.h"

/* What a page holds besides text of others; made from report/html/ when the build is configured. */
extern const char html_style[], html_script[];
/* Their SHA-256 in hex, as the browser computes it. */
extern const char html_style_sha256[], html_script_sha256[];

enum { HTML_COLUMNS = 500 /* of a text: a list may hold a URL of any length */ };

/* Append `text`, cut after HTML_COLUMNS: between tags or in double quotes. */
void html_add(struct buf *out, str text);
/*
 * Append text that a browser shows byte for byte (html_can_hold()): what is to be copied. Commands
 * to the runner of a CI are none in the page's bytes. For the content of an element alone.
 */
void html_add_exact(struct buf *out, str text);
/* Whether a page can hold the text byte for byte: UTF-8 without NUL. */
bool html_can_hold(str text);
/* Append a URL of a list or server, as a link where it is one of the web without a password. */
void html_add_url(struct buf *out, str url);
/* Append "12:3" for a place, linked to the line where the report knows an address of the file. */
void html_add_place(struct buf *out, const struct report *report, uint32_t document,
                    struct span span);
/* Append the title of an entry, or where it has none the beginning of the line. */
void html_add_row(struct buf *out, const struct report *report, const struct finding *finding);
/* Append what a table says of `count` rows that it has no room for; nothing where it has all. */
void html_add_left_out(struct buf *out, size_t count);
/* Append a hash, given in hex, as a Content-Security-Policy wants it: 'sha256-…'. */
void html_add_hash(struct buf *out, const char *hex);
/* Append a number in groups of three digits. */
void html_add_number(struct buf *out, uint64_t number);
/* Append "2026-06-01". */
void html_add_date(struct buf *out, int64_t seconds);

#endif
