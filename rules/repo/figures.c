#include "base/glob.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/percent.h"
#include "doc/opaque.h"
#include "doc/reference.h"
#include "doc/target.h"
#include "doc/url.h"
#include "lint/rule.h"

#include <stdlib.h>
#include <string.h>

enum { OPTION_EXCEPT };

static const struct option options[] = {
    [OPTION_EXCEPT] = {.name = "except",
                       .type = OPTION_LIST,
                       .fallback = "",
                       .help = "patterns of pictures that are kept for something else than a list, "
                               "as those of `files:`"},
    {.name = NULL},
};

static const str endings[] = {
    STR_INIT(".png"),  STR_INIT(".jpg"),  STR_INIT(".jpeg"), STR_INIT(".gif"),  STR_INIT(".svg"),
    STR_INIT(".webp"), STR_INIT(".avif"), STR_INIT(".bmp"),  STR_INIT(".tiff"), STR_INIT(".tif"),
};

enum { ENDING_COUNT = sizeof endings / sizeof *endings };

struct check {
    struct lint *lint;
    VEC(str) pictures;
    struct map paths; /* of the pictures -> index */
    bool *shown;      /* one a picture */
    struct buf path, text;
};

static bool is_excepted(const struct lint *lint, str path)
{
    const struct option_value *except = lint_option(lint, OPTION_EXCEPT);
    for (size_t i = 0; i < except->list_count; i++)
        if (glob_match(except->list[i], path) != GLOB_NONE)
            return true;
    return false;
}

static void take_file(void *self, str path)
{
    struct check *check = self;
    /* What hidden folders hold is for the forge: cards, templates. */
    if (str_starts(path, STR(".")) || str_has(path, STR("/.")))
        return;
    for (size_t i = 0; i < ENDING_COUNT; i++) {
        if (str_ends_nocase(path, endings[i]) && !is_excepted(check->lint, path)) {
            vec_push(&check->pictures, path);
            return;
        }
    }
}

static int by_path(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

static bool show(struct check *check, str path)
{
    const uint32_t *picture = map_get(&check->paths, path);
    if (picture)
        check->shown[*picture] = true;
    return picture != NULL;
}

/*
 * An address on the forge or on a mirror of it ends in the path of the file, and a site's own path
 * may begin elsewhere than in this repository: the longest end that is a picture's path is meant.
 */
static void show_end(struct check *check, str path)
{
    while (path.n > 0 && !show(check, path))
        str_cut(&path, '/');
}

static void show_reference(struct check *check, const struct repository *repo,
                           const struct document *doc, const struct reference *ref)
{
    struct url url;
    if (reference_is_foreign(ref)) {
        url_split(ref->url, &url);
        buf_clear(&check->text);
        percent_decode(&check->text, url.path);
        show_end(check, buf_str(&check->text));
    } else if (target_resolve(&check->path, doc, ref->url).kind == TARGET_PATH) {
        /* A wrong letter case is link/file's business. */
        if (repo->tree->look(repo->tree->self, buf_str(&check->path), &check->text) == TREE_CASE)
            show(check, buf_str(&check->text));
        else
            show(check, buf_str(&check->path));
    }
}

/* Where the word that ends at `end` begins: a path in an attribute that is no link, `srcset`. */
static size_t word_start(str source, size_t end)
{
    enum { LONGEST = 400 };
    size_t start = end;
    while (start > 0 && end - start < LONGEST && !ascii_is_space(source.at[start - 1]) &&
           !memchr("\"'()<>=,|`[]", source.at[start - 1], 12))
        start--;
    return start;
}

static void show_word(struct check *check, const struct document *doc, str word)
{
    buf_clear(&check->text);
    percent_decode(&check->text, word);
    if (path_join(&check->path, path_folder(doc->path), buf_str(&check->text)) &&
        show(check, buf_str(&check->path)))
        return;
    show_end(check, buf_str(&check->text));
}

/* Paths of pictures anywhere in the text of a list but for its comments. */
static void read_words(struct check *check, const struct document *doc)
{
    str source = doc->source;
    for (size_t at = 0; at < source.n; at++) {
        size_t dot = str_find_char(str_skip(source, at), '.');
        if (dot == STR_NPOS)
            return;
        at += dot;
        for (size_t i = 0; i < ENDING_COUNT; i++) {
            if (!str_starts_nocase(str_skip(source, at), endings[i]))
                continue;
            size_t start = word_start(source, at), end = at + endings[i].n;
            const struct opaque *opaque = opaque_at(doc, (uint32_t)at);
            if (!opaque || opaque->kind != OPAQUE_COMMENT)
                show_word(check, doc, str_sub(source, start, end));
        }
    }
}

static void find_pictures(struct check *check, const struct tree *tree)
{
    tree->each(tree->self, take_file, check);
    if (check->pictures.n > 1)
        qsort(check->pictures.at, check->pictures.n, sizeof *check->pictures.at, by_path);
    for (size_t i = 0; i < check->pictures.n; i++)
        map_put(&check->paths, check->pictures.at[i], (uint32_t)i, NULL);
    check->shown = mem_alloc(check->pictures.n, sizeof *check->shown);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    struct check check = {.lint = lint};
    if (!repo->whole || !repo->tree || !repo->tree->each)
        return;
    find_pictures(&check, repo->tree);
    for (uint32_t i = 0; check.pictures.n > 0 && i < repo->document_count; i++) {
        const struct document *doc = repo->documents[i];
        for (uint32_t j = 0; j < doc->reference_count; j++)
            show_reference(&check, repo, doc, &doc->references[j]);
        read_words(&check, doc);
    }
    for (size_t i = 0; i < check.pictures.n; i++) {
        if (check.shown[i])
            continue;
        struct finding *finding =
            lint_report_file(lint, check.pictures.at[i], "no list shows this picture");
        lint_help(lint, finding,
                  "delete it, or name it under `except:` of the rule if it is there for something "
                  "else");
        lint_discriminator(lint, finding, check.pictures.at[i]);
    }
    vec_free(&check.pictures);
    map_free(&check.paths);
    mem_free(check.shown);
    buf_free(&check.path);
    buf_free(&check.text);
}

const struct rule rule_repo_figures = {
    .summary = "a picture of the repository that no list shows",
    .severity = SEVERITY_OFF,
    .options = options,
    .repository = check_repository,
};
