#include "net/evidence.h"

static const char *const verdict_names[VERDICT_COUNT] = {
    [VERDICT_OK] = "ok",
    [VERDICT_MOVED] = "moved",
    [VERDICT_REDIRECTED] = "redirected",
    [VERDICT_SUSPICIOUS] = "suspicious",
    [VERDICT_GONE] = "gone",
    [VERDICT_BLOCKED] = "blocked",
    [VERDICT_FLAKY] = "flaky",
    [VERDICT_INSECURE] = "insecure",
    [VERDICT_REFUSED] = "refused",
    [VERDICT_NOT_CHECKED] = "not-checked",
};

const char *verdict_name(enum verdict verdict)
{
    return verdict_names[verdict];
}

bool verdict_from_name(str name, enum verdict *out)
{
    for (size_t i = 0; i < VERDICT_COUNT; i++)
        if (str_eq(name, str_from(verdict_names[i]))) {
            *out = (enum verdict)i;
            return true;
        }
    return false;
}

const char *strength_name(enum strength strength)
{
    return strength == STRENGTH_STRONG ? "strong" : "weak";
}

const char *phase_name(enum phase phase)
{
    static const char *const names[PHASE_COUNT] = {
        [PHASE_NONE] = "none", [PHASE_RESOLVE] = "resolve", [PHASE_CONNECT] = "connect",
        [PHASE_TLS] = "tls",   [PHASE_SEND] = "send",       [PHASE_HEADER] = "header",
        [PHASE_BODY] = "body", [PHASE_DONE] = "done",
    };
    return names[phase];
}

const char *method_name(enum method method)
{
    return method == METHOD_HEAD ? "HEAD" : "GET";
}

const char *fragment_name(enum fragment_state state)
{
    static const char *const names[] = {
        [FRAGMENT_NOT_CHECKED] = "not-checked",
        [FRAGMENT_FOUND] = "found",
        [FRAGMENT_MISSING] = "missing",
    };
    return names[state];
}

bool verdict_is_alive(enum verdict verdict)
{
    return verdict == VERDICT_OK || verdict == VERDICT_MOVED || verdict == VERDICT_REDIRECTED;
}

static const struct paper_facts *copy_paper(struct arena *arena, const struct paper_facts *from)
{
    if (!from)
        return NULL;
    struct paper_facts *copy = arena_copy(arena, from, 1, sizeof *from);
    str *const texts[] = {&copy->id,        &copy->title, &copy->authors,
                          &copy->published, &copy->doi,   &copy->journal};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_str(arena, *texts[i]);
    return copy;
}

static const struct repo_facts *copy_repo(struct arena *arena, const struct repo_facts *from)
{
    if (!from)
        return NULL;
    struct repo_facts *copy = arena_copy(arena, from, 1, sizeof *from);
    copy->name = arena_str(arena, from->name);
    return copy;
}

struct evidence evidence_copy(struct arena *arena, const struct evidence *from)
{
    struct evidence copy = *from;
    copy.url = arena_str(arena, from->url);
    copy.final = arena_str(arena, from->final);
    copy.cause = arena_str(arena, str_from(from->cause)).at;
    copy.reason = arena_str(arena, from->reason);
    copy.address = arena_str(arena, from->address);
    copy.service = arena_str(arena, from->service);
    copy.paper = copy_paper(arena, from->paper);
    copy.repo = copy_repo(arena, from->repo);
    struct hop *hops = arena_copy(arena, from->hops, from->hop_count, sizeof *hops);
    for (size_t i = 0; i < from->hop_count; i++)
        hops[i].url = arena_str(arena, from->hops[i].url);
    copy.hops = hops;
    return copy;
}
