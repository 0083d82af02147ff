#include "net/evidence_json.h"

#include "net/json.h"

enum { SCHEMA = 1 };

/* A field that is not there, or no text, is empty. */
static str text_of(struct arena *arena, const json_t *object, const char *key)
{
    return arena_str(arena, json_text_at(object, key));
}

static int64_t number_of(const json_t *object, const char *key, int64_t otherwise)
{
    const json_t *value = json_object_get(object, key);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

/* The value of an enum by its name; 0 where it is none of `count`. */
static int named(str name, const char *(*name_of)(int value), int count)
{
    for (int i = 0; i < count; i++)
        if (str_eq(name, str_from(name_of(i))))
            return i;
    return 0;
}

static const char *phase_at(int value)
{
    return phase_name((enum phase)value);
}

static const char *method_at(int value)
{
    return method_name((enum method)value);
}

static const char *fragment_at(int value)
{
    return fragment_name((enum fragment_state)value);
}

static void read_chain(struct arena *arena, const json_t *chain, struct evidence *out)
{
    size_t count = json_array_size(chain);
    struct hop *hops = count ? arena_alloc(arena, count * sizeof *hops) : NULL;
    for (size_t i = 0; i < count; i++) {
        const json_t *hop = json_array_get(chain, i);
        hops[i].url = text_of(arena, hop, "url");
        hops[i].status = (int)number_of(hop, "status", 0);
        hops[i].method =
            (enum method)named(text_of(arena, hop, "method"), method_at, METHOD_GET + 1);
    }
    out->hops = hops;
    out->hop_count = count;
}

static const struct paper_facts *read_paper(struct arena *arena, const json_t *object)
{
    if (!json_is_object(object))
        return NULL;
    struct paper_facts paper = {
        .id = text_of(arena, object, "id"),
        .title = text_of(arena, object, "title"),
        .authors = text_of(arena, object, "authors"),
        .published = text_of(arena, object, "published"),
        .doi = text_of(arena, object, "doi"),
        .journal = text_of(arena, object, "journal"),
        .version = (uint32_t)number_of(object, "version", 0),
        .withdrawn = json_is_true(json_object_get(object, "withdrawn")),
    };
    return arena_copy(arena, &paper, 1, sizeof paper);
}

static const struct repo_facts *read_repo(struct arena *arena, const json_t *object)
{
    if (!json_is_object(object))
        return NULL;
    struct repo_facts repo = {
        .name = text_of(arena, object, "name"),
        .archived = json_is_true(json_object_get(object, "archived")),
        .disabled = json_is_true(json_object_get(object, "disabled")),
        .empty = json_is_true(json_object_get(object, "empty")),
    };
    return arena_copy(arena, &repo, 1, sizeof repo);
}

/* False where the verdict is none. */
static bool read_evidence(struct arena *arena, const json_t *object, str url, struct evidence *out)
{
    *out = (struct evidence){
        .url = url,
        .final = text_of(arena, object, "final"),
        .cause = text_of(arena, object, "cause").at,
        .reason = text_of(arena, object, "reason"),
        .phase = (enum phase)named(text_of(arena, object, "phase"), phase_at, PHASE_COUNT),
        .status = (int)number_of(object, "status", 0),
        .curl_code = (int)number_of(object, "curl_code", 0),
        .resolve_code = (int)number_of(object, "resolve_code", 0),
        .address = text_of(arena, object, "address"),
        .retry_after = number_of(object, "retry_after", -1),
        .fragment = (enum fragment_state)named(text_of(arena, object, "fragment"), fragment_at,
                                               FRAGMENT_MISSING + 1),
        .service = text_of(arena, object, "service"),
        .paper = read_paper(arena, json_object_get(object, "paper")),
        .repo = read_repo(arena, json_object_get(object, "repository")),
        .requests = (uint32_t)number_of(object, "requests", 0),
        .took = number_of(object, "took_ms", 0),
        .when = number_of(object, "when", 0),
    };
    if (out->final.n == 0)
        out->final = url;
    if (str_eq(text_of(arena, object, "strength"), STR("strong")))
        out->strength = STRENGTH_STRONG;
    read_chain(arena, json_object_get(object, "chain"), out);
    return verdict_from_name(text_of(arena, object, "verdict"), &out->verdict);
}

enum rc evidence_read(str json, const char *name, struct arena *arena,
                      void (*visit)(void *self, str url, const struct evidence *evidence),
                      void *self, struct err *err)
{
    json_error_t error;
    json_t *root = json_loadb(json.n ? json.at : "", json.n, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return err_set(err, "%s:%d:%d: is not valid JSON", name, error.line > 0 ? error.line : 1,
                       error.column > 0 ? error.column : 1);
    const json_t *answers = json_object_get(root, "answers");
    enum rc rc = RC_OK;
    if (number_of(root, "schema", 0) != SCHEMA || !json_is_array(answers))
        rc = err_set(err, "%s: holds no answers: it is {\"schema\": %d, \"answers\": […]}", name,
                     SCHEMA);
    for (size_t i = 0; rc == RC_OK && i < json_array_size(answers); i++) {
        const json_t *answer = json_array_get(answers, i);
        struct evidence evidence;
        str url = text_of(arena, answer, "url");
        if (url.n == 0 ||
            !read_evidence(arena, json_object_get(answer, "evidence"), url, &evidence))
            rc = err_set(err,
                         "%s: answer %zu needs a \"url\" and an \"evidence\" with a \"verdict\" "
                         "such as \"gone\"",
                         name, i + 1);
        else
            visit(self, url, &evidence);
    }
    json_decref(root);
    return rc;
}
