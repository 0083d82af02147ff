#include "base/utf8.h"
#include "doc/mojibake.h"
#include "doc/opaque.h"
#include "lint/rule.h"

#include <string.h>

/* A file in another encoding is one defect, not one a letter. */
enum { MANY = 10 };

struct scan {
    struct lint *lint;
    const struct document *doc;
    struct buf text;
    size_t invalid; /* runs of invalid bytes so far */
};

static void report_utf16(struct lint *lint, const struct document *doc)
{
    struct finding *finding = lint_report(
        lint, doc, span_of(0, 2), "this file is UTF-16, which GitHub does not show as Markdown");
    lint_help(lint, finding, "save it as UTF-8: `iconv -f UTF-16 -t UTF-8`");
    lint_discriminator(lint, finding, STR("UTF-16"));
}

static size_t count_invalid(str s)
{
    size_t runs = 0, at;
    while ((at = utf8_find_invalid(s)) != STR_NPOS) {
        runs++;
        int32_t code = -1;
        while (at < s.n && code < 0) {
            size_t n = utf8_next(str_skip(s, at), &code);
            at += code < 0 ? n : 0;
        }
        s = str_skip(s, at);
    }
    return runs;
}

static void report_invalid(struct scan *scan, size_t start, size_t end)
{
    str bytes = str_sub(scan->doc->source, start, end);
    if (++scan->invalid > MANY)
        return;
    struct finding *finding;
    size_t runs =
        scan->invalid == MANY ? MANY + count_invalid(str_skip(scan->doc->source, end)) : 0;
    if (runs > MANY)
        finding = lint_report(scan->lint, scan->doc, span_of(start, end),
                              "here and in %zu more places of this file bytes are not UTF-8; "
                              "GitHub shows \"\xef\xbf\xbd\" in their place",
                              runs - MANY);
    else if (bytes.n == 1)
        finding = lint_report(scan->lint, scan->doc, span_of(start, end),
                              "the byte 0x%02X is not UTF-8; GitHub shows \"\xef\xbf\xbd\" in its "
                              "place",
                              (unsigned char)bytes.at[0]);
    else
        finding = lint_report(scan->lint, scan->doc, span_of(start, end),
                              "%zu bytes from 0x%02X on are not UTF-8; GitHub shows "
                              "\"\xef\xbf\xbd\" in their place",
                              bytes.n, (unsigned char)bytes.at[0]);
    lint_help(scan->lint, finding, "type the character again and save the file as UTF-8");
}

static void report_nul(struct scan *scan, size_t start, size_t end)
{
    struct finding *finding =
        lint_report(scan->lint, scan->doc, span_of(start, end),
                    "%zu NUL byte%s here; Git and GitHub take such a file for binary", end - start,
                    end - start == 1 ? " stands" : "s stand");
    lint_help(scan->lint, finding, "delete %s", end - start == 1 ? "it" : "them");
}

static void report_lost(struct scan *scan, size_t start, size_t end)
{
    size_t lost = (end - start) / 3;
    struct finding *finding =
        lint_report(scan->lint, scan->doc, span_of(start, end),
                    "\"\xef\xbf\xbd\" stands where %zu character%s lost in an earlier conversion",
                    lost, lost == 1 ? " was" : "s were");
    lint_help(scan->lint, finding, "look the text up at its source and type it again");
}

static void report_twice(struct scan *scan, size_t start, size_t end, bool whole)
{
    str was = buf_str(&scan->text);
    str text = str_sub(scan->doc->source, start, end);
    struct finding *finding;
    if (was.n == 0)
        finding = lint_report(scan->lint, scan->doc, span_of(start, end),
                              "\"%.*s\" is a byte order mark that was encoded twice; GitHub shows "
                              "it as text",
                              STR_ARG(text));
    else
        finding = lint_report(scan->lint, scan->doc, span_of(start, end),
                              "\"%.*s\" is \"%.*s\" encoded twice; GitHub shows the first",
                              STR_ARG(text), STR_ARG(was));
    if (whole)
        lint_edit(scan->lint, finding, FIX_SAFE, span_of(start, end), was);
    if (!whole)
        lint_help(scan->lint, finding, "look the text up at its source and type it again");
    else if (was.n == 0)
        lint_help(scan->lint, finding, "delete it");
    else
        lint_help(scan->lint, finding, "write \"%.*s\"", STR_ARG(was));
}

/* Report what begins at `at`, a NUL or a byte over 0x7F; the offset behind it. */
static size_t check_at(struct scan *scan, size_t at)
{
    str source = scan->doc->source;
    size_t end = at;
    if (source.at[at] == 0) {
        while (end < source.n && source.at[end] == 0)
            end++;
        report_nul(scan, at, end);
        return end;
    }
    int32_t code;
    size_t n = utf8_next(str_skip(source, at), &code);
    if (code < 0) {
        int32_t next = -1;
        for (end = at; end < source.n; end++) {
            utf8_next(str_skip(source, end), &next);
            if (next >= 0)
                break;
        }
        report_invalid(scan, at, end);
        return end;
    }
    if (code == 0xfffd) {
        while (str_starts(str_skip(source, end), STR("\xef\xbf\xbd")))
            end += 3;
        if (!opaque_is_code(scan->doc, (uint32_t)at))
            report_lost(scan, at, end);
        return end;
    }
    if (code < 0xc2 || code > 0xf4)
        return at + n;
    bool whole;
    buf_clear(&scan->text);
    size_t twice = mojibake_at(source, at, &scan->text, &whole);
    if (twice == 0)
        return at + n;
    if (!opaque_is_code(scan->doc, (uint32_t)at))
        report_twice(scan, at, at + twice, whole);
    return at + twice;
}

/* Bytes in front of the first NUL or byte over 0x7F, eight at a time. */
static size_t ascii_length(str s)
{
    const uint64_t high = UINT64_C(0x8080808080808080), low = UINT64_C(0x0101010101010101);
    size_t i = 0;
    for (uint64_t word; i + sizeof word <= s.n; i += sizeof word) {
        memcpy(&word, s.at + i, sizeof word);
        if (((word - low) | word) & high) /* a NUL borrows from the bit above it */
            break;
    }
    while (i < s.n && (signed char)s.at[i] > 0)
        i++;
    return i;
}

static void check_document(struct lint *lint, const struct document *doc)
{
    str source = doc->source;
    if (str_starts(source, STR("\xff\xfe")) || str_starts(source, STR("\xfe\xff"))) {
        report_utf16(lint, doc);
        return;
    }
    struct scan scan = {.lint = lint, .doc = doc};
    for (size_t i = doc->body; i < source.n;) {
        i += ascii_length(str_skip(source, i));
        if (i < source.n)
            i = check_at(&scan, i);
    }
    buf_free(&scan.text);
}

const struct rule rule_text_encoding = {
    .summary = "text that was damaged by a wrong encoding",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
