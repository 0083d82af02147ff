#include "base/map.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/percent.h"
#include "doc/anchors.h"
#include "doc/reference.h"
#include "doc/target.h"
#include "doc/url.h"
#include "lint/rule.h"

/*
 * What a table of contents may have forgotten: it has to name most of the headings below one, then
 * the few that it does not name are not a part of the file that it never was about.
 */
enum {
    LEAST_NAMED = 4,
    LEAST_LINKED = 3, /* lists of a repository */
    MOST_FORGOTTEN = 3,
    SHARE = 10, /* one forgotten, and one more for so many that are named */
};

/* A section while its document is looked at. */
struct state {
    bool named;          /* by the table of contents */
    bool linked;         /* from anywhere in the file */
    uint32_t entries;    /* in it and below */
    uint32_t papers;     /* of these, known by the id of a paper */
    uint32_t children;   /* of its own headings, those that are named */
    uint32_t first, end; /* of these, where the first and the last begin */
    uint32_t forgotten;  /* of its own headings, those that may be */
};

struct look {
    struct lint *lint;
    const struct document *doc;
    struct anchors anchors;
    struct state *states;    /* one a section */
    uint32_t heading;        /* the section that the table of contents stands in */
    struct span first, last; /* its first and last list */
    uint32_t broken;         /* links of it that lead nowhere */
    struct buf text;
};

/* A Markdown list of links to headings below it. */
struct toc {
    uint32_t headings, broken;
};

/* Whether it is a link within its file; `*heading` is what it leads to, NO_INDEX if not a heading.
 */
static bool is_inner(struct look *look, const struct reference *ref, uint32_t *heading,
                     bool *broken)
{
    *heading = NO_INDEX;
    *broken = false;
    if (ref->kind != REF_LINK || ref->url.n < 2 || ref->url.at[0] != '#')
        return false;
    buf_clear(&look->text);
    percent_decode(&look->text, str_skip(ref->url, 1));
    const struct anchor_name *anchor = anchors_find(&look->anchors, buf_str(&look->text));
    *broken = !anchor && !str_eq_nocase(buf_str(&look->text), STR("top"));
    *heading = anchor ? anchor->section : NO_INDEX;
    return true;
}

/* Whether a list is one of links within the file, but for a few that lead elsewhere. */
static bool read_toc(struct look *look, const struct list *list, struct toc *toc, bool name)
{
    const struct document *doc = look->doc;
    uint32_t links = 0, inside = 0;
    *toc = (struct toc){0};
    for (uint32_t i = document_reference_at(doc, list->span.start);
         i < doc->reference_count && doc->references[i].span.start < list->span.end; i++) {
        const struct reference *ref = &doc->references[i];
        bool broken;
        uint32_t heading;
        inside += is_inner(look, ref, &heading, &broken);
        links += ref->kind == REF_LINK;
        if (links > 8 && inside * 2 < links)
            return false;
        toc->broken += broken;
        if (heading == NO_INDEX || doc->sections[heading].span.start < list->span.start)
            continue;
        toc->headings++;
        if (name)
            look->states[heading].named = true;
    }
    return inside >= 2 && inside * 5 >= links * 4;
}

static bool is_outer_list(const struct list *list)
{
    return list->depth == 0 && (list->kind == LIST_BULLET || list->kind == LIST_ORDERED);
}

/* Find the section whose lists lead to the most headings; false where there is none. */
static bool find_contents(struct look *look)
{
    const struct document *doc = look->doc;
    uint32_t *headings = mem_alloc(doc->section_count, sizeof *headings), best = 0;
    for (uint32_t i = 0; i < doc->list_count; i++) {
        struct toc toc;
        if (!is_outer_list(&doc->lists[i]) || !read_toc(look, &doc->lists[i], &toc, false))
            continue;
        uint32_t heading = section_heading(doc, doc->lists[i].section);
        headings[heading] += toc.headings;
        if (headings[heading] > best) {
            best = headings[heading];
            look->heading = heading;
        }
    }
    mem_free(headings);
    if (best < LEAST_NAMED)
        return false;
    look->first = span_of(doc->source.n, doc->source.n);
    for (uint32_t i = 0; i < doc->list_count; i++) {
        struct toc toc;
        if (!is_outer_list(&doc->lists[i]) ||
            section_heading(doc, doc->lists[i].section) != look->heading ||
            !read_toc(look, &doc->lists[i], &toc, true))
            continue;
        look->broken += toc.broken;
        if (doc->lists[i].span.start < look->first.start)
            look->first = doc->lists[i].span;
        if (doc->lists[i].span.end > look->last.end)
            look->last = doc->lists[i].span;
    }
    return true;
}

/* Whether the key is that of a paper and not of a page or title. */
static bool is_paper(str key)
{
    return !str_starts(key, STR("url:")) && !str_starts(key, STR("title:")) &&
           !str_starts(key, STR("text:"));
}

/* What each section holds, and which of them are linked. */
static void count(struct look *look)
{
    const struct document *doc = look->doc;
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        uint32_t heading;
        bool broken;
        is_inner(look, &doc->references[i], &heading, &broken);
        if (heading != NO_INDEX)
            look->states[heading].linked = true;
    }
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        const struct entry *entry = &doc->entries[i];
        if (entry->navigation || entry->ref_count == 0)
            continue;
        bool paper = is_paper(entry->key);
        for (uint32_t s = entry->section; s != NO_INDEX; s = doc->sections[s].parent) {
            look->states[s].entries++;
            look->states[s].papers += paper;
        }
    }
}

/* Call `take` for each heading below the table of contents, and the state of the one above it. */
static void each_heading(struct look *look,
                         void (*take)(struct look *look, uint32_t section, struct state *parent))
{
    for (uint32_t i = 0; i < look->doc->section_count; i++) {
        const struct section *section = &look->doc->sections[i];
        if (section->kind == SECTION_HEADING && section->span.start > look->first.start)
            take(look, i, &look->states[section_heading(look->doc, section->parent)]);
    }
}

static void count_named(struct look *look, uint32_t section, struct state *parent)
{
    if (!look->states[section].named)
        return;
    uint32_t start = look->doc->sections[section].span.start;
    if (parent->children++ == 0)
        parent->first = start;
    parent->end = start;
}

/*
 * Whether a heading belongs into the table: its section holds entries, it stands between those that
 * are named or holds papers as they do, and nothing leads to it. What stands above the first, and
 * what thanks contributors at the end, is left out on purpose.
 */
static bool may_be_forgotten(const struct look *look, uint32_t section, const struct state *parent)
{
    const struct section *heading = &look->doc->sections[section];
    const struct state *state = &look->states[section];
    if (state->named || state->linked || heading->news || heading->text.n == 0 ||
        state->entries == 0 || heading->span.start < parent->first)
        return false;
    return heading->span.start < parent->end ||
           (state->entries >= 3 && state->papers * 2 >= state->entries);
}

static void count_forgotten(struct look *look, uint32_t section, struct state *parent)
{
    parent->forgotten += may_be_forgotten(look, section, parent);
}

/* Whether the name stands in the table without a link, or with one that leads nowhere. */
static bool is_written(const struct look *look, str name)
{
    str text = document_text(look->doc, span_of(look->first.start, look->last.end));
    return str_find_nocase(text, name) != STR_NPOS;
}

static void report(struct look *look, uint32_t section, struct state *parent)
{
    const struct document *doc = look->doc;
    const struct section *heading = &doc->sections[section];
    /* A link that leads nowhere may be to a heading that has another name now: link/anchor. */
    if (parent->children < LEAST_NAMED || parent->forgotten > MOST_FORGOTTEN ||
        parent->forgotten > 1 + parent->children / SHARE || look->broken >= parent->forgotten ||
        !may_be_forgotten(look, section, parent) || is_written(look, heading->text))
        return;
    struct finding *finding = lint_report(
        look->lint, doc, span_is_empty(heading->title) ? heading->span : heading->title,
        "the table of contents leaves out \"%.*s\"; it names %u other headings of this section",
        STR_ARG(heading->text), parent->children);
    lint_help(look->lint, finding, "add `[%.*s](#%.*s)` to it", STR_ARG(heading->text),
              STR_ARG(heading->slug));
    struct span line = document_line_span(doc, document_line(doc, look->first.start));
    lint_related(look->lint, finding, doc, line, "the table of contents");
    lint_discriminator(look->lint, finding, heading->text);
}

/* Most lists have no table of contents: told before anything is read for one. */
static bool may_have_contents(const struct document *doc)
{
    uint32_t inner = 0;
    for (uint32_t i = 0; i < doc->reference_count && inner < LEAST_NAMED; i++)
        inner += doc->references[i].url.n > 1 && doc->references[i].url.at[0] == '#';
    return inner == LEAST_NAMED && doc->section_count > LEAST_NAMED;
}

static void check_document(struct lint *lint, const struct document *doc)
{
    if (!may_have_contents(doc))
        return;
    struct look look = {.lint = lint, .doc = doc};
    anchors_read(&look.anchors, doc);
    look.states = mem_alloc(doc->section_count, sizeof *look.states);
    if (find_contents(&look)) {
        count(&look);
        each_heading(&look, count_named);
        each_heading(&look, count_forgotten);
        each_heading(&look, report);
    }
    anchors_free(&look.anchors);
    mem_free(look.states);
    buf_free(&look.text);
}

/* The lists of a repository, and which of them are linked from another file. */
struct shelf {
    const struct repository *repo;
    struct map paths;   /* of lists that have to be linked -> document */
    struct map folders; /* that links lead to */
    bool *linked;       /* one a document */
    struct buf path;
};

static str name_of(str path)
{
    size_t slash = str_rfind_char(path, '/');
    return slash == STR_NPOS ? path : str_skip(path, slash + 1);
}

/* Files that are found by their name, or that the forge itself links to. */
static bool is_found_by_name(str path)
{
    static const str NAMES[] = {
        STR_INIT("readme"),  STR_INIT("contribut"), STR_INIT("change"),     STR_INIT("code_of_"),
        STR_INIT("code-of"), STR_INIT("license"),   STR_INIT("security"),   STR_INIT("support"),
        STR_INIT("pull_"),   STR_INIT("issue"),     STR_INIT("index"),      STR_INIT("summary"),
        STR_INIT("author"),  STR_INIT("credits"),   STR_INIT("maintainer"), STR_INIT("governance"),
        STR_INIT("todo"),    STR_INIT("roadmap"),   STR_INIT("template"),   STR_INIT("_"),
    };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (str_starts_nocase(name_of(path), NAMES[i]))
            return true;
    return path.at[0] == '.' || str_has(path, STR("/."));
}

static bool is_list(const struct document *doc)
{
    uint32_t entries = 0;
    for (uint32_t i = 0; i < doc->entry_count && entries < 3; i++)
        entries += !doc->entries[i].navigation && doc->entries[i].ref_count > 0;
    return entries == 3 && !is_found_by_name(doc->path);
}

static void link_path(struct shelf *shelf, const struct document *from, str path)
{
    const uint32_t *to = map_get(&shelf->paths, path);
    if (to && shelf->repo->documents[*to] != from)
        shelf->linked[*to] = true;
}

/* A page of the forge or of a site that is made of the file, by the end of its address. */
static void link_address(struct shelf *shelf, const struct document *from, str url)
{
    static const str ENDS[] = {STR_INIT(".md"), STR_INIT(".markdown"), STR_INIT(".html")};
    struct url parts;
    url_split(url, &parts);
    str path = parts.path;
    bool page = false;
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS && !page; i++)
        page = str_ends_nocase(path, ENDS[i]);
    if (!page || path.n > 1000)
        return;
    buf_clear(&shelf->path);
    percent_decode(&shelf->path, path);
    if (str_ends_nocase(path, STR(".html"))) {
        shelf->path.n -= 5;
        buf_add(&shelf->path, STR(".md"));
    }
    for (str rest = buf_str(&shelf->path); rest.n > 0;) {
        str_cut(&rest, '/');
        link_path(shelf, from, rest);
    }
}

static void read_links(struct shelf *shelf, const struct document *doc)
{
    struct buf path = {0};
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        const struct reference *ref = &doc->references[i];
        if (ref->kind != REF_LINK || ref->url.n == 0 || ref->url.at[0] == '#')
            continue;
        if (reference_is_foreign(ref)) {
            link_address(shelf, doc, ref->url);
            continue;
        }
        if (target_resolve(&path, doc, ref->url).kind != TARGET_PATH || path.n == 0)
            continue;
        link_path(shelf, doc, buf_str(&path));
        map_put_copy(&shelf->folders, buf_str(&path), 0, NULL);
        buf_add(&path, STR(".md")); /* a site's page */
        link_path(shelf, doc, buf_str(&path));
    }
    buf_free(&path);
}

/* Whether something else than Markdown shows the way: a site's own menu. */
static bool has_site(const struct tree *tree)
{
    static const str FILES[] = {
        STR_INIT("mkdocs.yml"), STR_INIT("_config.yml"),     STR_INIT("book.toml"),
        STR_INIT("index.html"), STR_INIT("hugo.toml"),       STR_INIT("docusaurus.config.js"),
        STR_INIT(".vitepress"), STR_INIT("docs/.vitepress"),
    };
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        if (tree->look(tree->self, FILES[i], NULL) != TREE_MISSING)
            return true;
    return false;
}

static bool is_reached(const struct shelf *shelf, uint32_t document)
{
    if (shelf->linked[document])
        return true;
    str folder = path_folder(shelf->repo->documents[document]->path);
    for (; folder.n > 0; folder = path_folder(folder))
        if (map_get(&shelf->folders, folder))
            return true;
    return false;
}

static void report_list(struct lint *lint, const struct document *doc, uint32_t others)
{
    struct span span = document_line_span(doc, 0);
    for (uint32_t i = doc->section_count; i-- > 1;)
        if (doc->sections[i].kind == SECTION_HEADING)
            span = span_is_empty(doc->sections[i].title) ? doc->sections[i].span
                                                         : doc->sections[i].title;
    struct finding *finding = lint_report(
        lint, doc, span, "no other file links to this list; %u lists of the repository are linked",
        others);
    lint_help(lint, finding, "link it from where the others are, or name it under `exclude:`");
    lint_discriminator(lint, finding, doc->path);
}

static void judge_shelf(struct lint *lint, const struct shelf *shelf)
{
    const struct repository *repo = shelf->repo;
    uint32_t reached = 0, lists = (uint32_t)map_count(&shelf->paths);
    for (uint32_t i = 0; i < repo->document_count; i++)
        reached += map_get(&shelf->paths, repo->documents[i]->path) && is_reached(shelf, i);
    uint32_t left = lists - reached;
    if (reached < LEAST_LINKED || left > MOST_FORGOTTEN || left > 1 + reached / SHARE)
        return;
    for (uint32_t i = 0; i < repo->document_count; i++)
        if (map_get(&shelf->paths, repo->documents[i]->path) && !is_reached(shelf, i))
            report_list(lint, repo->documents[i], reached);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    if (!repo->whole || !repo->tree || has_site(repo->tree))
        return;
    struct shelf shelf = {.repo = repo};
    for (uint32_t i = 0; i < repo->document_count; i++)
        if (is_list(repo->documents[i]))
            map_put(&shelf.paths, repo->documents[i]->path, i, NULL);
    if (map_count(&shelf.paths) > LEAST_LINKED) {
        shelf.linked = mem_alloc(repo->document_count, sizeof *shelf.linked);
        for (uint32_t i = 0; i < repo->document_count; i++)
            read_links(&shelf, repo->documents[i]);
        judge_shelf(lint, &shelf);
        mem_free(shelf.linked);
    }
    map_free(&shelf.paths);
    map_free(&shelf.folders);
    buf_free(&shelf.path);
}

const struct rule rule_list_contents = {
    .summary = "a table of contents leaves out a heading, or no file links to a list",
    .severity = SEVERITY_WARNING,
    .document = check_document,
    .repository = check_repository,
};
