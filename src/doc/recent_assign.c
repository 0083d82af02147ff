#include "doc/recent_assign.h"

#include "base/glob.h"
#include "base/path.h"

#include <stdlib.h>

bool recent_is_among(const str *globs, size_t count, str path)
{
    for (size_t i = 0; i < count; i++)
        if (glob_match(globs[i], path) != GLOB_NONE)
            return true;
    return false;
}

uint32_t recent_file_index(const struct recent_plan *plan, uint32_t twin)
{
    size_t low = 0, high = plan->files.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (plan->files.at[middle].first_twin <= twin)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

/* A page without any list, as when the last item went: a list is begun as its files have theirs. */
static void choose_kind(struct recent_plan *plan, uint32_t group)
{
    for (size_t i = 0; i < plan->page->groups.n; i++)
        if (plan->page->groups.at[i].list != NO_INDEX)
            return;
    for (size_t i = 0; i < plan->files.n; i++) {
        const struct document *doc = plan->files.at[i].doc;
        for (uint32_t k = 0; plan->files.at[i].group == group && k < doc->entry_count; k++) {
            if (!twins_takes(doc, &doc->entries[k]))
                continue;
            plan->page->groups.at[group].bullets = doc->entries[k].kind == ENTRY_ITEM;
            return;
        }
    }
}

/* The configured sections: which group shows which files. */
static enum rc assign_wished(struct recent_plan *plan, struct err *err)
{
    const struct recent_wish *wish = plan->wish;
    for (size_t i = 0; i < wish->section_count; i++) {
        const struct recent_section *section = &wish->sections[i];
        uint32_t group = recent_page_group(plan->page, section->heading);
        if (group == NO_INDEX)
            return err_set(err,
                           "%.*s: has no heading \"%.*s\" in the part that is rebuilt, which line "
                           "%u of the configuration names: add it there",
                           STR_ARG(plan->page->doc->path), STR_ARG(section->heading),
                           section->line);
        for (size_t k = 0; k < plan->files.n; k++)
            if (plan->files.at[k].group == NO_INDEX &&
                recent_is_among(section->of, section->of_count, plan->files.at[k].doc->path))
                plan->files.at[k].group = group;
        choose_kind(plan, group);
    }
    return RC_OK;
}

/* A file, a group, and how many entries they have in common. */
struct common {
    uint32_t file, group, count;
};

static int by_file(const void *a, const void *b)
{
    const struct common *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

/*
 * What each file and each group have in common, each pair once. `twinned` gets how many rows of
 * each group any file has.
 */
static struct common *find_common(struct recent_plan *plan, size_t *count, uint32_t *twinned)
{
    const struct recent_page *page = plan->page;
    VEC(struct common) found = {0};
    for (uint32_t g = 0; g < page->groups.n; g++) {
        const struct recent_group *group = &page->groups.at[g];
        for (uint32_t i = group->first; i < group->end; i++) {
            bool titled;
            uint32_t twin = twins_find(&plan->twins, page->doc,
                                       &page->doc->entries[page->entries.at[i]], &titled);
            twinned[g] += twin != NO_INDEX;
            for (int n = 0; n < TWINS_MAX && twin != NO_INDEX; n++) {
                vec_push(&found, (struct common){recent_file_index(plan, twin), g, 1});
                twin = titled ? NO_INDEX : plan->twins.at.at[twin].next;
            }
        }
    }
    if (found.n > 1)
        qsort(found.at, found.n, sizeof *found.at, by_file);
    *count = 0;
    for (size_t i = 0; i < found.n; i++) {
        struct common *last = *count > 0 ? &found.at[*count - 1] : NULL;
        if (last && last->file == found.at[i].file && last->group == found.at[i].group)
            last->count++;
        else
            found.at[(*count)++] = found.at[i];
    }
    return found.at;
}

/*
 * A file without a section gets the one that has more than half of what the page has of it, if that
 * is several or more than half of the section; then a section without a file the one that has more
 * than half of it.
 */
static void assign_by_twins(struct recent_plan *plan)
{
    enum { SEVERAL = 3 };
    size_t count;
    uint32_t *twinned = mem_alloc(plan->page->groups.n + 1, sizeof *twinned);
    struct common *common = find_common(plan, &count, twinned);
    uint32_t *all = mem_alloc(plan->files.n + 1, sizeof *all);
    bool *taken = mem_alloc(plan->page->groups.n + 1, sizeof *taken);
    for (size_t i = 0; i < count; i++)
        all[common[i].file] += common[i].count;
    for (size_t i = 0; i < count; i++) {
        struct recent_file *file = &plan->files.at[common[i].file];
        bool enough = common[i].count >= SEVERAL || common[i].count * 2 > twinned[common[i].group];
        if (file->group == NO_INDEX && enough && common[i].count * 2 > all[common[i].file])
            file->group = common[i].group;
    }
    for (size_t i = 0; i < plan->files.n; i++)
        if (plan->files.at[i].group != NO_INDEX)
            taken[plan->files.at[i].group] = true;
    for (size_t i = 0; i < count; i++) {
        struct recent_file *file = &plan->files.at[common[i].file];
        if (file->group != NO_INDEX || taken[common[i].group] ||
            common[i].count * 2 <= twinned[common[i].group])
            continue;
        file->group = common[i].group;
        taken[common[i].group] = true;
    }
    mem_free(common);
    mem_free(twinned);
    mem_free(all);
    mem_free(taken);
}

/* Letters and digits alone, in lower case: what two ways to write one name share. */
static str name_key(struct buf *out, str name)
{
    buf_clear(out);
    for (size_t i = 0; i < name.n; i++)
        if (ascii_is_alnum(name.at[i]) || (unsigned char)name.at[i] >= 0x80)
            buf_add_char(out, ascii_lower(name.at[i]));
    return buf_str(out);
}

/* The name of a file without its folder and ending. */
static str stem(str path)
{
    size_t slash = str_rfind_char(path, '/');
    str name = slash == STR_NPOS ? path : str_skip(path, slash + 1);
    size_t dot = str_rfind_char(name, '.');
    return dot == STR_NPOS ? name : str_sub(name, 0, dot);
}

/* Files, and sections without a file, by their names. */
struct names {
    struct recent_plan *plan;
    struct map sections, files;
    struct buf text;
};

static void give_name(struct names *names, uint32_t file, str name)
{
    str key = name_key(&names->text, name);
    const uint32_t *group = key.n > 0 ? map_get(&names->sections, key) : NULL;
    if (group && names->plan->files.at[file].group == NO_INDEX)
        names->plan->files.at[file].group = *group;
}

/* What the page's links to a file are called is its name there. */
static void give_names_of_links(struct names *names)
{
    const struct document *page = names->plan->page->doc;
    struct buf path = {0};
    for (uint32_t i = 0; i < page->reference_count; i++) {
        const struct reference *ref = &page->references[i];
        if (ref->kind != REF_LINK || ref->scheme != SCHEME_NONE ||
            !path_join(&path, path_folder(page->path), ref->url))
            continue;
        const uint32_t *file = map_get(&names->files, buf_str(&path));
        if (file)
            give_name(names, *file, document_text(page, ref->text));
    }
    buf_free(&path);
}

/*
 * A section goes with the files that have its name: on the page, in the file's first heading or as
 * the file's own. So it knows them when it shows nothing of them yet, or nothing any more.
 */
static void assign_by_name(struct recent_plan *plan)
{
    struct names names = {.plan = plan};
    const struct recent_page *page = plan->page;
    for (uint32_t g = 0; g < page->groups.n; g++) {
        str key = name_key(&names.text, page->doc->sections[page->groups.at[g].section].text);
        if (key.n > 0)
            map_put_copy(&names.sections, key, g, NULL);
    }
    for (uint32_t f = 0; f < plan->files.n; f++)
        map_put(&names.files, plan->files.at[f].doc->path, f, NULL);
    give_names_of_links(&names);
    for (uint32_t f = 0; f < plan->files.n; f++) {
        const struct document *doc = plan->files.at[f].doc;
        if (doc->section_count > 1)
            give_name(&names, f, doc->sections[1].text);
        give_name(&names, f, stem(doc->path));
    }
    map_free(&names.sections);
    map_free(&names.files);
    buf_free(&names.text);
}

enum rc recent_assign(struct recent_plan *plan, struct err *err)
{
    enum rc rc = assign_wished(plan, err);
    if (rc != RC_OK)
        return rc;
    if (plan->wish->section_count == 0) {
        assign_by_name(plan);
        assign_by_twins(plan);
    }
    return RC_OK;
}
