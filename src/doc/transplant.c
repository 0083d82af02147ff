#include "doc/transplant.h"

#include "base/mem.h"
#include "base/path.h"
#include "doc/literal.h"

#include <stdlib.h>
#include <string.h>

/* Other bytes in the place of some. */
struct edit {
    struct span span;
    size_t start, end; /* of the text, in the buffer of all of them */
};

struct edits {
    VEC(struct edit) at;
    struct buf text;
};

/* Append how a file in one folder writes a path below the root. */
static void add_relative(struct buf *out, str folder, str path)
{
    size_t common = 0;
    for (size_t i = 0; i <= folder.n && i <= path.n; i++) {
        bool folder_ends = i == folder.n || folder.at[i] == '/';
        if (folder_ends && i < path.n && path.at[i] == '/' && i > 0)
            common = i + 1;
        if (i == folder.n || i == path.n || folder.at[i] != path.at[i])
            break;
    }
    if (common <= folder.n && folder.n > 0) {
        str rest = str_skip(folder, common);
        while (rest.n > 0) {
            str_cut(&rest, '/');
            buf_add(out, STR("../"));
        }
    }
    buf_add(out, str_skip(path, common));
}

/* Append a path of the file system as a target: blanks, brackets and what would end it encoded. */
static void add_path(struct buf *out, str path)
{
    for (size_t i = 0; i < path.n; i++)
        if (strchr("%?#", path.at[i]))
            buf_printf(out, "%%%02X", (unsigned)path.at[i]);
        else
            literal_add_url(out, str_sub(path, i, i + 1));
}

/* Whether each bracket of a target has its other, or stands behind a backslash. */
static bool has_pairs(str dest)
{
    size_t open = 0;
    for (size_t i = 0; i < dest.n; i++) {
        if (dest.at[i] == '\\')
            i++;
        else if (dest.at[i] == '(')
            open++;
        else if (dest.at[i] == ')' && open-- == 0)
            return false;
    }
    return open == 0;
}

/* Append the target of a definition where one in parentheses stands, and no cell of a row ends. */
static void add_defined(struct buf *out, str dest, bool row)
{
    bool pairs = has_pairs(dest);
    for (size_t i = 0; i < dest.n; i++) {
        char c = dest.at[i];
        bool bracket = !pairs && (c == '(' || c == ')');
        if (c == ' ' || c == '\t' || bracket || (c == '|' && row))
            buf_printf(out, "%%%02X", (unsigned)c);
        else
            buf_add_char(out, c);
    }
}

/* Whether a target leads to a place that depends on the file that it stands in. */
static bool is_relative(const struct reference *ref, str dest)
{
    return ref->scheme == SCHEME_NONE && dest.n > 0 && dest.at[0] != '/';
}

/* As move_target(), with the paths of both files as they stand in targets. */
static bool move_between(struct buf *out, str file, str page, str dest)
{
    str folder = path_folder(file), to = path_folder(page);
    if (dest.at[0] == '#' || dest.at[0] == '?') {
        add_relative(out, to, file);
        buf_add(out, dest);
        return true;
    }
    size_t end = 0;
    while (end < dest.n && dest.at[end] != '?' && dest.at[end] != '#')
        end++;
    struct buf path = {0};
    bool moves = !str_eq(folder, to) && path_join(&path, folder, str_sub(dest, 0, end));
    if (moves) {
        add_relative(out, to, buf_str(&path));
        if (end > 0 && dest.at[end - 1] == '/')
            buf_add_char(out, '/');
        buf_add(out, str_skip(dest, end));
    }
    buf_free(&path);
    return moves;
}

/* Append a target; false, with nothing appended, where it stays as it is written. */
static bool move_target(struct buf *out, const struct document *doc, const struct reference *ref,
                        str dest, str page)
{
    struct buf from = {0}, to = {0};
    if (!is_relative(ref, dest))
        return false;
    add_path(&from, doc->path);
    add_path(&to, page);
    bool moved = move_between(out, buf_str(&from), buf_str(&to), dest);
    buf_free(&from);
    buf_free(&to);
    return moved;
}

static void add_edit(struct edits *edits, const struct document *doc, const struct reference *ref,
                     bool row, str page)
{
    str dest = document_text(doc, ref->dest);
    struct edit edit = {.span = ref->dest, .start = edits->text.n};
    bool by_name = ref->form == FORM_REFERENCE;
    struct buf defined = {0};
    if (by_name) {
        add_defined(&defined, dest, row);
        dest = buf_str(&defined);
        edit.span = span_of(ref->text.end, ref->span.end);
        buf_add(&edits->text, STR("]("));
    }
    bool moved = move_target(&edits->text, doc, ref, dest, page);
    if (by_name) {
        if (!moved)
            buf_add(&edits->text, dest);
        buf_add_char(&edits->text, ')');
    }
    edit.end = edits->text.n;
    buf_free(&defined);
    if (moved || by_name)
        vec_push(&edits->at, edit);
}

static int by_place(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

void transplant(struct buf *out, const struct document *doc, const struct entry *entry,
                struct span span, str page)
{
    struct edits edits = {0};
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (ref->exact && ref->form != FORM_BARE && ref->form != FORM_ANGLE &&
            span_holds(span, ref->span))
            add_edit(&edits, doc, ref, entry->row != NO_INDEX, page);
    }
    if (edits.at.n > 1)
        qsort(edits.at.at, edits.at.n, sizeof *edits.at.at, by_place);
    uint32_t done = span.start;
    for (size_t i = 0; i < edits.at.n; i++) {
        const struct edit *edit = &edits.at.at[i];
        if (edit->span.start < done)
            continue;
        buf_add(out, document_text(doc, span_of(done, edit->span.start)));
        buf_add(out, str_sub(buf_str(&edits.text), edit->start, edit->end));
        done = edit->span.end;
    }
    buf_add(out, document_text(doc, span_of(done, span.end)));
    vec_free(&edits.at);
    buf_free(&edits.text);
}
