#include "cli/audit.h"

#include "base/file.h"
#include "cli/link_store.h"
#include "cli/print.h"
#include "doc/reference.h"

#include <stdlib.h>

/* Links that are as they should be, or of which nothing was learned, are not kept by name. */
static bool is_matter(enum verdict verdict)
{
    return verdict != VERDICT_OK && verdict != VERDICT_REDIRECTED && verdict != VERDICT_REFUSED &&
           verdict != VERDICT_NOT_CHECKED;
}

/* --- the audit before --- */

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

/*
 * The lists of a folder are one collection; a part of them that was named is another, in whatever
 * order.
 */
static str name_lists(struct audit *audit)
{
    const struct documents *documents = audit->documents;
    struct place *place = documents->place;
    VEC(str) paths = {0};
    struct buf name = {0};
    for (size_t i = 0; !documents->whole && i < audit->options->operands.n; i++) {
        str path, given = str_from(audit->options->operands.at[i]);
        vec_push(&paths, place_path(place, given.at, &path) == RC_OK ? path : given);
    }
    if (paths.n > 1)
        qsort(paths.at, paths.n, sizeof *paths.at, by_text);
    buf_add(&name, place->root.n ? place->root : STR("/"));
    for (size_t i = 0; i < paths.n; i++) {
        if (i > 0 && str_eq(paths.at[i], paths.at[i - 1]))
            continue;
        buf_add_char(&name, '\n');
        buf_add(&name, paths.at[i]);
    }
    str kept = arena_str(&audit->arena, buf_str(&name));
    buf_free(&name);
    vec_free(&paths);
    return kept;
}

/* What stands in the answers of a file is remembered only where a store is named. */
static void recall(struct audit *audit)
{
    const struct link_options *links = &audit->options->links;
    struct err err;
    audit->name = name_lists(audit);
    if (links->no_store || (links->answers && !links->store))
        return;
    if (!link_store_path(&audit->store, audit->cli, links->store)) {
        buf_clear(&audit->store); /* which has been said */
        return;
    }
    if (store_audits_read(audit->store.at, audit->name, &audit->arena, &audit->past, &err) == RC_OK)
        return;
    print_failure(&err);
    buf_clear(&audit->store);
}

/* Of each URL that is not as it should be its verdict. */
static void map_verdicts(struct map *by_url, const struct audit_link *links, size_t count)
{
    for (size_t i = 0; i < count; i++)
        map_put(by_url, links[i].url, (uint32_t)links[i].verdict, NULL);
}

/* --- links and hosts --- */

/* The distinct URLs of the lists, counted. */
struct count {
    struct audit *audit;
    const struct map *before;
    struct map seen;  /* URL -> nothing */
    struct map hosts; /* name -> index into the audit's */
    VEC(uint32_t) times;
};

static struct report_host *find_host(struct count *count, str name)
{
    bool added;
    struct audit *audit = count->audit;
    struct buf lower = {0};
    for (size_t i = 0; i < name.n; i++)
        buf_add_char(&lower, ascii_lower(name.at[i]));
    const uint32_t *slot =
        map_put_copy(&count->hosts, buf_str(&lower), (uint32_t)audit->hosts.n, &added);
    buf_free(&lower);
    if (added)
        vec_push(&audit->hosts, (struct report_host){.name = map_key(slot), .median = -1});
    return &audit->hosts.at[*slot];
}

static void keep_state(struct count *count, str url, enum verdict verdict)
{
    const uint32_t *was = map_get(count->before, url);
    /* What was not asked for this time is as it was. */
    if (verdict == VERDICT_NOT_CHECKED && was)
        verdict = (enum verdict) * was;
    if (is_matter(verdict))
        vec_push(&count->audit->state, (struct audit_link){url, verdict});
}

static void count_reference(struct count *count, const struct reference *ref)
{
    const struct evidence *evidence = answers_find(count->audit->documents->answers, ref->url);
    bool added;
    if (!evidence || !links_can_ask(ref))
        return;
    map_put(&count->seen, ref->url, 0, &added);
    if (!added)
        return;
    struct url url;
    reference_url(ref, &url);
    struct report_host *host = find_host(count, url.host);
    host->links++;
    host->verdicts[evidence->verdict]++;
    count->audit->report.numbers.verdicts[evidence->verdict]++;
    keep_state(count, ref->url, evidence->verdict);
    if (count->audit->options->links.answers) {
        host->requests += evidence->requests;
        count->audit->report.numbers.requests += evidence->requests;
        if (evidence->requests > 0 && evidence->took >= 0)
            vec_push(&count->times, (uint32_t)evidence->took);
    }
}

static int by_links(const void *a, const void *b)
{
    const struct report_host *one = a, *two = b;
    if (one->links != two->links)
        return one->links > two->links ? -1 : 1;
    return str_cmp(one->name, two->name);
}

/* What asking took, beside what the hosts have in the lists. */
static void add_cost(struct count *count)
{
    struct audit *audit = count->audit;
    struct audit_numbers *numbers = &audit->report.numbers;
    const struct link_cost *cost = audit->cost;
    for (size_t i = 0; i < cost->hosts.n; i++) {
        struct report_host *host = find_host(count, cost->hosts.at[i].name);
        host->requests += cost->hosts.at[i].requests;
        host->failures += cost->hosts.at[i].failures;
        host->median = cost->hosts.at[i].median;
    }
    numbers->requests += cost->requests;
    for (size_t i = 0; i < cost->times.n; i++)
        vec_push(&count->times, cost->times.at[i]);
    numbers->median = link_cost_within(count->times.at, count->times.n, 50);
    numbers->slow = link_cost_within(count->times.at, count->times.n, 90);
}

/* What was the matter with a URL and is no more. */
static void count_mended(struct count *count)
{
    const struct audit_state *last = &count->audit->past.last;
    struct map now = {0};
    map_verdicts(&now, count->audit->state.at, count->audit->state.n);
    for (size_t i = 0; i < last->link_count; i++)
        if (!map_get(&now, last->links[i].url))
            count->audit->report.since.mended[last->links[i].verdict]++;
    map_free(&now);
}

static void count_urls(struct audit *audit, const struct map *before)
{
    const struct documents *documents = audit->documents;
    struct count count = {.audit = audit, .before = before};
    for (size_t d = 0; d < documents->n; d++)
        for (uint32_t i = 0; i < documents->at[d]->reference_count; i++)
            count_reference(&count, &documents->at[d]->references[i]);
    add_cost(&count);
    for (size_t i = 0; i < audit->hosts.n; i++)
        audit->hosts.at[i].name = arena_str(&audit->arena, audit->hosts.at[i].name);
    if (audit->hosts.n > 0)
        qsort(audit->hosts.at, audit->hosts.n, sizeof *audit->hosts.at, by_links);
    count_mended(&count);
    vec_free(&count.times);
    map_free(&count.seen);
    map_free(&count.hosts);
}

/* --- findings --- */

static int by_fingerprint(const void *a, const void *b)
{
    const struct audit_finding *one = a, *two = b;
    return (one->fingerprint > two->fingerprint) - (one->fingerprint < two->fingerprint);
}

/* The findings by fingerprint, for the next audit. */
static void keep_findings(struct audit *audit, const struct listed *listed)
{
    VEC(struct audit_finding) all = {0};
    for (size_t i = 0; i < listed->found.n; i++)
        vec_push(&all, (struct audit_finding){listed->found.at[i]->fingerprint, 1});
    if (all.n > 0)
        qsort(all.at, all.n, sizeof *all.at, by_fingerprint);
    for (size_t i = 0; i < all.n; i++) {
        size_t last = audit->findings.n;
        if (last > 0 && audit->findings.at[last - 1].fingerprint == all.at[i].fingerprint)
            audit->findings.at[last - 1].count++;
        else
            vec_push(&audit->findings, all.at[i]);
    }
    vec_free(&all);
}

/* Those of the audit before, of which each is taken for one that is there now. */
struct known {
    struct audit_finding *at;
    size_t n;
};

static bool take_known(struct known *known, uint64_t fingerprint)
{
    const struct audit_finding key = {fingerprint, 0};
    struct audit_finding *found =
        known->n > 0 ? bsearch(&key, known->at, known->n, sizeof key, by_fingerprint) : NULL;
    if (!found || found->count == 0)
        return false;
    found->count--;
    return true;
}

/* A link is new where something else was the matter with its URL, a finding where it is another. */
static bool is_fresh(const struct finding *finding, bool known, const struct map *before)
{
    if (!finding->evidence || !is_matter(finding->evidence->verdict))
        return !known;
    const uint32_t *was = map_get(before, finding->url);
    return !was || *was != (uint32_t)finding->evidence->verdict;
}

static void add_found(struct audit *audit, const struct finding *finding, bool fresh)
{
    if (finding->evidence) {
        vec_push(&audit->links, (struct report_link){finding, fresh});
        audit->report.since.links[finding->evidence->verdict] += fresh;
    } else {
        audit->report.since.findings += fresh;
    }
}

static void look_at_findings(struct audit *audit, const struct listed *listed,
                             const struct map *before)
{
    const struct audit_state *last = &audit->past.last;
    struct known known = {mem_alloc(last->finding_count, sizeof *known.at), last->finding_count};
    for (size_t i = 0; i < known.n; i++)
        known.at[i] = last->findings[i];
    audit->fresh = mem_alloc(listed->shown.n, sizeof *audit->fresh);
    for (size_t i = 0, shown = 0; i < listed->found.n; i++) {
        const struct finding *finding = listed->found.at[i];
        bool is_known = take_known(&known, finding->fingerprint);
        bool fresh = audit->past.count > 0 && is_fresh(finding, is_known, before);
        add_found(audit, finding, fresh);
        if (shown < listed->shown.n && listed->shown.at[shown] == finding)
            audit->fresh[shown++] = fresh;
    }
    mem_free(known.at);
}

static str lists_name(const struct audit *audit)
{
    str root = audit->documents->place->root;
    if (root.n == 0)
        return STR("/");
    size_t slash = str_rfind_char(root, '/');
    return slash == STR_NPOS ? root : str_skip(root, slash + 1);
}

void audit_make(struct audit *audit, struct report *report, const struct listed *listed,
                const struct findings *findings)
{
    struct report_audit *out = &audit->report;
    struct map before = {0};
    const struct clock *clock = &audit->cli->clock;
    recall(audit);
    map_verdicts(&before, audit->past.last.links, audit->past.last.link_count);
    out->lists = lists_name(audit);
    out->numbers = (struct audit_numbers){.finished = clock->wall(clock->self),
                                          .errors = report->summary.errors,
                                          .warnings = report->summary.warnings,
                                          .infos = report->summary.infos};
    count_urls(audit, &before);
    look_at_findings(audit, listed, &before);
    keep_findings(audit, listed);
    moved_patch_make(&audit->patch, audit->documents, findings);
    map_free(&before);
    out->links = audit->links.at;
    out->link_count = audit->links.n;
    out->hosts = audit->hosts.at;
    out->host_count = audit->hosts.n;
    out->patches = audit->patch.at.at;
    out->patch_count = audit->patch.at.n;
    out->past = audit->past.audits;
    out->past_count = audit->past.count;
    out->fresh = audit->fresh;
    report->audit = out;
}

/* --- afterwards --- */

/* Whether it looked at everything, so that what it does not say is not there. */
static bool is_whole(const struct check_options *options)
{
    return options->only.n == 0 && options->disable.n == 0 && !options->links.offline &&
           options->links.only_hosts.n == 0 && options->links.skip_links.n == 0;
}

static void keep(struct audit *audit)
{
    const struct audit_state state = {
        .links = audit->state.at,
        .link_count = audit->state.n,
        .findings = audit->findings.at,
        .finding_count = audit->findings.n,
    };
    struct err err;
    if (store_audits_add(audit->store.at, audit->name, &audit->report.numbers, &state, &err) !=
        RC_OK)
        print_failure(&err);
}

static void tell(const struct audit *audit)
{
    const struct report_audit *report = &audit->report;
    if (audit->options->quiet || !report_audit_has_past(report))
        return;
    struct date last = date_from_epoch(report->past[report->past_count - 1].finished);
    const uint32_t *links = report->since.links, *mended = report->since.mended;
    print_note("new since the audit of %04d-%02d-%02d: dead links %u, moved %u, unreachable %u, "
               "other findings %u; mended or gone: dead %u, moved %u, unreachable %u",
               last.year, last.month, last.day, links[VERDICT_GONE], links[VERDICT_MOVED],
               report_count_unreachable(links), report->since.findings, mended[VERDICT_GONE],
               mended[VERDICT_MOVED], report_count_unreachable(mended));
}

static enum outcome write_patch(const struct audit *audit, enum outcome outcome)
{
    const struct moved_patch *patch = &audit->patch;
    const char *path = audit->options->open_patch;
    struct buf text = {0};
    struct err err;
    for (size_t i = 0; i < patch->at.n; i++)
        buf_add(&text, patch->at.at[i].text);
    if (file_write(path, buf_str(&text), &err) != RC_OK) {
        print_failure(&err);
        outcome = OUTCOME_TROUBLE;
    } else if (!audit->options->quiet) {
        print_note("%s: mends %u moved link%s%s", path, patch->links, patch->links == 1 ? "" : "s",
                   patch->links > 0 ? "; git apply makes the changes" : ", so it is empty");
        if (patch->left > 0)
            print_note("%u more to be looked at: curlint audit --diff --unsafe-fixes --only "
                       "link/moved",
                       patch->left);
    }
    buf_free(&text);
    return outcome;
}

enum outcome audit_finish(struct audit *audit, bool complete, enum outcome outcome)
{
    tell(audit);
    if (audit->options->open_patch)
        outcome = write_patch(audit, outcome);
    /* What nobody could read is to be new next time. */
    if (audit->store.n > 0 && complete && outcome != OUTCOME_TROUBLE && is_whole(audit->options))
        keep(audit);
    return outcome;
}

void audit_free(struct audit *audit)
{
    moved_patch_free(&audit->patch);
    buf_free(&audit->store);
    vec_free(&audit->links);
    vec_free(&audit->hosts);
    vec_free(&audit->state);
    vec_free(&audit->findings);
    mem_free(audit->fresh);
    arena_free(&audit->arena);
}
