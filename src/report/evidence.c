#include "report/evidence.h"

#include "report/json.h"

static json_t *make_chain(const struct evidence *evidence)
{
    json_t *chain = json_array();
    for (size_t i = 0; i < evidence->hop_count; i++) {
        const struct hop *hop = &evidence->hops[i];
        json_t *object = json_object();
        json_put(object, "method", json_string(method_name(hop->method)));
        json_put(object, "url", json_text(hop->url));
        json_put(object, "status", json_integer(hop->status));
        json_array_append_new(chain, object);
    }
    return chain;
}

static json_t *make_paper(const struct paper_facts *paper)
{
    json_t *object = json_object();
    json_put(object, "id", json_text(paper->id));
    json_put(object, "title", json_text(paper->title));
    json_put(object, "authors", json_text(paper->authors));
    json_put(object, "published", json_text(paper->published));
    json_put(object, "doi", json_text(paper->doi));
    json_put(object, "journal", json_text(paper->journal));
    json_put(object, "version", json_integer(paper->version));
    json_put(object, "withdrawn", json_boolean(paper->withdrawn));
    return object;
}

static json_t *make_repo(const struct repo_facts *repo)
{
    json_t *object = json_object();
    json_put(object, "name", json_text(repo->name));
    json_put(object, "archived", json_boolean(repo->archived));
    json_put(object, "disabled", json_boolean(repo->disabled));
    json_put(object, "empty", json_boolean(repo->empty));
    return object;
}

json_t *evidence_json(const struct evidence *evidence)
{
    json_t *object = json_object();
    json_put(object, "verdict", json_string(verdict_name(evidence->verdict)));
    json_put(object, "strength", json_string(strength_name(evidence->strength)));
    json_put(object, "cause", json_text(str_from(evidence->cause)));
    json_put(object, "reason", json_text(evidence->reason));
    json_put(object, "final", json_text(evidence->final));
    json_put(object, "chain", make_chain(evidence));
    json_put(object, "phase", json_string(phase_name(evidence->phase)));
    json_put(object, "status", json_integer(evidence->status));
    json_put(object, "address", json_text(evidence->address));
    if (evidence->curl_code != 0)
        json_put(object, "curl_code", json_integer(evidence->curl_code));
    if (evidence->resolve_code != 0)
        json_put(object, "resolve_code", json_integer(evidence->resolve_code));
    if (evidence->retry_after >= 0)
        json_put(object, "retry_after", json_integer(evidence->retry_after));
    if (evidence->fragment != FRAGMENT_NOT_CHECKED)
        json_put(object, "fragment", json_string(fragment_name(evidence->fragment)));
    if (evidence->service.n > 0)
        json_put(object, "service", json_text(evidence->service));
    if (evidence->paper)
        json_put(object, "paper", make_paper(evidence->paper));
    if (evidence->repo)
        json_put(object, "repository", make_repo(evidence->repo));
    json_put(object, "requests", json_integer(evidence->requests));
    json_put(object, "took_ms", json_integer(evidence->took));
    json_put(object, "when", json_integer(evidence->when));
    return object;
}
