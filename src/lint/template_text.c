#include "lint/template_text.h"

static const str names[PART_OTHER] = {
    [PART_OWNER] = STR_INIT("owner"), [PART_REPO] = STR_INIT("repo"),
    [PART_VENUE] = STR_INIT("venue"), [PART_YEAR] = STR_INIT("year"),
    [PART_NOTE] = STR_INIT("note"),   [PART_TEXT] = STR_INIT("text"),
};

static enum part_kind kind_of(str name)
{
    unsigned kind = 0;
    while (kind < PART_OTHER && !str_eq(names[kind], name))
        kind++;
    return (enum part_kind)kind;
}

uint32_t template_text_part(const struct template_text *text, str name)
{
    for (uint32_t i = 0; i < text->parts.n; i++)
        if (str_eq(text->parts.at[i].name, name))
            return i;
    return UINT32_MAX;
}

static bool is_name(str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!ascii_is_alnum(name.at[i]) && name.at[i] != '-' && name.at[i] != '_')
            return false;
    return name.n > 0;
}

/* The part whose brace opens at the start of `rest`; cut off the front. */
static enum rc read_part(str *rest, char before, struct template_text *out, struct err *err)
{
    size_t close = str_find_char(*rest, '}');
    if (close == STR_NPOS)
        return err_set(err, "the brace of \"%.*s\" is never closed: write {{ for a brace itself",
                       STR_ARG(str_sub(*rest, 0, 40)));
    str name = str_sub(*rest, 1, close);
    if (!is_name(name))
        return err_set(err,
                       "\"{%.*s}\" is no part: name it with letters, digits, - and _, or write {{ "
                       "for a brace itself",
                       STR_ARG(str_sub(name, 0, 40)));
    uint32_t part = template_text_part(out, name);
    if (part == UINT32_MAX) {
        part = (uint32_t)out->parts.n;
        vec_push(&out->parts, (struct template_part){name, kind_of(name), before == '\''});
    }
    if (out->parts.n > PARTS_MAX)
        return err_set(err, "the template has more than %d parts", (int)PARTS_MAX);
    vec_push(&out->pieces, (struct template_piece){.part = part});
    *rest = str_skip(*rest, close + 1);
    return RC_OK;
}

enum rc template_text_read(str text, struct template_text *out, struct err *err)
{
    size_t start = 0, i = 0;
    while (i < text.n) {
        char c = text.at[i];
        bool doubled = (c == '{' || c == '}') && i + 1 < text.n && text.at[i + 1] == c;
        if (c == '}' && !doubled)
            return err_set(err,
                           "the brace behind \"%.*s\" was never opened: write }} for a brace "
                           "itself",
                           STR_ARG(str_sub(text, i > 40 ? i - 40 : 0, i)));
        if (c != '{' || doubled) {
            i += doubled ? 2 : 1;
            continue;
        }
        if (i > start)
            vec_push(&out->pieces, (struct template_piece){str_sub(text, start, i), UINT32_MAX});
        str rest = str_skip(text, i);
        enum rc rc = read_part(&rest, i > 0 ? text.at[i - 1] : '\0', out, err);
        if (rc != RC_OK)
            return rc;
        start = i = text.n - rest.n;
    }
    if (i > start)
        vec_push(&out->pieces, (struct template_piece){str_sub(text, start, i), UINT32_MAX});
    return RC_OK;
}

void template_text_free(struct template_text *text)
{
    vec_free(&text->pieces);
    vec_free(&text->parts);
}

void template_add_literal(struct buf *out, str literal)
{
    for (size_t i = 0; i < literal.n; i++) {
        buf_add_char(out, literal.at[i]);
        i += literal.at[i] == '{' || literal.at[i] == '}';
    }
}

void template_text_fill(const struct template_text *text, const str *values, struct buf *out)
{
    for (size_t i = 0; i < text->pieces.n; i++) {
        const struct template_piece *piece = &text->pieces.at[i];
        if (piece->part == UINT32_MAX)
            template_add_literal(out, piece->literal);
        else
            buf_add(out, values[piece->part]);
    }
}
