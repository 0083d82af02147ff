#include "net/service.h"

#include "net/json.h"

/*
 * 500 requests of the API in five minutes, 100 of pages (hub-docs, rate-limits). The API answers
 * 401 for what is not there, as for what is private: then the page is asked.
 */

enum { MODEL, DATASET, SPACE };

static const char *const folders[] = {
    [MODEL] = "models", [DATASET] = "datasets", [SPACE] = "spaces"};

static bool is_name(str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!ascii_is_alnum(name.at[i]) && str_find_char(STR("-._"), name.at[i]) == STR_NPOS)
            return false;
    return name.n > 0 && name.n <= 96;
}

/* "owner/name" */
static bool is_full_name(str text)
{
    str name = text, owner = str_cut(&name, '/');
    return is_name(owner) && is_name(name);
}

/* What stands in the place of an owner and is none. */
static bool is_page(str name)
{
    static const str pages[] = {
        STR_INIT("api"),        STR_INIT("blog"),   STR_INIT("chat"),     STR_INIT("collections"),
        STR_INIT("docs"),       STR_INIT("learn"),  STR_INIT("models"),   STR_INIT("organizations"),
        STR_INIT("papers"),     STR_INIT("posts"),  STR_INIT("settings"), STR_INIT("spaces"),
        STR_INIT("datasets"),   STR_INIT("tasks"),  STR_INIT("join"),     STR_INIT("pricing"),
        STR_INIT("enterprise"), STR_INIT("course"), STR_INIT("buckets"),  STR_INIT("inference"),
        STR_INIT("new"),        STR_INIT("login"),  STR_INIT("search"),
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (str_eq_nocase(name, pages[i]))
            return true;
    return false;
}

/* "models/owner/name"; a file or another page of a repository is none. */
static bool key(const struct service_url *url, struct buf *out)
{
    str rest = url->rest;
    str owner = str_cut(&rest, '/'), name = str_cut(&rest, '/');
    str branch = str_cut(&rest, '/');
    bool is_root = branch.n == 0 && rest.n == 0;
    bool is_tree = str_eq(branch, STR("tree")) && str_eq(rest, STR("main"));
    if (!is_name(owner) || !is_name(name) || is_page(owner) || (!is_root && !is_tree))
        return false;
    buf_printf(out, "%s/%.*s/%.*s", folders[url->pattern->kind], STR_ARG(owner), STR_ARG(name));
    return true;
}

static void ask(struct service_request *out, str endpoint, const str *keys, size_t count)
{
    (void)count;
    buf_printf(&out->url, "%.*s/%.*s", STR_ARG(endpoint), STR_ARG(keys[0]));
}

/* "owner/name" of a key, or of the path that the API redirects to. */
static str name_in(str path, str folder)
{
    size_t at = str_find(path, folder);
    str rest = at == STR_NPOS ? (str){0} : str_skip(path, at + folder.n);
    return str_starts(rest, STR("/")) ? str_skip(rest, 1) : (str){0};
}

static enum service_reply read(const struct fetch_answer *answer, const str *keys, size_t count,
                               struct arena *arena, struct service_result *results)
{
    (void)count;
    enum service_reply reply = service_reply(answer);
    str moved = answer->headers[FETCH_LOCATION];
    str rest = keys[0], folder = str_cut(&rest, '/');
    results[0].state = SERVICE_DOUBTFUL;
    if ((answer->status == 307 || answer->status == 308 || answer->status == 301) && moved.n > 0) {
        str name = name_in(moved, folder);
        if (is_full_name(name)) {
            results[0].state = SERVICE_THERE;
            results[0].has_repo = true;
            results[0].repo.name = arena_str(arena, name);
        }
        return REPLY_FINE;
    }
    if (answer->status == 401 || answer->status == 403 || answer->status == 404)
        return REPLY_FINE;
    if (reply != REPLY_FINE)
        return reply;
    json_t *root = json_read(answer->body);
    str name = json_text_at(root, "id");
    if (is_full_name(name)) {
        results[0].state = SERVICE_THERE;
        results[0].has_repo = true;
        results[0].repo.name = arena_str(arena, name);
        results[0].repo.disabled = json_is_true(json_object_get(root, "disabled"));
    }
    json_decref(root);
    return REPLY_FINE;
}

static bool judge(const struct service_url *url, const struct service_result *result,
                  struct judgement *out, struct buf *final)
{
    static const char *const prefixes[] = {
        [MODEL] = "", [DATASET] = "datasets/", [SPACE] = "spaces/"};
    struct buf asked = {0};
    key(url, &asked);
    str rest = buf_str(&asked);
    str_cut(&rest, '/');
    if (!str_eq_nocase(rest, result->repo.name)) {
        out->verdict = VERDICT_MOVED;
        out->cause = "renamed";
        out->reason = "the repository has another name now";
        buf_printf(final, "https://%.*s/%s%.*s", STR_ARG(url->host), prefixes[url->pattern->kind],
                   STR_ARG(result->repo.name));
    }
    buf_free(&asked);
    return true;
}

static const struct service_pattern patterns[] = {
    {"huggingface.co", "/datasets/", DATASET},
    {"huggingface.co", "/spaces/", SPACE},
    {"huggingface.co", "/", MODEL},
    {NULL, NULL, 0},
};

const struct service service_huggingface = {
    .name = "huggingface",
    .site = "huggingface.co",
    .patterns = patterns,
    .endpoint = "https://huggingface.co/api",
    .batch = 1,
    .at_once = 2,
    .rate = 1.5,
    .unanswered = "Hugging Face could not be asked",
    .key = key,
    .ask = ask,
    .read = read,
    .judge = judge,
};
