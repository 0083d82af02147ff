#include "config/reader.h"

/*
 * A list may ask for less of a host than is usual, and for a little more: who checks a stranger's
 * change goes by a stranger's configuration.
 */
enum { AT_ONCE_MAX = 32, PER_MINUTE_MAX = 6000, TIMEOUT_MAX = 300 };

static enum rc read_bounded(struct reader *reader, const yaml_node_t *node, const char *what,
                            uint32_t most, uint32_t *out)
{
    if (node_is_text(node) && str_to_u32(node_text(node), out) && *out > 0 && *out <= most)
        return RC_OK;
    return reader_fail(reader, node, "%s wants a whole number from 1 to %u", what, most);
}

static enum rc read_switch(struct reader *reader, const yaml_node_t *node, const char *what,
                           bool *out)
{
    str text = node_is_text(node) ? node_text(node) : STR("");
    *out = str_eq(text, STR("true"));
    if (*out || str_eq(text, STR("false")))
        return RC_OK;
    return reader_fail(reader, node, "%s is true or false", what);
}

/* "403" or "200-204". */
static bool read_range(str text, struct accepted_statuses *out)
{
    uint32_t first, last;
    str rest = text, start = str_cut(&rest, '-');
    if (!str_to_u32(start, &first))
        return false;
    last = first;
    if (rest.at && !str_to_u32(rest, &last))
        return false;
    *out = (struct accepted_statuses){(int)first, (int)last};
    return first >= 100 && first <= last && last <= 999;
}

static enum rc read_statuses(struct reader *reader, yaml_node_t *node,
                             const struct accepted_statuses **out, size_t *count)
{
    *count = 0;
    if (node_is_null(node))
        return RC_OK;
    size_t n;
    enum rc rc = reader_list(reader, node, "accept", "- 403", &n);
    struct accepted_statuses *ranges =
        arena_alloc(&reader->settings->arena, (n ? n : 1) * sizeof *ranges);
    for (size_t i = 0; rc == RC_OK && i < n; i++) {
        const yaml_node_t *item = reader_item(reader, node, i);
        if (!node_is_text(item) || !read_range(node_text(item), &ranges[i]))
            rc = reader_fail(reader, item, "accept wants statuses of HTTP, such as 403 or 200-204");
    }
    *out = ranges;
    *count = n;
    return rc;
}

static enum rc read_at_once(struct reader *reader, yaml_node_t *node, void *target)
{
    return read_bounded(reader, node, "at-once", AT_ONCE_MAX,
                        &((struct link_host *)target)->at_once);
}

static enum rc read_per_minute(struct reader *reader, yaml_node_t *node, void *target)
{
    return read_bounded(reader, node, "per-minute", PER_MINUTE_MAX,
                        &((struct link_host *)target)->per_minute);
}

static enum rc read_timeout(struct reader *reader, yaml_node_t *node, void *target)
{
    return read_bounded(reader, node, "timeout", TIMEOUT_MAX,
                        &((struct link_host *)target)->timeout);
}

static enum rc read_host_accept(struct reader *reader, yaml_node_t *node, void *target)
{
    struct link_host *host = target;
    return read_statuses(reader, node, &host->accept, &host->accept_count);
}

static enum rc read_get(struct reader *reader, yaml_node_t *node, void *target)
{
    return read_switch(reader, node, "get", &((struct link_host *)target)->get);
}

static enum rc read_skip(struct reader *reader, yaml_node_t *node, void *target)
{
    return read_switch(reader, node, "skip", &((struct link_host *)target)->skip);
}

static const struct key host_keys[] = {
    {"at-once", read_at_once},
    {"per-minute", read_per_minute},
    {"timeout", read_timeout},
    {"accept", read_host_accept},
    {"get", read_get},
    {"skip", read_skip},
    {NULL, NULL},
};

/* A name as URLs have it, without scheme, port and path. */
static bool is_host(str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!ascii_is_alnum(name.at[i]) && str_find_char(STR("-._"), name.at[i]) == STR_NPOS)
            return false;
    return name.n > 0;
}

static enum rc read_host(struct reader *reader, const yaml_node_pair_t *pair, void *target)
{
    struct link_host *host = target;
    const yaml_node_t *name = reader_node(reader, pair->key),
                      *value = reader_node(reader, pair->value);
    if (!is_host(node_text(name)))
        return reader_fail(reader, name, "a host is a name such as example.org");
    host->host = arena_str(&reader->settings->arena, node_text(name));
    return reader_mapping(reader, value, "a host", host_keys, host);
}

/* A mapping of names of hosts: `read` is called for each with its item of `*out`. */
static enum rc read_by_host(struct reader *reader, yaml_node_t *node, const char *what, size_t size,
                            enum rc (*read)(struct reader *, const yaml_node_pair_t *, void *),
                            const void **out, size_t *count)
{
    *count = 0;
    if (node_is_null(node))
        return RC_OK;
    enum rc rc = reader_want_mapping(reader, node, what);
    if (rc == RC_OK)
        rc = reader_keys(reader, node);
    if (rc != RC_OK)
        return rc;
    const yaml_node_pair_t *first = node->data.mapping.pairs.start;
    size_t n = (size_t)(node->data.mapping.pairs.top - first);
    char *items = arena_alloc(&reader->settings->arena, (n ? n : 1) * size);
    for (size_t i = 0; rc == RC_OK && i < n; i++)
        rc = read(reader, &first[i], items + i * size);
    *out = items;
    *count = n;
    return rc;
}

static enum rc read_hosts(struct reader *reader, yaml_node_t *node, void *target)
{
    struct link_settings *links = target;
    return read_by_host(reader, node, "hosts", sizeof *links->hosts, read_host,
                        (const void **)&links->hosts, &links->host_count);
}

static enum rc read_kind(struct reader *reader, yaml_node_t *node, void *target)
{
    if (!node_is_text(node) || node_text(node).n == 0)
        return reader_fail(reader, node, "kind wants the name of a service, such as github");
    ((struct link_service *)target)->kind = arena_str(&reader->settings->arena, node_text(node));
    return RC_OK;
}

static enum rc read_endpoint(struct reader *reader, yaml_node_t *node, void *target)
{
    str text = node_is_text(node) ? node_text(node) : (str){0};
    if (!str_starts(text, STR("https://")) && !str_starts(text, STR("http://")))
        return reader_fail(reader, node,
                           "endpoint wants a URL such as "
                           "https://github.example.com/api/graphql");
    ((struct link_service *)target)->endpoint = arena_str(&reader->settings->arena, text);
    return RC_OK;
}

static enum rc read_pages(struct reader *reader, yaml_node_t *node, void *target)
{
    return read_switch(reader, node, "pages", &((struct link_service *)target)->pages);
}

static const struct key service_keys[] = {
    {"kind", read_kind},
    {"endpoint", read_endpoint},
    {"pages", read_pages},
    {NULL, NULL},
};

static enum rc read_service(struct reader *reader, const yaml_node_pair_t *pair, void *target)
{
    struct link_service *service = target;
    const yaml_node_t *name = reader_node(reader, pair->key),
                      *value = reader_node(reader, pair->value);
    if (!is_host(node_text(name)))
        return reader_fail(reader, name, "a service is named by its site, such as arxiv.org");
    service->site = arena_str(&reader->settings->arena, node_text(name));
    service->line = (uint32_t)name->start_mark.line + 1;
    return reader_mapping(reader, value, "a service", service_keys, service);
}

static enum rc read_services(struct reader *reader, yaml_node_t *node, void *target)
{
    struct link_settings *links = target;
    return read_by_host(reader, node, "services", sizeof *links->services, read_service,
                        (const void **)&links->services, &links->service_count);
}

static enum rc read_exclude(struct reader *reader, yaml_node_t *node, void *target)
{
    struct link_settings *links = target;
    struct text_list patterns;
    enum rc rc = reader_texts(reader, node, "exclude", &patterns);
    for (size_t i = 0; rc == RC_OK && i < patterns.n; i++)
        if (patterns.at[i].n == 0)
            rc = reader_fail(reader, reader_item(reader, node, i),
                             "exclude wants a pattern such as example.org/*");
    links->exclude = patterns.at;
    links->exclude_count = patterns.n;
    return rc;
}

static enum rc read_accept(struct reader *reader, yaml_node_t *node, void *target)
{
    struct link_settings *links = target;
    return read_statuses(reader, node, &links->accept, &links->accept_count);
}

static const struct key link_keys[] = {
    {"exclude", read_exclude},
    {"accept", read_accept},
    {"hosts", read_hosts},
    {"services", read_services},
    {NULL, NULL},
};

enum rc read_links(struct reader *reader, yaml_node_t *node, void *target)
{
    (void)target;
    if (node_is_null(node))
        return RC_OK;
    return reader_mapping(reader, node, "links", link_keys, &reader->settings->links);
}
