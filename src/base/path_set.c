#include "base/path_set.h"

#include "base/path.h"
#include "base/utf8.h"

void path_set_add(struct path_set *set, str path, enum tree_answer what)
{
    if (path.n == 0 || map_get(&set->exact, path))
        return;
    path = arena_str(&set->arena, path);
    if (path.n > set->longest)
        set->longest = path.n;
    if (what == TREE_OPAQUE && path.n > set->longest_opaque)
        set->longest_opaque = path.n;
    for (; path.n > 0; path = path_folder(path), what = TREE_DIR) {
        bool added;
        map_put(&set->exact, path, what, &added);
        if (!added)
            break;
        vec_push(&set->paths, path);
    }
}

void path_set_add_file(struct path_set *set, str path)
{
    size_t count = set->paths.n;
    path_set_add(set, path, TREE_FILE);
    if (set->paths.n > count)
        vec_push(&set->files, set->paths.at[count]);
}

/* Letter case alone: marks and compatible forms stay, unlike in utf8_fold(). */
static void lower(struct buf *out, str path)
{
    buf_clear(out);
    utf8_add_lower(out, path);
}

static const str *find_folded(struct path_set *set, str path)
{
    struct buf key = {0};
    for (; set->folded_count < set->paths.n; set->folded_count++) {
        lower(&key, set->paths.at[set->folded_count]);
        map_put_copy(&set->folded, buf_str(&key), (uint32_t)set->folded_count, NULL);
    }
    lower(&key, path);
    const uint32_t *found = map_get(&set->folded, buf_str(&key));
    buf_free(&key);
    return found ? &set->paths.at[*found] : NULL;
}

static bool is_below_opaque(const struct path_set *set, str path)
{
    /* Cut first: a stranger's link may have 50,000 parts, and each costs a look-up. */
    str folder = path_folder(str_sub(path, 0, set->longest_opaque + 1));
    for (; folder.n > 0; folder = path_folder(folder)) {
        const uint32_t *what = map_get(&set->exact, folder);
        if (what)
            return *what == TREE_OPAQUE;
    }
    return false;
}

enum tree_answer path_set_look(struct path_set *set, str path, struct buf *actual)
{
    while (str_ends(path, STR("/")))
        path.n--;
    if (path.n == 0)
        return TREE_DIR;
    const uint32_t *what = map_get(&set->exact, path);
    if (what)
        return (enum tree_answer) * what;
    if (set->longest_opaque && is_below_opaque(set, path))
        return TREE_OPAQUE;
    /* The same letters in another case have at most three times the bytes (U+2126 and "ω"). */
    const str *spelled = path.n / 3 <= set->longest ? find_folded(set, path) : NULL;
    if (!spelled)
        return TREE_MISSING;
    if (actual) {
        buf_clear(actual);
        buf_add(actual, *spelled);
    }
    return TREE_CASE;
}

static enum tree_answer look(void *self, str path, struct buf *actual)
{
    return path_set_look(self, path, actual);
}

static void each(void *self, void (*visit)(void *to, str path), void *to)
{
    const struct path_set *set = self;
    for (size_t i = 0; i < set->files.n; i++)
        visit(to, set->files.at[i]);
}

struct tree path_set_tree(struct path_set *set)
{
    return (struct tree){.look = look, .each = each, .self = set};
}

void path_set_free(struct path_set *set)
{
    map_free(&set->exact);
    map_free(&set->folded);
    vec_free(&set->paths);
    vec_free(&set->files);
    arena_free(&set->arena);
    *set = (struct path_set){0};
}
