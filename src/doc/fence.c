#include "doc/fence.h"

/* cmark-gfm 0.29.0.gfm.6 keeps the length of a fence in a byte. */
enum { LONGEST = 255, DEEP = 4 };

static size_t count_marks(str text, char mark)
{
    size_t n = 0;
    while (n < text.n && text.at[n] == mark)
        n++;
    return n;
}

static bool closes(const struct fence *fence, str text)
{
    size_t n = count_marks(text, fence->mark);
    return n >= fence->length && str_trim(str_skip(text, n)).n == 0;
}

/* HTML that a blank line does not end, comments aside: "<?", "<!", and these elements. */
static bool is_lasting_html(str text)
{
    static const str STARTS[] = {STR_INIT("<?"),   STR_INIT("<!"),     STR_INIT("<script"),
                                 STR_INIT("<pre"), STR_INIT("<style"), STR_INIT("<textarea")};
    for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++)
        if (str_starts_nocase(text, STARTS[i]))
            return true;
    return false;
}

/*
 * A line that may begin something. What is indented may stand in an item of a list and end with it,
 * and a fence in HTML is none: a wrong guess would take the end of code for its beginning.
 */
static void begin(struct fence *fence, str text, bool margin)
{
    bool certain = margin && fence->state == FENCE_NONE;
    char mark = text.n > 0 ? text.at[0] : '\0';
    if (mark == '<') {
        if (!str_starts(text, STR("<!--")))
            fence->state = is_lasting_html(text) ? FENCE_UNSURE : FENCE_HTML;
        else if (!str_has(text, STR("-->")))
            fence->state = certain ? FENCE_COMMENT : FENCE_UNSURE;
        return;
    }
    if (mark != '`' && mark != '~')
        return;
    size_t n = count_marks(text, mark);
    if (n < 3 || (mark == '`' && str_find_char(str_skip(text, n), '`') != STR_NPOS))
        return;
    *fence = (struct fence){
        certain && n <= LONGEST ? FENCE_CODE : FENCE_UNSURE,
        mark,
        n,
    };
}

bool fence_step(struct fence *fence, str line)
{
    str text = str_trim_left(line);
    size_t indent = line.n - text.n;
    bool shallow = indent < DEEP && str_find_char(str_sub(line, 0, indent), '\t') == STR_NPOS;
    switch (fence->state) {
    case FENCE_UNSURE:
        return false;
    case FENCE_CODE:
        if (shallow && closes(fence, text))
            fence->state = FENCE_NONE;
        return true;
    case FENCE_COMMENT:
        if (str_has(text, STR("-->")))
            fence->state = FENCE_NONE;
        return false;
    case FENCE_NONE:
    case FENCE_HTML:
        if (text.n == 0)
            fence->state = FENCE_NONE;
        else if (shallow)
            begin(fence, text, indent == 0);
    }
    return false;
}
