/*
 * The papers that `curlint add` is told of: what they are, and what is known of them.
 */
#include "cli/add.h"
#include "cli/print.h"
#include "doc/arxiv.h"
#include "doc/forge.h"
#include "doc/paper.h"
#include "doc/venue.h"
#include "doc/written_date.h"

static str text(const char *option)
{
    return str_trim(str_from(option));
}

static enum rc fail(struct err *err, const char *what, const char *why)
{
    return err_set(err, "add: \"%s\": %s", what, why);
}

/* An id as arXiv's own pages have it, or a DOI without its host, or a URL without its scheme. */
static str url_of(struct arena *arena, str operand)
{
    size_t slash = str_find_char(operand, '/');
    str host = str_sub(operand, 0, slash);
    if (url_is_web(operand))
        return operand;
    if (str_starts_nocase(operand, STR("arxiv:")))
        return arena_printf(arena, "https://arxiv.org/abs/%.*s",
                            STR_ARG(str_trim(str_skip(operand, 6))));
    if (str_starts_nocase(operand, STR("doi:")))
        operand = str_trim(str_skip(operand, 4));
    if (str_starts(operand, STR("10.")) && slash != STR_NPOS)
        return arena_printf(arena, "https://doi.org/%.*s", STR_ARG(operand));
    if (slash != STR_NPOS && str_find_char(host, '.') != STR_NPOS && !ascii_is_digit(host.at[0]) &&
        str_find_char(host, ' ') == STR_NPOS) {
        struct arxiv_ref ref;
        enum arxiv_fault fault;
        str old = arena_printf(arena, "https://arxiv.org/abs/%.*s", STR_ARG(operand));
        /* "math.GT/0309136" is an id with its subject class. */
        if (arxiv_parse(old, (struct date){2100, 1, 1}, &ref, &fault) == ARXIV_OK)
            return old;
        return arena_printf(arena, "https://%.*s", STR_ARG(operand));
    }
    return arena_printf(arena, "https://arxiv.org/abs/%.*s", STR_ARG(operand));
}

static bool looks_like_id(str operand)
{
    size_t digits = 0;
    for (size_t i = 0; i < operand.n; i++) {
        digits += ascii_is_digit(operand.at[i]);
        if (ascii_is_space(operand.at[i]))
            return false;
    }
    return digits >= 4;
}

static enum rc read_url(struct adding *adding, struct addition *addition, struct err *err)
{
    struct arena *arena = &adding->arena;
    str operand = text(addition->operand);
    str url = url_of(arena, operand);
    struct arxiv_ref ref;
    enum arxiv_fault fault;
    struct repo_ref repo;
    struct buf key = {0};
    enum arxiv_verdict verdict = arxiv_parse(url, adding->documents.today, &ref, &fault);
    addition->url = url;
    if (verdict == ARXIV_BAD && !url_is_web(operand) && !looks_like_id(operand))
        return fail(err, addition->operand, "is neither an arXiv id nor a URL");
    if (verdict == ARXIV_BAD)
        return fail(err, addition->operand, arxiv_fault_text(fault));
    if (verdict == ARXIV_OK) {
        addition->paper.id = arena_str(arena, str_from(ref.id));
        addition->url = arena_printf(arena, "https://arxiv.org/abs/%s", ref.id);
    } else if (url_check(url, NULL) != URL_FINE) {
        return fail(err, addition->operand, url_fault_text(url_check(url, NULL)));
    } else if (forge_parse(url, &repo) && repo.forge == FORGE_GITHUB) {
        return fail(err, addition->operand,
                    "is a repository and no paper: name the paper, and give this by --code");
    }
    addition->paper.url = addition->url;
    if (!paper_key(addition->url, adding->documents.today, &key)) {
        buf_add(&key, STR("url:"));
        url_canonical(&key, addition->url);
    }
    addition->key = arena_str(arena, buf_str(&key));
    buf_free(&key);
    return RC_OK;
}

/* The root of a repository as the others link it: no slash, tab or ".git" behind it. */
static void set_repository(struct arena *arena, struct paper *paper, const struct repo_ref *repo)
{
    paper->repo = arena_printf(arena, "%.*s/%.*s", STR_ARG(repo->owner), STR_ARG(repo->name));
    paper->root =
        arena_printf(arena, "https://%.*s/%.*s", STR_ARG(repo->host), STR_ARG(paper->repo));
}

static enum rc read_code(struct adding *adding, struct paper *paper, struct err *err)
{
    static const char *const name = "--code";
    str code = text(adding->options->code);
    struct repo_ref repo;
    struct url url;
    size_t slash = str_find_char(code, '/');
    if (!url_is_web(code) && slash != STR_NPOS &&
        forge_name_ok(str_sub(code, 0, slash), str_skip(code, slash + 1)))
        code = arena_printf(&adding->arena, "https://github.com/%.*s", STR_ARG(code));
    else if (!url_is_web(code))
        code = arena_printf(&adding->arena, "https://%.*s", STR_ARG(code));
    if (url_check(code, NULL) != URL_FINE)
        return err_set(err, "%s: %s", name, url_fault_text(url_check(code, NULL)));
    url_split(code, &url);
    paper->code = code;
    if (!forge_parse(code, &repo) || repo.forge > FORGE_CODEBERG)
        return RC_OK;
    set_repository(&adding->arena, paper, &repo);
    str rest = repo.rest;
    while (str_ends(rest, STR("/")))
        rest.n--;
    paper->code = repo.is_root || rest.n == 0 ? paper->root
                                              : arena_printf(&adding->arena, "%.*s%.*s",
                                                             STR_ARG(paper->root), STR_ARG(rest));
    if (repo.forge != FORGE_GITHUB)
        paper->repo = (str){NULL, 0}; /* whose stars the badges of a list do not count */
    return RC_OK;
}

static enum rc read_date(const char *option, struct date *out, struct err *err)
{
    struct written_date date;
    if (written_date_read(str_from(option), &date) != WRITTEN_DATE || date.year == 0 ||
        date.month == 0)
        return err_set(err, "--date: \"%s\" is no date like 2024-01-31 or 2024-01", option);
    *out = (struct date){date.year, date.month, date.day};
    return RC_OK;
}

static enum rc check_url(const char *option, const char *value, struct err *err)
{
    if (!value || !url_is_web(str_from(value)))
        return value ? err_set(err, "--%s: \"%s\" is no URL", option, value) : RC_OK;
    enum url_fault fault = url_check(text(value), NULL);
    return fault == URL_FINE ? RC_OK : err_set(err, "--%s: %s", option, url_fault_text(fault));
}

/* Authors as they are parted in lists of lists: "A; B", "A and B" are what people paste. */
static str read_authors(struct arena *arena, str authors)
{
    struct buf out = {0};
    char comma = str_find_char(authors, ';') != STR_NPOS ? ';' : ',';
    while (authors.at) {
        str name = str_trim(str_cut(&authors, comma));
        if (name.n > 0)
            buf_printf(&out, "%s%.*s", out.n > 0 ? ", " : "", STR_ARG(name));
    }
    str text = arena_str(arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static enum rc read_options(struct adding *adding, struct paper *paper, struct err *err)
{
    const struct add_options *options = adding->options;
    paper->title = text(options->title);
    paper->authors = read_authors(&adding->arena, text(options->authors));
    paper->project = text(options->project);
    paper->venue = text(options->venue);
    paper->picture = text(options->picture);
    enum rc rc = check_url("project", options->project, err);
    if (rc == RC_OK && options->code)
        rc = read_code(adding, paper, err);
    if (rc == RC_OK && options->date) {
        rc = read_date(options->date, &paper->date, err);
        if (paper->date.day > 0)
            paper->added = paper->date;
    }
    return rc;
}

enum rc add_read(struct adding *adding, const struct texts *operands, struct err *err)
{
    const struct add_options *options = adding->options;
    bool single = options->title || options->authors || options->code || options->project ||
                  options->venue || options->picture;
    if (operands->n == 0)
        return err_set(err, "add: name a paper: an arXiv id or the URL of a paper");
    if (operands->n > 1 && single)
        return err_set(err, "add: --title, --authors, --code, --project, --venue and --picture are "
                            "of one paper: add the others by themselves");
    for (size_t i = 0; i < operands->n; i++) {
        struct addition addition = {.operand = operands->at[i], .entry = NO_INDEX};
        addition.paper.added = adding->documents.today;
        enum rc rc = read_url(adding, &addition, err);
        if (rc == RC_OK)
            rc = read_options(adding, &addition.paper, err);
        if (rc != RC_OK)
            return rc;
        vec_push(&adding->additions, addition);
    }
    return RC_OK;
}

/* What is known. */

static void want(struct wanted_links *wanted, str url)
{
    bool added;
    map_put(&wanted->seen, url, 0, &added);
    if (added)
        vec_push(&wanted->urls, url);
}

static bool is_known(const struct addition *addition)
{
    return addition->paper.title.n > 0 && addition->paper.authors.n > 0;
}

/* The answer for a paper, whatever form of its URL it was given for. */
static const struct evidence *find_answer(const struct adding *adding,
                                          const struct addition *addition)
{
    const struct evidence *found = answers_find(&adding->answers, addition->url);
    str id = addition->paper.id;
    for (size_t i = 0; i < adding->answers.list.n && id.n > 0 && !(found && found->paper); i++) {
        const struct evidence *other = adding->answers.list.at[i];
        if (other->paper && str_eq(other->paper->id, id))
            found = other;
    }
    return found;
}

static void take_facts(struct adding *adding, struct addition *addition)
{
    struct paper *paper = &addition->paper;
    const struct evidence *evidence = find_answer(adding, addition);
    const struct paper_facts *facts = evidence ? evidence->paper : NULL;
    struct written_date date;
    if (!facts)
        return;
    if (paper->title.n == 0)
        paper->title = facts->title;
    if (paper->authors.n == 0)
        paper->authors = facts->authors;
    if (paper->date.year == 0 && written_date_read(facts->published, &date) == WRITTEN_DATE)
        paper->date = (struct date){date.year, date.month, date.day};
    if (facts->withdrawn)
        print_note("%s: this paper is withdrawn", addition->operand);
}

/* What the forge says of the code; a repository that was renamed is linked by its new name. */
static void take_repository(struct adding *adding, struct paper *paper)
{
    const struct evidence *evidence =
        paper->root.n > 0 ? answers_find(&adding->answers, paper->root) : NULL;
    const struct repo_facts *facts = evidence ? evidence->repo : NULL;
    if (evidence && evidence->verdict == VERDICT_GONE)
        print_note("%.*s: there is no such repository", STR_ARG(paper->root));
    if (!facts || paper->repo.n == 0)
        return;
    const char *state = facts->empty      ? "is empty"
                        : facts->disabled ? "is disabled"
                        : facts->archived ? "is archived"
                                          : NULL;
    if (state)
        print_note("%.*s: this repository %s", STR_ARG(paper->root), state);
    if (facts->name.n == 0 || str_eq_nocase(facts->name, paper->repo))
        return;
    str rest = str_skip(paper->code, paper->root.n);
    print_note("%.*s: is called %.*s now", STR_ARG(paper->root), STR_ARG(facts->name));
    paper->repo = facts->name;
    paper->root = arena_printf(&adding->arena, "https://github.com/%.*s", STR_ARG(facts->name));
    paper->code = arena_printf(&adding->arena, "%.*s%.*s", STR_ARG(paper->root), STR_ARG(rest));
}

/* The month that an id was given in, where nothing better is known. */
static void guess_date(struct paper *paper)
{
    uint32_t number;
    if (paper->date.year > 0 || paper->id.n < 9 || paper->id.at[4] != '.' ||
        !str_to_u32(str_sub(paper->id, 0, 4), &number))
        return;
    paper->date = (struct date){2000 + (int)number / 100, (int)number % 100, 0};
}

static enum rc answer(struct adding *adding, struct err *err)
{
    struct wanted_links wanted = {0};
    bool incomplete = false, needed = false;
    for (size_t i = 0; i < adding->additions.n; i++) {
        struct addition *addition = &adding->additions.at[i];
        needed = needed || !is_known(addition);
        if (!is_known(addition))
            want(&wanted, addition->url);
        if (addition->paper.repo.n > 0)
            want(&wanted, addition->paper.root);
    }
    const struct link_request request = {.cli = adding->cli,
                                         .options = &adding->options->links,
                                         .documents = &adding->documents,
                                         .urls = &wanted,
                                         .quiet = true};
    bool told = adding->options->links.answers != NULL;
    enum rc rc = RC_OK;
    if (told || (needed && !adding->options->links.offline))
        rc = links_answer(&adding->answers, &request, &incomplete, err);
    vec_free(&wanted.urls);
    map_free(&wanted.seen);
    return rc;
}

enum rc add_ask(struct adding *adding, struct err *err)
{
    enum rc rc = answer(adding, err);
    for (size_t i = 0; i < adding->additions.n && rc == RC_OK; i++) {
        struct addition *addition = &adding->additions.at[i];
        take_facts(adding, addition);
        take_repository(adding, &addition->paper);
        guess_date(&addition->paper);
        const struct evidence *evidence = find_answer(adding, addition);
        if (addition->paper.title.n > 0)
            continue;
        if (evidence && evidence->verdict == VERDICT_GONE)
            return fail(err, addition->operand, "there is no such paper");
        if (evidence && evidence->reason.n > 0)
            return err_set(err,
                           "add: \"%s\": its title is not known (%.*s): give --title and --authors",
                           addition->operand, STR_ARG(evidence->reason));
        return fail(err, addition->operand, "its title is not known: give --title and --authors");
    }
    return rc;
}
