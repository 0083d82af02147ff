#include "doc/url.h"
#include "lint/rule.h"

/* How far a bracket is looked for, in bytes. */
enum { LOOK_BACK = 1000, LOOK_AHEAD = 2000 };

static bool is_address(str text)
{
    return url_is_web(text) || str_starts_nocase(text, STR("www."));
}

static bool has_letter(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (ascii_is_alpha(text.at[i]) || (unsigned char)text.at[i] >= 0x80)
            return true;
    return false;
}

/* `- [x] (https://...)` is a box that was ticked. */
static bool is_label(str text)
{
    return has_letter(text) && !str_eq_nocase(text, STR("x"));
}

/* The address behind the parenthesis at `start`, up to a blank or `end`. */
static str address_at(const struct document *doc, uint32_t start, uint32_t end)
{
    str text = str_trim_left(str_sub(doc->source, start, end));
    size_t n = 0;
    while (n < text.n && !ascii_is_space(text.at[n]))
        n++;
    text.n = n;
    return text;
}

static str text_of(const struct document *doc, const struct stray *stray)
{
    return str_sub(doc->source, stray->open + 1, stray->close);
}

/* `[Paper] (https://...)` */
static void check_blank(struct lint *lint, const struct document *doc, const struct stray *stray)
{
    if (stray->next_end == NO_INDEX || stray->open == NO_INDEX || stray->holds_link)
        return;
    str text = text_of(doc, stray);
    str address = str_sub(doc->source, stray->next + 1, stray->next_end - 1);
    if (!is_label(text) || !is_address(address) || str_find_char(address, ' ') != STR_NPOS)
        return;
    struct finding *finding = lint_report(
        lint, doc, span_of(stray->open, stray->next_end),
        "a blank between \"[%.*s]\" and its address keeps them from being a link; GitHub shows "
        "both as text",
        STR_ARG(text));
    lint_help(lint, finding, "write [%.*s](%.*s)", STR_ARG(text), STR_ARG(address));
    lint_url(finding, address);
    if (url_check(address, NULL) == URL_FINE)
        lint_edit(lint, finding, FIX_SAFE, span_of(stray->close + 1, stray->next), STR(""));
}

/* Whether a paragraph, item or row begins on the line at `offset`, as far as its first byte says.
 */
static bool begins_block(const struct document *doc, uint32_t offset)
{
    str text = str_sub(doc->source, offset, offset + 16);
    while (text.n > 0 && (text.at[0] == ' ' || text.at[0] == '\t'))
        text = str_skip(text, 1);
    return text.n == 0 || ascii_is_digit(text.at[0]) ||
           str_find_char(STR("\r\n-*+|>#<"), text.at[0]) != STR_NPOS;
}

/* Whether a bracket is open that a line above may have opened. */
static bool may_be_open(const struct document *doc, uint32_t close)
{
    uint32_t start = close > LOOK_BACK ? close - LOOK_BACK : 0;
    for (uint32_t i = close; i-- > start;) {
        if (doc->source.at[i] == '[')
            return true;
        if (doc->source.at[i] == '\n' && begins_block(doc, i + 1))
            break;
    }
    return false;
}

/* `[Paper](https://...` to the end of the line, `Paper](https://...)`, a link around a link. */
static void check_parts(struct lint *lint, const struct document *doc, const struct stray *stray)
{
    str address = address_at(doc, stray->next + 1, stray->limit);
    struct finding *finding = NULL;
    if (!is_address(address))
        return;
    if (stray->open == NO_INDEX) {
        if (may_be_open(doc, stray->close) || stray->next_end == NO_INDEX)
            return;
        finding = lint_report(lint, doc, span_of(stray->close, stray->next_end),
                              "no \"[\" opens the text of this link; GitHub shows the brackets");
        lint_help(lint, finding, "put a \"[\" in front of the text of the link");
    } else if (stray->next_end == NO_INDEX) {
        finding = lint_report(lint, doc, span_of(stray->open, stray->limit),
                              "no \")\" closes the address behind \"[%.*s]\"; GitHub shows the "
                              "brackets",
                              STR_ARG(text_of(doc, stray)));
        lint_help(lint, finding, "put a \")\" behind the address");
    } else if (stray->holds_link && !stray->image) {
        finding = lint_report(lint, doc, span_of(stray->close, stray->next_end),
                              "a link cannot hold another one; GitHub shows this one's brackets");
        lint_help(lint, finding, "keep one of the two addresses");
    } else {
        return;
    }
    lint_discriminator(lint, finding, address);
}

/* The "(" of the parenthesis that ends in front of `end`, on the same line; NO_INDEX for none. */
static uint32_t parenthesis_before(const struct document *doc, uint32_t end)
{
    uint32_t depth = 0, start = end > LOOK_BACK ? end - LOOK_BACK : 0;
    for (uint32_t i = end; i-- > start && doc->source.at[i] != '\n';) {
        if (doc->source.at[i] == ')')
            depth++;
        else if (doc->source.at[i] == '(' && --depth == 0)
            return i;
    }
    return NO_INDEX;
}

/* `(Paper)[https://...]`, whose second bracket is at `open`. */
static void check_reversed(struct lint *lint, const struct document *doc, uint32_t open)
{
    struct span line = document_line_span(doc, document_line(doc, open));
    size_t end = line.end - open > LOOK_AHEAD ? open + LOOK_AHEAD : line.end;
    str inside = str_sub(doc->source, open + 1, end);
    size_t close = str_find_char(inside, ']');
    uint32_t start = parenthesis_before(doc, open);
    if (close == STR_NPOS || start == NO_INDEX || document_is_opaque(doc, open))
        return;
    str address = str_sub(inside, 0, close), text = str_sub(doc->source, start + 1, open - 1);
    str behind = str_skip(inside, close + 1);
    bool is_link = behind.n > 0 && (behind.at[0] == '(' || behind.at[0] == '[');
    bool of_link = start > 0 && doc->source.at[start - 1] == ']';
    if (is_link || of_link || !has_letter(text) || str_has(text, STR("://")) ||
        str_find_char(address, ' ') != STR_NPOS)
        return;
    struct finding *finding =
        lint_report(lint, doc, span_of(start, open + 1 + close + 1),
                    "the brackets of this link are the wrong way round; GitHub shows them as text");
    lint_help(lint, finding, "write [%.*s](%.*s)", STR_ARG(text), STR_ARG(address));
    lint_url(finding, address);
}

static void find_reversed(struct lint *lint, const struct document *doc, str mark)
{
    for (size_t at = doc->body;;) {
        size_t found = str_find(str_skip(doc->source, at), mark);
        if (found == STR_NPOS)
            return;
        check_reversed(lint, doc, (uint32_t)(at + found + 1));
        at += found + mark.n;
    }
}

static void check_document(struct lint *lint, const struct document *doc)
{
    for (uint32_t i = 0; i < doc->stray_count; i++) {
        const struct stray *stray = &doc->strays[i];
        if (doc->source.at[stray->next] != '(')
            continue;
        if (stray->next > stray->close + 1)
            check_blank(lint, doc, stray);
        else
            check_parts(lint, doc, stray);
    }
    find_reversed(lint, doc, STR(")[http"));
    find_reversed(lint, doc, STR(")[www."));
}

const struct rule rule_link_syntax = {
    .summary = "Markdown that almost is a link: a blank, a bracket missing or turned round",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
