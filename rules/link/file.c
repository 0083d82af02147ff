#include "doc/reference.h"
#include "base/percent.h"
#include "doc/target.h"
#include "lint/rule.h"

/* What a list that is also a website keeps at its root; its pages have other names there. */
static const str SITE_FILES[] = {
    STR_INIT("_config.yml"), STR_INIT("mkdocs.yml"),           STR_INIT("book.toml"),
    STR_INIT("_sidebar.md"), STR_INIT("docusaurus.config.js"), STR_INIT("docs/_config.yml"),
};

static bool holds(const struct tree *tree, str path)
{
    enum tree_answer answer = tree->look(tree->self, path, NULL);
    return answer == TREE_FILE || answer == TREE_DIR;
}

/* "topic.html" or "topic/" where the website is made from "topic.md". */
static bool is_made_by_site(const struct tree *tree, str path)
{
    bool site = false;
    for (size_t i = 0; i < sizeof SITE_FILES / sizeof *SITE_FILES && !site; i++)
        site = holds(tree, SITE_FILES[i]);
    if (!site)
        return false;
    if (str_ends_nocase(path, STR(".html")))
        path.n -= 5;
    struct buf source = {0};
    buf_printf(&source, "%.*s.md", STR_ARG(path));
    bool found = holds(tree, buf_str(&source));
    buf_clear(&source);
    buf_printf(&source, "%.*s/index.md", STR_ARG(path));
    found = found || holds(tree, buf_str(&source));
    buf_free(&source);
    return found;
}

/* A byte of the destination as written, with its encoding undone. */
struct unit {
    size_t at; /* in the destination */
    char byte;
    bool encoded;
};

static size_t read_units(struct unit *units, str path)
{
    size_t n = 0;
    struct buf byte = {0};
    for (size_t i = 0; i < path.n; n++) {
        buf_clear(&byte);
        if (path.at[i] == '%')
            percent_decode(&byte, str_sub(path, i, i + 3));
        bool encoded = byte.n == 1; /* a '%' on its own stays with what follows it */
        units[n] = (struct unit){i, encoded ? byte.at[0] : path.at[i], encoded};
        i += encoded ? 3 : 1;
    }
    buf_free(&byte);
    return n;
}

/*
 * The destination with its letters as in `actual`. From the end, because "../" and the like come
 * first; false where they meet something else than another letter case.
 */
static bool respell(char *dest, size_t length, str looked, str actual)
{
    size_t differs = 0;
    if (looked.n != actual.n)
        return false;
    while (differs < actual.n && looked.at[differs] == actual.at[differs])
        differs++;
    struct arena arena = {0};
    struct unit *units = arena_alloc(&arena, (length + 1) * sizeof *units);
    size_t i = read_units(units, (str){dest, length}), j = actual.n;
    while (i > 0 && units[i - 1].byte == '/')
        i--;
    for (; i > 0 && j > 0; i--, j--) {
        struct unit unit = units[i - 1];
        if (unit.byte == actual.at[j - 1])
            continue;
        if (unit.encoded || ascii_lower(unit.byte) != ascii_lower(actual.at[j - 1]))
            break;
        dest[unit.at] = actual.at[j - 1];
    }
    arena_free(&arena);
    return j <= differs;
}

static const char *effect(const struct reference *ref)
{
    return ref->kind == REF_IMAGE ? "GitHub shows no picture" : "GitHub answers 404";
}

static void report_case(struct lint *lint, const struct document *doc, const struct reference *ref,
                        str looked, str actual)
{
    str path = str_trim(ref->url);
    path = str_sub(path, 0, str_find_char(path, '#'));
    path = str_sub(path, 0, str_find_char(path, '?'));
    struct finding *finding =
        lint_report(lint, doc, span_is_empty(ref->dest) ? ref->span : ref->dest,
                    "\"%.*s\" is in the repository only in other letter case, as \"%.*s\"; %s",
                    STR_ARG(path), STR_ARG(actual), effect(ref));
    lint_help(lint, finding, "write the name as the repository has it");
    lint_url(finding, ref->url);
    lint_discriminator(lint, finding, ref->url);

    str written = document_text(doc, ref->dest);
    size_t end = str_find_char(written, '#');
    end = end == STR_NPOS ? written.n : end;
    size_t query = str_find_char(str_sub(written, 0, end), '?');
    end = query == STR_NPOS ? end : query;
    struct buf text = {0};
    buf_add(&text, str_sub(written, 0, end));
    if (text.n > 0 && respell(text.at, text.n, looked, actual))
        lint_edit(lint, finding, FIX_SAFE, span_of(ref->dest.start, ref->dest.start + end),
                  buf_str(&text));
    buf_free(&text);
}

/* "blob/main/docs/x.md": what stands behind the branch; empty where it is no such address. */
static str behind_branch(str path)
{
    static const str VIEWS[] = {STR_INIT("blob/"), STR_INIT("tree/"), STR_INIT("raw/")};
    for (size_t i = 0; i < sizeof VIEWS / sizeof *VIEWS; i++) {
        size_t branch = str_find_char(str_skip(path, VIEWS[i].n), '/');
        if (str_starts(path, VIEWS[i]) && branch != STR_NPOS)
            return str_skip(path, VIEWS[i].n + branch + 1);
    }
    return (str){NULL, 0};
}

/* What a template has where the address belongs: `[Paper](link)`. */
static bool is_placeholder(str path)
{
    static const str WORDS[] = {
        STR_INIT("link"),       STR_INIT("url"),        STR_INIT("todo"),
        STR_INIT("xxx"),        STR_INIT("..."),        STR_INIT("paper"),
        STR_INIT("code"),       STR_INIT("paper_link"), STR_INIT("code_link"),
        STR_INIT("paper-link"), STR_INIT("paper_url"),  STR_INIT("placeholder")};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_eq_nocase(path, WORDS[i]))
            return true;
    return false;
}

static void help_missing(struct lint *lint, struct finding *finding, const struct target *target)
{
    struct buf other = {0};
    percent_decode(&other, target->path);
    str root = buf_str(&other);
    while (str_starts(root, STR("./")) || str_starts(root, STR("/")))
        root = str_skip(root, root.at[0] == '.' ? 2 : 1);
    for (size_t i = 0; i < other.n; i++)
        if (other.at[i] == '\\')
            other.at[i] = '/';
    bool slashes = str_has(target->path, STR("\\")) || str_has(target->path, STR("%5C"));
    str behind = behind_branch(root);
    if (root.n && holds(lint_tree(lint), root) && slashes)
        lint_help(lint, finding, "write slashes, not backslashes: \"%.*s\"", STR_ARG(root));
    else if (root.n && holds(lint_tree(lint), root))
        lint_help(lint, finding, "it is at the root of the repository: write \"/%.*s\"",
                  STR_ARG(root));
    else if (behind.n && holds(lint_tree(lint), behind))
        lint_help(lint, finding, "a relative link names no branch: write \"/%.*s\"",
                  STR_ARG(behind));
    else if (is_placeholder(root))
        lint_help(lint, finding, "fill in the address, or take the link away");
    else
        lint_help(lint, finding, "add the file, or correct the path");
    buf_free(&other);
}

static void report_missing(struct lint *lint, const struct document *doc,
                           const struct reference *ref, const struct target *target, str looked)
{
    struct finding *finding =
        lint_report(lint, doc, span_is_empty(ref->dest) ? ref->span : ref->dest,
                    "the repository holds no \"%.*s\"; %s", STR_ARG(looked), effect(ref));
    lint_url(finding, ref->url);
    lint_discriminator(lint, finding, ref->url);
    help_missing(lint, finding, target);
}

/* Where an entry's form is shown, and not an entry: `- [Title](link) - What it does.` */
static bool is_about_form(const struct document *doc, const struct reference *ref)
{
    static const str WORDS[] = {STR_INIT("contribut"), STR_INIT("template"), STR_INIT("format"),
                                STR_INIT("guideline")};
    str heading = doc->sections[section_heading(doc, ref->section)].text;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_find_nocase(heading, WORDS[i]) != STR_NPOS ||
            str_find_nocase(doc->path, WORDS[i]) != STR_NPOS)
            return true;
    return false;
}

static void check_reference(struct lint *lint, const struct document *doc,
                            const struct reference *ref, struct buf *path, struct buf *actual)
{
    const struct tree *tree = lint_tree(lint);
    if (reference_is_foreign(ref))
        return;
    struct target target = target_resolve(path, doc, ref->url);
    if (target.kind != TARGET_PATH || (is_placeholder(target.path) && is_about_form(doc, ref)))
        return;
    str looked = buf_str(path);
    buf_clear(actual);
    enum tree_answer answer = tree->look(tree->self, looked, actual);
    if (answer == TREE_FILE || answer == TREE_DIR || answer == TREE_OPAQUE)
        return;
    if (answer == TREE_MISSING && is_made_by_site(tree, looked))
        return;
    if (url_check(ref->url, NULL) != URL_FINE)
        return; /* no path at all: link/malformed */
    if (answer == TREE_CASE)
        report_case(lint, doc, ref, looked, buf_str(actual));
    else
        report_missing(lint, doc, ref, &target, looked);
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct once once = {0};
    struct buf path = {0}, actual = {0};
    for (uint32_t i = 0; lint_tree(lint) && i < doc->reference_count; i++)
        if (once_take(&once, doc, &doc->references[i]))
            check_reference(lint, doc, &doc->references[i], &path, &actual);
    buf_free(&path);
    buf_free(&actual);
    once_free(&once);
}

const struct rule rule_link_file = {
    .summary = "a link or picture leads to a file that the repository does not hold",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
