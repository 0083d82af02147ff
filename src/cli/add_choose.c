/*
 * Which list of which file `curlint add` adds to.
 */
#include "cli/add.h"

/* The sections of a document that hold entries, or a table that is to get its first. */
struct homes {
    const struct document *doc;
    uint32_t *entries; /* by section: of it alone; heap */
    uint32_t *list;    /* by section: the list that holds most of them, or NO_INDEX; heap */
};

static void find_homes(struct homes *homes, const struct document *doc)
{
    uint32_t *most = mem_alloc(doc->section_count + 1, sizeof *most);
    uint32_t *in_list = mem_alloc(doc->list_count + 1, sizeof *in_list);
    homes->doc = doc;
    homes->entries = mem_alloc(doc->section_count + 1, sizeof *homes->entries);
    homes->list = mem_alloc(doc->section_count + 1, sizeof *homes->list);
    for (uint32_t i = 0; i < doc->section_count; i++)
        homes->list[i] = NO_INDEX;
    for (uint32_t i = 0; i < doc->list_count; i++)
        if (doc->lists[i].kind == LIST_TABLE && homes->list[doc->lists[i].section] == NO_INDEX)
            homes->list[doc->lists[i].section] = i;
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        const struct entry *entry = &doc->entries[i];
        if (entry->navigation || doc->sections[entry->section].news || entry->parent != NO_INDEX)
            continue;
        homes->entries[entry->section]++;
        /* A list may go on in the next section of a table: its entries there come behind. */
        bool same = homes->list[entry->section] == entry->list && most[entry->section] > 0;
        in_list[entry->list] = same ? in_list[entry->list] + 1 : 1;
        if (in_list[entry->list] > most[entry->section]) {
            most[entry->section] = in_list[entry->list];
            homes->list[entry->section] = entry->list;
        }
    }
    mem_free(most);
    mem_free(in_list);
}

static void homes_free(struct homes *homes)
{
    mem_free(homes->entries);
    mem_free(homes->list);
}

static bool is_home(const struct homes *homes, uint32_t section)
{
    return homes->list[section] != NO_INDEX;
}

static bool is_below(const struct document *doc, uint32_t section, uint32_t above)
{
    while (section != NO_INDEX && section != above)
        section = doc->sections[section].parent;
    return section == above;
}

/* "Parent/Name", where the name alone stands more than once. */
static bool is_called_in_full(const struct document *doc, const struct section *section, str name)
{
    if (section->parent == NO_INDEX || !str_ends_nocase(name, section->text))
        return false;
    str above = str_sub(name, 0, name.n - section->text.n);
    return str_ends(above, STR("/")) &&
           str_eq_nocase(str_sub(above, 0, above.n - 1), doc->sections[section->parent].text);
}

static bool is_called(const struct section *section, str name)
{
    str plain = str_starts(name, STR("#")) ? str_skip(name, 1) : name;
    return str_eq_nocase(str_trim(section->text), name) ||
           (section->slug.n > 0 && str_eq_nocase(section->slug, plain));
}

static str parent_text(const struct document *doc, uint32_t section)
{
    uint32_t parent = doc->sections[section].parent;
    return parent == NO_INDEX ? (str){NULL, 0} : doc->sections[parent].text;
}

/* Append a name that tells a section from the others: its own, that of its parent, its anchor. */
static void add_name(const struct homes *homes, uint32_t section, struct buf *out)
{
    const struct document *doc = homes->doc;
    str name = doc->sections[section].text, parent = parent_text(doc, section);
    uint32_t named = 0, named_in_full = 0;
    for (uint32_t i = 0; i < doc->section_count; i++) {
        bool same = is_home(homes, i) && str_eq_nocase(doc->sections[i].text, name);
        named += same;
        named_in_full += same && str_eq_nocase(parent_text(doc, i), parent);
    }
    if (section == 0)
        name = STR("(before the first heading)");
    if (named_in_full > 1 && doc->sections[section].slug.n > 0)
        buf_printf(out, "\"#%.*s\"", STR_ARG(doc->sections[section].slug));
    else if (named > 1)
        buf_printf(out, "\"%.*s/%.*s\"", STR_ARG(parent), STR_ARG(name));
    else
        buf_printf(out, "\"%.*s\"", STR_ARG(name));
}

/* The sections to choose from, `above` or below it, for a message; NO_INDEX for all. */
static void add_names(const struct homes *homes, uint32_t above, struct buf *out)
{
    enum { SHOWN = 40 };
    size_t count = 0;
    for (uint32_t i = 0; i < homes->doc->section_count; i++) {
        if (!is_home(homes, i) || (above != NO_INDEX && !is_below(homes->doc, i, above)))
            continue;
        if (++count > SHOWN)
            continue;
        if (count > 1)
            buf_add(out, STR(", "));
        add_name(homes, i, out);
    }
    if (count > SHOWN)
        buf_printf(out, " and %zu more", count - SHOWN);
}

static enum rc fail(const struct homes *homes, uint32_t above, str why, struct err *err)
{
    struct buf names = {0};
    add_names(homes, above, &names);
    enum rc rc = names.n > 0 ? err_set(err, "%.*s: name one of %.*s by --section", STR_ARG(why),
                                       STR_ARG(names))
                             : err_set(err, "%.*s", STR_ARG(why));
    buf_free(&names);
    return rc;
}

static str file_name(struct adding *adding, uint32_t document)
{
    return adding->documents.names.at[document];
}

/* The section that was named, of one document; NO_INDEX where it has none. */
static enum rc named_section(struct adding *adding, const struct homes *homes, uint32_t document,
                             uint32_t *out, struct err *err)
{
    str name = str_trim(str_from(adding->options->section));
    const struct document *doc = homes->doc;
    uint32_t found = NO_INDEX, count = 0, any = NO_INDEX;
    for (uint32_t i = 1; i < doc->section_count; i++) {
        if (!is_called(&doc->sections[i], name) && !is_called_in_full(doc, &doc->sections[i], name))
            continue;
        any = any == NO_INDEX ? i : any;
        if (is_home(homes, i)) {
            found = i;
            count++;
        }
    }
    *out = found;
    if (count > 1)
        return fail(homes, NO_INDEX,
                    arena_printf(&adding->arena, "%s: %u sections are called \"%.*s\"",
                                 file_name(adding, document).at, count, STR_ARG(name)),
                    err);
    if (count == 0 && any != NO_INDEX)
        return fail(homes, any,
                    arena_printf(&adding->arena,
                                 "%s: \"%.*s\" has neither a table nor a list of its own",
                                 file_name(adding, document).at, STR_ARG(name)),
                    err);
    return RC_OK;
}

/* The only section that there is to choose. */
static enum rc only_section(struct adding *adding, const struct homes *homes, uint32_t document,
                            uint32_t *out, struct err *err)
{
    const struct document *doc = homes->doc;
    uint32_t count = 0, table_count = 0, table = NO_INDEX;
    for (uint32_t i = 0; i < doc->section_count; i++) {
        if (!is_home(homes, i))
            continue;
        count++;
        *out = i;
        if (doc->lists[homes->list[i]].kind == LIST_TABLE && table != i) {
            table_count++;
            table = i;
        }
    }
    if (count == 1)
        return RC_OK;
    if (table_count == 1 && doc->table_count == 1) {
        *out = table;
        return RC_OK;
    }
    str why = arena_printf(&adding->arena, "%s: %s", file_name(adding, document).at,
                           count ? "has several sections" : "holds no table or list of papers");
    return fail(homes, NO_INDEX, why, err);
}

static enum rc choose_section(struct adding *adding, uint32_t document, bool *found,
                              struct err *err)
{
    struct homes homes;
    uint32_t section = NO_INDEX;
    find_homes(&homes, adding->documents.at[document]);
    enum rc rc = adding->options->section ? named_section(adding, &homes, document, &section, err)
                                          : only_section(adding, &homes, document, &section, err);
    *found = rc == RC_OK && section != NO_INDEX;
    if (*found) {
        adding->document = document;
        adding->target = (struct target){homes.list[section], section};
    }
    if (rc == RC_OK && !*found && adding->options->into) {
        str why = arena_printf(&adding->arena, "%s: has no section \"%s\"",
                               file_name(adding, document).at, adding->options->section);
        rc = fail(&homes, NO_INDEX, why, err);
    }
    homes_free(&homes);
    return rc;
}

static enum rc choose_file(struct adding *adding, struct err *err)
{
    const char *into = adding->options->into;
    bool found;
    str path;
    if (place_path(&adding->place, into, &path) != RC_OK)
        return err_set(err, "%s: there is no such file", into);
    for (uint32_t i = 0; i < adding->documents.n; i++) {
        const struct document *doc = adding->documents.at[i];
        if (!str_eq(doc->path, path))
            continue;
        return doc->refusal.kind == REFUSED_NOT
                   ? choose_section(adding, i, &found, err)
                   : err_set(err, "%s: is over a limit (lint/limits), so it is not changed", into);
    }
    return err_set(err, "%s: is no list", into);
}

enum rc add_choose(struct adding *adding, struct err *err)
{
    bool found = false;
    if (adding->options->into)
        return choose_file(adding, err);
    if (adding->options->section) {
        for (uint32_t i = 0; i < adding->documents.n && !found; i++)
            if (choose_section(adding, i, &found, err) != RC_OK)
                return RC_FAIL;
        return found ? RC_OK
                     : err_set(err, "no list here has a section \"%s\" with entries",
                               adding->options->section);
    }
    const struct example *usual = pattern_usual(&adding->patterns);
    if (!usual)
        return err_set(err, "there is no entry here that could show how the list writes one");
    adding->document = usual->document;
    adding->target = (struct target){usual->list, usual->section};
    return RC_OK;
}
