#include "net/service.h"

#include "base/percent.h"
#include "net/json.h"

#include <stdio.h>

/*
 * GitHub's GraphQL: a hundred repositories under aliases of one query cost a point of 1,000 an hour
 * (docs, rate-limits). An old name gives the repository under its new one. What is missing is null
 * with an error NOT_FOUND, which private repositories and those that the token may not see are too:
 * its page is asked. Being over a limit is 200 with an error. Queries go one after another, as the
 * documentation wants.
 */
enum { BATCH = 100, WAIT = 60000, PART_MOST = 100 };

enum { REPOSITORY, RAW };

static bool is_name(str name, const char *more, size_t most)
{
    for (size_t i = 0; i < name.n; i++)
        if (!ascii_is_alnum(name.at[i]) && str_find_char(str_from(more), name.at[i]) == STR_NPOS)
            return false;
    return name.n > 0 && name.n <= most;
}

/* What stands in the place of an owner and is none: asking for it would be a query in vain. */
static bool is_page(str owner)
{
    static const str pages[] = {
        STR_INIT("about"),
        STR_INIT("apps"),
        STR_INIT("collections"),
        STR_INIT("enterprise"),
        STR_INIT("explore"),
        STR_INIT("features"),
        STR_INIT("login"),
        STR_INIT("marketplace"),
        STR_INIT("orgs"),
        STR_INIT("search"),
        STR_INIT("security"),
        STR_INIT("settings"),
        STR_INIT("sponsors"),
        STR_INIT("topics"),
        STR_INIT("trending"),
        STR_INIT("users"),
        STR_INIT("user-attachments"),
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (str_eq_nocase(owner, pages[i]))
            return true;
    return false;
}

/* What of a repository a URL names. */
struct named {
    str owner, name;
    str tail; /* of the path behind the name, with its '/' */
    str kind; /* "tree", "blob", "issues", "pull"; empty: the repository */
    str what; /* "main/src/a.c" or "17" */
};

static bool split(const struct service_url *url, struct named *out)
{
    str rest = url->rest;
    *out = (struct named){0};
    out->owner = str_cut(&rest, '/');
    out->name = str_cut(&rest, '/');
    if (str_ends(out->name, STR(".git")))
        out->name.n -= 4;
    if (!is_name(out->owner, "-", 39) || !is_name(out->name, "-._", PART_MOST) ||
        is_page(out->owner))
        return false;
    if (rest.n > 0 && str_ends(rest, STR("/")))
        rest.n--;
    out->tail = rest.n ? (str){rest.at - 1, rest.n + 1} : (str){0};
    if (url->pattern->kind == RAW) {
        out->kind = STR("blob");
        out->what = rest;
        if (str_starts(rest, STR("refs/heads/")))
            out->what = str_skip(rest, 11);
        return str_find_char(out->what, '/') != STR_NPOS;
    }
    out->kind = rest.n ? str_cut(&rest, '/') : (str){0};
    out->what = rest.at ? rest : (str){0};
    return true;
}

static int add_json(const char *bytes, size_t n, void *out)
{
    buf_add(out, (str){bytes, n});
    return 0;
}

/* Append what of the repository is asked for, a field of GraphQL; false: no field tells. */
static bool add_field(struct buf *out, const struct named *named)
{
    bool is_blob = str_eq(named->kind, STR("blob")) || str_eq(named->kind, STR("raw"));
    if (named->kind.n == 0)
        return true;
    if (str_eq(named->kind, STR("issues")) || str_eq(named->kind, STR("pull"))) {
        uint32_t number;
        if (!str_to_u32(named->what, &number) || number == 0)
            return false;
        buf_printf(out, "issueOrPullRequest(number:%u)", number);
        return true;
    }
    if ((!is_blob && !str_eq(named->kind, STR("tree"))) || named->what.n == 0)
        return false;
    struct buf path = {0};
    percent_decode(&path, named->what);
    size_t slash = str_find_char(buf_str(&path), '/');
    if (slash != STR_NPOS)
        path.at[slash] =
            ':'; /* a branch with a slash in its name is not found so: its page tells */
    json_t *text = json_stringn(path.n ? path.at : "", path.n);
    bool fine = text && (slash != STR_NPOS || !is_blob);
    if (fine) {
        buf_add(out, STR("object(expression:"));
        json_dump_callback(text, add_json, out, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
        buf_add(out, STR(")"));
    }
    json_decref(text);
    buf_free(&path);
    return fine;
}

/* "owner/name", a line end, the field: what is equal is asked for once. */
static bool key(const struct service_url *url, struct buf *out)
{
    struct named named;
    if (!split(url, &named))
        return false;
    for (size_t i = 0; i < named.owner.n; i++)
        buf_add_char(out, ascii_lower(named.owner.at[i]));
    buf_add_char(out, '/');
    for (size_t i = 0; i < named.name.n; i++)
        buf_add_char(out, ascii_lower(named.name.at[i]));
    buf_add_char(out, '\n');
    if (add_field(out, &named))
        return true;
    buf_clear(out);
    return false;
}

static void ask(struct service_request *out, str endpoint, const str *keys, size_t count)
{
    struct buf query = {0};
    buf_add(&query, STR("query{rateLimit{cost remaining resetAt}"));
    for (size_t i = 0; i < count; i++) {
        str field = keys[i], owner = str_cut(&field, '/'), name = str_cut(&field, '\n');
        buf_printf(&query,
                   " r%zu:repository(owner:\"%.*s\",name:\"%.*s\")"
                   "{nameWithOwner isArchived isDisabled isEmpty",
                   i, STR_ARG(owner), STR_ARG(name));
        if (field.n)
            buf_printf(&query, " what:%.*s{__typename}", STR_ARG(field));
        buf_add(&query, STR("}"));
    }
    buf_add(&query, STR("}"));
    json_t *body = json_object();
    json_object_set_new(body, "query", json_stringn(query.at, query.n));
    json_dump_callback(body, add_json, &out->body, JSON_COMPACT | JSON_ENSURE_ASCII);
    json_decref(body);
    buf_free(&query);
    buf_add(&out->url, endpoint);
}

static bool is_full_name(str text)
{
    str name = text, owner = str_cut(&name, '/');
    return is_name(owner, "-_", PART_MOST) && is_name(name, "-._", PART_MOST);
}

static void take(const json_t *repo, bool asks_more, struct arena *arena,
                 struct service_result *result)
{
    str name = json_text_at(repo, "nameWithOwner");
    bool lacks = asks_more && !json_is_object(json_object_get(repo, "what"));
    result->state = lacks || !is_full_name(name) ? SERVICE_DOUBTFUL : SERVICE_THERE;
    result->has_repo = result->state == SERVICE_THERE;
    result->repo = (struct repo_facts){
        .name = arena_str(arena, name),
        .archived = json_is_true(json_object_get(repo, "isArchived")),
        .disabled = json_is_true(json_object_get(repo, "isDisabled")),
        .empty = json_is_true(json_object_get(repo, "isEmpty")),
    };
    if (result->repo.disabled) /* its page says why */
        result->state = SERVICE_DOUBTFUL;
}

/* The repository that an error is about; SIZE_MAX: it is about all of the query. */
static size_t subject_of(const json_t *error)
{
    const json_t *first = json_array_get(json_object_get(error, "path"), 0);
    str alias = {json_string_value(first), json_string_length(first)};
    uint32_t number;
    bool fine = str_starts(alias, STR("r")) && str_to_u32(str_skip(alias, 1), &number);
    return fine ? number : SIZE_MAX;
}

/* What the errors say of single repositories; what they say of the query is given back. */
static enum service_reply take_errors(const json_t *errors, size_t count,
                                      struct service_result *results)
{
    enum service_reply reply = REPLY_FINE;
    for (size_t i = 0; i < json_array_size(errors); i++) {
        const json_t *error = json_array_get(errors, i);
        str type = json_text_at(error, "type"), message = json_text_at(error, "message");
        size_t at = subject_of(error);
        if (str_eq(type, STR("RATE_LIMITED")) ||
            str_find_nocase(message, STR("rate limit")) != STR_NPOS)
            return REPLY_WAIT;
        if (at >= count)
            reply = REPLY_SPLIT;
        else if (str_eq(type, STR("NOT_FOUND")) || str_eq(type, STR("FORBIDDEN")))
            results[at].state = SERVICE_DOUBTFUL;
    }
    return reply;
}

/* Limits that come as 403: the ones that say so. */
static bool is_limit(const struct fetch_answer *answer)
{
    return answer->status == 403 &&
           (answer->headers[FETCH_RETRY_AFTER].n > 0 ||
            str_eq(answer->headers[FETCH_X_RATELIMIT_REMAINING], STR("0")) ||
            str_find_nocase(answer->body, STR("rate limit")) != STR_NPOS);
}

static enum service_reply read(const struct fetch_answer *answer, const str *keys, size_t count,
                               struct arena *arena, struct service_result *results)
{
    enum service_reply reply = service_reply(answer);
    if (is_limit(answer))
        return REPLY_WAIT;
    if (answer->status == 502 || answer->status == 504) /* it took more than ten seconds */
        return REPLY_SPLIT;
    if (reply != REPLY_FINE)
        return reply;
    json_t *root = json_read(answer->body);
    const json_t *data = json_object_get(root, "data");
    const json_t *errors = json_object_get(root, "errors");
    if (!root || (!data && !errors))
        reply = REPLY_AGAIN;
    else
        reply = take_errors(errors, count, results);
    for (size_t i = 0; reply != REPLY_WAIT && i < count; i++) {
        char alias[24] = {0};
        snprintf(alias, sizeof alias, "r%zu", i);
        const json_t *repo = json_object_get(data, alias);
        if (json_is_object(repo)) {
            take(repo, !str_ends(keys[i], STR("\n")), arena, &results[i]);
            reply = REPLY_FINE; /* what the query was too much for is asked for again */
        }
    }
    json_decref(root);
    return reply;
}

static bool judge(const struct service_url *url, const struct service_result *result,
                  struct judgement *out, struct buf *final)
{
    struct named named;
    str name = result->repo.name;
    if (!split(url, &named))
        return true;
    str owner = str_cut(&name, '/');
    if (str_eq_nocase(owner, named.owner) && str_eq_nocase(name, named.name))
        return true;
    out->verdict = VERDICT_MOVED;
    out->cause = "renamed";
    out->reason = "the repository has another name now";
    buf_printf(final, "https://%.*s/%.*s%.*s", STR_ARG(url->host), STR_ARG(result->repo.name),
               STR_ARG(named.tail));
    if (url->query.n)
        buf_printf(final, "?%.*s", STR_ARG(url->query));
    return true;
}

static const struct service_pattern patterns[] = {
    {"github.com", "/", REPOSITORY},
    {"raw.githubusercontent.com", "/", RAW},
    {NULL, NULL, 0},
};

const struct service service_github = {
    .name = "github",
    .site = "github.com",
    .patterns = patterns,
    .endpoint = "https://api.github.com/graphql",
    .batch = BATCH,
    .at_once = 1,
    .wait = WAIT,
    .wants_token = true,
    .unanswered = "GitHub could not be asked",
    .key = key,
    .ask = ask,
    .read = read,
    .judge = judge,
};
