#include "doc/badge.h"

#include "doc/url.h"

#include <string.h>

/* Labels that stand alone, so that every further dash belongs to the message. */
static bool is_plain_label(str label)
{
    static const str labels[] = {
        STR_INIT("Conference"), STR_INIT("Journal"), STR_INIT("Workshop"), STR_INIT("Venue"),
        STR_INIT("Publish"),    STR_INIT("IEEE"),    STR_INIT("arXiv"),    STR_INIT("Paper"),
        STR_INIT("Code"),       STR_INIT("License"), STR_INIT("Year"),     STR_INIT("Type"),
        STR_INIT("Task"),       STR_INIT("Model"),   STR_INIT("Dataset"),  STR_INIT("Version"),
        STR_INIT("Release"),    STR_INIT("Date"),    STR_INIT("Website"),  STR_INIT("Project"),
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (str_eq_nocase(label, labels[i]))
            return true;
    return false;
}

/* Double every single dash of `s`; those already doubled stay. */
static void add_doubled(struct buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool pair = s.at[i] == '-' && i + 1 < s.n && s.at[i + 1] == '-';
        if (pair || s.at[i] == '-')
            buf_add(out, STR("--"));
        else
            buf_add_char(out, s.at[i]);
        i += pair;
    }
}

/* "Conference-LREC-COLING'24-blue": known label, dashed message, color. */
static bool double_dashes(str url, struct buf *out)
{
    struct url parts;
    url_split(url, &parts);
    str path = parts.path, rest = str_skip(path, 7), label = str_cut(&rest, '-');
    size_t last = str_rfind_char(rest, '-');
    if (last == STR_NPOS || !is_plain_label(label))
        return false;
    buf_add(out, str_sub(url, 0, (size_t)(rest.at - url.at)));
    add_doubled(out, str_sub(rest, 0, last));
    size_t end = (size_t)(rest.at - url.at) + last;
    buf_add(out, str_skip(url, end));
    return true;
}

/* A space beside a separator is a slip; one between words is meant. */
static void encode_spaces(str url, struct buf *out)
{
    for (size_t i = 0; i < url.n; i++) {
        if (url.at[i] != ' ') {
            buf_add_char(out, url.at[i]);
            continue;
        }
        size_t end = i;
        while (end < url.n && url.at[end] == ' ')
            end++;
        bool slip = i == 0 || end == url.n || strchr("-/?&=", url.at[i - 1]) ||
                    strchr("-/?&=.", url.at[end]);
        if (!slip)
            buf_add(out, STR("%20"));
        i = end - 1;
    }
}

/* "O/R?tab=readme-ov-file.svg?style=social" without the tab; "#readme.svg?..." likewise. */
static bool drop_tab(str url, struct buf *out)
{
    size_t mark = 0;
    while (mark < url.n && url.at[mark] != '?' && url.at[mark] != '#')
        mark++;
    str rest = str_skip(url, mark + 1);
    size_t end = str_find(rest, STR(".svg"));
    if (end == STR_NPOS)
        end = str_find_char(rest, '?');
    if (end == STR_NPOS)
        return false;
    buf_add(out, str_sub(url, 0, mark));
    buf_add(out, str_skip(rest, end));
    return true;
}

static bool insert_slash(str url, const struct badge *badge, struct buf *out)
{
    size_t end = (size_t)(badge->metric.at - url.at) + badge->metric.n;
    buf_add(out, str_sub(url, 0, end));
    buf_add_char(out, '/');
    buf_add(out, str_skip(url, end));
    return true;
}

/* "stars/https://github.com/O/R": the repository's address in place of its name. */
static bool drop_address(str url, const struct badge *badge, struct buf *out)
{
    size_t start = (size_t)(badge->metric.at - url.at) + badge->metric.n + 1;
    str rest = str_skip(url, start), host = STR("github.com/");
    size_t at = str_find_nocase(rest, host);
    if (at == STR_NPOS || at > sizeof "https://www." - 1)
        return false;
    buf_add(out, str_sub(url, 0, start));
    buf_add(out, str_skip(rest, at + host.n));
    return true;
}

static bool drop_quotes(str url, struct buf *out)
{
    str s = str_trim(url);
    while (s.n && strchr("'\"` ", s.at[0]))
        s = str_skip(s, 1);
    while (s.n && strchr("'\"` ", s.at[s.n - 1]))
        s.n--;
    buf_add(out, s);
    return true;
}

bool badge_repair(str url, const struct badge *badge, struct buf *out)
{
    struct buf repaired = {0};
    struct badge again;
    bool done = false;
    switch (badge->fault) {
    case BADGE_QUOTED:
        done = drop_quotes(url, &repaired);
        break;
    case BADGE_SPACE:
        encode_spaces(url, &repaired);
        done = badge->kind == BADGE_STATIC;
        break;
    case BADGE_TAB:
        done = drop_tab(url, &repaired);
        break;
    case BADGE_GLUED:
        done = insert_slash(url, badge, &repaired);
        break;
    case BADGE_NAME:
    case BADGE_EXTRA:
        done = badge->forge == FORGE_GITHUB && drop_address(url, badge, &repaired);
        break;
    case BADGE_PARTS:
        done = double_dashes(url, &repaired);
        break;
    default:
        break;
    }
    done =
        done && badge_parse(buf_str(&repaired), &again) == badge->kind && again.fault == BADGE_FINE;
    if (done)
        buf_add(out, buf_str(&repaired));
    buf_free(&repaired);
    return done;
}
